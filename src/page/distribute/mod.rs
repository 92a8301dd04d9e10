//! Chooses where pages end: a flow, its notes and the geometry of the page in; for each page what
//! stands on it out.
//!
//! Each chapter is divided on its own. [`optimal`] looks at all its pages together and takes the division of
//! the least [`badness`]; [`first_fit`] fills one page after the other. It stands in where a chapter holds what
//! the other does not know, and where nothing is better. Whatever chooses gives [`PagePlan`]s and draws
//! nothing; `compose` puts things where a plan says.

mod badness;
mod chapter;
mod draft;
mod first_fit;
mod foot;
mod optimal;
mod plan;
mod plates;
mod steps;
mod walk;

use crate::config::ChapterOpening;
use crate::page::flow::{FlowItem, OpeningPage};

pub(super) use chapter::{Chapter, ranges};
pub(super) use foot::FootRows;
pub(super) use optimal::{choices, least_cost};
pub(super) use plan::{NoteLine, NoteLines, PageGeometry, PageKind, PagePlan, Planned};
pub(super) use steps::{Flexible, LineChange};

/// Divides a flow into pages, of which the first has the number `first`.
pub(super) fn distribute(
    flow: &[FlowItem],
    notes: &NoteLines,
    geometry: &PageGeometry,
    first: usize,
) -> Vec<PagePlan> {
    let mut plans: Vec<PagePlan> = Vec::new();
    for range in ranges(flow) {
        let page = match &flow[range.start] {
            FlowItem::Opening(opening) => Some(opening.page),
            FlowItem::Box(_) | FlowItem::Glue(_) => None,
        };
        let on_odd = match page {
            Some(OpeningPage::Part) => true,
            Some(OpeningPage::Chapter) => geometry.opening == ChapterOpening::Odd,
            None => false,
        };
        if on_odd && is_even(first + plans.len()) {
            plans.push(empty());
        }
        let chapter = Chapter {
            flow,
            notes,
            geometry,
            range,
            first_page: first + plans.len(),
        };
        plans.extend(of_chapter(&chapter));
        // Nothing stands on the back of a part's page, wherever chapters open.
        if page == Some(OpeningPage::Part) && is_even(first + plans.len()) {
            plans.push(empty());
        }
    }
    plans
}

fn is_even(page: usize) -> bool {
    page.is_multiple_of(2)
}

/// A page with nothing on it.
fn empty() -> PagePlan {
    PagePlan {
        kind: PageKind::Blank,
        ..PagePlan::default()
    }
}

/// The better of both ways to divide a chapter.
fn of_chapter(chapter: &Chapter<'_>) -> Vec<PagePlan> {
    let simple = first_fit::first_fit(chapter);
    let known = badness::of_plans(chapter, &simple);
    let chosen = optimal::optimal(chapter, known);
    let mut plans = match chosen {
        Some(chosen) if badness::of_plans(chapter, &chosen) <= known => chosen,
        Some(_) | None => simple,
    };
    let compromises = badness::compromises(chapter, &plans);
    for (plan, compromises) in plans.iter_mut().zip(compromises) {
        plan.compromises = compromises;
    }
    plates::insert(chapter, plans)
}

#[cfg(test)]
mod tests;
