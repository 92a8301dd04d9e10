//! What always holds of set lines.

use proptest::prelude::*;

use super::total_fit::break_lines;
use super::{LastLine, Measure, SetLine, set};
use crate::font::{Family, FontSet, Weight};
use crate::locale::{Direction, Language};
use crate::model::Alignment;
use crate::source::{FileId, Span};
use crate::text::{Breaking, Decoration, Ink, ShapedParagraph, Shaper, StyledText, TextStyle};
use crate::units::Pt;

fn style() -> TextStyle {
    TextStyle {
        family: Family::Body,
        weight: Weight::Regular,
        size: Pt(12.0),
        ink: Ink::BLACK,
        rise: Pt::ZERO,
        language: Language::persian(),
        decoration: Decoration::default(),
        link: None,
        breaking: Breaking::Words,
    }
}

fn shaped(fonts: &FontSet, text: &str) -> ShapedParagraph {
    let mut paragraph = StyledText::new(Direction::Rtl);
    paragraph.push(text, &style(), Span::new(FileId::default(), 0..0));
    Shaper::new(fonts).shape(paragraph)
}

fn justified(width: f32) -> Measure {
    Measure::new(Pt(width), Alignment::Justify)
}

/// Left end and right end of a line's glyphs.
fn extent(line: &SetLine) -> (f32, f32) {
    let left = line.runs.iter().map(|run| run.x.0);
    let right = line.runs.iter().map(|run| run.x.0 + run.width().0);
    (
        left.fold(f32::MAX, f32::min),
        right.fold(f32::MIN, f32::max),
    )
}

const TEXT: &str = "آسیای مرکزی در نیمه اول قرن بیستم شاهد شکل‌گیری جنبش‌ها بخاطر بدست‌آوردن حاکمیت \
                    مردمان این سرزمین بود که حرکت باسماچیان (Basmachi movement) از آن جمله به شمار می‌رود.";

#[test]
fn a_justified_line_fills_its_measure_and_the_last_keeps_its_width() {
    let fonts = FontSet::embedded();
    let lines = set(&shaped(&fonts, TEXT), &justified(200.0), &fonts);
    assert!(lines.len() > 2);
    for line in &lines[..lines.len() - 1] {
        let (left, right) = extent(line);
        assert!(
            left.abs() < 0.01 && (right - 200.0).abs() < 0.01,
            "{left} {right} {}",
            line.text
        );
    }
    let (left, right) = extent(&lines[lines.len() - 1]);
    assert!(left > 1.0 && (right - 200.0).abs() < 0.01);
}

#[test]
fn a_hemistich_is_filled_in_its_only_line() {
    let fonts = FontSet::embedded();
    let measure = Measure {
        last_line: LastLine::Filled,
        ..justified(180.0)
    };
    let lines = set(
        &shaped(&fonts, "بشنو این نی چون شکایت می‌کند"),
        &measure,
        &fonts,
    );
    let (left, right) = extent(&lines[0]);
    assert!(lines.len() == 1 && left.abs() < 0.01 && (right - 180.0).abs() < 0.01);
}

#[test]
fn a_forced_break_ends_the_line_and_leaves_it_natural() {
    let fonts = FontSet::embedded();
    let lines = set(
        &shaped(&fonts, "نیمهٔ نخست\u{2028}نیمهٔ دوم"),
        &justified(300.0),
        &fonts,
    );
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0].text, "نیمهٔ نخست");
    assert!(extent(&lines[0]).0 > 100.0);
}

#[test]
fn a_word_wider_than_the_measure_is_cut_and_told() {
    let fonts = FontSet::embedded();
    let lines = set(&shaped(&fonts, "قسطنطنیه‌ایان"), &justified(20.0), &fonts);
    assert!(lines.len() > 1 && lines[0].cut && !lines[lines.len() - 1].cut);
    assert!(lines.iter().all(|line| line.overfull < Pt(0.1)));
    let whole: String = lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(whole, "قسطنطنیه‌ایان");
}

#[test]
fn a_vowel_sign_on_a_space_does_not_vanish_at_the_end_of_a_line() {
    let fonts = FontSet::embedded();
    let lines = set(&shaped(&fonts, "\u{652} \u{64B}"), &justified(40.0), &fonts);
    assert_eq!(lines[0].text, "\u{652} \u{64B}");
}

/// The least demerits of all ways to break, by trying them all.
fn brute_force(paragraph: &ShapedParagraph, measure: &Measure) -> f64 {
    super::total_fit::least_demerits_by_trial(paragraph, measure)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn lines_joined_give_back_the_paragraph(
        words in prop::collection::vec("[آ-ی]{1,9}|[a-z]{1,6}|[۰-۹]{1,4}|[(«»،.)]", 1..40),
        width in 40.0_f32..300.0,
    ) {
        let fonts = FontSet::embedded();
        let text = words.join(" ");
        let lines = set(&shaped(&fonts, &text), &justified(width), &fonts);
        let mut joined = String::new();
        for line in &lines {
            joined.push_str(&line.text);
            joined.push_str(if line.cut { "" } else { " " });
        }
        let joined: Vec<&str> = joined.split_whitespace().collect();
        prop_assert_eq!(joined, text.split_whitespace().collect::<Vec<_>>());
    }

    #[test]
    fn every_character_is_covered_by_one_cluster(text in "[آ-ی\u{200C}\u{064E}a-z۰-۹() .]{1,60}") {
        let fonts = FontSet::embedded();
        let paragraph = shaped(&fonts, &text);
        let mut at = 0;
        for cluster in &paragraph.clusters {
            prop_assert_eq!(cluster.text.start, at);
            at = cluster.text.end;
        }
        prop_assert_eq!(at as usize, text.len());
    }

    #[test]
    fn the_chosen_breaks_are_the_best_of_all(
        words in prop::collection::vec("[آ-ی]{1,7}", 2..9),
        width in 60.0_f32..140.0,
    ) {
        let fonts = FontSet::embedded();
        let paragraph = shaped(&fonts, &words.join(" "));
        let measure = justified(width);
        let chosen = super::total_fit::least_demerits(&paragraph, &measure);
        let best = brute_force(&paragraph, &measure);
        prop_assert!((chosen - best).abs() <= best.abs() * 1e-9, "{chosen} against {best}");
        prop_assert!(!break_lines(&paragraph, &measure).is_empty());
    }
}
