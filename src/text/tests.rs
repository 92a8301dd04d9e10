//! What always holds of shaped paragraphs.

use super::{Breaking, Decoration, Ink, ShapedParagraph, Shaper, StyledText, TextStyle};
use crate::font::{Family, FontSet, Weight};
use crate::locale::{Direction, Language};
use crate::source::{FileId, Span};
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
