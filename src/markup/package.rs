//! Package documents of EPUB 3 (EPUB 3.3, 5).

use usvg::roxmltree::{Document, Node};

use super::fault::{Breach, Faults};
use super::grammar::{Grammar, Parts, Required, check_parts, part};
use super::names::{elements, start_of};
use super::rules::PACKAGE;
use crate::diag::isolate;
use crate::lookup::{Lookup, Seen};

const OPF: &str = "http://www.idpf.org/2007/opf";
const DC: &str = "http://purl.org/dc/elements/1.1/";

const ATTRIBUTES: &[Required] = &[
    Required {
        element: "package",
        names: &["version", "unique-identifier"],
    },
    Required {
        element: "item",
        names: &["id", "href", "media-type"],
    },
    Required {
        element: "itemref",
        names: &["idref"],
    },
    Required {
        element: "reference",
        names: &["href", "type"],
    },
    Required {
        element: "link",
        names: &["href"],
    },
    Required {
        element: "collection",
        names: &["role"],
    },
    Required {
        element: "mediaType",
        names: &["media-type", "handler"],
    },
];

const PARTS: &[Parts] = &[
    part("package", "metadata", 1, Some(1)),
    part("package", "manifest", 1, Some(1)),
    part("package", "spine", 1, Some(1)),
    part("package", "guide", 0, Some(1)),
    part("package", "bindings", 0, Some(1)),
    part("manifest", "item", 1, None),
    part("spine", "itemref", 1, None),
    part("guide", "reference", 1, None),
    part("bindings", "mediaType", 1, None),
];

/// Of the metadata of the book itself, not of a collection.
const METADATA: &[Parts] = &[
    part("metadata", "identifier", 1, None),
    part("metadata", "title", 1, None),
    part("metadata", "language", 1, None),
    part("metadata", "date", 0, Some(1)),
];

/// Elements of Dublin Core.
const CORE: [&str; 15] = [
    "title",
    "creator",
    "subject",
    "description",
    "publisher",
    "contributor",
    "relation",
    "coverage",
    "rights",
    "source",
    "identifier",
    "language",
    "date",
    "type",
    "format",
];

/// Properties that refine one element only once.
const ONCE: [&str; 6] = [
    "collection-type",
    "display-seq",
    "file-as",
    "group-position",
    "identifier-type",
    "title-type",
];

/// What a property may refine, where that is laid down.
const REFINED: [(&str, &[&str]); 6] = [
    ("title-type", &["title"]),
    ("identifier-type", &["identifier", "source"]),
    ("role", &["creator", "contributor", "publisher"]),
    ("authority", &["subject"]),
    ("term", &["subject"]),
    ("source-of", &["source"]),
];

/// What [`check`] holds each element against.
static GRAMMAR: Grammar = Grammar {
    rules: &PACKAGE,
    namespace: |name| if CORE.contains(&name) { DC } else { OPF },
    attributes: ATTRIBUTES,
    parts: PARTS,
};

/// Checks a package document.
pub(super) fn check(document: &Document<'_>, faults: &mut Faults) {
    let root = document.root_element();
    if !root.has_tag_name((OPF, "package")) {
        return faults.add(
            Breach::Misplaced,
            start_of(root),
            "the root is not <package>",
        );
    }
    for node in root.descendants().filter(Node::is_element) {
        GRAMMAR.check(node, faults);
        check_entry(node, faults);
    }
    check_order(root, faults);
    let ids = ids(root);
    check_metadata(root, &ids, faults);
    check_spine(root, &ids, faults);
    check_properties(root, faults);
    if let Some(metadata) = named(root, "metadata") {
        check_parts(METADATA, metadata, faults);
    }
}

/// The first element of a name directly inside.
fn named<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    elements(node).find(|one| one.tag_name().name() == name)
}

fn ids<'a, 'i>(root: Node<'a, 'i>) -> Lookup<&'a str, Node<'a, 'i>> {
    let mut ids = Lookup::new();
    for node in root.descendants() {
        if let Some(id) = node.attribute("id") {
            ids.entry(id.trim()).or_insert(node);
        }
    }
    ids
}

/// An entry of the metadata says something, and in one of the ways that there are.
fn check_entry(node: Node<'_, '_>, faults: &mut Faults) {
    let name = node.tag_name().name();
    let says = CORE.contains(&name) || (name == "meta" && node.has_attribute("property"));
    let empty = node.text().unwrap_or_default().trim().is_empty();
    if says && empty {
        faults.add(
            Breach::Incomplete,
            start_of(node),
            format!("<{name}> is empty"),
        );
    }
    if name == "meta" {
        let third = node.has_attribute("property");
        let second = node.has_attribute("name") && node.has_attribute("content");
        if third == second {
            let message = "<meta> has a property, or a name and a content";
            faults.add(Breach::Attribute, start_of(node), message);
        }
    }
    if name == "link" && !node.has_attribute("rel") {
        let collection = node
            .ancestors()
            .any(|one| one.has_tag_name((OPF, "collection")));
        if !collection {
            faults.add(Breach::Attribute, start_of(node), "<link> has no rel");
        }
    }
}

fn check_order(root: Node<'_, '_>, faults: &mut Faults) {
    const ORDER: [&str; 6] = [
        "metadata",
        "manifest",
        "spine",
        "guide",
        "bindings",
        "collection",
    ];
    let ranks = elements(root)
        .filter_map(|part| ORDER.iter().position(|one| *one == part.tag_name().name()));
    if !ranks.is_sorted() {
        let message = "<package> holds <metadata>, <manifest>, <spine> in this order";
        faults.add(Breach::Incomplete, start_of(root), message);
    }
}

