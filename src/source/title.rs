//! Words of the book that stand in no chapter, with who wrote them.

use std::ops::Deref;

use super::Origin;

/// A title that `book.toml` may give: the author's words with their place there, or the tool's own word.
///
/// With `title = "کتاب‌نامه 漢"` under `[bibliography]`, what is wrong with the heading of the list is told at that line;
/// the word «منابع», which is set without the line, has no place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// The words.
    pub words: String,
    /// Who wrote them.
    pub origin: Origin,
}

impl Title {
    /// Words of the tool.
    pub fn of_tool(words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            origin: Origin::Tool,
        }
    }
}

/// A title is read as its words.
impl Deref for Title {
    type Target = str;

    fn deref(&self) -> &str {
        &self.words
    }
}

impl Default for Title {
    fn default() -> Self {
        Self::of_tool("")
    }
}
