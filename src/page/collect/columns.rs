//! Two columns: lines of half a page's width in, a box for each page out, with the lines side by side.

use std::collections::VecDeque;

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
        items: lines.into_items().into(),
    };
    let mut flow = Flow::default();
    let mut height = room.first;
    while let Some(ends) = rest.page(height, room.leading) {
        let mut whole = rest.side_by_side(&ends, room.shift);
        if !rest.is_spent() {
            whole.height = height;
        }
        flow.push(whole);
        height = room.height;
    }
    flow
}

/// What no page has taken yet, in order: a page takes its two columns from the front, so that the next line is always
/// the first that is left.
struct Lines {
    items: VecDeque<FlowItem>,
}

/// Where the columns of a page end: indices of the items behind the last ones of each, into the lines before either
/// is taken. For 11 lines in columns of 6 and 5 they are 6 and 11.
struct ColumnEnds {
    first: usize,
    second: usize,
}

impl Lines {
    fn is_spent(&self) -> bool {
        self.from(0).is_none()
    }

    /// The next line from an index on.
    fn from(&self, at: usize) -> Option<usize> {
        let mut rest = self.items.iter().skip(at);
        let is_line = |item: &FlowItem| matches!(item, FlowItem::Box(_));
        Some(at + rest.position(is_line)?)
    }

    /// The columns of the next page of a height; lower where all that is left fits.
    fn page(&self, height: Pt, leading: Pt) -> Option<ColumnEnds> {
        self.from(0)?;
        let most = leading * MOST_GIVEN;
        let first = self.full(0, height, most);
        let second = self.full(first, height, most);
        let full = ColumnEnds { first, second };
        if self.from(second).is_some() {
            return Some(full);
        }
        let balanced = |parting| self.balanced(height, leading, parting);
        // Five lines in which «مولوی» has three entries below it stay one column of five: two columns of three would
        // say «مولوی (ادامه)» above the last of them.
        let best = match (
            balanced(Parting::BetweenGroups),
            balanced(Parting::Anywhere),
        ) {
            (Some(whole), Some(parted)) => {
                let given = self.length(0, whole.first) - self.length(0, parted.first);
                if given <= most { whole } else { parted }
            }
            (whole, parted) => whole.or(parted).unwrap_or(full),
        };
        Some(best)
    }

    /// All that is left, in the lowest columns of which the second is not higher than the first; `None` where these
    /// are no lower than a page.
    fn balanced(&self, height: Pt, leading: Pt, parting: Parting) -> Option<ColumnEnds> {
        // Half of what is left, and a line more until both columns take it: 11 lines make columns of 6 and 5.
        let mut balanced = self.length(0, self.items.len()) / 2.0;
        while balanced < height {
            let first = self.column(0, balanced, parting);
            let second = first.and_then(|first| self.column(first, balanced, parting));
            if let (Some(first), Some(second)) = (first, second)
                && self.from(second).is_none()
                && self.length(first, second) <= self.length(0, first)
            {
                return Some(ColumnEnds { first, second });
            }
            balanced += leading * STEP;
        }
        None
    }

    /// Where a full column ends that begins at an index: between groups where that leaves little room.
    fn full(&self, from: usize, height: Pt, most: Pt) -> usize {
        let parted = self.column(from, height, Parting::Anywhere);
        let Some(parted) = parted else {
            // What is higher than a page stands there all the same.
            return self.overfull(from, height);
        };
        let given = |whole| self.length(from, parted) - self.length(from, whole);
        let whole = self.column(from, height, Parting::BetweenGroups);
        whole
            .filter(|whole| given(*whole) <= most)
            .unwrap_or(parted)
    }

    /// Where a column of a height ends that begins at an index; `None` where nothing of it may end there.
    fn column(&self, from: usize, height: Pt, parting: Parting) -> Option<usize> {
        let Some(first) = self.from(from) else {
            return Some(self.items.len());
        };
        let (mut used, mut end) = (self.repeated(first), None);
        let mut is_free = false;
        for (at, item) in self.items.iter().enumerate().skip(first) {
            match item {
                FlowItem::Box(line) => {
                    let parts = match parting {
                        Parting::Anywhere => false,
                        Parting::BetweenGroups => line.repeat.is_some(),
                    };
                    if is_free && !parts {
                        end = Some(at);
                    }
                    used += line.height;
                    if used > height + ROUNDING {
                        return end;
                    }
                    is_free = line.break_after.allows_break();
                }
                FlowItem::Glue(glue) => used += glue.natural,
                FlowItem::Opening(_) => {}
            }
        }
        Some(self.items.len())
    }

    /// Where a column ends in which no line may: before the one that does not fit.
    fn overfull(&self, from: usize, height: Pt) -> usize {
        let first = self.from(from).unwrap_or(from);
        let mut end = first + 1;
        while end < self.items.len() && self.length(from, end + 1) <= height + ROUNDING {
            end += 1;
        }
        end
    }

