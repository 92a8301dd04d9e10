//! The book's headings in, the outline's tree of items out (ISO 32000-2, 12.3.3).

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::document::{destination, text_string};
use crate::frame::{OutlineEntry, Pages};

/// An item with those below it.
struct Item {
    dict: Dictionary,
    level: u8,
    children: Vec<Item>,
}

/// Adds the outline; `None` where the book has no headings.
pub(super) fn add(doc: &mut Document, pages: &Pages, ids: &[ObjectId]) -> Option<ObjectId> {
    let items = nest(
        pages
            .outline
            .iter()
            .filter_map(|entry| item(entry, pages, ids)),
    );
    if items.is_empty() {
        return None;
    }
    let root = doc.new_object_id();
    let count = count(&items);
    let (first, last) = add_children(doc, root, items)?;
    let dict =
        dictionary! { "Type" => "Outlines", "First" => first, "Last" => last, "Count" => count };
    doc.objects.insert(root, dict.into());
    Some(root)
}

/// An item; `None` for a heading that came to stand nowhere.
fn item(entry: &OutlineEntry, pages: &Pages, ids: &[ObjectId]) -> Option<Item> {
    let place = pages.destinations.get(&entry.anchor)?;
    let page = ids.get(place.page)?;
    let dict = dictionary! {
        "Title" => text_string(&entry.title),
        "Dest" => destination(*page, pages.size.1.0 - place.y.0),
    };
    Some(Item {
        dict,
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

fn count(items: &[Item]) -> i64 {
    i64::try_from(items.len()).unwrap_or(i64::MAX)
}

/// Adds siblings; gives back the first and the last of them. Items below the first level are
/// closed, which a negative count says.
fn add_children(
    doc: &mut Document,
    parent: ObjectId,
    items: Vec<Item>,
) -> Option<(ObjectId, ObjectId)> {
    let ids: Vec<ObjectId> = items.iter().map(|_| doc.new_object_id()).collect();
    for (at, (item, id)) in items.into_iter().zip(&ids).enumerate() {
        let mut dict = item.dict;
        dict.set("Parent", parent);
        if let Some(before) = at.checked_sub(1).and_then(|before| ids.get(before)) {
            dict.set("Prev", *before);
        }
        if let Some(after) = ids.get(at + 1) {
            dict.set("Next", *after);
        }
        let closed = -count(&item.children);
        if let Some((first, last)) = add_children(doc, *id, item.children) {
            dict.set("First", first);
            dict.set("Last", last);
            dict.set("Count", closed);
        }
        doc.objects.insert(*id, Object::Dictionary(dict));
    }
    Some((*ids.first()?, *ids.last()?))
}
