//! Pages before they have margins, running heads and folios.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::frame::{Compromise, ElementId, PageItem};
use crate::model::{AnchorId, Begins, NoteId};
use crate::page::distribute::PageKind;
use crate::page::flow::BoxLink;
use crate::units::Pt;

/// The text block of a page; places are relative to its top left corner.
#[derive(Clone, Debug, Default)]
pub(in crate::page) struct Sheet {
    /// What stands on it.
    pub(in crate::page) items: Vec<PageItem>,
    /// Its links, with goals that become targets when all pages are known.
    pub(in crate::page) links: Vec<BoxLink>,
    /// What stands in its margins.
    pub(in crate::page) margin: Vec<InMargin>,
    /// The title of the part that it lies in.
    pub(in crate::page) title: Arc<str>,
    /// The title of the part of the book that this stands below; empty without one.
    pub(in crate::page) part: Arc<str>,
    /// What stands around it.
    pub(in crate::page) kind: PageKind,
    /// What it gives up.
    pub(in crate::page) compromises: Vec<Compromise>,
    /// Source position for the EPUB page list; `None` for an empty page.
    pub(in crate::page) begins: Option<Begins>,
}

/// What stands in a margin of a sheet: its heights are known, its left edge when the page has a side.
#[derive(Clone, Debug)]
pub(in crate::page) struct InMargin {
    /// Whether it stands at the spine, not at the fore-edge.
    pub(in crate::page) at_spine: bool,
    /// From the text to it.
    pub(in crate::page) gap: Pt,
    /// How wide its column is; what stands in it has places from the left edge of that.
    pub(in crate::page) width: Pt,
    /// What it shows.
    pub(in crate::page) items: Vec<PageItem>,
    /// Its links.
    pub(in crate::page) links: Vec<BoxLink>,
}

/// A place on a sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::page) struct PagePosition {
    /// Index of the sheet.
    pub(in crate::page) page: usize,
    /// Distance from the top of the text block.
    pub(in crate::page) y: Pt,
    /// The element that begins there; `None` where only decoration stands.
    pub(in crate::page) element: Option<ElementId>,
}

/// All sheets of a flow, and where things came to stand.
#[derive(Clone, Debug, Default)]
pub(in crate::page) struct Paginated {
    /// The sheets, in reading order; a book that is set again and again shares them with the next time.
    pub(in crate::page) sheets: Vec<Arc<Sheet>>,
    /// Where anchors lie.
    pub(in crate::page) anchors: BTreeMap<AnchorId, PagePosition>,
    /// Where notes begin.
    pub(in crate::page) notes: BTreeMap<NoteId, PagePosition>,
    /// Where the first calls of notes stand.
    pub(in crate::page) note_calls: BTreeMap<NoteId, PagePosition>,
    /// The notes that are called again on a later page.
    pub(in crate::page) called_again: BTreeSet<NoteId>,
}

impl Paginated {
    /// Puts the sheets of another flow behind these.
    pub(in crate::page) fn append(&mut self, other: Self) {
        let pages = self.sheets.len();
        let moved = |place: PagePosition| PagePosition {
            page: place.page + pages,
            ..place
        };
        self.sheets.extend(other.sheets);
        let anchors = other.anchors.into_iter();
        self.anchors
            .extend(anchors.map(|(anchor, place)| (anchor, moved(place))));
        let notes = other.notes.into_iter();
        self.notes
            .extend(notes.map(|(note, place)| (note, moved(place))));
        let calls = other.note_calls.into_iter();
        self.note_calls
            .extend(calls.map(|(note, place)| (note, moved(place))));
        self.called_again.extend(other.called_again);
    }
}
