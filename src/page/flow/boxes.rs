//! A box of a flow: a line, a row, a picture, with what hangs on it.

use std::sync::Arc;

use crate::frame::{
    ElementId, Ending, Ink, LinkTarget, PageItem, PlacedLine, PlacedRule, Rect, Row, TextRole,
};
use crate::locale::Direction;
use crate::model::{AnchorId, Begins, NodeId, NoteId, TextPosition};
use crate::source::Span;
use crate::units::Pt;

/// What cannot be cut: a line, a row, a picture.
#[derive(Clone, Debug, Default)]
pub(in crate::page) struct FlowBox {
    /// How far it takes the flow down.
    pub(in crate::page) height: Pt,
    /// What it shows; places are relative to the left edge of the column and the top of the box.
    pub(in crate::page) items: Vec<PageItem>,
    /// Its links, with goals that become targets when pages are known.
    pub(in crate::page) links: Vec<BoxLink>,
    /// Notes whose calls stand in it; once the calls of its flow are settled, those that are set on its page.
    pub(in crate::page) notes: Vec<NoteId>,
    /// All notes whose calls stand in it, once the calls of its flow are settled: first calls and later ones.
    pub(in crate::page) calls: Vec<NoteId>,
    /// Anchors that lie in it.
    pub(in crate::page) anchors: Vec<BoxAnchor>,
    /// What it costs to end a page after it.
    pub(in crate::page) break_after: Penalty,
    /// What it costs to end a page before it, where the author says so.
    pub(in crate::page) break_before: Option<Penalty>,
    /// Where it may stand.
    pub(in crate::page) placement: Placement,
    /// What is set again above it where a page begins with it: the head of a table.
    pub(in crate::page) repeat: Option<Arc<FlowBox>>,
    /// Whether it stands on a line of the page's grid where a space leads to it.
    pub(in crate::page) is_on_grid: bool,
    /// How a note of one short line may stand beside others at a foot.
    pub(in crate::page) short_note: Option<ShortNote>,
    /// The paragraph that it is a line of, where that can be set in another number of lines: an index into those
    /// of its chapter.
    pub(in crate::page) paragraph: Option<usize>,
    /// How many lines more its paragraph has than it would take by itself; at the first line.
    pub(in crate::page) changed_by: i8,
    /// Where its things part that stand beside each other and belong to two texts, in a row of a parallel text.
    pub(in crate::page) beside: Option<Beside>,
    /// What few boxes have: a margin, a number, a column.
    pub(in crate::page) arranged: Option<Box<Arranged>>,
    /// Where it was written, for messages.
    pub(in crate::page) origin: Option<Span>,
    /// Source position recorded for the EPUB page list if a page starts at this box; `None` where it
    /// has none of its own.
    pub(in crate::page) page_start: Option<Begins>,
}

/// Columns of the foot of a page: halves and thirds of it are whole numbers of them, so that short notes of several rows
/// stand below each other.
pub(in crate::page) const COLUMNS: u8 = 6;

/// A note of one short line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::page) struct ShortNote {
    /// How many columns it takes, with the white beside it.
    pub(in crate::page) columns: u8,
    /// Which way it runs: rows of Latin notes begin at the left.
    pub(in crate::page) direction: Direction,
}

/// How a row of a parallel text parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::page) struct Beside {
    /// The first of its items that belongs to the second text.
    pub(in crate::page) second: usize,
    /// Whether it is the first row of its pair.
    pub(in crate::page) begins: bool,
}

/// How a box is arranged on its page, where it is not only a line among others.
#[derive(Clone, Debug, Default)]
pub(in crate::page) struct Arranged {
    /// What stands in the margin beside it.
    pub(in crate::page) margin: Vec<MarginBox>,
    /// Where it is a line that is counted, in a text whose lines have numbers.
    pub(in crate::page) line_count: Option<LineCount>,
    /// Where it is a row of two columns.
    pub(in crate::page) column_row: Option<ColumnRow>,
}

