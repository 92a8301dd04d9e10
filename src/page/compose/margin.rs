//! Words in the margin of a page: what stands beside its lines in, columns without overlaps out.
//!
//! A note begins at the height of its mark, or below the note above it. Where the last one would reach below the text
//! block, all move up; what has no room on the page goes on in the margin of the next one.

use std::collections::VecDeque;

use crate::page::flow::{FlowBox, MarginBox, MarginKind};
use crate::units::Pt;

/// Words that wait for their place.
#[derive(Clone, Debug)]
pub(super) struct Beside {
    pub(super) kind: MarginKind,
    /// Index of the page of the box that they stand beside.
    page: usize,
    /// Where they begin, from the top of the text block.
    pub(super) top: Pt,
    pub(super) width: Pt,
    pub(super) lines: Vec<FlowBox>,
    /// Whether their first lines stand on an earlier page.
    pub(super) goes_on: bool,
}

impl Beside {
    /// What stands beside a box of a page, whose place it has.
    pub(super) fn of(found: MarginBox, page: usize) -> Self {
        Self {
            kind: found.kind,
            page,
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
    /// Index of the page.
    pub(super) page: usize,
    /// The height of the text block.
    pub(super) height: Pt,
    /// The least space between two notes.
    pub(super) between: Pt,
}

/// Takes the words that have room on a page, with their tops; the others wait.
pub(super) fn arrange(waiting: &mut VecDeque<Beside>, room: Room) -> Vec<Beside> {
    let mut words = fitting(waiting, room);
    // Down: marks on lines 3 and 4 with notes of four lines each give the second note its place below the first, on line 7.
    let mut free = Pt::ZERO;
    for one in &mut words {
        // What comes from the page before has no mark here.
        let mark = if one.page == room.page {
            one.top
        } else {
            Pt::ZERO
        };
        one.top = mark.max(free);
        free = one.top + one.height() + room.between;
    }
    // Up: a mark on the last line has a note of four lines. It ends with the text, three lines above its mark, and whatever
    // stands there moves up before it. Since all of them fit, the first does not rise above the text.
    let mut end = room.height;
    for one in words.iter_mut().rev() {
        one.top = one.top.min(end - one.height());
        end = one.top - room.between;
    }
    words
}

/// Takes the words, from the first, for which the margin is high enough; of the last of them perhaps only some lines.
fn fitting(waiting: &mut VecDeque<Beside>, room: Room) -> Vec<Beside> {
    /// A hundredth of a point is rounding.
    const ROUNDING: Pt = Pt(0.01);
    let mut words = Vec::new();
    let mut left = room.height + ROUNDING;
    while let Some(mut one) = waiting.pop_front() {
        let mut height = Pt::ZERO;
        let fits = one.lines.iter().take_while(|line| {
            height += line.height;
            height <= left
        });
        // A line higher than the page stands there all the same.
        let count = fits.count().max(usize::from(words.is_empty()));
        if count < one.lines.len() {
            let below = Beside {
                lines: one.lines.split_off(count),
                goes_on: one.goes_on || count > 0,
                ..one.clone()
            };
            waiting.push_front(below);
            if count > 0 {
                words.push(one);
            }
            break;
        }
        left -= one.height() + room.between;
        words.push(one);
    }
    words
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use super::{Beside, Room, arrange};
    use crate::page::flow::{FlowBox, MarginKind};
    use crate::units::Pt;

    const ROOM: Room = Room {
        page: 0,
        height: Pt(100.0),
        between: Pt(5.0),
    };

    fn words(top: f32, lines: usize) -> Beside {
        Beside {
            kind: MarginKind::Words,
            page: 0,
            top: Pt(top),
            width: Pt(50.0),
            lines: (0..lines).map(|_| FlowBox::blank(Pt(10.0))).collect(),
            goes_on: false,
        }
    }

    /// Tops and lines of what stands on the page, and the lines that go on.
    fn arranged(all: Vec<Beside>) -> (Vec<(f32, usize)>, Vec<usize>) {
        let mut waiting = VecDeque::from(all);
        let placed = arrange(&mut waiting, ROOM);
        (
            placed
                .iter()
                .map(|one| (one.top.0, one.lines.len()))
                .collect(),
            waiting.iter().map(|one| one.lines.len()).collect(),
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

    #[test]
    fn what_comes_from_the_page_before_begins_at_the_top() {
        let mut waiting = VecDeque::from([words(90.0, 1), words(90.0, 12)]);
        let tops = |placed: Vec<Beside>| placed.iter().map(|one| one.top.0).collect::<Vec<_>>();
        assert_eq!(tops(arrange(&mut waiting, ROOM)), [5.0, 20.0]);
        let next = Room { page: 1, ..ROOM };
        assert_eq!(tops(arrange(&mut waiting, next)), [0.0]);
        assert!(waiting.is_empty());
    }
}
