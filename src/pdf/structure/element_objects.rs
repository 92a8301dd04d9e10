//! The objects of the elements: which element has which number in the file.

use lopdf::ObjectId;

use super::element_classes::Vocabulary;
use crate::frame::{Destination, ElementId, Reading, Structure};
use crate::pdf::object::objects::Objects;

/// The number of each element's object, branch by branch.
pub(in crate::pdf) struct ElementObjects {
    branches: Vec<Vec<ObjectId>>,
}

impl ElementObjects {
    /// Reserves a number for every element.
    pub(in crate::pdf) fn reserve(objects: &mut Objects, structure: &Structure) -> Self {
        let branches = structure.branches.iter();
        let branches = branches.map(|branch| branch.iter().map(|_| objects.reserve()).collect());
        Self {
            branches: branches.collect(),
        }
    }

    /// The object of an element.
    pub(in crate::pdf) fn get(&self, id: ElementId) -> Option<ObjectId> {
        let branch = self.branches.get(id.branch as usize)?;
        branch.get(id.index as usize).copied()
    }
}

/// Content of an element.
#[derive(Clone, Copy, Debug)]
pub(in crate::pdf) enum Content {
    /// A marked sequence.
    Sequence {
        /// The index of its page.
        page: usize,
        /// Its number there (MCID).
        number: usize,
    },
    /// A link.
    Link {
        /// The index of its page.
        page: usize,
        /// Its annotation.
        annotation: ObjectId,
    },
}

/// The tree in the document.
pub(in crate::pdf) struct Tree {
    /// Its root.
    pub(in crate::pdf) root: ObjectId,
    /// The objects of its elements.
    pub(in crate::pdf) elements: ElementObjects,
    /// What every element holds.
    pub(in crate::pdf) reading: Reading<Content>,
    /// What the version of the file allows in it.
    pub(in crate::pdf) vocabulary: Vocabulary,
}

impl Tree {
    /// The object of an element.
    pub(in crate::pdf) fn object(&self, id: ElementId) -> Option<ObjectId> {
        self.elements.get(id)
    }

    /// The element that a destination names beside the place on the page: PDF 2.0 calls such a
    /// destination a structure destination (ISO 32000-2, 12.3.2.3), and PDF/UA-2 asks for it everywhere
    /// (ISO 14289-2, 8.8). Older files have none.
    pub(in crate::pdf) fn target(&self, place: Destination) -> Option<ObjectId> {
        match self.vocabulary {
            Vocabulary::First => None,
            Vocabulary::Second => {
                let element = place.element?;
                // An element that nothing stands in is not written.
                self.reading.kids(element)?;
                self.elements.get(element)
            }
        }
    }
}
