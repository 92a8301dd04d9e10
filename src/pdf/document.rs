//! Bound pages in, a whole PDF file out (ISO 32000-2, 7.7): fonts, and what a reader asks of a
//! document as a whole.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::codes::CodeBook;
use super::deflate::deflated;
use super::embed::{Embedded, embed};
use super::tree::Tree;
use super::{
    PdfError, Printing, file, font_name, fonts, intent, labels, metadata, outline, places, targets,
};
use crate::config::{Config, Profile, Standard};
use crate::font::{FaceId, FontSet};
use crate::locale::Direction;

/// The version that the file states; nothing in it is newer. A press gets what its standard is
/// made of (ISO 15930-7, 6.1).
pub(super) fn version(config: &Config) -> &'static str {
    match config.pdf.profile {
        // What keeps a standard of PDF 2.0 is one (ISO 19005-4, 6.1.2).
        Profile::Screen if config.pdf.standard.is_second_version() => "2.0",
        Profile::Screen => "1.7",
        Profile::Print => "1.6",
    }
}

/// Adds the fonts that the pages show codes of.
///
/// # Errors
/// A font cannot be subset.
pub(super) fn add_fonts(
    doc: &mut Document,
    set: &FontSet,
    codes: &CodeBook<'_>,
) -> Result<(), PdfError> {
    let faces: Vec<_> = codes.faces().collect();
    let programs: Vec<Result<Embedded, PdfError>> = faces
        .par_iter()
        .map(|(face, codes_of)| embed(set.face(*face), codes.cuts.get(*face), codes_of))
        .collect();
    let mut names: Vec<(FaceId, ObjectId)> = Vec::new();
    for ((face, codes_of), program) in faces.iter().zip(programs) {
        names.push((
            *face,
            fonts::add_font(doc, set.face(*face), codes_of, &program?),
        ));
    }
    let Some(id) = resource_id(doc, b"Font") else {
        return Ok(());
    };
    if let Ok(dict) = doc.get_object_mut(id).and_then(Object::as_dict_mut) {
        for (face, font) in names {
            dict.set(font_name(face), font);
        }
    }
    Ok(())
}

/// The dictionary of a kind of resources, which all pages share.
pub(super) fn resource_id(doc: &Document, kind: &[u8]) -> Option<ObjectId> {
    let page = doc.page_iter().next()?;
    let resources = doc
        .get_dictionary(page)
        .ok()?
        .get(b"Resources")
        .ok()?
        .as_reference()
        .ok()?;
    doc.get_dictionary(resources)
        .ok()?
        .get(kind)
        .ok()?
        .as_reference()
        .ok()
}

/// Adds what readers ask a whole document for: language, direction, outline, labels, places, metadata.
///
/// # Errors
/// The colour profile cannot be written.
pub(super) fn complete(
    doc: &mut Document,
    printing: &Printing<'_>,
    tree: &Tree,
) -> Result<(), PdfError> {
    let pages: Vec<ObjectId> = doc.page_iter().collect();
    let outline = outline::add(doc, printing.pages, &pages);
    let places = places::add(doc, printing.pages, &pages);
    if let Some(targets) = &tree.targets {
        let led = targets::complete(doc, targets, outline, places);
        tree.refer(doc, led);
    }
    let labels = labels::add(doc, printing.pages);
    let book = &printing.config.book;
    let direction = match book.direction {
        Direction::Rtl => "R2L",
        Direction::Ltr => "L2R",
    };
    let mut catalog = dictionary! {
        "Lang" => Object::string_literal(book.language.as_str()),
        "ViewerPreferences" => dictionary! { "Direction" => direction, "DisplayDocTitle" => true },
        "PageLayout" => "TwoPageRight",
        "PageMode" => if outline.is_some() { "UseOutlines" } else { "UseNone" },
        "PageLabels" => labels,
        "Names" => dictionary! { "Dests" => places },
        "StructTreeRoot" => tree.root,
        "MarkInfo" => dictionary! { "Marked" => true },
    };
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
    }
    finish(doc, printing, catalog)
}

