//! What lies on the desk in, one JSON object for the browser out.

use serde::Serialize;
use serde_json::{Value, json};

use super::desk::{Good, Known, Shown};
use crate::book::Diagnostics;
use crate::diag::{Counts, Renderer};
use crate::frame::{Page, Rect, Side};
use crate::view::{PageKey, Spot};

/// All that the page shows, but the pictures of pages.
#[derive(Serialize)]
struct State<'a> {
    round: u64,
    working: bool,
    stale: bool,
    failure: Option<&'a str>,
    editor: bool,
    counts: Value,
    messages: Vec<Value>,
    changed: Option<Value>,
    shown: Option<Value>,
    book: Option<BookNow<'a>>,
}

#[derive(Serialize)]
struct BookNow<'a> {
    title: &'a str,
    language: &'a str,
    direction: &'a str,
    size: [f32; 2],
    pages: Vec<Row<'a>>,
    contents: Vec<Value>,
}

/// A page. A long book has thousands, which are told after each change: they go straight into the text.
#[derive(Serialize)]
struct Row<'a> {
    key: String,
    words: String,
    folio: &'a str,
    side: &'static str,
}

/// The state as JSON.
///
/// # Errors
/// None of its values can fail to be JSON.
pub(super) fn state(known: &Known, has_editor: bool) -> serde_json::Result<String> {
    let found = known.found.as_deref();
    let counts = found.map(Diagnostics::counts).unwrap_or_default();
    let Counts {
        errors,
        warnings,
        hints,
    } = counts;
    serde_json::to_string(&State {
        round: known.round,
        working: known.working,
        stale: known.stale,
        failure: known.failure.as_deref(),
        editor: has_editor,
        counts: json!({ "error": errors, "warning": warnings, "hint": hints }),
        messages: found.map(messages).unwrap_or_default(),
        changed: known.changed.map(spot),
        shown: known.shown.as_ref().map(
            |Shown { count, line }| json!({ "count": count, "file": line.file, "line": line.line }),
        ),
        book: known.good.as_deref().map(book),
    })
}

/// Each message in the shape of `--message-format json`.
fn messages(found: &Diagnostics) -> Vec<Value> {
    let renderer = Renderer {
        map: found.texts(),
        folder: "",
        whole: "",
    };
    let objects = found
        .iter()
        .filter_map(|one| serde_json::from_str(&renderer.json(one)).ok());
    objects.collect()
}

fn book(good: &Good) -> BookNow<'_> {
    let book = &good.book;
    let settings = &book.manuscript().config.book;
    let pages = book.pages().pages.iter().zip(&good.keys);
    let contents = book.contents().into_iter();
    let contents =
        contents.map(|line| json!({ "level": line.level, "title": line.title, "page": line.page }));
    let (width, height) = book.pages().size;
    BookNow {
        title: &settings.title,
        language: settings.language.as_str(),
        direction: settings.direction.as_html(),
        size: [width.0, height.0],
        pages: pages.map(|(page, key)| row(page, *key)).collect(),
        contents: contents.collect(),
    }
}

/// A place in the pages.
pub(super) fn spot(spot: Spot) -> Value {
    json!({ "page": spot.page, "area": area(spot.rect) })
}

/// Left, top, width and height, in points.
pub(super) fn area(rect: Rect) -> [f32; 4] {
    [rect.x.0, rect.y.0, rect.width.0, rect.height.0]
}

fn row(page: &Page, key: PageKey) -> Row<'_> {
    Row {
        key: format!("{:016x}", key.picture),
        words: format!("{:016x}", key.words),
        folio: &page.folio,
        side: match page.side {
            Side::Left => "left",
            Side::Right => "right",
        },
    }
}
