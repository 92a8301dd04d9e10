//! What a language decides: direction, digits, counters, quotes and the words that the tool itself sets.
//!
//! Language tags in, tables and pure functions out. Nothing here reads the book.

pub(crate) mod calendar;
mod class;
mod collation;
mod counters;
mod credits;
mod digits;
mod foreign;
mod front_list;
mod hanging;
mod letters;
mod listing;
mod matter;
mod numbers;
mod ordinals;
mod pairs;
mod side;
mod signs;
mod spelling;
mod statement;
mod terms;
mod together;
mod tongue;

pub use calendar::SolarDate;
pub(crate) use class::class_of;
pub(crate) use collation::{Collation, alphabet_of, known_as, sorted_by};
pub use digits::{Digits, digit_value};
pub(crate) use foreign::{LATIN_OBJECT, OBJECT as FOREIGN_OBJECT, isolated_runs};
pub use front_list::FrontList;
pub(crate) use letters::{is_mark, is_private, persian_letter};
pub use matter::Matter;
use numbers::number_runs;
pub(crate) use spelling::{Emendation, Misspelling, emendations, parted_words};
pub use statement::StatementKind;
pub use terms::Term;
pub(crate) use together::stays_together;
pub use tongue::Tongue;

use std::fmt;

/// Which way lines of a text run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// Right to left, as Persian, Arabic and Hebrew.
    Rtl,
    /// Left to right, as Latin.
    Ltr,
}

impl Direction {
    /// The value of HTML's `dir` attribute.
    pub fn as_html(self) -> &'static str {
        match self {
            Self::Rtl => "rtl",
            Self::Ltr => "ltr",
        }
    }

    /// The direction of a block among text that runs `around`; `None` where it has no letter. Words
    /// count, not letters, and addresses say nothing unless there is nothing else.
    ///
    /// Among right-to-left text a block runs from the left only where hardly a word outside its
    /// quotation marks is of a right-to-left script; among left-to-right text most words decide.
    pub fn dominant(text: &str, around: Self) -> Option<Self> {
        side::of_block(text, around)
    }
}

/// The longest tag, in bytes: what RFC 5646 (4.4.1) asks of software with a limit.
const LONGEST_TAG: usize = 35;

/// A BCP 47 language tag, such as `fa`, `fa-AF`, `en`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language {
    /// ASCII; zeros behind the tag, so that tags are ordered as their texts are.
    bytes: [u8; LONGEST_TAG],
    length: u8,
}

impl Language {
    /// Reads a tag; `None` where it is not a well-formed language, script and region, or longer than
    /// 35 letters.
    pub fn new(tag: &str) -> Option<Self> {
        let mut parts = tag.split(['-', '_']);
        let primary = parts.next()?;
        let letters = |part: &str| part.chars().all(|letter| letter.is_ascii_alphabetic());
        if !(2..=3).contains(&primary.len()) || !letters(primary) {
            return None;
        }
        let mut tag = primary.to_ascii_lowercase();
        for part in parts {
            let lettered = part.chars().all(|letter| letter.is_ascii_alphanumeric());
            if !(1..=8).contains(&part.len()) || !lettered {
                return None;
            }
            tag.push('-');
            match part.len() {
                2 => tag.push_str(&part.to_ascii_uppercase()),
                4 if letters(part) => {
                    tag.push_str(&part[..1].to_ascii_uppercase());
                    tag.push_str(&part[1..].to_ascii_lowercase());
                }
                _ => tag.push_str(&part.to_ascii_lowercase()),
            }
        }
        (tag.len() <= LONGEST_TAG).then(|| Self::packed(&tag))
    }

