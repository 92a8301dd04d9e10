//! Right-to-left runs in, the marks that keep programs from turning them round wrongly out.
//!
//! Each program has marks of its own: poppler looks at places alone and gets them at the end of the
//! page; MuPDF takes a direction from a blank that it does not show; what pdf.js needs stands in
//! the codes of spaces.

use super::arrange::{Audience, BidiRun, Show, Style, wide_blank};
use super::class::{
    ARABIC_LETTER_MARK, LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK, Strength, is_boundary, is_format,
    is_mark, is_number_punctuation, is_number_sign, is_space, is_strong_right, strength,
};
use super::cut::{Cuts, Outlines};
use super::edge::Kept;
use super::guard::{self, SpaceOf};
use super::sign::{Code, Text, blank};

/// A mark stands this far left of what it belongs to, in points: extractors sort by place.
pub(super) const MARK_STEP: f32 = 0.05;
/// The same for a mark that does not share the pen of its line, whose rounded widths add up.
const ASIDE_STEP: f32 = 0.15;
/// The same for what pdfium sorts between two objects.
const GUARD_STEP: f32 = 0.2;
/// Word spaces wider than this many em end an item in pdf.js and a word run in poppler.
const WIDE_SPACE: f32 = 0.55;

/// Whether a run has neighbours on its line; they are of the other direction.
#[derive(Clone, Copy)]
pub(super) struct Neighbours {
    /// One is read before it.
    pub(super) before: bool,
    /// One is read after it.
    pub(super) after: bool,
    /// No left-to-right letter or digit is read after it.
    pub(super) ends: bool,
}

/// The styles of a line and the measures of their faces.
#[derive(Clone, Copy)]
pub(super) struct Desk<'a> {
    /// The styles that codes count into.
    pub(super) styles: &'a [Style],
    /// The measures of the faces.
    pub(super) cuts: &'a Cuts,
}

impl Desk<'_> {
    /// Whether the font of a code has blanks without advance: pdfium overlooks what is shown of
    /// them alone.
    pub(super) fn hides(self, code: &Code) -> bool {
        let style = &self.styles[usize::from(code.style)];
        self.cuts.get(style.face).outlines == Outlines::TrueType
    }

    /// The size of a code's em in points.
    fn size(self, code: &Code) -> f32 {
        self.styles[usize::from(code.style)].size
    }
}

/// Where marks go that stand apart from their line.
pub(super) struct Apart<'a> {
    /// What poppler alone is told.
    pub(super) poppler: &'a mut Vec<Code>,
    /// What pdfium alone is told.
    pub(super) pdfium: &'a mut Vec<Show>,
    /// Spaces to make blanks of.
    pub(super) space: SpaceOf<'a>,
}

/// Whether the first letter of a code in the order of the page is right-to-left.
pub(super) fn starts_strong(code: &Code) -> bool {
    let first = code.text.first();
    first.is_some_and(|letter| is_strong_right(*letter))
}

fn ends_strong(code: &Code) -> bool {
    let last = code.text.last();
    last.is_some_and(|letter| is_strong_right(*letter))
}

pub(super) fn begins_with_mark(code: &Code) -> bool {
    code.text.first().is_some_and(|letter| is_mark(*letter))
}

/// Whether a code is one word space.
pub(super) fn is_word_space(code: &Code) -> bool {
    matches!(code.text.as_slice(), [only] if is_space(*only))
}

fn with_letter_mark(code: &mut Code) {
    code.text.insert(0, ARABIC_LETTER_MARK);
}

/// A right-to-left mark.
pub(super) fn mark(x: f32, style: u16) -> Code {
    blank(x, Text::from_slice(&[RIGHT_TO_LEFT_MARK]), style)
}

/// What makes MuPDF read on in the direction of a mark.
pub(super) fn steer(x: f32, mark: char, style: u16) -> Show {
    let mark = blank(x, Text::from_slice(&[mark]), style);
    Show::new(vec![mark], Audience::Steer)
}

