//! The smallest page of every rule, with it and without it: `.ci/text_rules.py` reads them with the program that the rule
//! is for.

use std::path::Path;

use crate::font::FontSet;
use crate::pdf::text::rule_set::{Rule, RuleSet};
use crate::pdf::text::rules::RULES;

use super::print_pages;
use super::setting::Setting;

/// What a program has to give back of a page.
#[derive(Clone, Copy, Debug)]
enum Wanted {
    /// Its words, whatever marks are between their letters.
    Words,
    /// The text as it is written, so that a search finds it.
    Letters,
}

/// A page that one program gives back with a rule and not without it.
pub(super) struct RulePage {
    rule: Rule,
    /// As `.ci/extract.py` names it.
    program: &'static str,
    /// A line is a paragraph.
    pub(super) text: &'static str,
    wanted: Wanted,
}

const fn words(rule: Rule, program: &'static str, text: &'static str) -> RulePage {
    let wanted = Wanted::Words;
    RulePage {
        rule,
        program,
        text,
        wanted,
    }
}

const fn letters(rule: Rule, program: &'static str, text: &'static str) -> RulePage {
    let wanted = Wanted::Letters;
    RulePage {
        rule,
        program,
        text,
        wanted,
    }
}

/// A page for every rule.
pub(super) const PAGES: [RulePage; 20] = [
    words(
        Rule::SpaceSteps,
        "pdfbox",
        "سرانجام زمینه فروپاشی آن فراهم گردیده از طرف آنها سرکوب گردیدند و در این مقاله که به شکل مفصل پرداخته شده است",
    ),
    words(Rule::Joints, "pdfjs", "این שלום یکی است"),
    words(Rule::WholeNumbers, "pypdf", "در سال ۱۳۹۹ بود"),
    words(Rule::MarkedSigns, "poppler", "آن شد. این هم"),
    words(
        Rule::ClosedLatin,
        "poppler",
        "پروانهٔ \u{2066}[CC-BY]\u{2069} است",
    ),
    words(Rule::EdgeSpaces, "pdfjs", "در سال ۱۹۳۱ طی شد"),
    letters(Rule::SharedSpaces, "pdfjs", "مخصوصاً جامعه"),
    words(Rule::OpenedItems, "pdfjs", "این هم\nو این عملاً"),
    words(Rule::WeighedItems, "pdfjs", "Rust! و … Go"),
    words(Rule::ClosingSigns, "pdfbox", "۵۸). مورخین روس"),
    letters(Rule::SignsAsJoints, "mupdf", "این שלום، که"),
    words(Rule::PartedNumbers, "pdfium", "در ۱۳۹۹: پنج"),
    words(Rule::MarkedRuns, "mupdf", "آن (Rust) بود"),
    words(Rule::LogicalCodes, "pypdf", "می‌رود"),
    words(Rule::GuardedBrackets, "pdfium", "آن (سه) بود"),
    letters(
        Rule::LedWords,
        "pdfium",
        "جنبش Basmachi movement of the year را",
    ),
    letters(Rule::SilentMarks, "pypdf", "در سال ۱۳۹۹"),
    words(Rule::RepeatedFont, "pypdf", "در سال ۱۹۳۱ طی شد"),
    words(
        Rule::BalancedPage,
        "poppler",
        "The Rust Programming Language و این",
    ),
    words(Rule::OneByteCodes, "pdfbox", "آن (بلشویک‌ها) بود"),
];

#[test]
fn every_rule_has_a_page() {
    for entry in &RULES {
        assert!(
            PAGES.iter().any(|page| page.rule == entry.rule),
            "{:?}",
            entry.rule
        );
    }
}

/// Writes the pages into the folder that `RULE_PAGES` names.
#[test]
#[ignore = "writes files for .ci/text_rules.py, which runs it"]
#[expect(clippy::disallowed_methods, reason = "pages for other programs")]
fn write_rule_pages() {
    let folder = std::env::var("RULE_PAGES").expect("RULE_PAGES names a folder");
    let fonts = FontSet::embedded();
    for page in &PAGES {
        let pages = Setting::new(&fonts).pages(page.text);
        let name = format!("{:?}", page.rule);
        let put = |ending: &str, data: &[u8]| {
            std::fs::write(Path::new(&folder).join(name.clone() + ending), data).unwrap();
        };
        let about = format!("{} {:?}\n{}\n", page.program, page.wanted, page.text);
        put(".txt", about.as_bytes());
        let rules = match page.rule {
            Rule::OneByteCodes => RuleSet::ALL,
            _ => RuleSet::PORTABLE,
        };
        put(".with.pdf", &print_pages(&pages, rules));
        let without = rules.without(page.rule);
        put(".without.pdf", &print_pages(&pages, without));
    }
}
