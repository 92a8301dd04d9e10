//! Brackets that close behind a number or Latin text, shown with the signs after them in the order in which they
//! are read.
//!
//! «(۱۳۹۹). و»: the bracket would begin the right-to-left run « و .)», in which PDFBox mirrors it. By itself it
//! belongs to no run.

use super::character_class::{LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK};
use super::code::Code;
use super::code_class::{is_closing, is_joint, is_word_space};
use super::edge_spaces::apart;
use super::hidden_text::{Carried, direction_mark, guard_sign, with_trailing_space};
use super::line_arrangement::{LineArrangement, LineEnd};
use super::shown_line::{Audience, BidiRun, Show};

/// Shows closing brackets at the right end of runs by themselves.
pub(in crate::pdf) fn show_closing_signs(line: &mut LineArrangement<'_>) {
    let fonts = line.context.fonts;
    let last = line.runs.len().saturating_sub(1);
    for at in 1..line.runs.len() {
        let (before, rest) = line.runs.split_at_mut(at);
        let (before, run) = (&before[at - 1], &mut rest[0]);
        let follows = !before.rtl && !is_joint(before) && run.rtl && run.before.is_empty();
        let ends = at == last && run.after.is_empty() && line.end == LineEnd::Below;
        let Some(start) = closing_group(&run.codes, ends).filter(|_| follows) else {
            continue;
        };
        if run.codes[start..].iter().all(|code| fonts.has_blanks(code)) {
            let group = run.codes.split_off(start);
            let mut before = run.codes.last().and_then(last_character);
            for sign in &group {
                guard_sign(sign, before, &mut line.hidden, fonts);
                before = last_character(sign);
            }
            show_apart(run, group);
        }
    }
}

fn last_character(code: &Code) -> Option<char> {
    code.text.last().copied()
}

/// Where a closing bracket at the right end begins with the punctuation left of it, up to a space
/// or to the end of the line.
fn closing_group(codes: &[Code], ends: bool) -> Option<usize> {
    let last = codes.len().checked_sub(1)?;
    if !is_closing(&codes[last]) {
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
        Some(left) => is_word_space(&codes[left]).then_some(start),
        None => ends.then_some(start),
    }
}

/// Shows signs in the order in which they are read. MuPDF takes the first for the end of the word before it if
/// it is right-to-left, and the others if they are not.
fn show_apart(run: &mut BidiRun, group: Vec<Code>) {
    let spaced = run.codes.last().is_some_and(is_word_space);
    let last = group.len() - 1;
    let mut mark = RIGHT_TO_LEFT_MARK;
    for (at, code) in group.into_iter().rev().enumerate() {
        let (end, style) = (code.x + code.advance, code.style);
        run.before.push(direction_mark(code.x, mark, style));
        // The leftmost sign carries the space after it, for pdf.js.
        run.before.push(match spaced && at == last {
            true => with_trailing_space(code, mark),
            false => Show::new(vec![code], Audience::All),
        });
        run.before
            .push(direction_mark(end, LEFT_TO_RIGHT_MARK, style));
        mark = LEFT_TO_RIGHT_MARK;
    }
    // MuPDF takes the bracket for part of what follows, unless the space is left-to-right.
    let space = if spaced && last == 0 {
        run.codes.pop()
    } else {
        None
    };
    run.before.extend(
        space
            .into_iter()
            .flat_map(|space| apart(space, Carried::ByCode)),
    );
}
