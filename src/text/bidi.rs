//! Text with isolates in, an embedding level for every byte and the visual order of a line out
//! (UAX #9 over the whole paragraph).
//!
//! Nearly every paragraph of a book has one direction once its foreign runs are isolated, and is
//! resolved in one pass (`plain`). Any other goes through unicode-bidi. Both give the same levels.

mod isolate;
mod library;
mod order;
mod plain;
mod scope;

use unicode_bidi::BidiClass;

use super::styled::{Isolate, StyledText};
use crate::locale::class_of;
use library::with_library;
pub use order::Edge;
pub(crate) use order::{LevelRun, line_tail, visual_order_of_runs};
use scope::{DigitContext, Directed, Kinds, Resolved, Scope, first_strong, is_blank, level_of};

/// What UAX #9 says about a paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Levels {
    /// The level of every byte of the text.
    pub(super) each: Vec<u8>,
    /// Where isolates meet, in the order of the text.
    pub(super) edges: Vec<Edge>,
}

/// The levels of a paragraph. Where isolates meet, the levels of their letters differ.
pub(super) fn levels(paragraph: &StyledText) -> Levels {
    let text = paragraph.text.as_str();
    let kinds = Kinds::of(text);
    if paragraph.isolates.is_empty() && kinds.is_one_way(paragraph.direction) {
        return Levels {
            each: vec![level_of(paragraph.direction); text.len()],
            edges: Vec::new(),
        };
    }
    let mut isolates = paragraph.isolates.clone();
    isolates.extend(isolate::find(paragraph, kinds));
    let scope = Scope {
        text,
        isolates: sorted(text, isolates),
        direction: paragraph.direction,
        digits: DigitContext::of(paragraph, kinds),
        kinds,
    };
    let Resolved {
        mut each,
        boundaries,
    } = resolve(&scope);
    let edges = edges(&scope, &boundaries, &mut each);
    Levels { each, edges }
}

/// Finds where isolates meet what is not of the level around them, and lifts an isolate by two where
/// both sides have one level, so that no run goes across.
fn edges(scope: &Scope<'_>, boundaries: &[u8], levels: &mut [u8]) -> Vec<Edge> {
    // In «نسخهٔ ۲ Linux» the isolate «Linux» has level 2, as the number before it has. Runs are made of
    // neighbours of one level, so both would be shaped and ordered as one. An even level stays even
    // when 2 is added, and L2 gives the same order for 4 as for 2: the isolate is lifted, and the place
    // is noted as an edge.
    let mut edges: Vec<Edge> = Vec::new();
    for (Directed { range, .. }, boundary) in scope.isolates.iter().zip(boundaries) {
        let level = *boundary;
        let meets = |levels: &[u8], at: usize| {
            let (before, after) = (levels[at.checked_sub(1)?], *levels.get(at)?);
            (before > level && after > level).then_some(before == after)
        };
        let ends = [range.start, range.end];
        let met = ends.into_iter().filter(|at| meets(levels, *at).is_some());
        edges.extend(met.map(|at| Edge { at, level }));
        // Each lift leaves one side that it can meet, so three are enough.
        for _ in 0..3 {
            if ends.iter().any(|at| meets(levels, *at) == Some(true)) {
                lift(&mut levels[range.clone()]);
            }
        }
    }
    edges.sort_by_key(|edge| (edge.at, edge.level));
    edges.dedup_by_key(|edge| edge.at);
    edges
}

/// Two levels up, which changes no order.
fn lift(levels: &mut [u8]) {
    for level in levels {
        *level = level.saturating_add(2);
    }
}

/// Outer isolates first; one that crosses the end of another is cut there. What asks for the first
/// strong letter's direction (FSI) is given it.
fn sorted(text: &str, mut isolates: Vec<Isolate>) -> Vec<Directed> {
    isolates.sort_by_key(|isolate| (isolate.range.start, std::cmp::Reverse(isolate.range.end)));
    let mut open: Vec<usize> = Vec::new();
    let mut nested = Vec::with_capacity(isolates.len());
    for isolate in isolates {
        while open.pop_if(|end| *end <= isolate.range.start).is_some() {}
        let limit = open.last().copied().unwrap_or(text.len());
        let range = isolate.range.start..isolate.range.end.min(limit);
        if range.is_empty() {
            continue;
        }
        open.push(range.end);
        let first = || first_strong(&text[range.clone()]);
        let direction = isolate.direction.unwrap_or_else(first);
        nested.push(Directed { range, direction });
    }
    nested
}

/// The level of every byte, segment separators at the paragraph's level (UAX #9 L1, 1 to 3).
fn resolve(scope: &Scope<'_>) -> Resolved {
    let mut resolved = plain::levels(scope).unwrap_or_else(|| with_library(scope));
    if scope.kinds.has_any(&[BidiClass::S, BidiClass::B]) {
        reset_separators(scope.text, level_of(scope.direction), &mut resolved.each);
    }
    resolved
}

/// Gives tabs and the white space before them the paragraph's level (UAX #9 L1, 1 to 3).
fn reset_separators(text: &str, base: u8, levels: &mut [u8]) {
    let mut blank = 0;
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        match class_of(letter) {
            BidiClass::S | BidiClass::B => levels[blank..end].fill(base),
            class if is_blank(class) => continue,
            _ => {}
        }
        blank = end;
    }
}

#[cfg(test)]
mod tests;
