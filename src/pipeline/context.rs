//! What a build needs beside the book: files, the caller's choices, an observer.

use std::sync::Arc;

use super::memory::Memory;
use super::stage::{NoObserver, StageObserver};
use crate::config::Overrides;
use crate::source::Files;

/// What a build needs beside the book itself, before there is one: `page::Sources`, `epub::Binding` and `pdf::Printing`
/// are made of what comes of it.
pub struct BuildContext<'a> {
    /// The book's folder.
    pub files: &'a dyn Files,
    /// Choices that go before those of `book.toml`.
    pub overrides: Overrides,
    /// Hears of every stage.
    pub observer: &'a dyn StageObserver,
    /// What the last build of the same book has left, where it is built again and again.
    pub memory: Option<Arc<Memory>>,
}

impl<'a> BuildContext<'a> {
    /// The files alone: `book.toml` decides everything, and nobody observes.
    pub fn new(files: &'a dyn Files) -> Self {
        Self {
            files,
            overrides: Overrides::default(),
            observer: &NoObserver,
            memory: None,
        }
    }
}
