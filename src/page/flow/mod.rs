//! What blocks become before pages are known: boxes that do not break, glue between them, openings.
//!
//! A flow is TeX's vertical list. Blocks return one, and blocks that hold blocks change what their
//! children return as a whole (`keep_together`, `with_backdrop`, `with_anchor` …). Nobody reaches into
//! a flow by index; pages are chosen from it by `distribute`.

mod boxes;

use std::sync::Arc;

use crate::frame::{Ink, Rect};
use crate::model::{AnchorId, Begins};
use crate::units::Pt;
pub(super) use boxes::{
    Beside, BoxAnchor, BoxLink, COLUMNS, ColumnRow, FlowBox, Goal, LineCount, MarginBox,
    MarginKind, Penalty, Placement, Plate, ShortNote, filled, forget_span, shift,
};

/// A thing of a flow.
#[derive(Clone, Debug)]
pub(super) enum FlowItem {
    /// Something that does not break.
    Box(FlowBox),
    /// A space; it vanishes at the top of a page.
    Glue(Glue),
    /// What begins on a page of its own.
    Opening(Opening),
}

/// What begins on a page of its own.
#[derive(Clone, Debug, Default)]
pub(super) struct Opening {
    /// Its title for running heads.
    pub(super) title: String,
    /// The title of the part that it stands below; empty without one.
    pub(super) part: String,
    /// What its first page looks like.
    pub(super) page: OpeningPage,
}

/// The page that something begins on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum OpeningPage {
    /// That of a chapter, with its folio below the text.
    #[default]
    Chapter,
    /// That of a part: an odd page without a folio, and nothing on its back.
    Part,
}

/// A space between boxes, and how much it may give so that a line of the grid follows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Glue {
    /// How high it is.
    pub(super) natural: Pt,
    /// How much lower it may become.
    pub(super) shrink: Pt,
    /// How high it is where a float beside it waits for another page: what else asks for it.
    pub(super) without_float: Pt,
}

impl Glue {
    /// The space where the float above it waits for another page: what it and the space above the float ask for
    /// besides. Two paragraphs then follow each other as if the float stood nowhere.
    pub(super) fn below_waiting_float(self, above: Option<&FlowItem>) -> Self {
        let above = match above {
            Some(FlowItem::Glue(above)) => above.without_float,
            _ => Pt::ZERO,
        };
        Self {
            natural: self.without_float.max(above),
            shrink: Pt::ZERO,
            ..self
        }
    }

    /// The larger of two spaces that meet, with what both may give.
    fn max(self, other: Self) -> Self {
        Self {
            natural: self.natural.max(other.natural),
            shrink: self.shrink.max(other.shrink),
            without_float: self.without_float.max(other.without_float),
        }
    }
}

/// A ground or a rule that runs behind every box of a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Backdrop {
    /// Its left edge in the column.
    pub(super) x: Pt,
    /// How wide it is.
    pub(super) width: Pt,
    /// Its colour.
    pub(super) ink: Ink,
}

/// Boxes and glue, one below the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    items: Vec<FlowItem>,
}

impl Flow {
    /// A flow of boxes.
    pub(super) fn of(boxes: impl IntoIterator<Item = FlowBox>) -> Self {
        Self {
            items: boxes.into_iter().map(FlowItem::Box).collect(),
        }
    }

    /// A flow that begins a part of the book.
    pub(super) fn opening(title: String) -> Self {
        Self::opened(Opening {
            title,
            ..Opening::default()
        })
    }

    /// What begins on a page of its own.
    pub(super) fn opened(opening: Opening) -> Self {
        Self {
            items: vec![FlowItem::Opening(opening)],
        }
    }

    /// Whether it begins on a page of its own.
    pub(super) fn opens_page(&self) -> bool {
        let mut things = self.items.iter();
        let first = things.find(|item| !matches!(item, FlowItem::Glue(_)));
        matches!(first, Some(FlowItem::Opening(_)))
    }

    /// Its things.
    pub(super) fn items(&self) -> &[FlowItem] {
        &self.items
    }

