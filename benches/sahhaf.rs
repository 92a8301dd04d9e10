//! How long each stage takes on the sample book, `book/`; what a stage is given is made beforehand.
//!
//! `cargo bench --bench sahhaf -- export` times the stages that have this in their names.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on fails")]

mod common;

use std::sync::Arc;

use common::{Times, columns, stage, times, times_with};
use sahhaf::cite;
use sahhaf::config::{self, Config};
use sahhaf::diag::Sink;
use sahhaf::font::{Family, FontSet, Weight};
use sahhaf::frame::Ink;
use sahhaf::line::{self, Measure};
use sahhaf::locale::{Direction, Language};
use sahhaf::markdown;
use sahhaf::model::{Alignment, Book};
use sahhaf::pipeline::{self, Manuscript, NoObserver, Output};
use sahhaf::source::{BookPath, DiskFiles, FileId, Files, MemoryFiles, SourceMap, Span};
use sahhaf::text::{Breaking, Decoration, Digits, ShapedParagraph, Shaper, StyledText, TextStyle};
use sahhaf::units::Pt;

fn main() {
    columns();
    stage("parse", parse);
    stage("format_citations", format_citations);
    stage("resolve", resolve);
    stage("read_book", read_book);
    stage("shape", shape);
    stage("break_lines", break_lines);
    stage("paginate", paginate);
    stage("export_pdf", export_pdf);
    stage("export_epub", export_epub);
    stage(
        "export_epub_of_a_thousand_pages",
        export_epub_of_a_thousand_pages,
    );
    stage("whole_book", whole_book);
}

fn sample() -> DiskFiles {
    DiskFiles::new(concat!(env!("CARGO_MANIFEST_DIR"), "/book"))
}

fn settings() -> Config {
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    config::load(&sample(), &mut map, &mut sink)
        .unwrap()
        .unwrap()
}

fn manuscript() -> Manuscript {
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    pipeline::read(&sample(), &mut map, &mut sink)
        .unwrap()
        .unwrap()
}

/// The chapters of the sample in memory, so that no disk is timed.
fn chapters(config: &Config) -> MemoryFiles {
    let disk = sample();
    let read = |files: MemoryFiles, path: &BookPath| {
        let text = disk.read(path).unwrap();
        files.with(path.as_str(), text)
    };
    config.chapters.iter().fold(MemoryFiles::default(), read)
}

fn parse() -> Times {
    let config = settings();
    let files = chapters(&config);
    times(|| -> Book {
        let (mut map, mut sink) = (SourceMap::default(), Sink::default());
        markdown::read(&config, &files, &mut map, &mut sink).unwrap()
    })
}

fn format_citations() -> Times {
    let (config, files) = (settings(), sample());
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let book = markdown::read(&config, &files, &mut map, &mut sink).unwrap();
    times(|| cite::format(&config, &book, &files, &mut map, &mut sink).unwrap())
}

fn resolve() -> Times {
    let (config, files) = (settings(), sample());
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let book = markdown::read(&config, &files, &mut map, &mut sink).unwrap();
    let citations = cite::format(&config, &book, &files, &mut map, &mut sink).unwrap();
    let book = Arc::new(book);
    times_with(
        || citations.clone(),
        |citations| {
            sahhaf::resolve::resolve(book.clone(), citations, &config, &mut Sink::default())
        },
    )
}

/// Settings, chapters, citations, pictures and fonts, read from the disk and resolved.
fn read_book() -> Times {
    times(manuscript)
}

/// The book's paragraphs as the shaper gets them.
fn paragraphs(fonts: &FontSet) -> Vec<StyledText> {
    let book = manuscript().book;
    let nowhere = Span::new(FileId::default(), 0..0);
    let style = TextStyle {
        family: Family::Body,
        weight: Weight::Regular,
        emphasis: None,
        size: Pt(12.0),
        ink: Ink::BLACK,
        rise: Pt::ZERO,
        language: Language::persian(),
        decoration: Decoration::default(),
        link: None,
        breaking: Breaking::Words,
        digits: Digits::OfText,
    };
    assert!(fonts.faces().count() > 0, "the binary holds fonts");
    let words = sahhaf::resolve::text(&book);
    let lines = words.lines().filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let mut paragraph = StyledText::new(Direction::Rtl);
            paragraph.push(line, &style, nowhere);
            paragraph
        })
        .collect()
}

