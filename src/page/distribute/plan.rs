//! What is known of pages before anything is placed on them.

use std::collections::BTreeMap;

use crate::config::ChapterOpening;
use crate::model::NoteId;
use crate::page::flow::FlowBox;
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
    /// Space below a float at the head of a page.
    pub(in crate::page) below_float: Pt,
    /// On which page a part opens.
    pub(in crate::page) opening: ChapterOpening,
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
