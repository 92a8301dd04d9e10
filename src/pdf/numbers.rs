//! Numbered entries in, a number tree out (ISO 32000-1, 7.9.7).

use lopdf::{Document, Object, ObjectId, dictionary};

/// Entries of one leaf: a reader loads a leaf whole.
const LEAF: usize = 128;

/// Adds a tree of entries that are sorted by their numbers.
pub(super) fn number_tree(doc: &mut Document, entries: Vec<(i64, Object)>) -> ObjectId {
    if entries.len() <= LEAF {
        return doc.add_object(dictionary! { "Nums" => flat(&entries) });
    }
    let mut kids: Vec<Object> = Vec::with_capacity(entries.len() / LEAF + 1);
    for leaf in entries.chunks(LEAF) {
        let limits = [leaf.first(), leaf.last()].into_iter().flatten();
        let limits: Vec<Object> = limits.map(|(number, _)| (*number).into()).collect();
        let leaf = dictionary! { "Limits" => limits, "Nums" => flat(leaf) };
        kids.push(doc.add_object(leaf).into());
    }
    doc.add_object(dictionary! { "Kids" => kids })
}

fn flat(entries: &[(i64, Object)]) -> Vec<Object> {
    let pair = |(number, value): &(i64, Object)| [Object::Integer(*number), value.clone()];
    entries.iter().flat_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_tree_has_leaves_that_say_what_they_hold() {
        let mut doc = Document::new();
        let entries = (0..300).map(|number| (number, Object::Integer(-number)));
        let root = number_tree(&mut doc, entries.collect());
        let kids = doc.get_dictionary(root).unwrap().get(b"Kids").unwrap();
        let kids = kids.as_array().unwrap();
        assert_eq!(kids.len(), 3);
        let last = doc.get_dictionary(kids[2].as_reference().unwrap()).unwrap();
        let limits = last.get(b"Limits").unwrap().as_array().unwrap();
        assert_eq!(*limits, [Object::Integer(256), Object::Integer(299)]);
        assert_eq!(last.get(b"Nums").unwrap().as_array().unwrap().len(), 88);
    }
}
