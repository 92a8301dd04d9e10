//! The contents of EPUB 2.

use std::collections::BTreeSet;

use usvg::roxmltree::{Document, Node};

use super::fault::{Breach, Faults};
use super::grammar::{Grammar, Parts, Required, part};
use super::names::{elements, start_of};
use super::rules::NCX;
use crate::lookup::Seen;

const NAMESPACE: &str = "http://www.daisy.org/z3986/2005/ncx/";

const ATTRIBUTES: &[Required] = &[
    Required {
        element: "ncx",
        names: &["version"],
    },
    Required {
        element: "meta",
        names: &["name", "content"],
    },
    Required {
        element: "img",
        names: &["src"],
    },
    Required {
        element: "content",
        names: &["src"],
    },
    Required {
        element: "navPoint",
        names: &["id"],
    },
    Required {
        element: "pageTarget",
        names: &["type"],
    },
    Required {
        element: "navTarget",
        names: &["id"],
    },
];

const PARTS: &[Parts] = &[
    part("ncx", "head", 1, Some(1)),
    part("ncx", "docTitle", 1, Some(1)),
    part("ncx", "navMap", 1, Some(1)),
    part("ncx", "pageList", 0, Some(1)),
    part("head", "meta", 1, None),
    part("docTitle", "text", 1, Some(1)),
    part("docAuthor", "text", 1, Some(1)),
    part("navMap", "navPoint", 1, None),
    part("navLabel", "text", 1, Some(1)),
    part("navInfo", "text", 1, Some(1)),
    part("navPoint", "navLabel", 1, None),
    part("navPoint", "content", 1, Some(1)),
    part("pageList", "pageTarget", 1, None),
    part("pageTarget", "navLabel", 1, None),
    part("pageTarget", "content", 1, Some(1)),
    part("navList", "navLabel", 1, None),
    part("navList", "navTarget", 1, None),
    part("navTarget", "navLabel", 1, None),
    part("navTarget", "content", 1, Some(1)),
];

/// What [`check`] holds each element against.
static GRAMMAR: Grammar = Grammar {
    rules: &NCX,
    namespace: |_| NAMESPACE,
    attributes: ATTRIBUTES,
    parts: PARTS,
};

/// Checks the contents.
pub(super) fn check(document: &Document<'_>, faults: &mut Faults) {
    let root = document.root_element();
    if !root.has_tag_name((NAMESPACE, "ncx")) {
        return faults.add(Breach::Misplaced, start_of(root), "the root is not <ncx>");
    }
    let mut orders = BTreeSet::new();
    for node in root.descendants().filter(Node::is_element) {
        GRAMMAR.check(node, faults);
        check_order(node, faults);
        let order = node.attribute("playOrder");
        orders.extend(order.and_then(|order| order.trim().parse::<u32>().ok()));
    }
    // Entries may share a number; without gaps there are as many numbers as the last one says.
    let last = orders.last().copied().unwrap_or(0);
    if u32::try_from(orders.len()).unwrap_or(u32::MAX) != last {
        faults.add(
            Breach::Value,
            start_of(root),
            "the playOrder numbers do not count from 1 without gaps",
        );
    }
    let mut targets = Seen::new();
    for target in root
        .descendants()
        .filter(|one| one.has_tag_name((NAMESPACE, "pageTarget")))
    {
        let key = (target.attribute("value"), target.attribute("type"));
        if key.0.is_some() && !targets.insert(key) {
            let message = "two <pageTarget> have one type and value";
            faults.add(Breach::Value, start_of(target), message);
        }
    }
}

/// The order of parts that the contents are read in.
fn check_order(node: Node<'_, '_>, faults: &mut Faults) {
    let order: &[&str] = match node.tag_name().name() {
        "ncx" => &[
            "head",
            "docTitle",
            "docAuthor",
            "navMap",
            "pageList",
            "navList",
        ],
        "navMap" => &["navInfo", "navLabel", "navPoint"],
        "navPoint" => &["navLabel", "content", "navPoint"],
        "pageTarget" | "navTarget" => &["navLabel", "content"],
        "pageList" => &["navLabel", "navInfo", "pageTarget"],
        "navList" => &["navInfo", "navLabel", "navTarget"],
        _ => return,
    };
    let ranks = elements(node)
        .filter_map(|part| order.iter().position(|one| *one == part.tag_name().name()));
    if !ranks.is_sorted() {
        let name = node.tag_name().name();
        let message = format!(
            "the parts of <{name}> are not in the order {}",
            order.join(", ")
        );
        faults.add(Breach::Incomplete, start_of(node), message);
    }
}
