//! Some bytes of a text in, the place where they were written out.

use std::ops::Range;

use crate::source::{Origin, Span};

/// The place of some bytes of `words`: exact where as many bytes were written as are set, so that
/// they are the same, else the place of all of them.
pub(super) fn narrowed(words: &Range<usize>, origin: Origin, range: Range<usize>) -> Origin {
    origin.map(|place| {
        if place.range().len() != words.len() {
            return place;
        }
        let source = place.start as usize;
        let shift = |at: usize| source + (at - words.start);
        Span::new(place.file, shift(range.start)..shift(range.end))
    })
}
