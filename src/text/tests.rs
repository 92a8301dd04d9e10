//! What always holds of shaped paragraphs.

mod forms;

use super::{Context, Digits, ShapedParagraph, ShapedPiece, Shaper, StyledText, TextStyle};
use crate::font::{Family, FontSet, Weight};
use crate::locale::Direction;
use crate::source::{FileId, Span};
use crate::units::Pt;

/// Running text in 12 points.
pub(super) fn style() -> TextStyle {
    TextStyle::of_tests()
}

fn shape(fonts: &FontSet, parts: &[(&str, TextStyle)]) -> ShapedParagraph {
    let mut paragraph = StyledText::new(Direction::Rtl);
    for (words, style) in parts {
        paragraph.push(words, style, Span::new(FileId::default(), 0..0));
    }
    Shaper::new(fonts).shape(paragraph)
}

fn glyph_ids(shaped: &ShapedParagraph) -> Vec<u16> {
    shaped.glyphs.iter().map(|glyph| glyph.id).collect()
}

#[test]
fn digits_that_stand_below_each_other_have_one_width_and_those_of_text_their_own() {
    let fonts = FontSet::embedded();
    let width = |text: &str, digits| {
        let style = TextStyle { digits, ..style() };
        let shaped = shape(&fonts, &[(text, style)]);
        let advances = shaped.clusters.iter().map(|cluster| cluster.advance);
        advances.sum::<f32>()
    };
    let apart = |digits| (width("۱۱۱", digits) - width("۷۷۷", digits)).abs();
    assert!(apart(Digits::OfOneWidth) < 0.01);
    assert!(apart(Digits::OfText) > 0.5);
}

#[test]
fn letters_do_not_join_across_a_forced_break() {
    let fonts = FontSet::embedded();
    let alone = glyph_ids(&shape(&fonts, &[("پیش", style())]));
    let broken = glyph_ids(&shape(&fonts, &[("پیش\u{2028}پس", style())]));
    assert_eq!(broken[..alone.len()], alone);
}

#[test]
fn letters_join_across_a_change_of_weight_but_not_of_height() {
    let fonts = FontSet::embedded();
    let bold = TextStyle {
        weight: Weight::Bold,
        emphasis: None,
        ..style()
    };
    let raised = TextStyle {
        rise: Pt(4.0),
        ..style()
    };
    let alone = glyph_ids(&shape(&fonts, &[("متن", style())]));
    let joined = glyph_ids(&shape(&fonts, &[("متن", style()), ("بالا", bold)]));
    let apart = glyph_ids(&shape(&fonts, &[("متن", style()), ("بالا", raised)]));
    assert_ne!(joined[..alone.len()], alone);
    assert_eq!(apart[..alone.len()], alone);
}

#[test]
fn a_tab_is_a_space_and_no_box() {
    let fonts = FontSet::embedded();
    assert!(!glyph_ids(&shape(&fonts, &[("الف\tب", style())])).contains(&0));
}

#[test]
fn a_word_is_never_set_in_two_faces_when_one_has_it_whole() {
    let fonts = FontSet::embedded();
    let shaped = shape(&fonts, &[("سلام ښځه Müller", style())]);
    let words = shaped.text.split(' ');
    for word in words {
        let at = shaped.text.find(word).expect("it is part of the text");
        let inside = |run: &&super::Run| {
            let clusters = &shaped.clusters[run.clusters.start as usize..run.clusters.end as usize];
            let range = at..at + word.len();
            clusters
                .iter()
                .any(|one| range.contains(&(one.text.start as usize)))
        };
        let faces: Vec<_> = shaped
            .runs
            .iter()
            .filter(inside)
            .map(|run| run.face)
            .collect();
        assert!(faces.windows(2).all(|pair| pair[0] == pair[1]), "{word}");
    }
}

