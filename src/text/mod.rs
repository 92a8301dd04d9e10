//! Paragraph text in, shaped text out: bidi levels, font runs, glyphs, break opportunities.
//!
//! The steps are those of every shaping engine, over the whole paragraph before any line is known:
//! levels (UAX #9) ▸ runs of one face and script ▸ glyphs (harfrust) ▸ breaks (UAX #14).

mod bidi;
mod breaks;
mod cache;
mod engine;
mod itemize;
mod kashida;
mod marks;
mod reach;
mod shaped;
mod shaper;
mod stretch;
mod styled;
mod syllables;
mod words;

pub use bidi::Edge;
pub(crate) use bidi::{LevelRun, line_tail, visual_order_of_runs};
pub use breaks::{Break, BreakKind};
pub use cache::Shapers;
pub use itemize::Missing;
pub use kashida::{ANYWHERE, Join, Joins, WordJoins};
pub use marks::{CrowdedLetter, MOST_MARKS};
pub use shaped::{
    Cluster, ClusterKind, Glyph, Object, Run, ShapedParagraph, ShapedPiece, SizedFace,
};
pub use shaper::{Context, Shaper};
pub use styled::{
    Breaking, Decoration, Digits, Isolate, ObjectSize, StyledSpan, StyledText, TextStyle,
    ZeroWidthItem, ZeroWidthKind,
};

#[cfg(test)]
mod tests;
