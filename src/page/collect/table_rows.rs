//! The rows of a table: its cells in, a box a row out. The lines of a cell that takes several rows stand in the boxes of
//! all of them, and no page ends between two rows while they last.

use super::collector::Collector;
use super::line_box::LineStyle;
use super::setting::Setting;
use super::table_columns::{CellPlace, Columns, MOST_HEADS, cell_style};
use super::table_numbers::NumberWidths;
use crate::frame::{CellExtent, ElementId, Ink, Role};
use crate::locale::Direction;
use crate::model::{Alignment, TableCell, TableRow, cell_columns};
use crate::page::flow::{FlowBox, Penalty, filled};
use crate::units::Pt;

/// The part of a table that rows stand in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TableSection {
    Head,
    Body,
}

/// Rows of one part of a table.
pub(super) struct Section<'t> {
    pub(super) rows: &'t [TableRow],
    pub(super) part: TableSection,
    /// How their words are set, and the element that they lie in.
    pub(super) setting: &'t Setting,
}

/// A cell that was set.
struct SetCell {
    /// The row that it begins in.
    row: usize,
    /// How many it takes.
    rows: usize,
    lines: Vec<FlowBox>,
}

impl SetCell {
    fn height(&self) -> Pt {
        self.lines.iter().map(|line| line.height).sum()
    }
}

/// A cell that heads rows, with the first row that it does not head.
struct RowHead {
    cell: ElementId,
    end: usize,
}

impl Section<'_> {
    /// Sets the rows; cells of a head are noted above their columns.
    pub(super) fn set(&self, collector: &mut Collector<'_>, columns: &mut Columns) -> Vec<FlowBox> {
        let design = collector.design;
        let above = design.theme.table.row_pad.of(design.size);
        let mut heights = vec![design.small_leading() + above * 2.0; self.rows.len()];
        let mut cells = Vec::new();
        let mut row_heads: Vec<RowHead> = Vec::new();
        let starts = cell_columns(self.rows);
        for (at, (row, starts)) in self.rows.iter().zip(&starts).enumerate() {
            let element = collector.element(Role::Row, self.setting);
            row_heads.retain(|head| head.end > at);
            for (cell, column) in row.cells.iter().zip(starts) {
                let id = collector.tree.add_like(self.role(cell), element);
                let mut over = columns.over(*column, cell);
                over.extend(row_heads.iter().map(|head| head.cell));
                let element = collector.tree.element(id);
                element.extent = extent(cell);
                if self.part == TableSection::Body {
                    element.heads = over;
                }
                if self.part == TableSection::Head {
                    columns.note_head(*column, cell, id);
                } else if cell.heads && row_heads.len() < MOST_HEADS {
                    let end = at + cell.rows;
                    row_heads.push(RowHead { cell: id, end });
                }
                let set = SetCell {
                    row: at,
                    rows: cell.rows,
                    lines: self.lines(collector, cell, id, &columns.place(*column, cell)),
                };
                if set.rows == 1 {
                    heights[at] = heights[at].max(set.height() + above * 2.0);
                }
                cells.push(set);
            }
        }
        // What a cell of several rows needs beyond them is given to the last one.
        for cell in cells.iter().filter(|cell| cell.rows > 1) {
            let rows = cell.row..cell.row + cell.rows;
            let have: Pt = heights[rows.clone()].iter().copied().sum();
            heights[rows.end - 1] += (cell.height() + above * 2.0 - have).max(Pt::ZERO);
        }
        let mut boxes: Vec<FlowBox> = heights.into_iter().map(FlowBox::blank).collect();
        cells
            .into_iter()
            .for_each(|cell| share_out(cell, above, &mut boxes));
        self.begin_boxes(&mut boxes);
        if self.part == TableSection::Head {
            self.rules(collector, columns, &starts, &mut boxes);
        }
        boxes
    }

    fn role(&self, cell: &TableCell) -> Role {
        match self.part {
            TableSection::Head => Role::HeadCell,
            TableSection::Body if cell.heads => Role::RowHead,
            TableSection::Body => Role::Cell,
        }
    }

    /// The lines of a cell in its place.
    fn lines(
        &self,
        collector: &mut Collector<'_>,
        cell: &TableCell,
        id: ElementId,
        place: &CellPlace,
    ) -> Vec<FlowBox> {
        let around = self.setting;
        let mut inner = Setting {
            style: cell_style(collector, around, place.fit),
            ..around.in_element(id).flush()
        };
        let number = place.numbers.filter(|_| self.part == TableSection::Body);
        let own = number.and_then(|_| NumberWidths::of(collector, cell, &inner));
        let number = number
            .zip(own)
            .and_then(|(widest, own)| number_place(place, own, widest, around.direction));
        let place = number.as_ref().unwrap_or(place);
        inner.alignment = place.alignment;
        let mut composer = collector.composer(&inner);
        composer.inlines(&cell.content, &inner.style);
        // A cell without Persian letters still begins at the table's own side.
        let composed = composer.finish(around.asked, around.direction);
        let mut measured = inner.clone();
        if composed.text.direction != around.direction {
            measured.alignment = mirrored(place.alignment);
        }
        let set = collector.set(composed, &measured, place.width);
        let leading = collector.design.small_leading();
        let style = LineStyle {
            left: place.left,
            leading,
            baseline: collector.design.baseline(leading),
            role: around.role,
            language: inner.style.language,
            direction: set.direction,
        };
        collector.boxes_in(set, cell.source().into(), &inner, &style)
    }

    /// Says what each box begins with.
    fn begin_boxes(&self, boxes: &mut [FlowBox]) {
        for (found, row) in boxes.iter_mut().zip(self.rows) {
            if let Some(first) = row.cells.first() {
                found.origin = Some(first.span);
                found.begin_with(first.id);
            }
        }
    }

    /// A light rule below each cell of the head that stands over several columns: it says which they are.
    fn rules(
        &self,
        collector: &Collector<'_>,
        columns: &Columns,
        starts: &[Vec<usize>],
        boxes: &mut [FlowBox],
    ) {
        let height = collector.design.theme.table.light_rule;
        for (at, (row, starts)) in self.rows.iter().zip(starts).enumerate() {
            for (cell, column) in row.cells.iter().zip(starts) {
                let below = at + cell.rows;
                if cell.columns < 2 || cell.content.is_empty() || below >= boxes.len() {
                    continue;
                }
                let mut rule = columns.place(*column, cell).rule(height);
                let last = &mut boxes[below - 1];
                rule.y = last.height - height;
                last.items.push(filled(rule, Ink::BLACK));
            }
        }
    }
}

