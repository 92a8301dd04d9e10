//! Pages in, the bytes of a PDF out.
//!
//! printpdf writes pages, fonts and pictures; what it lacks of document structures is completed on
//! the lopdf document that it hands over.

use crate::config::Config;
use crate::font::FontSet;
use crate::page::Pages;
use crate::picture::Pictures;
use crate::resolve::ResolvedBook;

/// What the PDF is made of.
#[derive(Clone, Copy)]
pub struct Printing<'a> {
    /// The pages.
    pub pages: &'a Pages,
    /// The book, for anchors' names.
    pub book: &'a ResolvedBook,
    /// The settings, for metadata.
    pub config: &'a Config,
    /// The pictures.
    pub pictures: &'a Pictures,
    /// The faces.
    pub fonts: &'a FontSet,
}

/// Prints the pages.
///
/// # Errors
/// A font could not be subset or a picture not be written.
pub fn print(printing: &Printing<'_>) -> Result<Vec<u8>, PdfError> {
    let _ = printing;
    Ok(Vec::new())
}

/// The file could not be written.
#[derive(Debug)]
pub struct PdfError(String);

impl std::fmt::Display for PdfError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "cannot write the PDF: {}", self.0)
    }
}

impl std::error::Error for PdfError {}
