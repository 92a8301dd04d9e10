//! How long each stage takes on the sample book, `book/`; what a stage is given is made beforehand.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on fails")]

use std::sync::Arc;

use divan::Bencher;
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
    divan::main();
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

#[divan::bench]
fn parse(bencher: Bencher<'_, '_>) {
    let config = settings();
    let files = chapters(&config);
    bencher.bench(|| -> Book {
        let (mut map, mut sink) = (SourceMap::default(), Sink::default());
        markdown::read(&config, &files, &mut map, &mut sink).unwrap()
    });
}

#[divan::bench]
fn format_citations(bencher: Bencher<'_, '_>) {
    let (config, files) = (settings(), sample());
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let book = markdown::read(&config, &files, &mut map, &mut sink).unwrap();
    bencher.bench_local(|| cite::format(&config, &book, &files, &mut map, &mut sink).unwrap());
}

#[divan::bench]
fn resolve(bencher: Bencher<'_, '_>) {
    let (config, files) = (settings(), sample());
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let book = markdown::read(&config, &files, &mut map, &mut sink).unwrap();
    let citations = cite::format(&config, &book, &files, &mut map, &mut sink).unwrap();
    let book = Arc::new(book);
    bencher
        .with_inputs(|| citations.clone())
        .bench_values(|citations| {
            sahhaf::resolve::resolve(book.clone(), citations, &config, &mut Sink::default())
        });
}

/// Settings, chapters, citations, pictures and fonts, read from the disk and resolved.
#[divan::bench]
fn read_book(bencher: Bencher<'_, '_>) {
    bencher.bench(manuscript);
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

#[divan::bench]
fn shape(bencher: Bencher<'_, '_>) {
    let fonts = FontSet::embedded();
    let paragraphs = paragraphs(&fonts);
    let fresh = || (Shaper::new(&fonts), paragraphs.clone());
    bencher
        .with_inputs(fresh)
        .bench_values(|(mut shaper, paragraphs)| -> usize {
            let shaped = paragraphs.into_iter().map(|one| shaper.shape(one));
            shaped.map(|one| one.glyphs.len()).sum()
        });
}

#[divan::bench]
fn break_lines(bencher: Bencher<'_, '_>) {
    let fonts = FontSet::embedded();
    let mut shaper = Shaper::new(&fonts);
    let shaped = paragraphs(&fonts).into_iter().map(|one| shaper.shape(one));
    let shaped: Vec<ShapedParagraph> = shaped.collect();
    let measure = Measure::new(Pt(283.0), Alignment::Justify);
    bencher
        .with_inputs(|| Shaper::new(&fonts))
        .bench_values(|mut shaper| -> usize {
            let set = |one| line::set(one, &measure, &mut shaper).len();
            shaped.iter().map(set).sum()
        });
}

#[divan::bench]
fn paginate(bencher: Bencher<'_, '_>) {
    let manuscript = manuscript();
    bencher.bench(|| manuscript.pages(&mut Sink::default()));
}

#[divan::bench]
fn export_pdf(bencher: Bencher<'_, '_>) {
    let manuscript = manuscript();
    let pages = manuscript.pages(&mut Sink::default());
    bencher.bench(|| manuscript.pdf(&pages).unwrap());
}

#[divan::bench]
fn export_epub(bencher: Bencher<'_, '_>) {
    let manuscript = manuscript();
    let pages = manuscript.pages(&mut Sink::default());
    bencher.bench(|| {
        manuscript
            .epub(&pages.printed, &mut Sink::default())
            .unwrap()
    });
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
#[divan::bench(sample_count = 10)]
fn export_epub_of_a_thousand_pages(bencher: Bencher<'_, '_>) {
    let manuscript = thousand_pages();
    let pages = manuscript.pages(&mut Sink::default());
    assert!(
        (900..1200).contains(&pages.pages.len()),
        "{}",
        pages.pages.len()
    );
    bencher.bench(|| {
        manuscript
            .epub(&pages.printed, &mut Sink::default())
            .unwrap()
    });
}

/// From the files on the disk to both books in memory.
#[divan::bench]
fn whole_book(bencher: Bencher<'_, '_>) {
    bencher.bench(|| {
        let formats = [Output::Epub, Output::Pdf];
        manuscript()
            .render(&formats, &NoObserver, &mut Sink::default())
            .unwrap()
    });
}
