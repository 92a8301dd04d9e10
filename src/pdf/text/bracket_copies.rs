//! Brackets that close behind a number, and numbers before punctuation, as pdfium reads them.
//!
//! pdfium mirrors brackets of right-to-left text and keeps a number and the sign left of it in the
//! order of the page. Where a space follows, it overlooks what is painted and gets a copy that
//! comes out right: a code that begins with a space, which pdf.js passes over.

use super::character_class::{
    LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK, Strength, is_arabic_digit, is_guarded, strength,
};
use super::code::{Code, blank};
use super::code_class::{
    ends_weak, is_any_space, is_bracket, is_closing, is_joint, is_word_space, mirrored,
};
use super::direction_marks::MARK_STEP;
use super::hidden_text::{Extent, HiddenText, copy, number_separator};
use super::line_fonts::{LineFonts, wide_blank};
use super::shown_line::{Audience, BidiRun, Show};
use crate::pdf::font::outline::Text;

/// What a copy overlaps of the sign left of it, in points.
const BEFORE: f32 = 0.1;

/// The direction of the last letter that pdfium has met where a run begins: a bracket leaves it at
/// left-to-right, for a left-to-right mark stands before it.
pub(in crate::pdf) fn direction_before(runs: &[BidiRun], at: usize) -> Strength {
    let strong = |code: &Code| {
        let characters = code.text.iter().rev();
        let strengths = characters.map(|character| match strength(*character) {
            _ if is_guarded(*character) => Strength::Left,
            strength => strength,
        });
        let mut strong = strengths.filter(|one| matches!(one, Strength::Left | Strength::Right));
        strong.next()
    };
    for run in runs[..at].iter().rev() {
        if run.opens_before_number {
            return Strength::Right;
        }
        // What is shown after the codes of a run is met last, then its codes in reading order.
        let after = run.after.iter().rev().flat_map(|show| &show.codes);
        let after = after.filter(|code| code.advance > 0.0);
        let found = after.clone().find_map(strong).or_else(|| match run.rtl {
            true => run.codes.iter().find_map(strong),
            false => run.codes.iter().rev().find_map(strong),
        });
        if let Some(found) = found {
            return found;
        }
    }
    Strength::Right
}

/// Finds brackets that open before a number and a sign: «(۱۳۹۴: ۵)».
pub(in crate::pdf) fn find_brackets_before_numbers(runs: &mut [BidiRun]) {
    for at in 2..runs.len() {
        let sign = runs[at].rtl && first_sign(&runs[at], false).is_some();
        let number = &runs[at - 1];
        let number = !number.rtl && number.codes.last().is_some_and(ends_weak);
        let bracket = runs[at - 2].codes.first();
        let opens = bracket.is_some_and(|code| is_bracket(code) && !is_closing(code));
        runs[at - 2].opens_before_number = sign && number && opens && runs[at - 2].rtl;
    }
}

/// Shows closing brackets at the right end of runs by themselves, and copies them for pdfium.
///
/// «(۱۳۹۹). »: behind a number pdfium would mirror the bracket, so it does not read «).» as painted but
/// a copy « .(» that it turns round and mirrors.
pub(in crate::pdf) fn copy_closing_brackets(
    runs: &mut [BidiRun],
    fonts: LineFonts<'_>,
    hidden: &mut HiddenText,
) {
    let last = runs.len().saturating_sub(1);
    for at in 1..runs.len() {
        let behind = !runs[at - 1].rtl && direction_before(runs, at) == Strength::Right;
        if !(behind && runs[at].rtl) {
            continue;
        }
        let ends = at == last && runs[at].after.is_empty();
        let Some(start) = closing_group(&runs[at].codes, ends) else {
            continue;
        };
        if runs[at].codes[start..]
            .iter()
            .all(|code| fonts.has_blanks(code))
        {
            let group = runs[at].codes.split_off(start);
            hidden.pdfium.push(copy_of(&group, fonts));
            let entry = if is_joint(&runs[at - 1]) {
                LEFT_TO_RIGHT_MARK
            } else {
                RIGHT_TO_LEFT_MARK
            };
            show_in_reading_order(&mut runs[at], group, entry);
            // The bracket behind its left-to-right mark does what the joint did.
            runs[at - 1].codes.retain(|_| entry == RIGHT_TO_LEFT_MARK);
        }
    }
}

