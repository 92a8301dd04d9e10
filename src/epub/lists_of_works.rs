//! The lists of works that a book has.

use super::Binding;
use crate::resolve::Bibliography;

/// The appendix and the lists that end chapters.
pub(super) fn lists(binding: Binding<'_>) -> impl Iterator<Item = &Bibliography> {
    let appendix = binding.book.bibliography.iter();
    appendix.chain(&binding.book.chapter_lists)
}
