//! Objects of the file: made once, numbered, compressed and written (ISO 32000-2, 7).

pub(in crate::pdf) mod deflate;
pub(in crate::pdf) mod dictionary_writer;
mod file;
pub(in crate::pdf) mod number;
pub(in crate::pdf) mod objects;
pub(in crate::pdf) mod page_tree;
mod syntax;
pub(in crate::pdf) mod values;
