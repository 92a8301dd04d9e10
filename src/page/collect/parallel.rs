//! Parallel texts: where the two sides of a pair stand, and how their lines stand beside each other.
//!
//! «الحمد لله رب العالمین» at the right, its translation at the left: the lines of both are boxes of one height, and a page
//! may end below any of them that both sides allow.

use super::setting::Setting;
use crate::locale::Direction;
use crate::page::design::Design;
use crate::page::flow::{Beside, Flow, FlowBox, FlowItem};
use crate::units::Pt;

/// The settings of both sides of a pair, the first where reading begins.
pub(super) fn sides(design: &Design, setting: &Setting) -> [Setting; 2] {
    let theme = design.theme.parallel;
    let gap = theme.gap.of(design.size);
    let inset = (setting.width(design) + gap) / 2.0;
    let mut column = setting.flush();
    column.style.size = theme.size.of(setting.style.size);
    column.leading = theme.leading.of(setting.leading);
    let (mut right, mut left) = (column.clone(), column);
    right.left += inset;
    left.right += inset;
    match setting.direction {
        Direction::Rtl => [right, left],
        Direction::Ltr => [left, right],
    }
}

/// Two flows beside each other: line by line where all lines have one height, else as one box.
pub(super) fn beside(sides: [Flow; 2]) -> Flow {
    let height = sides
        .iter()
        .find_map(|side| side.items().iter().find_map(height_of));
    let is_even = |side: &Flow| {
        let boxes = side.items().iter();
        boxes
            .filter(|item| !matches!(item, FlowItem::Glue(_)))
            .all(|item| height_of(item) == height)
    };
    let is_even = sides
        .iter()
        .all(|side| is_even(side) && has_no_glue_inside(side));
    let [first, second] = sides;
    if !is_even {
        let (mut whole, other) = (first.stacked(), second.stacked());
        whole.height = whole.height.max(other.height);
        whole.absorb(other);
        return Flow::of([whole]);
    }
    let (mut first, mut second) = (
        first.into_boxes().into_iter(),
        second.into_boxes().into_iter(),
    );
    let mut rows: Vec<FlowBox> = Vec::new();
    loop {
        let row = match (first.next(), second.next()) {
            (Some(one), Some(other)) => row(one, other),
            (Some(one), None) => row(one, FlowBox::default()),
            (None, Some(other)) => row(FlowBox::default(), other),
            (None, None) => return Flow::of(rows),
        };
        let beside = row.beside.map(|beside| Beside {
            begins: rows.is_empty(),
            ..beside
        });
        rows.push(FlowBox { beside, ..row });
    }
}

/// A line of one side and a line of the other.
fn row(mut one: FlowBox, other: FlowBox) -> FlowBox {
    one.beside = Some(Beside {
        second: one.items.len(),
        begins: false,
    });
    one.height = one.height.max(other.height);
    one.break_after = one.break_after.max(other.break_after);
    one.page_start = one.page_start.or(other.page_start);
    one.absorb(other);
    one
}

fn height_of(item: &FlowItem) -> Option<Pt> {
    match item {
        FlowItem::Box(found) => Some(found.height),
        FlowItem::Glue(_) | FlowItem::Opening(_) => None,
    }
}

/// Whether spaces stand at its ends alone.
fn has_no_glue_inside(flow: &Flow) -> bool {
    let is_box = |item: &FlowItem| matches!(item, FlowItem::Box(_));
    let items = flow.items();
    let first = items.iter().position(is_box).unwrap_or_default();
    let last = items.iter().rposition(is_box).unwrap_or_default();
    items
        .get(first..=last)
        .unwrap_or_default()
        .iter()
        .all(is_box)
}

#[cfg(test)]
mod tests {
    use super::beside;
    use crate::page::flow::{Flow, FlowBox, Penalty};
    use crate::units::Pt;

    fn lines(heights: &[f32]) -> Flow {
        Flow::of(heights.iter().map(|height| FlowBox::blank(Pt(*height))))
    }

    fn heights(flow: Flow) -> Vec<f32> {
        flow.into_boxes().iter().map(|row| row.height.0).collect()
    }

    #[test]
    fn lines_of_one_height_stand_beside_each_other_and_the_longer_side_goes_on() {
        let rows = |a: &[f32], b: &[f32]| heights(beside([lines(a), lines(b)]));
        assert_eq!(rows(&[9.0; 3], &[9.0; 2]), [9.0; 3]);
        assert_eq!(rows(&[9.0], &[9.0; 4]), [9.0; 4]);
        assert_eq!(rows(&[], &[9.0; 2]), [9.0; 2]);
    }

    #[test]
    fn what_has_other_heights_stands_as_one_box_as_high_as_the_higher_side() {
        assert_eq!(
            heights(beside([lines(&[9.0, 30.0]), lines(&[9.0; 2])])),
            [39.0]
        );
    }

    #[test]
    fn a_page_ends_only_where_both_sides_allow_it() {
        let mut kept = lines(&[9.0; 2]);
        kept = kept.keep_last_with_next();
        let rows = beside([lines(&[9.0; 2]), kept]).into_boxes();
        let penalties: Vec<Penalty> = rows.iter().map(|row| row.break_after).collect();
        assert_eq!(penalties, [Penalty::FREE, Penalty::FORBIDDEN]);
    }
}
