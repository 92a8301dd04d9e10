//! The elements, the marked sequences and the links of the pages in, the structure tree of the
//! document out (ISO 32000-1, 14.7), with the way back from each sequence and each link.

use std::collections::BTreeMap;

use lopdf::{Object, ObjectId, dictionary};

use super::element_classes::{
    COLUMN_HEAD, ROW_HEAD, Vocabulary, classes, direction_class, list_class, stated, writing_mode,
};
use super::element_objects::{Content, ElementObjects, Tree};
use super::link_annotations::{Link, Links};
use super::number_tree::{Entry, number_tree};
use crate::frame::{
    AmongItems, CellExtent, Element, ElementId, Kid, PageItem, Pages, Reading, ReadingPosition,
    Rect, Role, Standing, Structure,
};
use crate::locale::Direction;
use crate::lookup::Lookup;
use crate::pdf::Printing;
use crate::pdf::object::dictionary_writer::{DictionaryWriter, ValueWriter};
use crate::pdf::object::objects::Objects;
use crate::pdf::object::values::{byte_string, integer};
use crate::pdf::page::page_object::PageObject;

/// The namespace of what is new in PDF 2.0 (ISO 32000-2, 14.8.6.1).
const SECOND: &str = "http://iso.org/pdf2/ssn";

/// Adds the tree.
pub(in crate::pdf) fn add(
    objects: &mut Objects,
    printing: &Printing<'_>,
    pages: &[PageObject],
    links: &Links<'_>,
) -> Tree {
    let structure = &printing.pages.structure;
    let mut contents: Vec<Standing<Content>> = Vec::new();
    let mut later = links.keyed(0).peekable();
    for (index, page) in pages.iter().enumerate() {
        contents.extend(sequences(index, page));
        while let Some((number, link)) = later.next_if(|(_, link)| link.page == index) {
            contents.extend(link_content(number, link));
        }
    }
    let elements = ElementObjects::reserve(objects, structure);
    let vocabulary = match printing.is_second_version() {
        true => Vocabulary::Second,
        false => Vocabulary::First,
    };
    let namespace = match vocabulary {
        Vocabulary::First => None,
        Vocabulary::Second => {
            Some(objects.add(dictionary! { "NS" => Object::string_literal(SECOND) }))
        }
    };
    let mut writer = TreeWriter {
        structure,
        reading: Reading::new(structure, contents),
        elements,
        page_ids: pages.iter().map(|page| page.numbers.page).collect(),
        pages: printing.pages,
        bounds: figure_bounds(printing.pages),
        subjects: match vocabulary {
            Vocabulary::First => BTreeMap::new(),
            Vocabulary::Second => links.subjects(printing.pages),
        },
        names: BTreeMap::new(),
        direction: printing.config.book.direction,
        namespace,
    };
    let root = objects.reserve();
    let language = printing.config.book.language.as_str();
    let document = writer.document(objects, language, root);
    let parents = writer.parents(objects, pages, links);
    let mut dict = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => document,
        "ParentTree" => parents,
        "ParentTreeNextKey" => integer(pages.len() + links.count()),
        "ClassMap" => classes(vocabulary),
    };
    if let Some(namespace) = namespace {
        dict.set("Namespaces", vec![namespace.into()]);
    }
    if !writer.names.is_empty() {
        dict.set("IDTree", id_tree(objects, &writer.names));
    }
    objects.put(root, dict);
    Tree {
        root,
        elements: writer.elements,
        reading: writer.reading,
        vocabulary,
    }
}

/// The marked sequences of a page as content of their elements.
fn sequences(page: usize, object: &PageObject) -> impl Iterator<Item = Standing<Content>> + '_ {
    let sequences = object.sequences.iter().enumerate();
    sequences.map(move |(number, sequence)| {
        let position = ReadingPosition {
            page: index(page),
            item: AmongItems::At(sequence.start.item),
            stretch: sequence.start.stretch,
        };
        Standing {
            element: sequence.element,
            position,
            content: Content::Sequence { page, number },
        }
    })
}

