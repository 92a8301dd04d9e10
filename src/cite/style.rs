//! The style of a book: a name or a CSL file in, a parsed style and what it asks of the room out.
//!
//! Rules: CSL 1.0.2. A style that cannot be had is a diagnostic at its place in `book.toml`, and our
//! Persian author-date style stands in.

use citationberg::taxonomy::Variable;
use citationberg::{CitationFormat, IndependentStyle, SortKey, Style, StyleCategory, StyleClass};

use super::{archive, style_limits};
use crate::config::{BibliographySettings, StyleName};
use crate::diag::{Code, Sink, isolate, nearest};
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
        files: &dyn Files,
        sink: &mut Sink,
    ) -> Result<Self, ReadError> {
        let found = match &settings.style {
            StyleName::Usual => None,
            StyleName::Known(name, span) => known(name, *span, sink),
            StyleName::File(path, span) => file(path, *span, files, sink)?,
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

fn known(name: &str, span: Span, sink: &mut Sink) -> Option<Chosen> {
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

fn file(
    path: &BookPath,
    span: Span,
    files: &dyn Files,
    sink: &mut Sink,
) -> Result<Option<Chosen>, ReadError> {
    let mut report = |code: Code, message: String, hint: &str| {
        sink.error(code, span, message).hint(hint);
    };
    let name = isolate(path.as_str());
    if files.size(path)? > style_limits::MOST_BYTES {
        let message = format!("the style {name} is larger than 1 MB");
        report(Code::TooLarge, message, "name a file of the CSL project");
        return Ok(None);
    }
    let Ok(text) = String::from_utf8(files.read(path)?) else {
        let message = format!("the style {name} is not UTF-8");
        report(Code::BadUtf8, message, "save the file as UTF-8");
        return Ok(None);
    };
    if let Err(fault) = style_limits::check(&text) {
        let message = format!("the style {name} cannot be read: {fault}");
        report(Code::TooLarge, message, "name a file of the CSL project");
        return Ok(None);
    }
    match Style::from_xml(text.trim_start_matches('\u{FEFF}')) {
        Ok(Style::Independent(csl)) => Ok(Some(Chosen::new(csl, Origin::Foreign))),
        // A dependent style is a name for another one: "Journal of X" points at APA.
        Ok(Style::Dependent(style)) => {
            let parent = &style.parent_link.href;
            let csl = archive::style_by_id(parent);
            if csl.is_none() {
                let message = format!("the style {name} only points at {}", isolate(parent));
                report(
                    Code::BadStyle,
                    message,
                    "download that style and name it instead",
                );
            }
            Ok(csl.map(|csl| Chosen::new(csl, Origin::Foreign)))
        }
        Err(fault) => {
            let message = format!("the style {name} cannot be read: {fault}");
            let hint = "name a CSL 1.0 style, such as those of citationstyles.org";
            report(Code::BadStyle, message, hint);
            Ok(None)
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
