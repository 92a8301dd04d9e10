//! What must be true of answers to exercises that stand together, in both books.

use sahhaf::diag::Sink;
use sahhaf::frame::TextRole;
use sahhaf::pipeline::{self, Manuscript};
use sahhaf::source::{MemoryFiles, SourceMap};

use crate::on_disk::{LittleBook, mistakes};
use crate::one_chapter::{file_of, lines_of};

const FIRST: &str = "# یکم\n\n::: exercise\nیک به اضافهٔ یک؟\n:::\n\n::: answer\nدو.^[یادداشت پاسخ]\n:::\n\n\
    ::: exercise {#exr:two} دوم\nدو ضرب در دو؟\n\n::: answer کوتاه\nچهار.\n:::\n:::\n\nمتن پس از تمرین.\n";
const SECOND: &str =
    "# دوم\n\n::: problem\nسه؟\n:::\n\n::: solution\nآری، بنا به [](#exr:two).\n:::\n";

fn read(answers: &str) -> Manuscript {
    let book = format!(
        "[book]\ntitle = \"کتاب\"\nchapters = [\"1.md\", \"2.md\"]\n[epub]\npage-list = false\n[design]\nanswers = \"{answers}\"\n"
    );
    let files = MemoryFiles::default()
        .with("book.toml", book)
        .with("1.md", FIRST)
        .with("2.md", SECOND);
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let read = pipeline::read(&files, &mut map, &mut sink).unwrap();
    assert_eq!(sink.found().len(), 0, "{:?}", sink.found());
    read.unwrap()
}

/// The words of the text, notes among them, in the order of the pages.
fn words(manuscript: &Manuscript) -> Vec<String> {
    let pages = manuscript.pages(&mut Sink::default());
    let lines = lines_of(&pages, |role| {
        matches!(role, TextRole::Body | TextRole::Heading(_) | TextRole::Note)
    });
    let words = lines.iter().map(|line| line.text.trim().to_owned());
    words.collect()
}

fn position(lines: &[String], words: &str) -> usize {
    let found = lines.iter().position(|line| line.contains(words));
    found.unwrap_or_else(|| panic!("no {words} in {lines:?}"))
}

#[test]
fn answers_stand_where_they_are_written_unless_asked_otherwise() {
    let lines = words(&read("here"));
    assert!(position(&lines, "پاسخ. دو.") < position(&lines, "دو ضرب در دو"));
    assert!(!lines.iter().any(|line| line == "پاسخ تمرین‌ها"));
}

#[test]
fn answers_stand_at_the_end_of_their_chapter_and_say_whose_they_are() {
    let manuscript = read("chapter");
    let lines = words(&manuscript);
    let heading = position(&lines, "پاسخ تمرین‌ها");
    assert!(position(&lines, "متن پس از تمرین") < heading);
    assert!(position(&lines, "پاسخ (تمرین ۱). دو.") > heading);
    assert!(position(&lines, "پاسخ (تمرین ۲: کوتاه). چهار.") > heading);
    assert!(position(&lines, "یادداشت پاسخ") > 0);
    let epub = manuscript.epub(&[], &mut Sink::default()).unwrap();
    let text = file_of(&epub, "OEBPS/chapter-01.xhtml");
    let heading = text.find("پاسخ تمرین‌ها").unwrap();
    assert!(text.find("دو.").unwrap() > heading);
    assert!(text.contains("<a href=\"#exr-two\">تمرین ۲</a>"), "{text}");
}

#[test]
fn answers_of_all_chapters_stand_in_one_at_the_end_of_the_book_with_their_notes() {
    let manuscript = read("book");
    let lines = words(&manuscript);
    let heading = position(&lines, "پاسخ تمرین‌ها");
    for answer in [
        "پاسخ (تمرین ۱). دو.",
        "چهار.",
        "پاسخ (مسئلهٔ ۱). آری، بنا به تمرین ۲.",
        "یادداشت پاسخ",
    ] {
        assert!(position(&lines, answer) > heading, "{answer} in {lines:?}");
    }
    let epub = manuscript.epub(&[], &mut Sink::default()).unwrap();
    let text = file_of(&epub, "OEBPS/chapter-03.xhtml");
    assert!(
        text.contains("پاسخ تمرین‌ها") && text.contains("یادداشت پاسخ"),
        "{text}"
    );
    assert!(text.contains("chapter-01.xhtml#exr-two"), "{text}");
}

#[test]
fn words_of_an_answer_keep_their_places_wherever_it_is_moved() {
    for place in ["here", "chapter", "book"] {
        let settings = format!(
            "[book]\ntitle = \"کتاب\"\nchapters = [\"1.md\"]\n[design]\nanswers = \"{place}\"\n"
        );
        let text = "# یکم\n\n\"متن\" -- متن.\n\n::: exercise\nیک؟\n:::\n\n::: answer\n\"دو\" -- 漢.[^n]\n:::\n\n[^n]: \"متن\" -- 字\n";
        let book = LittleBook::of_chapter(text).with("book.toml", settings);
        let (_, found) = mistakes(&book);
        let places = found.iter().filter(|one| one.code == "missing-glyph");
        let places: Vec<&str> = places.map(|one| &*one.place).collect();
        assert_eq!(places, ["1.md:10:9", "1.md:13:16"], "{place}");
    }
}
