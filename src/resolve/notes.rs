//! Numbers of notes: within each chapter, in the order of their first marks.

use crate::model::{Block, Book, InlineKind, visit_inlines};

/// Numbers the notes; one inside a note follows the note that holds its mark.
pub(super) fn number(book: &mut Book) {
    for chapter in 0..book.chapters.len() {
        let mut open = marks(&book.chapters[chapter].blocks);
        open.reverse();
        let mut count = 0;
        while let Some(id) = open.pop() {
            let Some(note) = book.notes.get_mut(id) else {
                continue;
            };
            if note.number == 0 {
                count += 1;
                note.number = count;
                open.extend(marks(&note.blocks).into_iter().rev());
            }
        }
    }
}

/// The notes whose marks stand in blocks, in reading order.
pub(super) fn marks(blocks: &[Block]) -> Vec<usize> {
    let mut found = Vec::new();
    visit_inlines(blocks, &mut |inline| {
        if let InlineKind::NoteRef(id) = &inline.kind {
            found.push(id.0 as usize);
        }
    });
    found
}
