//! What always holds of set lines.

use proptest::prelude::*;

use super::candidates::BreakProblem;
use super::hyphen::Hyphens;
use super::total_fit::{self, break_lines};
use super::{LastLine, Measure, SetLine};
use crate::config::{Hanging, Justification, Kashida};
use crate::font::FontSet;
use crate::frame::GlyphText;
use crate::locale::Direction;
use crate::model::Alignment;
use crate::source::{FileId, Span};
use crate::text::{Joins, ShapedParagraph, Shaper, StyledText, TextStyle};
use crate::units::Pt;

fn style() -> TextStyle {
    TextStyle::of_tests()
}

fn shaped(fonts: &FontSet, text: &str) -> ShapedParagraph {
    let mut paragraph = StyledText::new(Direction::Rtl);
    paragraph.push(text, &style(), Span::new(FileId::default(), 0..0));
    Shaper::new(fonts).shape(paragraph)
}

fn set(paragraph: &ShapedParagraph, measure: &Measure, fonts: &FontSet) -> Vec<SetLine> {
    super::set(paragraph, measure, &mut Shaper::new(fonts))
}

fn with_kashida(width: f32, kashida: Kashida) -> Measure {
    Measure {
        justification: Justification {
            kashida,
            ..Justification::default()
        },
        ..justified(width)
    }
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
    let lines = set(&shaped(&fonts, TEXT), &justified(280.0), &fonts);
    assert!(lines.len() > 2);
    for line in &lines[..lines.len() - 1] {
        let (left, right) = extent(line);
        assert!(
            left.abs() < 0.01 && (right - 280.0).abs() < 0.01,
            "{left} {right} {}",
            line.text
        );
    }
    let (left, right) = extent(&lines[lines.len() - 1]);
    assert!(left > 1.0 && (right - 280.0).abs() < 0.01);
}

#[test]
fn no_word_stands_alone_on_the_last_line_of_a_long_paragraph() {
    let fonts = FontSet::embedded();
    let paragraph = shaped(&fonts, &format!("{TEXT} {TEXT} {TEXT}"));
    // Some widths leave no other way: at 296 points the lines above would have holes.
    for width in (0_u8..6).map(|step| 260.0 + 6.0 * f32::from(step)) {
        let lines = set(&paragraph, &justified(width), &fonts);
        let (left, right) = extent(&lines[lines.len() - 1]);
        assert!(right - left > 0.12 * width, "{width}: {}", right - left);
    }
}

#[test]
fn an_entry_that_is_looked_up_ends_a_line_early_before_its_spaces_make_holes() {
    let fonts = FontSet::embedded();
    // The second word does not fit beside the three before it, which would fill two thirds of the line.
    let long = "ب".repeat(40);
    let paragraph = shaped(&fonts, &format!("کتاب و دفتر {long} است"));
    let width = extent(&set(&shaped(&fonts, &long), &justified(1_000.0), &fonts)[0]);
    let prose = justified((width.1 - width.0) * 1.1);
    let entry = Measure {
        hanging_indent: Pt(6.0),
        ..prose
    };
    let filled = |measure: &Measure| {
        let line = &set(&paragraph, measure, &fonts)[0];
        extent(line).1 - extent(line).0
    };
    assert!(filled(&entry) < filled(&prose) + 0.01);
    assert!(filled(&entry) < 0.9 * entry.width.0);
}

