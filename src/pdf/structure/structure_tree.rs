//! The elements, the marked sequences and the links of the pages in, the structure tree of the
//! document out (ISO 32000-1, 14.7), with the way back from each sequence and each link.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId, dictionary};

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
use crate::pdf::object::objects::Objects;
use crate::pdf::object::values::{byte_string, integer, text_string};
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
            let Some(dict) = self.element(element, said, id) else {
                continue;
            };
            if let Some(object) = self.elements.get(element) {
                objects.put(object, dict);
            }
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

    /// The dictionary of an element; `None` for one that nothing stands in.
    fn element(
        &mut self,
        id: ElementId,
        element: &Element,
        document: ObjectId,
    ) -> Option<Dictionary> {
        let kids = self.reading.kids(id)?;
        let parent = match element.parent {
            Some(parent) => self.elements.get(parent)?,
            None => document,
        };
        let mut dict = dictionary! { "S" => element.role.tag(), "P" => parent };
        let first = kids.iter().find_map(|kid| match kid {
            Kid::Content(Content::Sequence { page, .. } | Content::Link { page, .. }) => {
                Some(*page)
            }
            Kid::Element(_) => None,
        });
        if let Some(page) = first.and_then(|page| self.page_ids.get(page)) {
            dict.set("Pg", *page);
        }
        let mut kids: Vec<Object> = kids
            .iter()
            .filter_map(|kid| self.kid(*kid, first))
            .collect();
        match kids.len() {
            0 => {}
            1 => dict.set("K", kids.remove(0)),
            _ => dict.set("K", kids),
        }
        if let Some(language) = &element.language {
            dict.set("Lang", Object::string_literal(language.as_str()));
        }
        if let Some(alt) = &element.alt {
            dict.set("Alt", text_string(alt));
        }
        self.describe(id, element, &mut dict);
        let subject = self.subjects.get(&id);
        if let Some(subject) = subject.and_then(|subject| self.elements.get(*subject)) {
            dict.set("Ref", vec![subject.into()]);
        }
        Some(dict)
    }

    fn kid(&self, kid: Kid<Content>, first: Option<usize>) -> Option<Object> {
        let object = match kid {
            Kid::Element(element) => self.elements.get(element)?.into(),
            Kid::Content(Content::Sequence { page, number }) if Some(page) == first => {
                integer(number).into()
            }
            Kid::Content(Content::Sequence { page, number }) => {
                let page = *self.page_ids.get(page)?;
                dictionary! { "Type" => "MCR", "Pg" => page, "MCID" => integer(number) }.into()
            }
            Kid::Content(Content::Link { page, annotation }) => {
                let mut dict = dictionary! { "Type" => "OBJR", "Obj" => annotation };
                if Some(page) != first {
                    dict.set("Pg", *self.page_ids.get(page)?);
                }
                dict.into()
            }
        };
        Some(object)
    }

    /// Adds what only some roles state, and the direction of an element that runs otherwise than what
    /// it lies in.
    fn describe(&mut self, id: ElementId, element: &Element, dict: &mut Dictionary) {
        let turned = self.turned(element).map(direction_class);
        let own = match element.role {
            Role::List(numbering) => Some(list_class(numbering)),
            Role::HeadCell => Some(COLUMN_HEAD),
            Role::RowHead => Some(ROW_HEAD),
            _ => None,
        };
        if let (Some(own), None) = (own, turned) {
            dict.set("C", own);
        }
        self.describe_role(id, element, dict);
        match (own, turned) {
            (Some(own), Some(turned)) => dict.set("C", vec![own.into(), turned.into()]),
            (None, Some(turned)) => dict.set("C", turned),
            (_, None) => {}
        }
    }

    fn describe_role(&mut self, id: ElementId, element: &Element, dict: &mut Dictionary) {
        match element.role {
            Role::HeadCell | Role::RowHead => {
                self.name(id, dict);
                describe_cell(element, dict);
            }
            Role::Cell => describe_cell(element, dict),
            Role::Note => {
                self.name(id, dict);
                self.rename("FENote", dict);
            }
            Role::Division if self.is_captioned(element) => self.describe_captioned(element, dict),
            Role::Figure => {
                if let Some(area) = self.bounds.get(&id) {
                    let bounds = bounding_box(*area, self.pages);
                    dict.set("A", dictionary! { "O" => "Layout", "BBox" => bounds });
                }
            }
            _ => {}
        }
    }

    /// A caption may stand in no `Div` there (ISO 14289-2, 8.2.5.27), and no `Aside` in an `Aside` (ISO 32005, Table 5):
    /// of two pictures side by side with captions of their own, each is a section of what both are.
    fn describe_captioned(&self, element: &Element, dict: &mut Dictionary) {
        let above = element.parent.and_then(|id| self.structure.get(id));
        let inner =
            above.is_some_and(|above| above.role == Role::Division && self.is_captioned(above));
        match (inner, self.namespace) {
            (true, Some(_)) => dict.set("S", "Sect"),
            (true, None) => {}
            (false, _) => self.rename("Aside", dict),
        }
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

    /// Gives an element a type that is new in PDF 2.0, in a file of that version.
    fn rename(&self, tag: &str, dict: &mut Dictionary) {
        if let Some(namespace) = self.namespace {
            dict.set("S", tag);
            dict.set("NS", namespace);
        }
    }

    fn is_captioned(&self, element: &Element) -> bool {
        let mut children = element.children.iter();
        children.any(|child| {
            let child = self.structure.get(*child);
            child.is_some_and(|child| child.role == Role::Caption)
        })
    }

    fn name(&mut self, id: ElementId, dict: &mut Dictionary) {
        let name = name_of(id);
        dict.set("ID", byte_string(&name));
        if let Some(object) = self.elements.get(id) {
            self.names.insert(name, object);
        }
    }

    /// Adds the tree that leads from sequences and links to their elements: the keys of pages come
    /// first, those of links count on from them.
    fn parents(&self, objects: &mut Objects, pages: &[PageObject], links: &Links<'_>) -> ObjectId {
        let mut entries = Vec::with_capacity(pages.len() + links.count());
        for (key, page) in pages.iter().enumerate() {
            if page.sequences.is_empty() {
                continue;
            }
            let owner = |element| {
                self.elements
                    .get(element)
                    .map_or(Object::Null, Object::from)
            };
            let owners = page.sequences.iter();
            let owners: Vec<Object> = owners.map(|sequence| owner(sequence.element)).collect();
            entries.push(Entry {
                key: integer(key),
                value: objects.add(owners).into(),
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

/// The name by which others name an element.
fn name_of(id: ElementId) -> String {
    format!("e{}.{}", id.branch, id.index)
}

/// The sides of an area in the measures of the file: left, lower, right, upper.
fn bounding_box(area: Rect, pages: &Pages) -> Vec<Object> {
    let top = pages.size.1.0 - area.y.0;
    let (left, bottom) = (area.x.0, top - area.height.0);
    [left, bottom, left + area.width.0, top]
        .map(Object::Real)
        .to_vec()
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
fn describe_cell(element: &Element, dict: &mut Dictionary) {
    let mut cell = dictionary! { "O" => "Table" };
    if !element.heads.is_empty() {
        let heads = element.heads.iter();
        let heads: Vec<Object> = heads.map(|head| byte_string(&name_of(*head))).collect();
        cell.set("Headers", heads);
    }
    if let Some(CellExtent { columns, rows }) = element.extent {
        for (name, count) in [("ColSpan", columns), ("RowSpan", rows)] {
            if count > 1 {
                cell.set(name, integer(count));
            }
        }
    }
    if cell.len() > 1 {
        dict.set("A", cell);
    }
}
