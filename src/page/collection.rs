//! Every chapter and the list of works, each collected on its own, side by side, in the order of the book.

use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::Sources;
use super::collect::{self, ChapterLayout, LinesBefore, PartPlace};
use super::design::Design;
use super::folios::Folios;
use super::order::{BookPart, Order, holds_index};
use super::set_before::{BookInputs, Collected, Relayout};
use crate::model::{Chapter, ChapterId};

/// What chapters are collected with.
#[derive(Clone, Copy)]
pub(super) struct Collection<'a> {
    pub(super) sources: Sources<'a>,
    pub(super) design: &'a Design,
    pub(super) order: &'a Order,
    /// The pages that lists of works name.
    pub(super) folios: &'a Folios,
    /// The lines of paragraphs of the time before, where the book is set again.
    pub(super) lines: Option<&'a LinesBefore>,
    /// The same book as it was set before, where it was.
    pub(super) relayout: Option<&'a Relayout<'a>>,
}

impl<'a> Collection<'a> {
    /// All parts that are collected before pages are known: the chapters, the notes behind them, the list of works.
    pub(super) fn parts(self) -> Vec<Collected> {
        let all = &self.sources.book.book.chapters;
        let collect = |index, chapter: &Chapter| self.collect(index, chapter);
        let mut parts: Vec<Collected> = match self.relayout {
            Some(relayout) => relayout.collect(self.sources, &self.book_inputs(), collect),
            None => all
                .par_iter()
                .enumerate()
                .map(|(index, chapter)| Collected::Flow(collect(index, chapter)))
                .collect(),
        };
        if let Some(notes) = self.sources.book.part_of_notes() {
            let place = self.place(BookPart::Notes);
            let notes = collect::part_of_notes(self.sources, self.design, notes, place);
            parts.push(Collected::Flow(notes));
        }
        if let Some(bibliography) = &self.sources.book.bibliography {
            let place = self.place(BookPart::Works);
            let works = collect::bibliography(self.sources, self.design, bibliography, place);
            parts.push(Collected::Flow(works));
        }
        parts
    }

    /// A chapter of the book.
    pub(super) fn chapter(self, index: usize) -> Option<ChapterLayout> {
        let chapter = self.sources.book.book.chapters.get(index)?;
        Some(self.collect(index, chapter))
    }

    fn collect(self, index: usize, chapter: &Chapter) -> ChapterLayout {
        let part = BookPart::Chapter(index);
        // Set when the pages are known that it names.
        if holds_index(self.sources.book, part) {
            return ChapterLayout::default();
        }
        let (id, place) = (ChapterId::new(index), self.place(part));
        collect::chapter(self.sources, self.design, id, chapter, place)
    }

    /// The flows of chapters that are the first of the book.
    pub(super) fn flows(self, chapters: Vec<Collected>) -> Vec<ChapterLayout> {
        let chapters = chapters.into_iter().enumerate();
        let flow = |(index, chapter)| match chapter {
            Collected::Flow(flow) => Some(flow),
            Collected::Sheets(_) => self.chapter(index),
        };
        chapters.filter_map(flow).collect()
    }

    fn place(self, part: BookPart) -> PartPlace<'a> {
        PartPlace {
            branch: self.order.branch(part),
            folios: self.folios,
            lines: self.lines,
            part: self.order.title_above(part),
        }
    }

    /// What of the rest of the book its chapters are set with.
    pub(super) fn book_inputs(self) -> BookInputs<'a> {
        let chapters = 0..self.sources.book.book.chapters.len();
        let branch = |index| self.order.branch(BookPart::Chapter(index));
        let title = |index| self.order.title_above(BookPart::Chapter(index)).to_owned();
        BookInputs {
            branches: chapters.clone().map(branch).collect(),
            parts: chapters.map(title).collect(),
            folios: self.folios,
        }
    }
}
