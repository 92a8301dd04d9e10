//! The sensitive areas of the pages in, link annotations out (ISO 32000-2, 12.5.6.5).
//!
//! A link is an object that three others name: its page, the element whose words it lies over and the
//! parent tree. So its number is reserved before any of them is made, and what it does is known from
//! the placed link alone.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::element_objects::Tree;
use crate::config::Profile;
use crate::frame::{Destination, ElementId, LinkTarget, PageItem, Pages, PlacedLink, Role};
use crate::pdf::Printing;
use crate::pdf::object::objects::Objects;
use crate::pdf::object::values::{destination, integer, text_string};
use crate::pdf::page::page_object::PageObject;
use crate::units::Pt;

/// A link that leads somewhere.
pub(in crate::pdf) struct Link<'a> {
    /// The number of its annotation.
    pub(in crate::pdf) id: ObjectId,
    /// The index of its page.
    pub(in crate::pdf) page: usize,
    /// The element whose words it lies over; `None` for furniture.
    pub(in crate::pdf) element: Option<ElementId>,
    placed: &'a PlacedLink,
    action: Action,
}

/// What a click does.
enum Action {
    /// Opens an address.
    Open(Arc<str>),
    /// Opens an address that is long: the object says which.
    OpenShared(ObjectId),
    /// Goes to a place in the book.
    GoTo(Destination),
}

/// The links of all pages, in the order of the pages.
pub(in crate::pdf) struct Links<'a> {
    links: Vec<Link<'a>>,
}

/// Bytes of an address from which on the areas of a link share one object: a link of a thousand lines to an
/// address of as many letters would else hold it a thousand times.
const LONG: usize = 1_000;

/// The last long address that was met, with its object.
struct LongAddress {
    address: Arc<str>,
    object: ObjectId,
}

impl<'a> Links<'a> {
    /// Reserves a number for each link of the pages that leads somewhere; paper has no links.
    pub(in crate::pdf) fn reserve(
        objects: &mut Objects,
        printing: &Printing<'a>,
        pages: &mut [PageObject],
    ) -> Self {
        let mut links = Vec::new();
        let mut last: Option<LongAddress> = None;
        if printing.profile == Profile::Print {
            return Self { links };
        }
        for (index, (page, object)) in printing.pages.pages.iter().zip(pages).enumerate() {
            for item in &page.items {
                let PageItem::Link(placed) = item else {
                    continue;
                };
                let Some(action) = action(&placed.target, printing.pages) else {
                    continue;
                };
                let action = shared(action, &mut last, objects);
                let id = objects.reserve();
                object.links.push(id);
                links.push(Link {
                    id,
                    page: index,
                    element: placed.element,
                    placed,
                    action,
                });
            }
        }
        Self { links }
    }

    /// The links, each with its key in the parent tree, which counts on from the pages.
    pub(in crate::pdf) fn keyed(
        &self,
        pages: usize,
    ) -> impl Iterator<Item = (usize, &Link<'a>)> + Clone {
        (pages..).zip(&self.links)
    }

    /// How many there are.
    pub(in crate::pdf) fn count(&self) -> usize {
        self.links.len()
    }

    /// The elements that lines of the contents are about, by the elements of the lines
    /// (ISO 14289-2, 8.2.5.8).
    pub(in crate::pdf) fn subjects(&self, pages: &Pages) -> BTreeMap<ElementId, ElementId> {
        let subject = |link: &Link<'_>| {
            let Action::GoTo(Destination { element, .. }) = &link.action else {
                return None;
            };
            Some((contents_item(link.element?, pages)?, (*element)?))
        };
        self.links.iter().filter_map(subject).collect()
    }

    /// Puts the annotations in.
    pub(in crate::pdf) fn put(
        &self,
        objects: &mut Objects,
        printing: &Printing<'_>,
        tree: &Tree,
        pages: &[PageObject],
    ) {
        for (key, link) in self.keyed(pages.len()) {
            let mut annotation = annotation(link, printing.pages, tree, pages);
            if link
                .element
                .and_then(|element| tree.object(element))
                .is_some()
            {
                annotation.set("StructParent", integer(key));
            }
            objects.put(link.id, annotation);
        }
    }
}

