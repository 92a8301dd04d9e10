//! Books in the ways of writing of other tools: the files of one in, its tree and what is told of it out.
//!
//! `tests/dialects/NAME.txt` holds the files of a book behind `>>> path` lines; `tests/golden/dialect-NAME.txt` is what
//! is read of them.

use std::fmt::Write as _;

use sahhaf::config;
use sahhaf::diag::Sink;
use sahhaf::model::dump::dump;
use sahhaf::source::{MemoryFiles, SourceMap};

use crate::snapshot;

/// What is read of a book, with what is told of it.
fn read(name: &str) -> String {
    let path = snapshot::project("tests/dialects").join(format!("{name}.txt"));
    let text = std::fs::read_to_string(path).unwrap();
    let files = text.split(">>> ").skip(1);
    let files = files.fold(MemoryFiles::default(), |files, file| {
        let (path, text) = file.split_once('\n').unwrap();
        files.with(path, text)
    });
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let config = config::load(&files, &mut map, &mut sink).unwrap().unwrap();
    let book = sahhaf::markdown::read(&config, &files, &mut map, &mut sink).unwrap();
    let mut found = dump(&book, &map);
    for diagnostic in sink.found() {
        writeln!(found, "{}: {}", diagnostic.code.name(), diagnostic.message).unwrap();
    }
    found
}

#[track_caller]
fn is_as_agreed(name: &str) {
    snapshot::assert(&format!("dialect-{name}.txt"), &read(name));
}

#[test]
fn a_book_of_quarto_is_read_as_its_author_means_it() {
    is_as_agreed("quarto");
}

#[test]
fn a_book_of_bookdown_is_read_as_its_author_means_it() {
    is_as_agreed("bookdown");
}

#[test]
fn a_book_of_leanpub_is_read_as_its_author_means_it() {
    is_as_agreed("leanpub");
}

#[test]
fn a_vault_of_obsidian_is_read_as_its_author_means_it() {
    is_as_agreed("obsidian");
}

#[test]
fn a_text_for_pandoc_is_read_as_its_author_means_it() {
    is_as_agreed("pandoc");
}
