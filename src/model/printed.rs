//! The pages of the printed book as the EPUB tells of them: their folios, and what each begins with.
//!
//! `page` writes this list, `epub` reads it; neither knows the other.

use super::{AnchorId, NodeId};
use crate::locale::FrontList;

/// A page of the printed book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedPage {
    /// The page number as printed («۱۲», «ب»).
    pub folio: String,
    /// What the page begins with.
    pub begins: Begins,
    /// The places that stand on it and that the book names by their pages.
    pub places: Vec<AnchorId>,
}

/// What a page begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Begins {
    /// The title of the book alone, before the title page.
    HalfTitle,
    /// The title of the book.
    TitlePage,
    /// What the book says of itself, behind the title page.
    Colophon,
    /// A line of the contents; `None` for their heading.
    Contents(Option<AnchorId>),
    /// A line of a list behind the contents, by the place that it leads to; `None` for the heading of the list.
    ListOf(FrontList, Option<AnchorId>),
    /// The heading of the notes behind the text.
    Notes,
    /// The heading of the list of works.
    Works,
    /// The title of the book in another language, on its last page.
    ForeignTitle,
    /// Words of the author's.
    Words(TextPosition),
    /// Nothing new: a note goes on there, or a figure waited for the page.
    Nothing,
}

/// A place in the author's words: a byte of a node's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextPosition {
    /// The block, or the piece of text in one.
    pub node: NodeId,
    /// How many bytes of its text stand before the place.
    pub offset: usize,
}

impl TextPosition {
    /// Where a node begins.
    pub fn start_of(node: NodeId) -> Self {
        Self { node, offset: 0 }
    }
}
