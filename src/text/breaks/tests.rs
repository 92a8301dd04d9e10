//! What holds of breaks: the standard's own test, and the craft's rules.

use std::collections::BTreeSet;
use std::io::Read as _;

use flate2::read::GzDecoder;

use super::*;
use crate::font::{Family, Weight};
use crate::frame::Ink;
use crate::locale::{Direction, Language};
use crate::source::{FileId, Span};
use crate::text::{Decoration, Digits, TextStyle};
use crate::units::Pt;

const LINE_BREAK_TEST: &[u8] = include_bytes!("../../../tests/unicode/LineBreakTest-15.0.txt.gz");
/// Cases that icu_segmenter decides otherwise, as they stand in the file.
const KNOWN: &str = include_str!("../../../tests/unicode/LineBreakTest-known.txt");

/// Letters and wanted breaks of a case: `× 0041 ÷ 0042 ÷`.
fn read(case: &str) -> (String, Vec<usize>) {
    let (mut text, mut wanted) = (String::new(), Vec::new());
    for item in case.split_whitespace() {
        match item {
            "÷" => wanted.push(text.len()),
            "×" => {}
            code => {
                let code = u32::from_str_radix(code, 16).unwrap();
                text.push(char::from_u32(code).unwrap());
            }
        }
    }
    wanted.retain(|at| *at > 0 && *at < text.len());
    (text, wanted)
}

#[test]
fn line_break_test_fails_in_the_known_cases_and_in_no_other() {
    let mut file = String::new();
    GzDecoder::new(LINE_BREAK_TEST)
        .read_to_string(&mut file)
        .unwrap();
    let known: BTreeSet<&str> = KNOWN
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    let cases = file.lines().filter_map(|line| {
        let case = line.split('#').next()?.trim();
        (!case.is_empty()).then_some(case)
    });
    let (mut failing, mut passing, mut count) = (BTreeSet::new(), Vec::new(), 0);
    for case in cases {
        let (text, wanted) = read(case);
        count += 1;
        if opportunities(&text) != wanted {
            failing.insert(case);
        } else if known.contains(case) {
            passing.push(case);
        }
    }
    assert_eq!(count, 7_654);
    let new: Vec<_> = failing.difference(&known).collect();
    assert!(new.is_empty(), "fail and are not listed: {new:#?}");
    assert!(passing.is_empty(), "pass and are listed: {passing:#?}");
    assert!(known.is_subset(&failing), "no cases of the file are listed");
}

fn style() -> TextStyle {
    TextStyle {
        family: Family::Body,
        weight: Weight::Regular,
        emphasis: None,
        size: Pt(12.0),
        ink: Ink::BLACK,
        rise: Pt::ZERO,
        language: Language::persian(),
        decoration: Decoration::default(),
        link: None,
        breaking: Breaking::Syllables,
        digits: Digits::OfText,
    }
}

fn paragraph(parts: &[(&str, Breaking)]) -> StyledText {
    let mut paragraph = StyledText::new(Direction::Rtl);
    for (words, breaking) in parts {
        let style = TextStyle {
            breaking: *breaking,
            ..style()
        };
        paragraph.push(words, &style, Span::new(FileId::default(), 0..0));
    }
    paragraph
}

/// The text with a sign at each break: `|` allowed, `~` discouraged, `-` with a hyphen, `?` only where
/// nothing better is, `!` forced.
fn marked(parts: &[(&str, Breaking)]) -> String {
    let paragraph = paragraph(parts);
    let mut shown = paragraph.text.clone();
    for found in find(&paragraph).into_iter().rev() {
        let sign = match found.kind {
            BreakKind::Allowed => '|',
            BreakKind::Discouraged => '~',
            BreakKind::Hyphen => '-',
            BreakKind::Emergency => '?',
            BreakKind::Cut => '/',
            BreakKind::Forced => '!',
        };
        shown.insert(found.at, sign);
    }
    shown
}

fn breaks(text: &str) -> String {
    marked(&[(text, Breaking::Syllables)])
}

#[test]
fn a_range_of_numbers_stays_on_one_line() {
    assert_eq!(breaks("ص ۵۹–۶۰ و"), "ص ~۵۹–۶۰ |و");
    assert_eq!(breaks("در ۱۳۹۹/۵/۱۲ و"), "در |۱۳۹۹/۵/۱۲ |و");
    assert_eq!(breaks("10-20"), "10-20");
    assert_eq!(breaks("تهران–۶۰"), "تهران–|۶۰");
    assert_eq!(breaks("۵۹ ۶۰"), "۵۹ |۶۰");
    assert_eq!(breaks("۱۰ – ۲۰ و"), "۱۰ ~– ~۲۰ |و");
}

