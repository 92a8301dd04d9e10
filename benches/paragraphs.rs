//! How fast paragraphs are set, against harfrust alone over the same lines, in one run and one thread.
//!
//! In: text files named on the command line or in `SAHHAF_PARAGRAPHS` (separated as a path is), one
//! paragraph a line; without any, the repository's own book, ten and a hundred times. Out: for each
//! text what shaping alone takes, what shaping, breaking and justifying take, and their ratio; then
//! single paragraphs of n and 4 n words, which must not take much more than 4 times as long.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on fails")]

mod common;

use std::env;
use std::hint::black_box;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use common::millis;
use harfrust::{Buffer, Direction as Way, Script, ShapeOptions, ShapePlan, ShaperFont};
use sahhaf::diag::Sink;
use sahhaf::font::{FaceStyle, Family, FontSet, Weight};
use sahhaf::frame::Ink;
use sahhaf::line::{self, Measure};
use sahhaf::locale::{Direction, Language};
use sahhaf::model::Alignment;
use sahhaf::pipeline;
use sahhaf::source::{DiskFiles, FileId, SourceMap, Span};
use sahhaf::text::{Breaking, Decoration, Digits, Shaper, StyledText, TextStyle};
use sahhaf::units::Pt;

/// The column of a roqei page in the comparison with other systems.
const MEASURE: Pt = Pt(306.0);
const SIZE: Pt = Pt(11.0);
/// Runs of which the fastest counts: other programs share the machine.
const RUNS: usize = 5;
/// Words of the shorter of two long paragraphs.
const LONG: usize = 200_000;

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    let fonts = FontSet::embedded();
    let texts = texts();
    writeln!(
        out,
        "{:<24} {:>8} {:>9} {:>9} {:>9} {:>9} {:>9} {:>7}",
        "text", "words", "harfrust", "shape", "line", "all", "ns/word", "ratio"
    )?;
    for (name, text) in &texts {
        write_row(&mut out, name, &time_text(&fonts, text))?;
    }
    writeln!(
        out,
        "\n{:<24} {:>12} {:>12} {:>7}",
        "one paragraph", "n words", "4 n words", "times"
    )?;
    let (_, text) = &texts[0];
    for (name, words) in long_paragraphs(text) {
        let [short, long] = [1, 4].map(|times| time_paragraph(&fonts, &words, times * LONG));
        writeln!(
            out,
            "{name:<24} {:>9.1} ms {:>9.1} ms {:>7.2}",
            millis(short),
            millis(long),
            long.as_secs_f64() / short.as_secs_f64()
        )?;
    }
    Ok(())
}

/// The texts with their names.
fn texts() -> Vec<(String, String)> {
    let named = env::var_os("SAHHAF_PARAGRAPHS").unwrap_or_default();
    let named = env::split_paths(&named).filter(|path| path.components().next().is_some());
    let typed = common::words().into_iter().map(PathBuf::from);
    let files: Vec<_> = named.chain(typed).collect();
    if files.is_empty() {
        let book = sample();
        return [10, 100]
            .map(|times| (format!("book/ x {times}"), book.repeat(times)))
            .to_vec();
    }
    files
        .iter()
        .map(|path| (short_name(path), read(path)))
        .collect()
}

#[expect(
    clippy::disallowed_methods,
    reason = "a benchmark reads what it is told to"
)]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

fn short_name(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts[parts.len().saturating_sub(2)..].join("/")
}

/// The text of the repository's book, one paragraph a line.
fn sample() -> String {
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let files = DiskFiles::new(concat!(env!("CARGO_MANIFEST_DIR"), "/book"));
    let manuscript = pipeline::read(&files, &mut map, &mut sink)
        .unwrap()
        .unwrap();
    let text = sahhaf::resolve::text(&manuscript.book);
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    lines.join("\n") + "\n"
}

/// What a text takes.
struct Times {
    words: usize,
    alone: Duration,
    shape: Duration,
    all: Duration,
}

fn write_row(out: &mut impl Write, name: &str, times: &Times) -> io::Result<()> {
    #[expect(clippy::cast_precision_loss, reason = "a figure to be read")]
    let each = times.all.as_secs_f64() * 1e9 / times.words as f64;
    let ratio = times.all.as_secs_f64() / times.alone.as_secs_f64();
    let [alone, shape, line, all] = [
        times.alone,
        times.shape,
        times.all.saturating_sub(times.shape),
        times.all,
    ]
    .map(|time| format!("{:.1} ms", millis(time)));
    let words = times.words;
    writeln!(
        out,
        "{name:<24} {words:>8} {alone:>9} {shape:>9} {line:>9} {all:>9} {each:>9.0} {ratio:>7.2}"
    )
}

