//! Pages as the writer gets them: every glyph, rule and picture with its place.
//!
//! Lengths are points. The origin of a page is its top left corner, y grows downwards. Nothing here
//! is logical any more: start and end have become left and right.

use std::collections::BTreeMap;

use super::structure::{ElementId, Structure};
use crate::line::{LineFit, PlacedRun};
use crate::locale::{Direction, Language};
use crate::model::{AnchorId, PrintedPage};
use crate::source::BookPath;
use crate::text::Ink;
use crate::units::Pt;

/// A paginated book.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// Width and height of every page.
    pub size: (Pt, Pt),
    /// The pages, in reading order; the first is the cover or the title page.
    pub pages: Vec<Page>,
    /// The outline, in reading order; levels from 1.
    pub outline: Vec<OutlineEntry>,
    /// Where each anchor came to stand.
    pub destinations: BTreeMap<AnchorId, Destination>,
    /// What the things on the pages mean.
    pub structure: Structure,
    /// The pages that something stands on, as an EPUB tells of them.
    pub printed: Vec<PrintedPage>,
}

/// One page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The page number as printed («۱۲», «ب»), for page labels; empty where the page is not counted.
    pub folio: String,
    /// Left or right of the spread.
    pub side: Side,
    /// What stands on it, in reading order.
    pub items: Vec<PageItem>,
}

/// The side of a spread. In a right-bound book odd pages are left pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The left page of a spread.
    Left,
    /// The right page of a spread.
    Right,
}

/// A thing on a page.
#[derive(Clone, Debug)]
pub enum PageItem {
    /// A line of text.
    Line(PlacedLine),
    /// A filled rectangle: a rule, a background, an underline.
    Rule(PlacedRule),
    /// A picture.
    Picture(PlacedPicture),
    /// A sensitive area.
    Link(PlacedLink),
}

/// A rectangle; `x` and `y` are its top left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: Pt,
    /// Top edge.
    pub y: Pt,
    /// Width.
    pub width: Pt,
    /// Height.
    pub height: Pt,
}

/// What a line is, so that a reader of the file can tell text from what only decorates the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TextRole {
    /// The author's text.
    Body,
    /// A heading of this level.
    Heading(u8),
    /// A note at the foot.
    Note,
    /// A running head or a folio: an artifact.
    Running,
    /// A line of the contents list.
    Contents,
    /// Code.
    Code,
}

/// What stood in a paragraph at the end of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ending {
    /// Nothing: the paragraph ends, or the line ends inside a word.
    #[default]
    Close,
    /// White space, which is not shown.
    Space,
}

/// One line of text: runs of one face and one bidi level each.
#[derive(Clone, Debug)]
pub struct PlacedLine {
    /// The baseline, from the top of the page.
    pub baseline: Pt,
    /// The line's text in logical order: the author's characters and no others.
    pub text: String,
    /// Direction of the paragraph (UAX #9 paragraph level).
    pub direction: Direction,
    /// Language of the line.
    pub language: Language,
    /// What it is.
    pub role: TextRole,
    /// Runs in **logical** order; neighbours of one bidi level may differ in face or size.
    pub runs: Vec<PlacedRun>,
    /// The element that each run belongs to; `None`, or nothing at all, where it is furniture.
    pub elements: Vec<Option<ElementId>>,
    /// What stood in the paragraph between this line and the next.
    pub ending: Ending,
    /// What it took to fill the measure: glyphs are drawn `fit.letters` wider than natural.
    pub fit: LineFit,
}

/// A filled rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlacedRule {
    /// Where.
    pub rect: Rect,
    /// Its colour.
    pub ink: Ink,
}

/// A picture with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedPicture {
    /// The file; the writer finds it in `Pictures`.
    pub path: BookPath,
    /// What a reader who cannot see it is told.
    pub alt: String,
    /// Where.
    pub rect: Rect,
    /// The element that it is; `None` where it only decorates.
    pub element: Option<ElementId>,
}

/// A link's area.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedLink {
    /// Where.
    pub rect: Rect,
    /// Where it leads.
    pub target: LinkTarget,
    /// The element whose words it lies over; `None` for furniture.
    pub element: Option<ElementId>,
    /// Its words, for readers who are told of the area alone.
    pub words: String,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// Out of the book.
    External(String),
    /// To a place in the book.
    Anchor(AnchorId),
    /// To a place on a page of this file that has no anchor (a note and its mark).
    Place {
        /// Index into [`Pages::pages`].
        page: usize,
        /// From the top, in 1/100 pt.
        y: i32,
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
    /// Index into [`Pages::pages`].
    pub page: usize,
    /// Distance from the top.
    pub y: Pt,
}
