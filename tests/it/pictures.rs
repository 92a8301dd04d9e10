//! Pages as a renderer draws them that shares no code with us: joins that hold, and a few small
//! pictures of what only the eye can judge.
//!
//! `SNAPSHOTS=accept` rewrites the pictures in `tests/golden/pictures`; look at them before they are
//! committed.

use std::path::PathBuf;
use std::process::Command;

use crate::snapshot;
use image::{GrayImage, Luma};
use sahhaf::diag::Sink;
use sahhaf::frame::{GlyphText, PageItem, Pages, PlacedLine};
use sahhaf::pipeline;
use sahhaf::source::{MemoryFiles, SourceMap};
use sahhaf::view;

/// A book of one small page; `fonts` is its `[fonts]` table.
struct Little {
    chapter: &'static str,
    language: &'static str,
    kashida: &'static str,
    fonts: &'static str,
}

const PARASTOO: Little = Little {
    chapter: "",
    language: "fa",
    kashida: "full",
    fonts: "",
};

const NASTALIQ: &[u8] = include_bytes!("../fonts/NastaliqTest.ttf");
const VAZIRMATN: &[u8] = include_bytes!("../../fonts/Vazirmatn-Regular.ttf");
const NASKH: &[u8] = include_bytes!("../../fonts/SahhafNaskh-Regular.ttf");

impl Little {
    fn bind(&self) -> (Pages, Vec<u8>) {
        let settings = format!(
            "[book]\ntitle = \"کتاب\"\nlanguage = \"{}\"\nchapters = [\"1.md\"]\n\
             [pdf]\ntrim = \"90x120mm\"\nfont-size = 12\ncontents = 0\n\
             chapter-opening = \"next\"\nkashida = \"{}\"\n[fonts]\n{}\n",
            self.language, self.kashida, self.fonts
        );
        let files = MemoryFiles::default()
            .with("book.toml", settings)
            .with("1.md", self.chapter)
            .with("nastaliq.ttf", NASTALIQ)
            .with("vazirmatn.ttf", VAZIRMATN)
            .with("naskh.ttf", NASKH);
        let (mut map, mut sink) = (SourceMap::default(), Sink::default());
        let manuscript = pipeline::read(&files, &mut map, &mut sink)
            .unwrap()
            .unwrap_or_else(|| panic!("{:?}", sink.found()));
        let pages = manuscript.pages(&mut sink);
        let pdf = manuscript.pdf(&pages).unwrap();
        (pages, pdf)
    }
}

/// A page of a PDF in gray, drawn by poppler with `scale` pixels to a point.
fn draw(pdf: &[u8], page: usize, scale: f32) -> GrayImage {
    let (page, resolution) = ((page + 1).to_string(), (scale * 72.0).to_string());
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    let drawn = Command::new("pdftoppm")
        .args(["-png", "-gray", "-r", &resolution, "-f", &page, "-l", &page])
        .arg(file.path())
        .output()
        .expect("these tests need the program pdftoppm (Debian: poppler-utils)");
    assert!(drawn.status.success(), "{drawn:?}");
    image::load_from_memory(&drawn.stdout).unwrap().into_luma8()
}

/// The lines of a book with their pages.
fn lines(pages: &Pages) -> Vec<(usize, &PlacedLine)> {
    let mut found = Vec::new();
    for (page, one) in pages.pages.iter().enumerate() {
        found.extend(one.items.iter().filter_map(|item| match item {
            PageItem::Line(line) => Some((page, line)),
            PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => None,
        }));
    }
    found
}

/// Left and right ends of the strokes of a line, in points from the left of the page.
fn strokes(line: &PlacedLine) -> Vec<(f32, f32)> {
    let mut found = Vec::new();
    for run in &line.runs {
        let mut x = run.x.0;
        for glyph in &run.glyphs {
            if glyph.text == GlyphText::Inserted {
                found.push((x, x + glyph.advance.0));
            }
            x += glyph.advance.0;
        }
    }
    found
}

