//! Text with isolates in, an embedding level for every byte out (UAX #9 over the whole paragraph).

use std::ops::Range;

use unicode_bidi::{BidiInfo, Level};

use super::isolate;
use super::styled::{Isolate, StyledText};
use crate::locale::Direction;

const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
const RIGHT_TO_LEFT_ISOLATE: char = '\u{2067}';
const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_DIRECTIONAL_ISOLATE: char = '\u{2069}';

/// The level of every byte of the text. Isolates of the markup and those we find ourselves are
/// written into a copy as isolate characters (UAX #9 HL3) and taken out of the result again.
pub(super) fn levels(paragraph: &StyledText) -> Vec<u8> {
    let base = match paragraph.direction {
        Direction::Rtl => Level::rtl(),
        Direction::Ltr => Level::ltr(),
    };
    let plain = paragraph.isolates.is_empty();
    if plain && paragraph.direction == Direction::Rtl && is_all_rtl(&paragraph.text) {
        return vec![1; paragraph.text.len()];
    }
    let mut isolates = paragraph.isolates.clone();
    isolates.extend(isolate::find(paragraph));
    let (copy, places) = with_isolates(&paragraph.text, isolates);
    let info = BidiInfo::new(&copy, Some(base));
    places
        .into_iter()
        .flat_map(|place| info.levels[place].iter().map(Level::number))
        .collect()
}

/// Letters, spaces and vowel signs of a right-to-left script only: level 1 throughout.
fn is_all_rtl(text: &str) -> bool {
    use unicode_bidi::BidiClass::{AL, NSM, R, WS};
    text.chars()
        .all(|letter| matches!(unicode_bidi::bidi_class(letter), R | AL | WS | NSM))
}

/// Writes isolate characters into a copy of the text. The ranges of the copy, one after the other,
/// are the whole text without them.
fn with_isolates(text: &str, mut isolates: Vec<Isolate>) -> (String, Vec<Range<usize>>) {
    // Outer isolates open first; one that crosses the end of another is cut there.
    isolates.sort_by_key(|isolate| (isolate.range.start, std::cmp::Reverse(isolate.range.end)));
    let mut copy = String::with_capacity(text.len() + isolates.len() * 6);
    let mut places = Vec::with_capacity(isolates.len() * 2 + 1);
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    let mut take = |copy: &mut String, at: &mut usize, end: usize| {
        if *at < end {
            let start = copy.len();
            copy.push_str(&text[*at..end]);
            places.push(start..copy.len());
            *at = end;
        }
    };
    for isolate in isolates {
        while let Some(end) = open
            .last()
            .copied()
            .filter(|end| *end <= isolate.range.start)
        {
            take(&mut copy, &mut at, end);
            copy.push(POP_DIRECTIONAL_ISOLATE);
            open.pop();
        }
        take(&mut copy, &mut at, isolate.range.start);
        copy.push(match isolate.direction {
            Some(Direction::Ltr) => LEFT_TO_RIGHT_ISOLATE,
            Some(Direction::Rtl) => RIGHT_TO_LEFT_ISOLATE,
            None => FIRST_STRONG_ISOLATE,
        });
        let limit = open.last().copied().unwrap_or(text.len());
        open.push(isolate.range.end.min(limit));
    }
    while let Some(end) = open.pop() {
        take(&mut copy, &mut at, end);
        copy.push(POP_DIRECTIONAL_ISOLATE);
    }
    take(&mut copy, &mut at, text.len());
    (copy, places)
}

/// The order of runs from left to right, given their levels in logical order (UAX #9 L2).
pub(crate) fn visual_order(levels: &[u8]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..levels.len()).collect();
    let highest = levels.iter().copied().max().unwrap_or(0);
    let Some(lowest_odd) = levels.iter().copied().filter(|level| level % 2 == 1).min() else {
        return order;
    };
    for level in (lowest_odd..=highest).rev() {
        let mut start = 0;
        while start < order.len() {
            if levels[order[start]] < level {
                start += 1;
                continue;
            }
            let run = order[start..]
                .iter()
                .take_while(|index| levels[**index] >= level)
                .count();
            order[start..start + run].reverse();
            start += run;
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visual(text: &str) -> String {
        let mut paragraph = StyledText::new(Direction::Rtl);
        paragraph.text = text.to_owned();
        let levels = levels(&paragraph);
        let letters: Vec<(usize, char)> = text.char_indices().collect();
        let each: Vec<u8> = letters.iter().map(|(at, _)| levels[*at]).collect();
        visual_order(&each)
            .into_iter()
            .map(|index| letters[index].1)
            .collect()
    }

    #[test]
    fn latin_words_keep_their_own_punctuation() {
        assert_eq!(visual("زبان C++ است"), "تسا C++ نابز");
        assert_eq!(visual("تابع foo() را"), "ار foo() عبات");
    }

    #[test]
    fn a_latin_phrase_keeps_its_numbers_and_brackets() {
        assert_eq!(visual("به Smith (2001, p. 5) و"), "و Smith (2001, p. 5) هب");
        assert_eq!(visual("در x = 5 است"), "تسا x = 5 رد");
        // Brackets of the sentence are not turned here; the shaper mirrors them (UAX #9 L4).
        assert_eq!(visual("او (Hello, world!) گفت"), "تفگ )Hello, world!( وا");
        assert_eq!(visual("در 2023-05-12 و"), "و 2023-05-12 رد");
        assert_eq!(visual("زنگ +98-21-12345 را"), "ار +98-21-12345 گنز");
    }

    #[test]
    fn a_range_of_numbers_reads_from_right_to_left_whatever_its_dash() {
        assert_eq!(visual("ص ۱۰-۲۰ ب"), "ب ۲۰-۱۰ ص");
        assert_eq!(visual("ص ۱۰–۲۰ ب"), "ب ۲۰–۱۰ ص");
    }

    #[test]
    fn a_date_and_a_citation_keep_their_order() {
        assert_eq!(visual("(چ، ۱۳۹۹: ۵۸)"), ")۵۸ :۱۳۹۹ ،چ(");
        assert_eq!(visual("در ۱۴۰۲/۰۵/۱۲ بود"), "دوب ۱۴۰۲/۰۵/۱۲ رد");
    }

    #[test]
    fn nested_isolates_do_not_lose_text() {
        let mut paragraph = StyledText::new(Direction::Rtl);
        paragraph.text = "الف abc ب".to_owned();
        let range = 0..paragraph.text.len();
        paragraph.isolates.push(Isolate {
            range: range.clone(),
            direction: None,
        });
        paragraph.isolates.push(Isolate {
            range,
            direction: Some(Direction::Ltr),
        });
        assert_eq!(levels(&paragraph).len(), paragraph.text.len());
    }
}
