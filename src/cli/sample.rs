//! The sample book inside the binary: what `build.rs` gathered from `book/`, as files.

use crate::source::EmbeddedFiles;

include!(concat!(env!("OUT_DIR"), "/sample.rs"));

/// The sample book.
pub(super) fn files() -> EmbeddedFiles {
    EmbeddedFiles(SAMPLE)
}
