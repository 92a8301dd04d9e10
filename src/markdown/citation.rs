//! Citations as pandoc writes them: the text between brackets in, works with their places out.
//!
//! `[@key]`, `[@a, ص ۵۸؛ نک. @b, ج ۲]`, `[-@key]`; Persian separators serve as well as Latin ones,
//! and keys may be in any script.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::locator;
use crate::model::{Joint, Locator};

const ZWNJ: char = '\u{200C}';

/// One work of a citation; ranges count bytes of the text that was read.
#[derive(Debug, PartialEq)]
pub(super) struct Item {
    pub(super) key: Range<usize>,
    pub(super) prefix: String,
    pub(super) joint: Joint,
    pub(super) suffix: String,
    pub(super) locator: Option<Locator>,
    pub(super) suppress_author: bool,
}

/// Reads the text between the brackets; `None` where any part of it names no work.
pub(super) fn parse(text: &str) -> Option<Vec<Item>> {
    let mut items = Vec::new();
    let mut start = 0;
    for part in text.split([';', '؛']) {
        items.push(parse_item(text, start..start + part.len())?);
        let mark = text[start + part.len()..]
            .chars()
            .next()
            .map_or(0, char::len_utf8);
        start += part.len() + mark;
    }
    Some(items)
}

fn parse_item(text: &str, range: Range<usize>) -> Option<Item> {
    let part = &text[range.clone()];
    let at = part
        .match_indices('@')
        .map(|(at, _)| at)
        .find(|at| begins_key(part, *at))?;
    let key = key_at(part, at)?;
    let before = &part[..at];
    let suppress_author = before.ends_with('-');
    let before = before.strip_suffix('-').unwrap_or(before);
    let (prefix, joint) = (tidy(before), joint(before));
    let closed = usize::from(part[key.end..].starts_with('}'));
    let (locator, suffix) = after_key(&part[key.end + closed..]);
    let key = range.start + key.start..range.start + key.end;
    Some(Item {
        key,
        prefix,
        joint,
        suffix,
        locator,
        suppress_author,
    })
}

/// The place and the words that follow a key.
pub(super) fn after_key(text: &str) -> (Option<Locator>, String) {
    let text = &tidy(without_separator(text));
    let text = without_separator(text);
    match locator::parse(text) {
        Some((locator, rest)) => (Some(locator), tidy(without_separator(rest))),
        None => (None, tidy(text)),
    }
}

fn without_separator(text: &str) -> &str {
    let text = text.trim_start();
    text.strip_prefix([',', '،']).unwrap_or(text)
}

/// One line, single spaces, no quote marks of an enclosing block.
fn tidy(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.trim_start_matches(['>', ' ', '\t']));
    let joined = if text.contains('\n') {
        lines.collect::<Vec<_>>().join(" ")
    } else {
        text.to_owned()
    };
    joined.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words of one letter that are written together with the word after them: «و», «ב», and their like.
const PROCLITICS: &[char] = &[
    'و', 'ف', 'ب', 'ل', 'ك', 'ک', 'ו', 'ב', 'ל', 'כ', 'מ', 'ש', 'ה',
];

/// How many of them may stand in a row: «ولل», «ושב».
const MOST_PROCLITICS: usize = 3;

/// Whether the `@` at a byte can begin a key: never inside a word, an e-mail address or `me@host`; but
/// after «و» and its like, which Arabic and Hebrew join to the next word.
pub(super) fn begins_key(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let free = begins_word(before) || begins_word(without_proclitics(before));
    free && key_at(text, at).is_some()
}

/// Whether a word may begin after a text.
fn begins_word(before: &str) -> bool {
    let last = before.chars().next_back();
    last.is_none_or(|letter| letter.is_whitespace() || "([{«‹“‘\"'-–—،؛,;:".contains(letter))
}

/// A text without the joined words at its end.
fn without_proclitics(text: &str) -> &str {
    let mut rest = text;
    for _ in 0..MOST_PROCLITICS {
        rest = rest.strip_suffix(PROCLITICS).unwrap_or(rest);
    }
    rest
}

