//! An SVG picture in, a form object of the document out (ISO 32000-2, 8.10).
//!
//! Its text becomes outlines: a caption and the alternative text say what it shows.

use lopdf::{Document, Object, ObjectId, Stream, dictionary};
use svg2pdf::{ConversionOptions, PageOptions};

use super::recolor::recolor;
use crate::config::Profile;
use crate::pdf::{PdfError, Printing};
use crate::picture::Picture;
use crate::press::Press;
use crate::source::BookPath;

/// Adds a picture to the document, as a form of one unit's width and height.
///
/// # Errors
/// It is no SVG, or it needs what cannot be converted.
pub(in crate::pdf) fn import(
    path: &BookPath,
    picture: &Picture,
    printing: &Printing<'_>,
    doc: &mut Document,
) -> Result<ObjectId, PdfError> {
    let fault = |cause: &str| PdfError::new(&format!("draw {}", path.as_str()), cause);
    let tree = picture
        .tree
        .as_ref()
        .ok_or_else(|| fault("it is no drawing"))?;
    let options = ConversionOptions {
        embed_text: false,
        ..ConversionOptions::default()
    };
    let drawn = svg2pdf::to_pdf(tree, options, PageOptions::default());
    let drawn = drawn.map_err(|error| fault(&error.to_string()))?;
    let mut drawn = Document::load_mem(&drawn).map_err(|error| fault(&error.to_string()))?;
    if let Some(press) = press(printing) {
        recolor(&mut drawn, press).ok_or_else(|| fault("its colours cannot be read"))?;
    }
    let size = (tree.size().width(), tree.size().height());
    import_page(drawn, size, doc).ok_or_else(|| fault("the drawing has no page"))
}

/// The press that colours are converted for.
pub(in crate::pdf) fn press<'a>(printing: &Printing<'a>) -> Option<&'a Press> {
    match printing.config.pdf.profile {
        Profile::Screen => None,
        Profile::Print => Some(printing.press),
    }
}

/// Takes the one page of a document over as a form.
fn import_page(mut drawn: Document, size: (f32, f32), doc: &mut Document) -> Option<ObjectId> {
    drawn.renumber_objects_with(doc.max_id + 1);
    drawn.objects.values_mut().for_each(sort);
    let page_id = *drawn.get_pages().get(&1)?;
    let mut page = drawn.objects.remove(&page_id)?.as_dict().ok()?.clone();
    let content_id = page.get(b"Contents").ok()?.as_reference().ok()?;
    let Object::Stream(content) = drawn.objects.remove(&content_id)? else {
        return None;
    };
    let mut dict = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => vec![0.into(), 0.into(), size.0.into(), size.1.into()],
        "Matrix" => vec![
            (1.0 / size.0).into(), 0.into(), 0.into(), (1.0 / size.1).into(), 0.into(), 0.into(),
        ],
    };
    for key in [b"Resources".as_slice(), b"Group".as_slice()] {
        if let Some(value) = page.remove(key) {
            dict.set(key, value);
        }
    }
    if let Ok(filter) = content.dict.get(b"Filter") {
        dict.set("Filter", filter.clone());
    }
    let max_id = drawn.max_id;
    doc.objects.extend(
        drawn
            .objects
            .into_iter()
            .filter(|(_, object)| is_drawing(object)),
    );
    doc.max_id = doc.max_id.max(max_id);
    Some(doc.add_object(Stream::new(dict, content.content)))
}

/// Sorts dictionaries by their keys: svg2pdf writes those of resources in the order of a hash map.
fn sort(object: &mut Object) {
    let dict = match object {
        Object::Dictionary(dict) => dict,
        Object::Stream(stream) => &mut stream.dict,
        Object::Array(items) => return items.iter_mut().for_each(sort),
        _ => return,
    };
    let mut entries: Vec<(Vec<u8>, Object)> = std::mem::take(dict).into_iter().collect();
    entries.sort_by(|one, other| one.0.cmp(&other.0));
    for (key, mut value) in entries {
        sort(&mut value);
        dict.set(key, value);
    }
}

/// Whether an object is part of the drawing: not of the document around it.
fn is_drawing(object: &Object) -> bool {
    let kind = object
        .as_dict()
        .ok()
        .and_then(|dict| dict.get(b"Type").ok());
    let kind = kind.and_then(|kind| kind.as_name().ok());
    !matches!(kind, Some(b"Catalog" | b"Pages" | b"Page"))
}
