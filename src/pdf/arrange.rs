//! A placed line in, the codes in the order in which they are shown out.
//!
//! Bidi runs come in logical order, each with a text matrix and a `TJ` of its own; inside a run
//! codes go from left to right. Marks that no reader sees tell the extractors what they would
//! otherwise guess wrongly; `docs/text-in-pdf.md` gives the reason of each.

use super::class::{
    ARABIC_LETTER_MARK, POP_DIRECTIONAL_FORMATTING, RIGHT_TO_LEFT_MARK, Strength, is_boundary,
    is_mark, is_number_punctuation, is_number_sign, is_space, is_strong_right, strength,
};
use super::cut::Cuts;
use super::guard::{self, Scene};
use super::sign::{Code, Outline, RunInLine, Text, blank, is_rtl, signs};
use crate::font::FaceId;
use crate::locale::Direction;
use crate::page::{ElementId, Ink, PlacedLine, PlacedRun, TextRole, stretches};

/// Face, size, height and colour of codes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    /// The face.
    pub(super) face: FaceId,
    /// The size of an em in points.
    pub(super) size: f32,
    /// Points above the line's baseline.
    pub(super) rise: f32,
    /// The colour.
    pub(super) ink: Ink,
}

/// Who is meant to read codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Audience {
    /// Everybody.
    All,
    /// pdfium alone: the others honour an empty `ActualText`.
    Pdfium,
    /// Everybody but pdfium, which overlooks an `ActualText` around a property list without one;
    /// the text is what is read.
    Others(String),
}

/// Codes that share one text matrix.
#[derive(Clone, Debug)]
pub(super) struct Show {
    /// Left to right; never empty.
    pub(super) codes: Vec<Code>,
    /// Who reads them.
    pub(super) audience: Audience,
    /// How much wider than natural they are shown; not 1 only for what is not painted.
    pub(super) stretch: f32,
}

impl Show {
    /// Codes as wide as they are.
    pub(super) fn new(codes: Vec<Code>, audience: Audience) -> Self {
        Self {
            codes,
            audience,
            stretch: 1.0,
        }
    }
}

/// A line that is ready to be written.
#[derive(Clone, Debug)]
pub(super) struct ShownLine {
    /// The baseline, from the top of the page in points.
    pub(super) baseline: f32,
    /// What the line is.
    pub(super) role: TextRole,
    /// The direction of its paragraph.
    pub(super) direction: Direction,
    /// The styles that codes count into.
    pub(super) styles: Vec<Style>,
    /// What is shown, in this order.
    pub(super) shows: Vec<Show>,
    /// How much wider than their own width letters are shown; all places are before that.
    pub(super) letters: f32,
    /// For each style, which stretch of the line it is part of, and the element of that.
    pub(super) owners: Vec<(u32, Option<ElementId>)>,
}

impl ShownLine {
    /// The element that all codes belong to; `None` where there are several, or codes that only one
    /// program is meant to read.
    pub(super) fn whole(&self) -> Option<Option<ElementId>> {
        let (_, first) = self.owners.first()?;
        let one = self.owners.iter().all(|(_, element)| element == first);
        let for_all = |show: &Show| show.audience != Audience::Pdfium;
        let whole = one && (first.is_none() || self.shows.iter().all(for_all));
        whole.then_some(*first)
    }

    /// The line without what only one program reads, for fonts that are short of codes.
    pub(super) fn without_guards(&self) -> Self {
        let mut line = self.clone();
        line.shows.retain(|show| show.audience != Audience::Pdfium);
        line.shows
            .iter_mut()
            .for_each(|show| show.audience = Audience::All);
        line
    }
}

/// A stretch of text of one direction.
pub(super) struct BidiRun {
    /// Whether it is read from right to left.
    pub(super) rtl: bool,
    /// Left to right.
    pub(super) codes: Vec<Code>,
    /// The right edge in points.
    pub(super) right: f32,
}

/// Whether a run has neighbours on its line; they are of the other direction.
#[derive(Clone, Copy)]
struct Neighbours {
    /// One is read before it.
    before: bool,
    /// One is read after it.
    after: bool,
}

/// A mark stands this far left of what it belongs to, in points: extractors sort by place.
const MARK_STEP: f32 = 0.05;
/// Word spaces wider than this many em end an item in pdf.js and a word run in poppler.
const WIDE_SPACE: f32 = 0.58;

