//! Shaped paragraphs in, set lines out: total-fit breaking, justification, visual order.
//!
//! [`set`] is the whole room: it chooses the breaks of a paragraph over all its lines at once
//! (Knuth and Plass, "Breaking Paragraphs into Lines"), then places the glyphs of each line.

mod justify;
mod placed;
mod total_fit;

pub use justify::{LineRule, SetLine, SetLink};
pub use placed::{GlyphText, PlacedGlyph, PlacedRun};
pub use total_fit::Line;

use crate::font::FontSet;
use crate::model::Alignment;
use crate::text::{Mark, ShapedParagraph};
use crate::units::Pt;

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
        }
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
pub fn set(paragraph: &ShapedParagraph, measure: &Measure, fonts: &FontSet) -> Vec<SetLine> {
    let lines = total_fit::break_lines(paragraph, measure);
    let last = lines.len().saturating_sub(1);
    let each = lines.iter().enumerate();
    let set = each.map(|(index, line)| {
        let place = justify::LinePlace {
            index,
            is_last: index == last,
        };
        justify::set_line(paragraph, line, measure, place, fonts)
    });
    let mut set: Vec<SetLine> = set.collect();
    give_marks(&paragraph.marks, &mut set);
    set
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
