//! Matrices, cases, aligned equations: lines of cells.

use ratex_parser::ParseNode;
use ratex_parser::parse_node::{AlignSpec, AlignType, ArrayTag, StyleStr};

use super::super::tree::{CellSide, Column, Node, Stroke, Style, Table, TableKind, TableRow};
use super::{Fault, Font, Reader, sign, size, unset};
use crate::units::Em;

/// A table.
pub(super) fn table(reader: &mut Reader, node: &ParseNode, font: Font) -> Result<Node, Fault> {
    let ParseNode::Array {
        body,
        row_gaps,
        hlines_before_row,
        cols,
        col_separation_type,
        arraystretch,
        tags,
        is_cd,
        ..
    } = node
    else {
        return Err(unset(node, node.type_name()));
    };
    if is_cd == &Some(true) {
        return Err(unset(node, "CD"));
    }
    let kind = kind(
        col_separation_type.as_deref(),
        *arraystretch,
        cols.as_deref(),
    );
    let mut rows = Vec::with_capacity(body.len());
    for (at, cells) in body.iter().enumerate() {
        let cells = cells.iter().map(|cell| reader.cell(cell, font));
        let tag = tags.as_ref().and_then(|tags| tags.get(at));
        rows.push(TableRow {
            above: strokes(hlines_before_row.get(at)),
            cells: cells.collect::<Result<_, _>>()?,
            gap: row_gaps
                .get(at)
                .and_then(Option::as_ref)
                .map_or(Em(0.0), size::em),
            tag: own_tag(reader, tag, font)?,
        });
    }
    Ok(Node::Table(Table {
        kind,
        columns: columns(cols.as_deref().unwrap_or_default()),
        rows,
        below: strokes(hlines_before_row.get(body.len())),
    }))
}

impl Reader {
    /// What stands in a cell; the style that its table has by itself is no node.
    fn cell(&mut self, cell: &ParseNode, font: Font) -> Result<Vec<Node>, Fault> {
        match cell {
            ParseNode::Styling { style, body, .. } => {
                let row = match body.as_slice() {
                    [only] => self.inside(only, font)?,
                    body => self.row(body, font)?,
                };
                Ok(match style {
                    StyleStr::Display if !row.is_empty() => vec![Node::Styled {
                        style: Style::Display,
                        body: row,
                    }],
                    _ => row,
                })
            }
            cell => self.inside(cell, font),
        }
    }
}

/// The label that an author gave a line; the numbers that the parser counts by itself are none.
fn own_tag(
    reader: &mut Reader,
    tag: Option<&ArrayTag>,
    font: Font,
) -> Result<Option<Vec<Node>>, Fault> {
    match tag {
        Some(ArrayTag::Explicit(nodes)) if nodes.iter().any(|node| sign::place(node).is_some()) => {
            reader.row(nodes, font).map(Some)
        }
        _ => Ok(None),
    }
}

fn kind(separation: Option<&str>, stretch: f64, columns: Option<&[AlignSpec]>) -> TableKind {
    /// The parser sets lines of a small matrix and of `\\substack` this near.
    const SMALL: f64 = 0.6;
    /// And those of cases this far.
    const CASES: f64 = 1.1;
    let columns = columns.unwrap_or_default();
    let is_left = |column: &AlignSpec| column.align.as_deref() == Some("l");
    match separation {
        Some("align" | "alignat") => TableKind::Aligned,
        Some("gather") => TableKind::Lines,
        _ if stretch < SMALL && columns.len() == 1 => TableKind::Substack,
        _ if stretch < SMALL => TableKind::Small,
        _ if stretch > CASES && !columns.is_empty() && columns.iter().all(is_left) => {
            TableKind::Cases
        }
        _ => TableKind::Array,
    }
}

fn columns(specifications: &[AlignSpec]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let mut strokes = Vec::new();
    for one in specifications {
        match one.align_type {
            AlignType::Separator => strokes.push(match one.align.as_deref() {
                Some(":") => Stroke::Dashed,
                _ => Stroke::Solid,
            }),
            AlignType::Align => columns.push(Column {
                alignment: match one.align.as_deref() {
                    Some("l") => CellSide::Left,
                    Some("r") => CellSide::Right,
                    _ => CellSide::Middle,
                },
                before: std::mem::take(&mut strokes),
                behind: Vec::new(),
            }),
        }
    }
    if let Some(last) = columns.last_mut() {
        last.behind = strokes;
    }
    columns
}

fn strokes(dashed: Option<&Vec<bool>>) -> Vec<Stroke> {
    let stroke = |dashed: &bool| match dashed {
        true => Stroke::Dashed,
        false => Stroke::Solid,
    };
    dashed.into_iter().flatten().map(stroke).collect()
}
