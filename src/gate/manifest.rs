//! What the manifest says of files against what they are and how they are used (EPUB 3.3, 3.2, 5.6 and D.6).

use super::address::Address;
use super::book::Book;
use super::document::Document;
use super::finding::{Code, Findings};
use super::package::{Item, Version};
use super::xml::{NodeId, Tree};
use crate::diag::isolate;
use crate::limits;
use crate::lookup::Seen;

/// Types that every reading system shows (EPUB 3.3, 3.2); fonts and videos are free.
const CORE: [&str; 18] = [
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/svg+xml",
    "image/webp",
    "audio/mpeg",
    "audio/mp4",
    "audio/ogg",
    "audio/ogg; codecs=opus",
    "text/css",
    "application/xhtml+xml",
    "application/javascript",
    "application/ecmascript",
    "text/javascript",
    "application/x-dtbncx+xml",
    "application/smil+xml",
    "application/pls+xml",
    "text/ecmascript",
];

/// Older names of the types of fonts.
const FONTS: [&str; 4] = [
    "application/font-sfnt",
    "application/font-woff",
    "application/vnd.ms-opentype",
    "application/x-font-ttf",
];

/// Properties of items (EPUB 3.3, D.6), and the types of files that may have them; none is any.
const PROPERTIES: [(&str, &[&str]); 12] = [
    (
        "cover-image",
        &[
            "image/gif",
            "image/jpeg",
            "image/png",
            "image/svg+xml",
            "image/webp",
        ],
    ),
    ("mathml", &["application/xhtml+xml"]),
    ("nav", &["application/xhtml+xml"]),
    ("remote-resources", &[]),
    ("scripted", &["application/xhtml+xml", "image/svg+xml"]),
    ("svg", &["application/xhtml+xml"]),
    ("switch", &["application/xhtml+xml"]),
    ("data-nav", &["application/xhtml+xml"]),
    ("dictionary", &[]),
    ("glossary", &[]),
    ("index", &["application/xhtml+xml"]),
    ("search-key-map", &[]),
];

/// Properties of the metadata without a prefix (EPUB 3.3, D.3).
const META: [&str; 14] = [
    "alternate-script",
    "authority",
    "belongs-to-collection",
    "collection-type",
    "display-seq",
    "file-as",
    "group-position",
    "identifier-type",
    "meta-auth",
    "pageBreakSource",
    "role",
    "source-of",
    "term",
    "title-type",
];

/// Prefixes that need no declaration (EPUB 3.3, D.1.4).
const RESERVED: [&str; 10] = [
    "a11y",
    "dcterms",
    "marc",
    "media",
    "onix",
    "rendition",
    "schema",
    "xsd",
    "msv",
    "prism",
];

/// Attributes that show a file in a page, by element.
const SHOWN: [(&str, &str); 8] = [
    ("img", "src"),
    ("image", "href"),
    ("image", "xlink:href"),
    ("object", "data"),
    ("embed", "src"),
    ("iframe", "src"),
    ("link", "href"),
    ("input", "src"),
];

/// Checks manifest, spine and metadata of an EPUB 3.
pub(super) fn check(book: &Book, findings: &mut Findings) {
    if book.package.version != Version::Three {
        return;
    }
    for item in &book.package.items {
        check_item(book, item, findings);
    }
    check_twice(book, findings);
    check_spine(book, findings);
    check_metadata(&book.package.tree, findings);
    for document in &book.documents {
        check_properties(book, document, findings);
        check_shown(book, document, findings);
    }
}

fn check_item(book: &Book, item: &Item, findings: &mut Findings) {
    let tree = &book.package.tree;
    let properties = tree.value(item.node, "properties").unwrap_or_default();
    for property in properties.split_ascii_whitespace() {
        let shown = isolate(property);
        let place = || tree.place_of(item.node, "properties");
        let known = PROPERTIES.iter().find(|(name, _)| *name == property);
        match known {
            None if !property.contains(':') => {
                let message = format!("there is no property {shown}");
                findings.add(Code::BadManifest, place(), message);
            }
            Some((_, types)) if !types.is_empty() && !types.contains(&item.media_type.as_str()) => {
                let kind = isolate(&item.media_type);
                let message = format!("a file of the type {kind} cannot have the property {shown}");
                findings.add(Code::BadManifest, place(), message);
            }
            _ => {}
        }
    }
    for reference in ["fallback", "media-overlay"] {
        let Some(id) = tree.value(item.node, reference) else {
            continue;
        };
        let there = book.package.item(id.trim());
        if there.is_none_or(|there| there.node == item.node) {
            let message = format!("{reference} names no other item: {}", isolate(id));
            let place = tree.place_of(item.node, reference);
            findings.add(Code::BadManifest, place, message);
        }
    }
    let href = tree.value(item.node, "href").unwrap_or_default();
    if href.contains('#') {
        let message = format!("{} is no file but a place in one", isolate(href));
        findings.add(Code::BadManifest, tree.place_of(item.node, "href"), message);
    }
    if item.path.as_deref() == Some(book.package.path.as_str()) {
        let message = "the manifest lists the package document itself";
        findings.add(Code::BadManifest, tree.place_of(item.node, "href"), message);
    }
}

fn check_twice(book: &Book, findings: &mut Findings) {
    for item in &book.package.items {
        let first = item
            .path
            .as_ref()
            .and_then(|path| book.package.item_of(path));
        if first.is_some_and(|first| first.node != item.node) {
            let path = item.path.as_deref().unwrap_or_default();
            let message = format!("{} is listed before", isolate(path));
            let place = book.package.tree.place_of(item.node, "href");
            findings.add(Code::BadManifest, place, message);
        }
    }
}

