//! Punctuation as the language writes it: typed signs in, printed signs out.
//!
//! In Persian text `"x"` becomes «x» and the quotation inside it ‹x›; `...` becomes …, `--` –, `---` —.
//! Code, addresses, command-line options and apostrophes keep what was typed.

use std::ops::Range;

use crate::locale::{Direction, Language};

const ELLIPSIS: char = '\u{2026}';
const EN_DASH: char = '\u{2013}';
const EM_DASH: char = '\u{2014}';
const APOSTROPHE: char = '\u{2019}';

/// How many characters ahead the second of two single marks is sought, so that a chapter full of
/// apostrophes does not take quadratic time.
const LONGEST_QUOTATION: usize = 500;

/// The quotation marks that are open, from paragraph start on.
#[derive(Clone, Debug, Default)]
pub(super) struct Quotes {
    /// How many are open.
    open: usize,
    /// Which of them is a single mark: no second one opens inside it.
    single: Option<usize>,
    last: Option<char>,
}

impl Quotes {
    /// Forgets what was open: a new paragraph begins.
    pub(super) fn reset(&mut self) {
        *self = Self::default();
    }

    /// The last open mark of a kind: how many stand around it.
    fn last_open(&self, mark: char) -> Option<usize> {
        if mark == '\'' {
            return self.single;
        }
        // All others are double ones.
        let top = self.open.checked_sub(1)?;
        match self.single == Some(top) {
            true => top.checked_sub(1),
            false => Some(top),
        }
    }

    fn push(&mut self, mark: char) {
        if mark == '\'' {
            self.single = Some(self.open);
        }
        self.open += 1;
    }

    /// Closes a mark and all that were opened inside it.
    fn close(&mut self, depth: usize) {
        self.open = depth;
        self.single = self.single.filter(|single| *single < depth);
    }

    /// Notes that something else than text stood here: code, a picture, a citation.
    pub(super) fn pass(&mut self, sign: char) {
        self.last = Some(sign);
    }
}

/// Whether a piece of text stands as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// Signs may be replaced.
    Freely,
    /// The author escaped it.
    Literally,
}

/// A text with the signs of its language.
pub(super) struct SetText {
    pub(super) text: String,
    /// The signs that were replaced, in the order of the text.
    pub(super) replaced: Vec<ReplacedSign>,
}

/// A sign that stands in the place of another one, or of several.
pub(super) struct ReplacedSign {
    /// Bytes of the text that was given.
    pub(super) range: Range<usize>,
    /// How many bytes have their place.
    pub(super) length: usize,
}

/// A setter of punctuation for one language, continuing what came before in the paragraph.
pub(super) struct Setter<'a> {
    language: &'a Language,
    quotes: &'a mut Quotes,
    out: String,
    /// The sign behind the run.
    following: Option<char>,
}

impl<'a> Setter<'a> {
    /// Begins a run of text in a language.
    pub(super) fn new(language: &'a Language, quotes: &'a mut Quotes) -> Self {
        Self {
            language,
            quotes,
            out: String::new(),
            following: None,
        }
    }

    /// Says which sign stands behind the run; without one the run ends its block.
    pub(super) fn followed_by(mut self, sign: Option<char>) -> Self {
        self.following = sign;
        self
    }

    /// Sets a run of text; `typed` says for each byte whether it is literal.
    pub(super) fn set(mut self, text: &str, typed: impl Fn(usize) -> Typed) -> SetText {
        self.out.reserve(text.len());
        let mut replaced = Vec::new();
        let mut at = 0;
        while let Some(letter) = text[at..].chars().next() {
            let rest = &text[at..];
            let before = self.out.len();
            let taken = if typed(at) == Typed::Literally {
                self.put(letter)
            } else {
                match letter {
                    '"' | '\'' => self.quote(letter, &rest[1..]),
                    '.' | '-' => self.repeated(letter, rest),
                    'h' | 'w' => self.address(letter, rest),
                    _ => self.put(letter),
                }
            };
            if self.out[before..] != rest[..taken] {
                replaced.push(ReplacedSign {
                    range: at..at + taken,
                    length: self.out.len() - before,
                });
            }
            at += taken;
        }
        SetText {
            text: self.out,
            replaced,
        }
    }

