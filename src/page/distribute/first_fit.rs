//! First fit: a page takes boxes for as long as they and the notes they call for fit.
//!
//! Where the next box does not fit, the page ends after the last box that may end a page, so that no
//! heading stands at a foot and no line of a paragraph stands alone. An example, on a page of five
//! lines: a paragraph of three lines, a heading that keeps with what follows, a paragraph of two lines.
//! The heading is the fourth line and the first line behind it the fifth; the sixth does not fit, the
//! fifth may not end a page, the heading may not either, so the page ends after the third.

use std::collections::VecDeque;

use super::chapter::Chapter;
use super::foot::FootRows;
use super::plan::{NoteLine, NoteLines, PageGeometry, PageKind, PagePlan, Planned, ROUNDING};
use crate::page::flow::{FlowBox, FlowItem, Glue, Placement};
use crate::units::Pt;

/// Plans the pages of a chapter, one after the other.
pub(super) fn first_fit(chapter: &Chapter<'_>) -> Vec<PagePlan> {
    let mut filler = Filler {
        flow: chapter.flow,
        notes: chapter.notes,
        geometry: chapter.geometry,
        rest: chapter
            .range
            .clone()
            .filter(|index| !chapter.is_plate(*index))
            .collect(),
        carried: Vec::new(),
        floats: VecDeque::new(),
        part: None,
        plans: Vec::new(),
    };
    while filler.has_more() {
        filler.fill_page();
    }
    filler.plans
}

struct Filler<'a> {
    flow: &'a [FlowItem],
    notes: &'a NoteLines,
    geometry: &'a PageGeometry,
    /// What no page has taken yet: indices into the flow.
    rest: VecDeque<usize>,
    /// Lines of notes that did not fit on the page of their mark.
    carried: Vec<NoteLine>,
    /// Floats that wait for the head of a page.
    floats: VecDeque<usize>,
    /// The opening of the part that is being filled.
    part: Option<usize>,
    plans: Vec<PagePlan>,
}

/// The page that is being filled.
#[derive(Default)]
struct Draft {
    content: Vec<Planned>,
    height: Pt,
    /// The notes at its foot: those that go on there, and those that its boxes call for.
    foot: FootRows,
    /// Lines of notes from the page before.
    carried: Vec<NoteLine>,
    kind: PageKind,
    /// Whether its last note goes on on the next page.
    is_split: bool,
}

/// Why a page is not filled further.
enum Ended {
    /// A box does not fit.
    Full,
    /// A part or the rest of a note begins the next page.
    Done,
    /// Nothing is left.
    Finished,
}

/// What was done with a box that does not fit.
enum Outcome {
    /// It stands on this page all the same.
    Placed,
    /// It waits for the head of the next page.
    Waits,
    /// The page ends before it.
    EndsPage,
}

