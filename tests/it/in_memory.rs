//! A book in memory for tests: settings as a Persian book has them by default.

use sahhaf::config::{self, Config};
use sahhaf::diag::Sink;
use sahhaf::model::{Book, InlineKind, Target, visit_inlines};
use sahhaf::resolve::ResolvedBook;
use sahhaf::source::{MemoryFiles, SourceMap};

/// Settings of a Persian book with these chapters and one bibliography file, all others as by default.
pub(crate) fn config(chapters: &[&str]) -> Config {
    let settings = format!(
        "[book]\ntitle = \"کتاب\"\nchapters = {chapters:?}\n[bibliography]\nfiles = [\"references.bib\"]\n"
    );
    let files = MemoryFiles::default()
        .with("book.toml", settings)
        .with("references.bib", "");
    // The settings name only files that are there.
    let with_chapter = |files: MemoryFiles, path: &&str| files.with(path, "متن");
    let files = chapters.iter().fold(files, with_chapter);
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    config::load(&files, &mut map, &mut sink).unwrap().unwrap()
}

/// Reads chapters from memory, each a path and a text.
pub(crate) fn read(chapters: &[(&str, &str)]) -> (Book, SourceMap, Sink) {
    let names: Vec<&str> = chapters.iter().map(|(path, _)| *path).collect();
    let files = chapters
        .iter()
        .fold(MemoryFiles::default(), |files, (path, text)| {
            files.with(path, *text)
        });
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let book = sahhaf::markdown::read(&config(&names), &files, &mut map, &mut sink).unwrap();
    (book, map, sink)
}

/// Where each link of the chapters leads; `!` where nowhere.
pub(crate) fn targets(book: &ResolvedBook) -> Vec<String> {
    let mut found = Vec::new();
    for chapter in &book.book.chapters {
        visit_inlines(&chapter.blocks, &mut |inline| {
            if let InlineKind::Link { target, .. } = &inline.kind {
                found.push(match book.target(inline.id, target) {
                    Target::External(address) => address.clone(),
                    Target::Anchor(id) => book.anchors.id(*id).unwrap().to_owned(),
                    Target::Local(place) | Target::Work(place) => panic!("unresolved {place}"),
                    Target::Broken => "!".to_owned(),
                });
            }
        });
    }
    found
}

/// Diagnostics, one a line: severity, code, line:column, message, hint.
pub(crate) fn report(sink: &Sink, map: &SourceMap) -> String {
    let mut text = String::new();
    for found in sink.found() {
        let place = found.span().map(|span| map.locate(span).1);
        let place = place.map_or("-".to_owned(), |place| {
            format!("{}:{}", place.line, place.column)
        });
        text += &format!(
            "{:?} {} {place} {}",
            found.severity,
            found.code.name(),
            found.message
        );
        text += &found
            .hint
            .as_ref()
            .map_or(String::new(), |hint| format!(" ({hint})"));
        text.push('\n');
    }
    text
}
