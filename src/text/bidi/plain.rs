//! The levels of a paragraph whose every part has one direction, in one pass: no explicit codes, no
//! left-to-right letter outside the left-to-right isolates and no right-to-left one inside them.
//!
//! There UAX #9 leaves little to decide: letters and neutrals have the level of their isolate (N1, N2:
//! both sides run one way; N0 changes nothing), and only numbers with their separators and signs lie
//! one level above it in right-to-left parts (W2 to W6, I2).

use unicode_bidi::BidiClass;

use super::scope::{DigitContext, Directed, Resolved, Scope, level_of};
use crate::locale::{Direction, class_of};

/// The highest level that an isolate may open (UAX #9 BD2).
const MAX_DEPTH: u8 = 125;

/// The level of every byte; `None` where some part has letters of both directions.
pub(super) fn levels(scope: &Scope<'_>) -> Option<Resolved> {
    if scope.kinds.has_controls() {
        return None;
    }
    let mut pass = Pass {
        digits: scope.digits,
        levels: Vec::with_capacity(scope.text.len()),
        boundaries: Vec::with_capacity(scope.isolates.len()),
        part: Part::new(level_of(scope.direction), scope.digits),
        outer: Vec::new(),
    };
    let mut isolates = scope.isolates.iter().peekable();
    for (at, letter) in scope.text.char_indices() {
        pass.leave(at);
        while let Some(isolate) = isolates.next_if(|isolate| isolate.range.start <= at) {
            pass.enter(isolate)?;
        }
        pass.take(letter)?;
    }
    Some(Resolved {
        each: pass.levels,
        boundaries: pass.boundaries,
    })
}

/// One isolate, or the paragraph outside all of them.
struct Part {
    level: u8,
    /// Whether digits are Arabic numbers (UAX #9 W2).
    arabic: bool,
    before: Before,
}

impl Part {
    fn new(level: u8, digits: DigitContext) -> Self {
        Self {
            level,
            arabic: digits == DigitContext::Arabic,
            before: Before::Other,
        }
    }
}

/// What stands before a letter, as far as numbers look back. Places are bytes of the text.
#[derive(Clone, Copy)]
enum Before {
    Other,
    European,
    Arabic,
    /// A European number and signs that belong to it (W5).
    EuropeanSign,
    /// A European number and one separator (W4).
    EuropeanSeparator(usize),
    /// An Arabic number and one common separator (W4).
    ArabicSeparator(usize),
    /// Signs that belong to a European number if one follows (W5).
    Signs(usize),
}

struct Pass {
    digits: DigitContext,
    levels: Vec<u8>,
    /// The level around each isolate entered.
    boundaries: Vec<u8>,
    part: Part,
    /// The parts around this one, each with the end of the isolate inside it.
    outer: Vec<(Part, usize)>,
}

impl Pass {
    /// Goes back to the part around every isolate that ends here.
    fn leave(&mut self, at: usize) {
        while let Some((part, _)) = self.outer.pop_if(|(_, end)| *end <= at) {
            self.part = part;
        }
    }

    /// Goes into an isolate, which is a neutral for the part around it. `None` below the depth that
    /// UAX #9 allows.
    fn enter(&mut self, isolate: &Directed) -> Option<()> {
        let level = next_level(self.part.level, isolate.direction);
        if level > MAX_DEPTH {
            return None;
        }
        self.boundaries.push(self.part.level);
        self.part.before = Before::Other;
        let part = std::mem::replace(&mut self.part, Part::new(level, self.digits));
        self.outer.push((part, isolate.range.end));
        Some(())
    }

    fn take(&mut self, letter: char) -> Option<()> {
        let class = class_of(letter);
        let start = self.levels.len();
        let level = if self.part.level % 2 == 1 {
            self.right_to_left(class, start)?
        } else {
            self.left_to_right(class)?
        };
        self.levels.resize(start + letter.len_utf8(), level);
        Some(())
    }

    /// Digits are letters there (W7), and everything has one level.
    fn left_to_right(&self, class: BidiClass) -> Option<u8> {
        use BidiClass::{AL, AN, R};
        (!matches!(class, R | AL | AN)).then_some(self.part.level)
    }

    fn right_to_left(&mut self, class: BidiClass, start: usize) -> Option<u8> {
        use BidiClass::{AL, AN, BN, CS, EN, ES, ET, L, NSM, R};
        let part = &mut self.part;
        match class {
            L => return None,
            AL | R => {
                part.arabic = class == AL;
                part.before = Before::Other;
            }
            EN | AN => return Some(self.number(class, start)),
            ET => return Some(self.sign(start)),
            ES | CS => {
                part.before = match part.before {
                    Before::European => Before::EuropeanSeparator(start),
                    Before::Arabic if class == CS => Before::ArabicSeparator(start),
                    _ => Before::Other,
                };
            }
            NSM => return Some(self.mark()),
            // X9 takes it out: it lies with what stands before it.
            BN => return Some(self.levels.last().copied().unwrap_or(part.level)),
            _ => part.before = Before::Other,
        }
        Some(self.part.level)
    }

    fn number(&mut self, class: BidiClass, start: usize) -> u8 {
        let part = &mut self.part;
        let level = part.level + 1;
        let european = class == BidiClass::EN && !part.arabic;
        let joined = match part.before {
            Before::EuropeanSeparator(from) | Before::Signs(from) if european => Some(from),
            Before::ArabicSeparator(from) if !european => Some(from),
            _ => None,
        };
        part.before = if european {
            Before::European
        } else {
            Before::Arabic
        };
        if let Some(from) = joined {
            self.levels[from..start].fill(level);
        }
        level
    }

    /// Percent, currency and their like (W5).
    fn sign(&mut self, start: usize) -> u8 {
        let part = &mut self.part;
        match part.before {
            Before::European | Before::EuropeanSign => {
                part.before = Before::EuropeanSign;
                return part.level + 1;
            }
            Before::Signs(_) => {}
            Before::Other
            | Before::Arabic
            | Before::EuropeanSeparator(_)
            | Before::ArabicSeparator(_) => part.before = Before::Signs(start),
        }
        part.level
    }

    /// A mark is of the kind that its base is (W1).
    fn mark(&mut self) -> u8 {
        let part = &mut self.part;
        match part.before {
            Before::European | Before::Arabic | Before::EuropeanSign => return part.level + 1,
            // Two separators join nothing.
            Before::EuropeanSeparator(_) | Before::ArabicSeparator(_) => {
                part.before = Before::Other;
            }
            Before::Other | Before::Signs(_) => {}
        }
        part.level
    }
}

/// The level inside an isolate (UAX #9 X5a, X5b).
fn next_level(level: u8, direction: Direction) -> u8 {
    let odd = level_of(direction);
    level + if level % 2 == odd { 2 } else { 1 }
}
