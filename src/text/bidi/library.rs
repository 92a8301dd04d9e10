//! Levels by unicode-bidi, for paragraphs that one pass does not resolve.

use std::ops::Range;

use unicode_bidi::{BidiInfo, Level};

use super::scope::{DigitContext, Resolved, Scope, level_of};
use crate::locale::Direction;

const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
const RIGHT_TO_LEFT_ISOLATE: char = '\u{2067}';
const POP_DIRECTIONAL_ISOLATE: char = '\u{2069}';
/// Strong as an Arabic letter, and invisible.
const ARABIC_LETTER_MARK: char = '\u{061C}';

/// The levels that unicode-bidi gives. Isolates are written into a copy as isolate characters (UAX #9
/// HL3) and taken out of the result again.
pub(super) fn with_library(scope: &Scope<'_>) -> Resolved {
    let base = Level::new(level_of(scope.direction)).unwrap_or_else(|_| Level::ltr());
    let copy = Copy::of(scope);
    let info = BidiInfo::new(&copy.text, Some(base));
    let places = copy.places.into_iter();
    let boundaries = copy.boundaries.into_iter();
    Resolved {
        each: places
            .flat_map(|place| info.levels[place].iter().map(Level::number))
            .collect(),
        boundaries: boundaries
            .map(|boundary| info.levels[boundary].number())
            .collect(),
    }
}

/// A text with isolate characters in it.
#[derive(Default)]
struct Copy {
    text: String,
    /// The ranges of the copy that are, one after the other, the whole text without them.
    places: Vec<Range<usize>>,
    /// Where the isolates open.
    boundaries: Vec<usize>,
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
            copy.boundaries.push(copy.text.len());
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
