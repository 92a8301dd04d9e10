//! A content document: a tree in; what holds at each node, language and direction, out (HTML 3.2.6).

use super::flow::Flow;
use super::script::Letters;
use super::xml::{NodeId, Tree};
use crate::lookup::{Lookup, Seen};

/// Which way a node's text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// From right to left.
    Rtl,
    /// From left to right.
    Ltr,
    /// As its first strong letter.
    Auto,
    /// Nothing says so; readers take it to run from left to right.
    Unsaid,
}

/// A document of the book.
#[derive(Debug)]
pub(super) struct Document {
    /// Its name in the container.
    pub(super) path: String,
    /// Its markup.
    pub(super) tree: Tree,
    /// Its place in the reading order; `None` where it is not in the spine.
    pub(super) order: Option<usize>,
    /// What it is for.
    pub(super) role: Role,
    /// Its prose.
    pub(super) prose: Flow,
    /// The letters of its prose, and those of its code that run from right to left.
    pub(super) letters: Letters,
    /// The elements by their ids; of two with one id, the first.
    pub(super) ids: Lookup<String, NodeId>,
    /// What `<a name="…">` calls places, as HTML 4 did.
    pub(super) anchors: Seen<String>,
    languages: Vec<Option<NodeId>>,
    sides: Vec<Side>,
}

/// What a document is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// To be read.
    Text,
    /// The navigation document (EPUB 3.3, 7).
    Navigation,
}

impl Document {
    /// Looks through a document once.
    pub(super) fn new(path: &str, tree: Tree, role: Role, order: Option<usize>) -> Self {
        let mut document = Self {
            path: path.to_owned(),
            order,
            role,
            prose: Flow::default(),
            letters: Letters::default(),
            ids: Lookup::new(),
            anchors: Seen::new(),
            languages: Vec::with_capacity(tree.len()),
            sides: Vec::with_capacity(tree.len()),
            tree,
        };
        document.inherit();
        document.prose = Flow::of_document(&document.tree);
        document.letters = Letters::of(&document.prose.text);
        document.count_code();
        document
    }

    /// Whole texts stand in `pre` because of spaces at the beginning of their lines.
    fn count_code(&mut self) {
        let Some(root) = self.tree.root() else {
            return;
        };
        let mut walk = self.tree.walk(root);
        while let Some(node) = walk.next() {
            if matches!(self.tree.name(node), Some("pre" | "code")) {
                walk.leave_out(node);
                self.letters.add_rtl(&self.tree.whole_text(node));
            }
        }
    }

    fn inherit(&mut self) {
        for node in self.tree.nodes() {
            let parent = self.tree.parent(node);
            let around = parent.and_then(|parent| self.languages[parent.index()]);
            let declared_around = around.and_then(|around| language_of(&self.tree, around));
            let declared = language_of(&self.tree, node);
            let changes = declared.is_some() && declared != declared_around;
            self.languages
                .push(if changes { Some(node) } else { around });
            let around = parent.map_or(Side::Unsaid, |parent| self.sides[parent.index()]);
            self.sides
                .push(own_side(&self.tree, node).unwrap_or(around));
            if let Some(id) = self.tree.value(node, "id") {
                self.ids.entry(id.to_owned()).or_insert(node);
            }
            let anchor = self.tree.value(node, "name").map(str::to_owned);
            let is_anchor = self.tree.name(node) == Some("a");
            self.anchors.extend(anchor.filter(|_| is_anchor));
        }
    }

    /// The outermost element that gives a node its language.
    pub(super) fn language_source(&self, node: NodeId) -> Option<NodeId> {
        self.languages.get(node.index()).copied().flatten()
    }

    /// The language of a node; empty where none is given.
    pub(super) fn language(&self, node: NodeId) -> &str {
        let source = self.language_source(node);
        let declared = source.and_then(|source| language_of(&self.tree, source));
        declared.unwrap_or_default()
    }

    /// Which way the text of a node runs.
    pub(super) fn side(&self, node: NodeId) -> Side {
        let known = self.sides.get(node.index()).copied();
        known.unwrap_or(Side::Unsaid)
    }

    /// Which way the document runs: what `<body>` says, or `<html>`.
    pub(super) fn whole_side(&self) -> Side {
        let body = self.tree.named("body").next();
        let whole = body.or_else(|| self.tree.root());
        whole.map_or(Side::Unsaid, |node| self.side(node))
    }

    /// Whether an element has one of these types (`epub:type`) or roles.
    pub(super) fn is(&self, node: NodeId, types: &[&str]) -> bool {
        types.iter().any(|one| {
            self.tree.lists(node, "epub:type", one) || self.tree.lists(node, "role", one)
        })
    }
}

/// The language that an element itself gives.
pub(super) fn language_of(tree: &Tree, node: NodeId) -> Option<&str> {
    let declared = tree.value(node, "xml:lang").or(tree.value(node, "lang"));
    declared.map(str::trim).filter(|tag| !tag.is_empty())
}

/// The direction that an element itself gives; `<bdi>` without one is as its first letter.
pub(super) fn own_side(tree: &Tree, node: NodeId) -> Option<Side> {
    let declared = tree.value(node, "dir").unwrap_or_default();
    match declared.trim().to_ascii_lowercase().as_str() {
        "rtl" => Some(Side::Rtl),
        "ltr" => Some(Side::Ltr),
        "auto" => Some(Side::Auto),
        _ => (tree.name(node) == Some("bdi")).then_some(Side::Auto),
    }
}
