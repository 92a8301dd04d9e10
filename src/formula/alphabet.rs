//! Letters of a style as Unicode has them: `\mathbb{R}` is ℝ (Unicode 16, block Mathematical
//! Alphanumeric Symbols). MathML Core knows no `mathvariant` but `normal`, so the letter itself says it.

/// The letters that a command asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Alphabet {
    /// `\mathrm`.
    Upright,
    /// `\mathit`.
    Italic,
    /// `\mathbf`.
    Bold,
    /// `\boldsymbol`.
    BoldItalic,
    /// `\mathcal`, `\mathscr`.
    Script,
    /// `\mathfrak`.
    Fraktur,
    /// `\mathbb`.
    DoubleStruck,
    /// `\mathsf`.
    SansSerif,
    /// `\mathsfit`.
    SansSerifItalic,
    /// `\mathtt`.
    Monospace,
}

impl Alphabet {
    /// The letters of a command, without its backslash.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "mathrm" | "textrm" | "rm" => Self::Upright,
            "mathit" | "textit" | "it" => Self::Italic,
            "mathbf" | "textbf" | "bf" => Self::Bold,
            "boldsymbol" => Self::BoldItalic,
            "mathcal" | "mathscr" | "cal" => Self::Script,
            "mathfrak" => Self::Fraktur,
            "mathbb" => Self::DoubleStruck,
            "mathsf" | "sf" => Self::SansSerif,
            "mathsfit" => Self::SansSerifItalic,
            "mathtt" | "tt" => Self::Monospace,
            _ => return None,
        })
    }
}

/// Where the letters of a style begin.
#[derive(Default)]
struct Letters {
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
pub(super) fn styled(letter: char, style: Alphabet) -> char {
    let letters = letters(style);
    let (base, offset) = match letter {
        'A'..='Z' => (letters.latin, u32::from(letter) - u32::from('A')),
        'a'..='z' => (letters.latin, u32::from(letter) - u32::from('a') + 26),
        '0'..='9' => (letters.digits, u32::from(letter) - u32::from('0')),
        _ => match greek(letter) {
            Some(offset) => (letters.greek, offset),
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

fn letters(style: Alphabet) -> Letters {
    let (latin, greek, digits) = match style {
        Alphabet::Bold => (Some(0x1D400), Some(0x1D6A8), Some(0x1D7CE)),
        Alphabet::Italic => (Some(0x1D434), Some(0x1D6E2), None),
        // Digits have no bold italics.
        Alphabet::BoldItalic => (Some(0x1D468), Some(0x1D71C), Some(0x1D7CE)),
        Alphabet::Script => (Some(0x1D49C), None, None),
        Alphabet::Fraktur => (Some(0x1D504), None, None),
        Alphabet::DoubleStruck => (Some(0x1D538), None, Some(0x1D7D8)),
        Alphabet::SansSerif => (Some(0x1D5A0), None, Some(0x1D7E2)),
        Alphabet::SansSerifItalic => (Some(0x1D608), None, Some(0x1D7E2)),
        Alphabet::Monospace => (Some(0x1D670), None, Some(0x1D7F6)),
        Alphabet::Upright => (None, None, None),
    };
    Letters {
        latin,
        greek,
        digits,
    }
}

#[cfg(test)]
mod tests {
    use super::{Alphabet, styled};

    #[test]
    fn letters_of_a_style_are_those_of_unicode() {
        for (letter, font, expected) in [
            ('R', Alphabet::DoubleStruck, 'ℝ'),
            ('Z', Alphabet::DoubleStruck, 'ℤ'),
            ('h', Alphabet::Italic, 'ℎ'),
            ('x', Alphabet::Bold, '𝐱'),
            ('L', Alphabet::Script, 'ℒ'),
            ('α', Alphabet::Bold, '𝛂'),
            ('Ω', Alphabet::BoldItalic, '𝜴'),
            ('∂', Alphabet::Bold, '𝛛'),
            ('7', Alphabet::Monospace, '𝟽'),
            ('س', Alphabet::Bold, 'س'),
            ('۷', Alphabet::Bold, '۷'),
            ('α', Alphabet::Fraktur, 'α'),
        ] {
            assert_eq!(styled(letter, font), expected, "{letter}");
        }
    }
}
