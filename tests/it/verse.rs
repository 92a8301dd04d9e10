//! What must be true of verse on pages: halves of one width, staggered where the measure is narrow,
//! stanzas held together.

use crate::snapshot;
use sahhaf::diag::Sink;
use sahhaf::frame::{Page, PageItem, Pages, PlacedLine, TextRole, dump};
use sahhaf::pipeline;
use sahhaf::source::{MemoryFiles, SourceMap};

/// Bayts whose halves differ in natural width.
const GHAZAL: &str = "```غزل\n\
    بشنو این نی چون شکایت می‌کند / از جدایی‌ها حکایت می‌کند\n\
    کز نیستان تا مرا ببریده‌اند / در نفیرم مرد و زن نالیده‌اند\n\
    سینه خواهم شرحه شرحه از فراق / تا بگویم شرح درد اشتیاق\n\
    — مولوی\n```\n";

/// Rounding of places in points, far below what a reader sees.
const HAIR: f32 = 0.1;

fn set(trim: &str, chapter: &str) -> Pages {
    set_with(trim, "", chapter)
}

fn set_with(trim: &str, more: &str, chapter: &str) -> Pages {
    let settings = format!(
        "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nchapters = [\"1.md\"]\n\
         [pdf]\ntrim = \"{trim}\"\nchapter-opening = \"next\"\n{more}"
    );
    let files = MemoryFiles::default()
        .with("book.toml", settings)
        .with("1.md", chapter);
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let manuscript = pipeline::read(&files, &mut map, &mut sink)
        .unwrap()
        .unwrap_or_else(|| panic!("{:?}", sink.found()));
    let pages = manuscript.pages(&mut sink);
    assert!(sink.found().is_empty(), "{:?}", sink.found());
    pages
}

fn body(page: &std::sync::Arc<Page>) -> impl Iterator<Item = &PlacedLine> {
    page.items.iter().filter_map(|item| match item {
        PageItem::Line(line) if line.role == TextRole::Body => Some(line),
        PageItem::Line(_) | PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => None,
    })
}

fn all(pages: &Pages) -> Vec<&PlacedLine> {
    pages.pages.iter().flat_map(body).collect()
}

fn edges(line: &PlacedLine) -> (f32, f32) {
    let left = line.runs.iter().map(|run| run.x.0);
    let right = line.runs.iter().map(|run| (run.x + run.width()).0);
    (
        left.fold(f32::MAX, f32::min),
        right.fold(f32::MIN, f32::max),
    )
}

/// Left and right ends of the first and of the second halves, which must each be the same all through.
fn halves(pages: &Pages) -> [(f32, f32); 2] {
    let lines = all(pages);
    let bayts: Vec<_> = lines
        .iter()
        .filter(|line| !line.text.contains('—'))
        .collect();
    assert_eq!(bayts.len(), 6, "three bayts");
    let of = |which: usize| {
        let ends: Vec<(f32, f32)> = bayts
            .iter()
            .skip(which)
            .step_by(2)
            .map(|line| edges(line))
            .collect();
        for end in &ends {
            assert!(
                (end.0 - ends[0].0).abs() < HAIR && (end.1 - ends[0].1).abs() < HAIR,
                "{ends:?}"
            );
        }
        ends[0]
    };
    [of(0), of(1)]
}

#[test]
fn halves_have_one_width_and_the_same_ends_through_the_poem() {
    for trim in ["165x235mm", "90x120mm"] {
        let [first, second] = halves(&set(trim, &format!("# فصل\n\n{GHAZAL}")));
        let widths = (first.1 - first.0, second.1 - second.0);
        assert!((widths.0 - widths.1).abs() < HAIR, "{trim}: {widths:?}");
        assert!(first.0 > second.0, "{trim}: reading begins at the right");
    }
}

#[test]
fn halves_stand_on_one_line_where_there_is_room_and_staggered_where_not() {
    let wide = set("165x235mm", &format!("# فصل\n\n{GHAZAL}"));
    let [first, second] = halves(&wide);
    assert!(first.0 > second.1, "a gap parts them");
    assert!((all(&wide)[0].baseline - all(&wide)[1].baseline).0.abs() < HAIR);
    let narrow = set("90x120mm", &format!("# فصل\n\n{GHAZAL}"));
    let [first, second] = halves(&narrow);
    assert!(first.0 < second.1, "they overlap");
    assert!((all(&narrow)[1].baseline - all(&narrow)[0].baseline).0 > 10.0);
}

#[test]
fn a_closing_line_stands_in_the_middle_with_the_width_of_a_half() {
    let pages = set(
        "165x235mm",
        "# فصل\n\n```مسمط\nخیزید و خز آرید که هنگام خزان است\nباد خنک از جانب خوارزم وزان است\n\
         دهقان به تعجب سر انگشت گزان است\n```\n",
    );
    let lines = all(&pages);
    let [first, second, close] = [0, 1, 2].map(|at| edges(lines[at]));
    assert!(((first.1 - first.0) - (close.1 - close.0)).abs() < HAIR);
    let middle = |ends: (f32, f32)| (ends.0 + ends.1) / 2.0;
    assert!((middle(close) - middle((second.0, first.1))).abs() < HAIR);
}

