//! A book in memory for tests: settings as a Persian book has them by default.

#![allow(dead_code, reason = "each test file uses its own part")]

use sahhaf::config::{
    BibliographySettings, ChapterOpening, Config, EpubSettings, FontSettings, Margins, Metadata,
    PdfSettings,
};
use sahhaf::diag::Sink;
use sahhaf::locale::Language;
use sahhaf::model::Book;
use sahhaf::source::{BookPath, MemoryFiles, SourceMap};
use sahhaf::units::Pt;

/// Settings for chapters, with one bibliography file.
pub(crate) fn config(chapters: &[&str]) -> Config {
    let language = Language::persian();
    Config {
        book: Metadata {
            title: "کتاب".to_owned(),
            subtitle: None,
            direction: language.direction(),
            language,
            people: Vec::new(),
            identifier: "urn:uuid:0".to_owned(),
            isbn: None,
            description: None,
            subjects: Vec::new(),
            publisher: None,
            rights: None,
            date: None,
            modified: "2026-01-01T00:00:00Z".to_owned(),
            series: None,
            cover: None,
            cover_alt: None,
        },
        chapters: chapters
            .iter()
            .map(|path| BookPath::new(path).unwrap())
            .collect(),
        bibliography: BibliographySettings {
            files: vec![BookPath::new("references.bib").unwrap()],
            ..BibliographySettings::default()
        },
        pdf: pdf(),
        epub: EpubSettings {
            css: None,
            embed_fonts: true,
        },
        fonts: FontSettings::default(),
    }
}

fn pdf() -> PdfSettings {
    let side = Pt(50.0);
    PdfSettings {
        trim: (Pt(411.0), Pt(595.0)),
        margins: Margins {
            inner: side,
            outer: side,
            top: side,
            bottom: side,
        },
        font_size: Pt(12.0),
        line_height: 1.6,
        contents_depth: 2,
        chapter_opening: ChapterOpening::Odd,
        number_headings: false,
    }
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

/// Diagnostics, one a line: severity, code, line:column, message, hint.
pub(crate) fn report(sink: &Sink, map: &SourceMap) -> String {
    let mut text = String::new();
    for found in sink.found() {
        let place = found.span.map(|span| map.locate(span).1);
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
