//! The elements of the pages in, destinations that name the element they lead to out: PDF 2.0 calls
//! them structure destinations (ISO 32000-2, 12.3.2.3), and PDF/UA-2 asks for them everywhere
//! (ISO 14289-2, 8.8). A destination on a page alone stands beside each, for programs that know no
//! other.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::document::destination;
use super::tree::MarkedPage;
use crate::frame::{ElementId, PageItem, Pages};

/// How far above what they lead to destinations lie at most, in points.
const NEAR: f32 = 2.0;

/// The elements on each page: how far below its upper edge each begins, and its object.
pub(super) struct Targets {
    pages: Vec<Vec<(f32, ObjectId)>>,
    height: f32,
}

impl Targets {
    /// Finds the elements of all sequences; `object` gives the object of an element.
    pub(super) fn new(
        pages: &Pages,
        marked: &[MarkedPage],
        object: impl Fn(ElementId) -> Option<ObjectId>,
    ) -> Self {
        let on_page = |(page, marked): (&crate::frame::Page, &MarkedPage)| {
            let spots = marked.sequences.iter().filter_map(|sequence| {
                let item = page.items.get(usize::try_from(sequence.place.0).ok()?)?;
                Some((begins(item)?, object(sequence.element)?))
            });
            spots.collect()
        };
        Self {
            pages: pages.pages.iter().zip(marked).map(on_page).collect(),
            height: pages.size.1.0,
        }
    }

    /// The element that a place leads to: the first that begins there or below it, or the last one
    /// above it. `None` on a page without elements.
    fn at(&self, page: usize, from_top: f32) -> Option<ObjectId> {
        let spots = self.pages.get(page)?;
        let below = spots.iter().find(|(top, _)| *top + NEAR >= from_top);
        below.or(spots.last()).map(|(_, object)| *object)
    }

    /// The array that leads to the element at a place: the index of a page, points from its lower
    /// edge.
    fn destination(&self, page: usize, from_bottom: f32) -> Option<Object> {
        let element = self.at(page, self.height - from_bottom)?;
        Some(destination(element, from_bottom))
    }
}

/// How far below the upper edge of the page what stands on it begins.
fn begins(item: &PageItem) -> Option<f32> {
    match item {
        PageItem::Line(line) => Some(line.baseline.0),
        PageItem::Picture(picture) => Some(picture.rect.y.0 + picture.rect.height.0),
        PageItem::Rule(_) | PageItem::Link(_) => None,
    }
}

/// Names the elements in the destinations of links, of the outline and of names; gives back for
/// each link that leads to an element, which one.
pub(super) fn complete(
    doc: &mut Document,
    targets: &Targets,
    outline: Option<ObjectId>,
    names: ObjectId,
) -> Vec<(ObjectId, ObjectId)> {
    let pages: Vec<ObjectId> = doc.page_iter().collect();
    let indices: BTreeMap<ObjectId, usize> = pages.iter().copied().zip(0..).collect();
    let structured = |place: &Object| structured(place, &indices, targets);
    let mut led = Vec::new();
    for link in links(doc, &pages) {
        let action = doc.get_dictionary_mut(link).ok();
        let action = action.and_then(|link| link.get_mut(b"A").ok());
        let Some(Object::Dictionary(action)) = action else {
            continue;
        };
        if let Some((element, place)) = action.get(b"D").ok().and_then(structured) {
            action.set("SD", place);
            led.push((link, element));
        }
    }
    for item in outline.map_or_else(Vec::new, |root| items(doc, root)) {
        let Ok(dict) = doc.get_dictionary_mut(item) else {
            continue;
        };
        if let Some(place) = dict.remove(b"Dest") {
            dict.set("A", go_to(place, structured));
        }
    }
    if let Ok(Object::Array(entries)) = doc
        .get_dictionary_mut(names)
        .and_then(|dict| dict.get_mut(b"Names"))
    {
        for place in entries.iter_mut().skip(1).step_by(2) {
            let Some((_, element)) = structured(place) else {
                continue;
            };
            *place = dictionary! { "D" => place.clone(), "SD" => element }.into();
        }
    }
    led
}

/// The action that leads to a place and to the element there.
fn go_to(place: Object, structured: impl Fn(&Object) -> Option<(ObjectId, Object)>) -> Dictionary {
    let element = structured(&place);
    let mut action = dictionary! { "S" => "GoTo", "D" => place };
    if let Some((_, place)) = element {
        action.set("SD", place);
    }
    action
}

/// The element that a place on a page leads to, and the array that leads to it.
fn structured(
    place: &Object,
    pages: &BTreeMap<ObjectId, usize>,
    targets: &Targets,
) -> Option<(ObjectId, Object)> {
    let place = place.as_array().ok()?;
    let page = place.first()?.as_reference().ok()?;
    let from_bottom = place.get(3)?.as_float().ok()?;
    let destination = targets.destination(*pages.get(&page)?, from_bottom)?;
    let element = destination.as_array().ok()?.first()?.as_reference().ok()?;
    Some((element, destination))
}

/// The links of all pages.
fn links(doc: &Document, pages: &[ObjectId]) -> Vec<ObjectId> {
    let of_page = |page: &ObjectId| {
        let dict = doc.get_dictionary(*page).ok();
        let links = dict.and_then(|dict| dict.get(b"Annots").ok());
        let links = links.and_then(|links| links.as_array().ok());
        let links = links.into_iter().flatten();
        links.filter_map(|link| link.as_reference().ok())
    };
    pages.iter().flat_map(of_page).collect()
}

/// The items of an outline, in no order that matters.
fn items(doc: &Document, root: ObjectId) -> Vec<ObjectId> {
    let lead = |item: ObjectId, key: &[u8]| {
        doc.get_dictionary(item)
            .ok()?
            .get(key)
            .ok()?
            .as_reference()
            .ok()
    };
    let (mut found, mut open) = (Vec::new(), vec![root]);
    while let Some(item) = open.pop() {
        open.extend(
            [lead(item, b"First"), lead(item, b"Next")]
                .into_iter()
                .flatten(),
        );
        found.push(item);
    }
    found
}
