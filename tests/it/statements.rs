//! What must be true of theorems and their like in both books.

use sahhaf::diag::Sink;
use sahhaf::frame::TextRole;
use sahhaf::pipeline;
use sahhaf::source::{MemoryFiles, SourceMap};

use crate::one_chapter::{OneChapter, lines_of};

const CHAPTER: &str = "# هندسه\n\n\
    ::: theorem {#thm:py} فیثاغورس\nدر هر مثلث چنین است.\n:::\n\n\
    ::: proof\nبنا به [@thm:py] و [](#thm:two).\n:::\n\n\
    ::: {#thm-q}\nمتن دیگر.\n:::\n\n\
    ::: قضیه {#thm:two}\n- فهرست\n:::\n\n\
    ::: تمرین\nحساب کنید.\n:::\n\n\
    ::: lemma {.unnumbered}\nبی شماره.\n:::\n\n\
    ::: example\nنمونه‌ای که جعبه است.\n:::\n";

/// The lines of the text in the PDF.
fn lines(chapter: &str) -> Vec<String> {
    let pages = OneChapter::of(chapter).pages();
    let lines = lines_of(&pages, |role| role == TextRole::Body);
    let words = lines.iter().map(|line| line.text.trim().to_owned());
    words.collect()
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
    let text = OneChapter::of(CHAPTER).epub();
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
    let mut labels = tables.labels.values();
    assert!(labels.any(|label| label.to_string() == "Corollary 1"));
}
