//! Some files of an edition in, the same files in the order of their names out.

use std::collections::BTreeSet;

use super::Site;
use crate::import::folder::FolderOrder;
use crate::import::languages::Edition;
use crate::import::plan::{Entry, LeftOut, Matter};
use crate::source::BookPath;

/// Files in order, and those that turned out to be no chapters.
pub(super) struct Chosen {
    pub(super) entries: Vec<Entry>,
    pub(super) left_out: Vec<LeftOut>,
}

impl Chosen {
    /// Puts files below a folder in order, among other chapters: the index of the folder is one of them.
    pub(super) fn of(
        site: &Site<'_>,
        edition: &Edition,
        files: BTreeSet<BookPath>,
        folder: &str,
    ) -> Self {
        let edition = Edition {
            files,
            ..edition.clone()
        };
        let mut order = FolderOrder::new(site.repository, &edition);
        let mut entries = order.book(folder);
        // A preface where the folder is the whole book.
        if let Some(Entry::Chapter(first)) = entries.first_mut() {
            first.matter = Matter::Body;
        }
        Self {
            entries,
            left_out: order.left_out,
        }
    }
}
