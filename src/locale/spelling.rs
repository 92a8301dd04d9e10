//! Spelling that Persian keyboards and old programs get wrong: letters and digits of Arabic, and a space or
//! another sign where a half-space (ZWNJ, U+200C) belongs.
//!
//! There is no dictionary here: each rule asks for a second sign, beside the letters themselves, that it is
//! right.

use std::ops::Range;

/// The half-space.
const ZWNJ: char = '\u{200C}';

/// Signs that are typed or converted where a half-space belongs, and change nothing else.
const FALSE_ZWNJ: [char; 4] = ['\u{200F}', '\u{200E}', '\u{200B}', '¬'];

/// Prefixes of verbs.
const PREFIXES: [&str; 2] = ["می", "نمی"];

/// Endings that are no words of their own.
const SUFFIXES: [&str; 11] = [
    "ها",
    "های",
    "هایی",
    "هایم",
    "هایت",
    "هایش",
    "هایمان",
    "هایتان",
    "هایشان",
    "ترین",
    "هاست",
];

/// Endings after a participle in ه.
const AFTER_PARTICIPLE: [&str; 3] = ["اند", "ایم", "اید"];

/// Last letters of a verb's forms: persons of the present, roots of the past.
const VERB_ENDS: [char; 5] = ['م', 'ی', 'د', 'ن', 'ت'];

/// What is wrong in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Misspelling {
    /// ي or ك of Arabic.
    ArabicLetter,
    /// A digit of Arabic.
    ArabicDigit,
    /// Another invisible sign, or «¬», instead of a half-space.
    FalseHalfSpace,
    /// A space instead of a half-space.
    SpaceInWord,
}

/// A piece of a text and what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Emendation {
    /// What is wrong.
    pub(crate) kind: Misspelling,
    /// Byte range of the text.
    pub(crate) range: Range<usize>,
    /// The right letter.
    pub(crate) right: char,
}

/// A word whose parts a space stands between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PartedWord {
    /// Byte range of the word.
    pub(crate) word: Range<usize>,
    /// Byte range of the space.
    pub(crate) space: Range<usize>,
    /// Whether the words can be nothing else.
    pub(crate) certainty: Certainty,
}

/// How sure it is that two words are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Certainty {
    /// They are one in all but poems.
    Sure,
    /// «می ارغوانی» is wine, «می آیی» a verb.
    Likely,
}

/// What is surely wrong in a text whose language is Persian or Dari, in the order of the text.
///
/// A text with vowel signs or ة may quote Arabic: its letters and digits are left alone.
pub(crate) fn emendations(text: &str) -> Vec<Emendation> {
    let quotes = text.contains(|letter| is_mark(letter) || letter == 'ة');
    let mut found: Vec<Emendation> = Vec::new();
    let mut add = |kind, range: Range<usize>, right| found.push(Emendation { kind, range, right });
    for (at, letter) in text.char_indices() {
        let range = at..at + letter.len_utf8();
        match letter {
            'ي' if !quotes => add(Misspelling::ArabicLetter, range, 'ی'),
            'ك' if !quotes => add(Misspelling::ArabicLetter, range, 'ک'),
            '\u{660}'..='\u{669}' if !quotes => {
                let digit = u32::from(letter) - 0x660 + 0x6F0;
                let right = char::from_u32(digit).unwrap_or(letter);
                add(Misspelling::ArabicDigit, range, right);
            }
            sign if FALSE_ZWNJ.contains(&sign) && is_inside_word(text, &range) => {
                add(Misspelling::FalseHalfSpace, range, ZWNJ);
            }
            _ => {}
        }
    }
    let parted = parted_words(text).into_iter();
    for word in parted.filter(|word| word.certainty == Certainty::Sure) {
        add(Misspelling::SpaceInWord, word.space, ZWNJ);
    }
    found.sort_by_key(|one| one.range.start);
    found
}

/// Whether letters of the Arabic script stand on both sides.
fn is_inside_word(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    before.is_some_and(is_letter) && after.is_some_and(is_letter)
}

/// Words that a space parts and a half-space should: «می رود», «کتاب ها».
pub(crate) fn parted_words(text: &str) -> Vec<PartedWord> {
    let words = words(text);
    let parted = words.windows(2).filter_map(|pair| {
        let (left, right) = (pair[0].clone(), pair[1].clone());
        let space = left.end..right.start;
        let spaced = matches!(&text[space.clone()], " " | "\u{A0}");
        let certainty = spaced.then(|| together(&text[left.clone()], &text[right.clone()]))??;
        Some(PartedWord {
            word: left.start..right.end,
            space,
            certainty,
        })
    });
    parted.collect()
}

