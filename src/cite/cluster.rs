//! Citations of the book in, groups of works that CSL may render together out.
//!
//! hayagriva knows no prefixes, no suffixes and one language a request, and joins the years of one
//! author across all of them. So a citation is cut where that would be wrong.

use super::library::Library;
use super::style::Manner;
use super::voice::Voice;
use crate::diag::{Code, Sink, isolate, nearest};
use crate::locale::Digits;
use crate::model::{Citation, CitationItem, CitationMode, Locator, LocatorLabel};

/// Works of one citation that are rendered in one request.
#[derive(Clone, Debug)]
pub(super) struct Group<'a> {
    /// The works, at least one.
    pub(super) parts: Vec<Part<'a>>,
    /// The voice of all of them.
    pub(super) voice: Voice,
}

/// One work of a citation.
#[derive(Clone, Debug)]
pub(super) struct Part<'a> {
    /// As the author wrote it.
    pub(super) item: &'a CitationItem,
    /// The work as an index into the library.
    pub(super) work: usize,
    /// The place in it, as CSL wants it.
    pub(super) locator: Option<(citationberg::taxonomy::Locator, String)>,
    /// Where its name stands.
    pub(super) name: NamePlace,
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
pub(super) enum Piece<'a> {
    /// Works that are known.
    Group(Group<'a>),
    /// A key that names no work.
    Unknown(&'a CitationItem),
}

/// Where works are cut apart.
pub(super) struct Knife<'a> {
    /// The works.
    pub(super) library: &'a Library,
    /// What citations are in the book's style.
    pub(super) manner: Manner,
    /// The voice of the text around.
    pub(super) around: &'a Voice,
}

/// Cuts a citation; unknown keys are reported.
pub(super) fn cut<'a>(
    citation: &'a Citation,
    knife: &Knife<'_>,
    sink: &mut Sink,
) -> Vec<Piece<'a>> {
    let library = knife.library;
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    let mut closed = true;
    for (at, item) in citation.items.iter().enumerate() {
        let Some(work) = library.find(&item.key) else {
            unknown(item, library, sink);
            pieces.push(Piece::Unknown(item));
            closed = true;
            continue;
        };
        let part = Part {
            item,
            work,
            locator: locator(item),
            name: place(citation.mode, at, item),
        };
        // A number speaks the language of the text, whatever it stands for.
        let voice = match knife.manner {
            Manner::Label => knife.around,
            Manner::AuthorDate | Manner::Note => library.voice(work),
        };
        // A work without a date cannot be joined: CSL would leave nothing of it.
        let alone = knife.manner == Manner::AuthorDate && !library.has_date(work);
        match pieces.last_mut() {
            Some(Piece::Group(group))
                if !closed && !alone && item.prefix.is_empty() && group.voice == *voice =>
            {
                group.parts.push(part);
            }
            _ => pieces.push(Piece::Group(Group {
                parts: vec![part],
                voice: voice.clone(),
            })),
        }
        closed = alone || !item.suffix.is_empty();
    }
    pieces
}

fn place(mode: CitationMode, at: usize, item: &CitationItem) -> NamePlace {
    match mode {
        _ if item.suppress_author => NamePlace::Nowhere,
        CitationMode::Narrative if at == 0 => NamePlace::Before,
        CitationMode::Narrative | CitationMode::Parenthetical => NamePlace::Inside,
    }
}

fn unknown(item: &CitationItem, library: &Library, sink: &mut Sink) {
    let message = format!(
        "no work of the bibliography has the key {}",
        isolate(&item.key)
    );
    let found = sink.error(Code::UnknownCitation, item.span, message);
    match nearest(&item.key, library.keys()) {
        Some(near) => found.hint(format!("did you mean {}?", isolate(near))),
        None if library.is_empty() => {
            found.hint("name a bibliography file: files = [\"references.bib\"] under [bibliography] in book.toml")
        }
        None => found.hint("add the work to a bibliography file of the book"),
    };
}

fn locator(item: &CitationItem) -> Option<(citationberg::taxonomy::Locator, String)> {
    use citationberg::taxonomy::Locator as Csl;
    let Locator { label, value } = item.locator.as_ref()?;
    let label = match label {
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
    };
    let value = locator_value(value);
    if value.is_empty() {
        None
    } else {
        Some((label, value))
    }
}

/// The value with Latin digits; ranges with the sign that CSL counts by, or an en dash where it would not
/// count («۵۹ تا ۶۰», `12a-14b`); a page after a volume behind a colon («۲، ص ۱۲۵» becomes `2: 125`).
fn locator_value(value: &str) -> String {
    const PAGE_WORDS: [&str; 8] = ["صص.", "صص", "ص.", "ص", "صفحهٔ", "صفحه", "pp.", "p."];
    let mut value = Digits::Latin
        .convert(value.trim())
        .replace(" تا ", "-")
        .replace(['–', '−', '‐', '‑'], "-");
    value = value.replace("--", "-").replace('،', ",");
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
