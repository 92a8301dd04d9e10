//! The logical structure and the marked sequences of the pages in, the structure tree of the
//! document out (ISO 32000-1, 14.7), with the way back from each sequence and each link.

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};

use super::Printing;
use super::document::text_string;
use super::marks::Sequence;
use super::numbers::number_tree;
use super::targets::Targets;
use crate::frame::{
    Element, ElementId, Kid, Numbering, PageItem, Pages, Reading, Rect, Role, Spot, Structure,
};
use crate::locale::{Direction, Language};

/// What of a page belongs to which element.
pub(super) struct MarkedPage {
    /// The marked sequences of its content, by their numbers.
    pub(super) sequences: Vec<Sequence>,
    /// Its links, in the order of its annotations: the element that each belongs to, and its words.
    pub(super) links: Vec<(Option<ElementId>, String)>,
}

/// Content of an element.
#[derive(Clone, Copy, Debug)]
enum Piece {
    /// A sequence: the index of its page, and its number there.
    Sequence(usize, usize),
    /// A link: the index of its page, and the annotation.
    Link(usize, ObjectId),
}

/// The tree in the document.
pub(super) struct Tree {
    /// Its root.
    pub(super) root: ObjectId,
    /// Where its elements stand; only for PDF 2.0.
    pub(super) targets: Option<Targets>,
    /// The links of lines of the contents, each with the object of the line; only for PDF 2.0.
    contents: Vec<(ObjectId, ObjectId)>,
}

impl Tree {
    /// Says of lines of the contents which elements they are about (ISO 14289-2, 8.2.5.8); `led` has
    /// links and the elements that they lead to.
    pub(super) fn refer(&self, doc: &mut Document, led: Vec<(ObjectId, ObjectId)>) {
        for (link, element) in led {
            let line = self.contents.iter().find(|(of, _)| *of == link);
            let line = line.and_then(|(_, line)| doc.get_dictionary_mut(*line).ok());
            if let Some(line) = line {
                line.set("Ref", vec![element.into()]);
            }
        }
    }
}

/// The namespace of what is new in PDF 2.0 (ISO 32000-2, 14.8.6.1).
const SECOND: &str = "http://iso.org/pdf2/ssn";

/// Adds the tree, completes pages and links with what leads back to it.
pub(super) fn add(doc: &mut Document, printing: &Printing<'_>, marked: &[MarkedPage]) -> Tree {
    let structure = &printing.pages.structure;
    let pages: Vec<ObjectId> = doc.page_iter().collect();
    let mut contents = Vec::new();
    let mut annotations = Vec::new();
    for (index, (page, marked)) in pages.iter().zip(marked).enumerate() {
        contents.extend(sequences(index, marked));
        for (link, element) in add_links(doc, *page, marked) {
            annotations.push((link, element));
            let spot = last_spot(index, annotations.len());
            contents.extend(element.map(|element| (element, spot, Piece::Link(index, link))));
        }
    }
    let mut grower = Grower {
        ids: new_ids(doc, structure),
        reading: Reading::new(structure, contents),
        structure,
        pages: &pages,
        bounds: figure_bounds(printing.pages),
        names: Vec::new(),
        direction: printing.config.book.direction,
        second: printing
            .config
            .pdf
            .standard
            .is_second_version()
            .then(|| doc.add_object(dictionary! { "NS" => Object::string_literal(SECOND) })),
    };
    let root = doc.new_object_id();
    let document = grower.document(doc, printing, root);
    let parents = grower.parents(doc, marked, &annotations);
    let names = std::mem::take(&mut grower.names);
    let mut dict = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => document,
        "ParentTree" => parents,
        "ParentTreeNextKey" => whole(pages.len() + annotations.len()),
        "ClassMap" => classes(grower.second),
    };
    if let Some(second) = grower.second {
        dict.set("Namespaces", vec![second.into()]);
    }
    if !names.is_empty() {
        dict.set("IDTree", id_tree(doc, names));
    }
    doc.objects.insert(root, dict.into());
    let targets = grower
        .second
        .map(|_| Targets::new(printing.pages, marked, |element| grower.object(element)));
    Tree {
        root,
        targets,
        contents: grower.contents(&annotations),
    }
}

