//! Decimal digits of the scripts we set: numbers in, written numbers out, and back.

/// A set of ten decimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Digits {
    /// 0–9.
    Latin,
    /// ۰–۹, U+06F0 and on (Persian, Dari, Pashto, Urdu).
    Persian,
    /// ٠–٩, U+0660 and on (Arabic, Sorani).
    Arabic,
}

impl Digits {
    /// Writes a number.
    pub fn write(self, number: usize) -> String {
        self.convert(&number.to_string())
    }

    /// Replaces the decimal digits of any of our sets by this one's.
    pub fn convert(self, text: &str) -> String {
        text.chars()
            .map(|letter| digit_value(letter).map_or(letter, |digit| self.digit(digit)))
            .collect()
    }

    fn digit(self, value: u32) -> char {
        let zero = match self {
            Self::Latin => '0',
            Self::Persian => '۰',
            Self::Arabic => '٠',
        };
        char::from_u32(zero as u32 + value).unwrap_or(zero)
    }
}

/// The value of a decimal digit of any of our sets.
pub fn digit_value(letter: char) -> Option<u32> {
    match letter {
        '0'..='9' => Some(letter as u32 - '0' as u32),
        '۰'..='۹' => Some(letter as u32 - '۰' as u32),
        '٠'..='٩' => Some(letter as u32 - '٠' as u32),
        _ => None,
    }
}
