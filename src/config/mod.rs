//! `book.toml`, or a folder laid out for another tool, in; validated settings out.
//!
//! Everything after this room reads [`Config`] and never TOML. Every mistake in the file is a
//! diagnostic at its line; a missing value gets the default that a Persian book would have.

mod bibliography;
mod chapters;
mod colophon;
mod cover;
mod design;
mod document;
mod ebook;
mod editions;
mod facts;
mod features;
mod folder;
mod fonts;
mod format;
mod glossary;
mod indexes;
mod justification;
mod keys;
mod keyword;
mod metadata;
mod notes;
mod overrides;
mod page;
mod page_pictures;
mod pdf;
mod places;
mod presets;
mod print;
mod reader;
mod schema;
mod settings;
mod standard;
mod text_layer;
mod title_page;
mod trim;
mod variables;

pub use bibliography::{
    Backlinks, BibliographySettings, ListOrder, ListPlace, NamedSection, Sections, StyleName,
};
pub use colophon::Colophon;
pub use cover::{CoverFront, CoverOptions};
pub use design::{
    AnswersPlace, CaptionNumbers, ChapterNumber, DesignOptions, FolioPlace, RunningHead,
    SectionBreak, Sizes,
};
pub use document::FILE_NAME;
pub use ebook::{AccessClaims, EpubOptions};
pub use editions::{Edition, Editions};
pub use features::FontFeature;
pub use fonts::{Emphasis, FontChoice, FontFiles, FontSettings, GivenFont, GivenFonts};
pub use format::Format;
pub use glossary::{FirstUse, GlossarySettings, GlossaryWays};
pub use indexes::{IndexSettings, NamedIndex};
pub use justification::{Hanging, Justification, Kashida};
pub use keys::{Key, Shape, TABLES, Table};
pub use metadata::{Metadata, Person, Role, Series};
pub use notes::{
    NamedNotes, NoteMarks, NoteNumbering, NotePlace, NoteSeries, NoteSettings, SeriesId, ShortNotes,
};
pub use overrides::Overrides;
use page::OuterMargin;
pub use page::{ChapterOpening, PageOptions};
pub use page_pictures::PagePictures;
pub use pdf::PdfOptions;
pub use places::Places;
pub use presets::{PRESETS, Preset};
pub use print::{Marks, PrintOptions, Profile};
pub use schema::schema;
pub use settings::Config;
pub use standard::{Archive, Standard};
pub use text_layer::TextLayer;
pub use title_page::{ForeignTitle, TitlePages, TitleWords};
pub use trim::{Margins, TrimSize};

use std::sync::Arc;

use toml::de::DeTable;

use crate::diag::Sink;
use crate::import::{self, BookPlan, BookToml, Layout, Refusal};
use crate::source::{Files, ReadError, SourceMap};

/// The tables and keys of `[book]` that `book.toml` may have: ours, and in the file of mdBook its own.
struct AllowedNames {
    tables: Vec<&'static str>,
    keys: Vec<&'static str>,
}

impl AllowedNames {
    fn of(plan: Option<&BookPlan>) -> Self {
        const TABLES_OF_MDBOOK: [&str; 4] = ["build", "output", "preprocessor", "rust"];
        const KEYS_OF_MDBOOK: [&str; 3] = ["multilingual", "src", "text-direction"];
        let mut known = Self {
            tables: TABLES.iter().map(|table| table.name).collect(),
            keys: keys::names(keys::BOOK),
        };
        if plan.is_some_and(|plan| plan.layout == Layout::MdBook) {
            known.tables.extend(TABLES_OF_MDBOOK);
            known.keys.extend(KEYS_OF_MDBOOK);
        }
        known
    }
}

/// Reads what lies in a folder: [`load_with`] without overrides.
///
/// # Errors
/// The file is there and cannot be read from the disk.
pub fn load(
    files: &dyn Files,
    map: &mut SourceMap,
    sink: &mut Sink,
) -> Result<Option<Config>, ReadError> {
    load_with(&Overrides::default(), files, map, sink)
}