/// The glyphs of a text shaped alone, as a piece of the first run of `shaped`.
fn piece(fonts: &FontSet, shaped: &ShapedParagraph, text: &str) -> ShapedPiece {
    Shaper::new(fonts).piece(&shaped.runs[0], &style(), text, Context::default())
}

fn letters(fonts: &FontSet, text: &str) -> ShapedParagraph {
    shape(fonts, &[(text, style())])
}

#[test]
fn a_piece_of_a_run_is_shaped_as_the_run_is() {
    let fonts = FontSet::embedded();
    let whole = letters(&fonts, "کتابِ بزرگ");
    let alone = piece(&fonts, &whole, "کتابِ بزرگ");
    assert_eq!(alone.clusters, whole.clusters);
    assert_eq!(alone.glyphs, whole.glyphs);
    let advance: f32 = whole.clusters.iter().map(|cluster| cluster.advance).sum();
    assert!((alone.advance - advance).abs() < f32::EPSILON);
}

#[test]
fn a_piece_joins_what_stands_beside_it() {
    let fonts = FontSet::embedded();
    let whole = letters(&fonts, "بب");
    let ids = |before, after| {
        let context = Context { before, after };
        let piece = Shaper::new(&fonts).piece(&whole.runs[0], &style(), "ب", context);
        piece
            .glyphs
            .iter()
            .map(|glyph| glyph.id)
            .collect::<Vec<_>>()
    };
    let pair = glyph_ids(&whole);
    assert_eq!([ids("", "ب"), ids("ب", "")].concat(), pair);
    assert_ne!(ids("", ""), ids("", "ب"));
}

#[test]
fn a_cut_before_a_safe_cluster_changes_no_glyph() {
    let fonts = FontSet::embedded();
    let whole = letters(&fonts, "سلامٌ بر لاله و AVATAR، «دانش»");
    for run in &whole.runs {
        let clusters = &whole.clusters[run.clusters.start as usize..run.clusters.end as usize];
        let text = |from: u32, to: u32| &whole.text[from as usize..to as usize];
        let (start, end) = (
            clusters[0].text.start,
            clusters[clusters.len() - 1].text.end,
        );
        let shape = |text| {
            Shaper::new(&fonts)
                .piece(run, &style(), text, Context::default())
                .glyphs
        };
        let together = shape(text(start, end));
        for cluster in clusters.iter().skip(1).filter(|cluster| cluster.safe) {
            let parts = [
                shape(text(start, cluster.text.start)),
                shape(text(cluster.text.start, end)),
            ];
            let mut apart = parts.concat();
            let mut whole = together.clone();
            for glyphs in [&mut apart, &mut whole] {
                glyphs.sort_by_key(|glyph| (glyph.id, glyph.advance.to_bits()));
            }
            assert_eq!(apart, whole, "cut at {}", cluster.text.start);
        }
    }
    let unsafe_inside = |word: &str| {
        let shaped = letters(&fonts, word);
        shaped.clusters.iter().skip(1).all(|cluster| !cluster.safe)
    };
    assert!(unsafe_inside("بیست"), "joined letters");
    assert!(unsafe_inside("دٌ"), "a vowel sign");
}

#[test]
fn a_stroke_is_borne_between_joined_letters_only() {
    let fonts = FontSet::embedded();
    let strokes = |text: &str| -> Vec<bool> {
        let shaped = letters(&fonts, text);
        shaped
            .clusters
            .iter()
            .map(|cluster| cluster.tatweel)
            .collect()
    };
    assert_eq!(strokes("بسد"), [false, true, true]);
    assert_eq!(strokes("دور"), [false, false, false]);
    // Between the letters, never between a letter and its sign.
    assert_eq!(strokes("بِس"), [false, false, true]);
    assert_eq!(strokes("ب\u{200C}س"), [false, false, false]);
    assert!(!strokes("لا").contains(&true), "inside lam-alef");
}