const PROSE: &str = "باسماچیان هدف خود را بدست آوردن حاکمیت بر سرزمین و سرنوشت مردمان آسیای مرکزی \
                     اعلان نموده بودند و رهبری این قیام را ابراهیم بیک لقی از باشندگان اصلی بخارا \
                     برعهده داشت و جنبش در سه مرحله دوام یافت.";

#[test]
#[ignore = "draws pages with pdftoppm (Debian: poppler-utils)"]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixels of one page"
)]
fn a_lengthened_join_is_one_piece_of_ink_at_1200_dots_an_inch() {
    const SCALE: f32 = 1200.0 / 72.0;
    let faces = ["", "body = \"vazirmatn.ttf\"", "body = \"naskh.ttf\""];
    for fonts in faces {
        let (pages, pdf) = Little {
            chapter: PROSE,
            fonts,
            ..PARASTOO
        }
        .bind();
        let found = lines(&pages);
        let stretched = found.iter().filter(|(_, line)| line.fit.strokes > 0);
        let stretched: Vec<_> = stretched.collect();
        assert!(!stretched.is_empty(), "{fonts}");
        let picture = draw(&pdf, stretched[0].0, SCALE);
        for (_, line) in stretched {
            let size = line.runs[0].size.0;
            let top = ((line.baseline.0 - 0.12 * size) * SCALE) as u32;
            let rows = top..(line.baseline.0 * SCALE) as u32;
            for (left, right) in strokes(line) {
                // A quarter of a point into the letters at both ends.
                for x in ((left - 0.25) * SCALE) as u32..((right + 0.25) * SCALE) as u32 {
                    let ink = rows.clone().any(|y| picture.get_pixel(x, y).0[0] < 64);
                    let place = x as f32 / SCALE;
                    assert!(ink, "{fonts}: no ink at {place} of {left}..{right}");
                }
            }
        }
    }
}

#[test]
#[ignore = "draws pages with pdftoppm (Debian: poppler-utils)"]
fn a_page_as_a_picture_is_the_page_of_its_pdf() {
    /// Pixels of a square whose ink is compared: two programs draw the edges of letters each in its way.
    const SIDE: u32 = 12;
    /// How much of its ink may differ.
    const MOST: f32 = 0.15;
    let text = format!(
        "# فصل {{#a}}\n\n{PROSE}[^۱] (Rust 1.95) [پیوند](#a)\n\n[^۱]: {PROSE}\n\n\
         ```شعر\nبشنو این نی چون شکایت می‌کند / از جدایی‌ها حکایت می‌کند\n```\n\n\
         ```rust\nlet a = 1;\n```\n\n![](a.svg \"شرح\")\n"
    );
    const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"60\">\
        <rect width=\"60\" height=\"60\" fill=\"#236\"/><circle cx=\"70\" cy=\"30\" r=\"20\"/></svg>";
    let settings = "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nchapters = [\"1.md\"]\n";
    let files = MemoryFiles::default()
        .with("book.toml", settings)
        .with("a.svg", DRAWING)
        .with("1.md", text);
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let manuscript = pipeline::read(&files, &mut map, &mut sink);
    let manuscript = manuscript.unwrap().unwrap();
    let pages = manuscript.pages(&mut sink);
    let pdf = manuscript.pdf(&pages).unwrap();
    for page in 0..pages.pages.len() {
        let ours = view::png(manuscript.scene(&pages), page, 144).unwrap();
        let ours = image::load_from_memory(&ours).unwrap().into_luma8();
        let theirs = draw(&pdf, page, 2.0);
        let ink = |picture: &GrayImage, left: u32, top: u32| -> f32 {
            let rows = top..top + SIDE;
            let pixels = rows.flat_map(|y| (left..left + SIDE).map(move |x| (x, y)));
            let dark = pixels.map(|(x, y)| 1.0 - f32::from(picture.get_pixel(x, y).0[0]) / 255.0);
            dark.sum::<f32>() / (SIDE * SIDE) as f32
        };
        let width = ours.width().min(theirs.width()) - SIDE;
        let height = ours.height().min(theirs.height()) - SIDE;
        for top in (0..height).step_by(SIDE as usize) {
            for left in (0..width).step_by(SIDE as usize) {
                let (one, other) = (ink(&ours, left, top), ink(&theirs, left, top));
                let off = (one - other).abs();
                assert!(
                    off < MOST,
                    "page {page} at {left}, {top}: {one} and {other}"
                );
            }
        }
    }
}

