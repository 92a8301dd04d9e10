//! The faces of the EPUB: the book's characters in, subset font files out.
//!
//! The same chains as in the PDF decide which face a character is set in; each face is then cut down
//! to its characters by skera, a port of HarfBuzz's subsetter, which keeps every layout feature.

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use skrifa::raw::collections::IntSet;

use super::Binding;
use super::container::Resource;
use super::usage::{self, Usage};
use crate::diag::catch_panic;
use crate::font::{Face, FaceId, FontSet, Slant, Weight, subset};

/// Kept in every face: without them words and joins fall apart at the edge of a face.
const ALWAYS: [char; 5] = [' ', '\u{A0}', ZWNJ, ZWJ, '-'];
/// Zero width non-joiner, the half-space of Persian.
const ZWNJ: char = '\u{200C}';
/// Zero width joiner.
const ZWJ: char = '\u{200D}';

/// A face in the EPUB.
#[derive(Debug)]
pub(super) struct Embedded {
    /// The face it was cut from.
    pub(super) face: FaceId,
    /// The family's name in the style sheet.
    pub(super) family: String,
    /// CSS weight.
    pub(super) weight: u16,
    /// How its letters stand.
    pub(super) slant: Slant,
    /// The file.
    pub(super) resource: Resource,
}

/// Cuts the faces that the book uses; none where the settings say so.
pub(super) fn embed(binding: Binding<'_>) -> Vec<Embedded> {
    if !binding.config.epub.embed_fonts {
        return Vec::new();
    }
    let letters = letters_by_face(&usage::collect(binding), binding.fonts);
    let numbered: Vec<_> = letters.into_iter().enumerate().collect();
    let cut = |(at, (id, letters)): (usize, (FaceId, IntSet<u32>))| {
        embed_face(at, id, binding.fonts.face(id), &letters)
    };
    numbered.into_par_iter().map(cut).collect()
}

/// Gives each cluster to the face of its chain that sets it, as the PDF does; where none has it whole,
/// each of its characters to the first that has it.
fn letters_by_face(usage: &Usage, fonts: &FontSet) -> BTreeMap<FaceId, IntSet<u32>> {
    // A letter with its marks has to come from one face: a reading system that finds «ḍ» in one and the
    // dot below in another sets the dot beside the letter. Alone, each character goes to the first face
    // that has it, as on paper.
    let mut letters: BTreeMap<FaceId, IntSet<u32>> = BTreeMap::new();
    for (style, used) in usage.styles() {
        let mut give = |text: &str| {
            let face = fonts.for_cluster(style, text);
            for letter in text.chars() {
                let alone = || fonts.find(style, letter);
                if let Some(id) = face.or_else(alone) {
                    letters.entry(id).or_default().insert(u32::from(letter));
                }
            }
        };
        for letter in used.letters.iter().filter_map(char::from_u32) {
            give(letter.encode_utf8(&mut [0; 4]));
        }
        used.clusters.iter().for_each(|cluster| give(cluster));
    }
    letters
        .values_mut()
        .for_each(|letters| letters.extend(ALWAYS.map(u32::from)));
    letters
}

fn embed_face(at: usize, id: FaceId, face: &Face, letters: &IntSet<u32>) -> Embedded {
    let weight = if face.weight() == Weight::Bold {
        700
    } else {
        400
    };
    // A face that cannot be cut down goes in whole: its letters matter more than the bytes. This is the door
    // for fonts of strangers: skera indexes tables that it has not measured.
    let bytes = catch_panic(|| subset(face.data(), letters)).ok().flatten();
    let bytes = bytes.unwrap_or_else(|| face.data().to_vec());
    let (ending, kind) = if bytes.starts_with(b"OTTO") {
        ("otf", "font/otf")
    } else {
        ("ttf", "font/ttf")
    };
    let plain = |letter: char| {
        if letter.is_ascii_alphanumeric() {
            letter
        } else {
            '-'
        }
    };
    let stem: String = face.family().chars().map(plain).collect();
    let slanted = match face.slant() {
        Slant::Upright => "",
        Slant::Slanted => "-italic",
    };
    let file = format!(
        "fonts/{:02}-{}-{weight}{slanted}.{ending}",
        at + 1,
        stem.to_ascii_lowercase()
    );
    let resource = Resource::new(file, kind, bytes);
    Embedded {
        face: id,
        family: face.family().to_owned(),
        weight,
        slant: face.slant(),
        resource,
    }
}

#[cfg(test)]
mod tests {
    use harfrust::{Buffer, Font, ShapeOptions, ShaperFont};
    use skrifa::raw::collections::IntSet;

    use super::super::usage::Usage;
    use super::{ALWAYS, letters_by_face};
    use crate::font::{FaceStyle, Family, FontSet, Weight, subset};

    const BODY: FaceStyle = FaceStyle::upright(Family::Body, Weight::Regular);

    const WORDS: &str = "می‌خواهم کتاب‌ها را در سال ۱۹۱۶ بخوانم؛ اللّه، سلام لا";

    /// Advances and offsets of the glyphs of a text, in font units.
    fn shape(data: &[u8], words: &str) -> Vec<[i32; 4]> {
        let font = Font::new(data.to_vec(), 0).unwrap();
        let mut buffer = Buffer::new();
        buffer.push_str(words);
        buffer.guess_segment_properties();
        harfrust::shape(&ShaperFont::new(&font), &mut buffer, ShapeOptions::new()).unwrap();
        let place = buffer.glyph_positions().iter();
        place
            .map(|at| [at.x_advance, at.y_advance, at.x_offset, at.y_offset])
            .collect()
    }

    #[test]
    fn a_subset_sets_its_words_exactly_as_the_whole_face() {
        let fonts = FontSet::embedded();
        for family in [Family::Body, Family::Heading] {
            for weight in [Weight::Regular, Weight::Bold] {
                let face = fonts.face(fonts.primary(FaceStyle::upright(family, weight)));
                let letters: IntSet<u32> = WORDS.chars().chain(ALWAYS).map(u32::from).collect();
                let small = subset(face.data(), &letters).unwrap();
                assert!(
                    small.len() * 2 < face.data().len(),
                    "{}: {}",
                    face.name(),
                    small.len()
                );
                assert_eq!(
                    shape(&small, WORDS),
                    shape(face.data(), WORDS),
                    "{}",
                    face.name()
                );
            }
        }
    }

    #[test]
    fn an_emoji_sequence_goes_whole_to_the_emoji_face() {
        let fonts = FontSet::embedded();
        let mut usage = Usage::default();
        usage.add(BODY, "سلام 1 \u{2764}\u{FE0F} 2\u{FE0F}\u{20E3}");
        let letters = letters_by_face(&usage, &fonts);
        let emoji = fonts.faces().find(|(_, face)| face.is_emoji()).unwrap().0;
        let naskh = fonts.primary(BODY);
        let has = |face, letter: char| letters[&face].contains(u32::from(letter));
        for letter in ['\u{2764}', '\u{FE0F}', '2', '\u{20E3}'] {
            assert!(has(emoji, letter), "{}", letter.escape_unicode());
        }
        let latin = fonts.find(BODY, '1').unwrap();
        assert!(has(latin, '1') && !has(emoji, '1'));
        assert!(has(naskh, 'س') && !has(latin, 'س'));
    }

    #[test]
    fn a_subset_is_the_same_every_time() {
        let fonts = FontSet::embedded();
        let face = fonts.face(fonts.primary(BODY));
        let letters: IntSet<u32> = WORDS.chars().map(u32::from).collect();
        assert_eq!(subset(face.data(), &letters), subset(face.data(), &letters));
    }
}
