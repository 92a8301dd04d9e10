//! `[bibliography]`: TOML in, the files, the style and the shape of the list out.

use toml::de::{DeTable, DeValue};

use super::keys;
use super::keyword::{KeywordKey, keyword};
use super::reader::{Reader, Section, Text, Value};
use crate::import::Facts;
use crate::source::{BookPath, Span, Title};

/// `[bibliography]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BibliographySettings {
    /// `files`: `.bib`, `.json` (CSL-JSON), `.yml` (Hayagriva).
    pub files: Vec<BookPath>,
    /// `title` of the appendix; the language's own word where none is given.
    pub title: Option<Title>,
    /// `nocite`: keys to list without a citation; `*` lists all.
    pub nocite: Vec<String>,
    /// Where `nocite` stands in `book.toml`.
    pub nocite_place: Option<Span>,
    /// `style`: how citations and the list look.
    pub style: StyleName,
    /// `place`: where the list stands.
    pub place: ListPlace,
    /// `order` of the list; the style's own where none is given.
    pub order: Option<ListOrder>,
    /// `sections` that the list is parted into.
    pub sections: Sections,
    /// `backlinks`: what an entry says of the places that cite it.
    pub backlinks: Backlinks,
}

/// The look of citations and of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum StyleName {
    /// Our Persian author-date style.
    #[default]
    Usual,
    /// A style that the tool knows by name, with the place in `book.toml` that names it.
    Known(String, Option<Span>),
    /// A CSL file of the book, with the place in `book.toml` that names it.
    File(BookPath, Option<Span>),
}

/// Where the list of works stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListPlace {
    /// `appendix`: after the last chapter.
    #[default]
    Appendix,
    /// `chapters`: at the end of each chapter, the works that it cites.
    Chapters,
}

/// The order of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListOrder {
    /// `scripts`: Persian works, then Arabic, then Latin ones, each in the order of its alphabet.
    Scripts,
    /// `one`: one list in the order of the book's alphabet, works of the other direction after it.
    One,
    /// `cited`: in the order of the first citations.
    Cited,
}

/// The sections of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Sections {
    /// One list.
    #[default]
    None,
    /// `type`: books, articles, theses, documents, pages on the network.
    ByType,
    /// As the author names them.
    Named(Vec<NamedSection>),
}

/// A section of the list; a work stands in the first that takes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedSection {
    /// Its heading.
    pub title: Title,
    /// The keyword of its works; any where none is given.
    pub keyword: Option<String>,
    /// CSL types of its works; any where none is given.
    pub types: Vec<String>,
}

/// What an entry says of the places that cite it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Backlinks {
    /// Nothing.
    #[default]
    None,
    /// `pages`: «صفحه‌های ۱۲، ۳۴» in the PDF, and links to the citations in the EPUB.
    Pages,
}

/// Reads `[bibliography]`; what it does not say, the folder may show.
pub(super) fn read(
    reader: &mut Reader<'_>,
    root: &DeTable<'_>,
    shown: Option<&Facts>,
) -> BibliographySettings {
    let section = reader.section(root, "bibliography", keys::BIBLIOGRAPHY);
    let mut found = written(reader, &section);
    let Some(shown) = shown else { return found };
    if section.get("files").is_none() {
        let files = shown.bibliography.iter();
        found.files = files.map(|file| file.value.clone()).collect();
    }
    if section.get("nocite").is_none() {
        found.nocite.clone_from(&shown.nocite);
    }
    if let (None, Some(style)) = (section.get("style"), &shown.citation_style) {
        let file = BookPath::new(&style.value).ok();
        found.style = match file.filter(|path| path.extension() == "csl") {
            Some(path) => StyleName::File(path, None),
            None => StyleName::Known(style.value.clone(), None),
        };
    }
    found
}

fn written(reader: &mut Reader<'_>, section: &Section<'_>) -> BibliographySettings {
    BibliographySettings {
        files: reader.files(section, "files"),
        title: reader.title(section, "title"),
        nocite: reader.strings(section, "nocite"),
        nocite_place: section.get("nocite").map(|value| reader.span(value.span())),
        style: style(reader, section),
        place: keyword(reader, section, &PLACES).unwrap_or_default(),
        order: keyword(reader, section, &ORDERS),
        sections: sections(reader, section),
        backlinks: keyword(reader, section, &BACKLINKS).unwrap_or_default(),
    }
}

const PLACES: KeywordKey<ListPlace> = KeywordKey {
    key: "place",
    words: &[
        ("appendix", ListPlace::Appendix),
        ("chapters", ListPlace::Chapters),
    ],
};
const ORDERS: KeywordKey<ListOrder> = KeywordKey {
    key: "order",
    words: &[
        ("scripts", ListOrder::Scripts),
        ("one", ListOrder::One),
        ("cited", ListOrder::Cited),
    ],
};
const BACKLINKS: KeywordKey<Backlinks> = KeywordKey {
    key: "backlinks",
    words: &[("none", Backlinks::None), ("pages", Backlinks::Pages)],
};
/// The sections that a word names; the others are tables.
const SECTIONS: KeywordKey<SectionWord> = KeywordKey {
    key: "sections",
    words: &[("none", SectionWord::None), ("type", SectionWord::ByType)],
};

/// A word that `sections` may be.
#[derive(Clone, Copy)]
enum SectionWord {
    None,
    ByType,
}

/// A file where the value ends with `.csl`, else the name of a style.
fn style(reader: &mut Reader<'_>, section: &Section<'_>) -> StyleName {
    let Some(Text { text, span }) = reader.text(section, "style") else {
        return StyleName::Usual;
    };
    if !text.to_ascii_lowercase().ends_with(".csl") {
        return StyleName::Known(text.to_owned(), Some(span));
    }
    let file = reader.file(section, "style");
    file.map_or(StyleName::Usual, |path| StyleName::File(path, Some(span)))
}

/// `"type"`, or a list of tables.
fn sections(reader: &mut Reader<'_>, section: &Section<'_>) -> Sections {
    let Some(value) = section.get("sections") else {
        return Sections::None;
    };
    match value.get_ref() {
        DeValue::String(_) => by_type(reader, section),
        DeValue::Array(items) => {
            let named = items.iter().filter_map(|item| named(reader, item));
            Sections::Named(named.collect())
        }
        _ => {
            reader.wrong_type(value, "sections", "\"type\" or a list of tables");
            Sections::None
        }
    }
}

fn by_type(reader: &mut Reader<'_>, section: &Section<'_>) -> Sections {
    match keyword(reader, section, &SECTIONS) {
        Some(SectionWord::ByType) => Sections::ByType,
        Some(SectionWord::None) | None => Sections::None,
    }
}

fn named(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<NamedSection> {
    let table = reader.table(value, "sections", keys::LIST_SECTION);
    if table.get("title").is_none() && value.get_ref().is_table() {
        reader
            .bad_value(table.span, "a section of the list has no title".to_owned())
            .hint(
                "write { title = \"…\", types = [\"book\"] } or { title = \"…\", keyword = \"…\" }",
            );
    }
    Some(NamedSection {
        title: reader.title(&table, "title")?,
        keyword: reader.string(&table, "keyword"),
        types: reader.strings(&table, "types"),
    })
}
