//! The order of the stages: files in, artifacts out.
//!
//! [`open`] reads settings and chapters, [`resolve`] citations, pictures, fonts and numbers;
//! [`Manuscript::render`] lays out pages and writes the outputs.

mod context;
mod dump;
mod error;
mod formulas;
mod manuscript;
mod memory;
mod names;
mod output;
mod proofread;
mod stage;

pub use context::BuildContext;
pub use dump::Dump;
pub use error::BuildError;
pub use manuscript::Manuscript;
pub use memory::Memory;
pub use names::{Named, Names, Section};
pub use output::{Artifact, Output};
pub use stage::{NoObserver, Stage, StageObserver};

use std::sync::Arc;

use stage::observed;

use crate::code::CodeReader;
use crate::config::Config;
use crate::diag::{Code, FileOfBook, Sink, isolate};
use crate::epub::StyleSheet;
use crate::font::FontSet;
use crate::formula::FormulaReader;
use crate::limits;
use crate::model::{Book, Medium};
use crate::picture::{self, Pictures};
use crate::press::Press;
use crate::resolve::ResolvedBook;
use crate::source::{Files, ReadError, SourceMap};
use crate::{cite, config, markdown};

/// The settings and the chapters of a book as they are written.
pub struct OpenedBook {
    /// The settings.
    pub config: Config,
    /// The chapters.
    pub book: Book,
}

/// Reads settings and chapters; `None` when the settings cannot be read.
///
/// # Errors
/// A file is there and cannot be read.
pub fn open(
    context: &BuildContext<'_>,
    map: &mut SourceMap,
    sink: &mut Sink,
) -> Result<Option<OpenedBook>, BuildError> {
    let BuildContext {
        files,
        overrides,
        observer,
        memory,
    } = context;
    let config = observed(*observer, Stage::Settings, || {
        config::load_with(overrides, *files, map, sink)
    })?;
    let Some(config) = config else {
        return Ok(None);
    };
    let book = observed(*observer, Stage::Text, || {
        let before = memory.as_ref().map(|memory| &memory.read);
        markdown::read_again(before, &config, *files, map, sink)
    })?;
    forgive_strangers(&config, sink);
    Ok(Some(OpenedBook { config, book }))
}

/// Mistakes that cost the words that they are about and nothing else: all other pages are as they should be.
pub(crate) const BEARABLE: &[Code] = &[
    Code::BadCondition,
    Code::BadUtf8,
    Code::UnknownCitation,
    Code::UnknownReference,
    Code::UnknownVariable,
];

/// In a book that was written for another tool, what only our Markdown means may be meant otherwise, and a byte of
/// another encoding is shown there as it is here: neither costs the book.
fn forgive_strangers(config: &Config, sink: &mut Sink) {
    if config.plan.as_ref().is_some_and(|plan| !plan.own) {
        sink.forgive(BEARABLE);
    }
}

/// Gives a book its citations, pictures, fonts and numbers; `None` when no font is left to set it in.
///
/// # Errors
/// A file is there and cannot be read.
pub fn resolve(
    context: &BuildContext<'_>,
    opened: OpenedBook,
    map: &mut SourceMap,
    sink: &mut Sink,
) -> Result<Option<Manuscript>, BuildError> {
    let files = context.files;
    let OpenedBook { config, book } = opened;
    let book = Arc::new(book);
    let mut picture_sink = Sink::default();
    let (resolved, (pictures, fonts)) = rayon::join(
        || resolve_text(context, &config, &book, map, sink),
        || read_pictures_and_fonts(context, &book, &config, &mut picture_sink),
    );
    let Texts { book, ebook } = resolved?;
    sink.append(picture_sink);
    forgive_strangers(&config, sink);
    let press = Press::load(&config, files, sink)?;
    let css = read_css(&config, files, map, sink)?;
    let formulas = formulas_of(context);
    if let Some(fonts) = &fonts {
        let with = formulas::Formulas {
            fonts,
            reader: &formulas,
        };
        formulas::check(&book, with, sink);
    }
    Ok(fonts.map(|fonts| Manuscript {
        config,
        book,
        ebook,
        pictures,
        fonts,
        press,
        css,
        codes: codes_of(context),
        formulas,
        memory: context.memory.clone(),
    }))
}

