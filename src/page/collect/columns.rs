//! Two columns: lines of half a page's width in, a box for each page out, with the lines side by side.

use crate::page::flow::{Flow, FlowBox, FlowItem};
use crate::units::Pt;

/// The room of columns.
#[derive(Clone, Copy, Debug)]
pub(super) struct ColumnRoom {
    /// The height that is left of the first page.
    pub(super) first: Pt,
    /// The height of a page.
    pub(super) height: Pt,
    /// The distance of baselines.
    pub(super) leading: Pt,
    /// From the first column to the second.
    pub(super) shift: Pt,
}

/// Lines in two columns, a box for each page. The columns of the last page are of one height.
pub(super) fn in_columns(lines: Flow, room: &ColumnRoom) -> Flow {
    let mut rest = Lines {
        items: lines.into_items().into_iter().map(Some).collect(),
        at: 0,
    };
    let mut flow = Flow::default();
    let mut height = room.first;
    while let Some(cut) = rest.page(height, room.leading) {
        let mut whole = rest.side_by_side(&cut, room.shift);
        if !rest.is_spent() {
            whole.height = height;
        }
        flow.push(whole);
        height = room.height;
    }
    flow
}

/// What no page has taken yet.
struct Lines {
    items: Vec<Option<FlowItem>>,
    at: usize,
}

/// Where the columns of a page end, indices into the lines.
struct Cut {
    first: usize,
    second: usize,
}

impl Lines {
    fn is_spent(&self) -> bool {
        self.from(self.at).is_none()
    }

    /// The next line from an index on.
    fn from(&self, at: usize) -> Option<usize> {
        let rest = self.items.get(at..)?;
        let is_line = |item: &Option<FlowItem>| matches!(item, Some(FlowItem::Box(_)));
        Some(at + rest.iter().position(is_line)?)
    }

    /// The columns of the next page of a height; lower where all that is left fits.
    fn page(&self, height: Pt, leading: Pt) -> Option<Cut> {
        self.from(self.at)?;
        let full = self.cut(height);
        if self.from(full.second).is_some() {
            return Some(full);
        }
        // Half of what is left, and a line more until both columns take it: 11 lines make columns of 6 and 5.
        let mut balanced = self.length(self.at, self.items.len()) * 0.5;
        loop {
            if balanced >= height {
                return Some(full);
            }
            let cut = self.cut(balanced);
            let first = self.length(self.at, cut.first);
            if self.from(cut.second).is_none() && self.length(cut.first, cut.second) <= first {
                return Some(cut);
            }
            balanced += leading * 0.25;
        }
    }

    fn cut(&self, height: Pt) -> Cut {
        let first = self.column(self.at, height);
        let second = self.column(first, height);
        Cut { first, second }
    }

    /// Where a column of a height ends that begins at an index.
    fn column(&self, from: usize, height: Pt) -> usize {
        let Some(first) = self.from(from) else {
            return self.items.len();
        };
        let (mut used, mut end) = (Pt::ZERO, first);
        for (at, item) in self.items.iter().enumerate().skip(first) {
            match item {
                Some(FlowItem::Box(line)) => {
                    used += line.height;
                    if used > height + ROUNDING {
                        // What is higher than a page stands there all the same.
                        return if end == first { at.max(first + 1) } else { end };
                    }
                    if line.break_after.allows_break() {
                        end = at + 1;
                    }
                }
                Some(FlowItem::Glue(glue)) => used += glue.natural,
                Some(FlowItem::Opening(_)) | None => {}
            }
        }
        self.items.len()
    }

    /// How high a column is; the space above its first line vanishes.
    fn length(&self, from: usize, end: usize) -> Pt {
        let Some(first) = self.from(from).filter(|first| *first < end) else {
            return Pt::ZERO;
        };
        let last = self.items[..end]
            .iter()
            .rposition(|item| matches!(item, Some(FlowItem::Box(_))));
        let heights = self.items[first..=last.unwrap_or(first)]
            .iter()
            .flatten()
            .map(|item| match item {
                FlowItem::Box(line) => line.height,
                FlowItem::Glue(glue) => glue.natural,
                FlowItem::Opening(_) => Pt::ZERO,
            });
        heights.sum()
    }

    /// Takes the columns of a page.
    fn side_by_side(&mut self, cut: &Cut, shift: Pt) -> FlowBox {
        let mut whole = FlowBox::default();
        let first = self.take(cut.first);
        let mut second = self.take(cut.second);
        second.shift(shift, Pt::ZERO);
        whole.height = first.height.max(second.height);
        whole.page_start = first.page_start;
        whole.origin = first.origin;
        whole.absorb(first);
        whole.absorb(second);
        whole
    }

    /// Takes a column, its lines below each other.
    fn take(&mut self, end: usize) -> FlowBox {
        let mut column = FlowBox::default();
        let first = self.from(self.at).unwrap_or(end).min(end);
        for item in &mut self.items[first..end] {
            match item.take() {
                Some(FlowItem::Box(line)) => {
                    column.page_start = column.page_start.or(line.page_start);
                    column.origin = column.origin.or(line.origin);
                    column.stack(line);
                }
                Some(FlowItem::Glue(glue)) => column.height += glue.natural,
                Some(FlowItem::Opening(_)) | None => {}
            }
        }
        self.at = end;
        column
    }
}

/// A hundredth of a point is rounding.
const ROUNDING: Pt = Pt(0.01);

#[cfg(test)]
mod tests {
    use super::{ColumnRoom, in_columns};
    use crate::page::flow::{Flow, FlowBox, FlowItem, Penalty};
    use crate::units::Pt;

    fn room(first: f32) -> ColumnRoom {
        ColumnRoom {
            first: Pt(first),
            height: Pt(100.0),
            leading: Pt(10.0),
            shift: Pt(-50.0),
        }
    }

    fn heights(lines: Flow, room: &ColumnRoom) -> Vec<f32> {
        let pages = in_columns(lines, room).into_items().into_iter();
        let heights = pages.map(|item| match item {
            FlowItem::Box(page) => page.height.0,
            FlowItem::Glue(_) | FlowItem::Opening(_) => -1.0,
        });
        heights.collect()
    }

    fn lines(count: usize) -> Flow {
        Flow::of((0..count).map(|_| FlowBox::blank(Pt(10.0))))
    }

    #[test]
    fn the_columns_of_the_last_page_are_of_one_height() {
        assert_eq!(heights(lines(11), &room(100.0)), [60.0]);
        assert_eq!(heights(lines(12), &room(60.0)), [60.0]);
        assert_eq!(heights(lines(26), &room(60.0)), [60.0, 70.0]);
        assert_eq!(heights(lines(0), &room(100.0)), Vec::<f32>::new());
    }

    #[test]
    fn a_line_higher_than_the_room_stands_there_all_the_same() {
        assert_eq!(heights(lines(3), &room(4.0)), [4.0, 10.0]);
    }

    #[test]
    fn no_column_ends_behind_a_letter() {
        let mut flow = lines(5);
        flow.push(FlowBox {
            break_after: Penalty::FORBIDDEN,
            ..FlowBox::blank(Pt(10.0))
        });
        flow.append(lines(4));
        assert_eq!(heights(flow, &room(100.0)), [50.0]);
        let mut six = lines(5);
        six.push(FlowBox {
            break_after: Penalty::FORBIDDEN,
            ..FlowBox::blank(Pt(10.0))
        });
        six.append(lines(6));
        assert_eq!(heights(six, &room(100.0)), [70.0]);
    }
}
