//! What must be true of tables in both books: cells over several columns and rows, heads that come again.

use std::sync::Arc;

use sahhaf::frame::{Page, PageItem, Pages, PlacedLine, Role, TextRole};
use sahhaf::model::{Block, BlockKind, Table, TableRow, plain_text};

use crate::in_memory;
use crate::one_chapter::{Edges, OneChapter, line_of, lines_of};

/// A head of two rows over three columns, a cell over two rows, one over two columns.
const SPANS: &str = "# جدول\n\n<table><caption>جمعیت</caption>\
    <thead><tr><th rowspan=2>استان</th><th colspan=2>سال</th></tr><tr><th>مرد</th><th>زن</th></tr></thead>\
    <tbody><tr><th rowspan=2>فارس</th><td>شمار</td><td>۲</td></tr><tr><td colspan=2>بی آمار</td></tr></tbody></table>\n";

/// Rows of a file of data; those that tables ask for.
const DATA: &str = "استان,جمعیت,شرح\nفارس,۴٬۸۵۱٫۲,\"الف | ب\"\nگیلان,۲٬۵۳۰,\"یک\nدو\"\n";

fn book(chapter: &str) -> OneChapter {
    OneChapter::on_pages("110x160mm", chapter).with("data.csv", DATA)
}

fn pages(chapter: &str) -> Pages {
    book(chapter).pages()
}

fn epub(chapter: &str) -> String {
    book(chapter).epub()
}

fn all_lines(chapter: &str) -> Vec<PlacedLine> {
    lines_of(&pages(chapter), |role| role != TextRole::Running)
}

fn lines_on(page: &Arc<Page>) -> impl Iterator<Item = &PlacedLine> {
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
fn a_table_without_bars_around_it_may_align_its_first_column() {
    let (table, _) = table("# جدول\n\nنام | سن\n:---|---:\nعلی | ۱۲\n");
    assert_eq!(shape(&table.head), [["نام 1×1", "سن 1×1"]]);
    assert_eq!(shape(&table.body), [["علی 1×1", "۱۲ 1×1"]]);
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
    let lines = all_lines(SPANS);
    let edges = |words: &str| Edges::of(line_of(&lines, words));
    let baseline = |words: &str| line_of(&lines, words).baseline.0;
    let (year, man, woman) = (edges("سال"), edges("مرد"), edges("زن"));
    assert!(
        woman.left < year.left && year.right < man.right,
        "{year:?} over {man:?} and {woman:?}"
    );
    assert!(baseline("سال") < baseline("مرد"));
    assert!((baseline("استان") - baseline("سال")).abs() < 0.01);
    assert!((baseline("فارس") - baseline("شمار")).abs() < 0.01);
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
    let again = |page: &&Arc<Page>| lines_on(page).any(|line| line.text.contains("جدول ۱ (ادامه)"));
    let with_rows = |page: &&Arc<Page>| lines_on(page).any(|line| line.text.trim() == "شرح");
    let rows: Vec<&Arc<Page>> = pages.pages.iter().filter(with_rows).collect();
    assert!(rows.len() > 2);
    assert!(!again(&rows[0]));
    assert!(rows[1..].iter().all(again));
}

/// The grid that has the cells of [`SPANS`].
const GRID: &str = "# جدول\n\n\
    +-------+-------+-----+\n\
    | استان | سال         |\n\
    |       +-------+-----+\n\
    |       | مرد   | زن  |\n\
    +=======+=======+=====+\n\
    | فارس  | شمار  | ۲   |\n\
    |       +-------+-----+\n\
    |       | بی آمار     |\n\
    +-------+-------------+\n\n: جمعیت {#tbl:g}\n";

#[test]
fn a_grid_of_signs_is_a_table_whose_cells_reach_as_far_as_their_borders() {
    let (book, _, sink) = in_memory::read(&[("a.md", GRID)]);
    assert_eq!(sink.found().len(), 0);
    let blocks = &book.chapters[0].blocks;
    let found = blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Table(table) => Some((table, block)),
        _ => None,
    });
    let (table, block) = found.unwrap();
    assert_eq!(
        shape(&table.head),
        [vec!["استان 1×2", "سال 2×1"], vec!["مرد 1×1", "زن 1×1"]]
    );
    assert_eq!(
        shape(&table.body),
        [vec!["فارس 1×2", "شمار 1×1", "۲ 1×1"], vec!["بی آمار 2×1"]]
    );
    assert_eq!(plain_text(table.caption.as_deref().unwrap()), "جمعیت");
    assert_eq!(block.attributes.id.as_deref(), Some("tbl:g"));
    let place = table.body[1].cells[0].content[0].span.range();
    assert_eq!(&GRID[place], "بی آمار");
    assert!(epub(GRID).contains("<td colspan=\"2\">بی آمار</td>"));
}

