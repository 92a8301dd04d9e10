//! What writing a PDF costs: seconds, memory above what the pages hold, and bytes.
//!
//! `cargo bench --bench pdf` writes the sample book once, and a hundred chapters of it as one book;
//! `cargo bench --bench pdf -- FOLDER…` writes other books.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on fails")]
#![allow(clippy::print_stdout, reason = "figures are what it is for")]
#![allow(
    clippy::disallowed_methods,
    reason = "memory is read from the system, chapters from the disk"
)]

mod common;

use std::fmt::Write;
use std::fs;

use common::timed;
use sahhaf::diag::Sink;
use sahhaf::pipeline;
use sahhaf::source::{DiskFiles, Files, MemoryFiles, SourceMap};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/book");
/// The chapters of the long book: as many as give some 1,100 pages.
const CHAPTERS: usize = 240;

fn main() {
    let folders = common::words();
    println!("book | pages | layout s | writing s | MiB above layout | KiB | KiB a page");
    if folders.is_empty() {
        measure("sample", &DiskFiles::new(SAMPLE));
        measure("sample, long", &long_book());
    }
    for folder in folders {
        measure(&folder, &DiskFiles::new(&folder));
    }
}

/// The chapters of the sample over and over, as one book.
fn long_book() -> MemoryFiles {
    let names = ["01-introduction", "02-overview", "03-phases", "04-decline"];
    let texts = names.map(|name| fs::read_to_string(format!("{SAMPLE}/{name}.md")).unwrap());
    let mut files = MemoryFiles::default();
    for name in ["figures", ""] {
        for entry in fs::read_dir(format!("{SAMPLE}/{name}")).unwrap() {
            let entry = entry.unwrap();
            if entry.path().is_file() {
                let path = format!("{name}/{}", entry.file_name().to_string_lossy());
                let bytes = fs::read(entry.path()).unwrap();
                files = files.with(path.trim_start_matches('/'), bytes);
            }
        }
    }
    let mut chapters = String::new();
    for chapter in 0..CHAPTERS {
        let _ = write!(chapters, "\"c{chapter}.md\", ");
        let text = texts[chapter % texts.len()].clone();
        files = files.with(&format!("c{chapter}.md"), text);
    }
    let settings = format!(
        "[book]\ntitle = \"کتاب بلند\"\nchapters = [{chapters}]\n\
         [bibliography]\nfiles = [\"references.bib\"]\n"
    );
    files.with("book.toml", settings)
}

fn measure(name: &str, files: &dyn Files) {
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let book = pipeline::read(files, &mut map, &mut sink).unwrap();
    let book = book.expect("the book can be read");
    let layout = timed(|| book.pages(&mut sink));
    let pages = layout.made;
    let held = reset_peak();
    let writing = timed(|| book.pdf(&pages).unwrap());
    let bytes = writing.made;
    let above = status("VmHWM").saturating_sub(held).div_ceil(1024);
    let count = pages.pages.len();
    let size = bytes.len().div_ceil(1024);
    let [layout, writing] = [layout.took, writing.took].map(|took| took.as_secs_f64());
    println!(
        "{name} | {count} | {layout:.2} | {writing:.2} | {above} | {size} | {:.1}",
        bytes.len() as f64 / 1024.0 / count as f64
    );
}

/// Forgets the highest use of memory so far; gives back what is held now, in KiB.
fn reset_peak() -> usize {
    // Linux, proc(5): 5 resets the peak. Elsewhere no memory is told.
    let _ = fs::write("/proc/self/clear_refs", "5");
    status("VmRSS")
}

/// A figure of this process, in KiB.
fn status(key: &str) -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(key));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or(0)
}