/// What stands in a margin, beside a box.
#[derive(Clone, Debug)]
pub(in crate::page) struct MarginBox {
    /// What it is.
    pub(in crate::page) kind: MarginKind,
    /// How far below the top of the box it would begin.
    pub(in crate::page) down: Pt,
    /// How wide its column is.
    pub(in crate::page) width: Pt,
    /// Its lines, from the left edge of its column.
    pub(in crate::page) lines: Vec<FlowBox>,
}

/// What a margin holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::page) enum MarginKind {
    /// A note.
    Note(NoteId),
    /// Words without a mark.
    Words,
    /// The number of a line, which stands on the line itself.
    Number,
}

/// How a text counts its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::page) struct LineCount {
    /// Every how many lines a number stands.
    pub(in crate::page) step: usize,
    /// Whether it is the first line of its text.
    pub(in crate::page) begins: bool,
}

/// A row of two columns, which is the next two lines of a text until its page is known: of the rows that stand on one
/// page, the first half of all lines stands in the first column.
#[derive(Clone, Debug)]
pub(in crate::page) struct ColumnRow {
    /// The line behind that of the row; `None` at the end of an odd number of lines.
    pub(in crate::page) next: Option<Box<FlowBox>>,
    /// From the first column to the second.
    pub(in crate::page) shift: Pt,
    /// Whether it is the first row of its text.
    pub(in crate::page) begins: bool,
}

/// An anchor in a box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::page) struct BoxAnchor {
    /// The place that links lead to.
    pub(in crate::page) anchor: AnchorId,
    /// How far below the top of the box it lies.
    pub(in crate::page) down: Pt,
    /// The element that begins with it; `None` where that of the box does.
    pub(in crate::page) element: Option<ElementId>,
}

impl From<AnchorId> for BoxAnchor {
    /// An anchor at the top of a box.
    fn from(anchor: AnchorId) -> Self {
        Self {
            anchor,
            down: Pt::ZERO,
            element: None,
        }
    }
}

/// What it costs to end a page somewhere, on TeX's scale: 0 is a good place, 10,000 is none, −10,000 is one
/// that is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::page) struct Penalty(i16);

impl Penalty {
    /// A page may end here.
    pub(in crate::page) const FREE: Self = Self(0);
    /// A page that ends here parts a word: its reader turns the page in the middle of it.
    pub(in crate::page) const WITHIN_WORD: Self = Self(500);
    /// No page ends here, unless there is no other place: behind a heading, after the first line of a
    /// paragraph.
    pub(in crate::page) const FORBIDDEN: Self = Self(10_000);
    /// A page ends here: the author asks for it.
    pub(in crate::page) const FORCED: Self = Self(-10_000);

    /// Whether a page may end here.
    pub(in crate::page) fn allows_break(self) -> bool {
        self < Self::FORBIDDEN
    }

    /// Whether a page has to end here.
    pub(in crate::page) fn demands_break(self) -> bool {
        self <= Self::FORCED
    }
}

/// Where a box may stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::page) enum Placement {
    /// In its place.
    #[default]
    InFlow,
    /// In its place, or at the head of the next page where it does not fit.
    Float,
    /// At the head of a page.
    Top,
    /// On a page of its own.
    Plate(Plate),
    /// In the margin beside what calls for it.
    Margin,
}

impl Placement {
    /// Whether it may wait for the head of another page.
    pub(in crate::page) fn floats(self) -> bool {
        matches!(self, Self::Float | Self::Top)
    }

    /// Whether it stands on a page of its own.
    pub(in crate::page) fn is_plate(self) -> bool {
        matches!(self, Self::Plate(_))
    }
}

/// What stands on a page of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::page) enum Plate {
    /// As the text does.
    Upright,
    /// As the text does, on an even page: the one that follows it faces it.
    Facing,
    /// Up to the edges of the paper: its pictures have places on the page and not in the text block.
    Bleed,
    /// Turned by a quarter: the text block is as wide as those of other pages are high.
    Turned,
}

