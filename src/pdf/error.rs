//! What keeps a file from being written.

use std::error::Error;
use std::fmt;

/// The file could not be written.
#[derive(Debug)]
pub struct PdfError {
    act: String,
    cause: Box<dyn Error + Send + Sync>,
}

impl PdfError {
    /// An act that failed («subset the font x.ttf») and what went wrong with it: an error, or words.
    pub(in crate::pdf) fn new(
        act: impl Into<String>,
        cause: impl Into<Box<dyn Error + Send + Sync>>,
    ) -> Self {
        Self {
            act: act.into(),
            cause: cause.into(),
        }
    }
}

impl fmt::Display for PdfError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "cannot write the PDF: cannot {}: {}",
            self.act, self.cause
        )
    }
}

impl Error for PdfError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.cause)
    }
}
