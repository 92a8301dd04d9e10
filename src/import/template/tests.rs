//! Tags as authors write them, and the text that they stand for.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};

use super::{Expanded, SourceText, Templates, Texts, Unread, expand};
use crate::import::plan::Dialect;
use crate::source::{BookPath, SourceMap};

/// Bytes that a value may add in these tests.
const MOST_ADDED: usize = 100;

struct Shelf {
    map: SourceMap,
    files: BTreeMap<String, String>,
}

impl Texts for Shelf {
    fn text(&mut self, path: &BookPath) -> Option<SourceText> {
        let text = self.files.get(path.as_str())?.clone();
        let file = self.map.add(path.clone(), &text);
        let text = self.map.file(file).text().clone();
        let path = path.clone();
        Some(SourceText { path, file, text })
    }

    fn named(&mut self, name: &str) -> Option<BookPath> {
        let mut paths = self.files.keys();
        let found = paths.find(|path| {
            let file = path.rsplit('/').next().unwrap_or(path);
            file == name || file.strip_suffix(".md") == Some(name)
        });
        BookPath::new(found?).ok()
    }

    fn may_take(&mut self, _: &SourceText, _: usize) -> bool {
        true
    }

    fn may_add(&mut self, bytes: usize) -> bool {
        bytes <= MOST_ADDED
    }
}

const FILES: &[[&str; 2]] = &[
    [
        "a.rs",
        "// ANCHOR: one\nfn one() {}\n// ANCHOR_END: one\nfn two() {}\n",
    ],
    [
        "twice.rs",
        "// ANCHOR: x\na\n// ANCHOR_END: x\nb\n// ANCHOR: x\nc\n// ANCHOR_END: x\n",
    ],
    ["box.md", "جعبه {{ book.v }}\n"],
    ["circle.md", "پیش {{#include circle.md}} پس"],
    [
        "image.html",
        "<img src=\"{{ include.file | relative_url }}\"{% if include.title %} title=\"{{ include.title }}\"\
         {% endif %}{% if include.side == 'left' %} A{% elsif include.side %} B{% else %} C{% endif %}>\
         {% unless include.title %}D{% if include.file %}E{% endif %}{% endunless %}",
    ],
    ["notes/یادداشت.md", "متن یادداشت"],
    ["files/p.png", ""],
];

fn run(text: &str, dialects: &[Dialect]) -> (Expanded, Shelf) {
    let mut shelf = Shelf {
        map: SourceMap::default(),
        files: FILES
            .iter()
            .map(|[path, text]| ((*path).to_owned(), (*text).to_owned()))
            .collect(),
    };
    let path = BookPath::new("ch/1.md").unwrap();
    let file = shelf.map.add(path.clone(), text);
    let chapter = SourceText {
        path,
        file,
        text: text.into(),
    };
    let dialects: BTreeSet<Dialect> = dialects.iter().copied().collect();
    let variables = BTreeMap::from([
        ("book.v".to_owned(), "۲".to_owned()),
        ("book.long".to_owned(), "ب".repeat(MOST_ADDED)),
    ]);
    let roots = [String::new()];
    let templates = Templates {
        dialects: &dialects,
        variables: &variables,
        own: &BTreeMap::new(),
        roots: &roots,
    };
    let expanded = expand(&chapter, templates, &mut shelf);
    (expanded.unwrap_or_default(), shelf)
}

fn expanded(text: &str) -> String {
    run(text, &[Dialect::Obsidian]).0.text
}

#[test]
fn files_and_their_parts_are_taken_in() {
    assert_eq!(expanded("{{#include ../a.rs:one}}"), "fn one() {}\n");
    assert_eq!(expanded("{{#include a.rs:4}}"), "fn two() {}\n");
    assert_eq!(expanded("{{#rustdoc_include ../twice.rs:x}}"), "a\nc\n");
    assert_eq!(
        expanded("{{#rustdoc_include ../a.rs:2:}}"),
        "fn one() {}\nfn two() {}\n"
    );
    assert_eq!(
        expanded("x\n{{#playground ../a.rs editable}}"),
        "x\n```rust\nfn one() {}\nfn two() {}\n```\n"
    );
    assert_eq!(expanded("{% include \"../box.md\" %}"), "جعبه ۲\n");
    assert_eq!(expanded("{{#title x}}متن"), "متن");
}

#[test]
fn boxes_pictures_and_links_are_markdown() {
    assert_eq!(
        expanded("{% hint style=\"danger\" %}\nخطر\n{% endhint %}"),
        "::: danger\n\nخطر\n\n:::"
    );
    assert_eq!(
        expanded("{{< warning >}}\nهشدار\n{{< /warning >}}"),
        "::: warning\n\nهشدار\n\n:::"
    );
    assert_eq!(
        expanded("{% embed url=\"https://example.org/x\" %}"),
        "<https://example.org/x>"
    );
    let film = "<https://www.youtube.com/watch?v=-3w_Q>";
    assert_eq!(
        expanded("{% embed youtube id=\"-3w_Q\" file=\"x\" %}"),
        film
    );
    assert_eq!(expanded("{% youtube -3w_Q %}"), film);
    assert_eq!(
        expanded("{{< figure src=\"/a.png\" caption=\"شکل\" >}}"),
        "![شکل](</a.png> \"شکل\")"
    );
    assert_eq!(expanded("[الف]({{< ref \"b.md\" >}})"), "[الف](b.md)");
}

#[test]
fn a_vault_has_links_pictures_and_notes() {
    assert_eq!(expanded("[[یادداشت|این]]"), "[این](<../notes/یادداشت.md>)");
    assert_eq!(expanded("![[p.png|300]]"), "![](<../files/p.png>)");
    assert_eq!(expanded("![[یادداشت]]"), "متن یادداشت");
}

