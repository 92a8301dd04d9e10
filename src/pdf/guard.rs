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
use super::close::{closes, copy, entered};
use super::sign::{Code, Text};
use super::turn::is_word_space;
use crate::frame::{ElementId, PlacedLine};
use crate::locale::Direction;

/// How far a guard reaches over the edge of its bracket, in points.
const OVERLAP: f32 = 0.2;
/// The distance between two equal marks, in points: nearer ones pdfium takes for one.
const APART: f32 = 0.5;

/// A copy is parted where its code would have more characters; poppler reads 63 of a code.
const LONGEST: usize = 40;

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

/// Which runs are left-to-right text of several words on a line that pdfium reads from right to
/// left.
pub(super) fn islands(runs: &[BidiRun], scene: &Scene<'_>) -> Vec<bool> {
    let has_rtl = runs.iter().any(|run| run.rtl);
    let turns = scene.line.direction == Direction::Rtl || !has_rtl;
    let copies = turns && (has_rtl || scene.book == Direction::Rtl);
    let several = |run: &BidiRun| !run.rtl && copies && segments(&run.text()).len() > 1;
    runs.iter().map(several).collect()
}

/// Cuts runs at brackets and adds the guards.
pub(super) fn shows(runs: Vec<BidiRun>, mut late: Vec<Show>, scene: Scene<'_>) -> Vec<Show> {
    let left = runs.last().and_then(leftmost);
    let has_rtl = runs.iter().any(|run| run.rtl);
    let right = runs.iter().map(|run| run.right).fold(0.0, f32::max);
    let islands = islands(&runs, &scene);
    let entries: Vec<Entry> = (0..runs.len()).map(|at| entry(&runs, at)).collect();
    let mut shows = Vec::with_capacity(runs.len());
    for ((mut run, is_island), entry) in runs.into_iter().zip(islands).zip(entries) {
        let after = std::mem::take(&mut run.after);
        shows.append(&mut run.before);
        let sign = if run.parted { run.codes.pop() } else { None };
        if run.rtl && run.codes.iter().any(is_bracket) {
            guard_run((run.codes, entry), scene.space, (&mut shows, &mut late));
        } else if is_island {
            island(run, right, scene, (&mut shows, &mut late));
        } else {
            shows.push(Show::new(run.codes, Audience::All));
        }
        shows.extend(sign.map(|sign| Show::new(vec![sign], Audience::All)));
        shows.extend(after);
    }
    let stated = scene.book == Direction::Rtl;
    if let (true, false, Some((x, style))) = (has_rtl, stated, left) {
        late.extend(balance(&scene.line.text, x, style, scene.space));
    }
    let copied = |at: usize| {
        let before = at.checked_sub(1).map(|before| &shows[before].audience);
        matches!(before, Some(Audience::Others(_)))
    };
    let spaces = shows.iter().enumerate().filter(|(at, _)| !copied(*at));
    late.extend(spaces.filter_map(|(_, show)| lone_space(show, scene.space)));
    shows.append(&mut late);
    shows.retain(|show| !show.codes.is_empty());
    shows
}

/// A space that is shown alone, once more: pdfium overlooks what is shown of one blank.
fn lone_space(show: &Show, space: SpaceOf<'_>) -> Option<Show> {
    let [code] = show.codes.as_slice() else {
        return None;
    };
    let lone = show.audience == Audience::All && is_word_space(code);
    let edges = (code.x, code.x + code.advance);
    lone.then(|| copy(edges, Text::from_slice(&[' ']), (code.style, space)))
}

