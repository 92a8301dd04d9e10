//! The anchors of the book in, named destinations out (ISO 32000-2, 12.3.2.4), so that
//! `book.pdf#name` leads to the same place as in the EPUB.

use lopdf::ObjectId;

use super::element_objects::Tree;
use super::target::Target;
use crate::frame::Pages;
use crate::pdf::object::objects::Objects;
use crate::pdf::object::values::byte_string;

/// Adds the tree of names, sorted by their bytes. In PDF 2.0 each name leads to an element, too.
pub(in crate::pdf) fn add(
    objects: &mut Objects,
    pages: &Pages,
    ids: &[ObjectId],
    tree: &Tree,
) -> ObjectId {
    let names = objects.reserve();
    objects.put_written(names, |value| {
        value.dictionary(|dict| {
            dict.value("Names").array(|entries| {
                for (name, anchor) in &pages.names {
                    let place = pages.destinations.get(anchor);
                    if let Some(place) = place
                        && let Some(page) = ids.get(place.page)
                    {
                        entries.item().object(&byte_string(name));
                        let target = Target::new(*place, *page, pages.size.1.0, tree);
                        target.write_named(entries.item());
                    }
                }
            });
        });
    });
    names
}