/// Arranges a line of a book of this direction.
pub(super) fn arrange(line: &PlacedLine, cuts: &Cuts, book: Direction) -> ShownLine {
    let letters = line.fit.letters;
    let natural = (letters.to_bits() != 1.0_f32.to_bits()).then(|| at_own_width(line));
    let line = natural.as_ref().unwrap_or(line);
    let styles: Vec<Style> = line.runs.iter().map(style_of).collect();
    let owners = owners(line);
    let mut runs = bidi_runs(line, cuts);
    let space = |style| space_of(style, &styles, cuts);
    let last = runs.len().saturating_sub(1);
    for (at, run) in runs.iter_mut().enumerate() {
        if run.rtl {
            let neighbours = Neighbours {
                before: at > 0,
                after: at < last,
            };
            mark_spaces(run, neighbours, &styles);
            open_with_space(&mut run.codes, &space);
            mark_signs(run, neighbours);
            outweigh(&mut run.codes);
        }
    }
    let shows = guard::shows(
        runs,
        Scene {
            line,
            owners: &owners,
            book,
            space: &space,
        },
    );
    let (baseline, role, direction) = (line.baseline.0, line.role, line.direction);
    ShownLine {
        baseline,
        role,
        direction,
        styles,
        shows,
        letters,
        owners,
    }
}

/// For each run, the stretch of one element that it is part of, and the element.
fn owners(line: &PlacedLine) -> Vec<(u32, Option<ElementId>)> {
    let stretches = (0_u32..).zip(stretches(line));
    stretches
        .flat_map(|(stretch, (runs, element))| runs.map(move |_| (stretch, element)))
        .collect()
}

/// The line with its letters as wide as their font has them; its places shrink with them.
fn at_own_width(line: &PlacedLine) -> PlacedLine {
    let mut line = line.clone();
    let letters = line.fit.letters;
    for run in &mut line.runs {
        run.x = run.x / letters;
        for glyph in &mut run.glyphs {
            glyph.advance = glyph.advance / letters;
            glyph.dx = glyph.dx / letters;
        }
    }
    line
}

fn style_of(run: &PlacedRun) -> Style {
    Style {
        face: run.face,
        size: run.size.0,
        rise: run.rise.0,
        ink: run.ink,
    }
}

/// The space of a style: its glyph, and its width in points.
fn space_of(style: u16, styles: &[Style], cuts: &Cuts) -> (u16, f32) {
    let style = &styles[usize::from(style)];
    let cut = cuts.get(style.face);
    (
        cut.space,
        f32::from(cut.advance(cut.space)) * style.size / cut.units,
    )
}

/// Joins neighbouring runs of one direction, in logical order.
fn bidi_runs(line: &PlacedLine, cuts: &Cuts) -> Vec<BidiRun> {
    let mut runs: Vec<BidiRun> = Vec::new();
    for (style, run) in (0_u16..).zip(&line.runs) {
        let codes = signs(RunInLine {
            run,
            text: &line.text,
            cut: cuts.get(run.face),
            style,
        });
        if codes.is_empty() {
            continue;
        }
        let right = run.x.0 + run.width().0;
        let parted = runs
            .last()
            .is_some_and(|last| parts(last, line, usize::from(style)));
        if parted {
            let boundary = Text::from_slice(&[POP_DIRECTIONAL_FORMATTING]);
            let codes = vec![blank(right - MARK_STEP, boundary, style)];
            runs.push(BidiRun {
                rtl: false,
                codes,
                right,
            });
        }
        match runs.last_mut() {
            Some(last) if last.rtl == is_rtl(run) => {
                last.right = last.right.max(right);
                join(&mut last.codes, codes);
            }
            _ => runs.push(BidiRun {
                rtl: is_rtl(run),
                codes,
                right,
            }),
        }
    }
    runs
}

/// Whether a right-to-left run changes its font or its element: pdf.js ends an item there and puts
/// the next one after it, so both have to come in logical order, and a mark of the other direction
/// between them keeps MuPDF from turning them round as one.
fn parts(before: &BidiRun, line: &PlacedLine, at: usize) -> bool {
    let run = &line.runs[at];
    let Some(code) = before.codes.first().filter(|_| before.rtl && is_rtl(run)) else {
        return false;
    };
    let before = usize::from(code.style);
    let old = &line.runs[before];
    let element = |at: usize| line.elements.get(at).copied().flatten();
    old.face != run.face || old.size != run.size || element(before) != element(at)
}

/// Puts codes of a run before or after those that are there, by their place.
fn join(codes: &mut Vec<Code>, mut more: Vec<Code>) {
    if more[0].x < codes[0].x {
        std::mem::swap(codes, &mut more);
    }
    codes.append(&mut more);
}

fn starts_strong(code: &Code) -> bool {
    code.text
        .first()
        .is_some_and(|letter| is_strong_right(*letter))
}

fn ends_strong(code: &Code) -> bool {
    code.text
        .last()
        .is_some_and(|letter| is_strong_right(*letter))
}

fn begins_with_mark(code: &Code) -> bool {
    code.text.first().is_some_and(|letter| is_mark(*letter))
}

fn is_word_space(code: &Code) -> bool {
    matches!(code.text.as_slice(), [only] if is_space(*only))
}

fn with_letter_mark(code: &mut Code) {
    code.text.insert(0, ARABIC_LETTER_MARK);
}

