//! Spaces that give some of their width to the letter on their left.
//!
//! pdf.js measures a gap from the end of the last letter that has a width: behind a space that is wider than
//! it expects it ends an item, and behind one before a vowel sign («مخصوصاً جامعه», whose tanwin stands
//! between the space and the alef) it adds a second space. So there the letter is as wide as both.

use super::character_class::ARABIC_LETTER_MARK;
use super::code::Code;
use super::code_class::{begins_with_mark, is_word_space};
use super::line_arrangement::LineArrangement;
use super::line_fonts::LineFonts;
use crate::pdf::font::font_metrics::{Outlines, whole_u16};
use crate::pdf::font::outline::{CompositeGlyph, GlyphComponent, Outline, UNSCALED};

/// pdf.js ends an item at a gap of 0.6 em, poppler parts words of a wide line.
const WIDE: f32 = 0.55;
/// What is left of a wide space, in em.
const LEFT_OF_WIDE: f32 = 0.3;
/// What is left of a space before a vowel sign: pdf.js takes less than 0.102 em for no space.
const LEFT_BEFORE_SIGN: f32 = 0.03;
/// Letters grow in steps of this many em, so that a book has few widths of each.
const STEP: f32 = 1.0 / 16.0;

/// Widens the letters left of wide spaces and of spaces before vowel signs; where a font cannot have them, the space
/// carries a mark, behind which pdf.js takes it for a letter.
pub(in crate::pdf) fn share_spaces(line: &mut LineArrangement<'_>) {
    let fonts = line.context.fonts;
    for run in line.runs.iter_mut().filter(|run| run.rtl) {
        let mut before = LeftNeighbour::default();
        for at in 1..run.codes.len().saturating_sub(1) {
            before.pass(&run.codes, at - 1);
            if is_word_space(&run.codes[at]) {
                let space = Space { at, before };
                let needed = space.kept(&run.codes, fonts);
                let shared = needed.is_none_or(|kept| space.share(&mut run.codes, kept, fonts));
                if !shared {
                    run.codes[at].text.insert(0, ARABIC_LETTER_MARK);
                }
            }
        }
    }
}

/// What stands left of a code. It is carried from code to code: a line of a thousand spaces would be searched from each of
/// them.
#[derive(Clone, Copy, Default)]
struct LeftNeighbour {
    /// The last letter that has a width.
    letter: Option<usize>,
    /// Whether what stands behind that letter has none.
    adjoins: bool,
}

impl LeftNeighbour {
    /// Goes past a code.
    fn pass(&mut self, codes: &[Code], at: usize) {
        let code = &codes[at];
        if code.advance > 0.0 && !is_word_space(code) {
            self.letter = Some(at);
            self.adjoins = true;
        } else {
            self.adjoins &= code.advance == 0.0;
        }
    }
}

/// A space of a run and what stands left of it.
#[derive(Clone, Copy)]
struct Space {
    at: usize,
    before: LeftNeighbour,
}

impl Space {
    /// How much of it stays one, in em; `None` where all of it does.
    fn kept(self, codes: &[Code], fonts: LineFonts<'_>) -> Option<f32> {
        let right = &codes[self.at + 1];
        if right.advance == 0.0 || begins_with_mark(right) {
            return Some(LEFT_BEFORE_SIGN);
        }
        let wide = self.gap(codes)? > WIDE * fonts.size(&codes[self.at]);
        wide.then_some(LEFT_OF_WIDE)
    }

    /// From the letter left of it to the code right of it, in points.
    fn gap(self, codes: &[Code]) -> Option<f32> {
        let letter = &codes[self.before.letter?];
        Some(codes[self.at + 1].x - letter.x - letter.advance)
    }

    /// Gives the letter what the space does not keep; whether it could.
    fn share(self, codes: &mut [Code], kept: f32, fonts: LineFonts<'_>) -> bool {
        let at = self.at;
        let size = fonts.size(&codes[at]);
        let (Some(letter), Some(gap)) = (self.before.letter, self.gap(codes)) else {
            return false;
        };
        let fits = self.before.adjoins && codes[letter].style == codes[at].style;
        let share = ((gap / size - kept) / STEP).floor().max(0.0) * STEP * size;
        if !fits || !widen(&mut codes[letter], share, fonts) {
            return false;
        }
        let left = codes[letter].x + codes[letter].advance;
        codes[letter + 1..at]
            .iter_mut()
            .for_each(|blank| blank.x = left);
        let style = &fonts.styles[usize::from(codes[at].style)];
        let units = fonts.metrics.get(style.face).units / size;
        let advance = whole_u16((codes[at + 1].x - left).max(0.0) * units);
        let space = &mut codes[at];
        space.x = left;
        space.advance = f32::from(advance) / units;
        let parts = Vec::new();
        space.outline = Outline::Composite(Box::new(CompositeGlyph { advance, parts }));
        true
    }
}

/// Gives a letter a wider advance; whether its font could.
fn widen(letter: &mut Code, share: f32, fonts: LineFonts<'_>) -> bool {
    let style = &fonts.styles[usize::from(letter.style)];
    let metrics = fonts.metrics.get(style.face);
    let scale = metrics.units / style.size;
    let mut moved = match (&letter.outline, metrics.outlines) {
        (Outline::Glyph(glyph), Outlines::TrueType) => CompositeGlyph {
            advance: metrics.advance(*glyph),
            parts: vec![GlyphComponent {
                glyph: *glyph,
                dx: 0,
                dy: 0,
                scale: UNSCALED,
            }],
        },
        (Outline::Composite(moved), Outlines::TrueType) => (**moved).clone(),
        (Outline::Blank, _) | (_, Outlines::PostScript) => return false,
    };
    moved.advance = whole_u16(f32::from(moved.advance) + share * scale);
    letter.advance = f32::from(moved.advance) / scale;
    letter.outline = Outline::Composite(Box::new(moved));
    true
}
