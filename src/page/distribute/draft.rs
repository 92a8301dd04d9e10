//! A page that is being filled, step by step: what it may still take, and what each step becomes on it.

use super::plan::{Planned, ROUNDING};
use super::steps::{Step, StepKind, Steps};
use crate::page::flow::{FlowBox, FlowItem, Glue, Placement};
use crate::units::Pt;

/// Where a page begins, with what the pages before have left for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Start {
    /// Its first step.
    pub(super) step: usize,
    /// The first line of notes that no page has taken.
    pub(super) notes: usize,
    /// The first float that no page has taken.
    pub(super) floats: usize,
}

/// A page that is being filled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Draft {
    /// Height of its text, with the space at its end.
    pub(super) height: Pt,
    /// The space at its end that came out of the flow.
    pub(super) glue: Pt,
    /// The space below floats at its head, where nothing stands below them yet.
    gap: Pt,
    /// The first float that no page has taken.
    pub(super) floats: usize,
    /// What stands on it so far.
    pub(super) holds: Holds,
}

/// What stands on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Holds {
    /// Nothing.
    Nothing,
    /// Floats that waited for it, or one in its place.
    Floats,
    /// Lines of the text, too.
    Text,
}

/// What became of a step.
pub(super) enum StepOutcome {
    /// It stands on the page, and is this thing of it.
    Placed(Draft, Planned),
    /// It needs no place: an opening, a space at the top of a page.
    Passed(Draft),
    /// It waits for another page, and the space above it with it.
    Waits(Draft),
    /// The page has no room for it.
    Full,
}

/// How much of a page its notes may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoteRoom {
    /// The text goes on on the next page, and so may they: most of this one is for the text.
    BesideText,
    /// All that the text leaves: it ends here, or the author ends the page.
    Rest,
}

/// A page and the chapter that it is filled from.
#[derive(Clone, Copy)]
pub(super) struct Filling<'a> {
    pub(super) steps: &'a Steps<'a>,
    pub(super) start: Start,
}

