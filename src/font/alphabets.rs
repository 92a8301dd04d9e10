//! The letters of the languages that books are promised in, and which of them a face lacks.

use super::cluster::script;
use super::face::Face;

/// A language and the letters of its alphabet, with the signs that its spelling uses as letters.
#[derive(Debug)]
pub(super) struct Alphabet {
    /// Its subtag.
    pub(super) language: &'static str,
    letters: &'static str,
}

/// The letters of an alphabet that a face lacks, in the order of their code points.
pub(super) fn lacking(alphabet: &Alphabet, face: &Face) -> String {
    let mut letters: Vec<char> = alphabet.letters.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    letters.retain(|letter| !face.covers(*letter));
    letters.into_iter().collect()
}

/// The alphabet of a language.
fn known(language: &str) -> Option<&'static Alphabet> {
    ALPHABETS
        .iter()
        .find(|alphabet| alphabet.language == language)
}

/// Whether a face has every letter of a language; it has those of one whose alphabet is not known.
pub(super) fn has_all_of(language: &str, face: &Face) -> bool {
    known(language).is_none_or(|alphabet| lacking(alphabet, face).is_empty())
}

/// Letters of a language that a face may lack and still set its words: «ٱ» of Arabic stands in few texts.
const FEW: usize = 2;

/// The script of a language of which a face lacks so many letters that words with them stand beside words without;
/// `None` for a language whose alphabet is not known.
pub(super) fn script_with_gaps(language: &str, face: &Face) -> Option<[u8; 4]> {
    let alphabet = known(language)?;
    let gaps = lacking(alphabet, face).chars().count();
    (gaps > FEW).then(|| script(alphabet.letters)).flatten()
}

const fn alphabet(language: &'static str, letters: &'static str) -> Alphabet {
    Alphabet { language, letters }
}

/// The alphabets that are known.
pub(super) const ALPHABETS: &[Alphabet] = &[
    alphabet("fa", "آأؤئءابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیةۀ"),
    alphabet("prs", "آأؤئءابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیةۀ"),
    alphabet("ar", "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيٱ"),
    alphabet("ps", "ءآأؤئابپتټثجځچڅحخدډذرړزژږسشښصضطظعغفقکګلمنڼوهۀةیيېۍ"),
    alphabet("ur", "ءآأؤئابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہۂۃھیےۓة۔"),
    alphabet("ckb", "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆهەھیێء"),
    alphabet("he", "אבגדהוזחטיךכלםמןנסעףפץצקרשת"),
];

#[cfg(test)]
mod tests {
    use std::ops::RangeInclusive;

    use skrifa::FontRef;
    use skrifa::raw::TableProvider;

    use super::super::embedded::{EmbeddedFace, FACES, Role};
    use super::super::{Face, Slant};
    use super::{ALPHABETS, lacking};
    use crate::locale::Tongue;

    /// What every language needs besides letters: a name for the message, and the characters.
    const SIGNS: &[(&str, &str)] = &[
        ("ZWNJ, ZWJ, no-break space", "\u{200C}\u{200D}\u{A0}"),
        ("Arabic punctuation", "،؛؟٪٫٬ـ"),
        ("superscript alef", "\u{0670}"),
        ("quotation marks", "«»‹›‘’“”„"),
        ("dashes, ellipsis, daggers", "\u{2011}–—…†‡"),
        ("transliteration", "ʾʿḌḍḎḏĠġḠḡḤḥḪḫǦǧḲḳṚṛṢṣŠšṬṭṮṯẎẏẒẓŽžẖ"),
        ("emoji", "🙂👍❤☕✅\u{1F1E6}\u{1F3FD}"),
        ("signs", "£§©®°€™×÷±−≈≠≤≥"),
        ("arrows", "←→↑↓↔↩↪"),
        ("boxes, check marks, list marks", "☐☑☒✓✗•▪◦"),
    ];

