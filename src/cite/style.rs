//! The style of a book: a name or a CSL file in, a parsed style and what it asks of the room out.
//!
//! Rules: CSL 1.0.2. A style that cannot be had is a diagnostic at its place in `book.toml`, and our
//! Persian author-date style stands in.

use citationberg::taxonomy::Variable;
use citationberg::{CitationFormat, IndependentStyle, SortKey, Style, StyleCategory, StyleClass};

use super::style_limits::Unfit;
use super::{archive, style_cost, style_limits};
use crate::config::{BibliographySettings, StyleName};
use crate::diag::{Code, FileOfBook, Sink, isolate, nearest};
use crate::limits;
use crate::source::{BookPath, Files, ReadError, Span};

/// Where macros.xml stands in our styles.
const MACROS: &str = "<!--macros-->";

/// Our styles by name; the first is the usual one.
const OWN: &[(&str, &str)] = &[
    ("fa-author-date", include_str!("styles/fa-author-date.csl")),
    ("fa-iran", include_str!("styles/fa-iran.csl")),
    ("fa-note", include_str!("styles/fa-note.csl")),
    ("fa-numeric", include_str!("styles/fa-numeric.csl")),
];

/// What a citation is in a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// «(نویسنده، سال: صفحه)» in the sentence.
    AuthorDate,
    /// «[۳]» in the sentence: a number or a label, the same for works of all languages.
    Label,
    /// A note.
    Note,
}

/// Whose a style is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// Ours: Persian commas, variables of our own.
    Own,
    /// The author's or the archive's: written for one script.
    Foreign,
}

/// What a style has to render.
#[derive(Clone, Copy, Debug)]
pub(super) struct Load {
    /// Works and citations.
    pub(super) runs: u64,
    /// Bytes of the long fields of all works.
    pub(super) long_bytes: u64,
}

/// The style that was chosen.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    /// The style, as written.
    pub(super) csl: IndependentStyle,
    /// What its citations are.
    pub(super) manner: Manner,
    /// Whose it is.
    pub(super) origin: Origin,
    /// Whether its list has an order of its own; one without lists works as they are cited.
    pub(super) sorted: bool,
}

impl Chosen {
    /// The style that the settings name.
    ///
    /// # Errors
    /// A CSL file is there and cannot be read.
    pub(super) fn read(
        settings: &BibliographySettings,
        load: Load,
        files: &dyn Files,
        sink: &mut Sink,
    ) -> Result<Self, ReadError> {
        let found = match &settings.style {
            StyleName::Usual => None,
            StyleName::Known(name, span) => known(name, *span, sink),
            StyleName::File(path, span) => {
                let file = StyleFile {
                    path,
                    span: *span,
                    load,
                };
                file.read(files, sink)?
            }
        };
        Ok(found.unwrap_or_else(|| Self::own(OWN[0].1)))
    }

    fn own(text: &str) -> Self {
        let text = text.replace(MACROS, include_str!("styles/macros.xml"));
        let csl = IndependentStyle::from_xml(&text).expect("the embedded styles are valid CSL");
        Self::new(csl, Origin::Own)
    }

    fn new(csl: IndependentStyle, origin: Origin) -> Self {
        let sort = csl
            .bibliography
            .as_ref()
            .and_then(|list| list.sort.as_ref());
        let sorted = sort.is_some_and(|sort| sort.keys.iter().any(sorts));
        Self {
            // A style without sort keys lists works as they are cited, as IEEE does (CSL 1.0.2, "Sorting").
            // The room sorts the lists of our styles.
            sorted: sorted || origin == Origin::Own,
            manner: manner(&csl),
            csl,
            origin,
        }
    }

    /// Whether it has a list of works.
    pub(super) fn lists(&self) -> bool {
        self.csl.bibliography.is_some()
    }

