//! Where citations stand: the tree of the book in, its citations in the order of reading out.
//!
//! Notes are written at the end of a chapter or wherever the author likes; «همان» means the work before it
//! in the order of the marks.

use std::num::NonZeroUsize;

use crate::lookup::{Lookup, Seen};
use crate::model::{Block, Book, CitationId, InlineKind, NoteId, visit_inlines};

/// Where a citation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CitationPosition {
    /// The citation.
    pub(super) citation: CitationId,
    /// The note that it stands in or would become, counted from 1 in the chapter; `None` in a note that
    /// no mark names, which is printed nowhere.
    pub(super) note: Option<NonZeroUsize>,
    /// Whether an author's note holds it.
    pub(super) place: CitationContext,
}

/// What surrounds a citation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CitationContext {
    /// The text.
    Text,
    /// A note of the author's.
    Note,
}

/// The citations of a book in the order of reading; those in notes that no mark names come last.
///
/// «الف [@a] ب[^n] پ [@c]» with `[^n]: [@b]` reads a, b, c, wherever the note is written.
pub(super) fn positions(book: &Book) -> Vec<CitationPosition> {
    let mut reader = Reader {
        notes: book
            .notes()
            .map(|(id, note)| (id, note.blocks.as_slice()))
            .collect(),
        read: Seen::new(),
        seen: Seen::new(),
        positions: Vec::new(),
        note: None,
        reach: Reach::Marked,
    };
    for (_, chapter) in book.chapters() {
        reader.note = None;
        reader.blocks(&chapter.blocks, CitationContext::Text);
    }
    reader.note = None;
    reader.reach = Reach::Unmarked;
    for (id, note) in book.notes() {
        // Their works are listed, for the author wrote them; no reader sees the notes.
        if reader.read.insert(id) {
            reader.blocks(&note.blocks, CitationContext::Note);
        }
    }
    reader.positions
}

struct Reader<'a> {
    notes: Lookup<NoteId, &'a [Block]>,
    /// Which notes were read.
    read: Seen<NoteId>,
    /// Which citations were met; the first place of one counts.
    seen: Seen<CitationId>,
    positions: Vec<CitationPosition>,
    /// The last note of the chapter so far.
    note: Option<NonZeroUsize>,
    reach: Reach,
}

/// Whether marks lead from the text to what is read.
#[derive(Clone, Copy)]
enum Reach {
    Marked,
    Unmarked,
}

impl Reader<'_> {
    fn blocks(&mut self, blocks: &[Block], place: CitationContext) {
        visit_inlines(blocks, &mut |inline| match inline.kind {
            InlineKind::Citation(id) => self.citation(id, place),
            InlineKind::NoteRef(id) => self.note(id),
            _ => {}
        });
    }

    fn citation(&mut self, citation: CitationId, place: CitationContext) {
        // In a style of notes each citation of the text is a note of its own.
        if place == CitationContext::Text {
            self.count_note();
        }
        if self.seen.insert(citation) {
            self.positions.push(CitationPosition {
                citation,
                note: self.note,
                place,
            });
        }
    }

    fn note(&mut self, id: NoteId) {
        let Some(blocks) = self.notes.get(&id).copied() else {
            return;
        };
        if self.read.insert(id) {
            self.count_note();
            self.blocks(blocks, CitationContext::Note);
        }
    }

    fn count_note(&mut self) {
        self.note = match (self.reach, self.note) {
            (Reach::Unmarked, _) => None,
            (Reach::Marked, None) => Some(NonZeroUsize::MIN),
            (Reach::Marked, Some(last)) => Some(last.saturating_add(1)),
        };
    }
}
