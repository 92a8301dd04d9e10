//! Attributes: whether an element can have them, whether it must, and their values.

use std::borrow::Cow;

use usvg::roxmltree::{Attribute, Node};

use super::fault::{Breach, Faults};
use super::names::{OPS, XHTML as NAMESPACE, XML, start_of};
use super::rules::{MATHML, Rule, Rules, XHTML};
use crate::diag::isolate;

/// Attributes that an element of XHTML must have, each with others that do in its place.
const REQUIRED: [(&str, &[&str]); 9] = [
    ("img", &["src"]),
    ("bdo", &["dir"]),
    ("source", &["src", "srcset"]),
    ("track", &["src"]),
    ("map", &["name"]),
    ("object", &["data", "type"]),
    ("optgroup", &["label"]),
    ("meta", &["charset", "content", "property"]),
    ("data", &["value"]),
];

/// Checks an element of XHTML.
pub(super) fn check_xhtml(node: Node<'_, '_>, faults: &mut Faults) {
    let name = node.tag_name().name();
    let Some(rule) = XHTML.element(name) else {
        return;
    };
    for attribute in node.attributes() {
        let Some(written) = written(&attribute) else {
            check_foreign(node, &attribute, faults);
            continue;
        };
        let named = Named {
            element: name,
            rule,
            written: &written,
            attribute: &attribute,
        };
        check_attribute(&named, faults);
    }
    check_role(node, rule, faults);
    for (_, any) in REQUIRED.iter().filter(|(element, _)| *element == name) {
        if !any.iter().any(|one| node.has_attribute(*one)) {
            let message = format!("<{name}> has no {}", any[0]);
            faults.add(Breach::Attribute, start_of(node), message);
        }
    }
    let languages = node.attribute("lang").zip(node.attribute((XML, "lang")));
    if let Some((one, other)) = languages.filter(|(one, other)| !one.eq_ignore_ascii_case(other)) {
        let (one, other) = (isolate(one), isolate(other));
        let message = format!("lang is {one} and xml:lang {other}");
        faults.add(Breach::Value, start_of(node), message);
    }
}

fn check_attribute(named: &Named<'_, '_, '_>, faults: &mut Faults) {
    let Named {
        element,
        written,
        attribute,
        ..
    } = *named;
    if written == "role" || written.starts_with("data-") {
        return;
    }
    let says = written == "epub:type" || (written == "href" && element == "link");
    if says && attribute.value().trim().is_empty() {
        faults.add(
            Breach::Value,
            attribute.range_value(),
            format!("{written} is empty"),
        );
    }
    check_value(&XHTML, named, faults);
}

/// Attributes of other namespaces than XHTML, XML and EPUB are nobody's business but theirs.
fn check_foreign(node: Node<'_, '_>, attribute: &Attribute<'_, '_>, faults: &mut Faults) {
    if attribute.namespace() == Some(NAMESPACE) {
        let element = node.tag_name().name();
        let name = isolate(attribute.name());
        let message = format!("<{element}> cannot have {name} with a prefix");
        faults.add(Breach::Attribute, attribute.range(), message);
    }
}

fn check_role(node: Node<'_, '_>, rule: &Rule, faults: &mut Faults) {
    let Some(attribute) = node.attribute_node("role") else {
        return;
    };
    for role in attribute.value().split_ascii_whitespace() {
        if !rule.roles.contains(role) {
            let message = format!(
                "<{}> cannot have the role {}",
                node.tag_name().name(),
                isolate(role)
            );
            faults.add(Breach::Value, attribute.range_value(), message);
        }
    }
}

/// Checks an element of MathML.
pub(super) fn check_mathml(node: Node<'_, '_>, faults: &mut Faults) {
    /// What every element of a content document may have (EPUB 3.3, 6.1.3; WAI-ARIA 1.2, 6.6).
    const SHARED: [&str; 6] = ["class", "style", "xref", "href", "other", "epub:type"];
    let name = node.tag_name().name();
    let Some(rule) = MATHML.element(name) else {
        return;
    };
    for attribute in node.attributes() {
        let Some(written) = written(&attribute) else {
            continue;
        };
        let shared = SHARED.contains(&written.as_ref())
            || written.starts_with("aria-")
            || written.starts_with("data-")
            || written.contains(':');
        if written == "id" {
            check_id(&attribute, faults);
        } else if !shared {
            let named = Named {
                element: name,
                rule,
                written: &written,
                attribute: &attribute,
            };
            check_value(&MATHML, &named, faults);
        }
    }
}

/// Checks one attribute by the tables of its vocabulary.
pub(super) fn check_value(rules: &Rules, one: &Named<'_, '_, '_>, faults: &mut Faults) {
    let Named {
        element,
        rule,
        written,
        attribute,
    } = one;
    let Some(value) = rules.attribute(rule, written) else {
        let message = format!("<{element}> cannot have an attribute {}", isolate(written));
        return faults.add(Breach::Attribute, attribute.range(), message);
    };
    if !value.allows(attribute.value()) {
        let message = format!(
            "{written} of <{element}> is {}, not {}",
            isolate(attribute.value()),
            value.described()
        );
        faults.add(Breach::Value, attribute.range_value(), message);
    }
}

/// An attribute with the names that the tables have for it and its element.
pub(super) struct Named<'n, 'a, 'i> {
    /// The element.
    pub(super) element: &'n str,
    /// What its table says of the element.
    pub(super) rule: &'n Rule,
    /// The name of the attribute as tables have it: `xml:lang`.
    pub(super) written: &'n str,
    /// The attribute.
    pub(super) attribute: &'n Attribute<'a, 'i>,
}

/// Checks an element of SVG, of which EPUB asks for sound ids alone.
pub(super) fn check_svg(node: Node<'_, '_>, faults: &mut Faults) {
    if let Some(attribute) = node.attribute_node("id") {
        check_id(&attribute, faults);
    }
}

fn check_id(attribute: &Attribute<'_, '_>, faults: &mut Faults) {
    let id = attribute.value();
    if id.is_empty() || id.contains(char::is_whitespace) {
        let message = format!("the id {} is empty or has a space", isolate(id));
        faults.add(Breach::Value, attribute.range_value(), message);
    }
}

/// The name as the tables have it; `None` for an attribute of another namespace.
fn written<'a>(attribute: &Attribute<'a, '_>) -> Option<Cow<'a, str>> {
    let name = attribute.name();
    match attribute.namespace() {
        None => Some(Cow::Borrowed(name)),
        Some(XML) => Some(format!("xml:{name}").into()),
        Some(OPS) => Some(format!("epub:{name}").into()),
        Some(_) => None,
    }
}
