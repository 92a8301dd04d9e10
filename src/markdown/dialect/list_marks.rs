//! Numbers of lists in the digits of the author's script: a line in, an edit out.
//!
//! CommonMark knows a list by `1.` and `1)` alone (5.2), and «۱. یکم» would run into one paragraph with «۲. دوم».
//! The digits are exchanged; print has those of the book anyway.

use std::borrow::Cow;

use super::edit::Edit;
use super::lines::indent_of;
use crate::locale::digit_value;

/// Digits that a number of a list may have (CommonMark 5.2).
const MOST: usize = 9;

/// What stood on a line, as far as the next one asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LastLine {
    /// Nothing.
    Blank,
    /// Nothing, below an item of a list.
    BlankInList,
    /// An item of a list, or words of one.
    Item,
    /// Words of a paragraph, or something else.
    Words,
}

impl LastLine {
    /// The number of an item of a list that a line begins with, in the digits that CommonMark knows.
    pub(super) fn item_number(&mut self, words: &str) -> Option<Edit> {
        let before = std::mem::replace(self, Self::Blank);
        if words.trim().is_empty() {
            // An item may have several paragraphs.
            *self = match before {
                Self::Item | Self::BlankInList => Self::BlankInList,
                Self::Blank | Self::Words => Self::Blank,
            };
            return None;
        }
        let deep = indent_of(words) >= 4;
        let in_list = matches!(before, Self::Item | Self::BlankInList);
        let item = item(words).filter(|item| match before {
            // What is indented by four may be code, but below an item it is one of its own.
            Self::Item | Self::BlankInList => true,
            Self::Blank => !deep,
            // «در سال» and below it «۱۳۵۷. …» are one paragraph: only a first item ends one (CommonMark 5.3).
            Self::Words => !deep && item.may_end_paragraph,
        });
        let goes_on = match before {
            Self::Item => true,
            Self::BlankInList => indent_of(words) > 0,
            Self::Blank | Self::Words => false,
        };
        *self = match (&item, in_list && goes_on) {
            (Some(_), _) | (None, true) => Self::Item,
            (None, false) => Self::Words,
        };
        item?.edit
    }
}

/// Whether what follows a number makes it that of an item. «در سال ۱۴۰۰.» may end on a line of its own: a number
/// without words is left as it is.
fn is_mark(after: &str) -> bool {
    let behind = after.strip_prefix(['.', ')']);
    behind.is_some_and(|behind| behind.starts_with([' ', '\t']) && !behind.trim().is_empty())
}

/// The mark of an item that begins a line.
pub(super) struct ItemMark {
    /// Whether an item with this mark ends a paragraph above it (CommonMark 5.3): a bullet, or the number 1.
    pub(super) may_end_paragraph: bool,
    /// The number in the digits that CommonMark knows, where it is written in others.
    pub(super) edit: Option<Edit>,
}

/// The mark of the item that a line begins, in whatever digits.
pub(super) fn item(words: &str) -> Option<ItemMark> {
    let inner = words.trim_start_matches([' ', '\t']);
    let start = words.len() - inner.len();
    if let Some(behind) = inner.strip_prefix(['-', '*', '+']) {
        let mark = ItemMark {
            may_end_paragraph: true,
            edit: None,
        };
        return behind.starts_with([' ', '\t']).then_some(mark);
    }
    // Nearly every line begins with a letter.
    let values = || inner.chars().map_while(digit_value);
    let count = values().take(MOST + 1).count();
    let length: usize = inner.chars().take(count).map(char::len_utf8).sum();
    if count == 0 || count > MOST || !is_mark(&inner[length..]) {
        return None;
    }
    let digits = values().filter_map(|value| char::from_digit(value, 10));
    let digits: String = digits.collect();
    let may_end_paragraph = digits == "1";
    let edit = (length > count).then_some(Edit {
        range: start..start + length,
        words: Cow::Owned(digits),
    });
    Some(ItemMark {
        may_end_paragraph,
        edit,
    })
}

