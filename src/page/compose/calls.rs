//! Which box calls for which note.

use crate::lookup::Seen;
use crate::model::NoteId;
use crate::page::distribute::NoteLines;
use crate::page::flow::{Flow, FlowBox, MarginBox, MarginKind, Placement};
use crate::units::Pt;

/// Leaves each note with the box of its first call, followed by the notes that its own text calls for:
/// what `resolve` counts in this order is set in this order, and once.
pub(in crate::page) fn call_once(flow: &mut Flow, notes: &NoteLines) {
    // A paragraph calls for note 1, whose text calls for note 2, and later for note 3: the box of the
    // first call gets 1 and 2, in this order, since both stand at the foot of its page.
    let mut called = Seen::new();
    for found in flow.boxes_mut() {
        let mut open = std::mem::take(&mut found.notes);
        open.reverse();
        while let Some(note) = open.pop() {
            found.calls.push(note);
            // Those at an end have no lines of their own at a foot.
            if called.insert(note)
                && let Some(lines) = notes.get(&note)
            {
                // What stands in the margin asks for no room at the foot.
                if !in_margin(lines) {
                    found.notes.push(note);
                }
                let inner = lines.iter().flat_map(|line| &line.notes).copied();
                open.extend(inner.rev());
            }
        }
    }
}

/// Puts the notes of the margin beside the boxes of their first calls, each `down` below the top of its box.
pub(in crate::page) fn put_in_margin(flow: &mut Flow, notes: &mut NoteLines, column: MarginColumn) {
    for found in flow.boxes_mut() {
        let called = found.calls.iter().filter_map(|note| {
            let lines = notes.get(note).filter(|lines| in_margin(lines));
            lines.map(|_| *note)
        });
        let called: Vec<NoteId> = called.collect();
        let beside = called.into_iter().filter_map(|note| {
            Some(MarginBox {
                kind: MarginKind::Note(note),
                down: column.down,
                width: column.width,
                lines: notes.remove(&note)?,
            })
        });
        found.put_beside(&mut beside.collect());
    }
}

/// The column of notes in the margin.
#[derive(Clone, Copy)]
pub(in crate::page) struct MarginColumn {
    /// How far below the top of a line of the text their first line begins.
    pub(in crate::page) down: Pt,
    /// How wide it is.
    pub(in crate::page) width: Pt,
}

fn in_margin(lines: &[FlowBox]) -> bool {
    lines
        .first()
        .is_some_and(|line| line.placement == Placement::Margin)
}