/// Where a closing bracket at the right end begins with the punctuation left of it, up to a space
/// or to the end of the line.
fn closing_group(codes: &[Code], ends: bool) -> Option<usize> {
    let last = codes.len().checked_sub(1)?;
    if !is_closing(&codes[last]) {
        return None;
    }
    const SIGNS: &str = ".,:!\u{060C}";
    let sign = |code: &Code| matches!(code.text.as_slice(), [only] if SIGNS.contains(*only));
    let signs = codes[..last]
        .iter()
        .rev()
        .take_while(|code| sign(code))
        .count();
    let start = last - signs;
    match start.checked_sub(1) {
        Some(left) => is_any_space(&codes[left]).then_some(start),
        None => ends.then_some(start),
    }
}

/// The signs left of a bracket and its mirror image, for pdfium alone.
fn copy_of(group: &[Code], fonts: LineFonts<'_>) -> Show {
    let mut text = Text::from_slice(&[' ']);
    let characters = group.iter().flat_map(|code| &code.text);
    text.extend(characters.map(|character| mirrored(*character).unwrap_or(*character)));
    let (left, style) = (group[0].x, group[0].style);
    let right = group.last().map_or(left, |code| code.x + code.advance);
    copy(Extent { left, right }, text, style, fonts)
}

/// Shows a bracket and its signs in the order in which they are read, each in the direction that
/// keeps MuPDF from turning it round with its neighbours; the first is entered behind a mark.
fn show_in_reading_order(run: &mut BidiRun, mut group: Vec<Code>, entry: char) {
    let space = run.codes.last().filter(|code| is_word_space(code)).cloned();
    // The leftmost sign carries the space after it, for pdf.js.
    if let (Some(_), Some(last)) = (&space, group.first_mut()) {
        last.text.push(' ');
    }
    let alone = group.len() == 1 && entry == RIGHT_TO_LEFT_MARK;
    let mark = |x: f32, mark, style| blank(x, Text::from_slice(&[mark]), style);
    let mut shows = Vec::new();
    for (at, code) in group.into_iter().rev().enumerate() {
        let read = code.text.iter().take(1).collect();
        let style = code.style;
        let end = mark(code.x + code.advance, LEFT_TO_RIGHT_MARK, style);
        let codes = match at {
            0 => vec![mark(code.x, entry, style), code, end],
            _ => vec![mark(code.x, LEFT_TO_RIGHT_MARK, style), code],
        };
        shows.push(Show::new(codes, Audience::AllButPdfium(read)));
    }
    if let (true, Some(space)) = (alone, space) {
        run.codes.pop();
        shows.push(Show::new(vec![space], Audience::All));
    }
    run.before.splice(0..0, shows);
}

/// Copies numbers before a sign that pdfium would leave on their other side, as «۱۳۹۹:», and has it
/// overlook what is painted. Where there is no room for a copy, a mark parts number and sign.
pub(in crate::pdf) fn copy_numbers(
    runs: &mut [BidiRun],
    fonts: LineFonts<'_>,
    hidden: &mut HiddenText,
) {
    let last = runs.len().saturating_sub(1);
    for at in 1..runs.len() {
        let begins = begins_word(runs, at - 1);
        let (before, rest) = runs.split_at_mut(at);
        let (number, run) = (&mut before[at - 1], &mut rest[0]);
        let digits = !number.rtl && number.after.is_empty();
        let digits = digits && number.codes.last().is_some_and(ends_weak);
        let Some(sign) = first_sign(run, at == last).filter(|_| digits && run.rtl) else {
            continue;
        };
        if begins && sign.has_room && is_plain_number(&number.codes, fonts) {
            hidden
                .pdfium
                .push(copy_number(&number.codes, sign.left, fonts));
            let read = number.codes.iter().flat_map(|code| &code.text).collect();
            let codes = std::mem::take(&mut number.codes);
            number
                .after
                .push(Show::new(codes, Audience::AllButPdfium(read)));
            run.split_right_end = true;
        } else if let Some(code) = rightmost(run) {
            let end = code.x + code.advance - 2.0 * MARK_STEP;
            let separator = number_separator(end, code.style, fonts);
            hidden.pdfium.push(separator);
        }
    }
}

