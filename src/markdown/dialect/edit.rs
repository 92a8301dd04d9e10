//! A change within a text, and those that only the whole text of a chapter tells.

use std::borrow::Cow;
use std::ops::Range;

use super::{Typed, notes_again, pandoc, spans};
use crate::import::Dialect;

/// A stretch of a line and what is written instead of it.
pub(super) struct Edit {
    pub(super) range: Range<usize>,
    pub(super) words: Cow<'static, str>,
}

impl Edit {
    /// Nothing instead of a stretch.
    pub(super) fn drop(range: Range<usize>) -> Self {
        Self {
            range,
            words: Cow::Borrowed(""),
        }
    }
}

/// The edits that only the whole text tells.
pub(super) fn prepared(typed: &Typed<'_>) -> Vec<Edit> {
    let mut edits = notes_again::renamed(typed.text);
    edits.extend(spans::edits(typed.text));
    if typed.dialects.contains(&Dialect::Pandoc) {
        edits.extend(pandoc::examples(typed.text, typed.digits));
        edits.extend(pandoc::fancy_items(typed.text));
    }
    edits.sort_by_key(|edit| edit.range.start);
    edits
}
