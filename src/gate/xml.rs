//! Reads XML as a tree that remembers its places: a text in, nodes in document order out.
//!
//! A tree is one flat list, so that no depth of nesting can exhaust the stack. The first fault ends it.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape_with};
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::diag::Place;
use crate::limits;
use crate::lookup::{Lookup, Seen};
use crate::markup;
use crate::source::FileId;

/// Namespaces by the prefix that our checks know them by.
const NAMESPACES: [(&str, &str); 6] = [
    ("http://www.idpf.org/2007/ops", "epub"),
    ("http://www.idpf.org/2007/opf", "opf"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://www.w3.org/1999/xlink", "xlink"),
    ("http://www.w3.org/2000/svg", "svg"),
    ("http://www.w3.org/1998/Math/MathML", "m"),
];

/// A node of a [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct NodeId(usize);

/// A document, or what stands before its first fault.
#[derive(Debug)]
pub(super) struct Tree {
    home: Home,
    /// Why it was not read to its end.
    pub(super) fault: Option<Fault>,
    /// What in it breaks the rules of its vocabulary, as far as it was asked.
    pub(super) breaches: Vec<markup::Fault>,
    nodes: Vec<Node>,
}

/// The file that a tree was read from.
#[derive(Debug)]
pub(super) enum Home {
    /// A text of the source map: places have lines.
    Text(FileId),
    /// A file of the container that is no text of the book, such as a drawing.
    Other(String),
}

/// Why a document is not well-formed.
#[derive(Debug)]
pub(super) struct Fault {
    /// First byte of the fault in the text.
    pub(super) at: usize,
    /// The fault, lower case.
    pub(super) message: String,
}

#[derive(Debug)]
struct Node {
    parent: Option<NodeId>,
    /// One past the last node inside.
    end: usize,
    /// The start tag, or the words; byte range of the text.
    span: Range<usize>,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Element {
        name: String,
        attributes: Vec<Attribute>,
    },
    Text(String),
}

/// An attribute of an element.
#[derive(Debug)]
pub(super) struct Attribute {
    /// The name with the prefix of [`NAMESPACES`], whatever prefix the document gives it.
    pub(super) name: String,
    /// The value, references resolved.
    pub(super) value: String,
    /// Byte range of the value in the text.
    pub(super) span: Range<usize>,
}

impl Tree {
    /// Reads a text.
    pub(super) fn read(home: Home, text: &str) -> Self {
        let mut growing = Growing::new(home, text);
        if let Err(fault) = growing.grow() {
            growing.tree.fault = Some(fault);
        }
        growing.close();
        growing.tree
    }

    /// Every node, in document order.
    pub(super) fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.nodes.len()).map(NodeId)
    }

    /// The outermost element.
    pub(super) fn root(&self) -> Option<NodeId> {
        self.nodes().find(|node| self.name(*node).is_some())
    }

    /// Every element of a name, in document order.
    pub(super) fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = NodeId> + 'a {
        self.nodes()
            .filter(move |node| self.name(*node) == Some(name))
    }

    /// What stands inside a node, in document order, without the node.
    pub(super) fn inside(&self, node: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        (node.0 + 1..self.nodes[node.0].end).map(NodeId)
    }

    /// A walk through what stands inside a node that can leave elements out.
    pub(super) fn walk(&self, node: NodeId) -> Walk<'_> {
        Walk {
            tree: self,
            next: node.0 + 1,
            end: self.nodes[node.0].end,
        }
    }

    /// Every element of a name inside a node.
    pub(super) fn named_inside<'a>(
        &'a self,
        node: NodeId,
        name: &'a str,
    ) -> impl Iterator<Item = NodeId> + 'a {
        self.inside(node)
            .filter(move |inner| self.name(*inner) == Some(name))
    }

    /// The elements that stand directly in a node.
    pub(super) fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.inside(node)
            .filter(move |inner| self.parent(*inner) == Some(node) && self.name(*inner).is_some())
    }

    /// The node around.
    pub(super) fn parent(&self, node: NodeId) -> Option<NodeId> {
        self.nodes[node.0].parent
    }

    /// The node and all that is around it, from the inside out.
    pub(super) fn with_ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(node), |node| self.parent(*node))
    }

    /// The local name of an element; `None` for words.
    pub(super) fn name(&self, node: NodeId) -> Option<&str> {
        match &self.nodes[node.0].kind {
            Kind::Element { name, .. } => Some(name),
            Kind::Text(_) => None,
        }
    }

    /// The words of a node; `None` for an element.
    pub(super) fn words(&self, node: NodeId) -> Option<&str> {
        match &self.nodes[node.0].kind {
            Kind::Element { .. } => None,
            Kind::Text(words) => Some(words),
        }
    }

    /// The words inside an element, in order: a name, a title, whatever is shown or compared. What is
    /// longer than any name ends early, since elements of one name may stand inside one another.
    pub(super) fn text(&self, node: NodeId) -> String {
        let mut text = String::new();
        for words in self.inside(node).filter_map(|inner| self.words(inner)) {
            if text.len() > limits::EPUB_NAME_BYTES {
                break;
            }
            text.push_str(&words[..words.floor_char_boundary(limits::EPUB_NAME_BYTES)]);
        }
        text
    }

    /// All words inside an element, in order; for elements that are looked at once.
    pub(super) fn whole_text(&self, node: NodeId) -> String {
        let words = self.inside(node).filter_map(|inner| self.words(inner));
        words.collect()
    }

    /// Whether a node stands inside another one, or is it.
    pub(super) fn holds(&self, outer: NodeId, inner: NodeId) -> bool {
        (outer.0..self.nodes[outer.0].end).contains(&inner.0)
    }

    /// An attribute of an element.
    pub(super) fn attribute(&self, node: NodeId, name: &str) -> Option<&Attribute> {
        self.attributes(node).find(|one| one.name == name)
    }

    /// The attributes of an element; none for words.
    pub(super) fn attributes(&self, node: NodeId) -> impl Iterator<Item = &Attribute> {
        let all: &[Attribute] = match &self.nodes[node.0].kind {
            Kind::Element { attributes, .. } => attributes,
            Kind::Text(_) => &[],
        };
        all.iter()
    }

    /// The value of an attribute.
    pub(super) fn value(&self, node: NodeId, name: &str) -> Option<&str> {
        self.attribute(node, name).map(|one| one.value.as_str())
    }

    /// Whether an attribute that lists words has one of them.
    pub(super) fn lists(&self, node: NodeId, name: &str, word: &str) -> bool {
        let value = self.value(node, name).unwrap_or_default();
        value.split_ascii_whitespace().any(|one| one == word)
    }

    /// Byte range of a start tag, or of words.
    pub(super) fn span(&self, node: NodeId) -> Range<usize> {
        self.nodes[node.0].span.clone()
    }

    /// The text of the source map that it was read from; `None` for a file that is none.
    pub(super) fn file(&self) -> Option<FileId> {
        match &self.home {
            Home::Text(file) => Some(*file),
            Home::Other(_) => None,
        }
    }

    /// The place of a byte range of its text.
    pub(super) fn place_at(&self, range: Range<usize>) -> Place {
        match &self.home {
            Home::Text(file) => Place::at(*file, range),
            Home::Other(name) => Place::File(name.clone()),
        }
    }

    /// The place of a start tag, or of words.
    pub(super) fn place(&self, node: NodeId) -> Place {
        self.place_at(self.span(node))
    }

    /// The place of an attribute's value; the start tag where there is no such attribute.
    pub(super) fn place_of(&self, node: NodeId, attribute: &str) -> Place {
        let found = self.attribute(node, attribute);
        found.map_or_else(|| self.place(node), |one| self.place_at(one.span.clone()))
    }

    /// The number of nodes.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }
}

