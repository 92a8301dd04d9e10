//! What every fuzz target shares: books in memory, and what has to hold of whatever comes out of them.
//!
//! A target passes when nothing panics and what was bound holds: both files are made of every book without
//! errors, the same book gives the same bytes twice, and the gate finds no broken XML in our own EPUB.

use std::io::{Cursor, Read, Write};
use std::sync::LazyLock;

use sahhaf::code::CodeReader;
use sahhaf::font::FontSet;
use sahhaf::formula::{Standing, mathml, settable};
use sahhaf::markup::{Vocabulary, faults};
use sahhaf::source::SourceMap;
use sahhaf::{Book, MemoryFiles, Output, gate};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

mod small;

pub use small::SmallBook;
use small::Written;

/// A chapter without a mistake.
pub const TEXT: &[u8] =
    "# سرآغاز\n\nاین متن فارسی است و hello 123 «نقل» می‌رود. **پررنگ** *کج*\n".as_bytes();

/// Settings of a book of one chapter.
const SETTINGS: &[u8] =
    "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nchapters = [\"1.md\"]\n".as_bytes();

/// The usual settings and more.
pub fn with(more: &[u8]) -> Vec<u8> {
    [SETTINGS, more].concat()
}

/// A folder with the usual settings, unless others are given.
fn files<const N: usize>(given: [(&str, &[u8]); N]) -> MemoryFiles {
    add(MemoryFiles::default().with("book.toml", SETTINGS), given)
}

fn add<const N: usize>(files: MemoryFiles, given: [(&str, &[u8]); N]) -> MemoryFiles {
    let given = given.into_iter();
    given.fold(files, |files, (name, bytes)| files.with(name, bytes))
}

/// Reads a book to the point where it could be bound.
pub fn read<const N: usize>(given: [(&str, &[u8]); N]) {
    let files = files(given);
    let _ = Book::open(&files).and_then(Book::resolve);
}

/// Reads a folder without settings of ours, whose layout says what its chapters are: two chapters, and the files of
/// the text, each of which begins with `>>> ` and its name.
pub fn read_folder(text: &str) {
    let usual = [("01.md", TEXT), ("a/02.md", TEXT)];
    let mut files = add(MemoryFiles::default(), usual);
    for file in text.split(">>> ").skip(1).take(12) {
        if let Some((name, content)) = file.split_once('\n') {
            files = files.with(name, content.as_bytes());
        }
    }
    let _ = Book::open(&files).and_then(Book::resolve);
}

/// Binds a book; what is made has to hold.
pub fn book<const N: usize>(given: [(&str, &[u8]); N]) {
    bind(&files(given));
}

/// Lists the works of a bibliography file.
pub fn works(name: &str, bytes: &[u8]) {
    let settings = format!("[bibliography]\nfiles = [\"{name}\"]\nnocite = [\"*\"]\n");
    let settings = with(settings.as_bytes());
    read([("book.toml", &settings), ("1.md", TEXT), (name, bytes)]);
}

/// Looks through an EPUB.
pub fn examine(bytes: &[u8]) {
    let _ = gate::examine(bytes, &mut SourceMap::default());
}

/// The faces of the program, read once.
static FONTS: LazyLock<FontSet> = LazyLock::new(FontSet::embedded);

/// Reads a formula; what can be set is XML without a fault, too.
pub fn formula(source: &str) {
    for standing in [Standing::Inline, Standing::Displayed] {
        if let Ok(reading) = settable(source, standing, &FONTS) {
            let markup = mathml(&reading.tree, source, standing);
            let page = format!(
                "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>a</title></head><body><p>{markup}</p></body></html>"
            );
            let found = faults(&page, Vocabulary::Xhtml);
            assert!(found.is_empty(), "{source}: {found:?}");
        }
    }
}

/// Tells the parts of a code apart: they cover it, and none goes across the end of a line.
pub fn code(language: &str, program: &str) {
    let read = CodeReader::default().read(language, program, None);
    let mut done = 0;
    for piece in &read.pieces {
        assert_eq!(piece.range.start, done);
        let text = &program[piece.range.clone()];
        assert!(!text.trim_end_matches('\n').contains('\n'), "{text:?}");
        done = piece.range.end;
    }
    assert_eq!(done, program.len());
    for isolate in &read.isolates {
        assert!(!program[isolate.range.clone()].contains('\n'));
    }
}

