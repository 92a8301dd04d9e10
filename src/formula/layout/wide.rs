//! A displayed formula in a column: as it is where it fits, else on several lines, else smaller.

use super::super::breaking::{self, BrokenLine, Room};
use super::super::reader::Fault;
use super::super::tree::{FormulaTree, Node, Style, Table, TableKind, TableRow};
use super::{Setting, set_row};
use crate::frame::{GlyphText, PlacedFormula};
use crate::units::{Em, Pt, Share};

/// The least size of a formula that is too wide for its column, against that of others: scripts are as small.
const LEAST_SIZE: Share = Share(0.7);
/// How far a line of a formula reaches above its base line at least (LaTeX's `\strut` of an array).
const ASCENT: Em = Em(0.84);
/// How far it reaches below it.
const DESCENT: Em = Em(0.36);
/// What stands between two lines besides (amsmath's `\jot`).
const BETWEEN: Em = Em(0.3);
/// The space before a sign that begins a cell.
const BEFORE_SIGN: Em = Em(0.3);
/// What is wider than its column by less, in points, is not seen to be.
const SEEN: f32 = 0.1;

/// The column of a formula that stands on lines of its own.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// How wide it is.
    pub width: Pt,
    /// How much of it a formula on several lines leaves empty, for its number.
    pub beside: Pt,
}

/// Sets a displayed formula in a column. The base line is that of its last line; a formula that is wider than the
/// column could not be made narrower.
///
/// # Errors
/// A character that the face has no glyph for.
pub fn set_within(
    tree: &FormulaTree,
    mut setting: Setting<'_>,
    column: Column,
) -> Result<PlacedFormula, Fault> {
    let whole = set_row(&tree.line(), Style::Display, setting.again())?;
    if whole.width.0 <= column.width.0 + SEEN {
        return Ok(whole);
    }
    let column = column.width - column.beside;
    let broken = broken(tree, &mut setting, column)?;
    if broken.width.0 <= column.0 + SEEN {
        return Ok(broken);
    }
    // What no line can be made short enough for is set in smaller letters: the room grows by as much.
    let share = (column.0 / broken.width.0).max(LEAST_SIZE.0);
    let again = self::broken(tree, &mut setting, column / share)?;
    Ok(scaled(again, share))
}

impl Setting<'_> {
    /// The same for another part of the formula.
    fn again(&mut self) -> Setting<'_> {
        Setting {
            fonts: self.fonts,
            face: self.face,
            size: self.size,
            ink: self.ink,
            standing: self.standing,
            words: &mut *self.words,
        }
    }

    fn row(&mut self, row: &[Node]) -> Result<PlacedFormula, Fault> {
        set_row(row, Style::Display, self.again())
    }
}

/// A formula on lines that are no wider than its column, where it can be broken so.
fn broken(
    tree: &FormulaTree,
    setting: &mut Setting<'_>,
    column: Pt,
) -> Result<PlacedFormula, Fault> {
    let em = setting.size.0;
    let mut label = Vec::new();
    if let Some(tag) = &tree.tag {
        label.push(Node::Space(FormulaTree::BEFORE_TAG));
        label.extend(tag.iter().cloned());
    }
    let beside = setting.row(&label)?.width;
    let room = Room {
        width: (column - beside).0.max(em),
        em,
    };
    if let [Node::Table(table)] = tree.row.as_slice() {
        let mut row = vec![Node::Table(broken_table(table, setting, room)?)];
        row.extend(label);
        return setting.row(&row);
    }
    let mut measure = |row: &[Node]| Ok(setting.row(row)?.width.0);
    let mut lines = breaking::lines(&tree.row, room, &mut measure)?;
    if let Some(last) = lines.last_mut() {
        last.nodes.extend(label);
    }
    let mut whole: Option<PlacedFormula> = None;
    for line in lines {
        let mut placed = setting.row(&line.nodes)?;
        move_by(&mut placed, Pt(line.x));
        whole = Some(match whole {
            None => placed,
            Some(above) => stacked(above, placed, Pt(em)),
        });
    }
    Ok(whole.unwrap_or_default())
}

/// Aligned equations, of which those are broken that are too wide.
fn broken_table(table: &Table, setting: &mut Setting<'_>, room: Room) -> Result<Table, Fault> {
    let mut broken = Table {
        rows: Vec::with_capacity(table.rows.len()),
        ..table.clone()
    };
    let before = match table.kind {
        TableKind::Aligned => first_column(table, setting)?,
        _ => 0.0,
    };
    for row in &table.rows {
        match (table.kind, row.cells.as_slice()) {
            (TableKind::Aligned, [_, cell]) => {
                let beside = before + BEFORE_SIGN.0 * room.em;
                let width = (room.width - beside).max(room.em);
                let lines = in_room(cell, setting, Room { width, ..room })?;
                broken.rows.extend(rows_of(row, lines, room.em));
            }
            (TableKind::Aligned | TableKind::Lines, [cell]) => {
                let lines = in_room(cell, setting, room)?;
                let mut row = row.clone();
                if lines.len() > 1 {
                    row.cells = vec![vec![Node::Table(Table {
                        kind: TableKind::Aligned,
                        columns: Vec::new(),
                        rows: rows_of(&TableRow::default(), lines, room.em).collect(),
                        below: Vec::new(),
                    })]];
                }
                broken.rows.push(row);
            }
            _ => broken.rows.push(row.clone()),
        }
    }
    Ok(broken)
}

