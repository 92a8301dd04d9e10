//! How long the whole citation stage takes: files read, 5,000 citations of 1,000 works formatted, the list
//! sorted and formatted.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on fails")]

mod common;

use std::fmt::Write;

use common::{Times, times};
use sahhaf::config::Config;
use sahhaf::diag::Sink;
use sahhaf::model::Book;
use sahhaf::source::{MemoryFiles, SourceMap};
use sahhaf::{cite, config, markdown};

/// Works of the bibliography.
const WORKS: usize = 1_000;
/// Citations of the book, over ten chapters.
const CITATIONS: usize = 5_000;

fn main() {
    common::columns();
    for style in ["fa-author-date", "fa-note", "fa-numeric", "apa"] {
        common::stage(style, || stage(style));
    }
}

/// Works of which every fifth is a Latin one, every seventh an article, some of one author and year.
fn works() -> String {
    const FAMILIES: [&str; 8] = [
        "زمانی",
        "فریزر",
        "پارسا",
        "ولیدی طوغان",
        "طبرستانی",
        "گلستانی",
        "آذری",
        "کریمی",
    ];
    let mut text = String::new();
    for at in 0..WORKS {
        let (kind, host) = if at % 7 == 0 {
            ("article", "journaltitle = {نامهٔ فرهنگ}, number = {3}, ")
        } else {
            ("book", "location = {تهران}, publisher = {نشر نی}, ")
        };
        let (author, language) = if at % 5 == 0 {
            (format!("Author{}, Ann", at / 3), "english")
        } else {
            (
                format!("{{{} {}}}, هما", FAMILIES[at % 8], at / 24),
                "persian",
            )
        };
        writeln!(
            text,
            "@{kind}{{key{at}, author = {{{author}}}, title = {{عنوان {at}}}, {host}date = {{{}}}, langid = {{{language}}}}}",
            1300 + at % 100
        )
        .unwrap();
    }
    text
}

fn chapter(first: usize) -> String {
    let mut text = "# فصل\n\n".to_owned();
    for at in first..first + CITATIONS / 10 {
        let (one, two) = (at * 7 % WORKS, at * 13 % WORKS);
        match at % 10 {
            0 => write!(text, "متن [@key{one}، ص {}؛ @key{two}].\n\n", at % 300),
            1 => write!(text, "چنان‌که @key{one} [ص {}] گفته است.\n\n", at % 300),
            _ => write!(text, "متن [@key{one}، ص {}].\n\n", at % 300),
        }
        .unwrap();
    }
    text
}

fn book(style: &str) -> (MemoryFiles, Config, Book) {
    let names: Vec<String> = (0..10).map(|at| format!("{at}.md")).collect();
    let toml = format!(
        "[book]\ntitle = \"کتاب\"\nchapters = {names:?}\n[bibliography]\nfiles = [\"works.bib\"]\n\
         style = \"{style}\"\nnocite = [\"*\"]\n"
    );
    let mut files = MemoryFiles::default()
        .with("book.toml", toml)
        .with("works.bib", works());
    for (at, name) in names.iter().enumerate() {
        files = files.with(name, chapter(at * CITATIONS / 10));
    }
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let config = config::load(&files, &mut map, &mut sink).unwrap().unwrap();
    let book = markdown::read(&config, &files, &mut map, &mut sink).unwrap();
    assert_eq!(book.citations().count(), CITATIONS);
    (files, config, book)
}

fn stage(style: &str) -> Times {
    let (files, config, book) = book(style);
    times(|| {
        let (mut map, mut sink) = (SourceMap::default(), Sink::default());
        cite::format(&config, &book, &files, &mut map, &mut sink).unwrap()
    })
}
