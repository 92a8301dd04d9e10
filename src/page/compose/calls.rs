//! Which box calls for which note.

use std::collections::BTreeSet;

use crate::page::distribute::NoteLines;
use crate::page::flow::Flow;

/// Leaves each note with the box of its first call, followed by the notes that its own text calls for:
/// what `resolve` counts in this order is set in this order, and once.
pub(in crate::page) fn call_once(flow: &mut Flow, notes: &NoteLines) {
    // A paragraph calls for note 1, whose text calls for note 2, and later for note 3: the box of the
    // first call gets 1 and 2, in this order, since both stand at the foot of its page.
    let mut called = BTreeSet::new();
    for found in flow.boxes_mut() {
        let mut open = std::mem::take(&mut found.notes);
        open.reverse();
        while let Some(note) = open.pop() {
            found.calls.push(note);
            // Those at an end have no lines of their own at a foot.
            if called.insert(note)
                && let Some(lines) = notes.get(&note)
            {
                found.notes.push(note);
                let inner = lines.iter().flat_map(|line| &line.notes).copied();
                open.extend(inner.rev());
            }
        }
    }
}
