//! `[glossary]`: TOML in, the list of terms and how it is printed out.

use toml::de::DeTable;

use super::keys;
use super::keyword::{KeywordKey, keyword};
use super::metadata::written_language;
use super::reader::Reader;
use crate::locale::Language;
use crate::source::{BookPath, Title};

/// `[glossary]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlossarySettings {
    /// `file`: a `.csv` or `.toml` of terms; none where the book has no glossary.
    pub file: Option<BookPath>,
    /// `language` of the foreign terms.
    pub language: Language,
    /// `title` of the list by the terms of the book.
    pub title: Option<Title>,
    /// `foreign-title` of the list by foreign terms.
    pub foreign_title: Option<Title>,
    /// `ways`: which lists there are.
    pub ways: GlossaryWays,
    /// `first-use`: what is printed where a term is used first.
    pub first_use: FirstUse,
}

impl Default for GlossarySettings {
    fn default() -> Self {
        Self {
            file: None,
            language: Language::english(),
            title: None,
            foreign_title: None,
            ways: GlossaryWays::Both,
            first_use: FirstUse::Plain,
        }
    }
}

/// The lists of a glossary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GlossaryWays {
    /// `both`: by the terms of the book, then by the foreign ones.
    #[default]
    Both,
    /// `own`: by the terms of the book.
    Own,
    /// `foreign`: by the foreign terms.
    Foreign,
}

/// What is printed where a term is used first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FirstUse {
    /// `plain`: the term alone.
    #[default]
    Plain,
    /// `note`: the foreign term in a note.
    Note,
}

const WAYS: KeywordKey<GlossaryWays> = KeywordKey {
    key: "ways",
    words: &[
        ("both", GlossaryWays::Both),
        ("own", GlossaryWays::Own),
        ("foreign", GlossaryWays::Foreign),
    ],
};
const FIRST_USE: KeywordKey<FirstUse> = KeywordKey {
    key: "first-use",
    words: &[("plain", FirstUse::Plain), ("note", FirstUse::Note)],
};

/// Reads `[glossary]`.
pub(super) fn read(reader: &mut Reader<'_>, root: &DeTable<'_>) -> GlossarySettings {
    let section = reader.section(root, "glossary", keys::GLOSSARY);
    let language = written_language(reader, &section).unwrap_or_else(Language::english);
    GlossarySettings {
        file: reader.file(&section, "file"),
        language,
        title: reader.title(&section, "title"),
        foreign_title: reader.title(&section, "foreign-title"),
        ways: keyword(reader, &section, &WAYS).unwrap_or_default(),
        first_use: keyword(reader, &section, &FIRST_USE).unwrap_or_default(),
    }
}
