//! What every fuzz target shares: books in memory, and what has to hold of whatever comes out of them.
//!
//! A target passes when nothing panics and what was bound holds: both files are made of every book without
//! errors, the same book gives the same bytes twice, and the gate finds no broken XML in our own EPUB.

use std::io::{Cursor, Read, Write};
use std::sync::LazyLock;

use arbitrary::Arbitrary;
use sahhaf::code::CodeReader;
use sahhaf::font::FontSet;
use sahhaf::formula::{Standing, mathml, settable};
use sahhaf::markup::{Vocabulary, faults};
use sahhaf::source::SourceMap;
use sahhaf::{Book, MemoryFiles, Output, gate};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

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

/// Reads a folder without settings of ours, whose layout says what its chapters are.
pub fn read_folder<const N: usize>(given: [(&str, &[u8]); N]) {
    let files = add(MemoryFiles::default(), given);
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
    let again = made(files).expect("it was bound before");
    assert!(
        again == [epub.clone(), pdf],
        "the same book gives the same bytes"
    );
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

/// A book of likely parts.
#[derive(Arbitrary, Debug)]
pub struct SmallBook {
    blocks: Vec<Part>,
}

/// A part of a chapter.
#[derive(Arbitrary, Debug)]
enum Part {
    Heading(u8, Words),
    Paragraph(Vec<Words>),
    Quote(Words),
    List(Vec<Words>),
    Table(Words, Words),
    Verse(Words, Words),
    Note(Words),
    Code(Words),
    Formula(Words),
    Statement(Words, Words),
    Spanned(u16, u16, Words),
    Marked(Words, u8),
    Reference(u8),
    Html(Words),
}

/// Words of one script.
#[derive(Arbitrary, Debug)]
enum Words {
    Persian(u8),
    Latin(u8),
    Number(u16),
    Strong(Box<Words>),
    Emphasis(Box<Words>),
    Link(u8),
}

impl Words {
    /// Written as Markdown; the plain words are added to those that have to come out.
    fn write(&self, said: &mut Vec<String>) -> String {
        let mut say = |word: String| {
            said.push(word.clone());
            word
        };
        match self {
            Self::Persian(at) => say(format!("واژه{}", letters(*at, 'ا', 'ی'))),
            Self::Latin(at) => say(format!("word{}", letters(*at, 'a', 'z'))),
            Self::Number(number) => number.to_string(),
            Self::Strong(words) => format!("**{}**", words.write(said)),
            Self::Emphasis(words) => format!("*{}*", words.write(said)),
            Self::Link(at) => format!(
                "[{}](https://example.org/)",
                say(format!("پیوند{}", letters(*at, 'ا', 'ی')))
            ),
        }
    }
}

impl Words {
    /// Written without Markdown.
    fn plain(&self, said: &mut Vec<String>) -> String {
        match self {
            Self::Strong(words) | Self::Emphasis(words) => words.plain(said),
            Self::Link(at) => Self::Persian(*at).write(said),
            Self::Persian(_) | Self::Latin(_) | Self::Number(_) => self.write(said),
        }
    }
}

/// A letter between two others, by a number.
fn letters(at: u8, first: char, last: char) -> char {
    let between: Vec<char> = (first..=last)
        .filter(|letter| letter.is_alphabetic())
        .collect();
    between[usize::from(at) % between.len()]
}

impl Part {
    fn write(&self, said: &mut Vec<String>) -> String {
        match self {
            Self::Heading(level, words) => {
                format!(
                    "{} {}",
                    "#".repeat(usize::from(level % 4) + 1),
                    words.write(said)
                )
            }
            Self::Paragraph(words) => {
                let words: Vec<String> = words.iter().map(|one| one.write(said)).collect();
                words.join(" ")
            }
            Self::Quote(words) => format!("> {}", words.write(said)),
            Self::List(items) => {
                let items = items.iter().map(|one| format!("- {}\n", one.write(said)));
                items.collect()
            }
            Self::Table(head, cell) => {
                format!("| {} |\n|---|\n| {} |", head.write(said), cell.write(said))
            }
            Self::Verse(first, second) => {
                format!(
                    "```verse\n{} / {}\n```",
                    first.write(said),
                    second.write(said)
                )
            }
            Self::Note(words) => format!("متن^[{}]", words.write(said)),
            Self::Code(words) => format!("```\n{}\n```", words.write(&mut Vec::new())),
            Self::Formula(words) => {
                format!("$a^2 + \\text{{{}}}$", words.plain(said))
            }
            Self::Statement(title, words) => {
                let (title, words) = (title.write(said), words.write(said));
                format!("::: theorem {title}\n{words}\n:::")
            }
            Self::Spanned(columns, rows, words) => {
                let words = words.plain(said);
                format!(
                    "<table><tr><td colspan=\"{columns}\" rowspan=\"{rows}\">{words}</td><td>a</td></tr><tr><td>b</td></tr></table>"
                )
            }
            Self::Marked(words, at) => {
                format!("[{}]{{.index sub=\"{at}\"}} متن", words.plain(said))
            }
            Self::Reference(level) => {
                format!("## جا {{#a{level}}}\n\n[](#a{level}){{.title}}")
            }
            Self::Html(words) => {
                format!("<aside markdown=\"1\">\n{}\n</aside>", words.write(said))
            }
        }
    }
}

/// Binds a small book; every word of it stands in the EPUB.
pub fn whole(book: &SmallBook) {
    let mut said = Vec::new();
    let parts = book.blocks.iter().take(40);
    let parts: Vec<String> = parts.map(|part| part.write(&mut said)).collect();
    let chapter = format!("# فصل\n\n{}\n", parts.join("\n\n"));
    if let Some(epub) = bind(&files([("1.md", chapter.as_bytes())])) {
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
    fn a_book_of_every_part_comes_out_whole() {
        let words = || Words::Strong(Box::new(Words::Persian(3)));
        let blocks = vec![
            Part::Heading(1, Words::Latin(2)),
            Part::Paragraph(vec![words(), Words::Number(7), Words::Link(5)]),
            Part::Quote(words()),
            Part::List(vec![
                Words::Latin(1),
                Words::Emphasis(Box::new(Words::Latin(9))),
            ]),
            Part::Table(words(), Words::Persian(9)),
            Part::Verse(Words::Persian(1), Words::Persian(2)),
            Part::Note(Words::Persian(4)),
            Part::Code(Words::Latin(4)),
            Part::Formula(Words::Persian(5)),
            Part::Statement(Words::Persian(6), words()),
            Part::Spanned(3, 65_000, Words::Latin(7)),
            Part::Marked(words(), 3),
            Part::Reference(2),
            Part::Html(words()),
        ];
        whole(&SmallBook { blocks });
    }

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
