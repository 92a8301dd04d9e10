//! Pictures and the cover: sizes, formats, marks (limits of shops: `store`).

use std::io::Cursor;

use image::{ImageFormat, ImageReader};

use super::address::Address;
use super::book::Book;
use super::document::Document;
use super::finding::{Code, Findings};
use super::package::{Item, Version};
use super::xml::{Home, NodeId, Tree};
use crate::diag::{Place, isolate};
use crate::lookup::Seen;

/// Pixels of a picture inside a book that Apple takes.
const MAX_PIXELS: u64 = 4_000_000;

/// Bytes of a picture that Kobo advises not to exceed.
const MAX_BYTES: u64 = 5_000_000;

/// Pixels of a drawing's side that Google takes.
const MAX_DRAWING: f64 = 3_200.0;

/// Pixels of a cover's sides that Google takes.
const COVER_SIDE: std::ops::RangeInclusive<u32> = 640..=7_200;

/// Width of a cover for each 1,000 of height: from Amazon's 5:8 to Kobo's 3:4, a little left on both sides.
const COVER_SHAPE: std::ops::RangeInclusive<u64> = 605..=770;

/// Checks every picture, then the cover.
pub(super) fn check(book: &Book, findings: &mut Findings) {
    // A manifest may name one file a thousand times.
    let mut seen = Seen::new();
    for item in &book.package.items {
        if item.media_type.starts_with("image/") && seen.insert(&item.path) {
            check_picture(book, item, findings);
        }
    }
    check_cover(book, findings);
}

fn check_picture(book: &Book, item: &Item, findings: &mut Findings) {
    let Some(path) = &item.path else { return };
    let Some(bytes) = book.container.bytes(path) else {
        return;
    };
    let place = || Place::File(path.clone());
    let bytes_of_file = book.container.size(path).unwrap_or_default();
    if bytes_of_file > MAX_BYTES {
        let message = format!("the picture has {bytes_of_file} bytes");
        findings.add(Code::ImageBytes, place(), message);
    }
    if item.media_type == "image/svg+xml" {
        return check_drawing(path, bytes, findings);
    }
    let known = ["image/jpeg", "image/png", "image/gif"];
    if !known.contains(&item.media_type.as_str()) {
        let message = format!("the picture is of type {}", isolate(&item.media_type));
        findings.add(Code::ImageFormat, place(), message);
    }
    match size(bytes) {
        None if readable(&item.media_type) => {
            let message = format!("this is no {}", isolate(&item.media_type));
            findings.add(Code::ImageBroken, place(), message);
        }
        None => {}
        Some((format, width, height)) => {
            if format.to_mime_type() != item.media_type && readable(&item.media_type) {
                let (declared, is) = (isolate(&item.media_type), format.to_mime_type());
                let message = format!("the manifest says {declared}, and this is {is}");
                findings.add(Code::ImageBroken, place(), message);
            }
            if u64::from(width) * u64::from(height) > MAX_PIXELS {
                let message = format!("the picture has {width} × {height} pixels");
                findings.add(Code::ImagePixels, place(), message);
            }
            if format == ImageFormat::Jpeg && jpeg_components(bytes) == Some(4) {
                let message = "the picture is in CMYK";
                findings.add(Code::ImageColour, place(), message);
            }
        }
    }
}

/// The size that a drawing gives itself.
fn check_drawing(path: &str, bytes: &[u8], findings: &mut Findings) {
    let home = Home::Other(path.to_owned());
    let tree = Tree::read(home, &String::from_utf8_lossy(bytes));
    let Some(root) = tree.root() else { return };
    for side in ["width", "height"] {
        let declared = tree.value(root, side).unwrap_or_default().trim();
        let pixels = declared.trim_end_matches("px").parse::<f64>();
        if pixels.is_ok_and(|pixels| pixels > MAX_DRAWING) {
            let message = format!("the {side} of the drawing is {}", isolate(declared));
            findings.add(Code::DrawingSize, tree.place_of(root, side), message);
        }
    }
}

/// Whether we can read the size of pictures of a type.
fn readable(media_type: &str) -> bool {
    ["image/jpeg", "image/png", "image/gif", "image/webp"].contains(&media_type)
}

