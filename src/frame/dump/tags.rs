//! The logical structure of the pages as text: elements, languages, words.

use std::fmt::Write as _;

use crate::frame::{
    ElementId, Ending, Kid, PageItem, Pages, Reading, Spot, Structure, shown, stretches,
};
use crate::locale::Language;

/// What stands in a line's text for a picture in it.
const OBJECT: char = '\u{FFFC}';

/// The tree as text: one line an element with its language and alternative text, and what it says.
pub fn tags(pages: &Pages, language: &Language) -> String {
    let reading = Reading::new(&pages.structure, words(pages));
    let mut out = String::new();
    let _ = writeln!(out, "Document ({})", language.as_str());
    for branch in (0_u32..).take(pages.structure.branches.len()) {
        let root = ElementId { branch, index: 0 };
        element(&mut out, (&pages.structure, &reading), (root, 1));
    }
    out
}

/// Every stretch of words on the pages, and the pictures, which say nothing.
fn words(pages: &Pages) -> Vec<(ElementId, Spot, String)> {
    let mut words = Vec::new();
    for (page, items) in (0_u32..).zip(pages.pages.iter().map(|page| &page.items)) {
        for (item, thing) in (0_u32..).zip(items) {
            let spot = |stretch| Spot {
                page,
                item,
                stretch,
            };
            match thing {
                PageItem::Line(line) => {
                    for (stretch, (runs, element)) in (0_u32..).zip(stretches(line)) {
                        let last = runs.end == line.runs.len();
                        let mut text = shown(line, runs).to_owned();
                        if last && line.ending == Ending::Space {
                            text.push(' ');
                        }
                        words.extend(element.map(|element| (element, spot(stretch), text)));
                    }
                }
                PageItem::Picture(picture) => {
                    let element = picture.element;
                    words.extend(element.map(|element| (element, spot(0), String::new())));
                }
                PageItem::Rule(_) | PageItem::Link(_) => {}
            }
        }
    }
    words
}

fn element(
    out: &mut String,
    (structure, reading): (&Structure, &Reading<String>),
    (id, depth): (ElementId, usize),
) {
    let (Some(element), Some(kids)) = (structure.get(id), reading.kids(id)) else {
        return;
    };
    let indent = "  ".repeat(depth);
    let _ = write!(out, "{indent}{}", element.role.tag());
    if let Some(language) = &element.language {
        let _ = write!(out, " ({})", language.as_str());
    }
    if let Some(alt) = &element.alt {
        let _ = write!(out, " [{alt}]");
    }
    out.push('\n');
    let mut text = String::new();
    for kid in kids {
        match kid {
            Kid::Content(words) => {
                text.push_str(words);
            }
            Kid::Element(child) => {
                say(out, &indent, &mut text);
                self::element(out, (structure, reading), (*child, depth + 1));
            }
        }
    }
    say(out, &indent, &mut text);
}

fn say(out: &mut String, indent: &str, text: &mut String) {
    let words = std::mem::take(text);
    if !words.is_empty() {
        let shown = |letter: char| match letter {
            OBJECT => None,
            letter if letter.is_whitespace() => Some(' '),
            letter => Some(letter),
        };
        let words: String = words.chars().filter_map(shown).collect();
        let _ = writeln!(out, "{indent}  «{words}»");
    }
}
