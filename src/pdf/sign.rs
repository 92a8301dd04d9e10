//! A run of shaped glyphs in, the codes that show it out: what is painted and what text it stands for.
//!
//! A code may paint several glyphs at once (a letter with its vowel signs, or a letter with the
//! stroke that lengthens it), so that nothing moves inside a word and every code stands for text.

use smallvec::SmallVec;

use super::class::{RIGHT_TO_LEFT_MARK, SOFT_HYPHEN, is_format, is_joiner, is_mark};
use super::cut::{Cut, Outlines, whole_i16, whole_u16};
use super::unit::{Kind, Pen, Unit, units};
use crate::frame::{GlyphText, PlacedRun};

/// The characters of a code, in the order in which an extractor that reads the page from left to
/// right has to meet them.
pub(super) type Text = SmallVec<[char; 4]>;

/// What a code paints.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outline {
    /// A glyph of the face as it is.
    Glyph(u16),
    /// Nothing, without advance.
    Blank,
    /// Glyphs of the face that were moved by the shaper.
    Moved(Box<Moved>),
}

/// A glyph that the embedded font is given: others of its glyphs, moved, with an advance of its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moved {
    /// In font units.
    pub(super) advance: u16,
    /// What it is made of.
    pub(super) parts: Vec<Part>,
}

/// A moved glyph; lengths are font units, upwards and to the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Part {
    /// The glyph in its face.
    pub(super) glyph: u16,
    /// To the right.
    pub(super) dx: i16,
    /// Upwards.
    pub(super) dy: i16,
    /// How much wider than natural it is drawn, in 1/16384 (F2DOT14 of a composite's component).
    pub(super) scale: i16,
}

/// A glyph that is drawn as wide as it is.
pub(super) const UNSCALED: i16 = 0x4000;

/// One code with its place.
#[derive(Clone, Debug)]
pub(super) struct Code {
    /// Where the pen stands, in points from the left edge of the page.
    pub(super) x: f32,
    /// How far it is raised above its run's baseline, in points; not 0 only where a font cannot
    /// hold moved glyphs.
    pub(super) rise: f32,
    /// How far the code itself moves the pen, in points.
    pub(super) advance: f32,
    /// What it paints.
    pub(super) outline: Outline,
    /// What it stands for.
    pub(super) text: Text,
    /// Index of its style in the line.
    pub(super) style: u16,
}

/// A kerned advance that differs by more than this many em is given to a glyph of the embedded
/// font: poppler takes larger moves for the end of a word.
const LARGEST_MOVE: f32 = 0.03;
/// Joining strokes are placed on a grid of this many em, so that strokes of a book share glyphs;
/// their left ends lie under the letter before, so that a step of it is not seen.
const STROKE_STEP: f32 = 1.0 / 64.0;

/// A space that lacks less than this many em is shown as the font has it.
const NARROWER: f32 = 0.004;

/// A run with all that its codes depend on.
#[derive(Clone, Copy)]
pub(super) struct RunInLine<'a> {
    /// The run.
    pub(super) run: &'a PlacedRun,
    /// The line's text.
    pub(super) text: &'a str,
    /// The face's measures.
    pub(super) cut: &'a Cut,
    /// Index of its style in the line.
    pub(super) style: u16,
}

/// Whether a run is read from right to left.
pub(super) fn is_rtl(run: &PlacedRun) -> bool {
    run.level % 2 == 1
}

/// The codes of a run, left to right.
pub(super) fn signs(run: RunInLine<'_>) -> Vec<Code> {
    let units = units(run);
    let mut codes = Vec::with_capacity(units.len());
    for unit in &units {
        encode(unit, run, &mut codes);
    }
    merge_twins(&mut codes);
    codes
}

/// A blank that carries the letter of the code on its right goes into that code («لل» before an
/// alef): MuPDF takes two equal letters at one place for one that was painted twice.
fn merge_twins(codes: &mut Vec<Code>) {
    for at in (1..codes.len()).rev() {
        let (left, right) = codes.split_at_mut(at);
        let (Some(blank), Some(code)) = (left.last(), right.first_mut()) else {
            continue;
        };
        let twins = blank.outline == Outline::Blank && code.outline != Outline::Blank;
        if twins && blank.text.len() == 1 && blank.text == code.text {
            code.text.push(blank.text[0]);
            codes.remove(at - 1);
        }
    }
}

/// The codes of one unit.
fn encode(unit: &Unit<'_>, run: RunInLine<'_>, codes: &mut Vec<Code>) {
    match unit.kind {
        Kind::Format => encode_format(unit, run, codes),
        Kind::Inserted => encode_inserted(unit, run, codes),
        Kind::Letters if unit.is_space() => encode_space(unit, run, codes),
        Kind::Letters | Kind::Marks => encode_letters(unit, run, codes),
    }
}

