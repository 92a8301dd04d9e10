//! How bad a division of a chapter is: what a page lacks in, a number out; the less the better.
//!
//! The numbers are on one scale: a page that ends a line early is worth 40, and what nobody accepts some
//! thousands. An example: the last page of a chapter has one line. Two spreads that end a line early on both
//! sides bring it to five; they cost 4 × 40 = 160, the single line 6,000.

use super::chapter::Chapter;
use super::plan::{PageGeometry, PagePlan, Planned, ROUNDING};
use crate::frame::Compromise;
use crate::model::NoteId;
use crate::page::flow::{Penalty, Placement};
use crate::units::Pt;

/// A line of white at the foot of a page; two are four times as bad.
const WHITE: f64 = 40.0;
/// A line of white between the text and its notes: the page ends where its neighbour does.
const WHITE_ABOVE_NOTES: f64 = 20.0;
/// Facing pages that end a line apart.
const UNEVEN: f64 = 60.0;
/// Each further line between them, which everybody sees.
const FAR_APART: f64 = 1_500.0;
/// Lines that the last page of a chapter should have.
const LEAST_LINES: f64 = 5.0;
/// Each line that it lacks.
const FEW_LINES: f64 = 1_500.0;
/// A note that goes on on the next page.
const SPLIT_NOTE: f64 = 500.0;
/// A line of a note that stands alone, at the foot of a page or on the next one.
const LONELY_NOTE_LINE: f64 = 120.0;
/// Notes that take more of a page with words than they should, and each line that they do.
const CROWDED: f64 = 1_000.0;
/// A float that waits, for each page that ends before it stands somewhere.
const WAITING: f64 = 150.0;
/// A page that ends in the middle of a word, for whose end the reader has to turn it: two facing pages that end a line
/// early (80) are better, two lines (320) are not.
const WITHIN_WORD: f64 = 200.0;
/// A page that ends where none should: after a heading, after the first line of a paragraph.
const FORBIDDEN: f64 = 20_000.0;
/// White at the foot that is reported, and counted as a difference of facing pages, in lines: up to a quarter of a line
/// is a smaller line of a quotation or a table.
const SEEN: f64 = 0.3;
/// Heights of facing pages are compared in quarters of a line.
const QUARTERS: u8 = 4;
/// A line that stands below the foot.
const OVERFULL: f64 = 1.0e6;

/// What is known of a page once it is filled.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct PageFacts {
    /// Lines of white between its text and its notes, or its foot.
    pub(super) white: f64,
    /// Whether lines of notes stand at its foot.
    pub(super) has_notes: bool,
    /// How many lines the text takes.
    pub(super) lines: f64,
    /// Whether the chapter ends on it.
    pub(super) is_last: bool,
    /// Whether its last note goes on on the next page.
    pub(super) is_split: bool,
    /// Lines of that note that stand alone.
    pub(super) lonely: usize,
    /// Lines that its notes take beyond what leaves the text enough of the page.
    pub(super) crowded: f64,
    /// How many floats wait for another page.
    pub(super) waiting: usize,
    /// How it ends.
    pub(super) end: PageEnd,
    /// Lines that stand below its foot.
    pub(super) excess: f64,
}

/// How a page ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum PageEnd {
    /// Where a page may end.
    #[default]
    Free,
    /// Where the author asks for it.
    Asked,
    /// In the middle of a word.
    WithinWord,
    /// Where no page should end.
    Forbidden,
}

impl PageEnd {
    /// How a page ends behind a box that says what that costs.
    pub(super) fn behind(penalty: Penalty) -> Self {
        match penalty {
            penalty if penalty.demands_break() => Self::Asked,
            penalty if !penalty.allows_break() => Self::Forbidden,
            Penalty::WITHIN_WORD => Self::WithinWord,
            _ => Self::Free,
        }
    }
}

/// How far above the foot of its page a text ends, in quarters of a line.
pub(super) type Depth = u16;

