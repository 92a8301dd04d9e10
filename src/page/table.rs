//! Tables: columns from the side where reading begins, rules above, below the head and at the foot,
//! the head repeated where a page begins inside.

use std::sync::Arc;

use super::column::{Column, LineStyle, Setting, rule};
use super::slab::{BreakAfter, FlowItem, Slab};
use crate::diag::Code;
use crate::font::Weight;
use crate::frame::{ElementId, Ink, Rect, Role};
use crate::locale::Direction;
use crate::model::{Alignment, AnchorId, Table, TableCell, TableRow};
use crate::source::Span;
use crate::text::{ClusterKind, TextStyle};
use crate::units::Pt;

/// Thickness of the rules at head and foot.
const HEAVY: Pt = Pt(0.9);
/// Thickness of the rule below the head.
const LIGHT: Pt = Pt(0.5);
/// Room at each side of a cell, in em.
const CELL_PAD: f32 = 0.5;
/// Room above and below the lines of a row, in em.
const ROW_PAD: f32 = 0.18;

/// The columns of a table as they stand on the page.
struct Columns {
    /// Left edge and width of each, in logical order.
    places: Vec<(Pt, Pt)>,
    /// How the text of each is aligned.
    alignments: Vec<Alignment>,
    left: Pt,
    width: Pt,
    /// The cell of the last row of the head over each column, where there is a head.
    heads: Vec<ElementId>,
}

impl Column<'_> {
    /// A table with its caption above it.
    pub(super) fn table(
        &mut self,
        table: &Table,
        anchor: Option<AnchorId>,
        span: Span,
        setting: &Setting,
    ) {
        let count = table.columns.len();
        if count == 0 {
            return;
        }
        self.space(self.design.leading * 0.75);
        let before = self.flow.len();
        let setting = &setting.within(self.element(Role::Table, setting));
        if let Some(caption) = &table.caption {
            self.caption(caption, anchor, span, setting);
            self.flow
                .push(FlowItem::Slab(Slab::blank(self.design.leading * 0.25)));
            self.hold(before);
        }
        let mut columns = self.columns(table, setting);
        let mut bold = setting.within(self.element(Role::TableHead, setting));
        bold.style.weight = Weight::Bold;
        let mut heads = Vec::with_capacity(table.head.len());
        for row in &table.head {
            let (slab, cells) = self.row((row, Role::HeadCell), &columns, &bold);
            heads.push(slab);
            columns.heads = cells;
        }
        let head = head_slab(heads, &columns);
        let body = setting.within(self.element(Role::TableBody, setting));
        let mut rows = Vec::with_capacity(table.body.len());
        for row in &table.body {
            let (slab, cells) = self.row((row, Role::Cell), &columns, &body);
            rows.push(slab);
            for (cell, head) in cells.iter().zip(&columns.heads) {
                self.tree.element(*cell).head = Some(*head);
            }
        }
        self.rows(head, rows, &columns);
        self.space(self.design.leading * 0.75);
    }

    /// Puts the rows into the column, each with the head that is repeated where a page begins.
    fn rows(&mut self, head: Slab, rows: Vec<Slab>, columns: &Columns) {
        let last = rows.len().saturating_sub(1);
        let shared = Arc::new(head.clone());
        self.flow.push(FlowItem::Slab(head));
        for (index, mut row) in rows.into_iter().enumerate() {
            if row.height > self.design.height * 0.9 {
                let message = "a table row is higher than the page allows";
                self.sink
                    .warn(Code::OverfullPage, row.origin, message)
                    .hint("split its cells into several rows");
            }
            row.repeat = (index > 0).then(|| Arc::clone(&shared));
            // The last row does not stand alone under a repeated head.
            if index + 1 == last {
                row.after = BreakAfter::Never;
            }
            if index == last {
                let (x, y, width) = (columns.left, row.height, columns.width);
                let rect = Rect {
                    x,
                    y,
                    width,
                    height: HEAVY,
                };
                row.items.push(rule(rect, Ink::BLACK));
                row.height += HEAVY;
            }
            self.flow.push(FlowItem::Slab(row));
        }
    }

    /// Widths of the columns: what each needs, shared out when there is too little.
    fn columns(&mut self, table: &Table, setting: &Setting) -> Columns {
        let pad = self.design.size * CELL_PAD * 2.0;
        let count = table.columns.len();
        let (mut least, mut most) = (vec![Pt::ZERO; count], vec![Pt::ZERO; count]);
        for (weight, rows) in [(Weight::Bold, &table.head), (Weight::Regular, &table.body)] {
            let mut weighted = setting.clone();
            weighted.style.weight = weight;
            for row in rows {
                for (column, cell) in row.cells.iter().enumerate().take(count) {
                    let (word, line) = self.cell_widths(cell, &weighted);
                    least[column] = least[column].max(word + pad);
                    most[column] = most[column].max(line + pad);
                }
            }
        }
        let room = setting.width(self.design);
        let widths = share_out(&least, &most, room);
        let width: Pt = widths.iter().copied().sum();
        let left = setting.left + ((room - width) / 2.0).max(Pt::ZERO);
        let mut places = Vec::with_capacity(count);
        let mut at = Pt::ZERO;
        for column in widths {
            let x = match setting.direction {
                Direction::Rtl => left + width - at - column,
                Direction::Ltr => left + at,
            };
            places.push((x, column));
            at += column;
        }
        let aligned = table.columns.iter();
        let alignments = aligned
            .map(|column| column.unwrap_or(Alignment::Start))
            .collect();
        Columns {
            places,
            alignments,
            left,
            width,
            heads: Vec::new(),
        }
    }

    fn cell_style(&self, setting: &Setting) -> TextStyle {
        TextStyle {
            weight: setting.style.weight,
            ..self.design.small(&setting.style.language)
        }
    }

    /// The widths of a cell's longest word and of its text on one line.
    fn cell_widths(&mut self, cell: &TableCell, setting: &Setting) -> (Pt, Pt) {
        let mut composer = self.composer(setting);
        composer.inlines(&cell.content, &self.cell_style(setting));
        let shaped = self
            .shaper
            .shape(composer.finish(setting.asked, setting.direction).text);
        let (mut word, mut longest, mut line) = (0.0_f32, 0.0_f32, 0.0_f32);
        let mut breaks = shaped.breaks.iter().map(|place| place.at).peekable();
        for cluster in &shaped.clusters {
            while breaks
                .next_if(|at| *at <= cluster.text.start as usize)
                .is_some()
            {
                word = 0.0;
            }
            line += cluster.advance;
            if cluster.kind == ClusterKind::Letter {
                word += cluster.advance;
            }
            longest = longest.max(word);
        }
        (Pt(longest + 0.1), Pt(line + 0.1))
    }

    /// A row, with its cells' role: its cells side by side, as high as the highest, and their
    /// elements.
    fn row(
        &mut self,
        (row, role): (&TableRow, Role),
        columns: &Columns,
        setting: &Setting,
    ) -> (Slab, Vec<ElementId>) {
        let pad = self.design.size * CELL_PAD;
        let above = self.design.size * ROW_PAD;
        let leading = self.design.small_leading();
        let mut whole = Slab::blank(leading + above * 2.0);
        let element = self.element(Role::Row, setting);
        let mut cells = Vec::with_capacity(row.cells.len());
        for (index, cell) in row.cells.iter().enumerate().take(columns.places.len()) {
            let (x, width) = columns.places[index];
            let alignment = columns.alignments[index];
            let inner = Setting {
                style: self.cell_style(setting),
                alignment,
                first_indent: Pt::ZERO,
                hanging: Pt::ZERO,
                ..setting.in_element(self.tree.add_like(role, element))
            };
            cells.push(inner.inside);
            let mut composer = self.composer(&inner);
            composer.inlines(&cell.content, &inner.style);
            // A cell without Persian letters still begins at the table's own side.
            let composed = composer.finish(setting.asked, setting.direction);
            let mut measured = inner.clone();
            if composed.text.direction != setting.direction {
                measured.alignment = mirrored(alignment);
            }
            let set = self.set(composed, &measured, width - pad * 2.0);
            let style = LineStyle {
                left: x + pad,
                leading,
                role: setting.role,
                language: inner.style.language.clone(),
            };
            let mut down = above;
            for mut slab in self.slabs_at(set, cell.span, (&inner, &style)) {
                let height = slab.height;
                slab.shift(Pt::ZERO, down);
                whole.absorb(slab);
                down += height;
            }
            whole.height = whole.height.max(down + above);
        }
        if let Some(first) = row.cells.first() {
            whole.origin = Some(first.span);
            whole.begin_with(first.span);
        }
        (whole, cells)
    }
}

