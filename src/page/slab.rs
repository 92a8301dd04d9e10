//! The column before it is cut into pages: slabs that do not break, spaces between them, openings.

use std::sync::Arc;

use crate::frame::{ElementId, Ending, Ink, LinkTarget, PageItem, PlacedLine, PlacedRule, Rect};
use crate::model::{AnchorId, Begins, NoteId, WordPlace};
use crate::source::Span;
use crate::units::Pt;

/// A thing in the column.
#[derive(Clone, Debug)]
pub(super) enum FlowItem {
    /// Something that does not break.
    Slab(Slab),
    /// A space; it vanishes at the top of a page.
    Space(Pt),
    /// A new part begins, with its title for running heads.
    Opening(String),
}

/// A line, a row, a picture: what cannot be cut.
#[derive(Clone, Debug, Default)]
pub(super) struct Slab {
    /// How far it takes the column down.
    pub(super) height: Pt,
    /// What it shows; places are relative to the left edge of the column and the slab's top.
    pub(super) items: Vec<PageItem>,
    /// Its links, with goals that pages turn into targets.
    pub(super) links: Vec<SlabLink>,
    /// Notes whose marks stand in it.
    pub(super) notes: Vec<NoteId>,
    /// Anchors that lie in it.
    pub(super) anchors: Vec<AnchorId>,
    /// Whether a page may end after it.
    pub(super) after: BreakAfter,
    /// Where it may stand.
    pub(super) placing: Placing,
    /// Set again when a page begins with this slab: a table's head.
    pub(super) repeat: Option<Arc<Slab>>,
    /// Where it was written, for messages.
    pub(super) origin: Option<Span>,
    /// What a page begins with that begins with this slab; `None` where nothing new is said.
    pub(super) begins: Option<Begins>,
}

/// Whether a page may end after a slab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum BreakAfter {
    /// It may.
    #[default]
    Free,
    /// Only when nothing else can be done: a heading, the first and last but one line of a paragraph.
    Never,
}

/// Where a slab may stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Placing {
    /// In its place.
    #[default]
    InFlow,
    /// In its place, or at the head of the next page when it does not fit.
    Float,
}

/// A sensitive part of a slab.
#[derive(Clone, Debug)]
pub(super) struct SlabLink {
    /// Relative to the slab.
    pub(super) rect: Rect,
    /// Where it leads.
    pub(super) goal: Goal,
    /// The element whose words it lies over.
    pub(super) element: Option<ElementId>,
    /// Its words.
    pub(super) words: String,
    /// Where its block was written; `None` for links of the tool.
    pub(super) span: Option<Span>,
}

/// Where a link leads before pages are known.
#[derive(Clone, Debug)]
pub(super) enum Goal {
    /// Known already.
    Target(LinkTarget),
    /// To the text of a note.
    Note(NoteId),
    /// Back to the mark of a note.
    Mark(NoteId),
}

impl Slab {
    /// An empty slab.
    pub(super) fn blank(height: Pt) -> Self {
        Self {
            height,
            ..Self::default()
        }
    }

    /// A slab with one rule of the width given, `top` below its top.
    pub(super) fn rule(rect: Rect, height: Pt) -> Self {
        let rule = PlacedRule {
            rect,
            ink: Ink::BLACK,
        };
        Self {
            height,
            items: vec![PageItem::Rule(rule)],
            ..Self::default()
        }
    }

    /// Says that it begins a block or a cell.
    pub(super) fn begin_with(&mut self, node: Span) {
        self.begins = Some(Begins::Words(WordPlace { node, letters: 0 }));
    }

    /// Moves everything that the slab shows.
    pub(super) fn shift(&mut self, right: Pt, down: Pt) {
        self.items
            .iter_mut()
            .for_each(|item| shift(item, right, down));
        for link in &mut self.links {
            link.rect.x += right;
            link.rect.y += down;
        }
    }

    /// Makes it decoration: it says again what stands elsewhere.
    pub(super) fn make_artifact(&mut self) {
        for item in &mut self.items {
            match item {
                PageItem::Line(line) => {
                    line.element = None;
                    line.elements.clear();
                }
                PageItem::Picture(picture) => picture.element = None,
                PageItem::Rule(_) | PageItem::Link(_) => {}
            }
        }
        self.links.clear();
    }

    /// Parts its line from the next, which is another line of the same element.
    pub(super) fn part(&mut self) {
        for item in &mut self.items {
            match item {
                PageItem::Line(line) => line.ending = Ending::Space,
                PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => {}
            }
        }
    }

    /// The element that begins with it; `None` for one that says nothing.
    pub(super) fn element(&self) -> Option<ElementId> {
        self.items.iter().find_map(PageItem::element)
    }

    /// Makes its words and pictures the tool's own: they were written nowhere.
    pub(super) fn forget_spans(&mut self) {
        self.items.iter_mut().for_each(forget_span);
        self.links.iter_mut().for_each(|link| link.span = None);
    }

    /// Puts another slab's things on this one, in their places.
    pub(super) fn absorb(&mut self, other: Self) {
        self.items.extend(other.items);
        self.links.extend(other.links);
        self.notes.extend(other.notes);
        self.anchors.extend(other.anchors);
    }
}

/// Makes a thing of a page the tool's own: it was written nowhere.
pub(super) fn forget_span(item: &mut PageItem) {
    match item {
        PageItem::Line(line) => line.span = None,
        PageItem::Picture(picture) => picture.span = None,
        PageItem::Link(link) => link.span = None,
        PageItem::Rule(_) => {}
    }
}

/// Moves a thing of a page.
pub(super) fn shift(item: &mut PageItem, right: Pt, down: Pt) {
    match item {
        PageItem::Line(PlacedLine { baseline, runs, .. }) => {
            *baseline += down;
            runs.iter_mut().for_each(|run| run.x += right);
        }
        PageItem::Rule(rule) => {
            rule.rect.x += right;
            rule.rect.y += down;
        }
        PageItem::Picture(picture) => {
            picture.rect.x += right;
            picture.rect.y += down;
        }
        PageItem::Link(link) => {
            link.rect.x += right;
            link.rect.y += down;
        }
    }
}

/// Stacks slabs into one, for what must stay together (a figure with its caption).
pub(super) fn stack(flow: Vec<FlowItem>) -> Slab {
    let mut whole = Slab::default();
    for item in flow {
        match item {
            FlowItem::Slab(mut slab) => {
                let height = slab.height;
                slab.shift(Pt::ZERO, whole.height);
                whole.absorb(slab);
                whole.height += height;
            }
            FlowItem::Space(height) => whole.height += height,
            FlowItem::Opening(_) => {}
        }
    }
    whole
}
