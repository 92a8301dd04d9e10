//! What must be true of theorems and their like in both books.

use std::io::{Cursor, Read};

use sahhaf::diag::Sink;
use sahhaf::frame::{PageItem, PlacedLine, TextRole};
use sahhaf::pipeline::{self, Manuscript};
use sahhaf::source::{MemoryFiles, SourceMap};

const CHAPTER: &str = "# هندسه\n\n\
    ::: theorem {#thm:py} فیثاغورس\nدر هر مثلث چنین است.\n:::\n\n\
    ::: proof\nبنا به [@thm:py] و [](#thm:two).\n:::\n\n\
    ::: {#thm-q}\nمتن دیگر.\n:::\n\n\
    ::: قضیه {#thm:two}\n- فهرست\n:::\n\n\
    ::: تمرین\nحساب کنید.\n:::\n\n\
    ::: lemma {.unnumbered}\nبی شماره.\n:::\n\n\
    ::: example\nنمونه‌ای که جعبه است.\n:::\n";

fn manuscript(chapter: &str) -> Manuscript {
    let settings = "[book]\ntitle = \"کتاب\"\nchapters = [\"1.md\"]\n[epub]\npage-list = false\n";
    let files = MemoryFiles::default()
        .with("book.toml", settings)
        .with("1.md", chapter);
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let read = pipeline::read(&files, &mut map, &mut sink).unwrap();
    assert_eq!(sink.found().len(), 0, "{:?}", sink.found());
    read.unwrap()
}

/// The lines of the text in the PDF.
fn lines(chapter: &str) -> Vec<String> {
    let pages = manuscript(chapter).pages(&mut Sink::default());
    let items = pages.pages.iter().flat_map(|page| page.items.clone());
    let of_text = |line: &PlacedLine| line.role == TextRole::Body;
    let lines = items.filter_map(|item| match item {
        PageItem::Line(line) if of_text(&line) => Some(line.text.trim().to_owned()),
        _ => None,
    });
    lines.collect()
}

fn chapter(markdown: &str) -> String {
    let epub = manuscript(markdown)
        .epub(&[], &mut Sink::default())
        .unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(epub)).unwrap();
    let mut text = String::new();
    let mut file = archive.by_name("OEBPS/chapter-01.xhtml").unwrap();
    file.read_to_string(&mut text).unwrap();
    text
}

#[test]
fn statements_are_labelled_and_counted_each_kind_for_itself_on_paper() {
    let lines = lines(CHAPTER);
    for wanted in [
        "قضیهٔ ۱ (فیثاغورس). در هر مثلث چنین است.",
        "برهان. بنا به قضیهٔ ۱ و قضیهٔ ۳.\u{A0}\u{25A1}",
        "قضیهٔ ۲. متن دیگر.",
        "قضیهٔ ۳.",
        "تمرین ۱. حساب کنید.",
        "لم. بی شماره.",
        "نمونه",
    ] {
        assert!(
            lines.iter().any(|line| line == wanted),
            "{wanted} in {lines:#?}"
        );
    }
}

#[test]
fn the_epub_has_the_same_labels_in_the_first_paragraphs() {
    let text = chapter(CHAPTER);
    for wanted in [
        "class=\"statement theorem\"",
        "<p><span class=\"label\">قضیهٔ ۱</span> (فیثاغورس). در هر مثلث چنین است.</p>",
        "<span class=\"label\">برهان</span>. بنا به ",
        ">قضیهٔ ۳</a>",
        "<span class=\"label\">تمرین ۱</span>. حساب کنید.",
        "<span class=\"label\">لم</span>. بی شماره.",
    ] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
}

#[test]
fn labels_are_of_the_language_of_the_book() {
    let settings = "[book]\ntitle = \"Book\"\nlanguage = \"en\"\nchapters = [\"1.md\"]\n";
    let files = MemoryFiles::default()
        .with("book.toml", settings)
        .with("1.md", "# One\n\n::: corollary\nIt holds.\n:::\n");
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let read = pipeline::read(&files, &mut map, &mut sink)
        .unwrap()
        .unwrap();
    let tables = &read.book.tables[0];
    assert!(tables.labels.values().any(|label| label == "Corollary 1"));
}