impl<'a> Filling<'a> {
    fn step(&self, at: usize) -> &'a Step {
        &self.steps.steps[at]
    }

    /// The lines of notes that the pages before have called for.
    pub(super) fn called_before(&self) -> usize {
        self.step(self.start.step).before.called
    }

    /// Puts floats that waited at the head of the page; at least one, however high it is, unless notes that
    /// go on need the page. `place` hears of each thing.
    pub(super) fn head(&self, mut place: impl FnMut(Planned)) -> Draft {
        let mut draft = Draft {
            height: Pt::ZERO,
            glue: Pt::ZERO,
            gap: Pt::ZERO,
            floats: self.start.floats,
            holds: Holds::Nothing,
        };
        let waiting = self.step(self.start.step).before.floats;
        let is_free = self.start.notes == self.called_before();
        let geometry = self.steps.chapter.geometry;
        while draft.floats < waiting {
            let index = self.steps.floats[draft.floats];
            let Some(float) = self.steps.chapter.boxed(index) else {
                break;
            };
            let is_first = draft.holds == Holds::Nothing && is_free;
            let height = draft.height + float.height;
            if !is_first && !self.fits(height, self.carried()) {
                break;
            }
            let gap = geometry.space_below_float(height);
            place(Planned::Box(index));
            place(Planned::Gap(gap));
            draft.height = height + gap;
            draft.gap = gap;
            draft.floats += 1;
            draft.holds = Holds::Floats;
        }
        draft
    }

    /// Whether a text of this height fits above the notes up to a line.
    fn fits(&self, height: Pt, notes: usize) -> bool {
        let notes = notes.max(self.start.notes);
        let foot = self.steps.foot(self.start.notes..notes);
        height + foot <= self.steps.chapter.geometry.height + ROUNDING
    }

    /// Up to which line the notes of earlier pages stand on a page with words: all of them where they leave the
    /// text enough of it, and one line at least.
    fn carried(&self) -> usize {
        let (first, called) = (self.start.notes, self.called_before());
        let most = self.steps.chapter.geometry.notes_most;
        let end = self.steps.notes_within(first, most).max(first + 1);
        end.min(called).max(first)
    }

    /// The lines of notes that must stand on a page which ends after a step: those that the pages before
    /// have left, and the beginning of each note that is called for here.
    fn must_stand(&self, at: usize) -> usize {
        // A note that is called for here stands below those that go on: all of them have to end first.
        self.carried().max(self.step(at).after.begun)
    }

    /// Up to which line the notes stand on a page whose text is so high, of those that are called for.
    pub(super) fn notes_end(
        &self,
        height: Pt,
        lines: std::ops::Range<usize>,
        room: NoteRoom,
    ) -> usize {
        let geometry = self.steps.chapter.geometry;
        let left = geometry.height - height;
        let room = match room {
            NoteRoom::BesideText => left.min(geometry.notes_most),
            NoteRoom::Rest => left,
        };
        let fit = self.steps.notes_within(self.start.notes, room);
        fit.min(lines.end).max(lines.start)
    }

    /// The same for a page that ends after a step.
    pub(super) fn notes_after(&self, draft: &Draft, at: usize, room: NoteRoom) -> usize {
        let called = self.step(at).after.called.max(self.start.notes);
        let least = self.least_notes(at);
        self.notes_end(draft.text(), least..called, room)
    }

    /// Up to which line the notes stand at least on a page that ends after a step.
    pub(super) fn least_notes(&self, at: usize) -> usize {
        self.must_stand(at).max(self.start.notes)
    }

    /// Goes on with a step.
    pub(super) fn take(&self, draft: Draft, at: usize) -> StepOutcome {
        match &self.step(at).what {
            StepKind::Item(index) => match &self.steps.chapter.flow[*index] {
                FlowItem::Opening(_) => StepOutcome::Passed(draft),
                FlowItem::Glue(glue) => self.take_glue(draft, at, *glue),
                FlowItem::Box(found) => self.take_box(draft, at, found),
            },
            StepKind::Line(line) => {
                if !self.fits(draft.height + line.height, self.must_stand(at)) {
                    return StepOutcome::Full;
                }
                StepOutcome::Placed(
                    draft.with(line.height, Holds::Text),
                    Planned::Gap(line.height),
                )
            }
            StepKind::Fork(_) | StepKind::End => StepOutcome::Passed(draft),
        }
    }

    fn take_glue(&self, draft: Draft, at: usize, glue: Glue) -> StepOutcome {
        let StepKind::Item(index) = self.step(at).what else {
            return StepOutcome::Passed(draft);
        };
        // Spaces vanish at the top of a page, and below floats there, which have a space of their own.
        if draft.holds == Holds::Nothing || draft.gap > Pt::ZERO {
            return StepOutcome::Passed(draft);
        }
        let glue = self.without_waiting_float(&draft, at, glue);
        let chapter = self.steps.chapter;
        let next = chapter.flow.get(index + 1);
        let height = chapter.geometry.glue_height(draft.height, glue, next);
        let placed = Draft {
            height: draft.height + height,
            glue: draft.glue + height,
            ..draft
        };
        StepOutcome::Placed(placed, Planned::Glue { index, height })
    }

    /// The space between what stands above and below a float that waits: what either asks for besides.
    fn without_waiting_float(&self, draft: &Draft, at: usize, glue: Glue) -> Glue {
        let StepKind::Item(index) = self.step(at).what else {
            return glue;
        };
        let float = index.checked_sub(1);
        let last = self.step(at).before.floats.checked_sub(1);
        let last = last.filter(|last| draft.floats <= *last);
        if float.is_none() || last.map(|last| self.steps.floats[last]) != float {
            return glue;
        }
        let above = index.checked_sub(2);
        let above = above.and_then(|above| self.steps.chapter.flow.get(above));
        glue.below_waiting_float(above)
    }

    fn take_box(&self, draft: Draft, at: usize, found: &FlowBox) -> StepOutcome {
        let step = self.step(at);
        let StepKind::Item(index) = step.what else {
            return StepOutcome::Full;
        };
        let is_float = found.placement.floats();
        let has_to_wait = found.placement == Placement::Top && draft.holds == Holds::Text;
        // Floats keep their order.
        if is_float && (has_to_wait || draft.floats < step.before.floats) {
            return StepOutcome::Waits(draft.without_glue());
        }
        let (planned, height) = if draft.holds < Holds::Text && found.repeat.is_some() {
            let height = found.repeated_height() + found.height;
            (Planned::TopBox(index), height)
        } else {
            (Planned::Box(index), found.height)
        };
        // A float that can wait takes no room from notes.
        let notes = match is_float {
            true => step.after.called,
            false => self.must_stand(at),
        };
        let fits = self.fits(draft.height + height, notes);
        let is_occupied = draft.holds > Holds::Nothing;
        if !fits && is_float && is_occupied {
            return StepOutcome::Waits(draft.without_glue());
        }
        // Higher than a whole page: nothing better can be done. Notes that go on come first.
        let is_free = self.start.notes == self.called_before();
        if !fits && (is_occupied || !is_free) {
            return StepOutcome::Full;
        }
        let holds = if is_float {
            draft.holds.max(Holds::Floats)
        } else {
            Holds::Text
        };
        let mut placed = draft.with(height, holds);
        placed.floats += usize::from(is_float);
        StepOutcome::Placed(placed, planned)
    }
}

impl Draft {
    /// The height of its text up to its last box.
    pub(super) fn text(&self) -> Pt {
        self.height - self.glue - self.gap
    }

    fn with(self, height: Pt, holds: Holds) -> Self {
        Self {
            height: self.height + height,
            glue: Pt::ZERO,
            gap: Pt::ZERO,
            holds,
            ..self
        }
    }

    fn without_glue(self) -> Self {
        Self {
            height: self.height - self.glue,
            glue: Pt::ZERO,
            ..self
        }
    }
}
