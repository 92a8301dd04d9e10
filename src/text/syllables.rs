//! Latin, Cyrillic and Greek words in, the places where they may be hyphenated out (patterns of the
//! hyphenation of TeX, through hypher).

use std::ops::Range;

use hypher::Lang;
use unicode_bidi::BidiClass;

use super::styled::{Breaking, StyledText};
use crate::font::Family;
use crate::locale::{Language, class_of};

/// Letters of the shortest word that is hyphenated: shorter ones are names and words one reads at a glance.
const SHORTEST: usize = 6;
/// Letters that stay in the line at least.
const BEFORE: usize = 2;
/// Letters that go to the next line at least.
const AFTER: usize = 3;
/// Bytes of the longest word looked at: beyond that it is no word of a language.
const LONGEST: usize = 200;

/// Bytes of the text before which a word may be hyphenated, in order.
pub(super) fn find(paragraph: &StyledText) -> Vec<usize> {
    let text = paragraph.text.as_str();
    let mut found = Vec::new();
    for span in &paragraph.spans {
        let style = &paragraph.styles[span.style];
        if style.breaking != Breaking::Syllables || style.family == Family::Code {
            continue;
        }
        for word in words(text, span.range.clone()) {
            if let Some(language) = language_of(&text[word.clone()], &style.language) {
                hyphenate(text, word, language, &mut found);
            }
        }
    }
    found
}

/// The words of a span that may be hyphenated.
fn words(text: &str, span: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = span.start;
    let next = move || {
        let start = at + text[at..span.end].find(is_foreign)?;
        let rest = &text[start..span.end];
        let length = rest.find(|letter| !is_foreign(letter));
        at = start + length.unwrap_or(rest.len());
        Some(start..at)
    };
    std::iter::from_fn(next).filter(move |word| is_word(text, word))
}

/// Letters of the scripts whose words are hyphenated.
fn is_foreign(letter: char) -> bool {
    class_of(letter) == BidiClass::L && letter.is_alphabetic()
}

/// Whether letters are a whole word of running text: not part of an address, a compound or a number,
/// and no acronym or name of a program (`NATO`, `JavaScript`).
fn is_word(text: &str, word: &Range<usize>) -> bool {
    let letters = &text[word.clone()];
    if letters.len() > LONGEST || letters.chars().count() < SHORTEST {
        return false;
    }
    let before = text[..word.start].chars().next_back();
    let mut behind = text[word.end..].chars();
    let (after, second) = (behind.next(), behind.next());
    let joins = |letter: char| letter.is_alphanumeric() || "-‐@/_\\#~=&+.'’".contains(letter);
    let ends = second.is_none_or(|letter| !letter.is_alphanumeric());
    let after = after.filter(|letter| !(matches!(letter, '.' | '\'' | '’' | ':') && ends));
    let free =
        !before.is_some_and(joins) && !after.is_some_and(|letter| joins(letter) || letter == ':');
    free && !letters.chars().skip(1).any(char::is_uppercase)
}

/// The language that a word is hyphenated by: its own, where that is written in the word's script; English
/// for a Latin word in a text of another script.
fn language_of(word: &str, language: &Language) -> Option<Lang> {
    let script = Script::of(word)?;
    let code: [u8; 2] = language.primary().as_bytes().try_into().ok()?;
    let own = Lang::from_iso(code).filter(|own| Script::of_language(*own) == script);
    let unnamed = || (script == Script::Latin && !is_latin(language)).then_some(Lang::English);
    own.or_else(unnamed)
}

/// Whether words of a language in Latin letters are its own.
fn is_latin(language: &Language) -> bool {
    let other = [
        "ru", "uk", "be", "bg", "sr", "mk", "el", "ka", "hy", "hi", "zh", "ja", "ko",
    ];
    language.direction() == crate::locale::Direction::Ltr && !other.contains(&language.primary())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
}

impl Script {
    fn of(word: &str) -> Option<Self> {
        let of_letter = |letter: char| match letter {
            'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => {
                Some(Self::Latin)
            }
            '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Some(Self::Greek),
            '\u{400}'..='\u{52F}' => Some(Self::Cyrillic),
            _ => None,
        };
        let first = of_letter(word.chars().next()?)?;
        let same = word.chars().all(|letter| of_letter(letter) == Some(first));
        same.then_some(first)
    }

    fn of_language(language: Lang) -> Self {
        match language {
            Lang::Greek => Self::Greek,
            Lang::Russian | Lang::Ukrainian => Self::Cyrillic,
            _ => Self::Latin,
        }
    }
}

fn hyphenate(text: &str, word: Range<usize>, language: Lang, found: &mut Vec<usize>) {
    let (before, after) = language.bounds();
    let (before, after) = (before.max(BEFORE), after.max(AFTER));
    let letters = &text[word.clone()];
    let mut at = word.start;
    for syllable in hypher::hyphenate_bounded(letters, language, before, after) {
        at += syllable.len();
        if at < word.end {
            found.push(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::Weight;
    use crate::frame::Ink;
    use crate::locale::Direction;
    use crate::source::{FileId, Span};
    use crate::text::{Decoration, Digits, TextStyle};
    use crate::units::Pt;

    fn hyphenated(words: &str, language: &str) -> String {
        let style = TextStyle {
            family: Family::Body,
            weight: Weight::Regular,
            emphasis: None,
            size: Pt(12.0),
            ink: Ink::BLACK,
            rise: Pt::ZERO,
            language: Language::new(language).unwrap(),
            decoration: Decoration::default(),
            link: None,
            breaking: Breaking::Syllables,
            digits: Digits::OfText,
        };
        let mut paragraph = StyledText::new(Direction::Rtl);
        paragraph.push(words, &style, Span::new(FileId::default(), 0..0));
        let mut shown = words.to_owned();
        for at in find(&paragraph).into_iter().rev() {
            shown.insert(at, '|');
        }
        shown
    }

    #[test]
    fn a_latin_word_in_persian_is_hyphenated_as_english() {
        assert_eq!(
            hyphenated("واژهٔ hyphenation است", "fa"),
            "واژهٔ hy|phen|ation است"
        );
    }

    #[test]
    fn a_word_is_hyphenated_by_its_own_language() {
        assert_eq!(hyphenated("Wörterbuch", "de"), "Wör|ter|buch");
        assert_eq!(hyphenated("bibliothèque", "fr"), "bi|blio|thèque");
        assert_eq!(hyphenated("библиотека", "ru"), "биб|лио|тека");
        assert_eq!(hyphenated("библиотека", "fa"), "библиотека");
        assert_eq!(hyphenated("kütüphane", "tr"), "kü|tüp|hane");
    }

    #[test]
    fn names_addresses_and_compounds_stay_whole() {
        for whole in [
            "Tehran's",
            "UNESCOS",
            "JavaScript",
            "info@exampleword.com",
            "https://exampleword.org",
            "well-considered",
            "example_word",
            "letter2number",
            "کتابخانه",
            "short",
        ] {
            assert_eq!(hyphenated(whole, "en"), whole);
        }
    }
}