/// How far a cell reaches, where it takes more than its own place.
fn extent(cell: &TableCell) -> Option<CellExtent> {
    cell.is_spanning().then_some(CellExtent {
        columns: cell.columns,
        rows: cell.rows,
    })
}

/// Puts the lines of a cell in the boxes of its rows.
fn share_out(cell: SetCell, above: Pt, boxes: &mut [FlowBox]) {
    let (first, last) = (cell.row, cell.row + cell.rows - 1);
    let (mut row, mut down) = (first, above);
    for mut line in cell.lines {
        while row < last && down >= boxes[row].height {
            down -= boxes[row].height;
            row += 1;
        }
        let height = line.height;
        line.shift(Pt::ZERO, down);
        boxes[row].absorb(line);
        down += height;
    }
    // A line may begin in one row and end in the next.
    let ends = if row < last && down > boxes[row].height {
        row + 1
    } else {
        row
    };
    for held in &mut boxes[first..ends] {
        held.break_after = Penalty::FORBIDDEN;
    }
}

fn mirrored(alignment: Alignment) -> Alignment {
    match alignment {
        Alignment::Start | Alignment::Justify => Alignment::End,
        Alignment::End => Alignment::Start,
        Alignment::Center => Alignment::Center,
    }
}

/// The place of a number whose column has parts as wide as `widest`: its tail begins where theirs do.
///
/// In a column at the right, 50 points wide, with tails of 12 points at most, «۳٫۵» with a tail of 8 points ends 4 points
/// before the edge. `None` where the column is too narrow for that.
fn number_place(
    place: &CellPlace,
    own: NumberWidths,
    widest: NumberWidths,
    direction: Direction,
) -> Option<CellPlace> {
    let block = widest.sum();
    let spare = place.width - block;
    if spare < Pt::ZERO {
        return None;
    }
    let right_of_block = match (place.alignment, direction) {
        (Alignment::Center, _) => spare / 2.0,
        (Alignment::Start | Alignment::Justify, Direction::Rtl)
        | (Alignment::End, Direction::Ltr) => Pt::ZERO,
        (Alignment::Start | Alignment::Justify, Direction::Ltr)
        | (Alignment::End, Direction::Rtl) => spare,
    };
    let right = match direction {
        Direction::Rtl => Alignment::Start,
        Direction::Ltr => Alignment::End,
    };
    Some(CellPlace {
        width: place.width - right_of_block - (widest.tail - own.tail),
        alignment: right,
        ..*place
    })
}
