//! Citations of the book in, groups of works that CSL may render together out.
//!
//! hayagriva knows no prefixes, no suffixes and one language a request, and joins the years of one
//! author across all of them. So a citation is cut where that would be wrong.

use super::library::Library;
use super::style::Manner;
use super::voice::Voice;
use crate::diag::{Code, Sink, isolate};
use crate::locale::Digits;
use crate::model::{Citation, CitationItem, CitationMode, Locator, LocatorLabel};

/// Works of one citation that are rendered in one request.
#[derive(Clone, Debug)]
pub(super) struct Group<'a> {
    /// The works, at least one.
    pub(super) parts: Vec<CitedWork<'a>>,
    /// The voice of all of them.
    pub(super) voice: Voice,
}

/// One work of a citation.
#[derive(Clone, Debug)]
pub(super) struct CitedWork<'a> {
    /// As the author wrote it.
    pub(super) item: &'a CitationItem,
    /// The work as an index into the library.
    pub(super) work: usize,
    /// The place in it, as CSL wants it.
    pub(super) locator: Option<CslLocator>,
    /// Where its name stands.
    pub(super) name: NamePlace,
}

/// A place in a work as CSL takes it.
#[derive(Clone, Debug)]
pub(super) struct CslLocator {
    /// What is counted.
    pub(super) label: citationberg::taxonomy::Locator,
    /// The number in Latin digits.
    pub(super) value: String,
}

/// Where the name of a cited work stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NamePlace {
    /// In the brackets.
    Inside,
    /// Before the brackets, in the sentence.
    Before,
    /// Nowhere.
    Nowhere,
}

/// A citation cut into groups, works that are in no file in their places.
#[derive(Clone, Debug)]
pub(super) enum CitationSegment<'a> {
    /// Works that are known.
    Group(Group<'a>),
    /// A key that names no work.
    Unknown(&'a CitationItem),
}

impl<'a> CitationSegment<'a> {
    /// The group; `None` for a key that names no work.
    pub(super) fn group(&self) -> Option<&Group<'a>> {
        match self {
            Self::Group(group) => Some(group),
            Self::Unknown(_) => None,
        }
    }
}

/// Splits citations into groups of works that are rendered in one request.
pub(super) struct CitationSplitter<'a> {
    /// The works.
    pub(super) library: &'a Library,
    /// What citations are in the book's style.
    pub(super) manner: Manner,
    /// The voice of the text around.
    pub(super) around: &'a Voice,
}

impl CitationSplitter<'_> {
    /// Splits a citation; unknown keys are reported.
    ///
    /// A group ends where CSL could not say what comes next: `[@a; نک. @b; @c, و جاهای دیگر; @d]` is
    /// split before `@b`, which has words before it, and after `@c`, which has words behind it; a work
    /// of another language begins a group, too.
    pub(super) fn split<'a>(
        &self,
        citation: &'a Citation,
        sink: &mut Sink,
    ) -> Vec<CitationSegment<'a>> {
        let library = self.library;
        let mut segments: Vec<CitationSegment<'a>> = Vec::new();
        let mut closed = true;
        for (at, item) in citation.items.iter().enumerate() {
            let Some(work) = library.find(&item.key) else {
                report_unknown(item, citation.mode, library, sink);
                segments.push(CitationSegment::Unknown(item));
                closed = true;
                continue;
            };
            let part = CitedWork {
                item,
                work,
                locator: locator(item),
                name: name_place(citation.mode, at, item),
            };
            // [@persian; @english] of a Persian book is «[۳؛ 4]» for nobody: both numbers are Persian.
            // A number is in the language of the text, whatever it stands for.
            let voice = match self.manner {
                Manner::Label => self.around,
                Manner::AuthorDate | Manner::Note => library.voice(work),
            };
            // A work without a date cannot be joined: CSL would leave nothing of it.
            let alone = self.manner == Manner::AuthorDate && !library.has_date(work);
            match segments.last_mut() {
                Some(CitationSegment::Group(group))
                    if !closed && !alone && item.prefix.is_empty() && group.voice == *voice =>
                {
                    group.parts.push(part);
                }
                _ => segments.push(CitationSegment::Group(Group {
                    parts: vec![part],
                    voice: voice.clone(),
                })),
            }
            closed = alone || !item.suffix.is_empty();
        }
        segments
    }
}

fn name_place(mode: CitationMode, at: usize, item: &CitationItem) -> NamePlace {
    match mode {
        _ if item.suppress_author => NamePlace::Nowhere,
        CitationMode::Narrative if at == 0 => NamePlace::Before,
        CitationMode::Narrative | CitationMode::Parenthetical => NamePlace::Inside,
    }
}

