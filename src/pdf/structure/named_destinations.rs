//! The anchors of the book in, named destinations out (ISO 32000-2, 12.3.2.4), so that
//! `book.pdf#name` leads to the same place as in the EPUB.

use lopdf::{Object, ObjectId, dictionary};

use super::element_objects::Tree;
use crate::frame::Pages;
use crate::pdf::object::objects::Objects;
use crate::pdf::object::values::{byte_string, destination};

/// Adds the tree of names, sorted by their bytes. In PDF 2.0 each name leads to an element, too.
pub(in crate::pdf) fn add(
    objects: &mut Objects,
    pages: &Pages,
    ids: &[ObjectId],
    tree: &Tree,
) -> ObjectId {
    let mut entries: Vec<Object> = Vec::new();
    for (name, anchor) in &pages.names {
        let place = pages.destinations.get(anchor);
        let Some((place, page)) = place.and_then(|place| Some((place, ids.get(place.page)?)))
        else {
            continue;
        };
        let from_bottom = pages.size.1.0 - place.y.0;
        let on_page = destination(*page, from_bottom);
        let value = match tree.target(*place) {
            Some(element) => {
                let to_element = destination(element, from_bottom);
                dictionary! { "D" => on_page, "SD" => to_element }.into()
            }
            None => on_page,
        };
        entries.extend([byte_string(name), value]);
    }
    objects.add(dictionary! { "Names" => entries })
}
