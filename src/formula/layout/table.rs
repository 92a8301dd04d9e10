//! Cells in, a table with its distances and rules out.

use super::super::tree::{CellSide, Column, Stroke, Table, TableKind};
use super::picture::{Picture, RULE, Rule, shift};
use crate::units::Em;

/// The height of the axis, which tables are centred on, in em: `AxisHeight` of STIX Two Math (OpenType, `MATH`).
pub(super) const AXIS: Em = Em(0.258);
/// From a rule to one beside it, in em.
const DOUBLE: Em = Em(0.13);
/// The length of a dash, and of the white behind it, in em: short, so that the rule of a narrow column still shows some.
const DASH: Em = Em(0.2);

/// The distances of a kind of table, in em.
struct Distances {
    /// A line without ink stands so high.
    ascent: f32,
    /// And reaches so low.
    descent: f32,
    /// Between lines.
    between: f32,
    /// Between columns.
    columns: f32,
    /// At the sides, where rules stand there.
    sides: f32,
}

impl Distances {
    /// A matrix or an array. Its lines have LaTeX's `\@arstrut`, 0.7 and 0.3 of a line of 1.2 em, and a column has
    /// `\arraycolsep` of half an em at each side.
    const ARRAY: Self = Self {
        ascent: 0.84,
        descent: 0.36,
        between: 0.0,
        columns: 1.0,
        sides: 0.5,
    };
    /// Cases behind a brace: a little more air, since each line is a formula, and a `\quad` before its condition.
    const CASES: Self = Self {
        between: 0.1,
        ..Self::ARRAY
    };
    /// Equations below each other, a `\jot` of 0.3 em apart as in amsmath; two in a line are two em apart.
    const ALIGNED: Self = Self {
        between: 0.3,
        columns: 2.0,
        ..Self::ARRAY
    };
    /// Lines of one formula, as far apart as equations.
    const LINES: Self = Self {
        between: 0.3,
        ..Self::ARRAY
    };
    /// A matrix within a line of text: its lines are as high as what stands in them.
    const SMALL: Self = Self {
        ascent: 0.6,
        descent: 0.2,
        columns: 0.5,
        ..Self::ARRAY
    };
    /// Conditions below a sum, in small letters one below the other.
    const SUBSTACK: Self = Self {
        ascent: 0.5,
        descent: 0.15,
        between: 0.1,
        columns: 0.5,
        ..Self::ARRAY
    };

    fn of(kind: TableKind) -> Self {
        match kind {
            TableKind::Array => Self::ARRAY,
            TableKind::Cases => Self::CASES,
            TableKind::Aligned => Self::ALIGNED,
            TableKind::Lines => Self::LINES,
            TableKind::Small => Self::SMALL,
            TableKind::Substack => Self::SUBSTACK,
        }
    }
}

/// Sets a table in letters of a size.
pub(super) fn set(rows: Vec<Vec<Picture>>, table: &Table, size: f32) -> Picture {
    let setter = Setter {
        table,
        size,
        of: Distances::of(table.kind),
    };
    setter.set(rows)
}

/// The places of columns or rows.
struct Places {
    /// Where each begins.
    starts: Vec<f32>,
    /// How large each is.
    sizes: Vec<f32>,
    /// Where the last one ends, with what stands behind it.
    whole: f32,
}

struct Setter<'t> {
    table: &'t Table,
    /// The em.
    size: f32,
    of: Distances,
}

