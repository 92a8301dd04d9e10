//! Words in the margin of a page: what stands beside its lines in, columns without overlaps out.
//!
//! A note begins at the height of its mark, or below the note above it. Where the last one would reach below the text
//! block, all move up; what has no room on the page goes on in the margin of the next one.

use crate::page::flow::{FlowBox, MarginBox, MarginKind};
use crate::units::Pt;

/// Words that wait for their place.
#[derive(Clone, Debug)]
pub(super) struct Beside {
    pub(super) kind: MarginKind,
    /// Where they would begin, from the top of the text block.
    pub(super) top: Pt,
    pub(super) width: Pt,
    pub(super) lines: Vec<FlowBox>,
    /// Whether their first lines stand on an earlier page.
    pub(super) goes_on: bool,
}

impl Beside {
    /// What stands beside a box of the page, whose place it has.
    pub(super) fn of(found: MarginBox) -> Self {
        Self {
            kind: found.kind,
            top: found.down,
            width: found.width,
            lines: found.lines,
            goes_on: false,
        }
    }

    fn height(&self) -> Pt {
        self.lines.iter().map(|line| line.height).sum()
    }
}

/// The room of a margin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// The height of the text block.
    pub(super) height: Pt,
    /// The least space between two notes.
    pub(super) between: Pt,
}

/// Gives words their tops, in their order; what has no room comes back.
pub(super) fn arrange(words: &mut Vec<Beside>, room: Room) -> Vec<Beside> {
    let rest = cut(words, room);
    // Down: marks on lines 3 and 4 with notes of four lines each give the second note its place below the first, on line 7.
    let mut free = Pt::ZERO;
    for one in words.iter_mut() {
        one.top = one.top.max(free);
        free = one.top + one.height() + room.between;
    }
    // Up: a mark on the last line has a note of four lines. It ends with the text, three lines above its mark, and whatever
    // stands there moves up before it. Since all of them fit (`cut`), the first does not rise above the text.
    let mut end = room.height;
    for one in words.iter_mut().rev() {
        one.top = one.top.min(end - one.height());
        end = one.top - room.between;
    }
    rest
}

/// Takes away the last lines for which the margin is not high enough.
fn cut(words: &mut Vec<Beside>, room: Room) -> Vec<Beside> {
    /// A hundredth of a point is rounding.
    const ROUNDING: Pt = Pt(0.01);
    let mut rest = Vec::new();
    let mut used = Pt::ZERO;
    let all = std::mem::take(words);
    for mut one in all {
        if !rest.is_empty() {
            rest.push(one);
            continue;
        }
        let left = room.height - used + ROUNDING;
        let mut height = Pt::ZERO;
        let fits = one.lines.iter().take_while(|line| {
            height += line.height;
            height <= left
        });
        // A line higher than the page stands there all the same.
        let count = fits.count().max(usize::from(used == Pt::ZERO));
        if count < one.lines.len() {
            let below = one.lines.split_off(count);
            rest.push(Beside {
                kind: one.kind,
                top: Pt::ZERO,
                width: one.width,
                lines: below,
                goes_on: one.goes_on || count > 0,
            });
        }
        if !one.lines.is_empty() {
            used += one.height() + room.between;
            words.push(one);
        }
    }
    rest.iter_mut().for_each(|one| one.top = Pt::ZERO);
    rest
}

#[cfg(test)]
mod tests {
    use super::{Beside, Room, arrange};
    use crate::page::flow::{FlowBox, MarginKind};
    use crate::units::Pt;

    const ROOM: Room = Room {
        height: Pt(100.0),
        between: Pt(5.0),
    };

    fn words(top: f32, lines: usize) -> Beside {
        Beside {
            kind: MarginKind::Words,
            top: Pt(top),
            width: Pt(50.0),
            lines: (0..lines).map(|_| FlowBox::blank(Pt(10.0))).collect(),
            goes_on: false,
        }
    }

    /// Tops and lines of what stands on the page, and the lines that go on.
    fn arranged(mut all: Vec<Beside>) -> (Vec<(f32, usize)>, Vec<usize>) {
        let rest = arrange(&mut all, ROOM);
        (
            all.iter().map(|one| (one.top.0, one.lines.len())).collect(),
            rest.iter().map(|one| one.lines.len()).collect(),
        )
    }

    #[test]
    fn words_begin_beside_their_marks_or_below_those_above_them() {
        let (tops, rest) = arranged(vec![words(10.0, 2), words(20.0, 1), words(80.0, 1)]);
        assert_eq!(tops, [(10.0, 2), (35.0, 1), (80.0, 1)]);
        assert!(rest.is_empty());
    }

    #[test]
    fn words_that_would_reach_below_the_text_move_up_with_those_above_them() {
        let (tops, rest) = arranged(vec![words(60.0, 2), words(95.0, 3)]);
        assert_eq!(tops, [(45.0, 2), (70.0, 3)]);
        assert!(rest.is_empty());
    }

    #[test]
    fn what_has_no_room_goes_on_on_the_next_page_and_nothing_is_lost() {
        let (tops, rest) = arranged(vec![words(0.0, 7), words(10.0, 5), words(20.0, 1)]);
        assert_eq!(tops, [(0.0, 7), (75.0, 2)]);
        assert_eq!(rest, [3, 1]);
    }
}