#[test]
fn cells_of_a_grid_hold_lines_with_marks_notes_and_alignments() {
    let grid = "# جدول\n\n> متن\n>\n> +:-----:+-----------+\n> | **الف**| - یک      |\n> |       | - دو^[نه] |\n> |       |           |\n> |       | 1. سه     |\n> +-------+-----------+\n";
    let text = epub(grid);
    assert!(
        text.contains("<td class=\"align-center\"><strong>الف</strong></td>"),
        "{text}"
    );
    assert!(text.contains("<td>• یک<br/>• دو<sup"), "{text}");
    assert!(text.contains("<br/>1. سه</td>"), "{text}");
    let quoted = text.find("<blockquote").unwrap()..text.find("</blockquote>").unwrap();
    assert!(quoted.contains(&text.find("<table").unwrap()));
}

#[test]
fn rows_of_a_file_are_a_table_with_caption_and_name() {
    for chapter in [
        "# جدول\n\n![آمار](data.csv){#tbl:a}\n\n[@tbl:a]\n",
        "# جدول\n\n::: table {file=data.csv #tbl:a}\nآمار\n:::\n\n[@tbl:a]\n",
        &format!("# جدول\n\n```csv {{.table #tbl:a}} آمار\n{DATA}```\n\n[@tbl:a]\n"),
    ] {
        let text = epub(chapter);
        assert!(
            text.contains("<span class=\"label\">جدول ۱:</span> آمار"),
            "{text}"
        );
        assert!(text.contains("<th scope=\"col\">جمعیت</th>"), "{text}");
        assert!(
            text.contains("<td>الف | ب</td>") && text.contains("<td>یک<br/>دو</td>"),
            "{text}"
        );
        assert!(text.contains(">جدول ۱</a>"), "{text}");
    }
}

#[test]
fn a_table_without_rows_and_one_without_its_file_are_told_at_their_line() {
    let book = OneChapter::of("# جدول\n\n![آمار](no.csv)\n\n![هیچ](empty.csv)\n");
    let (_, sink) = book.with("empty.csv", "\n\n").read();
    let told: Vec<_> = sink
        .found()
        .iter()
        .map(|found| (found.code.name(), found.span().unwrap().range().start))
        .collect();
    assert_eq!(told, [("missing-file", 12), ("bad-table", 33)]);
}

/// A column of numbers with fractions, the last strong, one not known.
const NUMBERS: &str = "# جدول\n\n| کالا | بها |\n|---|---|\n| الف | ۱۲٫۵ |\n| ب | ۱۲ |\n| پ | – |\n| ت | **۱۰۰٫۲۵** |\n| ث | ۱۰۰ |\n";

#[test]
fn decimal_signs_of_a_column_stand_below_each_other() {
    let lines = all_lines(NUMBERS);
    let edges = |words: &str| Edges::of(line_of(&lines, words));
    let (tenths, whole) = (edges("۱۲٫۵"), edges("۱۲"));
    assert!(
        (tenths.left - whole.left).abs() < 0.1,
        "{tenths:?} {whole:?}"
    );
    assert!(tenths.right > whole.right + 3.0, "{tenths:?} {whole:?}");
    let (hundredths, hundred) = (edges("۱۰۰٫۲۵"), edges("۱۰۰"));
    assert!(
        (hundred.right - whole.right).abs() < 0.1,
        "{hundred:?} {whole:?}"
    );
    // The strong digits are as wide as they are.
    assert!(hundredths.right > tenths.right && hundredths.left < tenths.left);
    assert!(edges("–").right < tenths.right);
}

