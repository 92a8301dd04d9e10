//! Citations and lists of works through the whole program: Markdown in, what stands in the EPUB's files and
//! on the PDF's pages out.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use crate::snapshot::project;
use sahhaf::diag::Sink;
use sahhaf::pipeline::{self, Dump, Manuscript};
use sahhaf::source::{DiskFiles, Files, MemoryFiles, SourceMap};

fn bound(files: &dyn Files) -> Bound {
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let manuscript = pipeline::read(files, &mut map, &mut sink).unwrap();
    assert!(!sink.has_errors(), "{:?}", sink.found());
    let manuscript = manuscript.unwrap();
    let mut epub = BTreeMap::new();
    let bytes = manuscript.epub(&[], &mut sink).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut text = String::new();
        if file.name().ends_with(".xhtml") {
            file.read_to_string(&mut text).unwrap();
            epub.insert(file.name().to_owned(), text);
        }
    }
    Bound {
        manuscript,
        map,
        epub,
    }
}

/// A book in both forms.
struct Bound {
    manuscript: Manuscript,
    map: SourceMap,
    /// The content documents by their names.
    epub: BTreeMap<String, String>,
}

impl Bound {
    /// The words of the EPUB's documents, without signs that only steer direction.
    fn epub_text(&self) -> String {
        let text: String = self
            .epub
            .values()
            .map(|file| words_of(file) + "\n")
            .collect();
        plain(&text)
    }

    /// The words of the lines of the PDF's pages, in their order, without heads and folios: an entry may go on
    /// behind them.
    fn pdf_text(&mut self) -> String {
        let rows = self
            .manuscript
            .dump(Dump::Words, &self.map, &mut Sink::default());
        let rows = rows
            .lines()
            .map(|row| serde_json::from_str::<serde_json::Value>(row).unwrap());
        let lines = rows.filter(|row| row["role"] != "Running");
        let lines = lines.filter_map(|row| row["text"].as_str().map(str::to_owned));
        plain(&lines.collect::<Vec<_>>().join(" "))
    }

    fn tags(&mut self) -> String {
        self.manuscript
            .dump(Dump::Tags, &self.map, &mut Sink::default())
    }
}

/// The text of an XHTML document.
fn words_of(markup: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for letter in markup.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            _ if inside => {}
            _ => text.push(letter),
        }
    }
    text.replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
}

/// Text without isolates, soft hyphens and word joiners, its blanks as single spaces.
fn plain(text: &str) -> String {
    let kept = text.chars().filter(|letter| {
        !matches!(
            letter,
            '\u{2066}'
                ..='\u{2069}' | '\u{00AD}' | '\u{2060}' | '\u{200E}' | '\u{200F}' | '\u{061C}'
        )
    });
    let kept: String = kept.collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines that have to be found in both books.
fn agreed(path: &str) -> Vec<String> {
    let text = std::fs::read_to_string(project(path)).unwrap();
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(str::to_owned).collect()
}

fn missing<'a>(wanted: &'a [String], text: &str) -> Vec<&'a String> {
    wanted
        .iter()
        .filter(|line| !text.contains(line.as_str()))
        .collect()
}

#[test]
fn sixteen_citations_and_fifteen_works_stand_in_both_books_as_agreed() {
    let mut book = bound(&DiskFiles::new(project("tests/citations")));
    let wanted = agreed("tests/golden/citations/persian.txt");
    assert_eq!(wanted.len(), 31);
    let (epub, pdf) = (book.epub_text(), book.pdf_text());
    assert_eq!(missing(&wanted, &epub), Vec::<&String>::new(), "{epub}");
    assert_eq!(missing(&wanted, &pdf), Vec::<&String>::new(), "{pdf}");
}

