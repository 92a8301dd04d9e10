//! What stands for `archive` where the feature `csl-archive` is off: no style and no locale is known by name.
//!
//! Our own styles and their words are in the crate; a style of somebody else is named by its file.

use citationberg::{IndependentStyle, Locale};

/// No style has a name.
pub(super) fn style(_name: &str) -> Option<IndependentStyle> {
    None
}

/// No parent of a dependent style is known.
pub(super) fn style_by_id(_id: &str) -> Option<IndependentStyle> {
    None
}

/// There are no names.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    std::iter::empty()
}

/// There are no locales; the words of our own table stand for all.
pub(super) fn locale(_tag: &str) -> Option<Locale> {
    None
}

/// There is none of a language either.
pub(super) fn locale_of(_language: &str) -> Option<Locale> {
    None
}
