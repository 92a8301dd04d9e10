//! What a program reads that knows no `ActualText`: the text of every code that is shown, and no more than the author's.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object};

use crate::font::FontSet;
use crate::frame::{PageItem, Pages};
use crate::pdf::text::character_class::is_bidi_control;
use crate::pdf::text::rule_set::{Rule, RuleSet};

use super::print_pages;
use super::rule_pages::PAGES;
use super::setting::Setting;

/// How often each character is there that somebody sees.
type Counts = BTreeMap<char, usize>;

fn count(text: impl Iterator<Item = char>) -> Counts {
    let mut counts = Counts::new();
    for character in
        text.filter(|character| !character.is_whitespace() && !is_bidi_control(*character))
    {
        *counts.entry(character).or_default() += 1;
    }
    counts
}

/// The texts of the codes of each font.
fn read_maps(doc: &Document, page: &Dictionary) -> BTreeMap<Vec<u8>, BTreeMap<u16, String>> {
    let resources = super::follow(doc, page, "Resources");
    let fonts = super::follow(doc, resources, "Font");
    let map = |(name, font): (&Vec<u8>, &Object)| {
        let font = doc.dereference(font).unwrap().1.as_dict().unwrap();
        let map = doc.dereference(font.get(b"ToUnicode").unwrap()).unwrap().1;
        let map = map.as_stream().unwrap().decompressed_content().unwrap();
        (name.clone(), read_map(&String::from_utf8(map).unwrap()))
    };
    fonts.iter().map(map).collect()
}

fn read_map(map: &str) -> BTreeMap<u16, String> {
    let lines = map
        .lines()
        .filter_map(|line| line.strip_prefix('<')?.split_once("> <"));
    let entry = |(code, text): (&str, &str)| {
        let units = text.trim_end_matches('>').as_bytes().chunks(4);
        let units: Vec<u16> = units
            .map(|unit| u16::from_str_radix(std::str::from_utf8(unit).unwrap(), 16).unwrap())
            .collect();
        let code = u16::from_str_radix(code, 16).unwrap();
        (code, String::from_utf16(&units).unwrap())
    };
    lines
        .filter(|(code, text)| code.len() == 4 && *text != "FFFF>")
        .map(entry)
        .collect()
}

/// All that is shown of a page, whoever it is for.
fn shown(doc: &Document, id: lopdf::ObjectId) -> String {
    let page = doc.get_dictionary(id).unwrap();
    let maps = read_maps(doc, page);
    let content = Content::decode(&doc.get_page_content(id)).unwrap();
    let (mut font, mut text) = (Vec::new(), String::new());
    for operation in content.operations {
        match (operation.operator.as_str(), operation.operands.as_slice()) {
            ("Tf", [Object::Name(name), _]) => font.clone_from(name),
            ("TJ", [Object::Array(pieces)]) => {
                let strings = pieces.iter().filter_map(|piece| piece.as_str().ok());
                for code in strings.flat_map(|string| string.chunks(2)) {
                    let code = u16::from_be_bytes([code[0], code[1]]);
                    text.push_str(&maps[&font][&code]);
                }
            }
            _ => {}
        }
    }
    text
}

fn assert_shows_what_is_written(pages: &Pages, rules: RuleSet) {
    let doc = Document::load_mem(&print_pages(pages, rules)).unwrap();
    let ids = doc.get_pages().into_values();
    for (id, page) in ids.zip(&pages.pages) {
        let lines = page.items.iter().filter_map(|item| match item {
            PageItem::Line(line) => Some(line.text.as_str()),
            _ => None,
        });
        let written: String = lines.collect();
        assert_eq!(
            count(shown(&doc, id).chars()),
            count(written.chars()),
            "{written}"
        );
    }
}

const TEXTS: &str = "\
متفاوت می‌باشد (چالیشکان، ۱۳۹۹: ۵۸). مورخین روس، «سلام (و درود)» و [یادداشت] و {سه} و … پایان
بین سال‌های ۱۹۱۶–۱۹۳۱ بود. دمای -۵ و +۷ و 20% و C++ و «Hello, world!» و (Pan-Turkism) آمد
برنامهٔ The Basmachi Revolt, 1918–24 را Martha B. Olcott نوشت و cargo test --all را اجرا کنید
این שלום، و سال ۱۹۴۸: عملاً، مخصوصاً جامعه و لله و فعلا و لؤلؤ و کتاب 12 [CC-BY]";

#[test]
fn who_reads_all_that_is_shown_reads_the_author_s_text_and_no_letter_twice() {
    let fonts = FontSet::embedded();
    let setting = Setting::new(&fonts);
    for rules in [RuleSet::PORTABLE, RuleSet::ALL, RuleSet::NONE] {
        assert_shows_what_is_written(&setting.pages(TEXTS), rules);
        for page in &PAGES {
            assert_shows_what_is_written(&setting.pages(page.text), rules);
        }
    }
}

#[test]
fn codes_of_one_byte_are_mapped_only_where_they_are_asked_for() {
    let fonts = FontSet::embedded();
    let pages = Setting::new(&fonts).pages("(می‌رود)");
    let map = |rules| {
        let doc = Document::load_mem(&print_pages(&pages, rules)).unwrap();
        let page = doc.get_dictionary(doc.get_pages()[&1]).unwrap();
        let resources = super::follow(&doc, page, "Resources");
        let font = super::follow(&doc, resources, "Font");
        let font = font.iter().next().unwrap().1;
        let font = doc.dereference(font).unwrap().1.as_dict().unwrap();
        let map = doc.dereference(font.get(b"ToUnicode").unwrap()).unwrap().1;
        String::from_utf8(map.as_stream().unwrap().decompressed_content().unwrap()).unwrap()
    };
    let bytes = |map: String| {
        map.lines()
            .filter(|line| line.find("> <") == Some(3))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert!(bytes(map(RuleSet::ALL.without(Rule::OneByteCodes))).is_empty());
    // «(» as «)», «ی» before its half-space, and «)» as «(», in the order in which they are shown.
    let found = bytes(map(RuleSet::ALL));
    assert_eq!(found, ["<01> <0028>", "<02> <06CC200C>", "<03> <0029>"]);
}
