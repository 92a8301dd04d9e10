//! The order of the stages, on one screen: files in, artifacts out.

use std::fmt;

use crate::config::Config;
use crate::diag::Sink;
use crate::epub::{self, Binding, EpubError};
use crate::font::FontSet;
use crate::page::Pages;
use crate::pdf::{self, PdfError, Printing};
use crate::picture::{self, Pictures};
use crate::resolve::{self, ResolvedBook};
use crate::source::{BookPath, Files, ReadError, SourceMap};
use crate::{cite, config, markdown};

/// A book read, checked and resolved, with all that both back ends need.
pub struct Manuscript {
    /// The settings.
    pub config: Config,
    /// The text.
    pub book: ResolvedBook,
    /// The pictures.
    pub pictures: Pictures,
    /// The faces.
    pub fonts: FontSet,
    /// The author's own style sheet.
    pub css: Option<String>,
}

/// Reads and resolves a book; `None` when nothing could be read that is worth going on with.
///
/// # Errors
/// A file is there and cannot be read.
pub fn read(
    files: &dyn Files,
    map: &mut SourceMap,
    sink: &mut Sink,
) -> Result<Option<Manuscript>, BuildError> {
    let Some(config) = config::load(files, map, sink)? else { return Ok(None) };
    let book = markdown::read(&config, files, map, sink)?;
    let citations = cite::format(&config, &book.citations, files, map, sink)?;
    let pictures = picture::load(&book, &config, files, sink);
    let fonts = FontSet::load(&config, files, sink);
    let book = resolve::resolve(book, citations, &config, sink);
    let css = read_css(&config, files)?;
    Ok(Some(Manuscript { config, book, pictures, fonts, css }))
}

fn read_css(config: &Config, files: &dyn Files) -> Result<Option<String>, ReadError> {
    let read = |path: &BookPath| files.read(path);
    let bytes = config.epub.css.as_ref().map(read).transpose()?;
    Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
}

impl Manuscript {
    /// Binds the EPUB.
    ///
    /// # Errors
    /// The container could not be written.
    pub fn epub(&self, sink: &mut Sink) -> Result<Vec<u8>, BuildError> {
        let binding = Binding {
            book: &self.book,
            config: &self.config,
            pictures: &self.pictures,
            fonts: &self.fonts,
            css: self.css.as_deref(),
        };
        Ok(epub::bind(&binding, sink)?)
    }

    /// Sets the pages.
    pub fn pages(&self, _sink: &mut Sink) -> Pages {
        Pages::default()
    }

    /// Prints pages that [`Self::pages`] has set.
    ///
    /// # Errors
    /// A font or a picture could not be written.
    pub fn pdf(&self, pages: &Pages) -> Result<Vec<u8>, BuildError> {
        let printing = Printing {
            pages,
            book: &self.book,
            config: &self.config,
            pictures: &self.pictures,
            fonts: &self.fonts,
        };
        Ok(pdf::print(&printing)?)
    }
}

/// The outside world failed.
#[derive(Debug)]
pub enum BuildError {
    /// A file could not be read.
    Read(ReadError),
    /// The EPUB could not be written.
    Epub(EpubError),
    /// The PDF could not be written.
    Pdf(PdfError),
}

impl fmt::Display for BuildError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(error) => error.fmt(out),
            Self::Epub(error) => error.fmt(out),
            Self::Pdf(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for BuildError {}

impl From<ReadError> for BuildError {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

impl From<EpubError> for BuildError {
    fn from(error: EpubError) -> Self {
        Self::Epub(error)
    }
}

impl From<PdfError> for BuildError {
    fn from(error: PdfError) -> Self {
        Self::Pdf(error)
    }
}
