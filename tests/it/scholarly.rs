//! A scholar's book: every number that its indexes, lists, contents and references print is that of the page, or of the
//! thing, that it leads to.

use std::fmt::Write;
use std::sync::LazyLock;

use sahhaf::diag::Sink;
use sahhaf::frame::{LinkTarget, Page, PageItem, Pages, PlacedLine, PlacedLink, TextRole};
use sahhaf::pipeline;
use sahhaf::source::{MemoryFiles, SourceMap};

const SETTINGS: &str = "[book]\ntitle = \"کتاب دانش\"\nauthors = [\"زهرا نویسنده\"]\nlanguage = \"fa\"\n\
    chapters = [{ file = \"0.md\", matter = \"preface\" }, \"1.md\", \"2.md\", \"3.md\"]\n\
    [pdf]\ntrim = \"120x170mm\"\n\
    [design]\nlists = [\"figures\", \"tables\", \"poems\", \"formulas\", \"credits\"]\nanswers = \"book\"\n\
    [indexes]\nnamed = [{ name = \"اشخاص\", title = \"نمایهٔ اشخاص\" }, \"جاها\"]\n\
    [glossary]\nfile = \"terms.toml\"\nfirst-use = \"note\"\n";

const TERMS: &str = "[terms]\n\"بسامد\" = \"frequency\"\n\"گرانش\" = \"gravity\"\n\
    \"آنتروپی\" = { foreign = \"entropy\", meaning = \"اندازهٔ بی‌نظمی\" }\n";

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"120\"><path d=\"M0 0h9v9z\"/></svg>";

const WORDS: &str =
    "در آن سال‌ها که راه‌ها هنوز خاکی بود و کاروان‌ها شبانه می‌رفتند، هر منزل قصه‌ای داشت. ";

/// A chapter of some pages with formulas, a figure, a table, a poem, an exercise, marks, terms and references.
fn chapter(number: usize) -> String {
    let mut text = format!("# فصل دانش {number} {{#sec:c{number}}}\n\n");
    let people = ["مولوی", "شمس", "آذر", "Herodotus"];
    for at in 0..12 {
        let person = people[(at + number) % people.len()];
        let _ = write!(
            text,
            "{}[{person}]{{index=اشخاص}} و [کرمان]{{index=جاها}} و []{{.index key=\"راه‌ها\" sub=\"راه {at}\"}}{}\n\n",
            WORDS.repeat(1 + at % 3),
            WORDS.repeat(2)
        );
        if at % 3 == 0 {
            let _ = write!(text, "$$\nx_{at} = a + b\n$$ {{#eq:n{number}-{at}}}\n\n");
        }
    }
    let other = number % 3 + 1;
    let _ = write!(
        text,
        "![کوه](a.svg \"کوه {number}\"){{#fig:n{number} credit=\"عکس: {number}\"}}\n\n\
         | یک | دو |\n|---|---|\n| الف | ب |\n\nجدول: دو خانه {{#tbl:n{number}{turned}}}\n\n\
         ```verse\n# غزل {number}\nتوانا بود هر که دانا بود / ز دانش دل پیر برنا بود\n```\n\n\
         ::: exercise {{#exr:n{number}}}\nچند است؟\n\n::: answer\nده، بنا به [@eq:n{number}-0].\n:::\n:::\n\n\
         از [آنتروپی]{{.term}} و [گرانش]{{.term}}. بنگرید به [@fig:n{other}]، [@tbl:n{other}]، [](#eq:n{other}-3)، \
         [](#exr:n{other})، [](#sec:c{other}){{.page}} و [](#fig:n{other}){{.page}}.\n",
        turned = if number == 2 { " .landscape" } else { "" },
    );
    text
}

/// The pages of the book, set once for all tests.
static PAGES: LazyLock<Pages> = LazyLock::new(set);

fn set() -> Pages {
    let mut files = MemoryFiles::default()
        .with("book.toml", SETTINGS)
        .with("terms.toml", TERMS)
        .with("a.svg", SVG)
        .with("0.md", "# پیش‌گفتار\n\nاز [بازار]{.index} آغاز شد.\n");
    for number in 1..=3 {
        files = files.with(&format!("{number}.md"), chapter(number));
    }
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let manuscript = pipeline::read(&files, &mut map, &mut sink)
        .unwrap()
        .unwrap();
    let pages = manuscript.pages(&mut sink);
    // All of it is bound without a warning.
    assert_eq!(sink.found().len(), 0, "{:?}", sink.found());
    pages
}

fn lines(page: &Page) -> impl Iterator<Item = &PlacedLine> {
    page.items.iter().filter_map(|item| match item {
        PageItem::Line(line) => Some(line),
        PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => None,
    })
}

/// Every link to a place with a name, with the page that it stands on and the one that it leads to.
fn links(pages: &Pages) -> Vec<(&Page, &PlacedLink, &Page)> {
    let mut found = Vec::new();
    for page in &pages.pages {
        for item in &page.items {
            if let PageItem::Link(link) = item
                && let LinkTarget::Anchor(anchor) = link.target
                && let Some(target) = pages.destinations.get(&anchor)
            {
                found.push((&**page, link, &*pages.pages[target.page]));
            }
        }
    }
    found
}

fn is_number(words: &str) -> bool {
    !words.is_empty() && words.chars().all(char::is_numeric)
}

#[test]
fn every_page_that_is_printed_is_that_of_its_place() {
    let pages = &*PAGES;
    let (mut locators, mut listed, mut referred) = (0, 0, 0);
    for (page, link, target) in links(pages) {
        let words = link.words.trim();
        let bare = words.trim_end_matches('پ');
        if is_number(bare) {
            // A line of an index: «مولوی، ۳، ۵پ».
            assert_eq!(bare, target.folio, "{words}");
            locators += 1;
        } else if let Some(folio) = words.strip_prefix("صفحهٔ ") {
            assert_eq!(folio, target.folio, "{words}");
            referred += 1;
        }
        // A line of the contents or of a list, with its page at the end.
        let beside = lines(page).filter(|line| {
            let (top, foot) = (link.rect.y, link.rect.y + link.rect.height);
            line.role == TextRole::Contents && (top..foot).contains(&line.baseline)
        });
        let texts: Vec<&str> = beside.map(|line| line.text.trim()).collect();
        if let [_, folio] = texts.as_slice() {
            assert_eq!(*folio, target.folio, "{texts:?}");
            listed += 1;
        }
    }
    assert!(locators > 60, "{locators}");
    // Three headings and more; figures, tables, poems and credits of three chapters, twelve formulas.
    assert!(listed >= 3 + 4 * 3 + 12, "{listed}");
    assert_eq!(referred, 6);
}

#[test]
fn every_number_of_a_thing_is_that_which_stands_where_the_link_leads() {
    let pages = &*PAGES;
    let mut checked = 0;
    for (page, link, target) in links(pages) {
        let words = link.words.trim();
        let in_list = lines(page).any(|line| line.role == TextRole::Contents);
        let found = |wanted: &str| lines(target).any(|line| line.text.trim().starts_with(wanted));
        let is_there = match words.split_once(' ') {
            _ if in_list => continue,
            Some(("شکل" | "جدول", _)) => found(&format!("{words}:")),
            Some(("رابطهٔ", number)) => found(&format!("({number})")),
            Some(("تمرین", _)) => found(&format!("{words}.")),
            _ => continue,
        };
        assert!(is_there, "{words} does not stand on page {}", target.folio);
        checked += 1;
    }
    // In each chapter a figure, a table, a formula, an exercise; in each answer its exercise and a formula.
    assert_eq!(checked, 3 * 4 + 3 * 2);
}
