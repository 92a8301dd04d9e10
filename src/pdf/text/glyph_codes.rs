//! A run of shaped glyphs in, the codes that show it out: what is painted and what text it stands for.
//!
//! A code may paint several glyphs at once (a letter with its vowel signs, or a letter with the
//! stroke that lengthens it), so that nothing moves inside a word and every code stands for text.

use super::character_class::{RIGHT_TO_LEFT_MARK, SOFT_HYPHEN, is_format, is_joiner};
use super::code::{Aside, Code, RunInLine, blank, is_rtl};
use super::glyph_units::{Pen, Unit, UnitKind, units};
use super::rule_set::Rule;
use crate::frame::GlyphText;
use crate::locale::is_mark;
use crate::pdf::font::font_metrics::{Outlines, whole_i16, whole_u16};
use crate::pdf::font::outline::{CompositeGlyph, GlyphComponent, Outline, Text, UNSCALED};

/// A kerned advance that differs by more than this many em is given to a glyph of the embedded
/// font: poppler takes larger moves for the end of a word.
const LARGEST_MOVE: f32 = 0.03;
/// Joining strokes are placed on a grid of this many em, so that strokes of a book share glyphs;
/// their left ends lie under the letter before, so that a step of it is not seen.
const STROKE_STEP: f32 = 1.0 / 64.0;

/// A space that lacks less than this many em is shown as the font has it.
const NARROWER: f32 = 0.004;
/// Wider spaces are blanks of the font on a grid of this many em, so that they are few; pypdf adds a space
/// of its own at larger gaps.
const SPACE_STEP: f32 = 0.08;

/// The codes of a run, left to right.
pub(in crate::pdf) fn glyph_codes(run: RunInLine<'_>) -> Vec<Code> {
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
        // Only if the blank stands for the same letter as the glyph beside it.
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
        UnitKind::Format => encode_format(unit, run, codes),
        UnitKind::Inserted => encode_inserted(unit, run, codes),
        UnitKind::Letters if unit.is_space() => encode_space(unit, run, codes),
        UnitKind::Letters | UnitKind::Marks => encode_letters(unit, run, codes),
    }
}

/// A half-space with no letter to go to.
fn encode_format(unit: &Unit<'_>, run: RunInLine<'_>, codes: &mut Vec<Code>) {
    let text: Text = unit
        .text
        .iter()
        .copied()
        .filter(|character| is_joiner(*character))
        .collect();
    if !text.is_empty() {
        codes.push(blank(unit.left, text, run.style));
    }
}

/// What is not the author's stands for white space (leaders) or for nothing that a reader keeps: a
/// hyphen at a line's end, and the stroke between two letters of a font that cannot have it in the
/// letter's own glyph.
fn encode_inserted(unit: &Unit<'_>, run: RunInLine<'_>, codes: &mut Vec<Code>) {
    for pen in unit.glyphs.iter() {
        let hyphen = run.metrics.hyphens.contains(&Some(pen.glyph.id));
        let stroke = run.metrics.stroke == Some(pen.glyph.id);
        // A hyphen that the tool set is U+00AD, so that a copied word is whole again; a stroke in a font
        // that cannot hold it in the letter's glyph is an invisible mark; a leader's dots are spaces.
        let text = match is_rtl(run.run) {
            false if hyphen => SOFT_HYPHEN,
            true if stroke => RIGHT_TO_LEFT_MARK,
            false | true => ' ',
        };
        let mut single = Unit::new(UnitKind::Inserted, *pen, Text::from_slice(&[text]));
        single.kind = UnitKind::Letters;
        codes.push(paint(&single, run, single.text.clone()));
    }
}

/// A space is a blank of the font with what justification has added, in steps; what is left of a step
/// lies right of it. Whoever leaves a gap to the left of a space parts the words of a line for PDFBox.
fn encode_space(unit: &Unit<'_>, run: RunInLine<'_>, codes: &mut Vec<Code>) {
    let Some(pen) = unit.glyphs.first() else {
        return;
    };
    let (size, units) = (run.run.size.0, run.metrics.units);
    let native = f32::from(run.metrics.advance(pen.glyph.id)) / units;
    let width = (unit.right - unit.left) / size;
    let wide = |advance: u16| {
        let parts = Vec::new();
        let outline = Outline::Composite(Box::new(CompositeGlyph { advance, parts }));
        (outline, f32::from(advance) * size / units)
    };
    let steps = ((width - native) / SPACE_STEP + 0.01).floor();
    let (outline, advance) = match run.metrics.outlines {
        // «۵ ۶» set tight: if the font's own space were written, «۶» would begin to the right of its left
        // edge, and pdfium, which sorts by left edges, would read it before the space.
        Outlines::TrueType if width < native - NARROWER => {
            let steps = (width / STROKE_STEP + 0.01).floor();
            wide(whole_u16(steps * STROKE_STEP * units))
        }
        Outlines::TrueType if steps > 0.0 && run.rules.has(Rule::SpaceSteps) => {
            wide(whole_u16((native + steps * SPACE_STEP) * units))
        }
        Outlines::TrueType | Outlines::PostScript => (Outline::Glyph(pen.glyph.id), native * size),
    };
    let text = unit.text.iter();
    let text = text.map(|space| if space.is_control() { ' ' } else { *space });
    let x = match run.rules.has(Rule::SpaceSteps) {
        true => unit.left,
        false => unit.right - advance,
    };
    codes.push(Code {
        advance,
        outline,
        ..blank(x, text.collect(), run.style)
    });
}

