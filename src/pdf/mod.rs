//! Finished pages in, the bytes of a PDF out.
//!
//! Six crafts, each a folder: `text` arranges lines for the programs that extract text, `font` embeds
//! what their codes show, `image` the pictures; `page` writes operators, boxes and pages, `structure`
//! the tree of elements, links and other ways into the book, and `object` numbers and writes what the
//! others made.
//! `document` calls them in order. No clock, no random numbers: the same pages give the same bytes.

mod cover;
mod document;
mod error;
mod font;
mod image;
mod metadata;
mod object;
mod output_intent;
mod page;
mod printing;
mod structure;
mod text;

#[cfg(test)]
mod tests;

pub use cover::print_cover;
pub use document::{print, print_last};
pub use error::PdfError;
pub use image::proof::proof;
pub use printing::Printing;
