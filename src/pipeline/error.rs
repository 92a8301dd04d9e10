//! Failures of the outside world that end a build, whatever room they come from.

use std::fmt;

use crate::epub::EpubError;
use crate::pdf::PdfError;
use crate::source::ReadError;

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

impl std::error::Error for BuildError {
    /// What lies behind the failure; its own words are those of the room that failed.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read(error) => error.source(),
            Self::Epub(error) => error.source(),
            Self::Pdf(error) => error.source(),
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