#[test]
fn decimal_signs_stand_below_each_other_in_the_epub_too() {
    let text = epub(NUMBERS);
    let number = "<td><span class=\"decimal\" dir=\"ltr\"><span class=\"whole\" style=\"min-width: 1.86em\">۱۲</span>\
                  <span class=\"tail\" style=\"min-width: 1.86em\">٫۵</span></span></td>";
    assert!(text.contains(number), "{text}");
    assert!(
        text.contains("<td><strong><span class=\"decimal\""),
        "{text}"
    );
    let years = NUMBERS.replace('٫', "");
    assert!(!epub(&years).contains("\"decimal\""));
}

#[test]
fn a_table_does_not_begin_with_one_row_at_the_foot_of_a_page() {
    // So many lines above it that each place on a page is one where it could begin.
    for lines in 1..16 {
        let above = "متن\n\n".repeat(lines);
        let rows = "| ردیف | شرح |\n".repeat(9);
        let pages = pages(&format!(
            "# جدول\n\n{above}| نام | شرح |\n|---|---|\n{rows}"
        ));
        for page in &pages.pages {
            let rows = lines_on(page)
                .filter(|line| line.text.trim() == "ردیف")
                .count();
            assert_ne!(rows, 1, "{lines} lines above");
        }
    }
}

#[test]
fn a_caption_may_stand_above_its_table_and_one_below_belongs_to_the_table_before() {
    let rows = "| الف | ب |\n|---|---|\n| یک | دو |\n\n";
    let grid = "+---+---+\n| پ | ت |\n+===+===+\n| ۱ | ۲ |\n+---+---+\n\n";
    let chapter = format!(
        "# ج\n\nجدول: شبکه {{#tbl:a}}\n\n{grid}جدول: دوم {{#tbl:b}}\n\n{rows}متن.\n\n{rows}جدول: سوم {{#tbl:c}}\n\n{grid}[@tbl:a]، [@tbl:b] و [@tbl:c]\n"
    );
    let text = OneChapter::of(&chapter).epub();
    for part in [
        "جدول ۱:</span> شبکه</caption>",
        "جدول ۲:</span> دوم</caption>",
        "جدول ۳:</span> سوم</caption>",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert_eq!(text.matches("<caption>").count(), 3);
    let third = text.find("سوم</caption>").unwrap();
    assert!(text[third..].contains("الف") && text.find("شبکه</caption>") < text.find("پ"));
}

#[test]
fn a_latin_caption_stands_behind_its_label_where_reading_begins() {
    let chapter =
        "# فصل\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\nجدول: Mean and deviation, 2019–2021\n";
    let (pages, _) = crate::pages::set(&crate::pages::book(chapter));
    let all = crate::pages::body(&pages)
        .iter()
        .flat_map(crate::pages::lines);
    let line = all
        .filter(|line| line.text.contains("deviation"))
        .last()
        .unwrap();
    assert_eq!(line.direction, sahhaf::locale::Direction::Rtl);
    let left = line.runs.iter().min_by(|a, b| a.x.0.total_cmp(&b.x.0));
    let right = line.runs.iter().max_by(|a, b| a.x.0.total_cmp(&b.x.0));
    assert_eq!(
        left.unwrap().level % 2,
        0,
        "the title runs from left to right"
    );
    assert_eq!(right.unwrap().level % 2, 1, "the label stands at the right");
}

#[test]
fn a_latin_head_above_words_of_the_book_turns_no_table_round_in_either_book() {
    let chapter = "# جدول\n\n| Story title | License |\n|---|---|\n| بزن و سەگ | [CC-BY](https://example.org) |\n";
    assert!(
        !epub(chapter).contains("<table id=\"table\" dir"),
        "{}",
        epub(chapter)
    );
    let pages = pages(chapter);
    let lines = lines_of(&pages, |role| role == TextRole::Body);
    let left = |words: &str| line_of(&lines, words).runs[0].x;
    assert!(
        left("Story title") > left("License"),
        "the first column stands at the right"
    );
    let latin = chapter.replace("بزن و سەگ", "The goat");
    assert!(
        epub(&latin).contains("dir=\"ltr\""),
        "a table without a word of the book"
    );
}
