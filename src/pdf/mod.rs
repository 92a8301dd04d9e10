//! Pages in, the bytes of a PDF out.
//!
//! Text is arranged for extractors (`arrange`) and written as operators (`content`), page by page,
//! with rules and pictures (`sheet`); the pages are bound (`binding`) and completed with fonts,
//! structure and metadata (`document`) as objects of lopdf. For a press, colours become its inks,
//! and boxes and marks surround the page (`boxes`). No clock, no random numbers: the same pages give
//! the same bytes.

mod arrange;
mod binding;
mod boxes;
mod class;
mod close;
mod codes;
mod compose;
mod content;
mod cover;
mod cut;
mod deflate;
mod document;
mod edge;
mod embed;
mod figures;
mod file;
mod flow;
mod fonts;
mod guard;
mod intent;
mod joint;
mod jpeg;
mod labels;
mod marks;
mod metadata;
mod numbers;
mod outline;
mod places;
mod png;
mod proof;
mod raster;
mod recolor;
mod sheet;
mod sign;
mod targets;
mod tree;
mod turn;
mod unit;
mod vector;

#[cfg(test)]
mod tests;

pub use cover::print_cover;
pub use proof::proof;

use std::collections::BTreeSet;

use crate::config::Config;
use crate::font::{FaceId, FontSet};
use crate::frame::{PageItem, Pages};
use crate::picture::Pictures;
use crate::press::Press;

use codes::CodeBook;
use cut::Cuts;
use figures::Placing;

/// What the PDF is made of.
#[derive(Clone, Copy)]
pub struct Printing<'a> {
    /// The pages.
    pub pages: &'a Pages,
    /// The settings, for metadata.
    pub config: &'a Config,
    /// The pictures.
    pub pictures: &'a Pictures,
    /// The faces.
    pub fonts: &'a FontSet,
    /// The press, for the print profile.
    pub press: &'a Press,
}

/// Prints the pages.
///
/// # Errors
/// A font could not be subset or a picture not be written.
pub fn print(printing: &Printing<'_>) -> Result<Vec<u8>, PdfError> {
    let faces = used_faces(printing.pages);
    let cuts = Cuts::new(printing.fonts, &faces);
    let mut codes = CodeBook::new(&cuts);
    let placing = Placing::new(printing);
    let book = sheet::Book {
        pages: printing.pages,
        placing: &placing,
        profile: printing.config.pdf.profile,
    };
    let pages = flow::write(printing, book, &mut codes, binding::ending(printing.config))?;
    let (mut doc, marked) = binding::bind(pages, printing, &placing)?;
    document::add_fonts(&mut doc, printing.fonts, &codes)?;
    let tree = tree::add(&mut doc, printing, &marked);
    document::complete(&mut doc, printing, &tree)?;
    Ok(document::write(doc))
}

/// The faces that stand on the pages, sorted.
fn used_faces(pages: &Pages) -> Vec<FaceId> {
    let mut faces = BTreeSet::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        match item {
            PageItem::Line(line) => faces.extend(line.runs.iter().map(|run| run.face)),
            PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => {}
        }
    }
    faces.into_iter().collect()
}

/// The name of a face in the pages' resources.
fn font_name(face: FaceId) -> String {
    format!("F{}", face.0)
}

/// The file could not be written.
#[derive(Debug)]
pub struct PdfError {
    act: String,
    cause: String,
}

impl PdfError {
    /// An act that failed («subset the font x.ttf») and what went wrong with it.
    fn new(act: &str, cause: &str) -> Self {
        Self {
            act: act.to_owned(),
            cause: cause.to_owned(),
        }
    }
}

impl std::fmt::Display for PdfError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "cannot write the PDF: cannot {}: {}",
            self.act, self.cause
        )
    }
}

impl std::error::Error for PdfError {}