/// Whether two words are one word.
fn together(left: &str, right: &str) -> Option<Certainty> {
    let is = |word: &str, known: &str| word.chars().map(persian).eq(known.chars());
    let is_one_of = |word: &str, known: &[&str]| known.iter().any(|known| is(word, known));
    let is_longer = |word: &str, length: usize| word.chars().nth(length).is_some();
    let last = |word: &str| word.chars().next_back().map(persian);
    // «کتاب ها»: the ending is no word of its own; a single letter before it is a name («ب ها»).
    let ending = || is_one_of(right, &SUFFIXES) && is_longer(left, 1);
    // «رفته اند»: «اند» alone could be a number word, but not after a participle in ه.
    let participle =
        || last(left) == Some('ه') && is_one_of(right, &AFTER_PARTICIPLE) && is_longer(left, 2);
    // «می رود» is a verb; «می ناب» is wine, and no verb ends in ب.
    let verb = || {
        let ends = last(right).is_some_and(|last| VERB_ENDS.contains(&last));
        is_one_of(left, &PREFIXES) && ends && is_longer(right, 1)
    };
    if ending() || participle() {
        return Some(Certainty::Sure);
    }
    let doubtful = || is(left, "می") && last(right) == Some('ی');
    match verb() {
        false => None,
        true if doubtful() => Some(Certainty::Likely),
        true => Some(Certainty::Sure),
    }
}

/// A letter as Persian writes it.
fn persian(letter: char) -> char {
    match letter {
        'ي' => 'ی',
        'ك' => 'ک',
        letter => letter,
    }
}

/// The words of Arabic letters.
fn words(text: &str) -> Vec<Range<usize>> {
    let in_word = |letter: char| is_letter(letter) || letter == ZWNJ || is_mark(letter);
    let mut words = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), '\n')]) {
        match (in_word(letter), start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                words.push(first..at);
                start = None;
            }
            (true, Some(_)) | (false, None) => {}
        }
    }
    words
}

/// Letters of the Arabic script, without digits and signs.
fn is_letter(letter: char) -> bool {
    match letter {
        // Nearly all that a book has; each of them is a letter.
        '\u{620}'..='\u{64A}' | '\u{671}'..='\u{6D3}' => true,
        '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{8A0}'..='\u{8FF}' => {
            letter.is_alphabetic() && !is_mark(letter)
        }
        _ => false,
    }
}

/// Vowel signs and the small hamza of the Arabic script.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{64B}'..='\u{652}' | '\u{670}')
}

#[cfg(test)]
mod tests {
    use super::{Certainty, emendations, parted_words};

    fn mended(text: &str) -> String {
        let mut whole = text.to_owned();
        for one in emendations(text).into_iter().rev() {
            whole.replace_range(one.range, &one.right.to_string());
        }
        whole
    }

    fn together(text: &str) -> Vec<&str> {
        let parted = parted_words(text).into_iter();
        parted.map(|parted| &text[parted.word]).collect()
    }

    #[test]
    fn a_space_inside_a_word_is_known_by_what_stands_around_it() {
        assert_eq!(
            together("او می رود و کتاب ها را نمی بیند"),
            ["می رود", "کتاب ها", "نمی بیند"]
        );
        assert_eq!(
            together("بزرگ ترین آنان رفته اند"),
            ["بزرگ ترین", "رفته اند"]
        );
    }

    #[test]
    fn words_of_their_own_stay_apart() {
        for text in [
            "می‌رود، کتاب‌ها",
            "می ناب",
            "می، رود",
            "(ها)",
            "چه می",
            "دل تر شد",
        ] {
            assert!(together(text).is_empty(), "{text}");
        }
        assert_eq!(parted_words("می ارغوانی")[0].certainty, Certainty::Likely);
    }

    #[test]
    fn the_letters_that_are_known_without_a_look_are_letters() {
        for letter in ('\u{620}'..='\u{64A}').chain('\u{671}'..='\u{6D3}') {
            assert!(
                letter.is_alphabetic() && !super::is_mark(letter),
                "{letter}"
            );
        }
    }

    #[test]
    fn what_is_sure_is_mended_and_nothing_else() {
        for (wrong, right) in [
            ("كتاب هاي علي", "کتاب‌های علی"),
            ("می رود و نمی¬رود", "می‌رود و نمی‌رود"),
            ("سال ١٣٩٩", "سال ۱۳۹۹"),
            ("می\u{200F}شود \u{200F}و", "می‌شود \u{200F}و"),
            ("می ارغوانی", "می ارغوانی"),
            ("إِنَّ اللهَ عَلَى كُلِّ شَيْءٍ", "إِنَّ اللهَ عَلَى كُلِّ شَيْءٍ"),
            ("در کلیة كتب", "در کلیة كتب"),
        ] {
            assert_eq!(mended(wrong), right);
            assert!(emendations(&mended(wrong)).is_empty(), "{wrong}");
        }
    }
}
