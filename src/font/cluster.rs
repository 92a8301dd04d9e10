//! Grapheme clusters and the faces that can set them: a cluster and a chain in, one face out.
//!
//! A letter with its marks, an emoji with its selectors and joiners, a flag: what a reader takes for
//! one sign (UAX #29) is never set in two faces.

use std::ops::Range;

use icu_properties::props::{EmojiPresentation, Script};
use icu_properties::{CodePointMapData, CodePointSetData, PropertyNamesShort};
use icu_segmenter::GraphemeClusterSegmenter;
use unicode_normalization::UnicodeNormalization;

use super::{Face, FaceId, FaceStyle, Family, FontSet};

/// Asks for the plain, black form of a sign.
const TEXT_SELECTOR: char = '\u{FE0E}';
/// Asks for the form of an emoji.
const EMOJI_SELECTOR: char = '\u{FE0F}';
/// Makes a digit a key.
const KEYCAP: char = '\u{20E3}';
/// No letter below is an emoji without a selector.
const FIRST_EMOJI: char = '\u{231A}';

/// The grapheme clusters of a text (UAX #29), as byte ranges in it.
pub(crate) fn clusters(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    GraphemeClusterSegmenter::new()
        .segment_str(text)
        .filter_map(move |end| {
            let range = start..end;
            start = end;
            (!range.is_empty()).then_some(range)
        })
}

/// Whether a cluster is shown as an emoji (UTS #51, emoji presentation).
pub(crate) fn is_emoji(cluster: &str) -> bool {
    if cluster.contains(TEXT_SELECTOR) {
        return false;
    }
    cluster.contains([EMOJI_SELECTOR, KEYCAP])
        || cluster.chars().next().is_some_and(|first| {
            first >= FIRST_EMOJI && CodePointSetData::new::<EmojiPresentation>().contains(first)
        })
}

/// Whether some cluster of a text may be an emoji; cheap for texts that have none.
pub(crate) fn may_have_emoji(text: &str) -> bool {
    text.chars().any(|letter| {
        matches!(letter, EMOJI_SELECTOR | KEYCAP)
            || letter >= FIRST_EMOJI
                && CodePointSetData::new::<EmojiPresentation>().contains(letter)
    })
}

/// The ISO 15924 code of the first letter that has a script of its own.
pub(crate) fn script(text: &str) -> Option<[u8; 4]> {
    text.chars().find_map(|letter| match letter {
        'a'..='z' | 'A'..='Z' => Some(*b"Latn"),
        '\u{0620}'..='\u{063F}' | '\u{0641}'..='\u{064A}' | '\u{066E}'..='\u{06D3}' => {
            Some(*b"Arab")
        }
        ' '..='@' => None,
        letter => match CodePointMapData::<Script>::new().get(letter) {
            Script::Common | Script::Inherited | Script::Unknown => None,
            script => PropertyNamesShort::<Script>::new()
                .get(script)
                .and_then(|name| name.as_bytes().try_into().ok()),
        },
    })
}

/// Characters that no face needs to have: they have no shape, or the shaper makes one of the space.
pub(crate) fn needs_no_glyph(letter: char) -> bool {
    matches!(letter,
        '\u{00A0}' | '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{180B}'..='\u{180F}'
        | '\u{2000}'..='\u{200F}' | '\u{2028}'..='\u{202F}' | '\u{205F}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}' | '\n' | '\t')
}

/// Marks that go with letters of Latin, Greek and Cyrillic, which have glyphs for letter and mark together.
const COMBINING: std::ops::RangeInclusive<char> = '\u{0300}'..='\u{036F}';

impl Face {
    /// Whether the face has every letter of a text, each with its marks in one where Unicode has such a
    /// letter (NFC, UAX #15): a mark put on by the shaper sits worse.
    pub(crate) fn sets(&self, text: &str) -> bool {
        let has =
            |letter: char| needs_no_glyph(letter) || self.covers(letter) && !self.is_gapped(letter);
        let composed = text.chars().any(|letter| COMBINING.contains(&letter));
        if !composed && text.chars().all(has) {
            return true;
        }
        !text.is_ascii() && text.nfc().all(has)
    }

    /// Whether it has every letter and every mark, so that the shaper can put one on the other.
    pub(crate) fn sets_apart(&self, text: &str) -> bool {
        text.nfd()
            .all(|letter| needs_no_glyph(letter) || self.covers(letter))
    }
}