fn sequences(
    page: usize,
    marked: &MarkedPage,
) -> impl Iterator<Item = (ElementId, Spot, Piece)> + '_ {
    let sequences = marked.sequences.iter().enumerate();
    sequences.map(move |(number, sequence)| {
        let spot = Spot {
            page: index(page),
            item: sequence.place.0,
            stretch: sequence.place.1,
        };
        (sequence.element, spot, Piece::Sequence(page, number))
    })
}

/// Links stand behind all words of their page.
fn last_spot(page: usize, count: usize) -> Spot {
    Spot {
        page: index(page),
        item: u32::MAX,
        stretch: index(count),
    }
}

/// Makes the links of a page objects of their own; gives them back with their elements.
fn add_links(
    doc: &mut Document,
    page: ObjectId,
    marked: &MarkedPage,
) -> Vec<(ObjectId, Option<ElementId>)> {
    const PRINT: i64 = 4;
    let Ok(dict) = doc.get_dictionary_mut(page) else {
        return Vec::new();
    };
    let links = match dict.remove(b"Annots") {
        Some(Object::Array(links)) => links,
        _ => Vec::new(),
    };
    let mut added = Vec::with_capacity(links.len());
    for (link, (element, words)) in links.into_iter().zip(&marked.links) {
        let Object::Dictionary(mut link) = link else {
            continue;
        };
        link.remove(b"C");
        link.set("F", PRINT);
        if !words.is_empty() {
            link.set("Contents", text_string(words));
        }
        added.push((doc.add_object(link), *element));
    }
    let references: Vec<Object> = added.iter().map(|(link, _)| (*link).into()).collect();
    if let (false, Ok(dict)) = (references.is_empty(), doc.get_dictionary_mut(page)) {
        dict.set("Annots", references);
    }
    added
}

/// The object of each element, branch by branch.
fn new_ids(doc: &mut Document, structure: &Structure) -> Vec<Vec<ObjectId>> {
    let branches = structure.branches.iter();
    branches
        .map(|branch| branch.iter().map(|_| doc.new_object_id()).collect())
        .collect()
}

/// Where each picture with a meaning stands.
fn figure_bounds(pages: &Pages) -> Vec<(ElementId, Rect)> {
    let items = pages.pages.iter().flat_map(|page| &page.items);
    let bounds = items.filter_map(|item| match item {
        PageItem::Picture(picture) => picture.element.map(|element| (element, picture.rect)),
        PageItem::Line(_) | PageItem::Rule(_) | PageItem::Link(_) => None,
    });
    bounds.collect()
}

/// Writes elements.
struct Grower<'a> {
    structure: &'a Structure,
    reading: Reading<Piece>,
    ids: Vec<Vec<ObjectId>>,
    pages: &'a [ObjectId],
    bounds: Vec<(ElementId, Rect)>,
    /// Elements that others name.
    names: Vec<(String, ObjectId)>,
    /// The namespace of PDF 2.0, in a file of that version.
    second: Option<ObjectId>,
    /// The book's direction.
    direction: Direction,
}