#[test]
fn every_citation_links_to_its_work_and_every_work_is_an_entry() {
    let mut book = bound(&DiskFiles::new(project("tests/citations")));
    let chapter = &book.epub["OEBPS/chapter-01.xhtml"];
    // 20 works are named in the sixteen citations.
    assert_eq!(chapter.matches("role=\"doc-biblioref\"").count(), 20);
    let list = &book.epub["OEBPS/bibliography.xhtml"];
    assert_eq!(list.matches("<li id=\"ref-").count(), 15);
    assert!(list.contains("role=\"doc-bibliography\""));
    // DPUB-ARIA 1.1 has deprecated doc-biblioentry: an item of a list is enough.
    assert!(!list.contains("doc-biblioentry"));
    assert_eq!(book.tags().matches("BibEntry").count(), 15);
}

/// A book of one chapter with the works of the fixture and further settings of the bibliography.
fn book(settings: &str, chapters: &[&str]) -> MemoryFiles {
    let names: Vec<String> = (1..=chapters.len()).map(|at| format!("{at}.md")).collect();
    let toml = format!(
        "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nchapters = {names:?}\n\
         [bibliography]\nfiles = [\"refs.bib\", \"extra.bib\"]\n{settings}\n"
    );
    let mut files = MemoryFiles::default()
        .with("book.toml", toml)
        .with("refs.bib", include_str!("../citations/refs.bib"))
        .with("extra.bib", include_str!("../citations/extra.bib"));
    for (name, text) in names.iter().zip(chapters) {
        files = files.with(name, *text);
    }
    files
}

#[test]
fn in_the_note_style_citations_become_notes_of_both_books() {
    let text = "# فصل\n\nآغاز [@fraser1394، ص ۵]. سپس [@fraser1394، ص ۷] و [@fraser1394، ص ۷].\n\n\
                دیگر [@tabarestani1393]. باز [@fraser1394، ص ۹]. نوشتهٔ @olcott1981 [p. 3] است.\n\n\
                خود.[^n]\n\n[^n]: برای بیشتر نک. [@ayubzada2006، ص ۱] و مانند آن.\n";
    let mut book = bound(&book("style = \"fa-note\"", &[text]));
    let wanted = [
        "گلندا فریزر، انقلاب و ضدانقلاب در آسیای میانه، ترجمهٔ کاوه بیات (تهران: نشر شیرازه، ۱۳۹۴)، ص. ۵.",
        "همان، ص. ۷.",
        "همان.",
        "الهه طبرستانی، سیاست و حکومت در آسیای مرکزی (تهران: سمت، ۱۳۹۳).",
        "فریزر، پیشین، ص. ۹.",
        "vol. 33, no. 3 (1981), p. 3.",
        "برای بیشتر نک. سلیم ایوب‌زاده، تاجیکان در قرن بیستم (آلمان: نشر نیما، ۲۰۰۶)، ص. ۱ و مانند آن.",
        "فریزر، گلندا. انقلاب و ضدانقلاب در آسیای میانه. ترجمهٔ کاوه بیات. تهران: نشر شیرازه، ۱۳۹۴.",
    ]
    .map(str::to_owned);
    let (epub, pdf) = (book.epub_text(), book.pdf_text());
    assert_eq!(missing(&wanted, &epub), Vec::<&String>::new(), "{epub}");
    assert_eq!(missing(&wanted, &pdf), Vec::<&String>::new(), "{pdf}");
    let chapter = &book.epub["OEBPS/chapter-01.xhtml"];
    assert_eq!(chapter.matches("role=\"doc-footnote\"").count(), 7);
    // A mark stands at its word.
    assert!(!chapter.contains("آغاز <a"), "{chapter}");
}

