//! The text of a book in stretches: chapters that are cut into pages at once, and between or behind them the indexes,
//! which are set when the pages that they name are known.
//!
//! An index at the end of the book moves nothing that it names, and is set once. One that stands before other
//! chapters moves these: then indexes are set with the pages of the round before, until the pages stay.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use rayon::prelude::{IntoParallelIterator, IntoParallelRefMutIterator, ParallelIterator};

use super::collect::{self, ChapterLayout, PartPlace};
use super::collection::Collection;
use super::compose::{Standing, paginate};
use super::design::Design;
use super::distribute::NoteLines;
use super::flow::Flow;
use super::folios::{Folio, Folios};
use super::front::{FrontMatter, FrontPart, TextPages, fill_up};
use super::order::{BookPart, Order, holds_index};
use super::rounds::{Round, Unsettled, settle};
use super::set_before::{ChapterSheets, Collected};
use super::{LayoutNotes, SetPart, Sources};
use crate::config::ChapterOpening;
use crate::diag::Sink;
use crate::model::{AnchorId, ChapterId};

/// Rounds of setting before the pages that an index names are taken as they are; `rounds` says why so many.
const ROUNDS: usize = 3;

/// The text of a book.
pub(super) struct Stretches<'a> {
    sources: Sources<'a>,
    design: &'a Design,
    order: &'a Order,
    all: Vec<Stretch>,
}

/// What is cut into pages at once.
struct Stretch {
    set: SetPart,
    /// The part that names pages of others, where it is one.
    index: Option<BookPart>,
    /// The chapter that it is, where it is one, with its sheets for the next time.
    chapter: Option<(usize, Arc<ChapterSheets>)>,
}

/// A stretch that may still have to be cut.
enum Pending {
    /// Chapters of which each but the first goes on where the one before ends; the first, where it is alone.
    Uncut {
        flow: Box<UncutText>,
        chapter: Option<usize>,
    },
    /// A chapter of the book that was cut the last time.
    Sheets {
        chapter: usize,
        sheets: Arc<ChapterSheets>,
    },
    /// The part that names pages of others.
    Index(BookPart),
}

impl<'a> Stretches<'a> {
    /// Cuts chapters into pages; `parts` are those of the text in their order, without indexes behind it.
    pub(super) fn new(collection: Collection<'a>, parts: Vec<Collected>) -> Self {
        let Collection {
            sources,
            design,
            order,
            ..
        } = collection;
        let pending = pending(collection, parts);
        let mut stretches = Self {
            sources,
            design,
            order,
            all: Vec::new(),
        };
        match sources.config.page.chapter_opening {
            // All begin on one side: none waits for the pages of the one before.
            ChapterOpening::Odd => {
                let cut = pending.into_par_iter();
                stretches.all = cut.map(|one| stretches.stretch(one, 1)).collect();
            }
            ChapterOpening::Next => {
                let mut waiting = VecDeque::from(pending);
                let mut first = 1;
                loop {
                    collect_moved(collection, waiting.make_contiguous(), first);
                    let Some(one) = waiting.pop_front() else {
                        break;
                    };
                    let stretch = stretches.stretch(one, first);
                    first += stretch.set.paginated.sheets.len();
                    stretches.all.push(stretch);
                }
            }
        }
        stretches
    }

    /// Cuts a stretch; `first` is the number of its first page.
    fn stretch(&self, pending: Pending, first: usize) -> Stretch {
        match pending {
            Pending::Index(part) => Stretch {
                set: SetPart::default(),
                index: Some(part),
                chapter: None,
            },
            Pending::Uncut { flow, chapter } => {
                let set = self.cut(*flow, first);
                let keeps = chapter.filter(|_| self.sources.before.is_some());
                let chapter = keeps.map(|chapter| {
                    let sheets = ChapterSheets {
                        first_page: first,
                        set: set.clone(),
                    };
                    (chapter, Arc::new(sheets))
                });
                Stretch {
                    set,
                    index: None,
                    chapter,
                }
            }
            Pending::Sheets { chapter, sheets } => Stretch {
                set: sheets.set.clone(),
                index: None,
                chapter: Some((chapter, sheets)),
            },
        }
    }

    /// The chapters that have sheets of their own, by their places in the book.
    pub(super) fn sheets(&self) -> Vec<Option<Arc<ChapterSheets>>> {
        let mut found = vec![None; self.sources.book.book.chapters.len()];
        for (chapter, sheets) in self.all.iter().filter_map(|one| one.chapter.as_ref()) {
            found[*chapter] = Some(Arc::clone(sheets));
        }
        found
    }