fn mirrored(alignment: Alignment) -> Alignment {
    match alignment {
        Alignment::Start | Alignment::Justify => Alignment::End,
        Alignment::End => Alignment::Start,
        Alignment::Center => Alignment::Center,
    }
}

/// The head with the rules above and below it; rules alone for a table without head.
fn head_slab(rows: Vec<Slab>, columns: &Columns) -> Slab {
    let mut whole = Slab::default();
    let across = |y, height| Rect {
        x: columns.left,
        y,
        width: columns.width,
        height,
    };
    whole.items.push(rule(across(Pt::ZERO, HEAVY), Ink::BLACK));
    whole.height = HEAVY;
    let has_rows = !rows.is_empty();
    for mut row in rows {
        let height = row.height;
        row.shift(Pt::ZERO, whole.height);
        whole.begins = whole.begins.or(row.begins);
        whole.absorb(row);
        whole.height += height;
    }
    if has_rows {
        whole
            .items
            .push(rule(across(whole.height, LIGHT), Ink::BLACK));
        whole.height += LIGHT;
    }
    whole.after = BreakAfter::Never;
    whole
}

/// Widths between what words need and what whole lines would take.
fn share_out(least: &[Pt], most: &[Pt], room: Pt) -> Vec<Pt> {
    let all_most: Pt = most.iter().copied().sum();
    let all_least: Pt = least.iter().copied().sum();
    if all_most <= room {
        // A table that nearly fills its column fills it.
        let spread = if all_most.0 > room.0 * 0.7 {
            room.0 / all_most.0
        } else {
            1.0
        };
        return most.iter().map(|width| *width * spread).collect();
    }
    if all_least >= room {
        return least
            .iter()
            .map(|width| *width * (room.0 / all_least.0))
            .collect();
    }
    let wish = all_most - all_least;
    let spare = room - all_least;
    let each = least.iter().zip(most);
    each.map(|(least, most)| *least + (*most - *least) * (spare.0 / wish.0))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_never_take_more_than_the_measure() {
        let widths = |least: &[f32], most: &[f32]| -> f32 {
            let pt = |widths: &[f32]| widths.iter().map(|width| Pt(*width)).collect::<Vec<_>>();
            share_out(&pt(least), &pt(most), Pt(100.0))
                .iter()
                .map(|width| width.0)
                .sum()
        };
        assert!((widths(&[10.0, 20.0], &[80.0, 90.0]) - 100.0).abs() < 0.01);
        assert!((widths(&[90.0, 60.0], &[90.0, 60.0]) - 100.0).abs() < 0.01);
        assert!(widths(&[10.0, 10.0], &[20.0, 20.0]) <= 100.0);
    }
}
