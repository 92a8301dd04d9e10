//! What must be true of lists whose marks their author typed: both books have them as lists, with these marks.

use crate::one_chapter::file_of;
use sahhaf::diag::Sink;
use sahhaf::pipeline::{self, Dump, Manuscript};
use sahhaf::source::{MemoryFiles, SourceMap};

fn read(text: &str) -> (Manuscript, SourceMap) {
    let settings = "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nchapters = [\"1.md\"]\n[epub]\npage-list = false\n";
    let files = MemoryFiles::default().with("book.toml", settings);
    let files = files.with("1.md", text);
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let manuscript = pipeline::read(&files, &mut map, &mut sink).unwrap();
    assert!(sink.found().is_empty(), "{:?}", sink.found());
    (manuscript.unwrap(), map)
}

fn xhtml(manuscript: &Manuscript) -> String {
    let epub = manuscript.epub(&[], &mut Sink::default()).unwrap();
    file_of(&epub, "OEBPS/chapter-01.xhtml")
}

fn tags(text: &str) -> String {
    let (manuscript, map) = read(text);
    manuscript.dump(Dump::Tags, &map, &mut Sink::default())
}

#[test]
fn letters_of_our_scripts_stand_in_the_items_of_an_epub() {
    let (manuscript, _) = read("# سر\n\nالف) نخست\nب) دوم\n\nمتن.\n");
    let found = xhtml(&manuscript);
    let list =
        "<ol class=\"marked\">\n<li><span class=\"list-mark\" dir=\"auto\">الف)</span> نخست</li>\n";
    assert!(found.contains(list), "{found}");
    assert!(found.contains("<p>متن.</p>"), "{found}");
}

#[test]
fn latin_letters_count_the_items_of_an_epub() {
    for (first, second, counter) in [("a)", "b)", "a"), ("(i)", "(ii)", "i"), ("A)", "B)", "A")] {
        let (manuscript, _) = read(&format!("# سر\n\n{first} نخست\n{second} دوم\n"));
        let found = xhtml(&manuscript);
        let list = format!("<ol type=\"{counter}\">\n<li>نخست</li>");
        assert!(found.contains(&list), "{found}");
    }
}

#[test]
fn the_pages_have_the_marks_as_they_were_typed() {
    let found = tags("# سر\n\nالف) نخست\nب) دوم\n\n۱- یک\n۲- دو\n");
    for mark in ["الف)", "ب)", "۱-", "۲-"] {
        let label = format!("Lbl\n          «{mark}»\n");
        assert!(found.contains(&label), "{label} in {found}");
    }
    // They count by other signs, and are two lists.
    assert_eq!(found.matches("\n    L\n").count(), 2, "{found}");
}

#[test]
fn a_link_to_an_item_names_its_letter() {
    let (manuscript, _) = read("# سر\n\nالف) نخست {#one}\nب) دوم\n\nدر [](#one) گفتیم.\n");
    let found = xhtml(&manuscript);
    assert!(found.contains(" الف</a>"), "{found}");
}

#[test]
fn a_mark_stands_on_the_line_of_the_words_behind_it_also_where_items_are_parted() {
    let (manuscript, _) =
        read("# سر\n\nالف) نخست\n\n   دنباله\n\nب) دوم\n\n- [x] کار\n\n- [ ] کار دیگر\n");
    let found = xhtml(&manuscript);
    assert!(found.contains("الف)</span> نخست<p>دنباله</p>"), "{found}");
    assert!(found.contains("ب)</span> دوم</li>"), "{found}");
    assert!(!found.contains("class=\"task\">☑</span> <p"), "{found}");
}