    /// Whether its list is sorted by keys of its author's.
    pub(super) fn sorts(&self) -> bool {
        let list = self.csl.bibliography.as_ref();
        self.origin == Origin::Foreign && list.is_some_and(|list| list.sort.is_some())
    }

    /// Whether a key of its list is the order of citing.
    pub(super) fn counts(&self) -> bool {
        let sort = self
            .csl
            .bibliography
            .as_ref()
            .and_then(|list| list.sort.as_ref());
        sort.is_some_and(|sort| !sort.keys.iter().all(sorts))
    }

    /// Whether what it prints of a work depends on other works than those that look alike: on what is cited before it, on
    /// the author above it in the list, on where a work comes in it.
    pub(super) fn looks_around(&self) -> bool {
        if self.origin == Origin::Own {
            return false;
        }
        let whole = Style::Independent(self.csl.clone());
        let style = serde_json::to_string(&whole).unwrap_or_default();
        let counts = match self.manner {
            // The list has them in the order of their numbers.
            Manner::Label => self.sorts(),
            Manner::AuthorDate | Manner::Note => style.contains("\"citation-number\""),
        };
        let signs = [
            "\"@position\":\"",
            "\"@subsequent-author-substitute\":\"",
            "\"citation-label\"",
        ];
        counts || signs.iter().any(|sign| style.contains(sign))
    }

    /// Whether years of one author stand together under one name.
    pub(super) fn collapses(&self) -> bool {
        self.csl.citation.collapse.is_some()
    }
}

/// Whether a key sorts by something else than the order of citing.
fn sorts(key: &SortKey) -> bool {
    use citationberg::taxonomy::NumberVariable;
    !matches!(
        key,
        SortKey::Variable {
            variable: Variable::Number(NumberVariable::CitationNumber),
            ..
        }
    )
}

fn manner(csl: &IndependentStyle) -> Manner {
    // The class says note or in-text; of in-text styles only the category tells «[۳]» from «(فریزر، ۱۳۹۴)».
    if csl.settings.class == StyleClass::Note {
        return Manner::Note;
    }
    let labelled = csl.info.category.iter().any(|category| match category {
        StyleCategory::CitationFormat { format } => {
            matches!(format, CitationFormat::Numeric | CitationFormat::Label)
        }
        StyleCategory::Field { .. } => false,
    });
    if labelled {
        Manner::Label
    } else {
        Manner::AuthorDate
    }
}

fn known(name: &str, span: Option<Span>, sink: &mut Sink) -> Option<Chosen> {
    if let Some((_, text)) = OWN.iter().find(|(own, _)| *own == name) {
        return Some(Chosen::own(text));
    }
    if let Some(csl) = archive::style(name) {
        return Some(Chosen::new(csl, Origin::Foreign));
    }
    let message = format!("there is no style {}", isolate(name));
    let found = sink.error(Code::BadStyle, span, message);
    let own = OWN.iter().map(|(own, _)| *own);
    match nearest(name, own.chain(archive::names())) {
        Some(near) => found.hint(format!("did you mean \"{near}\"?")),
        None => found.hint("write fa-author-date, fa-iran, fa-note, fa-numeric, apa, chicago, mla, ieee …, or the path of a .csl file"),
    };
    None
}

/// A CSL file that the settings name.
struct StyleFile<'a> {
    path: &'a BookPath,
    span: Option<Span>,
    load: Load,
}

