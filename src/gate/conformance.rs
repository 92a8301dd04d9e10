//! Whether documents are what their vocabularies allow: XHTML, MathML and SVG (EPUB 3.3, 6.1 and 6.2).

use super::book::Book;
use super::document::Role;
use super::finding::{Code, Findings};
use super::package::Version;
use super::xml::Tree;
use crate::diag::Place;
use crate::markup::{Breach, Fault, Vocabulary, faults};
use crate::source::SourceMap;

/// Checks the documents and drawings of a book.
pub(super) fn check(book: &Book, map: &SourceMap, findings: &mut Findings) {
    for document in &book.documents {
        let Some(file) = document.tree.file() else {
            continue;
        };
        let vocabulary = match (document.role, book.package.version) {
            (Role::Navigation, Version::Three) => Vocabulary::Navigation,
            _ => Vocabulary::Xhtml,
        };
        let found = faults(map.file(file).text(), vocabulary);
        for fault in found.iter().filter(|fault| applies(book, fault)) {
            let place = document.tree.place_at(fault.at.clone());
            findings.add(code(fault.breach), place, fault.message.as_str());
        }
    }
    if book.package.version == Version::Three {
        check_tree(&book.package.tree, Vocabulary::Package, map, findings);
    }
    if let Some((_, ncx)) = &book.ncx {
        check_tree(ncx, Vocabulary::Ncx, map, findings);
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

fn check_tree(tree: &Tree, vocabulary: Vocabulary, map: &SourceMap, findings: &mut Findings) {
    let Some(file) = tree.file() else {
        return;
    };
    for fault in faults(map.file(file).text(), vocabulary) {
        let place = tree.place_at(fault.at.clone());
        findings.add(code(fault.breach), place, fault.message);
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
