//! What holds of levels and visual order: the standard's own tests, and the craft's.

use std::io::Read as _;

use flate2::read::GzDecoder;
use proptest::prelude::*;
use unicode_bidi::BidiClass;

use super::order::visual_order;
use super::*;
use crate::locale::Direction;

const BIDI_TEST: &[u8] = include_bytes!("../../../tests/unicode/BidiTest-15.0.txt.gz");
const BIDI_CHARACTER_TEST: &[u8] =
    include_bytes!("../../../tests/unicode/BidiCharacterTest-15.0.txt.gz");

fn unpacked(file: &[u8]) -> String {
    let mut text = String::new();
    GzDecoder::new(file).read_to_string(&mut text).unwrap();
    text
}

/// What UAX #9 leaves of a text: levels of the letters and their order, both without those that X9
/// removes, as the standard's tests want them.
#[derive(Debug, PartialEq)]
struct Outcome {
    levels: Vec<Option<u8>>,
    order: Vec<usize>,
}

fn resolved(text: &str, direction: Direction) -> Outcome {
    let scope = Scope {
        text,
        isolates: Vec::new(),
        direction,
        digits: DigitContext::Standard,
        kinds: Kinds::of(text),
    };
    let mut levels = resolve(&scope).each;
    levels[line_tail(text)..].fill(level_of(direction));
    let each = text.char_indices().map(|(at, letter)| {
        use BidiClass::{BN, LRE, LRO, PDF, RLE, RLO};
        let removed = matches!(class_of(letter), LRE | RLE | LRO | RLO | PDF | BN);
        (!removed).then(|| levels[at])
    });
    let levels: Vec<Option<u8>> = each.collect();
    let kept = levels.iter().enumerate();
    let (places, kept): (Vec<usize>, Vec<u8>) = kept
        .filter_map(|(at, level)| level.map(|level| (at, level)))
        .unzip();
    let order = visual_order(&kept)
        .into_iter()
        .map(|at| places[at])
        .collect();
    Outcome { levels, order }
}

fn wanted(levels: &str, order: &str) -> Outcome {
    Outcome {
        levels: levels
            .split_whitespace()
            .map(|level| level.parse().ok())
            .collect(),
        order: order
            .split_whitespace()
            .map(|at| at.parse().unwrap())
            .collect(),
    }
}

/// A letter of a class that the standard's test names.
fn of_class(name: &str) -> char {
    match name {
        "L" => 'a',
        "R" => '\u{05D0}',
        "AL" => '\u{0627}',
        "EN" => '1',
        "AN" => '\u{0661}',
        "ES" => '+',
        "ET" => '%',
        "CS" => ',',
        "NSM" => '\u{0300}',
        "BN" => '\u{200C}',
        "B" => '\u{2029}',
        "S" => '\t',
        "WS" => ' ',
        "ON" => '!',
        "LRE" => '\u{202A}',
        "RLE" => '\u{202B}',
        "PDF" => '\u{202C}',
        "LRO" => '\u{202D}',
        "RLO" => '\u{202E}',
        "LRI" => '\u{2066}',
        "RLI" => '\u{2067}',
        "FSI" => '\u{2068}',
        "PDI" => '\u{2069}',
        other => panic!("no class {other}"),
    }
}

#[test]
fn every_case_of_bidi_test_comes_out_as_the_standard_says() {
    let (mut levels, mut order) = (String::new(), String::new());
    let mut cases = 0;
    for line in unpacked(BIDI_TEST).lines() {
        if line.starts_with('#') {
            continue;
        }
        if let Some(rest) = line.strip_prefix("@Levels:") {
            rest.clone_into(&mut levels);
        } else if let Some(rest) = line.strip_prefix("@Reorder:") {
            rest.clone_into(&mut order);
        } else if let Some((classes, which)) = line.split_once(';') {
            let text: String = classes.split_whitespace().map(of_class).collect();
            let which: u8 = which.trim().parse().unwrap();
            let directions = [first_strong(&text), Direction::Ltr, Direction::Rtl];
            for (bit, direction) in directions.into_iter().enumerate() {
                if which & 1 << bit != 0 {
                    assert_eq!(
                        resolved(&text, direction),
                        wanted(&levels, &order),
                        "{line}"
                    );
                    cases += 1;
                }
            }
        }
    }
    assert_eq!(cases, 770_241);
}

#[test]
fn every_case_of_bidi_character_test_comes_out_as_the_standard_says() {
    let mut cases = 0;
    for line in unpacked(BIDI_CHARACTER_TEST).lines() {
        let fields: Vec<&str> = line.split(';').collect();
        let &[codes, _, level, levels, order] = fields.as_slice() else {
            continue;
        };
        let letter = |code| char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap();
        let text: String = codes.split(' ').map(letter).collect();
        let direction = match level {
            "1" => Direction::Rtl,
            _ => Direction::Ltr,
        };
        assert_eq!(resolved(&text, direction), wanted(levels, order), "{line}");
        cases += 1;
    }
    assert_eq!(cases, 91_707);
}

/// Letters, digits and signs of every class that a paragraph without explicit codes can have.
const PIECES: &[&str] = &[
    "الف", "ب", "שלום", "ab", "۱۲", "34", "٥", "+", "-", "%", "٪", "$", ":", "/", ",", "،", "؛",
    " ", "\t", ".", "(", ")", "[", "]", "«", "»", "\u{0651}", "\u{200C}", "\u{00A0}",
];