impl NodeId {
    /// Its place in document order.
    pub(super) fn index(self) -> usize {
        self.0
    }
}

/// A walk in document order.
pub(super) struct Walk<'a> {
    tree: &'a Tree,
    next: usize,
    end: usize,
}

impl Walk<'_> {
    /// Goes on behind an element, without what stands inside.
    pub(super) fn leave_out(&mut self, node: NodeId) {
        self.next = self.tree.nodes[node.0].end;
    }
}

impl Iterator for Walk<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let node = (self.next < self.end).then_some(NodeId(self.next));
        self.next += 1;
        node
    }
}

/// A tree that is being read.
struct Growing<'a> {
    tree: Tree,
    text: &'a str,
    open: Vec<NodeId>,
    /// Prefixes as the document writes them, and ours; the last declaration of one holds.
    prefixes: Lookup<String, &'static str>,
    doctype: bool,
}

impl<'a> Growing<'a> {
    fn new(home: Home, text: &'a str) -> Self {
        Self {
            tree: Tree {
                home,
                fault: None,
                breaches: Vec::new(),
                nodes: Vec::new(),
            },
            text,
            open: Vec::new(),
            prefixes: Lookup::new(),
            doctype: false,
        }
    }

    fn grow(&mut self) -> Result<(), Fault> {
        let mut reader = Reader::from_str(self.text);
        loop {
            let from = position(reader.buffer_position());
            let event = reader.read_event().map_err(|error| Fault {
                at: position(reader.error_position()),
                message: error.to_string(),
            })?;
            let span = from..position(reader.buffer_position());
            self.within_limits(from)?;
            match event {
                Event::Start(start) => self.element(&start, span, Open::Stays)?,
                Event::Empty(start) => self.element(&start, span, Open::Ends)?,
                Event::End(_) => self.end(),
                Event::Text(words) => self.push_words(&words.xml10_content(), span),
                Event::CData(words) => self.push_words(&words.xml10_content(), span),
                Event::GeneralRef(reference) => self.reference(&reference, span)?,
                Event::DocType(words) => self.doctype = declares(&words.xml10_content()),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof => return self.at_the_end(),
            }
        }
    }

