//! Any EPUB in, what its readers would stumble over out: direction, language, letters, notes, pages, pictures.
//!
//! Validators see none of what makes a right-to-left book right; this room looks for that, and for
//! the faults that a reader meets whatever the language. `book` reads everything once, each check
//! looks at one craft, `store` says what the findings mean for shops. `docs/epub-gate.md` lists
//! every code with its reason.

mod address;
mod block_words;
mod book;
mod claims;
mod conformance;
mod container;
mod css;
mod direction;
mod document;
mod elements;
mod finding;
mod flow;
mod fonts;
mod images;
mod language;
mod letters;
mod links;
mod manifest;
mod navigation;
mod notes;
mod order;
mod package;
mod pages;
mod script;
mod store;
mod style;
mod text;
mod xml;

pub use container::GateError;
pub use finding::{Code, Finding};
pub use store::{RULES, Rule, Store, Verdict};

use std::path::Path;

use book::Book;
use container::Container;
use finding::Findings;

use crate::diag::Place;
use crate::limits;
use crate::source::{self, ReadError, SourceMap};

/// What the gate says about a book.
#[derive(Debug)]
pub struct Report {
    /// The findings, in the order of files and lines.
    pub findings: Vec<Finding>,
    /// What they mean for each shop.
    pub stores: Vec<Verdict>,
}

/// The bytes of an EPUB on the disk.
///
/// # Errors
/// The file is missing, is no regular file, is longer than an EPUB may be or cannot be read.
pub fn read(path: &Path) -> Result<Vec<u8>, ReadError> {
    source::read_file(path, limits::EPUB_BYTES)
}

/// Looks through the bytes of an EPUB. Its texts go into the map, where findings have their places.
///
/// # Errors
/// The bytes are no ZIP archive. Whatever else is wrong is a finding.
pub fn examine(bytes: &[u8], map: &mut SourceMap) -> Result<Report, GateError> {
    let mut findings = Findings::default();
    let container = Container::open(bytes, &mut findings)?;
    if let Some(book) = Book::read(container, map, &mut findings) {
        check(&book, &mut findings);
        conformance::check(&book, &mut findings);
    }
    let mut findings = findings.into_vec();
    findings.sort_by_cached_key(|finding| place_key(&finding.place, map));
    Ok(Report {
        stores: store::judge(&findings),
        findings,
    })
}

fn check(book: &Book, findings: &mut Findings) {
    book.check_files(findings);
    direction::check(book, findings);
    language::check(book, findings);
    language::check_arabic_script(book, findings);
    letters::check(book, findings);
    style::check(book, findings);
    elements::check(book, findings);
    notes::check(book, findings);
    pages::check(book, findings);
    navigation::check(book, findings);
    links::check(book, findings);
    manifest::check(book, findings);
    images::check(book, findings);
    fonts::check(book, findings);
    claims::check(book, findings);
}

/// Findings about the whole come first, then files by name.
fn place_key(place: &Place, map: &SourceMap) -> (String, u32) {
    match place {
        Place::Whole => (String::new(), 0),
        Place::File(name) => (name.clone(), 0),
        Place::At(span) => (map.file(span.file).path().to_string(), span.start),
    }
}
