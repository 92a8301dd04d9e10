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
use super::sign::{Code, Outline, Text};
use crate::locale::Direction;
use crate::page::{ElementId, PlacedLine};

/// How far a guard reaches over the edge of its bracket, in points.
const OVERLAP: f32 = 0.2;
/// The distance between two equal marks, in points: nearer ones pdfium takes for one.
const APART: f32 = 0.5;

/// The space of a style: its glyph, and its width in points.
pub(super) type SpaceOf<'a> = &'a dyn Fn(u16) -> (u16, f32);

/// A line and what its guards depend on.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    /// The line.
    pub(super) line: &'a PlacedLine,
    /// For each style, the stretch of one element that it is part of, and the element.
    pub(super) owners: &'a [(u32, Option<ElementId>)],
    /// The direction that the book states; pdfium reads every line of a right-to-left book so.
    pub(super) book: Direction,
    /// Spaces to make blanks of.
    pub(super) space: SpaceOf<'a>,
}

/// Cuts runs at brackets and adds the guards.
pub(super) fn shows(runs: Vec<BidiRun>, scene: Scene<'_>) -> Vec<Show> {
    let left = runs
        .last()
        .and_then(|run| run.codes.first())
        .map(|code| (code.x, code.style));
    let has_rtl = runs.iter().any(|run| run.rtl);
    let right = runs.iter().map(|run| run.right).fold(0.0, f32::max);
    let turns = scene.line.direction == Direction::Rtl || !has_rtl;
    let copies = turns && (has_rtl || scene.book == Direction::Rtl);
    let mut shows = Vec::with_capacity(runs.len());
    let mut late = Vec::new();
    let last = runs.len().saturating_sub(1);
    for (at, mut run) in runs.into_iter().enumerate() {
        if at == last && run.rtl {
            shows.extend(edge_mark(&mut run.codes));
        }
        if run.rtl && is_dash(&run.codes) {
            let alone = run.codes.into_iter().map(|code| vec![code]);
            shows.extend(alone.map(|code| Show::new(code, Audience::All)));
        } else if run.rtl && run.codes.iter().any(is_bracket) {
            guard_run(run.codes, scene.space, &mut shows, &mut late);
        } else if !run.rtl && copies && segments(&run_text(&run)).len() > 1 {
            island(run, right, scene, (&mut shows, &mut late));
        } else {
            shows.push(Show::new(run.codes, Audience::All));
        }
    }
    let stated = scene.book == Direction::Rtl;
    if let (true, false, Some((x, style))) = (has_rtl, stated, left) {
        late.extend(balance(&scene.line.text, x, style, scene.space));
    }
    shows.append(&mut late);
    shows.retain(|show| !show.codes.is_empty());
    shows
}

/// The mark at the left end of a line, which MuPDF needs, is shown alone: pdfium overlooks what has
/// no width, and its text is free of it.
fn edge_mark(codes: &mut Vec<Code>) -> Option<Show> {
    let first = codes.first()?;
    let mark = first.outline == Outline::Blank && first.text.as_slice() == [RIGHT_TO_LEFT_MARK];
    (mark && codes.len() > 1).then(|| Show::new(vec![codes.remove(0)], Audience::All))
}

/// Whether a run is a dash between two numbers with its marks, which MuPDF and poppler need: shown
/// alone they are not in the text that pdfium searches.
fn is_dash(codes: &[Code]) -> bool {
    let dash = |code: &Code| matches!(code.text.as_slice(), ['\u{2013}' | '\u{2014}']);
    let mark = |code: &Code| code.text.as_slice() == [RIGHT_TO_LEFT_MARK];
    matches!(codes, [left, sign, right] if mark(left) && dash(sign) && mark(right))
}

fn run_text(run: &BidiRun) -> String {
    run.codes.iter().flat_map(|code| &code.text).collect()
}

/// Stretches of one strength, as pdfium parts a text.
fn segments(text: &str) -> Vec<String> {
    let mut segments: Vec<String> = Vec::new();
    let mut last = None;
    for letter in text.chars() {
        let strength = strength(letter);
        match segments.last_mut().filter(|_| last == Some(strength)) {
            Some(segment) => segment.push(letter),
            None => segments.push(letter.to_string()),
        }
        last = Some(strength);
    }
    segments
}

/// Left-to-right text on a line that pdfium reads from right to left: it would turn the order of
/// the words round, so it does not see what is painted and gets a copy that is turned round
/// already, on blanks that lie over it.
fn island(
    run: BidiRun,
    line_right: f32,
    scene: Scene<'_>,
    (shows, late): (&mut Vec<Show>, &mut Vec<Show>),
) {
    let space = scene.space;
    let mut text = run_text(&run);
    let (x, style) = run
        .codes
        .first()
        .map_or((0.0, 0), |code| (code.x, code.style));
    let blanks = space(style);
    if run.right > line_right - APART {
        // pdfium takes its tolerance for a line from the line's last object.
        late.push(pair(line_right, [RIGHT_TO_LEFT_MARK; 2], style, space));
    }
    if text
        .chars()
        .next()
        .is_some_and(|first| strength(first) != Strength::Left)
    {
        text.insert(0, LEFT_TO_RIGHT_MARK);
    }
    // pdf.js skips a code that ends in an invisible character, so the copy is one code.
    let mut turned: Text = segments(&text)
        .iter()
        .rev()
        .flat_map(|segment| segment.chars())
        .collect();
    turned.push(RIGHT_TO_LEFT_MARK);
    let end = Text::from_slice(&[RIGHT_TO_LEFT_MARK]);
    let codes = vec![
        wide_blank(x, blanks, turned, style),
        wide_blank(x + blanks.1, blanks, end, style),
    ];
    let mut copy = Show::new(codes, Audience::Pdfium);
    if blanks.1 > 0.0 {
        copy.stretch = (run.right - x) / (2.0 * blanks.1);
    }
    late.push(copy);
    let stretch = |code: &Code| scene.owners.get(usize::from(code.style));
    for codes in run
        .codes
        .chunk_by(|one, next| stretch(one) == stretch(next))
    {
        let spoken = codes.iter().flat_map(|code| &code.text).collect();
        shows.push(Show::new(codes.to_vec(), Audience::Others(spoken)));
    }
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
            shows.push(Show::new(std::mem::take(&mut part), Audience::All));
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
            shows.push(Show::new(vec![code], Audience::All));
        } else {
            part.push(code);
        }
        left = Some(text);
    }
    shows.push(Show::new(part, Audience::All));
}

/// Two marks for pdfium.
fn pair(x: f32, marks: [char; 2], style: u16, space: SpaceOf<'_>) -> Show {
    let space = space(style);
    let step = if marks[0] == marks[1] { APART } else { space.1 };
    let code = |x: f32, mark: char| wide_blank(x, space, Text::from_slice(&[mark]), style);
    Show::new(
        vec![code(x, marks[0]), code(x + step, marks[1])],
        Audience::Pdfium,
    )
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
    Some(Show::new(codes, Audience::Pdfium))
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
