//! Texts of chapters, for the next time their files are read: bytes in, the text that they were the last time out.
//!
//! To compare the bytes of a file with its text is much less than to decode them and count their lines.

use std::sync::{Mutex, PoisonError};

use crate::lookup::Lookup;
use crate::source::{BookPath, FileId, SourceFile, SourceMap};

/// The texts of the last time; none at first.
#[derive(Debug, Default)]
pub(super) struct TextsBefore {
    texts: Mutex<Lookup<BookPath, SourceFile>>,
}

impl TextsBefore {
    /// The text of a file that has these bytes, if it had them the last time.
    pub(super) fn text(&self, path: &BookPath, bytes: &[u8]) -> Option<SourceFile> {
        let texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        texts.get(path).filter(|text| text.is(bytes)).cloned()
    }

    /// Keeps the texts of these files, and no others.
    pub(super) fn keep(&self, files: impl Iterator<Item = FileId>, map: &SourceMap) {
        let texts = files.map(|file| {
            let text = map.file(file).clone();
            (text.path().clone(), text)
        });
        *self.texts.lock().unwrap_or_else(PoisonError::into_inner) = texts.collect();
    }
}