    fn cut(&self, open: UncutText, first_page: usize) -> SetPart {
        let standing = Standing {
            opening: self.sources.config.page.chapter_opening,
            first_page,
        };
        SetPart {
            paginated: paginate(open.flow, open.notes, self.design, standing),
            layout: open.layout,
        }
    }

    fn has_index(&self) -> bool {
        self.all.iter().any(|stretch| stretch.index.is_some())
    }

    /// The first page of each stretch, an index, and how many pages there are.
    fn starts(&self) -> (Vec<usize>, usize) {
        let mut free = 0;
        let mut starts = Vec::with_capacity(self.all.len());
        for stretch in &self.all {
            let start = match self.sources.config.page.chapter_opening {
                ChapterOpening::Odd => usize::next_multiple_of(free, 2),
                ChapterOpening::Next => free,
            };
            starts.push(start);
            free = start + stretch.set.paginated.sheets.len();
        }
        (starts, free)
    }

    /// The pages of the text as they are now. An index that is not set yet begins where it will.
    pub(super) fn pages(&self) -> TextPages {
        let (starts, count) = self.starts();
        let mut folios = Folios::new();
        for (stretch, start) in self.all.iter().zip(starts) {
            for (anchor, place) in &stretch.set.paginated.anchors {
                folios.insert(*anchor, Folio::Text(start + place.page + 1));
            }
            for anchor in self.first_anchors(stretch) {
                folios.entry(anchor).or_insert(Folio::Text(start + 1));
            }
        }
        TextPages { count, folios }
    }

