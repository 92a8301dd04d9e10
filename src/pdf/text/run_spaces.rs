//! The spaces between runs, carried by the code before them.
//!
//! pdf.js shows no space until a letter follows it on its right, and where runs come in logical order
//! the next one stands left of it: the space would be lost. So the text of the code before the space
//! includes it, for pdf.js alone; the other programs read the code's own text from an `ActualText`.
//! In «۱۳۹۹ و» the last digit stands for «۹ ».

use super::character_class::{
    LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK, is_arabic_digit, is_boundary, is_format, is_guarded,
    is_mark, is_number_sign, is_private, is_space, is_strong_right,
};
use super::code::{Code, blank};
use super::code_class::{begins_with_mark, has_strong, is_joint, is_wide, is_word_space};
use super::hidden_text::{Extent, code_with_trailing_space, copy, direction_mark};
use super::line_fonts::LineFonts;
use super::shown_line::{Audience, BidiRun, Show};
use crate::pdf::font::outline::Text;

/// Which spaces at the edges of a right-to-left run are carried by the code before them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::pdf) struct CarriedSpaces {
    /// The one at its left end, by the run's own last letter.
    pub(in crate::pdf) left: bool,
    /// The one at its right end, by the run before.
    pub(in crate::pdf) right: bool,
}

impl CarriedSpaces {
    /// The range of the `count` codes of the run that stay one item of pdf.js.
    pub(in crate::pdf) fn inner(self, count: usize) -> std::ops::Range<usize> {
        let start = if self.left { 2.min(count) } else { 0 };
        let end = count - usize::from(self.right);
        start.min(end)..end
    }
}

/// What comes after a line on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pdf) enum LineEnd {
    /// A line below it, or nothing.
    Below,
    /// Text beside it or further up (a folio and a running head, cells of a table): it ends in a
    /// space, since who reads the stream sees no end of a line there.
    Beside,
}

/// Finds the spaces that a code before them can carry; `islands` are the left-to-right runs of
/// several words, which pdfium reads from a copy.
pub(in crate::pdf) fn find_carried(
    runs: &[BidiRun],
    islands: &[bool],
    fonts: LineFonts<'_>,
    end: LineEnd,
) -> Vec<CarriedSpaces> {
    let mut carried = vec![CarriedSpaces::default(); runs.len()];
    for (at, run) in runs.iter().enumerate().filter(|(_, run)| run.rtl) {
        let codes = &run.codes;
        let narrow = |space: usize| is_word_space(&codes[space]) && !is_wide(codes, space, fonts);
        // Arabic digits (٠–٩) are right-to-left letters to MuPDF: it would turn them round with the
        // letter that was taken out of its run.
        let arabic = |run: &BidiRun| {
            let first = run.codes.iter().find_map(|code| code.text.first());
            first.is_some_and(|first| is_arabic_digit(*first))
        };
        let next = runs.get(at + 1).map(arabic);
        let after = next.map_or(end == LineEnd::Beside, |arabic| !arabic);
        carried[at].left |= after && narrow(0) && can_split_last_letter(&codes[1..], fonts);
        let Some(before) = at.checked_sub(1).map(|before| &runs[before]) else {
            continue;
        };
        let speaks = match at.checked_sub(2).map(|at| &runs[at]) {
            // Behind a joint it is the letter before the joint that carries the space.
            Some(run) if is_joint(before) => can_split_last_letter(&run.codes, fonts),
            _ => {
                let last = before.codes.last().filter(|_| !before.rtl);
                islands[at - 1] || last.is_some_and(|code| can_carry_space(code, fonts))
            }
        };
        carried[at].right = speaks && narrow(codes.len() - 1);
        // A run that is one space: the same space is at both ends.
        carried[at].left |= carried[at].right && codes.len() == 1;
        if carried[at].right && is_joint(before) {
            carried[at - 2].left = true;
        }
    }
    carried
}

/// Whether the letter at the left end can be taken out of its run: what is left has to be turned
/// round as before. In «سال» the «ل» can go, for «سا» is still right-to-left text; in «و ۱۲» nothing
/// can.
pub(in crate::pdf) fn can_split_last_letter(codes: &[Code], fonts: LineFonts<'_>) -> bool {
    let [letter, rest @ ..] = codes else {
        return false;
    };
    let steady = match rest {
        [] => true,
        // A word of one letter, as «و»: its space goes with it, and so does the next letter.
        [space, more @ ..] if is_word_space(space) => {
            more.len() > 1 && can_split_last_letter(more, fonts)
        }
        [first, ..] => {
            let one = rest.iter().filter(|code| !is_word_space(code)).count() == 1;
            // pdf.js begins no item at a sign without advance.
            let opens = first.advance > 0.0 && !begins_with_mark(first);
            opens && (one || rest.iter().any(has_strong))
        }
    };
    steady && can_carry_space(letter, fonts)
}

