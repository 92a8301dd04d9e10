//! Pages in, written and compressed pages out, a few at a time: while some are written, those before
//! them are compressed and those after them arranged, so that little is held and no core waits.

use std::sync::Arc;

use lopdf::{Dictionary, Stream};
use rayon::prelude::*;

use super::boxes::ending;
use super::marked_content::Sequence;
use super::page_content::{self, ArrangedPage, PageContent};
use crate::config::Profile;
use crate::frame::{Page, PageItem, PlacedLine};
use crate::pdf::font::code_book::CodeBook;
use crate::pdf::font::font_metrics::Metrics;
use crate::pdf::image::colour;
use crate::pdf::image::placement::Placement;
use crate::pdf::object::deflate::deflated;
use crate::pdf::text::arrange::{LineEnd, Surroundings, arrange};
use crate::pdf::text::rule_set::RuleSet;
use crate::pdf::text::shown_line::ShownLine;
use crate::pdf::{PdfError, Printing};

/// Pages that are arranged together: enough for every core, few enough to stay in its cache.
const TOGETHER: usize = 24;

/// A page whose content is compressed.
pub(in crate::pdf) struct WrittenPage {
    /// The content.
    pub(in crate::pdf) stream: Stream,
    /// The marked sequences of its content, by their numbers.
    pub(in crate::pdf) sequences: Vec<Sequence>,
}

/// Pages that are written, with what is left of them.
pub(in crate::pdf) struct WrittenPages {
    /// Their contents.
    pub(in crate::pdf) written: Vec<WrittenPage>,
    /// The pages; those that nobody else holds have no lines any more, which take more memory than all else.
    pub(in crate::pdf) rest: Vec<Arc<Page>>,
}

/// Writes pages; codes are given out in their order.
///
/// # Errors
/// A face has run out of codes.
pub(in crate::pdf) fn write(
    mut pages: Vec<Arc<Page>>,
    printing: &Printing<'_>,
    placement: &Placement,
    codes: &mut CodeBook<'_>,
) -> Result<WrittenPages, PdfError> {
    let by = Arrangement {
        metrics: codes.metrics,
        rules: codes.rules,
    };
    let ending = ending(printing);
    let mut written = Vec::with_capacity(pages.len());
    let first = pages.chunks(TOGETHER).next().unwrap_or_default();
    let mut arranged = arrange_pages(printing, first, by);
    let mut printed = Vec::new();
    let mut start = 0;
    while !arranged.is_empty() {
        let end = start + arranged.len();
        let next = pages[end..].chunks(TOGETHER).next().unwrap_or_default();
        let before = std::mem::take(&mut printed);
        let (now, (after, done)) = rayon::join(
            || page_content::write(printing, placement, std::mem::take(&mut arranged), codes),
            || {
                rayon::join(
                    || arrange_pages(printing, next, by),
                    || compressed(before, ending),
                )
            },
        );
        (printed, arranged) = (now?, after);
        written.extend(done);
        pages[start..end].iter_mut().for_each(drop_lines);
        start = end;
    }
    written.extend(compressed(printed, ending));
    Ok(WrittenPages {
        written,
        rest: pages,
    })
}

/// Gives back the lines of a page that is written, unless somebody else holds the page.
fn drop_lines(page: &mut Arc<Page>) {
    if let Some(page) = Arc::get_mut(page) {
        page.items.retain(|item| line_of(item).is_none());
        page.items.shrink_to_fit();
    }
}

/// Compresses the contents of pages at the same time; each ends in `ending`.
pub(in crate::pdf) fn compressed(pages: Vec<PageContent>, ending: &[u8]) -> Vec<WrittenPage> {
    let compress = |mut page: PageContent| {
        page.operators.extend(ending);
        WrittenPage {
            stream: deflated(Dictionary::new(), page.operators),
            sequences: page.sequences,
        }
    };
    pages.into_par_iter().map(compress).collect()
}

/// A line is below another when its baseline is by this many points.
const BELOW: f32 = 1.0;

/// What lines are arranged by.
#[derive(Clone, Copy)]
pub(in crate::pdf) struct Arrangement<'a> {
    /// The measures of the faces.
    pub(in crate::pdf) metrics: &'a Metrics,
    /// The rules.
    pub(in crate::pdf) rules: RuleSet,
}

/// Pages with their lines arranged.
pub(in crate::pdf) fn arrange_pages(
    printing: &Printing<'_>,
    pages: &[Arc<Page>],
    by: Arrangement<'_>,
) -> Vec<ArrangedPage> {
    let book_direction = printing.config.book.direction;
    let profile = printing.profile;
    let page = |page: &Arc<Page>| {
        let lines: Vec<&PlacedLine> = page.items.iter().filter_map(line_of).collect();
        let next = lines.iter().skip(1).map(Some).chain([None]);
        let shown = lines.iter().zip(next).map(|(line, next)| {
            let beside = next.is_some_and(|next| next.baseline.0 < line.baseline.0 + BELOW);
            let end = if beside {
                LineEnd::Beside
            } else {
                LineEnd::Below
            };
            let around = Surroundings {
                book_direction,
                end,
                rules: by.rules,
            };
            inked(arrange(line, by.metrics, around), profile)
        });
        let lines = shown.collect();
        let page = Arc::clone(page);
        ArrangedPage { page, lines }
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
    styles.for_each(|style| style.ink = colour::printed(style.ink, profile));
    line
}
