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
mod pieces;
mod set_line;
mod strokes;
mod total_fit;

pub use set_line::{LineRule, SetLine, SetLink};

use crate::config::{Hanging, Justification};
use crate::model::Alignment;
use crate::text::{Joins, Mark, ShapedParagraph, Shaper};
use crate::units::Pt;
use candidates::Task;
use hyphen::Hyphens;
use justify::Setter;
use strokes::Reach;
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

    /// What strokes may do; `None` where there are none.
    fn reach(&self) -> Option<Reach> {
        let kashida = self.justification.kashida;
        match (self.alignment, self.last_line) {
            (Alignment::Justify, LastLine::Natural) => Reach::prose(kashida),
            (Alignment::Justify, LastLine::Filled) => Reach::verse(kashida),
            (Alignment::Start | Alignment::Center | Alignment::End, _) => None,
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
    let set = with_task(paragraph, measure, shaper, |task| {
        Some(total_fit::break_lines(task))
    });
    set.unwrap_or_default()
}

/// Sets a paragraph in so many lines, as well as that can be done: one more or less than it takes
/// by itself helps a page to end where it should. `None` where no line would fit its measure.
pub fn set_in_lines(
    paragraph: &ShapedParagraph,
    measure: &Measure,
    count: usize,
    shaper: &mut Shaper<'_>,
) -> Option<Vec<SetLine>> {
    with_task(paragraph, measure, shaper, |task| {
        total_fit::break_into(task, count)
    })
}

/// Breaks a paragraph as `act` says, and sets the lines.
fn with_task(
    paragraph: &ShapedParagraph,
    measure: &Measure,
    shaper: &mut Shaper<'_>,
    act: impl FnOnce(&Task<'_>) -> Option<Vec<Line>>,
) -> Option<Vec<SetLine>> {
    let reach = measure.reach();
    let joins = match reach {
        Some(_) => Joins::find(paragraph, shaper.fonts()),
        None => Joins::default(),
    };
    let hyphens = Hyphens::find(paragraph, shaper);
    let task = Task {
        paragraph,
        measure,
        joins: &joins,
        reach,
        hyphens: &hyphens,
    };
    let lines = act(&task)?;
    let mut setter = Setter {
        paragraph,
        measure,
        joins: &joins,
        reach,
        hyphens: &hyphens,
        shaper,
        above: Vec::new(),
    };
    let mut set = setter.set_lines(&lines);
    give_marks(&paragraph.marks, &mut set);
    Some(set)
}

/// Gives each mark to the first line that reaches it: a mark at the end of a line follows its word,
/// one after the space there begins the next.
fn give_marks(marks: &[Mark], lines: &mut [SetLine]) {
    let last = lines.len().saturating_sub(1);
    for mark in marks {
        let at = lines.partition_point(|line| line.start + line.text.len() < mark.at);
        if let Some(line) = lines.get_mut(at.min(last)) {
            line.marks.push(mark.kind);
        }
    }
}

#[cfg(test)]
mod tests;
