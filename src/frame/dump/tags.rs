//! The logical structure of the pages as text: elements, languages, words.

use std::fmt::Write as _;

use crate::frame::{
    AmongItems, CellExtent, ElementId, Ending, Kid, PageItem, Pages, Reading, ReadingPosition,
    Standing, Structure, shown, stretches,
};
use crate::locale::Language;

/// What stands in a line's text for a picture in it.
const OBJECT: char = '\u{FFFC}';

/// The tree as text: one line an element with its language and alternative text, then its words.
pub fn tags(pages: &Pages, language: &Language) -> String {
    let mut dump = Dump {
        structure: &pages.structure,
        reading: Reading::new(&pages.structure, words(pages)),
        out: String::new(),
    };
    let _ = writeln!(dump.out, "Document ({})", language.as_str());
    for branch in (0_u32..).take(pages.structure.branches.len()) {
        let root = ElementId { branch, index: 0 };
        dump.element(root, 1);
    }
    dump.out
}

/// Every stretch of words on the pages, and the pictures, which have none.
fn words(pages: &Pages) -> Vec<Standing<String>> {
    let mut words = Vec::new();
    for (page, items) in (0_u32..).zip(pages.pages.iter().map(|page| &page.items)) {
        for (item, thing) in (0_u32..).zip(items) {
            let position = |stretch| ReadingPosition {
                page,
                item: AmongItems::At(item),
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
                        words.extend(element.map(|element| Standing {
                            element,
                            position: position(stretch),
                            content: text,
                        }));
                    }
                }
                PageItem::Picture(picture) => {
                    words.extend(picture.element.map(|element| Standing {
                        element,
                        position: position(0),
                        content: String::new(),
                    }));
                }
                PageItem::Rule(_) | PageItem::Link(_) => {}
            }
        }
    }
    words
}

/// The tree as it is written out.
struct Dump<'a> {
    structure: &'a Structure,
    reading: Reading<String>,
    out: String,
}

impl Dump<'_> {
    /// An element with its descendants, `depth` levels below the document.
    fn element(&mut self, id: ElementId, depth: usize) {
        let structure = self.structure;
        let (Some(element), Some(kids)) = (structure.get(id), self.reading.kids(id)) else {
            return;
        };
        let kids = kids.to_vec();
        let indent = "  ".repeat(depth);
        let _ = write!(self.out, "{indent}{}", element.role.tag());
        if let Some(language) = &element.language {
            let _ = write!(self.out, " ({})", language.as_str());
        }
        if let Some(alt) = &element.alt {
            let _ = write!(self.out, " [{alt}]");
        }
        if let Some(CellExtent { columns, rows }) = element.extent {
            let _ = write!(self.out, " {columns}x{rows}");
        }
        self.out.push('\n');
        let mut text = String::new();
        for kid in kids {
            match kid {
                Kid::Content(words) => text.push_str(&words),
                Kid::Element(child) => {
                    self.words(&indent, &mut text);
                    self.element(child, depth + 1);
                }
            }
        }
        self.words(&indent, &mut text);
    }

    /// Writes the words gathered so far, where there are any.
    fn words(&mut self, indent: &str, text: &mut String) {
        let words = std::mem::take(text);
        if !words.is_empty() {
            let shown = |character: char| match character {
                OBJECT => None,
                space if space.is_whitespace() => Some(' '),
                character => Some(character),
            };
            let words: String = words.chars().filter_map(shown).collect();
            let _ = writeln!(self.out, "{indent}  «{words}»");
        }
    }
}
