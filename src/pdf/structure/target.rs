//! A place of the book in, what leads there out (ISO 32000-2, 12.3.2).

use lopdf::ObjectId;

use super::element_objects::Tree;
use crate::frame::Destination;
use crate::pdf::object::dictionary_writer::{DictionaryWriter, ValueWriter};

/// A place that links, items of the outline and names lead to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target {
    page: ObjectId,
    /// The element, in a file of PDF 2.0.
    element: Option<ObjectId>,
    /// The place's distance from the lower edge of the page, in points.
    from_bottom: f32,
}

impl Target {
    /// A place on a page of this number, where pages are so many points high.
    pub(super) fn new(place: Destination, page: ObjectId, height: f32, tree: &Tree) -> Self {
        Self {
            page,
            element: tree.target(place),
            from_bottom: height - place.y.0,
        }
    }

    /// Writes the way there: a destination where the page alone is named, else an action.
    pub(super) fn write_way(self, dict: &mut DictionaryWriter<'_>) {
        match self.element {
            None => self.write_place(dict.value("Dest"), self.page),
            Some(element) => dict.value("A").dictionary(|action| {
                action.value("S").name("GoTo");
                self.write_both(action, element);
            }),
        }
    }

    /// Writes what a name stands for.
    pub(super) fn write_named(self, value: ValueWriter<'_>) {
        match self.element {
            None => self.write_place(value, self.page),
            Some(element) => value.dictionary(|dict| self.write_both(dict, element)),
        }
    }

    fn write_both(self, dict: &mut DictionaryWriter<'_>, element: ObjectId) {
        self.write_place(dict.value("D"), self.page);
        self.write_place(dict.value("SD"), element);
    }

    /// Writes the array that leads to the height on a page, or on that of an element (ISO 32000-2, 12.3.2.2).
    fn write_place(self, value: ValueWriter<'_>, target: ObjectId) {
        value.array(|items| {
            items.item().reference(target);
            items.item().name("XYZ");
            items.item().null();
            items.item().length(self.from_bottom);
            items.item().null();
        });
    }
}
