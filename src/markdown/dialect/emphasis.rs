//! Stars that CommonMark does not take for emphasis because a letter stands beside them: a line in, edits out.
//!
//! CommonMark closes `**` behind a mark only before a space or another mark (6.2, rule 2), as English writes
//! it. Persian endings follow without a space: `**«کتاب»**ها`. Such a pair is written as `<strong>` and
//! `</strong>`, where a letter of a right-to-left script is what stands in the way.

use std::borrow::Cow;
use std::ops::Range;

use super::edit::Edit;
use crate::locale::Direction;

/// A run of stars.
#[derive(Clone, Debug)]
struct Stars {
    range: Range<usize>,
    before: Option<char>,
    after: Option<char>,
    /// Whether no word stands before it on its line.
    leads: bool,
}

/// The pairs of a line that are meant and not read.
pub(super) fn edits(words: &str) -> Vec<Edit> {
    if !words.contains('*') {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut open: Option<Stars> = None;
    for stars in runs(words) {
        let pairs = open
            .as_ref()
            .is_some_and(|open| open.range.len() == stars.range.len());
        match open.take() {
            Some(opening) if pairs && stars.may_close() => {
                if !(opening.opens() && stars.closes()) && opening.is_beside(&stars) {
                    found.extend(edit(&opening, &stars, words).into_iter().flatten());
                }
            }
            _ if stars.may_open() => open = Some(stars),
            unpaired => open = unpaired,
        }
    }
    found
}

/// The runs of stars of a line, outside code; those that are escaped or begin an item of a list are none.
fn runs(words: &str) -> Vec<Stars> {
    let indent = words.len() - words.trim_start().len();
    let mut found = Vec::new();
    let mut in_code = false;
    let mut at = 0;
    while let Some(sign) = words[at..].chars().next() {
        let start = at;
        at += sign.len_utf8();
        match sign {
            '`' => in_code = !in_code,
            '\\' => at += words[at..].chars().next().map_or(0, char::len_utf8),
            '*' if !in_code => {
                at = start + words[start..].len() - words[start..].trim_start_matches('*').len();
                let after = words[at..].chars().next();
                let item =
                    start == indent && at == start + 1 && after.is_none_or(char::is_whitespace);
                if !item {
                    let before = words[..start].chars().next_back();
                    let range = start..at;
                    let leads = !words[..start].contains(char::is_alphanumeric);
                    found.push(Stars {
                        range,
                        before,
                        after,
                        leads,
                    });
                }
            }
            _ => {}
        }
    }
    found
}

impl Stars {
    /// Left-flanking (CommonMark 6.2).
    fn opens(&self) -> bool {
        flanks(self.after, self.before)
    }

    /// Right-flanking.
    fn closes(&self) -> bool {
        flanks(self.before, self.after)
    }

    /// «** پرسش: **» at the head of a line has a space too much behind its beginning; `2 ** 3` stands further behind.
    fn may_open(&self) -> bool {
        let wide = self.leads && self.range.len() == 2 && self.after == Some(' ');
        self.range.len() <= 3 && !is_space(self.after) || wide
    }

    /// «**و این: **.» has a space too much before its end, which nothing can begin at.
    fn may_close(&self) -> bool {
        !is_space(self.before) || !self.after.is_some_and(char::is_alphanumeric)
    }

    /// Whether a letter of a right-to-left script stands outside or inside of a pair.
    fn is_beside(&self, closing: &Self) -> bool {
        let beside = [self.before, self.after, closing.before, closing.after];
        let half_space = closing.after.is_some_and(is_inner);
        beside.into_iter().flatten().any(runs_from_right) || half_space || is_space(closing.before)
    }
}

fn flanks(inner: Option<char>, outer: Option<char>) -> bool {
    let apart = |sign: Option<char>| is_space(sign) || sign.is_some_and(is_mark);
    !is_space(inner) && (!inner.is_some_and(is_mark) || apart(outer))
}

fn is_space(sign: Option<char>) -> bool {
    sign.is_none_or(char::is_whitespace)
}

/// Punctuation and symbols; a half-space, too, is none.
fn is_mark(sign: char) -> bool {
    !sign.is_alphanumeric() && !sign.is_whitespace() && !is_inner(sign)
}

/// Vowel signs and half-spaces, which belong to their word.
fn is_inner(sign: char) -> bool {
    matches!(
        sign,
        '\u{200C}' | '\u{200D}' | '\u{64B}'..='\u{65F}' | '\u{670}'
    )
}

/// Whether a letter belongs to a script that runs from the right.
pub(super) fn runs_from_right(sign: char) -> bool {
    sign.is_alphabetic()
        && Direction::dominant(sign.encode_utf8(&mut [0; 4]), Direction::Ltr)
            == Some(Direction::Rtl)
}

fn edit(opening: &Stars, closing: &Stars, words: &str) -> Option<[Edit; 2]> {
    let (open, close) = match opening.range.len() {
        1 => ("<em>", "</em>"),
        2 => ("<strong>", "</strong>"),
        3 => ("<strong><em>", "</em></strong>"),
        _ => return None,
    };
    let inside = words[opening.range.end..closing.range.start].trim();
    // A line of stars alone, or `2 * 3 * 4`.
    let meant = inside.chars().any(runs_from_right);
    let pair = [(opening, open), (closing, close)];
    meant.then(|| {
        let mut edits = pair.map(|(stars, words)| Edit {
            range: stars.range.clone(),
            words: Cow::Borrowed(words),
        });
        let after = &words[opening.range.end..];
        edits[0].range.end += after.len() - after.trim_start_matches(' ').len();
        edits
    })
}