/// Whether codes are digits and signs of one style that can be read from an `ActualText`.
fn is_plain_number(codes: &[Code], fonts: LineFonts<'_>) -> bool {
    let arabic = |code: &Code| code.text.iter().copied().any(is_arabic_digit);
    let plain = |code: &Code| ends_weak(code) && fonts.has_blanks(code) && !arabic(code);
    let one_style = codes.windows(2).all(|pair| pair[0].style == pair[1].style);
    codes.iter().all(plain) && one_style
}

/// Whether a run begins a word: what pdfium overlooks leaves a gap that it fills with a space.
fn begins_word(runs: &[BidiRun], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &runs[before]) else {
        return true;
    };
    let apart = before.before.iter().chain(&before.after);
    let codes = apart.flat_map(|show| &show.codes).chain(&before.codes);
    let seen = codes.filter(|code| code.advance > 0.0);
    let left = seen.min_by(|one, other| one.x.total_cmp(&other.x));
    before.rtl && left.is_some_and(is_any_space)
}

/// The weak sign at the right end of a run.
#[derive(Clone, Copy, Debug)]
struct FirstSign {
    /// Its left edge.
    left: f32,
    /// Whether a space or nothing stands left of it.
    has_room: bool,
}

/// Finds the weak sign at the right end of a run, shown with it or apart.
fn first_sign(run: &BidiRun, ends: bool) -> Option<FirstSign> {
    if let [left @ .., sign] = run.codes.as_slice() {
        let room = left
            .last()
            .map_or(ends && run.after.is_empty(), is_any_space);
        return ends_weak(sign).then(|| FirstSign {
            left: sign.x,
            has_room: room && sign.text.len() == 1,
        });
    }
    let codes = &run.after.first()?.codes;
    let sign = codes.iter().find(|code| code.advance > 0.0)?;
    let first = sign.text.first();
    let weak = first.is_some_and(|first| strength(*first) == Strength::Weak);
    weak.then_some(FirstSign {
        left: sign.x,
        has_room: true,
    })
}

/// The code at the right end of a run, shown with it or apart.
fn rightmost(run: &BidiRun) -> Option<&Code> {
    let mut apart = run.after.iter().flat_map(|show| &show.codes);
    let apart = apart.find(|code| code.advance > 0.0);
    run.codes.last().or(apart)
}

/// A number as pdfium is to read it: left of the sign that follows, whose left edge is `sign`.
fn copy_number(codes: &[Code], sign: f32, fonts: LineFonts<'_>) -> Show {
    let mut text = Text::from_slice(&[' ']);
    text.extend(codes.iter().flat_map(|code| &code.text).copied());
    let (left, style) = (sign - BEFORE, codes[0].style);
    let right = codes.last().map_or(left, |code| code.x + code.advance);
    let space = fonts.space(style);
    let stretch = if space.width > 0.0 {
        (right - codes[0].x) / space.width
    } else {
        1.0
    };
    // The first blank begins left of the sign, so that pdfium sorts the copy before it; the second lies
    // over the number. Their places count in stretched points.
    let first = wide_blank(left, space, Text::from_slice(&[' ']), style);
    let second = wide_blank(left + (codes[0].x - left) / stretch, space, text, style);
    Show {
        stretch,
        ..Show::new(vec![first, second], Audience::PdfiumOnly)
    }
}
