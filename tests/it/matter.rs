//! What must be true of the parts of a book that are no chapters, and of the numbers of those that are.

use std::io::{Cursor, Read};

use sahhaf::diag::Sink;
use sahhaf::frame::{Page, PageItem, Pages};
use sahhaf::pipeline::{self, Manuscript, NoObserver, Output};
use sahhaf::source::{MemoryFiles, SourceMap};

const SETTINGS: &str = "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nchapters = [\n\
    { file = \"0.md\", matter = \"dedication\" }, { file = \"1.md\", matter = \"epigraph\" },\n\
    \"2.md\", \"3.md\", \"4.md\", \"5.md\"]\n";

fn book() -> MemoryFiles {
    MemoryFiles::default()
        .with("book.toml", SETTINGS)
        .with("0.md", "تقدیم به مادرم")
        .with("1.md", "هر که بامش بیش، برفش بیشتر.\n\nمثل")
        .with(
            "2.md",
            "---\nmatter: preface\n---\n# سخنی با خواننده\n\nمتن پیش‌گفتار.\n",
        )
        .with("3.md", "# سفر\n\nمتن.\n")
        .with("4.md", "# بازگشت\n\nمتن.\n")
        .with("5.md", "# پیوست\n\nمتن.\n")
}

pub(crate) fn read(files: &MemoryFiles) -> (Manuscript, Sink) {
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let manuscript = pipeline::read(files, &mut map, &mut sink).unwrap();
    let manuscript = manuscript.unwrap_or_else(|| panic!("{:?}", sink.found()));
    (manuscript, sink)
}

pub(crate) fn codes(sink: &Sink) -> Vec<&'static str> {
    let found = sink.found().iter();
    found.map(|found| found.code.name()).collect()
}

/// The lines of a page from its top down, whatever they are.
fn words(page: &Page) -> Vec<String> {
    let lines = page.items.iter().filter_map(|item| match item {
        PageItem::Line(line) => Some(line),
        PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => None,
    });
    lines.map(|line| line.text.trim().to_owned()).collect()
}

/// The words of every page, pages without any as an empty list.
pub(crate) fn pages(set: &Pages) -> Vec<Vec<String>> {
    set.pages.iter().map(|page| words(page)).collect()
}

#[test]
fn dedication_and_epigraph_stand_alone_before_the_contents_and_a_preface_is_counted_in_letters() {
    let (manuscript, sink) = read(&book());
    assert_eq!(codes(&sink), [""; 0]);
    let plan = manuscript.config.plan.as_ref().unwrap();
    assert_eq!(plan.sentence(), "book.toml: 6 chapters");
    let pages = pages(&manuscript.pages(&mut Sink::default()));
    let empty = Vec::<String>::new();
    // Title, its back, dedication, epigraph: each on an odd page, nothing beside them.
    assert_eq!(pages[2], ["تقدیم به مادرم"]);
    assert_eq!(pages[3], empty);
    assert_eq!(pages[4], ["هر که بامش بیش، برفش بیشتر.", "مثل"]);
    assert_eq!(pages[5], empty);
    let contents = pages[6].join("|");
    for line in ["فهرست", "سخنی با خواننده|ط", "سفر|۱", "بازگشت|۳", "پیوست|۵"]
    {
        assert!(contents.contains(line), "{line} in {contents}");
    }
    assert!(!contents.contains("تقدیم"), "{contents}");
    // The ninth page, «ط».
    assert_eq!(pages[8], ["ط", "سخنی با خواننده", "متن پیش‌گفتار."]);
    assert_eq!(pages[10], ["۱", "فصل یکم", "سفر", "متن."]);
    assert_eq!(pages[12], ["۳", "فصل دوم", "بازگشت", "متن."]);
    assert_eq!(pages[14], ["۵", "پیوست", "متن."]);
}

