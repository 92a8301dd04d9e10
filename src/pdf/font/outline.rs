//! What a code of an embedded font paints, and the text that it stands for.

use smallvec::SmallVec;

/// The characters of a code, in the order in which an extractor that reads the page from left to
/// right has to meet them.
pub(in crate::pdf) type Text = SmallVec<[char; 4]>;

/// What a code paints.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::pdf) enum Outline {
    /// A glyph of the face as it is.
    Glyph(u16),
    /// Nothing, without advance.
    Blank,
    /// Glyphs of the face that were moved by the shaper.
    Composite(Box<CompositeGlyph>),
}

/// A glyph that the embedded font is given: others of its glyphs, moved, with an advance of its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::pdf) struct CompositeGlyph {
    /// In font units.
    pub(in crate::pdf) advance: u16,
    /// What it is made of.
    pub(in crate::pdf) parts: Vec<GlyphComponent>,
}

/// A moved glyph; lengths are font units, upwards and to the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::pdf) struct GlyphComponent {
    /// The glyph in its face.
    pub(in crate::pdf) glyph: u16,
    /// To the right.
    pub(in crate::pdf) dx: i16,
    /// Upwards.
    pub(in crate::pdf) dy: i16,
    /// How much wider than natural it is drawn, in 1/16384 (F2DOT14 of a composite's component).
    pub(in crate::pdf) scale: i16,
}

/// A glyph that is drawn as wide as it is.
pub(in crate::pdf) const UNSCALED: i16 = 0x4000;
