//! Text in, places where a line may or must end out (UAX #14, through icu_segmenter): what belongs
//! together is kept, and where words may be hyphenated is found.

use std::ops::Range;

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

use super::styled::{Breaking, LINE_SEPARATOR, OBJECT, StyledText};
use super::syllables;
use crate::locale::{class_of, stays_together};

/// A place where a line may end: the next line begins at `at`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// Byte in the paragraph's text; spaces before it belong to the ending line.
    pub at: usize,
    /// Whether it may or must.
    pub kind: BreakKind,
}

/// What a break asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakKind {
    /// Between words.
    Allowed,
    /// Between words that belong together («۱۲ کیلومتر»): as bad as a badly stretched line.
    Discouraged,
    /// Inside a word, where the ending line shows a hyphen.
    Hyphen,
    /// Inside a word: only where nothing better is.
    Emergency,
    /// Inside a word that is wider than any line.
    Cut,
    /// The author asked for it.
    Forced,
}

/// Every break of the paragraph but the one at its end, in the order of the text.
pub(super) fn find(paragraph: &StyledText) -> Vec<Break> {
    let text = &paragraph.text;
    let mut breaks: Vec<Break> = opportunities(text)
        .into_iter()
        .filter_map(|at| {
            let kind = kind_at(text, at)?;
            Some(Break { at, kind })
        })
        .collect();
    adjust(paragraph, &mut breaks);
    let syllables = syllables::find(paragraph);
    let hyphens = syllables.into_iter().map(|at| Break {
        at,
        kind: BreakKind::Hyphen,
    });
    add(&mut breaks, hyphens);
    breaks
}

/// Where UAX #14 lets a line end inside a text.
fn opportunities(text: &str) -> Vec<usize> {
    let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let places = segmenter.segment_str(text);
    places.filter(|at| *at > 0 && *at < text.len()).collect()
}

/// What a break that UAX #14 allows is for a reader; `None` where there should be none.
fn kind_at(text: &str, at: usize) -> Option<BreakKind> {
    let before = &text[..at];
    if before.ends_with(LINE_SEPARATOR) {
        return Some(BreakKind::Forced);
    }
    if before.ends_with(SOFT_HYPHEN) {
        return Some(BreakKind::Hyphen);
    }
    if inside_number(text, at) {
        return None;
    }
    let after = &text[at..];
    if holds_object(before, after) {
        return None;
    }
    if between_words(before, after) && stays_together(last_word(before), first_word(after)) {
        return Some(BreakKind::Discouraged);
    }
    Some(BreakKind::Allowed)
}

/// Whether a formula or a picture stands at the place with a letter or a sign at its other side: «$n$ام» is
/// one word, and UAX #14 would let the line end in it (LB20).
fn holds_object(before: &str, after: &str) -> bool {
    let (left, right) = (before.chars().next_back(), after.chars().next());
    let touches = |one: Option<char>, other: Option<char>| {
        one == Some(OBJECT) && other.is_some_and(|other| other != OBJECT && !other.is_whitespace())
    };
    touches(left, right) || touches(right, left)
}

/// Whether a break stands behind a space with a sign or a digit at one of its sides: two letters never
/// stay together.
fn between_words(before: &str, after: &str) -> bool {
    let Some(before) = before.strip_suffix(' ') else {
        return false;
    };
    let is_letter = |letter: char| {
        use unicode_bidi::BidiClass::{AL, L, R};
        matches!(class_of(letter), AL | L | R) && letter != TATWEEL
    };
    let left = before.chars().next_back();
    let right = after.chars().next();
    !(left.is_some_and(is_letter) && right.is_some_and(is_letter))
}

/// The author allows a hyphen here.
const SOFT_HYPHEN: char = '\u{00AD}';

/// A joining stroke, typed as a dash in old texts.
const TATWEEL: char = '\u{0640}';

/// Letters of the longest word that can stay with another; the search for a word's end stops there.
const LONGEST_HELD: usize = 24;

/// The last word of a text with its punctuation; empty where it is long.
fn last_word(text: &str) -> &str {
    let text = text.trim_end_matches(' ');
    let mut letters = text.char_indices().rev().take(LONGEST_HELD);
    let start = letters.find(|(_, letter)| letter.is_whitespace());
    match start {
        Some((at, space)) => &text[at + space.len_utf8()..],
        None if text.chars().nth(LONGEST_HELD).is_none() => text,
        None => "",
    }
}

/// The first word of a text with its punctuation; empty where it is long.
fn first_word(text: &str) -> &str {
    let mut letters = text.char_indices().take(LONGEST_HELD);
    let end = letters.find(|(_, letter)| letter.is_whitespace());
    match end {
        Some((at, _)) => &text[..at],
        None if text.chars().nth(LONGEST_HELD).is_none() => text,
        None => "",
    }
}

/// Whether a break would part a range of numbers or a date («۵۹–۶۰», «۱۳۹۹/۵/۱۲») or the signs of
/// «C++»: UAX #14 allows a break after a dash whatever follows it, and between signs.
fn inside_number(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    let joint = before
        .next()
        .is_some_and(|sign| matches!(sign, '-' | '–' | '/' | ':' | '٫' | '٬'));
    let digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_numeric());
    let next = text[at..].chars().next();
    joint && digit(before.next()) && digit(next) || text[..at].ends_with('+') && next == Some('+')
}

