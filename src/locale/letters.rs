//! What a letter is wherever words are read, set or searched: one answer for all rooms.

use unicode_bidi::BidiClass;

use super::class_of;

/// Whether a letter stands on the one before it: vowel signs, accents (class NSM of UAX #9).
#[inline]
pub(crate) fn is_mark(letter: char) -> bool {
    class_of(letter) == BidiClass::NSM
}

/// Whether a letter is one of private use, which nobody but its maker can read.
pub(crate) fn is_private(letter: char) -> bool {
    matches!(letter, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

/// A letter of an Arabic keyboard as that of a Persian one, for words that are compared and not shown: whoever types
/// «يكي» means «یکی». The ye without dots goes with them, since it looks like a Persian one at the end of a word.
pub(crate) fn persian_letter(letter: char) -> char {
    match letter {
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        letter => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_mark, is_private, persian_letter};

    #[test]
    fn marks_stand_on_letters_and_letters_of_private_use_are_no_others() {
        assert!("\u{64E}\u{670}\u{301}\u{5B7}".chars().all(is_mark));
        assert!(!"ا،a1\u{200C}\u{E000}".chars().any(is_mark));
        assert!("\u{E000}\u{F8FF}\u{10FFFD}".chars().all(is_private));
        assert!(!"ا\u{F900}\u{D7FF}".chars().any(is_private));
    }

    #[test]
    fn words_of_an_arabic_keyboard_are_compared_as_persian_ones() {
        let typed: String = "يكى".chars().map(persian_letter).collect();
        assert_eq!(typed, "یکی");
    }
}