/// The item itself, or the first of its fallbacks that fits.
fn resolved<'a>(book: &'a Book, item: &'a Item, fits: impl Fn(&Item) -> bool) -> Option<&'a Item> {
    let tree = &book.package.tree;
    let next = |item: &&'a Item| book.package.item(tree.value(item.node, "fallback")?.trim());
    // A chain of fallbacks may run in a circle, and each of ten thousand files stand in it.
    let chain = std::iter::successors(Some(item), next).take(limits::EPUB_FALLBACKS);
    chain.into_iter().find(|item| fits(item))
}

fn is_content(item: &Item) -> bool {
    matches!(
        item.media_type.as_str(),
        "application/xhtml+xml" | "image/svg+xml"
    )
}

fn check_spine(book: &Book, findings: &mut Findings) {
    for item in book.package.spine.iter().map(|at| &book.package.items[*at]) {
        if resolved(book, item, is_content).is_none() {
            let kind = isolate(&item.media_type);
            let message =
                format!("a file of the type {kind} stands in the spine without a fallback");
            let place = book.package.tree.place_of(item.node, "media-type");
            findings.add(Code::BadManifest, place, message);
        }
    }
}

fn check_metadata(tree: &Tree, findings: &mut Findings) {
    let root = tree.root();
    let declared = root
        .and_then(|root| tree.value(root, "prefix"))
        .unwrap_or_default();
    let declared = declared.split_ascii_whitespace();
    let declared: Seen<&str> = declared.filter_map(|one| one.strip_suffix(':')).collect();
    let is_declared = |prefix: &str| RESERVED.contains(&prefix) || declared.contains(prefix);
    for meta in tree.named("meta") {
        let Some(property) = tree.value(meta, "property").map(str::trim) else {
            continue;
        };
        let shown = isolate(property);
        let message = match property.split_once(':') {
            Some((prefix, _)) if !is_declared(prefix) => {
                format!("the prefix of {shown} is not declared")
            }
            None if !META.contains(&property) && !property.is_empty() => {
                format!("there is no property {shown}")
            }
            _ => continue,
        };
        findings.add(Code::BadManifest, tree.place_of(meta, "property"), message);
    }
    for language in tree.named("language") {
        let tag = tree.text(language);
        if !crate::markup::is_language(tag.trim()) {
            let message = format!("{} is no language tag", isolate(tag.trim()));
            findings.add(Code::BadManifest, tree.place(language), message);
        }
    }
}

/// What a document holds that the manifest has to say of it.
fn check_properties(book: &Book, document: &Document, findings: &mut Findings) {
    let Some(item) = book.package.item_of(&document.path) else {
        return;
    };
    let tree = &document.tree;
    let holds = |names: &[&str]| {
        let mut nodes = tree.nodes();
        nodes.find(|node| tree.name(*node).is_some_and(|name| names.contains(&name)))
    };
    let held = [
        ("mathml", holds(&["math"])),
        ("svg", holds(&["svg"])),
        (
            "switch",
            holds(&["switch"]).filter(|node| !is_in_drawing(tree, *node)),
        ),
        ("scripted", scripted(tree)),
    ];
    for (property, node) in held {
        let declared = book.package.tree.lists(item.node, "properties", property);
        match (node, declared) {
            (Some(node), false) => {
                let message = format!("the manifest does not say that this document is {property}");
                findings.add(Code::BadManifest, tree.place(node), message);
            }
            (None, true) => {
                let name = isolate(&document.path);
                let message = format!("{name} has nothing of the property {property}");
                let place = book.package.tree.place_of(item.node, "properties");
                findings.add(Code::BadManifest, place, message);
            }
            _ => {}
        }
    }
}

/// `switch` of SVG is another one than that of EPUB.
fn is_in_drawing(tree: &Tree, node: NodeId) -> bool {
    tree.with_ancestors(node)
        .any(|one| tree.name(one) == Some("svg"))
}

/// A script, a form, or an attribute that is a script.
fn scripted(tree: &Tree) -> Option<NodeId> {
    let runs = |node: NodeId| {
        let kind = tree.value(node, "type").unwrap_or("text/javascript");
        matches!(
            kind.trim(),
            "" | "module"
                | "text/javascript"
                | "application/javascript"
                | "text/ecmascript"
                | "application/ecmascript"
        )
    };
    tree.nodes().find(|node| match tree.name(*node) {
        Some("script") => runs(*node),
        Some("form") => true,
        Some(_) => tree.attributes(*node).any(|one| {
            let handler = one.name.strip_prefix("on");
            handler.is_some_and(|event| event.bytes().all(|byte| byte.is_ascii_lowercase()))
        }),
        None => false,
    })
}

/// Whether what is shown is of a type that every system shows.
fn check_shown(book: &Book, document: &Document, findings: &mut Findings) {
    let tree = &document.tree;
    for node in tree.nodes() {
        let Some(name) = tree.name(node) else {
            continue;
        };
        if name == "link" && !tree.lists(node, "rel", "stylesheet") {
            continue;
        }
        for (_, attribute) in SHOWN.iter().filter(|(element, _)| *element == name) {
            let Some(address) = tree.value(node, attribute) else {
                continue;
            };
            let Address::Inside { path, .. } = Address::read(address, &document.path) else {
                continue;
            };
            let Some(item) = book.package.item_of(&path) else {
                continue;
            };
            let core = |item: &Item| {
                let kind = item.media_type.as_str();
                let font = kind.starts_with("font/") || FONTS.contains(&kind);
                font || CORE.contains(&kind)
            };
            if resolved(book, item, core).is_none() {
                let (path, kind) = (isolate(&path), isolate(&item.media_type));
                let message = format!("{path} is of the type {kind}, which not every system shows");
                findings.add(Code::BadManifest, tree.place_of(node, attribute), message);
            }
        }
    }
}
