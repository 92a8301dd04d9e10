//! Words in, the places of the pages that say them out.

use super::place::stretch;
use crate::frame::{Page, PageItem, Pages, PlacedLine, Rect, TextRole};
use crate::locale::persian_letter;

/// A place where words were found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Index of the page.
    pub page: usize,
    /// Where they stand: one area for each line that they run over.
    pub areas: Vec<Rect>,
    /// The line that they begin in.
    pub line: String,
}

/// Looks for words, in the order of the pages; after `most` places no more are looked for.
///
/// Letters are compared as a reader does who types them: without vowel signs, strokes and half-spaces, Arabic
/// ي and ك as Persian ی and ک, small as large. Words may run over the end of a
/// line, but not of a page.
pub fn find(pages: &Pages, words: &str, most: usize) -> Vec<Hit> {
    let wanted: Vec<char> = folded(words.trim()).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let each = pages.pages.iter().enumerate();
    let hits = each.flat_map(|(at, page)| {
        let mut found = find_on(page, at, &wanted);
        for area in found.iter_mut().flat_map(|hit| &mut hit.areas) {
            *area = pages.on_paper(page, *area);
        }
        found
    });
    hits.take(most).collect()
}

/// A letter of a page as it is compared, with its line and its byte.
struct Letter {
    folded: char,
    line: usize,
    byte: usize,
}

fn find_on(page: &Page, index: usize, wanted: &[char]) -> Vec<Hit> {
    let lines: Vec<&PlacedLine> = page.items.iter().filter_map(readable).collect();
    let mut letters = Vec::new();
    for (line, placed) in lines.iter().enumerate() {
        for (byte, letter) in placed.text.char_indices() {
            let folded = fold(letter);
            letters.extend(folded.map(|folded| Letter { folded, line, byte }));
        }
        letters.push(Letter {
            folded: ' ',
            line,
            byte: placed.text.len(),
        });
    }
    let mut hits = Vec::new();
    let mut at = 0;
    while at + wanted.len() <= letters.len() {
        let found = &letters[at..at + wanted.len()];
        if found.iter().map(|letter| &letter.folded).eq(wanted) {
            hits.push(hit(found, &lines, index));
            at += wanted.len();
        } else {
            at += 1;
        }
    }
    hits
}

fn readable(item: &PageItem) -> Option<&PlacedLine> {
    match item {
        PageItem::Line(line) if line.role != TextRole::Running => Some(line),
        PageItem::Line(_) | PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => None,
    }
}

fn hit(found: &[Letter], lines: &[&PlacedLine], page: usize) -> Hit {
    let mut areas = Vec::new();
    for piece in found.chunk_by(|one, next| one.line == next.line) {
        if let (Some(first), Some(last)) = (piece.first(), piece.last()) {
            areas.push(stretch(lines[first.line], first.byte..last.byte + 1));
        }
    }
    let first = found.first().map_or(0, |letter| letter.line);
    Hit {
        page,
        areas,
        line: lines[first].text.clone(),
    }
}

fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(fold)
}

/// A letter as it is compared; nothing for what is not typed.
fn fold(letter: char) -> Option<char> {
    match letter {
        // Vowel signs, the stroke that lengthens a join, half-spaces, marks of direction, soft hyphens.
        '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{640}' => None,
        '\u{200B}'..='\u{200F}' | '\u{2066}'..='\u{2069}' | '\u{AD}' => None,
        letter if letter.is_whitespace() => Some(' '),
        letter => letter.to_lowercase().next().map(persian_letter),
    }
}
