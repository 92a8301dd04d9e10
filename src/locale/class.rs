//! A letter in, its bidi class out (UAX #9, table 4), from a table for the scripts we set.

use std::sync::LazyLock;

use unicode_bidi::{BidiClass, bidi_class};

/// One past the last character of the table: Latin to Arabic and Thaana, then general punctuation
/// with its bidi controls. Others are looked up by a search.
const TABLE_END: usize = 0x2100;

static TABLE: LazyLock<Vec<BidiClass>> = LazyLock::new(|| {
    let letters = (0_u32..).take(TABLE_END);
    letters
        .map(|code| char::from_u32(code).map_or(BidiClass::ON, bidi_class))
        .collect()
});

/// The bidi class of a letter.
#[inline]
pub(crate) fn class_of(letter: char) -> BidiClass {
    let known = TABLE.get(letter as usize).copied();
    known.unwrap_or_else(|| bidi_class(letter))
}

#[cfg(test)]
mod tests {
    use super::class_of;

    #[test]
    fn the_table_says_what_the_standard_says() {
        for letter in '\0'..=char::MAX {
            assert_eq!(class_of(letter), unicode_bidi::bidi_class(letter));
        }
    }
}