impl<'a> Filler<'a> {
    fn item(&self, index: usize) -> &'a FlowItem {
        &self.flow[index]
    }

    fn is_box(&self, index: usize) -> bool {
        matches!(self.item(index), FlowItem::Box(_))
    }

    fn has_more(&self) -> bool {
        let is_glue = |index: &usize| matches!(self.item(*index), FlowItem::Glue(_));
        let more = self.rest.iter().any(|index| !is_glue(index));
        more || !self.carried.is_empty() || !self.floats.is_empty()
    }

    fn fill_page(&mut self) {
        let carried = self.carried_beside_text();
        let mut draft = Draft {
            foot: FootRows::of(carried.iter().filter_map(|line| self.note_box(*line))),
            carried,
            ..Draft::default()
        };
        self.place_waiting(&mut draft);
        match self.fill(&mut draft) {
            Ended::Full => self.give_back(&mut draft),
            Ended::Done | Ended::Finished => {}
        }
        self.finish(draft);
    }

    /// How many of these lines are no higher together than this.
    fn lines_within(&self, lines: &[NoteLine], room: Pt) -> usize {
        let mut rows = FootRows::default();
        let fit = lines.iter().take_while(|line| {
            if let Some(found) = self.note_box(**line) {
                rows.add(found);
            }
            rows.height() <= room
        });
        fit.count()
    }

    /// The lines of earlier notes that leave the text enough of a page, one at least; the others stay carried.
    fn carried_beside_text(&mut self) -> Vec<NoteLine> {
        let room = self.geometry.notes_most - self.geometry.above_notes + ROUNDING;
        let fit = self.lines_within(&self.carried, room);
        let fit = fit.max(1).min(self.carried.len());
        let others = self.carried.split_off(fit);
        std::mem::replace(&mut self.carried, others)
    }

    /// Puts floats that waited at the head of a page; at least one, however high it is.
    fn place_waiting(&mut self, draft: &mut Draft) {
        while let Some(index) = self.floats.pop_front() {
            let FlowItem::Box(float) = self.item(index) else {
                continue;
            };
            if !draft.content.is_empty() && !self.fits(draft, float, float.height) {
                self.floats.push_front(index);
                break;
            }
            self.place(draft, Planned::Box(index), float, float.height);
            let gap = self.geometry.space_below_float(draft.height);
            draft.height += gap;
            draft.content.push(Planned::Gap(gap));
        }
    }

    fn fill(&mut self, draft: &mut Draft) -> Ended {
        while let Some(index) = self.rest.pop_front() {
            let flow = self.flow;
            match &flow[index] {
                FlowItem::Opening(_) => {
                    let is_occupied = !draft.content.is_empty() || !draft.carried.is_empty();
                    if is_occupied || !self.floats.is_empty() {
                        self.rest.push_front(index);
                        return Ended::Done;
                    }
                    self.part = Some(index);
                    draft.kind = PageKind::Opening;
                }
                FlowItem::Glue(glue) => {
                    let glue = self.without_waiting_float(*glue, index);
                    let next = self.flow.get(index + 1);
                    let height = self.geometry.glue_height(draft.height, glue, next);
                    draft.place_glue(index, height);
                }
                FlowItem::Box(found) => {
                    match self.take(draft, index, found) {
                        Outcome::Placed | Outcome::Waits => {}
                        Outcome::EndsPage => return Ended::Full,
                    }
                    if draft.is_split || found.break_after.demands_break() {
                        return Ended::Done;
                    }
                }
            }
        }
        Ended::Finished
    }

    /// Places a box, lets it wait, or gives it back because the page has to end before it.
    fn take(&mut self, draft: &mut Draft, index: usize, found: &FlowBox) -> Outcome {
        // Floats keep their order.
        let has_to_wait = match found.placement {
            Placement::Top => draft.has_text(self.flow),
            _ => false,
        };
        if found.placement.floats() && (has_to_wait || !self.floats.is_empty()) {
            return self.wait(draft, index);
        }
        // Notes that go on end before another begins.
        if !found.notes.is_empty() && !self.carried.is_empty() {
            self.rest.push_front(index);
            return Outcome::EndsPage;
        }
        let is_top = !draft.has_text(self.flow);
        let (planned, height) = if is_top && found.repeat.is_some() {
            (
                Planned::TopBox(index),
                found.repeated_height() + found.height,
            )
        } else {
            (Planned::Box(index), found.height)
        };
        if self.fits(draft, found, height) {
            return self.place(draft, planned, found, height);
        }
        let is_occupied = draft.has_boxes();
        if found.placement.floats() && is_occupied {
            return self.wait(draft, index);
        }
        // A line whose note is too long for this page: where the page is not nearly full, the line
        // stays and its note is split; else the page would end with a hole.
        let taken = draft.height + self.foot(draft, None);
        let stands_alone = taken + height <= self.geometry.height;
        if !found.notes.is_empty() && stands_alone && taken < self.geometry.full_enough {
            draft.is_split = true;
            return self.place(draft, planned, found, height);
        }
        // Higher than what notes leave of a whole page: nothing better can be done.
        if !is_occupied {
            return self.place(draft, planned, found, height);
        }
        self.rest.push_front(index);
        Outcome::EndsPage
    }

    /// A float waits for the next page, and the space above it with it.
    fn wait(&mut self, draft: &mut Draft, index: usize) -> Outcome {
        self.floats.push_back(index);
        draft.take_glue();
        Outcome::Waits
    }

    /// The space between what stands above and below a float that waits: what either asks for besides. Two
    /// paragraphs then follow each other as if the float stood nowhere.
    fn without_waiting_float(&self, glue: Glue, index: usize) -> Glue {
        let float = index.checked_sub(1);
        if float.is_none() || self.floats.back().copied() != float {
            return glue;
        }
        let above = index.checked_sub(2).map(|above| self.item(above));
        glue.below_waiting_float(above)
    }

    /// The notes at a foot with those that a box calls for.
    fn with_notes(&self, mut foot: FootRows, found: &FlowBox) -> FootRows {
        let called = found.notes.iter().filter_map(|note| self.notes.get(note));
        for line in called.flatten() {
            foot.add(line);
        }
        foot
    }

    fn note_box(&self, line: NoteLine) -> Option<&'a FlowBox> {
        self.notes.get(&line.note)?.get(line.line)
    }

    /// Height of the foot: notes called for by what is placed and by one more box.
    fn foot(&self, draft: &Draft, more: Option<&FlowBox>) -> Pt {
        let rows = more.map_or(draft.foot, |more| self.with_notes(draft.foot, more));
        let height = rows.height();
        if height > Pt::ZERO {
            height + self.geometry.above_notes
        } else {
            Pt::ZERO
        }
    }

    fn fits(&self, draft: &Draft, found: &FlowBox, height: Pt) -> bool {
        let room = self.geometry.height + ROUNDING;
        draft.height + height + self.foot(draft, Some(found)) <= room
    }

    fn place(&self, draft: &mut Draft, planned: Planned, found: &FlowBox, height: Pt) -> Outcome {
        draft.height += height;
        draft.foot = self.with_notes(draft.foot, found);
        draft.content.push(planned);
        Outcome::Placed
    }

    /// Takes back what stands after the last place where the page may end.
    fn give_back(&mut self, draft: &mut Draft) {
        let may_end = |planned: &Planned| {
            planned
                .boxed(self.flow)
                .is_some_and(|found| found.break_after.allows_break())
        };
        // Nothing may end the page: it ends here all the same.
        let Some(end) = draft.content.iter().rposition(may_end) else {
            return;
        };
        for planned in draft.content.drain(end + 1..).rev() {
            match planned {
                Planned::Box(index) | Planned::TopBox(index) | Planned::Glue { index, .. } => {
                    self.rest.push_front(index);
                }
                // The space below a float belongs to this page and not to the flow: handed on, it would
                // stand a second time below the float at the head of the next page.
                Planned::Gap(_) => {}
            }
        }
    }

    /// Settles which lines of notes stand on the page, and carries the others to the next.
    fn finish(&mut self, draft: Draft) {
        let boxes = || draft.content.iter().filter_map(|one| one.boxed(self.flow));
        let called = boxes().flat_map(|found| &found.notes).flat_map(|note| {
            let lines = self.notes.get(note).map_or(0, Vec::len);
            (0..lines).map(|line| NoteLine { note: *note, line })
        });
        let mut notes = draft.carried.clone();
        notes.append(&mut self.carried);
        notes.extend(called);
        let is_empty = boxes().all(|found| found.items.is_empty());
        let heights = draft.content.iter().map(|one| one.height(self.flow));
        let top: Pt = heights.sum();
        let left = self.geometry.height - top - self.geometry.above_notes + ROUNDING;
        let is_over = self.rest.iter().all(|index| !self.is_box(*index));
        let room = match draft.has_text(self.flow) && !is_over {
            true => left.min(self.geometry.notes_most - self.geometry.above_notes + ROUNDING),
            false => left,
        };
        // One line stands on the page of its mark at least, and one of each note if there is room at all.
        let begun = notes.iter().rposition(|line| line.line == 0);
        let begun = begun.map_or(0, |at| at + 1);
        let begun = begun.min(self.lines_within(&notes, left));
        let least = usize::from(is_empty || left > Pt::ZERO).max(begun);
        let fit = self.lines_within(&notes, room);
        let fit = fit.max(least).min(notes.len());
        self.carried = notes.split_off(fit);
        self.plans.push(PagePlan {
            kind: draft.kind,
            part: self.part,
            content: draft.content,
            notes,
            compromises: Vec::new(),
        });
    }
}

