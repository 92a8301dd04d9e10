//! Written pages in, a document with its tree of pages out (ISO 32000-2, 7.7.3).
//!
//! All pages share one dictionary of resources: what one page shows, another shows too.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::boxes::Boxes;
use super::document::destination;
use super::figures::Placing;
use super::flow::Written;
use super::sheet::Annotation;
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
    sheets: Vec<Written>,
    printing: &Printing<'_>,
    placing: &Placing<'_>,
) -> Result<(Document, Vec<MarkedPage>), PdfError> {
    let mut doc = Document::with_version(super::document::version(printing.config));
    let boxes = Boxes::new(printing.pages.size, printing.config);
    let mut objects = figures::add(&mut doc, printing, placing)?;
    let marks = boxes.add_marks(&mut doc, printing.press.inks());
    if let Some(marks) = marks {
        objects.set(MARKS, marks);
    }
    let resources = resources(&mut doc, objects);
    let tree = doc.new_object_id();
    let ids: Vec<ObjectId> = sheets.iter().map(|_| doc.new_object_id()).collect();
    let mut marked = Vec::with_capacity(sheets.len());
    let mut streams = Vec::with_capacity(sheets.len());
    for (sheet, id) in sheets.into_iter().zip(&ids) {
        let mut page = dictionary! { "Type" => "Page", "Parent" => tree, "Resources" => resources };
        boxes.describe(&mut page);
        let links: Vec<Object> = sheet
            .annotations
            .into_iter()
            .map(|link| annotation(link, &ids))
            .collect();
        if !links.is_empty() {
            page.set("Annots", links);
        }
        doc.objects.insert(*id, page.into());
        streams.push(sheet.stream);
        marked.push(MarkedPage {
            sequences: sheet.sequences,
            links: sheet.links,
        });
    }
    add_contents(&mut doc, &ids, streams);
    add_root(&mut doc, tree, ids);
    Ok((doc, marked))
}

/// The operators that every page ends with.
pub(super) fn ending(config: &Config) -> &'static [u8] {
    match (config.pdf.profile, config.print.marks) {
        (Profile::Print, Marks::Shown) => SHOW_MARKS,
        (Profile::Print, Marks::Hidden) | (Profile::Screen, _) => &[],
    }
}

fn add_contents(doc: &mut Document, pages: &[ObjectId], streams: Vec<Stream>) {
    for (page, stream) in pages.iter().zip(streams) {
        let content = doc.add_object(stream);
        if let Ok(page) = doc.get_dictionary_mut(*page) {
            page.set("Contents", content);
        }
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

/// A link that leads to a page by the page's object.
fn annotation(link: Annotation, pages: &[ObjectId]) -> Object {
    let Annotation { mut dict, inside } = link;
    let place = inside.and_then(|(page, y)| Some((*pages.get(page)?, y)));
    if let Some((page, y)) = place {
        let action = dictionary! { "S" => "GoTo", "D" => destination(page, y) };
        dict.set("A", action);
    }
    dict.into()
}

fn add_root(doc: &mut Document, tree: ObjectId, pages: Vec<ObjectId>) {
    let count = i64::try_from(pages.len()).unwrap_or(i64::MAX);
    let kids: Vec<Object> = pages.into_iter().map(Object::from).collect();
    let dict = dictionary! { "Type" => "Pages", "Count" => count, "Kids" => kids };
    doc.objects.insert(tree, dict.into());
    let root = doc.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    doc.trailer.set("Root", root);
}
