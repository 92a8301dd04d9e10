//! A chapter as steps, one behind the other: what each of them is, and which notes and floats it brings.
//!
//! Lines of notes and floats are counted through the chapter, so that what a page hands on to the next is a
//! number: «the lines of notes from the seventh on, the floats from the second on».
//!
//! A paragraph that can be set in one line more or less is a fork of several chains of lines: behind each the
//! same step follows.

use super::chapter::Chapter;
use super::foot::FootRows;
use super::plan::{NoteLine, ROUNDING};
use crate::page::flow::{FlowItem, Penalty};
use crate::units::Pt;

/// A chapter as steps.
pub(super) struct Steps<'a> {
    pub(super) chapter: &'a Chapter<'a>,
    /// The steps; the last one is the end of the chapter.
    pub(super) steps: Vec<Step>,
    /// The lines of its notes, in the order of their calls.
    pub(super) notes: Vec<NoteLine>,
    /// How high the lines of notes before each of them are, and all of them, where each stands below the one before.
    heights: Vec<Pt>,
    /// Whether some notes may stand beside others.
    has_short_notes: bool,
    /// Its floats, indices into the flow.
    pub(super) floats: Vec<usize>,
}

/// A step.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) what: StepKind,
    /// What is counted before it.
    pub(super) before: RunningCounts,
    /// What is counted up to its end.
    pub(super) after: RunningCounts,
    /// The step behind it.
    pub(super) next: usize,
}

/// What a step is.
#[derive(Clone, Debug)]
pub(super) enum StepKind {
    /// A thing of the flow.
    Item(usize),
    /// A line of a paragraph that is set in another number of lines than in the flow.
    Line(OtherLine),
    /// A paragraph begins that can be set in several numbers of lines.
    Fork(Vec<Branch>),
    /// The chapter ends.
    End,
}

/// A line that is not in the flow.
#[derive(Clone, Copy, Debug)]
pub(super) struct OtherLine {
    pub(super) height: Pt,
    /// What it costs to end a page after it.
    pub(super) break_after: Penalty,
}

/// A way to set a paragraph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Branch {
    /// Its first step.
    pub(super) first: usize,
    pub(super) choice: Option<LineChange>,
    /// What it costs.
    pub(super) cost: f64,
}

/// A paragraph that is set in another number of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::page) struct LineChange {
    /// The paragraph, an index into the list of those that can be changed.
    pub(in crate::page) paragraph: usize,
    /// How many lines more it has: one, or one less.
    pub(in crate::page) lines: i8,
}

/// A paragraph of the flow that may be set in one line more or less.
#[derive(Clone, Copy, Debug)]
pub(in crate::page) struct Flexible {
    /// Its first line, an index into the flow.
    pub(in crate::page) first: usize,
    /// How many lines it has.
    pub(in crate::page) lines: usize,
    /// What a line less costs; `None` where it cannot be.
    pub(in crate::page) less: Option<f64>,
    /// What a line more costs.
    pub(in crate::page) more: Option<f64>,
}

/// How many lines of notes and floats there are up to a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RunningCounts {
    /// Lines of the notes that are called for.
    pub(super) called: usize,
    /// Those of them that must stand by now: the last note begins on the page of its mark.
    pub(super) begun: usize,
    /// Floats.
    pub(super) floats: usize,
    /// Those of them that words stand behind.
    pub(super) passed: usize,
}

impl<'a> Steps<'a> {
    /// The steps of a chapter; `None` where it holds what is not known here: a float that calls for a note.
    pub(super) fn new(chapter: &'a Chapter<'a>, flexible: &[Flexible]) -> Option<Self> {
        let mut steps = Self {
            chapter,
            steps: Vec::with_capacity(chapter.range.len() + 1),
            notes: Vec::new(),
            heights: vec![Pt::ZERO],
            has_short_notes: false,
            floats: Vec::new(),
        };
        let mut flexible = flexible.iter().enumerate().peekable();
        for index in chapter.range.clone() {
            if let Some((paragraph, found)) = flexible.next_if(|(_, one)| one.first == index) {
                steps.fork(paragraph, found);
            }
            steps.item(index)?;
        }
        let counted = steps.counted();
        let next = steps.steps.len();
        steps.push(StepKind::End, counted, next);
        Some(steps)
    }

    fn counted(&self) -> RunningCounts {
        self.steps
            .last()
            .map_or(RunningCounts::default(), |step| step.after)
    }

    fn push(&mut self, what: StepKind, after: RunningCounts, next: usize) {
        let before = self.counted();
        self.steps.push(Step {
            what,
            before,
            after,
            next,
        });
    }