#[test]
fn lines_around_a_middle_are_as_long_as_each_other() {
    let fonts = FontSet::embedded();
    let paragraph = shaped(&fonts, "تاریخ باسماچیان آسیای مرکزی");
    let whole = set(
        &paragraph,
        &Measure::new(Pt(1000.0), Alignment::Center),
        &fonts,
    );
    let (left, right) = extent(&whole[0]);
    // All but the last word would fit.
    let measure = Measure::new(Pt((right - left) * 0.9), Alignment::Center);
    let lines = set(&paragraph, &measure, &fonts);
    let words: Vec<&str> = lines.iter().map(|line| line.text.trim()).collect();
    assert_eq!(words, ["تاریخ باسماچیان", "آسیای مرکزی"]);
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
fn a_word_of_nothing_but_punctuation_is_cut_where_a_line_is_full() {
    let fonts = FontSet::embedded();
    for sign in ["/", "-", "…", "(/", "x////////////////////////"] {
        let lines = set(
            &shaped(&fonts, &sign.repeat(400)),
            &justified(120.0),
            &fonts,
        );
        let wide = lines.iter().find(|line| line.overfull.0 > 0.0);
        assert!(
            wide.is_none(),
            "{sign}: {:?}",
            wide.map(|line| line.overfull)
        );
    }
}

#[test]
fn a_word_without_end_is_tried_at_a_few_places_for_each_of_its_letters() {
    let fonts = FontSet::embedded();
    for text in [
        "ب".repeat(4_000),
        "ب".repeat(16_000),
        "aب".repeat(2_000),
        format!("{TEXT}{}{TEXT}", "لا".repeat(2_000)),
    ] {
        let paragraph = shaped(&fonts, &text);
        let weighed = with_problem(&paragraph, &justified(280.0), &fonts, |problem| {
            total_fit::weighed_for_each_place(problem)
        });
        // A line takes ninety of these letters.
        assert!(weighed <= 12, "{weighed} for {} bytes", text.len());
    }
}

#[test]
fn a_vowel_sign_on_a_space_does_not_vanish_at_the_end_of_a_line() {
    let fonts = FontSet::embedded();
    let lines = set(&shaped(&fonts, "\u{652} \u{64B}"), &justified(40.0), &fonts);
    assert_eq!(lines[0].text, "\u{652} \u{64B}");
}

/// What the breaker is given for a paragraph.
fn with_problem<T>(
    paragraph: &ShapedParagraph,
    measure: &Measure,
    fonts: &FontSet,
    act: impl Fn(&BreakProblem<'_>) -> T,
) -> T {
    let joins = Joins::find(paragraph, fonts);
    let hyphens = Hyphens::find(paragraph, &mut Shaper::new(fonts));
    act(&BreakProblem {
        paragraph,
        measure,
        joins: &joins,
        strokes: measure.stroke_limits(),
        hyphens: &hyphens,
    })
}

fn strokes(line: &SetLine) -> usize {
    let glyphs = line.runs.iter().flat_map(|run| &run.glyphs);
    glyphs
        .filter(|glyph| glyph.text == GlyphText::Inserted)
        .count()
}

#[test]
fn strokes_fill_lines_and_are_nobodys_text() {
    let fonts = FontSet::embedded();
    let paragraph = shaped(&fonts, TEXT);
    let full = set(&paragraph, &with_kashida(240.0, Kashida::Full), &fonts);
    let off = set(&paragraph, &with_kashida(240.0, Kashida::Off), &fonts);
    assert!(full.iter().map(strokes).sum::<usize>() > 0);
    assert_eq!(off.iter().map(strokes).sum::<usize>(), 0);
    let words = |lines: &[SetLine]| {
        let all: Vec<String> = lines.iter().map(|line| line.text.clone()).collect();
        all.join(" ")
    };
    assert_eq!(words(&full), words(&off));
    for line in &full[..full.len() - 1] {
        let (left, right) = extent(line);
        assert!(
            left.abs() < 0.01 && (right - 240.0).abs() < 0.01,
            "{left} {right}"
        );
        assert!(line.fit.space < 1.25, "{:?}", line.fit);
    }
}

#[test]
fn a_paragraph_gives_its_best_set_with_a_line_more_or_less() {
    let fonts = FontSet::embedded();
    let paragraph = shaped(&fonts, TEXT);
    let measure = with_kashida(120.0, Kashida::Full);
    let own = set(&paragraph, &measure, &fonts);
    for count in [own.len(), own.len() + 1] {
        let mut shaper = Shaper::new(&fonts);
        let lines = super::set_in_lines(&paragraph, &measure, count, &mut shaper).unwrap();
        assert_eq!(lines.len(), count);
        assert!(lines.iter().all(|line| line.overfull < Pt(0.1)));
        let words: Vec<&str> = lines
            .iter()
            .flat_map(|line| line.text.split_whitespace())
            .collect();
        assert_eq!(words, TEXT.split_whitespace().collect::<Vec<_>>());
    }
    let mut shaper = Shaper::new(&fonts);
    let same = super::set_in_lines(&paragraph, &measure, own.len(), &mut shaper).unwrap();
    let texts = |lines: &[SetLine]| {
        lines
            .iter()
            .map(|line| line.text.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(texts(&same), texts(&own));
    assert!(super::set_in_lines(&paragraph, &measure, 1, &mut shaper).is_none());
}

#[test]
fn no_stroke_stands_above_another() {
    let fonts = FontSet::embedded();
    let text = "مسلمان ".repeat(60);
    let lines = set(
        &shaped(&fonts, text.trim()),
        &with_kashida(190.0, Kashida::Full),
        &fonts,
    );
    let places = |line: &SetLine| {
        let mut found = Vec::new();
        for run in &line.runs {
            let mut x = run.x.0;
            for glyph in &run.glyphs {
                if glyph.text == GlyphText::Inserted {
                    found.push(x + glyph.advance.0 / 2.0);
                }
                x += glyph.advance.0;
            }
        }
        found
    };
    let each: Vec<Vec<f32>> = lines.iter().map(places).collect();
    assert!(each.iter().any(|line| !line.is_empty()));
    for pair in each.windows(2) {
        for upper in &pair[0] {
            assert!(
                pair[1].iter().all(|lower| (lower - upper).abs() > 6.0),
                "{pair:?}"
            );
        }
    }
}

#[test]
fn small_signs_hang_outside_where_it_is_asked_for() {
    let fonts = FontSet::embedded();
    let text = "باسماچیان، بخارا، خوارزم، فرغانه، ترکستان، سمرقند، تاشکند، اندیجان، خجند، مرو.";
    let measure = Measure {
        justification: Justification {
            hanging: Hanging::Outside,
            ..Justification::default()
        },
        ..justified(120.0)
    };
    let lines = set(&shaped(&fonts, text), &measure, &fonts);
    let left = |line: &SetLine| extent(line).0;
    let commas = lines[..lines.len() - 1]
        .iter()
        .filter(|line| line.text.ends_with('،'));
    assert!(commas.clone().count() > 0);
    let places: Vec<_> = commas
        .map(|line| (left(line), &line.text, line.fit))
        .collect();
    assert!(places.iter().all(|(left, ..)| *left < -0.5), "{places:?}");
}

/// A few cases in every run; `PROPTEST_CASES` asks for more.
fn cases() -> ProptestConfig {
    let asked = std::env::var_os("PROPTEST_CASES");
    let few = ProptestConfig::with_cases(48);
    let config = asked.map_or(few, |_| ProptestConfig::default());
    ProptestConfig {
        failure_persistence: None,
        ..config
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn lines_joined_give_back_the_paragraph(
        words in prop::collection::vec("[آابپتجچحدرسشعفقکگلمنوهی]{1,9}|[a-z]{1,6}|[۰-۹]{1,4}|[(«»،.)]", 1..40),
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
        kashida in prop::sample::select(vec![Kashida::Off, Kashida::Moderate, Kashida::Full]),
    ) {
        let fonts = FontSet::embedded();
        let paragraph = shaped(&fonts, &words.join(" "));
        let measure = with_kashida(width, kashida);
        with_problem(&paragraph, &measure, &fonts, |problem| {
            let chosen = total_fit::least_demerits(problem);
            let best = total_fit::least_demerits_by_trial(problem);
            let greedy = total_fit::greedy_demerits(problem);
            prop_assert!((chosen - best).abs() <= best.abs() * 1e-9, "{chosen} against {best}");
            prop_assert!(chosen <= greedy * (1.0 + 1e-9), "{chosen} against {greedy}");
            prop_assert!(!break_lines(problem).is_empty());
            Ok(())
        })?;
    }

    #[test]
    fn a_justified_line_fills_its_measure_exactly(
        words in prop::collection::vec("[آ-ی]{1,9}|[a-z]{1,6}|[۰-۹]{1,4}", 12..60),
        width in 150.0_f32..400.0,
        kashida in prop::sample::select(vec![Kashida::Off, Kashida::Moderate, Kashida::Full]),
    ) {
        let fonts = FontSet::embedded();
        let lines = set(&shaped(&fonts, &words.join(" ")), &with_kashida(width, kashida), &fonts);
        let full = lines[..lines.len() - 1].iter().filter(|line| line.fit.short == Pt::ZERO);
        // A line of few long words may have no better break than one that leaves it short.
        prop_assert!(full.count() * 2 + 2 >= lines.len() - 1, "most lines are filled");
        for line in &lines[..lines.len() - 1] {
            if line.fit.short == Pt::ZERO {
                let (left, right) = extent(line);
                prop_assert!(left.abs() < 0.02 && (right - width).abs() < 0.02, "{left} {right} {}", line.text);
            }
        }
    }

    #[test]
    fn every_byte_of_a_line_belongs_to_one_glyph(
        words in prop::collection::vec("[آ-ی]{1,9}|[a-z]{1,6}|[۰-۹]{1,4}", 12..40),
        kashida in prop::sample::select(vec![Kashida::Off, Kashida::Full]),
    ) {
        let fonts = FontSet::embedded();
        let lines = set(&shaped(&fonts, &words.join(" ")), &with_kashida(180.0, kashida), &fonts);
        for line in &lines {
            let glyphs = line.runs.iter().flat_map(|run| &run.glyphs);
            let mut ranges: Vec<_> = glyphs
                .filter_map(|glyph| match &glyph.text {
                    GlyphText::Cluster(range) => Some(range.clone()),
                    GlyphText::Part | GlyphText::Inserted => None,
                })
                .collect();
            ranges.sort_by_key(|range| range.start);
            let mut at = 0;
            for range in ranges {
                prop_assert_eq!(range.start, at);
                at = range.end;
            }
            prop_assert_eq!(at as usize, line.text.len());
        }
    }
}
