//! One page: all places where it may end, with what each of them costs and leaves to the next page.

use std::collections::BTreeMap;

use smallvec::SmallVec;

use super::badness::{PageEnd, PageFacts, crowded};
use super::draft::{Draft, Filling, Holds, NoteRoom, Start, StepOutcome};
use super::steps::{LineChange, StepKind, Steps};
use crate::page::flow::{FlowItem, Penalty};
use crate::units::Pt;

/// A page does not end earlier than so many lines above its foot, unless it has to: nothing that it could
/// mend is worse.
const EARLIEST: f32 = 8.0;

/// Paragraphs of a page that are set in other numbers of lines: with more of them the page would be tried in too many
/// ways, and look unlike its neighbours.
type Choices = SmallVec<[LineChange; MOST_CHOICES]>;

/// How many there are at most.
const MOST_CHOICES: usize = 2;

/// A way to fill a page.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    /// The step behind its last one.
    pub(super) upto: usize,
    /// Where the next page begins; `None` where the chapter ends.
    pub(super) to: Option<Start>,
    /// Up to which line the notes stand.
    pub(super) notes: usize,
    pub(super) page: PageFacts,
    /// What the paragraphs cost that are set in other numbers of lines.
    pub(super) cost: f64,
    pub(super) choices: Choices,
}

/// Finds the places where a page may end.
pub(super) struct Walk<'a> {
    filling: Filling<'a>,
    edges: Vec<Edge>,
    /// The furthest place where the page may end, and the furthest where it should not: it ends there if there is
    /// no better place.
    furthest: Option<(DraftRoute, Ending)>,
    parted: Option<(DraftRoute, Ending)>,
    /// Whether the page may end near its foot, or with the chapter.
    has_near: bool,
    /// How many steps were taken.
    pub(super) taken: usize,
}

/// A draft, and how it came to be.
#[derive(Clone, Debug)]
struct DraftRoute {
    draft: Draft,
    cost: f64,
    choices: Choices,
}

/// A step that a way leads to.
struct Next {
    at: usize,
    way: DraftRoute,
}

/// Where a page ends.
#[derive(Clone, Copy)]
struct Ending {
    /// The last step that stands on it, or the first of the page where it holds no step.
    at: usize,
    /// The step behind its last one.
    upto: usize,
    end: PageEnd,
}

/// All ways to fill the page that begins somewhere, and how many steps were taken to find them.
pub(super) fn edges(steps: &Steps<'_>, start: Start) -> (Vec<Edge>, usize) {
    let mut walk = Walk {
        filling: Filling { steps, start },
        edges: Vec::new(),
        furthest: None,
        parted: None,
        has_near: false,
        taken: 0,
    };
    walk.run();
    let far = walk.furthest.take().or(walk.parted.take());
    if !walk.has_near
        && let Some((way, ending)) = far
    {
        walk.end_page(&way, &ending);
    }
    let Walk { edges, taken, .. } = walk;
    (edges, taken)
}

