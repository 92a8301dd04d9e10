//! The printed pages: breaks in the text and the list of them (EPUB 3.3, 7.4.3; EPUB Accessibility 1.1, 3.4.1).

use super::address::Address;
use super::book::Book;
use super::document::Document;
use super::finding::{Code, Findings};
use super::xml::NodeId;
use crate::diag::{Place, isolate};
use crate::lookup::Seen;

/// Types and roles of page breaks.
const BREAKS: [&str; 2] = ["pagebreak", "doc-pagebreak"];

/// What metadata say when a book has printed pages.
const PROMISES: [&str; 4] = [
    "printPageNumbers",
    "pageBreakMarkers",
    "pageNavigation",
    "pageBreakSource",
];

/// A place in the reading order: document, node.
type Spot = (usize, NodeId);

/// A page break.
struct Break<'a> {
    document: &'a Document,
    node: NodeId,
    name: String,
    spot: Option<Spot>,
}

/// Checks breaks, list, and both against each other.
pub(super) fn check(book: &Book, findings: &mut Findings) {
    let breaks = breaks(book);
    for one in &breaks {
        if one.name.is_empty() {
            let message = "the page break has no name";
            findings.add(
                Code::PageBreakLabel,
                one.document.tree.place(one.node),
                message,
            );
        }
    }
    match list(book) {
        Some(list) => check_list(book, &list, &breaks, findings),
        None => check_absence(book, &breaks, findings),
    }
}

fn breaks(book: &Book) -> Vec<Break<'_>> {
    let mut found = Vec::new();
    for document in &book.documents {
        let tree = &document.tree;
        let marked = tree.nodes().filter(|node| document.is(*node, &BREAKS));
        found.extend(marked.map(|node| Break {
            document,
            node,
            name: name_of(document, node),
            spot: document.order.map(|order| (order, node)),
        }));
    }
    found
}

fn name_of(document: &Document, node: NodeId) -> String {
    let tree = &document.tree;
    let label = tree.value(node, "aria-label").or(tree.value(node, "title"));
    let label = label.map(str::to_owned).unwrap_or_else(|| tree.text(node));
    label.trim().to_owned()
}

/// The page list of the navigation document.
struct PageList<'a> {
    document: &'a Document,
    nav: NodeId,
}

fn list(book: &Book) -> Option<PageList<'_>> {
    let document = book.navigation()?;
    let mut navs = document.tree.named("nav");
    let nav = navs.find(|nav| document.is(*nav, &["page-list", "doc-pagelist"]))?;
    Some(PageList { document, nav })
}

fn check_absence(book: &Book, breaks: &[Break<'_>], findings: &mut Findings) {
    let package = &book.package;
    let promise = package.tree.named("meta").find(|meta| {
        let promise = package.tree.text(*meta);
        let property = package.tree.value(*meta, "property").unwrap_or_default();
        PROMISES
            .iter()
            .any(|one| promise.trim() == *one || property.ends_with(one))
    });
    let in_ncx = book
        .ncx
        .as_ref()
        .is_some_and(|(_, ncx)| ncx.named("pageTarget").next().is_some());
    if in_ncx && book.navigation().is_none() {
        return;
    }
    let (place, message) = match (breaks.first(), promise) {
        (Some(first), _) => (
            first.document.tree.place(first.node),
            format!("{} page breaks and no page-list", breaks.len()),
        ),
        (None, Some(meta)) => (
            package.tree.place(meta),
            "the metadata speak of printed pages, and there is no page-list".to_owned(),
        ),
        (None, None) => return,
    };
    findings.add(Code::PageListMissing, place, message);
}

fn check_list(book: &Book, list: &PageList<'_>, breaks: &[Break<'_>], findings: &mut Findings) {
    let PageList { document, nav } = *list;
    let tree = &document.tree;
    let mut listed: Seen<Spot> = Seen::new();
    let mut names: Seen<String> = Seen::new();
    let mut last: Option<Spot> = None;
    for entry in tree.named_inside(nav, "a") {
        let name = tree.text(entry).trim().to_owned();
        let place = || tree.place(entry);
        if !names.insert(name.clone()) {
            let message = format!("the page list has {} twice", isolate(&name));
            findings.add(Code::PageListMatch, place(), message);
        }
        let Some((spot, is_break, label)) = target(book, document, entry) else {
            continue;
        };
        if !is_break {
            let message = format!("page {} leads to no page break", isolate(&name));
            findings.add(Code::PageListMatch, place(), message);
        } else if label != name {
            let (name, label) = (isolate(&name), isolate(&label));
            let message = format!("page {name} leads to the break named {label}");
            findings.add(Code::PageListMatch, place(), message);
        }
        if last.is_some_and(|last| spot < last) {
            let message = format!(
                "page {} stands before the page listed before it",
                isolate(&name)
            );
            findings.add(Code::PageListOrder, place(), message);
        }
        last = Some(spot);
        listed.insert(spot);
    }
    report_unlisted(breaks, &listed, findings);
}

fn report_unlisted(breaks: &[Break<'_>], listed: &Seen<Spot>, findings: &mut Findings) {
    for one in breaks {
        if one.spot.is_some_and(|spot| !listed.contains(&spot)) {
            let name = isolate(&one.name);
            let message = format!("the page break {name} is not in the page list");
            let place: Place = one.document.tree.place(one.node);
            findings.add(Code::PageListMatch, place, message);
        }
    }
}

/// Where an entry leads, whether a page begins there, and what it is called there.
fn target(book: &Book, document: &Document, entry: NodeId) -> Option<(Spot, bool, String)> {
    let address = document.tree.value(entry, "href")?;
    let Address::Inside { path, fragment } = Address::read(address, &document.path) else {
        return None;
    };
    let there = book.document(&path)?;
    let order = there.order?;
    let node = match fragment {
        Some(id) => *there.ids.get(&id)?,
        None => there.tree.root()?,
    };
    let is_break = there.is(node, &BREAKS);
    Some(((order, node), is_break, name_of(there, node)))
}
