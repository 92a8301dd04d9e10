//! Pages in, written and compressed pages out, a few at a time: while some are written, those before
//! them are compressed and those after them arranged, so that little is held and no core waits.

use lopdf::{Dictionary, Stream};
use printpdf::LinkAnnotation;
use rayon::prelude::*;

use super::arrange::{End, Place, ShownLine, arrange};
use super::codes::CodeBook;
use super::cut::Cuts;
use super::deflate::deflated;
use super::sheet::{self, Printed};
use super::{PdfError, Printing, figures};
use crate::config::Profile;
use crate::frame::{ElementId, Page, PageItem, PlacedLine};

use super::marks::Sequence;

/// Pages that are arranged together: enough for every core, few enough to stay in its cache.
const TOGETHER: usize = 24;

/// A page whose content is compressed.
pub(super) struct Written {
    /// The content.
    pub(super) stream: Stream,
    /// The marked sequences of its content, by their numbers.
    pub(super) sequences: Vec<Sequence>,
    /// Its links: the element that each belongs to, and its words.
    pub(super) links: Vec<(Option<ElementId>, String)>,
    /// The links as printpdf takes them.
    pub(super) annotations: Vec<LinkAnnotation>,
}

/// Writes all pages; codes are given out in the order of the pages. `ending` stands at the end of
/// each content.
///
/// # Errors
/// A face has run out of codes.
pub(super) fn write(
    printing: &Printing<'_>,
    book: sheet::Book<'_>,
    codes: &mut CodeBook<'_>,
    ending: &[u8],
) -> Result<Vec<Written>, PdfError> {
    let cuts = codes.cuts;
    let pages = &printing.pages.pages;
    let mut written = Vec::with_capacity(pages.len());
    let mut parts = pages.chunks(TOGETHER);
    let mut part = parts.next().unwrap_or_default();
    let mut arranged = arrange_pages(printing, part, cuts);
    let mut printed = Vec::new();
    while !part.is_empty() {
        let next = parts.next().unwrap_or_default();
        let before = std::mem::take(&mut printed);
        let (now, (after, done)) = rayon::join(
            || sheet::sheets(book, (part, std::mem::take(&mut arranged)), codes),
            || {
                rayon::join(
                    || arrange_pages(printing, next, cuts),
                    || compressed(before, ending),
                )
            },
        );
        (printed, arranged, part) = (now?, after, next);
        written.extend(done);
    }
    written.extend(compressed(printed, ending));
    Ok(written)
}

/// Compresses the contents of pages at the same time.
pub(super) fn compressed(pages: Vec<Printed>, ending: &[u8]) -> Vec<Written> {
    let compress = |mut page: Printed| {
        page.content.extend(ending);
        Written {
            stream: deflated(Dictionary::new(), page.content),
            sequences: page.sequences,
            links: page.links,
            annotations: page.annotations,
        }
    };
    pages.into_par_iter().map(compress).collect()
}

/// A line is below another when its baseline is by this many points.
const BELOW: f32 = 1.0;

/// The lines of pages, arranged.
pub(super) fn arrange_pages(
    printing: &Printing<'_>,
    pages: &[Page],
    cuts: &Cuts,
) -> Vec<Vec<ShownLine>> {
    let direction = printing.config.book.direction;
    let profile = printing.config.pdf.profile;
    let page = |page: &Page| -> Vec<ShownLine> {
        let lines: Vec<&PlacedLine> = page.items.iter().filter_map(line_of).collect();
        let next = lines.iter().skip(1).map(Some).chain([None]);
        let shown = lines.iter().zip(next).map(|(line, next)| {
            let beside = next.is_some_and(|next| next.baseline.0 < line.baseline.0 + BELOW);
            let end = if beside { End::Beside } else { End::Line };
            inked(arrange(line, cuts, Place { direction, end }), profile)
        });
        shown.collect()
    };
    pages.par_iter().map(page).collect()
}

fn line_of(item: &PageItem) -> Option<&PlacedLine> {
    match item {
        PageItem::Line(line) => Some(line),
        PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => None,
    }
}

/// A line in the colours that are written.
fn inked(mut line: ShownLine, profile: Profile) -> ShownLine {
    let styles = line.styles.iter_mut();
    styles.for_each(|style| style.ink = figures::ink(style.ink, profile));
    line
}
