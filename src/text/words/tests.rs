//! Words from memory are what shaping the whole text gives, in every embedded face.

use std::ops::Range;

use harfrust::Script;
use proptest::prelude::*;

use super::{GIANT, Job, LONGEST, Words, has_giant, pieces};
use crate::font::{FaceId, FontSet};
use crate::locale::{Direction, Language};
use crate::text::engine::{Engine, Text};
use crate::text::reach::{Reach, reach};
use crate::text::shaped::{Cluster, Glyph};
use crate::text::stretch::{ShapedOutput, UnitStretch};
use crate::text::styled::Forms;

const SCRIPTS: [(Script, Direction); 4] = [
    (Script::ARABIC, Direction::Rtl),
    (Script::ARABIC, Direction::Ltr),
    (Script::LATIN, Direction::Ltr),
    (Script::HEBREW, Direction::Rtl),
];

const BOOK: [&str; 5] = [
    include_str!("../../../book/01-introduction.md"),
    include_str!("../../../book/02-overview.md"),
    include_str!("../../../book/03-phases.md"),
    include_str!("../../../book/04-decline.md"),
    include_str!("../../../book/05-conclusion.md"),
];

/// A face, a script with a direction, and a language.
type SegmentProperties<'l> = (FaceId, (Script, Direction), &'l str);
type Set = (Vec<Cluster>, Vec<Glyph>);

/// Shapes with one memory for all texts, and afresh.
struct Pair<'a> {
    engine: Engine<'a>,
    words: Words,
}

impl<'a> Pair<'a> {
    fn new(fonts: &'a FontSet) -> Self {
        Self {
            engine: Engine::new(fonts),
            words: Words::default(),
        }
    }

    fn kept(&mut self, segment: SegmentProperties<'_>, text: Text<'_>) -> Set {
        let (face, (script, direction), language) = segment;
        let language = Language::new(language).unwrap();
        let plan = self
            .engine
            .plan_for(face, script, direction, Forms::of_text(&language));
        let job = Job {
            engine: &mut self.engine,
            plan,
            text,
        };
        let mut set = Set::default();
        self.words.set(job, &mut output(&mut set));
        set
    }

    fn fresh(&mut self, segment: SegmentProperties<'_>, text: Text<'_>) -> Set {
        let (face, (script, direction), language) = segment;
        let language = Language::new(language).unwrap();
        let plan = self
            .engine
            .plan_for(face, script, direction, Forms::of_text(&language));
        let mut stretch = UnitStretch::default();
        self.engine.shape(plan, text, &mut stretch);
        let mut set = Set::default();
        output(&mut set).set(0, stretch.part());
        set
    }
}

fn output(set: &mut Set) -> ShapedOutput<'_> {
    ShapedOutput {
        start: 7,
        scale: 11.0 / 2048.0,
        clusters: &mut set.0,
        glyphs: &mut set.1,
    }
}