/// Reads `book.toml`, or what lies in the folder without one, and puts what the caller overrides in its place.
///
/// What `book.toml` says goes before what the folder shows; a folder laid out for another tool needs none.
///
/// `None` when mistakes in it (all reported in `sink`) leave no settings to go on with. A value
/// that is out of its range is reported too, and its default stands in, so that the stages after
/// this one can report theirs in the same run.
///
/// # Errors
/// The file is there and cannot be read from the disk.
pub fn load_with(
    overrides: &Overrides,
    files: &dyn Files,
    map: &mut SourceMap,
    sink: &mut Sink,
) -> Result<Option<Config>, ReadError> {
    let file = match import::book_toml(files)? {
        BookToml::Missing | BookToml::MdBook => None,
        BookToml::Own => match document::read(files, map, sink)? {
            Some(file) => Some(file),
            None => return Ok(None),
        },
    };
    let text = file.map(|file| map.file(file).text().clone());
    let Some(root) = document::parse_all(text.as_deref(), file, sink) else {
        return Ok(None);
    };
    let found = folder::look(overrides, files)?;
    if let (None, Err(refusal)) = (file, &found) {
        chapters::report(refusal, None, sink);
        return Ok(None);
    }
    let plan = found.as_ref().ok();
    plan.into_iter()
        .for_each(|plan| folder::report(plan, files, map, sink));
    let reader = reader::Reader {
        files,
        file,
        sink,
        places: Places::default(),
    };
    Ok(settings_of(reader, root, found, overrides))
}

/// The settings of a book: what its tables say, and for the rest what its folder shows.
fn settings_of(
    mut reader: reader::Reader<'_>,
    mut root: DeTable<'_>,
    found: Result<BookPlan, Refusal>,
    overrides: &Overrides,
) -> Option<Config> {
    let plan = found.as_ref().ok();
    let editions = editions::lay_over(&mut root, overrides.edition.as_deref(), &mut reader);
    presets::lay_below(&mut root, &mut reader);
    let known = AllowedNames::of(plan);
    metadata::report_unknown_tables(&mut reader, &root, &known.tables);
    let section = reader.section_with(&root, "book", &known.keys);
    let mut book = metadata::read(&mut reader, &section, plan.map(|plan| &plan.facts));
    editions.identify(&mut book, &section);
    let chapters = chapters::read(&mut reader, &section, found.as_ref(), &editions);
    // Whoever lists chapters writes a book; what lies in a folder of another tool is numbered there as it is.
    let is_listed = section.get(chapters::KEY).is_some();
    let title_pages = title_page::read(&mut reader, &root);
    let colophon = colophon::read(&mut reader, &root);
    let bibliography = bibliography::read(&mut reader, &root, plan.map(|plan| &plan.facts));
    let indexes = indexes::read(&mut reader, &root);
    let glossary = glossary::read(&mut reader, &root);
    let notes = notes::read(&mut reader, &root);
    let outer = match notes.has_margin() {
        true => OuterMargin::Notes,
        false => OuterMargin::Empty,
    };
    let (page, pdf) = on_paper(&mut reader, &root, outer);
    let numbers = numbers_of_chapters(is_listed, &page);
    let design = design::read(&mut reader, &root, &page, numbers);
    let cover = cover::read(&mut reader, &root);
    let print = print::read(&mut reader, &root);
    let epub = ebook::read(&mut reader, &root);
    let fonts = fonts::read(&mut reader, &root);
    let variables = variables::read(&mut reader, &root);
    if chapters.paths.is_empty() {
        return None;
    }
    let mut config = Config {
        book,
        chapters: chapters.paths,
        matters: chapters.matters,
        title_pages,
        colophon,
        bibliography,
        indexes,
        glossary,
        notes,
        design,
        page,
        pdf,
        cover,
        print,
        epub,
        fonts,
        pictures: PagePictures::default(),
        variables,
        editions,
        places: reader.places,
        plan: found.ok().map(Arc::new),
    };
    overrides.apply(&mut config);
    Some(config)
}

/// How chapters are numbered where no setting says it.
fn numbers_of_chapters(is_listed: bool, page: &PageOptions) -> ChapterNumber {
    match is_listed && !page.number_headings {
        true => ChapterNumber::Words,
        false => ChapterNumber::None,
    }
}

/// `[pdf]`: how pages look, and how they are written.
fn on_paper(
    reader: &mut reader::Reader<'_>,
    root: &DeTable<'_>,
    outer: OuterMargin,
) -> (PageOptions, PdfOptions) {
    let section = reader.section(root, "pdf", keys::PDF);
    let page = page::read(reader, &section, outer);
    (page, pdf::read(reader, &section))
}

#[cfg(test)]
mod tests;
