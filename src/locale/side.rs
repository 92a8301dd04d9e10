//! The side that a block of text runs from: its words and the direction around it in, its own
//! direction out.

use unicode_bidi::BidiClass;

use super::{Direction, class_of};

/// What [`Direction::dominant`] says.
pub(super) fn of_block(text: &str, around: Direction) -> Option<Direction> {
    let prose = || Words::of(text.split_whitespace().filter(is_prose));
    let decided = match around {
        Direction::Rtl => {
            let outside = outside_quotations(text);
            let spoken = Words::of(outside.split_whitespace().filter(is_prose));
            spoken.among_rtl(prose)
        }
        Direction::Ltr => prose().most(around),
    };
    decided.or_else(|| Words::of(text.split_whitespace()).most(around))
}

/// Words of both directions in a text.
#[derive(Default)]
struct Words {
    rtl: usize,
    ltr: usize,
    /// The direction of the first and the last one.
    ends: Option<(Direction, Direction)>,
    /// Whether a comma or question mark of the Arabic script stands behind a Latin word.
    has_arabic_marks: bool,
}

impl Words {
    /// Among right-to-left text so many words for one of its script are still too few, where words
    /// from the left stand at both ends.
    const HELD: usize = 3;
    /// The same where only the last word is of its script.
    const CLOSED: usize = 8;
    /// Words at both ends decide among left-to-right text when they are at least one of so many.
    const FRAME: usize = 5;

    fn of<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut found = Self::default();
        for word in words {
            let Some(direction) = of_word(word) else {
                continue;
            };
            match direction {
                Direction::Rtl => found.rtl += 1,
                Direction::Ltr => found.ltr += 1,
            }
            let first = found.ends.map_or(direction, |(first, _)| first);
            found.ends = Some((first, direction));
            found.has_arabic_marks |= direction == Direction::Ltr && word.ends_with(is_arabic_mark);
        }
        found
    }

    /// The side among right-to-left text; `prose` gives the same text with its quotations, which decide
    /// where no word outside them is of a right-to-left script.
    fn among_rtl(&self, prose: impl FnOnce() -> Self) -> Option<Direction> {
        use Direction::{Ltr, Rtl};
        if self.has_arabic_marks {
            return Some(Rtl);
        }
        if self.rtl == 0 {
            return prose().most(Rtl);
        }
        let all = self.rtl + self.ltr;
        let rtl = match self.ends? {
            (Rtl, _) => true,
            (Ltr, Rtl) => self.rtl * Self::CLOSED >= all,
            (Ltr, Ltr) => self.rtl * Self::HELD >= all,
        };
        Some(if rtl { Rtl } else { Ltr })
    }

    /// The side of the words that hold the text together, which stand at both its ends and are not
    /// lost among the others, else that of most words.
    fn most(&self, around: Direction) -> Option<Direction> {
        let (first, last) = self.ends?;
        let of_first = match first {
            Direction::Rtl => self.rtl,
            Direction::Ltr => self.ltr,
        };
        if first == last && of_first * Self::FRAME >= self.rtl + self.ltr {
            return Some(first);
        }
        Some(match self.rtl.cmp(&self.ltr) {
            std::cmp::Ordering::Less => Direction::Ltr,
            std::cmp::Ordering::Equal => around,
            std::cmp::Ordering::Greater => Direction::Rtl,
        })
    }
}

/// The direction of a word; a Latin one with a Persian ending («PDFها») is a word of Persian.
fn of_word(word: &str) -> Option<Direction> {
    let mut found = None;
    for letter in word.chars().filter(|letter| !is_arabic_mark(*letter)) {
        match class_of(letter) {
            BidiClass::R | BidiClass::AL => return Some(Direction::Rtl),
            BidiClass::L => found = Some(Direction::Ltr),
            _ => {}
        }
    }
    found
}

/// Marks of a sentence in the Arabic script.
fn is_arabic_mark(letter: char) -> bool {
    matches!(letter, '،' | '؛' | '؟' | '۔')
}

