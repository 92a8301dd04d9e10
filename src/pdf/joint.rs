//! Right-to-left runs that meet where the font or the element changes, kept apart for MuPDF.
//!
//! MuPDF turns neighbouring right-to-left letters round as one, so something of the other direction
//! has to stand between two such runs. A sign that ends or begins one of them does, shown by itself
//! behind a mark; so does a letter that says its space. Only where there is neither an invisible
//! U+202C is left between them.

use super::arrange::{Audience, BidiRun, Show};
use super::class::{
    LEFT_TO_RIGHT_MARK, POP_DIRECTIONAL_FORMATTING, RIGHT_TO_LEFT_MARK, is_boundary, is_format,
    is_mark, is_number_sign, is_space, is_strong_right,
};
use super::edge::{Entered, can_part, said, say_left};
use super::guard::{SpaceOf, guards, is_bracket};
use super::sign::Code;
use super::turn::{Desk, begins_with_mark, is_lost, is_wide, is_word_space, steer};

/// Whether a run is nothing but what keeps its neighbours apart.
pub(super) fn is_joint(run: &BidiRun) -> bool {
    let one = |code: &Code| code.text.as_slice() == [POP_DIRECTIONAL_FORMATTING];
    !run.rtl && run.codes.len() == 1 && run.codes.iter().all(one)
}

/// Shows runs of several signs without a letter sign by sign, as they are read, where nothing but a
/// joint or the end of the line follows; gives back the guards of brackets.
pub(super) fn spell(runs: &mut [BidiRun], (desk, space): (Desk<'_>, SpaceOf<'_>)) -> Vec<Show> {
    let mut late = Vec::new();
    for at in 0..runs.len() {
        let (run, rest) = runs.split_at_mut(at + 1);
        let (Some(run), joint) = (run.last_mut(), rest.first_mut()) else {
            continue;
        };
        let ends = joint.as_ref().is_none_or(|joint| is_joint(joint));
        let hides = run.codes.iter().all(|code| desk.hides(code));
        if !(run.rtl && ends && hides && run.after.is_empty() && is_lost(&run.codes)) {
            continue;
        }
        let mut mark = RIGHT_TO_LEFT_MARK;
        for code in std::mem::take(&mut run.codes).into_iter().rev() {
            guard(&code, (space, &mut late));
            run.before.push(steer(code.x, mark, code.style));
            run.before.push(Show::new(vec![code], Audience::All));
            mark = LEFT_TO_RIGHT_MARK;
        }
        joint.into_iter().for_each(|joint| joint.codes.clear());
    }
    late
}

/// Takes away what keeps runs apart wherever something of the book can do it; gives back the guards
/// of brackets that are shown by themselves.
pub(super) fn join(runs: &mut [BidiRun], (desk, space): (Desk<'_>, SpaceOf<'_>)) -> Vec<Show> {
    let mut late = Vec::new();
    for at in 1..runs.len().saturating_sub(1) {
        if !is_joint(&runs[at]) {
            continue;
        }
        let first = at == 1;
        let ends = runs.get(at + 2).is_none_or(is_joint);
        let (before, rest) = runs.split_at_mut(at);
        let [joint, after, ..] = rest else { continue };
        let Some(before) = before.last_mut() else {
            continue;
        };
        let parted = hand_over_space(before, after)
            || end_with_sign((before, first), desk, (space, &mut late))
            || begin_with_sign((after, ends), desk, (space, &mut late));
        if parted {
            joint.codes.clear();
        }
    }
    late
}

/// A space that the last letter of a run says goes with the next run: the letter parts them.
fn hand_over_space(before: &mut BidiRun, after: &mut BidiRun) -> bool {
    let turned = !before.codes.is_empty();
    let speaks = |show: &Show| matches!(show.audience, Audience::Said(_));
    match before.after.as_slice() {
        [.., letter, space] if turned && speaks(letter) && is_lone_space(space) => {
            let place = if after.codes.is_empty() {
                after.after.len()
            } else {
                0
            };
            after.after.splice(place..place, before.after.pop());
            true
        }
        [.., letter] => turned && speaks(letter),
        [] => false,
    }
}