    /// The places at which an index begins.
    fn first_anchors(&self, stretch: &Stretch) -> Vec<AnchorId> {
        let book = self.sources.book;
        match stretch.index {
            Some(BookPart::Index(at)) => book
                .indexes
                .iter()
                .skip(at)
                .take(1)
                .map(|index| index.anchor)
                .collect(),
            Some(BookPart::Chapter(at)) => {
                let chapter = book.book.chapters.get(at);
                let first = chapter.and_then(|chapter| chapter.blocks.first());
                first
                    .and_then(|block| book.anchor(block.id))
                    .into_iter()
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// Sets the indexes, and with them what stands before the text, until the pages that they name stay.
    pub(super) fn settle(
        &mut self,
        front: &FrontMatter<'_>,
        front_parts: &mut [FrontPart],
        sink: &mut Sink,
    ) {
        let text = self.pages();
        front.fill(front_parts, &text);
        if !self.has_index() {
            return;
        }
        let named = named_places(self.sources);
        let pages = |all: &Folios| -> Folios {
            let known = named
                .iter()
                .filter_map(|anchor| Some((*anchor, *all.get(anchor)?)));
            known.collect()
        };
        // An index on page 65 names pages 1 to 64, which it does not move: the first round confirms itself. One on
        // page 3 of two pages moves page 4 to page 5, and the second round names that.
        let first = pages(&front.folios(front_parts, &text));
        let round = |known: &Folios| {
            self.set_indexes(known);
            let text = self.pages();
            front.fill(front_parts, &text);
            Round {
                set: (),
                found: pages(&front.folios(front_parts, &text)),
            }
        };
        let unsettled = Unsettled {
            message: format!("the pages that an index names still move after {ROUNDS} rounds"),
            hint: "let the index end the book; now some of its numbers may be wrong by one",
        };
        settle(first, ROUNDS, round).or_report(unsettled, sink);
    }

    fn set_indexes(&mut self, folios: &Folios) {
        for at in 0..self.all.len() {
            let Some(part) = self.all[at].index else {
                continue;
            };
            let place = PartPlace {
                branch: self.order.branch(part),
                folios,
                lines: None,
                part: self.order.title_above(part),
            };
            let layout =
                match part {
                    BookPart::Index(index) => self.sources.book.indexes.get(index).map(|index| {
                        collect::appended_index(self.sources, self.design, index, place)
                    }),
                    BookPart::Chapter(index) => {
                        let chapter = self.sources.book.book.chapters.get(index);
                        chapter.map(|chapter| {
                            let id = ChapterId::new(index);
                            collect::chapter(self.sources, self.design, id, chapter, place)
                        })
                    }
                    BookPart::Titles
                    | BookPart::Contents
                    | BookPart::Notes
                    | BookPart::Works
                    | BookPart::ForeignTitle => None,
                };
            let mut open = UncutText::default();
            layout.into_iter().for_each(|layout| open.take(layout));
            let start = self.starts().0.get(at).copied().unwrap_or_default();
            self.all[at].set = self.cut(open, start + 1);
        }
    }

    /// All of it, one stretch behind the other, with empty pages between them.
    pub(super) fn joined(self) -> SetPart {
        let (starts, _) = self.starts();
        let mut stretches = self.all.into_iter().zip(starts);
        let Some((first, _)) = stretches.next() else {
            return SetPart::default();
        };
        let mut whole = first.set;
        for (stretch, start) in stretches {
            fill_up(&mut whole.paginated, start);
            whole.paginated.append(stretch.set.paginated);
            whole.layout.append(stretch.set.layout);
        }
        whole
    }
}

/// The stretches of a text before they are cut.
fn pending(collection: Collection<'_>, parts: Vec<Collected>) -> Vec<Pending> {
    let mut parts = parts.into_iter();
    let mut all: Vec<Pending> = Vec::new();
    for part in &collection.order.text {
        let collected = match part {
            BookPart::Index(_) => None,
            _ => parts.next(),
        };
        if holds_index(collection.sources.book, *part) {
            all.push(Pending::Index(*part));
            continue;
        }
        let chapter = match part {
            BookPart::Chapter(chapter) => Some(*chapter),
            _ => None,
        };
        match (collected, chapter) {
            (Some(Collected::Sheets(sheets)), Some(chapter)) => {
                all.push(Pending::Sheets { chapter, sheets });
            }
            (Some(Collected::Flow(layout)), _) => add_flow(collection, &mut all, layout, chapter),
            (Some(Collected::Sheets(_)), None) | (None, _) => {}
        }
    }
    all
}

/// Adds a chapter: a stretch of its own where it opens a page, else a part of the one before.
fn add_flow(
    collection: Collection<'_>,
    all: &mut Vec<Pending>,
    layout: ChapterLayout,
    chapter: Option<usize>,
) {
    // «۱۲. پایان» ends on half a page and the next file begins with a paragraph: both are cut together, as one chapter
    // that was written in two files, and neither has sheets that the next build could take as they are.
    let goes_on = !layout.flow.opens_page();
    if goes_on && let Some(last) = all.last_mut() {
        if let Pending::Sheets { chapter, .. } = last
            && let Some(before) = collection.chapter(*chapter)
        {
            *last = Pending::flow(before, Some(*chapter));
        }
        if let Pending::Uncut { flow, chapter } = last {
            flow.take(layout);
            *chapter = None;
            return;
        }
    }
    all.push(Pending::flow(layout, chapter));
}

impl Pending {
    fn flow(layout: ChapterLayout, chapter: Option<usize>) -> Self {
        let mut flow = Box::new(UncutText::default());
        flow.take(layout);
        Self::Uncut { flow, chapter }
    }
}

/// Collects again, side by side, what stands on sheets that begin on the other side now; `first` is the number of
/// the first page of the first of them.
fn collect_moved(collection: Collection<'_>, pending: &mut [Pending], first: usize) {
    // A page more in chapter 3 moves chapter 4 to the other side, and most of those behind it.
    let moved = match pending.first() {
        Some(Pending::Sheets { sheets, .. }) => sheets.first_page % 2 != first % 2,
        _ => false,
    };
    if !moved {
        return;
    }
    pending.par_iter_mut().for_each(|one| {
        if let Pending::Sheets { chapter, .. } = one
            && let Some(layout) = collection.chapter(*chapter)
        {
            *one = Pending::flow(layout, Some(*chapter));
        }
    });
}

/// Chapters that are not cut into pages yet.
#[derive(Default)]
struct UncutText {
    flow: Flow,
    notes: NoteLines,
    layout: LayoutNotes,
}

impl UncutText {
    fn take(&mut self, layout: ChapterLayout) {
        self.flow.append(layout.flow);
        self.notes.extend(layout.notes);
        self.layout.append(layout.layout);
    }
}

/// The places whose pages indexes name.
pub(super) fn named_places(sources: Sources<'_>) -> BTreeSet<AnchorId> {
    let entries = sources
        .book
        .indexes
        .iter()
        .flat_map(|index| index.entries());
    let places = entries.flat_map(|entry| &entry.places);
    let anchors = places.flat_map(|place| [Some(place.begin), place.end]);
    anchors.flatten().collect()
}
