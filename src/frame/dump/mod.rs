//! Finished pages as text, for tests and `--emit`.

mod pages;
mod tags;
mod words;

pub use pages::{lines, pages};
pub use tags::tags;
pub use words::words;