/// Whether a word is language, not an address or the name of a file.
fn is_prose(word: &&str) -> bool {
    let path = word.starts_with(['/', '~']) || word.starts_with("./");
    // Nearly every word has none of the three: one look through its bytes says so.
    let marked = word.bytes().any(|byte| matches!(byte, b'\\' | b'@' | b':'));
    !path && !(marked && (word.contains(['\\', '@']) || word.contains("://")))
}

/// A text without what stands in its quotation marks. A mark without a partner quotes nothing.
fn outside_quotations(text: &str) -> String {
    let mut outside = String::with_capacity(text.len());
    let mut rest = text;
    // What ends no quotation from here on ends none later: `«a «b «c` is searched for one `»` and not three.
    let mut absent: Vec<char> = Vec::new();
    while let Some(at) = rest.find(|letter| closing_of(letter).is_some()) {
        let mut letters = rest[at..].chars();
        let closing = letters.next().and_then(closing_of);
        let inner = letters.as_str();
        let end = closing.filter(|closing| !absent.contains(closing));
        let end = end.and_then(|closing| match inner.find(closing) {
            Some(found) => Some(found + closing.len_utf8()),
            None => {
                absent.push(closing);
                None
            }
        });
        outside.push_str(&rest[..at]);
        outside.push(' ');
        rest = &inner[end.unwrap_or(0)..];
    }
    outside.push_str(rest);
    outside
}

/// The mark that ends what a quotation mark begins; Hebrew has one for both.
fn closing_of(letter: char) -> Option<char> {
    match letter {
        '«' => Some('»'),
        '‹' => Some('›'),
        '“' | '”' | '„' => Some('”'),
        '"' => Some('"'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Direction, of_block};

    fn among_rtl(text: &str) -> Option<Direction> {
        of_block(text, Direction::Rtl)
    }

    #[test]
    fn a_few_words_of_its_script_make_a_block_run_from_the_right() {
        for text in [
            "Rust زبانی برای برنامه‌نویسی است",
            "نوشتهٔ J. R. R. Tolkien است",
            "گفت: “Hello, world!”",
            "در Paris.",
            "نک. Smith, The Book, p. 12.",
            "Smith، ص ۱۲.",
            "Smith، Jones، 2001",
            "Hamlet؟",
            "C++ و «Python 3» (2020)",
            "ISO 9001:2015 و IEEE 802.11 و Wi-Fi 6 است.",
            "نام فایل C:\\Users\\ali\\file.txt و /usr/bin/env bash و -v.",
            "متن با ʿAlī b. Abī Ṭālib و Ṣaḥīḥ al-Bukhārī",
            "C++: «زبانی برای برنامه‌نویسی»",
            "به info@example.com",
            "הספר על C++",
        ] {
            assert_eq!(among_rtl(text), Some(Direction::Rtl), "{text}");
        }
    }

    #[test]
    fn a_mark_without_a_partner_quotes_nothing_whatever_stands_around_it() {
        use super::outside_quotations;
        assert_eq!(outside_quotations("«a «b» “c «d” e‹f"), "    e f");
        assert_eq!(outside_quotations("“a “b «c» “d"), " a  b    d");
        assert_eq!(outside_quotations("\"a\" \"b"), "   b");
    }

    #[test]
    fn hardly_a_word_of_its_script_leaves_a_block_at_the_left() {
        for text in [
            "Smith, John. “Title.” Journal 5 (2001): 12–15.",
            "Smith, John. “کتاب.” Journal 5 (2001): 12–15.",
            "the word کتاب in a sentence",
            "The words کتاب فارسی mean a Persian book.",
            "“Hello, world!”",
            "https://example.com/a/",
        ] {
            assert_eq!(among_rtl(text), Some(Direction::Ltr), "{text}");
        }
    }

    #[test]
    fn among_text_from_the_left_most_words_decide() {
        let among_ltr = |text| of_block(text, Direction::Ltr);
        assert_eq!(among_ltr("کتاب means a book"), Some(Direction::Ltr));
        assert_eq!(among_ltr("این کتاب دربارهٔ Rust"), Some(Direction::Rtl));
        assert_eq!(among_ltr("Rust زبان ماست"), Some(Direction::Rtl));
    }

    #[test]
    fn numbers_have_no_side() {
        assert_eq!(among_rtl("۱۲ – 34"), None);
        assert_eq!(among_rtl(""), None);
    }
}