    fn item(&mut self, index: usize) -> Option<()> {
        if self.chapter.is_plate(index) {
            return Some(());
        }
        let mut after = self.counted();
        if let FlowItem::Box(found) = &self.chapter.flow[index] {
            if found.placement.floats() {
                // Its notes would stand before those of the text that goes on while it waits.
                if !found.notes.is_empty() {
                    return None;
                }
                self.floats.push(index);
                after.floats += 1;
            } else {
                after.passed = after.floats;
            }
            for note in &found.notes {
                let lines = self.chapter.notes.get(note).map_or(&[][..], Vec::as_slice);
                for (line, set) in lines.iter().enumerate() {
                    self.notes.push(NoteLine { note: *note, line });
                    self.heights
                        .push(self.heights[self.heights.len() - 1] + set.height);
                    self.has_short_notes |= set.short_note.is_some();
                }
                if !lines.is_empty() {
                    after.begun = after.called + 1;
                    after.called += lines.len();
                }
            }
        }
        let next = self.steps.len() + 1;
        self.push(StepKind::Item(index), after, next);
        Some(())
    }

    /// Adds the other ways to set a paragraph before its lines in the flow.
    fn fork(&mut self, paragraph: usize, found: &Flexible) {
        let fork = self.steps.len();
        let before = self.counted();
        let counted = RunningCounts {
            passed: before.floats,
            ..before
        };
        self.push(StepKind::End, before, fork + 1);
        let mut branches = Vec::new();
        let height = self
            .chapter
            .boxed(found.first)
            .map_or(Pt::ZERO, |line| line.height);
        let last = self.chapter.boxed(found.first + found.lines - 1);
        let end = last.map_or(Penalty::FREE, |last| last.break_after);
        let mut ends = Vec::new();
        for (lines, cost) in [(-1_i8, found.less), (1, found.more)] {
            let (Some(cost), Some(count)) = (cost, found.lines.checked_add_signed(lines.into()))
            else {
                continue;
            };
            let first = self.steps.len();
            for line in 1..=count {
                // As `Flow::keep_edges`: no page ends after the first line nor before the last.
                let break_after = match line {
                    line if line == count => end,
                    line if line > 1 && line + 1 < count => Penalty::FREE,
                    _ => Penalty::FORBIDDEN,
                };
                let next = self.steps.len() + 1;
                let line = OtherLine {
                    height,
                    break_after,
                };
                self.push(StepKind::Line(line), counted, next);
            }
            ends.push(self.steps.len() - 1);
            branches.push(Branch {
                first,
                choice: Some(LineChange { paragraph, lines }),
                cost,
            });
        }
        let own = self.steps.len();
        for end in ends {
            self.steps[end].next = own + found.lines;
        }
        branches.insert(
            0,
            Branch {
                first: own,
                choice: None,
                cost: 0.0,
            },
        );
        self.steps[fork].what = StepKind::Fork(branches);
    }

    /// The height of the foot of a page with some lines of notes.
    pub(super) fn foot(&self, notes: std::ops::Range<usize>) -> Pt {
        if notes.is_empty() {
            return Pt::ZERO;
        }
        if self.has_short_notes {
            return self.chapter.foot(&self.notes[notes]);
        }
        self.heights[notes.end] - self.heights[notes.start] + self.chapter.geometry.above_notes
    }

    /// Up to which line the notes from `first` on take no more room at a foot than this.
    pub(super) fn notes_within(&self, first: usize, room: Pt) -> usize {
        if self.has_short_notes {
            return self.short_notes_within(first, room);
        }
        let most = self.heights[first] + room - self.chapter.geometry.above_notes + ROUNDING;
        let stand = self.heights.partition_point(|height| *height <= most);
        stand.saturating_sub(1).max(first)
    }

    /// The same where short notes share rows, which begin anew on each page.
    fn short_notes_within(&self, first: usize, room: Pt) -> usize {
        let most = room - self.chapter.geometry.above_notes + ROUNDING;
        let mut rows = FootRows::default();
        let stand = self.notes[first..].iter().take_while(|line| {
            if let Some(line) = self.chapter.note_line(**line) {
                rows.add(line);
            }
            rows.height() <= most
        });
        first + stand.count()
    }

    /// The step of the text that a page begins with whose first step is `at`: spaces vanish at its top, and floats
    /// stand at its head.
    pub(super) fn begin(&self, at: usize) -> usize {
        let mut at = at;
        while let Step {
            what: StepKind::Item(index),
            next,
            ..
        } = &self.steps[at]
        {
            match &self.chapter.flow[*index] {
                FlowItem::Glue(_) => at = *next,
                FlowItem::Box(found) if found.placement.floats() => at = *next,
                FlowItem::Box(_) | FlowItem::Opening(_) => break,
            }
        }
        at
    }

    /// The end of the chapter.
    pub(super) fn end(&self) -> usize {
        self.steps.len() - 1
    }
}