/// Whether a space, with those left of it, is so wide that programs take it for the end of
/// something.
pub(super) fn is_wide(codes: &[Code], at: usize, desk: Desk<'_>) -> bool {
    let space = &codes[at];
    let left = codes[..at].iter().rev().find(|code| !is_word_space(code));
    let start = left.map_or(space.x, |left| left.x + left.advance);
    space.x + space.advance - start > WIDE_SPACE * desk.size(space)
}

/// Spaces that an extractor would give to the wrong side carry a strong mark in their own code,
/// unless the code before them says them.
pub(super) fn mark_spaces(run: &mut BidiRun, (edges, kept): (Neighbours, Kept), desk: Desk<'_>) {
    let codes = &mut run.codes;
    let last = codes.len() - 1;
    for at in 0..codes.len() {
        if !is_word_space(&codes[at]) || at == 0 && kept.left || at == last && kept.right {
            continue;
        }
        let edge = at == 0 && edges.after || at == last && at > 0 && edges.before;
        let right = codes.get(at + 1);
        let unsteady = right.is_some_and(|right| begins_with_mark(right) || right.advance == 0.0);
        if edge || unsteady || is_wide(codes, at, desk) {
            with_letter_mark(&mut codes[at]);
        }
    }
    weigh_spaces(&mut codes[kept.inner(last + 1)]);
}

/// pdf.js takes an item of more than four characters for left-to-right text if fewer than three in
/// ten are right-to-left letters; marks at its spaces are letters to it.
fn weigh_spaces(codes: &mut [Code]) {
    let letters = codes.iter().flat_map(|code| &code.text);
    let seen = letters.filter(|letter| !is_mark(**letter));
    let (mut all, mut right) = (0_usize, 0_usize);
    for letter in seen {
        all += 1;
        right += usize::from(is_strong_right(*letter));
    }
    for code in codes.iter_mut().filter(|code| is_word_space(code)) {
        if all <= 4 || 10 * right >= 3 * all {
            return;
        }
        with_letter_mark(code);
        all += 1;
        right += 1;
    }
}

/// A sign at the left end of a run would open an item of pdf.js: a space opens it instead.
pub(super) fn open_with_space(codes: &mut Vec<Code>, space: SpaceOf<'_>) {
    let Some(first) = codes.first().filter(|code| begins_with_mark(code)) else {
        return;
    };
    let (space, style) = (space(first.style), first.style);
    let text = Text::from_slice(&[ARABIC_LETTER_MARK, ' ']);
    codes.insert(0, wide_blank(first.x - space.1, space, text, style));
}

/// Punctuation at the right end of left-to-right text goes to its other end in poppler, unless a
/// left-to-right mark stands right of it.
pub(super) fn close_left(run: &BidiRun) -> Option<Code> {
    let last = run.codes.last()?;
    let letter = last.text.last()?;
    let open = strength(*letter) == Strength::Neutral && !is_format(*letter) && !is_space(*letter);
    let text = Text::from_slice(&[LEFT_TO_RIGHT_MARK]);
    open.then(|| blank(last.x + last.advance - MARK_STEP, text, last.style))
}