impl Draft {
    fn has_boxes(&self) -> bool {
        let is_box = |one: &Planned| matches!(one, Planned::Box(_) | Planned::TopBox(_));
        self.content.iter().any(is_box)
    }

    /// Whether a box of the text stands on the page: floats that waited for it are none.
    fn has_text(&self, flow: &[FlowItem]) -> bool {
        let mut boxes = self.content.iter().filter_map(|one| one.boxed(flow));
        boxes.any(|found| found.placement == Placement::InFlow)
    }

    /// Takes back the space that was placed last, where nothing stands below it.
    fn take_glue(&mut self) {
        if let Some(Planned::Glue { height, .. }) = self.content.last() {
            self.height -= *height;
            self.content.pop();
        }
    }

    /// Spaces vanish at the top of a page.
    fn place_glue(&mut self, index: usize, height: Pt) {
        // Below floats at the head of a page there is a space already.
        let is_below_float = matches!(self.content.last(), Some(Planned::Gap(_)));
        if self.has_boxes() && !is_below_float && height > Pt::ZERO {
            self.height += height;
            self.content.push(Planned::Glue { index, height });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::chapter::{self, Chapter};
    use super::super::plan::boxes;
    use crate::config::ChapterOpening;
    use crate::model::{ChapterId, NoteId};
    use crate::page::distribute::{NoteLines, PageGeometry, PagePlan, Planned};
    use crate::page::flow::{Flow, FlowBox, Glue, Placement};
    use crate::units::Pt;

    /// A page of five lines of ten points; notes stand ten points below the text.
    const PAGE: PageGeometry = PageGeometry {
        height: Pt(50.0),
        above_notes: Pt(10.0),
        full_enough: Pt(30.0),
        notes_most: Pt(50.0),
        below_float: Pt(10.0),
        opening: ChapterOpening::Odd,
        leading: Pt(10.0),
    };

    fn first_fit(flow: &Flow, notes: &NoteLines) -> Vec<PagePlan> {
        let chapters = chapter::ranges(flow.items()).into_iter();
        let plans = chapters.flat_map(|range| {
            super::first_fit(&Chapter {
                flow: flow.items(),
                notes,
                geometry: &PAGE,
                range,
                first_page: 1,
            })
        });
        plans.collect()
    }

    fn lines(count: usize) -> Flow {
        Flow::of((0..count).map(|_| FlowBox::blank(Pt(10.0))))
    }

    fn float() -> Flow {
        let mut float = FlowBox::blank(Pt(30.0));
        float.placement = Placement::Float;
        Flow::of([float])
    }

    fn pages(flow: &Flow) -> Vec<Vec<usize>> {
        boxes(&first_fit(flow, &NoteLines::new()))
    }

    #[test]
    fn no_heading_stands_at_the_foot_of_a_page() {
        let mut flow = lines(3).keep_edges();
        flow.append(lines(1).keep_with_next());
        flow.append(lines(2).keep_edges());
        assert_eq!(pages(&flow), [vec![0, 1, 2], vec![3, 4, 5]]);
    }

    #[test]
    fn what_is_kept_together_and_higher_than_a_page_is_divided_all_the_same() {
        let flow = lines(7).keep_together();
        assert_eq!(pages(&flow), [vec![0, 1, 2, 3, 4], vec![5, 6]]);
    }

    #[test]
    fn spaces_vanish_at_the_top_of_a_page() {
        let mut flow = lines(5);
        let natural = Pt(10.0);
        flow.space(Glue {
            natural,
            ..Glue::default()
        });
        flow.append(lines(1));
        let plans = first_fit(&flow, &NoteLines::new());
        assert_eq!(boxes(&plans), [vec![0, 1, 2, 3, 4], vec![6]]);
        assert_eq!(plans[1].content, [Planned::Box(6)]);
    }

    #[test]
    fn a_float_that_does_not_fit_stands_above_the_text_that_goes_on() {
        let mut flow = lines(3);
        flow.append(float());
        flow.append(lines(3));
        assert_eq!(pages(&flow), [vec![0, 1, 2, 4, 5], vec![3, 6]]);
    }

    #[test]
    fn text_goes_on_where_a_float_waits_as_if_it_stood_nowhere() {
        let around = Glue {
            natural: Pt(10.0),
            ..Glue::default()
        };
        let mut flow = lines(3);
        flow.append(float().spaced(around));
        flow.append(lines(2));
        assert_eq!(pages(&flow), [vec![0, 1, 2, 6, 7], vec![4]]);
        // What a heading asks for stays.
        let mut flow = lines(3);
        flow.append(float().spaced(around));
        flow.space(Glue {
            natural: Pt(10.0),
            without_float: Pt(10.0),
            ..Glue::default()
        });
        flow.append(lines(2));
        assert_eq!(pages(&flow), [vec![0, 1, 2, 6], vec![4, 7]]);
    }

    #[test]
    fn floats_keep_their_order() {
        let mut flow = lines(3);
        flow.append(float());
        let mut small = FlowBox::blank(Pt(10.0));
        small.placement = Placement::Float;
        flow.append(Flow::of([small]));
        flow.append(lines(1));
        assert_eq!(pages(&flow), [vec![0, 1, 2, 5], vec![3, 4]]);
    }

    #[test]
    fn the_space_below_a_float_is_not_handed_on_to_the_next_page() {
        let mut flow = lines(4);
        flow.append(float());
        let mut low = FlowBox::blank(Pt(20.0));
        low.placement = Placement::Float;
        flow.append(Flow::of([low, FlowBox::blank(Pt(20.0))]));
        let plans = first_fit(&flow, &NoteLines::new());
        assert_eq!(boxes(&plans), [vec![0, 1, 2, 3], vec![4], vec![5, 6]]);
        let gap = Planned::Gap(PAGE.below_float);
        let last = [Planned::Box(5), gap, Planned::Box(6)];
        assert_eq!(plans[2].content, last);
    }

    /// A flow of some lines of which one calls for a note of some lines.
    fn with_note(text: usize, caller: usize, note: usize) -> Vec<PagePlan> {
        let id = NoteId::new(ChapterId::new(0), 0);
        let mut flow = lines(text);
        flow.boxes_mut().nth(caller).unwrap().notes.push(id);
        let note = (0..note).map(|_| FlowBox::blank(Pt(10.0)));
        let notes = NoteLines::from([(id, note.collect())]);
        first_fit(&flow, &notes)
    }

    fn noted(plans: &[PagePlan]) -> Vec<usize> {
        plans.iter().map(|plan| plan.notes.len()).collect()
    }

    #[test]
    fn a_note_stands_on_the_page_of_its_mark() {
        let plans = with_note(5, 1, 1);
        assert_eq!(boxes(&plans), [vec![0, 1, 2], vec![3, 4]]);
        assert_eq!(noted(&plans), [1, 0]);
    }

    #[test]
    fn a_long_note_goes_on_on_the_next_page() {
        let plans = with_note(2, 0, 5);
        assert_eq!(boxes(&plans), [vec![0], vec![1]]);
        assert_eq!(noted(&plans), [3, 2]);
    }

    #[test]
    fn a_full_page_ends_before_the_line_whose_note_does_not_fit() {
        let plans = with_note(4, 3, 3);
        assert_eq!(boxes(&plans), [vec![0, 1, 2], vec![3]]);
        assert_eq!(noted(&plans), [0, 3]);
    }
}
