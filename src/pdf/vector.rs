//! An SVG picture in, a form object of the document out (ISO 32000-2, 8.10).
//!
//! Its text becomes outlines: a caption and the alternative text say what it shows.

use std::sync::Arc;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use svg2pdf::{ConversionOptions, PageOptions};
use usvg::fontdb::Database;

use super::PdfError;
use super::document::resource_id;
use crate::font::{Family, FontSet, Weight};
use crate::source::BookPath;

/// Reads SVG pictures with the book's own fonts.
pub(super) struct Vectors {
    options: usvg::Options<'static>,
}

impl Vectors {
    /// A reader that knows these faces and no others.
    pub(super) fn new(fonts: &FontSet) -> Self {
        let mut database = Database::new();
        for (_, face) in fonts.faces() {
            database.load_font_data(face.data().to_vec());
        }
        let family = |family| {
            fonts
                .face(fonts.primary(family, Weight::Regular))
                .family()
                .to_owned()
        };
        database.set_serif_family(family(Family::Body));
        database.set_sans_serif_family(family(Family::Heading));
        database.set_monospace_family(family(Family::Code));
        let font_family = family(Family::Body);
        let options = usvg::Options {
            font_family,
            fontdb: Arc::new(database),
            ..usvg::Options::default()
        };
        Self { options }
    }

    /// Adds a picture to the document, as a form of one unit's width and height.
    ///
    /// # Errors
    /// It is no SVG, or it needs what cannot be converted.
    pub(super) fn import(
        &self,
        path: &BookPath,
        bytes: &[u8],
        doc: &mut Document,
    ) -> Result<ObjectId, PdfError> {
        let fault = |cause: &str| PdfError::new(&format!("draw {}", path.as_str()), cause);
        let tree = usvg::Tree::from_data(bytes, &self.options)
            .map_err(|error| fault(&error.to_string()))?;
        let options = ConversionOptions {
            embed_text: false,
            ..ConversionOptions::default()
        };
        let drawn = svg2pdf::to_pdf(&tree, options, PageOptions::default());
        let drawn = drawn.map_err(|error| fault(&error.to_string()))?;
        let drawn = Document::load_mem(&drawn).map_err(|error| fault(&error.to_string()))?;
        let size = (tree.size().width(), tree.size().height());
        import_page(drawn, size, doc).ok_or_else(|| fault("the drawing has no page"))
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

/// Gives an object a name in the pages' resources.
pub(super) fn name_object(doc: &mut Document, name: &str, object: ObjectId) {
    let Some(id) = resource_id(doc, b"XObject") else {
        return;
    };
    if let Ok(objects) = doc.get_object_mut(id).and_then(Object::as_dict_mut) {
        Dictionary::set(objects, name, object);
    }
}