/// Format and size, from the header alone.
fn size(bytes: &[u8]) -> Option<(ImageFormat, u32, u32)> {
    let reader = ImageReader::new(Cursor::new(bytes));
    let reader = reader.with_guessed_format().ok()?;
    let format = reader.format()?;
    let (width, height) = reader.into_dimensions().ok()?;
    Some((format, width, height))
}

/// How many colours the first frame of a JPEG has (ITU-T T.81, B.2.2).
fn jpeg_components(bytes: &[u8]) -> Option<u8> {
    let mut at = 2;
    loop {
        let marker = *bytes.get(at + 1)?;
        let frame = matches!(marker, 0xC0..=0xCF) && ![0xC4, 0xC8, 0xCC].contains(&marker);
        if *bytes.get(at)? != 0xFF {
            return None;
        }
        if frame {
            return bytes.get(at + 9).copied();
        }
        if marker == 0xFF {
            at += 1;
            continue;
        }
        let length = [*bytes.get(at + 2)?, *bytes.get(at + 3)?];
        at += 2 + usize::from(u16::from_be_bytes(length)).max(2);
    }
}

fn check_cover(book: &Book, findings: &mut Findings) {
    let package = &book.package;
    let by_property = package.item_with("cover-image");
    let meta = package.property("cover").next();
    let by_meta = meta.as_ref().and_then(|(_, id)| package.item(id));
    let place = || package.root_place();
    let ids = (by_property.map(|one| &one.id), by_meta.map(|one| &one.id));
    match ids {
        (None, None) if meta.is_none() => {
            let message = "no cover image is marked";
            findings.add(Code::CoverMissing, place(), message);
        }
        (None, None) => {
            let message = "<meta name=\"cover\"> names no item of the manifest";
            findings.add(Code::CoverMarks, place(), message);
        }
        (Some(one), Some(other)) if one != other => {
            let message =
                "properties=\"cover-image\" and <meta name=\"cover\"> name different items";
            findings.add(Code::CoverMarks, place(), message);
        }
        (Some(_), None) => {
            let message = "the cover has properties=\"cover-image\" and no <meta name=\"cover\">";
            findings.add(Code::CoverMarks, place(), message);
        }
        (None, Some(_)) if package.version == Version::Three => {
            let message = "the cover has <meta name=\"cover\"> and no properties=\"cover-image\"";
            findings.add(Code::CoverMarks, place(), message);
        }
        (None | Some(_), Some(_)) => {}
    }
    if let Some(item) = by_property.or(by_meta) {
        check_cover_picture(book, item, findings);
    }
}

fn check_cover_picture(book: &Book, item: &Item, findings: &mut Findings) {
    let Some(path) = &item.path else { return };
    let place = || Place::File(path.clone());
    if item.media_type != "image/jpeg" && item.media_type != "image/png" {
        let message = format!("the cover is of type {}", isolate(&item.media_type));
        findings.add(Code::CoverFormat, place(), message);
    }
    let bytes = book.container.bytes(path);
    if let Some((_, width, height)) = bytes.and_then(size) {
        let shape = u64::from(width) * 1_000 / u64::from(height.max(1));
        let sides = COVER_SIDE.contains(&width) && COVER_SIDE.contains(&height);
        if !COVER_SHAPE.contains(&shape) || !sides {
            let message = format!("the cover has {width} × {height} pixels");
            findings.add(Code::CoverShape, place(), message);
        }
    }
    for document in &book.documents {
        if let Some(image) = shows(document, path) {
            if document.letters.total() > 0 {
                let message = "the document that shows the cover holds text, too";
                findings.add(Code::CoverAlone, document.tree.place(image), message);
            }
            return;
        }
    }
}

/// The element of a document that shows a picture.
fn shows(document: &Document, path: &str) -> Option<NodeId> {
    let tree = &document.tree;
    let leads = |address: &str| matches!(Address::read(address, &document.path), Address::Inside { path: one, .. } if one == path);
    let names = ["src", "xlink:href"];
    tree.nodes().find(|node| {
        let image = matches!(tree.name(*node), Some("img" | "image"));
        let mut addresses = names.iter().filter_map(|name| tree.value(*node, name));
        image && addresses.any(leads)
    })
}
