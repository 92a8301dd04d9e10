//! Mistakes as data: what the author of a book or the maker of an EPUB should know, with its place, and
//! nothing about how it is shown.
//!
//! Stages put [`Diagnostic`]s into a [`Sink`] and go on, so that one run reports all mistakes; the gate makes
//! the same of what it finds in an EPUB. [`Renderer`] makes lines and JSON of either; the drawings of the
//! terminal are those of `cli`.

mod alike;
mod code;
mod diagnostic;
mod file;
mod panic_guard;
mod render;
mod sarif;
mod words;

pub use alike::{Alike, alike};
pub(crate) use code::codes;
pub use code::{Code, Kind};
pub use diagnostic::{Diagnostic, Mend, Place, Severity, Sink};
pub use file::FileOfBook;
pub use panic_guard::{Panicked, catch_panic};
pub use render::{Counts, Renderer};
pub use sarif::sarif_failure;
pub use words::{harmless, isolate, misspelt, nearest};
