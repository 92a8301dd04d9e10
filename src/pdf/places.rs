//! The anchors of the book in, named destinations out (ISO 32000-2, 12.3.2.4), so that
//! `book.pdf#name` leads to the same place as in the EPUB.

use lopdf::{Document, Object, ObjectId, StringFormat, dictionary};

use super::document::destination;
use crate::frame::Pages;

/// Adds the tree of names, sorted by their bytes.
pub(super) fn add(doc: &mut Document, pages: &Pages, ids: &[ObjectId]) -> ObjectId {
    let key = |name: &str| Object::String(name.as_bytes().to_vec(), StringFormat::Literal);
    let mut entries: Vec<Object> = Vec::new();
    for (name, anchor) in &pages.names {
        let place = pages.destinations.get(anchor);
        if let Some((place, page)) = place.and_then(|place| Some((place, ids.get(place.page)?))) {
            let destination = destination(*page, pages.size.1.0 - place.y.0);
            entries.extend([key(name), destination]);
        }
    }
    doc.add_object(dictionary! { "Names" => entries })
}
