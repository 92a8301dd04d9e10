//! Pages in, the words of every line out as JSON: what a reader's copy of a PDF is measured by.
//!
//! Says of each line what it is, and which of its bytes the tool has set and not the author: note
//! marks, bullets and the numbers of lists.

use crate::frame::{
    Element, ElementId, GlyphText, Numbering, PageItem, Pages, PlacedLine, Role, Structure,
    shown_range, stretches,
};

/// One JSON object a line of text: `page` from 0, `role`, `text`, `baseline` in points from the top
/// of the page, `marks`, the byte ranges of the text that are the tool's, and `words`: where each
/// begins and ends in bytes and, in points from the left, on the page.
pub fn words(pages: &Pages) -> String {
    let mut out = String::new();
    for (page, items) in pages.pages.iter().map(|page| &page.items).enumerate() {
        for item in items {
            let PageItem::Line(line) = item else { continue };
            let row = serde_json::json!({
                "page": page,
                "role": format!("{:?}", line.role),
                "text": line.text,
                "baseline": line.baseline.0,
                "words": placed_words(line),
                "marks": marks(line, &pages.structure),
            });
            out.push_str(&row.to_string());
            out.push('\n');
        }
    }
    out
}

/// The words of a line: first byte, last, left edge, right edge.
fn placed_words(line: &PlacedLine) -> Vec<(usize, usize, f32, f32)> {
    let glyphs = placed_glyphs(line);
    let mut at = 0;
    let mut words = Vec::new();
    for piece in line.text.split_inclusive(char::is_whitespace) {
        let end = at + piece.trim_end().len();
        let own = glyphs
            .iter()
            .filter(|(start, ..)| (at..end).contains(start));
        let extent = own.fold((f32::INFINITY, 0.0_f32), |(left, right), (_, x, width)| {
            (left.min(*x), right.max(x + width))
        });
        if extent.0 <= extent.1 {
            words.push((at, end, extent.0, extent.1));
        }
        at += piece.len();
    }
    words
}

/// The glyphs of a line that begin a cluster: its first byte, left edge, advance.
fn placed_glyphs(line: &PlacedLine) -> Vec<(usize, f32, f32)> {
    let mut glyphs = Vec::new();
    for run in &line.runs {
        let mut x = run.x.0;
        for glyph in &run.glyphs {
            if let GlyphText::Cluster(range) = &glyph.text {
                glyphs.push((range.start as usize, x, glyph.advance.0));
            }
            x += glyph.advance.0;
        }
    }
    glyphs
}

/// The byte ranges of a line that are the tool's.
fn marks(line: &PlacedLine, structure: &Structure) -> Vec<[usize; 2]> {
    let mark = |(runs, element): (std::ops::Range<usize>, Option<ElementId>)| {
        let range = shown_range(line, runs)?;
        let text = line.text.get(range.clone())?;
        let ours = is_mark(structure, element, text);
        ours.then_some([range.start, range.end])
    };
    stretches(line).into_iter().filter_map(mark).collect()
}

/// Whether words of an element are a note's mark, or what an item is called: a term of a glossary
/// is the author's, though it stands where a number would.
fn is_mark(structure: &Structure, element: Option<ElementId>, text: &str) -> bool {
    let mut inner = element.and_then(|id| structure.get(id));
    while let Some(element) = inner {
        match element.role {
            Role::Reference => return !lists(structure, element),
            Role::Label => {
                return !text.contains(char::is_alphabetic) || !names(structure, element);
            }
            _ => inner = element.parent.and_then(|id| structure.get(id)),
        }
    }
    false
}

/// Whether a pointer is a line of the contents.
fn lists(structure: &Structure, reference: &Element) -> bool {
    let parent = reference.parent.and_then(|id| structure.get(id));
    parent.is_some_and(|parent| parent.role == Role::ContentsItem)
}

/// Whether a label is a term: its list is one that neither counts nor has bullets.
fn names(structure: &Structure, label: &Element) -> bool {
    let item = label.parent.and_then(|id| structure.get(id));
    let list = item.and_then(|item| structure.get(item.parent?));
    list.is_some_and(|list| matches!(list.role, Role::List(Numbering::Terms | Numbering::Boxes)))
}
