//! What must be true of tables in both books: cells over several columns and rows, heads that come again.

use std::io::{Cursor, Read};

use crate::in_memory;
use sahhaf::diag::Sink;
use sahhaf::frame::{Page, PageItem, Pages, PlacedLine, Role, TextRole};
use sahhaf::model::{Block, BlockKind, Table, TableRow, plain_text};
use sahhaf::pipeline::{self, Manuscript};
use sahhaf::source::{MemoryFiles, SourceMap};

const SETTINGS: &str = "[book]\ntitle = \"کتاب\"\nchapters = [\"1.md\"]\n\
                        [pdf]\ntrim = \"110x160mm\"\n[epub]\npage-list = false\n";

/// A head of two rows over three columns, a cell over two rows, one over two columns.
const SPANS: &str = "# جدول\n\n<table><caption>جمعیت</caption>\
    <thead><tr><th rowspan=2>استان</th><th colspan=2>سال</th></tr><tr><th>مرد</th><th>زن</th></tr></thead>\
    <tbody><tr><th rowspan=2>فارس</th><td>شمار</td><td>۲</td></tr><tr><td colspan=2>بی آمار</td></tr></tbody></table>\n";

fn manuscript(chapter: &str) -> Manuscript {
    let files = MemoryFiles::default()
        .with("book.toml", SETTINGS)
        .with("1.md", chapter);
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let read = pipeline::read(&files, &mut map, &mut sink).unwrap();
    assert_eq!(sink.found().len(), 0, "{:?}", sink.found());
    read.unwrap()
}

fn pages(chapter: &str) -> Pages {
    manuscript(chapter).pages(&mut Sink::default())
}

fn epub(chapter: &str) -> String {
    let epub = manuscript(chapter).epub(&[], &mut Sink::default()).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(epub)).unwrap();
    let mut text = String::new();
    let mut file = archive.by_name("OEBPS/chapter-01.xhtml").unwrap();
    file.read_to_string(&mut text).unwrap();
    text
}

fn lines(page: &std::sync::Arc<Page>) -> impl Iterator<Item = &PlacedLine> {
    page.items.iter().filter_map(|item| match item {
        PageItem::Line(line) if line.role != TextRole::Running => Some(line),
        PageItem::Line(_) | PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => None,
    })
}

/// The table of a chapter that holds one.
fn table(chapter: &str) -> (Table, usize) {
    let (book, _, sink) = in_memory::read(&[("a.md", chapter)]);
    let blocks = &book.chapters[0].blocks;
    let found = blocks.iter().find_map(|block: &Block| match &block.kind {
        BlockKind::Table(table) => Some(table.clone()),
        _ => None,
    });
    (found.unwrap(), sink.found().len())
}

/// Cells as `words columns×rows`.
fn shape(rows: &[TableRow]) -> Vec<Vec<String>> {
    let row = |row: &TableRow| {
        let cells = row.cells.iter();
        let cells = cells.map(|cell| {
            let words = plain_text(&cell.content);
            format!("{words} {}×{}", cell.columns, cell.rows)
        });
        cells.collect()
    };
    rows.iter().map(row).collect()
}

#[test]
fn a_head_that_heads_nothing_is_the_body() {
    let html = "<table><thead><tr><th>الف</th><th>ب</th></tr></thead></table>\n";
    for chapter in ["| الف | ب |\n|---|---|\n", html] {
        let (table, told) = table(chapter);
        assert_eq!(
            (table.head.len(), table.body.len(), told),
            (0, 1, 0),
            "{chapter}"
        );
    }
}

#[test]
fn cells_take_the_columns_and_rows_that_html_says() {
    let (table, told) = table(SPANS);
    assert_eq!(told, 0);
    assert_eq!(
        shape(&table.head),
        [vec!["استان 1×2", "سال 2×1"], vec!["مرد 1×1", "زن 1×1"]]
    );
    assert_eq!(
        shape(&table.body),
        [vec!["فارس 1×2", "شمار 1×1", "۲ 1×1"], vec!["بی آمار 2×1"]]
    );
    assert!(table.body[0].cells[0].heads && !table.body[0].cells[1].heads);
}

