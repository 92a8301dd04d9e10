//! Ids of a whole document: each once, and there where an attribute names it.

use usvg::roxmltree::{Document, Node};

use super::fault::{Breach, Faults};
use super::names::{SVG, XHTML};
use crate::diag::isolate;
use crate::lookup::Lookup;

/// Attributes that name elements of the document by their ids.
const LISTS: [&str; 5] = [
    "aria-describedby",
    "aria-flowto",
    "aria-labelledby",
    "aria-owns",
    "aria-controls",
];

/// The elements by their ids; an id that is given twice is a fault.
pub(super) fn unique<'a, 'i>(
    document: &'a Document<'i>,
    faults: &mut Faults,
) -> Lookup<&'a str, Node<'a, 'i>> {
    let mut ids = Lookup::new();
    for node in document.descendants().filter(Node::is_element) {
        let Some(attribute) = node.attribute_node("id") else {
            continue;
        };
        let id = attribute.value();
        if ids.contains_key(id) {
            let message = format!("the id {} was given before", isolate(id));
            faults.add(Breach::DuplicateId, attribute.range_value(), message);
        } else {
            ids.insert(id, node);
        }
    }
    ids
}

/// Checks the ids of a document and what names them.
pub(super) fn check(document: &Document<'_>, faults: &mut Faults) {
    let ids = unique(document, faults);
    // In a file of its own, SVG is not asked for what its labels name.
    let drawing = document.root_element().tag_name().namespace() == Some(SVG);
    for node in document.descendants().filter(Node::is_element) {
        if node.tag_name().namespace() == Some(SVG) {
            check_drawing(node, &ids, faults);
        }
        let attributes = node.attributes();
        for attribute in attributes.filter(|one| !drawing && one.namespace().is_none()) {
            for id in named(node, attribute.name(), attribute.value()) {
                let found = ids.get(id);
                if !found.is_some_and(|found| fits(*found, node, attribute.name())) {
                    let message = format!("no element fits the id {}", isolate(id));
                    faults.add(Breach::Reference, attribute.range_value(), message);
                }
            }
        }
    }
}

/// Checks that what a drawing uses of itself is there: `fill="url(#a)"`, `xlink:href="#a"`.
fn check_drawing(node: Node<'_, '_>, ids: &Lookup<&str, Node<'_, '_>>, faults: &mut Faults) {
    for attribute in node.attributes() {
        let value = attribute.value();
        let id = match attribute.name() {
            "href" => value.strip_prefix('#'),
            "fill" | "stroke" | "filter" | "mask" | "clip-path" | "marker-start" | "marker-mid"
            | "marker-end" => {
                let inside = value.trim().strip_prefix("url(#");
                inside
                    .and_then(|inside| inside.split_once(')'))
                    .map(|(id, _)| id)
            }
            _ => None,
        };
        if let Some(id) = id.filter(|id| !id.is_empty() && !ids.contains_key(id)) {
            let message = format!("the drawing has no element with the id {}", isolate(id));
            faults.add(Breach::Reference, attribute.range_value(), message);
        }
    }
}

/// The ids that an attribute names.
fn named<'a>(node: Node<'_, '_>, name: &str, value: &'a str) -> Vec<&'a str> {
    let html = node.tag_name().namespace() == Some(XHTML);
    let element = node.tag_name().name();
    let list = LISTS.contains(&name)
        || (html && name == "headers")
        || (html && name == "for" && element == "output");
    if list {
        return value.split_ascii_whitespace().collect();
    }
    let one = match name {
        "xref" | "indenttarget" => !html,
        "list" => html && element == "input",
        "for" => html && element == "label",
        "form" => html,
        _ => false,
    };
    if one { vec![value] } else { Vec::new() }
}

/// Whether an element is one that the attribute may name.
fn fits(found: Node<'_, '_>, from: Node<'_, '_>, attribute: &str) -> bool {
    let name = found.tag_name().name();
    match attribute {
        "headers" => {
            let table = |node: Node<'_, '_>| {
                node.ancestors()
                    .find(|one| one.has_tag_name((XHTML, "table")))
                    .map(|one| one.id())
            };
            name == "th" && table(found) == table(from)
        }
        "list" => name == "datalist",
        "form" => name == "form",
        "for" if from.has_tag_name((XHTML, "label")) => matches!(
            name,
            "button" | "input" | "meter" | "output" | "progress" | "select" | "textarea"
        ),
        _ => true,
    }
}
