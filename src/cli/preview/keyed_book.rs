//! A book that could be set in, the same with the keys of its pages out.

use crate::book::SetBook;
use crate::lookup::Lookup;
use crate::view::PageKey;

/// A book that could be set.
pub(super) struct KeyedBook {
    /// The book.
    pub(super) book: SetBook,
    /// The keys of its pages.
    pub(super) keys: Vec<PageKey>,
    /// Its pages by what they look like.
    pub(super) by_key: Lookup<u64, usize>,
}

impl KeyedBook {
    /// Keys the pages of a book.
    pub(super) fn new(book: SetBook) -> Self {
        let keys = book.keys();
        let pages = keys.iter().enumerate();
        Self {
            by_key: pages.map(|(page, key)| (key.picture, page)).collect(),
            book,
            keys,
        }
    }
}
