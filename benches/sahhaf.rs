//! How long each stage takes on the sample book, `book/`.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on fails")]

use divan::Bencher;
use sahhaf::config::{self, Config};
use sahhaf::diag::Sink;
use sahhaf::markdown;
use sahhaf::model::Book;
use sahhaf::pipeline::{self, Format, Manuscript, Unwatched};
use sahhaf::source::{DiskFiles, SourceMap};

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

#[divan::bench]
fn parse(bencher: Bencher<'_, '_>) {
    let config = settings();
    bencher.bench(|| -> Book {
        let (mut map, mut sink) = (SourceMap::default(), Sink::default());
        markdown::read(&config, &sample(), &mut map, &mut sink).unwrap()
    });
}

#[divan::bench]
fn resolve(bencher: Bencher<'_, '_>) {
    bencher.bench(manuscript);
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
    bencher.bench(|| manuscript.epub(&mut Sink::default()).unwrap());
}

#[divan::bench]
fn whole_book(bencher: Bencher<'_, '_>) {
    bencher.bench(|| {
        let formats = [Format::Epub, Format::Pdf];
        manuscript()
            .bind(&formats, &Unwatched, &mut Sink::default())
            .unwrap()
    });
}