impl Walk<'_> {
    fn run(&mut self) {
        let draft = self.filling.head(|_| {});
        let way = DraftRoute {
            draft,
            cost: 0.0,
            choices: Choices::new(),
        };
        self.before_text(&way);
        let mut open: BTreeMap<usize, Vec<DraftRoute>> = BTreeMap::new();
        let mut alone = Some(Next {
            at: self.filling.start.step,
            way,
        });
        loop {
            // Nearly always one way is followed, and nothing waits beside it.
            while let Some(Next { at, way }) = alone.take() {
                self.taken += 1;
                let mut next = self.step(at, way);
                if next.len() == 1 && open.is_empty() {
                    alone = next.pop();
                    continue;
                }
                for Next { at, way } in next {
                    add(open.entry(at).or_default(), way);
                }
            }
            let Some((at, mut ways)) = open.pop_first() else {
                break;
            };
            alone = ways.pop().map(|way| Next { at, way });
            if !ways.is_empty() {
                open.insert(at, ways);
            }
        }
    }

    /// A page may hold nothing but floats that waited and notes that go on.
    fn before_text(&mut self, way: &DraftRoute) {
        let Filling { start, steps } = self.filling;
        let has_notes = start.notes < self.filling.called_before();
        if start.step == steps.end() || (way.draft.holds == Holds::Nothing && !has_notes) {
            return;
        }
        let least = start.notes + usize::from(way.draft.holds == Holds::Nothing);
        let called = self.filling.called_before();
        let notes = self
            .filling
            .notes_end(way.draft.text(), least..called, NoteRoom::Rest);
        let ending = Ending {
            at: start.step,
            upto: start.step,
            end: PageEnd::Free,
        };
        let edge = self.edge(way, &ending, notes);
        self.edges.push(edge);
    }

    /// Takes a step; the steps that it leads to.
    fn step(&mut self, at: usize, way: DraftRoute) -> SmallVec<[Next; 3]> {
        let Filling { steps, .. } = self.filling;
        let step = &steps.steps[at];
        match &step.what {
            StepKind::End => {
                self.end(at, &way);
                return SmallVec::new();
            }
            StepKind::Fork(branches) => {
                let is_free = way.choices.len() < MOST_CHOICES;
                let branches = branches.iter();
                let branches = branches.filter(|branch| is_free || branch.choice.is_none());
                let branches = branches.map(|branch| {
                    let mut way = way.clone();
                    way.cost += branch.cost;
                    way.choices.extend(branch.choice);
                    Next {
                        at: branch.first,
                        way,
                    }
                });
                return branches.collect();
            }
            StepKind::Item(_) | StepKind::Line(_) => {}
        }
        let (draft, penalty) = match self.filling.take(way.draft, at) {
            StepOutcome::Placed(draft, _) => (draft, self.penalty(at)),
            // A float that waits parts nothing: a page may end before it or behind what follows.
            StepOutcome::Passed(draft) | StepOutcome::Waits(draft) => (draft, None),
            StepOutcome::Full => return SmallVec::new(),
        };
        let way = DraftRoute { draft, ..way };
        let is_over = penalty.is_some_and(|penalty| self.may_end(at, &way, penalty));
        if is_over {
            return SmallVec::new();
        }
        let mut next = SmallVec::new();
        next.push(Next { at: step.next, way });
        next
    }

    /// What it costs to end a page after a step; `None` after what is no box.
    fn penalty(&self, at: usize) -> Option<Penalty> {
        let Filling { steps, .. } = self.filling;
        match &steps.steps[at].what {
            StepKind::Item(index) => match &steps.chapter.flow[*index] {
                FlowItem::Box(found) => Some(found.break_after),
                FlowItem::Glue(_) | FlowItem::Opening(_) => None,
            },
            StepKind::Line(line) => Some(line.break_after),
            StepKind::Fork(_) | StepKind::End => None,
        }
    }

    /// Notes that the page may end after a box; says whether it has to.
    fn may_end(&mut self, at: usize, way: &DraftRoute, penalty: Penalty) -> bool {
        let Filling { steps, .. } = self.filling;
        let upto = steps.steps[at].next;
        // At the end of the chapter there is one way to end.
        if steps.begin(upto) == steps.end() {
            return false;
        }
        let end = PageEnd::behind(penalty);
        let ending = Ending { at, upto, end };
        match end {
            PageEnd::Forbidden => self.parted = Some((way.clone(), ending)),
            PageEnd::Free | PageEnd::WithinWord if self.is_early(way, at) => {
                self.furthest = Some((way.clone(), ending));
            }
            PageEnd::Free | PageEnd::WithinWord | PageEnd::Asked => {
                self.end_page(way, &ending);
                self.has_near = true;
            }
        }
        end == PageEnd::Asked
    }

    /// Ends a page after a step, with all lines of notes that it may hold; and with one less where the last line of
    /// a note would stand alone on the next page.
    fn end_page(&mut self, way: &DraftRoute, ending: &Ending) {
        let Filling { steps, .. } = self.filling;
        let room = match ending.end {
            PageEnd::Asked => NoteRoom::Rest,
            PageEnd::Free | PageEnd::WithinWord | PageEnd::Forbidden => NoteRoom::BesideText,
        };
        let notes = self.filling.notes_after(&way.draft, ending.at, room);
        let edge = self.edge(way, ending, notes);
        self.edges.push(edge);
        let lonely = |notes: usize| {
            let next = steps.notes.get(notes);
            next.map_or(0, |line| steps.chapter.lonely_note_lines(*line))
        };
        let called = steps.steps[ending.at].after.called;
        let may_be_less = notes < called && notes > self.filling.least_notes(ending.at);
        if may_be_less && lonely(notes - 1) < lonely(notes) {
            let edge = self.edge(way, ending, notes - 1);
            self.edges.push(edge);
        }
    }

    /// Whether a page that ends after a step leaves more than [`EARLIEST`] lines empty.
    fn is_early(&self, way: &DraftRoute, at: usize) -> bool {
        let Filling { steps, start } = self.filling;
        let geometry = steps.chapter.geometry;
        let called = steps.steps[at].after.called.max(start.notes);
        let foot = steps.foot(start.notes..called).min(geometry.notes_most);
        let full = way.draft.text() + foot;
        full + geometry.leading * EARLIEST < geometry.height
    }

    fn end(&mut self, at: usize, way: &DraftRoute) {
        let is_only_notes = way.draft.holds == Holds::Nothing;
        let notes = if is_only_notes {
            let called = self.filling.called_before();
            let least = (self.filling.start.notes + 1).min(called);
            self.filling
                .notes_end(Pt::ZERO, least..called, NoteRoom::Rest)
        } else {
            self.filling.notes_after(&way.draft, at, NoteRoom::Rest)
        };
        let ending = Ending {
            at,
            upto: at,
            end: PageEnd::Free,
        };
        let edge = self.edge(way, &ending, notes);
        self.edges.push(edge);
        self.has_near = true;
    }

    fn edge(&self, way: &DraftRoute, ending: &Ending, notes: usize) -> Edge {
        let Filling { steps, start } = self.filling;
        let geometry = steps.chapter.geometry;
        let (draft, step) = (&way.draft, &steps.steps[ending.at]);
        let counted = match ending.at == ending.upto {
            true => step.before,
            false => step.after,
        };
        let called = counted.called;
        let to = Start {
            step: steps.begin(ending.upto),
            notes,
            floats: draft.floats,
        };
        let is_all = draft.floats == steps.steps[to.step].before.floats;
        let is_last = to.step == steps.end() && notes == called && is_all;
        let text = draft.text();
        let foot = steps.foot(start.notes..notes);
        let white = geometry.height - text - foot;
        let is_split = notes < called;
        let next = steps.notes.get(notes).filter(|_| is_split);
        let is_over = to.step == steps.end();
        let in_lines = |height: Pt| f64::from(height.0 / geometry.leading.0);
        let rounding = super::plan::ROUNDING;
        let page = PageFacts {
            white: in_lines(white.max(Pt::ZERO)),
            has_notes: notes > start.notes,
            lines: in_lines(text + rounding),
            is_last,
            is_split,
            lonely: next.map_or(0, |line| steps.chapter.lonely_note_lines(*line)),
            crowded: match is_over {
                true => 0.0,
                false => crowded(foot, geometry, ending.end),
            },
            // A float is late where words stand on a page before it that are written behind it.
            waiting: counted.passed.saturating_sub(draft.floats),
            end: ending.end,
            excess: if white < -rounding {
                in_lines(-white)
            } else {
                0.0
            },
        };
        Edge {
            upto: ending.upto,
            to: (!is_last).then_some(to),
            notes,
            page,
            cost: way.cost,
            choices: way.choices.clone(),
        }
    }
}

/// Keeps of two ways that fill the page alike the cheaper one.
fn add(ways: &mut Vec<DraftRoute>, way: DraftRoute) {
    let is_alike = |other: &&mut DraftRoute| {
        let (one, other) = (&way.draft, &other.draft);
        (one.height - other.height).0.abs() < super::plan::ROUNDING.0
            && one.floats == other.floats
            && one.holds == other.holds
            && (one.glue - other.glue).0.abs() < super::plan::ROUNDING.0
    };
    match ways.iter_mut().find(is_alike) {
        Some(other) if way.cost < other.cost => *other = way,
        Some(_) => {}
        None => ways.push(way),
    }
}
