//! The examples of the CommonMark specification through our reader: what they mean to us is what the
//! specification says, save in the deliberate differences that `tests/golden/commonmark.txt` lists.
//!
//! The specification (CC BY-SA 4.0) is no part of the project: `COMMONMARK_SPEC` names its `spec.txt`. With
//! COMMONMARK_SHOW each difference is printed.

#![allow(
    clippy::print_stderr,
    reason = "COMMONMARK_SHOW prints what the examples gave"
)]

use std::collections::BTreeMap;
use std::fmt::Write;

use html5gum::{Token, Tokenizer};
use percent_encoding::percent_decode_str;
use sahhaf::model::{
    Block, BlockKind, Code, Figure, Inline, InlineKind, ListKind, TableRow, Target,
};

use crate::in_memory;
use crate::snapshot;

/// An example: its number, section, Markdown and HTML.
struct Example {
    number: usize,
    section: String,
    markdown: String,
    html: String,
}

const FENCE: &str = "````````````````````````````````";

fn examples(spec: &str) -> Vec<Example> {
    let mut found = Vec::new();
    let mut section = String::new();
    let mut lines = spec.lines();
    while let Some(line) = lines.next() {
        if let Some(heading) = line.strip_prefix("## ") {
            section = heading.to_owned();
        }
        if line != format!("{FENCE} example") {
            continue;
        }
        let mut part = |end: &str| {
            let lines = lines.by_ref().take_while(|line| *line != end);
            lines.fold(String::new(), |text, line| {
                text + &line.replace('→', "\t") + "\n"
            })
        };
        found.push(Example {
            number: found.len() + 1,
            section: section.clone(),
            markdown: part("."),
            html: part(FENCE),
        });
    }
    found
}

#[test]
#[ignore = "reads a local copy of the CommonMark specification, COMMONMARK_SPEC"]
fn the_examples_of_commonmark_mean_what_the_specification_says() {
    let path = std::env::var("COMMONMARK_SPEC").expect("COMMONMARK_SPEC names the file spec.txt");
    let spec = std::fs::read_to_string(path).unwrap();
    let examples = examples(&spec);
    assert!(examples.len() > 600, "{}", examples.len());
    let mut different: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for example in &examples {
        let ours = normal(&ours(&example.markdown));
        let theirs = normal(&example.html);
        if ours != theirs {
            let section = different.entry(example.section.clone()).or_default();
            section.push(example.number);
            if std::env::var("COMMONMARK_SHOW").is_ok() {
                eprintln!(
                    "{} {:?}\n  - {theirs}\n  + {ours}",
                    example.number, example.markdown
                );
            }
        }
    }
    let mut list = String::new();
    for (section, numbers) in different {
        let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
        writeln!(list, "{section}: {}", numbers.join(" ")).unwrap();
    }
    snapshot::assert("commonmark.txt", &list);
}

/// What Markdown means to us, as HTML.
fn ours(markdown: &str) -> String {
    let (book, _, _) = in_memory::read(&[("chapter.md", markdown)]);
    let mut out = String::new();
    for chapter in &book.chapters {
        blocks(&chapter.blocks, &mut out);
    }
    out
}

fn element(name: &str, out: &mut String, inside: impl FnOnce(&mut String)) {
    write!(out, "<{name}>").unwrap();
    inside(out);
    let name = name.split(' ').next().unwrap();
    write!(out, "</{name}>").unwrap();
}

fn blocks(found: &[Block], out: &mut String) {
    found.iter().for_each(|found| block(found, out));
}