/// What reads code, with all that it has read for the last build.
fn codes_of(context: &BuildContext<'_>) -> Arc<CodeReader> {
    let before = context.memory.as_ref();
    before.map_or_else(Arc::default, |memory| Arc::clone(&memory.codes))
}

/// What reads formulas, with all that it has read for the last build.
fn formulas_of(context: &BuildContext<'_>) -> Arc<FormulaReader> {
    let before = context.memory.as_ref();
    before.map_or_else(Arc::default, |memory| Arc::clone(&memory.formulas))
}

/// The text of the pages, and that of the EPUB where it is another one.
struct Texts {
    book: ResolvedBook,
    ebook: Option<ResolvedBook>,
}

/// Gives the text its citations and numbers; where parts of it stand in one output alone, both have their own.
fn resolve_text(
    context: &BuildContext<'_>,
    config: &Config,
    written: &Arc<Book>,
    map: &mut SourceMap,
    sink: &mut Sink,
) -> Result<Texts, ReadError> {
    let observer = context.observer;
    let mut resolve = |book: Arc<Book>, sink: &mut Sink| {
        let format = || cite::format(config, &book, context.files, map, sink);
        let citations = observed(observer, Stage::Citations, format)?;
        let numbered = || crate::resolve::resolve(Arc::clone(&book), citations, config, sink);
        Ok(observed(observer, Stage::Numbers, numbered))
    };
    if !written.is_divided() {
        let book = resolve(Arc::clone(written), sink)?;
        return Ok(Texts { book, ebook: None });
    }
    let [pdf, epub] = [Medium::Pdf, Medium::Epub].map(|medium| written.for_medium(medium));
    let book = resolve(Arc::new(pdf), sink)?;
    // Most of what is wrong is wrong in both, and is told once.
    let mut found = Sink::default();
    let ebook = resolve(Arc::new(epub), &mut found)?;
    sink.append_new(found);
    Ok(Texts {
        book,
        ebook: Some(ebook),
    })
}

/// Opens and resolves a book whose `book.toml` decides everything; `None` when nothing could be read that is
/// worth going on with.
///
/// # Errors
/// A file is there and cannot be read.
pub fn read(
    files: &dyn Files,
    map: &mut SourceMap,
    sink: &mut Sink,
) -> Result<Option<Manuscript>, BuildError> {
    let context = BuildContext::new(files);
    match open(&context, map, sink)? {
        Some(opened) => resolve(&context, opened, map, sink),
        None => Ok(None),
    }
}

/// Lists the works of the bibliography files with the places that cite them.
///
/// # Errors
/// A file is there and cannot be read.
pub fn list_works(
    context: &BuildContext<'_>,
    opened: &OpenedBook,
    map: &mut SourceMap,
    sink: &mut Sink,
) -> Result<String, BuildError> {
    let OpenedBook { config, book } = opened;
    let list = observed(context.observer, Stage::Citations, || {
        cite::survey(config, book, context.files, map, sink)
    })?;
    Ok(list)
}

fn read_pictures_and_fonts(
    context: &BuildContext<'_>,
    book: &Book,
    config: &Config,
    sink: &mut Sink,
) -> (Pictures, Option<FontSet>) {
    let BuildContext {
        files, observer, ..
    } = *context;
    let pictures = observed(observer, Stage::Pictures, || {
        picture::load(book, config, files, sink)
    });
    let fonts = observed(observer, Stage::Fonts, || {
        FontSet::load(config, files, sink)
    });
    (pictures, fonts)
}

fn read_css(
    config: &Config,
    files: &dyn Files,
    map: &mut SourceMap,
    sink: &mut Sink,
) -> Result<Option<StyleSheet>, ReadError> {
    let Some(path) = &config.epub.css else {
        return Ok(None);
    };
    let wanted = FileOfBook {
        path,
        what: "the style sheet",
        limit: limits::STYLE_SHEET_BYTES,
        place: config.places.of(path),
        hint: "keep the rules that the book needs",
    };
    let Some(bytes) = wanted.read(files, sink)? else {
        return Ok(None);
    };
    let Ok(text) = String::from_utf8(bytes) else {
        let message = format!("{} is not UTF-8", isolate(path.as_str()));
        sink.error(Code::BadUtf8, config.places.of(path), message)
            .hint("save the style sheet as UTF-8 in your editor");
        return Ok(None);
    };
    let file = map.add(path.clone(), &text);
    let text = map.file(file).text().to_string();
    Ok(Some(StyleSheet { file, text }))
}
