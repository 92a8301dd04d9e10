//! A face's joins: whether the stroke between two letters can be drawn longer, and with which glyph.
//!
//! Comes in: the tables of one font. Goes out: its tatweel, and whether its letters cascade, that is
//! whether they come down to the baseline step by step as in Nastaliq (OpenType 1.9, GPOS lookup
//! type 3: the anchors of a letter lie at different heights).

use harfrust::{Buffer, Direction, Script, ShapeOptions, ShaperFont};
use skrifa::raw::tables::gpos::{AnchorTable, CursivePos, PositionSubtables};
use skrifa::raw::{FontRef, ReadError, TableProvider};
use skrifa::{Font, GlyphId};

/// The sign that lengthens a join.
const TATWEEL: char = '\u{0640}';

/// A letter steps down when its two anchors differ in height by more than this share of the em: less
/// is a slanted stroke of Naskh.
const STEP: f32 = 0.02;

/// Fewer letters with two anchors than this are a handful of swashes and no style of writing.
const STYLE: usize = 16;

/// The glyph of U+0640 as it is drawn between letters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tatweel {
    /// The glyph.
    pub glyph: u16,
    /// Its advance in em.
    pub advance: f32,
}

/// What a face can do with its joins.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Joins {
    /// The tatweel; `None` if there is none or it has no width of its own.
    pub(super) tatweel: Option<Tatweel>,
    /// Whether most joined letters step down.
    pub(super) cascading: bool,
}

impl Joins {
    /// Reads them off a font.
    pub(super) fn read(font: &Font, data: &[u8], units: f32) -> Self {
        Self {
            tatweel: tatweel(font, units),
            cascading: FontRef::new(data).is_ok_and(|tables| cascades(&tables, units)),
        }
    }
}

/// The tatweel as the font maps it or, where that glyph is empty and the right one is put in by a
/// feature (Amiri's `rlig`), as the shaper sets it.
fn tatweel(font: &Font, units: f32) -> Option<Tatweel> {
    let nominal = font.charmap().map_unicode(TATWEEL)?;
    let advance = font.glyph_metrics().h_advance(nominal) / units;
    let (glyph, advance) = if advance > 0.0 {
        (nominal, advance)
    } else {
        shaped(font, units)?
    };
    let glyph = u16::try_from(glyph.to_u32()).ok().filter(|id| *id != 0)?;
    (advance > 0.0).then_some(Tatweel { glyph, advance })
}

#[expect(clippy::cast_precision_loss, reason = "font units are far below 2^24")]
fn shaped(font: &Font, units: f32) -> Option<(GlyphId, f32)> {
    let mut buffer = Buffer::new();
    buffer.push(TATWEEL as u32, 0);
    buffer.set_direction(Direction::RightToLeft);
    buffer.set_script(Some(Script::ARABIC));
    harfrust::shape(&ShaperFont::new(font), &mut buffer, ShapeOptions::new()).ok()?;
    let (glyph, place) = (buffer.glyph_infos(), buffer.glyph_positions());
    match (glyph, place) {
        ([glyph], [place]) => Some((GlyphId::new(glyph.glyph_id), place.x_advance as f32 / units)),
        _ => None,
    }
}

/// Whether most letters that join on both sides leave at another height than they are entered at.
fn cascades(tables: &FontRef<'_>, units: f32) -> bool {
    let steps = steps(tables).unwrap_or_default();
    let steep = |step: &&i32| f64::from(**step).abs() > f64::from(STEP * units);
    steps.len() >= STYLE && steps.iter().filter(steep).count() * 2 > steps.len()
}

/// Height of the entry above the exit, in font units, for every glyph that has both.
fn steps(tables: &FontRef<'_>) -> Result<Vec<i32>, ReadError> {
    let mut found = Vec::new();
    for lookup in tables.gpos()?.lookup_list()?.lookups().iter() {
        let Ok(PositionSubtables::Cursive(subtables)) = lookup?.subtables() else {
            continue;
        };
        for subtable in subtables.iter() {
            collect(&subtable?, &mut found);
        }
    }
    Ok(found)
}

fn collect(subtable: &CursivePos<'_>, found: &mut Vec<i32>) {
    let mut add = |entry: Option<Result<AnchorTable<'_>, ReadError>>,
                   exit: Option<Result<AnchorTable<'_>, ReadError>>| {
        if let (Some(Ok(entry)), Some(Ok(exit))) = (entry, exit) {
            found.push(i32::from(entry.y_coordinate()) - i32::from(exit.y_coordinate()));
        }
    };
    match subtable {
        CursivePos::Format1(table) => {
            let data = table.offset_data();
            for record in table.entry_exit_record() {
                add(record.entry_anchor(data), record.exit_anchor(data));
            }
        }
        CursivePos::Format2(table) => {
            let data = table.offset_data();
            for record in table.entry_exit_record() {
                add(record.entry_anchor(data), record.exit_anchor(data));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Tatweel;
    use crate::font::{Cut, Face, FaceStyle, Family, FontSet, Weight};

    fn face(file: &str, data: &[u8]) -> Face {
        Face::from_bytes(file, Cut::REGULAR, data.to_vec()).expect("it is a font")
    }

    fn nastaliq() -> Face {
        let data = include_bytes!("../../tests/fonts/NastaliqTest.ttf");
        face("NastaliqTest.ttf", data)
    }

    #[test]
    fn naskh_takes_kashida() {
        let fonts = FontSet::embedded();
        for family in [Family::Body, Family::Heading] {
            for weight in [Weight::Regular, Weight::Bold] {
                let face = fonts.face(fonts.primary(FaceStyle::upright(family, weight)));
                assert!(face.elongates(), "{face:?}");
            }
        }
    }

    #[test]
    fn nastaliq_takes_no_kashida_although_it_has_a_tatweel() {
        let face = nastaliq();
        assert!(face.tatweel().is_some());
        assert!(!face.elongates());
    }

    #[test]
    fn a_latin_face_has_nothing_to_lengthen() {
        let fonts = FontSet::embedded();
        let stix = fonts
            .faces()
            .find(|(_, face)| face.family() == "STIX Two Text");
        let (_, stix) = stix.expect("it is embedded");
        assert_eq!((stix.tatweel(), stix.elongates()), (None, false));
    }

    #[test]
    fn a_tatweel_is_the_one_that_features_put_between_letters() {
        let amiri = face(
            "AmiriTest.ttf",
            include_bytes!("../../tests/fonts/AmiriTest.ttf"),
        );
        let Tatweel { glyph, advance } = amiri.tatweel().expect("it has one");
        let nominal = amiri.glyph('\u{0640}').expect("it is mapped");
        assert_ne!(u32::from(glyph), nominal.to_u32());
        assert!((0.15..0.25).contains(&advance), "{advance}");
    }
}
