//! The line height that a cascading face needs: one face in, a multiple of the em out.
//!
//! Words of Nastaliq begin high above the baseline and end below it, so that lines of an ordinary
//! distance would run into each other. The need is read from the ink of long words.

use harfrust::{Buffer, Direction, Script, ShapeOptions, ShaperFont};
use skrifa::GlyphId;

use super::Face;

/// Long words, high and deep ones; those that the face lacks letters for do not count.
const WORDS: [&str; 10] = [
    "نستعلیق",
    "مصطفیٰ",
    "کیجیے",
    "پنجشنبہ",
    "محبت",
    "مینے",
    "نہیم",
    "تصنیف",
    "خوشبو",
    "گفتگو",
];
/// Air between the ink of two lines, in em.
const AIR: f32 = 0.1;
/// No line is higher, whatever the ink.
const HIGHEST: f32 = 3.0;

/// Distance of baselines in em at which lines of a face do not touch; `None` for a face whose letters
/// all stand on one line, and for one that has none of the words.
pub(super) fn natural(face: &Face) -> Option<f32> {
    if !face.cascades() {
        return None;
    }
    let words = WORDS.iter().filter(|word| face.sets(word));
    let inks: Vec<(f32, f32)> = words.filter_map(|word| ink(face, word)).collect();
    let (low, _) = inks.iter().copied().reduce(|a, b| (a.0.min(b.0), a.1))?;
    // The highest words are rare, and rarer still below the deepest ones.
    let count = u8::try_from(inks.len()).map_or(1.0, f32::from);
    let high = inks.iter().map(|(_, high)| high).sum::<f32>() / count;
    Some((high - low + AIR).min(HIGHEST))
}

/// Lowest and highest point of a word's ink, in em.
#[expect(clippy::cast_precision_loss, reason = "font units are far below 2^24")]
fn ink(face: &Face, word: &str) -> Option<(f32, f32)> {
    let mut buffer = Buffer::new();
    buffer.push_str(word);
    buffer.set_direction(Direction::RightToLeft);
    buffer.set_script(Some(Script::ARABIC));
    let prepared = ShaperFont::new(face.font());
    harfrust::shape(&prepared, &mut buffer, ShapeOptions::new()).ok()?;
    let glyphs = buffer.glyph_infos().iter().zip(buffer.glyph_positions());
    glyphs
        .filter_map(|(glyph, place)| {
            let (low, high) = face.ink(GlyphId::new(glyph.glyph_id))?;
            let raised = place.y_offset as f32 / face.units_per_em();
            Some((low + raised, high + raised))
        })
        .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

#[cfg(test)]
mod tests {
    use super::natural;
    use crate::font::{Cut, Face, Family, FontSet};

    #[test]
    fn lines_of_nastaliq_stand_further_apart() {
        let data = include_bytes!("../../tests/fonts/NastaliqTest.ttf").to_vec();
        let face = Face::from_bytes("NastaliqTest.ttf", Cut::REGULAR, data).unwrap();
        let need = natural(&face).expect("its letters cascade");
        assert!((1.75..2.6).contains(&need), "{need}");
    }

    #[test]
    fn a_naskh_keeps_the_line_height_of_the_design() {
        let fonts = FontSet::embedded();
        assert_eq!(fonts.natural_line_height(Family::Body), None);
    }
}
