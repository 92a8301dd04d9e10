//! What lies on the desk in, JSON for the browser out: the whole state once, then what is new of it.

use serde::Serialize;
use serde_json::{Value, json};

use super::exchange::{PreviewSnapshot, Shown};
use super::keyed_book::KeyedBook;
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
    /// Counts the good books: who knows one can go on to the next by its step.
    edition: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    book: Option<BookNow<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<Step<'a>>,
}

/// How the good book came out of the one before it.
#[derive(Serialize)]
struct Step<'a> {
    /// The pages that are others, with their places.
    pages: Vec<(usize, Row<'a>)>,
    /// The page on which the author has just written. Whoever looks at it need not ask for it.
    picture: Option<Picture>,
}

/// A page as it looks.
#[derive(Serialize)]
struct Picture {
    page: usize,
    svg: String,
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
pub(super) fn whole(known: &PreviewSnapshot, has_editor: bool) -> String {
    let book = known.good.as_deref().map(book);
    let state = State {
        book,
        ..without_book(known, has_editor)
    };
    json(&state)
}

/// What a browser has to hear that knows what was before: that a try has begun, or what came of it.
pub(super) fn news(known: &PreviewSnapshot, has_editor: bool) -> String {
    if known.working {
        return json!({ "round": known.round, "working": true }).to_string();
    }
    let state = State {
        step: known.good.as_deref().and_then(|good| step(known, good)),
        ..without_book(known, has_editor)
    };
    json(&state)
}

/// None of the values can fail to be JSON: their keys are words, and their numbers are finite.
fn json(state: &State<'_>) -> String {
    serde_json::to_string(state).unwrap_or_default()
}

fn without_book(known: &PreviewSnapshot, has_editor: bool) -> State<'_> {
    let found = known.found.as_deref();
    let counts = found.map(Diagnostics::counts).unwrap_or_default();
    let Counts {
        errors,
        warnings,
        hints,
    } = counts;
    State {
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
        edition: known.edition,
        book: None,
        step: None,
    }
}

fn step<'a>(known: &PreviewSnapshot, good: &'a KeyedBook) -> Option<Step<'a>> {
    let turned = known.turned.as_deref()?;
    let rows = turned.iter().filter_map(|page| {
        let (shown, key) = good
            .book
            .pages()
            .pages
            .get(*page)
            .zip(good.keys.get(*page))?;
        Some((*page, row(shown, *key)))
    });
    let written = known.changed.map(|spot| spot.page);
    let written = written.filter(|page| turned.contains(page));
    Some(Step {
        pages: rows.collect(),
        picture: written.and_then(|page| {
            let svg = good.book.svg(page)?;
            Some(Picture { page, svg })
        }),
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

fn book(good: &KeyedBook) -> BookNow<'_> {
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

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{news, whole};
    use crate::book::{Book, Diagnostics};
    use crate::cli::preview::exchange::PreviewExchange;
    use crate::cli::preview::keyed_book::KeyedBook;
    use crate::source::MemoryFiles;

    fn lay(desk: &PreviewExchange, last: &str) {
        let words = "کتاب خوب را دوباره می‌خوانند و هر بار چیز تازه‌ای می‌یابند.\n\n".repeat(90);
        let files = MemoryFiles::default()
            .with("book.toml", "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\n")
            .with("1.md", format!("# یک\n\n{words}{last}\n"));
        let book = Book::open(&files).unwrap().resolve().unwrap().set();
        desk.begin();
        desk.lay(Some(KeyedBook::new(book)), Diagnostics::default());
    }

    #[test]
    fn who_knows_the_book_before_hears_of_the_pages_that_are_others_alone() {
        let read = |text: String| -> Value { serde_json::from_str(&text).unwrap() };
        let desk = PreviewExchange::default();
        lay(&desk, "پایان.");
        let first = read(whole(&desk.now(), false));
        let pages = first["book"]["pages"].as_array().unwrap();
        assert!(
            read(news(&desk.now(), false))["step"].is_null(),
            "there was none before"
        );

        lay(&desk, "انجام.");
        let now = read(news(&desk.now(), false));
        assert_eq!(now["edition"], 2);
        assert!(now["book"].is_null());
        let last = pages.len() - 1;
        let [turned] = now["step"]["pages"].as_array().unwrap().as_slice() else {
            panic!("one page is another");
        };
        assert_eq!(turned[0], last);
        assert_ne!(turned[1]["key"], pages[last]["key"]);
        assert_eq!(now["step"]["picture"]["page"], last);
        let svg = now["step"]["picture"]["svg"].as_str().unwrap();
        assert!(svg.starts_with("<svg"), "{svg}");

        desk.begin();
        let begun = read(news(&desk.now(), false));
        assert_eq!(begun.as_object().unwrap().len(), 2, "that a try has begun");
    }
}