/// A half-space with no letter to go to.
fn encode_format(unit: &Unit<'_>, run: RunInLine<'_>, codes: &mut Vec<Code>) {
    let text: Text = unit
        .text
        .iter()
        .copied()
        .filter(|letter| is_joiner(*letter))
        .collect();
    if !text.is_empty() {
        codes.push(blank(unit.left, text, run.style));
    }
}

/// What is not the author's stands for white space (leaders) or for nothing that a reader keeps: a
/// hyphen at a line's end, and the stroke between two letters of a font that cannot have it in the
/// letter's own glyph.
fn encode_inserted(unit: &Unit<'_>, run: RunInLine<'_>, codes: &mut Vec<Code>) {
    for pen in &unit.glyphs {
        let hyphen = run.cut.hyphens.contains(&Some(pen.glyph.id));
        let stroke = run.cut.stroke == Some(pen.glyph.id);
        let text = match is_rtl(run.run) {
            false if hyphen => SOFT_HYPHEN,
            true if stroke => RIGHT_TO_LEFT_MARK,
            false | true => ' ',
        };
        let mut single = Unit::new(Kind::Inserted, *pen, Text::from_slice(&[text]));
        single.kind = Kind::Letters;
        codes.push(paint(&single, run, single.text.clone()));
    }
}

/// A space is a code as wide as the font has it; what justification added lies to its left. One that
/// has given some of its width is a narrower code, since pdfium puts words that lie over a space
/// before it.
fn encode_space(unit: &Unit<'_>, run: RunInLine<'_>, codes: &mut Vec<Code>) {
    let Some(pen) = unit.glyphs.first() else {
        return;
    };
    let (size, units) = (run.run.size.0, run.cut.units);
    let natural = f32::from(run.cut.advance(pen.glyph.id)) * size / units;
    let step = STROKE_STEP * size;
    let room = (unit.right - unit.left) / step + 0.01;
    let narrow = natural > unit.right - unit.left + NARROWER * size;
    let (outline, advance) = if narrow && run.cut.outlines == Outlines::TrueType {
        let advance = whole_u16(room.floor() * STROKE_STEP * units);
        let parts = Vec::new();
        (
            Outline::Moved(Box::new(Moved { advance, parts })),
            f32::from(advance) * size / units,
        )
    } else {
        (Outline::Glyph(pen.glyph.id), natural)
    };
    codes.push(Code {
        x: unit.right - advance,
        rise: 0.0,
        advance,
        outline,
        text: unit
            .text
            .iter()
            .map(|space| if space.is_control() { ' ' } else { *space })
            .collect(),
        style: run.style,
    });
}

fn encode_letters(unit: &Unit<'_>, run: RunInLine<'_>, codes: &mut Vec<Code>) {
    if is_rtl(run.run) {
        let carried = split_rtl(&unit.text);
        let on_left = carried
            .signs
            .into_iter()
            .map(|text| blank(unit.left, text, run.style));
        codes.extend(on_left);
        codes.push(paint(unit, run, carried.glyph));
        if !carried.before.is_empty() {
            codes.push(blank(unit.right, carried.before, run.style));
        }
    } else {
        let (glyph, carried) = split_ltr(&unit.text);
        codes.push(paint(unit, run, glyph));
        let further = carried
            .into_iter()
            .map(|letter| Text::from_slice(&[letter]));
        codes.extend(further.map(|text| blank(unit.right, text, run.style)));
    }
    if run.cut.outlines == Outlines::PostScript {
        paint_parts(unit, run, codes);
    }
}

/// Which codes carry the text of a right-to-left unit.
struct Carried {
    /// Blanks at its left edge: the signs on its last letter, the last sign first.
    signs: Vec<Text>,
    /// Its own code: its last letter, with a half-space in front.
    glyph: Text,
    /// A blank at its right edge: the letters of a ligature before the last, reversed.
    before: Text,
}

/// Every extractor turns a line round code by code, and not all turn the text of one code: so
/// each sign has a code, and of a ligature's letters only the last stays with the glyph.
fn split_rtl(text: &Text) -> Carried {
    let is_letter = |letter: &char| !is_mark(*letter) && !is_format(*letter);
    let last = text.iter().rposition(is_letter).unwrap_or(0);
    let before = text[..last].iter().rev().copied().collect();
    let mut signs: Vec<Text> = Vec::new();
    let mut glyph = Text::new();
    for (at, letter) in text[last..].iter().enumerate() {
        if at > 0 && is_mark(*letter) {
            signs.insert(0, Text::from_slice(&[*letter]));
        } else {
            signs.first_mut().unwrap_or(&mut glyph).insert(0, *letter);
        }
    }
    Carried {
        signs,
        glyph,
        before,
    }
}