/// Sets right-to-left marks where signs and digits would turn the line round; what only poppler
/// needs goes aside.
pub(super) fn mark_signs(
    run: &mut BidiRun,
    (edges, kept, desk): (Neighbours, Kept, Desk<'_>),
    apart: &mut Apart<'_>,
) {
    let codes = std::mem::take(&mut run.codes);
    let lost = !kept.left && !edges.ends && is_lost(&codes);
    let mut marked: Vec<Code> = Vec::with_capacity(codes.len() + 4);
    for (at, code) in codes.iter().enumerate() {
        let left = at.checked_sub(1).map(|left| &codes[left]);
        let mut code = code.clone();
        let first = code.text.first();
        if first.is_some_and(|letter| is_number_sign(*letter)) {
            with_letter_mark(&mut code);
            marked.push(code);
            continue;
        }
        if left.is_none() && !starts_strong(&code) && lost {
            with_letter_mark(&mut code);
        } else if needs_mark(left, &code) && desk.hides(&code) && left.is_none_or(is_word_space) {
            if left.is_some() || edges.after && is_punctuation(&code) {
                apart.poppler.push(mark(code.x - ASIDE_STEP, code.style));
            }
            if left.is_none() && edges.after && is_weak(&code) {
                apart
                    .pdfium
                    .push(part(code.x - GUARD_STEP, code.style, apart.space));
            }
        } else if needs_mark(left, &code) {
            marked.push(mark(code.x - MARK_STEP, code.style));
        }
        let right = codes.get(at + 1);
        let parting = right.is_some_and(|right| must_part(&code, right));
        let (end, style) = (code.x + code.advance, code.style);
        marked.push(code);
        if parting {
            marked.push(mark(end - MARK_STEP, style));
        }
    }
    if let Some(mark) = close_right(&marked, edges, run.right) {
        let place = if desk.hides(&mark) {
            &mut *apart.poppler
        } else {
            &mut marked
        };
        place.push(mark);
    }
    run.codes = marked;
}

/// Begins a run for MuPDF where its first code does not say in which direction it goes.
pub(super) fn begin(run: &mut BidiRun, desk: Desk<'_>) {
    let (mark, strong) = match run.rtl {
        true => (RIGHT_TO_LEFT_MARK, Strength::Right),
        false => (LEFT_TO_RIGHT_MARK, Strength::Left),
    };
    let begins = |code: &&Code| match code.text.first().map(|letter| strength(*letter)) {
        Some(Strength::Weak) => !run.rtl,
        Some(first) => first == strong,
        None => false,
    };
    let first = run.codes.first().filter(|code| !begins(code));
    if let Some(code) = first.filter(|code| desk.hides(code) && !is_format_only(code)) {
        let show = steer(code.x, mark, code.style);
        run.before.push(show);
    }
}

/// Whether a code has nothing but invisible characters.
fn is_format_only(code: &Code) -> bool {
    code.text.iter().all(|letter| is_format(*letter))
}

/// Whether pdfium keeps the last letter of a code in the order of the page.
pub(super) fn is_weak(code: &Code) -> bool {
    let last = code.text.last();
    last.is_some_and(|letter| strength(*letter) == Strength::Weak && !is_mark(*letter))
}

/// What parts a number from a sign for pdfium.
pub(super) fn part(x: f32, style: u16, space: SpaceOf<'_>) -> Show {
    guard::pair(x, [RIGHT_TO_LEFT_MARK; 2], style, space)
}

/// Whether a run has several signs and no right-to-left letter: pdf.js would not turn it round.
pub(super) fn is_lost(codes: &[Code]) -> bool {
    let signs = codes.iter().filter(|code| !is_word_space(code)).count();
    let turns = |code: &Code| starts_strong(code) || ends_strong(code);
    signs > 1 && !codes.iter().any(turns)
}

/// Whether a mark has to stand left of a code.
fn needs_mark(left: Option<&Code>, code: &Code) -> bool {
    let Some(left) = left else {
        return !starts_strong(code);
    };
    is_punctuation(code) && !ends_strong(left) && left.text != code.text
}

/// Whether poppler takes a code for part of a number.
fn is_punctuation(code: &Code) -> bool {
    let first = code.text.first();
    first.is_some_and(|letter| is_number_punctuation(*letter))
}

/// Whether two neighbours are weak and different: pdfium would keep them in the order of the page.
fn must_part(left: &Code, right: &Code) -> bool {
    let (Some(left), Some(right)) = (left.text.last(), right.text.first()) else {
        return false;
    };
    let weak = strength(*left) == Strength::Weak && strength(*right) == Strength::Weak;
    weak && left != right && !(is_mark(*left) && is_mark(*right)) && !is_boundary(*left)
}

/// The right edge is where the run is entered: after a left-to-right run it needs a strong letter,
/// and at the edge of the line poppler takes a hyphen for a hyphenation.
fn close_right(codes: &[Code], edges: Neighbours, right: f32) -> Option<Code> {
    let code = codes.last()?;
    let hyphen = !edges.before && code.text.last() == Some(&'-');
    let open = hyphen || edges.before && !ends_strong(code);
    open.then(|| mark(right - 2.0 * MARK_STEP, code.style))
}
