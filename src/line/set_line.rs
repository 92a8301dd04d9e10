//! A line that is ready for a page: runs, rules, links, pictures and items without width with their places.

use crate::frame::{Ink, LineFit, PlacedRun};
use crate::text::ZeroWidthKind;
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
    /// Pictures and formulas.
    pub objects: Vec<SetObject>,
    /// Things without width, in logical order.
    pub zero_width: Vec<ZeroWidthKind>,
    /// Height of the tallest picture; zero if there is none.
    pub object_height: Pt,
    /// Whether the line ends inside a word that is wider than any line.
    pub cut: bool,
    /// Whether it ends with a hyphen inside a word that goes on on the next line.
    pub hyphen: bool,
    /// By how much the line is wider than its measure; zero in a good line.
    pub overfull: Pt,
    /// What it took to fill the measure.
    pub fit: LineFit,
    /// Byte of the paragraph's text that the line begins at.
    pub start: usize,
    /// Left end and right end of the ink, relative to the measure.
    pub extent: (Pt, Pt),
}

/// A picture or a formula in a line, on its baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SetObject {
    /// Its place among the paragraph's objects.
    pub index: usize,
    /// Left edge.
    pub x: Pt,
    /// Width.
    pub width: Pt,
    /// Height above the baseline.
    pub height: Pt,
    /// Depth below it.
    pub depth: Pt,
    /// The run of the line that it stands before, in logical order.
    pub before: usize,
    /// Its bytes of the line's text.
    pub text: (u32, u32),
    /// Its UAX #9 level.
    pub level: u8,
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
