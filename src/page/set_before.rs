//! Chapters on their sheets, for the next time the book is set.
//!
//! What stands on the sheets of a chapter is a function of its tree, of what `resolve` found out about its nodes, of
//! the lists of works that end it, of what all chapters share (settings, faces, sizes of pictures) and of the
//! side that it begins on. While all of these are equal, its sheets are taken again.
//!
//! Example: a paragraph is changed in chapter 3 of 40, or a heading is added to it. Its tree is another one, so it
//! is collected and cut into pages; all others stay on their sheets, since nodes and anchors are counted within
//! their chapter.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use image::metadata::Orientation;
use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::collect::{ChapterLayout, LinesBefore};
use super::folios::Folios;
use super::furnished_pages::FurnishedBefore;
use super::{SetPart, Sources};
use crate::config::{Config, Places};
use crate::model::{Book, Chapter, ChapterId};
use crate::resolve::{Bibliography, ChapterTables};
use crate::source::BookPath;

/// The chapters of the last time; none at first.
#[derive(Default)]
pub struct SetBefore {
    kept: Mutex<Option<LastBook>>,
    lines: LinesBefore,
    furnished: FurnishedBefore,
}

/// A chapter that is ready to be cut into pages, or that was cut already.
pub(super) enum Collected {
    /// Its flow.
    Flow(ChapterLayout),
    /// Its sheets.
    Sheets(Arc<ChapterSheets>),
}

/// A chapter on sheets of its own.
pub(super) struct ChapterSheets {
    /// The number of its first page when it was cut, in its section.
    pub(super) first_page: usize,
    /// The sheets.
    pub(super) set: SetPart,
}

/// What of the rest of the book a chapter is set with.
pub(super) struct BookInputs<'a> {
    /// The branch of the structure tree that each chapter grows.
    pub(super) branches: Vec<usize>,
    /// The title of the part that each chapter stands below.
    pub(super) parts: Vec<String>,
    /// The pages that lists of works name.
    pub(super) folios: &'a Folios,
}

/// A book as it was set.
struct LastBook {
    shared: Arc<Shared>,
    book: Arc<Book>,
    tables: Vec<ChapterTables>,
    lists: Vec<Bibliography>,
    branches: Vec<usize>,
    parts: Vec<String>,
    folios: Folios,
    /// By chapter; `None` for one that shares a sheet with others.
    sheets: Vec<Option<Arc<ChapterSheets>>>,
}

/// What every chapter is set with.
#[derive(PartialEq)]
struct Shared {
    /// The settings, without places in files and without what a folder shows, which no flow is made of.
    config: Config,
    faces: Vec<FaceMark>,
    pictures: Vec<PictureMark>,
}

/// A face, by what it is made of.
#[derive(PartialEq)]
struct FaceMark {
    name: String,
    mark: u64,
}

/// A picture, by what a flow knows of it.
#[derive(PartialEq)]
struct PictureMark {
    path: BookPath,
    width: u32,
    height: u32,
    orientation: Orientation,
}

impl Shared {
    fn of(sources: Sources<'_>) -> Self {
        let config = Config {
            places: Places::default(),
            plan: None,
            ..sources.config.clone()
        };
        let faces = sources.fonts.faces().map(|(_, face)| FaceMark {
            name: face.name().to_owned(),
            mark: face.mark(),
        });
        let pictures = sources.pictures.iter().map(|(path, picture)| PictureMark {
            path: path.clone(),
            width: picture.width,
            height: picture.height,
            orientation: picture.orientation,
        });
        Self {
            config,
            faces: faces.collect(),
            pictures: pictures.collect(),
        }
    }
}

impl LastBook {
    /// The sheets of a chapter, if nothing that they are made of has changed.
    fn sheets(
        &self,
        sources: Sources<'_>,
        index: usize,
        book_inputs: &BookInputs<'_>,
    ) -> Option<Arc<ChapterSheets>> {
        let now = sources.book;
        let lists = lists_of(&now.chapter_lists, index);
        // Lists of works name pages; those of references are among their words.
        let same_pages = lists.is_empty() || self.folios == *book_inputs.folios;
        let same = same_pages
            && self.branches.get(index)? == book_inputs.branches.get(index)?
            && self.parts.get(index)? == book_inputs.parts.get(index)?
            && is_same(
                self.book.chapters.get(index)?,
                now.book.chapters.get(index)?,
            )
            && lists_of(&self.lists, index) == lists;
        if !same {
            return None;
        }
        let same = self
            .tables
            .get(index)?
            .says_the_same_as(now.tables.get(index)?);
        same.then(|| self.sheets.get(index).cloned())??
    }
}

