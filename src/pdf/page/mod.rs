//! What stands on a page: operators of text, rules and pictures, marked sequences, boxes.

pub(in crate::pdf) mod batches;
pub(in crate::pdf) mod boxes;
pub(in crate::pdf) mod marked_content;
pub(in crate::pdf) mod operators;
pub(in crate::pdf) mod page_content;
pub(in crate::pdf) mod page_object;
pub(in crate::pdf) mod text_writer;
