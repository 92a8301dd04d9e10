//! A font's character map in, which letters it has out, at the speed of one look into a table.
//!
//! The first face of a chain is asked for every letter of a book; nearly all of them, and the signs
//! between them, lie below U+2100.

use std::sync::OnceLock;

/// Letters below this one are in the table.
const LIMIT: usize = 0x2100;

/// The low letters of a face, a bit each; looked up when the first one is asked for.
#[derive(Default)]
pub(super) struct Coverage(OnceLock<Box<[u64; LIMIT / 64]>>);

impl Coverage {
    /// Whether the face has a letter; `look` asks its character map.
    pub(super) fn has(&self, letter: char, look: impl Fn(char) -> bool) -> bool {
        let at = letter as usize;
        if at >= LIMIT {
            return look(letter);
        }
        let table = self.0.get_or_init(|| fill(look));
        table[at / 64] >> (at % 64) & 1 == 1
    }
}

fn fill(look: impl Fn(char) -> bool) -> Box<[u64; LIMIT / 64]> {
    let mut table = Box::new([0; LIMIT / 64]);
    for (at, letter) in ('\0'..).take(LIMIT).enumerate() {
        table[at / 64] |= u64::from(look(letter)) << (at % 64);
    }
    table
}

#[cfg(test)]
mod tests {
    use crate::font::FontSet;

    #[test]
    fn a_face_has_the_letters_of_its_character_map() {
        for (_, face) in FontSet::embedded().faces() {
            for letter in '\0'..'\u{3000}' {
                assert_eq!(
                    face.covers(letter),
                    face.glyph(letter).is_some(),
                    "{letter}"
                );
            }
        }
    }
}