/// Adds what a single sheet needs: no reader goes through it.
///
/// # Errors
/// The colour profile cannot be written.
pub(super) fn complete_sheet(doc: &mut Document, printing: &Printing<'_>) -> Result<(), PdfError> {
    let book = &printing.config.book;
    let catalog = dictionary! {
        "Lang" => Object::string_literal(book.language.as_str()),
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
    };
    finish(doc, printing, catalog)
}

/// Adds the colours that the file is meant in and what it says of itself; `catalog` is what its
/// root has to say beside that.
fn finish(
    doc: &mut Document,
    printing: &Printing<'_>,
    mut catalog: Dictionary,
) -> Result<(), PdfError> {
    let book = &printing.config.book;
    let profile = printing.config.pdf.profile;
    let standard = match profile {
        Profile::Screen => printing.config.pdf.standard,
        // The file keeps the standard of presses, and claims no other.
        Profile::Print => Standard::None,
    };
    let intent = match profile {
        Profile::Print => Some(intent::add_press(doc, printing.press)),
        Profile::Screen if standard.archive().is_some() => Some(intent::add(doc)?),
        Profile::Screen => None,
    };
    if let Some(intent) = intent {
        catalog.set("OutputIntents", vec![intent.into()]);
    }
    let hash = hash_streams(doc);
    let about = metadata::About {
        book,
        hash: &hash,
        standard,
        profile,
    };
    catalog.set("Metadata", doc.add_object(xmp_stream(&about)));
    if let Ok(root) = doc.catalog_mut() {
        catalog
            .into_iter()
            .for_each(|(key, value)| root.set(key, value));
    }
    complete_trailer(doc, &about, &hash);
    Ok(())
}

/// A metadata stream stays readable to tools that know nothing of PDF.
fn xmp_stream(about: &metadata::About<'_>) -> Stream {
    let dict = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    Stream::new(dict, metadata::xmp(about).into_bytes()).with_compression(false)
}

/// A hash of what the pages show: the file's identity without a clock or chance.
fn hash_streams(doc: &Document) -> [u8; 16] {
    let mut hash = Sha256::new();
    for object in doc.objects.values() {
        if let Object::Stream(stream) = object {
            hash.update(&stream.content);
        }
    }
    let hash = hash.finalize();
    let mut short = [0; 16];
    short.copy_from_slice(&hash[..16]);
    short
}

fn complete_trailer(doc: &mut Document, about: &metadata::About<'_>, hash: &[u8; 16]) {
    // In PDF 2.0 the packet alone describes the file (ISO 19005-4, 6.1.3).
    if !about.standard.is_second_version() {
        let info = doc.add_object(metadata::info(about));
        doc.trailer.set("Info", info);
    }
    let id = Object::String(hash.to_vec(), StringFormat::Hexadecimal);
    doc.trailer.set("ID", vec![id.clone(), id]);
}

/// Compresses the streams and writes the file.
pub(super) fn write(mut doc: Document) -> Vec<u8> {
    let streams: Vec<&mut Object> = doc
        .objects
        .values_mut()
        .filter(|object| is_raw(object))
        .collect();
    streams.into_par_iter().for_each(compress);
    file::write(doc)
}

fn is_raw(object: &Object) -> bool {
    matches!(object, Object::Stream(stream) if stream.allows_compression && !stream.dict.has(b"Filter"))
}

fn compress(object: &mut Object) {
    if let Object::Stream(stream) = object {
        let dict: Dictionary = std::mem::take(&mut stream.dict);
        *stream = deflated(dict, std::mem::take(&mut stream.content));
    }
}

/// A text string as PDF has them: ASCII as it is, everything else in UTF-16 (ISO 32000-2, 7.9.2).
pub(super) fn text_string(text: &str) -> Object {
    if text.is_ascii() {
        return Object::string_literal(text);
    }
    const BYTE_ORDER_MARK: u16 = 0xFEFF;
    let units = std::iter::once(BYTE_ORDER_MARK).chain(text.encode_utf16());
    Object::String(
        units.flat_map(u16::to_be_bytes).collect(),
        StringFormat::Hexadecimal,
    )
}

/// The array that leads to a place: a page, and a distance from its lower edge.
pub(super) fn destination(page: ObjectId, from_bottom: f32) -> Object {
    Object::Array(vec![
        page.into(),
        "XYZ".into(),
        Object::Null,
        from_bottom.into(),
        Object::Null,
    ])
}
