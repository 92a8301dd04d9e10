//! A term of a glossary as it was written.

use crate::source::Span;

/// A term with its foreign one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    /// The term in the language of the book.
    pub(super) term: String,
    /// The foreign term.
    pub(super) foreign: String,
    /// What it means; empty where nothing is said.
    pub(super) meaning: String,
    /// The row.
    pub(super) span: Span,
}
