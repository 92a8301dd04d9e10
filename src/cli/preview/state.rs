//! What lies on the desk in, one JSON object for the browser out.

use serde_json::{Value, json};

use super::desk::{Good, Known};
use crate::book::Diagnostics;
use crate::diag::{Counts, Renderer};
use crate::frame::{Page, Side};
use crate::view::PageKey;

/// All that the page shows, but the pictures of pages.
pub(super) fn state(known: &Known, has_editor: bool) -> Value {
    let found = known.found.as_deref();
    let counts = found.map(Diagnostics::counts).unwrap_or_default();
    let Counts {
        errors,
        warnings,
        hints,
    } = counts;
    json!({
        "round": known.round,
        "working": known.working,
        "stale": known.stale,
        "failure": known.failure.as_deref(),
        "editor": has_editor,
        "counts": { "error": errors, "warning": warnings, "hint": hints },
        "messages": found.map(messages).unwrap_or_default(),
        "book": known.good.as_deref().map(book),
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

fn book(good: &Good) -> Value {
    let book = &good.book;
    let settings = &book.manuscript().config.book;
    let pages = book.pages().pages.iter().zip(&good.keys);
    let pages: Vec<Value> = pages.map(|(page, key)| row(page, *key)).collect();
    let contents = book.contents().into_iter();
    let contents: Vec<Value> = contents
        .map(|line| json!({ "level": line.level, "title": line.title, "page": line.page }))
        .collect();
    let (width, height) = book.pages().size;
    json!({
        "title": settings.title,
        "language": settings.language.as_str(),
        "direction": settings.direction.as_html(),
        "size": [width.0, height.0],
        "pages": pages,
        "contents": contents,
    })
}

fn row(page: &Page, key: PageKey) -> Value {
    let side = match page.side {
        Side::Left => "left",
        Side::Right => "right",
    };
    json!({
        "key": format!("{:016x}", key.picture),
        "words": format!("{:016x}", key.words),
        "folio": page.folio,
        "side": side,
    })
}
