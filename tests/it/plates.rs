//! What must be true of figures and tables that ask for a place: turned, on pages of their own, at the head of a page.

use sahhaf::diag::Sink;
use sahhaf::frame::{Page, PageItem, Pages, PlacedLine, PlacedPicture, Rect, TextRole, Turn};

use crate::one_chapter::OneChapter;

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"400\" height=\"300\"><path d=\"M0 0h9v9z\"/></svg>";

fn book(chapter: &str) -> OneChapter {
    OneChapter::on_pages("110x160mm", chapter).with("a.svg", SVG)
}

fn told(book: &OneChapter) -> Vec<&'static str> {
    let (manuscript, mut sink) = book.read();
    manuscript.pages(&mut sink);
    sink.found().iter().map(|one| one.code.name()).collect()
}

fn pages(chapter: &str) -> Pages {
    let book = book(chapter);
    assert_eq!(told(&book), [""; 0]);
    book.pages()
}

fn lines(page: &Page) -> Vec<&PlacedLine> {
    let items = page.items.iter();
    let lines = items.filter_map(|item| match item {
        PageItem::Line(line) => Some(line),
        _ => None,
    });
    lines.collect()
}

fn words(page: &Page) -> String {
    let texts: Vec<&str> = lines(page).iter().map(|line| line.text.trim()).collect();
    texts.join("|")
}

fn pictures(pages: &Pages) -> Vec<(&Page, &PlacedPicture)> {
    let each = pages.pages.iter();
    let pictures = each.flat_map(|page| {
        page.items.iter().filter_map(move |item| match item {
            PageItem::Picture(picture) => Some((&**page, picture)),
            _ => None,
        })
    });
    pictures.collect()
}

/// Paragraphs that fill some pages.
fn prose(paragraphs: usize) -> String {
    "این بند چند سطر دارد تا صفحه‌ای پر شود و متن پس از آن در صفحهٔ دیگر ادامه یابد و باز هم.\n\n"
        .repeat(paragraphs)
}

/// A table of some rows with a caption.
fn table(rows: usize, braces: &str) -> String {
    let row = |at: usize| format!("| سطر {at} | الف | ب | پ |\n");
    let rows: String = (1..=rows).map(row).collect();
    format!("| نام | یک | دو | سه |\n|---|---|---|---|\n{rows}\nجدول: پهن {braces}\n\n")
}

#[test]
fn a_turned_table_has_a_page_of_its_own_and_the_text_goes_on_around_it() {
    let chapter = format!(
        "# ف\n\nپیش.\n\n{}پس.\n\n{}",
        table(3, "{.landscape}"),
        prose(8)
    );
    let pages = pages(&chapter);
    let turned = pages
        .pages
        .iter()
        .position(|page| page.turn == Turn::Clockwise);
    let turned = turned.expect("a page is turned");
    let before = words(&pages.pages[turned - 1]);
    assert!(
        before.contains("پیش.") && before.contains("پس."),
        "{before}"
    );
    let page = &pages.pages[turned];
    let shown = words(page);
    assert!(
        shown.starts_with("جدول 1: پهن") || shown.starts_with("جدول ۱: پهن"),
        "{shown}"
    );
    assert!(
        shown.contains("سطر 3") || shown.contains("سطر ۳"),
        "{shown}"
    );
    // Neither running head nor folio: both would stand beside the table.
    assert!(
        lines(page)
            .iter()
            .all(|line| line.role != TextRole::Running)
    );
    // All of it stands on the paper, in the text block.
    for line in lines(page) {
        for run in &line.runs {
            let rect = Rect {
                x: run.x,
                y: line.baseline,
                width: run.width(),
                ..Rect::default()
            };
            let on_paper = pages.on_paper(page, rect);
            assert!(
                on_paper.x.0 > 20.0 && on_paper.x < pages.size.0,
                "{on_paper:?}"
            );
            assert!(on_paper.y.0 > 20.0 && on_paper.y + on_paper.height < pages.size.1);
        }
    }
}

#[test]
fn a_long_turned_table_goes_on_on_the_next_page_below_its_head() {
    let pages = pages(&format!(
        "# ف\n\nپیش.\n\n{}پس.\n",
        table(40, "{.landscape}")
    ));
    let turned: Vec<String> = pages
        .pages
        .iter()
        .filter(|page| page.turn != Turn::Upright)
        .map(|page| words(page))
        .collect();
    assert!(turned.len() > 1, "{turned:?}");
    for page in &turned {
        assert_eq!(page.matches("نام").count(), 1, "{page}");
    }
    let rows = turned.iter().map(|page| page.matches("سطر").count());
    assert_eq!(rows.sum::<usize>(), 40);
    assert!(turned[1].contains("ادامه"), "{turned:?}");
}

#[test]
fn notes_of_a_turned_table_stand_at_its_foot() {
    let chapter = "# ف\n\nپیش.\n\n| یک | دو |\n|---|---|\n| الف^[یادداشت خانه] | ب |\n\nجدول: پهن {.landscape}\n\nپس.\n";
    let pages = pages(chapter);
    let page = pages
        .pages
        .iter()
        .find(|page| page.turn != Turn::Upright)
        .unwrap();
    let lines = lines(page);
    let note = lines
        .iter()
        .find(|line| line.role == TextRole::Note)
        .unwrap();
    assert!(note.text.contains("یادداشت خانه"));
    assert!(note.baseline < pages.content_height(page));
    let last = lines.iter().filter(|line| line.role != TextRole::Note);
    assert!(last.clone().all(|line| line.baseline < note.baseline));
}

