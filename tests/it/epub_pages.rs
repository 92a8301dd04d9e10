//! What must be true of the EPUB's page list: it tells exactly where the pages of the PDF begin.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{Cursor, Read};

use sahhaf::diag::Sink;
use sahhaf::model::Begins;
use sahhaf::pipeline::{self, Dump, Manuscript, NoObserver, Output};
use sahhaf::source::{DiskFiles, Files, MemoryFiles, SourceMap};

/// The letters of the book's words.
const LETTERS: [char; 10] = ['ب', 'س', 'ج', 'ک', 'ل', 'م', 'ن', 'ش', 'ق', 'ه'];

/// A word that no other number has.
fn word(number: usize) -> String {
    let digits = format!("{number:04}");
    let letter = |digit: char| LETTERS[digit.to_digit(10).unwrap() as usize];
    digits.chars().map(letter).collect()
}

/// Text of words that come only once.
struct Words(usize);

impl Words {
    fn some(&mut self, count: usize) -> String {
        let first = self.0;
        self.0 += count;
        (first..self.0).map(word).collect::<Vec<_>>().join(" ")
    }
}

/// Prose, notes, emphasis, lists, quotations, verse, a table, code: each long enough for a page to
/// break in it.
fn chapter(words: &mut Words) -> String {
    let mut text = format!("# {}\n\n", words.some(2));
    for part in 0..4 {
        let _ = writeln!(text, "## {}\n", words.some(2));
        for paragraph in 0..4 {
            let _ = write!(text, "{} *{}* ", words.some(40), words.some(5));
            let note = format!("n{part}-{paragraph}");
            let [before, code, link, after, told] =
                [10, 3, 4, 60, 9].map(|count| words.some(count));
            let _ = writeln!(
                text,
                "{before}[^{note}] `{code}` [{link}](https://example.org) {after}\n\n\
                 [^{note}]: {told}\n"
            );
        }
        for _ in 0..9 {
            let _ = writeln!(text, "1. {}", words.some(12));
        }
        let _ = writeln!(text, "\n> {}\n", words.some(70));
        let _ = writeln!(text, "```غزل");
        for _ in 0..7 {
            let _ = writeln!(text, "{} / {}", words.some(4), words.some(4));
        }
        let _ = writeln!(text, "```\n");
        let _ = writeln!(text, "| {} | {} |\n|---|---|", words.some(1), words.some(1));
        for _ in 0..14 {
            let _ = writeln!(text, "| {} | {} |", words.some(4), words.some(7));
        }
        let _ = writeln!(text, "\n```rust");
        for _ in 0..17 {
            let _ = writeln!(text, "let {} = \"{}\";", words.some(2), words.some(2));
        }
        let _ = writeln!(text, "```\n");
    }
    text
}

fn settings(extra: &str) -> String {
    format!(
        "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nchapters = [\"1.md\", \"2.md\"]\n\
         [pdf]\ntrim = \"paltoei\"\n{extra}"
    )
}

fn read(files: &dyn Files) -> Manuscript {
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let manuscript = pipeline::read(files, &mut map, &mut sink).unwrap();
    manuscript.unwrap_or_else(|| panic!("{:?}", sink.found()))
}

fn long_book(extra: &str) -> Manuscript {
    let mut words = Words(0);
    let files = MemoryFiles::default()
        .with("book.toml", settings(extra))
        .with("1.md", chapter(&mut words))
        .with("2.md", chapter(&mut words));
    read(&files)
}

/// The files of the EPUB by their names.
fn bound(manuscript: &Manuscript) -> BTreeMap<String, String> {
    let mut sink = Sink::default();
    let books = manuscript
        .render(&[Output::Epub], &NoObserver, &mut sink)
        .unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(&books[0].bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let text = |name: String| {
        let mut bytes = Vec::new();
        let mut entry = archive.by_name(&name).unwrap();
        entry.read_to_end(&mut bytes).unwrap();
        (name, String::from_utf8_lossy(&bytes).into_owned())
    };
    names.into_iter().map(text).collect()
}

/// The words between the marks of pages, in reading order and without notes, each with the id of the
/// page it stands on.
fn words_by_page(files: &BTreeMap<String, String>) -> Vec<(String, Vec<String>)> {
    let mut pages = vec![(String::new(), Vec::new())];
    let documents = files.iter().filter(|(name, _)| name.contains("chapter-"));
    for (_, markup) in documents {
        let body = markup.split_once("<body").unwrap().1;
        let mut text = body.to_owned();
        for (open, close) in [
            ("<aside id=\"note", "</aside>"),
            ("<sup class=\"note-mark\"", "</sup>"),
        ] {
            while let Some(start) = text.find(open) {
                let end = start + text[start..].find(close).unwrap() + close.len();
                text.replace_range(start..end, "");
            }
        }
        for (at, piece) in text.split('<').enumerate() {
            let (tag, words) = piece.split_once('>').unwrap_or((piece, ""));
            if tag.contains("doc-pagebreak") {
                let id = tag.split("id=\"").nth(1).unwrap();
                let id = id.split('"').next().unwrap().to_owned();
                pages.push((id, Vec::new()));
            }
            if at > 0 {
                pages.last_mut().unwrap().1.extend(known_words(words));
            }
        }
    }
    pages
}

/// The words of a text that the book's author made, as [`word`] does.
fn known_words(text: &str) -> impl Iterator<Item = String> + '_ {
    let split = text.split(|letter: char| !letter.is_alphabetic());
    split
        .filter(|word| word.chars().count() == 4 && word.chars().all(|one| LETTERS.contains(&one)))
        .map(str::to_owned)
}