#[test]
fn the_epub_says_what_each_part_is_and_has_them_in_the_order_of_the_pages() {
    let (manuscript, _) = read(&book());
    let mut sink = Sink::default();
    let books = manuscript
        .render(&[Output::Epub], &NoObserver, &mut sink)
        .unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(&books[0].bytes)).unwrap();
    let mut file = |name: &str| {
        let mut text = String::new();
        let mut entry = archive.by_name(&format!("OEBPS/{name}")).unwrap();
        entry.read_to_string(&mut text).unwrap();
        text
    };
    for (chapter, matter) in [
        "dedication",
        "epigraph",
        "preface",
        "chapter",
        "chapter",
        "appendix",
    ]
    .iter()
    .enumerate()
    {
        let text = file(&format!("chapter-0{}.xhtml", chapter + 1));
        let said = format!("epub:type=\"{matter}\" role=\"doc-{matter}\"");
        assert!(text.contains(&said), "{text}");
    }
    let chapter = file("chapter-04.xhtml");
    let heading = "<span class=\"chapter-label\">فصل یکم</span> سفر</h1>";
    assert!(chapter.contains(heading), "{chapter}");
    let package = file("content.opf");
    let spine = package.split("<spine").nth(1).unwrap();
    let order: Vec<&str> = spine
        .split("idref=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    let before = order.iter().position(|id| *id == "nav").unwrap();
    assert!(order[before - 1].contains("chapter-02"), "{order:?}");
    assert!(order[before + 1].contains("chapter-03"), "{order:?}");
    let start = "epub:type=\"bodymatter\" href=\"chapter-04.xhtml\"";
    assert!(file("nav.xhtml").contains(start));
}

#[test]
fn a_preface_behind_a_chapter_is_told_and_counted_with_the_text() {
    let settings = "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nchapters = [\"3.md\", \"2.md\"]\n";
    let (manuscript, sink) = read(&book().with("book.toml", settings));
    assert_eq!(codes(&sink), ["misplaced-matter"]);
    let pages = pages(&manuscript.pages(&mut Sink::default()));
    assert!(
        pages
            .iter()
            .any(|page| page.first().is_some_and(|folio| folio == "۳"))
    );
}

#[test]
fn chapters_are_numbered_as_the_book_asks() {
    let labels = |design: &str| {
        let settings = format!(
            "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nchapters = [\"3.md\", \"4.md\"]\n{design}"
        );
        let (manuscript, _) = read(&book().with("book.toml", settings));
        let pages = pages(&manuscript.pages(&mut Sink::default()));
        let opening = pages
            .into_iter()
            .find(|page| page.contains(&"بازگشت".to_owned()) && page[0] == "۳");
        opening.unwrap()[1].clone()
    };
    assert_eq!(labels(""), "فصل دوم");
    assert_eq!(labels("[design]\nchapter-number = \"digits\"\n"), "فصل ۲");
    assert_eq!(labels("[design]\nchapter-number = \"none\"\n"), "بازگشت");
}

#[test]
fn the_back_of_the_title_page_has_the_entry_of_the_library_and_a_solar_date() {
    let settings = "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nchapters = [\"3.md\", \"4.md\"]\n\
        publisher = \"نشر\"\ndate = 2026-11-22\n[colophon]\n\
        catalogue = [\"سرشناسه: کاتب، مهدی\", \"مشخصات ظاهری: {pages} ص.\"]\nlines = [\"چاپ اول\"]\n";
    let (manuscript, sink) = read(&book().with("book.toml", settings));
    assert_eq!(codes(&sink), [""; 0]);
    let pages = pages(&manuscript.pages(&mut Sink::default()));
    assert_eq!(pages[0], ["کتاب", "نشر", "۱۴۰۵"]);
    let back = [
        "سرشناسه: کاتب، مهدی",
        "مشخصات ظاهری: ۳ ص.",
        "چاپ اول",
        "نشر",
        "۱ آذر ۱۴۰۵",
    ];
    assert_eq!(pages[1], back);
}

/// A book of two parts, the second from a file with an epigraph, and an appendix behind them.
fn parted(more: &str) -> MemoryFiles {
    let settings = format!(
        "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nchapters = [\n\
         {{ part = \"جوانی\", chapters = [\"1.md\", \"2.md\"] }},\n\
         {{ file = \"p.md\", matter = \"part\" }}, \"3.md\", \"4.md\"]\n{more}"
    );
    MemoryFiles::default()
        .with("book.toml", settings)
        .with("1.md", "# سفر\n\nمتن.\n")
        .with("2.md", "# بازگشت\n\nمتن.\n")
        .with(
            "p.md",
            "# پیری\n\n::: epigraph\nپیری و معرکه‌گیری.\n\n— مثل\n:::\n",
        )
        .with(
            "3.md",
            format!(
                "# خانه\n\n{}\n",
                "متن این فصل دراز است و به صفحهٔ دیگر می‌رود. ".repeat(60)
            ),
        )
        .with("4.md", "# پیوست\n\nمتن.\n")
}

fn told_pages(files: &MemoryFiles) -> Vec<Vec<String>> {
    let (manuscript, sink) = read(files);
    assert_eq!(codes(&sink), [""; 0]);
    let mut sink = Sink::default();
    let found = pages(&manuscript.pages(&mut sink));
    assert_eq!(codes(&sink), [""; 0]);
    found
}

