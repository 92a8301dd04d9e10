//! What keeps an EPUB from being written.

use std::error::Error;
use std::fmt;

/// The EPUB could not be written.
#[derive(Debug)]
pub struct EpubError {
    /// What could not be done, where that is less than to write the whole: «a picture cannot be scaled».
    part: Option<&'static str>,
    cause: Box<dyn Error + Send + Sync>,
}

impl EpubError {
    /// Why the whole could not be written: an error, or words.
    pub(super) fn new(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            part: None,
            cause: cause.into(),
        }
    }

    /// Which part of the work could not be done, in a sentence, and why.
    pub(super) fn of_part(
        part: &'static str,
        cause: impl Into<Box<dyn Error + Send + Sync>>,
    ) -> Self {
        Self {
            part: Some(part),
            cause: cause.into(),
        }
    }
}

impl fmt::Display for EpubError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("cannot write the EPUB: ")?;
        if let Some(part) = self.part {
            write!(out, "{part}: ")?;
        }
        self.cause.fmt(out)
    }
}

impl Error for EpubError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.cause)
    }
}