/// Whether two chapters say the same; those that were not read again are one.
fn is_same(before: &Arc<Chapter>, now: &Arc<Chapter>) -> bool {
    Arc::ptr_eq(before, now) || before == now
}

/// The lists of works that end a chapter.
fn lists_of(lists: &[Bibliography], index: usize) -> Vec<&Bibliography> {
    let chapter = Some(ChapterId::new(index));
    let own = lists.iter().filter(|list| list.chapter == chapter);
    own.collect()
}

/// A book that is set once more.
pub(super) struct Relayout<'a> {
    before: &'a SetBefore,
    /// What its chapters are set with now.
    shared: Arc<Shared>,
}

impl SetBefore {
    /// Begins to set a book once more.
    pub(super) fn relayout(&self, sources: Sources<'_>) -> Relayout<'_> {
        Relayout {
            before: self,
            shared: Arc::new(Shared::of(sources)),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<LastBook>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many chapters, sheets, paragraphs, lines and furnished sheets are kept.
    #[cfg(test)]
    pub(crate) fn counts(&self) -> [usize; 5] {
        let kept = self.lock();
        let chapters = kept.iter().flat_map(|kept| &kept.sheets);
        let sheets = kept.iter().flat_map(|kept| kept.sheets.iter().flatten());
        let sheets = sheets
            .map(|chapter| chapter.set.paginated.sheets.len())
            .sum();
        let [paragraphs, lines] = self.lines.counts();
        [
            chapters.count(),
            sheets,
            paragraphs,
            lines,
            self.furnished.count(),
        ]
    }

    /// The lines of paragraphs.
    pub(super) fn lines(&self) -> &LinesBefore {
        &self.lines
    }

    /// The furnished pages.
    pub(super) fn furnished(&self) -> &FurnishedBefore {
        &self.furnished
    }
}

impl Relayout<'_> {
    /// All chapters, in the order of the book: those that nothing has changed for as they were, the others
    /// collected.
    pub(super) fn collect(
        &self,
        sources: Sources<'_>,
        book_inputs: &BookInputs<'_>,
        collect: impl Fn(usize, &Chapter) -> ChapterLayout + Sync,
    ) -> Vec<Collected> {
        // A larger font changes every line: all chapters are forgotten at once. Whether a chapter itself is the
        // same is asked for each, so that the others stay where one is written on.
        let mut kept = self.before.lock();
        if kept.as_ref().is_some_and(|kept| kept.shared != self.shared) {
            *kept = None;
            self.before.lines.clear();
        }
        let before = kept.as_ref();
        let chapters = sources.book.book.chapters.par_iter().enumerate();
        let found = chapters.map(|(index, chapter)| {
            let same = before.and_then(|before| before.sheets(sources, index, book_inputs));
            match same {
                Some(sheets) => Collected::Sheets(sheets),
                None => Collected::Flow(collect(index, chapter)),
            }
        });
        found.collect()
    }

    /// Keeps the sheets of chapters, for the next time.
    pub(super) fn keep(
        &self,
        sources: Sources<'_>,
        book_inputs: BookInputs<'_>,
        sheets: Vec<Option<Arc<ChapterSheets>>>,
    ) {
        let kept = LastBook {
            shared: Arc::clone(&self.shared),
            book: Arc::clone(&sources.book.book),
            tables: sources.book.tables.clone(),
            lists: sources.book.chapter_lists.clone(),
            branches: book_inputs.branches,
            parts: book_inputs.parts,
            folios: book_inputs.folios.clone(),
            sheets,
        };
        let chapters = kept.book.chapters.iter().map(|chapter| &**chapter);
        self.before.lines.keep_those_of(chapters);
        *self.before.lock() = Some(kept);
    }
}