/// A link as content of its element. Links stand behind all words of their page.
fn link_content(number: usize, link: &Link<'_>) -> Option<Standing<Content>> {
    let position = ReadingPosition {
        page: index(link.page),
        item: AmongItems::Behind,
        stretch: index(number + 1),
    };
    let content = Content::Link {
        page: link.page,
        annotation: link.id,
    };
    link.element.map(|element| Standing {
        element,
        position,
        content,
    })
}

/// Where each picture with a meaning stands first.
fn figure_bounds(pages: &Pages) -> Lookup<ElementId, Rect> {
    let mut bounds = Lookup::new();
    for page in &pages.pages {
        for item in &page.items {
            if let PageItem::Picture(picture) = item
                && let Some(element) = picture.element
            {
                let area = pages.on_paper(page, picture.seen.unwrap_or(picture.rect));
                bounds.entry(element).or_insert(area);
            }
        }
    }
    bounds
}

/// Writes elements.
struct TreeWriter<'a> {
    structure: &'a Structure,
    reading: Reading<Content>,
    elements: ElementObjects,
    page_ids: Vec<ObjectId>,
    pages: &'a Pages,
    bounds: Lookup<ElementId, Rect>,
    /// The elements that lines of the contents are about.
    subjects: BTreeMap<ElementId, ElementId>,
    /// Elements that others name.
    names: BTreeMap<String, ObjectId>,
    /// The namespace of PDF 2.0, in a file of that version.
    namespace: Option<ObjectId>,
    /// The book's direction.
    direction: Direction,
}

