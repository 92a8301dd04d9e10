//! Shows in, what pypdf reads of their codes where it would read their texts wrongly.
//!
//! pypdf looks for entries of a ToUnicode map before it looks for comments: a comment there is an entry to it
//! alone. It puts each code of right-to-left text in front of what it has, from a letter on until one of the
//! other direction; a code of several characters, a figure or a sign has no direction to it.

use super::character_class::{
    ARABIC_LETTER_MARK, RIGHT_TO_LEFT_MARK, Strength, is_strong_right, strength,
};
use super::code::{Aside, Code};
use super::code_class::has_strong;
use super::line_arrangement::LineArrangement;
use super::shown_line::{Audience, BidiRun, Show};
use crate::pdf::font::outline::Text;

/// Lets the first figure of a number stand for all of it: pypdf puts figures, which have no direction to it, in
/// front of each other where it is in right-to-left text.
pub(in crate::pdf) fn say_numbers(line: &mut LineArrangement<'_>) {
    for run in line.runs.iter_mut().filter(|run| is_number(run)) {
        let whole: Text = run
            .codes
            .iter()
            .flat_map(|code| &code.text)
            .copied()
            .collect();
        for code in &mut run.codes {
            code.pypdf = Aside::Nothing;
        }
        if let Some(first) = run.codes.first_mut() {
            first.pypdf = whole.into();
        }
    }
}

/// Whether a run is several figures and signs without a letter or space.
fn is_number(run: &BidiRun) -> bool {
    let mut characters = run.codes.iter().flat_map(|code| &code.text);
    let plain = |character: &char| *character != ' ' && strength(*character) != Strength::Left;
    !run.rtl && run.codes.len() > 1 && characters.all(plain)
}

/// Gives codes of right-to-left runs the texts that pypdf takes as they are.
pub(in crate::pdf) fn say_letters(line: &mut LineArrangement<'_>) {
    for code in line
        .runs
        .iter_mut()
        .filter(|run| run.rtl)
        .flat_map(|run| &mut run.codes)
    {
        if code.pypdf == Aside::Same {
            code.pypdf = in_logical_order(code).map_or(Aside::Same, Aside::from);
        }
    }
}

fn in_logical_order(code: &Code) -> Option<Text> {
    match code.text.as_slice() {
        [only] if turns_to_left_to_right(*only) => {
            Some(Text::from_slice(&[*only, RIGHT_TO_LEFT_MARK]))
        }
        [ARABIC_LETTER_MARK, sign] if !is_strong_right(*sign) => Some(Text::from_slice(&[*sign])),
        [_, _, ..] if has_strong(code) => Some(code.text.iter().rev().copied().collect()),
        _ => None,
    }
}

/// Whether pypdf takes a character for left-to-right text, as it does guillemets and square brackets.
fn turns_to_left_to_right(character: char) -> bool {
    let neutral = matches!(
        u32::from(character),
        0..=0x2F | 0x3A..=0x40 | 0x660..=0x66D | 0x6F0..=0x6F9 | 0x2000..=0x206F | 0x20A0..=0x21FF
    );
    let right = matches!(
        u32::from(character),
        0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF
    );
    !neutral && !right
}

/// What pypdf does not read: marks that others read.
pub(in crate::pdf) fn silence_marks(shows: &mut [Show]) {
    for show in shows {
        let unseen = |code: &&mut Code| match show.audience {
            Audience::Pdfium => true,
            Audience::Stream => code.text.as_slice() != [ARABIC_LETTER_MARK],
            Audience::All | Audience::PdfJs(_) | Audience::Formula(_) | Audience::Word(_) => false,
        };
        let codes = show
            .codes
            .iter_mut()
            .filter(unseen)
            .filter(|code| code.pypdf == Aside::Same);
        codes.for_each(|code| code.pypdf = Aside::Nothing);
    }
}
