//! Where links lie and where they lead: areas, destinations, the outline.

use std::sync::Arc;

use super::rect::Rect;
use super::structure::ElementId;
use crate::model::AnchorId;
use crate::source::Span;
use crate::units::Pt;

/// A link's area.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedLink {
    /// Where.
    pub rect: Rect,
    /// Where it leads.
    pub target: LinkTarget,
    /// The element whose words it lies over; `None` for furniture.
    pub element: Option<ElementId>,
    /// Its words, for reading systems that announce the area alone.
    pub words: String,
    /// Where its block was written; `None` for links of the tool.
    pub span: Option<Span>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// Out of the book; the lines of one link share the address.
    External(Arc<str>),
    /// To a place in the book.
    Anchor(AnchorId),
    /// To a place on a page of this file that has no anchor (a note and its mark).
    Place {
        /// Index into [`Pages::pages`](super::Pages::pages).
        page: usize,
        /// From the top, in 1/100 pt.
        y: i32,
        /// The element that begins there.
        element: Option<ElementId>,
    },
}

/// A line of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineEntry {
    /// From 1.
    pub level: u8,
    /// The words.
    pub title: String,
    /// The place.
    pub anchor: AnchorId,
}

/// A place on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Destination {
    /// Index into [`Pages::pages`](super::Pages::pages).
    pub page: usize,
    /// Distance from the top.
    pub y: Pt,
    /// The element that begins there; `None` on a page without elements.
    pub element: Option<ElementId>,
}
