//! Blocks, notes, tables, figures and running heads in, pages out.

mod pages;

pub use pages::{
    Destination, GlyphText, Ink, LinkTarget, OutlineEntry, Page, PageItem, Pages, PlacedGlyph, PlacedLine,
    PlacedLink, PlacedPicture, PlacedRule, PlacedRun, Rect, Side, TextRole,
};
