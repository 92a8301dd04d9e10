//! The spaces between runs: whose they are.
//!
//! pdf.js shows no space until a letter follows it on its right, and where runs come in logical order
//! the next one stands left of it: the space would be lost. So a sign or digit before it carries it, and
//! where a right-to-left letter stands there, which pdf.js would turn round, the space is shown by itself.

use super::character_class::{
    ARABIC_LETTER_MARK, LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_EMBEDDING, RIGHT_TO_LEFT_MARK,
    is_arabic_digit, is_boundary, is_format, is_guarded, is_number_sign, is_space, is_strong_right,
};
use super::code::Code;
use super::code_class::{begins_with_mark, has_strong, is_joint, is_word_space};
use super::hidden_text::{
    Carried, Start, close_embedding, direction_mark, direction_marks, lone_space,
    with_trailing_space,
};
use super::line_arrangement::{LineArrangement, LineEnd};
use super::line_fonts::LineFonts;
use super::shown_line::{BidiRun, Joint, Show};
use crate::locale::{is_mark, is_private};

/// Takes the spaces at the edges of right-to-left runs out of them.
pub(in crate::pdf) fn part_edge_spaces(line: &mut LineArrangement<'_>) {
    let fonts = line.context.fonts;
    let runs = &mut line.runs;
    for at in 0..runs.len() {
        if !runs[at].rtl {
            continue;
        }
        if at > 0 {
            part_right(runs, at, fonts);
        }
        if at + 1 < runs.len() || line.end == LineEnd::Beside {
            part_left(runs, at, fonts);
        }
    }
}

/// The space at the right end of a run, carried by the last code of the run before.
fn part_right(runs: &mut [BidiRun], at: usize, fonts: LineFonts<'_>) {
    let (before, rest) = runs.split_at_mut(at);
    let (Some(before), Some(run)) = (before.last_mut(), rest.first_mut()) else {
        return;
    };
    let Some(space) = run.codes.last().filter(|code| is_word_space(code)) else {
        return;
    };
    if !fonts.has_blanks(space) {
        mark_space(run.codes.last_mut());
        return;
    }
    let last = before
        .codes
        .last()
        .filter(|_| !before.rtl && before.after.is_empty());
    let carries = last.is_some_and(|code| can_carry_space(code, fonts));
    if carries {
        let code = before.codes.pop();
        let show = code.map(|code| with_trailing_space(code, LEFT_TO_RIGHT_MARK));
        before.after.extend(show);
        if run.codes.len() > 1 {
            return;
        }
    }
    let joint = is_joint(before);
    if !joint && !carries && run.codes.len() > 1 {
        mark_space(run.codes.last_mut());
        return;
    }
    if joint {
        before.codes.clear();
    }
    let carried = if carries {
        Carried::ByCode
    } else {
        Carried::ByNone
    };
    let space = run.codes.pop();
    run.before
        .extend(space.into_iter().flat_map(|space| apart(space, carried)));
}

/// The space at the left end of a run, carried by the sign before it.
fn part_left(runs: &mut [BidiRun], at: usize, fonts: LineFonts<'_>) {
    let (run, rest) = runs.split_at_mut(at + 1);
    let (Some(run), next) = (run.last_mut(), rest.first_mut()) else {
        return;
    };
    let Some(space) = run.codes.first().filter(|code| is_word_space(code)) else {
        return;
    };
    // pdf.js begins no item at a vowel sign.
    let opens = run.codes.get(1).is_none_or(|code| !begins_with_mark(code));
    if !fonts.has_blanks(space) || !opens {
        mark_space(run.codes.first_mut());
        return;
    }
    // Arabic digits (٠–٩) are right-to-left letters to MuPDF: it would turn them round with the sign that
    // was taken out of its run.
    let first = next.as_ref().and_then(|next| next.codes.first());
    let arabic = first.is_some_and(|code| {
        code.text
            .first()
            .is_some_and(|first| is_arabic_digit(*first))
    });
    let space = run.codes.remove(0);
    if !arabic && ends_in_sign(&run.codes, fonts) {
        let sign = run.codes.remove(0);
        if run.codes.is_empty() {
            run.before.extend(sign_alone(sign, space));
            return;
        }
        run.after
            .push(direction_mark(sign.x, LEFT_TO_RIGHT_MARK, sign.style));
        run.after
            .push(with_trailing_space(sign, LEFT_TO_RIGHT_MARK));
        // Between two that are left-to-right: MuPDF begins a line where one stands left of another.
        run.after
            .extend(behind(space, Carried::ByCode, RIGHT_TO_LEFT_MARK));
        return;
    }
    let mut start = space.x;
    match next {
        Some(joint) if is_joint(joint) => joint.codes.clear(),
        // MuPDF begins a line where one that is left-to-right stands far left of another.
        Some(next) => start = next.codes.first().map_or(start, |code| code.x),
        None => {}
    }
    let mark = LEFT_TO_RIGHT_MARK;
    let before = direction_mark(space.x, mark, space.style);
    let space = lone_space(space, Carried::ByNone, Start { mark, x: start });
    run.after.extend([before, space]);
}

