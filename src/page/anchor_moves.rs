//! Anchors of a chapter that have other numbers than the last time: what was known of it before and now in, its
//! flow with the new numbers out.
//!
//! Anchors are counted through the book. A heading that is added in chapter 3 gives every anchor of chapter 4 the
//! next number; nothing else of chapter 4 has changed, and it need not be collected again for that.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::collect::ChapterLayout;
use super::flow::{FlowBox, Goal};
use crate::frame::{LinkTarget, PageItem};
use crate::model::{
    AnchorId, Inline, InlineKind, Note, Target, visit_inline_run, visit_inline_run_mut,
    visit_inlines, visit_inlines_mut,
};
use crate::resolve::ChapterTables;

/// The new number of each anchor that a chapter has or leads to, by its old one.
#[derive(Default)]
pub(super) struct AnchorMoves(BTreeMap<u32, AnchorId>);

impl AnchorMoves {
    /// Compares what was known of the nodes of a chapter; `None` where more than numbers of anchors has changed. What
    /// the chapters before it have counted is already in its numbers.
    pub(super) fn between(before: &ChapterTables, now: &ChapterTables) -> Option<Self> {
        let ChapterTables {
            before: _,
            anchors,
            targets,
            heading_numbers,
            chapter_labels,
            references,
            labels,
            citation_notes,
            note_numbers,
            citations,
            marks,
        } = before;
        let plain = *heading_numbers == now.heading_numbers
            && *chapter_labels == now.chapter_labels
            && *labels == now.labels
            && *note_numbers == now.note_numbers
            && *marks == now.marks
            && anchors.keys().eq(now.anchors.keys())
            && targets.keys().eq(now.targets.keys())
            && citations.keys().eq(now.citations.keys())
            && references.keys().eq(now.references.keys())
            && citation_notes.len() == now.citation_notes.len();
        if !plain {
            return None;
        }
        let mut moves = Self::default();
        let mut anchors = anchors.values().zip(now.anchors.values());
        let mut targets = targets.values().zip(now.targets.values());
        let shown = citations.values().chain(references.values());
        let now_shown = now.citations.values().chain(now.references.values());
        let mut words = shown.zip(now_shown);
        let mut notes = citation_notes.iter().zip(&now.citation_notes);
        let same = anchors.all(|pair| moves.add(*pair.0, *pair.1))
            && targets.all(|pair| moves.same_target(pair.0, pair.1))
            && words.all(|pair| moves.same_words(pair.0, pair.1))
            && notes.all(|pair| moves.same_note(pair.0, pair.1));
        same.then_some(moves)
    }

    /// Whether every anchor has the number that it had.
    pub(super) fn is_still(&self) -> bool {
        self.0.iter().all(|(before, now)| *before == now.0)
    }

    /// Takes a pair; whether it agrees with those before it.
    fn add(&mut self, before: AnchorId, now: AnchorId) -> bool {
        self.0.entry(before.0).or_insert(now).0 == now.0
    }

    fn same_target(&mut self, before: &Target, now: &Target) -> bool {
        match (before, now) {
            (Target::Anchor(before), Target::Anchor(now)) => self.add(*before, *now),
            _ => before == now,
        }
    }

    fn same_words(&mut self, before: &[Inline], now: &[Inline]) -> bool {
        let (mut old, mut new) = (Vec::new(), Vec::new());
        visit_inline_run(before, &mut |inline| old.extend(target(inline)));
        visit_inline_run(now, &mut |inline| new.extend(target(inline)));
        if !self.same_targets(&old, &new) {
            return false;
        }
        let mut moved = before.to_vec();
        visit_inline_run_mut(&mut moved, &mut |inline| self.renumber(inline));
        moved == now
    }

    fn same_note(&mut self, before: &Note, now: &Note) -> bool {
        let (mut old, mut new) = (Vec::new(), Vec::new());
        visit_inlines(&before.blocks, &mut |inline| old.extend(target(inline)));
        visit_inlines(&now.blocks, &mut |inline| new.extend(target(inline)));
        if !self.same_targets(&old, &new) {
            return false;
        }
        let mut moved = before.clone();
        visit_inlines_mut(&mut moved.blocks, &mut |inline| self.renumber(inline));
        moved == *now
    }

    fn same_targets(&mut self, before: &[&Target], now: &[&Target]) -> bool {
        let mut pairs = before.iter().zip(now);
        before.len() == now.len() && pairs.all(|pair| self.same_target(pair.0, pair.1))
    }

    fn renumber(&self, inline: &mut Inline) {
        if let InlineKind::Link {
            target: Target::Anchor(anchor),
            ..
        } = &mut inline.kind
        {
            self.give(anchor);
        }
    }

    /// Gives an anchor its new number; whether it has one.
    fn give(&self, anchor: &mut AnchorId) -> bool {
        let now = self.0.get(&anchor.0);
        if let Some(now) = now {
            *anchor = *now;
        }
        now.is_some()
    }

    /// Gives the anchors of a flow their new numbers; `None` where one is not known.
    pub(super) fn apply(&self, layout: &ChapterLayout) -> Option<ChapterLayout> {
        let mut moved = layout.clone();
        let notes = moved.notes.values_mut().flatten();
        let mut boxes = moved.flow.boxes_mut().chain(notes);
        boxes.all(|one| self.apply_to_box(one)).then_some(())?;
        drop(boxes);
        Some(moved)
    }

    fn apply_to_box(&self, one: &mut FlowBox) -> bool {
        let mut known = one.anchors.iter_mut().all(|anchor| self.give(anchor));
        for link in &mut one.links {
            if let Goal::Target(target) = &mut link.goal {
                known &= self.apply_to_target(target);
            }
        }
        for item in &mut one.items {
            if let PageItem::Link(link) = item {
                known &= self.apply_to_target(&mut link.target);
            }
        }
        if let Some(repeat) = &mut one.repeat {
            known &= self.apply_to_box(Arc::make_mut(repeat));
        }
        known
    }

    fn apply_to_target(&self, target: &mut LinkTarget) -> bool {
        match target {
            LinkTarget::Anchor(anchor) => self.give(anchor),
            LinkTarget::External(_) | LinkTarget::Place { .. } => true,
        }
    }
}

/// Where a link leads.
fn target(inline: &Inline) -> Option<&Target> {
    match &inline.kind {
        InlineKind::Link { target, .. } => Some(target),
        _ => None,
    }
}