impl PageFacts {
    /// What it costs alone; the first page of a chapter may have few lines.
    pub(super) fn cost(&self, number: Order) -> f64 {
        let mut cost = self.excess * OVERFULL;
        if self.excess > 0.0 {
            cost += OVERFULL;
        }
        if self.is_split {
            cost += SPLIT_NOTE + LONELY_NOTE_LINE * in_f64(self.lonely);
        }
        if self.crowded > 0.0 {
            cost += CROWDED * (1.0 + self.crowded);
        }
        cost += WAITING * in_f64(self.waiting);
        match self.end {
            PageEnd::Forbidden if !self.is_last => cost += FORBIDDEN,
            PageEnd::WithinWord if !self.is_last => cost += WITHIN_WORD,
            PageEnd::Forbidden | PageEnd::WithinWord | PageEnd::Free | PageEnd::Asked => {}
        }
        if self.is_last {
            if number == Order::Later {
                cost += FEW_LINES * (LEAST_LINES - self.lines.floor()).max(0.0);
            }
            return cost;
        }
        let white = match (self.end, self.has_notes) {
            (PageEnd::Asked, _) => 0.0,
            (_, true) => WHITE_ABOVE_NOTES,
            (_, false) => WHITE,
        };
        cost + white * self.white * self.white
    }

    /// What it gives up by itself.
    fn compromises(&self, order: Order) -> Vec<Compromise> {
        #[expect(clippy::cast_possible_truncation, reason = "some lines of a page")]
        let lines = |lines: f64| lines as f32;
        let mut found = Vec::new();
        if self.excess > 0.0 {
            found.push(Compromise::Overfull(lines(self.excess)));
        }
        if !self.is_last && self.end != PageEnd::Asked && self.white > SEEN {
            found.push(Compromise::White(lines(self.white)));
        }
        if self.is_last && order == Order::Later && self.lines.floor() < LEAST_LINES {
            found.push(Compromise::FewLines(lines(self.lines)));
        }
        if self.is_split {
            found.push(Compromise::SplitNote);
        }
        if self.crowded > 0.0 {
            found.push(Compromise::CrowdedNotes(lines(self.crowded)));
        }
        if self.waiting > 0 {
            found.push(Compromise::WaitingFigures(self.waiting));
        }
        match self.end {
            PageEnd::Forbidden if !self.is_last => found.push(Compromise::Parted),
            PageEnd::WithinWord if !self.is_last => found.push(Compromise::WithinWord),
            PageEnd::Forbidden | PageEnd::WithinWord | PageEnd::Free | PageEnd::Asked => {}
        }
        found
    }

    /// How far above the foot it ends, to be compared with the page that it faces; `None` where it ends as the
    /// author or the chapter asks.
    pub(super) fn depth(&self) -> Option<Depth> {
        /// More lines than any page has.
        const MOST: f64 = 1_000.0;
        if self.is_last || self.end == PageEnd::Asked {
            return None;
        }
        if self.has_notes {
            return Some(0);
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between nought and four thousand"
        )]
        Some((self.white.clamp(0.0, MOST) * f64::from(QUARTERS)).round() as Depth)
    }
}

/// Whether a page is the first one of its chapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    First,
    Later,
}

impl Order {
    /// That of the page with an index in its chapter.
    fn of(index: usize) -> Self {
        match index {
            0 => Self::First,
            _ => Self::Later,
        }
    }
}

