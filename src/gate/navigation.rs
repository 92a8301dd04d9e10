//! Contents and landmarks: whether they are there and follow the text (EPUB 3.3, 7).

use super::address::Address;
use super::book::Book;
use super::document::Document;
use super::finding::{Code, Findings};
use super::package::Version;
use super::xml::NodeId;
use crate::diag::isolate;

/// Checks the navigation document, or the NCX of EPUB 2.
pub(super) fn check(book: &Book, findings: &mut Findings) {
    match (book.package.version, book.navigation()) {
        (Version::Three, Some(document)) => check_document(book, document, findings),
        (Version::Three, None) => {
            let message = "no item of the manifest is the navigation document (properties=\"nav\")";
            findings.add(Code::ContentsMissing, book.package.root_place(), message);
        }
        (Version::Two, _) => check_ncx(book, findings),
    }
}

fn check_ncx(book: &Book, findings: &mut Findings) {
    let points = book.ncx.as_ref();
    let points = points.map_or(0, |(_, ncx)| ncx.named("navPoint").count());
    if points == 0 {
        let message = "there is no NCX, or one without entries";
        findings.add(Code::ContentsMissing, book.package.root_place(), message);
    }
}

fn check_document(book: &Book, document: &Document, findings: &mut Findings) {
    let tree = &document.tree;
    let find = |kinds: &[&str]| tree.named("nav").find(|nav| document.is(*nav, kinds));
    let toc = find(&["toc", "doc-toc"]);
    match toc.filter(|toc| tree.named_inside(*toc, "a").next().is_some()) {
        Some(toc) => check_order(book, document, toc, findings),
        None => {
            let message = "the navigation document has no <nav epub:type=\"toc\"> with entries";
            let place = toc.or_else(|| tree.root()).map(|node| tree.place(node));
            let place = place.unwrap_or_else(|| book.package.root_place());
            findings.add(Code::ContentsMissing, place, message);
        }
    }
    if find(&["landmarks"]).is_none() {
        let message = "the navigation document has no landmarks";
        let place = tree.root().map(|root| tree.place(root));
        let place = place.unwrap_or_else(|| book.package.root_place());
        findings.add(Code::LandmarksMissing, place, message);
    }
}

fn check_order(book: &Book, document: &Document, toc: NodeId, findings: &mut Findings) {
    let tree = &document.tree;
    let mut last = None;
    for entry in tree.named_inside(toc, "a") {
        let address = tree.value(entry, "href").unwrap_or_default();
        let Address::Inside { path, fragment } = Address::read(address, &document.path) else {
            continue;
        };
        let Some((there, order)) = book.document(&path).and_then(|one| Some((one, one.order?)))
        else {
            continue;
        };
        let node = fragment.and_then(|id| there.ids.get(&id).copied());
        let spot = (order, node);
        if last.is_some_and(|last| spot < last) {
            let name = isolate(tree.text(entry).trim());
            let message = format!("{name} stands in the book before the entry listed before it");
            findings.add(Code::ContentsOrder, tree.place(entry), message);
        }
        last = Some(spot);
    }
}
