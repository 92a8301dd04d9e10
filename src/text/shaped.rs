//! What shaping gives: clusters and glyphs of a paragraph or of a piece of it, before lines are known.

use std::ops::Range;

use harfrust::Script;

use super::bidi::Edge;
use super::breaks::Break;
use super::marks::CrowdedLetter;
use super::styled::{TextStyle, ZeroWidthItem};
use crate::font::FaceId;
use crate::locale::Direction;
use crate::source::WrittenText;
use crate::units::Pt;

/// A glyph as the shaper gives it; lengths in points at the run's size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// Id in the face.
    pub id: u16,
    /// How far the pen moves to the right.
    pub advance: f32,
    /// How far it is drawn right of the pen.
    pub dx: f32,
    /// How far it is drawn above the baseline.
    pub dy: f32,
}

/// What a cluster is for the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClusterKind {
    /// Letters.
    Letter,
    /// A space that may be stretched, and vanishes at the end of a line.
    Space,
    /// A forced line break; it has no glyph.
    Break,
}

/// The smallest piece of text that has glyphs of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// Byte range in the paragraph's text.
    pub text: Range<u32>,
    /// Its glyphs, an index range into [`ShapedParagraph::glyphs`].
    pub glyphs: Range<u32>,
    /// The sum of their advances, in points.
    pub advance: f32,
    /// What it is.
    pub kind: ClusterKind,
    /// Whether a line may be cut before this cluster (in logical order) without shaping again:
    /// HarfBuzz's `UNSAFE_TO_BREAK` is not set. The first cluster of a run is safe where its first
    /// letter leans on nothing before the run.
    pub safe: bool,
    /// Whether U+0640 may be inserted between this cluster and the one before it in logical order
    /// without changing their shapes (HarfBuzz's `SAFE_TO_INSERT_TATWEEL`); never before a vowel
    /// sign. It says what the shapes bear, not where a calligrapher would draw.
    pub tatweel: bool,
}

/// A stretch of one face, size and level.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Its clusters, an index range into [`ShapedParagraph::clusters`].
    pub clusters: Range<u32>,
    /// UAX #9 level.
    pub level: u8,
    /// Index into the paragraph's styles.
    pub style: usize,
    /// The script it was shaped in.
    pub script: Script,
    /// The face; `None` for an object.
    pub face: Option<SizedFace>,
    /// The object, where it is one.
    pub object: Option<Object>,
}

/// A face at a size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SizedFace {
    /// The face.
    pub id: FaceId,
    /// The em, after the letters of neighbouring faces were matched.
    pub size: Pt,
}

/// A picture or a formula in the line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Object {
    /// Its place among the paragraph's objects.
    pub index: usize,
    /// Width.
    pub width: Pt,
    /// Height above the baseline.
    pub height: Pt,
    /// Depth below it.
    pub depth: Pt,
}

/// A paragraph with all its glyphs, before it is cut into lines.
#[derive(Clone, Debug)]
pub struct ShapedParagraph {
    /// The logical text.
    pub text: String,
    /// Direction of the paragraph.
    pub direction: Direction,
    /// The styles that runs name.
    pub styles: Vec<TextStyle>,
    /// Runs in logical order.
    pub runs: Vec<Run>,
    /// Clusters in logical order, covering the text without gaps.
    pub clusters: Vec<Cluster>,
    /// Glyphs; those of a cluster stand together in visual order.
    pub glyphs: Vec<Glyph>,
    /// Where lines may end.
    pub breaks: Vec<Break>,
    /// Where isolates meet.
    pub edges: Vec<Edge>,
    /// Things without width.
    pub zero_width: Vec<ZeroWidthItem>,
    /// Who wrote the words, and where.
    pub written: WrittenText,
    /// Letters that have lost some of their marks.
    pub crowded: Vec<CrowdedLetter>,
}

/// A piece of a run shaped on its own: a word with a stroke in it, half a word with a hyphen.
#[derive(Clone, Debug, PartialEq)]
pub struct ShapedPiece {
    /// Clusters in logical order; their text ranges are bytes of the text given, their glyph ranges
    /// index `glyphs`.
    pub clusters: Vec<Cluster>,
    /// Glyphs; those of a cluster stand together in visual order.
    pub glyphs: Vec<Glyph>,
    /// The sum of the advances, in points.
    pub advance: f32,
}
