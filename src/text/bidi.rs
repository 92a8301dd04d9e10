//! Text with isolates in, an embedding level for every byte and the visual order of a line out
//! (UAX #9 over the whole paragraph).
//!
//! Nearly every paragraph of a book has one direction once its foreign runs are isolated, and is
//! resolved in one pass (`plain`). Any other goes through unicode-bidi. Both give the same levels.

use std::ops::Range;

use unicode_bidi::{BidiClass, BidiInfo, Level};

use super::isolate;
use super::plain;
use super::styled::{Isolate, StyledText};
use crate::locale::{Direction, class_of};

const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
const RIGHT_TO_LEFT_ISOLATE: char = '\u{2067}';
const POP_DIRECTIONAL_ISOLATE: char = '\u{2069}';
/// Strong as an Arabic letter, and invisible.
const ARABIC_LETTER_MARK: char = '\u{061C}';
/// Strong as a Hebrew letter, and invisible.
const RIGHT_TO_LEFT_MARK: char = '\u{200F}';

/// What UAX #9 says about a paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Levels {
    /// The level of every byte of the text.
    pub(super) each: Vec<u8>,
    /// Where isolates meet, in the order of the text.
    pub(super) edges: Vec<Edge>,
}

/// A place where an isolate meets a number or another isolate. The isolate characters that stand
/// between them in UAX #9 are not in the text, but they part what lies at both sides (L2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Byte in the paragraph's text.
    pub at: usize,
    /// The level of the text around the isolates.
    pub level: u8,
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
    let Resolved { mut each, walls } = resolve(&scope);
    let edges = edges(&scope, &walls, &mut each);
    Levels { each, edges }
}

/// Finds where isolates meet what is not of the level around them, and lifts an isolate by two where
/// both sides have one level, so that no run goes across.
fn edges(scope: &Scope<'_>, walls: &[u8], levels: &mut [u8]) -> Vec<Edge> {
    let mut edges: Vec<Edge> = Vec::new();
    for (Directed { range, .. }, wall) in scope.isolates.iter().zip(walls) {
        let level = *wall;
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

/// The level of a paragraph without anything that runs against it.
pub(super) fn level_of(direction: Direction) -> u8 {
    match direction {
        Direction::Ltr => 0,
        Direction::Rtl => 1,
    }
}

/// What European digits are taken for where no strong letter stands before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DigitContext {
    /// Numbers of Arabic script, as after an Arabic letter (UAX #9 W2): «۵۰٪» at the beginning of a
    /// paragraph looks as it does in its middle.
    Arabic,
    /// As UAX #9 leaves them.
    Standard,
}

impl DigitContext {
    fn of(paragraph: &StyledText, kinds: Kinds) -> Self {
        let hebrew = |tag: &str| matches!(tag, "he" | "iw" | "yi");
        let by_language = || {
            let style = paragraph.styles.first();
            style.is_none_or(|style| !hebrew(style.language.primary()))
        };
        let arabic = match (kinds.has(BidiClass::AL), kinds.has_hebrew) {
            (true, _) => true,
            (false, true) => false,
            (false, false) => by_language(),
        };
        match (paragraph.direction, arabic) {
            (Direction::Rtl, true) => Self::Arabic,
            (Direction::Rtl, false) | (Direction::Ltr, _) => Self::Standard,
        }
    }
}

/// Which bidi classes a text has.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Kinds {
    classes: u32,
    has_hebrew: bool,
}

impl Kinds {
    pub(super) fn of(text: &str) -> Self {
        let mut kinds = Self::default();
        for letter in text.chars() {
            let class = class_of(letter);
            kinds.classes |= 1 << class as u32;
            kinds.has_hebrew |= class == BidiClass::R && letter != RIGHT_TO_LEFT_MARK;
        }
        kinds
    }

    pub(super) fn has(self, class: BidiClass) -> bool {
        self.classes & 1 << class as u32 != 0
    }

    pub(super) fn has_any(self, classes: &[BidiClass]) -> bool {
        classes.iter().any(|class| self.has(*class))
    }

    /// Letters of one direction and what takes its level from them.
    fn is_one_way(self, direction: Direction) -> bool {
        use BidiClass::{AL, AN, B, EN, L, R, S};
        let against: &[BidiClass] = match direction {
            Direction::Rtl => &[L, EN, AN, B, S],
            Direction::Ltr => &[R, AL, AN, B, S],
        };
        !self.has_any(against) && !self.has_controls()
    }

    /// Explicit codes of the author, and ends of paragraphs inside the text.
    pub(super) fn has_controls(self) -> bool {
        use BidiClass::{B, FSI, LRE, LRI, LRO, PDF, PDI, RLE, RLI, RLO};
        self.has_any(&[LRE, RLE, LRO, RLO, PDF, LRI, RLI, FSI, PDI, B])
    }
}

/// A text with everything that its levels follow from.
pub(super) struct Scope<'a> {
    pub(super) text: &'a str,
    /// Nested, outer ones first.
    pub(super) isolates: Vec<Directed>,
    pub(super) direction: Direction,
    pub(super) digits: DigitContext,
    pub(super) kinds: Kinds,
}

/// An isolate whose direction is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Directed {
    pub(super) range: Range<usize>,
    pub(super) direction: Direction,
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

/// UAX #9 P2 and P3.
pub(super) fn first_strong(text: &str) -> Direction {
    match unicode_bidi::get_base_direction(text) {
        unicode_bidi::Direction::Rtl => Direction::Rtl,
        unicode_bidi::Direction::Ltr | unicode_bidi::Direction::Mixed => Direction::Ltr,
    }
}

