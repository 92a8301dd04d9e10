//! The division of a chapter whose pages together are the least bad: dynamic programming over the places
//! where pages may begin.
//!
//! What follows a page depends on where it ends, on the notes and floats that it leaves, on whether the next
//! page faces it, and on how far above its foot it ends. For each such state the cheapest way is kept. From a
//! place only the ends within one page are tried, so a chapter takes time in proportion to its length.
//!
//! An example, on pages of ten lines: a chapter of 21 lines. First fit leaves one line on the third page.
//! Here pages 2 and 3 are weighed together, and page 1 ends four lines early if nothing better is found: or a
//! paragraph is set in one line less, and the third page is not needed.

use std::collections::BTreeMap;

use super::badness::{self, Depth, Order, of_facing};
use super::chapter::Chapter;
use super::draft::{Filling, Start, StepOutcome};
use super::first_fit::first_fit;
use super::plan::{PageKind, PagePlan, Planned};
use super::steps::{Flexible, LineChange, Steps};
use super::walk::{self, Edge};
use crate::page::flow::FlowItem;

/// Steps that are taken for each step of a chapter, before first fit has to do: some pages of a hundred lines, in
/// several ways each.
const MOST_STEPS: usize = 4_000;

/// What a search has found.
pub(super) struct FoundDivision {
    /// The pages, from the first on: where each begins and how it is filled.
    pages: Vec<FilledPage>,
    /// What they cost together.
    pub(super) cost: f64,
    /// How many steps were taken, to be compared with the length of the chapter.
    #[cfg(test)]
    pub(super) taken: usize,
}

struct FilledPage {
    start: Start,
    edge: Edge,
}

/// The cheapest way to a state.
#[derive(Clone, Copy, Debug)]
struct Label {
    cost: f64,
    /// The number of the page that begins here.
    number: usize,
    /// How the page before ends, where the one that begins here faces it.
    facing: Option<Depth>,
    /// Where the page before begins: a place among those that are closed, one of its labels, one of its edges.
    from: Option<Origin>,
}

#[derive(Clone, Copy, Debug)]
struct Origin {
    place: usize,
    label: usize,
    edge: usize,
}

/// A place where pages may begin, with everything that is known of it.
struct BreakNode {
    start: Start,
    labels: Vec<Label>,
    edges: Vec<Edge>,
}

/// What is known of the cost of a division before it is searched and what the search counts may differ by less than this:
/// both add the same small numbers, in another order.
const ROUGHLY: f64 = 2.0;

/// Divides a chapter for which a division of this cost is known; `None` where it holds what is not known here, or where
/// nothing is better.
pub(super) fn optimal(chapter: &Chapter<'_>, known: f64) -> Option<Vec<PagePlan>> {
    let steps = Steps::new(chapter, &[])?;
    Some(search_below(&steps, known + ROUGHLY)?.plans(&steps))
}

/// What the best division of a chapter costs; `None` where it holds what is not known here.
pub(in crate::page) fn least_cost(chapter: &Chapter<'_>) -> Option<f64> {
    let steps = Steps::new(chapter, &[])?;
    // What first fit costs bounds the search: most places lead to nothing that is better.
    let known = badness::of_plans(chapter, &first_fit(chapter));
    let found = search_below(&steps, known + ROUGHLY);
    Some(found.map_or(known, |found| found.cost))
}

/// The paragraphs of a chapter that are best set in one line more or less; `bound` is what the chapter costs if none
/// is.
pub(in crate::page) fn choices(
    chapter: &Chapter<'_>,
    flexible: &[Flexible],
    bound: f64,
) -> Vec<LineChange> {
    let steps = Steps::new(chapter, flexible);
    let found = steps.and_then(|steps| search_below(&steps, bound));
    let pages = found.into_iter().flat_map(|found| found.pages);
    pages.flat_map(|page| page.edge.choices).collect()
}

/// Finds the cheapest division.
#[cfg(test)]
pub(super) fn search(steps: &Steps<'_>) -> Option<FoundDivision> {
    search_below(steps, f64::INFINITY)
}

