//! The book as meaning: chapters, blocks and inlines, each with the place it was written at.
//!
//! `markdown` makes it, `resolve` completes it, and both back ends read it. It knows no syntax and
//! no page.

mod block;
pub mod dump;
mod inline;
mod printed;
mod walk;

pub use block::{
    Alignment, Attributes, Block, BlockKind, DefinitionItem, Figure, Image, Length, ListItem,
    ListKind, Table, TableCell, TableRow, Verse, VerseForm, VerseLine, VerseRole,
};
pub use inline::{
    Anchor, AnchorId, Citation, CitationId, CitationItem, CitationMode, Inline, InlineKind, Joint,
    Locator, LocatorLabel, NoteId, Target,
};
pub use printed::{Begins, PrintedPage, WordPlace, is_letter, letters};
pub use walk::{
    is_address, plain_text, prose, visit_blocks, visit_blocks_mut, visit_inlines,
    visit_inlines_mut, without_notes,
};
pub use walk::{visit_inline_run, visit_inline_run_mut, visit_rows_mut};

use crate::locale::{Direction, Language};
use crate::source::{BookPath, FileId, Span};

/// A whole book.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// The chapters, in reading order.
    pub chapters: Vec<Chapter>,
    /// Every citation of the book; [`CitationId`] counts into it.
    pub citations: Vec<Citation>,
    /// Every note of the book; [`NoteId`] counts into it.
    pub notes: Vec<Note>,
}

/// One Markdown file.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// Where it was read from.
    pub path: BookPath,
    /// The text its spans point into.
    pub file: FileId,
    /// The title for contents and running heads: the front matter's, else the first heading's.
    pub title: Vec<Inline>,
    /// The language of the chapter.
    pub language: Language,
    /// Its direction.
    pub direction: Direction,
    /// The text.
    pub blocks: Vec<Block>,
}

/// A note, set at the foot of a page or popped up by a reading system.
#[derive(Clone, Debug)]
pub struct Note {
    /// The label that the author gave it.
    pub label: String,
    /// The chapter, as an index into [`Book::chapters`].
    pub chapter: usize,
    /// Its number within the chapter, from 1, in the order of the first marks; given by `resolve`.
    /// 0 while no mark names it.
    pub number: usize,
    /// What it says.
    pub blocks: Vec<Block>,
    /// The definition.
    pub span: Span,
}