    /// A tag in its usual case that is not too long.
    const fn packed(tag: &str) -> Self {
        let mut bytes = [0; LONGEST_TAG];
        let (head, _) = bytes.split_at_mut(tag.len());
        head.copy_from_slice(tag.as_bytes());
        #[expect(
            clippy::cast_possible_truncation,
            reason = "no tag is longer than 35 bytes"
        )]
        let length = tag.len() as u8;
        Self { bytes, length }
    }

    /// Persian, the language of a book that names none.
    pub const fn persian() -> Self {
        Self::packed("fa")
    }

    /// English, the language of Latin runs that name none.
    pub const fn english() -> Self {
        Self::packed("en")
    }

    /// The whole tag.
    pub fn as_str(&self) -> &str {
        let tag = &self.bytes[..usize::from(self.length)];
        std::str::from_utf8(tag).expect("a tag is made of ASCII letters")
    }

    /// The primary language subtag, in lower case.
    pub fn primary(&self) -> &str {
        let tag = self.as_str();
        tag.split('-').next().unwrap_or(tag)
    }

    /// Which way the language is written.
    pub fn direction(&self) -> Direction {
        /// Those that the program has no words of.
        const OTHERS: &[&str] = &[
            "pus", "dv", "syr", "arc", "lrc", "glk", "mzn", "bal", "ks", "skr", "pnb",
        ];
        let mut parts = self.as_str().split('-');
        if parts.clone().any(|part| part == "Latn" || part == "Cyrl") {
            return Direction::Ltr;
        }
        let scripted = parts.any(|part| part == "Arab" || part == "Hebr");
        if scripted || OTHERS.contains(&self.primary()) {
            return Direction::Rtl;
        }
        self.tongue().map_or(Direction::Ltr, Tongue::direction)
    }

    /// The digits that counters made by the tool carry.
    pub fn digits(&self) -> Digits {
        let in_maghreb = || {
            let regions = ["-MA", "-DZ", "-TN"];
            regions.iter().any(|region| self.as_str().ends_with(region))
        };
        match self.tongue() {
            Some(
                Tongue::Persian
                | Tongue::Dari
                | Tongue::Pashto
                | Tongue::Urdu
                | Tongue::SouthAzerbaijani,
            ) => Digits::Persian,
            Some(Tongue::Arabic) if in_maghreb() => Digits::Latin,
            Some(Tongue::Arabic | Tongue::Sorani | Tongue::Sindhi) => Digits::Arabic,
            Some(Tongue::Hebrew | Tongue::Uyghur | Tongue::Yiddish | Tongue::English) => {
                Digits::Latin
            }
            None if matches!(self.primary(), "lrc" | "glk" | "mzn") => Digits::Persian,
            None => Digits::Latin,
        }
    }

    /// Opening and closing quotation marks: outer pair, inner pair.
    pub fn quotes(&self) -> [(&'static str, &'static str); 2] {
        match self.spoken() {
            Tongue::Persian
            | Tongue::Dari
            | Tongue::Pashto
            | Tongue::Arabic
            | Tongue::Sorani
            | Tongue::Uyghur
            | Tongue::Sindhi
            | Tongue::SouthAzerbaijani => [("«", "»"), ("‹", "›")],
            Tongue::Hebrew | Tongue::Yiddish => [("”", "”"), ("’", "’")],
            Tongue::Urdu | Tongue::English => [("“", "”"), ("‘", "’")],
        }
    }

    /// Whether it is written in Hebrew letters, as Hebrew and Yiddish are.
    pub(crate) fn has_hebrew_letters(&self) -> bool {
        self.tongue().is_some_and(Tongue::has_hebrew_letters)
    }

    /// The comma of its script, without a space.
    pub fn comma(&self) -> &'static str {
        match self.direction() {
            Direction::Rtl if !self.has_hebrew_letters() => "،",
            Direction::Rtl | Direction::Ltr => ",",
        }
    }

    /// The comma behind words that run one way, in a text of this language, without a space: «Herodotus, ۱۲» in a
    /// Persian book.
    pub fn comma_among(&self, words: Direction) -> &'static str {
        match (words, self.direction()) {
            (Direction::Ltr, _) => ",",
            (Direction::Rtl, Direction::Rtl) => self.comma(),
            (Direction::Rtl, Direction::Ltr) => "،",
        }
    }

    /// The semicolon of its script, without a space.
    pub fn semicolon(&self) -> &'static str {
        match self.comma() {
            "،" => "؛",
            _ => ";",
        }
    }

    /// A word as it stands before its number: «قضیهٔ» of «قضیهٔ ۱».
    pub fn before_number(&self, word: &str) -> String {
        terms::before_number(self, word)
    }

    /// The heading of answers to exercises that stand together: «پاسخ تمرین‌ها».
    pub fn answers_heading(&self) -> &'static str {
        statement::answers_heading(self)
    }

    /// The word before a statement: «قضیه», «برهان».
    pub fn statement_word(&self, kind: StatementKind) -> &'static str {
        statement::look_up(self, kind)
    }

    /// A word that the tool sets by itself, in this language (English where we have no table).
    pub fn term(&self, term: Term) -> &'static str {
        terms::look_up(self, term)
    }

    /// A page number before the text: abjad letters for the Arabic script, letters for Hebrew, roman
    /// numerals elsewhere.
    pub fn front_number(&self, number: usize) -> String {
        match self.direction() {
            Direction::Rtl if self.has_hebrew_letters() => counters::hebrew(number),
            Direction::Rtl => counters::abjad(number),
            Direction::Ltr => counters::roman(number),
        }
    }

    /// The letter of a part of a figure, counted from 0, in brackets: «(الف)».
    pub fn panel(&self, index: usize) -> String {
        counters::panel(self.spoken(), index)
    }

    /// The letter of a note, from 1: «الف»; behind the last letter of the alphabet «الف۲».
    pub fn note_letter(&self, number: usize) -> String {
        let spoken = self.spoken();
        let index = number.saturating_sub(1);
        if let Some(letter) = counters::letter(spoken, index) {
            return letter;
        }
        let letters = (1..=index).find(|count| counters::letter(spoken, *count).is_none());
        let letters = letters.unwrap_or(1);
        let letter = counters::letter(spoken, index % letters).unwrap_or_default();
        format!("{letter}{}", self.number(index / letters + 1))
    }

    /// The label of a chapter with its number in words: «فصل یکم»; in digits where there are none («باب ۲۱»).
    pub fn chapter_in_words(&self, number: usize) -> String {
        ordinals::in_words(self, number)
    }

    /// The label of a chapter with its number in digits: «فصل ۱».
    pub fn chapter_in_digits(&self, number: usize) -> String {
        ordinals::in_digits(self, number)
    }

    /// The label of a part with its number in words: «بخش یکم»; in digits where there are none.
    pub fn part_in_words(&self, number: usize) -> String {
        ordinals::part_in_words(self, number)
    }

    /// The label of a part with its number in digits: «بخش ۱».
    pub fn part_in_digits(&self, number: usize) -> String {
        ordinals::part_in_digits(self, number)
    }

    /// What a chapter of a title is in its book: a preface, an appendix; `None` for one that only its place makes a
    /// chapter.
    pub fn matter_of(&self, title: &str) -> Option<Matter> {
        matter::of_title(self, title)
    }

    /// Whether its books are dated by the solar calendar.
    pub fn has_solar_dates(&self) -> bool {
        calendar::is_solar(self)
    }

    /// A solar date in words: «۱ آذر ۱۴۰۵».
    pub fn solar_date(&self, date: SolarDate) -> String {
        calendar::in_words(self, date)
    }

    /// A number in this language's digits.
    pub fn number(&self, number: usize) -> String {
        self.digits().write(number)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Language({:?})", self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_brought_to_their_usual_case() {
        assert_eq!(Language::new("FA_af").unwrap().as_str(), "fa-AF");
        assert_eq!(
            Language::new("az-arab").unwrap().direction(),
            Direction::Rtl
        );
        assert_eq!(Language::new("persian book"), None);
        assert_eq!(Language::new(&"fa-abcdefgh".repeat(4)), None);
    }

    #[test]
    fn signs_between_members_are_those_of_the_script() {
        let signs = |tag| {
            let language = Language::new(tag).unwrap();
            let [own, latin] =
                [Direction::Rtl, Direction::Ltr].map(|way| language.comma_among(way));
            [own, latin, language.semicolon()]
        };
        assert_eq!(signs("fa"), ["،", ",", "؛"]);
        assert_eq!(signs("he"), [",", ",", ";"]);
        assert_eq!(signs("en"), ["،", ",", ";"]);
    }

    #[test]
    fn counters_carry_the_digits_of_the_language() {
        assert_eq!(Language::new("fa-AF").unwrap().number(1931), "۱۹۳۱");
        assert_eq!(Language::new("ar").unwrap().number(20), "٢٠");
        assert_eq!(Language::english().number(7), "7");
    }
}
