//! Runs of glyphs with their places: what the lines of a finished page consist of.

use std::ops::Range;

use super::ink::Ink;
use crate::font::FaceId;
use crate::units::Pt;

/// Glyphs of one face, size, ink and bidi level, side by side.
#[derive(Clone, Debug)]
pub struct PlacedRun {
    /// Left edge.
    pub x: Pt,
    /// How far the baseline is raised above the line's.
    pub rise: Pt,
    /// The face.
    pub face: FaceId,
    /// The size of an em.
    pub size: Pt,
    /// The colour.
    pub ink: Ink,
    /// UAX #9 embedding level; odd is right to left.
    pub level: u8,
    /// The glyphs in **visual** order, left to right.
    pub glyphs: Vec<PlacedGlyph>,
}

impl PlacedRun {
    /// The width of the run.
    pub fn width(&self) -> Pt {
        self.glyphs.iter().map(|glyph| glyph.advance).sum()
    }
}

/// A glyph with its advance after justification.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedGlyph {
    /// The glyph's id in its face.
    pub id: u16,
    /// How far the pen moves to the right.
    pub advance: Pt,
    /// How far the glyph is drawn right of the pen.
    pub dx: Pt,
    /// How far the glyph is drawn above the baseline.
    pub dy: Pt,
    /// How much wider than natural the glyph is drawn: not 1 only in the strokes of a kashida.
    pub stretch: f32,
    /// What text it stands for.
    pub text: GlyphText,
}

/// What text a glyph stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GlyphText {
    /// A whole cluster: a byte range in the line's text.
    Cluster(Range<u32>),
    /// A further glyph of a cluster whose text another glyph carries.
    Part,
    /// Set by us and not the author's: kashida, a leader's dots, a list marker is not of this kind.
    Inserted,
}
