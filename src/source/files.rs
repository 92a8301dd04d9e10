//! Where files come from: a disk folder, the binary itself, or memory.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::BookPath;

/// A file could not be read: the outside world's fault.
#[derive(Debug)]
pub struct ReadError {
    /// The file as the user knows it.
    pub path: String,
    /// What went wrong.
    pub kind: Error,
}

impl ReadError {
    /// Whether the file is simply not there.
    pub fn is_missing(&self) -> bool {
        self.kind.kind() == ErrorKind::NotFound
    }

    /// Whether the book is wrong about its file, so that its author can mend it: nothing is there, or
    /// what is no file; a link leads out of the book or in a circle. Everything else is the outside
    /// world's fault: rights, a broken disk.
    pub fn is_of_the_book(&self) -> bool {
        let wrong = matches!(
            self.kind.kind(),
            ErrorKind::NotFound
                | ErrorKind::NotADirectory
                | ErrorKind::IsADirectory
                | ErrorKind::InvalidFilename
                | ErrorKind::InvalidInput
        );
        // A link that leads out is refused by this room, with words; the system's refusals carry a number.
        let refused = self.kind.kind() == ErrorKind::PermissionDenied;
        wrong || refused && self.kind.get_ref().is_some()
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "cannot read {}: {}", self.path, self.kind)
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.kind)
    }
}

/// The bytes of a file that a user has named, wherever it lies; it is no part of a book's sources.
///
/// # Errors
/// The file is missing, is no regular file, has more than `limit` bytes or cannot be read.
#[expect(clippy::disallowed_methods, reason = "this is the seam to the disk")]
pub fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
    let read = || {
        let size = regular(path)?;
        if size > limit {
            let words = format!("it has {} MiB, more than {}", size >> 20, limit >> 20);
            return Err(Error::new(ErrorKind::FileTooLarge, words));
        }
        std::fs::read(path)
    };
    read().map_err(|kind| ReadError {
        path: path.display().to_string(),
        kind,
    })
}

/// The size of a regular file; anything else is refused. A pipe would be waited for without end, and a
/// device never ends.
fn regular(path: &Path) -> Result<u64, Error> {
    let found = path.metadata()?;
    if found.is_file() {
        return Ok(found.len());
    }
    let words = if found.is_dir() {
        "it is a folder"
    } else {
        "it is a pipe or a device, not a file"
    };
    Err(Error::new(ErrorKind::InvalidInput, words))
}

/// A read-only folder that holds a book.
pub trait Files: Sync {
    /// The bytes of one file.
    ///
    /// # Errors
    /// The file is missing or cannot be read.
    fn read(&self, path: &BookPath) -> Result<Vec<u8>, ReadError>;

    /// The size of one file in bytes, so that a huge one can be refused before it is read.
    ///
    /// # Errors
    /// The file is missing or cannot be looked at.
    fn size(&self, path: &BookPath) -> Result<u64, ReadError>;

    /// Every file below the folder, sorted; hidden ones are left out.
    ///
    /// # Errors
    /// A folder cannot be listed.
    fn list(&self) -> Result<Vec<BookPath>, ReadError>;

    /// The folder as the user knows it, for messages.
    fn root(&self) -> String;

    /// The name of the folder, where it has one: the title of a book that has no other.
    fn name(&self) -> Option<String> {
        None
    }
}

/// A book in a folder on a disk.
#[derive(Debug)]
pub struct DiskFiles {
    root: PathBuf,
    /// The same without links, once a file has been asked for.
    real: OnceLock<PathBuf>,
}

impl DiskFiles {
    /// Reads below `root`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self {
            root: root.into(),
            real: OnceLock::new(),
        }
    }

    /// The folder without links in its path, which is looked for once.
    fn real_root(&self) -> std::io::Result<&Path> {
        if let Some(known) = self.real.get() {
            return Ok(known);
        }
        let found = self.root.canonicalize()?;
        Ok(self.real.get_or_init(|| found))
    }

    /// Resolves links, and refuses those that lead out of the book.
    fn locate(&self, path: &BookPath) -> Result<PathBuf, ReadError> {
        let full = self.root.join(path.as_str());
        let fail = |kind| ReadError {
            path: full.display().to_string(),
            kind,
        };
        let real = full
            .canonicalize()
            .map_err(|kind| fail(circle(&full, kind)))?;
        if real.starts_with(self.real_root().map_err(fail)?) {
            return Ok(real);
        }
        let words = "a link leads out of the book's folder";
        Err(fail(Error::new(ErrorKind::PermissionDenied, words)))
    }

    /// Gathers the files below a folder of the book, which ends in `/` unless it is the whole.
    ///
    /// What cannot be a file of the book is passed over: a name that is no text, a pipe, a link that
    /// leads out or in a circle, a folder that may not be opened. A book that needs it says so by name.
    fn walk(&self, inside: &str, found: &mut Vec<BookPath>) -> Result<(), ReadError> {
        let folder = self.root.join(inside);
        let entries = folder.read_dir().map_err(|kind| ReadError {
            path: folder.display().to_string(),
            kind,
        })?;
        for entry in entries.flatten() {
            let (name, kind) = (entry.file_name(), entry.file_type());
            let (Some(name), Ok(kind)) = (name.to_str(), kind) else {
                continue;
            };
            if name.starts_with('.') {
                continue;
            }
            let path = format!("{inside}{name}");
            if kind.is_dir() {
                let _ = self.walk(&(path + "/"), found);
                continue;
            }
            let path = BookPath::listed(path);
            if kind.is_file() || kind.is_symlink() && self.size(&path).is_ok() {
                found.push(path);
            }
        }
        Ok(())
    }
}

