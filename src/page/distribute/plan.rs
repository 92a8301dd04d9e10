//! What is known of pages before anything is placed on them.

use std::collections::BTreeMap;

use crate::config::ChapterOpening;
use crate::frame::Compromise;
use crate::model::NoteId;
use crate::page::flow::{FlowBox, FlowItem, Glue, Plate};
use crate::units::Pt;

/// The notes of a flow, each set as boxes that wait for the page of its mark.
pub(in crate::page) type NoteLines = BTreeMap<NoteId, Vec<FlowBox>>;

/// What the distribution has to know of a page.
#[derive(Clone, Copy, Debug)]
pub(in crate::page) struct PageGeometry {
    /// Height of the text block.
    pub(in crate::page) height: Pt,
    /// Room between the text and the first note.
    pub(in crate::page) above_notes: Pt,
    /// Distance of the lines of the grid.
    pub(in crate::page) leading: Pt,
    /// A page may end early for a note only if it is at least this full; else the note is split.
    pub(in crate::page) full_enough: Pt,
    /// What its notes may take of a page on which words stand, with the room above them.
    pub(in crate::page) notes_most: Pt,
    /// Space below a float at the head of a page.
    pub(in crate::page) below_float: Pt,
    /// On which page a part opens.
    pub(in crate::page) opening: ChapterOpening,
}

/// Of the space below a float at least this share is left where the text goes on at a line of the grid.
const LEAST_BELOW_FLOAT: f32 = 0.5;

impl PageGeometry {
    /// The space below a float at the head of a page that ends at `taken`: the text goes on at a line of the
    /// grid.
    pub(super) fn space_below_float(&self, taken: Pt) -> Pt {
        // On lines of 20 points, the text below a figure of 73 points goes on at 100: at 80 it would stand 7
        // points below it.
        let least = taken + self.below_float * LEAST_BELOW_FLOAT;
        least.up_to_whole(self.leading) - taken
    }

    /// The height of a space that begins at `taken`: where a line of the grid follows, it ends at one, a little
    /// lower or as much higher as it takes.
    pub(super) fn glue_height(&self, taken: Pt, glue: Glue, next: Option<&FlowItem>) -> Pt {
        if !matches!(next, Some(FlowItem::Box(found)) if found.is_on_grid) {
            return glue.natural;
        }
        // On lines of 20 points, a space of 10 below a table that ends at 73 points ends at 100: at 80 it would
        // have 7 points, less than it may shrink to.
        let least = taken + glue.natural - glue.shrink;
        least.up_to_whole(self.leading) - taken
    }
}

/// What stands on one page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::page) struct PagePlan {
    /// What stands around the text.
    pub(in crate::page) kind: PageKind,
    /// The opening of the part that the page lies in, an index into the flow.
    pub(in crate::page) part: Option<usize>,
    /// What stands in the text block, from its top down.
    pub(in crate::page) content: Vec<Planned>,
    /// Lines of notes at the foot.
    pub(in crate::page) notes: Vec<NoteLine>,
    /// What the page gives up.
    pub(in crate::page) compromises: Vec<Compromise>,
}

/// What stands around the text of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::page) enum PageKind {
    /// Running head and folio above.
    #[default]
    Ordinary,
    /// A part begins here: the folio stands at the foot, and there is no running head.
    Opening,
    /// Nothing, not even a folio.
    Blank,
    /// Something that has the page for itself.
    Plate(Plate),
}

impl PageKind {
    /// How far below the top of the text block a link to a place leads: on a turned page to its top.
    pub(in crate::page) fn on_paper(self, y: Pt) -> Pt {
        match self {
            Self::Plate(Plate::Turned) => Pt::ZERO,
            _ => y,
        }
    }
}

/// A thing in the text block.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::page) enum Planned {
    /// A box of the flow, by its index.
    Box(usize),
    /// The first box of the text on its page, below what is repeated there.
    TopBox(usize),
    /// A space of the flow, by its index, and how high it is set.
    Glue {
        /// Index into the flow.
        index: usize,
        /// How high it is set.
        height: Pt,
    },
    /// A space that is not in the flow: below a float that waited.
    Gap(Pt),
}

/// A line of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::page) struct NoteLine {
    /// The note.
    pub(in crate::page) note: NoteId,
    /// Which of its lines, from 0.
    pub(in crate::page) line: usize,
}

impl Planned {
    /// The box that it is.
    pub(super) fn boxed(self, flow: &[FlowItem]) -> Option<&FlowBox> {
        match self {
            Self::Box(index) | Self::TopBox(index) => match &flow[index] {
                FlowItem::Box(found) => Some(found),
                FlowItem::Glue(_) | FlowItem::Opening(_) => None,
            },
            Self::Glue { .. } | Self::Gap(_) => None,
        }
    }

    /// How far it takes the text down.
    pub(super) fn height(self, flow: &[FlowItem]) -> Pt {
        let own = self.boxed(flow).map_or(Pt::ZERO, |found| found.height);
        match self {
            Self::Box(_) => own,
            Self::TopBox(_) => {
                let head = self.boxed(flow).map(FlowBox::repeated_height);
                head.unwrap_or(Pt::ZERO) + own
            }
            Self::Glue { height, .. } | Self::Gap(height) => height,
        }
    }
}

/// A hundredth of a point is rounding, and no box is moved to the next page for it.
pub(super) const ROUNDING: Pt = Pt(0.01);

/// The boxes that stand on each page.
#[cfg(test)]
pub(super) fn boxes(plans: &[PagePlan]) -> Vec<Vec<usize>> {
    let boxes = |plan: &PagePlan| {
        let boxes = plan.content.iter().filter_map(|one| match one {
            Planned::Box(index) | Planned::TopBox(index) => Some(*index),
            Planned::Glue { .. } | Planned::Gap(_) => None,
        });
        boxes.collect()
    };
    plans.iter().map(boxes).collect()
}