/// The words of the PDF's pages, without notes and what is set again, by their index in the file.
fn words_on_paper(manuscript: &Manuscript) -> Vec<Vec<String>> {
    let dump = manuscript.dump(Dump::Words, &SourceMap::default(), &mut Sink::default());
    let mut pages: Vec<Vec<String>> = Vec::new();
    let mut seen = BTreeSet::new();
    for row in dump.lines() {
        let row: serde_json::Value = serde_json::from_str(row).unwrap();
        let Some(page) = row["page"].as_u64() else {
            continue;
        };
        let page = usize::try_from(page).unwrap();
        pages.resize_with(pages.len().max(page + 1), Vec::new);
        let role = row["role"].as_str().unwrap();
        let text = row["text"].as_str().unwrap();
        if role == "Body" || role == "Code" || role.starts_with("Heading") {
            let new = known_words(text).filter(|word| seen.insert(word.clone()));
            pages[page].extend(new);
        }
    }
    pages
}

#[test]
fn the_words_before_and_after_each_mark_end_and_begin_a_page_of_the_pdf() {
    let manuscript = long_book("");
    let paper = words_on_paper(&manuscript);
    let marked = words_by_page(&bound(&manuscript));
    let paper: Vec<&Vec<String>> = paper.iter().filter(|page| !page.is_empty()).collect();
    let marked: Vec<&(String, Vec<String>)> = marked
        .iter()
        .filter(|(_, words)| !words.is_empty())
        .collect();
    assert!(paper.len() > 40, "{} pages", paper.len());
    assert_eq!(paper.len(), marked.len());
    for (paper, (id, marked)) in paper.iter().zip(marked) {
        assert_eq!(paper.first(), marked.first(), "{id} begins otherwise");
        assert_eq!(paper.last(), marked.last(), "{id} ends otherwise");
        let (paper, marked): (BTreeSet<_>, BTreeSet<_>) =
            (paper.iter().collect(), marked.iter().collect());
        assert_eq!(paper, marked, "{id}");
    }
}

/// Every `<li>` of the page list: folio and address.
fn page_list(files: &BTreeMap<String, String>) -> Vec<(String, String)> {
    let nav = &files["OEBPS/nav.xhtml"];
    let list = nav.split("epub:type=\"page-list\"").nth(1).unwrap();
    let rows = list.split("<a href=\"").skip(1).map(|row| {
        let (href, rest) = row.split_once("\">").unwrap();
        (rest.split('<').next().unwrap().to_owned(), href.to_owned())
    });
    rows.collect()
}

#[test]
fn every_page_of_the_list_leads_to_a_mark_with_its_folio_in_the_order_of_the_book() {
    for folder in ["book", "tests/every-block"] {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/");
        let manuscript = read(&DiskFiles::new(format!("{root}{folder}")));
        let pages = manuscript.pages(&mut Sink::default());
        let files = bound(&manuscript);
        let list = page_list(&files);
        let folios: Vec<&str> = list.iter().map(|(folio, _)| folio.as_str()).collect();
        let printed: Vec<&str> = pages
            .printed
            .iter()
            .map(|page| page.folio.as_str())
            .collect();
        assert_eq!(folios, printed, "{folder}: pages are lost");
        let mut before = (String::new(), 0);
        for (folio, href) in &list {
            let (file, id) = href.split_once('#').unwrap();
            let markup = &files[&format!("OEBPS/{file}")];
            let at = markup.find(&format!("id=\"{id}\"")).unwrap();
            let tag = markup[at..].split('>').next().unwrap();
            let told = tag.contains(&format!("aria-label=\"{folio}\""));
            assert!(told, "{folder}: {tag}");
            if file.starts_with("chapter-") {
                let here = (file.to_owned(), at);
                assert!(
                    here > before,
                    "{folder}: {folio} stands before the page before it"
                );
                before = here;
            }
        }
    }
}

#[test]
fn pages_before_the_text_have_their_own_folios() {
    let manuscript = long_book("");
    let files = bound(&manuscript);
    let list = page_list(&files);
    let pages = manuscript.pages(&mut Sink::default());
    let title = pages
        .printed
        .iter()
        .find(|page| page.begins == Begins::TitlePage);
    assert_eq!(list[0].0, title.unwrap().folio);
    assert!(list[0].1.starts_with("title.xhtml#page-"));
    let contents = list.iter().find(|(_, href)| href.starts_with("nav.xhtml#"));
    assert_ne!(
        contents.unwrap().0,
        "۱",
        "the contents are counted in letters"
    );
    let text = list.iter().find(|(_, href)| href.starts_with("chapter-01"));
    assert_eq!(text.unwrap().0, "۱");
    assert!(files["OEBPS/toc.ncx"].contains("<pageTarget id=\"page-target-1\" type=\"front\""));
}

#[test]
fn the_package_names_the_source_of_the_page_breaks() {
    let own = bound(&long_book(""));
    let package = &own["OEBPS/content.opf"];
    assert!(package.contains("<dc:source id=\"page-source\">کتاب (PDF)</dc:source>"));
    assert!(package.contains("schema:accessibilityFeature\">pageBreakMarkers<"));
    let printed = bound(&long_book("[epub]\nprint-isbn = \"978-600-119-123-4\"\n"));
    let package = &printed["OEBPS/content.opf"];
    let urn = "<meta property=\"pageBreakSource\">urn:isbn:9786001191234</meta>";
    assert!(package.contains(urn), "{package}");
}

#[test]
fn a_book_that_wants_no_page_list_has_no_marks() {
    let files = bound(&long_book("[epub]\npage-list = false\n"));
    for (name, text) in &files {
        assert!(!text.contains("doc-pagebreak"), "{name}");
    }
    assert!(!files["OEBPS/nav.xhtml"].contains("page-list"));
    assert!(!files["OEBPS/content.opf"].contains("pageBreak"));
}
