//! A face in, the measures that the arrangement needs out.

use skrifa::raw::TableProvider;
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::formula_characters::{Characters, characters};
use super::outline::Text;
use crate::font::{Face, FaceId, FontSet};

/// What a face's outlines are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pdf) enum Outlines {
    /// `glyf`: glyphs can be composed of others.
    TrueType,
    /// `CFF `: glyphs stay as they are.
    PostScript,
}

/// The measures of a face, in font units.
#[derive(Debug)]
pub(in crate::pdf) struct FontMetrics {
    /// Font units in an em.
    pub(in crate::pdf) units: f32,
    /// What its outlines are made of.
    pub(in crate::pdf) outlines: Outlines,
    /// The glyph of the space.
    pub(in crate::pdf) space: u16,
    /// The glyphs of hyphens.
    pub(in crate::pdf) hyphens: [Option<u16>; 2],
    /// The glyph that lengthens a joined letter.
    pub(in crate::pdf) stroke: Option<u16>,
    advances: Vec<u16>,
    /// What the glyphs of a face of formulas stand for.
    characters: Characters,
    /// The glyph that stands for a mark where no empty one can be made, and its advance.
    blank: u16,
}

impl FontMetrics {
    fn new(face: &Face) -> Self {
        let glyph = |letter: char| {
            face.glyph(letter)
                .and_then(|glyph| u16::try_from(glyph.to_u32()).ok())
        };
        let tables = FontRef::new(face.data()).ok();
        let true_type = tables.as_ref().is_some_and(|tables| tables.glyf().is_ok());
        let advances = tables.as_ref().map_or_else(Vec::new, read_advances);
        let space = glyph(' ').unwrap_or(0);
        let empty = [glyph('\u{200D}'), glyph('\u{200C}')].into_iter().flatten();
        let mut empty = empty.filter(|glyph| advances.get(usize::from(*glyph)) == Some(&0));
        Self {
            units: face.units_per_em(),
            outlines: if true_type {
                Outlines::TrueType
            } else {
                Outlines::PostScript
            },
            space,
            hyphens: [glyph('-'), glyph('\u{2010}')],
            stroke: glyph('\u{0640}'),
            blank: empty.next().unwrap_or(space),
            characters: Characters::new(),
            advances,
        }
    }

    /// The character that a glyph of a face of formulas stands for, a letter as it is typed; a space for a part of a
    /// bracket.
    pub(in crate::pdf) fn text_of(&self, glyph: u16) -> Text {
        let found = self.characters.get(&glyph);
        found.cloned().unwrap_or_else(|| Text::from_slice(&[' ']))
    }

    /// The advance of a glyph in font units; 0 for a glyph that the font has not.
    pub(in crate::pdf) fn advance(&self, glyph: u16) -> u16 {
        self.advances.get(usize::from(glyph)).copied().unwrap_or(0)
    }

    /// The glyph of a mark in a font that cannot be given an empty one.
    pub(in crate::pdf) fn blank(&self) -> u16 {
        self.blank
    }

    /// How far a mark moves the pen, in em.
    pub(in crate::pdf) fn blank_advance(&self) -> f32 {
        match self.outlines {
            Outlines::TrueType => 0.0,
            Outlines::PostScript => f32::from(self.advance(self.blank)) / self.units,
        }
    }
}

fn read_advances(font: &FontRef<'_>) -> Vec<u16> {
    let count = font.maxp().map_or(0, |maxp| maxp.num_glyphs());
    let metrics = font.glyph_metrics(
        skrifa::instance::Size::unscaled(),
        skrifa::instance::LocationRef::default(),
    );
    let advance = |glyph: u16| metrics.advance_width(GlyphId::from(glyph)).unwrap_or(0.0);
    (0..count).map(|glyph| whole_u16(advance(glyph))).collect()
}

/// The metrics of all faces of a set, by face.
#[derive(Debug)]
pub(in crate::pdf) struct Metrics(Vec<Option<FontMetrics>>);

impl Metrics {
    /// Measures the faces that are used.
    pub(in crate::pdf) fn new(fonts: &FontSet, used: &[FaceId]) -> Self {
        let metrics = |(id, face): (FaceId, &Face)| {
            let mut metrics = used.contains(&id).then(|| FontMetrics::new(face))?;
            if fonts.math() == Some(id) {
                metrics.characters = characters(face);
            }
            Some(metrics)
        };
        Self(fonts.faces().map(metrics).collect())
    }

    /// The measures of a face.
    pub(in crate::pdf) fn get(&self, id: FaceId) -> &FontMetrics {
        let metrics = self.0.get(usize::from(id.0)).and_then(Option::as_ref);
        metrics.expect("every face of the pages was measured")
    }
}

/// The nearest whole number of font units.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the value is rounded and `as` saturates"
)]
pub(in crate::pdf) fn whole(value: f32) -> i32 {
    value.round() as i32
}

/// The nearest whole number that a coordinate of a glyph can hold.
pub(in crate::pdf) fn whole_i16(value: f32) -> i16 {
    let whole = whole(value).clamp(i32::from(i16::MIN), i32::from(i16::MAX));
    i16::try_from(whole).expect("the value was clamped")
}

/// The nearest whole number that an advance can hold.
pub(in crate::pdf) fn whole_u16(value: f32) -> u16 {
    u16::try_from(whole(value).clamp(0, i32::from(u16::MAX))).expect("the value was clamped")
}