    fn put(&mut self, letter: char) -> usize {
        self.out.push(letter);
        self.quotes.last = Some(letter);
        letter.len_utf8()
    }

    /// Copies a web address as it is.
    fn address(&mut self, letter: char, rest: &str) -> usize {
        let begins = ["http://", "https://", "www."]
            .iter()
            .any(|begin| rest.starts_with(begin));
        // "awww." holds no address: one begins a word.
        let inside = self.quotes.last.is_some_and(char::is_alphanumeric);
        if !begins || inside {
            return self.put(letter);
        }
        let end = rest.find(|sign: char| sign.is_whitespace() || "«»\"<>".contains(sign));
        let address = &rest[..end.unwrap_or(rest.len())];
        self.out.push_str(address);
        self.quotes.last = address.chars().next_back();
        address.len()
    }

    /// Sets full stops and hyphens that stand in a row.
    fn repeated(&mut self, sign: char, rest: &str) -> usize {
        let count = rest.chars().take_while(|letter| *letter == sign).count();
        let next = rest[count..].chars().next();
        let spaced = self.quotes.last.is_none_or(char::is_whitespace);
        // `--help` after a space is an option of a command; «۱۲--۱۵» is a range.
        let option = spaced && next.is_some_and(|letter| letter.is_ascii_alphanumeric());
        match (sign, count) {
            ('.', 3) => self.put(ELLIPSIS),
            ('-', 2) if !option => self.put(EN_DASH),
            ('-', 3) if !option => self.put(EM_DASH),
            _ => {
                rest[..count].chars().for_each(|letter| {
                    self.put(letter);
                });
                return count;
            }
        };
        count
    }

    fn quote(&mut self, mark: char, after: &str) -> usize {
        let before = self.quotes.last;
        let next = after.chars().next().or(self.following);
        // A mark opens where a word may begin and closes everywhere else: `"او گفت "برو" و رفت"`. The
        // stack of open marks decides which pair: «او گفت ‹برو› و رفت».
        let starts = before.is_none_or(|sign| sign.is_whitespace() || opens(sign));
        if mark == '\'' && self.is_apostrophe(before, after) {
            self.apostrophe(before, next);
            return 1;
        }
        let opened = self.quotes.last_open(mark);
        let is_open = opened.is_some();
        // `"بله، اما -"`: behind a dash a quotation that is open ends, and no inner one begins.
        let ends = is_open && before.is_some_and(|sign| "-–—/".contains(sign));
        // `گفت:"سلام"`: behind a mark and before a letter one begins, where none is open.
        let behind_mark = !is_open
            && mark == '"'
            && before.is_some_and(|sign| ":،؛,;=…؟?!.".contains(sign))
            && next.is_some_and(char::is_alphanumeric);
        // Directly before a space or the end of a block nothing opens: `"` at a paragraph's end or after an inch.
        let can_open =
            (starts && !ends || behind_mark) && next.is_some_and(|sign| !sign.is_whitespace());
        if can_open && (mark == '"' || !is_open) {
            let pair = self.pair(mark, self.quotes.open);
            self.quotes.push(mark);
            self.push_all(pair.0);
        } else if let Some(depth) = opened {
            self.quotes.close(depth);
            let pair = self.pair(mark, depth);
            self.push_all(pair.1);
        } else {
            self.put(mark);
        }
        1
    }

    fn push_all(&mut self, signs: &str) {
        signs.chars().for_each(|sign| {
            self.put(sign);
        });
    }

    /// The outer pair for the first level, the inner one inside it and for single marks.
    fn pair(&self, mark: char, depth: usize) -> (&'static str, &'static str) {
        let [outer, inner] = self.language.quotes();
        if mark == '\'' || depth % 2 == 1 {
            inner
        } else {
            outer
        }
    }