impl StyleFile<'_> {
    fn read(&self, files: &dyn Files, sink: &mut Sink) -> Result<Option<Chosen>, ReadError> {
        let wanted = FileOfBook {
            path: self.path,
            what: "the style",
            limit: limits::STYLE_BYTES,
            place: self.span,
            hint: "name a file of the CSL project",
        };
        let Some(bytes) = wanted.read(files, sink)? else {
            return Ok(None);
        };
        let csl = String::from_utf8(bytes)
            .map_err(|_| Refused::not_utf8())
            .and_then(|text| self.parse(&text));
        match csl {
            Ok(csl) => Ok(Some(Chosen::new(csl, Origin::Foreign))),
            Err(Refused { code, fault, hint }) => {
                let message = format!("the style {} {fault}", isolate(self.path.as_str()));
                sink.error(code, self.span, message).hint(hint);
                Ok(None)
            }
        }
    }

    fn parse(&self, text: &str) -> Result<IndependentStyle, Refused> {
        style_limits::check(text).map_err(Refused::unfit)?;
        match Style::from_xml(text.trim_start_matches('\u{FEFF}')) {
            Ok(Style::Independent(csl)) => {
                self.affordable(&csl)?;
                Ok(csl)
            }
            // A dependent style is a name for another one: "Journal of X" points at APA.
            Ok(Style::Dependent(style)) => {
                let parent = &style.parent_link.href;
                archive::style_by_id(parent).ok_or_else(|| Refused {
                    code: Code::BadStyle,
                    fault: format!("only points at {}", isolate(parent)),
                    hint: "download that style and name it instead",
                })
            }
            Err(fault) => Err(Refused::unreadable(&fault.to_string())),
        }
    }

    /// Whether the style can be run for all works of the book.
    fn affordable(&self, csl: &IndependentStyle) -> Result<(), Refused> {
        let cost = style_cost::cost(csl).map_err(Refused::over_a_limit)?;
        let Load { runs, long_bytes } = self.load;
        let steps = cost.steps.saturating_mul(runs);
        let bytes = cost.variables.saturating_mul(long_bytes);
        if steps > limits::STYLE_STEPS_OF_A_BOOK {
            let fault = format!("takes {steps} steps for the works of this book");
            return Err(Refused::over_a_limit(fault));
        }
        if bytes > limits::STYLE_PRINTED_BYTES {
            let fault = "prints the long fields of the works too often".to_owned();
            return Err(Refused::over_a_limit(fault));
        }
        Ok(())
    }
}

/// Why a style is not used.
struct Refused {
    code: Code,
    fault: String,
    hint: &'static str,
}

impl Refused {
    fn not_utf8() -> Self {
        Self {
            code: Code::BadUtf8,
            fault: "is not UTF-8".to_owned(),
            hint: "save the file as UTF-8",
        }
    }

    fn unfit(why: Unfit) -> Self {
        match why {
            Unfit::OverALimit(fault) => Self::over_a_limit(fault),
            Unfit::NoXml(fault) => Self::unreadable(&fault),
        }
    }

    fn unreadable(fault: &str) -> Self {
        Self {
            code: Code::BadStyle,
            fault: format!("cannot be read: {fault}"),
            hint: "name a CSL 1.0 style, such as those of citationstyles.org",
        }
    }

    fn over_a_limit(fault: String) -> Self {
        Self {
            code: Code::TooLarge,
            fault: format!("cannot be used: {fault}"),
            hint: "name a file of the CSL project",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_styles_are_valid_and_say_what_they_are() {
        let manners: Vec<_> = OWN
            .iter()
            .map(|(_, text)| Chosen::own(text))
            .map(|style| (style.manner, style.sorted, style.lists()))
            .collect();
        let wanted = [
            (Manner::AuthorDate, true, true),
            (Manner::AuthorDate, true, true),
            (Manner::Note, true, true),
            (Manner::Label, true, true),
        ];
        assert_eq!(manners, wanted);
    }

    #[test]
    fn a_style_that_numbers_works_as_they_are_cited_has_no_order_of_its_own() {
        let ieee = Chosen::new(archive::style("ieee").unwrap(), Origin::Foreign);
        assert_eq!((ieee.manner, ieee.sorted), (Manner::Label, false));
        let apa = Chosen::new(archive::style("apa").unwrap(), Origin::Foreign);
        assert_eq!((apa.manner, apa.sorted), (Manner::AuthorDate, true));
    }
}
