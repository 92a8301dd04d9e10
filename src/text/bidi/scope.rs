//! What the levels of a paragraph follow from: its text, its isolates, the bidi classes in it.

use std::ops::Range;

use unicode_bidi::BidiClass;

use crate::locale::{Direction, class_of};
use crate::text::styled::StyledText;

/// Strong as a Hebrew letter, and invisible.
const RIGHT_TO_LEFT_MARK: char = '\u{200F}';

/// The level of a paragraph without anything that runs against it.
pub(super) fn level_of(direction: Direction) -> u8 {
    match direction {
        Direction::Ltr => 0,
        Direction::Rtl => 1,
    }
}

/// UAX #9 P2 and P3.
pub(super) fn first_strong(text: &str) -> Direction {
    match unicode_bidi::get_base_direction(text) {
        unicode_bidi::Direction::Rtl => Direction::Rtl,
        unicode_bidi::Direction::Ltr | unicode_bidi::Direction::Mixed => Direction::Ltr,
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
    pub(super) fn of(paragraph: &StyledText, kinds: Kinds) -> Self {
        let by_language = || {
            let style = paragraph.styles.first();
            style.is_none_or(|style| !style.language.has_hebrew_letters())
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
    pub(super) fn is_one_way(self, direction: Direction) -> bool {
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

/// Levels before places between isolates are looked at.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Resolved {
    /// The level of every byte of the text.
    pub(super) each: Vec<u8>,
    /// The level of the isolate characters of every isolate, which lie in the text around it.
    pub(super) boundaries: Vec<u8>,
}

/// White space and the controls that L1 treats like it (those that X9 removes among them).
pub(super) fn is_blank(class: BidiClass) -> bool {
    use BidiClass::{BN, FSI, LRE, LRI, LRO, PDF, PDI, RLE, RLI, RLO, WS};
    matches!(
        class,
        WS | FSI | LRI | RLI | PDI | LRE | RLE | LRO | RLO | PDF | BN
    )
}