/// Finds the cheapest division that costs less than a bound.
fn search_below(steps: &Steps<'_>, bound: f64) -> Option<FoundDivision> {
    let first = Start {
        step: steps.begin(0),
        notes: 0,
        floats: 0,
    };
    let label = Label {
        cost: 0.0,
        number: steps.chapter.first_page,
        facing: None,
        from: None,
    };
    let mut open = BTreeMap::from([(first, vec![label])]);
    let mut closed: Vec<BreakNode> = Vec::new();
    let mut best: Option<Label> = None;
    let mut taken = 0;
    // A page takes a step, a line of a note or a float: what it leads to is greater, and a place that is taken
    // from the front is reached by no later one.
    while let Some((start, labels)) = open.pop_first() {
        let (edges, count) = walk::edges(steps, start);
        taken += count;
        if taken > MOST_STEPS * steps.steps.len() {
            return None;
        }
        for (at, edge) in edges.iter().enumerate() {
            for (from, label) in labels.iter().enumerate() {
                let origin = Origin {
                    place: closed.len(),
                    label: from,
                    edge: at,
                };
                let reached = label.after(edge, origin);
                // Costs only grow: what is dearer than a division that is known leads to nothing better.
                if reached.cost >= bound {
                    continue;
                }
                match edge.to {
                    Some(to) => keep(open.entry(to).or_default(), reached),
                    None if best.is_none_or(|best| reached.cost < best.cost) => {
                        best = Some(reached)
                    }
                    None => {}
                }
            }
        }
        closed.push(BreakNode {
            start,
            labels,
            edges,
        });
    }
    let best = best?;
    Some(FoundDivision {
        pages: trace(&closed, best),
        cost: best.cost,
        #[cfg(test)]
        taken,
    })
}

impl Label {
    /// The label that a page leads to.
    fn after(&self, edge: &Edge, origin: Origin) -> Self {
        let order = match self.from {
            None => Order::First,
            Some(_) => Order::Later,
        };
        let depth = edge.page.depth();
        let facing = match (self.facing, depth) {
            (Some(one), Some(other)) => of_facing(one, other),
            _ => 0.0,
        };
        // Pages 2 and 3 face each other: what page 2 ends like is remembered for page 3.
        let is_even = self.number.is_multiple_of(2);
        Self {
            cost: self.cost + edge.page.cost(order) + edge.cost + facing,
            number: self.number + 1,
            facing: if is_even { depth } else { None },
            from: Some(origin),
        }
    }
}

/// Keeps of two labels of the same state the cheaper one.
fn keep(labels: &mut Vec<Label>, label: Label) {
    let is_alike =
        |other: &&mut Label| other.facing == label.facing && other.number % 2 == label.number % 2;
    match labels.iter_mut().find(is_alike) {
        Some(other) if label.cost < other.cost => *other = label,
        Some(_) => {}
        None => labels.push(label),
    }
}

/// The pages that lead to a label.
fn trace(closed: &[BreakNode], last: Label) -> Vec<FilledPage> {
    let mut pages = Vec::new();
    let mut from = last.from;
    while let Some(origin) = from {
        let place = &closed[origin.place];
        pages.push(FilledPage {
            start: place.start,
            edge: place.edges[origin.edge].clone(),
        });
        from = place.labels[origin.label].from;
    }
    pages.reverse();
    pages
}

impl FoundDivision {
    /// The pages as plans; only for a search in which no paragraph was changed.
    fn plans(&self, steps: &Steps<'_>) -> Vec<PagePlan> {
        let range = &steps.chapter.range;
        let opens = matches!(
            steps.chapter.flow.get(range.start),
            Some(FlowItem::Opening(_))
        );
        let each = self.pages.iter().enumerate();
        let plans = each.map(|(at, page)| PagePlan {
            kind: match (at, opens) {
                (0, true) => PageKind::Opening,
                _ => PageKind::Ordinary,
            },
            part: opens.then_some(range.start),
            content: content(steps, page),
            notes: steps.notes[page.start.notes..page.edge.notes].to_vec(),
            compromises: Vec::new(),
        });
        plans.collect()
    }
}

#[cfg(test)]
impl FoundDivision {
    /// What is known of its pages.
    pub(super) fn facts(&self) -> Vec<super::badness::PageFacts> {
        self.pages.iter().map(|page| page.edge.page).collect()
    }
}

/// Fills a page as the search has filled it.
fn content(steps: &Steps<'_>, page: &FilledPage) -> Vec<Planned> {
    let filling = Filling {
        steps,
        start: page.start,
    };
    let mut content = Vec::new();
    let mut draft = filling.head(|planned| content.push(planned));
    let mut at = page.start.step;
    while at < page.edge.upto {
        match filling.take(draft, at) {
            StepOutcome::Placed(placed, planned) => {
                content.push(planned);
                draft = placed;
            }
            StepOutcome::Passed(passed) => draft = passed,
            StepOutcome::Waits(waiting) => {
                content.pop_if(|last| matches!(last, Planned::Glue { .. }));
                draft = waiting;
            }
            StepOutcome::Full => break,
        }
        at = steps.steps[at].next;
    }
    content.pop_if(|last| matches!(last, Planned::Glue { .. }));
    content
}
