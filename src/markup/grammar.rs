//! Documents whose rules are all in a table: which elements, which attributes, what must be there. Package
//! documents and the NCX are such.

use std::borrow::Cow;
use std::sync::LazyLock;

use usvg::roxmltree::Node;

use super::attributes::{Named, check_value};
use super::fault::{Breach, Faults};
use super::names::{XML, elements, start_of};
use super::rules::{Rule, Rules};

/// A vocabulary of one namespace, and perhaps another one inside.
pub(super) struct Grammar {
    /// Its table.
    pub(super) rules: &'static LazyLock<Rules>,
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
    /// At most so often; `None` where there is no limit.
    pub(super) most: Option<usize>,
}

/// A row of a table of parts: between `least` and `most` of `part` stand in `element`.
pub(super) const fn part(
    element: &'static str,
    part: &'static str,
    least: usize,
    most: Option<usize>,
) -> Parts {
    Parts {
        element,
        part,
        least,
        most,
    }
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
                faults.refuse(child);
            }
        }
        if !rule.words {
            faults.refuse_words(node);
        }
        self.check_attributes(node, rule, faults);
        check_parts(self.parts, node, faults);
    }

    fn owns(&self, node: Node<'_, '_>) -> bool {
        let tag = node.tag_name();
        tag.namespace() == Some((self.namespace)(tag.name()))
    }

    fn check_attributes(&self, node: Node<'_, '_>, rule: &Rule, faults: &mut Faults) {
        let name = node.tag_name().name();
        for attribute in node.attributes() {
            let written = match attribute.namespace() {
                None => Cow::Borrowed(attribute.name()),
                Some(XML) => Cow::Owned(format!("xml:{}", attribute.name())),
                Some(_) => continue,
            };
            let named = Named {
                element: name,
                rule,
                written: &written,
                attribute: &attribute,
            };
            check_value(self.rules, &named, faults);
        }
        let required = self.attributes.iter().filter(|one| one.element == name);
        for missing in required.flat_map(|one| one.names) {
            if !node.has_attribute(*missing) {
                let message = format!("<{name}> has no {missing}");
                faults.add(Breach::Attribute, start_of(node), message);
            }
        }
    }
}

/// Counts the parts of an element.
pub(super) fn check_parts(table: &[Parts], node: Node<'_, '_>, faults: &mut Faults) {
    let name = node.tag_name().name();
    for parts in table.iter().filter(|one| one.element == name) {
        let count = elements(node).filter(|one| one.tag_name().name() == parts.part);
        let count = count.count();
        let message = if count < parts.least {
            format!("<{name}> has no <{}>", parts.part)
        } else if parts.most.is_some_and(|most| count > most) {
            format!("<{name}> has {count} of <{}>", parts.part)
        } else {
            continue;
        };
        faults.add(Breach::Incomplete, start_of(node), message);
    }
}