    /// Whether all that it shows may wait for another page, as a figure does.
    pub(super) fn floats(&self) -> bool {
        let mut shown = self
            .items
            .iter()
            .filter(|item| !matches!(item, FlowItem::Glue(_)))
            .peekable();
        let is_float =
            |item: &FlowItem| matches!(item, FlowItem::Box(found) if found.placement.floats());
        shown.peek().is_some() && shown.all(is_float)
    }

    /// Its things, one by one.
    pub(super) fn into_items(self) -> Vec<FlowItem> {
        self.items
    }

    /// Its boxes, to be changed.
    pub(super) fn boxes_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut FlowBox> {
        self.items.iter_mut().filter_map(|item| match item {
            FlowItem::Box(found) => Some(found),
            FlowItem::Glue(_) | FlowItem::Opening(_) => None,
        })
    }

    fn first_box(&mut self) -> Option<&mut FlowBox> {
        self.boxes_mut().next()
    }

    /// Adds a box.
    pub(super) fn push(&mut self, added: FlowBox) {
        self.items.push(FlowItem::Box(added));
    }

    /// Adds a thing as it is.
    pub(super) fn push_item(&mut self, item: FlowItem) {
        self.items.push(item);
    }

    /// Takes over from the lines of the same paragraph what lies around it: anchors of its block, whether it
    /// stands on the grid, how it keeps with what follows.
    pub(super) fn take_place_of(&mut self, old: impl IntoIterator<Item = FlowItem>) {
        let mut old: Vec<FlowBox> = Self {
            items: old.into_iter().collect(),
        }
        .into_boxes();
        let mut margin: Vec<MarginBox> = old.iter_mut().flat_map(FlowBox::take_margin).collect();
        let (Some(first), Some(last)) = (old.first(), old.last()) else {
            return;
        };
        let known: Vec<AnchorId> = self
            .boxes_mut()
            .flat_map(|line| line.anchors.iter().map(|known| known.anchor))
            .collect();
        if let Some(count) = first.line_count() {
            self.count_lines(count);
        }
        if let Some(own) = self.first_box() {
            own.put_beside(&mut margin);
            own.is_on_grid = first.is_on_grid;
            own.break_before = first.break_before;
            let outer = first
                .anchors
                .iter()
                .filter(|outer| !known.contains(&outer.anchor));
            own.anchors.splice(0..0, outer.copied());
        }
        if let Some(own) = self.boxes_mut().next_back() {
            own.break_after = last.break_after;
        }
    }

    /// The same with something in the margin beside its first line.
    pub(super) fn stand_beside(&mut self, beside: Vec<MarginBox>) {
        if self.first_box().is_none() {
            self.push(FlowBox::default());
        }
        if let Some(first) = self.first_box() {
            first.take_beside(beside);
        }
    }

    /// The same with something in the margin beside its last line.
    pub(super) fn end_beside(&mut self, beside: Vec<MarginBox>) {
        if let Some(last) = self.boxes_mut().next_back() {
            last.take_beside(beside);
            return;
        }
        self.stand_beside(beside);
    }

    /// Its lines are counted; the first of them begins the count where that says so.
    pub(super) fn count_lines(&mut self, count: LineCount) {
        let mut begins = count.begins;
        for line in self
            .boxes_mut()
            .filter(|found| found.is_line() && found.column_row().is_none())
        {
            line.arranged_mut().line_count = Some(LineCount { begins, ..count });
            begins = false;
        }
    }

    /// Its boxes, without the spaces between them.
    pub(super) fn into_boxes(self) -> Vec<FlowBox> {
        let boxes = self.items.into_iter().filter_map(|item| match item {
            FlowItem::Box(found) => Some(found),
            FlowItem::Glue(_) | FlowItem::Opening(_) => None,
        });
        boxes.collect()
    }

    /// Leaves a space.
    pub(super) fn space(&mut self, glue: Glue) {
        // Spaces of neighbours do not add up: below a list that ends a quotation stands one space, the
        // larger of both.
        let is_plate = |item: &&mut FlowItem| match item {
            FlowItem::Box(found) => found.placement.is_plate(),
            FlowItem::Glue(_) | FlowItem::Opening(_) => false,
        };
        // What stands on a page of its own parts nothing.
        let last = self.items.iter_mut().rev().find(|item| !is_plate(item));
        match last {
            Some(FlowItem::Glue(last)) => *last = last.max(glue),
            _ if glue.natural > Pt::ZERO => self.items.push(FlowItem::Glue(glue)),
            _ => {}
        }
    }

