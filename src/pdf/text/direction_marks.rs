//! Right-to-left runs in, the marks that keep programs from turning them round wrongly out.
//!
//! Each program has marks of its own: poppler looks at places alone and gets them at the end of the
//! page; MuPDF takes a direction from a blank that it does not show; what pdf.js needs stands in
//! the codes of spaces.

use super::character_class::{
    ARABIC_LETTER_MARK, LEFT_TO_RIGHT_MARK, Strength, is_boundary, is_format, is_number_sign,
    is_space, is_strong_right, strength,
};
use super::code::{Code, blank};
use super::code_class::{
    begins_with_mark, ends_strong, ends_weak, is_joint, is_lost_to_pdfjs, is_punctuation,
    is_word_space, starts_strong,
};
use super::hidden_text::{HiddenText, number_separator, right_to_left_mark};
use super::line_arrangement::{LineArrangement, LineEnd};
use super::line_fonts::{LineFonts, wide_blank};
use super::shown_line::BidiRun;
use crate::locale::{Direction, is_mark};
use crate::pdf::font::outline::Text;

/// A mark stands this far left of what it belongs to, in points: extractors sort by place.
pub(in crate::pdf) const MARK_STEP: f32 = 0.05;
/// The same for a mark that does not share the pen of its line, whose rounded widths add up.
const ASIDE_STEP: f32 = 0.15;
/// The same for what pdfium sorts between two objects.
const GUARD_STEP: f32 = 0.2;

/// What stands beside a run on its line: neighbours are of the other direction.
#[derive(Clone, Copy)]
struct Neighbours {
    /// Whether one is read before it.
    before: bool,
    /// Whether one is read after it.
    after: bool,
    /// Whether no left-to-right letter or digit is read after it.
    ends: bool,
}

/// Makes a code right-to-left for pdf.js and MuPDF without changing what is read.
fn add_letter_mark(code: &mut Code) {
    code.text.insert(0, ARABIC_LETTER_MARK);
}

/// Adds marks at spaces where pdf.js would not turn an item round.
pub(in crate::pdf) fn weigh_items(line: &mut LineArrangement<'_>) {
    for run in line.runs.iter_mut().filter(|run| run.rtl) {
        weigh_spaces(&mut run.codes);
    }
}

/// Adds marks at spaces until pdf.js takes an item for right-to-left text: of more than four
/// characters, three in ten have to be right-to-left letters, which «) و (» has not.
fn weigh_spaces(codes: &mut [Code]) {
    let characters = codes.iter().flat_map(|code| &code.text);
    let seen = characters.filter(|character| !is_mark(**character));
    let (mut all, mut right) = (0_usize, 0_usize);
    for character in seen {
        all += 1;
        right += usize::from(is_strong_right(*character));
    }
    for code in codes.iter_mut().filter(|code| is_word_space(code)) {
        if all <= 4 || 10 * right >= 3 * all {
            return;
        }
        add_letter_mark(code);
        all += 1;
        right += 1;
    }
}

/// Puts a space before a vowel sign at the left end of a run: it would open an item of pdf.js, which
/// drops signs there.
pub(in crate::pdf) fn open_with_space(line: &mut LineArrangement<'_>) {
    let fonts = line.context.fonts;
    for run in line.runs.iter_mut().filter(|run| run.rtl) {
        let Some(first) = run.codes.first().filter(|code| begins_with_mark(code)) else {
            continue;
        };
        let (space, style) = (fonts.space(first.style), first.style);
        let text = Text::from_slice(&[ARABIC_LETTER_MARK, ' ']);
        let code = wide_blank(first.x - space.width, space, text, style);
        run.codes.insert(0, code);
    }
}

/// Marks left-to-right runs that end in punctuation, for poppler.
pub(in crate::pdf) fn close_latin(line: &mut LineArrangement<'_>) {
    if line.context.book_direction != Direction::Rtl {
        return;
    }
    let fonts = line.context.fonts;
    let runs = line.runs.iter().filter(|run| !run.rtl);
    let marks = runs.filter_map(close_left_to_right);
    line.hidden
        .poppler
        .extend(marks.filter(|mark| fonts.has_blanks(mark)));
}

/// Sets right-to-left marks where signs and digits would turn the line round.
pub(in crate::pdf) fn mark_runs_signs(line: &mut LineArrangement<'_>) {
    let (fonts, end) = (line.context.fonts, line.end);
    let last = line.runs.len().saturating_sub(1);
    let joints: Vec<bool> = line.runs.iter().map(is_joint).collect();
    for (at, run) in line
        .runs
        .iter_mut()
        .enumerate()
        .filter(|(_, run)| run.rtl && !run.codes.is_empty())
    {
        let beside = Neighbours {
            before: at > 0,
            after: at < last || end == LineEnd::Beside,
            ends: joints.get(at + 1).copied().unwrap_or(end == LineEnd::Below),
        };
        mark_signs(run, beside, fonts, &mut line.hidden);
    }
}

