//! Runs of glyphs with their places: what the lines of a finished page consist of.

use std::ops::{Deref, DerefMut, Range};
use std::slice;
use std::sync::Arc;

use super::ink::Ink;
use super::rect::PlacedRule;
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
    /// The formula that is shown in its place: then its only glyph is a space as wide as that.
    pub formula: Option<Arc<PlacedFormula>>,
    /// The glyphs in **visual** order, left to right.
    pub glyphs: Glyphs,
}

impl PlacedRun {
    /// The width of the run.
    pub fn width(&self) -> Pt {
        self.glyphs.iter().map(|glyph| glyph.advance).sum()
    }
}

/// The glyphs of a run. Copies share them until one is changed: glyphs are most of the memory of a long book, and a
/// flow that is kept for the next build has those of its pages.
#[derive(Clone, Debug, Default)]
pub struct Glyphs(Arc<Vec<PlacedGlyph>>);

impl From<Vec<PlacedGlyph>> for Glyphs {
    fn from(glyphs: Vec<PlacedGlyph>) -> Self {
        Self(Arc::new(glyphs))
    }
}

impl Deref for Glyphs {
    type Target = Vec<PlacedGlyph>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Glyphs {
    fn deref_mut(&mut self) -> &mut Self::Target {
        Arc::make_mut(&mut self.0)
    }
}

impl<'a> IntoIterator for &'a Glyphs {
    type Item = &'a PlacedGlyph;
    type IntoIter = slice::Iter<'a, PlacedGlyph>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a> IntoIterator for &'a mut Glyphs {
    type Item = &'a mut PlacedGlyph;
    type IntoIter = slice::IterMut<'a, PlacedGlyph>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
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

/// A formula that was set, relative to the left end of its base line.
#[derive(Clone, Debug, Default)]
pub struct PlacedFormula {
    /// What the author wrote.
    pub tex: String,
    /// The words in it, which clusters of its runs count into.
    pub text: String,
    /// How wide it is.
    pub width: Pt,
    /// How high it stands above the base line.
    pub ascent: Pt,
    /// How far it reaches below it.
    pub descent: Pt,
    /// Its glyphs in the order in which they are drawn; `rise` is their height above the base line.
    pub runs: Vec<PlacedRun>,
    /// Its rules; 0 is the base line, and y grows downwards.
    pub rules: Vec<PlacedRule>,
}
