//! Notes and their marks: roles, ways there and back (EPUB 3 Structural Semantics; DPUB-ARIA 1.1).

use super::address::Address;
use super::book::Book;
use super::document::Document;
use super::finding::{Code, Findings};
use super::package::Version;
use super::xml::NodeId;
use crate::diag::isolate;
use crate::lookup::Seen;

/// Types and roles of marks.
const MARKS: [&str; 2] = ["noteref", "doc-noteref"];

/// Types and roles of notes.
const NOTES: [&str; 5] = [
    "footnote",
    "endnote",
    "rearnote",
    "doc-footnote",
    "doc-endnote",
];

/// Types and roles of what holds several notes.
const LISTS: [&str; 4] = ["footnotes", "endnotes", "rearnotes", "doc-endnotes"];

/// A place in the book: document and id.
type Target = (String, String);

/// Checks marks, then notes.
pub(super) fn check(book: &Book, findings: &mut Findings) {
    let mut marked = Seen::new();
    for document in &book.documents {
        check_marks(book, document, &mut marked, findings);
    }
    if book.package.version == Version::Two {
        return;
    }
    for document in &book.documents {
        for note in document.tree.nodes() {
            if is_note(document, note) {
                check_note(document, note, &marked, findings);
            }
        }
    }
}

fn is_note(document: &Document, node: NodeId) -> bool {
    document.is(node, &NOTES) && !document.is(node, &LISTS) && !document.is(node, &MARKS)
}

fn check_marks(
    book: &Book,
    document: &Document,
    marked: &mut Seen<Target>,
    findings: &mut Findings,
) {
    let tree = &document.tree;
    for link in tree.named("a") {
        let address = tree.value(link, "href").unwrap_or_default();
        let Address::Inside { path, fragment } = Address::read(address, &document.path) else {
            continue;
        };
        let Some(id) = fragment else { continue };
        let there = book.document(&path);
        let note = there.and_then(|there| there.ids.get(&id).map(|note| (there, *note)));
        let is_mark = document.is(link, &MARKS);
        let leads_to_note = note.is_some_and(|(there, note)| is_note(there, note));
        if is_mark {
            marked.insert((path, id));
            if note.is_some() && !leads_to_note {
                let message = "the mark leads to an element that is no footnote or endnote";
                findings.add(Code::NoteRole, tree.place_of(link, "href"), message);
            }
        } else if leads_to_note && is_raised(document, link) {
            marked.insert((path, id));
            let message = "a link to a note does not say that it is a note’s mark";
            findings.add(Code::NoteRole, tree.place(link), message);
        } else if looks_like_a_mark(document, link) && note.is_some() {
            let message = format!(
                "{} looks like a note’s mark, and neither it nor its note says so",
                isolate(tree.text(link).trim())
            );
            findings.add(Code::NoteRole, tree.place(link), message);
        }
    }
}

/// Whether a link stands raised above the line.
fn is_raised(document: &Document, link: NodeId) -> bool {
    let tree = &document.tree;
    let mut near = tree.with_ancestors(link).take(3);
    near.any(|node| tree.name(node) == Some("sup"))
        || tree
            .children(link)
            .any(|node| tree.name(node) == Some("sup"))
}

/// A raised number, star or dagger that says nothing else about itself.
fn looks_like_a_mark(document: &Document, link: NodeId) -> bool {
    let tree = &document.tree;
    let says = ["epub:type", "role"];
    let text = tree.text(link);
    let text = text.trim().trim_matches(['[', ']', '(', ')']);
    let sign = |letter: char| letter.is_numeric() || "*†‡".contains(letter);
    let short = !text.is_empty() && text.chars().count() <= 4 && text.chars().all(sign);
    short && is_raised(document, link) && says.iter().all(|name| tree.value(link, name).is_none())
}

fn check_note(document: &Document, note: NodeId, marked: &Seen<Target>, findings: &mut Findings) {
    let tree = &document.tree;
    let ids = tree.inside(note).chain([note]);
    let mut ids = ids.filter_map(|node| tree.value(node, "id"));
    if !ids.any(|id| marked.contains(&(document.path.clone(), id.to_owned()))) {
        let message = "no mark leads to this note";
        findings.add(Code::NoteUnreachable, tree.place(note), message);
    }
    let typed = tree.value(note, "epub:type").is_some();
    // An endnote is an item of a list and keeps that role (DPUB-ARIA 1.1, doc-endnote is deprecated).
    let roled = tree.value(note, "role").is_some() || !document.is(note, &["footnote"]);
    if !(typed && roled) {
        let lacks = if typed { "role" } else { "epub:type" };
        let message = format!("the note has no {lacks}");
        findings.add(Code::NoteRole, tree.place(note), message);
    }
    let links = tree.named_inside(note, "a");
    let mut addresses = links.filter_map(|link| tree.value(link, "href"));
    let leads_back = addresses.any(|address| match Address::read(address, &document.path) {
        Address::Inside { path, fragment } => {
            let own = |id: &String| document.ids.get(id).is_some_and(|at| tree.holds(note, *at));
            fragment.is_some_and(|id| path != document.path || !own(&id))
        }
        Address::Outside | Address::Data | Address::Nowhere => false,
    });
    if !leads_back {
        let message = "no link in this note leads back to the text";
        findings.add(Code::NoteBacklink, tree.place(note), message);
    }
}
