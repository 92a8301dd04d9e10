//! Numbers written with letters: abjad, Hebrew, roman.

use super::Tongue;

/// Letters with their values, largest first.
type Letters = &'static [(usize, &'static str)];

const ABJAD: Letters = &[
    (1000, "غ"),
    (900, "ظ"),
    (800, "ض"),
    (700, "ذ"),
    (600, "خ"),
    (500, "ث"),
    (400, "ت"),
    (300, "ش"),
    (200, "ر"),
    (100, "ق"),
    (90, "ص"),
    (80, "ف"),
    (70, "ع"),
    (60, "س"),
    (50, "ن"),
    (40, "م"),
    (30, "ل"),
    (20, "ک"),
    (10, "ی"),
    (9, "ط"),
    (8, "ح"),
    (7, "ز"),
    (6, "و"),
    (5, "ه"),
    (4, "د"),
    (3, "ج"),
    (2, "ب"),
    (1, "ا"),
];

/// 15 and 16 are written 9+6 and 9+7, never with the letters of the divine name.
const HEBREW: Letters = &[
    (400, "ת"),
    (300, "ש"),
    (200, "ר"),
    (100, "ק"),
    (90, "צ"),
    (80, "פ"),
    (70, "ע"),
    (60, "ס"),
    (50, "נ"),
    (40, "מ"),
    (30, "ל"),
    (20, "כ"),
    (16, "טז"),
    (15, "טו"),
    (10, "י"),
    (9, "ט"),
    (8, "ח"),
    (7, "ז"),
    (6, "ו"),
    (5, "ה"),
    (4, "ד"),
    (3, "ג"),
    (2, "ב"),
    (1, "א"),
];

const ROMAN: Letters = &[
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

pub(super) fn abjad(number: usize) -> String {
    additive(number, ABJAD)
}

pub(super) fn hebrew(number: usize) -> String {
    additive(number, HEBREW)
}

/// The letter of a part of a figure, counted from 0, in its brackets: «(الف)», «(ب)», «(پ)».
pub(super) fn panel(spoken: Tongue, index: usize) -> String {
    format!(
        "({})",
        letter(spoken, index).unwrap_or_else(|| (index + 1).to_string())
    )
}

/// A letter that counts things, from 0; `None` behind the last of an alphabet.
///
/// Persian and its neighbours count by the alphabet, Arabic and Sorani by abjad, Hebrew by its letters.
pub(super) fn letter(spoken: Tongue, index: usize) -> Option<String> {
    const PERSIAN: [&str; 32] = [
        "الف", "ب", "پ", "ت", "ث", "ج", "چ", "ح", "خ", "د", "ذ", "ر", "ز", "ژ", "س", "ش", "ص", "ض",
        "ط", "ظ", "ع", "غ", "ف", "ق", "ک", "گ", "ل", "م", "ن", "و", "ه", "ی",
    ];
    match spoken {
        Tongue::Persian | Tongue::Dari | Tongue::Pashto | Tongue::Urdu => {
            PERSIAN.get(index).map(|letter| (*letter).to_owned())
        }
        Tongue::Arabic | Tongue::Sorani if index == 0 => Some("أ".to_owned()),
        Tongue::Arabic | Tongue::Sorani => Some(abjad(index + 1)),
        Tongue::Hebrew => Some(hebrew(index + 1)),
        Tongue::Uyghur
        | Tongue::Yiddish
        | Tongue::Sindhi
        | Tongue::SouthAzerbaijani
        | Tongue::English => u8::try_from(index)
            .ok()
            .filter(|index| *index < 26)
            .map(|index| char::from(b'a' + index).to_string()),
    }
}

pub(super) fn roman(number: usize) -> String {
    additive(number, ROMAN)
}

/// Takes the largest letter that fits, again and again.
fn additive(number: usize, letters: Letters) -> String {
    let mut rest = number;
    let mut written = String::new();
    for (value, letter) in letters {
        while rest >= *value {
            written.push_str(letter);
            rest -= value;
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_before_the_text_are_counted_in_letters() {
        assert_eq!([1, 4, 11, 14].map(abjad), ["ا", "د", "یا", "ید"]);
        assert_eq!([15, 16, 21].map(hebrew), ["טו", "טז", "כא"]);
        assert_eq!([4, 9, 14].map(roman), ["iv", "ix", "xiv"]);
    }
}