    /// The height of what is set again above the line that a column begins with.
    fn repeated(&self, first: usize) -> Pt {
        match self.items.get(first) {
            Some(FlowItem::Box(line)) => line.repeated_height(),
            _ => Pt::ZERO,
        }
    }

    /// How high a column is; the space above its first line vanishes.
    fn length(&self, from: usize, end: usize) -> Pt {
        let Some(first) = self.from(from).filter(|first| *first < end) else {
            return Pt::ZERO;
        };
        let last = self
            .items
            .range(..end)
            .rposition(|item| matches!(item, FlowItem::Box(_)));
        let heights = self
            .items
            .range(first..=last.unwrap_or(first))
            .map(|item| match item {
                FlowItem::Box(line) => line.height,
                FlowItem::Glue(glue) => glue.natural,
                FlowItem::Opening(_) => Pt::ZERO,
            });
        self.repeated(first) + heights.sum()
    }

    /// Takes the columns of a page.
    fn side_by_side(&mut self, ends: &ColumnEnds, shift: Pt) -> FlowBox {
        let mut whole = FlowBox::default();
        let first = self.take(ends.first);
        let mut second = self.take(ends.second - ends.first);
        second.shift(shift, Pt::ZERO);
        whole.height = first.height.max(second.height);
        whole.page_start = first.page_start;
        whole.origin = first.origin;
        whole.absorb(first);
        whole.absorb(second);
        whole
    }

    /// Takes a column of the next so many items, its lines below each other; the first below what is set again above
    /// it. Space above the first line vanishes.
    fn take(&mut self, count: usize) -> FlowBox {
        let mut column = FlowBox::default();
        let mut is_first = true;
        for item in self.items.drain(..count) {
            match item {
                FlowItem::Box(line) => {
                    let line = if is_first { line.at_page_top() } else { line };
                    is_first = false;
                    column.page_start = column.page_start.or(line.page_start);
                    column.origin = column.origin.or(line.origin);
                    column.stack(line);
                }
                FlowItem::Glue(glue) if !is_first => column.height += glue.natural,
                FlowItem::Glue(_) | FlowItem::Opening(_) => {}
            }
        }
        column
    }
}

/// Where columns may end. A line that has something to be set again above it belongs to the group of the line before.
#[derive(Clone, Copy)]
enum Parting {
    /// Between any lines that may be parted: «راه کویر» may begin the next column, below «راه‌ها (ادامه)».
    Anywhere,
    /// Between groups: «راه‌ها» has all that stands below it in its column.
    BetweenGroups,
}

/// How much higher columns are tried each time until they hold all that is left, in lines: headings and spaces are
/// cut in quarters of a line, so that a finer step would find nothing lower.
const STEP: f32 = 0.25;

/// Columns are so many lines lower, or higher, rather than part a group.
const MOST_GIVEN: f32 = 3.0;

/// A hundredth of a point is rounding.
const ROUNDING: Pt = Pt(0.01);

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{ColumnRoom, Lines, in_columns};
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

    /// Entries by the number of those below each, a line each.
    fn entries(below: &[usize]) -> Flow {
        let mut flow = Flow::default();
        for count in below {
            let entry = Flow::of([FlowBox::blank(Pt(10.0))]);
            let heading = Arc::new(FlowBox::blank(Pt(10.0)));
            match count {
                0 => flow.append(entry),
                count => {
                    flow.append(entry.keep_last_with_next());
                    flow.append(lines(*count).below_heading(&heading));
                }
            }
        }
        flow
    }

    #[test]
    fn a_short_index_keeps_an_entry_with_those_below_it() {
        assert_eq!(heights(entries(&[3]), &room(100.0)), [40.0]);
        assert_eq!(heights(entries(&[0, 4, 0]), &room(100.0)), [60.0]);
        assert_eq!(heights(entries(&[2, 0, 0, 2]), &room(100.0)), [40.0]);
    }

    #[test]
    fn an_entry_is_said_again_above_those_below_it_that_begin_a_column() {
        // Twenty-one lines: ten, and eleven below the entry itself.
        assert_eq!(heights(entries(&[20]), &room(200.0)), [110.0]);
        // A full column: ten, and nine below the entry; the last two stand on the next page, below it as well.
        assert_eq!(heights(entries(&[20]), &room(100.0)), [100.0, 30.0]);
    }

    #[test]
    fn a_full_column_gives_some_lines_rather_than_part_an_entry() {
        // The first column ends three lines earlier; four would be too many.
        let first = |below: &[usize]| {
            let items = entries(below).into_items().into();
            Lines { items }.full(0, Pt(100.0), Pt(30.0))
        };
        assert_eq!(first(&[0, 0, 0, 0, 0, 0, 0, 4, 0, 0]), 7);
        assert_eq!(first(&[0, 0, 0, 0, 0, 0, 6, 0, 0, 0]), 10);
    }
}
