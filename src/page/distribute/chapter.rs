//! A chapter that is to be divided into pages.

use std::ops::Range;

use super::foot::FootRows;
use super::plan::{NoteLine, NoteLines, PageGeometry};
use crate::page::flow::{FlowBox, FlowItem};
use crate::units::Pt;

/// A chapter: a part of a flow, from its opening on.
#[derive(Clone)]
pub(in crate::page) struct Chapter<'a> {
    pub(in crate::page) flow: &'a [FlowItem],
    pub(in crate::page) notes: &'a NoteLines,
    pub(in crate::page) geometry: &'a PageGeometry,
    /// Its things, indices into the flow.
    pub(in crate::page) range: Range<usize>,
    /// The number of its first page: odd ones face the one before.
    pub(in crate::page) first_page: usize,
}

impl<'a> Chapter<'a> {
    /// The box at an index of the flow.
    pub(in crate::page) fn boxed(&self, index: usize) -> Option<&'a FlowBox> {
        match self.flow.get(index) {
            Some(FlowItem::Box(found)) => Some(found),
            Some(FlowItem::Glue(_) | FlowItem::Opening(_)) | None => None,
        }
    }

    /// Whether a thing of the flow stands on a page of its own: no other page has it.
    pub(in crate::page) fn is_plate(&self, index: usize) -> bool {
        let found = self.boxed(index);
        found.is_some_and(|found| found.placement.is_plate())
    }

    /// The height of the foot of a page with these lines of notes.
    pub(super) fn foot(&self, notes: &[NoteLine]) -> Pt {
        let lines = notes.iter().filter_map(|line| self.note_line(*line));
        let height = FootRows::of(lines).height();
        if height > Pt::ZERO {
            height + self.geometry.above_notes
        } else {
            Pt::ZERO
        }
    }

    /// How many lines stand alone where a page begins with this line of a note: the first one of the note on the
    /// page before, the last one here.
    pub(super) fn lonely_note_lines(&self, line: NoteLine) -> usize {
        let lines = self.notes.get(&line.note).map_or(0, Vec::len);
        usize::from(line.line == 1) + usize::from(line.line > 0 && line.line + 1 == lines)
    }

    /// A line of a note.
    pub(super) fn note_line(&self, line: NoteLine) -> Option<&'a FlowBox> {
        self.notes.get(&line.note)?.get(line.line)
    }
}

/// The chapters of a flow: each begins with an opening; what stands before the first is one, too.
pub(in crate::page) fn ranges(flow: &[FlowItem]) -> Vec<Range<usize>> {
    let opens = |index: &usize| matches!(flow[*index], FlowItem::Opening(_));
    let mut starts: Vec<usize> = (0..flow.len()).filter(opens).collect();
    if starts.first() != Some(&0) {
        starts.insert(0, 0);
    }
    let ends = starts.iter().skip(1).copied().chain([flow.len()]);
    let ranges = starts.iter().zip(ends).map(|(start, end)| *start..end);
    let stands = |item: &FlowItem| !matches!(item, FlowItem::Glue(_));
    ranges
        .filter(|range| flow[range.clone()].iter().any(stands))
        .collect()
}
