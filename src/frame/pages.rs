//! Pages as the writer gets them: every glyph, rule and picture with its place.
//!
//! Lengths are points. The origin of a page is its top left corner, y grows downwards. Nothing here
//! is logical any more: start and end have become left and right.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::line::PlacedLine;
use super::link::{Destination, OutlineEntry, PlacedLink};
use super::rect::{PlacedRule, Rect};
use super::structure::{ElementId, Structure};
use super::turn::Turn;
use crate::locale::Direction;
use crate::lookup::Lookup;
use crate::model::{AnchorId, PrintedPage};
use crate::source::{BookPath, Span};
use crate::units::Pt;

/// A paginated book.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// Width and height of every page.
    pub size: (Pt, Pt),
    /// The pages, in reading order; the first is the cover or the title page. A book that is set again and again
    /// has the same ones where nothing has changed.
    pub pages: Vec<Arc<Page>>,
    /// The outline, in reading order; levels from 1.
    pub outline: Vec<OutlineEntry>,
    /// Where each anchor came to stand.
    pub destinations: Lookup<AnchorId, Destination>,
    /// The names by which other files lead to anchors (`book.pdf#name`).
    pub names: BTreeMap<String, AnchorId>,
    /// What the things on the pages mean.
    pub structure: Structure,
    /// The pages that something stands on, for the EPUB's page list.
    pub printed: Vec<PrintedPage>,
    /// The pages that the text names, as they are printed, by the names of the places on them.
    pub named: Lookup<String, String>,
}

/// One page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The page number as printed («۱۲», «ب»), for page labels; empty where the page is not counted.
    pub folio: String,
    /// Left or right of the spread.
    pub side: Side,
    /// How its content is turned: places of its items are places of the content.
    pub turn: Turn,
    /// What stands on it, in reading order.
    pub items: Vec<PageItem>,
    /// What it gives up so that the pages of its chapter are good together.
    pub compromises: Vec<Compromise>,
}

/// What a page gives up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Compromise {
    /// Its text ends so many lines above its notes or its foot.
    White(f32),
    /// It ends so many lines higher or lower than the page that it faces.
    Uneven(f32),
    /// It is the last one of its chapter and has so few lines.
    FewLines(f32),
    /// Its last note goes on on the next page.
    SplitNote,
    /// Its notes take so many lines more than leave the text enough of it.
    CrowdedNotes(f32),
    /// So many figures wait for a later page.
    WaitingFigures(usize),
    /// It ends in the middle of a word.
    WithinWord,
    /// It ends where no page should: after a heading, after the first line of a paragraph.
    Parted,
    /// It is so many lines too full.
    Overfull(f32),
    /// A paragraph has so many lines more than it would take by itself.
    ChangedParagraph(i8),
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

/// A picture with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedPicture {
    /// The file; the writer finds it in `Pictures`.
    pub path: BookPath,
    /// Its alternative text, for readers who cannot see it.
    pub alt: String,
    /// Where.
    pub rect: Rect,
    /// The part of the page that it is seen in; `None` where all of it is.
    pub seen: Option<Rect>,
    /// The element that it is; `None` where it only decorates.
    pub element: Option<ElementId>,
    /// Where the author names it; `None` for a picture that nobody's file names.
    pub span: Option<Span>,
}

/// A cover as one sheet.
#[derive(Clone, Debug)]
pub struct Cover {
    /// Back, spine, front, and what else stands on the sheet, each on a page as large as that. The spine's words stand in a
    /// strip at the upper left, as if the book lay on its side.
    pub pages: Pages,
    /// Where the front begins, from the left.
    pub front: Pt,
    /// Where the spine begins.
    pub spine: Pt,
    /// How wide it is.
    pub thickness: Pt,
    /// Width of front and back.
    pub board: Pt,
    /// Where the sheet is folded, from the left.
    pub folds: Vec<Pt>,
    /// The direction that the book is read in.
    pub direction: Direction,
}

impl PageItem {
    /// The element that it shows, or the one that most of it belongs to; `None` for decoration.
    pub fn element(&self) -> Option<ElementId> {
        match self {
            Self::Line(line) => line.element,
            Self::Picture(picture) => picture.element,
            Self::Link(link) => link.element,
            Self::Rule(_) => None,
        }
    }

    /// Where it was written; `None` for what the tool sets by itself.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Line(line) => line.span,
            Self::Picture(picture) => picture.span,
            Self::Link(link) => link.span,
            Self::Rule(_) => None,
        }
    }
}
