//! The books that an editor works on: addresses of documents in, the desks of their books out.
//!
//! A document belongs to the nearest folder above it that holds a `book.toml`, so that several books may lie in
//! one workspace, each with its own mistakes and names. Where no folder does, it is the folder that the editor
//! has open: chapters alone are a book, too.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::edited_book::EditedBook;
use super::positions::{self, real};
use crate::config;

/// The books.
pub(super) struct Shelf {
    /// The only book, where the command line has named one.
    named: Option<PathBuf>,
    /// The folders that the editor has open.
    folders: Vec<PathBuf>,
    /// The books by their folders, without links.
    desks: BTreeMap<PathBuf, EditedBook>,
}

impl Shelf {
    /// The books of the folders that an editor has open, or the one that was named.
    pub(super) fn new(named: Option<PathBuf>, folders: Vec<PathBuf>) -> Self {
        let mut shelf = Self {
            named: named.as_deref().map(real),
            folders: Vec::new(),
            desks: BTreeMap::new(),
        };
        if let Some(named) = shelf.named.clone() {
            shelf.put(named);
        }
        folders.into_iter().for_each(|folder| shelf.add(&folder));
        shelf
    }

    /// The editor opens a folder: its book is looked through, though no document is open yet.
    pub(super) fn add(&mut self, folder: &Path) {
        let folder = real(folder);
        if let Some(root) = book_in(&folder).filter(|_| self.named.is_none()) {
            self.put(root);
        }
        self.folders.push(folder);
    }

    /// The editor closes a folder; the books that lay in it are given back.
    pub(super) fn remove(&mut self, folder: &Path) -> Vec<EditedBook> {
        let folder = real(folder);
        self.folders.retain(|other| *other != folder);
        let lies = |root: &Path| root.starts_with(&folder);
        let kept = |root: &Path| self.folders.iter().any(|other| root.starts_with(other));
        let gone = self.desks.keys().filter(|root| lies(root) && !kept(root));
        let gone: Vec<PathBuf> = gone.cloned().collect();
        gone.iter()
            .filter_map(|root| self.desks.remove(root))
            .collect()
    }

    /// The book of a document, if it was met before.
    pub(super) fn desk(&mut self, uri: &str) -> Option<&mut EditedBook> {
        let root = self.root_of(uri)?;
        self.desks.get_mut(&root)
    }

    /// The book of a document; one that is met for the first time is looked through.
    pub(super) fn desk_or_new(&mut self, uri: &str) -> Option<&mut EditedBook> {
        let root = self.root_of(uri)?;
        self.put(root.clone());
        self.desks.get_mut(&root)
    }

    /// All books.
    pub(super) fn desks(&mut self) -> impl Iterator<Item = &mut EditedBook> {
        self.desks.values_mut()
    }

    fn put(&mut self, root: PathBuf) {
        self.desks
            .entry(root)
            .or_insert_with_key(|root| EditedBook::of(root));
    }

    /// The folder of the book that a document belongs to.
    fn root_of(&self, uri: &str) -> Option<PathBuf> {
        let path = positions::path_of(uri)?;
        // A document that was never saved lies where its folder does.
        let path = real(path.parent()?).join(path.file_name()?);
        if let Some(named) = &self.named {
            return path.starts_with(named).then(|| named.clone());
        }
        let above = path.ancestors().skip(1);
        let mut above = above.filter(|folder| has_settings(folder));
        if let Some(root) = above.next() {
            return Some(root.to_owned());
        }
        let open = self.folders.iter().find(|open| path.starts_with(open))?;
        // A folder of books is no book, and a text beside them (`README.md`) is no chapter.
        let is_alone = !folders_in(open).any(|below| has_settings(&below));
        is_alone.then(|| open.clone())
    }
}

/// The folders that the editor names when it opens or closes some.
pub(super) fn folders_of(named: &Value) -> Vec<PathBuf> {
    let folders = named.as_array().into_iter().flatten();
    let uris = folders.filter_map(|folder| folder["uri"].as_str());
    uris.filter_map(positions::path_of).collect()
}

/// The book that a folder holds, itself or in `book` below it.
fn book_in(folder: &Path) -> Option<PathBuf> {
    let below = folder.join("book");
    let mut found = [folder.to_owned(), below].into_iter();
    found.find(|folder| has_settings(folder))
}

fn has_settings(folder: &Path) -> bool {
    folder.join(config::FILE_NAME).is_file()
}

fn folders_in(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = folder.read_dir().into_iter().flatten().flatten();
    entries.map(|entry| entry.path())
}
