//! Finds the parts of a right-to-left paragraph that must keep their own order without being marked
//! up: Latin words with their punctuation, and numbers joined by a hyphen.

use super::styled::{Isolate, StyledText};
use crate::locale::Direction;

/// Isolates that the text itself asks for; only right-to-left paragraphs need them.
pub(super) fn find(paragraph: &StyledText) -> Vec<Isolate> {
    if paragraph.direction == Direction::Ltr {
        return Vec::new();
    }
    let mut found = latin_runs(&paragraph.text);
    found.extend(hyphened_numbers(&paragraph.text));
    // What the author isolated is left as it is.
    let inside = |isolate: &Isolate| {
        paragraph.isolates.iter().any(|marked| {
            marked.direction == Some(Direction::Ltr)
                && marked.range.start <= isolate.range.start
                && isolate.range.end <= marked.range.end
        })
    };
    found.retain(|isolate| !inside(isolate));
    found
}

fn is_latin(letter: char) -> bool {
    unicode_bidi::bidi_class(letter) == unicode_bidi::BidiClass::L
}

fn is_rtl(letter: char) -> bool {
    use unicode_bidi::BidiClass::{AL, AN, R};
    matches!(unicode_bidi::bidi_class(letter), R | AL | AN)
}

/// Runs of words that hold a Latin letter, with the spaces between them.
fn latin_runs(text: &str) -> Vec<Isolate> {
    let mut runs: Vec<Isolate> = Vec::new();
    for word in words(text) {
        let Some(core) = latin_core(&text[word.clone()]) else {
            continue;
        };
        let range = word.start + core.start..word.start + core.end;
        let joined = runs
            .last_mut()
            .filter(|last| joins(&text[last.range.end..range.start]));
        match joined {
            Some(last) => last.range.end = range.end,
            None => runs.push(Isolate {
                range,
                direction: Some(Direction::Ltr),
            }),
        }
    }
    runs
}

/// Whether what stands between two Latin words keeps them one run.
fn joins(between: &str) -> bool {
    between.chars().count() <= 3
        && between
            .chars()
            .all(|letter| matches!(letter, ' ' | ',' | '-' | '–' | '/' | '&' | ':' | '.'))
}

/// Maximal runs without white space.
fn words(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    let start = text.as_ptr() as usize;
    text.split(|letter: char| letter.is_whitespace() || letter == super::styled::LINE_SEPARATOR)
        .filter(|word| !word.is_empty())
        .map(move |word| {
            let at = word.as_ptr() as usize - start;
            at..at + word.len()
        })
}

/// The Latin part of a word: from its first Latin letter (or the sign or digit attached to it) to
/// its last, with closing signs that belong to it; `None` for a word without Latin letters.
fn latin_core(word: &str) -> Option<std::ops::Range<usize>> {
    let first = word.find(is_latin)?;
    let last = word.rfind(is_latin)?;
    let last_end = last + word[last..].chars().next().map_or(0, char::len_utf8);
    let before = &word[..first];
    let lead = before.rfind(|letter: char| !leads(letter)).map_or(0, |at| {
        at + before[at..].chars().next().map_or(0, char::len_utf8)
    });
    let after = &word[last_end..];
    let tail = after
        .find(|letter: char| !follows(letter))
        .unwrap_or(after.len());
    let end = last_end + balanced(&word[lead..last_end], &after[..tail]);
    Some(lead..end)
}

/// Signs that stand before a Latin word and belong to it (`.rs`, `@name`, `#tag`, `$x`, `3D`).
fn leads(letter: char) -> bool {
    letter.is_ascii_digit()
        || matches!(
            letter,
            '@' | '#' | '$' | '_' | '-' | '~' | '/' | '\\' | '.' | '<'
        )
}

/// Signs that stand after a Latin word and may belong to it (`C++`, `f()`, `50%`, `v2.0`).
fn follows(letter: char) -> bool {
    !is_rtl(letter)
        && (letter.is_ascii_digit()
            || matches!(
                letter,
                '+' | '#'
                    | '('
                    | ')'
                    | '['
                    | ']'
                    | '{'
                    | '}'
                    | '_'
                    | '-'
                    | '/'
                    | '\\'
                    | '*'
                    | '%'
                    | '='
                    | '<'
                    | '>'
                    | '.'
                    | ','
                    | ':'
                    | '\''
                    | '’'
            ))
}

/// How much of the tail belongs to the word: brackets only when they close what the word opened, no
/// sentence punctuation at the end.
fn balanced(word: &str, tail: &str) -> usize {
    let mut depth: i32 = word.chars().map(bracket).sum();
    let mut kept = 0;
    for (at, letter) in tail.char_indices() {
        depth += bracket(letter);
        if depth < 0 {
            break;
        }
        let sentence = matches!(letter, '.' | ',' | ':' | '\'' | '’' | '-' | '/' | '\\');
        if depth == 0 && !sentence {
            kept = at + letter.len_utf8();
        }
    }
    kept
}

fn bracket(letter: char) -> i32 {
    match letter {
        '(' | '[' | '{' => 1,
        ')' | ']' | '}' => -1,
        _ => 0,
    }
}

/// Numbers of our digits joined by a hyphen-minus: each number is isolated, so that the hyphen takes
/// the direction of the line and «۱۰-۲۰» reads like «۱۰–۲۰» (UAX #9 W4 would make it one number).
fn hyphened_numbers(text: &str) -> Vec<Isolate> {
    let digit = |letter: char| matches!(letter, '۰'..='۹' | '٠'..='٩');
    let mut found = Vec::new();
    for word in words(text) {
        let body = &text[word.clone()];
        if !body.contains('-') || !body.contains(digit) || body.contains(is_latin) {
            continue;
        }
        let mut at = word.start;
        let mut pieces: Vec<std::ops::Range<usize>> = Vec::new();
        for piece in body.split('-') {
            let inside = piece.trim_matches(|letter: char| !digit(letter));
            if !inside.is_empty() {
                let offset = piece.find(inside).unwrap_or(0);
                pieces.push(at + offset..at + offset + inside.len());
            }
            at += piece.len() + 1;
        }
        if pieces.len() > 1 {
            let isolate = |range| Isolate {
                range,
                direction: Some(Direction::Ltr),
            };
            found.extend(pieces.into_iter().map(isolate));
        }
    }
    found
}
