//! How much of a full build it takes until the pages of a changed book are there, for a book of a thousand pages.
//!
//! Every row is measured beside full builds of the same run, so that a busy machine changes both.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on fails")]
#![allow(clippy::print_stdout, reason = "it tells what it measured")]

mod common;

use std::sync::Arc;
use std::time::Duration;

use common::{Times, is_wanted, millis, timed};
use sahhaf::{Book, BuildContext, DiskFiles, Files, Memory, MemoryFiles};

const CHAPTERS: usize = 25;
/// Pages that the book has at least.
const PAGES: usize = 1000;
/// How often each change is made.
const TIMES: usize = 7;

/// The chapters of a book of a thousand pages: the paragraphs of the sample again and again.
fn chapters() -> Vec<String> {
    let sample = DiskFiles::new(concat!(env!("CARGO_MANIFEST_DIR"), "/book"));
    let files = sample.list().unwrap();
    let files = files.iter().filter(|path| path.as_str().ends_with(".md"));
    let texts = files.map(|path| String::from_utf8(sample.read(path).unwrap()).unwrap());
    let words: String = texts.collect();
    let plain = |line: &&str| line.len() > 80 && !line.contains(['[', '<', '|', '`', '^']);
    let paragraphs: Vec<&str> = words.lines().filter(plain).collect();
    let mut endless = paragraphs.iter().cycle();
    let chapter = |number| {
        let mut text = format!("# فصل {number}\n\n");
        while text.len() < 95_000 {
            text.push_str(endless.next().unwrap());
            text.push_str("\n\n");
        }
        text
    };
    (1..=CHAPTERS).map(chapter).collect()
}

/// A drawing for the figures.
const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"120\">\
    <rect width=\"200\" height=\"120\" fill=\"#888\"/></svg>";

fn files(chapters: &[String], size: usize) -> MemoryFiles {
    let names = (1..=chapters.len()).map(|number| format!("{number:02}.md"));
    let names: Vec<String> = names.collect();
    let settings = format!(
        "[book]\ntitle = \"هزار صفحه\"\nlanguage = \"fa\"\nchapters = {names:?}\n[pdf]\nfont-size = {size}\n"
    );
    let start = MemoryFiles::default()
        .with("book.toml", settings)
        .with("map.svg", DRAWING);
    let pairs = names.iter().zip(chapters);
    pairs.fold(start, |files, (name, text)| files.with(name, text.as_str()))
}

/// Builds as far as the preview does: pages and their keys.
fn build(files: &MemoryFiles, memory: Option<&Arc<Memory>>) -> Duration {
    let build = timed(|| {
        let context = BuildContext {
            memory: memory.cloned(),
            ..BuildContext::new(files)
        };
        let mut book = Book::open_in(context).unwrap().resolve().unwrap();
        book.proofread();
        book.set()
    });
    let pages = build.made.keys().len();
    assert!(pages >= PAGES, "{pages} pages");
    build.took
}

/// Writes something at the end of a paragraph in the middle of a chapter.
fn insert(chapter: &mut String, text: &str) {
    let half = chapter.floor_char_boundary(chapter.len() / 2);
    let at = half + chapter[half..].find("\n\n").unwrap();
    chapter.insert_str(at, text);
}

/// Changes the book and builds it again; the middle one of the times.
fn measure(change: impl Fn(&mut Vec<String>, usize) -> usize) -> Duration {
    let memory = Arc::new(Memory::default());
    let mut chapters = chapters();
    build(&files(&chapters, 12), Some(&memory));
    let times = (0..TIMES).map(|time| {
        let size = change(&mut chapters, time);
        build(&files(&chapters, size), Some(&memory))
    });
    Times::new(times.collect()).median()
}

fn main() {
    // `cargo bench --bench rebuild -- paragraph` measures the rows of that name alone, for a profile.
    let chapters = chapters();
    let full = (0..TIMES).map(|_| build(&files(&chapters, 12), None));
    let full = Times::new(full.collect()).median();
    let row = |name: &str, measured: &dyn Fn() -> Duration| {
        if !is_wanted(name) {
            return;
        }
        let time = measured();
        let share = 100.0 * time.as_secs_f64() / full.as_secs_f64();
        println!("{name:28} {:8.1} ms  {share:5.1} %", millis(time));
    };
    row("a full build", &|| full);
    row("nothing changed", &|| measure(|_, _| 12));
    row("a paragraph changed", &|| {
        measure(|chapters, time| {
            insert(&mut chapters[12], &format!(" {time} "));
            12
        })
    });
    row("a note added", &|| {
        measure(|chapters, time| {
            let note = format!(" [^n{time}]\n\n[^n{time}]: یادداشت {time}.\n\n");
            insert(&mut chapters[12], &note);
            12
        })
    });
    row("a figure added", &|| {
        measure(|chapters, time| {
            let figure = format!("\n\n![نقشه](map.svg \"شکل {time}\")\n\n");
            insert(&mut chapters[12], &figure);
            12
        })
    });
    row("a heading in the middle", &|| {
        measure(|chapters, time| {
            let heading = format!("\n\n## بخش {time}\n\n");
            insert(&mut chapters[12], &heading);
            12
        })
    });
    row("a heading added", &|| {
        measure(|chapters, time| {
            chapters[12].push_str(&format!("## بخش {time}\n\nمتن.\n\n"));
            12
        })
    });
    row("a chapter moved", &|| {
        measure(|chapters, _| {
            let moved = chapters.remove(20);
            chapters.insert(10, moved);
            12
        })
    });
    row("a setting changed", &|| measure(|_, time| 13 - time % 2));
}
