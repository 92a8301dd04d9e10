//! What must be true of glossaries: both lists in their own order, and links between them and the text.

use std::io::{Cursor, Read};

use sahhaf::diag::Sink;
use sahhaf::frame::PageItem;
use sahhaf::pipeline::{self, Manuscript, NoObserver, Output};
use sahhaf::source::{MemoryFiles, SourceMap};

const TERMS: &str =
    "term,foreign,meaning\nبسامد,frequency\nآنتروپی,entropy,اندازهٔ بی‌نظمی\nگرانش,gravity\n";

fn book(text: &str) -> MemoryFiles {
    let settings = "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nchapters = [\"1.md\"]\n\
        [glossary]\nfile = \"terms.csv\"\nfirst-use = \"note\"\n";
    MemoryFiles::default()
        .with("book.toml", settings)
        .with("1.md", text)
        .with("terms.csv", TERMS)
}

fn read(files: &MemoryFiles) -> (Manuscript, Sink) {
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let manuscript = pipeline::read(files, &mut map, &mut sink).unwrap();
    let manuscript = manuscript.unwrap_or_else(|| panic!("{:?}", sink.found()));
    (manuscript, sink)
}

const TEXT: &str = "# گرما\n\nاز [آنتروپی]{.term} و باز [آنتروپیِ]{.term key=\"آنتروپی\"} آن.\n";

#[test]
fn both_lists_stand_in_their_own_order_and_the_first_use_has_the_foreign_term_in_a_note() {
    let (manuscript, mut sink) = read(&book(TEXT));
    let pages = manuscript.pages(&mut sink);
    assert!(sink.found().is_empty(), "{:?}", sink.found());
    let lines = pages.pages.iter().flat_map(|page| &page.items);
    let words = lines.filter_map(|item| match item {
        PageItem::Line(line) => Some(line.text.trim().to_owned()),
        PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => None,
    });
    let words = words.collect::<Vec<_>>().join("|");
    let own = "آنتروپی|entropy|اندازهٔ بی‌نظمی|بسامد|frequency|گرانش|gravity";
    let foreign = "entropy|آنتروپی|frequency|بسامد|gravity|گرانش";
    let (first, second) = (words.find(own), words.find(foreign));
    assert!(first.is_some() && first < second, "{words}");
    assert!(words.contains("۱. entropy"), "{words}");
}

#[test]
fn the_epub_links_terms_and_entries_both_ways_by_its_own_types() {
    let (manuscript, mut sink) = read(&book(TEXT));
    let made = manuscript
        .render(&[Output::Epub], &NoObserver, &mut sink)
        .unwrap();
    assert!(sink.found().is_empty(), "{:?}", sink.found());
    let mut archive = zip::ZipArchive::new(Cursor::new(&made[0].bytes)).unwrap();
    let mut text = |name: &str| {
        let mut text = String::new();
        let mut file = archive.by_name(&format!("OEBPS/{name}")).unwrap();
        file.read_to_string(&mut text).unwrap();
        text
    };
    let (chapter, own) = (text("chapter-01.xhtml"), text("chapter-02.xhtml"));
    let link = "<a href=\"chapter-02.xhtml#glossary-entry-2\" epub:type=\"glossref\" role=\"doc-glossref\">";
    assert_eq!(chapter.matches(link).count(), 2, "{chapter}");
    assert!(
        own.contains("epub:type=\"glossary\" role=\"doc-glossary\""),
        "{own}"
    );
    assert!(
        own.contains("href=\"chapter-01.xhtml#glossary-use-2\""),
        "{own}"
    );
    let foreign = text("chapter-03.xhtml");
    assert!(foreign.contains("<dl class=\"glossary\""), "{foreign}");
    assert!(
        foreign.contains("dir=\"ltr\" epub:type=\"glossary\""),
        "{foreign}"
    );
    assert!(text("nav.xhtml").contains("epub:type=\"glossary\" href=\"chapter-02.xhtml\""));
}

#[test]
fn a_term_that_the_glossary_does_not_have_is_told_with_the_nearest() {
    let (_, sink) = read(&book("# گرما\n\nاز [انتروپی]{.term}.\n"));
    let [found] = sink.found() else {
        panic!("{:?}", sink.found());
    };
    assert_eq!(found.code.name(), "bad-glossary");
    assert!(
        found.hint.as_ref().unwrap().contains("آنتروپی"),
        "{found:?}"
    );
}
