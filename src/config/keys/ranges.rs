//! The ranges of numbers that readers check and the schema shows.

use std::ops::RangeInclusive;

/// Points of the text.
pub(in crate::config) const FONT_SIZES: RangeInclusive<f64> = 6.0..=36.0;
/// Multiples of the font size.
pub(in crate::config) const LINE_HEIGHTS: RangeInclusive<f64> = 1.0..=3.0;
/// The narrowest space, as a share of the face's own.
pub(in crate::config) const LEAST_SPACES: RangeInclusive<f64> = 0.5..=1.0;
/// The widest space that is not reported.
pub(in crate::config) const MOST_SPACES: RangeInclusive<f64> = 1.0..=4.0;
/// Per cent of the width of letters.
pub(in crate::config) const EXPANSIONS: RangeInclusive<f64> = 0.0..=3.0;
/// Points of letters of a role: what is smaller is no text, what is larger is no book.
pub(in crate::config) const SIZES: RangeInclusive<f64> = 5.0..=72.0;
/// How far below the trim a chapter may open, in millimetres.
pub(in crate::config) const OPENINGS: RangeInclusive<f64> = 0.0..=300.0;
/// Bayts from one number to the next: each of them, or as far apart as in a long masnavi.
pub(in crate::config) const BAYTS: RangeInclusive<f64> = 1.0..=100.0;
/// Indents in em: none, and more than a reader takes for an indent.
pub(in crate::config) const INDENTS: RangeInclusive<f64> = 0.0..=6.0;
/// Millimetres beyond the edge.
pub(in crate::config) const BLEEDS: RangeInclusive<f64> = 0.0..=20.0;
/// Of a flap, in millimetres: what is narrower springs open.
pub(in crate::config) const FLAPS: RangeInclusive<f64> = 40.0..=200.0;
/// Of a leaf, in millimetres.
pub(in crate::config) const THICKNESSES: RangeInclusive<f64> = 0.02..=1.0;
/// Grams a square metre.
pub(in crate::config) const WEIGHTS: RangeInclusive<f64> = 20.0..=400.0;
/// Cubic centimetres a gram.
pub(in crate::config) const BULKS: RangeInclusive<f64> = 0.5..=3.0;
/// Pixels an inch.
pub(in crate::config) const RESOLUTIONS: RangeInclusive<f64> = 0.0..=2400.0;
/// The same, of pictures in the PDF.
pub(in crate::config) const IMAGE_RESOLUTIONS: RangeInclusive<f64> = 36.0..=2400.0;
/// Per cent.
pub(in crate::config) const INK_LIMITS: RangeInclusive<f64> = 100.0..=400.0;
/// Kilobytes of a document of the EPUB.
pub(in crate::config) const SPLITS: RangeInclusive<f64> = 10.0..=100_000.0;