#[test]
fn elsewhere_brackets_are_links_where_a_file_has_their_name() {
    let plain = |text: &str| run(text, &[]).0;
    assert_eq!(
        plain("[[یادداشت]]").text,
        "[یادداشت](<../notes/یادداشت.md>)"
    );
    assert_eq!(plain("![[یادداشت]]").text, "متن یادداشت");
    for text in ["[[1]] {{", "[[نه]]", "`[[یادداشت]]`", "[[ -f x ]]"] {
        assert_eq!(plain(text).text, text);
        assert_eq!(plain(text).unread, [], "{text}");
    }
    let missing = plain("![[نه]]");
    assert_eq!(missing.text, "![[نه]]");
    assert_eq!(missing.unread[0].why, Unread::MissingFile);
}

#[test]
fn code_and_raw_text_keep_their_tags() {
    for text in [
        "```\n{% if a %} {{ x.y }}\n```\n",
        "`{% url 'a' %}`",
        "{{a}^2}",
        "$\\frac{{x}}{2}$",
    ] {
        assert_eq!(expanded(text), text);
    }
    assert_eq!(
        expanded("{% raw %}{% if a %}{% endraw %} {{ book.v }}"),
        "{% if a %} ۲"
    );
    assert_eq!(
        expanded("الف{% comment %} {% x %} {% endcomment %}ب"),
        "الفب"
    );
    assert_eq!(expanded("\\{{#include a.rs}}"), "{{#include a.rs}}");
    assert_eq!(
        expanded("```\n{{#include ../a.rs:one}}```\n"),
        "```\nfn one() {}\n```\n"
    );
}

#[test]
fn a_file_taken_in_shows_what_it_is_given() {
    let liquid = |text: &str| run(text, &[Dialect::Liquid]).0;
    let whole = liquid("{% include image.html file=\"/a.png\" title='نقشه' side=\"left\" %}");
    assert_eq!(whole.text, "<img src=\"/a.png\" title=\"نقشه\" A>");
    assert_eq!(whole.unread, []);
    let bare = liquid("{% include image.html file=\"/a.png\" %}");
    assert_eq!(bare.text, "<img src=\"/a.png\" C>DE");
    assert_eq!(bare.unread, []);
}

#[test]
fn what_a_site_says_for_each_of_its_pages_is_left_out() {
    let found = run(
        "پیش {% for p in site.posts %}{% if p.x %}{{ p.title }}{% endif %}{% endfor %}پس",
        &[Dialect::Liquid],
    )
    .0;
    assert_eq!(found.text, "پیش پس");
    let told: Vec<&str> = found.unread.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(told, ["{% for %}"]);
}

#[test]
fn filters_that_say_nothing_to_a_book_are_passed_over() {
    let liquid = |text: &str| run(text, &[Dialect::Liquid]).0;
    assert_eq!(
        liquid("[a]({{ \"/b.md\" | relative_url }})").text,
        "[a](/b.md)"
    );
    assert_eq!(liquid("{{ book.v | escape }}").text, "۲");
    let page = "---\ntitle: گلستان\nby: {name: سعدی}\n---\n";
    let title = liquid(&format!(
        "{page}{{{{ page.title }}}}، {{{{ page.by.name | escape }}}}"
    ));
    assert_eq!(title.text, format!("{page}گلستان، سعدی"));
    assert_eq!(title.unread, []);
    let other = liquid("{{ page.date | date: '%Y' }}");
    assert_eq!(other.text, "{{ page.date | date: '%Y' }}");
    assert_eq!(other.unread.len(), 1);
    assert_eq!(run("{{ 'x' | t }} {{", &[]).0.unread, []);
}

#[test]
fn what_is_not_read_is_reported_once_a_kind() {
    let (found, _) = run(
        "{% x %} {% x %} {{#include no.md}} {{#include ../circle.md}}",
        &[],
    );
    let told: Vec<_> = found
        .unread
        .iter()
        .map(|tag| (tag.name.as_str(), tag.places.len(), tag.why))
        .collect();
    assert_eq!(told[0], ("{% x %}", 2, Unread::Unknown));
    assert_eq!(told[1], ("{{#include}}", 1, Unread::MissingFile));
    assert_eq!(told[2], ("{{#include}}", 1, Unread::Circle));
}

#[test]
fn every_byte_knows_where_it_was_written() {
    let (found, shelf) = run("الف {{#include ../box.md}} ب {{ book.v }}", &[]);
    let place = |words: &str| {
        let at = found.text.find(words).unwrap();
        let span = found.span(at..at + words.len()).unwrap();
        (
            shelf.map.locate(span).0.to_string(),
            shelf.map.slice(span).to_owned(),
        )
    };
    assert_eq!(place("الف"), ("ch/1.md".to_owned(), "الف".to_owned()));
    assert_eq!(place("جعبه"), ("box.md".to_owned(), "جعبه".to_owned()));
    assert_eq!(
        place("۲\n"),
        ("box.md".to_owned(), "{{ book.v }}".to_owned())
    );
    assert_eq!(place("ب"), ("box.md".to_owned(), "ب".to_owned()));
    let last = found.text.rfind('ب').unwrap();
    let span = found.span(last..last + 2).unwrap();
    assert_eq!(shelf.map.locate(span).0.as_str(), "ch/1.md");
}

#[test]
fn many_open_brackets_cost_little() {
    let text = "{{ ".repeat(20_000);
    assert_eq!(expanded(&text), text);
}

#[test]
fn a_value_that_adds_too_much_stays_a_tag() {
    let (found, _) = run("{{ book.v }} {{ book.long }}", &[]);
    assert_eq!(found.text, "۲ {{ book.long }}");
    assert_eq!(found.unread[0].why, Unread::TooMuch);
}