/// What a run takes.
fn time(run: impl FnOnce() -> usize) -> Duration {
    let start = Clock::start();
    black_box(run());
    start.elapsed()
}

/// The time this thread has had a processor, so that what else the machine does is left out; where the
/// system does not tell it, the time that has passed.
enum Clock {
    Processor(Duration),
    Wall(Instant),
}

impl Clock {
    fn start() -> Self {
        processor_time().map_or_else(|| Self::Wall(Instant::now()), Self::Processor)
    }

    fn elapsed(&self) -> Duration {
        match self {
            Self::Processor(start) => processor_time().unwrap().saturating_sub(*start),
            Self::Wall(start) => start.elapsed(),
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a file in which Linux tells what a thread has used"
)]
fn processor_time() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanos = told.split(' ').next()?.parse().ok()?;
    Some(Duration::from_nanos(nanos))
}

fn time_text(fonts: &FontSet, text: &str) -> Times {
    let measure = Measure::new(MEASURE, Alignment::Justify);
    let mut times = Times {
        words: text.split_whitespace().count(),
        alone: Duration::MAX,
        shape: Duration::MAX,
        all: Duration::MAX,
    };
    // By turns, so that a slow moment of the machine slows all of them.
    for _ in 0..RUNS {
        times.alone = times.alone.min(time(|| shape_alone(fonts, text)));
        times.shape = times.shape.min(time(|| {
            let mut shaper = Shaper::new(fonts);
            let shaped = text.lines().map(|line| shaper.shape(paragraph(line)));
            shaped.map(|shaped| shaped.glyphs.len()).sum()
        }));
        times.all = times.all.min(time(|| {
            let mut shaper = Shaper::new(fonts);
            let set = text.lines().map(|line| {
                let shaped = shaper.shape(paragraph(line));
                line::set(&shaped, &measure, &mut shaper).len()
            });
            set.sum()
        }));
    }
    times
}

/// harfrust and nothing else: one plan, one buffer, every line one run.
fn shape_alone(fonts: &FontSet, text: &str) -> usize {
    let face = fonts.face(fonts.primary(FaceStyle::upright(Family::Heading, Weight::Regular)));
    let prepared = ShaperFont::new(face.font());
    let language = harfrust::Language::new("fa");
    let (way, script) = (Way::RightToLeft, Some(Script::ARABIC));
    let plan = ShapePlan::new(face.font(), way, script, language.as_ref(), &[]);
    let mut buffer = Buffer::new();
    let mut glyphs = 0;
    for line in text.lines() {
        buffer.clear();
        buffer.push_str(line);
        buffer.set_direction(way);
        buffer.set_script(script);
        buffer.set_language(language.clone());
        let options = ShapeOptions::new().plan(Some(&plan));
        harfrust::shape(&prepared, &mut buffer, options).unwrap();
        glyphs += buffer.len();
    }
    glyphs
}

fn paragraph(text: &str) -> StyledText {
    let style = TextStyle {
        // The heading chain begins with Vazirmatn, the face of the comparison.
        family: Family::Heading,
        weight: Weight::Regular,
        emphasis: None,
        size: SIZE,
        ink: Ink::BLACK,
        rise: Pt::ZERO,
        language: Language::persian(),
        decoration: Decoration::default(),
        link: None,
        breaking: Breaking::Words,
        digits: Digits::OfText,
    };
    let mut paragraph = StyledText::new(Direction::Rtl);
    paragraph.push(text, &style, Span::new(FileId::default(), 0..0));
    paragraph
}

/// Words to make long paragraphs of: those of a text, and patterns that repeat.
fn long_paragraphs(text: &str) -> Vec<(&'static str, Vec<String>)> {
    let own = |words: &str| words.split_whitespace().map(str::to_owned).collect();
    vec![
        ("the text", own(text)),
        ("one letter", own("و")),
        ("one word", own("کتاب‌خانه‌ها")),
        ("two ways", own("سلام hello")),
        ("brackets", own("(الف [ب «پ")),
        ("numbers", own("۱۲ 34 ۵۶٫۷")),
        ("a vowel sign alone", own("بِ \u{064E}")),
    ]
}

/// How long a single paragraph of so many words takes, each pattern in a circle.
fn time_paragraph(fonts: &FontSet, words: &[String], count: usize) -> Duration {
    let words: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .cycle()
        .take(count)
        .collect();
    let text = words.join(" ");
    let measure = Measure::new(MEASURE, Alignment::Justify);
    let set = || {
        let mut shaper = Shaper::new(fonts);
        let shaped = shaper.shape(paragraph(&text));
        line::set(&shaped, &measure, &mut shaper).len()
    };
    time(set).min(time(set))
}
