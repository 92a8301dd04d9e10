//! Where `book.toml` names a file or gives the words of a title page, for mistakes that are only found
//! later: inside that file, or when the words are set.

use crate::lookup::Lookup;
use crate::source::{BookPath, Origin, Span};

/// For every file that the settings name, the place that names it first; for every key of `[book]`, `[cover]` and of
/// `[title-page.foreign]`, its value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    files: Lookup<BookPath, Span>,
    values: Lookup<&'static str, Span>,
    foreign: Lookup<&'static str, Span>,
}

impl Places {
    /// The value in `book.toml` that names a file; `None` for files that it does not name.
    pub fn of(&self, path: &BookPath) -> Option<Span> {
        self.files.get(path).copied()
    }

    /// Who wrote the value of a key of `[book]` or `[cover]`: the author there, or the tool where it is not given.
    pub fn origin(&self, key: &str) -> Origin {
        self.values
            .get(key)
            .copied()
            .map_or(Origin::Tool, Origin::Setting)
    }

    /// The same for a key of `[title-page.foreign]`.
    pub fn foreign_origin(&self, key: &str) -> Origin {
        let value = self.foreign.get(key).copied();
        value.map_or(Origin::Tool, Origin::Setting)
    }

    /// Remembers the value of a key of `[title-page.foreign]`.
    pub(super) fn add_foreign(&mut self, key: &'static str, span: Span) {
        self.foreign.insert(key, span);
    }

    /// Remembers the value of a key of `[book]` or `[cover]`.
    pub(super) fn add_value(&mut self, key: &'static str, span: Span) {
        self.values.insert(key, span);
    }

    /// Remembers the first place of a file.
    pub(super) fn add(&mut self, path: &BookPath, span: Span) {
        self.files.entry(path.clone()).or_insert(span);
    }
}