impl Setter<'_> {
    fn set(&self, rows: Vec<Vec<Picture>>) -> Picture {
        let columns = self.columns(&rows);
        let (lines, ascents) = self.lines(&rows);
        let up = lines.whole / 2.0 + AXIS.0 * self.size;
        let mut whole = Picture {
            width: columns.whole,
            ascent: up,
            descent: lines.whole - up,
            ..Picture::default()
        };
        for (row, cells) in rows.into_iter().enumerate() {
            let base = lines.starts[row] + ascents[row] - up;
            for (at, mut cell) in cells.into_iter().enumerate() {
                let free = columns.sizes[at] - cell.width;
                let right = match self.side(at) {
                    CellSide::Left => 0.0,
                    CellSide::Middle => free / 2.0,
                    CellSide::Right => free,
                };
                shift(&mut cell.items, columns.starts[at] + right, base);
                whole.items.append(&mut cell.items);
            }
        }
        self.rule(&mut whole, &columns, &lines);
        whole
    }

    fn side(&self, column: usize) -> CellSide {
        match (self.table.kind, self.table.columns.get(column)) {
            (TableKind::Aligned, _) if column.is_multiple_of(2) => CellSide::Right,
            (TableKind::Aligned | TableKind::Cases, _) => CellSide::Left,
            (_, Some(column)) => column.alignment,
            (_, None) => CellSide::Middle,
        }
    }

    fn is_ruled(&self) -> bool {
        let mut columns = self.table.columns.iter();
        columns.any(|column| !column.before.is_empty() || !column.behind.is_empty())
            || self.table.rows.iter().any(|row| !row.above.is_empty())
            || !self.table.below.is_empty()
    }

    /// The white between a column and the next.
    fn gap(&self, column: usize) -> f32 {
        // «a &= b» is one equation: its halves touch.
        let touches = self.table.kind == TableKind::Aligned && column.is_multiple_of(2);
        if touches {
            0.0
        } else {
            self.of.columns * self.size
        }
    }

    fn columns(&self, rows: &[Vec<Picture>]) -> Places {
        let count = rows.iter().map(Vec::len).max().unwrap_or(0);
        let side = if self.is_ruled() {
            self.of.sides * self.size
        } else {
            0.0
        };
        let mut places = Places {
            starts: Vec::with_capacity(count),
            sizes: vec![0.0; count],
            whole: side,
        };
        for row in rows {
            for (size, cell) in places.sizes.iter_mut().zip(row) {
                *size = size.max(cell.width);
            }
        }
        for at in 0..count {
            places.starts.push(places.whole);
            let behind = if at + 1 < count { self.gap(at) } else { side };
            places.whole += places.sizes[at] + behind;
        }
        places
    }

    /// The lines, and how high each stands above its base line.
    fn lines(&self, rows: &[Vec<Picture>]) -> (Places, Vec<f32>) {
        let mut places = Places {
            starts: Vec::with_capacity(rows.len()),
            sizes: Vec::with_capacity(rows.len()),
            whole: 0.0,
        };
        let mut ascents = Vec::with_capacity(rows.len());
        for (at, row) in rows.iter().enumerate() {
            let ascents_of = row.iter().map(|cell| cell.ascent);
            let ascent = ascents_of.fold(self.of.ascent * self.size, f32::max);
            let descents = row.iter().map(|cell| cell.descent);
            let descent = descents.fold(self.of.descent * self.size, f32::max);
            let gap = self.table.rows.get(at).map_or(Em(0.0), |row| row.gap);
            let between = if at + 1 < rows.len() {
                (self.of.between + gap.0) * self.size
            } else {
                0.0
            };
            places.starts.push(places.whole);
            places.sizes.push(ascent + descent);
            places.whole += ascent + descent + between;
            ascents.push(ascent);
        }
        (places, ascents)
    }

    /// Adds the rules.
    fn rule(&self, whole: &mut Picture, columns: &Places, lines: &Places) {
        let thick = RULE.0 * self.size;
        let step = DOUBLE.0 * self.size;
        let top = -whole.ascent;
        let rows = self.table.rows.iter().map(|row| row.above.as_slice());
        let rows = rows.chain([self.table.below.as_slice()]);
        let ends = lines.starts.iter().copied().chain([lines.whole]);
        for (strokes, y) in rows.zip(ends) {
            for (stroke, at) in strokes.iter().zip(0_u8..) {
                let rule = Rule {
                    x: 0.0,
                    y: top + y - thick / 2.0 + f32::from(at) * step,
                    width: columns.whole,
                    height: thick,
                };
                self.draw(*stroke, rule, whole);
            }
        }
        let mut upright = |strokes: &[Stroke], x: f32| {
            for (stroke, at) in strokes.iter().zip(0_u8..) {
                let rule = Rule {
                    x: x - thick / 2.0 + f32::from(at) * step,
                    y: top,
                    width: thick,
                    height: lines.whole,
                };
                self.draw(*stroke, rule, whole);
            }
        };
        for (at, Column { before, behind, .. }) in self.table.columns.iter().enumerate() {
            let Some(start) = columns.starts.get(at) else {
                break;
            };
            let left = match at.checked_sub(1) {
                None => 0.0,
                Some(before) => start - self.gap(before) / 2.0,
            };
            upright(before, left);
            upright(behind, columns.whole);
        }
    }

    fn draw(&self, stroke: Stroke, rule: Rule, whole: &mut Picture) {
        let dash = DASH.0 * self.size;
        match stroke {
            Stroke::Solid => whole.rules.push(rule),
            Stroke::Dashed => {
                let flat = rule.width > rule.height;
                let length = rule.width.max(rule.height);
                let mut at = 0.0;
                while at < length && dash > 0.0 {
                    let part = dash.min(length - at);
                    whole.rules.push(match flat {
                        true => Rule {
                            x: rule.x + at,
                            width: part,
                            ..rule
                        },
                        false => Rule {
                            y: rule.y + at,
                            height: part,
                            ..rule
                        },
                    });
                    at += 2.0 * dash;
                }
            }
        }
    }
}
