//! Arranged runs in, shows out, with the marks that pdfium alone reads.
//!
//! pdfium mirrors brackets of right-to-left text and takes a line with more left-to-right segments
//! for a left-to-right line. Marks around each bracket, inside an empty `ActualText` that the
//! other extractors honour, keep both as the author wrote them.

use super::arrange::{Audience, BidiRun, Show, wide_blank};
use super::class::{
    LEFT_TO_RIGHT_MARK, POP_DIRECTIONAL_FORMATTING, RIGHT_TO_LEFT_MARK, Strength, is_guarded,
    is_strong_right, strength,
};
use super::sign::{Code, Text};
use crate::page::PlacedLine;

/// How far a guard reaches over the edge of its bracket, in points.
const OVERLAP: f32 = 0.2;
/// The distance between two equal marks, in points: nearer ones pdfium takes for one.
const APART: f32 = 0.5;

/// The space of a style: its glyph, and its width in points.
pub(super) type SpaceOf<'a> = &'a dyn Fn(u16) -> (u16, f32);

/// Cuts runs at brackets and adds the guards.
pub(super) fn shows(runs: Vec<BidiRun>, line: &PlacedLine, space: SpaceOf<'_>) -> Vec<Show> {
    let left = runs
        .last()
        .and_then(|run| run.codes.first())
        .map(|code| (code.x, code.style));
    let has_rtl = runs.iter().any(|run| run.rtl);
    let mut shows = Vec::with_capacity(runs.len());
    let mut late = Vec::new();
    for run in runs {
        if run.rtl && run.codes.iter().any(is_bracket) {
            guard_run(run.codes, space, &mut shows, &mut late);
        } else {
            shows.push(Show {
                codes: run.codes,
                audience: Audience::All,
            });
        }
    }
    if let (true, Some((x, style))) = (has_rtl, left) {
        late.extend(balance(&line.text, x, style, space));
    }
    shows.append(&mut late);
    shows.retain(|show| !show.codes.is_empty());
    shows
}

fn is_bracket(code: &Code) -> bool {
    code.text.last().is_some_and(|letter| is_guarded(*letter))
}

/// Gives every bracket an object of its own, and guards at its edges.
fn guard_run(codes: Vec<Code>, space: SpaceOf<'_>, shows: &mut Vec<Show>, late: &mut Vec<Show>) {
    let mut part = Vec::new();
    let mut left: Option<Text> = None;
    for code in codes {
        let text = code.text.clone();
        if is_bracket(&code) {
            shows.push(Show {
                codes: std::mem::take(&mut part),
                audience: Audience::All,
            });
            let last = left.as_ref().and_then(|text| text.last().copied());
            if last.is_some_and(|last| !is_strong_right(last) && !is_guarded(last)) {
                late.push(pair(
                    code.x - OVERLAP,
                    [RIGHT_TO_LEFT_MARK; 2],
                    code.style,
                    space,
                ));
            }
            let edge = code.x + code.advance - OVERLAP;
            late.push(pair(
                edge,
                [LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK],
                code.style,
                space,
            ));
            shows.push(Show {
                codes: vec![code],
                audience: Audience::All,
            });
        } else {
            part.push(code);
        }
        left = Some(text);
    }
    shows.push(Show {
        codes: part,
        audience: Audience::All,
    });
}

/// Two marks for pdfium.
fn pair(x: f32, marks: [char; 2], style: u16, space: SpaceOf<'_>) -> Show {
    let space = space(style);
    let step = if marks[0] == marks[1] { APART } else { space.1 };
    let code = |x: f32, mark: char| wide_blank(x, space, Text::from_slice(&[mark]), style);
    Show {
        codes: vec![code(x, marks[0]), code(x + step, marks[1])],
        audience: Audience::Pdfium,
    }
}

/// pdfium takes a line for right to left only where it has as many right-to-left segments as
/// left-to-right ones; where the text lacks some, marks left of the line make them.
fn balance(text: &str, x: f32, style: u16, space: SpaceOf<'_>) -> Option<Show> {
    let missing = missing_segments(text)?;
    let space = space(style);
    let x = x - 2.0 * space.1;
    let mut marks = Text::new();
    for _ in 0..missing {
        marks.extend([RIGHT_TO_LEFT_MARK, POP_DIRECTIONAL_FORMATTING]);
    }
    marks.push(RIGHT_TO_LEFT_MARK);
    let second = Text::from_slice(&[RIGHT_TO_LEFT_MARK]);
    let codes = vec![
        wide_blank(x, space, marks, style),
        wide_blank(x + space.1, space, second, style),
    ];
    Some(Show {
        codes,
        audience: Audience::Pdfium,
    })
}

/// How many right-to-left segments a line lacks; `None` where it has enough.
fn missing_segments(text: &str) -> Option<usize> {
    let mut balance = 1_isize;
    let mut last = None;
    let mut count = |segment: Strength| {
        if last == Some(segment) {
            return;
        }
        last = Some(segment);
        match segment {
            Strength::Left => balance += 1,
            Strength::Right => balance -= 1,
            Strength::Weak | Strength::Neutral => {}
        }
    };
    for letter in text.chars() {
        if is_guarded(letter) {
            [Strength::Left, Strength::Neutral, Strength::Right]
                .into_iter()
                .for_each(&mut count);
        } else {
            count(strength(letter));
        }
    }
    usize::try_from(balance).ok().filter(|missing| *missing > 0)
}
