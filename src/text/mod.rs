//! Paragraph text in, shaped text out: bidi levels, font runs, glyphs, break opportunities.
//!
//! The steps are those of every shaping engine, over the whole paragraph before any line is known:
//! levels (UAX #9) ▸ runs of one face and script ▸ glyphs (harfrust) ▸ breaks (UAX #14).

mod bidi;
mod breaks;
mod engine;
mod isolate;
mod itemize;
mod kashida;
mod plain;
mod reach;
mod shaped;
mod shaper;
mod stretch;
mod styled;
mod syllables;
mod tools;
mod words;

pub use bidi::Edge;
pub(crate) use bidi::{line_tail, visual_order_apart};
pub use breaks::{Break, BreakKind};
pub use itemize::Missing;
pub use kashida::{ANYWHERE, Join, Joins, WordJoins};
pub use shaped::{Cluster, ClusterKind, Glyph, Object, Run, ShapedParagraph, ShapedPiece};
pub use shaper::Shaper;
pub use styled::{
    Breaking, Decoration, Isolate, Mark, MarkKind, StyledSpan, StyledText, TextStyle,
};
pub use tools::Shapers;

#[cfg(test)]
mod tests;
