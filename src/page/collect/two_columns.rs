//! Two columns in the middle of a text: lines of half a measure in, rows out, which become columns when their page is
//! known.
//!
//! Six lines on a page stand as 1 2 3 beside 4 5 6. Where the page ends after two rows, it has 1 2 beside 3 4, and the next
//! one 5 beside 6: a reader never goes back over a page.

use super::columns::{self, ColumnRoom};
use super::setting::Setting;
use crate::locale::Direction;
use crate::page::design::Design;
use crate::page::flow::{ColumnRow, Flow, FlowBox, FlowItem, Penalty};
use crate::units::Pt;

/// The room of columns.
pub(super) struct Room {
    /// From the first column to the second.
    shift: Pt,
    /// The distance of baselines.
    leading: Pt,
    /// The height of a page.
    height: Pt,
}

impl Room {
    /// The room of columns in a place; the first of them is set as `column`.
    pub(super) fn of(design: &Design, setting: &Setting, column: &Setting) -> Self {
        let across = setting.width(design) - width(design, setting);
        Self {
            shift: match setting.direction {
                Direction::Rtl => -across,
                Direction::Ltr => across,
            },
            leading: column.leading,
            height: design.height,
        }
    }
}

/// How wide a column is.
fn width(design: &Design, setting: &Setting) -> Pt {
    let gap = design.theme.parallel.gap.of(design.size);
    (setting.width(design) - gap) / 2.0
}

/// How the first column is set.
pub(super) fn column(design: &Design, setting: &Setting) -> Setting {
    let rest = setting.width(design) - width(design, setting);
    let mut column = setting.flush();
    // Half a measure holds words enough only in smaller letters.
    column.style.size = design.theme.text.small.of(setting.style.size);
    column.leading = design.theme.text.small_leading.of(setting.leading);
    match setting.direction {
        Direction::Rtl => column.left += rest,
        Direction::Ltr => column.right += rest,
    }
    column
}

/// A flow of lines in two columns: rows of lines of one height, else boxes of a page at most.
pub(super) fn in_columns(flow: Flow, room: &Room) -> Flow {
    match even(flow, room.leading) {
        Ok(lines) => rows(lines, room.shift).keep_edges(),
        Err(flow) => columns::in_columns(
            flow,
            &ColumnRoom {
                first: room.height,
                height: room.height,
                leading: room.leading,
                shift: room.shift,
            },
        ),
    }
}

/// The lines of a flow where all have one height: spaces become blank lines or nothing, whichever is nearer.
fn even(flow: Flow, leading: Pt) -> Result<Vec<FlowBox>, Flow> {
    /// A hundredth of a point is rounding.
    const ROUNDING: Pt = Pt(0.01);
    let is_line = |item: &FlowItem| match item {
        FlowItem::Box(found) => found.height <= leading + ROUNDING && !found.placement.floats(),
        FlowItem::Glue(_) => true,
        FlowItem::Opening(_) => false,
    };
    if !flow.items().iter().all(is_line) {
        return Err(flow);
    }
    let mut lines = Vec::new();
    // What has no height of its own belongs to the line below it: the place that a link leads to.
    let mut above: Option<FlowBox> = None;
    for item in flow.into_items() {
        match item {
            FlowItem::Box(found) if found.height <= ROUNDING => {
                let mut all = above.take().unwrap_or_default();
                all.absorb(found);
                above = Some(all);
            }
            FlowItem::Box(line) => {
                // Columns in a column become columns of one row each, and lines side by side have no numbers.
                let mut line = line.flat();
                if let Some(arranged) = &mut line.arranged {
                    arranged.line_count = None;
                }
                if let Some(above) = above.take() {
                    line.absorb(above);
                }
                line.height = leading;
                line.paragraph = None;
                lines.push(line);
            }
            FlowItem::Glue(glue) if glue.natural >= leading / 2.0 && !lines.is_empty() => {
                lines.push(FlowBox::blank(leading));
            }
            FlowItem::Glue(_) | FlowItem::Opening(_) => {}
        }
    }
    if let (Some(above), Some(last)) = (above, lines.last_mut()) {
        last.absorb(above);
    }
    Ok(lines)
}

/// Lines two by two.
fn rows(lines: Vec<FlowBox>, shift: Pt) -> Flow {
    let mut lines = lines.into_iter();
    let mut flow = Flow::default();
    let mut begins = true;
    while let Some(mut row) = lines.next() {
        let mut next = lines.next();
        if let Some(next) = &mut next {
            row.notes.append(&mut next.notes);
        }
        row.break_after = Penalty::FREE;
        // Both lines stand on the page of their row, whichever column they come to: a note that the second calls for needs
        // its room at that foot.
        row.arranged_mut().column_row = Some(ColumnRow {
            next: next.map(Box::new),
            shift,
            begins,
        });
        begins = false;
        flow.push(row);
    }
    flow
}

#[cfg(test)]
mod tests {
    use super::{Room, in_columns};
    use crate::page::flow::{Flow, FlowBox};
    use crate::units::Pt;

    fn rows(heights: &[f32]) -> Vec<(f32, bool)> {
        let flow = Flow::of(heights.iter().map(|height| FlowBox::blank(Pt(*height))));
        let room = Room {
            shift: Pt(-50.0),
            leading: Pt(10.0),
            height: Pt(100.0),
        };
        let rows = in_columns(flow, &room).into_boxes().into_iter();
        rows.map(|row| {
            (
                row.height.0,
                row.column_row().is_some_and(|row| row.next.is_some()),
            )
        })
        .collect()
    }

    #[test]
    fn lines_of_one_height_become_rows_of_two() {
        assert_eq!(
            rows(&[10.0; 5]),
            [(10.0, true), (10.0, true), (10.0, false)]
        );
        assert_eq!(rows(&[]), []);
    }

    #[test]
    fn what_has_other_heights_becomes_a_box_of_balanced_columns() {
        assert_eq!(rows(&[10.0, 30.0, 10.0, 10.0]), [(40.0, false)]);
    }
}
