//! The content of elements of MathML: what may stand in them and how many.

use usvg::roxmltree::Node;

use super::fault::{Breach, Faults};
use super::names::{MATHML as NAMESPACE, XHTML as HTML, elements, start_of};
use super::rules::{MATHML, XHTML};

/// How many parts an element has (MathML 3, 3.1.3.2).
const PARTS: [(&str, usize); 8] = [
    ("mfrac", 2),
    ("mroot", 2),
    ("msub", 2),
    ("msup", 2),
    ("munder", 2),
    ("mover", 2),
    ("msubsup", 3),
    ("munderover", 3),
];

/// Checks the content of an element.
pub(super) fn check(node: Node<'_, '_>, faults: &mut Faults) {
    let name = node.tag_name().name();
    let Some(rule) = MATHML.element(name) else {
        let message = format!("presentation MathML has no element <{name}>");
        return faults.add(Breach::Misplaced, start_of(node), message);
    };
    for child in elements(node) {
        let tag = child.tag_name();
        let inner = tag.name();
        let fits = match tag.namespace() {
            Some(NAMESPACE) => MATHML.element(inner).is_none() || rule.elements.contains(inner),
            Some(HTML) if name == "mtext" => {
                let phrasing = XHTML.element("span");
                phrasing.is_some_and(|phrasing| phrasing.elements.contains(inner))
            }
            _ => matches!(name, "annotation-xml"),
        };
        if !fits {
            faults.refuse(child);
        }
    }
    if !rule.words {
        faults.refuse_words(node);
    }
    if let Some(message) = incomplete(node) {
        faults.add(Breach::Incomplete, start_of(node), message);
    }
}

fn incomplete(node: Node<'_, '_>) -> Option<String> {
    let name = node.tag_name().name();
    let parts: Vec<&str> = elements(node)
        .map(|child| child.tag_name().name())
        .collect();
    let has = parts.len();
    if let Some((_, wanted)) = PARTS.iter().find(|(one, _)| *one == name) {
        return (has != *wanted).then(|| format!("<{name}> has {has} parts, not {wanted}"));
    }
    match name {
        "maction" if has == 0 => Some("<maction> is empty".to_owned()),
        "mlongdiv" if has < 3 => Some("<mlongdiv> has fewer than 3 parts".to_owned()),
        "semantics" => {
            let annotation = |part: &str| part.starts_with("annotation");
            let sound = parts.split_first().is_some_and(|(first, rest)| {
                !annotation(first) && rest.iter().all(|part| annotation(part))
            });
            (!sound).then(|| "<semantics> holds a formula and then annotations".to_owned())
        }
        "mmultiscripts" => {
            let base = parts.first().is_some_and(|first| *first != "mprescripts");
            let scripts = parts.split(|part| *part == "mprescripts");
            let counts: Vec<usize> = scripts.map(<[&str]>::len).collect();
            let paired = match counts.as_slice() {
                [after] => after % 2 == 1,
                [after, before] => after % 2 == 1 && before % 2 == 0,
                _ => false,
            };
            (!(base && paired))
                .then(|| "<mmultiscripts> has a base and pairs of scripts".to_owned())
        }
        _ => None,
    }
}
