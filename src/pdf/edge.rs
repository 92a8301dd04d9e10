//! The spaces between runs, said by the code before them.
//!
//! pdf.js shows no space until a letter follows it on its right, and where runs come in logical
//! order the next one stands left of it: the space would be lost. So the code before the space says
//! it, too, to pdf.js alone; the other programs read the code's text from an `ActualText`.

use super::arrange::{Audience, BidiRun, End, Show};
use super::class::{
    LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK, is_arabic_digit, is_boundary, is_format, is_guarded,
    is_mark, is_number_sign, is_private, is_space, is_strong_right,
};
use super::close::copy;
use super::guard::SpaceOf;
use super::joint::is_joint;
use super::sign::{Code, Text, blank};
use super::turn::{Desk, begins_with_mark, is_wide, is_word_space, steer};

/// Which spaces at the edges of a right-to-left run are said by the code before them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kept {
    /// The one at its left end, by the run's own last letter.
    pub(super) left: bool,
    /// The one at its right end, by the run before.
    pub(super) right: bool,
}

impl Kept {
    /// The codes, of so many, that stay one item of pdf.js.
    pub(super) fn inner(self, count: usize) -> std::ops::Range<usize> {
        let start = if self.left { 2.min(count) } else { 0 };
        let end = count - usize::from(self.right);
        start.min(end)..end
    }
}

/// Finds the spaces that a code before them can say. `islands` tells which runs are read by all but
/// pdfium.
pub(super) fn kept(runs: &[BidiRun], islands: &[bool], (desk, end): (Desk<'_>, End)) -> Vec<Kept> {
    let mut kept = vec![Kept::default(); runs.len()];
    for (at, run) in runs.iter().enumerate().filter(|(_, run)| run.rtl) {
        let codes = &run.codes;
        let narrow = |space: usize| is_word_space(&codes[space]) && !is_wide(codes, space, desk);
        let arabic = |run: &BidiRun| run.text().chars().next().is_some_and(is_arabic_digit);
        let next = runs.get(at + 1).map(arabic);
        let after = next.map_or(end == End::Beside, |arabic| !arabic);
        kept[at].left |= after && narrow(0) && can_part(&codes[1..], desk);
        let Some(before) = at.checked_sub(1).map(|before| &runs[before]) else {
            continue;
        };
        let said = match at.checked_sub(2).map(|at| &runs[at]) {
            Some(run) if is_joint(before) => can_part(&run.codes, desk),
            _ => {
                let speaker = before.codes.last().filter(|_| !before.rtl);
                islands[at - 1] || speaker.is_some_and(|code| can_say(code, desk))
            }
        };
        kept[at].right = said && narrow(codes.len() - 1);
        kept[at].left |= kept[at].right && codes.len() == 1;
        if kept[at].right && is_joint(before) {
            kept[at - 2].left = true;
        }
    }
    kept
}

/// Whether the letter at the left end can be taken out of its run: what is left has to be turned
/// round as before.
pub(super) fn can_part(codes: &[Code], desk: Desk<'_>) -> bool {
    let [letter, rest @ ..] = codes else {
        return false;
    };
    let steady = match rest {
        [] => true,
        [space, more @ ..] if is_word_space(space) => more.len() > 1 && can_part(more, desk),
        [first, ..] => {
            let one = rest.iter().filter(|code| !is_word_space(code)).count() == 1;
            let turns = |code: &Code| code.text.iter().copied().any(is_strong_right);
            let opens = first.advance > 0.0 && !begins_with_mark(first);
            opens && (one || rest.iter().any(turns))
        }
    };
    steady && can_say(letter, desk)
}

/// Whether a code can be read from an `ActualText`: one letter, sign or digit that no program turns
/// round or mirrors.
fn can_say(code: &Code, desk: Desk<'_>) -> bool {
    let fits = |letter: char| {
        let apart = is_space(letter) || is_mark(letter) || is_format(letter);
        let held = is_guarded(letter) || is_number_sign(letter) || is_private(letter);
        !apart && !held && !is_boundary(letter) && !is_arabic_digit(letter)
    };
    matches!(code.text.as_slice(), [only] if fits(*only)) && code.advance > 0.0 && desk.hides(code)
}

/// Takes the codes that say a space out of their runs and shows them by themselves.
pub(super) fn say(runs: &mut [BidiRun], (kept, islands): (&[Kept], &[bool])) {
    for at in 0..runs.len() {
        if kept[at].left && runs[at].codes.iter().any(|code| !is_word_space(code)) {
            let (before, rest) = runs.split_at_mut(at);
            let joint = before.last_mut().filter(|run| is_joint(run));
            let entered = if joint.is_some() {
                Entered::Turned
            } else {
                Entered::Straight
            };
            say_left(&mut rest[0], entered);
            if rest[0].codes.is_empty() {
                joint.into_iter().for_each(|run| run.codes.clear());
            }
        }
        if !kept[at].right {
            continue;
        }
        let before = &mut runs[at - 1];
        if is_joint(before) {
            continue;
        }
        if islands[at - 1] {
            let last = before.codes.last_mut();
            last.into_iter().for_each(|code| code.text.push(' '));
        } else if let Some(code) = before.codes.pop() {
            before.after.push(said(code, LEFT_TO_RIGHT_MARK));
        }
    }
}

/// What MuPDF has read before a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entered {
    /// Something that it turns round.
    Turned,
    /// Something that stays as it is.
    Straight,
}