impl TreeWriter<'_> {
    /// Adds the document's element with all below it.
    fn document(&mut self, objects: &mut Objects, language: &str, root: ObjectId) -> ObjectId {
        let id = objects.reserve();
        let mut kids = Vec::new();
        for branch in 0..index(self.structure.branches.len()) {
            let part = ElementId { branch, index: 0 };
            if self.reading.kids(part).is_some() {
                kids.extend(self.elements.get(part).map(Object::from));
            }
        }
        for (element, said) in self.structure.elements() {
            self.put_element(objects, element, said, id);
        }
        let mut dict = dictionary! {
            "S" => "Document",
            "P" => root,
            "Lang" => Object::string_literal(language),
            "A" => dictionary! { "O" => "Layout", "WritingMode" => writing_mode(self.direction) },
            "K" => kids,
        };
        if let Some(namespace) = self.namespace {
            dict.set("NS", namespace);
        }
        objects.put(id, dict);
        id
    }

    /// Puts an element in, unless nothing stands in it.
    fn put_element(
        &mut self,
        objects: &mut Objects,
        id: ElementId,
        element: &Element,
        document: ObjectId,
    ) {
        let parent = match element.parent {
            Some(parent) => self.elements.get(parent),
            None => Some(document),
        };
        let (Some(object), Some(parent), Some(kids)) =
            (self.elements.get(id), parent, self.reading.kids(id))
        else {
            return;
        };
        objects.put_written(object, |value| {
            value.dictionary(|dict| {
                dict.value("S").name(self.tag(element));
                dict.value("P").reference(parent);
                self.write_kids(dict, kids);
                if let Some(language) = &element.language {
                    let language = Object::string_literal(language.as_str());
                    dict.value("Lang").object(&language);
                }
                if let Some(alt) = &element.alt {
                    dict.value("Alt").text(alt);
                }
                self.describe(id, element, dict);
                let subject = self.subjects.get(&id);
                if let Some(subject) = subject.and_then(|subject| self.elements.get(*subject)) {
                    dict.value("Ref")
                        .array(|items| items.item().reference(subject));
                }
            });
        });
        if is_named(element) {
            self.names.insert(name_of(id), object);
        }
    }

    /// Writes what an element holds, and the page that most of it is on.
    fn write_kids(&self, dict: &mut DictionaryWriter<'_>, kids: &[Kid<Content>]) {
        let first = kids.iter().find_map(|kid| match kid {
            Kid::Content(Content::Sequence { page, .. } | Content::Link { page, .. }) => {
                Some(*page)
            }
            Kid::Element(_) => None,
        });
        if let Some(page) = first.and_then(|page| self.page_ids.get(page)) {
            dict.value("Pg").reference(*page);
        }
        match kids {
            [] => {}
            [only] => self.write_kid(dict.value("K"), *only, first),
            many => dict.value("K").array(|items| {
                for kid in many {
                    self.write_kid(items.item(), *kid, first);
                }
            }),
        }
    }

    fn write_kid(&self, value: ValueWriter<'_>, kid: Kid<Content>, first: Option<usize>) {
        let other_page = |page: usize| self.page_ids.get(page).filter(|_| Some(page) != first);
        match kid {
            Kid::Element(element) => match self.elements.get(element) {
                Some(object) => value.reference(object),
                None => value.null(),
            },
            Kid::Content(Content::Sequence { page, number }) => match other_page(page) {
                None => value.whole(integer(number)),
                Some(page) => value.dictionary(|dict| {
                    dict.value("Type").name("MCR");
                    dict.value("Pg").reference(*page);
                    dict.value("MCID").whole(integer(number));
                }),
            },
            Kid::Content(Content::Link { page, annotation }) => value.dictionary(|dict| {
                dict.value("Type").name("OBJR");
                dict.value("Obj").reference(annotation);
                if let Some(page) = other_page(page) {
                    dict.value("Pg").reference(*page);
                }
            }),
        }
    }

    /// Adds what only some roles state, and the direction of an element that runs otherwise than what
    /// it lies in.
    fn describe(&self, id: ElementId, element: &Element, dict: &mut DictionaryWriter<'_>) {
        let turned = self.turned(element).map(direction_class);
        let own = match element.role {
            Role::List(numbering) => Some(list_class(numbering)),
            Role::HeadCell => Some(COLUMN_HEAD),
            Role::RowHead => Some(ROW_HEAD),
            _ => None,
        };
        match (own, turned) {
            (Some(own), Some(turned)) => dict.value("C").array(|classes| {
                classes.item().name(own);
                classes.item().name(turned);
            }),
            (Some(class), None) | (None, Some(class)) => dict.value("C").name(class),
            (None, None) => {}
        }
        if is_named(element) {
            dict.value("ID").object(&byte_string(&name_of(id)));
        }
        if let (Some(_), Some(namespace)) = (self.second_tag(element), self.namespace) {
            dict.value("NS").reference(namespace);
        }
        match element.role {
            Role::HeadCell | Role::RowHead | Role::Cell => describe_cell(element, dict),
            Role::Figure => {
                if let Some(area) = self.bounds.get(&id) {
                    dict.value("A").dictionary(|layout| {
                        layout.value("O").name("Layout");
                        let sides = bounding_box(*area, self.pages);
                        layout.value("BBox").array(|bounds| {
                            sides
                                .into_iter()
                                .for_each(|side| bounds.item().length(side));
                        });
                    });
                }
            }
            _ => {}
        }
    }

    /// The type of an element.
    fn tag(&self, element: &Element) -> &'static str {
        match self.second_tag(element) {
            Some(tag) => tag,
            None if self.namespace.is_some() && self.is_inner_captioned(element) => "Sect",
            None => element.role.tag(),
        }
    }

    /// The type of an element that is new in PDF 2.0, in a file of that version.
    fn second_tag(&self, element: &Element) -> Option<&'static str> {
        self.namespace?;
        match element.role {
            Role::Note => Some("FENote"),
            Role::Division if self.is_captioned(element) => {
                (!self.is_inner_captioned(element)).then_some("Aside")
            }
            _ => None,
        }
    }

    /// Whether an element with a caption lies in another one. A caption may stand in no `Div` there (ISO 14289-2, 8.2.5.27),
    /// and no `Aside` in an `Aside` (ISO 32005, Table 5): of two pictures side by side with captions of their own, each is a
    /// section of what both are.
    fn is_inner_captioned(&self, element: &Element) -> bool {
        let is = |one: &Element| one.role == Role::Division && self.is_captioned(one);
        let above = element.parent.and_then(|id| self.structure.get(id));
        is(element) && above.is_some_and(is)
    }

    /// The direction of an element that runs otherwise than what it lies in.
    fn turned(&self, element: &Element) -> Option<Direction> {
        // Few elements state a direction: only theirs is looked for upwards.
        let direction = stated(element)?;
        let around = std::iter::successors(element.parent, |id| self.structure.get(*id)?.parent);
        let around = around
            .filter_map(|id| stated(self.structure.get(id)?))
            .next();
        (direction != around.unwrap_or(self.direction)).then_some(direction)
    }

    fn is_captioned(&self, element: &Element) -> bool {
        let mut children = element.children.iter();
        children.any(|child| {
            let child = self.structure.get(*child);
            child.is_some_and(|child| child.role == Role::Caption)
        })
    }

    /// Adds the tree that leads from sequences and links to their elements: the keys of pages come
    /// first, those of links count on from them.
    fn parents(&self, objects: &mut Objects, pages: &[PageObject], links: &Links<'_>) -> ObjectId {
        let mut entries = Vec::with_capacity(pages.len() + links.count());
        for (key, page) in pages.iter().enumerate() {
            if page.sequences.is_empty() {
                continue;
            }
            let owners = objects.reserve();
            objects.put_written(owners, |value| {
                value.array(|items| {
                    for sequence in &page.sequences {
                        match self.elements.get(sequence.element) {
                            Some(owner) => items.item().reference(owner),
                            None => items.item().null(),
                        }
                    }
                });
            });
            entries.push(Entry {
                key: integer(key),
                value: owners.into(),
            });
        }
        for (key, link) in links.keyed(pages.len()) {
            if let Some(owner) = link.element.and_then(|element| self.elements.get(element)) {
                entries.push(Entry {
                    key: integer(key),
                    value: owner.into(),
                });
            }
        }
        number_tree(objects, entries)
    }
}

