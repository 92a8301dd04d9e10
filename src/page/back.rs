//! The page that ends the book: its title in another language. The text on sheets in, a sheet more behind it out.
//!
//! Who takes a Persian book with its back up holds it as an English one: the spine is at the left, and the last page is
//! the first that is seen. It is an even page, whose back is the last one of the text or an empty one.

use std::sync::Arc;

use super::collect::{self, Collector};
use super::compose::Paginated;
use super::design::Design;
use super::front::{belongs_to_the_tool, fill_up};
use super::order::{BookPart, Order};
use super::{SetPart, Sources};
use crate::config::Config;

/// Puts the title page in another language behind the text, where the book has one.
pub(super) fn end(body: &mut SetPart, sources: Sources<'_>, design: &Design, order: &Order) {
    // Most books have none, and a book that is set again and again asks each time.
    if pages(sources.config) == 0 {
        return;
    }
    let branch = order.branch(BookPart::ForeignTitle);
    let mut collector = Collector::new(sources, design, branch);
    let Some(sheet) = collect::foreign_title_page(&mut collector) else {
        return;
    };
    let mut last = Paginated {
        sheets: vec![Arc::new(sheet)],
        ..Paginated::default()
    };
    belongs_to_the_tool(&mut last);
    // Sheets are counted from 1, so that an even number of them ends with an even page.
    let whole = (body.paginated.sheets.len() + 1).next_multiple_of(2);
    fill_up(&mut body.paginated, whole - 1);
    body.paginated.append(last);
    body.layout.append(collector.finish());
}

/// How many pages at the end of a book stay its last ones where empty pages are added for a press.
pub(super) fn pages(config: &Config) -> usize {
    usize::from(config.title_pages.foreign.is_some())
}
