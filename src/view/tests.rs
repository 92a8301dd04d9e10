//! Small books set, drawn and asked for the places of their words.

use std::error::Error as _;

use super::{Point, Scene, find, first_word, keys, png, spot_of, svg, word_at};
use crate::diag::Sink;
use crate::frame::{Page, PageItem, Pages, TextRole};
use crate::pipeline::{self, BuildError, Manuscript};
use crate::source::{BookPath, MemoryFiles, SourceMap, Span};
use crate::units::Pt;

const SETTINGS: &str = "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nchapters = [\"1.md\"]\n";

struct Set {
    manuscript: Manuscript,
    pages: Pages,
    map: SourceMap,
}

fn set(text: &str) -> Set {
    let files = MemoryFiles::default()
        .with("book.toml", SETTINGS)
        .with("1.md", text);
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let manuscript = pipeline::read(&files, &mut map, &mut sink);
    let manuscript = manuscript.unwrap().unwrap();
    let pages = manuscript.pages(&mut sink);
    Set {
        manuscript,
        pages,
        map,
    }
}

impl Set {
    fn scene(&self) -> Scene<'_> {
        self.manuscript.scene(&self.pages)
    }

    /// Where a place on a page was written: its line, and the words there.
    fn written_at(&self, page: usize, x: f32, baseline: f32) -> Option<(usize, &str)> {
        let point = Point {
            x: Pt(x),
            y: Pt(baseline),
        };
        let word = word_at(&self.pages, page, point)?;
        let (_, at) = self.map.locate(word.span);
        Some((at.line, self.map.slice(word.span)))
    }
}

fn body(page: &Page) -> impl Iterator<Item = &crate::frame::PlacedLine> {
    page.items.iter().filter_map(|item| match item {
        PageItem::Line(line) if line.role == TextRole::Body => Some(line),
        _ => None,
    })
}

fn long() -> String {
    let words = "کتاب خوب را دوباره می‌خوانند و هر بار چیز تازه‌ای در آن می‌یابند. ";
    format!("# فصل\n\n{}\n\n*پایان* کتاب.\n", words.repeat(60))
}

#[test]
fn every_word_of_a_page_leads_to_where_it_was_written() {
    let set = set(&long());
    let mut seen = 0;
    for (index, page) in set.pages.pages.iter().enumerate().skip(2) {
        for line in body(page) {
            for run in &line.runs {
                let x = run.x.0 + run.width().0 / 2.0;
                let (at, words) = set.written_at(index, x, line.baseline.0 - 1.0).unwrap();
                assert!([3, 5].contains(&at), "{words} on line {at}");
                assert!(line.text.contains(words), "{words} is not in {}", line.text);
                seen += 1;
            }
        }
    }
    assert!(seen > 20);
}

#[test]
fn a_word_that_stands_many_times_leads_to_its_own_place() {
    let set = set("# فصل\n\nاو گفت که او رفت و او ماند.\n");
    let page = set
        .pages
        .pages
        .iter()
        .position(|page| body(page).count() > 0);
    let page = page.unwrap();
    let line = body(&set.pages.pages[page]).next().unwrap();
    let right = line.runs.iter().map(|run| run.x.0 + run.width().0);
    let right = right.fold(0.0, f32::max);
    let mut places = Vec::new();
    let mut x = right - 1.0;
    while x > 0.0 {
        let point = Point {
            x: Pt(x),
            y: line.baseline,
        };
        let word = word_at(&set.pages, page, point).unwrap();
        if word.text == "او" && places.last() != Some(&word.span.start) {
            places.push(word.span.start);
        }
        x -= 1.0;
    }
    let source = set
        .map
        .file(set.map.find(&BookPath::new("1.md").unwrap()).unwrap());
    let written: Vec<u32> = source
        .text()
        .match_indices("او")
        .map(|(at, _)| u32::try_from(at).unwrap())
        .collect();
    assert_eq!(places, written);
}

/// Where each «او» of the pages was written, as the bytes of the file, in their order.
fn written_he(set: &Set) -> Vec<&str> {
    let mut found = Vec::new();
    for (index, page) in set.pages.pages.iter().enumerate() {
        let lines = page.items.iter().filter_map(|item| match item {
            PageItem::Line(line) if line.span.is_some() => Some(line),
            _ => None,
        });
        for line in lines {
            for (at, word) in line.text.match_indices("او") {
                let area = super::place::stretch(line, at..at + word.len());
                let point = Point {
                    x: area.x + area.width / 2.0,
                    y: line.baseline,
                };
                let word = word_at(&set.pages, index, point).unwrap();
                found.push(word.span);
            }
        }
    }
    found.sort_by_key(|span| span.start);
    found.dedup();
    found.iter().map(|span| set.map.slice(*span)).collect()
}