fn is_lone_space(show: &Show) -> bool {
    matches!(show.codes.as_slice(), [only] if is_word_space(only))
}

/// Whether a code can stand between two runs: a sign that has no direction of its own.
fn is_sign(code: &Code, desk: Desk<'_>) -> bool {
    let fits = |letter: char| {
        let apart = is_space(letter) || is_mark(letter) || is_format(letter);
        !apart && !is_number_sign(letter) && !is_strong_right(letter) && !is_boundary(letter)
    };
    matches!(code.text.as_slice(), [only] if fits(*only)) && code.advance > 0.0 && desk.hides(code)
}

/// Whether codes are turned round as before when a sign is taken from them.
fn is_steady(codes: &[Code]) -> bool {
    let (Some(first), Some(last)) = (codes.first(), codes.last()) else {
        return false;
    };
    let one = codes.iter().filter(|code| !is_word_space(code)).count() == 1;
    let turns = codes
        .iter()
        .any(|code| code.text.iter().copied().any(is_strong_right));
    let opens = !is_word_space(first) && !begins_with_mark(first) && first.advance > 0.0;
    opens && !is_word_space(last) && (one || turns)
}

/// Shows the sign at the left end of a run after it, behind the letter that says the space between
/// them. One that is all of a run fits only where the line begins.
fn end_with_sign(
    (run, first): (&mut BidiRun, bool),
    desk: Desk<'_>,
    late: (SpaceOf<'_>, &mut Vec<Show>),
) -> bool {
    let [sign, rest @ ..] = run.codes.as_slice() else {
        return false;
    };
    let spaced = rest.first().is_some_and(is_word_space);
    let says = spaced && !is_wide(rest, 0, desk) && can_part(&rest[1..], desk);
    let blank = rest.iter().all(is_word_space) && (first || !rest.is_empty());
    let fits = says || blank || is_steady(rest);
    if !run.after.is_empty() || !is_sign(sign, desk) || !fits {
        return false;
    }
    let sign = run.codes.remove(0);
    if says {
        say_left(run, Entered::Straight);
    }
    let left = steer(sign.x, LEFT_TO_RIGHT_MARK, sign.style);
    guard(&sign, late);
    run.after
        .extend([left, Show::new(vec![sign], Audience::All)]);
    true
}

/// Shows the sign at the right end of a run before it; it says the space after it. One that is all
/// of a run fits only where no left-to-right run follows.
fn begin_with_sign(
    (run, ends): (&mut BidiRun, bool),
    desk: Desk<'_>,
    late: (SpaceOf<'_>, &mut Vec<Show>),
) -> bool {
    let [rest @ .., sign] = run.codes.as_slice() else {
        return false;
    };
    let spaced = rest.last().is_some_and(is_word_space);
    let inner = &rest[..rest.len() - usize::from(spaced)];
    let steady = is_steady(inner) || ends && rest.is_empty() && run.after.is_empty();
    let fits = is_sign(sign, desk) && steady && !(spaced && is_bracket(sign));
    if !run.before.is_empty() || !fits {
        return false;
    }
    if let Some(sign) = run.codes.pop() {
        guard(&sign, late);
        if spaced {
            run.before.push(said(sign, LEFT_TO_RIGHT_MARK));
        } else {
            run.before
                .push(steer(sign.x, LEFT_TO_RIGHT_MARK, sign.style));
            run.before.push(Show::new(vec![sign], Audience::All));
        }
    }
    true
}

fn guard(sign: &Code, (space, late): (SpaceOf<'_>, &mut Vec<Show>)) {
    if is_bracket(sign) {
        late.extend(guards(sign, None, space).into_iter().flatten());
    }
}