    /// Adds a flow below this one; of two spaces that meet the larger stays.
    pub(super) fn append(&mut self, below: Self) {
        let mut below = below.items.into_iter();
        match below.next() {
            Some(FlowItem::Glue(glue)) => self.space(glue),
            Some(first) => self.items.push(first),
            None => return,
        }
        self.items.extend(below);
    }

    /// Gives back memory that nothing was put in: a whole chapter waits for its pages.
    pub(super) fn shrink(&mut self) {
        self.items.shrink_to_fit();
    }

    /// The same with a space above and below it.
    pub(super) fn spaced(self, around: Glue) -> Self {
        let mut spaced = Self::default();
        spaced.space(around);
        spaced.append(self);
        spaced.space(around);
        spaced
    }

    /// Its first box stands on a line of the page's grid where a space leads to it: what follows a list, a
    /// table or a verse of other heights stands beside the lines of the facing page.
    pub(super) fn on_grid(mut self) -> Self {
        if let Some(first) = self.first_box() {
            first.is_on_grid = true;
        }
        self
    }

    /// How high it is.
    pub(super) fn height(&self) -> Pt {
        let heights = self.items.iter().map(|item| match item {
            FlowItem::Box(found) => found.height,
            FlowItem::Glue(glue) => glue.natural,
            FlowItem::Opening(_) => Pt::ZERO,
        });
        heights.sum()
    }

    /// How high what stands on its last page is, where each page takes what fits.
    pub(super) fn height_on_page(&self, height: Pt) -> Pt {
        let mut used = Pt::ZERO;
        for item in &self.items {
            match item {
                FlowItem::Box(found) => {
                    if used + found.height > height {
                        used = Pt::ZERO;
                    }
                    used += found.height;
                    if found.break_after.demands_break() {
                        used = Pt::ZERO;
                    }
                }
                FlowItem::Glue(glue) if used > Pt::ZERO => used += glue.natural,
                FlowItem::Glue(_) => {}
                FlowItem::Opening(_) => used = Pt::ZERO,
            }
        }
        used
    }

    /// A page ends behind it.
    pub(super) fn end_page(&mut self) {
        if let Some(last) = self.boxes_mut().next_back() {
            last.break_after = Penalty::FORCED;
        }
    }

    /// No page ends inside it.
    pub(super) fn keep_together(self) -> Self {
        let mut kept = self.keep_with_next();
        if let Some(FlowItem::Box(last)) = kept.items.last_mut() {
            last.break_after = Penalty::FREE;
        }
        kept
    }

    /// No page ends inside it, nor between it and what follows.
    pub(super) fn keep_with_next(mut self) -> Self {
        for inside in self.boxes_mut() {
            inside.break_after = Penalty::FORBIDDEN;
        }
        self
    }

    /// No page ends between its last box and what follows.
    pub(super) fn keep_last_with_next(mut self) -> Self {
        if let Some(last) = self.boxes_mut().next_back() {
            last.break_after = Penalty::FORBIDDEN;
        }
        self
    }

    /// What it costs to end a page before it.
    pub(super) fn with_break_before(mut self, penalty: Penalty) -> Self {
        if let Some(first) = self.first_box() {
            first.break_before = Some(penalty);
        }
        self
    }

    /// Settles at each box what it costs to end a page after it, where the next one says something of that.
    pub(super) fn settle_breaks(&mut self) {
        let mut before = None;
        for item in self.items.iter_mut().rev() {
            match item {
                // What stands on a page of its own says nothing of where the others end.
                FlowItem::Box(found) if found.placement.is_plate() => {}
                FlowItem::Box(found) => {
                    if let Some(penalty) = before {
                        found.break_after = penalty;
                    }
                    before = found.break_before;
                }
                FlowItem::Glue(_) => {}
                // A chapter begins on a page of its own.
                FlowItem::Opening(_) => before = None,
            }
        }
    }

