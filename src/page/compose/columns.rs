//! Rows of two columns, once their page is known: lines two by two in, the lines of both columns with their places out.

use crate::page::flow::FlowBox;
use crate::units::Pt;

/// A line of a column.
pub(super) struct ColumnLine {
    pub(super) content: FlowBox,
    /// From the top of the text block.
    pub(super) y: Pt,
}

/// The rows of one text that stand on a page, so far.
#[derive(Default)]
pub(super) struct Rows {
    rows: Vec<ColumnLine>,
}

impl Rows {
    /// Whether a box belongs to the rows before it.
    pub(super) fn takes(&self, found: &FlowBox) -> bool {
        found
            .column_row()
            .is_some_and(|row| self.rows.is_empty() || !row.begins)
    }

    /// Takes a row.
    pub(super) fn push(&mut self, content: FlowBox, y: Pt) {
        self.rows.push(ColumnLine { content, y });
    }

    /// The lines, column by column, each moved to its column. None are left behind.
    pub(super) fn take(&mut self) -> Vec<ColumnLine> {
        // Three rows hold the lines 1 2, 3 4 and 5 6. Their heights are those of the first column: 1 2 3 stand in it, and
        // 4 5 6 beside them at the same heights. With five lines the second column is a line shorter.
        let rows = std::mem::take(&mut self.rows);
        let heights: Vec<Pt> = rows.iter().map(|row| row.y).collect();
        let mut shift = Pt::ZERO;
        let mut lines = Vec::with_capacity(rows.len() * 2);
        for mut row in rows {
            let arranged = row.content.arranged.as_mut();
            let both = arranged.and_then(|arranged| arranged.column_row.take());
            lines.push(row.content);
            if let Some(both) = both {
                shift = both.shift;
                lines.extend(both.next.map(|next| *next));
            }
        }
        let count = heights.len();
        let placed = lines.into_iter().enumerate().map(|(at, mut content)| {
            if at >= count {
                content.shift(shift, Pt::ZERO);
            }
            let y = heights[at % count];
            ColumnLine { content, y }
        });
        placed.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Rows;
    use crate::frame::Rect;
    use crate::frame::{Ink, PageItem};
    use crate::page::flow::{ColumnRow, FlowBox, filled};
    use crate::units::Pt;

    /// A line whose number is the width of its rule.
    fn line(number: f32) -> FlowBox {
        let rect = Rect {
            x: Pt(60.0),
            y: Pt::ZERO,
            width: Pt(number),
            height: Pt(1.0),
        };
        let mut line = FlowBox::blank(Pt(10.0));
        line.items.push(filled(rect, Ink::BLACK));
        line
    }

    #[test]
    fn of_the_rows_on_a_page_the_first_half_of_the_lines_stands_in_the_first_column() {
        let mut rows = Rows::default();
        for (row, number) in [(0.0, 1.0), (10.0, 3.0), (20.0, 5.0)] {
            let mut first = line(number);
            first.arranged_mut().column_row = Some(ColumnRow {
                next: (number < 5.0).then(|| Box::new(line(number + 1.0))),
                shift: Pt(-60.0),
                begins: number < 2.0,
            });
            assert!(rows.takes(&first));
            rows.push(first, Pt(row));
        }
        let placed = rows.take().into_iter().map(|line| {
            let Some(PageItem::Rule(rule)) = line.content.items.first() else {
                panic!("each line has a rule");
            };
            (rule.rect.width.0, rule.rect.x.0, line.y.0)
        });
        let wanted = [
            (1.0, 60.0, 0.0),
            (2.0, 60.0, 10.0),
            (3.0, 60.0, 20.0),
            (4.0, 0.0, 0.0),
            (5.0, 0.0, 10.0),
        ];
        assert_eq!(placed.collect::<Vec<_>>(), wanted);
    }
}