    /// The same, where the characters follow one another.
    const RANGES: &[(&str, RangeInclusive<char>)] = &[
        ("ASCII", ' '..='~'),
        ("Persian digits", '\u{06F0}'..='\u{06F9}'),
        ("Arabic-Indic digits", '\u{0660}'..='\u{0669}'),
        ("harakat, maddah, hamza", '\u{064B}'..='\u{0655}'),
        ("Latin-1 letters", 'À'..='ÿ'),
        // Without U+0138 (kra), which only Greenlandic used.
        ("Greek", 'α'..='ω'),
        ("Cyrillic", 'А'..='я'),
        ("Latin Extended-A", 'Ā'..='ķ'),
        ("Latin Extended-A", 'Ĺ'..='ž'),
    ];

    /// The faces that running text of a chain is set in at last: bold text may fall back to regular, regular never to
    /// bold.
    fn chain() -> Vec<Face> {
        let in_chain = |face: &&EmbeddedFace| {
            let text = matches!(face.role, Role::Body | Role::Fallback);
            text && face.weight == 400 && face.slant == Slant::Upright
        };
        let faces = FACES.iter().filter(in_chain);
        faces.map(|face| Face::from_static(face).unwrap()).collect()
    }

    #[test]
    fn every_character_that_books_need_has_a_glyph_in_the_regular_faces_of_the_body_chain() {
        let chain = chain();
        let letters = ALPHABETS.iter().flat_map(|alphabet| {
            let letters = alphabet.letters.chars();
            letters.map(|letter| (alphabet.language, letter))
        });
        let signs = SIGNS
            .iter()
            .flat_map(|(name, signs)| signs.chars().map(move |sign| (*name, sign)));
        let ranges = RANGES
            .iter()
            .flat_map(|(name, range)| range.clone().map(move |letter| (*name, letter)));
        let needed = letters.chain(signs).chain(ranges);
        let missing: Vec<String> = needed
            .filter(|(_, letter)| !chain.iter().any(|face| face.covers(*letter)))
            .map(|(name, letter)| format!("U+{:04X} ({name})", u32::from(letter)))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    /// OpenType 1.9, OS/2 `fsType`: 0 is installable embedding, the only value without restriction.
    #[test]
    fn every_face_may_be_embedded_and_has_the_weight_that_is_stated() {
        for face in FACES {
            let font = FontRef::new(face.data).unwrap();
            let os2 = font.os2().unwrap();
            assert_eq!(os2.fs_type(), 0, "{}", face.file);
            assert_eq!(os2.us_weight_class(), face.weight, "{}", face.file);
        }
    }

    #[test]
    fn every_language_that_has_words_has_its_alphabet_here_or_is_known_to_lack_it() {
        for tongue in Tongue::ALL {
            let (tag, known) = match tongue {
                Tongue::Dari => ("prs", true),
                Tongue::Persian
                | Tongue::Pashto
                | Tongue::Arabic
                | Tongue::Urdu
                | Tongue::Hebrew
                | Tongue::Sorani => (tongue.tag(), true),
                // Books in them are set in the face of the book, and what it lacks in the next one that has it.
                Tongue::Uyghur
                | Tongue::Yiddish
                | Tongue::Sindhi
                | Tongue::SouthAzerbaijani
                | Tongue::English => (tongue.tag(), false),
            };
            let found = ALPHABETS.iter().any(|one| one.language == tag);
            assert_eq!(found, known, "{tag}");
        }
    }

    #[test]
    fn a_face_says_which_letters_of_a_language_it_lacks() {
        let mut faces = FACES.iter();
        let body = faces.find(|face| face.role == Role::Body).unwrap();
        let body = Face::from_static(body).unwrap();
        let of = |language: &str| {
            let alphabet = ALPHABETS.iter().find(|one| one.language == language);
            lacking(alphabet.unwrap(), &body)
        };
        assert_eq!((of("fa"), of("prs")), (String::new(), String::new()));
        assert!(of("he").starts_with('א'));
    }
}
