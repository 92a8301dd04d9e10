//! Finished pages in, pictures of them out: SVG for a browser, pixels for everybody; and the ways between a
//! place on a page and a place in the author's file.
//!
//! Pictures are drawn from the same frames as the PDF, glyph by glyph, so that a page is where the PDF has it
//! and nothing has to be written and read again to be seen.

mod embedded;
mod find;
mod glyphs;
mod key;
mod pixels;
mod place;
mod svg;

pub use find::{Hit, find};
pub use key::{KeysBefore, PageKey, keys};
pub use pixels::{DrawError, png};
pub use place::{Point, Spot, Word, first_word, spot_of, word_at};
pub use svg::svg;

use crate::font::FontSet;
use crate::frame::{Page, Pages, Turn};
use crate::picture::Pictures;

/// Pages with what they are drawn with.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The pages.
    pub pages: &'a Pages,
    /// The faces that their glyphs are of.
    pub fonts: &'a FontSet,
    /// The pictures that stand on them.
    pub pictures: &'a Pictures,
}

impl<'a> Scene<'a> {
    /// A page by its place in the file, from 0.
    fn page(&self, index: usize) -> Option<&'a Page> {
        self.pages.pages.get(index).map(|page| &**page)
    }

    /// What turns the content of a page in an SVG; `None` for an upright one.
    fn turn_of(&self, page: &Page) -> Option<String> {
        let (width, height) = self.pages.size;
        match page.turn {
            Turn::Upright => None,
            Turn::Clockwise => Some(format!("matrix(0 1 -1 0 {} 0)", width.0)),
            Turn::Counterclockwise => Some(format!("matrix(0 -1 1 0 0 {})", height.0)),
        }
    }
}

#[cfg(test)]
mod tests;
