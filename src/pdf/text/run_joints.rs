//! Right-to-left runs that meet where the font or the element changes, kept apart for MuPDF.
//!
//! MuPDF turns neighbouring right-to-left letters round as one, so something of the other direction
//! has to stand between two such runs. A sign that ends or begins one of them does, shown by itself
//! behind a mark; so does a space. Only where there is neither an invisible U+202C, the joint, is left
//! between them.

use super::character_class::{
    LEFT_TO_RIGHT_MARK, is_boundary, is_format, is_number_sign, is_space, is_strong_right,
};
use super::code::Code;
use super::code_class::{begins_with_mark, has_strong, is_bracket, is_joint, is_word_space};
use super::edge_spaces::apart;
use super::hidden_text::{Carried, HiddenText, direction_mark, guard_sign, with_trailing_space};
use super::line_arrangement::LineArrangement;
use super::line_fonts::LineFonts;
use super::shown_line::{Audience, BidiRun, Show};
use crate::locale::is_mark;

/// Takes joints away wherever a sign of the book can keep the runs apart.
pub(in crate::pdf) fn replace_joints(line: &mut LineArrangement<'_>) {
    let (runs, hidden, fonts) = (&mut line.runs, &mut line.hidden, line.context.fonts);
    for at in 1..runs.len().saturating_sub(1) {
        if !is_joint(&runs[at]) {
            continue;
        }
        let begins = at == 1;
        let ends = runs.get(at + 2).is_none_or(is_joint);
        let (before, rest) = runs.split_at_mut(at);
        let [joint, after, ..] = rest else { continue };
        let Some(before) = before.last_mut() else {
            continue;
        };
        if end_with_sign(before, begins, fonts, hidden)
            || begin_with_sign(after, ends, fonts, hidden)
        {
            joint.codes.clear();
        }
    }
}

/// Whether a code can stand between two runs: a punctuation mark that has no direction of its own.
fn is_sign(code: &Code, fonts: LineFonts<'_>) -> bool {
    let fits = |character: char| {
        let apart = is_space(character) || is_mark(character) || is_format(character);
        let directed = is_number_sign(character) || is_strong_right(character);
        !apart && !directed && !is_boundary(character)
    };
    let one = matches!(code.text.as_slice(), [only] if fits(*only));
    one && code.advance > 0.0 && fonts.has_blanks(code)
}

/// Whether codes are turned round as before when a sign is taken from them.
fn is_steady(codes: &[Code]) -> bool {
    let (Some(first), Some(last)) = (codes.first(), codes.last()) else {
        return false;
    };
    let one = codes.iter().filter(|code| !is_word_space(code)).count() == 1;
    let turns = codes.iter().any(has_strong);
    let opens = !is_word_space(first) && !begins_with_mark(first) && first.advance > 0.0;
    opens && !is_word_space(last) && (one || turns)
}

/// Shows the sign at the left end of a run after it, behind the space between them; whether there was one. A
/// sign that is all of a run fits only where the line begins.
///
/// «**کتاب**، که»: the comma belongs to the run after the bold word and parts the two.
fn end_with_sign(
    run: &mut BidiRun,
    begins_line: bool,
    fonts: LineFonts<'_>,
    hidden: &mut HiddenText,
) -> bool {
    let [sign, rest @ ..] = run.codes.as_slice() else {
        return false;
    };
    let spaced = rest.first().is_some_and(is_word_space);
    let blank = rest.iter().all(is_word_space) && (begins_line || !rest.is_empty());
    let fits = blank || is_steady(&rest[usize::from(spaced)..]);
    if !run.after.is_empty() || !is_sign(sign, fonts) || !fits {
        return false;
    }
    let sign = run.codes.remove(0);
    if spaced && run.codes.len() > 1 {
        let space = run.codes.remove(0);
        run.after.extend(apart(space, Carried::ByNone));
    }
    let left = direction_mark(sign.x, LEFT_TO_RIGHT_MARK, sign.style);
    guard_sign(&sign, None, hidden, fonts);
    run.after
        .extend([left, Show::new(vec![sign], Audience::All)]);
    true
}

/// Shows the sign at the right end of a run before it, with the space after it; whether there was one.
/// A sign that is all of a run fits only where no left-to-right run follows.
fn begin_with_sign(
    run: &mut BidiRun,
    ends_line: bool,
    fonts: LineFonts<'_>,
    hidden: &mut HiddenText,
) -> bool {
    let [rest @ .., sign] = run.codes.as_slice() else {
        return false;
    };
    let spaced = rest.last().is_some_and(is_word_space);
    let inner = &rest[..rest.len() - usize::from(spaced)];
    let steady = is_steady(inner) || ends_line && rest.is_empty() && run.after.is_empty();
    // A bracket cannot carry a space: the programs that read an `ActualText` would mirror it.
    let fits = is_sign(sign, fonts) && steady && !(spaced && is_bracket(sign));
    if !run.before.is_empty() || !fits {
        return false;
    }
    if let Some(sign) = run.codes.pop() {
        guard_sign(&sign, None, hidden, fonts);
        run.before
            .push(direction_mark(sign.x, LEFT_TO_RIGHT_MARK, sign.style));
        run.before.push(match spaced {
            true => with_trailing_space(sign, LEFT_TO_RIGHT_MARK),
            false => Show::new(vec![sign], Audience::All),
        });
    }
    true
}