/// The place and the style of what stands at the left end of a run.
fn leftmost(run: &BidiRun) -> Option<(f32, u16)> {
    let apart = run.before.iter().chain(&run.after);
    let codes = apart.flat_map(|show| &show.codes).chain(&run.codes);
    let first = codes.min_by(|one, other| one.x.total_cmp(&other.x));
    first.map(|code| (code.x, code.style))
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
    let mut text = run.text().trim_end().to_owned();
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
    let texts = turned(&text);
    let width = u16::try_from(texts.len()).map_or(f32::MAX, f32::from) * blanks.1;
    let mut left = x;
    let codes = texts.into_iter().map(|text| {
        let code = wide_blank(left, blanks, text, style);
        left += blanks.1;
        code
    });
    let mut copy = Show::new(codes.collect(), Audience::Pdfium);
    if width > 0.0 {
        copy.stretch = (run.right - x) / width;
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

/// A text in the order in which pdfium is to turn it round, as texts of codes. pdf.js skips a code
/// that ends in an invisible character or begins with a space; poppler complains of one that is
/// longer than it expects.
fn turned(text: &str) -> Vec<Text> {
    let segments = segments(text);
    let mut texts = vec![Text::new()];
    for segment in segments.iter().rev() {
        let long = texts.last().map_or(0, Text::len) + segment.len() > LONGEST;
        if long && segment.starts_with(' ') {
            texts.push(Text::new());
        }
        texts
            .last_mut()
            .into_iter()
            .for_each(|text| text.extend(segment.chars()));
    }
    let opens = |text: &Text| {
        text.first()
            .is_some_and(|first| strength(*first) == Strength::Neutral)
    };
    if let Some(first) = texts.first_mut().filter(|first| opens(first)) {
        first.insert(0, LEFT_TO_RIGHT_MARK);
    }
    if let [first, _, ..] = texts.as_mut_slice() {
        first.push(LEFT_TO_RIGHT_MARK);
    }
    texts
        .last_mut()
        .into_iter()
        .for_each(|text| text.push(RIGHT_TO_LEFT_MARK));
    texts.push(Text::from_slice(&[RIGHT_TO_LEFT_MARK]));
    texts
}

/// Whether pdfium mirrors a code or rewrites it.
pub(super) fn is_bracket(code: &Code) -> bool {
    code.text.last().is_some_and(|letter| is_guarded(*letter))
}

/// How pdfium comes to the right end of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entry {
    /// In left-to-right text: it does not mirror a bracket.
    Left,
    /// In right-to-left text.
    Right,
}

fn entry(runs: &[BidiRun], at: usize) -> Entry {
    let before = at
        .checked_sub(1)
        .and_then(|before| runs[before].text().chars().last());
    let parted = before.is_some_and(|last| strength(last) != Strength::Neutral);
    match entered(runs, at) {
        Strength::Left if parted => Entry::Left,
        Strength::Left | Strength::Right | Strength::Weak | Strength::Neutral => Entry::Right,
    }
}

/// Gives every bracket an object of its own, and guards at its edges.
fn guard_run(
    (codes, entry): (Vec<Code>, Entry),
    space: SpaceOf<'_>,
    (shows, late): (&mut Vec<Show>, &mut Vec<Show>),
) {
    let end = codes.len().saturating_sub(1);
    let mut part = Vec::new();
    let mut left: Option<Text> = None;
    for (at, code) in codes.into_iter().enumerate() {
        let text = code.text.clone();
        if is_bracket(&code) {
            shows.push(Show::new(std::mem::take(&mut part), Audience::All));
            let last = left.as_ref().and_then(|text| text.last().copied());
            let [right, left] = guards(&code, last, space);
            late.extend(left);
            if !(at == end && entry == Entry::Left && closes(&code)) {
                late.extend(right);
            }
            shows.push(Show::new(vec![code], Audience::All));
        } else {
            part.push(code);
        }
        left = Some(text);
    }
    shows.push(Show::new(part, Audience::All));
}

/// The marks for pdfium at the right edge of a bracket and at its left one, before a letter.
pub(super) fn guards(code: &Code, left: Option<char>, space: SpaceOf<'_>) -> [Option<Show>; 2] {
    let edge = code.x + code.advance - OVERLAP;
    let marks = [LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK];
    let right = pair(edge, marks, code.style, space);
    let weak = left.is_some_and(|left| !is_strong_right(left) && !is_guarded(left));
    let marks = [RIGHT_TO_LEFT_MARK; 2];
    let left = weak.then(|| pair(code.x - OVERLAP, marks, code.style, space));
    [Some(right), left]
}

/// Two marks for pdfium.
pub(super) fn pair(x: f32, marks: [char; 2], style: u16, space: SpaceOf<'_>) -> Show {
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