impl Grower<'_> {
    fn object(&self, id: ElementId) -> Option<ObjectId> {
        let branch = self.ids.get(id.branch as usize)?;
        branch.get(id.index as usize).copied()
    }

    /// The links of lines of the contents, with the objects of the lines; only PDF 2.0 asks for them.
    fn contents(&self, links: &[(ObjectId, Option<ElementId>)]) -> Vec<(ObjectId, ObjectId)> {
        if self.second.is_none() {
            return Vec::new();
        }
        let line = |(link, element): &(ObjectId, Option<ElementId>)| {
            Some((*link, self.contents_item((*element)?)?))
        };
        links.iter().filter_map(line).collect()
    }

    /// The object of the line of the contents that an element lies in.
    fn contents_item(&self, id: ElementId) -> Option<ObjectId> {
        let mut at = Some(id);
        while let Some(id) = at {
            let element = self.structure.get(id)?;
            if element.role == Role::ContentsItem {
                return self.object(id);
            }
            at = element.parent;
        }
        None
    }

    /// Adds the document's element with all below it.
    fn document(
        &mut self,
        doc: &mut Document,
        printing: &Printing<'_>,
        root: ObjectId,
    ) -> ObjectId {
        let id = doc.new_object_id();
        let mut kids = Vec::new();
        for branch in 0..index(self.structure.branches.len()) {
            let part = ElementId { branch, index: 0 };
            if self.reading.kids(part).is_some() {
                kids.extend(self.object(part).map(Object::from));
            }
        }
        for (element, said) in self.structure.elements() {
            let Some(dict) = self.element(element, said, id, printing.pages) else {
                continue;
            };
            if let Some(object) = self.object(element) {
                doc.objects.insert(object, dict.into());
            }
        }
        let mut dict = dictionary! {
            "S" => "Document",
            "P" => root,
            "Lang" => Object::string_literal(printing.config.book.language.as_str()),
            "A" => dictionary! { "O" => "Layout", "WritingMode" => writing_mode(self.direction) },
            "K" => kids,
        };
        if let Some(second) = self.second {
            dict.set("NS", second);
        }
        doc.objects.insert(id, dict.into());
        id
    }

    /// The dictionary of an element; `None` for one that nothing stands in.
    fn element(
        &mut self,
        id: ElementId,
        element: &Element,
        document: ObjectId,
        pages: &Pages,
    ) -> Option<Dictionary> {
        let kids = self.reading.kids(id)?;
        let parent = match element.parent {
            Some(parent) => self.object(parent)?,
            None => document,
        };
        let mut dict = dictionary! { "S" => element.role.tag(), "P" => parent };
        let first = kids.iter().find_map(|kid| match kid {
            Kid::Content(Piece::Sequence(page, _) | Piece::Link(page, _)) => Some(*page),
            Kid::Element(_) => None,
        });
        if let Some(page) = first.and_then(|page| self.pages.get(page)) {
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
        self.describe(id, element, &mut dict, pages);
        if let Some(direction) = self.turned(element) {
            let class = direction_class(direction).into();
            let classes = match dict.remove(b"C") {
                Some(other) => vec![other, class].into(),
                None => class,
            };
            dict.set("C", classes);
        }
        Some(dict)
    }

    fn kid(&self, kid: Kid<Piece>, first: Option<usize>) -> Option<Object> {
        let object = match kid {
            Kid::Element(element) => self.object(element)?.into(),
            Kid::Content(Piece::Sequence(page, number)) if Some(page) == first => {
                whole(number).into()
            }
            Kid::Content(Piece::Sequence(page, number)) => {
                let page = *self.pages.get(page)?;
                dictionary! { "Type" => "MCR", "Pg" => page, "MCID" => whole(number) }.into()
            }
            Kid::Content(Piece::Link(page, link)) => {
                let mut dict = dictionary! { "Type" => "OBJR", "Obj" => link };
                if Some(page) != first {
                    dict.set("Pg", *self.pages.get(page)?);
                }
                dict.into()
            }
        };
        Some(object)
    }

    /// Adds what only some roles say of themselves.
    fn describe(&mut self, id: ElementId, element: &Element, dict: &mut Dictionary, pages: &Pages) {
        match element.role {
            Role::List(numbering) => dict.set("C", class_of(numbering)),
            Role::HeadCell => {
                dict.set("C", COLUMN_HEAD);
                self.name(id, dict);
            }
            Role::Cell => {
                if let Some(head) = element.head {
                    let heads = vec![byte_string(&name_of(head))];
                    dict.set("A", dictionary! { "O" => "Table", "Headers" => heads });
                }
            }
            Role::Note => {
                self.name(id, dict);
                self.rename("FENote", dict);
            }
            // A caption may stand in no `Div` there (ISO 14289-2, 8.2.5.27).
            Role::Division if self.is_captioned(element) => self.rename("Aside", dict),
            Role::Figure => {
                let bounds = self.bounds.iter().find(|(figure, _)| *figure == id);
                if let Some((_, area)) = bounds {
                    let bounds = bounding_box(*area, pages);
                    dict.set("A", dictionary! { "O" => "Layout", "BBox" => bounds });
                }
            }
            _ => {}
        }
    }

    /// The direction of an element that runs otherwise than what it lies in.
    fn turned(&self, element: &Element) -> Option<Direction> {
        let around = std::iter::successors(element.parent, |id| self.structure.get(*id)?.parent);
        let around = around
            .filter_map(|id| stated(self.structure.get(id)?))
            .next();
        stated(element).filter(|direction| *direction != around.unwrap_or(self.direction))
    }

    /// Gives an element a type that is new in PDF 2.0, in a file of that version.
    fn rename(&self, tag: &str, dict: &mut Dictionary) {
        if let Some(second) = self.second {
            dict.set("S", tag);
            dict.set("NS", second);
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
        if let Some(object) = self.object(id) {
            self.names.push((name, object));
        }
    }

    /// Adds the tree that leads from sequences and links to their elements, and says on pages and
    /// links where it begins for them.
    fn parents(
        &self,
        doc: &mut Document,
        marked: &[MarkedPage],
        annotations: &[(ObjectId, Option<ElementId>)],
    ) -> ObjectId {
        let mut entries = Vec::with_capacity(self.pages.len() + annotations.len());
        for (key, (page, marked)) in self.pages.iter().zip(marked).enumerate() {
            let owners = marked.sequences.iter();
            let owners = owners.map(|sequence| {
                self.object(sequence.element)
                    .map_or(Object::Null, Object::from)
            });
            let owners: Vec<Object> = owners.collect();
            let empty = owners.is_empty();
            if let Ok(dict) = doc.get_dictionary_mut(*page) {
                dict.set("Tabs", "S");
                if !empty {
                    dict.set("StructParents", whole(key));
                }
            }
            if !empty {
                entries.push((whole(key), doc.add_object(Object::Array(owners)).into()));
            }
        }
        for (key, (link, element)) in (self.pages.len()..).zip(annotations) {
            let Some(owner) = element.and_then(|element| self.object(element)) else {
                continue;
            };
            if let Ok(dict) = doc.get_dictionary_mut(*link) {
                dict.set("StructParent", whole(key));
            }
            entries.push((whole(key), owner.into()));
        }
        number_tree(doc, entries)
    }
}

/// The direction that an element states by its language, or by being code.
fn stated(element: &Element) -> Option<Direction> {
    match element.role {
        Role::Code => Some(Direction::Ltr),
        _ => element.language.as_ref().map(Language::direction),
    }
}

/// How words of a direction run (ISO 32000-1, table 344).
fn writing_mode(direction: Direction) -> &'static str {
    match direction {
        Direction::Rtl => "RlTb",
        Direction::Ltr => "LrTb",
    }
}