fn shape() -> Times {
    let fonts = FontSet::embedded();
    let paragraphs = paragraphs(&fonts);
    let fresh = || (Shaper::new(&fonts), paragraphs.clone());
    times_with(fresh, |(mut shaper, paragraphs)| -> usize {
        let shaped = paragraphs.into_iter().map(|one| shaper.shape(one));
        shaped.map(|one| one.glyphs.len()).sum()
    })
}

fn break_lines() -> Times {
    let fonts = FontSet::embedded();
    let mut shaper = Shaper::new(&fonts);
    let shaped = paragraphs(&fonts).into_iter().map(|one| shaper.shape(one));
    let shaped: Vec<ShapedParagraph> = shaped.collect();
    let measure = Measure::new(Pt(283.0), Alignment::Justify);
    times_with(
        || Shaper::new(&fonts),
        |mut shaper| -> usize {
            let set = |one| line::set(one, &measure, &mut shaper).len();
            shaped.iter().map(set).sum()
        },
    )
}

fn paginate() -> Times {
    let manuscript = manuscript();
    times(|| manuscript.pages(&mut Sink::default()))
}

fn export_pdf() -> Times {
    let manuscript = manuscript();
    let pages = manuscript.pages(&mut Sink::default());
    times(|| manuscript.pdf(&pages).unwrap())
}

fn export_epub() -> Times {
    let manuscript = manuscript();
    let pages = manuscript.pages(&mut Sink::default());
    times(|| {
        manuscript
            .epub(&pages.printed, &mut Sink::default())
            .unwrap()
    })
}

/// About a thousand pages: the sample's paragraphs again and again, in chapters of forty pages.
fn thousand_pages() -> Manuscript {
    const CHAPTERS: usize = 25;
    let words = sahhaf::resolve::text(&manuscript().book);
    let paragraphs: Vec<&str> = words.lines().filter(|line| line.len() > 80).collect();
    let mut endless = paragraphs.iter().cycle();
    let mut settings =
        "[book]\ntitle = \"هزار صفحه\"\nlanguage = \"fa\"\n[pdf]\ntrim = \"roqei\"\n".to_owned();
    let mut files = MemoryFiles::default();
    let mut names = Vec::new();
    for chapter in 1..=CHAPTERS {
        let mut text = format!("# فصل {chapter}\n\n");
        while text.len() < 88_000 {
            text.push_str(endless.next().unwrap());
            text.push_str("\n\n");
        }
        let name = format!("{chapter:02}.md");
        files = files.with(&name, text);
        names.push(format!("{name:?}"));
    }
    let chapters = format!("chapters = [{}]\n", names.join(", "));
    settings = settings.replace("[pdf]", &format!("{chapters}[pdf]"));
    files = files.with("book.toml", settings);
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    pipeline::read(&files, &mut map, &mut sink)
        .unwrap()
        .unwrap_or_else(|| panic!("{:?}", sink.found()))
}

/// The EPUB alone: its pages are set already.
fn export_epub_of_a_thousand_pages() -> Times {
    let manuscript = thousand_pages();
    let pages = manuscript.pages(&mut Sink::default());
    assert!(
        (900..1200).contains(&pages.pages.len()),
        "{}",
        pages.pages.len()
    );
    times(|| {
        manuscript
            .epub(&pages.printed, &mut Sink::default())
            .unwrap()
    })
}

/// From the files on the disk to both books in memory.
fn whole_book() -> Times {
    times(|| {
        let formats = [Output::Epub, Output::Pdf];
        manuscript()
            .render(&formats, &NoObserver, &mut Sink::default())
            .unwrap()
    })
}
