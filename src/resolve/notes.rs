//! Numbers of notes: within each chapter, in the order of their first marks.

use std::num::NonZeroUsize;

use super::tables::ChapterTables;
use crate::model::{Block, Chapter, InlineKind, NoteId};

/// Numbers the notes of a chapter.
///
/// A note inside a note follows the note that holds its mark: «¹ … ² …» where note 1 holds the mark of
/// note 2. So the marks found are a stack, and those of a note are laid on it when the note is numbered.
pub(super) fn number(chapter: &Chapter, tables: &ChapterTables) -> Vec<Option<NonZeroUsize>> {
    let notes: Vec<_> = tables.notes(chapter).collect();
    let mut numbers = vec![None; notes.len()];
    let mut open = marks(&chapter.blocks, tables);
    open.reverse();
    let mut next = NonZeroUsize::MIN;
    while let Some(id) = open.pop() {
        let index = id.index as usize;
        let Some(number @ None) = numbers.get_mut(index) else {
            continue;
        };
        *number = Some(next);
        next = next.saturating_add(1);
        open.extend(marks(&notes[index].blocks, tables).into_iter().rev());
    }
    numbers
}

/// The notes whose marks stand in blocks, in reading order.
fn marks(blocks: &[Block], tables: &ChapterTables) -> Vec<NoteId> {
    let mut found = Vec::new();
    tables.visit_shown(blocks, &mut |inline| {
        if let InlineKind::NoteRef(id) = inline.kind {
            found.push(id);
        }
    });
    found
}
