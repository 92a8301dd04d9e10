//! Reads the book's files and remembers where every byte came from: paths in, `SourceMap` and `Span`s out.
//!
//! All reading goes through one trait, [`Files`], so that a book can come from a disk, from the
//! binary itself or from memory. This is the only room that opens the author's files.

mod encoding;
mod files;
mod map;
mod path;
mod title;
mod written;

pub use encoding::{code_page_of, utf8};
pub use files::{DiskFiles, EmbeddedFiles, Files, MemoryFiles, ReadError, read_file};
pub use map::{FileId, LineColumn, Origin, SourceFile, SourceMap, Span, unified};
pub use path::{BookPath, PathFault};
pub use title::Title;
pub use written::{WrittenRange, WrittenText};