/// Looks for what breaks the rules of a document; the letter says of what kind it is.
pub fn markup(letter: char, text: &str) {
    let vocabulary = match letter {
        'n' => Vocabulary::Navigation,
        's' => Vocabulary::Svg,
        'p' => Vocabulary::Package,
        'c' => Vocabulary::Ncx,
        'o' => Vocabulary::Other,
        _ => Vocabulary::Xhtml,
    };
    let _ = faults(text, vocabulary);
}

/// Both files of a book; `None` where it has errors.
fn made(files: &MemoryFiles) -> Option<[Vec<u8>; 2]> {
    let mut book = Book::open(files).ok()?.resolve().ok()?;
    let epub = book.render(Output::Epub).ok()?;
    let pdf = book.render(Output::Pdf).ok()?;
    Some([epub.bytes, pdf.bytes])
}

fn bind(files: &MemoryFiles) -> Option<Vec<u8>> {
    let [epub, pdf] = made(files)?;
    assert!(pdf.starts_with(b"%PDF"));
    // Asked of a fourth of all books, so that more of them are made in a minute.
    if epub.len() % 4 == 0 {
        let again = made(files).expect("it was bound before");
        assert!(
            again == [epub.clone(), pdf],
            "the same book gives the same bytes"
        );
    }
    let report = gate::examine(&epub, &mut SourceMap::default()).expect("our EPUB is an archive");
    let broken = ["broken-xml", "broken-file", "duplicate-id", "missing-file"];
    for finding in &report.findings {
        assert!(
            !broken.contains(&finding.code.name()),
            "{}",
            finding.message
        );
    }
    Some(epub)
}

/// A small EPUB with one of its files replaced.
pub fn epub_of(name: &str, bytes: &[u8]) -> Vec<u8> {
    const CONTAINER: &[u8] = b"<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles><rootfile full-path=\"OEBPS/content.opf\"/></rootfiles></container>";
    const PACKAGE: &[u8] = b"<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\"><metadata/><manifest><item id=\"n\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/></manifest><spine><itemref idref=\"n\"/></spine></package>";
    const PAGE: &[u8] =
        b"<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>a</p></body></html>";
    let plain = [
        ("META-INF/container.xml", CONTAINER),
        ("OEBPS/content.opf", PACKAGE),
        ("OEBPS/a.xhtml", PAGE),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, usual) in plain {
        let content = if path == name { bytes } else { usual };
        let begun = archive.start_file(path, SimpleFileOptions::default());
        begun.expect("memory takes every file");
        archive.write_all(content).expect("memory takes every byte");
    }
    archive
        .finish()
        .expect("memory takes every file")
        .into_inner()
}

/// Binds a small book; every word of it stands in the EPUB.
pub fn whole(book: &SmallBook) {
    let Written {
        settings,
        chapter,
        said,
    } = book.write();
    let settings = with(settings.as_bytes());
    let given = [
        ("book.toml", settings.as_slice()),
        ("1.md", chapter.as_bytes()),
    ];
    if let Some(epub) = bind(&files(given)) {
        let text = text_of(&epub);
        for word in said {
            assert!(text.contains(&word), "{word} of {chapter}");
        }
    }
}

/// All documents of an EPUB, one after the other.
fn text_of(epub: &[u8]) -> String {
    let mut archive = ZipArchive::new(Cursor::new(epub)).expect("our EPUB is an archive");
    let mut text = String::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("it was written a moment ago");
        if file.name().ends_with(".xhtml") {
            file.read_to_string(&mut text).expect("documents are UTF-8");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_codes_and_documents_are_looked_at() {
        formula("\\frac{a}{\\text{سلام}}");
        code("rust", "let a = \"سلام\"; // متن\n\nfn b() {}\n");
        markup('s', "<svg><a>");
    }

    #[test]
    fn what_is_put_into_an_epub_is_looked_at() {
        let broken = epub_of("OEBPS/a.xhtml", b"<a>");
        let report = gate::examine(&broken, &mut SourceMap::default()).expect("it is an archive");
        let found = report
            .findings
            .iter()
            .any(|one| one.code.name() == "broken-xml");
        assert!(found);
    }
}