/// An action that is short enough to stand in every annotation that needs it.
fn shared(action: Action, last: &mut Option<LongAddress>, objects: &mut Objects) -> Action {
    let Action::Open(address) = action else {
        return action;
    };
    if address.len() < LONG {
        return Action::Open(address);
    }
    match last {
        Some(known) if Arc::ptr_eq(&known.address, &address) => Action::OpenShared(known.object),
        _ => {
            let object = objects.add(open(&address));
            *last = Some(LongAddress { address, object });
            Action::OpenShared(object)
        }
    }
}

/// The action of a link; `None` if it leads nowhere.
fn action(target: &LinkTarget, pages: &Pages) -> Option<Action> {
    let place = match target {
        LinkTarget::External(address) => return Some(Action::Open(Arc::clone(address))),
        LinkTarget::Anchor(anchor) => *pages.destinations.get(anchor)?,
        LinkTarget::Place { page, y, element } => {
            let y = i16::try_from(*y / 100).map_or(0.0, f32::from);
            Destination {
                page: *page,
                y: Pt(y),
                element: *element,
            }
        }
    };
    (place.page < pages.pages.len()).then_some(Action::GoTo(place))
}

/// The line of the contents that an element lies in.
fn contents_item(id: ElementId, pages: &Pages) -> Option<ElementId> {
    let mut at = Some(id);
    while let Some(id) = at {
        let element = pages.structure.get(id)?;
        if element.role == Role::ContentsItem {
            return Some(id);
        }
        at = element.parent;
    }
    None
}

/// A link's annotation: an area without a border, shown inverted while it is pressed.
fn annotation(link: &Link<'_>, pages: &Pages, tree: &Tree, objects: &[PageObject]) -> Dictionary {
    // Annotations of a file for archives have to be printed (ISO 19005-2, 6.3.2).
    const PRINT: i64 = 4;
    let area = pages.on_paper(&pages.pages[link.page], link.placed.rect);
    let bottom = pages.size.1.0 - area.y.0 - area.height.0;
    let (left, right) = (area.x.0, area.x.0 + area.width.0);
    let sides = [left, bottom, right, bottom + area.height.0];
    let mut dict = dictionary! {
        "Type" => "Annot",
        "Subtype" => "Link",
        "Rect" => sides.map(Object::Real).to_vec(),
        "A" => action_object(&link.action, pages, tree, objects),
        "Border" => [0.0; 3].map(Object::Real).to_vec(),
        "H" => "I",
        "F" => PRINT,
    };
    dict.set("Contents", text_string(&name_of(link)));
    dict
}

/// The words of a link, or where it leads: every annotation has a description (ISO 14289-1, 7.18.5).
fn name_of(link: &Link<'_>) -> String {
    if !link.placed.words.trim().is_empty() {
        return link.placed.words.clone();
    }
    match (&link.placed.target, &link.action) {
        (LinkTarget::External(address), _) => address.to_string(),
        (_, Action::GoTo(place)) => (place.page + 1).to_string(),
        (_, Action::Open(_) | Action::OpenShared(_)) => String::new(),
    }
}

fn action_object(action: &Action, pages: &Pages, tree: &Tree, objects: &[PageObject]) -> Object {
    match action {
        Action::Open(address) => open(address).into(),
        Action::OpenShared(object) => (*object).into(),
        Action::GoTo(place) => {
            let from_bottom = pages.size.1.0 - place.y.0;
            let page = objects[place.page].numbers.page;
            let mut dict = dictionary! { "S" => "GoTo", "D" => destination(page, from_bottom) };
            if let Some(element) = tree.target(*place) {
                dict.set("SD", destination(element, from_bottom));
            }
            dict.into()
        }
    }
}

/// The action that opens an address.
fn open(address: &str) -> Dictionary {
    dictionary! {
        "S" => "URI",
        "URI" => Object::string_literal(ascii_address(address)),
    }
}

/// A URI holds ASCII alone (ISO 32000-2, 12.6.4.8): other letters become their escaped UTF-8.
fn ascii_address(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        match byte {
            b'!'..=b'~' => out.push(char::from(byte)),
            // Writing into a string does not fail.
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}