/// A run that is a sign and a space, «: » of «۱۳۹۹: ۵۸»: behind a number it has to be right-to-left, for MuPDF
/// takes a left-to-right sign further left for another word.
fn sign_alone(sign: Code, space: Code) -> [Show; 4] {
    let (x, end, style) = (space.x, sign.x + sign.advance, space.style);
    let begin = direction_marks(x, &[RIGHT_TO_LEFT_EMBEDDING, ARABIC_LETTER_MARK], style);
    let mark = RIGHT_TO_LEFT_MARK;
    let mut space = lone_space(space, Carried::ByCode, Start { mark, x });
    let mut sign = with_trailing_space(sign, RIGHT_TO_LEFT_MARK);
    space.joint = Joint::Continues;
    sign.joint = Joint::Continues;
    [begin, space, sign, close_embedding(end, style)]
}

/// A space by itself, from left to right for those that read the order of the stream.
pub(in crate::pdf) fn apart(space: Code, carried: Carried) -> [Show; 2] {
    behind(space, carried, LEFT_TO_RIGHT_MARK)
}

/// A space by itself in the direction of a mark.
fn behind(space: Code, carried: Carried, mark: char) -> [Show; 2] {
    let x = space.x;
    let before = direction_mark(x, mark, space.style);
    [before, lone_space(space, carried, Start { mark, x })]
}

/// A space that stays where it is, right-to-left for pdf.js and MuPDF.
fn mark_space(space: Option<&mut Code>) {
    if let Some(space) = space {
        space.text.insert(0, ARABIC_LETTER_MARK);
    }
}

/// Whether the left end of a run is a sign that can be taken out of it: what is left has to be turned round
/// as before.
fn ends_in_sign(codes: &[Code], fonts: LineFonts<'_>) -> bool {
    let [sign, rest @ ..] = codes else {
        return false;
    };
    let one = rest.iter().filter(|code| !is_word_space(code)).count() == 1;
    let opens = rest.first().is_none_or(|first| {
        first.advance > 0.0 && !begins_with_mark(first) && !is_word_space(first)
    });
    let steady = opens && (rest.is_empty() || one || rest.iter().any(has_strong));
    steady && can_carry_space(sign, fonts)
}

/// Whether a code can carry a space: one digit, sign or left-to-right letter, which no program turns round
/// or mirrors.
fn can_carry_space(code: &Code, fonts: LineFonts<'_>) -> bool {
    let fits = |character: char| {
        let apart = is_space(character) || is_mark(character) || is_format(character);
        // Brackets are mirrored, `+ - # %` and Arabic digits turned round, and letters of private use
        // have an `ActualText` of their own already.
        let held = is_guarded(character) || is_number_sign(character) || is_private(character);
        let turned = is_strong_right(character) || is_arabic_digit(character);
        !apart && !held && !turned && !is_boundary(character)
    };
    let one = matches!(code.text.as_slice(), [only] if fits(*only));
    one && code.advance > 0.0 && fonts.has_blanks(code)
}