#[test]
fn cells_that_reach_too_far_end_where_the_table_does_and_gaps_are_filled() {
    let rows =
        "<table><tr><td rowspan=9>a</td><td colspan=2>b</td></tr><tr><td>c</td></tr></table>\n";
    let (table, _) = table(&format!("# x\n\n{rows}"));
    assert_eq!(
        shape(&table.body),
        [vec!["a 1×2", "b 2×1"], vec!["c 1×1", " 1×1"]]
    );
    let crossing =
        "<table><tr><td>a</td><td rowspan=2>b</td></tr><tr><td colspan=2>c</td></tr></table>\n";
    let (table, _) = self::table(&format!("# x\n\n{crossing}"));
    assert_eq!(shape(&table.body), [vec!["a 1×1", "b 1×2"], vec!["c 1×1"]]);
}

#[test]
fn cells_over_several_columns_stand_across_them_on_paper() {
    let pages = pages(SPANS);
    let all: Vec<&PlacedLine> = pages.pages.iter().flat_map(lines).collect();
    let place = |words: &str| {
        let line = all.iter().find(|line| line.text.trim() == words);
        let line = line.unwrap_or_else(|| panic!("no line {words}"));
        let left = line.runs.iter().map(|run| run.x.0).fold(f32::MAX, f32::min);
        let right = line.runs.iter().map(|run| (run.x + run.width()).0);
        (left, right.fold(f32::MIN, f32::max), line.baseline.0)
    };
    let (year, man, woman) = (place("سال"), place("مرد"), place("زن"));
    assert!(
        woman.0 < year.0 && year.1 < man.1,
        "{year:?} over {man:?} and {woman:?}"
    );
    assert!(year.2 < man.2);
    assert!((place("استان").2 - year.2).abs() < 0.01);
    assert!((place("فارس").2 - place("شمار").2).abs() < 0.01);
}

#[test]
fn the_tags_say_how_far_cells_reach_and_what_heads_them() {
    let structure = pages(SPANS).structure;
    let cells: Vec<_> = structure
        .elements()
        .map(|(_, element)| element)
        .filter(|element| matches!(element.role, Role::HeadCell | Role::RowHead | Role::Cell))
        .collect();
    let extents = cells.iter().filter_map(|cell| cell.extent);
    let extents: Vec<_> = extents
        .map(|extent| (extent.columns, extent.rows))
        .collect();
    assert_eq!(extents, [(1, 2), (2, 1), (1, 2), (2, 1)]);
    let heads: Vec<usize> = cells.iter().map(|cell| cell.heads.len()).collect();
    // «شمار» lies below «سال» and «مرد» and beside «فارس»; «بی آمار» below three heads.
    assert_eq!(heads, [0, 0, 0, 0, 1, 3, 3, 4]);
}

#[test]
fn the_epub_has_the_same_cells() {
    let text = epub(SPANS);
    for cell in [
        "<th scope=\"col\" rowspan=\"2\">استان</th>",
        "<th scope=\"col\" colspan=\"2\" class=\"align-center\">سال</th>",
        "<th scope=\"row\" rowspan=\"2\">فارس</th>",
        "<td colspan=\"2\">بی آمار</td>",
    ] {
        assert!(text.contains(cell), "{cell} in {text}");
    }
}

#[test]
fn a_table_that_goes_on_says_so_above_its_head() {
    let mut chapter = "# جدول\n\n| نام | شرح |\n|---|---|\n".to_owned();
    for row in 0..60 {
        chapter += &format!("| {row} | شرح |\n");
    }
    chapter += "\nجدول: فهرست نام‌ها\n";
    let pages = pages(&chapter);
    let again =
        |page: &&std::sync::Arc<Page>| lines(page).any(|line| line.text.contains("جدول ۱ (ادامه)"));
    let with_rows =
        |page: &&std::sync::Arc<Page>| lines(page).any(|line| line.text.trim() == "شرح");
    let rows: Vec<&std::sync::Arc<Page>> = pages.pages.iter().filter(with_rows).collect();
    assert!(rows.len() > 2);
    assert!(!again(&rows[0]));
    assert!(rows[1..].iter().all(again));
}