/// Letters, signs, joiners, digits and spaces, a few of them over and over so that words recur.
fn letter() -> impl Strategy<Value = char> {
    let often = prop::sample::select(" \u{200C}\u{0640}لااببسیهTAVfi".chars().collect::<Vec<_>>());
    let arabic = prop::char::range('\u{0600}', '\u{06FF}');
    let latin = prop::char::range(' ', '\u{017F}');
    let hebrew = prop::char::range('\u{0591}', '\u{05F4}');
    let others = prop::sample::select(
        "\u{200D}\u{200E}\u{00A0}\t\n\u{2028}\u{2044}–«»…\u{0301}\u{0323}\u{FDF2}\u{FE70}\u{20C1}،؛؟٪"
            .chars()
            .collect::<Vec<_>>(),
    );
    prop_oneof![6 => often, 6 => arabic, 4 => latin, 1 => hebrew, 2 => others]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(letter(), 0..24).prop_map(|letters| letters.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn a_text_from_memory_has_the_glyphs_of_a_text_shaped_whole(
        texts in prop::collection::vec((text(), text(), text()), 4),
        script in 0..SCRIPTS.len(),
    ) {
        let fonts = FontSet::embedded();
        let mut pair = Pair::new(&fonts);
        for (face, _) in fonts.faces() {
            let segment = (face, SCRIPTS[script], "fa");
            for (before, letters, after) in &texts {
                let text = Text { before, letters, after };
                let kept = pair.kept(segment, text);
                let again = pair.kept(segment, text);
                let fresh = pair.fresh(segment, text);
                prop_assert_eq!(&kept, &fresh, "{:?} in {:?}", letters, segment);
                prop_assert_eq!(&again, &fresh);
            }
        }
    }
}

#[test]
fn the_sample_book_from_memory_has_the_glyphs_of_one_shaped_whole() {
    let fonts = FontSet::embedded();
    let mut pair = Pair::new(&fonts);
    let mut lines = 0;
    for text in BOOK {
        for line in text.lines() {
            for (face, _) in fonts.faces() {
                let segment = (face, SCRIPTS[0], "fa");
                let text = Text {
                    letters: line,
                    ..Text::default()
                };
                assert_eq!(
                    pair.kept(segment, text),
                    pair.fresh(segment, text),
                    "{line}"
                );
            }
            lines += 1;
        }
    }
    assert!(lines > 40, "the book has {lines} lines");
}

#[test]
fn what_is_forgotten_is_shaped_again() {
    let fonts = FontSet::embedded();
    let (face, _) = fonts.faces().next().unwrap();
    let segment = (face, SCRIPTS[0], "fa");
    let mut pair = Pair::new(&fonts);
    pair.words = Words::remembering(20);
    for _ in 0..3 {
        for line in BOOK[0].lines() {
            let text = Text {
                letters: line,
                ..Text::default()
            };
            assert_eq!(
                pair.kept(segment, text),
                pair.fresh(segment, text),
                "{line}"
            );
            assert!(pair.words.kept.clusters.len() <= 20 + LONGEST);
        }
    }
}

#[test]
fn only_a_face_whose_lookups_look_over_a_space_is_shaped_by_the_line() {
    for (_, face) in FontSet::embedded().faces() {
        // Nastaliq kerns words into each other.
        let expected = match face.name().starts_with("NotoNastaliq") {
            true => Reach::Line,
            false => Reach::Word,
        };
        assert_eq!(reach(face.data(), &[]), expected, "{face:?}");
    }
}

#[test]
fn a_text_is_shaped_whole_where_a_face_changes_letters_beside_a_space() {
    let fonts = FontSet::embedded();
    let face = fonts
        .faces()
        .find(|(_, face)| face.name() == "Vazirmatn-Regular.ttf");
    let (face, _) = face.unwrap();
    let mut pair = Pair::new(&fonts);
    let segment = (face, SCRIPTS[2], "en");
    let text = |letters| Text {
        letters,
        ..Text::default()
    };
    let kerned = pair.kept(segment, text("A T A"));
    assert_eq!(kerned, pair.fresh(segment, text("A T A")));
    let alone = pair.fresh(segment, text("T"));
    assert_ne!(
        kerned.0[2].advance, alone.0[0].advance,
        "the face kerns T and space"
    );
}

#[test]
fn a_giant_word_is_cut_before_letters_and_all_else_stays() {
    let giant = "بَ".repeat(GIANT);
    let text = format!("یک دو {giant} سه");
    assert!(has_giant(&text) && !has_giant(&"یک دو ".repeat(GIANT)));
    let found = pieces(&text);
    let cut: String = found.iter().map(|piece| &text[piece.clone()]).collect();
    assert_eq!(cut, text);
    assert_eq!(&text[found[0].clone()], "یک دو ");
    assert!(found.iter().all(|piece| piece.len() <= GIANT + 16));
    let begins = |piece: &Range<usize>| text[piece.clone()].starts_with('\u{64E}');
    assert!(!found.iter().any(begins));
}
