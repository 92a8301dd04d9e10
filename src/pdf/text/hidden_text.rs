//! Codes and shows that one program alone reads.
//!
//! Each is made so that the other programs pass it over: poppler and MuPDF do not look into an empty
//! `ActualText`, pdf.js skips a code that ends in an invisible character or begins with a space, and
//! pdfium overlooks a text object without width. None of them is seen where all are read.

use super::character_class::{
    ARABIC_LETTER_MARK, LEFT_TO_RIGHT_MARK, POP_DIRECTIONAL_FORMATTING, RIGHT_TO_LEFT_MARK,
    is_guarded, is_strong_right,
};
use super::code::{Aside, Code, blank};
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
    /// Marks for pdfium, which sorts by place: written at the end of the line.
    pub(in crate::pdf) pdfium: Vec<Show>,
}

/// A right-to-left mark as a blank without advance.
pub(in crate::pdf) fn right_to_left_mark(x: f32, style: u16) -> Code {
    blank(x, Text::from_slice(&[RIGHT_TO_LEFT_MARK]), style)
}

/// A mark that makes programs that read the order of the stream go on in its direction.
pub(in crate::pdf) fn direction_mark(x: f32, mark: char, style: u16) -> Show {
    direction_marks(x, &[mark], style)
}

/// Several such marks at one place.
pub(in crate::pdf) fn direction_marks(x: f32, marks: &[char], style: u16) -> Show {
    let mark = |mark: &char| blank(x, Text::from_slice(&[*mark]), style);
    Show::new(marks.iter().map(mark).collect(), Audience::Stream)
}

/// The marks at the right end of an embedding; pypdf needs none.
pub(in crate::pdf) fn close_embedding(x: f32, style: u16) -> Show {
    let marks = [ARABIC_LETTER_MARK, POP_DIRECTIONAL_FORMATTING];
    let mut show = direction_marks(x, &marks, style);
    show.codes
        .iter_mut()
        .for_each(|code| code.pypdf = Aside::Nothing);
    show
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
        Audience::Pdfium,
    )
}

/// What keeps a number apart from a sign for pdfium.
pub(in crate::pdf) fn number_separator(x: f32, style: u16, fonts: LineFonts<'_>) -> Show {
    mark_pair(x, [RIGHT_TO_LEFT_MARK; 2], style, fonts)
}

/// A code whose text includes the space that follows, for pdf.js, which loses that space: the «۹» of
/// «۱۳۹۹ و» as «۹ ». All others read it as it is.
pub(in crate::pdf) fn with_trailing_space(mut code: Code, mark: char) -> Show {
    let read: String = code.text.iter().collect();
    if code.pypdf == Aside::Same {
        code.pypdf = code.text.clone().into();
    }
    code.text.push(' ');
    let x = code.x;
    between_marks(code, read, Start { mark, x })
}

/// A space that stands between two runs and belongs to neither; pdf.js shows one behind a mark of its own.
pub(in crate::pdf) fn lone_space(mut code: Code, carried: Carried, start: Start) -> Show {
    let read: String = code.text.iter().collect();
    if carried == Carried::ByNone {
        code.pypdf = code.text.clone().into();
        code.text.insert(0, ARABIC_LETTER_MARK);
    }
    between_marks(code, read, start)
}

/// Where a code that stands by itself begins.
#[derive(Clone, Copy, Debug)]
pub(in crate::pdf) struct Start {
    /// The mark before it, whose direction it takes.
    pub(in crate::pdf) mark: char,
    /// Where MuPDF reads the code, in points from the left edge of the page.
    pub(in crate::pdf) x: f32,
}

/// Who carries a space between two runs for pdf.js.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pdf) enum Carried {
    /// The code before it.
    ByCode,
    /// Nobody: it needs a mark.
    ByNone,
}

/// A code for pdf.js with what the others read. Behind the mark MuPDF reads it in its direction, and pdfium,
/// which overlooks what is shown of one blank, finds two ends.
fn between_marks(mut code: Code, read: String, start: Start) -> Show {
    let (x, end, style) = (code.x, code.x + code.advance, code.style);
    let blank = |x: f32, text: Text| Code {
        pypdf: Aside::Nothing,
        ..blank(x, text, style)
    };
    let mark = |x: f32| blank(x, Text::from_slice(&[start.mark]));
    let mut codes = Vec::with_capacity(4);
    codes.push(mark(x));
    if start.x < x {
        // MuPDF reads the text of the span at the code that says it, the others at the first one. The way from there to the
        // space is one to pypdf.
        code.pypdf = Aside::Nothing;
        codes.push(blank(start.x, read.chars().collect()));
    }
    codes.extend([code, mark(end)]);
    Show::new(codes, Audience::PdfJs(read))
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

/// Adds the guards of a sign that is shown by itself, where it is a bracket; `left` is the last character of
/// what stands left of it.
pub(in crate::pdf) fn guard_sign(
    sign: &Code,
    left: Option<char>,
    hidden: &mut HiddenText,
    fonts: LineFonts<'_>,
) {
    if is_bracket(sign) {
        let Guards { right, left } = guards(sign, left, fonts);
        hidden.pdfium.push(right);
        hidden.pdfium.extend(left);
    }
}