prop_compose! {
    fn scopes()(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24),
        cuts in prop::collection::vec((0..24_usize, 0..24_usize, any::<bool>()), 0..5),
        rtl in any::<bool>(),
        arabic in any::<bool>(),
    ) -> (String, Vec<Isolate>, Direction, DigitContext) {
        let mut starts = vec![0];
        for piece in &pieces {
            starts.push(starts[starts.len() - 1] + piece.len());
        }
        let place = |at: usize| starts[at.min(starts.len() - 1)];
        let direction = |rtl| if rtl { Direction::Rtl } else { Direction::Ltr };
        let isolates = cuts.into_iter().map(|(from, to, rtl)| Isolate {
            range: place(from.min(to))..place(from.max(to)),
            direction: Some(direction(rtl)),
        });
        let digits = if arabic && rtl { DigitContext::Arabic } else { DigitContext::Standard };
        (pieces.concat(), isolates.collect(), direction(rtl), digits)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn the_short_way_gives_the_levels_of_the_long_one((text, isolates, direction, digits) in scopes()) {
        let scope = Scope {
            text: &text,
            isolates: sorted(&text, isolates),
            direction,
            digits,
            kinds: Kinds::of(&text),
        };
        if let Some(short) = plain::levels(&scope) {
            let long = with_library(&scope);
            prop_assert_eq!(&short.boundaries, &long.boundaries);
            for (at, letter) in text.char_indices() {
                if class_of(letter) != BidiClass::BN {
                    prop_assert_eq!(short.each[at], long.each[at], "{} in {:?}", at, text);
                }
            }
        }
    }

    #[test]
    fn the_visual_order_is_a_permutation(levels in prop::collection::vec(0..7_u8, 0..40)) {
        let mut order = visual_order(&levels);
        order.sort_unstable();
        prop_assert_eq!(order, (0..levels.len()).collect::<Vec<_>>());
    }
}

fn visual(text: &str) -> String {
    let mut paragraph = StyledText::new(Direction::Rtl);
    paragraph.text = text.to_owned();
    let Levels { each, edges } = levels(&paragraph);
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let runs = letters.iter().map(|(at, _)| LevelRun {
        start: *at,
        level: each[*at],
    });
    let runs: Vec<LevelRun> = runs.collect();
    visual_order_of_runs(&runs, &edges)
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
fn a_number_looks_the_same_at_the_beginning_and_in_the_middle() {
    assert_eq!(visual("۵۰٪ سود"), "دوس ٪۵۰");
    assert_eq!(visual("از ۵۰٪ سود"), "دوس ٪۵۰ زا");
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
    assert_eq!(levels(&paragraph).each.len(), paragraph.text.len());
}

#[test]
fn spaces_and_tabs_at_the_end_of_a_line_lie_at_its_end() {
    assert_eq!(line_tail("متن abc\u{2003}"), "متن abc".len());
    assert_eq!(line_tail("متن abc \u{2069}\u{2003}"), "متن abc".len());
    assert_eq!(visual("الف\tabc\tdef"), "def\tabc\tفلا");
}

#[test]
fn isolates_typed_by_the_author_stand() {
    assert_eq!(
        visual("و \u{2066}(abc)!\u{2069} ب"),
        "ب \u{2069}(abc)!\u{2066} و"
    );
}

/// What books are made of, and what breaks programs.
const SCRAPS: &[&str] = &[
    "الف", "کتاب", "C", "Rust", "++", "۱۲", "-", "5", "٥", ":", "://", "/", ".", "(", ")", "«",
    "»", "“", "”", " ", "  ", "<", ">", "=", "+", "km", "%", "$", "\u{200C}", "\u{2028}",
    "\u{FFFC}", "\u{E000}", "\u{2066}", "\u{2069}", "é", "𝒙", "U.S.A", "₂", "\u{064B}", "،", "!",
    "\n", "\t",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn whatever_is_written_has_a_level_and_isolates_that_lie_in_it(
        scraps in prop::collection::vec(prop::sample::select(SCRAPS), 0..30),
        rtl in any::<bool>(),
        cuts in prop::collection::vec((0..30_usize, 0..30_usize), 0..4),
    ) {
        let direction = if rtl { Direction::Rtl } else { Direction::Ltr };
        let mut paragraph = StyledText::new(direction);
        let mut starts = vec![0];
        for scrap in &scraps {
            paragraph.text.push_str(scrap);
            starts.push(paragraph.text.len());
        }
        let place = |at: usize| starts[at.min(starts.len() - 1)];
        for (from, to) in cuts {
            let range = place(from.min(to))..place(from.max(to));
            paragraph.isolates.push(Isolate { range, direction: None });
        }
        let text = paragraph.text.as_str();
        for isolate in isolate::find(&paragraph, Kinds::of(text)) {
            prop_assert!(text.get(isolate.range.clone()).is_some_and(|inside| !inside.is_empty()));
        }
        let mut last = 0;
        for run in crate::locale::isolated_runs(text, direction) {
            prop_assert!(last <= run.start && text.get(run.clone()).is_some(), "{:?}", text);
            last = run.end;
        }
        prop_assert_eq!(levels(&paragraph).each.len(), text.len());
    }
}
