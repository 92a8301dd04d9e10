//! What the pages mean and how readers move in them: the structure tree, links, destinations, outline
//! and page labels.

mod element_classes;
mod element_objects;
pub(in crate::pdf) mod link_annotations;
pub(in crate::pdf) mod named_destinations;
mod number_tree;
pub(in crate::pdf) mod outline;
pub(in crate::pdf) mod page_labels;
pub(in crate::pdf) mod structure_tree;
mod target;
