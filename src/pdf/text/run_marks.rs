//! Runs in, the marks at their ends for programs that read the order of the stream.
//!
//! PDFBox takes a line for one logical text whose direction is that of its first letter, orders it and turns
//! its right-to-left stretches round: so a line of several runs is left-to-right, and each run has to
//! be strong to its ends. MuPDF takes the direction of a sign or space from the code before it, also from
//! one that it does not show. pypdf begins to put code before code at a right-to-left letter or U+061C.

use super::character_class::{
    ARABIC_LETTER_MARK, LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_EMBEDDING, Strength, is_strong_right,
    strength,
};
use super::code::Code;
use super::code_class::{has_strong, is_bracket, is_format_only};
use super::hidden_text::{close_embedding, direction_mark, direction_marks};
use super::line_arrangement::{LineArrangement, LineEnd};
use super::shown_line::{BidiRun, Show};

/// Marks the ends of runs.
pub(in crate::pdf) fn mark_runs(line: &mut LineArrangement<'_>) {
    let fonts = line.context.fonts;
    let shown = |run: &&BidiRun| !run.codes.is_empty() || is_apart(run);
    let beside = line.end == LineEnd::Beside;
    let several =
        beside || line.runs.iter().filter(shown).count() > 1 || line.runs.iter().any(is_apart);
    for run in &mut line.runs {
        let unseen = |code: &Code| run.rtl && is_format_only(code) || !fonts.has_blanks(code);
        if run.codes.iter().all(unseen) {
            continue;
        }
        let embeds = several && run.rtl && needs_embedding(&run.codes);
        run.before.extend(begin(run, embeds));
        let last = run.codes.last().filter(|_| embeds);
        let end = last.map(|last| {
            let end = last.x + last.advance;
            // A space at the end of a line would leave the embedding without a letter behind it.
            close_embedding(end, last.style)
        });
        run.after.splice(0..0, end);
    }
    if let (true, Some(first)) = (several, line.runs.iter_mut().find(|run| shown(&&**run))) {
        let apart = first
            .before
            .iter()
            .chain(&first.after)
            .flat_map(|show| &show.codes);
        let place = first.codes.iter().chain(apart).next();
        let mark = place.filter(|code| fonts.has_blanks(code));
        let mark = mark.map(|code| direction_mark(code.x, LEFT_TO_RIGHT_MARK, code.style));
        first.before.splice(0..0, mark);
    }
    // Text beside a line is another line, and a right-to-left one would be joined to this one's end.
    let last = line
        .runs
        .iter_mut()
        .rev()
        .find(|run| beside && shown(&&**run));
    if let Some(run) = last {
        let apart = run
            .before
            .iter()
            .chain(&run.after)
            .flat_map(|show| &show.codes);
        let place = apart
            .chain(&run.codes)
            .min_by(|one, other| one.x.total_cmp(&other.x));
        let mark = place.filter(|code| fonts.has_blanks(code));
        let mark = mark.map(|code| direction_mark(code.x, LEFT_TO_RIGHT_MARK, code.style));
        run.after.extend(mark);
    }
}

/// Whether something of a run is shown apart.
fn is_apart(run: &BidiRun) -> bool {
    !run.before.is_empty() || !run.after.is_empty()
}

/// Whether a run has signs at its ends, or brackets, which PDFBox would pair with those of other runs.
fn needs_embedding(codes: &[Code]) -> bool {
    // PDFBox turns the text of a code round that has a right-to-left letter.
    let outermost = |code: &Code, at_left: bool| match has_strong(code) == at_left {
        true => code.text.last().copied(),
        false => code.text.first().copied(),
    };
    let strong = |character: Option<char>| character.is_some_and(is_strong_right);
    let ends = [
        codes.first().map(|code| strong(outermost(code, true))),
        codes.last().map(|code| strong(outermost(code, false))),
    ];
    ends.contains(&Some(false)) || codes.iter().any(is_bracket)
}

/// The mark before a run that does not begin with a letter of its direction.
fn begin(run: &BidiRun, embeds: bool) -> Option<Show> {
    let code = run.codes.first()?;
    let character = *code.text.first()?;
    let marks: &[char] = match run.rtl {
        true if embeds => &[RIGHT_TO_LEFT_EMBEDDING, ARABIC_LETTER_MARK],
        true if !matches!(code.text.as_slice(), [only] if is_strong_right(*only)) => {
            &[ARABIC_LETTER_MARK]
        }
        false if strength(character) != Strength::Left => &[LEFT_TO_RIGHT_MARK],
        true | false => return None,
    };
    Some(direction_marks(code.x, marks, code.style))
}
