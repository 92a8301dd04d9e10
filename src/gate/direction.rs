//! Whether package, spine, documents and blocks run as their letters do (EPUB 3.3, 5.3.1 and 5.7.1; HTML 3.2.6.4).

use super::block_words::{beginning, own_words};
use super::book::Book;
use super::document::{Document, Side};
use super::finding::{Code, Findings};
use super::flow::{is_inline, is_no_prose};
use super::order;
use super::package::Version;
use super::script::Letters;
use crate::diag::isolate;
use crate::locale::Direction;

/// With fewer letters a document says nothing about its direction: a cover, a title page.
const FEW: usize = 4;

/// Signs at the end of a block that move to its other side when its direction is wrong.
const CLOSING: &str = ".!?؟…:;؛،,)]»”";

/// Checks a book from the outside in.
pub(super) fn check(book: &Book, findings: &mut Findings) {
    check_package(book, findings);
    for document in &book.documents {
        let wrong = check_document(document, book.direction(), findings);
        if wrong == Whole::Right {
            check_blocks(document, findings);
            order::check(document, findings);
        }
    }
}

fn check_package(book: &Book, findings: &mut Findings) {
    let package = &book.package;
    let tree = &package.tree;
    let rtl = book.direction() == Direction::Rtl;
    if package.version == Version::Two {
        if rtl {
            let message = "the book runs from right to left, and EPUB 2 cannot say so";
            findings.add(Code::Epub2, package.root_place(), message);
        }
        return;
    }
    let text = if rtl {
        "right to left"
    } else {
        "left to right"
    };
    for (element, attribute) in [("package", "dir"), ("spine", "page-progression-direction")] {
        let Some(node) = tree.named(element).next() else {
            continue;
        };
        let declared = tree.value(node, attribute).unwrap_or_default().trim();
        let silent = declared.is_empty() || declared == "default" || declared == "auto";
        if silent && rtl {
            let message =
                format!("<{element}> has no {attribute}=\"rtl\"; the text runs from {text}");
            findings.add(
                Code::DirectionMissing,
                tree.place_of(node, attribute),
                message,
            );
        } else if !silent && (declared == "rtl") != rtl {
            let declared = isolate(declared);
            let message =
                format!("{attribute} of <{element}> is {declared}; the text runs from {text}");
            findings.add(
                Code::DirectionWrong,
                tree.place_of(node, attribute),
                message,
            );
        }
    }
}

/// Whether the direction of a document as a whole is right.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whole {
    Right,
    Wrong,
}

fn check_document(document: &Document, book: Direction, findings: &mut Findings) -> Whole {
    let tree = &document.tree;
    let (Some(root), letters) = (tree.root(), &document.letters) else {
        return Whole::Right;
    };
    let (rtl, ltr) = (letters.rtl(), letters.ltr());
    let silent = rtl + ltr < FEW;
    let runs_left = !silent && rtl > ltr;
    let should_say = runs_left || (silent && book == Direction::Rtl);
    let body = tree.named("body").next().unwrap_or(root);
    let declaring = match tree.value(body, "dir") {
        Some(_) => body,
        None => root,
    };
    let percent = rtl * 100 / (rtl + ltr).max(1);
    let (code, message) = match document.whole_side() {
        Side::Unsaid if should_say => (
            Code::DirectionMissing,
            "neither <html> nor <body> has dir=\"rtl\" in a right-to-left book".to_owned(),
        ),
        Side::Ltr if runs_left => (
            Code::DirectionWrong,
            format!("dir is \"ltr\"; {percent} % of the letters run from right to left"),
        ),
        Side::Rtl if rtl == 0 && ltr >= FEW && book == Direction::Ltr => (
            Code::DirectionWrong,
            "dir is \"rtl\"; all letters run from left to right".to_owned(),
        ),
        Side::Unsaid | Side::Ltr | Side::Rtl | Side::Auto => return Whole::Right,
    };
    findings.add(code, tree.place_of(declaring, "dir"), message);
    Whole::Wrong
}

/// Blocks whose every letter runs against what is around them, with a sign at the end that moves.
fn check_blocks(document: &Document, findings: &mut Findings) {
    let tree = &document.tree;
    let Some(body) = tree.named("body").next() else {
        return;
    };
    // Example: `<p>Rust 1.95.</p>` inside a right-to-left document shows its full stop at the left end. Without
    // a sign at its end such a block looks right whichever way it runs, and is not reported.
    for block in tree.inside(body) {
        let name = tree.name(block);
        if !name.is_some_and(|name| !is_inline(name) && !is_no_prose(name)) {
            continue;
        }
        let words = own_words(document, block);
        let letters = Letters::of(&words);
        let against = match document.side(block) {
            Side::Rtl => letters.rtl() == 0 && letters.ltr() > 1,
            Side::Ltr | Side::Unsaid => letters.ltr() == 0 && letters.rtl() > 1,
            Side::Auto => false,
        };
        if against && words.trim_end().ends_with(|last| CLOSING.contains(last)) {
            let message = format!(
                "the words of {} run against their block; its last sign moves to the other side",
                isolate(&beginning(&words))
            );
            findings.add(Code::DirectionBlock, tree.place(block), message);
        }
    }
}
