//! Codes and shows that one program alone reads.
//!
//! Each is made so that the other programs pass it over: poppler and MuPDF do not look into an empty
//! `ActualText`, pdf.js skips a code that ends in an invisible character or begins with a space, and
//! pdfium overlooks a text object without width.

use super::character_class::{LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK, is_guarded, is_strong_right};
use super::code::{Code, blank};
use super::code_class::is_bracket;
use super::line_fonts::{LineFonts, wide_blank};
use super::shown_line::{Audience, Show};
use crate::pdf::font::outline::Text;

/// How far a guard reaches over the edge of its bracket, in points.
const OVERLAP: f32 = 0.2;
/// The distance between two equal marks, in points: nearer ones pdfium takes for one.
const APART: f32 = 0.5;

/// What stands apart from its line, because one program alone reads it.
#[derive(Default)]
pub(in crate::pdf) struct HiddenText {
    /// Marks for poppler, which looks at places alone: written at the end of the page.
    pub(in crate::pdf) poppler: Vec<Code>,
    /// Marks and copies for pdfium, which sorts by place: written at the end of the line.
    pub(in crate::pdf) pdfium: Vec<Show>,
}

/// A right-to-left mark as a blank without advance.
pub(in crate::pdf) fn right_to_left_mark(x: f32, style: u16) -> Code {
    blank(x, Text::from_slice(&[RIGHT_TO_LEFT_MARK]), style)
}

/// A mark that makes MuPDF read on in its direction.
pub(in crate::pdf) fn direction_mark(x: f32, mark: char, style: u16) -> Show {
    let mark = blank(x, Text::from_slice(&[mark]), style);
    Show::new(vec![mark], Audience::DirectionOnly)
}

/// Two marks for pdfium. One alone would have no width and be overlooked.
pub(in crate::pdf) fn mark_pair(
    x: f32,
    marks: [char; 2],
    style: u16,
    fonts: LineFonts<'_>,
) -> Show {
    let space = fonts.space(style);
    let step = if marks[0] == marks[1] {
        APART
    } else {
        space.width
    };
    let code = |x: f32, mark: char| wide_blank(x, space, Text::from_slice(&[mark]), style);
    Show::new(
        vec![code(x, marks[0]), code(x + step, marks[1])],
        Audience::PdfiumOnly,
    )
}

/// What keeps a number apart from a sign for pdfium.
pub(in crate::pdf) fn number_separator(x: f32, style: u16, fonts: LineFonts<'_>) -> Show {
    mark_pair(x, [RIGHT_TO_LEFT_MARK; 2], style, fonts)
}

/// The stretch of a line that a copy lies over, in points from the left edge of the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::pdf) struct Extent {
    /// Its left edge.
    pub(in crate::pdf) left: f32,
    /// Its right edge.
    pub(in crate::pdf) right: f32,
}

impl Extent {
    /// The extent of a code.
    pub(in crate::pdf) fn of(code: &Code) -> Self {
        Self {
            left: code.x,
            right: code.x + code.advance,
        }
    }
}

/// A text for pdfium alone over a stretch of the line. It begins with a space, so that pdf.js passes
/// it over; a second blank stands before it, since pdfium overlooks what is shown of one.
pub(in crate::pdf) fn copy(extent: Extent, text: Text, style: u16, fonts: LineFonts<'_>) -> Show {
    let space = fonts.space(style);
    let first = wide_blank(extent.left, space, Text::from_slice(&[' ']), style);
    let second = wide_blank(extent.left + space.width, space, text, style);
    let mut copy = Show::new(vec![first, second], Audience::PdfiumOnly);
    if space.width > 0.0 {
        copy.stretch = (extent.right - extent.left) / (2.0 * space.width);
    }
    copy
}

/// A code whose ToUnicode text includes the following space (pdf.js loses that space otherwise), for
/// instance the «۹» of «۱۳۹۹ و» as «۹ ». `direction` is a mark that MuPDF reads it behind.
pub(in crate::pdf) fn code_with_trailing_space(mut code: Code, direction: char) -> Show {
    let mark = blank(code.x, Text::from_slice(&[direction]), code.style);
    // Behind a mark MuPDF does not read the text twice, and pdfium looks for a gap after it.
    let end = Code {
        x: code.x + code.advance,
        ..mark.clone()
    };
    let text = code.text.iter().collect();
    if code.text.iter().copied().any(is_strong_right) {
        // «ل» becomes «< ل»: pdf.js turns the letter round with its space and drops the bracket.
        code.text.insert_many(0, ['<', ' ']);
    } else {
        code.text.push(' ');
    }
    Show::new(vec![mark, code, end], Audience::TrailingSpace(text))
}

/// The guards of a bracket.
pub(in crate::pdf) struct Guards {
    /// At its right edge: pdfium does not mirror a bracket behind U+200E.
    pub(in crate::pdf) right: Show,
    /// At its left edge, where no right-to-left letter or other bracket stands there.
    pub(in crate::pdf) left: Option<Show>,
}

/// The guards of a bracket; `left` is the last character of what stands left of it.
pub(in crate::pdf) fn guards(code: &Code, left: Option<char>, fonts: LineFonts<'_>) -> Guards {
    let edge = code.x + code.advance - OVERLAP;
    let marks = [LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK];
    let right = mark_pair(edge, marks, code.style, fonts);
    // «) ۱۲»: a digit or sign would take the direction of the guard, so right-to-left is restored.
    let weak = left.is_some_and(|left| !is_strong_right(left) && !is_guarded(left));
    let marks = [RIGHT_TO_LEFT_MARK; 2];
    let left = weak.then(|| mark_pair(code.x - OVERLAP, marks, code.style, fonts));
    Guards { right, left }
}

/// Adds the guards of a sign that is shown by itself, where it is a bracket.
pub(in crate::pdf) fn guard_sign(sign: &Code, hidden: &mut HiddenText, fonts: LineFonts<'_>) {
    if is_bracket(sign) {
        let Guards { right, left } = guards(sign, None, fonts);
        hidden.pdfium.push(right);
        hidden.pdfium.extend(left);
    }
}
