//! The book's headings in, the outline's tree of items out (ISO 32000-2, 12.3.3).

use lopdf::{ObjectId, dictionary};

use super::element_objects::Tree;
use super::target::Target;
use crate::frame::OutlineEntry;
use crate::pdf::Printing;
use crate::pdf::object::objects::Objects;
use crate::pdf::object::values::integer;

/// An item with those below it.
struct Item<'a> {
    title: &'a str,
    target: Target,
    level: u8,
    children: Vec<Item<'a>>,
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
fn item<'a>(
    entry: &'a OutlineEntry,
    printing: &Printing<'_>,
    ids: &[ObjectId],
    tree: &Tree,
) -> Option<Item<'a>> {
    let pages = printing.pages;
    let place = pages.destinations.get(&entry.anchor)?;
    let page = ids.get(place.page)?;
    Some(Item {
        title: &entry.title,
        target: Target::new(*place, *page, pages.size.1.0, tree),
        level: entry.level,
        children: Vec::new(),
    })
}

/// Puts each item below the nearest one before it that is of a higher rank.
fn nest<'a>(items: impl Iterator<Item = Item<'a>>) -> Vec<Item<'a>> {
    let mut roots = Vec::new();
    for item in items {
        place(&mut roots, item);
    }
    roots
}

fn place<'a>(siblings: &mut Vec<Item<'a>>, item: Item<'a>) {
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
fn add_children(objects: &mut Objects, parent: ObjectId, items: Vec<Item<'_>>) -> Option<Siblings> {
    let ids: Vec<ObjectId> = items.iter().map(|_| objects.reserve()).collect();
    for (at, (item, id)) in items.into_iter().zip(&ids).enumerate() {
        let closed = -integer(item.children.len());
        let below = add_children(objects, *id, item.children);
        objects.put_written(*id, |value| {
            value.dictionary(|dict| {
                dict.value("Title").text(item.title);
                item.target.write_way(dict);
                dict.value("Parent").reference(parent);
                if let Some(before) = at.checked_sub(1).and_then(|before| ids.get(before)) {
                    dict.value("Prev").reference(*before);
                }
                if let Some(after) = ids.get(at + 1) {
                    dict.value("Next").reference(*after);
                }
                if let Some(Siblings { first, last }) = below {
                    dict.value("First").reference(first);
                    dict.value("Last").reference(last);
                    dict.value("Count").whole(closed);
                }
            });
        });
    }
    Some(Siblings {
        first: *ids.first()?,
        last: *ids.last()?,
    })
}