#[test]
fn free_lines_begin_at_their_indents_and_long_ones_go_on_further_in() {
    let long = "سخن ".repeat(40);
    let pages = set(
        "120x170mm",
        &format!("# فصل\n\n```شعر نو\nخانه\n    دوست\n{long}\n```\n"),
    );
    let right: Vec<f32> = all(&pages).iter().map(|line| edges(line).1).collect();
    assert!(
        (right[0] - right[1] - 20.24).abs() < 0.5,
        "four columns are two em of 10.12 pt: {right:?}"
    );
    assert!((right[2] - right[0]).abs() < HAIR);
    assert!((right[2] - right[3] - 30.36).abs() < 0.5, "{right:?}");
}

#[test]
fn no_page_parts_the_halves_of_a_bayt_nor_the_poet_from_his_verse() {
    let bayts: String = (0..9)
        .map(|_| "بشنو این نی چون شکایت می‌کند / از جدایی‌ها حکایت می‌کند\n")
        .collect();
    for filler in 1..14 {
        let before = "سطر.\\\n".repeat(filler) + "پایان.";
        let chapter = format!("# فصل\n\n{before}\n\n```masnavi\n{bayts}— مولوی\n```\n");
        for page in &set("90x120mm", &chapter).pages {
            let texts: Vec<&str> = body(page).map(|line| line.text.trim()).collect();
            let first = texts.iter().filter(|text| text.starts_with("بشنو")).count();
            let second = texts
                .iter()
                .filter(|text| text.starts_with("از جدایی"))
                .count();
            assert_eq!(first, second, "after {filler}");
            assert_ne!(texts.first(), Some(&"— مولوی"), "after {filler}");
            assert_ne!(first, 1, "a bayt alone after {filler}");
        }
    }
}

#[test]
fn no_page_begins_with_the_bayt_that_closes_a_stanza() {
    let bayt = "بشنو این نی چون شکایت می‌کند / از جدایی‌ها حکایت می‌کند\n";
    let close = "ای دریغا ای دریغا ای دریغ / کان چنان ماهی نهان شد زیر میغ\n";
    for filler in 1..14 {
        let before = "سطر.\\\n".repeat(filler) + "پایان.";
        let stanzas = format!("{}\n{close}\n", bayt.repeat(3)).repeat(2);
        let chapter = format!("# فصل\n\n{before}\n\n```ghazal\n{stanzas}```\n");
        for page in &set("90x120mm", &chapter).pages {
            let first = body(page).next().map(|line| line.text.trim().to_owned());
            let first = first.unwrap_or_default();
            assert!(!first.starts_with("ای دریغا"), "after {filler}");
        }
    }
}

/// A dump without the brackets that tell how a line was justified: where the lines stand is held here.
fn places(dump: &str) -> String {
    let place = |line: &str| match (line.find(" ["), line.find("] ")) {
        (Some(from), Some(to)) if from < to => format!("{}{}\n", &line[..from], &line[to + 1..]),
        _ => format!("{line}\n"),
    };
    dump.lines().map(place).collect()
}

#[test]
fn poems_of_every_form_stand_where_they_stood() {
    let chapter = concat!(
        "# شعر\n\n```غزل\n# حال دل\nبشنو این نی چون شکایت می‌کند / از جدایی‌ها حکایت می‌کند\n",
        "کز نیستان تا مرا ببریده‌اند / در نفیرم مرد و زن نالیده‌اند\n— مولوی\n```\n\n",
        "```ترجیع‌بند\nای فدای تو هم دل و هم جان / وی نثار رهت هم این و هم آن\n\n",
        "> که یکی هست و هیچ نیست جز او / وحده لا اله الا هو\n```\n\n",
        "```شعر نو\nآسمان مکثی کرد.\n    رهگذر شاخهٔ نوری که به لب داشت\n— سهراب\n```\n",
    );
    let found = places(&dump::lines(&set("145x210mm", chapter)));
    snapshot::assert("pages/verse.txt", &found);
}

#[test]
fn a_hemistich_has_two_strokes_at_most_and_only_where_its_spaces_are_wide() {
    let pages = set("165x235mm", &format!("# فصل\n\n{GHAZAL}"));
    let lines = all(&pages);
    assert!(lines.iter().any(|line| line.fit.space > 1.05));
    for line in lines {
        assert!(line.fit.strokes <= 2, "{}", line.text);
        assert!(
            line.fit.strokes == 0 || line.fit.space > 1.5,
            "{}",
            line.text
        );
    }
}

#[test]
fn bayts_are_numbered_as_the_settings_say() {
    let numbers = |more: &str| {
        let pages = set_with("145x210mm", more, &format!("# فصل\n\n{GHAZAL}"));
        let mut found = Vec::new();
        for page in &pages.pages {
            let first = body(page)
                .map(|line| line.baseline.0)
                .fold(f32::MAX, f32::min);
            let last = body(page).map(|line| line.baseline.0).fold(0.0, f32::max);
            for item in &page.items {
                let PageItem::Line(line) = item else { continue };
                let beside = (first..=last).contains(&line.baseline.0);
                if line.role == TextRole::Running && beside {
                    let right = body(page).map(|line| edges(line).1).fold(0.0, f32::max);
                    assert!(edges(line).0 > right, "the number stands before the poem");
                    found.push(line.text.clone());
                }
            }
        }
        found
    };
    assert_eq!(numbers(""), [""; 0]);
    assert_eq!(numbers("[design]\nbayt-numbers = 1\n"), ["۱", "۲", "۳"]);
    assert_eq!(numbers("[design]\nbayt-numbers = 2\n"), ["۲"]);
}
