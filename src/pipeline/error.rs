//! Failures of the outside world that end a build, whatever room they come from.

use std::fmt;

use crate::epub::EpubError;
use crate::pdf::PdfError;
use crate::source::ReadError;
use crate::view::DrawError;

/// The outside world failed.
#[derive(Debug)]
pub enum BuildError {
    /// A file could not be read.
    Read(ReadError),
    /// The EPUB could not be written.
    Epub(EpubError),
    /// The PDF could not be written.
    Pdf(PdfError),
    /// A page could not be drawn.
    Draw(DrawError),
    /// A page was asked for that the book does not have.
    NoPage {
        /// The page, from 1.
        asked: usize,
        /// How many there are.
        count: usize,
    },
}

impl fmt::Display for BuildError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(error) => error.fmt(out),
            Self::Epub(error) => error.fmt(out),
            Self::Pdf(error) => error.fmt(out),
            Self::Draw(error) => error.fmt(out),
            Self::NoPage { asked, count } => {
                write!(out, "there is no page {asked}: the book has {count} pages")
            }
        }
    }
}

impl std::error::Error for BuildError {
    /// What lies behind the failure; its own words are those of the room that failed.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read(error) => error.source(),
            Self::Epub(error) => error.source(),
            Self::Pdf(error) => error.source(),
            Self::Draw(error) => error.source(),
            Self::NoPage { .. } => None,
        }
    }
}

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

impl From<DrawError> for BuildError {
    fn from(error: DrawError) -> Self {
        Self::Draw(error)
    }
}
