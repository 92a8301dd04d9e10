//! Emphasis: the faces of a text and a script in, the faces of its emphasised words out.
//!
//! Persian print sets emphasis in bold (سیاه); its slanted hand (ایرانیک) is for the titles of books. Latin has a
//! true italic for both, whatever stands around it: «کتاب *The Road to Serfdom*».

use super::{FaceStyle, Family, Slant, Weight};
use crate::config::Emphasis;

/// Scripts whose italic is emphasis wherever they stand (OpenType tags).
const ITALIC: [[u8; 4]; 3] = [*b"Latn", *b"Grek", *b"Cyrl"];

impl FaceStyle {
    /// The faces of emphasised words in a text of these faces; `script` is that of the words, an OpenType
    /// tag, `None` where they have no letters.
    pub(crate) fn emphasised(self, emphasis: Emphasis, script: Option<[u8; 4]>) -> Self {
        // Hebrew has no slanted hand, and letters of equal width hold none well.
        let slants = match emphasis {
            Emphasis::Bold => script.is_some_and(|script| ITALIC.contains(&script)),
            Emphasis::Slanted => script != Some(*b"Hebr"),
        };
        if slants && self.family != Family::Code {
            return Self {
                slant: Slant::Slanted,
                ..self
            };
        }
        Self {
            weight: Weight::Bold,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Emphasis;
    use crate::font::{FaceStyle, Family, Slant, Weight};

    fn emphasised(family: Family, emphasis: Emphasis, script: &[u8; 4]) -> (Weight, Slant) {
        let plain = FaceStyle::upright(family, Weight::Regular);
        let style = plain.emphasised(emphasis, Some(*script));
        (style.weight, style.slant)
    }

    #[test]
    fn latin_is_italic_persian_bold_or_slanted_as_the_author_says_hebrew_and_code_bold() {
        let bold = (Weight::Bold, Slant::Upright);
        let slanted = (Weight::Regular, Slant::Slanted);
        for (family, emphasis, script, wanted) in [
            (Family::Body, Emphasis::Bold, b"Latn", slanted),
            (Family::Body, Emphasis::Bold, b"Arab", bold),
            (Family::Body, Emphasis::Slanted, b"Arab", slanted),
            (Family::Body, Emphasis::Slanted, b"Hebr", bold),
            (Family::Code, Emphasis::Slanted, b"Latn", bold),
        ] {
            assert_eq!(emphasised(family, emphasis, script), wanted);
        }
    }
}