    /// No page ends after the first line of a paragraph or before its last (widows and orphans).
    pub(super) fn keep_edges(self) -> Self {
        self.keep_ends(KeepCounts { first: 1, last: 2 })
    }

    /// No page ends after the first two boxes of a block with a ground or before its last two: the
    /// edges of the ground are boxes of their own.
    pub(super) fn keep_ground_edges(self) -> Self {
        self.keep_ends(KeepCounts { first: 2, last: 3 })
    }

    fn keep_ends(mut self, ends: KeepCounts) -> Self {
        let count = self.items.len();
        for (index, inside) in self.boxes_mut().enumerate() {
            let is_last = index + 1 == count;
            if !is_last && (index < ends.first || index + ends.last >= count) {
                inside.break_after = Penalty::FORBIDDEN;
            }
        }
        self
    }

    /// The same with an anchor where it begins.
    pub(super) fn with_anchor(mut self, anchor: AnchorId) -> Self {
        match self.first_box() {
            Some(first) if first.anchors.iter().any(|known| known.anchor == anchor) => {}
            Some(first) => first.anchors.push(anchor.into()),
            None => self.append(Self::bare(vec![anchor])),
        }
        self
    }

    /// Anchors without words lie where the next thing begins.
    pub(super) fn bare(anchors: Vec<AnchorId>) -> Self {
        if anchors.is_empty() {
            return Self::default();
        }
        Self::of([FlowBox {
            anchors: anchors.into_iter().map(BoxAnchor::from).collect(),
            break_after: Penalty::FORBIDDEN,
            ..FlowBox::default()
        }])
    }

    /// The same with a heading that is set again where a page or a column begins with one of its boxes; what has one
    /// of its own keeps it.
    pub(super) fn below_heading(mut self, heading: &Arc<FlowBox>) -> Self {
        for inside in self.boxes_mut() {
            inside.repeat.get_or_insert_with(|| Arc::clone(heading));
        }
        self
    }

    /// The same with a marker beside its first line: a bullet, a number. An item without a line of its
    /// own has the marker's.
    pub(super) fn with_marker(mut self, marker: FlowBox) -> Self {
        match self.first_box() {
            Some(first) => first.items.splice(0..0, marker.items).for_each(drop),
            None => self.push(marker),
        }
        self
    }

    /// The same with the source position that the EPUB page list gets if a page starts at one of its boxes.
    pub(super) fn with_page_start(mut self, start: Begins) -> Self {
        for inside in self.boxes_mut() {
            inside.page_start = Some(start);
        }
        self
    }

    /// Without its glue at the top, which is given back so that it can meet the glue above; without the
    /// glue at its foot; and with boxes for the glue inside, so that a ground runs through them.
    pub(super) fn solid(self) -> Solid {
        // In a box beside the text, the space above a list would else be a piece of the rule above the first
        // word, and the space below it one below the last.
        let mut items = self.items;
        let above = match items.first() {
            Some(FlowItem::Glue(glue)) => *glue,
            _ => Glue::default(),
        };
        if matches!(items.first(), Some(FlowItem::Glue(_))) {
            items.remove(0);
        }
        items.pop_if(|last| matches!(last, FlowItem::Glue(_)));
        let solid = items.into_iter().map(|item| match item {
            FlowItem::Glue(glue) => FlowItem::Box(FlowBox::blank(glue.natural)),
            other => other,
        });
        let flow = Self {
            items: solid.collect(),
        };
        Solid { above, flow }
    }

    /// The same with a ground or a rule behind every box, as high as the box.
    pub(super) fn with_backdrop(mut self, backdrop: Backdrop) -> Self {
        for inside in self.boxes_mut() {
            let rect = Rect {
                x: backdrop.x,
                y: Pt::ZERO,
                width: backdrop.width,
                height: inside.height,
            };
            inside.items.reserve_exact(1);
            inside.items.insert(0, filled(rect, backdrop.ink));
        }
        self
    }

