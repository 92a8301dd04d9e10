//! Brackets that close behind a number, and numbers before punctuation, as pdfium reads them.
//!
//! pdfium mirrors brackets of right-to-left text and keeps a number and the sign left of it in the
//! order of the page. Where a space follows, it overlooks what is painted and gets a copy that
//! comes out right: a code that begins with a space, which pdf.js passes over.

use super::arrange::{Audience, BidiRun, Show, wide_blank};
use super::class::{
    ARABIC_LETTER_MARK, LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK, Strength, is_arabic_digit,
    is_guarded, strength,
};
use super::guard::{SpaceOf, is_bracket};
use super::joint::is_joint;
use super::sign::{Code, Text, blank};
use super::turn::{Desk, MARK_STEP, is_weak, is_word_space, part};

/// What a copy overlaps of the sign left of it, in points.
const BEFORE: f32 = 0.1;

/// The bracket that pdfium takes for this one's mirror image, where this one closes.
fn mirrored(closing: char) -> Option<char> {
    const PAIRS: [(char, char); 5] = [(')', '('), (']', '['), ('}', '{'), ('»', '«'), ('›', '‹')];
    let pair = PAIRS.iter().find(|(close, _)| *close == closing);
    pair.map(|(_, open)| *open)
}

/// Whether a code is a word space, with a mark or without.
fn is_any_space(code: &Code) -> bool {
    is_word_space(code) || code.text.as_slice() == [ARABIC_LETTER_MARK, ' ']
}

/// Whether a code is a closing bracket.
pub(super) fn closes(code: &Code) -> bool {
    matches!(code.text.as_slice(), [only] if mirrored(*only).is_some())
}