fn report_unknown(item: &CitationItem, mode: CitationMode, library: &Library, sink: &mut Sink) {
    let message = format!(
        "no work of the bibliography has the key {}",
        isolate(&item.key)
    );
    let near = sink.nearest(&item.key, library.keys());
    let found = sink.error(Code::UnknownCitation, item.span, message);
    let bare = format!("write \\@{} where no work is meant", item.key);
    match (near, mode) {
        (Some(near), CitationMode::Parenthetical) => {
            found.hint(format!("did you mean {}?", isolate(near)))
        }
        (Some(near), CitationMode::Narrative) => {
            found.hint(format!("did you mean {}? Else {bare}", isolate(near)))
        }
        (None, CitationMode::Narrative) => found.hint(bare),
        (None, CitationMode::Parenthetical) => {
            found.hint("add the work to a bibliography file of the book")
        }
    };
}

/// The place in a work as CSL takes it; `None` where nothing is left of it.
fn locator(item: &CitationItem) -> Option<CslLocator> {
    let Locator { label, value } = item.locator.as_ref()?;
    let value = locator_value(value);
    (!value.is_empty()).then(|| CslLocator {
        label: csl_label(*label),
        value,
    })
}

fn csl_label(label: LocatorLabel) -> citationberg::taxonomy::Locator {
    use citationberg::taxonomy::Locator as Csl;
    match label {
        LocatorLabel::Page => Csl::Page,
        LocatorLabel::Volume => Csl::Volume,
        LocatorLabel::Chapter => Csl::Chapter,
        LocatorLabel::Section => Csl::Section,
        LocatorLabel::Paragraph => Csl::Paragraph,
        LocatorLabel::Verse => Csl::Verse,
        LocatorLabel::Line => Csl::Line,
        LocatorLabel::Issue => Csl::Issue,
        LocatorLabel::Folio => Csl::Folio,
        LocatorLabel::Book => Csl::Book,
        LocatorLabel::Figure => Csl::Figure,
        LocatorLabel::Note => Csl::Note,
        LocatorLabel::Column => Csl::Column,
        LocatorLabel::Act => Csl::Act,
        LocatorLabel::Appendix => Csl::Appendix,
        LocatorLabel::Article => Csl::ArticleLocator,
        LocatorLabel::Part => Csl::Part,
        LocatorLabel::Scene => Csl::Scene,
        LocatorLabel::Entry => Csl::SubVerbo,
        LocatorLabel::Table => Csl::Table,
        LocatorLabel::Timestamp => Csl::Timestamp,
        LocatorLabel::Equation => Csl::Equation,
        LocatorLabel::Rule => Csl::Rule,
        LocatorLabel::Opus => Csl::Opus,
        LocatorLabel::Supplement => Csl::Supplement,
    }
}

/// The value with Latin digits; ranges with the sign that CSL counts by, or an en dash where it would not
/// count («۵۹ تا ۶۰», `12a-14b`); a page after a volume behind a colon («۲، ص ۱۲۵» becomes `2: 125`).
fn locator_value(value: &str) -> String {
    const PAGE_WORDS: [&str; 8] = ["صص.", "صص", "ص.", "ص", "صفحهٔ", "صفحه", "pp.", "p."];
    // CSL counts a locator to choose between "p." and "pp.", and it counts digits and hyphens alone.
    let mut value = Digits::Latin
        .convert(value.trim())
        .replace(" تا ", "-")
        .replace(['–', '−', '‐', '‑'], "-");
    value = value.replace("--", "-").replace('،', ",");
    // «ج ۲، ص ۱۲۵» has two labels where CSL knows one: the page goes behind the volume.
    if let Some((volume, page)) = value.split_once(',') {
        let page = page.trim();
        let number = PAGE_WORDS
            .iter()
            .find_map(|word| page.strip_prefix(word))
            .map(str::trim);
        if let Some(number) =
            number.filter(|number| number.starts_with(|letter: char| letter.is_ascii_digit()))
        {
            value = format!("{}: {number}", volume.trim());
        }
    }
    let counted = value
        .chars()
        .all(|letter| letter.is_ascii_digit() || matches!(letter, '-' | ',' | '&' | ' '));
    if counted {
        value
    } else {
        value.replace('-', "–")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locators_are_brought_to_one_form() {
        assert_eq!(locator_value("۵۹ تا ۶۰"), "59-60");
        assert_eq!(locator_value("۳۳–۳۵"), "33-35");
        assert_eq!(locator_value("12a-14b"), "12a–14b");
        assert_eq!(locator_value("۲، ص ۱۲۵"), "2: 125");
        assert_eq!(locator_value("۱۲، ۱۵"), "12, 15");
    }
}
