//! Documents whose rules are all in a table: which elements, which attributes, what must be there. Package
//! documents and the NCX are such.

use usvg::roxmltree::Node;

use super::fault::{Breach, Faults};
use super::names::{elements, start_of, words_in};
use super::rules::Rules;
use crate::diag::isolate;

const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// A vocabulary of one namespace, and perhaps another one inside.
pub(super) struct Grammar {
    /// Its table.
    pub(super) rules: &'static Rules,
    /// The namespace of an element, by its name.
    pub(super) namespace: fn(&str) -> &'static str,
    /// Attributes that elements must have.
    pub(super) attributes: &'static [Required],
    /// Parts that elements must have.
    pub(super) parts: &'static [Parts],
}

/// An attribute that an element must have.
pub(super) struct Required {
    /// The element.
    pub(super) element: &'static str,
    /// The attributes.
    pub(super) names: &'static [&'static str],
}

/// How often a part stands in an element.
pub(super) struct Parts {
    /// The element.
    pub(super) element: &'static str,
    /// The part.
    pub(super) part: &'static str,
    /// At least so often.
    pub(super) least: usize,
    /// At most so often.
    pub(super) most: usize,
}

impl Grammar {
    /// Checks an element; those of other namespaces stand for themselves.
    pub(super) fn check(&self, node: Node<'_, '_>, faults: &mut Faults) {
        let name = node.tag_name().name();
        let Some(rule) = self.rules.element(name).filter(|_| self.owns(node)) else {
            return;
        };
        for child in elements(node) {
            let inner = child.tag_name().name();
            if !rule.elements.contains(inner) || !self.owns(child) {
                let message = format!("<{inner}> cannot stand in <{name}>");
                faults.add(Breach::Misplaced, start_of(child), message);
            }
        }
        if let Some(at) = words_in(node).filter(|_| !rule.words) {
            faults.add(
                Breach::Misplaced,
                at,
                format!("words cannot stand in <{name}>"),
            );
        }
        self.check_attributes(node, faults);
        self.check_parts(node, faults);
    }

    fn owns(&self, node: Node<'_, '_>) -> bool {
        let tag = node.tag_name();
        tag.namespace() == Some((self.namespace)(tag.name()))
    }

    fn check_attributes(&self, node: Node<'_, '_>, faults: &mut Faults) {
        let name = node.tag_name().name();
        let Some(rule) = self.rules.element(name) else {
            return;
        };
        for attribute in node.attributes() {
            let written = match attribute.namespace() {
                None => attribute.name().to_owned(),
                Some(XML) => format!("xml:{}", attribute.name()),
                Some(_) => continue,
            };
            let Some(value) = self.rules.attribute(rule, &written) else {
                let message = format!("<{name}> cannot have an attribute {}", isolate(&written));
                faults.add(Breach::Attribute, attribute.range(), message);
                continue;
            };
            if !value.allows(attribute.value()) {
                let is = isolate(attribute.value());
                let message = format!("{written} of <{name}> is {is}, not {}", value.described());
                faults.add(Breach::Value, attribute.range_value(), message);
            }
        }
        let required = self.attributes.iter().filter(|one| one.element == name);
        for missing in required.flat_map(|one| one.names) {
            if !node.has_attribute(*missing) {
                let message = format!("<{name}> has no {missing}");
                faults.add(Breach::Attribute, start_of(node), message);
            }
        }
    }

    /// Counts the parts of an element.
    pub(super) fn check_parts(&self, node: Node<'_, '_>, faults: &mut Faults) {
        let name = node.tag_name().name();
        for parts in self.parts.iter().filter(|one| one.element == name) {
            let count = elements(node).filter(|one| one.tag_name().name() == parts.part);
            let count = count.count();
            let message = if count < parts.least {
                format!("<{name}> has no <{}>", parts.part)
            } else if count > parts.most {
                format!("<{name}> has {count} of <{}>", parts.part)
            } else {
                continue;
            };
            faults.add(Breach::Incomplete, start_of(node), message);
        }
    }
}