/// Says of a link that leads to itself what the system says in its own words.
fn circle(path: &Path, kind: Error) -> Error {
    let known = matches!(
        kind.kind(),
        ErrorKind::NotFound | ErrorKind::PermissionDenied | ErrorKind::NotADirectory
    );
    let is_link = || {
        path.symlink_metadata()
            .is_ok_and(|found| found.is_symlink())
    };
    if !known && is_link() {
        return Error::new(ErrorKind::InvalidInput, "its link leads in a circle");
    }
    kind
}

impl Files for DiskFiles {
    #[expect(clippy::disallowed_methods, reason = "this is the seam to the disk")]
    fn read(&self, path: &BookPath) -> Result<Vec<u8>, ReadError> {
        let real = self.locate(path)?;
        let read = regular(&real).and_then(|_| std::fs::read(&real));
        read.map_err(|kind| ReadError {
            path: real.display().to_string(),
            kind,
        })
    }

    fn size(&self, path: &BookPath) -> Result<u64, ReadError> {
        let real = self.locate(path)?;
        regular(&real).map_err(|kind| ReadError {
            path: real.display().to_string(),
            kind,
        })
    }

    fn list(&self) -> Result<Vec<BookPath>, ReadError> {
        let mut found = Vec::new();
        self.walk("", &mut found)?;
        found.sort();
        Ok(found)
    }

    fn root(&self) -> String {
        self.root.display().to_string()
    }

    fn name(&self) -> Option<String> {
        let real = self.root.canonicalize().ok()?;
        Some(real.file_name()?.to_string_lossy().into_owned())
    }
}

/// A book inside the binary: pairs of path and bytes, sorted by path.
#[derive(Clone, Copy, Debug)]
pub struct EmbeddedFiles(pub &'static [(&'static str, &'static [u8])]);

impl EmbeddedFiles {
    fn find(&self, path: &BookPath) -> Result<&'static [u8], ReadError> {
        let found = self.0.iter().find(|(name, _)| *name == path.as_str());
        found.map(|(_, bytes)| *bytes).ok_or_else(|| missing(path))
    }
}

impl Files for EmbeddedFiles {
    fn read(&self, path: &BookPath) -> Result<Vec<u8>, ReadError> {
        self.find(path).map(<[u8]>::to_vec)
    }

    fn size(&self, path: &BookPath) -> Result<u64, ReadError> {
        self.find(path).map(|bytes| bytes.len() as u64)
    }

    fn list(&self) -> Result<Vec<BookPath>, ReadError> {
        Ok(self
            .0
            .iter()
            .filter_map(|(name, _)| BookPath::new(name).ok())
            .collect())
    }

    fn root(&self) -> String {
        "the embedded sample".to_owned()
    }
}

/// A book in memory: of a caller that has no folder, or of a test.
#[derive(Clone, Debug, Default)]
pub struct MemoryFiles(BTreeMap<String, Vec<u8>>);

impl MemoryFiles {
    /// Adds or replaces a file.
    #[must_use]
    pub fn with(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.0.insert(path.to_owned(), bytes.into());
        self
    }
}

impl Files for MemoryFiles {
    fn read(&self, path: &BookPath) -> Result<Vec<u8>, ReadError> {
        self.0
            .get(path.as_str())
            .cloned()
            .ok_or_else(|| missing(path))
    }

    fn size(&self, path: &BookPath) -> Result<u64, ReadError> {
        let found = self.0.get(path.as_str()).ok_or_else(|| missing(path))?;
        Ok(found.len() as u64)
    }

    fn list(&self) -> Result<Vec<BookPath>, ReadError> {
        Ok(self
            .0
            .keys()
            .filter_map(|name| BookPath::new(name).ok())
            .collect())
    }

    fn root(&self) -> String {
        "memory".to_owned()
    }
}

fn missing(path: &BookPath) -> ReadError {
    ReadError {
        path: path.to_string(),
        kind: ErrorKind::NotFound.into(),
    }
}