    fn within_limits(&self, at: usize) -> Result<(), Fault> {
        let (nodes, depth) = (limits::EPUB_NODES, limits::EPUB_DEPTH);
        let message = if self.tree.nodes.len() > nodes {
            format!("more than {nodes} nodes")
        } else if self.open.len() > depth {
            format!("elements nested deeper than {depth}")
        } else {
            return Ok(());
        };
        Err(Fault { at, message })
    }

    fn at_the_end(&self) -> Result<(), Fault> {
        let at = self.text.len();
        if let Some(open) = self.open.last() {
            let name = self.tree.name(*open).unwrap_or_default();
            let message = format!("<{name}> is not closed");
            return Err(Fault { at, message });
        }
        if self.tree.root().is_none() {
            let message = "there is no element".to_owned();
            return Err(Fault { at, message });
        }
        Ok(())
    }

    fn push(&mut self, kind: Kind, span: Range<usize>) -> NodeId {
        let id = NodeId(self.tree.nodes.len());
        self.tree.nodes.push(Node {
            parent: self.open.last().copied(),
            end: id.0 + 1,
            span,
            kind,
        });
        id
    }

    fn push_words(&mut self, words: &str, span: Range<usize>) {
        if !self.open.is_empty() {
            self.push(Kind::Text(words.to_owned()), span);
        }
    }

    fn element(
        &mut self,
        start: &BytesStart<'_>,
        span: Range<usize>,
        open: Open,
    ) -> Result<(), Fault> {
        let attributes = self.read_attributes(start, &span)?;
        let name = start.local_name();
        let name = name.as_ref().to_owned();
        let id = self.push(Kind::Element { name, attributes }, span);
        if open == Open::Stays {
            self.open.push(id);
        }
        Ok(())
    }

    fn read_attributes(
        &mut self,
        start: &BytesStart<'_>,
        tag: &Range<usize>,
    ) -> Result<Vec<Attribute>, Fault> {
        let fault = |message: String| Fault {
            at: tag.start,
            message,
        };
        let mut read = Vec::new();
        let mut names = Seen::new();
        // The library looks for doubles by comparing each with each.
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| fault(error.to_string()))?;
            let name = attribute.key.as_ref();
            if !names.insert(name.to_owned()) {
                return Err(fault(format!("the attribute {name} is given twice")));
            }
            let resolve = |name: &str| self.entity(name);
            let value = unescape_with(&attribute.value, resolve)
                .map_err(|error| fault(error.to_string()))?;
            let value = normalized(&value);
            self.declare(name, &value);
            read.push(Attribute {
                name: name.to_owned(),
                value,
                span: self.range_of(&attribute.value).unwrap_or(tag.clone()),
            });
        }
        for attribute in &mut read {
            attribute.name = self.our_name(&attribute.name);
        }
        Ok(read)
    }

    /// Where a piece of the text stands in it.
    fn range_of(&self, piece: &str) -> Option<Range<usize>> {
        let start = (piece.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        let range = start..start + piece.len();
        (self.text.get(range.clone()) == Some(piece)).then_some(range)
    }

    fn declare(&mut self, name: &str, value: &str) {
        let Some(prefix) = name.strip_prefix("xmlns:") else {
            return;
        };
        let known = NAMESPACES.iter().find(|(address, _)| *address == value);
        if let Some((_, ours)) = known {
            self.prefixes.insert(prefix.to_owned(), ours);
        }
    }

    fn our_name(&self, written: &str) -> String {
        let Some((prefix, local)) = written.split_once(':') else {
            return written.to_owned();
        };
        let ours = self.prefixes.get(prefix).copied();
        format!("{}:{local}", ours.unwrap_or(prefix))
    }

    fn end(&mut self) {
        if let Some(id) = self.open.pop() {
            self.tree.nodes[id.0].end = self.tree.nodes.len();
        }
    }

    fn close(&mut self) {
        while !self.open.is_empty() {
            self.end();
        }
    }

    fn reference(&mut self, reference: &BytesRef<'_>, span: Range<usize>) -> Result<(), Fault> {
        let fault = |message: String| Fault {
            at: span.start,
            message,
        };
        let resolved = reference.resolve_char_ref();
        let letter = resolved.map_err(|error| fault(error.to_string()))?;
        let words = match letter {
            Some(letter) => letter.to_string(),
            None => {
                let name = reference.xml10_content();
                let known = self.entity(&name).map(str::to_owned);
                known.ok_or_else(|| fault(format!("&{name}; is not declared")))?
            }
        };
        self.push_words(&words, span);
        Ok(())
    }

    /// What an entity stands for: XML's five, and in a document with a DOCTYPE those of XHTML.
    fn entity(&self, name: &str) -> Option<&'static str> {
        resolve_predefined_entity(name).or_else(|| {
            self.doctype.then(|| {
                XHTML
                    .iter()
                    .find(|(one, _)| *one == name)
                    .map_or(OTHER, |(_, text)| text)
            })
        })
    }
}