#[test]
fn a_figure_of_a_page_fills_it_and_keeps_its_caption() {
    let chapter = format!(
        "# ف\n\n{}![کوه](a.svg \"کوه بلند\"){{.page}}\n\n{}",
        prose(2),
        prose(2)
    );
    let pages = pages(&chapter);
    let (page, picture) = pictures(&pages)[0];
    assert_eq!(page.turn, Turn::Upright);
    let body = lines(page)
        .into_iter()
        .filter(|line| line.role == TextRole::Body);
    let body: Vec<&str> = body.map(|line| line.text.trim()).collect();
    assert_eq!(body.len(), 1, "{body:?}");
    assert!(body[0].ends_with("کوه بلند"), "{body:?}");
    // 400 by 300 pixels are 300 points wide by themselves, and the column is narrower.
    assert!((picture.rect.width.0 * 0.75 - picture.rect.height.0).abs() < 0.1);
    assert!(picture.rect.width.0 > 200.0, "{picture:?}");
}

#[test]
fn a_figure_that_bleeds_covers_the_paper_above_its_caption() {
    let alone = pages("# ف\n\nمتن.\n\n![کوه](a.svg){.bleed}\n");
    let (width, height) = alone.size;
    let (page, picture) = pictures(&alone)[0];
    assert_eq!(lines(page).len(), 0);
    for rect in [picture.rect, picture.seen.unwrap()] {
        assert!(rect.x.0 <= 0.0 && rect.y.0 <= 0.0, "{rect:?}");
        assert!(rect.x + rect.width >= width && rect.y + rect.height >= height);
    }
    // Its proportions stay: what is too wide is cut.
    assert!((picture.rect.width.0 * 0.75 - picture.rect.height.0).abs() < 0.1);
    let captioned = pages("# ف\n\nمتن.\n\n![کوه](a.svg \"کوه\"){.bleed}\n");
    let (page, picture) = pictures(&captioned)[0];
    let seen = picture.seen.unwrap();
    let caption = lines(page)[0];
    assert!(caption.baseline > seen.y + seen.height, "{seen:?}");
    assert!(caption.runs[0].x.0 > 20.0);
}

#[test]
fn a_figure_stands_where_it_is_asked_to() {
    let chapter = |braces: &str| {
        format!(
            "# ف\n\n{}![کوه](a.svg){braces}\n\nپایان.\n\n{}",
            prose(1),
            prose(6)
        )
    };
    let page_of_figure = |braces| {
        let pages = pages(&chapter(braces));
        let shown = pages.pages.iter().position(|page| {
            page.items
                .iter()
                .any(|item| matches!(item, PageItem::Picture(_)))
        });
        let end = pages
            .pages
            .iter()
            .position(|page| words(page).contains("پایان."));
        (shown.unwrap(), end.unwrap())
    };
    // At its place it fits beside the text of the first page; at the head of a page it stands on the next.
    let (here, end) = page_of_figure("{width=40% placement=here}");
    assert_eq!(here, end);
    let (top, end) = page_of_figure("{width=40% placement=top}");
    assert_eq!(top, end + 1);
    let (page, end) = page_of_figure("{width=40% fig-pos=p}");
    assert_eq!(page, end + 1);
}

#[test]
fn a_place_that_cannot_be_is_told() {
    for (chapter, code) in [
        ("# ف\n\nمتن. {.landscape}\n", "unread-class"),
        (
            "# ف\n\n- مورد\n\n  ![کوه](a.svg){.landscape}\n",
            "unread-class",
        ),
        ("# ف\n\n::: {.landscape}\nمتن.\n:::\n", "unread-class"),
        ("# ف\n\n![کوه](a.svg){placement=left}\n", "bad-value"),
    ] {
        assert_eq!(told(&book(chapter)), [code], "{chapter}");
    }
    // A box of a site around everything asks for nothing.
    let site = pages("# ف\n\n<div class=\"page\">\n\n![کوه](a.svg){width=20%}\n\nمتن.\n\n</div>\n");
    let (page, _) = pictures(&site)[0];
    assert!(words(page).contains("متن."));
    assert_eq!(
        told(&book("# ف\n\n::: {.landscape}\n![کوه](a.svg)\n:::\n")),
        [""; 0]
    );
}

#[test]
fn in_the_epub_a_turned_table_is_a_table() {
    let text = book(&format!("# ف\n\n{}", table(2, "{#tbl-a .landscape}"))).epub();
    assert!(
        text.contains("<table") && text.contains("landscape"),
        "{text}"
    );
}

#[test]
fn the_pdf_of_a_turned_page_turns_its_content_and_not_the_page() {
    let (manuscript, _) = book(&format!("# ف\n\nپیش.\n\n{}", table(2, "{.landscape}"))).read();
    let pages = manuscript.pages(&mut Sink::default());
    let bytes = manuscript.pdf(&pages).unwrap();
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    let turned = pages
        .pages
        .iter()
        .position(|page| page.turn != Turn::Upright)
        .unwrap();
    let ids: Vec<_> = file.get_pages().into_values().collect();
    let content = String::from_utf8_lossy(&file.get_page_content(ids[turned])).into_owned();
    assert!(content.starts_with("q\n0 -1 1 0 0 "), "{}", &content[..40]);
    assert!(
        file.get_dictionary(ids[turned])
            .unwrap()
            .get(b"Rotate")
            .is_err()
    );
}