/// Whether a line begins with a letter that counts: «الف) نخست», «ب. دوم», «ج- سوم», «א) ראשון».
pub(super) fn is_lettered(words: &str) -> bool {
    let inner = words.trim_start_matches([' ', '\t', '>']);
    let mut letters = inner.chars();
    let Some(first) = letters.next().filter(|first| is_counting(*first)) else {
        return false;
    };
    let rest = letters.as_str();
    let rest = match first {
        'ا' => rest.strip_prefix("لف").unwrap_or(rest),
        _ => rest,
    };
    let behind = rest.strip_prefix([')', '.', '-']);
    behind.is_some_and(|behind| behind.starts_with([' ', '\t']) && !behind.trim().is_empty())
}

/// Whether a letter is of a script whose letters count the points of a text: Arabic or Hebrew.
fn is_counting(letter: char) -> bool {
    letter.is_alphabetic() && matches!(letter, '\u{5D0}'..='\u{5EA}' | '\u{620}'..='\u{6D3}')
}

/// The end of a line of prose before one that begins with such a letter: each stands on a line of its own, as its
/// author wrote it, and does not run into the one before.
pub(super) fn end_before_lettered(words: &str, next: &str) -> Option<Edit> {
    let inner = words.trim_start_matches([' ', '\t', '>']);
    let first = inner.chars().next()?;
    let prose = first.is_alphanumeric() || "«([*_\"'".contains(first);
    let broken = words.ends_with(['\\', ' ']) || words.ends_with("<br>");
    let end = words.len();
    (prose && !broken && is_lettered(next)).then_some(Edit {
        range: end..end,
        words: Cow::Borrowed("<br>"),
    })
}

#[cfg(test)]
mod tests {
    use super::{end_before_lettered, is_lettered, item};

    #[test]
    fn points_that_letters_count_stand_on_lines_of_their_own() {
        for mark in ["الف) نخست", "> ب. دوم", "  ج- سوم", "א) ראשון", "أ) أولا"]
        {
            assert!(is_lettered(mark), "{mark}");
            assert!(end_before_lettered("الف) متن", mark).is_some(), "{mark}");
        }
        for other in [
            "الفبا) متن",
            "و - او",
            "ب)",
            "بد) متن",
            "a) first",
            "۱) یکم",
            ")",
        ] {
            assert!(!is_lettered(other), "{other}");
        }
        for above in ["# سر", "| الف |", "<div>", "متن\\", "متن  ", ""] {
            assert!(end_before_lettered(above, "ب) دوم").is_none(), "{above}");
        }
    }

    #[test]
    fn numbers_of_items_are_in_the_digits_that_commonmark_knows() {
        let number = |words: &str| {
            let edit = item(words)?.edit?;
            Some((edit.range, edit.words.into_owned()))
        };
        assert_eq!(number("۱. یکم"), Some((0..2, "1".to_owned())));
        assert_eq!(number("  ۱۰) ده"), Some((2..6, "10".to_owned())));
        assert_eq!(number("٣. ثالثًا"), Some((0..2, "3".to_owned())));
        for same in [
            "1. یکم",
            "۱۴۰۰.",
            "۱.۲ متن",
            "۱۴۰۰",
            "۱- یکم",
            "متن ۱. یکم",
            "۱۲۳۴۵۶۷۸۹۰. متن",
            "۱۲٫۵. متن",
        ] {
            assert_eq!(number(same), None, "{same}");
        }
    }

    #[test]
    fn bullets_and_the_number_one_end_a_paragraph() {
        let ends = |words: &str| item(words).map(|item| item.may_end_paragraph);
        assert_eq!(ends("- الف"), Some(true));
        assert_eq!(ends("   ۱) ب"), Some(true));
        assert_eq!(ends("۲. پ"), Some(false));
        for other in ["-الف", "۱۴۰۰ سال", ""] {
            assert_eq!(ends(other), None, "{other}");
        }
    }
}