/// How wide the first column of aligned equations is.
fn first_column(table: &Table, setting: &mut Setting<'_>) -> Result<f32, Fault> {
    let mut widest = 0.0_f32;
    for cell in table.rows.iter().filter_map(|row| row.cells.first()) {
        widest = widest.max(setting.row(cell)?.width.0);
    }
    Ok(widest)
}

/// A cell on one line where it fits, else on several.
fn in_room(cell: &[Node], setting: &mut Setting<'_>, room: Room) -> Result<Vec<BrokenLine>, Fault> {
    let width = setting.row(cell)?.width.0;
    if width <= room.width + SEEN {
        let nodes = cell.to_vec();
        return Ok(vec![BrokenLine { nodes, x: 0.0 }]);
    }
    let mut measure = |row: &[Node]| Ok(setting.row(row)?.width.0);
    breaking::lines(cell, room, &mut measure)
}

/// Lines of a cell as rows; what stands above or below their row stands above the first or below the last.
fn rows_of(
    row: &TableRow,
    lines: Vec<BrokenLine>,
    em: f32,
) -> impl Iterator<Item = TableRow> + use<'_> {
    let last = lines.len() - 1;
    lines.into_iter().enumerate().map(move |(at, line)| {
        let is_last = at == last;
        let mut cell = line.nodes;
        if at > 0 {
            cell.insert(0, Node::Space(Em(line.x / em)));
        }
        let first = match at {
            0 => row.cells.first().filter(|_| row.cells.len() > 1).cloned(),
            _ => None,
        };
        TableRow {
            above: if at == 0 {
                row.above.clone()
            } else {
                Vec::new()
            },
            cells: vec![first.unwrap_or_default(), cell],
            gap: if is_last { row.gap } else { Em(0.0) },
            tag: row.tag.clone().filter(|_| is_last),
        }
    })
}

/// Moves a formula to the right.
fn move_by(placed: &mut PlacedFormula, right: Pt) {
    placed.width += right;
    placed.runs.iter_mut().for_each(|run| run.x += right);
    let rules = placed.rules.iter_mut();
    rules.for_each(|rule| rule.rect.x += right);
}

/// A line below others, of letters of a size; the base line is that of the line below.
fn stacked(above: PlacedFormula, mut below: PlacedFormula, em: Pt) -> PlacedFormula {
    let up = above.descent.max(DESCENT.of(em)) + BETWEEN.of(em) + below.ascent.max(ASCENT.of(em));
    let before = u32::try_from(above.text.len()).unwrap_or(u32::MAX);
    for glyph in below.runs.iter_mut().flat_map(|run| &mut run.glyphs) {
        if let GlyphText::Cluster(range) = &mut glyph.text {
            *range = range.start + before..range.end + before;
        }
    }
    let mut whole = above;
    whole.runs.iter_mut().for_each(|run| run.rise += up);
    let rules = whole.rules.iter_mut();
    rules.for_each(|rule| rule.rect.y -= up);
    whole.text.push_str(&below.text);
    whole.runs.append(&mut below.runs);
    whole.rules.append(&mut below.rules);
    PlacedFormula {
        width: whole.width.max(below.width),
        ascent: whole.ascent + up,
        descent: below.descent,
        ..whole
    }
}

/// A formula in smaller letters.
fn scaled(mut placed: PlacedFormula, share: f32) -> PlacedFormula {
    for run in &mut placed.runs {
        run.x = run.x * share;
        run.rise = run.rise * share;
        run.size = run.size * share;
        for glyph in &mut run.glyphs {
            glyph.advance = glyph.advance * share;
            glyph.dx = glyph.dx * share;
            glyph.dy = glyph.dy * share;
        }
    }
    for rule in &mut placed.rules {
        let rect = &mut rule.rect;
        let lengths = [&mut rect.x, &mut rect.y, &mut rect.width, &mut rect.height];
        lengths
            .into_iter()
            .for_each(|length| *length = *length * share);
    }
    PlacedFormula {
        width: placed.width * share,
        ascent: placed.ascent * share,
        descent: placed.descent * share,
        ..placed
    }
}
