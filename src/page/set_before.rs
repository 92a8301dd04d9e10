//! Chapters as flows, for the next time the book is set.
//!
//! Collecting a chapter is a function of its tree, of what `resolve` found out about its nodes, of the lists of
//! works that end it, and of what all chapters share: settings, faces, sizes of pictures. While all of these are
//! equal, its flow is taken again. What pages a flow comes to stand on is chosen anew each time.
//!
//! Example: a paragraph is changed in chapter 3 of 40, or a heading is added to it. Its tree is another one, so it
//! is collected; the others are copied, since nodes and anchors are counted within their chapter.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use image::metadata::Orientation;
use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::Sources;
use super::collect::ChapterLayout;
use super::folios::Folios;
use crate::config::{Config, Places};
use crate::model::{Book, Chapter};
use crate::resolve::{Bibliography, ChapterTables};
use crate::source::BookPath;

/// The flows of the last time; nothing at first.
#[derive(Default)]
pub struct SetBefore {
    kept: Mutex<Option<Kept>>,
}

/// What the book tells its chapters.
pub(super) struct Told<'a> {
    /// The branch of the structure tree that each chapter grows.
    pub(super) branches: Vec<usize>,
    /// The pages that lists of works name.
    pub(super) folios: &'a Folios,
}

/// A book as it was set.
struct Kept {
    shared: Shared,
    book: Arc<Book>,
    tables: Vec<ChapterTables>,
    lists: Vec<Bibliography>,
    branches: Vec<usize>,
    folios: Folios,
    flows: Vec<Arc<ChapterLayout>>,
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
    bytes: u64,
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
        let faces = sources.fonts.faces().map(|(_, face)| {
            let mut hasher = DefaultHasher::new();
            face.data().hash(&mut hasher);
            FaceMark {
                name: face.name().to_owned(),
                bytes: hasher.finish(),
            }
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

impl Kept {
    /// The flow of a chapter, if nothing that it is made of has changed but numbers of anchors.
    fn flow(
        &self,
        sources: Sources<'_>,
        index: usize,
        told: &Told<'_>,
    ) -> Option<Arc<ChapterLayout>> {
        let now = sources.book;
        let lists = lists_of(&now.chapter_lists, index);
        // Lists of works name pages; those of references are among their words.
        let same_pages = lists.is_empty() || self.folios == *told.folios;
        let same = same_pages
            && self.branches.get(index)? == told.branches.get(index)?
            && self.book.chapters.get(index)? == now.book.chapters.get(index)?
            && lists_of(&self.lists, index) == lists;
        if !same {
            return None;
        }
        let same = self
            .tables
            .get(index)?
            .says_the_same_as(now.tables.get(index)?);
        same.then(|| self.flows.get(index).cloned())?
    }
}

/// The lists of works that end a chapter.
fn lists_of(lists: &[Bibliography], index: usize) -> Vec<&Bibliography> {
    let own = lists.iter().filter(|list| list.chapter == Some(index));
    own.collect()
}

impl SetBefore {
    /// The flows of all chapters, in the order of the book: those that nothing has changed for as they were, the
    /// others collected.
    pub(super) fn collect(
        &self,
        sources: Sources<'_>,
        told: Told<'_>,
        collect: impl Fn(usize, &Chapter) -> ChapterLayout + Sync,
    ) -> Vec<ChapterLayout> {
        let shared = Shared::of(sources);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let before = kept.take().filter(|kept| kept.shared == shared);
        let chapters = sources.book.book.chapters.par_iter().enumerate();
        let flows: Vec<Arc<ChapterLayout>> = chapters
            .map(|(index, chapter)| {
                let before = before.as_ref();
                let same = before.and_then(|before| before.flow(sources, index, &told));
                same.unwrap_or_else(|| Arc::new(collect(index, chapter)))
            })
            .collect();
        let copies = flows.par_iter().map(|flow| ChapterLayout::clone(flow));
        let copies = copies.collect();
        *kept = Some(Kept {
            shared,
            book: Arc::clone(&sources.book.book),
            tables: sources.book.tables.clone(),
            lists: sources.book.chapter_lists.clone(),
            branches: told.branches,
            folios: told.folios.clone(),
            flows,
        });
        copies
    }
}