impl FontSet {
    /// The face that sets a word whole, by the rules of [`Self::for_cluster`]; `None` where none can,
    /// and where only the emoji face can (it has digits).
    pub(crate) fn whole(&self, style: FaceStyle, word: &str) -> Option<FaceId> {
        if let Some(latin) = self.latin_companion(style, word) {
            return Some(latin);
        }
        let primary = self.primary(style);
        if let Some(latin) = self.latin_beside_nastaliq(style, word) {
            return Some(latin);
        }
        if let Some(text) = self.text_beside_code(style, word) {
            return Some(text);
        }
        if self.face(primary).sets(word) {
            return Some(primary);
        }
        let able = |face: &Face| !face.is_emoji() && face.sets(word);
        self.pick(style, word, &able)
    }

    /// The face for a cluster: the emoji face for an emoji; else the chain's first face, else one made
    /// for the cluster's script, else any that has the whole cluster. `None` where none has it.
    pub(crate) fn for_cluster(&self, style: FaceStyle, cluster: &str) -> Option<FaceId> {
        let pick = |able: &dyn Fn(&Face) -> bool| self.pick(style, cluster, able);
        pick(&|face| face.sets(cluster)).or_else(|| pick(&|face| face.sets_apart(cluster)))
    }

    /// The author's face for Latin words where the word is one and the face has all of it.
    fn latin_companion(&self, style: FaceStyle, word: &str) -> Option<FaceId> {
        if style.family == Family::Code {
            return None;
        }
        let id = self.latin.nearest(style.cut())?;
        let latin = script(word).is_some_and(|script| script == *b"Latn");
        (latin && self.face(id).sets(word)).then_some(id)
    }

    /// The face for a Latin word of a text in Nastaliq, though that may have its letters: between words that lean over each
    /// other its space is half as wide as one between Latin words, «guide to physical» would be read as one.
    fn latin_beside_nastaliq(&self, style: FaceStyle, word: &str) -> Option<FaceId> {
        const LATIN: [u8; 4] = *b"Latn";
        if script(word) != Some(LATIN) || !self.face(self.primary(style)).cascades() {
            return None;
        }
        let mut chain = self.chain(style).iter().copied();
        chain.find(|id| {
            let face = self.face(*id);
            !face.is_emoji() && face.is_made_for(LATIN) && face.sets(word)
        })
    }

    /// The face for a word in code of a language whose letters the face of code lacks, though it may have those of this
    /// word: of «پرسیار پێش دەستکاری» the second has none there, and would stand half as large again between the others.
    fn text_beside_code(&self, style: FaceStyle, word: &str) -> Option<FaceId> {
        let gaps = self.gaps_in_code?;
        if style.family != Family::Code || script(word) != Some(gaps) {
            return None;
        }
        let mut chain = self.chain(style).iter().copied();
        chain.find(|id| {
            let face = self.face(*id);
            !face.is_monospaced() && face.is_made_for(gaps) && face.sets(word)
        })
    }

    /// A face of the chain that is able. A face is asked for its letters only where it is wanted: the first question makes a
    /// table of all of them, and most books never come to the last faces of the chain.
    fn pick(
        &self,
        style: FaceStyle,
        cluster: &str,
        able: &dyn Fn(&Face) -> bool,
    ) -> Option<FaceId> {
        let first = |wanted: &dyn Fn(&Face) -> bool| {
            let mut chain = self.chain(style).iter().copied();
            chain.find(|id| wanted(self.face(*id)) && able(self.face(*id)))
        };
        if is_emoji(cluster)
            && let Some(id) = first(&Face::is_emoji)
        {
            return Some(id);
        }
        let nearest = first(&|_| true)?;
        if nearest == self.primary(style) {
            return Some(nearest);
        }
        let made = script(cluster).and_then(|script| first(&|face| face.is_made_for(script)));
        made.or_else(|| first(&|face| !face.is_emoji()))
            .or(Some(nearest))
    }
}

#[cfg(test)]
mod tests {
    use super::{clusters, is_emoji, may_have_emoji, script};
    use crate::font::{FaceStyle, Family, FontSet, Weight};
    use crate::locale::Language;

