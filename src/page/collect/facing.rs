//! Parallel texts on facing pages: pairs of blocks in, spreads out, the first text on the page that is read first.
//!
//! Both pages of a spread have the same pairs. Of a pair that has no room, both pages take the same share of lines: with
//! twelve lines of Arabic and eighteen of Persian, six stand beside nine, and the rest overleaf.

use super::plate::{PageRoom, joined};
use crate::page::flow::{Flow, FlowBox, FlowItem, Plate};

/// The lines of a text, in two stacks.
#[derive(Default)]
struct Sides([Vec<FlowBox>; 2]);

impl Sides {
    fn is_empty(&self) -> bool {
        self.0.iter().all(Vec::is_empty)
    }

    /// Takes lines of another one, each side so many.
    fn take(&mut self, other: &mut Self, counts: [usize; 2]) {
        for ((own, other), count) in self.0.iter_mut().zip(&mut other.0).zip(counts) {
            let rest = other.split_off(count);
            own.extend(std::mem::replace(other, rest));
        }
    }

    fn counts(&self) -> [usize; 2] {
        [self.0[0].len(), self.0[1].len()]
    }
}

/// The pages of a parallel text, two by two.
pub(super) fn spreads(pairs: Vec<[Flow; 2]>, page: &PageRoom<'_>) -> Flow {
    let mut pages = Vec::new();
    let mut spread = Sides::default();
    for pair in pairs {
        let mut pair = Sides(pair.map(boxes));
        while !pair.is_empty() {
            let all = pair.counts();
            let room = room(&spread, &pair, page);
            if room == all {
                spread.take(&mut pair, all);
                break;
            }
            let mut share = share(&pair, room);
            // A paragraph that began on one page alone would face nothing that it answers.
            if (0..2).any(|side| share[side] == 0 && all[side] > 0) {
                share = match spread.is_empty() {
                    false => [0, 0],
                    // What is higher than a page stands there all the same.
                    true => [0, 1].map(|side: usize| room[side].max(1).min(all[side])),
                };
            }
            spread.take(&mut pair, share);
            flush(&mut spread, &mut pages);
        }
    }
    if !spread.is_empty() {
        flush(&mut spread, &mut pages);
    }
    Flow::of(pages)
}

fn boxes(flow: Flow) -> Vec<FlowBox> {
    let items = flow.solid().flow.into_items().into_iter();
    let boxes = items.filter_map(|item| match item {
        FlowItem::Box(found) => Some(found),
        FlowItem::Glue(_) | FlowItem::Opening(_) => None,
    });
    boxes.collect()
}

/// How many lines of a pair fit below those of a spread, on each page.
fn room(spread: &Sides, pair: &Sides, page: &PageRoom<'_>) -> [usize; 2] {
    let fits = |side: usize| {
        let mut used = page.height(&spread.0[side], None);
        let fits = pair.0[side].iter().take_while(|line| {
            used += page.height(std::slice::from_ref(*line), None);
            used <= page.design.height
        });
        fits.count()
    };
    [fits(0), fits(1)]
}

/// The lines of a pair that go before the page ends: of both sides the same share, where pages may end.
fn share(pair: &Sides, room: [usize; 2]) -> [usize; 2] {
    let all = pair.counts();
    // The side with less room for its part rules: 6 of 12 lines here, so no more than 9 of 18 there.
    let rules = match room[0] * all[1] <= room[1] * all[0] {
        true => 0,
        false => 1,
    };
    let other = 1 - rules;
    let mut counts = room;
    counts[rules] = may_end(&pair.0[rules], room[rules]);
    let asked = counts[rules] * all[other] / all[rules].max(1);
    counts[other] = may_end(&pair.0[other], asked.min(room[other]));
    counts
}

/// The most lines up to a number after which a page may end.
fn may_end(lines: &[FlowBox], most: usize) -> usize {
    let mut ends = lines[..most.min(lines.len())].iter();
    ends.rposition(|line| line.break_after.allows_break())
        .map_or(0, |last| last + 1)
}

/// Makes two pages of a spread.
fn flush(spread: &mut Sides, pages: &mut Vec<FlowBox>) {
    let Sides([first, second]) = std::mem::take(spread);
    pages.push(joined(first, Plate::Facing));
    pages.push(joined(second, Plate::Upright));
}

#[cfg(test)]
mod tests {
    use super::spreads;
    use crate::page::collect::plate::PageRoom;
    use crate::page::design::Design;
    use crate::page::flow::{Flow, FlowBox, FlowItem, Placement, Plate};

    /// The heights of the pages, in lines, and whether each begins a spread.
    fn pages(pairs: &[[usize; 2]]) -> Vec<(usize, bool)> {
        let design = Design::of_a_little_book();
        let line = design.leading;
        let side = |count: usize| Flow::of((0..count).map(|_| FlowBox::blank(line)));
        let pairs = pairs.iter().map(|pair| pair.map(side)).collect();
        let room = PageRoom {
            design: &design,
            lines: &|_| 1.0,
        };
        let pages = spreads(pairs, &room).into_items().into_iter();
        let shown = pages.map(|item| {
            let FlowItem::Box(page) = item else {
                panic!("pages alone");
            };
            let lines = (0..1000).take_while(|count| line * f(*count) < page.height - line / 2.0);
            (
                lines.count(),
                page.placement == Placement::Plate(Plate::Facing),
            )
        });
        shown.collect()
    }

    fn f(count: u16) -> f32 {
        f32::from(count)
    }

    fn lines_of_a_page() -> usize {
        let design = Design::of_a_little_book();
        (0..1000u16)
            .take_while(|count| {
                design.leading * f(count + 1) <= design.height + design.leading / 9.0
            })
            .count()
    }

    #[test]
    fn a_pair_that_has_room_stands_on_both_pages_of_the_spread() {
        assert_eq!(pages(&[[2, 3], [1, 1]]), [(3, true), (4, false)]);
    }

    #[test]
    fn of_a_pair_without_room_both_pages_take_the_same_share() {
        let page = lines_of_a_page();
        let found = pages(&[[page * 2, page]]);
        assert_eq!(found.len(), 4);
        assert_eq!((found[0].0, found[2].0), (page, page));
        assert_eq!(found[1].0 + found[3].0, page);
        assert!(found[1].0.abs_diff(found[3].0) <= 1, "{found:?}");
    }

    #[test]
    fn no_line_is_lost_whatever_the_sides_are() {
        let page = lines_of_a_page();
        for pairs in [
            vec![[0, 5]],
            vec![[page * 3 + 1, 0]],
            vec![[page - 1, 1], [3, page], [1, 1]],
        ] {
            let found = pages(&pairs);
            let sum = |spread: usize| -> usize {
                let of = found.iter().skip(spread).step_by(2);
                of.map(|(lines, _)| lines).sum()
            };
            let wanted = |side: usize| pairs.iter().map(|pair| pair[side]).sum::<usize>();
            assert_eq!((sum(0), sum(1)), (wanted(0), wanted(1)), "{pairs:?}");
            assert!(found.iter().all(|(lines, _)| *lines <= page));
        }
    }
}