/// How what stands before a key stands to it.
fn joint(before: &str) -> Joint {
    let joined = !begins_word(before) && begins_word(without_proclitics(before));
    if joined { Joint::Joined } else { Joint::Spaced }
}

/// The bytes of the key after the `@` at a byte; `@{…}` may hold any characters.
pub(super) fn key_at(text: &str, at: usize) -> Option<Range<usize>> {
    let start = at + 1;
    let rest = text.get(start..)?;
    if let Some(inside) = rest.strip_prefix('{') {
        let end = inside.find(['}', '\n'])?;
        let closed = end > 0 && inside[end..].starts_with('}');
        return closed.then(|| start + 1..start + 1 + end);
    }
    let end = plain_key(rest);
    (end > 0).then(|| start..start + end)
}

/// The bytes of a key without braces: letters, digits and `_`; other signs only between those.
fn plain_key(text: &str) -> usize {
    let mut end = 0;
    let mut sign = false;
    for (at, letter) in text.char_indices() {
        let word = letter.is_alphanumeric() || letter == '_' || is_combining_mark(letter);
        if word {
            end = at + letter.len_utf8();
            sign = false;
        } else if end > 0 && !sign && (letter == ZWNJ || ":.#$%&-+?~/".contains(letter)) {
            sign = true;
        } else {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::LocatorLabel;

    fn keys(text: &str) -> Vec<&str> {
        parse(text)
            .unwrap()
            .into_iter()
            .map(|item| &text[item.key])
            .collect()
    }

    #[test]
    fn works_are_parted_by_persian_and_latin_semicolons() {
        assert_eq!(keys("@a, ص ۵۸؛ نک. @b, ج ۲; @c"), ["a", "b", "c"]);
        let items = parse("@a, ص ۵۸؛ نک. @b، ج ۲، و جاهای دیگر").unwrap();
        assert_eq!(items[0].locator.as_ref().unwrap().value, "۵۸");
        assert_eq!(items[1].prefix, "نک.");
        assert_eq!(
            items[1].locator.as_ref().unwrap().label,
            LocatorLabel::Volume
        );
        assert_eq!(items[1].suffix, "و جاهای دیگر");
    }

    #[test]
    fn a_hyphen_leaves_the_name_out() {
        let items = parse("-@فریزر۱۳۹۴").unwrap();
        assert!(items[0].suppress_author);
        assert_eq!(keys("-@فریزر۱۳۹۴"), ["فریزر۱۳۹۴"]);
    }

    #[test]
    fn keys_may_be_in_any_script_and_hold_half_spaces() {
        assert_eq!(keys("@آریان\u{200C}فر-۱۳۸۷."), ["آریان\u{200C}فر-۱۳۸۷"]);
        assert_eq!(keys("@{a b/c}، ص ۵"), ["a b/c"]);
    }

    #[test]
    fn addresses_and_prompts_are_no_citations() {
        assert!(parse("me@host ~").is_none());
        assert!(parse("info@example.org").is_none());
        assert!(parse("@").is_none());
        assert!(parse("بی هیچ کلید").is_none());
    }

    #[test]
    fn a_joined_and_is_no_part_of_a_word() {
        for written in ["و@a", "ו@a", "ול@a", "«و@a»", "نک. و@a"] {
            assert_eq!(keys(written), ["a"], "{written}");
        }
        let items = parse("@a؛ و@b").unwrap();
        assert_eq!(
            (items[1].prefix.as_str(), items[1].joint),
            ("و", Joint::Joined)
        );
        assert_eq!(parse("و @b").unwrap()[0].joint, Joint::Spaced);
        assert!(parse("info@example.org و من").is_none());
        assert!(parse("کتاب@a").is_none());
    }

    #[test]
    fn a_citation_may_run_over_lines_of_a_quotation() {
        let items = parse("@a, ص ۵۸\n> و جاهای دیگر").unwrap();
        assert_eq!(items[0].suffix, "و جاهای دیگر");
    }
}
