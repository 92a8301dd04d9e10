//! The pages before the text: title page, dedication, contents, preface. Chapters of front matter in, sheets out
//! that are counted in letters.

use std::sync::Arc;

use super::collect::{self, ChapterLayout, Collector};
use super::compose::{PageKind, Paginated, Sheet, Standing, paginate};
use super::design::Design;
use super::distribute::NoteLines;
use super::flow::forget_span;
use super::folios::{Folio, Folios};
use super::order::{BookPart, Order};
use super::rounds::{Round, settle};
use super::{SetPart, Sources};
use crate::config::ChapterOpening;

/// Rounds of setting the contents, whose length moves what stands behind them; `rounds` says why so many.
const ROUNDS: usize = 2;

/// What the pages before the text are made of.
pub(super) struct FrontMatter<'a> {
    pub(super) sources: Sources<'a>,
    pub(super) design: &'a Design,
    pub(super) order: &'a Order,
}

/// A part before the text on sheets of its own.
pub(super) struct FrontPart {
    part: BookPart,
    set: SetPart,
}

/// What is known of the pages of the text.
pub(super) struct TextPages {
    /// How many there are.
    pub(super) count: usize,
    /// What stands on them.
    pub(super) folios: Folios,
}

impl FrontMatter<'_> {
    /// Sets what does not name the pages of others; `chapters` are those that stand before the text, in their order.
    pub(super) fn front_parts(&self, chapters: Vec<ChapterLayout>) -> Vec<FrontPart> {
        let mut chapters = chapters.into_iter();
        let parts = self.order.front.iter();
        let front_part = |part: &BookPart| FrontPart {
            part: *part,
            set: match part {
                BookPart::Chapter(_) => chapters
                    .next()
                    .map_or_else(SetPart::default, |chapter| self.chapter(*part, chapter)),
                BookPart::Titles
                | BookPart::Contents
                | BookPart::Notes
                | BookPart::Works
                | BookPart::Index(_)
                | BookPart::ForeignTitle => SetPart::default(),
            },
        };
        parts.map(front_part).collect()
    }

    /// Sets what names the pages of others.
    pub(super) fn fill(&self, front_parts: &mut [FrontPart], text: &TextPages) {
        for front_part in front_parts.iter_mut() {
            if front_part.part == BookPart::Titles {
                front_part.set = self.titles(text);
            }
        }
        self.set_contents(front_parts, text);
    }

    fn titles(&self, text: &TextPages) -> SetPart {
        let branch = self.order.branch(BookPart::Titles);
        let mut collector = Collector::new(self.sources, self.design, branch);
        let mut paginated = Paginated::default();
        if self.sources.config.title_pages.half_title {
            let half_title = collect::half_title(&mut collector);
            paginated.sheets.push(Arc::new(half_title));
            fill_up(&mut paginated, 2);
        }
        let title_page = collect::title_page(&mut collector);
        let colophon = collect::colophon(&mut collector, text.count);
        paginated
            .sheets
            .extend([title_page, colophon].map(Arc::new));
        belongs_to_the_tool(&mut paginated);
        SetPart {
            paginated,
            layout: collector.finish(),
        }
    }

    fn chapter(&self, part: BookPart, chapter: ChapterLayout) -> SetPart {
        let ChapterLayout {
            flow,
            notes,
            layout,
        } = chapter;
        let mut paginated = paginate(
            flow,
            notes,
            self.design,
            Standing::first(ChapterOpening::Next),
        );
        if self.is_display(part) {
            for sheet in &mut paginated.sheets {
                Arc::make_mut(sheet).kind = PageKind::Blank;
            }
        }
        SetPart { paginated, layout }
    }

    /// Sets the contents, where there are any, into their place.
    fn set_contents(&self, front_parts: &mut [FrontPart], text: &TextPages) {
        let Some(place) = front_parts
            .iter()
            .position(|front_part| front_part.part == BookPart::Contents)
        else {
            return;
        };
        // A preface behind the contents begins where they end, and they name its page. A page more moves it and
        // changes no line of theirs, so that the second round has the length of the first, and nobody need be told.
        let moves = place + 1 < front_parts.len();
        let length = front_parts[place].set.paginated.sheets.len();
        settle(length, ROUNDS, |length| {
            let folios = self.folios(front_parts, text);
            let contents = self.contents(&folios);
            let found = match moves {
                true => contents.paginated.sheets.len(),
                false => *length,
            };
            front_parts[place].set = contents;
            Round { set: (), found }
        });
    }

    fn contents(&self, folios: &Folios) -> SetPart {
        let branch = self.order.branch(BookPart::Contents);
        let mut collector = Collector::new(self.sources, self.design, branch);
        let flow = collect::contents(&mut collector, folios);
        let mut paginated = paginate(
            flow,
            NoteLines::new(),
            self.design,
            Standing::first(ChapterOpening::Next),
        );
        belongs_to_the_tool(&mut paginated);
        SetPart {
            paginated,
            layout: collector.finish(),
        }
    }

    /// The pages of all anchors.
    pub(super) fn folios(&self, front_parts: &[FrontPart], text: &TextPages) -> Folios {
        let mut found = text.folios.clone();
        let mut start = 0;
        for front_part in front_parts {
            start = self.start(front_part.part, start);
            for (anchor, place) in &front_part.set.paginated.anchors {
                found.insert(*anchor, Folio::Front(start + place.page + 1));
            }
            start += front_part.set.paginated.sheets.len();
        }
        found
    }

    /// The first page of a part, an index, where `free` is the first page that is not taken.
    fn start(&self, part: BookPart, free: usize) -> usize {
        let on_odd = match part {
            BookPart::Chapter(_) => {
                let chapters = self.sources.config.page.chapter_opening;
                self.is_display(part) || chapters == ChapterOpening::Odd
            }
            BookPart::Titles
            | BookPart::Contents
            | BookPart::Notes
            | BookPart::Works
            | BookPart::Index(_)
            | BookPart::ForeignTitle => true,
        };
        match on_odd {
            true => free.next_multiple_of(2),
            false => free,
        }
    }

    /// The parts one behind the other, with empty pages between them, up to an odd page where the text begins.
    pub(super) fn joined(&self, front_parts: Vec<FrontPart>) -> SetPart {
        let mut whole = SetPart::default();
        for front_part in front_parts {
            let start = self.start(front_part.part, whole.paginated.sheets.len());
            fill_up(&mut whole.paginated, start);
            whole.paginated.append(front_part.set.paginated);
            whole.layout.append(front_part.set.layout);
        }
        let end = whole.paginated.sheets.len().next_multiple_of(2);
        fill_up(&mut whole.paginated, end);
        whole
    }

    /// Whether a part is a few words that have a page for themselves.
    fn is_display(&self, part: BookPart) -> bool {
        let BookPart::Chapter(index) = part else {
            return false;
        };
        let chapter = self.sources.book.book.chapters.get(index);
        chapter.is_some_and(|chapter| chapter.is_display())
    }
}

/// Adds empty pages up to an index.
pub(super) fn fill_up(paginated: &mut Paginated, end: usize) {
    while paginated.sheets.len() < end {
        paginated.sheets.push(Arc::new(Sheet {
            kind: PageKind::Blank,
            ..Sheet::default()
        }));
    }
}

/// Makes all words the tool's own: they were written nowhere.
pub(super) fn belongs_to_the_tool(paginated: &mut Paginated) {
    for sheet in &mut paginated.sheets {
        let sheet = Arc::make_mut(sheet);
        sheet.items.iter_mut().for_each(forget_span);
        sheet.links.iter_mut().for_each(|link| link.span = None);
    }
}
