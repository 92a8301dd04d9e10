//! Tables: cells and rows as they close in, a table that its cells cover out.

use super::builder::Builder;
use super::caption::{self, CaptionAbove};
use super::frame::{Frame, Kind, OpenCell, RowPlace, join, trim};
use crate::model::{Alignment, BlockKind, Table, TableCell, TableRow, cell_columns};
use crate::source::Span;

/// Columns that a cell takes at most, whatever its author says: no page holds more.
const MOST_COLUMNS: usize = 100;
/// Rows that a cell takes at most.
const MOST_ROWS: usize = 10_000;

impl Builder<'_> {
    /// Adds a closed cell to its row.
    pub(super) fn finish_cell(&mut self, frame: Frame, opened: OpenCell, span: Span) {
        let mut content = frame.inlines;
        trim(&mut content);
        let id = self.node();
        let OpenCell {
            place,
            alignment,
            columns,
            rows,
        } = opened;
        match &mut self.top().kind {
            Kind::Row(row, cells) => {
                if cells.is_empty() {
                    *row = place;
                } else if place == RowPlace::Body {
                    *row = RowPlace::Body;
                }
                cells.push(TableCell {
                    id,
                    content,
                    alignment,
                    columns: columns.clamp(1, MOST_COLUMNS),
                    // None at all means to the end of the rows (HTML, 4.9.11).
                    rows: if rows == 0 {
                        MOST_ROWS
                    } else {
                        rows.min(MOST_ROWS)
                    },
                    heads: place == RowPlace::Head,
                    span,
                });
            }
            _ => {
                let top = self.top();
                let before = std::mem::take(&mut top.inlines);
                top.inlines = join([before, content]);
            }
        }
    }

    /// Adds a closed row to its table.
    pub(super) fn finish_row(&mut self, mut frame: Frame, place: RowPlace, cells: Vec<TableCell>) {
        self.spill_strays(&mut frame);
        self.add_row(place, TableRow { cells });
    }

    /// Adds a row to the rows or the table that is open.
    pub(super) fn add_row(&mut self, place: RowPlace, row: TableRow) {
        match &mut self.top().kind {
            Kind::Rows(_, rows) => rows.push(row),
            Kind::Table(table) if place == RowPlace::Head && table.body.is_empty() => {
                table.head.push(row)
            }
            Kind::Table(table) => table.body.push(row),
            _ => {
                let top = self.top();
                let before = std::mem::take(&mut top.inlines);
                let cells = row.cells.into_iter().map(|cell| cell.content);
                top.inlines = join(std::iter::once(before).chain(cells));
            }
        }
    }

    /// Adds a closed table, covered by its cells.
    pub(super) fn finish_table(&mut self, mut table: Table, mut frame: Frame, span: Span) {
        let spanning = |row: &TableRow| row.cells.iter().any(TableCell::is_spanning);
        if !table.head.iter().any(spanning) {
            let has_words = |row: &TableRow| row.cells.iter().any(|cell| !cell.content.is_empty());
            table.head.retain(has_words);
        }
        if table.head.is_empty() && table.body.is_empty() {
            return self.spill_strays(&mut frame);
        }
        // A head without rows below it heads nothing, and a table of the PDF may not have one (ISO 32000-2, 14.8.4.8.3).
        if table.body.is_empty() {
            table.body = std::mem::take(&mut table.head);
        }
        settle(&mut table.head);
        settle(&mut table.body);
        let width = width(&table.head).max(width(&table.body));
        table.columns.resize(width.max(table.columns.len()), None);
        let width = table.columns.len();
        self.fill(&mut table.head, width, span);
        self.fill(&mut table.body, width, span);
        for cell in table.head.iter_mut().flat_map(|row| &mut row.cells) {
            // What heads several columns stands over their middle.
            if cell.columns > 1 && !cell.content.is_empty() {
                cell.alignment = cell.alignment.or(Some(Alignment::Center));
            }
        }
        if table.caption.is_none() && frame.blocks.is_empty() {
            let above = caption::above(&mut self.top().blocks);
            if let Some(CaptionAbove { words, attributes }) = above {
                table.caption = Some(words);
                caption::add(&mut frame.attributes, attributes);
            }
        }
        self.structure(BlockKind::Table(table), frame, span);
    }

    /// Fills rows with empty cells up to a width.
    fn fill(&mut self, rows: &mut [TableRow], width: usize, span: Span) {
        let columns = cell_columns(rows);
        let mut taken = vec![0_usize; width];
        for (row, columns) in rows.iter_mut().zip(columns) {
            let mut filled = Vec::with_capacity(row.cells.len());
            let mut at = 0;
            for (cell, column) in std::mem::take(&mut row.cells).into_iter().zip(columns) {
                self.fill_gap(&mut filled, &taken, at..column, span);
                at = column + cell.columns;
                taken[column..at].fill(cell.rows);
                filled.push(cell);
            }
            self.fill_gap(&mut filled, &taken, at..width, span);
            taken
                .iter_mut()
                .for_each(|rows| *rows = rows.saturating_sub(1));
            row.cells = filled;
        }
    }

    /// Adds an empty cell for each stretch of columns that no cell of a row above reaches into.
    fn fill_gap(
        &mut self,
        cells: &mut Vec<TableCell>,
        taken: &[usize],
        columns: std::ops::Range<usize>,
        span: Span,
    ) {
        let mut last_free = None;
        for column in columns {
            if taken[column] > 0 {
                continue;
            }
            // A row of a few cells in a table of very many columns is filled by one.
            let joins = last_free == Some(column.wrapping_sub(1)) && taken.len() > MOST_COLUMNS;
            match cells.last_mut() {
                Some(last) if joins => last.columns += 1,
                _ => cells.push(TableCell::empty(self.node(), span)),
            }
            last_free = Some(column);
        }
    }
}

/// Ends cells that reach below the last row, or across one that reaches down from above.
fn settle(rows: &mut [TableRow]) {
    let count = rows.len();
    let mut taken: Vec<usize> = Vec::new();
    for (at, row) in rows.iter_mut().enumerate() {
        let mut column = 0;
        for cell in &mut row.cells {
            while taken.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            cell.rows = cell.rows.min(count - at);
            let free = (column..column + cell.columns)
                .take_while(|column| taken.get(*column).is_none_or(|rows| *rows == 0));
            cell.columns = free.count().max(1);
            let end = column + cell.columns;
            if taken.len() < end {
                taken.resize(end, 0);
            }
            taken[column..end].fill(cell.rows);
            column = end;
        }
        taken
            .iter_mut()
            .for_each(|rows| *rows = rows.saturating_sub(1));
    }
}

/// How many columns rows have.
fn width(rows: &[TableRow]) -> usize {
    let columns = cell_columns(rows);
    let ends = rows.iter().zip(&columns).flat_map(|(row, columns)| {
        let cells = row.cells.iter().zip(columns);
        cells.map(|(cell, column)| column + cell.columns)
    });
    ends.max().unwrap_or(0)
}