fn check_metadata(root: Node<'_, '_>, ids: &Lookup<&str, Node<'_, '_>>, faults: &mut Faults) {
    let wanted = root
        .attribute("unique-identifier")
        .unwrap_or_default()
        .trim();
    let found = ids
        .get(wanted)
        .filter(|node| node.has_tag_name((DC, "identifier")));
    if found.is_none() {
        let message = format!("no <dc:identifier> has the id {}", isolate(wanted));
        faults.add(Breach::Reference, start_of(root), message);
    }
    let Some(metadata) = named(root, "metadata") else {
        return;
    };
    let property = |node: &Node<'_, '_>| {
        node.attribute("property")
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    let modified = elements(metadata)
        .filter(|node| property(node) == "dcterms:modified" && !node.has_attribute("refines"));
    let modified: Vec<Node<'_, '_>> = modified.collect();
    if modified.len() != 1 {
        let message = format!("dcterms:modified stands {} times, not once", modified.len());
        faults.add(Breach::Incomplete, start_of(metadata), message);
    }
    for node in modified {
        let time = node.text().unwrap_or_default().trim();
        if !is_time(time) {
            let message = format!(
                "{} is not a time such as 2026-01-31T00:00:00Z",
                isolate(time)
            );
            faults.add(Breach::Value, start_of(node), message);
        }
    }
    check_refinements(metadata, ids, faults);
}

/// Whether a text is `CCYY-MM-DDThh:mm:ssZ`.
fn is_time(text: &str) -> bool {
    const SHAPE: &str = "dddd-dd-ddTdd:dd:ddZ";
    text.len() == SHAPE.len()
        && text
            .chars()
            .zip(SHAPE.chars())
            .all(|(letter, shape)| match shape {
                'd' => letter.is_ascii_digit(),
                shape => letter == shape,
            })
}

fn check_refinements(
    metadata: Node<'_, '_>,
    ids: &Lookup<&str, Node<'_, '_>>,
    faults: &mut Faults,
) {
    let mut seen = Seen::new();
    for node in elements(metadata) {
        let property = node.attribute("property").unwrap_or_default().trim();
        let refines = node.attribute("refines").map(str::trim);
        let target = refines.and_then(|refines| refines.strip_prefix('#'));
        let refined = target.and_then(|id| ids.get(id));
        if let Some(id) = target.filter(|_| refined.is_none()) {
            let message = format!("no element has the id {} that is refined", isolate(id));
            faults.add(Breach::Reference, start_of(node), message);
        }
        if refines.is_some_and(|refines| refines.contains(':') && target.is_none()) {
            faults.add(
                Breach::Value,
                start_of(node),
                "refines leads out of the package",
            );
        }
        if ONCE.contains(&property) && !seen.insert((property, refines)) {
            let message = format!("{property} refines one element twice");
            faults.add(Breach::Incomplete, start_of(node), message);
        }
        if let Some((_, may)) = REFINED.iter().find(|(one, _)| *one == property) {
            let fits = refined.is_some_and(|refined| may.contains(&refined.tag_name().name()));
            if !fits {
                let message = format!("{property} refines no {}", may.join(" or "));
                faults.add(Breach::Reference, start_of(node), message);
            }
        }
        if property == "collection-type" {
            let fits = refined.is_some_and(|refined| {
                refined.attribute("property").map(str::trim) == Some("belongs-to-collection")
            });
            if !fits {
                let message = "collection-type refines no belongs-to-collection";
                faults.add(Breach::Reference, start_of(node), message);
            }
        }
    }
}

fn check_spine(root: Node<'_, '_>, ids: &Lookup<&str, Node<'_, '_>>, faults: &mut Faults) {
    let Some(spine) = named(root, "spine") else {
        return;
    };
    let mut seen = Seen::new();
    for entry in elements(spine) {
        let id = entry.attribute("idref").unwrap_or_default().trim();
        if !seen.insert(id) {
            let message = format!("{} stands in the spine twice", isolate(id));
            faults.add(Breach::Incomplete, start_of(entry), message);
        }
    }
    let ncx = |node: &Node<'_, '_>| {
        node.attribute("media-type").map(str::trim) == Some("application/x-dtbncx+xml")
    };
    match spine.attribute("toc").map(str::trim) {
        Some(id) if !ids.get(id).is_some_and(ncx) => {
            let message = format!("toc names no NCX: {}", isolate(id));
            faults.add(Breach::Reference, start_of(spine), message);
        }
        None if root.descendants().any(|node| ncx(&node)) => {
            let message = "there is an NCX, and <spine> has no toc that names it";
            faults.add(Breach::Attribute, start_of(spine), message);
        }
        _ => {}
    }
}

fn check_properties(root: Node<'_, '_>, faults: &mut Faults) {
    let Some(manifest) = named(root, "manifest") else {
        return;
    };
    let with = |property: &str| {
        let items = elements(manifest).filter(|item| {
            let listed = item.attribute("properties").unwrap_or_default();
            listed.split_ascii_whitespace().any(|one| one == property)
        });
        items.collect::<Vec<_>>()
    };
    let navigation = with("nav");
    if navigation.len() != 1 {
        let message = format!("{} items have the property nav, not one", navigation.len());
        faults.add(Breach::Incomplete, start_of(manifest), message);
    }
    for item in navigation {
        if item.attribute("media-type").map(str::trim) != Some("application/xhtml+xml") {
            let message = "the navigation document is not application/xhtml+xml";
            faults.add(Breach::Value, start_of(item), message);
        }
    }
    if let [_, second, ..] = with("cover-image").as_slice() {
        faults.add(
            Breach::Incomplete,
            start_of(*second),
            "two items have the property cover-image",
        );
    }
}