/// Whether others name an element: cells their heads, marks of notes the notes.
fn is_named(element: &Element) -> bool {
    matches!(element.role, Role::HeadCell | Role::RowHead | Role::Note)
}

/// The name by which others name an element.
fn name_of(id: ElementId) -> String {
    format!("e{}.{}", id.branch, id.index)
}

/// The sides of an area in the measures of the file: left, lower, right, upper.
fn bounding_box(area: Rect, pages: &Pages) -> [f32; 4] {
    let top = pages.size.1.0 - area.y.0;
    let (left, bottom) = (area.x.0, top - area.height.0);
    [left, bottom, left + area.width.0, top]
}

/// The tree from names to elements, sorted by their bytes.
fn id_tree(objects: &mut Objects, names: &BTreeMap<String, ObjectId>) -> ObjectId {
    let ends = [names.first_key_value(), names.last_key_value()];
    let limits = ends
        .into_iter()
        .flatten()
        .map(|(name, _)| byte_string(name));
    let limits: Vec<Object> = limits.collect();
    let entries = names
        .iter()
        .flat_map(|(name, object)| [byte_string(name), (*object).into()]);
    let leaf = dictionary! { "Limits" => limits, "Names" => entries.collect::<Vec<_>>() };
    let leaf = objects.add(leaf);
    objects.add(dictionary! { "Kids" => vec![leaf.into()] })
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Adds what heads a cell, and how many columns and rows it takes (ISO 32000-2, table 384).
fn describe_cell(element: &Element, dict: &mut DictionaryWriter<'_>) {
    let CellExtent { columns, rows } = element.extent.unwrap_or(CellExtent {
        columns: 1,
        rows: 1,
    });
    if element.heads.is_empty() && columns <= 1 && rows <= 1 {
        return;
    }
    dict.value("A").dictionary(|cell| {
        cell.value("O").name("Table");
        if !element.heads.is_empty() {
            cell.value("Headers").array(|heads| {
                for head in &element.heads {
                    heads.item().object(&byte_string(&name_of(*head)));
                }
            });
        }
        for (name, count) in [("ColSpan", columns), ("RowSpan", rows)] {
            if count > 1 {
                cell.value(name).whole(integer(count));
            }
        }
    });
}
