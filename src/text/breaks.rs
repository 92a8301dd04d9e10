//! Text in, places where a line may or must end out (UAX #14, through icu_segmenter).

use std::ops::Range;

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

use super::styled::{Breaking, LINE_SEPARATOR, StyledText};

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
    let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let mut breaks: Vec<Break> = Vec::new();
    for at in segmenter.segment_str(text) {
        if at == 0 || at == text.len() {
            continue;
        }
        let forced = text[..at].ends_with(LINE_SEPARATOR);
        let kind = if forced {
            BreakKind::Forced
        } else {
            BreakKind::Allowed
        };
        breaks.push(Break { at, kind });
    }
    breaks.retain(|found| found.kind == BreakKind::Forced || !inside_number(text, found.at));
    adjust(paragraph, &mut breaks);
    breaks
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
    for span in &paragraph.spans {
        match special(span.style) {
            Breaking::Words => {}
            Breaking::Never => never.push(span.range.clone()),
            Breaking::Separators => {
                added.extend(after_separators(
                    &paragraph.text[span.range.clone()],
                    span.range.start,
                ));
            }
            Breaking::Anywhere => {
                let text = &paragraph.text[span.range.clone()];
                added.extend(
                    text.char_indices()
                        .skip(1)
                        // Spaces at a break belong to the ending line (UAX #14 LB7).
                        .filter(|(_, letter)| *letter != ' ')
                        .map(|(at, _)| span.range.start + at),
                );
            }
        }
    }
    // Both are in the order of the text.
    let mut never = never.into_iter().peekable();
    breaks.retain(|found| {
        while never.next_if(|range| range.end <= found.at).is_some() {}
        let held = never.peek().is_some_and(|range| range.start <= found.at);
        found.kind == BreakKind::Forced || !held
    });
    if added.is_empty() {
        return;
    }
    let emergency = |at| Break {
        at,
        kind: BreakKind::Emergency,
    };
    let known = |at: &usize| breaks.binary_search_by_key(at, |known| known.at).is_ok();
    added.retain(|at| !known(at));
    breaks.extend(added.into_iter().map(emergency));
    breaks.sort_by_key(|found| found.at);
    breaks.dedup_by_key(|found| found.at);
}

/// Places after the separators of a path or URL.
fn after_separators(text: &str, start: usize) -> impl Iterator<Item = usize> {
    let separator = |letter: char| {
        matches!(
            letter,
            '/' | '.' | '_' | '-' | '?' | '&' | '=' | '#' | ':' | '%'
        )
    };
    let ends = text
        .char_indices()
        .filter(move |(_, letter)| separator(*letter));
    ends.map(move |(at, letter)| start + at + letter.len_utf8())
        .filter(move |at| *at < start + text.len())
}

#[cfg(test)]
mod tests {
    use super::inside_number;

    #[test]
    fn a_range_of_numbers_stays_on_one_line() {
        let inside = |text: &str, before: &str| inside_number(text, text.find(before).unwrap());
        assert!(inside("ص ۵۹–۶۰", "۶۰"));
        assert!(inside("10-20", "20"));
        assert!(!inside("تهران–۶۰", "۶۰"));
        assert!(!inside("۵۹ ۶۰", "۶۰"));
    }
}
