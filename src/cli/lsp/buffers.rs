//! A folder with what the editor has open over it: an unsaved text stands for its file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::positions;
use crate::source::{BookPath, DiskFiles, Files, ReadError, unified, utf8};

/// The files of a book as the author sees them.
pub(super) struct Buffers {
    disk: DiskFiles,
    /// The folder, without links.
    root: PathBuf,
    open: BTreeMap<BookPath, Open>,
}

/// A document as the editor has it.
struct Open {
    text: String,
    /// The editor's count of its changes.
    version: Option<i64>,
}

impl Buffers {
    /// Nothing is open yet.
    pub(super) fn over(folder: &Path) -> Self {
        let root = positions::real(folder);
        Self {
            disk: DiskFiles::new(&root),
            root,
            open: BTreeMap::new(),
        }
    }

    /// The file of an address; `None` for one outside the book.
    pub(super) fn path(&self, uri: &str) -> Option<BookPath> {
        let path = positions::path_of(uri)?;
        let inside = path.strip_prefix(&self.root).ok().map(Path::to_owned);
        // The editor may know the folder by a link, and the file may not be saved yet.
        let inside = inside.or_else(|| {
            let real = path.parent()?.canonicalize().ok()?;
            let real = real.join(path.file_name()?);
            Some(real.strip_prefix(&self.root).ok()?.to_owned())
        })?;
        BookPath::new(&inside.to_string_lossy()).ok()
    }

    /// The address of a file.
    pub(super) fn uri(&self, path: &BookPath) -> String {
        positions::uri_of(&self.root.join(path.as_str()))
    }

    /// Takes the text of a document, which may have a version.
    pub(super) fn open(&mut self, uri: &str, text: &Value, version: &Value) {
        if let (Some(path), Some(text)) = (self.path(uri), text.as_str()) {
            let (text, version) = (text.to_owned(), version.as_i64());
            self.open.insert(path, Open { text, version });
        }
    }

    /// The version of a document that is open: what is told of an earlier one, an editor leaves out.
    pub(super) fn version(&self, path: &BookPath) -> Option<i64> {
        self.open.get(path)?.version
    }

    /// Forgets a document: its file counts again.
    pub(super) fn close(&mut self, uri: &str) {
        if let Some(path) = self.path(uri) {
            self.open.remove(&path);
        }
    }

    /// The documents that are open.
    pub(super) fn opened(&self) -> impl Iterator<Item = &BookPath> {
        self.open.keys()
    }

    /// The text of a document, open or not, as the stages of a build have it: their spans are bytes of this one.
    pub(super) fn text(&self, path: &BookPath) -> Option<String> {
        let bytes = self.read(path).ok()?;
        let text = String::from_utf8_lossy(&utf8(&bytes)).into_owned();
        Some(unified(&text).into_owned())
    }
}

impl Files for Buffers {
    fn read(&self, path: &BookPath) -> Result<Vec<u8>, ReadError> {
        match self.open.get(path) {
            Some(open) => Ok(open.text.clone().into_bytes()),
            None => self.disk.read(path),
        }
    }

    fn size(&self, path: &BookPath) -> Result<u64, ReadError> {
        match self.open.get(path) {
            Some(open) => Ok(open.text.len() as u64),
            None => self.disk.size(path),
        }
    }

    fn list(&self) -> Result<Vec<BookPath>, ReadError> {
        self.disk.list()
    }

    fn root(&self) -> String {
        self.disk.root()
    }

    fn name(&self) -> Option<String> {
        self.disk.name()
    }
}
