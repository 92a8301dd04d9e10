//! The navigation document (EPUB 3.3, 7.3): lists of links, each with words.

use usvg::roxmltree::{Document, Node};

use super::fault::{Breach, Faults};
use super::names::{OPS, XHTML, elements, start_of, words_in};

/// Checks what a navigation document has beyond XHTML.
pub(super) fn check(document: &Document<'_>, faults: &mut Faults) {
    let root = document.root_element();
    for (kind, least) in [("toc", 1), ("page-list", 0), ("landmarks", 0)] {
        let count = navigations(root).filter(|nav| is(*nav, kind)).count();
        if count < least || count > 1 {
            let message = format!("{count} <nav> are of the type {kind}");
            faults.add(Breach::Incomplete, start_of(root), message);
        }
    }
    for nav in navigations(root).filter(|nav| nav.has_attribute((OPS, "type"))) {
        check_nav(nav, faults);
    }
    let headings = root.descendants().filter(|node| is_heading(node));
    for heading in headings.filter(|heading| label(*heading).is_empty()) {
        faults.add(
            Breach::Incomplete,
            start_of(heading),
            "a heading has no words",
        );
    }
}

fn navigations<'a, 'i>(root: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    root.descendants()
        .filter(|node| node.has_tag_name((XHTML, "nav")))
}

fn is(nav: Node<'_, '_>, kind: &str) -> bool {
    let types = nav.attribute((OPS, "type")).unwrap_or_default();
    types.split_ascii_whitespace().any(|one| one == kind)
}

fn is_heading(node: &Node<'_, '_>) -> bool {
    matches!(
        node.tag_name().name(),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
    )
}

fn check_nav(nav: Node<'_, '_>, faults: &mut Faults) {
    let parts: Vec<Node<'_, '_>> = elements(nav).collect();
    let (heading, list) = match parts.as_slice() {
        [list] => (None, Some(*list)),
        [heading, list] => (Some(*heading), Some(*list)),
        _ => (None, None),
    };
    let titled = heading.is_none_or(|heading| {
        is_heading(&heading)
            || heading.tag_name().name() == "hgroup"
            || heading.tag_name().name() == "p"
    });
    let Some(list) = list.filter(|list| list.tag_name().name() == "ol" && titled) else {
        let message = "<nav> holds a heading, or none, and one <ol>";
        return faults.add(Breach::Incomplete, start_of(nav), message);
    };
    if let Some(at) = words_in(nav) {
        faults.add(
            Breach::Misplaced,
            at,
            "words stand in <nav> beside its list",
        );
    }
    let known = ["toc", "page-list", "landmarks"]
        .iter()
        .any(|kind| is(nav, kind));
    if !known && !heading.is_some_and(|heading| is_heading(&heading)) {
        let message = "a <nav> of another type begins with a heading";
        faults.add(Breach::Incomplete, start_of(nav), message);
    }
    let lists = list
        .descendants()
        .filter(|node| node.has_tag_name((XHTML, "ol")));
    lists.for_each(|list| check_list(list, faults));
    for link in list
        .descendants()
        .filter(|node| node.has_tag_name((XHTML, "a")))
    {
        if is(nav, "landmarks") && !link.has_attribute((OPS, "type")) {
            faults.add(
                Breach::Attribute,
                start_of(link),
                "a landmark has no epub:type",
            );
        }
    }
}

/// What cannot stand among words: a link may hold it elsewhere, and in an entry holds words alone (EPUB 3.3, 7.3:
/// "phrasing content").
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "details",
    "dialog",
    "div",
    "dl",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "table",
    "ul",
    "dd",
];

/// Each entry is a link, or words with entries below them.
fn check_list(list: Node<'_, '_>, faults: &mut Faults) {
    let entries: Vec<Node<'_, '_>> = elements(list).collect();
    if entries.is_empty() {
        faults.add(
            Breach::Incomplete,
            start_of(list),
            "a list of contents is empty",
        );
    }
    for entry in entries {
        let parts: Vec<Node<'_, '_>> = elements(entry).collect();
        let names: Vec<&str> = parts.iter().map(|part| part.tag_name().name()).collect();
        if !matches!(names.as_slice(), ["a"] | ["a" | "span", "ol"]) {
            let message = "an entry is <a>, or <a> or <span> and then <ol>";
            faults.add(Breach::Incomplete, start_of(entry), message);
            continue;
        }
        let block = parts[0]
            .descendants()
            .find(|node| BLOCKS.contains(&node.tag_name().name()));
        if let Some(block) = block {
            let message = "an entry holds words and what stands among words";
            faults.add(Breach::Misplaced, start_of(block), message);
        }
        if label(parts[0]).is_empty() {
            faults.add(
                Breach::Incomplete,
                start_of(parts[0]),
                "an entry has no words",
            );
        }
        if let Some(at) = words_in(entry) {
            faults.add(Breach::Misplaced, at, "words stand beside an entry");
        }
    }
}

/// The words of an element, and those that stand for its pictures.
fn label(node: Node<'_, '_>) -> String {
    let mut words = String::new();
    for inner in node.descendants() {
        words.push_str(inner.text().filter(|_| inner.is_text()).unwrap_or_default());
        words.push_str(inner.attribute("alt").unwrap_or_default());
        words.push_str(inner.attribute("aria-label").unwrap_or_default());
    }
    words.trim().to_owned()
}
