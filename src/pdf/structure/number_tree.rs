//! Numbered entries in, a number tree out (ISO 32000-1, 7.9.7).

use lopdf::{Object, ObjectId, dictionary};

use crate::pdf::object::objects::Objects;

/// Entries of one leaf: a reader loads a leaf whole.
const LEAF: usize = 128;

/// A value with the number that it is found by.
#[derive(Clone, Debug)]
pub(in crate::pdf) struct Entry {
    /// The number.
    pub(in crate::pdf) key: i64,
    /// The value.
    pub(in crate::pdf) value: Object,
}

/// Adds a tree of entries that are sorted by their numbers.
pub(in crate::pdf) fn number_tree(objects: &mut Objects, entries: Vec<Entry>) -> ObjectId {
    if entries.len() <= LEAF {
        return objects.add(dictionary! { "Nums" => flat(&entries) });
    }
    let mut kids: Vec<Object> = Vec::with_capacity(entries.len() / LEAF + 1);
    for leaf in entries.chunks(LEAF) {
        let limits = [leaf.first(), leaf.last()].into_iter().flatten();
        let limits: Vec<Object> = limits.map(|entry| entry.key.into()).collect();
        let leaf = dictionary! { "Limits" => limits, "Nums" => flat(leaf) };
        kids.push(objects.add(leaf).into());
    }
    objects.add(dictionary! { "Kids" => kids })
}

fn flat(entries: &[Entry]) -> Vec<Object> {
    let pair = |entry: &Entry| [Object::Integer(entry.key), entry.value.clone()];
    entries.iter().flat_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use lopdf::Document;

    use super::*;

    #[test]
    fn a_long_tree_has_leaves_that_say_what_they_hold() {
        let mut objects = Objects::continuing(Document::new());
        let entries = (0..300).map(|key| Entry {
            key,
            value: Object::Integer(-key),
        });
        let root = number_tree(&mut objects, entries.collect());
        let doc = objects.document();
        let kids = doc.get_dictionary(root).unwrap().get(b"Kids").unwrap();
        let kids = kids.as_array().unwrap();
        assert_eq!(kids.len(), 3);
        let last = doc.get_dictionary(kids[2].as_reference().unwrap()).unwrap();
        let limits = last.get(b"Limits").unwrap().as_array().unwrap();
        assert_eq!(*limits, [Object::Integer(256), Object::Integer(299)]);
        assert_eq!(last.get(b"Nums").unwrap().as_array().unwrap().len(), 88);
    }
}
