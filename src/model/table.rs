//! Tables: rows of cells, some of which take several columns or rows.

use super::{Alignment, Inline, NodeId, SourceNode};
use crate::source::Span;

/// A table with a head, a body and perhaps a caption.
///
/// Head and body are covered by their cells without gap or overlap: a row holds the cells that begin in it, and no
/// cell of the head reaches into the body.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// How each column is aligned; `None` is the cell's own start side.
    pub columns: Vec<Option<Alignment>>,
    /// Rows of header cells.
    pub head: Vec<TableRow>,
    /// Rows of cells.
    pub body: Vec<TableRow>,
    /// The caption, without the label and number.
    pub caption: Option<Vec<Inline>>,
}

/// A row: the cells that begin in it.
#[derive(Clone, Debug, PartialEq)]
pub struct TableRow {
    /// The cells, in reading order.
    pub cells: Vec<TableCell>,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub struct TableCell {
    /// Which node of the book it is.
    pub id: NodeId,
    /// What it says.
    pub content: Vec<Inline>,
    /// How its lines stand, where that is not how those of its column do.
    pub alignment: Option<Alignment>,
    /// How many columns it takes; 1 or more.
    pub columns: usize,
    /// How many rows it takes, its own among them; 1 or more.
    pub rows: usize,
    /// Whether it heads others: in the head those below it, in the body those beside it.
    pub heads: bool,
    /// Where it was written.
    pub span: Span,
}

impl TableCell {
    /// A cell without words at a place.
    pub fn empty(id: NodeId, span: Span) -> Self {
        Self {
            id,
            content: Vec::new(),
            alignment: None,
            columns: 1,
            rows: 1,
            heads: false,
            span,
        }
    }

    /// Which node it is, and where it was written.
    pub fn source(&self) -> SourceNode {
        let (id, span) = (self.id, self.span);
        SourceNode { id, span }
    }

    /// Whether it takes more than one column or row.
    pub fn is_spanning(&self) -> bool {
        self.columns > 1 || self.rows > 1
    }
}

/// The column that each cell of each row begins in. Cells of rows above that reach down take their columns first
/// (HTML, 4.9.12.1).
///
/// A head «نام | سال» whose «نام» takes two rows and whose «سال» takes two columns, above «آغاز | پایان», begins in
/// the columns 0 and 1, and 1 and 2.
pub fn cell_columns(rows: &[TableRow]) -> Vec<Vec<usize>> {
    let mut taken: Vec<usize> = Vec::new();
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let mut column = 0;
        let mut columns = Vec::with_capacity(row.cells.len());
        for cell in &row.cells {
            while taken.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            columns.push(column);
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
        found.push(columns);
    }
    found
}
