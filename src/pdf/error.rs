//! What keeps a file from being written.

/// The file could not be written.
#[derive(Debug)]
pub struct PdfError {
    act: String,
    cause: String,
}

impl PdfError {
    /// An act that failed («subset the font x.ttf») and what went wrong with it.
    pub(in crate::pdf) fn new(act: &str, cause: &str) -> Self {
        Self {
            act: act.to_owned(),
            cause: cause.to_owned(),
        }
    }
}

impl std::fmt::Display for PdfError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "cannot write the PDF: cannot {}: {}",
            self.act, self.cause
        )
    }
}

impl std::error::Error for PdfError {}