/// A ligature's own code carries its first letter, blanks on its right the others.
fn split_ltr(text: &Text) -> (Text, Text) {
    let is_letter = |letter: &char| !is_mark(*letter) && !is_format(*letter);
    let first = text.iter().position(is_letter).unwrap_or(0);
    let marks = text[first..]
        .iter()
        .skip(1)
        .take_while(|letter| !is_letter(letter))
        .count();
    let end = (first + 1 + marks).min(text.len());
    (
        text[..end].iter().copied().collect(),
        text[end..].iter().copied().collect(),
    )
}

/// A code that paints nothing.
pub(super) fn blank(x: f32, text: Text, style: u16) -> Code {
    Code {
        x,
        rise: 0.0,
        advance: 0.0,
        outline: Outline::Blank,
        text,
        style,
    }
}

/// The code that paints a unit's glyphs.
fn paint(unit: &Unit<'_>, run: RunInLine<'_>, text: Text) -> Code {
    let Some(first) = unit.glyphs.first() else {
        return blank(unit.left, text, run.style);
    };
    let (size, cut) = (run.run.size.0, run.cut);
    let advance = unit.right - unit.left;
    let native = f32::from(cut.advance(first.glyph.id)) * size / cut.units;
    let near = |length: f32| length.abs() <= LARGEST_MOVE * size;
    let level = first.glyph.dy.0 + baked_rise(run) == 0.0;
    let steady = if advance > 0.0 {
        near(first.glyph.dx.0)
    } else {
        first.glyph.dx.0 == 0.0
    };
    let plain = unit.glyphs.len() == 1 && level && steady && near(advance - native);
    if plain || cut.outlines == Outlines::PostScript {
        return Code {
            x: first.x + first.glyph.dx.0,
            rise: first.glyph.dy.0,
            advance: native,
            outline: Outline::Glyph(first.glyph.id),
            text,
            style: run.style,
        };
    }
    paint_moved(unit, run, text)
}

/// How far a run is raised by its glyphs, in points.
fn baked_rise(run: RunInLine<'_>) -> f32 {
    match run.cut.outlines {
        Outlines::TrueType => run.run.rise.0,
        Outlines::PostScript => 0.0,
    }
}

/// The code of a glyph that the embedded font has to be given.
fn paint_moved(unit: &Unit<'_>, run: RunInLine<'_>, text: Text) -> Code {
    let (size, units) = (run.run.size.0, run.cut.units);
    let letter = unit
        .glyphs
        .iter()
        .filter(|pen| pen.glyph.text != GlyphText::Inserted);
    let origin = letter.map(|pen| pen.x).fold(f32::INFINITY, f32::min);
    let origin = if origin.is_finite() {
        origin
    } else {
        unit.left
    };
    let step = STROKE_STEP * size;
    let stroke = ((origin - unit.left) / step).ceil().max(0.0) * step;
    let left = origin - stroke;
    let on_grid = |x: f32| (x / step + 0.001).floor() * step;
    let part = |pen: &Pen<'_>| {
        let inserted = pen.glyph.text == GlyphText::Inserted;
        let (mut x, mut scale) = (pen.x - origin, pen.glyph.stretch);
        let advance = pen.glyph.advance.0;
        if inserted && advance > 0.0 {
            let right = on_grid(x + advance);
            x = on_grid(x);
            scale *= (right - x) / advance;
        }
        Part {
            glyph: pen.glyph.id,
            dx: whole_i16((stroke + x + pen.glyph.dx.0) * units / size),
            dy: whole_i16((pen.glyph.dy.0 + baked_rise(run)) * units / size),
            scale: fixed(scale),
        }
    };
    let mut parts: Vec<Part> = unit.glyphs.iter().map(part).collect();
    parts.sort_unstable();
    let advance = whole_u16((unit.right - left) * units / size);
    Code {
        x: left,
        rise: 0.0,
        advance: f32::from(advance) * size / units,
        outline: Outline::Moved(Box::new(Moved { advance, parts })),
        text,
        style: run.style,
    }
}

/// A scale as a font has it, below 2.
fn fixed(scale: f32) -> i16 {
    whole_i16((scale * f32::from(UNSCALED)).clamp(0.0, f32::from(i16::MAX)))
}

/// The further glyphs of a unit in a font that cannot hold moved glyphs.
fn paint_parts(unit: &Unit<'_>, run: RunInLine<'_>, codes: &mut Vec<Code>) {
    for pen in unit.glyphs.iter().skip(1) {
        let single = Unit::new(Kind::Marks, *pen, Text::new());
        codes.push(paint(&single, run, Text::from_slice(&[RIGHT_TO_LEFT_MARK])));
    }
}
