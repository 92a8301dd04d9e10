//! A change within a text: a stretch, and what is written instead of it.

use std::borrow::Cow;
use std::ops::Range;

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
