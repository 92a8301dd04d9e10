//! Where `book.toml` names a file, for mistakes that are only found inside that file.

use std::collections::BTreeMap;

use crate::source::{BookPath, Span};

/// For every file that the settings name, the place that names it first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places(BTreeMap<BookPath, Span>);

impl Places {
    /// The value in `book.toml` that names a file; `None` for files that it does not name.
    pub fn of(&self, path: &BookPath) -> Option<Span> {
        self.0.get(path).copied()
    }

    /// Remembers the first place of a file.
    pub(super) fn add(&mut self, path: &BookPath, span: Span) {
        self.0.entry(path.clone()).or_insert(span);
    }
}