    /// All of it as one box, for what must stay together (a figure with its caption).
    pub(super) fn stacked(self) -> FlowBox {
        let mut whole = FlowBox::default();
        for item in self.items {
            match item {
                FlowItem::Box(below) => whole.stack(below),
                FlowItem::Glue(glue) => whole.height += glue.natural,
                FlowItem::Opening(_) => {}
            }
        }
        whole
    }
}

/// How many boxes stay together at the top of a block, and how many at its foot.
#[derive(Clone, Copy)]
struct KeepCounts {
    first: usize,
    last: usize,
}

/// A flow without glue.
pub(super) struct Solid {
    /// The glue that stood at its top.
    pub(super) above: Glue,
    /// The rest.
    pub(super) flow: Flow,
}

#[cfg(test)]
mod tests {
    use super::{Flow, FlowBox, FlowItem, Glue, Penalty};
    use crate::model::AnchorId;
    use crate::units::Pt;

    fn lines(count: usize) -> Flow {
        Flow::of((0..count).map(|_| FlowBox::blank(Pt(10.0))))
    }

    fn glue(natural: f32) -> Glue {
        Glue {
            natural: Pt(natural),
            ..Glue::default()
        }
    }

    /// Heights: boxes as they are, glue negative.
    fn shown(flow: &Flow) -> Vec<f32> {
        let height = |item: &FlowItem| match item {
            FlowItem::Box(found) => found.height.0,
            FlowItem::Glue(glue) => -glue.natural.0,
            FlowItem::Opening(_) => 0.0,
        };
        flow.items().iter().map(height).collect()
    }

    /// After which boxes a page may end.
    fn free(mut flow: Flow) -> Vec<bool> {
        flow.boxes_mut()
            .map(|found| found.break_after.allows_break())
            .collect()
    }

    #[test]
    fn of_two_spaces_that_meet_the_larger_stays() {
        let mut flow = lines(1).spaced(glue(3.0));
        flow.append(lines(1).spaced(glue(5.0)));
        flow.append(Flow::default());
        assert_eq!(shown(&flow), [-3.0, 10.0, -5.0, 10.0, -5.0]);
    }

    #[test]
    fn a_paragraph_keeps_its_first_and_its_last_two_lines() {
        assert_eq!(free(lines(1).keep_edges()), [true]);
        assert_eq!(free(lines(2).keep_edges()), [false, true]);
        assert_eq!(free(lines(3).keep_edges()), [false, false, true]);
        let five = [false, true, true, false, true];
        assert_eq!(free(lines(5).keep_edges()), five);
    }

    #[test]
    fn what_is_kept_together_may_end_a_page_and_what_keeps_with_the_next_may_not() {
        assert_eq!(free(lines(2).keep_together()), [false, true]);
        assert_eq!(free(lines(2).keep_with_next()), [false, false]);
        assert_eq!(free(lines(2).keep_last_with_next()), [true, false]);
        assert!(Penalty::FREE < Penalty::FORBIDDEN);
    }

    #[test]
    fn a_ground_runs_through_spaces_inside_and_through_none_at_the_edges() {
        let mut inside = Flow::default();
        inside.space(glue(2.0));
        inside.append(lines(1));
        inside.space(glue(3.0));
        inside.append(lines(1));
        inside.space(glue(4.0));
        let solid = inside.solid();
        assert_eq!(solid.above, glue(2.0));
        assert_eq!(shown(&solid.flow), [10.0, 3.0, 10.0]);
    }

    #[test]
    fn an_anchor_lies_in_the_first_box_and_needs_one_where_there_is_none() {
        let mut flow = lines(2)
            .with_anchor(AnchorId::new(None, 7))
            .with_anchor(AnchorId::new(None, 7));
        let anchors: Vec<_> = flow.boxes_mut().map(|found| found.anchors.len()).collect();
        assert_eq!(anchors, [1, 0]);
        let bare = Flow::default().with_anchor(AnchorId::new(None, 7));
        assert_eq!(shown(&bare), [0.0]);
        assert_eq!(free(bare), [false]);
    }

    #[test]
    fn stacked_boxes_are_as_high_as_the_flow() {
        let mut flow = lines(2);
        flow.space(glue(3.0));
        flow.append(lines(1));
        assert_eq!(flow.stacked().height, Pt(33.0));
    }
}
