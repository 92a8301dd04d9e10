//! The anchors of the book in, named destinations out (ISO 32000-2, 12.3.2.4), so that
//! `book.pdf#name` leads to the same place as in the EPUB.

use lopdf::{Document, Object, ObjectId, StringFormat, dictionary};

use super::Printing;
use super::document::destination;

/// Adds the tree of names, sorted by their bytes.
pub(super) fn add(doc: &mut Document, printing: &Printing<'_>, ids: &[ObjectId]) -> ObjectId {
    let (pages, anchors) = (printing.pages, &printing.book.anchors);
    let mut names: Vec<(&str, Object)> = Vec::new();
    for (anchor, place) in &pages.destinations {
        let name = anchors
            .get(anchor.0 as usize)
            .map(|anchor| anchor.id.as_str());
        if let (Some(name), Some(page)) = (name, ids.get(place.page)) {
            names.push((name, destination(*page, pages.size.1.0 - place.y.0)));
        }
    }
    names.sort_by(|one, other| one.0.cmp(other.0));
    names.dedup_by(|one, other| one.0 == other.0);
    let key = |name: &str| Object::String(name.as_bytes().to_vec(), StringFormat::Literal);
    let entries = names
        .into_iter()
        .flat_map(|(name, place)| [key(name), place]);
    let entries: Vec<Object> = entries.collect();
    doc.add_object(dictionary! { "Names" => entries })
}
