//! The book's headings in, the outline's tree of items out (ISO 32000-2, 12.3.3).

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::element_objects::Tree;
use crate::frame::OutlineEntry;
use crate::pdf::Printing;
use crate::pdf::object::objects::Objects;
use crate::pdf::object::values::{destination, integer, text_string};

/// An item with those below it.
struct Item {
    title: Object,
    lead: OutlineTarget,
    level: u8,
    children: Vec<Item>,
}

/// How an item leads to its place.
enum OutlineTarget {
    /// By the page alone.
    Page(Object),
    /// By an action that names the element, too, as PDF 2.0 has it.
    Element(Dictionary),
}

/// Adds the outline; `None` where the book has no headings.
pub(in crate::pdf) fn add(
    objects: &mut Objects,
    printing: &Printing<'_>,
    ids: &[ObjectId],
    tree: &Tree,
) -> Option<ObjectId> {
    let entries = printing.pages.outline.iter();
    let items = nest(entries.filter_map(|entry| item(entry, printing, ids, tree)));
    if items.is_empty() {
        return None;
    }
    let root = objects.reserve();
    let count = integer(items.len());
    let Siblings { first, last } = add_children(objects, root, items)?;
    let dict =
        dictionary! { "Type" => "Outlines", "First" => first, "Last" => last, "Count" => count };
    objects.put(root, dict);
    Some(root)
}

/// An item; `None` for a heading that came to stand nowhere.
fn item(
    entry: &OutlineEntry,
    printing: &Printing<'_>,
    ids: &[ObjectId],
    tree: &Tree,
) -> Option<Item> {
    let pages = printing.pages;
    let place = pages.destinations.get(&entry.anchor)?;
    let page = ids.get(place.page)?;
    let from_bottom = pages.size.1.0 - place.y.0;
    let on_page = destination(*page, from_bottom);
    let lead = if printing.is_second_version() {
        let mut action = dictionary! { "S" => "GoTo", "D" => on_page };
        if let Some(element) = tree.target(*place) {
            action.set("SD", destination(element, from_bottom));
        }
        OutlineTarget::Element(action)
    } else {
        OutlineTarget::Page(on_page)
    };
    Some(Item {
        title: text_string(&entry.title),
        lead,
        level: entry.level,
        children: Vec::new(),
    })
}

/// Puts each item below the nearest one before it that is of a higher rank.
fn nest(items: impl Iterator<Item = Item>) -> Vec<Item> {
    let mut roots = Vec::new();
    for item in items {
        place(&mut roots, item);
    }
    roots
}

fn place(siblings: &mut Vec<Item>, item: Item) {
    match siblings.last_mut() {
        Some(last) if last.level < item.level => place(&mut last.children, item),
        _ => siblings.push(item),
    }
}

/// The first and the last of some siblings.
struct Siblings {
    first: ObjectId,
    last: ObjectId,
}

/// Adds siblings; `None` for no items. Items below the first level are closed,
/// so their count is negative.
fn add_children(objects: &mut Objects, parent: ObjectId, items: Vec<Item>) -> Option<Siblings> {
    let ids: Vec<ObjectId> = items.iter().map(|_| objects.reserve()).collect();
    for (at, (item, id)) in items.into_iter().zip(&ids).enumerate() {
        let mut dict = dictionary! { "Title" => item.title };
        match item.lead {
            OutlineTarget::Page(place) => dict.set("Dest", place),
            OutlineTarget::Element(action) => dict.set("A", action),
        }
        dict.set("Parent", parent);
        if let Some(before) = at.checked_sub(1).and_then(|before| ids.get(before)) {
            dict.set("Prev", *before);
        }
        if let Some(after) = ids.get(at + 1) {
            dict.set("Next", *after);
        }
        let closed = -integer(item.children.len());
        if let Some(Siblings { first, last }) = add_children(objects, *id, item.children) {
            dict.set("First", first);
            dict.set("Last", last);
            dict.set("Count", closed);
        }
        objects.put(*id, dict);
    }
    Some(Siblings {
        first: *ids.first()?,
        last: *ids.last()?,
    })
}
