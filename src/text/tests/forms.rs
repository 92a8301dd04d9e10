//! Letters, signs and digits take the forms that a language and its neighbours ask for, in every embedded
//! face of Arabic script.

use harfrust::Script;

use super::super::engine::{Engine, Text};
use super::super::stretch::{ShapedOutput, UnitStretch};
use super::super::styled::Forms;
use super::super::{Cluster, Glyph};
use crate::config::FontFeature;
use crate::font::{Face, FaceId, FontSet};
use crate::locale::{Direction, Language};

/// A text as one face shapes it.
struct Formed {
    clusters: Vec<Cluster>,
    glyphs: Vec<Glyph>,
}

impl Formed {
    fn ids(&self) -> Vec<u16> {
        self.glyphs.iter().map(|glyph| glyph.id).collect()
    }

    /// The glyphs of the character that begins at a byte.
    fn at(&self, byte: usize) -> &[Glyph] {
        let cluster = self
            .clusters
            .iter()
            .find(|one| one.text.start as usize == byte);
        let range = cluster.unwrap().glyphs.clone();
        &self.glyphs[range.start as usize..range.end as usize]
    }
}

fn form(fonts: &FontSet, face: FaceId, (text, language): (&str, &str)) -> Formed {
    let mut engine = Engine::new(fonts);
    let language = Language::new(language).unwrap();
    let forms = Forms::of_text(&language);
    let plan = engine.plan_for(face, Script::ARABIC, Direction::Rtl, forms);
    let mut stretch = UnitStretch::default();
    let text = Text {
        letters: text,
        ..Text::default()
    };
    engine.shape(plan, text, &mut stretch);
    let (mut clusters, mut glyphs) = (Vec::new(), Vec::new());
    let mut output = ShapedOutput {
        start: 0,
        scale: 0.01,
        clusters: &mut clusters,
        glyphs: &mut glyphs,
    };
    output.set(0, stretch.part());
    Formed { clusters, glyphs }
}

/// The embedded faces that have Arabic letters.
fn arabic(fonts: &FontSet) -> Vec<(FaceId, &Face)> {
    let faces: Vec<_> = fonts.faces().filter(|(_, face)| face.covers('ب')).collect();
    assert!(faces.len() > 4, "the binary holds faces of Arabic script");
    faces
}

/// Those of them whose file begins so; at least one.
fn named<'f>(fonts: &'f FontSet, start: &str) -> Vec<(FaceId, &'f Face)> {
    let mut faces = arabic(fonts);
    faces.retain(|(_, face)| face.name().starts_with(start));
    assert!(!faces.is_empty(), "{start}");
    faces
}

#[test]
fn urdu_digits_take_their_own_forms_where_a_face_has_them() {
    let fonts = FontSet::embedded();
    for (id, face) in arabic(&fonts) {
        let has = ["Vazirmatn", "SahhafNaskh", "NotoNastaliqUrdu"]
            .iter()
            .any(|family| face.name().starts_with(family));
        for digit in ["۴", "۶", "۷"] {
            let persian = form(&fonts, id, (digit, "fa")).ids();
            let urdu = form(&fonts, id, (digit, "ur")).ids();
            assert_eq!(urdu != persian, has, "{digit} in {face:?}");
        }
        for digit in ["۱", "۵", "۹"] {
            let persian = form(&fonts, id, (digit, "fa")).ids();
            assert_eq!(form(&fonts, id, (digit, "ur")).ids(), persian);
        }
    }
}

#[test]
fn sorani_and_pashto_letters_join_in_the_face_that_their_books_are_set_in() {
    // (language, letters that join to both sides, letters that join to the one before only)
    let alphabets = [
        ("ckb", "ێڤگپچڵھ", "ۆڕەژ"),
        ("ps", "ځڅښټڼېئګ", "ړډږۍ"),
        ("ur", "ٹںھہ", "ڈڑے"),
    ];
    let fonts = FontSet::embedded();
    for (id, face) in named(&fonts, "SahhafNaskh") {
        for (language, both, one) in alphabets {
            for letter in both.chars().chain(one.chars()) {
                let text = format!("{letter} ب{letter}ب");
                let formed = form(&fonts, id, (&text, language));
                assert!(!formed.ids().contains(&0), "{letter} in {face:?}");
                let alone = formed.at(0);
                let joined = formed.at(text.rfind(letter).unwrap());
                // ں joins the next letter where nothing says that the word ends.
                assert_ne!(alone, joined, "{letter} stands apart in {face:?}");
                let joins_on = formed.at(text.len() - 2) != form(&fonts, id, ("ب", language)).at(0);
                assert_eq!(joins_on, both.contains(letter), "{letter} in {face:?}");
            }
        }
    }
}

