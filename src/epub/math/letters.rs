//! Letters of a style as Unicode has them: `\mathbb{R}` is ℝ (Unicode 16, block Mathematical
//! Alphanumeric Symbols). MathML Core knows no `mathvariant` but `normal`, so the letter itself says it.

use pulldown_latex::event::Font;

/// Where the letters of a style begin.
#[derive(Default)]
struct Alphabet {
    /// `A`; `a` follows after the 26 capitals.
    latin: Option<u32>,
    /// `Α`; ∇, `α` and six variants follow.
    greek: Option<u32>,
    /// `0`.
    digits: Option<u32>,
}

/// Letters that were in Unicode before the block, and leave a hole in it.
const HOLES: [(u32, char); 24] = [
    (0x1D455, 'ℎ'),
    (0x1D49D, 'ℬ'),
    (0x1D4A0, 'ℰ'),
    (0x1D4A1, 'ℱ'),
    (0x1D4A3, 'ℋ'),
    (0x1D4A4, 'ℐ'),
    (0x1D4A7, 'ℒ'),
    (0x1D4A8, 'ℳ'),
    (0x1D4AD, 'ℛ'),
    (0x1D4BA, 'ℯ'),
    (0x1D4BC, 'ℊ'),
    (0x1D4C4, 'ℴ'),
    (0x1D506, 'ℭ'),
    (0x1D50B, 'ℌ'),
    (0x1D50C, 'ℑ'),
    (0x1D515, 'ℜ'),
    (0x1D51D, 'ℨ'),
    (0x1D53A, 'ℂ'),
    (0x1D53F, 'ℍ'),
    (0x1D545, 'ℕ'),
    (0x1D547, 'ℙ'),
    (0x1D548, 'ℚ'),
    (0x1D549, 'ℝ'),
    (0x1D551, 'ℤ'),
];

/// A letter in a style; itself where the style has no such letter.
pub(super) fn styled(letter: char, font: Font) -> char {
    if let (Font::DoubleStruckItalic, Some(found)) = (font, double_struck_italic(letter)) {
        return found;
    }
    let alphabet = alphabet(font);
    let (base, offset) = match letter {
        'A'..='Z' => (alphabet.latin, u32::from(letter) - u32::from('A')),
        'a'..='z' => (alphabet.latin, u32::from(letter) - u32::from('a') + 26),
        '0'..='9' => (alphabet.digits, u32::from(letter) - u32::from('0')),
        _ => match greek(letter) {
            Some(offset) => (alphabet.greek, offset),
            None => return letter,
        },
    };
    let Some(code) = base.map(|base| base + offset) else {
        return letter;
    };
    let hole = HOLES.iter().find(|(hole, _)| *hole == code);
    let found = hole.map(|(_, letter)| *letter);
    found.or_else(|| char::from_u32(code)).unwrap_or(letter)
}

fn double_struck_italic(letter: char) -> Option<char> {
    match letter {
        'D' => Some('ⅅ'),
        'd' => Some('ⅆ'),
        'e' => Some('ⅇ'),
        'i' => Some('ⅈ'),
        'j' => Some('ⅉ'),
        _ => None,
    }
}

/// How far a Greek letter stands from the `Α` of a style.
fn greek(letter: char) -> Option<u32> {
    match letter {
        'Α'..='Ω' => Some(u32::from(letter) - u32::from('Α')),
        'ϴ' => Some(17),
        '∇' => Some(25),
        'α'..='ω' => Some(u32::from(letter) - u32::from('α') + 26),
        '∂' => Some(51),
        'ϵ' => Some(52),
        'ϑ' => Some(53),
        'ϰ' => Some(54),
        'ϕ' => Some(55),
        'ϱ' => Some(56),
        'ϖ' => Some(57),
        _ => None,
    }
}

fn alphabet(font: Font) -> Alphabet {
    let (latin, greek, digits) = match font {
        Font::Bold | Font::BoldSymbol => (Some(0x1D400), Some(0x1D6A8), Some(0x1D7CE)),
        Font::Italic => (Some(0x1D434), Some(0x1D6E2), None),
        Font::BoldItalic => (Some(0x1D468), Some(0x1D71C), None),
        Font::Script => (Some(0x1D49C), None, None),
        Font::BoldScript => (Some(0x1D4D0), None, None),
        Font::Fraktur => (Some(0x1D504), None, None),
        Font::DoubleStruck => (Some(0x1D538), None, Some(0x1D7D8)),
        Font::BoldFraktur => (Some(0x1D56C), None, None),
        Font::SansSerif => (Some(0x1D5A0), None, Some(0x1D7E2)),
        Font::BoldSansSerif => (Some(0x1D5D4), Some(0x1D756), Some(0x1D7EC)),
        Font::SansSerifItalic => (Some(0x1D608), None, None),
        Font::SansSerifBoldItalic => (Some(0x1D63C), Some(0x1D790), None),
        Font::Monospace => (Some(0x1D670), None, Some(0x1D7F6)),
        Font::UpRight | Font::DoubleStruckItalic => (None, None, None),
    };
    Alphabet {
        latin,
        greek,
        digits,
    }
}

#[cfg(test)]
mod tests {
    use pulldown_latex::event::Font;

    use super::styled;

    #[test]
    fn letters_of_a_style_are_those_of_unicode() {
        for (letter, font, expected) in [
            ('R', Font::DoubleStruck, 'ℝ'),
            ('Z', Font::DoubleStruck, 'ℤ'),
            ('h', Font::Italic, 'ℎ'),
            ('x', Font::Bold, '𝐱'),
            ('L', Font::Script, 'ℒ'),
            ('α', Font::Bold, '𝛂'),
            ('Ω', Font::BoldItalic, '𝜴'),
            ('∂', Font::Bold, '𝛛'),
            ('7', Font::Monospace, '𝟽'),
            ('d', Font::DoubleStruckItalic, 'ⅆ'),
            ('س', Font::Bold, 'س'),
            ('۷', Font::Bold, '۷'),
            ('α', Font::Fraktur, 'α'),
        ] {
            assert_eq!(styled(letter, font), expected, "{letter}");
        }
    }
}