/// Takes out breaks inside what never breaks, adds those inside what may break anywhere.
fn adjust(paragraph: &StyledText, breaks: &mut Vec<Break>) {
    let special = |style: usize| paragraph.styles[style].breaking;
    let mut added = Vec::new();
    let mut never: Vec<Range<usize>> = Vec::new();
    let mut parted: Vec<SpanOfSeparators> = Vec::new();
    let mut code: Vec<Range<usize>> = Vec::new();
    for span in &paragraph.spans {
        match special(span.style) {
            Breaking::Words | Breaking::Syllables => {}
            Breaking::Never => never.push(span.range.clone()),
            Breaking::Separators => {
                let text = &paragraph.text[span.range.clone()];
                let places: Vec<usize> = at_separators(text, span.range.start).collect();
                parted.push(SpanOfSeparators {
                    span: span.range.clone(),
                    places: added.len()..added.len() + places.len(),
                });
                added.extend(places);
            }
            Breaking::Tokens => code.push(span.range.clone()),
        }
    }
    hold_separators(paragraph, &parted, &added, breaks);
    if !code.is_empty() {
        hold_code(&paragraph.text, &code, breaks);
        added.extend(
            code.iter()
                .flat_map(|range| at_tokens(&paragraph.text, range.clone())),
        );
        added.sort_unstable();
    }
    // Both are in the order of the text.
    let mut never = never.into_iter().peekable();
    breaks.retain(|found| {
        while never.next_if(|range| range.end <= found.at).is_some() {}
        let held = never.peek().is_some_and(|range| range.start <= found.at);
        found.kind == BreakKind::Forced || !held
    });
    let emergency = |at| Break {
        at,
        kind: BreakKind::Emergency,
    };
    add(breaks, added.into_iter().map(emergency));
}

/// A span that may part after separators.
struct SpanOfSeparators {
    span: Range<usize>,
    /// Where it may, an index range into what is added.
    places: Range<usize>,
}

/// Takes out the breaks behind a separator of a path that are not among its places: UAX #14 parts
/// «./» from the name behind it, and a line after a hyphen.
fn hold_separators(
    paragraph: &StyledText,
    parted: &[SpanOfSeparators],
    added: &[usize],
    breaks: &mut Vec<Break>,
) {
    // Breaks and spans are in the order of the text, and there may be thousands of both.
    let mut parted = parted.iter().peekable();
    breaks.retain(|found| {
        while parted.next_if(|one| one.span.end <= found.at).is_some() {}
        let inside = parted.peek().filter(|one| one.span.start < found.at);
        let Some(SpanOfSeparators { places, .. }) = inside else {
            return true;
        };
        found.kind == BreakKind::Forced
            || added[places.clone()].binary_search(&found.at).is_ok()
            || !paragraph.text[..found.at].ends_with(is_separator)
    });
}

/// Adds breaks where there are none yet; both are in the order of the text.
fn add(breaks: &mut Vec<Break>, more: impl Iterator<Item = Break>) {
    let known = breaks.len();
    breaks.extend(more);
    if breaks.len() > known {
        // A stable sort: of two at one place, the one that was there first stays.
        breaks.sort_by_key(|found| found.at);
        breaks.dedup_by_key(|found| found.at);
    }
}

/// Places where a path, an address or code may part: after its separators, not between two of them nor
/// before its first word, and before a hyphen or an escape, which nobody then takes for the line's own. What a file is
/// («ch02-navigation.md») or where an address lies («example.org») stands with its name.
fn at_separators(text: &str, start: usize) -> impl Iterator<Item = usize> {
    let first = text.find(char::is_alphanumeric).unwrap_or(text.len());
    let letters = text.char_indices().filter(move |(at, _)| *at > first);
    letters.filter_map(move |(at, letter)| {
        let before = text[..at].chars().next_back()?;
        let next = || text[at + letter.len_utf8()..].chars().next();
        let parts = match letter {
            '-' => before.is_alphanumeric() && next().is_some_and(char::is_alphanumeric),
            '%' => before != '-',
            _ => is_separator(before) && !matches!(before, '-' | '%') && !is_separator(letter),
        };
        let ending = before == '.' && is_ending(&text[at..]);
        (parts && letter != ' ' && !ending).then_some(start + at)
    })
}

/// Letters of the longest ending of a name: «html».
const ENDING: usize = 4;

/// Whether a text is no more than the ending of a name: «md» of «navigation.md».
fn is_ending(text: &str) -> bool {
    let letters = text.chars().take(ENDING + 1);
    letters.clone().all(char::is_alphanumeric) && letters.count() <= ENDING
}

/// Takes out the breaks inside code that stand behind no space: UAX #14 parts «--force» and «a-b».
fn hold_code(text: &str, code: &[Range<usize>], breaks: &mut Vec<Break>) {
    let mut code = code.iter().peekable();
    breaks.retain(|found| {
        while code.next_if(|range| range.end <= found.at).is_some() {}
        let inside = code.peek().is_some_and(|range| range.start <= found.at);
        !inside || found.kind == BreakKind::Forced || text[..found.at].ends_with(' ')
    });
}

/// Places where a line of code may end that no space stands before: behind an opening bracket, a comma, an operator,
/// and before the point of a method, so that «.map(…)» begins the next line.
fn at_tokens(text: &str, range: Range<usize>) -> impl Iterator<Item = usize> {
    let letters = text[range.clone()].char_indices();
    letters.filter_map(move |(at, letter)| {
        let at = range.start + at;
        let before = text[..at].chars().next_back()?;
        let name = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '"' | '\'' | '(');
        let behind = "([{,;:=|&+*/<>".contains(before) && name(letter);
        let next = || text[at + letter.len_utf8()..].chars().next();
        let method = letter == '.'
            && (before.is_alphanumeric() || before == ')')
            && next().is_some_and(char::is_alphabetic);
        (behind || method).then_some(at)
    })
}

/// What stands between the parts of a path, an address or a name in code.
fn is_separator(letter: char) -> bool {
    matches!(
        letter,
        '/' | '.' | '_' | '-' | '?' | '&' | '=' | '#' | ':' | '%'
    )
}

#[cfg(test)]
mod tests;
