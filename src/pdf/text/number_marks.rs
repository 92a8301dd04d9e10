//! Numbers before signs, parted for pdfium.
//!
//! pdfium keeps a number and the sign left of it, «۱۳۹۹:», in the order of the page: a pair of marks that it
//! alone reads stands between them.

use super::character_class::{Strength, is_guarded, strength};
use super::code::Code;
use super::direction_marks::MARK_STEP;
use super::hidden_text::number_separator;
use super::line_arrangement::LineArrangement;
use super::shown_line::{Audience, BidiRun, Show};
use crate::locale::is_mark;

/// Parts numbers from the signs behind them.
pub(in crate::pdf) fn part_numbers(line: &mut LineArrangement<'_>) {
    let fonts = line.context.fonts;
    for at in 1..line.runs.len() {
        let (before, rest) = line.runs.split_at_mut(at);
        let (number, run) = (&before[at - 1], &mut rest[0]);
        let digits = !number.rtl && last_shown(number).is_some_and(is_weak);
        let Some(sign) = rightmost(run).filter(|sign| digits && run.rtl && is_weak(sign)) else {
            continue;
        };
        let end = sign.x + sign.advance - 2.0 * MARK_STEP;
        let separator = number_separator(end, sign.style, fonts);
        line.hidden.pdfium.push(separator);
        run.splits_right_end = true;
    }
}

/// Whether a code is a digit or a sign of numbers; a space that it carries is none of it.
fn is_weak(code: &Code) -> bool {
    let mut characters = code.text.iter().rev();
    let last = characters.find(|character| **character != ' ');
    last.is_some_and(|last| strength(*last) == Strength::Weak && !is_mark(*last))
}

/// The last code of a run that is seen.
fn last_shown(run: &BidiRun) -> Option<&Code> {
    let after = run
        .after
        .iter()
        .rev()
        .flat_map(|show| show.codes.iter().rev());
    after
        .chain(run.codes.iter().rev())
        .find(|code| code.advance > 0.0)
}

/// The code at the right end of a run, shown with it or apart.
fn rightmost(run: &BidiRun) -> Option<&Code> {
    let apart = run
        .before
        .iter()
        .chain(&run.after)
        .flat_map(|show| &show.codes);
    let seen = apart.chain(&run.codes).filter(|code| code.advance > 0.0);
    seen.max_by(|one, other| one.x.total_cmp(&other.x))
}

/// The direction of the last letter that pdfium has met where a run begins: a bracket leaves it at
/// left-to-right, for a left-to-right mark stands before it.
pub(in crate::pdf) fn direction_before(runs: &[BidiRun], at: usize) -> Strength {
    if runs[at].splits_right_end {
        return Strength::Right;
    }
    for run in runs[..at].iter().rev() {
        // What is shown after the codes of a run is met last, then its codes in reading order.
        let after = run.after.iter().rev().find_map(last_strong);
        let found = after.or_else(|| match run.rtl {
            true => run.codes.iter().find_map(strong),
            false => run.codes.iter().rev().find_map(strong),
        });
        let found = found.or_else(|| run.splits_right_end.then_some(Strength::Right));
        if let Some(found) = found {
            return found;
        }
    }
    Strength::Right
}

/// The last direction of what pdfium reads of a show.
fn last_strong(show: &Show) -> Option<Strength> {
    match &show.audience {
        Audience::All => show.codes.iter().rev().find_map(strong),
        Audience::PdfJs(read) | Audience::Formula(read) | Audience::Word(read) => {
            read.chars().rev().find_map(direction)
        }
        Audience::Pdfium | Audience::Stream => None,
    }
}

fn strong(code: &Code) -> Option<Strength> {
    code.text.iter().rev().copied().find_map(direction)
}

/// Which way a character turns what follows it.
fn direction(character: char) -> Option<Strength> {
    let strength = match is_guarded(character) {
        true => Strength::Left,
        false => strength(character),
    };
    matches!(strength, Strength::Left | Strength::Right).then_some(strength)
}
