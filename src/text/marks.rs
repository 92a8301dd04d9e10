//! A bound on the marks of a letter: words in, the same words with no letter that carries more out.
//!
//! No script sets thirty marks on one letter (UAX #15, 13: Stream-Safe Text Format allows so many). Beyond
//! that a tower of them leaves the page, and a font cannot hold the letter as one glyph.

use std::borrow::Cow;
use std::ops::Range;

use unicode_bidi::BidiClass;

use crate::locale::class_of;
use crate::source::Origin;

/// Marks that a letter may carry.
pub const MOST_MARKS: usize = 30;

/// Bytes between two letters that are looked at: a mark has at least two, so that one of them stands in every
/// run of too many.
const STEP: usize = 2 * MOST_MARKS;

/// A letter some of whose marks are left out.
#[derive(Clone, Debug)]
pub struct CrowdedLetter {
    /// Who wrote it.
    pub origin: Origin,
    /// How many marks it has.
    pub marks: usize,
}

/// Words whose letters carry as many marks as they may.
pub(super) struct Bounded<'w> {
    pub(super) words: Cow<'w, str>,
    /// The first letter that carried more, with its marks: bytes of the words as they were, and how many.
    pub(super) crowded: Option<CrowdedPlace>,
}

/// Where a crowded letter stands.
pub(super) struct CrowdedPlace {
    pub(super) range: Range<usize>,
    pub(super) marks: usize,
}

/// Takes out the marks that are too many; `before` is the text that the words are added to.
pub(super) fn bound<'w>(before: &str, words: &'w str) -> Bounded<'w> {
    if !may_be_crowded(before, words) {
        return Bounded {
            words: Cow::Borrowed(words),
            crowded: None,
        };
    }
    let mut kept = String::with_capacity(words.len());
    let mut crowded: Option<CrowdedPlace> = None;
    let (mut letter, mut marks) = (0, trailing_marks(before));
    for (at, sign) in words.char_indices() {
        if !is_mark(sign) {
            (letter, marks) = (at, 0);
        } else {
            marks += 1;
        }
        if marks <= MOST_MARKS {
            kept.push(sign);
            continue;
        }
        let first = crowded.get_or_insert(CrowdedPlace {
            range: letter..at,
            marks,
        });
        if first.range.start == letter {
            first.range.end = at + sign.len_utf8();
            first.marks = marks;
        }
    }
    Bounded {
        words: Cow::Owned(kept),
        crowded,
    }
}

/// Whether a letter could carry too many marks, without a look at each of them.
fn may_be_crowded(before: &str, words: &str) -> bool {
    let goes_on = words.starts_with(is_mark) && trailing_marks(before) > 0;
    let mut looked_at = (STEP..words.len()).step_by(STEP);
    goes_on
        || looked_at.any(|at| {
            let at = words.floor_char_boundary(at);
            words[at..].starts_with(is_mark)
        })
}

fn trailing_marks(text: &str) -> usize {
    let signs = text.chars().rev().take(MOST_MARKS + 1);
    signs.take_while(|sign| is_mark(*sign)).count()
}

/// Whether a sign stands on the letter before it, or is not seen.
fn is_mark(sign: char) -> bool {
    matches!(class_of(sign), BidiClass::NSM | BidiClass::BN)
}

#[cfg(test)]
mod tests {
    use super::{MOST_MARKS, bound};

    fn bounded(before: &str, words: &str) -> (String, Option<(usize, usize)>) {
        let bounded = bound(before, words);
        let crowded = bounded.crowded;
        let place = crowded.map(|place| (place.range.start, place.marks));
        (bounded.words.into_owned(), place)
    }

    #[test]
    fn a_letter_keeps_as_many_marks_as_it_may_carry() {
        let tower = |marks: usize| format!("متن ب{} متن", "\u{64E}".repeat(marks));
        assert_eq!(bounded("", &tower(MOST_MARKS)), (tower(MOST_MARKS), None));
        let at = "متن ".len();
        let more = (tower(MOST_MARKS), Some((at, 31)));
        assert_eq!(bounded("", &tower(31)), more);
        let much = (tower(MOST_MARKS), Some((at, 5_000)));
        assert_eq!(bounded("", &tower(5_000)), much);
    }

    #[test]
    fn marks_of_several_pieces_stand_on_one_letter() {
        let marks = "\u{301}".repeat(20);
        let before = format!("a{marks}");
        let kept = "\u{301}".repeat(10);
        assert_eq!(bounded(&before, &marks), (kept, Some((0, 40))));
        assert_eq!(bounded("a", &marks), (marks.clone(), None));
    }
}
