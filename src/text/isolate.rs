//! Finds the parts of a paragraph that must keep their own order without being marked up: words of
//! another direction with their punctuation, and numbers joined by hyphens.

use std::ops::Range;

use super::bidi::Kinds;
use super::styled::{Isolate, LINE_SEPARATOR, StyledText};
use crate::locale::{Direction, foreign_runs};

/// Isolates that the text itself asks for, beside those of the markup.
pub(super) fn find(paragraph: &StyledText, _kinds: Kinds) -> Vec<Isolate> {
    let base = paragraph.direction;
    let other = match base {
        Direction::Rtl => Direction::Ltr,
        Direction::Ltr => Direction::Rtl,
    };
    let isolate = |range| Isolate {
        range,
        direction: Some(other),
    };
    // A forced break ends a run as it ends a line.
    let text = paragraph.text.replace(LINE_SEPARATOR, "\n\n\n");
    let mut found: Vec<Isolate> = foreign_runs(&text, base).into_iter().map(isolate).collect();
    if base == Direction::Rtl {
        found.extend(numbers(&text));
    }
    without_marked(found, paragraph)
}

/// Leaves out what lies inside an isolate of the markup that runs left to right already; those are
/// nested, so the farthest end reached tells it.
fn without_marked(mut found: Vec<Isolate>, paragraph: &StyledText) -> Vec<Isolate> {
    let marked = paragraph.isolates.iter();
    let marked = marked.filter(|marked| marked.direction == Some(Direction::Ltr));
    let mut marked: Vec<Range<usize>> = marked.map(|marked| marked.range.clone()).collect();
    marked.sort_by_key(|range| range.start);
    found.sort_by_key(|isolate| isolate.range.start);
    let (mut next, mut reach) = (marked.into_iter().peekable(), 0);
    found.retain(|isolate| {
        while let Some(range) = next.next_if(|range| range.start <= isolate.range.start) {
            reach = reach.max(range.end);
        }
        isolate.range.end > reach
    });
    found
}

/// Maximal runs without white space.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let start = text.as_ptr() as usize;
    let parts = text.split(char::is_whitespace);
    parts.filter(|word| !word.is_empty()).map(move |word| {
        let at = word.as_ptr() as usize - start;
        at..at + word.len()
    })
}

/// Numbers whose parts the plain algorithm would turn round.
fn numbers(text: &str) -> Vec<Isolate> {
    let mut found = Vec::new();
    for word in words(text) {
        let body = &text[word.clone()];
        if body.contains(char::is_alphabetic) || !body.contains('-') && !body.contains('+') {
            continue;
        }
        if let Some(inside) = latin_groups(body) {
            let range = word.start + inside.start..word.start + inside.end;
            let direction = Some(Direction::Ltr);
            found.push(Isolate { range, direction });
        } else {
            found.extend(hyphened_numbers(body, word.start));
        }
    }
    found
}

/// A date or telephone number in ASCII digits («2023-05-12», «+98-21-1234567»): after Arabic letters
/// its groups would be Arabic numbers and stand in the line's order (UAX #9 W2).
fn latin_groups(word: &str) -> Option<Range<usize>> {
    let part = |letter: char| letter.is_ascii_digit() || matches!(letter, '+' | '-');
    let start = word.find(part)?;
    let length = word[start..]
        .find(|letter| !part(letter))
        .unwrap_or(word.len() - start);
    let inside = word[start..start + length].trim_end_matches(['-', '+']);
    let groups = inside.split('-').filter(|group| !group.is_empty()).count();
    let dialled = inside.starts_with('+') && inside.len() > 1;
    (dialled || groups > 2).then(|| start..start + inside.len())
}

/// Numbers of our digits joined by a hyphen-minus: each number is isolated, so that the hyphen takes
/// the direction of the line and «۱۰-۲۰» reads like «۱۰–۲۰» (UAX #9 W4 would make it one number).
fn hyphened_numbers(word: &str, start: usize) -> Vec<Isolate> {
    let digit = |letter: char| matches!(letter, '۰'..='۹' | '٠'..='٩');
    let mut at = start;
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for piece in word.split('-') {
        let inside = piece.trim_matches(|letter: char| !digit(letter));
        if !inside.is_empty() {
            let offset = piece.find(inside).unwrap_or(0);
            pieces.push(at + offset..at + offset + inside.len());
        }
        at += piece.len() + 1;
    }
    if pieces.len() < 2 {
        return Vec::new();
    }
    let isolate = |range| Isolate {
        range,
        direction: Some(Direction::Ltr),
    };
    pieces.into_iter().map(isolate).collect()
}
