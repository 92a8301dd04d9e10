//! `book.toml` in, validated settings out.
//!
//! Everything after this room reads [`Config`] and never TOML. Every mistake in the file is a
//! diagnostic at its line; a missing value gets the default that a Persian book would have.

mod bibliography;
mod chapters;
mod document;
mod ebook;
mod facts;
mod features;
mod justification;
mod metadata;
mod places;
mod print;
mod reader;
mod settings;
mod standard;
mod trim;

pub use bibliography::{Backlinks, ListOrder, ListPlace, NamedSection, Sections, StyleName};
pub use ebook::{AccessClaims, EpubSettings};
pub use features::FontFeature;
pub use justification::{Hanging, Justification, Kashida};
pub use places::Places;
pub use print::{Marks, PrintSettings, Profile};
pub use standard::{Archive, Standard};

use crate::diag::Sink;
use crate::locale::{Direction, Language};
use crate::source::{BookPath, Files, ReadError, SourceMap, Span};
use crate::units::Pt;

/// The settings of a book.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// What the book is called, and all that libraries ask about it.
    pub book: Metadata,
    /// The Markdown files, in reading order.
    pub chapters: Vec<BookPath>,
    /// The bibliography.
    pub bibliography: BibliographySettings,
    /// The PDF.
    pub pdf: PdfSettings,
    /// The press.
    pub print: PrintSettings,
    /// The EPUB.
    pub epub: EpubSettings,
    /// The author's own fonts.
    pub fonts: FontSettings,
    /// Where `book.toml` names each file.
    pub places: Places,
}

/// `[book]`: what the book is called, and all that libraries ask about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Metadata {
    /// `title`, the one key that must be there.
    pub title: String,
    /// `subtitle`.
    pub subtitle: Option<String>,
    /// `language`, a BCP 47 tag; Persian where none is named.
    pub language: Language,
    /// `direction`; the language's own where none is named.
    pub direction: Direction,
    /// `authors`, `translators`, `editors`, `illustrators` in this order.
    pub people: Vec<Person>,
    /// `identifier` (a URN or a URL); else made of the title and language, so that it is stable.
    pub identifier: String,
    /// `isbn`, digits and hyphens.
    pub isbn: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `subjects`.
    pub subjects: Vec<String>,
    /// `publisher`.
    pub publisher: Option<String>,
    /// `rights`.
    pub rights: Option<String>,
    /// `date` of publication, as ISO 8601 (`2026`, `2026-11`, `2026-11-22`).
    pub date: Option<String>,
    /// `modified`, the fixed time for `dcterms:modified`, as `CCYY-MM-DDThh:mm:ssZ`.
    pub modified: String,
    /// `series`, and the place in it.
    pub series: Option<(String, Option<u32>)>,
    /// `cover`, an image in the book.
    pub cover: Option<BookPath>,
    /// `cover-alt`, what the cover shows.
    pub cover_alt: Option<String>,
}

/// Somebody who had a part in the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name as printed.
    pub name: String,
    /// The name as sorted («گلشیری، هوشنگ»); none where the author gave none.
    pub file_as: Option<String>,
    /// The part.
    pub role: Role,
}

/// A part in a book (MARC relators).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// `aut`
    Author,
    /// `trl`
    Translator,
    /// `edt`
    Editor,
    /// `ill`
    Illustrator,
}

impl Role {
    /// The key of `[book]` that lists them.
    pub fn key(self) -> &'static str {
        match self {
            Self::Author => "authors",
            Self::Translator => "translators",
            Self::Editor => "editors",
            Self::Illustrator => "illustrators",
        }
    }

    /// The code of the part among the MARC relators.
    pub fn relator(self) -> &'static str {
        match self {
            Self::Author => "aut",
            Self::Translator => "trl",
            Self::Editor => "edt",
            Self::Illustrator => "ill",
        }
    }
}

/// `[bibliography]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BibliographySettings {
    /// `files`: `.bib`, `.json` (CSL-JSON), `.yml` (Hayagriva).
    pub files: Vec<BookPath>,
    /// `title` of the appendix; the language's own word where none is given.
    pub title: Option<String>,
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