fn block(block: &Block, out: &mut String) {
    match &block.kind {
        BlockKind::Heading { level, content } => {
            element(&format!("h{level}"), out, |out| inlines(content, out));
        }
        BlockKind::Paragraph(content) => element("p", out, |out| inlines(content, out)),
        BlockKind::List { kind, tight, items } => {
            let name = match kind {
                ListKind::Bulleted => "ul".to_owned(),
                ListKind::Numbered(1) => "ol".to_owned(),
                ListKind::Numbered(first) => format!("ol start=\"{first}\""),
            };
            element(&name, out, |out| {
                for item in items {
                    element("li", out, |out| {
                        for found in &item.blocks {
                            match &found.kind {
                                BlockKind::Paragraph(content) if *tight => inlines(content, out),
                                _ => self::block(found, out),
                            }
                        }
                    });
                }
            });
        }
        BlockKind::Quote(inner) => element("blockquote", out, |out| blocks(inner, out)),
        BlockKind::Division(inner) => blocks(inner, out),
        BlockKind::Code(Code { text, .. }) => {
            element("pre", out, |out| {
                element("code", out, |out| escape(text, out))
            });
        }
        BlockKind::Figure(Figure { image, .. }) => element("p", out, |out| {
            image_tag(image.path.as_str(), &image.alt, out);
        }),
        BlockKind::Table(table) => element("table", out, |out| {
            let row = |row: &TableRow, out: &mut String| {
                element("tr", out, |out| {
                    for cell in &row.cells {
                        element("td", out, |out| inlines(&cell.content, out));
                    }
                });
            };
            table
                .head
                .iter()
                .chain(&table.body)
                .for_each(|found| row(found, out));
        }),
        BlockKind::Break => out.push_str("<hr>"),
        BlockKind::Math(_)
        | BlockKind::Verse(_)
        | BlockKind::Definitions(_)
        | BlockKind::Aside { .. }
        | BlockKind::Panels(_)
        | BlockKind::Statement { .. } => {
            out.push_str("<other>");
        }
    }
}

fn inlines(found: &[Inline], out: &mut String) {
    for inline in found {
        match &inline.kind {
            InlineKind::Text(text) => escape(text, out),
            InlineKind::SoftBreak => out.push('\n'),
            InlineKind::LineBreak => out.push_str("<br>"),
            InlineKind::Emphasis(content) => element("em", out, |out| inlines(content, out)),
            InlineKind::Strong(content) => element("strong", out, |out| inlines(content, out)),
            InlineKind::Code(text) => element("code", out, |out| escape(text, out)),
            InlineKind::Link { target, content } => {
                let href = match target {
                    Target::External(href) | Target::Local(href) => href.as_str(),
                    Target::Work(_) | Target::Anchor(_) | Target::Broken => "",
                };
                let tag = format!("a href=\"{}\"", href.replace('"', "&quot;"));
                element(&tag, out, |out| inlines(content, out));
            }
            InlineKind::Image(image) => image_tag(image.path.as_str(), &image.alt, out),
            InlineKind::Span { content, .. } => inlines(content, out),
            _ => out.push_str("<other>"),
        }
    }
}

fn image_tag(path: &str, alt: &str, out: &mut String) {
    write!(out, "<img src=\"{path}\" alt=\"").unwrap();
    escape(alt, out);
    out.push_str("\">");
}

fn escape(text: &str, out: &mut String) {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    out.push_str(&text.replace('"', "&quot;"));
}

/// HTML as its tags and words: one space between words, addresses without percent signs, signs as typed.
fn normal(html: &str) -> String {
    let mut out = String::new();
    for token in Tokenizer::new(html) {
        match token.unwrap() {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                write!(out, "<{name}").unwrap();
                for (key, value) in &tag.attributes {
                    let key = String::from_utf8_lossy(key).into_owned();
                    let value = String::from_utf8_lossy(value).into_owned();
                    let decoded = percent_decode_str(&value).decode_utf8_lossy().into_owned();
                    let path = decoded.trim_start_matches('/').to_owned();
                    match key.as_str() {
                        "href" | "start" => write!(out, " {key}={decoded}").unwrap(),
                        "src" => write!(out, " src={path}").unwrap(),
                        "alt" => write!(out, " alt={value}").unwrap(),
                        _ => {}
                    }
                }
                out.push('>');
            }
            Token::EndTag(tag) => {
                write!(out, "</{}>", String::from_utf8_lossy(&tag.name)).unwrap();
            }
            Token::String(text) => out.push_str(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    let typed = [
        ('«', '"'),
        ('»', '"'),
        ('‹', '\''),
        ('›', '\''),
        ('“', '"'),
        ('”', '"'),
        ('’', '\''),
        ('‘', '\''),
    ];
    let plain = |letter: char| {
        typed
            .iter()
            .find(|(set, _)| *set == letter)
            .map_or(letter, |(_, sign)| *sign)
    };
    let out: String = out.chars().map(plain).collect();
    let out = out
        .replace('…', "...")
        .replace('—', "---")
        .replace('–', "--");
    let mut words = out.split_whitespace().collect::<Vec<_>>().join(" ");
    const AROUND: &str = "p li blockquote ul ol hr pre br code h1 h2 h3 h4 h5 h6 td";
    let tags = AROUND
        .split(' ')
        .flat_map(|name| [format!("<{name}>"), format!("</{name}>")]);
    for around in tags {
        words = words
            .replace(&format!(" {around}"), &around)
            .replace(&format!("{around} "), &around);
    }
    words
}
