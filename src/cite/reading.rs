//! Where citations stand: the tree of the book in, its citations in the order of reading out.
//!
//! Notes are written at the end of a chapter or wherever the author likes; «همان» means the work before it
//! in the order of the marks.

use crate::model::{Block, Book, InlineKind, visit_inlines};

/// A citation in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seat {
    /// The citation, as an index into `Book::citations`.
    pub(super) citation: usize,
    /// Its chapter.
    pub(super) chapter: usize,
    /// The note that it stands in or would become, counted from 1 in the chapter.
    pub(super) note: usize,
    /// Whether an author's note holds it.
    pub(super) place: Place,
}

/// What surrounds a citation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The text.
    Text,
    /// A note of the author's.
    Note,
}

/// The citations of a book in the order of reading; those in notes that no mark names come last.
pub(super) fn seats(book: &Book) -> Vec<Seat> {
    let mut reader = Reader {
        book,
        read: vec![false; book.notes.len()],
        seats: Vec::new(),
        at: (0, 0),
    };
    for (index, chapter) in book.chapters.iter().enumerate() {
        reader.at = (index, 0);
        reader.blocks(&chapter.blocks, Place::Text);
    }
    for (index, note) in book.notes.iter().enumerate() {
        if !reader.read[index] {
            reader.at = (note.chapter, usize::MAX);
            reader.blocks(&note.blocks, Place::Note);
        }
    }
    let mut seated = vec![false; book.citations.len()];
    let mut seats = reader.seats;
    seats.retain(|seat| {
        let known = seated.get_mut(seat.citation);
        known.is_some_and(|known| !std::mem::replace(known, true))
    });
    seats
}

struct Reader<'a> {
    book: &'a Book,
    /// Which notes were read.
    read: Vec<bool>,
    seats: Vec<Seat>,
    /// The chapter, and how many notes of it there were.
    at: (usize, usize),
}

impl<'a> Reader<'a> {
    fn blocks(&mut self, blocks: &'a [Block], place: Place) {
        let mut found = Vec::new();
        visit_inlines(blocks, &mut |inline| match inline.kind {
            InlineKind::Citation(id) => found.push((id.0 as usize, None)),
            InlineKind::NoteRef(id) => found.push((0, Some(id.0 as usize))),
            _ => {}
        });
        for (citation, note) in found {
            match note {
                Some(note) => self.note(note),
                None => self.citation(citation, place),
            }
        }
    }

    fn citation(&mut self, citation: usize, place: Place) {
        if place == Place::Text {
            self.at.1 += 1;
        }
        let (chapter, note) = self.at;
        self.seats.push(Seat {
            citation,
            chapter,
            note,
            place,
        });
    }

    fn note(&mut self, note: usize) {
        let book = self.book;
        let (Some(read), Some(note)) = (self.read.get_mut(note), book.notes.get(note)) else {
            return;
        };
        if !std::mem::replace(read, true) {
            self.at.1 += 1;
            self.blocks(&note.blocks, Place::Note);
        }
    }
}
