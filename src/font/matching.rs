//! Sizes of faces that stand side by side: two faces in, how much larger one is set beside the other.
//!
//! Letters look equally large when their bodies are equally high, whatever the em says: the x-heights
//! of Latin, the heights of common letters of Arabic script, both read from the outlines.

use super::Face;

/// Letters of Arabic script whose heights together tell how large a face looks.
const ARABIC: [char; 6] = ['ا', 'د', 'س', 'ل', 'م', 'ه'];
/// Height of x against that of alef, where a face has no Latin of its own: alef stands tall over the small
/// letters of Naskh and of Nastaliq. Print sets Times of 11 points beside Naskh of 13.
const X_OF_ALEF: f32 = 0.555;
/// Capitals against x, in the same case.
const CAPITALS_OF_X: f32 = 1.4;
/// Letters of equal width are drawn wide and look larger than their height says.
const MONOSPACED: f32 = 0.93;
/// An emoji fills more of the line than a capital: it is read as a picture.
const EMOJI_OF_CAPITALS: f32 = 1.25;
/// Beyond these a face is no match and keeps nearer to the size asked for.
const LIMITS: (f32, f32) = (0.6, 1.4);
/// A face to measure emoji by.
const EMOJI: char = '\u{1F600}';
/// A letter to measure Hebrew by.
const ALEPH: char = '\u{05D0}';

/// What is measured of a face: heights of ink in em, `None` for letters that it lacks.
pub(super) struct Heights {
    kind: Kind,
    /// Of the letters of [`ARABIC`] together.
    arabic: Option<f32>,
    alef: Option<f32>,
    aleph: Option<f32>,
    x: Option<f32>,
    capital: Option<f32>,
    emoji: Option<f32>,
}

/// By which letters a face is measured.
enum Kind {
    Emoji,
    Monospaced,
    Text,
}

impl Heights {
    /// Measures a face.
    pub(super) fn of(face: &Face) -> Self {
        let kind = if face.is_emoji() {
            Kind::Emoji
        } else if face.is_monospaced() {
            Kind::Monospaced
        } else {
            Kind::Text
        };
        let arabic: Option<Vec<f32>> = ARABIC.iter().map(|letter| ink(face, *letter)).collect();
        Self {
            kind,
            arabic: arabic.map(|heights| heights.iter().sum()),
            alef: ink(face, 'ا'),
            aleph: ink(face, ALEPH),
            x: ink(face, 'x'),
            capital: ink(face, 'H'),
            emoji: ink(face, EMOJI),
        }
    }

    /// The size of the face beside another one, which is set at 1.
    pub(super) fn scale_beside(&self, beside: &Self) -> f32 {
        let found = match self.kind {
            Kind::Emoji => {
                let wanted = beside.capitals().map(|height| height * EMOJI_OF_CAPITALS);
                ratio(wanted, self.emoji)
            }
            Kind::Monospaced => ratio(beside.x_height(), self.x).map(|scale| scale * MONOSPACED),
            Kind::Text => ratio(beside.arabic, self.arabic)
                .or_else(|| ratio(beside.hebrew(), self.aleph))
                .or_else(|| ratio(beside.x_height(), self.x_height())),
        };
        found.unwrap_or(1.0).clamp(LIMITS.0, LIMITS.1)
    }

    /// Hebrew stands between the x-height and the capitals of the Latin beside it.
    fn hebrew(&self) -> Option<f32> {
        let between = || Some((self.x_height()? + self.capitals()?) / 2.0);
        self.aleph.or_else(between)
    }

    fn x_height(&self) -> Option<f32> {
        self.x.or_else(|| self.alef.map(|alef| alef * X_OF_ALEF))
    }

    fn capitals(&self) -> Option<f32> {
        let from_x = || self.x_height().map(|height| height * CAPITALS_OF_X);
        self.capital.or_else(from_x)
    }
}

fn ratio(wanted: Option<f32>, has: Option<f32>) -> Option<f32> {
    let has = has.filter(|has| *has > 0.0)?;
    wanted.map(|wanted| wanted / has)
}

/// Height of a letter's ink in em, from its lowest to its highest point.
fn ink(face: &Face, letter: char) -> Option<f32> {
    let (low, high) = face.ink(face.glyph(letter)?)?;
    (high > low).then_some(high - low)
}

#[cfg(test)]
mod tests {
    use crate::font::{Family, FontSet};

    fn scale(fonts: &FontSet, family: Family, name: &str) -> f32 {
        let found = fonts.faces().find(|(_, face)| face.name() == name);
        let (id, _) = found.expect("it is embedded");
        fonts.scale(family, id)
    }

    /// Each was judged on a page beside Sahhaf Naskh.
    #[test]
    fn faces_beside_the_naskh_look_as_large_as_it() {
        let fonts = FontSet::embedded();
        let mut wrong: Vec<String> = Vec::new();
        for (name, wanted) in [
            ("SahhafNaskh-Regular.ttf", 1.0),
            ("STIXTwoText-Regular.ttf", 0.83),
            ("NotoSerif-Regular.ttf", 0.73),
            ("NotoSerifHebrew-Regular.ttf", 0.71),
            ("VazirCodeHack-Regular.ttf", 0.67),
            ("DejaVuSansMono-Regular.ttf", 0.67),
            ("NotoEmoji-Regular.ttf", 0.68),
        ] {
            let found = scale(&fonts, Family::Body, name);
            wrong.extend(((found - wanted).abs() >= 0.02).then(|| format!("{name}: {found}")));
        }
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn a_heading_is_set_at_the_size_asked_for() {
        let fonts = FontSet::embedded();
        let found = scale(&fonts, Family::Heading, "SahhafNaskh-Bold.ttf");
        assert!((found - 1.0).abs() < f32::EPSILON);
    }

    #[test]
    fn both_weights_of_a_family_keep_one_size() {
        let fonts = FontSet::embedded();
        for family in [Family::Body, Family::Heading, Family::Code] {
            for stem in ["STIXTwoText", "NotoSerif", "Vazirmatn"] {
                let [regular, bold] = ["Regular", "Bold"]
                    .map(|weight| scale(&fonts, family, &format!("{stem}-{weight}.ttf")));
                assert!((regular - bold).abs() < 0.03, "{stem}: {regular} {bold}");
            }
        }
    }
}
