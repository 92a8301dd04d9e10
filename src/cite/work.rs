//! One work of a bibliography, the same whichever file format it was read from.

use std::collections::BTreeMap;

use super::calendar::Calendar;
use super::date::Date;
use crate::locale::Language;
use crate::source::Span;

/// One work, its fields under the names of CSL 1.0.2 ("Appendix IV: Variables").
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Work {
    /// The key that citations name.
    pub(super) key: String,
    /// The key's place in the bibliography file.
    pub(super) span: Span,
    /// The CSL type (`book`, `article-journal`, …).
    pub(super) kind: String,
    /// The language that was named for it; `None` where the letters must tell.
    pub(super) language: Option<Language>,
    /// The calendar that was named for its dates; `None` where the year must tell.
    pub(super) calendar: Option<Calendar>,
    /// People by CSL name variable (`author`, `translator`, …).
    pub(super) people: BTreeMap<&'static str, Vec<Name>>,
    /// The name that short citations use instead of the author's.
    pub(super) short_author: Option<String>,
    /// Texts and numbers by CSL variable (`title`, `volume`, …), digits as written.
    pub(super) texts: BTreeMap<String, String>,
    /// Keywords, by which the list may be parted.
    pub(super) keywords: Vec<String>,
    /// When it came out.
    pub(super) issued: Option<Date>,
    /// When a page on the network was read.
    pub(super) accessed: Option<Date>,
    /// Further dates by CSL variable (`original-date`, `event-date`, `submitted`).
    pub(super) dates: BTreeMap<&'static str, Date>,
}

impl Work {
    /// A work of which nothing but its key and type is known.
    pub(super) fn new(key: &str, kind: &str, span: Span) -> Self {
        Self {
            key: key.to_owned(),
            span,
            kind: kind.to_owned(),
            language: None,
            calendar: None,
            people: BTreeMap::new(),
            short_author: None,
            texts: BTreeMap::new(),
            keywords: Vec::new(),
            issued: None,
            accessed: None,
            dates: BTreeMap::new(),
        }
    }

    /// A text by its CSL variable.
    pub(super) fn text(&self, variable: &str) -> Option<&str> {
        self.texts.get(variable).map(String::as_str)
    }

    /// Sets a text; an empty one is not kept.
    pub(super) fn set(&mut self, variable: &str, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.texts.insert(variable.to_owned(), text.to_owned());
        }
    }

    /// The people in whose name it is listed: its authors, else its editors.
    pub(super) fn heads(&self) -> &[Name] {
        ["author", "editor"]
            .iter()
            .filter_map(|role| self.people.get(role))
            .find(|names| !names.is_empty())
            .map_or(&[], Vec::as_slice)
    }
}

/// A name of a person or a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// A name that is never turned round: a body, or a person known by one name.
    Literal(String),
    /// A name of parts.
    Parts(Parts),
    /// "and others" at the end of a list.
    Others,
}

/// The parts of a person's name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    /// «زمانی محبوب»
    pub(super) family: String,
    /// «حبیب»
    pub(super) given: Option<String>,
    /// A particle that stays with the family name ("van der").
    pub(super) particle: Option<String>,
    /// "Jr."
    pub(super) suffix: Option<String>,
}