#[test]
fn a_part_has_an_odd_page_of_its_own_without_folio_and_nothing_on_its_back() {
    for opening in ["odd", "next"] {
        let pages = told_pages(&parted(&format!(
            "[pdf]\nchapter-opening = \"{opening}\"\n"
        )));
        let empty = Vec::<String>::new();
        let first = pages.iter().position(|page| *page == ["بخش یکم", "جوانی"]);
        let second = ["بخش دوم", "پیری", "پیری و معرکه‌گیری.", "— مثل"];
        let second = pages.iter().position(|page| *page == second);
        for at in [first.unwrap(), second.unwrap()] {
            // The first page of the file is an odd one.
            assert_eq!(at % 2, 0, "{opening}: {pages:?}");
            assert_eq!(pages[at + 1], empty, "{opening}: {pages:?}");
        }
        assert_eq!(pages[first.unwrap() + 2], ["۳", "فصل یکم", "سفر", "متن."]);
    }
}

#[test]
fn parts_stand_above_their_chapters_in_the_contents_and_an_appendix_below_none() {
    let files = parted("[design]\nrunning-head = \"part-chapter\"\n");
    let pages = told_pages(&files);
    let contents = pages
        .iter()
        .find(|page| page.contains(&"فهرست".to_owned()))
        .unwrap()
        .join("|");
    for line in ["بخش یکم: جوانی|۱", "سفر|۳", "بخش دوم: پیری|۷", "خانه|۹"]
    {
        assert!(contents.contains(line), "{line} in {contents}");
    }
    // Above an even page of the chapter stands its part.
    let goes_on = pages
        .iter()
        .find(|page| page[..].first().is_some_and(|folio| folio == "۱۰"))
        .unwrap();
    assert_eq!(goes_on[1], "پیری");
    let (manuscript, _) = read(&files);
    let below: Vec<u8> = manuscript
        .book
        .book
        .chapters
        .iter()
        .map(|chapter| chapter.standing.below)
        .collect();
    assert_eq!(below, [0, 1, 1, 0, 1, 0]);
}

#[test]
fn the_epub_nests_chapters_in_their_parts() {
    let (manuscript, _) = read(&parted(""));
    let epub = manuscript.epub(&[], &mut Sink::default()).unwrap();
    let part = crate::one_chapter::file_of(&epub, "OEBPS/chapter-04.xhtml");
    for expected in [
        "<section epub:type=\"part\" role=\"doc-part\"",
        "<span class=\"chapter-label\">بخش دوم</span>",
        "role=\"doc-epigraph\"",
    ] {
        assert!(part.contains(expected), "{expected} in {part}");
    }
    let nav = crate::one_chapter::file_of(&epub, "OEBPS/nav.xhtml").replace('\n', "");
    let nested = "بخش یکم: جوانی</a><ol><li><a href=\"chapter-02.xhtml#سفر\"";
    assert!(nav.contains(nested), "{nav}");
}

#[test]
fn an_edition_keeps_the_parts_of_the_chapters_that_it_has() {
    let files = MemoryFiles::default()
        .with(
            "book.toml",
            "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nchapters = [\n\
             { part = \"یک\", chapters = [\"1.md\"] }, { part = \"دو\", chapters = [\"2.md\", \"3.md\"] }]\n\
             [editions.short]\nwithout = [\"1.md\", \"2.md\"]\n",
        )
        .with("1.md", "# الف\n\nمتن.\n")
        .with("2.md", "# ب\n\nمتن.\n")
        .with("3.md", "# پ\n\nمتن.\n");
    let overrides = sahhaf::Overrides {
        edition: Some("short".to_owned()),
        ..sahhaf::Overrides::default()
    };
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let config = sahhaf::config::load_with(&overrides, &files, &mut map, &mut sink);
    let config = config.unwrap().unwrap();
    let book = sahhaf::markdown::read(&config, &files, &mut map, &mut sink).unwrap();
    let titles: Vec<String> = book
        .chapters
        .iter()
        .map(|one| sahhaf::model::plain_text(&one.title))
        .collect();
    assert_eq!(titles, ["دو", "پ"]);
}

#[test]
fn a_part_without_chapters_is_told() {
    let files = MemoryFiles::default()
        .with(
            "book.toml",
            "[book]\ntitle = \"کتاب\"\nchapters = [\"1.md\", { part = \"یک\" }]\n",
        )
        .with("1.md", "# الف\n\nمتن.\n");
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    sahhaf::config::load(&files, &mut map, &mut sink).unwrap();
    assert_eq!(codes(&sink), ["bad-value"]);
}
