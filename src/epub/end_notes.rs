//! Notes at the end of a chapter or of the text: lists under their headings, each note with its way back.

use super::chapter::HEADINGS;
use super::content::{Tally, Writer};
use super::document::{self, Document, Head};
use super::file_names::NOTES;
use super::plan::Plan;
use super::xml::Tag;
use crate::diag::Sink;
use crate::model::{Begins, ChapterId, NoteId};
use crate::resolve::EndNotes;

/// Writes the notes that are a part of the book.
pub(super) fn document(
    plan: &Plan<'_>,
    notes: &EndNotes,
    tally: &mut Tally,
    sink: &mut Sink,
) -> Document {
    let head = Head {
        file: NOTES,
        title: &notes.heading.title,
        language: plan.language(),
        direction: plan.direction(),
        class: "",
    };
    let mut writer = Writer::new(plan, &head, tally, sink);
    writer.end_notes(notes);
    document::document(&head, &writer.out)
}

impl Writer<'_, '_> {
    /// The notes that end a chapter.
    pub(super) fn ending_notes(&mut self, chapter: usize) {
        if let Some(notes) = self
            .plan
            .binding
            .book
            .notes_at_end_of(ChapterId::new(chapter))
        {
            self.end_notes(notes);
        }
    }

    /// Notes under their headings: those of the book are a part of it, others of their chapter.
    fn end_notes(&mut self, notes: &EndNotes) {
        let level = usize::from(notes.chapter.is_some());
        let id = self.plan.id(notes.heading.anchor);
        // EPUB Structural Semantics 1.1, 9; DPUB-ARIA 1.1, doc-endnotes.
        let section = Tag::new("section")
            .with("epub:type", "endnotes")
            .with("role", "doc-endnotes")
            .with("aria-labelledby", id);
        self.out.open(&section);
        self.out.line();
        if notes.chapter.is_none() {
            self.mark_pages(self.plan.pages.beginning(Begins::Notes));
        }
        self.heading_of_works(HEADINGS[level], &notes.heading.title, id);
        for group in &notes.groups {
            if let Some(heading) = &group.heading {
                let id = self.plan.id(heading.anchor);
                self.heading_of_works(HEADINGS[level + 1], &heading.title, id);
            }
            self.list_of_notes(&group.notes);
        }
        let book = self.plan.binding.book;
        let is_last = book.bibliography.is_none() && self.plan.appended_indexes().is_empty();
        if notes.chapter.is_none() && is_last {
            self.mark_pages(self.plan.pages.beginning(Begins::Nothing));
        }
        self.out.close("section");
        self.out.line();
    }

    fn list_of_notes(&mut self, notes: &[NoteId]) {
        // Their marks are written, since they are not always the numbers of a list: «۱، ۲، *».
        self.out.open(&Tag::new("ol").with("class", "end-notes"));
        self.out.line();
        for id in notes {
            let Some(note) = self.plan.binding.book.note(*id) else {
                continue;
            };
            let item = Tag::new("li")
                .with("id", &self.plan.note_id(*id))
                .with("epub:type", "endnote");
            self.out.open(&item);
            self.out.line();
            self.note_text(*id, note);
            self.out.close("li");
            self.out.line();
        }
        self.out.close("ol");
        self.out.line();
    }
}