#[test]
fn a_number_and_its_unit_part_only_where_nothing_else_is() {
    assert_eq!(breaks("راه ۱۲ کیلومتر بود"), "راه |۱۲ ~کیلومتر |بود");
    assert_eq!(breaks("راه 12 km بود"), "راه |12 ~km |بود");
    assert_eq!(breaks("سود ۵ درصد، و"), "سود |۵ ~درصد، |و");
    assert_eq!(breaks("بها ۲۰ تومان"), "بها |۲۰ ~تومان");
}

#[test]
fn an_abbreviation_and_what_it_leads_to_part_only_where_nothing_else_is() {
    assert_eq!(breaks("(نک. شکل ۴)"), "(نک. ~شکل ~۴)");
    assert_eq!(breaks("ر.ک. کتاب، ج ۳، ص ۱۲"), "ر.ک. ~کتاب، |ج ~۳، |ص ~۱۲");
    assert_eq!(breaks("از J. R. R. Tolk"), "از |J. ~R. ~R. ~Tolk");
    assert_eq!(breaks("see vol. 2, p. 5"), "see |vol. ~2, |p. ~5");
}

#[test]
fn brackets_and_dashes_keep_to_their_words_even_after_a_slip() {
    assert_eq!(breaks("و ( واژه ) و"), "و |( واژه ) |و");
    assert_eq!(breaks("و « واژه » و"), "و |« واژه » |و");
    assert_eq!(breaks("این – آن"), "این ~– |آن");
    assert_eq!(breaks("این ـ آن"), "این ~ـ |آن");
}

#[test]
fn a_note_mark_stays_with_its_word() {
    let parts = [
        ("واژه ", Breaking::Syllables),
        ("۱", Breaking::Never),
        (" و", Breaking::Syllables),
    ];
    assert_eq!(marked(&parts), "واژه ۱ |و");
}

#[test]
fn a_latin_word_breaks_with_a_hyphen_and_a_persian_one_nowhere() {
    assert_eq!(
        breaks("واژهٔ hyphenation کتابخانه‌هایشان"),
        "واژهٔ |hy-phen-ation |کتابخانه‌هایشان"
    );
    assert_eq!(
        marked(&[("the hyphenation", Breaking::Words)]),
        "the |hyphenation"
    );
    assert_eq!(breaks("بو\u{00AD}شکا"), "بو\u{00AD}-شکا");
}

#[test]
fn a_path_breaks_after_its_separators_only_where_nothing_better_is() {
    assert_eq!(
        marked(&[("src/text/mod.rs", Breaking::Separators)]),
        "src/|text/|mod.rs"
    );
}

#[test]
fn the_ending_of_a_name_stands_with_it() {
    let code = |text| marked(&[(text, Breaking::Separators)]);
    assert_eq!(code("ch02-navigation.md"), "ch02?-navigation.md");
    assert_eq!(code("a.long.module"), "a.?long.?module");
}

#[test]
fn code_parts_neither_between_two_separators_nor_before_its_first_word() {
    let code = |text| marked(&[(text, Breaking::Separators)]);
    assert_eq!(code("std::vec::Vec"), "std::?vec::?Vec");
    assert_eq!(code("./run.sh"), "./run.sh");
    assert_eq!(code("../a/b"), "../a/|b");
    assert_eq!(code("ls --all -v"), "ls |--all |-v");
    assert_eq!(code("a == b"), "a |== |b");
}

#[test]
fn an_address_parts_before_a_hyphen_and_before_an_escape() {
    let address = |text| marked(&[(text, Breaking::Separators)]);
    assert_eq!(
        address("https://a.org/long-name?q=%D9%86"),
        "https://|a.?org/|long?-name?|q=?%D9?%86"
    );
}

#[test]
fn a_word_without_end_is_not_searched_for_its_neighbours() {
    let long = "آ".repeat(100_000);
    let text = format!("{long}-{long} ۱۲ کیلومتر");
    assert!(breaks(&text).ends_with(" |۱۲ ~کیلومتر"));
}