fn in_f64(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// What it costs that two facing pages end at different heights.
pub(super) fn of_facing(one: Depth, other: Depth) -> f64 {
    let apart = f64::from(one.abs_diff(other)) / f64::from(QUARTERS);
    if apart < SEEN {
        return 0.0;
    }
    UNEVEN * apart.min(1.0) + FAR_APART * (apart - 1.0).max(0.0)
}

/// What the pages of a chapter cost together.
pub(super) fn of_plans(chapter: &Chapter<'_>, plans: &[PagePlan]) -> f64 {
    let facts = facts(chapter, plans);
    let mut total = 0.0;
    let mut facing = None;
    for (at, page) in facts.iter().enumerate() {
        let number = chapter.first_page + at;
        total += page.cost(Order::of(at));
        let depth = page.depth();
        // Pages 2 and 3 face each other, 4 and 5.
        if let (true, Some(one), Some(other)) = (number % 2 == 1, facing, depth) {
            total += of_facing(one, other);
        }
        facing = depth;
    }
    total
}

/// What the pages of a chapter give up, page by page.
pub(super) fn compromises(chapter: &Chapter<'_>, plans: &[PagePlan]) -> Vec<Vec<Compromise>> {
    let mut facing: Option<Depth> = None;
    let pages = facts(chapter, plans).into_iter().enumerate();
    let pages = pages.map(|(at, page)| {
        let number = chapter.first_page + at;
        let mut found = page.compromises(Order::of(at));
        let depth = page.depth();
        if let (true, Some(one), Some(other)) = (number % 2 == 1, facing, depth)
            && of_facing(one, other) > 0.0
        {
            let apart = f32::from(one.abs_diff(other)) / f32::from(QUARTERS);
            found.push(Compromise::Uneven(apart));
        }
        facing = depth;
        found
    });
    pages.collect()
}

/// What is known of the pages of a division.
pub(super) fn facts(chapter: &Chapter<'_>, plans: &[PagePlan]) -> Vec<PageFacts> {
    let is_float = |index: &usize| {
        let found = chapter.boxed(*index);
        found.is_some_and(|found| found.placement.floats())
    };
    let floats: Vec<usize> = chapter.range.clone().filter(is_float).collect();
    let mut backwards = chapter.range.clone().rev();
    let is_text = |index: &usize| {
        let found = chapter.boxed(*index);
        found.is_some_and(|found| found.placement == Placement::InFlow)
    };
    let last_text = backwards.find(is_text);
    let (mut reached, mut stood) = (0, 0);
    let pages = plans.iter().enumerate().map(|(at, plan)| {
        let mut page = of_page(chapter, plan);
        page.is_last = at + 1 == plans.len();
        // The next page goes on with a note that was called for here or before.
        let next = plans.get(at + 1).and_then(|next| next.notes.first());
        let goes_on = next.filter(|line| !calls(chapter, &plans[at + 1], line.note));
        page.is_split = goes_on.is_some();
        page.lonely = goes_on.map_or(0, |line| chapter.lonely_note_lines(*line));
        for planned in &plan.content {
            if let Planned::Box(index) | Planned::TopBox(index) = planned {
                match is_float(index) {
                    true => stood += 1,
                    false => reached = reached.max(*index),
                }
            }
        }
        let passed = floats.partition_point(|float| *float <= reached);
        page.waiting = passed.saturating_sub(stood);
        // Behind the last words nothing is parted, although floats or notes go on.
        if last_text.is_none_or(|last| last <= reached) {
            page.end = PageEnd::Free;
            page.crowded = 0.0;
        }
        page
    });
    pages.collect()
}

/// Lines that notes take beyond what leaves the text enough of its page, where it goes on on the next.
pub(super) fn crowded(foot: Pt, geometry: &PageGeometry, end: PageEnd) -> f64 {
    let beyond = foot - geometry.notes_most;
    if end == PageEnd::Asked || beyond <= ROUNDING {
        return 0.0;
    }
    f64::from(beyond.0 / geometry.leading.0)
}

/// Whether the text of a page calls for a note.
fn calls(chapter: &Chapter<'_>, plan: &PagePlan, note: NoteId) -> bool {
    let mut boxes = plan
        .content
        .iter()
        .filter_map(|one| one.boxed(chapter.flow));
    boxes.any(|found| found.notes.contains(&note))
}

/// What a plan shows of its page alone.
fn of_page(chapter: &Chapter<'_>, plan: &PagePlan) -> PageFacts {
    let leading = chapter.geometry.leading;
    let content = plan.content.as_slice();
    let is_box = |one: &Planned| one.boxed(chapter.flow).is_some();
    let end = content.iter().rposition(is_box).map_or(0, |last| last + 1);
    let heights = content[..end].iter().map(|one| one.height(chapter.flow));
    let text: Pt = heights.sum();
    let foot = chapter.foot(&plan.notes);
    let white = chapter.geometry.height - text - foot;
    let last = content[..end]
        .last()
        .and_then(|last| last.boxed(chapter.flow));
    let end = last.map_or(PageEnd::Free, |last| PageEnd::behind(last.break_after));
    let in_lines = |height: Pt| f64::from(height.0 / leading.0);
    PageFacts {
        white: in_lines(white.max(Pt::ZERO)),
        has_notes: !plan.notes.is_empty(),
        crowded: crowded(foot, chapter.geometry, end),
        lines: in_lines(text + ROUNDING),
        excess: if white < -ROUNDING {
            in_lines(-white)
        } else {
            0.0
        },
        end,
        ..PageFacts::default()
    }
}
