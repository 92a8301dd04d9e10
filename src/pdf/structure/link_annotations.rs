//! The sensitive areas of the pages in, link annotations out (ISO 32000-2, 12.5.6.5).
//!
//! A link is an object that three others name: its page, the element whose words it lies over and the
//! parent tree. So its number is reserved before any of them is made, and what it does is known from
//! the placed link alone.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::element_objects::Tree;
use super::target::Target;
use crate::config::Profile;
use crate::frame::{Destination, ElementId, LinkTarget, PageItem, Pages, PlacedLink, Role};
use crate::pdf::Printing;
use crate::pdf::object::dictionary_writer::DictionaryWriter;
use crate::pdf::object::objects::Objects;
use crate::pdf::object::values::integer;
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
            let element = link.element.and_then(|element| tree.object(element));
            let file = File {
                printing,
                tree,
                pages,
            };
            objects.put_written(link.id, |value| {
                value.dictionary(|entries| {
                    write_annotation(entries, link, &file);
                    if element.is_some() {
                        entries.value("StructParent").whole(integer(key));
                    }
                });
            });
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

/// What annotations name of the file that they are for.
struct File<'a> {
    printing: &'a Printing<'a>,
    tree: &'a Tree,
    pages: &'a [PageObject],
}

/// A link's annotation: an area without a border. What is not said is as most files have it: it is shown inverted while it
/// is pressed (ISO 32000-2, Table 176), and its page says that it is an annotation (Table 166).
fn write_annotation(entries: &mut DictionaryWriter<'_>, link: &Link<'_>, file: &File<'_>) {
    // Annotations of a file for archives have to be printed (ISO 19005-2, 6.3.2).
    const PRINT: i64 = 4;
    let pages = file.printing.pages;
    let area = pages.on_paper(&pages.pages[link.page], link.placed.rect);
    let bottom = pages.size.1.0 - area.y.0 - area.height.0;
    let (left, right) = (area.x.0, area.x.0 + area.width.0);
    entries.value("Subtype").name("Link");
    entries.value("Rect").array(|rect| {
        let sides = [left, bottom, right, bottom + area.height.0];
        sides.into_iter().for_each(|side| rect.item().length(side));
    });
    write_action(entries, &link.action, file);
    entries
        .value("Border")
        .array(|border| (0..3).for_each(|_| border.item().whole(0)));
    entries.value("F").whole(PRINT);
    entries.value("Contents").text(&name_of(link));
}

/// The words of a link, or where it leads: every annotation has a description (ISO 14289-1, 7.18.5).
fn name_of<'l>(link: &'l Link<'_>) -> Cow<'l, str> {
    if !link.placed.words.trim().is_empty() {
        return Cow::Borrowed(&link.placed.words);
    }
    match (&link.placed.target, &link.action) {
        (LinkTarget::External(address), _) => Cow::Borrowed(address),
        (_, Action::GoTo(place)) => Cow::Owned((place.page + 1).to_string()),
        (_, Action::Open(_) | Action::OpenShared(_)) => Cow::Borrowed(""),
    }
}

/// What a click does.
fn write_action(entries: &mut DictionaryWriter<'_>, action: &Action, file: &File<'_>) {
    match action {
        Action::Open(address) => entries.value("A").object(&open(address).into()),
        Action::OpenShared(object) => entries.value("A").reference(*object),
        Action::GoTo(place) => {
            let page = file.pages[place.page].numbers.page;
            Target::new(*place, page, file.printing.pages.size.1.0, file.tree).write_way(entries);
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