    const BODY: FaceStyle = FaceStyle::upright(Family::Body, Weight::Regular);

    fn family(fonts: &FontSet, cluster: &str) -> String {
        let id = fonts.for_cluster(BODY, cluster);
        let id = id.unwrap_or_else(|| panic!("no face for {}", cluster.escape_unicode()));
        fonts.face(id).family().to_owned()
    }

    #[test]
    fn emoji_sequences_are_one_cluster_in_the_emoji_face() {
        let fonts = FontSet::embedded();
        let family_of_three = "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}";
        let skin = "\u{1F44D}\u{1F3FD}";
        let flag = "\u{1F1EE}\u{1F1F7}";
        let key = "1\u{FE0F}\u{20E3}";
        let heart = "\u{2764}\u{FE0F}";
        for emoji in [family_of_three, skin, flag, key, heart, "\u{1F642}"] {
            assert_eq!(clusters(emoji).count(), 1, "{}", emoji.escape_unicode());
            assert!(is_emoji(emoji) && may_have_emoji(emoji));
            assert_eq!(family(&fonts, emoji), "Noto Emoji");
        }
    }

    #[test]
    fn a_sign_with_the_text_selector_is_no_emoji() {
        let fonts = FontSet::embedded();
        assert!(!is_emoji("\u{2764}\u{FE0E}"));
        assert_ne!(family(&fonts, "\u{2764}\u{FE0E}"), "Noto Emoji");
        assert!(!is_emoji("\u{2713}") && !is_emoji("1") && !is_emoji("\u{00A9}"));
    }

    #[test]
    fn transliteration_and_greek_are_set_in_a_serif() {
        let fonts = FontSet::embedded();
        for cluster in ["\u{1E25}", "z\u{0323}", "h\u{0331}", "\u{03B1}"] {
            assert_eq!(family(&fonts, cluster), "STIX Two Text", "{cluster}");
        }
        for cluster in ["\u{01E7}", "\u{1F04}", "\u{1D5B}"] {
            assert_eq!(family(&fonts, cluster), "Noto Serif", "{cluster}");
        }
    }

    #[test]
    fn words_in_code_are_of_one_face_where_the_face_of_code_lacks_letters_of_the_language() {
        let words = ["پرسیار", "پێش", "دەستکاری"];
        let code = FaceStyle::upright(Family::Code, Weight::Regular);
        for (language, own) in [("ckb", false), ("ur", false), ("ps", false), ("fa", true)] {
            let mut fonts = FontSet::embedded();
            fonts.find_gaps_in_code(&Language::new(language).unwrap());
            let face = |word| fonts.whole(code, word).unwrap();
            assert_eq!(face(words[0]) == fonts.primary(code), own, "{language}");
            assert_eq!(face(words[0]) == face(words[1]), !own, "{language}");
            assert_eq!(face(words[0]), face(words[2]), "{language}");
            assert_eq!(face("file1"), fonts.primary(code), "{language}");
        }
    }

    #[test]
    fn a_path_is_set_in_a_face_whose_backslash_does_not_part_it() {
        let fonts = FontSet::embedded();
        for weight in [Weight::Regular, Weight::Bold] {
            let style = FaceStyle { weight, ..BODY };
            let id = fonts.whole(style, "C:\\Users").unwrap();
            assert_ne!(id, fonts.primary(style));
            let face = fonts.face(id);
            let width = |letter| face.advance(face.glyph(letter).unwrap());
            assert!(width('\\') < width('/') * 1.2);
            assert!(face.is_made_for(*b"Latn"), "{face:?}");
        }
    }

    #[test]
    fn a_mark_that_composes_with_its_letter_needs_no_glyph_of_its_own() {
        let fonts = FontSet::embedded();
        let naskh = fonts.face(fonts.primary(BODY));
        assert!(naskh.sets("\u{0627}\u{0653}"));
        assert!(naskh.sets("e\u{0301}") || !naskh.covers('\u{00E9}'));
    }

    #[test]
    fn the_script_is_that_of_the_first_letter_that_has_one() {
        assert_eq!(script("۱۲ (سلام"), Some(*b"Arab"));
        assert_eq!(script("\u{0640}x"), Some(*b"Latn"));
        assert_eq!(script("12"), None);
        assert_eq!(script("\u{05D0}"), Some(*b"Hebr"));
    }
}
