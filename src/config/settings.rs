//! All settings of a book in one place.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::bibliography::BibliographySettings;
use super::colophon::Colophon;
use super::cover::CoverOptions;
use super::design::DesignOptions;
use super::ebook::EpubOptions;
use super::editions::Editions;
use super::fonts::FontSettings;
use super::glossary::GlossarySettings;
use super::indexes::IndexSettings;
use super::metadata::Metadata;
use super::notes::NoteSettings;
use super::page::PageOptions;
use super::page_pictures::PagePictures;
use super::pdf::PdfOptions;
use super::places::Places;
use super::print::PrintOptions;
use super::title_page::TitlePages;
use crate::import::BookPlan;
use crate::locale::Matter;
use crate::source::BookPath;

/// The settings of a book.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// What the book is called, and all that libraries ask about it.
    pub book: Metadata,
    /// The Markdown files, in reading order.
    pub chapters: Vec<BookPath>,
    /// What chapters are in the book, where the list of chapters says it: `{ file = "…", matter = "preface" }`.
    pub matters: BTreeMap<BookPath, Matter>,
    /// The title on pages beside the title page.
    pub title_pages: TitlePages,
    /// The back of the title page.
    pub colophon: Colophon,
    /// The bibliography.
    pub bibliography: BibliographySettings,
    /// The indexes.
    pub indexes: IndexSettings,
    /// The glossary.
    pub glossary: GlossarySettings,
    /// The notes.
    pub notes: NoteSettings,
    /// How a house numbers and adorns its books.
    pub design: DesignOptions,
    /// How pages look.
    pub page: PageOptions,
    /// How the PDF is written.
    pub pdf: PdfOptions,
    /// The cover for the press.
    pub cover: CoverOptions,
    /// The press.
    pub print: PrintOptions,
    /// The EPUB.
    pub epub: EpubOptions,
    /// The author's own fonts.
    pub fonts: FontSettings,
    /// Which pages become pictures, where that is asked for.
    pub pictures: PagePictures,
    /// Words of the text by their names.
    pub variables: BTreeMap<String, String>,
    /// The editions of the book.
    pub editions: Editions,
    /// Where `book.toml` names each file.
    pub places: Places,
    /// What the folder turned out to hold: the layout of the book, its parts, what was left out. `None`
    /// where nothing was looked for.
    pub plan: Option<Arc<BookPlan>>,
}

impl Config {
    /// The settings of a book of which only the title is given, without chapters.
    pub fn titled(title: &str) -> Self {
        Self {
            book: Metadata::titled(title),
            chapters: Vec::new(),
            matters: BTreeMap::new(),
            title_pages: TitlePages::default(),
            colophon: Colophon::default(),
            bibliography: BibliographySettings::default(),
            indexes: IndexSettings::default(),
            glossary: GlossarySettings::default(),
            notes: NoteSettings::default(),
            design: DesignOptions::default(),
            page: PageOptions::default(),
            pdf: PdfOptions::default(),
            cover: CoverOptions::default(),
            print: PrintOptions::default(),
            epub: EpubOptions::default(),
            fonts: FontSettings::default(),
            pictures: PagePictures::default(),
            variables: BTreeMap::new(),
            editions: Editions::default(),
            places: Places::default(),
            plan: None,
        }
    }
}
