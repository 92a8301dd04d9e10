//! The book as meaning: chapters, blocks and inlines, each with the place it was written at.
//!
//! `markdown` makes it, `resolve` makes tables beside it, and both back ends read both. It knows no syntax and
//! no page.

mod arrangement;
mod attributes;
mod block;
mod conditions;
mod decimals;
pub mod dump;
mod genre;
mod image;
mod index;
mod inline;
mod medium;
mod node;
mod number;
mod parallel;
mod place;
mod printed;
mod reference;
mod table;
mod walk;

pub use arrangement::{Arrangement, EVERY, line_step};
pub use attributes::{Alignment, Attributes, PageBreak};
pub use block::{
    Block, BlockKind, Code, DefinitionItem, Figure, LIST_MARK, ListItem, ListKind, Panels, Verse,
    VerseForm, VerseLine, VerseRole,
};
pub use conditions::Fate;
pub use decimals::{DecimalColumn, decimal_columns, number_text, whole_part};
pub use genre::{Genre, GenrePart};
pub use image::{Image, Length};
pub use index::{IndexExtent, IndexMark};
pub use inline::{
    AnchorId, Citation, CitationItem, CitationMode, Inline, InlineContent, InlineKind, Joint,
    Locator, LocatorLabel, Target,
};
pub use medium::{Medium, When};
pub use node::{ChapterId, CitationId, NodeCounter, NodeId, NoteId, SourceNode};
pub use number::{number_inlines, number_nodes};
pub use parallel::{FACING, Parallel};
pub use place::FigurePlace;
pub use printed::{Begins, PrintedPage, TextPosition};
pub use reference::ReferenceForm;
pub use table::{Table, TableCell, TableRow, cell_columns};
use walk::inner_blocks_mut;
pub use walk::{
    children, content, content_mut, is_address, plain_text, prose, visit_blocks, visit_blocks_mut,
    visit_inlines, visit_inlines_mut, without_notes,
};
pub use walk::{visit_inline_run, visit_inline_run_mut, visit_rows_mut, visit_spans_mut};

use std::borrow::Cow;
use std::sync::Arc;

use crate::locale::{Direction, Language, Matter};
use crate::lookup::Lookup;
use crate::source::{BookPath, FileId, Origin, Span, WrittenText};

/// A whole book.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// The chapters, in reading order; a book that is read again shares those that are the same.
    pub chapters: Vec<Arc<Chapter>>,
}

impl Book {
    /// The chapters with their identities, in reading order.
    pub fn chapters(&self) -> impl Iterator<Item = (ChapterId, &Chapter)> {
        let chapters = self.chapters.iter().enumerate();
        chapters.map(|(index, chapter)| (ChapterId::new(index), &**chapter))
    }

    /// The chapter of an identity.
    pub fn chapter(&self, id: ChapterId) -> Option<&Chapter> {
        self.chapters.get(id.index()).map(|chapter| &**chapter)
    }

    /// The notes that authors wrote, chapter by chapter.
    pub fn notes(&self) -> impl Iterator<Item = (NoteId, &Note)> {
        self.chapters().flat_map(|(id, chapter)| {
            let notes = chapter.notes.iter().enumerate();
            notes.map(move |(index, note)| (NoteId::new(id, index), note))
        })
    }

    /// The citations, chapter by chapter.
    pub fn citations(&self) -> impl Iterator<Item = (CitationId, &Citation)> {
        self.chapters().flat_map(|(id, chapter)| {
            let citations = chapter.citations.iter().enumerate();
            citations.map(move |(index, citation)| (CitationId::new(id, index), citation))
        })
    }

    /// How many chapters stand before the text: those at the head of the book that are said to be front matter.
    pub fn front_chapters(&self) -> usize {
        self.leading(Matter::is_front)
    }

    /// How many of these stand before the contents: pages of a few words, such as a dedication.
    pub fn display_chapters(&self) -> usize {
        self.leading(Matter::is_display)
    }

    fn leading(&self, is_one: impl Fn(Matter) -> bool) -> usize {
        let chapters = self.chapters.iter();
        let said = chapters.map(|chapter| chapter.standing.matter);
        said.take_while(|matter| matter.is_some_and(&is_one))
            .count()
    }

    /// The citation of an identity.
    pub fn citation(&self, id: CitationId) -> Option<&Citation> {
        self.chapter(id.chapter)?.citations.get(id.index as usize)
    }
}

/// One Markdown file.
#[derive(Clone, Debug, PartialEq)]
pub struct Chapter {
    /// Where it was read from.
    pub path: BookPath,
    /// The text its spans point into.
    pub file: FileId,
    /// Addresses that a site gives it besides that of its path; from its folder, or from a root where they begin
    /// with `/`.
    pub addresses: Vec<String>,
    /// The title for contents and running heads: the front matter's, else the first heading's.
    pub title: Vec<Inline>,
    /// The language of the chapter.
    pub language: Language,
    /// Its direction.
    pub direction: Direction,
    /// The text.
    pub blocks: Vec<Block>,
    /// Its notes; [`NoteId`] counts into them.
    pub notes: Vec<Note>,
    /// Its citations; [`CitationId`] counts into them.
    pub citations: Vec<Citation>,
    /// Where the words of its nodes were written that are set otherwise than they were written: a quotation mark, a
    /// dash, code without its marks. The words of other nodes are their spans byte for byte.
    pub written: Lookup<NodeId, WrittenText>,
    /// How many nodes it has; identities from here on are free for what later stages make.
    pub nodes: u32,
    /// Where it stands among the others.
    pub standing: Standing,
}

impl Chapter {
    /// Where the words of a node, of so many bytes, were written. Words that a later stage has changed, as it does in the title
    /// of a reference, have the place of all together.
    pub fn written_by(&self, node: SourceNode, length: usize) -> Cow<'_, WrittenText> {
        let known = self.written.get(&node.id);
        match known.filter(|known| known.length() == length) {
            Some(known) => Cow::Borrowed(known),
            None => Cow::Owned(WrittenText::of(length, Origin::Author(node.span))),
        }
    }

    /// Whether it is said to be a few words that have a page for themselves, such as a dedication.
    pub fn is_display(&self) -> bool {
        self.standing
            .matter
            .is_some_and(|matter| matter.is_display())
    }

    /// What the chapter is in the book: as was said, else what its title names in its language.
    pub fn matter(&self) -> Matter {
        let named = || self.language.matter_of(&plain_text(&self.title));
        self.standing.matter.or_else(named).unwrap_or_default()
    }
}

/// Where a chapter stands among the others, as the navigation of the book has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// How many parts and chapters it stands below; 0 for one of the top level.
    pub below: u8,
    /// What it is to its reader.
    pub kind: ChapterKind,
    /// What it is in the book, where settings or its front matter say it.
    pub matter: Option<Matter>,
}

/// What a chapter is to its reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChapterKind {
    /// A text of its own.
    #[default]
    Text,
    /// The title of a part and nothing else: the chapters behind it are its text.
    Part,
    /// A text without a name that goes on from the chapter before: the solution of an exercise.
    Continuation,
}

/// A note, set at the foot of a page or popped up by a reading system.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// The label that the author gave it.
    pub label: String,
    /// What it says.
    pub blocks: Vec<Block>,
    /// The definition.
    pub span: Span,
}