#[test]
fn a_word_leads_to_its_own_bytes_whatever_signs_are_set_otherwise_around_it() {
    for text in [
        "او گفت: \"او -- و او...\" و 'او' ماند.",
        "او \\*او\\* و &amp; او &lt;او&gt; و *او* **او _او_**",
        "او `او` و ``او ` او`` گفت",
        "> او در نقل\n> گفت: \"او\"\n> و او",
        "- او\n  \"نه\" او\n\n  او\n",
        "متن[^n] او[^n] او\n\n[^n]: \"متن\" او\n    و او",
        "```python\nاو = \"نه\"\n\tاو\n```\n\nاو",
        "- متن:\n\n  ```\n  او\n    او\n  ```\n\n  او",
        "متن\n\n    او = 1\n    او = 2\n\nاو",
        "| او | ب |\n|---|---|\n| \"متن\" او | *او* |",
        "او $x^2$ و او $y$ او",
        "[او](https://example.org) و [\"او\" و او]{.small} H~2~O او",
        "::: note\nاو \"و\" او\n:::",
    ] {
        let source = format!("# فصل\n\n{text}\n");
        let set = set(&source);
        let written = written_he(&set);
        let count = source.matches("او").count();
        assert_eq!(written, vec!["او"; count], "{text}");
    }
}

#[test]
fn the_first_word_of_a_page_is_the_author_s_and_not_its_running_head() {
    let set = set(&long());
    let firsts = (0..set.pages.pages.len()).filter_map(|page| first_word(&set.pages, page));
    let written: Vec<String> = firsts.map(|word| word.text).collect();
    assert!(written.len() > 1, "{written:?}");
    assert!(
        written.iter().all(|word| long().contains(&**word)),
        "{written:?}"
    );
}

#[test]
fn a_place_in_the_file_leads_to_its_page() {
    let set = set(&long());
    let file = set.map.find(&BookPath::new("1.md").unwrap()).unwrap();
    let text = set.map.file(file).text().clone();
    let spot = |at: usize| spot_of(&set.pages, Span::new(file, at..at)).unwrap().page;
    let (first, last) = (spot(2), spot(text.len() - 4));
    assert!(first < last);
    let middle = spot(text.len() / 2);
    assert!((first..=last).contains(&middle));
    // Between two paragraphs stands what was written before.
    assert_eq!(spot(text.find("*پایان").unwrap() - 1), last);
}

#[test]
fn a_word_leads_to_its_file_and_its_place_there_back_to_its_line() {
    let words = "او گفت: \"برو\" و *دوباره* -- بی‌آنکه بخواهد -- گفت: \"بیا\"[^n]. ";
    let text = format!("# فصل\n\n{}\n\n[^n]: یادداشت.\n", words.repeat(40));
    let set = set(&text);
    let mut seen = 0;
    for (index, page) in set.pages.pages.iter().enumerate() {
        for line in body(page) {
            let area = super::place::area(line);
            let (right, y) = (area.x + area.width - Pt(1.0), line.baseline - Pt(2.0));
            let word = word_at(&set.pages, index, Point { x: right, y }).unwrap();
            let spot = spot_of(&set.pages, word.span).unwrap();
            assert_eq!((spot.page, spot.rect.y), (index, area.y), "{}", line.text);
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn words_are_found_however_they_are_typed_and_over_the_ends_of_lines() {
    let set = set(&long());
    let count = |words: &str| find(&set.pages, words, 1_000).len();
    assert_eq!(count("كتاب خوب"), 60);
    assert_eq!(count("دوباره میخوانند"), 60);
    // Over the end of a line, but not of a page.
    let over = find(&set.pages, "می‌یابند. کتاب", 1_000);
    assert!((50..60).contains(&over.len()), "{}", over.len());
    assert!(over.iter().any(|hit| hit.areas.len() == 2));
    assert_eq!(count("نیست"), 0);
    assert_eq!(count(" "), 0);
    assert_eq!(find(&set.pages, "کتاب", 5).len(), 5);
    for hit in find(&set.pages, "می‌یابند. کتاب", 100) {
        assert!(hit.areas.iter().all(|area| area.width.0 > 0.0), "{hit:?}");
    }
}

#[test]
fn a_page_that_did_not_change_keeps_its_key() {
    let text = long();
    let (one, same) = (set(&text), set(&text));
    assert_eq!(keys(one.scene(), None), keys(same.scene(), None));
    let other = set(&text.replace("پایان", "آغاز"));
    let (before, after) = (keys(one.scene(), None), keys(other.scene(), None));
    let changed = before
        .iter()
        .zip(&after)
        .filter(|(one, other)| one != other);
    assert_eq!(changed.count(), 1);
}

#[test]
fn every_page_can_be_drawn() {
    let set = set(&long());
    for page in 0..set.pages.pages.len() {
        let drawn = svg(set.scene(), page).unwrap();
        assert!(usvg::Tree::from_str(&drawn, &usvg::Options::default()).is_ok());
        let drawn = png(set.scene(), page, 36).unwrap();
        let pixels = image::load_from_memory(&drawn).unwrap().to_luma8();
        let (width, _) = set.pages.size;
        assert!((pixels.width() as f32 - width.0 / 2.0).abs() <= 1.0);
        let inked = pixels.pixels().any(|pixel| pixel.0[0] < 128);
        let empty = set.pages.pages[page].items.is_empty();
        assert_eq!(inked, !empty, "page {page}");
    }
    assert!(svg(set.scene(), set.pages.pages.len()).is_none());
}

#[test]
fn a_page_that_cannot_be_drawn_keeps_its_cause() {
    let set = set("# فصل\n\nمتن.\n");
    let error = BuildError::from(png(set.scene(), 99, 72).unwrap_err());
    let cause = error.source().unwrap().to_string();
    assert_eq!(cause, "there is no such page");
    assert_eq!(error.to_string(), format!("cannot draw page 100: {cause}"));
}
