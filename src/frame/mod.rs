//! Finished pages: every glyph, rule, picture and link with its place, and what each of them means.
//!
//! `page` makes frames; `pdf` and the dumps read them. Nothing is logical any more: start and end
//! have become left and right, and every thing that carries meaning names its element of the
//! structure tree.

pub mod dump;
mod ink;
mod line;
mod link;
mod on_paper;
mod pages;
mod reading;
mod rect;
mod run;
mod structure;
mod turn;

pub use ink::Ink;
pub use line::{Ending, LineFit, PlacedLine, TextRole, WrittenLine, stretches};
pub use link::{Destination, LinkTarget, OutlineEntry, PlacedLink};
pub use pages::{Compromise, Cover, Page, PageItem, Pages, PlacedPicture, Side};
pub use reading::{AmongItems, Kid, Reading, ReadingPosition, Standing};
pub use rect::{PlacedRule, Rect, Row};
pub use run::{GlyphText, Glyphs, PlacedFormula, PlacedGlyph, PlacedRun};
pub use structure::{CellExtent, Element, ElementId, Numbering, Order, Role, Structure};
pub use turn::Turn;

use line::{shown, shown_range};
