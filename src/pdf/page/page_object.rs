//! The object of a page: its boxes, content, resources, links and its way to the structure tree
//! (ISO 32000-2, 7.7.3.3).

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::boxes::Boxes;
use super::marked_content::Sequence;
use crate::pdf::object::objects::Objects;
use crate::pdf::object::page_tree::PageNumbers;
use crate::pdf::object::values::integer;

/// A page whose content is in the file.
pub(in crate::pdf) struct PageObject {
    /// Its number and those that it names.
    pub(in crate::pdf) numbers: PageNumbers,
    /// How large it is.
    pub(in crate::pdf) boxes: Boxes,
    /// What its content shows.
    pub(in crate::pdf) resources: ObjectId,
    /// The marked sequences of its content, by their numbers (MCID).
    pub(in crate::pdf) sequences: Vec<Sequence>,
    /// Its links, in order.
    pub(in crate::pdf) links: Vec<ObjectId>,
}

impl PageObject {
    /// Puts the page of a sheet without a structure tree in.
    pub(in crate::pdf) fn put(self, objects: &mut Objects) {
        let dict = self.dictionary();
        objects.put(self.numbers.page, dict);
    }

    /// Puts the page in; `key` is what the parent tree knows its sequences by.
    pub(in crate::pdf) fn put_tagged(self, objects: &mut Objects, key: usize) {
        let mut dict = self.dictionary();
        // Who goes through links by the tab key meets them in the order of the tree.
        dict.set("Tabs", "S");
        if !self.sequences.is_empty() {
            dict.set("StructParents", integer(key));
        }
        objects.put(self.numbers.page, dict);
    }

    fn dictionary(&self) -> Dictionary {
        let PageNumbers {
            contents, parent, ..
        } = self.numbers;
        let mut dict = dictionary! {
            "Type" => "Page",
            "MediaBox" => self.boxes.media(),
            "TrimBox" => self.boxes.trim(),
        };
        let outer = self.boxes.outer();
        // Keys have no order that means anything. This one, which differs where a page has links, is
        // that of the files written so far: a book that has not changed keeps its bytes.
        if self.links.is_empty() {
            dict.set("Contents", contents);
            dict.set("Parent", parent);
            dict.set("Resources", self.resources);
            dict.set(outer.key, outer.sides);
        } else {
            let links: Vec<Object> = self.links.iter().map(|link| (*link).into()).collect();
            dict.set(outer.key, outer.sides);
            dict.set("Parent", parent);
            dict.set("Contents", contents);
            dict.set("Resources", self.resources);
            dict.set("Annots", links);
        }
        dict
    }
}