/// A sensitive part of a box.
#[derive(Clone, Debug)]
pub(in crate::page) struct BoxLink {
    /// Relative to the box.
    pub(in crate::page) rect: Rect,
    /// Where it leads.
    pub(in crate::page) goal: Goal,
    /// The element whose words it lies over.
    pub(in crate::page) element: Option<ElementId>,
    /// Its words.
    pub(in crate::page) words: String,
    /// Where its block was written; `None` for links of the tool.
    pub(in crate::page) span: Option<Span>,
}

/// Where a link leads before pages are known.
#[derive(Clone, Debug)]
pub(in crate::page) enum Goal {
    /// Known already.
    Target(LinkTarget),
    /// To the text of a note.
    Note(NoteId),
    /// Back to the call of a note.
    NoteCall(NoteId),
}

impl FlowBox {
    /// An empty box.
    pub(in crate::page) fn blank(height: Pt) -> Self {
        Self {
            height,
            ..Self::default()
        }
    }

    /// Says that it begins a block or a cell.
    pub(in crate::page) fn begin_with(&mut self, node: NodeId) {
        self.page_start = Some(Begins::Words(TextPosition::start_of(node)));
    }

    /// Moves everything that it shows.
    pub(in crate::page) fn shift(&mut self, right: Pt, down: Pt) {
        for item in &mut self.items {
            shift(item, right, down);
        }
        for link in &mut self.links {
            link.rect.x += right;
            link.rect.y += down;
        }
        for anchor in &mut self.anchors {
            anchor.down += down;
        }
        let arranged = self.arranged.iter_mut();
        for beside in arranged.flat_map(|arranged| &mut arranged.margin) {
            beside.down += down;
        }
    }