/// The mark right of punctuation that ends left-to-right text, as in «[CC-BY]»: poppler would put the
/// bracket at the other end.
fn close_left_to_right(run: &BidiRun) -> Option<Code> {
    let last = run.codes.last()?;
    let character = last.text.last()?;
    let neutral = strength(*character) == Strength::Neutral;
    let open = neutral && !is_format(*character) && !is_space(*character);
    let text = Text::from_slice(&[LEFT_TO_RIGHT_MARK]);
    open.then(|| blank(last.x + last.advance - MARK_STEP, text, last.style))
}

/// Sets right-to-left marks where signs and digits would turn the line round; what only poppler or
/// only pdfium needs goes to `hidden`.
fn mark_signs(
    run: &mut BidiRun,
    beside: Neighbours,
    fonts: LineFonts<'_>,
    hidden: &mut HiddenText,
) {
    let codes = std::mem::take(&mut run.codes);
    let spaced = codes.first().is_some_and(is_word_space);
    let lost = !beside.ends && !spaced && is_lost_to_pdfjs(&codes);
    let around = |at: usize| {
        (
            at.checked_sub(1).map(|left| &codes[left]),
            codes.get(at + 1),
        )
    };
    let signed = codes.iter().enumerate().map(|(at, code)| {
        let (left, right) = around(at);
        // «۲۰ %»: MuPDF takes `+ - # %` for left-to-right text, and poppler ends a word at them.
        let first = code.text.first();
        if first.is_some_and(|character| is_number_sign(*character)) {
            return Signed {
                letter_mark: true,
                ..Signed::default()
            };
        }
        let letter_mark = left.is_none() && !starts_strong(code) && lost;
        let mut before = false;
        if !letter_mark && needs_mark(left, code) {
            if fonts.has_blanks(code) && left.is_none_or(is_word_space) {
                hide_mark(left, code, beside, fonts, hidden);
            } else {
                before = true;
            }
        }
        Signed {
            letter_mark,
            before,
            after: right.is_some_and(|right| must_part(code, right)),
        }
    });
    let signed: Vec<Signed> = signed.collect();
    let mut marked: Vec<Code> = Vec::with_capacity(codes.len() + 4);
    for (mut code, signed) in codes.into_iter().zip(signed) {
        if signed.letter_mark {
            add_letter_mark(&mut code);
        }
        if signed.before {
            marked.push(right_to_left_mark(code.x - MARK_STEP, code.style));
        }
        let (end, style) = (code.x + code.advance, code.style);
        marked.push(code);
        if signed.after {
            marked.push(right_to_left_mark(end - MARK_STEP, style));
        }
    }
    if let Some(mark) = close_right(&marked, beside, run.right) {
        let place = if fonts.has_blanks(&mark) {
            &mut hidden.poppler
        } else {
            &mut marked
        };
        place.push(mark);
    }
    run.codes = marked;
}

/// The marks of a code.
#[derive(Clone, Copy, Default)]
struct Signed {
    /// One in the code itself.
    letter_mark: bool,
    /// One left of it.
    before: bool,
    /// One at its right end.
    after: bool,
}

/// The mark of a sign or digit that a space or the end of the run stands left of: poppler reads it at
/// the end of the page, and pdfium from a pair of its own, so that nobody copies the mark of another.
fn hide_mark(
    left: Option<&Code>,
    code: &Code,
    beside: Neighbours,
    fonts: LineFonts<'_>,
    hidden: &mut HiddenText,
) {
    // «، » before a Latin word: poppler counts the comma as part of the number that may follow.
    if left.is_some() || beside.after && is_punctuation(code) {
        let mark = right_to_left_mark(code.x - ASIDE_STEP, code.style);
        hidden.poppler.push(mark);
    }
    // «: 1.95»: pdfium keeps the colon and the number in the order of the page.
    if left.is_none() && beside.after && ends_weak(code) {
        let mark = number_separator(code.x - GUARD_STEP, code.style, fonts);
        hidden.pdfium.push(mark);
    }
}

/// Whether a mark has to stand left of a code: a code that begins its run without a letter, or
/// punctuation behind something that is no letter («۱۲ .»). Dots in a row («...») stay together.
fn needs_mark(left: Option<&Code>, code: &Code) -> bool {
    let Some(left) = left else {
        return !starts_strong(code);
    };
    is_punctuation(code) && !ends_strong(left) && left.text != code.text
}

/// Whether two neighbours are weak and different, as «؟!» is not and «.:» is: pdfium would keep them
/// in the order of the page.
fn must_part(left: &Code, right: &Code) -> bool {
    let (Some(left), Some(right)) = (left.text.last(), right.text.first()) else {
        return false;
    };
    let weak = strength(*left) == Strength::Weak && strength(*right) == Strength::Weak;
    weak && left != right && !(is_mark(*left) && is_mark(*right)) && !is_boundary(*left)
}

/// The mark at the right edge, where the run is entered: after a left-to-right run it needs a strong
/// letter, and at the edge of the line poppler takes a hyphen for a hyphenation.
fn close_right(codes: &[Code], beside: Neighbours, right: f32) -> Option<Code> {
    let code = codes.last()?;
    let hyphen = !beside.before && code.text.last() == Some(&'-');
    let open = hyphen || beside.before && !ends_strong(code);
    open.then(|| right_to_left_mark(right - 2.0 * MARK_STEP, code.style))
}