/// The last letter of a right-to-left run and the space left of it. MuPDF reads them in the order
/// in which they come if the letter runs the other way.
pub(super) fn say_left(run: &mut BidiRun, entered: Entered) {
    let mut late = Vec::new();
    loop {
        let spaced = run.codes.first().is_some_and(is_word_space);
        let space = spaced.then(|| Show::new(vec![run.codes.remove(0)], Audience::All));
        let code = run.codes.remove(0);
        if run.codes.is_empty() && entered == Entered::Straight {
            run.before
                .push(steer(code.x, RIGHT_TO_LEFT_MARK, code.style));
            run.before.extend(space);
            run.after.push(said(code, RIGHT_TO_LEFT_MARK));
            break;
        }
        let text = Text::from_slice(&[RIGHT_TO_LEFT_MARK]);
        let end = blank(code.x + code.advance, text, code.style);
        let mut letter = said(code, LEFT_TO_RIGHT_MARK);
        letter.codes.push(end);
        late.extend(space);
        late.push(letter);
        if !run.codes.first().is_some_and(is_word_space) {
            break;
        }
    }
    run.after.extend(late.into_iter().rev());
}

/// pdfium does not turn a letter from an `ActualText` round with its word: it gets a copy of the
/// letter with its space, behind which pdf.js does not look.
pub(super) fn copies(runs: &mut [BidiRun], space: SpaceOf<'_>) -> Vec<Show> {
    let mut copies = Vec::new();
    for show in runs.iter_mut().flat_map(|run| &mut run.after) {
        let (Audience::Said(text), Some(code)) = (&show.audience, show.codes.get(1)) else {
            continue;
        };
        if text.chars().all(is_strong_right) {
            let mut letter = Text::from_slice(&[' ']);
            letter.extend(text.chars());
            let edges = (code.x, code.x + code.advance);
            copies.push(copy(edges, letter, (code.style, space)));
            show.audience = Audience::Others(text.clone());
        }
    }
    copies
}

/// A code that says the space after it, behind a mark for MuPDF. pdf.js turns a right-to-left letter
/// round with its space and drops the bracket.
pub(super) fn said(mut code: Code, direction: char) -> Show {
    let mark = blank(code.x, Text::from_slice(&[direction]), code.style);
    // Behind a mark MuPDF does not say the text twice, and pdfium looks for a gap after it.
    let end = Code {
        x: code.x + code.advance,
        ..mark.clone()
    };
    let text = code.text.iter().collect();
    if code.text.iter().copied().any(is_strong_right) {
        code.text.insert_many(0, ['<', ' ']);
    } else {
        code.text.push(' ');
    }
    Show::new(vec![mark, code, end], Audience::Said(text))
}