/// Spaces that an extractor would give to the wrong side carry a strong mark in their own code.
fn mark_spaces(run: &mut BidiRun, neighbours: Neighbours, styles: &[Style]) {
    let codes = &mut run.codes;
    let last = codes.len() - 1;
    for at in 0..codes.len() {
        if !is_word_space(&codes[at]) {
            continue;
        }
        let size = styles[usize::from(codes[at].style)].size;
        let start = at
            .checked_sub(1)
            .map_or(codes[at].x, |left| codes[left].x + codes[left].advance);
        let wide = codes[at].x + codes[at].advance - start > WIDE_SPACE * size;
        let edge = at == 0 && neighbours.after || at == last && at > 0 && neighbours.before;
        let unsteady = codes
            .get(at + 1)
            .is_some_and(|right| begins_with_mark(right) || right.advance == 0.0);
        if wide || edge || unsteady {
            with_letter_mark(&mut codes[at]);
        }
    }
}

/// A sign at the left end of a run would open an item of pdf.js: a space opens it instead.
fn open_with_space(codes: &mut Vec<Code>, space: guard::SpaceOf<'_>) {
    let Some(first) = codes.first().filter(|code| begins_with_mark(code)) else {
        return;
    };
    let (space, style) = (space(first.style), first.style);
    let text = Text::from_slice(&[ARABIC_LETTER_MARK, ' ']);
    codes.insert(0, wide_blank(first.x - space.1, space, text, style));
}

/// Sets right-to-left marks where signs and digits would turn the line round.
fn mark_signs(run: &mut BidiRun, neighbours: Neighbours) {
    let codes = std::mem::take(&mut run.codes);
    let lost = codes.len() > 1 && !codes.iter().any(ends_strong);
    let mut marked: Vec<Code> = Vec::with_capacity(codes.len() + 4);
    for (at, code) in codes.iter().enumerate() {
        let left = at.checked_sub(1).map(|left| &codes[left]);
        let mut code = code.clone();
        if code
            .text
            .first()
            .is_some_and(|letter| is_number_sign(*letter))
        {
            with_letter_mark(&mut code);
            marked.push(code);
            continue;
        }
        if left.is_none() && !starts_strong(&code) && lost {
            with_letter_mark(&mut code);
        } else if needs_mark(left, &code) {
            marked.push(mark(code.x - MARK_STEP, code.style));
        }
        let parting = codes
            .get(at + 1)
            .is_some_and(|right| must_part(&code, right));
        let (end, style) = (code.x + code.advance, code.style);
        marked.push(code);
        if parting {
            marked.push(mark(end - MARK_STEP, style));
        }
    }
    close_right(&mut marked, neighbours, run.right);
    run.codes = marked;
}

/// pdf.js takes an item of more than four characters for left to right where fewer than three in ten
/// are right to left, and knows few of them: marks in the spaces of a short run between links make
/// up for its brackets.
fn outweigh(codes: &mut [Code]) {
    const LONG: usize = 4;
    let letters = || codes.iter().flat_map(|code| &code.text);
    let mut all = letters().count();
    let mut right = letters()
        .filter(|letter| strength(**letter) == Strength::Right && **letter != RIGHT_TO_LEFT_MARK)
        .count();
    if right == 0 {
        return;
    }
    let mut spaces = codes.iter_mut().filter(|code| is_word_space(code));
    while all > LONG && right * 10 < all * 3 {
        let Some(space) = spaces.next() else { return };
        with_letter_mark(space);
        all += 1;
        right += 1;
    }
}

/// Whether a mark has to stand left of a code.
fn needs_mark(left: Option<&Code>, code: &Code) -> bool {
    match left {
        None => !starts_strong(code),
        Some(left) => {
            code.text
                .first()
                .is_some_and(|letter| is_number_punctuation(*letter))
                && !ends_strong(left)
                && left.text != code.text
        }
    }
}

/// Whether two neighbours are weak and different: pdfium would keep them in the order of the page.
fn must_part(left: &Code, right: &Code) -> bool {
    let (Some(left), Some(right)) = (left.text.last(), right.text.first()) else {
        return false;
    };
    let weak = strength(*left) == Strength::Weak && strength(*right) == Strength::Weak;
    weak && left != right && !(is_mark(*left) && is_mark(*right)) && !is_boundary(*left)
}

/// The right edge is where the run is entered: after a left-to-right run it needs a strong letter,
/// and at the edge of the line poppler takes a hyphen for a hyphenation.
fn close_right(codes: &mut Vec<Code>, neighbours: Neighbours, right: f32) {
    let Some(code) = codes.last() else { return };
    let hyphen = !neighbours.before && code.text.last() == Some(&'-');
    if hyphen || neighbours.before && !ends_strong(code) {
        let style = code.style;
        codes.push(mark(right - 2.0 * MARK_STEP, style));
    }
}

fn mark(x: f32, style: u16) -> Code {
    blank(x, Text::from_slice(&[RIGHT_TO_LEFT_MARK]), style)
}

/// A blank as wide as a space, with any text.
pub(super) fn wide_blank(x: f32, space: (u16, f32), text: Text, style: u16) -> Code {
    Code {
        x,
        rise: 0.0,
        advance: space.1,
        outline: Outline::Glyph(space.0),
        text,
        style,
    }
}
