//! What is wrong in a document, and where.

use std::ops::Range;

use usvg::roxmltree::Node;

use super::names::{start_of, words_in};

/// The kind of rule that is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Breach {
    /// It is no XML; nothing else was looked at.
    IllFormed,
    /// An element or words stand where they may not.
    Misplaced,
    /// An element lacks a part, or has its parts in another number or order than it should.
    Incomplete,
    /// An element has an attribute that it cannot have, or lacks one that it must have.
    Attribute,
    /// An attribute has a value that it cannot have.
    Value,
    /// Two elements have one id.
    DuplicateId,
    /// An attribute names an id that no element has.
    Reference,
}

/// One place that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The rule.
    pub breach: Breach,
    /// Byte range of the text: an element's name or its whole start, an attribute's value.
    pub at: Range<usize>,
    /// What is wrong, lower case.
    pub message: String,
}

/// Collects faults.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<Fault>);

impl Faults {
    /// Adds one.
    pub(super) fn add(&mut self, breach: Breach, at: Range<usize>, message: impl Into<String>) {
        let message = message.into();
        self.0.push(Fault {
            breach,
            at,
            message,
        });
    }

    /// Adds that an element cannot stand in the one around it.
    pub(super) fn refuse(&mut self, child: Node<'_, '_>) {
        let around = child.parent_element();
        let around = around.map_or("", |around| around.tag_name().name());
        let message = format!("<{}> cannot stand in <{around}>", child.tag_name().name());
        self.add(Breach::Misplaced, start_of(child), message);
    }

    /// Adds that words stand directly in an element, if some do.
    pub(super) fn refuse_words(&mut self, node: Node<'_, '_>) {
        if let Some(at) = words_in(node) {
            let message = format!("words cannot stand in <{}>", node.tag_name().name());
            self.add(Breach::Misplaced, at, message);
        }
    }

    /// All, in the order of the text.
    pub(super) fn into_vec(mut self) -> Vec<Fault> {
        self.0.sort_by_key(|fault| fault.at.start);
        self.0
    }
}
