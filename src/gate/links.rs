//! Whether everything that is named is there: pages, places, pictures, fonts, style sheets (EPUB 3.3, 3.6).

use super::address::Address;
use super::book::Book;
use super::document::Document;
use super::finding::{Code, Findings};
use super::xml::Tree;
use crate::diag::{Place, isolate};

/// Attributes that load a file into the page, by element.
const LOADS: [(&str, &str); 9] = [
    ("img", "src"),
    ("image", "xlink:href"),
    ("image", "href"),
    ("source", "src"),
    ("audio", "src"),
    ("video", "src"),
    ("video", "poster"),
    ("script", "src"),
    ("iframe", "src"),
];

/// What may lie on the network (EPUB 3.3, 3.6).
const MAY_BE_REMOTE: [&str; 3] = ["audio", "video", "source"];

/// What an address is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Readers go there.
    Link,
    /// The page shows it.
    Load,
}

/// An address as it is written.
#[derive(Clone, Copy)]
struct Written<'a> {
    address: &'a str,
    /// The file that it is relative to.
    file: &'a str,
    usage: Use,
}

/// Checks every address of a book.
pub(super) fn check(book: &Book, findings: &mut Findings) {
    for document in &book.documents {
        check_document(book, document, findings);
    }
    if let Some((path, ncx)) = &book.ncx {
        check_ncx(book, path, ncx, findings);
    }
    check_guide(book, findings);
    check_spine(book, findings);
    for style in &book.styles {
        for loaded in &style.sheet.addresses {
            let place = style.place(&loaded.span);
            let written = Written {
                address: &loaded.address,
                file: &style.path,
                usage: Use::Load,
            };
            follow(book, written, place, findings);
        }
    }
}

fn check_document(book: &Book, document: &Document, findings: &mut Findings) {
    let tree = &document.tree;
    for node in tree.nodes() {
        let Some(name) = tree.name(node) else {
            continue;
        };
        let loads = LOADS.iter().filter(|(element, _)| *element == name);
        for (_, attribute) in loads {
            if let Some(address) = tree.value(node, attribute) {
                let remote = MAY_BE_REMOTE.contains(&name);
                let outside = Address::read(address, &document.path) == Address::Outside;
                if !(remote && outside) {
                    let place = tree.place_of(node, attribute);
                    let written = Written {
                        address,
                        file: &document.path,
                        usage: Use::Load,
                    };
                    follow(book, written, place, findings);
                }
            }
        }
        let Some(address) = tree.value(node, "href").filter(|_| name != "image") else {
            continue;
        };
        let usage = match name {
            "link" if tree.lists(node, "rel", "stylesheet") => Use::Load,
            "use" => Use::Load,
            _ => Use::Link,
        };
        let place = tree.place_of(node, "href");
        let written = Written {
            address,
            file: &document.path,
            usage,
        };
        follow(book, written, place, findings);
    }
}

fn check_ncx(book: &Book, path: &str, ncx: &Tree, findings: &mut Findings) {
    for content in ncx.named("content") {
        if let Some(address) = ncx.value(content, "src") {
            let place = ncx.place_of(content, "src");
            let written = Written {
                address,
                file: path,
                usage: Use::Link,
            };
            check_chapter(book, written, place.clone(), findings);
            follow(book, written, place, findings);
        }
    }
}

/// The NCX leads to documents of the book alone: «#nowhere» is a place in itself, which no reader opens.
fn check_chapter(book: &Book, written: Written<'_>, place: Place, findings: &mut Findings) {
    let Address::Inside { path, .. } = Address::read(written.address, written.file) else {
        return;
    };
    let item = book.package.item_of(&path);
    if item.is_some_and(|item| !DOCUMENTS.contains(&item.media_type.as_str())) {
        let message = format!("{} is no document of the book", isolate(&path));
        findings.add(Code::BrokenLink, place, message);
    }
}

/// What can stand in the spine by itself (EPUB 3.3, 3.2; OPS 2.0.1, 1.3.7).
const DOCUMENTS: [&str; 3] = [
    "application/xhtml+xml",
    "image/svg+xml",
    "application/x-dtbook+xml",
];

/// The `<guide>` of EPUB 2.
fn check_guide(book: &Book, findings: &mut Findings) {
    let package = &book.package;
    for reference in package.tree.named("reference") {
        if let Some(address) = package.tree.value(reference, "href") {
            let place = package.tree.place_of(reference, "href");
            let written = Written {
                address,
                file: &package.path,
                usage: Use::Link,
            };
            follow(book, written, place, findings);
        }
    }
}

fn check_spine(book: &Book, findings: &mut Findings) {
    let tree = &book.package.tree;
    for entry in tree.named("itemref") {
        let id = tree.value(entry, "idref").unwrap_or_default();
        if book.package.item(id).is_none() {
            let message = format!("the manifest has no item {}", isolate(id));
            findings.add(Code::BrokenLink, tree.place_of(entry, "idref"), message);
        }
    }
}

/// Looks whether an address leads somewhere.
fn follow(book: &Book, written: Written<'_>, place: Place, findings: &mut Findings) {
    let Written {
        address,
        file,
        usage,
    } = written;
    let shown = isolate(address);
    let (path, fragment) = match (Address::read(address, file), usage) {
        (Address::Inside { path, fragment }, _) => (path, fragment),
        (Address::Outside, Use::Load) => {
            let message = format!("{shown} lies on the network");
            return findings.add(Code::RemoteResource, place, message);
        }
        (Address::Nowhere, _) => {
            let message = format!("{shown} leads out of the book");
            return findings.add(Code::BrokenLink, place, message);
        }
        (Address::Outside, Use::Link) | (Address::Data, _) => return,
    };
    if !book.container.has(&path) {
        let message = format!("there is no file {}", isolate(&path));
        return findings.add(Code::BrokenLink, place, message);
    }
    let Some(document) = book.document(&path) else {
        return;
    };
    if usage == Use::Link && document.order.is_none() && path != file {
        let message = format!("{} is not in the spine", isolate(&path));
        findings.add(Code::OutsideSpine, place.clone(), message);
    }
    if let Some(id) = fragment.filter(|id| is_id(id)) {
        check_fragment(document, &id, place, findings);
    }
}

/// Whether a fragment names an element; empty ones, CFIs and media fragments do not.
fn is_id(fragment: &str) -> bool {
    !fragment.is_empty() && !fragment.starts_with("epubcfi(") && !fragment.contains('=')
}

fn check_fragment(document: &Document, id: &str, place: Place, findings: &mut Findings) {
    if !document.ids.contains_key(id) && !document.anchors.contains(id) {
        let (id, path) = (isolate(id), isolate(&document.path));
        let message = format!("there is no id {id} in {path}");
        findings.add(Code::BrokenLink, place, message);
    }
}
