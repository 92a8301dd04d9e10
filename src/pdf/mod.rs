//! Pages in, the bytes of a PDF out.
//!
//! printpdf writes pages, rules, pictures and links; text comes to it as operators that were
//! arranged for extractors (`arrange`, `content`), and what it lacks of document structures is
//! completed on the lopdf document that it hands over (`document`). No clock, no random numbers:
//! the same pages give the same bytes.

mod arrange;
mod class;
mod close;
mod codes;
mod compose;
mod content;
mod cut;
mod deflate;
mod document;
mod edge;
mod embed;
mod fonts;
mod guard;
mod intent;
mod joint;
mod labels;
mod marks;
mod metadata;
mod numbers;
mod outline;
mod places;
mod raster;
mod sheet;
mod sign;
mod tree;
mod turn;
mod unit;
mod vector;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::config::Config;
use crate::font::{FaceId, FontSet};
use crate::page::{Page, PageItem, Pages, PlacedLine};
use crate::picture::Pictures;
use crate::resolve::ResolvedBook;

use arrange::{End, Place, ShownLine, arrange};
use codes::CodeBook;
use cut::Cuts;
use sheet::Figures;

/// What the PDF is made of.
#[derive(Clone, Copy)]
pub struct Printing<'a> {
    /// The pages.
    pub pages: &'a Pages,
    /// The book, for anchors' names.
    pub book: &'a ResolvedBook,
    /// The settings, for metadata.
    pub config: &'a Config,
    /// The pictures.
    pub pictures: &'a Pictures,
    /// The faces.
    pub fonts: &'a FontSet,
}

/// Prints the pages.
///
/// # Errors
/// A font could not be subset or a picture not be written.
pub fn print(printing: &Printing<'_>) -> Result<Vec<u8>, PdfError> {
    let faces = used_faces(printing.pages);
    let cuts = Cuts::new(printing.fonts, &faces);
    let lines = arrange_pages(printing, &cuts);
    let mut codes = CodeBook::new(&cuts);
    let mut figures = Figures::new(printing)?;
    let sheets = sheet::sheets(printing.pages, &lines, &mut codes)?;
    drop(lines);
    let mut marked = Vec::with_capacity(sheets.len());
    let mut pages = Vec::with_capacity(sheets.len());
    for sheet in sheets {
        pages.push(sheet.page);
        marked.push(tree::MarkedPage {
            sequences: sheet.sequences,
            links: sheet.links,
        });
    }
    let mut doc = sheet::bind(pages, &mut figures);
    figures.add_vectors(&mut doc)?;
    document::add_fonts(&mut doc, printing.fonts, &codes)?;
    let tree = tree::add(&mut doc, printing, &marked);
    document::complete(&mut doc, printing, tree)?;
    document::write(doc)
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

/// A line is below another when its baseline is by this many points.
const BELOW: f32 = 1.0;

/// The lines of every page, arranged.
fn arrange_pages(printing: &Printing<'_>, cuts: &Cuts) -> Vec<Vec<ShownLine>> {
    let direction = printing.config.book.direction;
    let page = |page: &Page| -> Vec<ShownLine> {
        let lines: Vec<&PlacedLine> = page.items.iter().filter_map(line_of).collect();
        let next = lines.iter().skip(1).map(Some).chain([None]);
        let shown = lines.iter().zip(next).map(|(line, next)| {
            let beside = next.is_some_and(|next| next.baseline.0 < line.baseline.0 + BELOW);
            let end = if beside { End::Beside } else { End::Line };
            arrange(line, cuts, Place { direction, end })
        });
        shown.collect()
    };
    printing.pages.pages.par_iter().map(page).collect()
}

fn line_of(item: &PageItem) -> Option<&PlacedLine> {
    match item {
        PageItem::Line(line) => Some(line),
        PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => None,
    }
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