#[test]
fn each_chapter_may_end_with_its_own_works() {
    let chapters = [
        "# یک\n\nمتن [@fraser1394] و [@togan1375].\n",
        "# دو\n\nمتن [@fraser1394].\n",
    ];
    let mut book = bound(&book(
        "place = \"chapters\"\nnocite = [\"olcott1981\"]",
        &chapters,
    ));
    let (one, two) = (
        &book.epub["OEBPS/chapter-01.xhtml"],
        &book.epub["OEBPS/chapter-02.xhtml"],
    );
    assert_eq!(one.matches("<li id=\"ref-").count(), 2);
    assert_eq!(two.matches("<li id=\"ref-").count(), 1);
    // A citation leads to the list of its own chapter.
    assert!(one.contains("href=\"#ref-fraser1394\""), "{one}");
    assert!(two.contains("href=\"#ref-fraser1394-2\""), "{two}");
    let appendix = &book.epub["OEBPS/bibliography.xhtml"];
    assert_eq!(appendix.matches("<li id=\"ref-").count(), 1);
    assert_eq!(book.tags().matches("BibEntry").count(), 4);
}

#[test]
fn works_may_be_parted_by_type_or_keyword() {
    let text = "# یک\n\nمتن [@fraser1394؛ @zamani1395؛ @tasnim1397].\n";
    let mut by_type = bound(&book("sections = \"type\"", &[text]));
    let list = &by_type.epub["OEBPS/bibliography.xhtml"];
    let headings = ["کتاب‌ها</h2>", "مقاله‌ها</h2>", "منابع اینترنتی</h2>"];
    let places = headings.map(|heading| list.find(heading).unwrap());
    assert!(places.is_sorted());
    assert!(by_type.pdf_text().contains("منابع اینترنتی خبرگزاری تسنیم"));
    let settings = "sections = [{ title = \"ترجمه‌ها\", types = [\"book\"] }, { title = \"بقیه\" }]";
    let named = bound(&book(settings, &[text]));
    let list = &named.epub["OEBPS/bibliography.xhtml"];
    assert!(list.find("ترجمه‌ها</h2>").unwrap() < list.find("بقیه</h2>").unwrap());
    let nav = &named.epub["OEBPS/nav.xhtml"];
    assert!(nav.contains("ترجمه‌ها</a>"), "{nav}");
}

#[test]
fn an_entry_may_name_the_pages_that_cite_it() {
    let filler = "متن ".repeat(1500);
    let text =
        format!("# یک\n\nآغاز [@fraser1394].\n\n{filler}\n\nپایان [@fraser1394] و [@togan1375].\n");
    let mut book = bound(&book("backlinks = \"pages\"", &[&text]));
    let pdf = book.pdf_text();
    let entry = pdf.rfind("نشر شیرازه").map(|at| &pdf[at..]).unwrap();
    assert!(entry.starts_with("نشر شیرازه. (صفحه‌های ۱، "), "{entry}");
    let other = pdf
        .rfind("بنیاد دایرةالمعارف")
        .map(|at| &pdf[at..])
        .unwrap();
    assert!(other.contains("(صفحهٔ "), "{other}");
    let list = &book.epub["OEBPS/bibliography.xhtml"];
    assert_eq!(list.matches("role=\"doc-backlink\"").count(), 3);
    assert!(list.contains("href=\"chapter-01.xhtml#cite-1\""), "{list}");
    assert!(book.epub["OEBPS/chapter-01.xhtml"].contains("id=\"cite-1\""));
}

#[test]
fn a_citation_leads_to_its_work_though_an_author_gives_a_place_the_name_of_one() {
    let text = "# فصل\n\n## بخش {#ref-fraser1394}\n\n## Ref fraser1394\n\nمتن [@fraser1394].\n";
    let book = bound(&book("", &[text]));
    let chapter = &book.epub["OEBPS/chapter-01.xhtml"];
    let (_, link) = chapter.split_once("<a href=\"").unwrap();
    let (href, link) = link.split_once('"').unwrap();
    assert!(link.contains("doc-biblioref"), "{link}");
    let (file, id) = href.split_once('#').unwrap();
    assert_eq!(file, "bibliography.xhtml");
    let entry = format!("<li id=\"{id}\"");
    assert!(
        book.epub["OEBPS/bibliography.xhtml"].contains(&entry),
        "{entry}"
    );
}
