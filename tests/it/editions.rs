//! Several editions from one source: conditions, variables, files taken in, and the files that are written.

use std::io::Read;

use crate::on_disk::LittleBook;
use sahhaf::config::Overrides;
use sahhaf::diag::Sink;
use sahhaf::pipeline::{self, BuildContext};
use sahhaf::resolve::{ResolvedBook, text};
use sahhaf::source::{MemoryFiles, SourceMap};

const SETTINGS: &str = "[book]\ntitle = \"کتاب\"\nchapters = [\"1.md\"]\n\
    [variables]\nlevel = \"سال دوم\"\n\"ناشر\" = \"نشر نمونه\"\n\
    [editions.student]\nvariables.level = \"سال یکم\"\n[editions.large]\npdf.font-size = 18\n";

struct Outputs {
    pdf: String,
    epub: String,
    found: Vec<String>,
    codes: Vec<&'static str>,
}

fn read(chapter: &str, edition: Option<&str>) -> Outputs {
    let files = MemoryFiles::default()
        .with("book.toml", SETTINGS)
        .with("1.md", chapter)
        .with("part.md", "بخشی از [جای دیگر](#nowhere).\n")
        .with("ring.md", "{{#include ring.md}}\n")
        .with(
            "a.svg",
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        );
    let context = BuildContext {
        overrides: Overrides {
            edition: edition.map(str::to_owned),
            ..Overrides::default()
        },
        ..BuildContext::new(&files)
    };
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let opened = pipeline::open(&context, &mut map, &mut sink)
        .unwrap()
        .unwrap();
    let manuscript = pipeline::resolve(&context, opened, &mut map, &mut sink);
    let manuscript = manuscript.unwrap().unwrap();
    let lines = |book: &ResolvedBook| text(book).lines().collect::<Vec<_>>().join("|");
    let place = |found: &sahhaf::diag::Diagnostic| match found.span() {
        Some(span) => {
            let (path, at) = map.locate(span);
            format!("{path}:{}:{}", at.line, at.column)
        }
        None => "-".to_owned(),
    };
    let found = sink.found().iter();
    Outputs {
        codes: found.clone().map(|found| found.code.name()).collect(),
        pdf: lines(&manuscript.book),
        epub: lines(manuscript.ebook.as_ref().unwrap_or(&manuscript.book)),
        found: found
            .map(|found| format!("{} {}", place(found), found.code.name()))
            .collect(),
    }
}

#[test]
fn a_part_of_the_text_stands_in_one_output_or_edition_alone() {
    let chapter = "# یک\n\n::: {when=pdf}\nچاپی[^a]\n:::\n\n::: {when=epub}\nرقومی\n:::\n\n\
        پاسخ [کتاب]{unless=\"edition:student\"}[معلم]{when=\"edition:student\"} است[^b].\n\n\
        [تنها]{when=\"edition:large\"}\n\n![نقشه](a.svg){when=epub}\n\n[^a]: یکم\n\n[^b]: دوم\n";
    let book = read(chapter, None);
    assert_eq!(book.found, [""; 0]);
    assert_eq!(book.pdf, "یک|چاپی|یکم|پاسخ کتاب است.|دوم");
    assert!(
        book.epub.starts_with("یک|رقومی|پاسخ کتاب است.|دوم"),
        "{}",
        book.epub
    );
    let student = read(chapter, Some("student"));
    assert_eq!(student.pdf, "یک|چاپی|یکم|پاسخ معلم است.|دوم");
    let large = read(chapter, Some("large"));
    assert!(large.pdf.contains("|تنها"), "{}", large.pdf);
}

#[test]
fn a_condition_that_names_nothing_is_told_with_the_nearest_and_loses_no_text() {
    let found = read("# یک\n\n::: {when=\"edition:studnet\"}\nمتن\n:::\n", None);
    assert_eq!(found.codes, ["bad-condition"]);
    assert_eq!(found.found, ["1.md:3:1 bad-condition"]);
    assert_eq!(found.pdf, "یک|متن");
}

#[test]
fn variables_stand_for_their_words_but_not_in_code_and_unknown_ones_are_told() {
    let chapter = "# یک\n\n{{ level }} و {{ ناشر }} و `{{ level }}` و \\{{ level }} و {{ lvel }} و $\\frac{{a}}{b}$.\n";
    let found = read(chapter, None);
    assert_eq!(found.codes, ["unknown-variable"]);
    assert_eq!(found.found, ["1.md:3:59 unknown-variable"]);
    let line = "سال دوم و نشر نمونه و {{ level }} و {{ level }} و {{ lvel }}";
    assert!(found.pdf.contains(line), "{}", found.pdf);
    let student = read("# یک\n\n{{ level }}\n", Some("student"));
    assert_eq!(student.pdf, "یک|سال یکم");
}

#[test]
fn a_file_is_taken_in_and_its_mistakes_are_its_own_and_a_ring_of_files_ends() {
    let found = read(
        "# یک\n\n{{#include part.md}}\n\n{{#include ring.md}}\n",
        None,
    );
    assert!(found.pdf.contains("بخشی از جای دیگر."), "{}", found.pdf);
    let mut told = found.found;
    told.sort();
    assert_eq!(told, ["part.md:1:9 broken-link", "ring.md:1:1 too-deep"]);
}

#[test]
fn each_edition_is_written_under_its_name_in_its_formats() {
    let settings =
        format!("{SETTINGS}[editions.screen]\nformats = [\"epub\"]\nbook.subtitle = \"نمایشگر\"\n");
    let shelf = LittleBook::empty()
        .with("ketab/book.toml", &settings)
        .with("ketab/1.md", "# فصل\n\n{{ level }}\n");
    let run = shelf.run(&["build", "ketab", "--all-editions", "--format", "epub,pdf"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let names = [
        "ketab-large.epub",
        "ketab-large.pdf",
        "ketab-screen.epub",
        "ketab-student.epub",
        "ketab-student.pdf",
        "ketab.epub",
        "ketab.pdf",
    ];
    assert_eq!(shelf.names("ketab/output"), names);
    let run = shelf.run(&["editions", "ketab"]);
    assert_eq!(run.out, "large\nscreen\tنمایشگر\tepub\nstudent\n");
    let run = shelf.run(&["build", "ketab", "--edition", "studnet"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("student"), "{}", run.err);
}

/// The identifier of an EPUB.
fn identifier(epub: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(epub)).unwrap();
    let mut package = String::new();
    let mut file = archive.by_name("OEBPS/content.opf").unwrap();
    file.read_to_string(&mut package).unwrap();
    let (_, rest) = package.split_once("<dc:identifier").unwrap();
    rest.split(['>', '<']).nth(1).unwrap().to_owned()
}

#[test]
fn two_editions_are_two_publications() {
    let shelf = LittleBook::empty()
        .with("ketab/book.toml", SETTINGS)
        .with("ketab/1.md", "# فصل\n\nمتن\n");
    let made = |arguments: &[&str], name: &str| {
        assert_eq!(shelf.run(arguments).code, 0);
        identifier(&shelf.read(&format!("ketab/output/{name}.epub")))
    };
    let whole = made(&["build", "ketab", "--format", "epub"], "ketab");
    let build = ["build", "ketab", "--format", "epub", "--edition", "large"];
    assert_ne!(made(&build, "ketab-large"), whole);
}
