//! What sahhaf uses of syntect 5.3.0: the grammars that it carries, and the parser that reads code with them.
//! `CHANGES.md` says how it differs.

pub mod dumps;
pub mod parsing;

use std::io::Error as IoError;

/// An error enum for all things that can go wrong within syntect.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An error occurred while loading a syntax or theme
    #[error("Loading error: {0}")]
    LoadingError(#[from] LoadingError),
    /// An error occurred while parsing
    #[error("Parsing error: {0}")]
    ParsingError(#[from] crate::parsing::ParsingError),
    /// Scope error
    #[error("Scope error: {0}")]
    ScopeError(#[from] crate::parsing::ScopeError),
    /// Formatting error
    #[error("Formatting error: {0}")]
    Fmt(#[from] std::fmt::Error),
    /// IO Error
    #[error("IO Error: {0}")]
    Io(#[from] IoError),
}

/// Common error type used by syntax and theme loading
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadingError {
    /// error reading a file
    #[error("error reading a file: {0}")]
    Io(#[from] IoError),
    /// A path given to a method was invalid.
    /// Possibly because it didn't reference a file or wasn't UTF-8.
    #[error("Invalid path")]
    BadPath,
}
