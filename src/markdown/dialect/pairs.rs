//! Pairs of signs around words, as extensions of Markdown have them: a line in, edits out.
//!
//! ```text
//! ==مهم==   →   <mark>مهم</mark>          ^^افزوده^^   →   <ins>افزوده</ins>
//! ```
//!
//! `a == b`, `x==y` and code are none: a pair opens before a word and not behind one, and closes behind a word.

use std::borrow::Cow;

use super::edit::Edit;

/// A pair of signs, and the element that it stands for.
pub(super) struct Pair {
    sign: &'static str,
    open: &'static str,
    close: &'static str,
}

/// Marked words: Obsidian, MkDocs, Typora, markdown-it.
pub(super) const MARKED: Pair = Pair {
    sign: "==",
    open: "<mark>",
    close: "</mark>",
};

/// Words that were added: MkDocs.
pub(super) const INSERTED: Pair = Pair {
    sign: "^^",
    open: "<ins>",
    close: "</ins>",
};

/// The pairs of a line.
pub(super) fn edits(words: &str, pair: &Pair) -> Vec<Edit> {
    let Pair { sign, open, close } = pair;
    let mut found = Vec::new();
    let mut rest = 0;
    let mut in_code = false;
    while let Some(start) = words[rest..].find(sign).map(|at| rest + at) {
        in_code ^= words[rest..start].matches('`').count() % 2 == 1;
        rest = start + sign.len();
        if in_code || !opens(&words[..start], &words[rest..], sign) {
            rest += words[rest..].len() - words[rest..].trim_start_matches(&sign[..1]).len();
            continue;
        }
        let Some(end) = closing(words, rest, sign) else {
            continue;
        };
        for (at, tag) in [(start, open), (end, close)] {
            found.push(Edit {
                range: at..at + sign.len(),
                words: Cow::Borrowed(tag),
            });
        }
        in_code ^= words[start..end].matches('`').count() % 2 == 1;
        rest = end + sign.len();
    }
    found
}

/// Whether a sign stands before a word and not behind one.
fn opens(before: &str, after: &str, sign: &str) -> bool {
    let behind_word = before.ends_with(|letter: char| letter.is_alphanumeric() || letter == '\\');
    let before_word = !after.starts_with(|letter: char| letter.is_whitespace());
    !behind_word && before_word && !after.is_empty() && !after.starts_with(&sign[..1])
}

/// Where the sign stands again, right behind a word; a letter of the Latin script goes on with no word of its own there.
fn closing(words: &str, from: usize, sign: &str) -> Option<usize> {
    let mut places = words[from..].match_indices(sign).map(|(at, _)| from + at);
    places.find(|at| {
        let behind = !words[from..*at].ends_with(char::is_whitespace);
        let after = words[at + sign.len()..].chars().next();
        behind && !after.is_some_and(|letter| letter.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::{INSERTED, MARKED, edits};

    fn told(words: &str) -> Vec<&str> {
        let found = edits(words, &MARKED);
        let pairs = found.chunks(2);
        pairs
            .map(|pair| &words[pair[0].range.end..pair[1].range.start])
            .collect()
    }

    #[test]
    fn a_pair_stands_around_words_and_not_between_them() {
        assert_eq!(told("متن ==مهم== و «==دیگر==» است"), ["مهم", "دیگر"]);
        assert_eq!(told("==کتاب==ها"), ["کتاب"]);
        assert_eq!(told("==a `x==y` b=="), ["a `x==y` b"]);
        for none in [
            "a == b == c",
            "a==b و c==d",
            "`==x==`",
            "=== \"تب\"",
            "====",
            "==",
            "\\==x==",
        ] {
            assert_eq!(told(none), [""; 0], "{none}");
        }
        assert_eq!(edits("^^الف^^", &INSERTED).len(), 2);
    }
}
