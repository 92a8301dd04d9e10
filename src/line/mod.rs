//! Shaped paragraphs in, set lines out: total-fit breaking, justification, visual order.
//!
//! [`set`] is the whole room: it chooses the breaks of a paragraph over all its lines at once
//! (Knuth and Plass, "Breaking Paragraphs into Lines"), then places the glyphs of each line.

mod candidates;
mod cells;
mod fit;
mod hang;
mod hyphen;
mod justify;
mod lengthen;
mod set_line;
mod strokes;
mod total_fit;
mod visual;

pub use set_line::{LineRule, SetLine, SetLink, SetObject};

use crate::config::{Hanging, Justification};
use crate::model::Alignment;
use crate::text::{Joins, ShapedParagraph, Shaper, ZeroWidthItem};
use crate::units::Pt;
use candidates::BreakProblem;
use fit::Limits;
use hyphen::Hyphens;
use justify::LineSetter;
use strokes::StrokeLimits;
use total_fit::Line;

/// The shape that the lines of a paragraph fill.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// Width of the column.
    pub width: Pt,
    /// Indent of the first line at the side where reading begins.
    pub first_indent: Pt,
    /// Indent of the other lines at that side.
    pub hanging_indent: Pt,
    /// Where the lines stand.
    pub alignment: Alignment,
    /// What the last line of a justified paragraph does.
    pub last_line: LastLine,
    /// How lines are filled.
    pub justification: Justification,
}

/// What the last line of a justified paragraph does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastLine {
    /// It keeps its natural width.
    Natural,
    /// It is filled too (a hemistich).
    Filled,
}

impl Measure {
    /// A column without indents.
    pub fn new(width: Pt, alignment: Alignment) -> Self {
        Self {
            width,
            first_indent: Pt::ZERO,
            hanging_indent: Pt::ZERO,
            alignment,
            last_line: LastLine::Natural,
            justification: Justification::default(),
        }
    }

    /// How long kashidas may be; `None` if there are none.
    fn stroke_limits(&self) -> Option<StrokeLimits> {
        let kashida = self.justification.kashida;
        match (self.alignment, self.last_line) {
            (Alignment::Justify, LastLine::Natural) => StrokeLimits::prose(kashida),
            (Alignment::Justify, LastLine::Filled) => StrokeLimits::verse(kashida),
            (Alignment::Start | Alignment::Center | Alignment::End, _) => None,
        }
    }

    /// What its lines can give and take.
    fn limits(&self) -> Limits {
        match self.last_line {
            LastLine::Natural if self.hanging_indent > Pt::ZERO => {
                Limits::entry(&self.justification)
            }
            LastLine::Natural => Limits::from(&self.justification),
            LastLine::Filled => Limits::verse(&self.justification),
        }
    }

    /// Whether punctuation stands outside.
    fn hangs(&self) -> bool {
        let outside = self.justification.hanging == Hanging::Outside;
        outside && self.alignment == Alignment::Justify
    }

    /// The indent of a line.
    fn indent(&self, line: usize) -> Pt {
        if line == 0 {
            self.first_indent
        } else {
            self.hanging_indent
        }
    }

    /// The width of a line.
    fn available(&self, line: usize) -> Pt {
        self.width - self.indent(line)
    }
}

/// Breaks a paragraph into lines and sets each of them.
pub fn set(
    paragraph: &ShapedParagraph,
    measure: &Measure,
    shaper: &mut Shaper<'_>,
) -> Vec<SetLine> {
    let set = with_problem(paragraph, measure, shaper, |problem| {
        Some(total_fit::break_lines(problem))
    });
    set.unwrap_or_default()
}

/// Sets a paragraph in `count` lines with the least demerits: one line more or less than it takes by
/// itself helps a page to end where it should. `None` if a line would be overfull.
pub fn set_in_lines(
    paragraph: &ShapedParagraph,
    measure: &Measure,
    count: usize,
    shaper: &mut Shaper<'_>,
) -> Option<Vec<SetLine>> {
    with_problem(paragraph, measure, shaper, |problem| {
        total_fit::break_into(problem, count)
    })
}

/// Builds the break problem of a paragraph, breaks it with `act` and sets the lines.
fn with_problem(
    paragraph: &ShapedParagraph,
    measure: &Measure,
    shaper: &mut Shaper<'_>,
    act: impl FnOnce(&BreakProblem<'_>) -> Option<Vec<Line>>,
) -> Option<Vec<SetLine>> {
    let strokes = measure.stroke_limits();
    let joins = match strokes {
        Some(_) => Joins::find(paragraph, shaper.fonts()),
        None => Joins::default(),
    };
    let hyphens = Hyphens::find(paragraph, shaper);
    let problem = BreakProblem {
        paragraph,
        measure,
        joins: &joins,
        strokes,
        hyphens: &hyphens,
    };
    let lines = act(&problem)?;
    let mut setter = LineSetter {
        paragraph,
        measure,
        joins: &joins,
        strokes,
        hyphens: &hyphens,
        shaper,
        above: Vec::new(),
    };
    let mut set = setter.set_lines(&lines);
    assign_zero_width(&paragraph.zero_width, &mut set);
    Some(set)
}

/// Gives each item to the first line that reaches it: an item at the end of a line follows its word,
/// an item after the space there belongs to the next line.
fn assign_zero_width(items: &[ZeroWidthItem], lines: &mut [SetLine]) {
    // A note call behind the last word of a line stands at that line's end, not before the next line.
    let last = lines.len().saturating_sub(1);
    for item in items {
        let at = lines.partition_point(|line| line.start + line.text.len() < item.at);
        if let Some(line) = lines.get_mut(at.min(last)) {
            line.zero_width.push(item.kind);
        }
    }
}

#[cfg(test)]
mod tests;