    /// A single mark quotes only where it can open before a word and a second one closes it.
    fn is_apostrophe(&self, before: Option<char>, after: &str) -> bool {
        let next = after.chars().next();
        let latin = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphabetic());
        if self.quotes.single.is_some() {
            return before.is_some_and(char::is_alphanumeric)
                && next.is_some_and(char::is_alphanumeric);
        }
        let foreign = self.language.direction() == Direction::Rtl && latin(next);
        // A mark opens where a word may begin and closes everywhere else: `"او گفت "برو" و رفت"`. The
        // stack of open marks decides which pair: «او گفت ‹برو› و رفت».
        let starts = before.is_none_or(|sign| sign.is_whitespace() || opens(sign));
        let closed = after
            .char_indices()
            .take(LONGEST_QUOTATION)
            .any(|(at, sign)| {
                let follows = after[at + sign.len_utf8()..].chars().next();
                sign == '\'' && at > 0 && !follows.is_some_and(char::is_alphanumeric)
            });
        !starts || foreign || !closed
    }

    /// Latin texts print a curled apostrophe; in a right-to-left text it stays as typed.
    fn apostrophe(&mut self, before: Option<char>, next: Option<char>) {
        let within =
            before.is_some_and(char::is_alphabetic) && next.is_some_and(char::is_alphabetic);
        let curled = self.language.direction() == Direction::Ltr && within;
        self.put(if curled { APOSTROPHE } else { '\'' });
    }
}

/// Signs after which a quotation begins.
fn opens(sign: char) -> bool {
    "([{«‹“‘-–—/".contains(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(language: &str, text: &str) -> String {
        let language = Language::new(language).unwrap();
        let set = Setter::new(&language, &mut Quotes::default()).set(text, |_| Typed::Freely);
        set.text
    }

    #[test]
    fn persian_quotations_stand_in_guillemets_and_nest() {
        assert_eq!(
            set("fa", "گفت: \"نه \"هرگز\" نه\"."),
            "گفت: «نه ‹هرگز› نه»."
        );
        assert_eq!(set("fa", "\"او گفت 'برو' و رفت\""), "«او گفت ‹برو› و رفت»");
        assert_eq!(
            set("en", "\"he said 'go' and went\""),
            "“he said ‘go’ and went”"
        );
    }

    #[test]
    fn apostrophes_and_inches_are_no_quotations() {
        assert_eq!(
            set("fa", "کتاب Qur'an و 'Abd al-'Aziz"),
            "کتاب Qur'an و 'Abd al-'Aziz"
        );
        assert_eq!(set("en", "don't"), "don’t");
        assert_eq!(set("fa", "صفحه 5\" است"), "صفحه 5\" است");
    }

    #[test]
    fn a_quotation_ends_with_its_block_and_behind_a_dash_or_a_stroke() {
        assert_eq!(set("fa", "\"بله، اما - \""), "«بله، اما - »");
        assert_eq!(
            set("fa", "\"نگاه کنید به https://example.org/a/\""),
            "«نگاه کنید به https://example.org/a/»"
        );
        assert_eq!(set("fa", "\"بله --\" و"), "«بله –» و");
    }

    #[test]
    fn a_quotation_begins_behind_a_mark_without_a_space() {
        assert_eq!(set("fa", "او گفت:\"سلام\" و رفت."), "او گفت:«سلام» و رفت.");
        assert_eq!(set("en", "a=\"b\","), "a=“b”,");
        assert_eq!(set("fa", "(5\"×3\")"), "(5\"×3\")");
    }

    #[test]
    fn dots_and_hyphens_become_ellipsis_and_dashes() {
        assert_eq!(set("fa", "و ... --- ۱۹۱۶--۱۹۳۱"), "و … — ۱۹۱۶–۱۹۳۱");
        assert_eq!(set("fa", "با --help و .. و ----"), "با --help و .. و ----");
    }

    #[test]
    fn addresses_stay_as_typed() {
        assert_eq!(
            set("fa", "در https://a.b/c--d... و"),
            "در https://a.b/c--d... و"
        );
    }
}