    /// Makes it decoration: it repeats what stands elsewhere.
    pub(in crate::page) fn make_artifact(&mut self) {
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

    /// Ends its line with a space: the next line is another line of the same element.
    pub(in crate::page) fn end_with_space(&mut self) {
        for item in &mut self.items {
            match item {
                PageItem::Line(line) => line.ending = Ending::Space,
                PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => {}
            }
        }
    }

    /// Takes what stands beside it, with the notes and anchors of that.
    pub(in crate::page) fn take_beside(&mut self, mut beside: Vec<MarginBox>) {
        for line in beside.iter_mut().flat_map(|one| &mut one.lines) {
            self.notes.append(&mut line.notes);
        }
        self.put_beside(&mut beside);
    }

    /// Puts something in the margin beside it; nothing is left behind.
    pub(in crate::page) fn put_beside(&mut self, beside: &mut Vec<MarginBox>) {
        if !beside.is_empty() {
            self.arranged_mut().margin.append(beside);
        }
    }

    /// How it is arranged, to be changed.
    pub(in crate::page) fn arranged_mut(&mut self) -> &mut Arranged {
        self.arranged.get_or_insert_default()
    }

    /// What stands in the margin beside it.
    pub(in crate::page) fn margin(&self) -> &[MarginBox] {
        let arranged = self.arranged.as_ref();
        arranged.map_or(&[], |arranged| &arranged.margin)
    }

    /// Takes what stands in the margin beside it.
    pub(in crate::page) fn take_margin(&mut self) -> Vec<MarginBox> {
        let arranged = self.arranged.as_mut();
        arranged.map_or_else(Vec::new, |arranged| std::mem::take(&mut arranged.margin))
    }

    /// How it counts among the lines of its text; `None` where these have no numbers.
    pub(in crate::page) fn line_count(&self) -> Option<LineCount> {
        self.arranged.as_ref()?.line_count
    }

    /// The row of two columns that it is.
    pub(in crate::page) fn column_row(&self) -> Option<&ColumnRow> {
        self.arranged.as_ref()?.column_row.as_ref()
    }

    /// Whether it is a line of the text: a heading, a row of a table or a picture is none.
    pub(in crate::page) fn is_line(&self) -> bool {
        let is_text =
            |item: &PageItem| matches!(item, PageItem::Line(line) if line.role == TextRole::Body);
        self.items.iter().any(is_text)
    }

    /// The element that begins with it; `None` for decoration.
    pub(in crate::page) fn element(&self) -> Option<ElementId> {
        self.items.iter().find_map(PageItem::element)
    }

    /// Makes its words and pictures the tool's own: they were written nowhere.
    pub(in crate::page) fn forget_spans(&mut self) {
        self.items.iter_mut().for_each(forget_span);
        self.links.iter_mut().for_each(|link| link.span = None);
    }

    /// The box without a second column: the line of that stands beside its own.
    pub(in crate::page) fn flat(mut self) -> Self {
        let arranged = self.arranged.as_mut();
        let row = arranged.and_then(|arranged| arranged.column_row.take());
        let shift = row.as_ref().map_or(Pt::ZERO, |row| row.shift);
        if let Some(mut next) = row.and_then(|row| row.next) {
            next.shift(shift, Pt::ZERO);
            self.absorb(*next);
        }
        self
    }

    /// Takes another box's things, where they are.
    pub(in crate::page) fn absorb(&mut self, other: Self) {
        let other = other.flat();
        // A page of an index is one box. «نگاه کنید به مولوی» leads to the line of «مولوی» in it, and to the element
        // of that line, not to the first of the page.
        let element = other.element();
        let anchors = other.anchors.into_iter().map(|anchor| BoxAnchor {
            element: anchor.element.or(element),
            ..anchor
        });
        self.anchors.extend(anchors);
        self.items.extend(other.items);
        self.links.extend(other.links);
        if let Some(mut other) = other.arranged {
            self.put_beside(&mut other.margin);
        }
        self.notes.extend(other.notes);
        self.calls.extend(other.calls);
    }

    /// Takes another box's things below its own.
    pub(in crate::page) fn stack(&mut self, mut below: Self) {
        let height = below.height;
        below.shift(Pt::ZERO, self.height);
        self.absorb(below);
        self.height += height;
    }

    /// The height of what is repeated above it where a page begins with it.
    pub(in crate::page) fn repeated_height(&self) -> Pt {
        self.repeat.as_ref().map_or(Pt::ZERO, |head| head.height)
    }

    /// The box as it stands at the top of a page: below what is repeated there.
    pub(in crate::page) fn at_page_top(mut self) -> Self {
        // The repeated head of a table is decoration: read out or copied, it would stand in the middle of
        // the rows.
        let Some(head) = self.repeat.take() else {
            return self;
        };
        let mut whole = Self::clone(&head);
        whole.anchors.clear();
        whole.notes.clear();
        whole.calls.clear();
        whole.arranged = None;
        whole.make_artifact();
        whole.break_after = self.break_after;
        whole.origin = self.origin;
        whole.page_start = self.page_start;
        whole.stack(self);
        whole
    }
}

/// Makes a thing of a page the tool's own: it was written nowhere.
pub(in crate::page) fn forget_span(item: &mut PageItem) {
    match item {
        PageItem::Line(line) => {
            line.span = None;
            line.written = None;
        }
        PageItem::Picture(picture) => picture.span = None,
        PageItem::Link(link) => link.span = None,
        PageItem::Rule(_) => {}
    }
}

/// Moves a thing of a page.
pub(in crate::page) fn shift(item: &mut PageItem, right: Pt, down: Pt) {
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
            if let Some(seen) = &mut picture.seen {
                seen.x += right;
                seen.y += down;
            }
        }
        PageItem::Link(link) => {
            link.rect.x += right;
            link.rect.y += down;
        }
    }
}

/// A filled rectangle as a thing of a page.
pub(in crate::page) fn filled(rect: Rect, ink: Ink) -> PageItem {
    let row = Row::default();
    PageItem::Rule(PlacedRule { rect, ink, row })
}