/// Compares a page with its picture; a few pixels may differ, since floats round.
fn looks_like(name: &str, pdf: &[u8], page: usize) {
    let drawn = draw(pdf, page, 1.6);
    let path = snapshot::project("tests/golden/pictures").join(format!("{name}.png"));
    if snapshot::accepts() {
        drawn.save(&path).unwrap();
        return;
    }
    let kept = image::open(&path).unwrap().into_luma8();
    assert_eq!(kept.dimensions(), drawn.dimensions(), "{name}");
    let far = |(one, other): &(&Luma<u8>, &Luma<u8>)| one.0[0].abs_diff(other.0[0]) > 48;
    let different = kept.pixels().zip(drawn.pixels()).filter(far).count();
    let all = kept.pixels().len();
    if different * 500 >= all {
        let beside = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
        drawn.save(&beside).unwrap();
        let (path, beside) = (path.display(), beside.display());
        panic!("{different} of {all} pixels differ: agreed {path}, found {beside}");
    }
}

#[test]
#[ignore = "draws pages with pdftoppm (Debian: poppler-utils)"]
fn strokes_lie_on_the_baseline_and_no_two_above_each_other() {
    let (pages, pdf) = Little {
        chapter: PROSE,
        ..PARASTOO
    }
    .bind();
    let page = lines(&pages)
        .into_iter()
        .find(|(_, line)| line.fit.strokes > 0)
        .unwrap()
        .0;
    looks_like("kashida", &pdf, page);
}

#[test]
#[ignore = "draws pages with pdftoppm (Debian: poppler-utils)"]
fn hemistichs_have_one_width() {
    let chapter = "```verse\nبشنو این نی چون شکایت می‌کند / از جدایی‌ها حکایت می‌کند\n\
                   کز نیستان تا مرا ببریده‌اند / در نفیرم مرد و زن نالیده‌اند\n```\n";
    let (pages, pdf) = Little {
        chapter,
        ..PARASTOO
    }
    .bind();
    let verse = lines(&pages)
        .into_iter()
        .find(|(_, line)| line.text.contains("بشنو"))
        .unwrap();
    looks_like("verse", &pdf, verse.0);
}

#[test]
#[ignore = "draws pages with pdftoppm (Debian: poppler-utils)"]
fn nastaliq_comes_down_step_by_step_and_takes_no_stroke() {
    let (pages, pdf) = Little {
        chapter: "یہ نمے ہے مینہ نہ یہ ہم نے مینے ہے نمی یہ ہے نمے یہ ہم نے مینہ ہے یہ نمی نہ ہے",
        language: "ur",
        fonts: "body = \"nastaliq.ttf\"",
        ..PARASTOO
    }
    .bind();
    let found = lines(&pages);
    assert!(found.iter().all(|(_, line)| line.fit.strokes == 0));
    let page = found
        .iter()
        .find(|(_, line)| line.text.contains("نمے"))
        .unwrap()
        .0;
    looks_like("nastaliq", &pdf, page);
}

#[test]
#[ignore = "draws pages with pdftoppm (Debian: poppler-utils)"]
fn latin_words_and_vowel_signs_stand_in_their_places() {
    let chapter = "جنبش باسماچیان (Basmachi movement) در C++ و [foo()](https://a.b/c) به‌سال \
                   ۱۹۱۶–۱۹۳۱ بود.\n\nبِسْمِ ٱللَّهِ ٱلرَّحْمٰنِ ٱلرَّحِيمِ؛ خانهٔ مُحَمَّد و لَا إِلٰهَ.\n";
    let (pages, pdf) = Little {
        chapter,
        ..PARASTOO
    }
    .bind();
    let page = lines(&pages)
        .into_iter()
        .find(|(_, line)| line.text.contains("C++"))
        .unwrap()
        .0;
    looks_like("mixed", &pdf, page);
}