/// Levels before places between isolates are looked at.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Resolved {
    /// The level of every byte of the text.
    pub(super) each: Vec<u8>,
    /// The level of the isolate characters of every isolate, which lie in the text around it.
    pub(super) walls: Vec<u8>,
}

/// The level of every byte, segment separators at the paragraph's level (UAX #9 L1, 1 to 3).
pub(super) fn resolve(scope: &Scope<'_>) -> Resolved {
    let mut resolved = plain::levels(scope).unwrap_or_else(|| with_library(scope));
    if scope.kinds.has_any(&[BidiClass::S, BidiClass::B]) {
        reset_separators(scope.text, level_of(scope.direction), &mut resolved.each);
    }
    resolved
}

/// The levels that unicode-bidi gives. Isolates are written into a copy as isolate characters (UAX #9
/// HL3) and taken out of the result again.
pub(super) fn with_library(scope: &Scope<'_>) -> Resolved {
    let base = Level::new(level_of(scope.direction)).unwrap_or_else(|_| Level::ltr());
    let copy = Copy::of(scope);
    let info = BidiInfo::new(&copy.text, Some(base));
    let places = copy.places.into_iter();
    let walls = copy.walls.into_iter();
    Resolved {
        each: places
            .flat_map(|place| info.levels[place].iter().map(Level::number))
            .collect(),
        walls: walls.map(|wall| info.levels[wall].number()).collect(),
    }
}

/// A text with isolate characters in it.
#[derive(Default)]
struct Copy {
    text: String,
    /// The ranges of the copy that are, one after the other, the whole text without them.
    places: Vec<Range<usize>>,
    /// Where the isolates open.
    walls: Vec<usize>,
    /// How much of the text is taken.
    at: usize,
}

impl Copy {
    fn of(scope: &Scope<'_>) -> Self {
        let mut copy = Self::default();
        let mut open: Vec<usize> = Vec::new();
        copy.enter(scope, scope.direction);
        for isolate in &scope.isolates {
            while let Some(end) = open.pop_if(|end| *end <= isolate.range.start) {
                copy.close(scope, end);
            }
            copy.take(scope, isolate.range.start);
            copy.walls.push(copy.text.len());
            copy.text.push(match isolate.direction {
                Direction::Ltr => LEFT_TO_RIGHT_ISOLATE,
                Direction::Rtl => RIGHT_TO_LEFT_ISOLATE,
            });
            copy.enter(scope, isolate.direction);
            open.push(isolate.range.end);
        }
        while let Some(end) = open.pop() {
            copy.close(scope, end);
        }
        copy.take(scope, scope.text.len());
        copy
    }

    fn enter(&mut self, scope: &Scope<'_>, direction: Direction) {
        if direction == Direction::Rtl && scope.digits == DigitContext::Arabic {
            self.text.push(ARABIC_LETTER_MARK);
        }
    }

    fn take(&mut self, scope: &Scope<'_>, end: usize) {
        if self.at < end {
            let start = self.text.len();
            self.text.push_str(&scope.text[self.at..end]);
            self.places.push(start..self.text.len());
            self.at = end;
        }
    }

    fn close(&mut self, scope: &Scope<'_>, end: usize) {
        self.take(scope, end);
        self.text.push(POP_DIRECTIONAL_ISOLATE);
    }
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

/// White space and the controls that L1 treats like it (those that X9 removes among them).
fn is_blank(class: BidiClass) -> bool {
    use BidiClass::{BN, FSI, LRE, LRI, LRO, PDF, PDI, RLE, RLI, RLO, WS};
    matches!(
        class,
        WS | FSI | LRI | RLI | PDI | LRE | RLE | LRO | RLO | PDF | BN
    )
}

/// Where the white space at the end of a line begins, a byte of the line's text: from there on every
/// letter has the paragraph's level (UAX #9 L1, 4).
pub(crate) fn line_tail(line: &str) -> usize {
    line.trim_end_matches(|letter| is_blank(class_of(letter)))
        .len()
}

/// The order of runs from left to right, given their levels in logical order (UAX #9 L2).
fn visual_order(levels: &[u8]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..levels.len()).collect();
    let highest = levels.iter().copied().max().unwrap_or(0);
    let Some(lowest_odd) = levels.iter().copied().filter(|level| level % 2 == 1).min() else {
        return order;
    };
    for level in (lowest_odd..=highest).rev() {
        let mut start = 0;
        while start < order.len() {
            if levels[order[start]] < level {
                start += 1;
                continue;
            }
            let run = order[start..]
                .iter()
                .take_while(|index| levels[**index] >= level)
                .count();
            order[start..start + run].reverse();
            start += run;
        }
    }
    order
}

/// The order from left to right of pieces of a line, each with its level and the byte of the text it
/// begins at, parted where isolates meet.
pub(crate) fn visual_order_apart(pieces: &[(u8, usize)], edges: &[Edge]) -> Vec<usize> {
    let mut levels = Vec::with_capacity(pieces.len());
    let mut owners = Vec::with_capacity(pieces.len());
    for (index, (level, start)) in pieces.iter().enumerate() {
        let edge = edges.binary_search_by_key(start, |edge| edge.at);
        if let Some(edge) = edge.ok().and_then(|at| edges.get(at)) {
            levels.push(edge.level);
            owners.push(None);
        }
        levels.push(*level);
        owners.push(Some(index));
    }
    let order = visual_order(&levels).into_iter();
    order.filter_map(|at| owners[at]).collect()
}

#[cfg(test)]
mod tests;