/// The class of elements that run in a direction of their own.
fn direction_class(direction: Direction) -> &'static str {
    match direction {
        Direction::Rtl => "wr",
        Direction::Ltr => "wl",
    }
}

/// The class of the head cells of columns.
const COLUMN_HEAD: &str = "th";

fn class_of(numbering: Numbering) -> &'static str {
    match numbering {
        Numbering::Terms => "l0",
        Numbering::Boxes => "lb",
        Numbering::Disc => "ld",
        Numbering::Decimal => "ln",
    }
}

/// Attributes that many elements share. PDF 2.0 has words for lists that do not count (ISO 32000-2,
/// table 382).
fn classes(second: Option<ObjectId>) -> Dictionary {
    let (terms, boxes) = if second.is_some() {
        ("Description", "Unordered")
    } else {
        ("None", "None")
    };
    let list = |value: &str| dictionary! { "O" => "List", "ListNumbering" => value };
    let runs =
        |direction| dictionary! { "O" => "Layout", "WritingMode" => writing_mode(direction) };
    dictionary! {
        direction_class(Direction::Rtl) => runs(Direction::Rtl),
        direction_class(Direction::Ltr) => runs(Direction::Ltr),
        COLUMN_HEAD => dictionary! { "O" => "Table", "Scope" => "Column" },
        class_of(Numbering::Terms) => list(terms),
        class_of(Numbering::Boxes) => list(boxes),
        class_of(Numbering::Disc) => list("Disc"),
        class_of(Numbering::Decimal) => list("Decimal"),
    }
}

/// The name by which others name an element.
fn name_of(id: ElementId) -> String {
    format!("e{}.{}", id.branch, id.index)
}

fn byte_string(text: &str) -> Object {
    Object::String(text.as_bytes().to_vec(), StringFormat::Literal)
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
fn id_tree(doc: &mut Document, mut names: Vec<(String, ObjectId)>) -> ObjectId {
    names.sort();
    let first = names.first().map(|(name, _)| byte_string(name));
    let last = names.last().map(|(name, _)| byte_string(name));
    let limits: Vec<Object> = first.into_iter().chain(last).collect();
    let entries = names.iter();
    let entries = entries.flat_map(|(name, object)| [byte_string(name), (*object).into()]);
    let leaf = dictionary! { "Limits" => limits, "Names" => entries.collect::<Vec<_>>() };
    let leaf = doc.add_object(leaf);
    doc.add_object(dictionary! { "Kids" => vec![leaf.into()] })
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
