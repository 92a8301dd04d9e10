//! What must be true of lists of figures and their like, and of credits, in both books.

use sahhaf::diag::Sink;
use sahhaf::frame::{PageItem, TextRole};
use sahhaf::pipeline;
use sahhaf::source::{MemoryFiles, SourceMap};

use crate::one_chapter::{file_of, lines_of};

const CHAPTER: &str = "# یکم\n\n![کوه](a.svg \"کوه بلند^[در شرح]\"){#fig:a credit=\"عکس: سوروگین\"}\n\n\
    | یک | دو |\n|---|---|\n| الف | ب |\n\nجدول: دو خانه {credit=\"منبع: مرکز آمار\"}\n\n\
    ```verse\n# غزل\nتوانا بود هر که دانا بود / ز دانش دل پیر برنا بود\n```\n\n\
    $$\na = b\n$$ {#eq:a}\n";

fn files(lists: &str) -> MemoryFiles {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"><path d=\"M0 0h9v9z\"/></svg>";
    let book = format!(
        "[book]\ntitle = \"کتاب\"\nchapters = [\"1.md\"]\n[epub]\npage-list = false\n[design]\nlists = {lists}\n"
    );
    MemoryFiles::default()
        .with("book.toml", book)
        .with("1.md", CHAPTER)
        .with("a.svg", svg)
}

const ALL: &str = "[\"figures\", \"tables\", \"formulas\", \"credits\"]";

/// The lines of the contents and of the lists, and the EPUB.
fn bound(lists: &str) -> (Vec<String>, Vec<u8>) {
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let read = pipeline::read(&files(lists), &mut map, &mut sink).unwrap();
    let manuscript = read.unwrap();
    let pages = manuscript.pages(&mut sink);
    assert_eq!(sink.found().len(), 0, "{:?}", sink.found());
    let lines = lines_of(&pages, |role| role == TextRole::Contents);
    let words = lines.iter().map(|line| line.text.trim().to_owned());
    let epub = manuscript.epub(&[], &mut Sink::default()).unwrap();
    (words.collect(), epub)
}

#[test]
fn lists_stand_behind_the_contents_with_pages_and_without_notes() {
    let (lines, epub) = bound(ALL);
    let shown = lines.join("|");
    for part in [
        "شکل ۱\u{2002}کوه بلند",
        "جدول ۱\u{2002}دو خانه",
        "رابطهٔ ۱",
        "شکل ۱\u{2002}عکس: سوروگین",
        "جدول ۱\u{2002}منبع: مرکز آمار",
    ] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    let nav = file_of(&epub, "OEBPS/nav.xhtml");
    for part in [
        "<nav epub:type=\"loi\" aria-labelledby=\"list-1\">",
        "<h2 id=\"list-1\">فهرست شکل‌ها</h2>",
        "<nav epub:type=\"lot\"",
        "#fig-a\">شکل ۱: کوه بلند</a>",
        "رابطهٔ ۱</a>",
        "شکل ۱: عکس: سوروگین</a>",
    ] {
        assert!(nav.contains(part), "{part} in {nav}");
    }
}

#[test]
fn a_credit_stands_below_its_caption_and_below_its_table() {
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let read = pipeline::read(&files("[]"), &mut map, &mut sink).unwrap();
    let manuscript = read.unwrap();
    let pages = manuscript.pages(&mut sink);
    let lines = lines_of(&pages, |role| role == TextRole::Body);
    let line = |words: &str| {
        let found = lines.iter().position(|line| line.text.contains(words));
        found.unwrap_or_else(|| panic!("no line {words}"))
    };
    assert_eq!(line("عکس: سوروگین"), line("کوه بلند") + 1);
    assert!(line("منبع: مرکز آمار") > line("ب"));
    let epub = manuscript.epub(&[], &mut Sink::default()).unwrap();
    let text = file_of(&epub, "OEBPS/chapter-01.xhtml");
    assert!(
        text.contains("<span class=\"credit\">عکس: سوروگین</span></figcaption>"),
        "{text}"
    );
    assert!(
        text.contains("<span class=\"credit\">منبع: مرکز آمار</span></caption>"),
        "{text}"
    );
}

#[test]
fn poems_with_a_title_are_listed_and_names_of_lists_are_known() {
    let (lines, epub) = bound("[\"poems\"]");
    assert!(
        lines
            .iter()
            .any(|line| line == "غزل" || line.starts_with("غزل")),
        "{lines:?}"
    );
    let nav = file_of(&epub, "OEBPS/nav.xhtml");
    assert!(nav.contains("#poem\">غزل</a>"), "{nav}");
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    drop(pipeline::read(&files("[\"figure\"]"), &mut map, &mut sink));
    let codes: Vec<&str> = sink.found().iter().map(|one| one.code.name()).collect();
    assert_eq!(codes, ["bad-value"]);
}

#[test]
fn printed_pages_of_the_lists_are_marked_where_each_list_begins() {
    let settings =
        format!("[book]\ntitle = \"کتاب\"\nchapters = [\"1.md\"]\n[design]\nlists = {ALL}\n");
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let read = pipeline::read(&files(ALL).with("book.toml", settings), &mut map, &mut sink);
    let manuscript = read.unwrap().unwrap();
    let printed = manuscript.pages(&mut sink).printed;
    let epub = manuscript.epub(&printed, &mut sink).unwrap();
    let nav = file_of(&epub, "OEBPS/nav.xhtml");
    let at = |part: &str| nav.find(part).unwrap_or_else(|| panic!("{part} in {nav}"));
    let mut places = Vec::new();
    for (list, page) in (1..=4).zip(3..) {
        places.push(at(&format!("id=\"page-front-{page}\"")));
        places.push(at(&format!("aria-labelledby=\"list-{list}\"")));
    }
    assert!(places.is_sorted(), "{places:?} in {nav}");
}

#[test]
fn a_picture_of_a_heading_is_as_high_as_a_line_of_the_contents() {
    let sign = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"200\"><rect width=\"300\" height=\"200\"/></svg>";
    let files = MemoryFiles::default()
        .with(
            "book.toml",
            "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nchapters = [\"1.md\"]\n",
        )
        .with("1.md", "# ![نشان](sign.svg) آغاز\n\nمتن\n")
        .with("sign.svg", sign);
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let manuscript = pipeline::read(&files, &mut map, &mut sink)
        .unwrap()
        .unwrap();
    let pages = manuscript.pages(&mut sink);
    let heights = pages
        .pages
        .iter()
        .flat_map(|page| &page.items)
        .filter_map(|item| match item {
            PageItem::Picture(picture) => Some(picture.rect.height.0),
            _ => None,
        });
    let heights: Vec<f32> = heights.collect();
    assert_eq!(heights.len(), 2, "{heights:?}");
    assert!(heights[0] < 20.0 && heights[1] > heights[0], "{heights:?}");
}
