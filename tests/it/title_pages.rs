//! What must be true of the pages of the title beside the title page: the half title, and the title page in another
//! language.

use std::io::{Cursor, Read};

use crate::matter::{codes, pages, read};
use sahhaf::diag::Sink;
use sahhaf::frame::{PageItem, Pages, Side};
use sahhaf::locale::Direction;
use sahhaf::pipeline::{NoObserver, Output};
use sahhaf::source::MemoryFiles;

const SETTINGS: &str = "[book]\ntitle = \"سووشون\"\nlanguage = \"fa\"\nauthors = [\"سیمین دانشور\"]\n\
    publisher = \"خوارزمی\"\ndate = \"1405-09\"\nchapters = [\"1.md\"]\n[colophon]\nlines = [\"{pages} ص.\"]\n\
    [title-page]\nhalf-title = true\n[title-page.foreign]\ntitle = \"Savushun\"\nsubtitle = \"A Novel\"\n\
    authors = [\"Simin Daneshvar\"]\ntranslators = [\"A Translator\"]\npublisher = \"Kharazmi\"\n";
const FOREIGN: [&str; 6] = [
    "Savushun",
    "A Novel",
    "Simin Daneshvar",
    "Translated by",
    "A Translator",
    "Kharazmi",
];

/// The book with so many pages of text.
fn book(text: usize, more: &str) -> MemoryFiles {
    let chapter = "# سفر\n\nمتن.\n".to_owned() + &"\nمتن. {break=before}\n".repeat(text - 1);
    MemoryFiles::default()
        .with("book.toml", format!("{SETTINGS}{more}"))
        .with("1.md", chapter)
}

fn set(files: &MemoryFiles) -> Pages {
    let (manuscript, sink) = read(files);
    assert_eq!(codes(&sink), [""; 0]);
    let mut sink = Sink::default();
    let set = manuscript.pages(&mut sink);
    assert_eq!(codes(&sink), [""; 0]);
    set
}

#[test]
fn the_half_title_says_the_title_alone_and_the_title_page_begins_the_next_leaf() {
    let pages = pages(&set(&book(1, "")));
    assert_eq!(pages[0], ["سووشون"]);
    assert_eq!(pages[1], Vec::<String>::new());
    assert_eq!(pages[2][..2], ["سووشون", "سیمین دانشور"]);
    assert_eq!(pages[3][0], "۱ ص.", "the title at the end is not counted");
}

#[test]
fn the_foreign_title_is_the_last_page_at_the_right_whatever_the_text_ends_on() {
    for text in [1, 2, 3] {
        let set = set(&book(text, ""));
        let last = set.pages.last().unwrap();
        assert_eq!(last.side, Side::Right, "{text} pages");
        let words = pages(&set).pop().unwrap();
        assert_eq!(words[..6], FOREIGN);
        assert_eq!(words[6..], ["2026"], "the year of its own calendar");
        for item in &last.items {
            if let PageItem::Line(line) = item {
                assert_eq!(line.direction, Direction::Ltr, "{}", line.text);
                assert_eq!(line.language.as_str(), "en", "{}", line.text);
            }
        }
    }
}

#[test]
fn for_a_press_empty_pages_stand_before_the_foreign_title() {
    let print = "[pdf]\nprofile = \"print\"\n[print]\nsheet = 16\n";
    let set = set(&book(2, print));
    assert_eq!(set.pages.len() % 16, 0);
    let pages = pages(&set);
    let [.., before, last] = pages.as_slice() else {
        panic!("it has pages");
    };
    assert_eq!((before.len(), last[0].as_str()), (0, "Savushun"));
    assert_eq!(set.pages.last().unwrap().side, Side::Right);
}

#[test]
fn in_the_epub_each_is_a_document_and_the_foreign_one_is_last_in_its_language() {
    let (manuscript, _) = read(&book(2, ""));
    let mut sink = Sink::default();
    let books = manuscript.render(&[Output::Epub, Output::Pdf], &NoObserver, &mut sink);
    assert_eq!(codes(&sink), [""; 0]);
    let epub = books.unwrap().swap_remove(0);
    let mut archive = zip::ZipArchive::new(Cursor::new(&epub.bytes)).unwrap();
    let mut file = |name: &str| {
        let mut text = String::new();
        let mut entry = archive.by_name(&format!("OEBPS/{name}")).unwrap();
        entry.read_to_string(&mut text).unwrap();
        text
    };
    let foreign = file("foreign-title.xhtml");
    for said in [
        "lang=\"en\" dir=\"ltr\"",
        "epub:type=\"titlepage\"",
        "<h1 class=\"title\">Savushun</h1>",
        "<p class=\"date\">2026</p>",
    ] {
        assert!(foreign.contains(said), "{said} in {foreign}");
    }
    assert!(file("half-title.xhtml").contains("epub:type=\"halftitlepage\""));
    assert!(file("title.xhtml").contains("۲ ص."));
    let package = file("content.opf");
    let spine = package.split("<spine").nth(1).unwrap();
    let order: Vec<&str> = spine.split("idref=\"").skip(1).collect();
    let order: Vec<&str> = order
        .iter()
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert!(order[1].contains("half-title"), "{order:?}");
    assert_eq!(order[3], "nav", "{order:?}");
    assert!(order.last().unwrap().contains("foreign-title"), "{order:?}");
    let list = file("nav.xhtml");
    for target in ["half-title.xhtml#", "foreign-title.xhtml#"] {
        assert!(list.contains(target), "{target} in {list}");
    }
}

#[test]
fn a_foreign_title_page_without_a_title_is_told_at_its_place() {
    let settings = SETTINGS.replace("title = \"Savushun\"\n", "");
    let (mut map, mut sink) = Default::default();
    let files = book(1, "").with("book.toml", settings);
    sahhaf::pipeline::read(&files, &mut map, &mut sink).unwrap();
    let found = sink.found();
    assert_eq!(codes(&sink), ["bad-value"]);
    assert_eq!(found[0].message, "the foreign title page has no title");
}