fn encode_letters(unit: &Unit<'_>, run: RunInLine<'_>, codes: &mut Vec<Code>) {
    // «لَا»: two letters and a sign in one ligature. On the page, from left to right, stand the blank of the
    // sign, the ligature's own code («ا») and a blank at its right edge («ل»): turned round code by
    // code, that is the word.
    if is_rtl(run.run) {
        let split = split_rtl(&unit.text);
        let on_left = split
            .signs
            .into_iter()
            .map(|text| blank(unit.left, text, run.style));
        codes.extend(on_left);
        codes.push(paint(unit, run, split.glyph));
        if !split.before.is_empty() {
            codes.push(blank(unit.right, split.before, run.style));
        }
    } else {
        let (glyph, further) = split_ltr(&unit.text);
        codes.push(paint(unit, run, glyph));
        let further = further
            .into_iter()
            .map(|character| Text::from_slice(&[character]));
        codes.extend(further.map(|text| blank(unit.right, text, run.style)));
    }
    if run.metrics.outlines == Outlines::PostScript {
        paint_parts(unit, run, codes);
    }
}

/// Which codes carry the text of a right-to-left unit.
struct SplitText {
    /// Blanks at its left edge: the signs on its last letter, the last sign first.
    signs: Vec<Text>,
    /// Its own code: its last letter, with a half-space in front.
    glyph: Text,
    /// A blank at its right edge: the letters of a ligature before the last, reversed.
    before: Text,
}

/// Every extractor turns a line round code by code, and not all turn the text of one code: so
/// each sign has a code, and of a ligature's letters only the last stays with the glyph.
fn split_rtl(text: &Text) -> SplitText {
    let is_letter = |character: &char| !is_mark(*character) && !is_format(*character);
    let last = text.iter().rposition(is_letter).unwrap_or(0);
    let before = text[..last].iter().rev().copied().collect();
    let mut signs: Vec<Text> = Vec::new();
    let mut glyph = Text::new();
    for (at, character) in text[last..].iter().enumerate() {
        if at > 0 && is_mark(*character) {
            signs.insert(0, Text::from_slice(&[*character]));
        } else {
            let code = signs.first_mut().unwrap_or(&mut glyph);
            code.insert(0, *character);
        }
    }
    SplitText {
        signs,
        glyph,
        before,
    }
}

/// A ligature's own code carries its first letter, blanks on its right the others.
fn split_ltr(text: &Text) -> (Text, Text) {
    let is_letter = |character: &char| !is_mark(*character) && !is_format(*character);
    let first = text.iter().position(is_letter).unwrap_or(0);
    let marks = text[first..]
        .iter()
        .skip(1)
        .take_while(|character| !is_letter(character))
        .count();
    let end = (first + 1 + marks).min(text.len());
    (
        text[..end].iter().copied().collect(),
        text[end..].iter().copied().collect(),
    )
}

/// The code that paints a unit's glyphs.
fn paint(unit: &Unit<'_>, run: RunInLine<'_>, text: Text) -> Code {
    let Some(first) = unit.glyphs.first() else {
        return blank(unit.left, text, run.style);
    };
    let (size, metrics) = (run.run.size.0, run.metrics);
    let advance = unit.right - unit.left;
    let native = f32::from(metrics.advance(first.glyph.id)) * size / metrics.units;
    // The glyph of the font serves as it is if the shaper has neither moved it nor changed its advance by
    // more than a reader overlooks. «ب» beside «ر», kerned by a hundredth of an em, is still «ب».
    let near = |length: f32| length.abs() <= LARGEST_MOVE * size;
    let level = first.glyph.dy.0 + baked_rise(run) == 0.0;
    let steady = if advance > 0.0 {
        near(first.glyph.dx.0)
    } else {
        first.glyph.dx.0 == 0.0
    };
    let plain = unit.glyphs.len() == 1 && level && steady && near(advance - native);
    if plain || metrics.outlines == Outlines::PostScript {
        return Code {
            x: first.x + first.glyph.dx.0,
            rise: first.glyph.dy.0,
            advance: native,
            outline: Outline::Glyph(first.glyph.id),
            text,
            pypdf: Aside::Same,
            pdfbox: None,
            style: run.style,
        };
    }
    paint_moved(unit, run, text)
}

/// How far a run is raised by its glyphs, in points.
fn baked_rise(run: RunInLine<'_>) -> f32 {
    match run.metrics.outlines {
        Outlines::TrueType => run.run.rise.0,
        Outlines::PostScript => 0.0,
    }
}

/// The code of a glyph that the embedded font has to be given.
fn paint_moved(unit: &Unit<'_>, run: RunInLine<'_>, text: Text) -> Code {
    let (size, units) = (run.run.size.0, run.metrics.units);
    // The moved glyph begins at its letter, and a stroke that lengthens the letter lies left of it: it is
    // rounded up to the grid, so that «ـس» is one glyph for all strokes of about that length.
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
        GlyphComponent {
            glyph: pen.glyph.id,
            dx: whole_i16((stroke + x + pen.glyph.dx.0) * units / size),
            dy: whole_i16((pen.glyph.dy.0 + baked_rise(run)) * units / size),
            scale: fixed(scale),
        }
    };
    // Sorted, so that the same glyphs in another order are the same outline.
    let mut parts: Vec<GlyphComponent> = unit.glyphs.iter().map(part).collect();
    parts.sort_unstable();
    let advance = whole_u16((unit.right - left) * units / size);
    Code {
        x: left,
        rise: 0.0,
        advance: f32::from(advance) * size / units,
        outline: Outline::Composite(Box::new(CompositeGlyph { advance, parts })),
        text,
        pypdf: Aside::Same,
        pdfbox: None,
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
        // Something has to be its text: a mark that nobody sees.
        let single = Unit::new(UnitKind::Marks, *pen, Text::new());
        codes.push(paint(&single, run, Text::from_slice(&[RIGHT_TO_LEFT_MARK])));
    }
}