/// Whether a code can be read from an `ActualText`: one letter, digit or punctuation mark that no
/// program turns round or mirrors.
fn can_carry_space(code: &Code, fonts: LineFonts<'_>) -> bool {
    let fits = |character: char| {
        let apart = is_space(character) || is_mark(character) || is_format(character);
        // Brackets are mirrored, `+ - # %` and Arabic digits turned round, and letters of private use
        // have an `ActualText` of their own already.
        let held = is_guarded(character) || is_number_sign(character) || is_private(character);
        !apart && !held && !is_boundary(character) && !is_arabic_digit(character)
    };
    let one = matches!(code.text.as_slice(), [only] if fits(*only));
    one && code.advance > 0.0 && fonts.has_blanks(code)
}

/// Takes the codes that carry a space out of their runs and shows them by themselves.
pub(in crate::pdf) fn write_carried(
    runs: &mut [BidiRun],
    carried: &[CarriedSpaces],
    islands: &[bool],
) {
    for at in 0..runs.len() {
        if carried[at].left && runs[at].codes.iter().any(|code| !is_word_space(code)) {
            write_left(runs, at);
        }
        if carried[at].right {
            write_right(&mut runs[at - 1], islands[at - 1]);
        }
    }
}

/// The space at the left end of a run, carried by the run's own last letter.
fn write_left(runs: &mut [BidiRun], at: usize) {
    let (before, rest) = runs.split_at_mut(at);
    let joint = before.last_mut().filter(|run| is_joint(run));
    let entry = match joint {
        Some(_) => MupdfBefore::Reversed,
        None => MupdfBefore::InOrder,
    };
    split_last_letter(&mut rest[0], entry);
    // A run that is all spelled out by itself needs no joint before it.
    if rest[0].codes.is_empty() {
        joint.into_iter().for_each(|run| run.codes.clear());
    }
}

/// The space at the right end of a run, carried by the run before it.
fn write_right(before: &mut BidiRun, is_island: bool) {
    if is_joint(before) {
        // The letter before the joint carries it already.
        return;
    }
    if is_island {
        // pdfium reads an island from its copy, so that the code itself may include the space.
        let last = before.codes.last_mut();
        last.into_iter().for_each(|code| code.text.push(' '));
    } else if let Some(code) = before.codes.pop() {
        let show = code_with_trailing_space(code, LEFT_TO_RIGHT_MARK);
        before.after.push(show);
    }
}

/// What MuPDF has read before a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pdf) enum MupdfBefore {
    /// Right-to-left text, which it turns round with what follows.
    Reversed,
    /// Something that stays as it is.
    InOrder,
}

/// Shows the last letter of a right-to-left run, with the space left of it, after the run. MuPDF reads
/// both in the order in which they come if the letter stands behind a left-to-right mark.
///
/// «این و آن»: the run «این و » ends in a word of one letter, so «و» and its space come first, then the
/// «ن» of «این» with its own.
pub(in crate::pdf) fn split_last_letter(run: &mut BidiRun, entry: MupdfBefore) {
    let mut late = Vec::new();
    loop {
        let spaced = run.codes.first().is_some_and(is_word_space);
        let space = spaced.then(|| Show::new(vec![run.codes.remove(0)], Audience::All));
        let code = run.codes.remove(0);
        if run.codes.is_empty() && entry == MupdfBefore::InOrder {
            // The letter is all of the run: it keeps its own direction, and its space comes first.
            run.before
                .push(direction_mark(code.x, RIGHT_TO_LEFT_MARK, code.style));
            run.before.extend(space);
            run.after
                .push(code_with_trailing_space(code, RIGHT_TO_LEFT_MARK));
            break;
        }
        let text = Text::from_slice(&[RIGHT_TO_LEFT_MARK]);
        let end = blank(code.x + code.advance, text, code.style);
        let mut letter = code_with_trailing_space(code, LEFT_TO_RIGHT_MARK);
        letter.codes.push(end);
        late.extend(space);
        late.push(letter);
        if !run.codes.first().is_some_and(is_word_space) {
            break;
        }
    }
    run.after.extend(late.into_iter().rev());
}

/// Copies the right-to-left letters that carry a space, for pdfium: it does not turn a letter from an
/// `ActualText` round with its word.
pub(in crate::pdf) fn copy_carriers(runs: &mut [BidiRun], fonts: LineFonts<'_>) -> Vec<Show> {
    let mut copies = Vec::new();
    for show in runs.iter_mut().flat_map(|run| &mut run.after) {
        let (Audience::TrailingSpace(text), Some(code)) = (&show.audience, show.codes.get(1))
        else {
            continue;
        };
        if text.chars().all(is_strong_right) {
            let mut letter = Text::from_slice(&[' ']);
            letter.extend(text.chars());
            copies.push(copy(Extent::of(code), letter, code.style, fonts));
            show.audience = Audience::AllButPdfium(text.clone());
        }
    }
    copies
}