/// `[pdf]`.
#[derive(Clone, Debug, PartialEq)]
pub struct PdfSettings {
    /// `trim`: a name (`roqei`, `vaziri`, `rahli`, `kheshti`, `paltoei`, `jibi`, `a4`, `a5`, `b5`)
    /// or `"145x210mm"`; width and height of the page.
    pub trim: (Pt, Pt),
    /// `margins = { inner, outer, top, bottom }` in millimetres; made of the trim where not given.
    pub margins: Margins,
    /// `font-size` of the text in points.
    pub font_size: Pt,
    /// `line-height` as a multiple of the font size; `None` takes what the main face needs.
    pub line_height: Option<f32>,
    /// `contents`: how many heading levels the contents list shows; 0 for no contents.
    pub contents_depth: u8,
    /// `chapter-opening = "odd" | "next"`.
    pub chapter_opening: ChapterOpening,
    /// `number-headings`: whether headings carry numbers.
    pub number_headings: bool,
    /// `kashida`, `spaces`, `expansion`, `hanging-punctuation`: how lines are filled.
    pub justification: Justification,
    /// `hyphenate`: whether words of Latin, Greek and Cyrillic letters are parted at line ends.
    pub hyphenate: bool,
    /// `standard`: which standards the file claims to keep.
    pub standard: Standard,
    /// `profile`: for screens or for a press.
    pub profile: Profile,
    /// `image-resolution`: pictures of more pixels an inch are scaled down to this.
    pub image_resolution: Option<f32>,
}

/// Which page a chapter opens on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChapterOpening {
    /// The next odd page; an empty page may stand before it.
    Odd,
    /// The next page.
    Next,
}

/// The margins of a page; inner is the binding side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Margins {
    /// At the binding.
    pub inner: Pt,
    /// At the fore-edge.
    pub outer: Pt,
    /// Above the text block (the running head stands in it).
    pub top: Pt,
    /// Below the text block (the folio may stand in it).
    pub bottom: Pt,
}

/// `[fonts]`: the author's own font files; each list is tried in order before the embedded faces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FontSettings {
    /// `body`: files for the text, `{ regular, bold }`.
    pub body: Option<FontFiles>,
    /// `heading`: files for headings; the body face where none is named.
    pub heading: Option<FontFiles>,
    /// `code`: files for code.
    pub code: Option<FontFiles>,
    /// `features`: OpenType features of all faces, in the order written.
    pub features: Vec<FontFeature>,
}

/// A face in its weights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontFiles {
    /// The regular weight.
    pub regular: BookPath,
    /// The bold weight, where there is one.
    pub bold: Option<BookPath>,
}

/// The file that holds the settings.
pub const FILE_NAME: &str = "book.toml";

/// The tables of `book.toml`.
const TABLES: &[&str] = &["book", "bibliography", "pdf", "print", "epub", "fonts"];

/// Reads `book.toml`.
///
/// `None` when mistakes in it (all reported in `sink`) leave no settings to go on with. A value
/// that is out of its range is reported too, and its default stands in, so that the stages after
/// this one can report theirs in the same run.
///
/// # Errors
/// The file is there and cannot be read from the disk.
pub fn load(
    files: &dyn Files,
    map: &mut SourceMap,
    sink: &mut Sink,
) -> Result<Option<Config>, ReadError> {
    let Some(file) = document::read(files, map, sink)? else {
        return Ok(None);
    };
    let text = map.file(file).text().clone();
    let Some(root) = document::parse(&text, file, sink) else {
        return Ok(None);
    };
    let mut reader = reader::Reader {
        files,
        file,
        sink,
        places: Places::default(),
    };
    metadata::report_unknown_tables(&mut reader, &root, TABLES);
    let section = reader.section(&root, "book", metadata::KEYS);
    let book = metadata::read(&mut reader, &section);
    let chapters = chapters::read(&mut reader, &section)?;
    let bibliography = bibliography::read(&mut reader, &root);
    let pdf = settings::pdf(&mut reader, &root);
    let print = print::read(&mut reader, &root);
    let epub = ebook::read(&mut reader, &root);
    let fonts = settings::fonts(&mut reader, &root);
    let places = reader.places;
    if chapters.is_empty() {
        return Ok(None);
    }
    Ok(Some(Config {
        book,
        chapters,
        bibliography,
        pdf,
        print,
        epub,
        fonts,
        places,
    }))
}

#[cfg(test)]
mod tests;