/// Whether an element has something inside.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Stays,
    Ends,
}

/// What stands for an entity of XHTML that says nothing to our checks.
const OTHER: &str = "\u{FFFC}";

/// The entities of XHTML that our checks look at.
const XHTML: [(&str, &str); 12] = [
    ("nbsp", "\u{A0}"),
    ("shy", "\u{AD}"),
    ("zwnj", "\u{200C}"),
    ("zwj", "\u{200D}"),
    ("lrm", "\u{200E}"),
    ("rlm", "\u{200F}"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("not", "¬"),
];

/// Whether a DOCTYPE can declare entities; that of HTML cannot.
fn declares(doctype: &str) -> bool {
    let words = doctype.to_ascii_uppercase();
    ["PUBLIC", "SYSTEM", "["]
        .iter()
        .any(|part| words.contains(part))
}

fn position(at: u64) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

/// White space in attributes is plain spaces (XML 1.0, 3.3.3).
fn normalized(value: &str) -> String {
    let value: Cow<'_, str> = if value.contains(['\n', '\t']) {
        value.replace(['\n', '\t'], " ").into()
    } else {
        value.into()
    };
    value.into_owned()
}

#[cfg(test)]
mod tests {
    use super::{Home, Tree};
    use crate::limits;

    fn read(text: &str) -> Tree {
        Tree::read(Home::Other("a.xml".to_owned()), text)
    }

    #[test]
    fn a_value_knows_its_place() {
        let text = "<a xmlns:e=\"http://www.idpf.org/2007/ops\"><b e:type='x &amp; y'/>z</a>";
        let tree = read(text);
        assert!(tree.fault.is_none());
        let b = tree.named("b").next().unwrap();
        let found = tree.attribute(b, "epub:type").unwrap();
        assert_eq!(found.value, "x & y");
        assert_eq!(&text[found.span.clone()], "x &amp; y");
        assert_eq!(tree.text(tree.root().unwrap()), "z");
    }

    #[test]
    fn entities_of_xhtml_need_a_doctype() {
        assert!(read("<a>x&zwnj;y</a>").fault.is_some());
        assert!(read("<!DOCTYPE html><a>x&zwnj;y</a>").fault.is_some());
        let tree = read("<!DOCTYPE html PUBLIC \"x\" \"y\"><a>x&zwnj;y&Alpha;</a>");
        assert_eq!(tree.text(tree.root().unwrap()), "x\u{200C}y\u{FFFC}");
    }

    #[test]
    fn what_is_not_well_formed_is_told_and_deep_nesting_does_no_harm() {
        for text in [
            "",
            "<a>",
            "<a></b>",
            "<a b=c/>",
            "<a b='1' b='2'/>",
            "<a>&</a>",
        ] {
            assert!(read(text).fault.is_some(), "{text}");
        }
        let deep = |depth| "<a>".repeat(depth) + &"</a>".repeat(depth);
        assert_eq!(read(&deep(limits::EPUB_DEPTH)).len(), limits::EPUB_DEPTH);
        assert!(read(&deep(100_000)).fault.is_some());
    }
}
