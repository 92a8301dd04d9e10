//! sahhaf (صحّاف, the bookbinder) binds Markdown chapters into a right-to-left EPUB and a paginated PDF.
//!
//! Text flows one way, through rooms that each know one craft; `pipeline` alone knows their order,
//! and `docs/architecture.md` draws it.

pub mod cite;
pub mod cli;
#[cfg(test)]
mod comparisons;
pub mod config;
pub mod diag;
pub mod epub;
pub mod font;
pub mod frame;
pub mod gate;
pub mod import;
pub mod line;
pub mod locale;
pub mod markdown;
pub mod model;
pub mod page;
pub mod pdf;
pub mod picture;
pub mod pipeline;
pub mod press;
pub mod resolve;
pub mod source;
pub mod text;
pub mod theme;
pub mod units;