/// The faces of the clusters whose text begins in a range, with the text of each.
fn face_at(shaped: &ShapedParagraph, at: usize) -> Option<crate::font::FaceId> {
    shaped.runs.iter().find_map(|run| {
        let clusters = &shaped.clusters[run.clusters.start as usize..run.clusters.end as usize];
        let at = u32::try_from(at).expect("a test text is short");
        let inside = |one: &super::Cluster| (one.text.start..one.text.end).contains(&at);
        clusters.iter().any(inside).then_some(run.face?.id)
    })
}

#[test]
fn marks_stay_with_their_letter_in_words_of_two_faces() {
    let fonts = FontSet::embedded();
    // A letter of each word is in no other face than the emoji's or none at all.
    for word in [
        "\u{6F22}\u{0628}\u{064E}\u{0651}",
        "\u{6F22}\u{0631}\u{0670}\u{062D}",
        "\u{6F22}\u{0647}\u{0654}",
        "\u{069A}\u{0651}\u{064E}\u{6F22}\u{062F}\u{0650}",
    ] {
        let shaped = shape(&fonts, &[(word, style())]);
        for cluster in crate::font::clusters(word) {
            let first = face_at(&shaped, cluster.start);
            for (at, _) in word[cluster.clone()].char_indices() {
                let face = face_at(&shaped, cluster.start + at);
                assert_eq!(face, first, "{}", word.escape_unicode());
            }
        }
    }
}

#[test]
fn an_emoji_is_one_glyph_and_leaves_the_word_beside_it_alone() {
    let fonts = FontSet::embedded();
    let alone = glyph_ids(&shape(&fonts, &[("سلام", style())]));
    for emoji in [
        "\u{1F642}",
        "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}",
        "\u{1F44D}\u{1F3FD}",
    ] {
        let text = format!("سلام{emoji}");
        let shaped = shape(&fonts, &[(&text, style())]);
        let ids = glyph_ids(&shaped);
        assert_eq!(ids[..alone.len()], alone);
        assert_eq!(ids.len(), alone.len() + 1, "{}", emoji.escape_unicode());
        assert!(!ids.contains(&0));
    }
}

#[test]
fn spaces_of_other_widths_need_no_other_face() {
    let fonts = FontSet::embedded();
    let shaped = shape(&fonts, &[("ص\u{2009}۱۲\u{202F}م", style())]);
    let main = fonts.primary(crate::font::FaceStyle::upright(
        Family::Body,
        Weight::Regular,
    ));
    let faces: Vec<_> = shaped.runs.iter().filter_map(|run| run.face).collect();
    assert!(faces.iter().all(|face| face.id == main), "{faces:?}");
    assert!(!glyph_ids(&shaped).contains(&0));
}

#[test]
fn a_missing_letter_is_told_at_its_word() {
    let fonts = FontSet::embedded();
    let written = "این واژهٔ 漢字 است";
    let mut paragraph = StyledText::new(Direction::Rtl);
    let place = Span::new(FileId::default(), 100..100 + written.len());
    paragraph.push(written, &style(), place);
    let mut shaper = Shaper::new(&fonts);
    shaper.shape(paragraph);
    let found: Vec<(char, usize)> = shaper
        .missing
        .iter()
        .map(|missing| {
            (
                missing.letter,
                missing.origin.span().unwrap().range().start - 100,
            )
        })
        .collect();
    let at = written.find('漢').unwrap();
    assert_eq!(found, [('漢', at), ('字', at)]);
}

#[test]
fn where_other_words_are_set_than_written_the_place_is_the_whole_run() {
    let fonts = FontSet::embedded();
    let mut paragraph = StyledText::new(Direction::Rtl);
    let place = Span::new(FileId::default(), 10..30);
    paragraph.push("«漢»", &style(), place);
    let mut shaper = Shaper::new(&fonts);
    shaper.shape(paragraph);
    assert_eq!(shaper.missing[0].origin.span(), Some(place));
}
