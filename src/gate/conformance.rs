//! Whether documents are what their vocabularies allow: XHTML, MathML and SVG (EPUB 3.3, 6.1 and 6.2).

use super::book::Book;
use super::finding::{Code, Findings};
use super::package::Version;
use super::xml::Tree;
use crate::diag::Place;
use crate::markup::{Breach, Fault, Vocabulary, faults};

/// Tells what the documents and drawings of a book break. Documents were held against their rules when they
/// were read; a drawing is no text of the book and is read here.
pub(super) fn check(book: &Book, findings: &mut Findings) {
    for document in &book.documents {
        let found = document.tree.breaches.iter();
        tell(
            &document.tree,
            found.filter(|fault| applies(book, fault)),
            findings,
        );
    }
    if book.package.version == Version::Three {
        tell(&book.package.tree, &book.package.tree.breaches, findings);
    }
    if let Some((_, ncx)) = &book.ncx {
        tell(ncx, &ncx.breaches, findings);
    }
    let drawings = book.package.items.iter();
    let drawings = drawings.filter(|item| item.media_type == "image/svg+xml");
    for path in drawings.filter_map(|item| item.path.as_deref()) {
        let Some(bytes) = book.container.bytes(path) else {
            continue;
        };
        for fault in faults(&String::from_utf8_lossy(bytes), Vocabulary::Svg) {
            let place = Place::File(path.to_owned());
            findings.add(code(fault.breach), place, fault.message);
        }
    }
}

fn tell<'f>(tree: &Tree, found: impl IntoIterator<Item = &'f Fault>, findings: &mut Findings) {
    for fault in found {
        let place = tree.place_at(fault.at.clone());
        findings.add(code(fault.breach), place, fault.message.as_str());
    }
}

/// Whether a rule holds for the version of the book: EPUB 2 has the elements of XHTML 1.1.
fn applies(book: &Book, fault: &Fault) -> bool {
    match book.package.version {
        Version::Three => true,
        Version::Two => matches!(fault.breach, Breach::IllFormed | Breach::DuplicateId),
    }
}

fn code(breach: Breach) -> Code {
    match breach {
        Breach::IllFormed => Code::BrokenXml,
        Breach::Misplaced => Code::Misplaced,
        Breach::Incomplete => Code::Incomplete,
        Breach::Attribute => Code::BadAttribute,
        Breach::Value => Code::BadValue,
        Breach::DuplicateId => Code::DuplicateId,
        Breach::Reference => Code::DanglingId,
    }
}
