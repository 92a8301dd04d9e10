//! A line that is ready for a page: runs, rules, links, pictures and marks with their places.

use super::placed::PlacedRun;
use crate::text::{Ink, MarkKind};
use crate::units::Pt;

/// A line ready for a page; places are relative to the left end of its baseline.
#[derive(Clone, Debug)]
pub struct SetLine {
    /// The line's logical text.
    pub text: String,
    /// Runs in logical order.
    pub runs: Vec<PlacedRun>,
    /// Lines below and through words, grounds behind them.
    pub rules: Vec<LineRule>,
    /// Parts that are links.
    pub links: Vec<SetLink>,
    /// Pictures: their index in the paragraph, left edge, size.
    pub objects: Vec<(usize, Pt, Pt, Pt)>,
    /// Things without width, in logical order.
    pub marks: Vec<MarkKind>,
    /// Height of the tallest picture; zero where there is none.
    pub object_height: Pt,
    /// Whether the line ends inside a word that is wider than any line.
    pub cut: bool,
    /// By how much the line is wider than its measure; zero in a good line.
    pub overfull: Pt,
    /// What it took to fill the measure.
    pub fit: LineFit,
    /// Byte of the paragraph's text that the line begins at.
    pub start: usize,
    /// Left end and right end of the ink, relative to the measure.
    pub extent: (Pt, Pt),
}

/// A rectangle beside the words; `top` is measured down from the baseline (negative above it).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineRule {
    /// Left edge.
    pub x: Pt,
    /// Top edge, below the baseline.
    pub top: Pt,
    /// Width.
    pub width: Pt,
    /// Height.
    pub height: Pt,
    /// Colour.
    pub ink: Ink,
    /// Whether it lies behind the words.
    pub behind: bool,
}

/// A part of a line that is a link.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SetLink {
    /// The link's index, as the style gave it.
    pub link: u32,
    /// Left edge.
    pub x: Pt,
    /// Width.
    pub width: Pt,
}

/// What it took to bring a line to its measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineFit {
    /// Its spaces against the face's own.
    pub space: f32,
    /// Its letters against their own width: glyphs are drawn this much wider.
    pub letters: f32,
    /// How many joins are lengthened.
    pub strokes: u32,
    /// By how much in all.
    pub stroke_length: Pt,
    /// How bad the line looks: 0 is untouched, 100 as far as a line should go.
    pub badness: f32,
}

impl Default for LineFit {
    fn default() -> Self {
        Self {
            space: 1.0,
            letters: 1.0,
            strokes: 0,
            stroke_length: Pt::ZERO,
            badness: 0.0,
        }
    }
}
