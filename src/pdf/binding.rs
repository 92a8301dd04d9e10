//! Written pages in, a document with its tree of pages out (ISO 32000-2, 7.7.3).
//!
//! printpdf makes the document: its catalogue, its tree of pages, each page and its links. What it
//! holds open or gets wrong is completed here: the contents are streams that are written and
//! compressed already, since one of its operators for each glyph would cost more than shaping; a
//! box that does not begin at the origin would be written with its width for its right edge; it
//! knows no BleedBox; and one dictionary of resources serves all pages, since what one page shows,
//! another shows too.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use printpdf::{LinkAnnotation, Op, PdfDocument, PdfPage, PdfSaveOptions, Rect};

use super::boxes::Boxes;
use super::figures::Placing;
use super::flow::Written;
use super::tree::MarkedPage;
use super::{PdfError, Printing, figures};
use crate::config::{Config, Marks, Profile};

/// The name of the printers' marks in the resources.
const MARKS: &str = "Marks";
/// The operators that show them: they belong to the page, not to the text.
const SHOW_MARKS: &[u8] = b"/Artifact <</Type /Page>> BDC\n/Marks Do\nEMC\n";

/// Binds the pages; gives back what of each belongs to which element, too.
///
/// # Errors
/// A picture cannot be decoded or converted.
pub(super) fn bind(
    mut sheets: Vec<Written>,
    printing: &Printing<'_>,
    placing: &Placing<'_>,
) -> Result<(Document, Vec<MarkedPage>), PdfError> {
    let boxes = Boxes::new(printing.pages.size, printing.config);
    let links = sheets
        .iter_mut()
        .map(|sheet| std::mem::take(&mut sheet.annotations));
    let mut doc = skeleton(links.collect());
    doc.version = super::document::version(printing.config).to_owned();
    let mut objects = figures::add(&mut doc, printing, placing)?;
    if let Some(marks) = boxes.add_marks(&mut doc, printing.press.inks()) {
        objects.set(MARKS, marks);
    }
    let resources = resources(&mut doc, objects);
    let pages: Vec<ObjectId> = doc.page_iter().collect();
    let mut marked = Vec::with_capacity(sheets.len());
    for (sheet, id) in sheets.into_iter().zip(pages) {
        fill(&mut doc, id, sheet.stream);
        if let Ok(page) = doc.get_dictionary_mut(id) {
            page.set("Resources", resources);
            boxes.describe(page);
        }
        marked.push(MarkedPage {
            sequences: sheet.sequences,
            links: sheet.links,
        });
    }
    Ok((doc, marked))
}

/// A document of pages that show nothing yet and have these links.
fn skeleton(links: Vec<Vec<LinkAnnotation>>) -> Document {
    // The boxes are described later.
    let nothing = Rect::from_wh(printpdf::Pt(0.0), printpdf::Pt(0.0));
    let page = |links: Vec<LinkAnnotation>| PdfPage {
        media_box: nothing.clone(),
        trim_box: nothing.clone(),
        crop_box: nothing.clone(),
        ops: links
            .into_iter()
            .map(|link| Op::LinkAnnotation { link })
            .collect(),
    };
    let mut pdf = PdfDocument::new("");
    pdf.pages = links.into_iter().map(page).collect();
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        secure: false,
        image_optimization: None,
    };
    let mut doc = printpdf::serialize::to_lopdf_doc(&pdf, &options, &mut Vec::new());
    forget(&mut doc);
    doc
}

/// Takes away what printpdf says of a document by the clock, by chance or without being asked.
fn forget(doc: &mut Document) {
    if let Some(Object::Reference(info)) = doc.trailer.remove(b"Info") {
        doc.objects.remove(&info);
    }
    doc.trailer.remove(b"ID");
    if let Ok(root) = doc.catalog_mut() {
        root.remove(b"PageLayout");
        root.remove(b"PageMode");
    }
}

/// Gives a page its content in place of the empty one, and takes away what nothing refers to then.
fn fill(doc: &mut Document, page: ObjectId, stream: lopdf::Stream) {
    let Ok(dict) = doc.get_dictionary_mut(page) else {
        return;
    };
    // One box is described twice at most; none that printpdf wrote stays.
    dict.remove(b"CropBox");
    let own = dict.remove(b"Resources");
    let empty = matches!(dict.get(b"Annots"), Ok(Object::Array(links)) if links.is_empty());
    if empty {
        dict.remove(b"Annots");
    }
    let content = dict.get(b"Contents").and_then(Object::as_reference);
    if let Ok(content) = content {
        doc.objects.insert(content, stream.into());
    }
    if let Some(Object::Reference(own)) = own {
        drop_resources(doc, own);
    }
}

/// Removes a page's resources and the dictionaries of their kinds.
fn drop_resources(doc: &mut Document, resources: ObjectId) {
    if let Some(Object::Dictionary(kinds)) = doc.objects.remove(&resources) {
        for (_, kind) in &kinds {
            if let Object::Reference(kind) = kind {
                doc.objects.remove(kind);
            }
        }
    }
}

/// The operators that every page ends with.
pub(super) fn ending(config: &Config) -> &'static [u8] {
    match (config.pdf.profile, config.print.marks) {
        (Profile::Print, Marks::Shown) => SHOW_MARKS,
        (Profile::Print, Marks::Hidden) | (Profile::Screen, _) => &[],
    }
}

fn resources(doc: &mut Document, objects: Dictionary) -> ObjectId {
    let fonts = doc.add_object(Dictionary::new());
    let mut resources = dictionary! { "Font" => fonts };
    if !objects.is_empty() {
        let objects = doc.add_object(objects);
        resources.set("XObject", objects);
    }
    doc.add_object(resources)
}
