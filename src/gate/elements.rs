//! Tables without heads and pictures without words (WCAG 1.1.1 and 1.3.1; EPUB Accessibility 1.1, 3.3).

use super::address::Address;
use super::book::Book;
use super::document::Document;
use super::finding::{Code, Findings};
use super::xml::NodeId;
use crate::diag::isolate;
use crate::lookup::Lookup;

/// Words that say that there is a picture, which everybody knows.
const SAY_NOTHING: &[&str] = &[
    "alt",
    "diagram",
    "drawing",
    "figure",
    "fig",
    "graphic",
    "illustration",
    "image",
    "img",
    "logo image",
    "photo",
    "photograph",
    "pic",
    "picture",
    "placeholder",
    "screenshot",
    "untitled",
    "تصویر",
    "تصوير",
    "عکس",
    "صورة",
    "شکل",
    "شكل",
    "نگاره",
    "نمودار",
    "رسم",
    "تصویر شماره",
    "شکل شماره",
    "انځور",
    "وێنە",
    "תמונה",
    "איור",
    "ציור",
];

/// Checks the documents of a book.
pub(super) fn check(book: &Book, findings: &mut Findings) {
    for document in &book.documents {
        check_tables(document, findings);
        check_pictures(document, findings);
        check_drawings(document, findings);
    }
}

fn check_tables(document: &Document, findings: &mut Findings) {
    let tree = &document.tree;
    for table in tree.named("table") {
        let layout = document.is(table, &["presentation", "none"]);
        let header = tree.named_inside(table, "th").next().is_some()
            || tree
                .inside(table)
                .any(|cell| document.is(cell, &["columnheader", "rowheader"]));
        if !layout && !header {
            let message = "the table has no <th>: nobody hears which column a cell belongs to";
            findings.add(Code::ThMissing, tree.place(table), message);
        }
    }
}

fn check_pictures(document: &Document, findings: &mut Findings) {
    let tree = &document.tree;
    // A figure may hold a thousand pictures: its caption is looked for once.
    let mut captions = Lookup::new();
    for image in tree.named("img") {
        let source = tree.value(image, "src").unwrap_or_default();
        let name = isolate(source.rsplit('/').next().unwrap_or(source));
        let Some(alt) = tree.value(image, "alt") else {
            if tree.value(image, "aria-label").is_none() && !is_hidden(document, image) {
                let message = format!("the picture {name} has no alt");
                findings.add(Code::AltMissing, tree.place(image), message);
            }
            continue;
        };
        let place = tree.place_of(image, "alt");
        if alt.trim().is_empty() {
            if has_caption(document, image, &mut captions) {
                let message = format!("the picture {name} has a caption and an empty alt");
                findings.add(Code::AltEmpty, place, message);
            }
        } else if let Some(why) = says_nothing(alt, source, document) {
            let message = format!("the alt {} {why}", isolate(alt));
            findings.add(Code::AltMeaningless, place, message);
        }
    }
}

fn is_hidden(document: &Document, node: NodeId) -> bool {
    let hidden = document.tree.value(node, "aria-hidden") == Some("true");
    hidden || document.is(node, &["presentation", "none"])
}

/// Whether a picture stands in a figure with a caption of some words.
fn has_caption(document: &Document, image: NodeId, captions: &mut Lookup<NodeId, bool>) -> bool {
    let tree = &document.tree;
    let mut around = tree.with_ancestors(image);
    let Some(figure) = around.find(|node| tree.name(*node) == Some("figure")) else {
        return false;
    };
    *captions.entry(figure).or_insert_with(|| {
        let caption = tree.named_inside(figure, "figcaption").next();
        caption.is_some_and(|caption| !tree.text(caption).trim().is_empty())
    })
}

/// Why an alternative text says nothing, if it does not.
fn says_nothing(alt: &str, source: &str, document: &Document) -> Option<&'static str> {
    let alt = alt.trim().to_lowercase();
    let path = match Address::read(source, &document.path) {
        Address::Inside { path, .. } => path.to_lowercase(),
        Address::Outside | Address::Data | Address::Nowhere => String::new(),
    };
    let file = path.rsplit('/').next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let endings = [
        ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".tif",
    ];
    if endings.iter().any(|ending| alt.ends_with(ending)) {
        return Some("is the name of a file");
    }
    // A stem such as `map` or `cover` may be the right word.
    if !stem.is_empty() && alt == stem && stem.contains(|sign: char| !sign.is_alphabetic()) {
        return Some("is the name of the file");
    }
    if !alt.chars().any(char::is_alphabetic) {
        return Some("has no letter");
    }
    let words = alt.trim_matches(|sign: char| !sign.is_alphabetic());
    SAY_NOTHING
        .contains(&words)
        .then_some("only says that there is a picture")
}

/// Drawings and formulas in the document itself.
fn check_drawings(document: &Document, findings: &mut Findings) {
    let tree = &document.tree;
    let named = |node: NodeId| {
        ["aria-label", "aria-labelledby"]
            .iter()
            .any(|name| tree.value(node, name).is_some())
    };
    for svg in tree.named("svg") {
        let around = tree.with_ancestors(svg).skip(1);
        let inner = around
            .into_iter()
            .any(|node| tree.name(node) == Some("svg"));
        let titled = tree
            .children(svg)
            .any(|node| tree.name(node) == Some("title"));
        if !inner && !titled && !named(svg) && !is_hidden(document, svg) {
            let message = "the drawing has neither <title> nor aria-label";
            findings.add(Code::AltMissing, tree.place(svg), message);
        }
    }
    for math in tree.named("math") {
        if tree.value(math, "alttext").is_none() && !named(math) {
            let message = "the formula has no alttext";
            findings.add(Code::MathAlt, tree.place(math), message);
        }
    }
}