/// Vowel signs, superscript alef, hamza above and below.
const SIGNS: &str =
    "\u{064B}\u{064C}\u{064D}\u{064E}\u{064F}\u{0650}\u{0651}\u{0652}\u{0670}\u{0654}";

#[test]
fn signs_stand_on_their_letter_and_do_not_part_it_from_the_next() {
    let fonts = FontSet::embedded();
    for (id, face) in arabic(&fonts) {
        let plain = form(&fonts, id, ("بب", "fa"));
        for sign in SIGNS.chars().filter(|sign| face.covers(*sign)) {
            let formed = form(&fonts, id, (&format!("ب{sign}ب"), "fa"));
            let drawn = formed.at(2);
            assert!(
                !drawn.is_empty() && drawn.iter().all(|one| one.id != 0),
                "{sign:?} in {face:?}"
            );
            let width: f32 = drawn.iter().map(|one| one.advance).sum();
            assert!(width.abs() < 0.001, "{sign:?} takes room in {face:?}");
            assert_eq!(
                formed.at(0),
                plain.at(0),
                "the letter under {sign:?} in {face:?}"
            );
            assert_eq!(
                formed.at(4),
                plain.at(2),
                "the letter after {sign:?} in {face:?}"
            );
        }
    }
}

#[test]
fn every_face_for_running_text_has_the_signs() {
    let fonts = FontSet::embedded();
    for family in ["SahhafNaskh", "Vazirmatn"] {
        for (_, face) in named(&fonts, family) {
            let lacking: Vec<char> = SIGNS.chars().filter(|sign| !face.covers(*sign)).collect();
            assert!(lacking.is_empty(), "{face:?} lacks {lacking:?}");
        }
    }
}

#[test]
fn signs_typed_in_either_order_are_drawn_alike() {
    let fonts = FontSet::embedded();
    for (id, face) in arabic(&fonts) {
        let formed = |text| {
            let mut ids = form(&fonts, id, (text, "fa")).ids();
            ids.sort_unstable();
            ids
        };
        let one = formed("ب\u{0651}\u{064E}");
        assert_eq!(one, formed("ب\u{064E}\u{0651}"), "{face:?}");
    }
}

#[test]
fn joiners_and_strokes_shape_their_neighbours_and_keep_their_order() {
    let fonts = FontSet::embedded();
    // In Nastaliq the height of a letter depends on all that follow it.
    for (id, face) in arabic(&fonts) {
        if !face.elongates() {
            continue;
        }
        let formed = |text| form(&fonts, id, (text, "fa"));
        let (alone, pair) = (formed("ب"), formed("بب"));
        let apart = formed("ب\u{200C}ب");
        assert_eq!(
            (apart.at(0), apart.at(5)),
            (alone.at(0), alone.at(0)),
            "{face:?}"
        );
        let width: f32 = apart.at(2).iter().map(|one| one.advance).sum();
        assert!(width.abs() < 0.001, "the joiner takes room in {face:?}");
        assert_eq!(formed("ب\u{200D}").at(0), pair.at(0), "{face:?}");
        let stroke = formed("ب\u{0640}ب");
        assert_eq!(
            (stroke.at(0), stroke.at(4)),
            (pair.at(0), pair.at(2)),
            "{face:?}"
        );
        let width: f32 = stroke.at(2).iter().map(|one| one.advance).sum();
        assert!(width > 0.0 && stroke.at(2)[0].id != 0, "{face:?}");
        for one in [apart, stroke] {
            let ranges = one.clusters.windows(2);
            assert!(
                ranges
                    .into_iter()
                    .all(|pair| pair[0].text.end == pair[1].text.start)
            );
        }
    }
}

#[test]
fn a_stylistic_set_changes_the_letters_it_names() {
    let plain = FontSet::embedded();
    let mut asked = FontSet::embedded();
    asked.ask(&[FontFeature {
        tag: *b"ss01",
        value: 1,
    }]);
    for (id, face) in named(&plain, "Vazirmatn") {
        let differ = ('\u{0620}'..'\u{06D5}').any(|letter| {
            let text = letter.to_string();
            face.covers(letter)
                && form(&plain, id, (&text, "fa")).ids() != form(&asked, id, (&text, "fa")).ids()
        });
        assert!(differ, "ss01 of {face:?}");
    }
}