/// The strength that pdfium has met last where a run begins: a bracket leaves it at left, for a
/// mark stands before it.
pub(super) fn entered(runs: &[BidiRun], at: usize) -> Strength {
    let strong = |code: &Code| {
        let letters = code
            .text
            .iter()
            .rev()
            .map(|letter| match strength(*letter) {
                _ if is_guarded(*letter) => Strength::Left,
                strength => strength,
            });
        let mut strong = letters.filter(|one| matches!(one, Strength::Left | Strength::Right));
        strong.next()
    };
    for run in runs[..at].iter().rev() {
        if run.turns {
            return Strength::Right;
        }
        let said = run.after.iter().rev().flat_map(|show| &show.codes);
        let said = said.filter(|code| code.advance > 0.0);
        let found = said.clone().find_map(strong).or_else(|| match run.rtl {
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
pub(super) fn turn_brackets(runs: &mut [BidiRun]) {
    for at in 2..runs.len() {
        let sign = runs[at].rtl && first_sign(&runs[at], false).is_some();
        let number = &runs[at - 1];
        let number = !number.rtl && number.codes.last().is_some_and(is_weak);
        let bracket = runs[at - 2].codes.first();
        let opens = bracket.is_some_and(|code| is_bracket(code) && !closes(code));
        runs[at - 2].turns = sign && number && opens && runs[at - 2].rtl;
    }
}

/// Shows closing brackets at the right end of runs by themselves; gives back pdfium's copies.
pub(super) fn close(runs: &mut [BidiRun], (desk, space): (Desk<'_>, SpaceOf<'_>)) -> Vec<Show> {
    let last = runs.len().saturating_sub(1);
    let mut copies = Vec::new();
    for at in 1..runs.len() {
        let behind = !runs[at - 1].rtl && entered(runs, at) == Strength::Right;
        if !(behind && runs[at].rtl) {
            continue;
        }
        let ends = at == last && runs[at].after.is_empty();
        let Some(start) = closing_group(&runs[at].codes, ends) else {
            continue;
        };
        if runs[at].codes[start..].iter().all(|code| desk.hides(code)) {
            let group = runs[at].codes.split_off(start);
            copies.push(copy_of(&group, space));
            let entry = if is_joint(&runs[at - 1]) {
                LEFT_TO_RIGHT_MARK
            } else {
                RIGHT_TO_LEFT_MARK
            };
            say_group(&mut runs[at], group, entry);
            runs[at - 1].codes.retain(|_| entry == RIGHT_TO_LEFT_MARK);
        }
    }
    copies
}

/// Where a closing bracket at the right end begins with the punctuation left of it, up to a space
/// or to the end of the line.
fn closing_group(codes: &[Code], ends: bool) -> Option<usize> {
    let last = codes.len().checked_sub(1)?;
    if !closes(&codes[last]) {
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
fn copy_of(group: &[Code], space: SpaceOf<'_>) -> Show {
    let mut text = Text::from_slice(&[' ']);
    let letters = group.iter().flat_map(|code| &code.text);
    text.extend(letters.map(|letter| mirrored(*letter).unwrap_or(*letter)));
    let (left, style) = (group[0].x, group[0].style);
    let right = group.last().map_or(left, |code| code.x + code.advance);
    copy((left, right), text, (style, space))
}

/// A text that begins with a space, for pdfium alone, between two places: it overlooks what is shown
/// of one blank.
pub(super) fn copy(
    (left, right): (f32, f32),
    text: Text,
    (style, space): (u16, SpaceOf<'_>),
) -> Show {
    let space = space(style);
    let first = wide_blank(left, space, Text::from_slice(&[' ']), style);
    let second = wide_blank(left + space.1, space, text, style);
    let mut copy = Show::new(vec![first, second], Audience::Pdfium);
    if space.1 > 0.0 {
        copy.stretch = (right - left) / (2.0 * space.1);
    }
    copy
}

/// Shows a bracket and its signs in the order in which they are read, each in the direction that
/// keeps MuPDF from turning it round with its neighbours; the first is entered behind a mark.
fn say_group(run: &mut BidiRun, mut group: Vec<Code>, entry: char) {
    let space = run.codes.last().filter(|code| is_word_space(code)).cloned();
    if let (Some(_), Some(last)) = (&space, group.first_mut()) {
        last.text.push(' ');
    }
    let alone = group.len() == 1 && entry == RIGHT_TO_LEFT_MARK;
    let steered = |x: f32, letter, style| blank(x, Text::from_slice(&[letter]), style);
    let mut shows = Vec::new();
    for (at, code) in group.into_iter().rev().enumerate() {
        let said = code.text.iter().take(1).collect();
        let style = code.style;
        let end = steered(code.x + code.advance, LEFT_TO_RIGHT_MARK, style);
        let codes = match at {
            0 => vec![steered(code.x, entry, style), code, end],
            _ => vec![steered(code.x, LEFT_TO_RIGHT_MARK, style), code],
        };
        shows.push(Show::new(codes, Audience::Others(said)));
    }
    if let (true, Some(space)) = (alone, space) {
        run.codes.pop();
        shows.push(Show::new(vec![space], Audience::All));
    }
    run.before.splice(0..0, shows);
}

/// Finds numbers before a sign that pdfium would leave on their other side; gives back pdfium's
/// copies and which runs it is to overlook. Where there is no room for a copy, a mark parts them.
pub(super) fn number(runs: &mut [BidiRun], (desk, space): (Desk<'_>, SpaceOf<'_>)) -> Vec<Show> {
    let last = runs.len().saturating_sub(1);
    let mut copies = Vec::new();
    for at in 1..runs.len() {
        let begins = begins_word(runs, at - 1);
        let (before, rest) = runs.split_at_mut(at);
        let (number, run) = (&mut before[at - 1], &mut rest[0]);
        let ends = at == last;
        let digits = !number.rtl && number.after.is_empty();
        let digits = digits && number.codes.last().is_some_and(is_weak);
        let Some((sign, room)) = first_sign(run, ends).filter(|_| digits && run.rtl) else {
            continue;
        };
        let arabic = |code: &Code| code.text.iter().copied().any(is_arabic_digit);
        let plain = |code: &Code| is_weak(code) && desk.hides(code) && !arabic(code);
        let plain = number.codes.iter().all(plain);
        let one = number
            .codes
            .windows(2)
            .all(|pair| pair[0].style == pair[1].style);
        if begins && room && plain && one {
            copies.push(copy_number(&number.codes, sign, space));
            let said = number.codes.iter().flat_map(|code| &code.text).collect();
            let codes = std::mem::take(&mut number.codes);
            number.after.push(Show::new(codes, Audience::Others(said)));
            run.parted = true;
        } else if let Some(code) = rightmost(run) {
            let end = code.x + code.advance - 2.0 * MARK_STEP;
            copies.push(part(end, code.style, space));
        }
    }
    copies
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

/// The left edge of the weak sign at the right end of a run, and whether a space or nothing stands
/// left of it.
fn first_sign(run: &BidiRun, ends: bool) -> Option<(f32, bool)> {
    if let [left @ .., sign] = run.codes.as_slice() {
        let room = left
            .last()
            .map_or(ends && run.after.is_empty(), is_any_space);
        let room = room && sign.text.len() == 1;
        return Some(sign)
            .filter(|sign| is_weak(sign))
            .map(|sign| (sign.x, room));
    }
    let said = run
        .after
        .first()?
        .codes
        .iter()
        .find(|code| code.advance > 0.0)?;
    let weak = said
        .text
        .first()
        .is_some_and(|letter| strength(*letter) == Strength::Weak);
    weak.then_some((said.x, true))
}

/// The code at the right end of a run, shown with it or apart.
fn rightmost(run: &BidiRun) -> Option<&Code> {
    let mut apart = run.after.iter().flat_map(|show| &show.codes);
    let apart = apart.find(|code| code.advance > 0.0);
    run.codes.last().or(apart)
}

/// A number as pdfium is to read it: left of the sign that follows.
fn copy_number(codes: &[Code], sign: f32, space: SpaceOf<'_>) -> Show {
    let mut text = Text::from_slice(&[' ']);
    text.extend(codes.iter().flat_map(|code| &code.text).copied());
    let (left, style) = (sign - BEFORE, codes[0].style);
    let right = codes.last().map_or(left, |code| code.x + code.advance);
    let space = space(style);
    let stretch = if space.1 > 0.0 {
        (right - codes[0].x) / space.1
    } else {
        1.0
    };
    let first = wide_blank(left, space, Text::from_slice(&[' ']), style);
    let second = wide_blank(left + (codes[0].x - left) / stretch, space, text, style);
    Show {
        stretch,
        ..Show::new(vec![first, second], Audience::Pdfium)
    }
}
