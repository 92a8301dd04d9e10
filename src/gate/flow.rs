//! The words of a document as a reader meets them: a tree in; a text, and the way back to its places, out.

use std::ops::Range;

use super::xml::{NodeId, Tree};

/// Elements whose words are no prose.
const NO_PROSE: [&str; 12] = [
    "head",
    "script",
    "style",
    "code",
    "pre",
    "kbd",
    "samp",
    "var",
    "math",
    "svg",
    "rt",
    "annotation",
];

/// Elements that run on in a line.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "data", "del", "dfn", "em", "font", "i", "ins",
    "label", "mark", "q", "ruby", "s", "small", "span", "strong", "sub", "sup", "time", "tt", "u",
    "wbr",
];

/// Stands for what is no prose.
pub(super) const OBJECT: char = '\u{FFFC}';

/// Whether an element runs on in a line.
pub(super) fn is_inline(name: &str) -> bool {
    INLINE.contains(&name)
}

/// Whether the words of an element are no prose.
pub(super) fn is_no_prose(name: &str) -> bool {
    NO_PROSE.contains(&name)
}

/// The prose of a document; blocks are separated by line ends.
#[derive(Debug, Default)]
pub(super) struct Flow {
    /// The words.
    pub(super) text: String,
    pieces: Vec<Piece>,
}

#[derive(Debug)]
struct Piece {
    /// First byte in the flow.
    start: usize,
    node: NodeId,
    /// Byte range of the words in the file.
    span: Range<usize>,
}

impl Flow {
    /// The prose of a document; `<head>` is none, since nobody sees it on the page.
    pub(super) fn of_document(tree: &Tree) -> Self {
        tree.root()
            .map_or_else(Self::default, |root| Self::of(tree, root))
    }

    /// The prose inside a node.
    pub(super) fn of(tree: &Tree, node: NodeId) -> Self {
        let mut flow = Self::default();
        let mut around = None;
        let mut walk = tree.walk(node);
        while let Some(inner) = walk.next() {
            if let Some(name) = tree.name(inner) {
                if is_no_prose(name) {
                    walk.leave_out(inner);
                    flow.text.push(OBJECT);
                }
                continue;
            }
            let block = block_of(tree, inner);
            if around != Some(block) {
                flow.text.push('\n');
                around = Some(block);
            }
            flow.push(tree, inner);
        }
        flow
    }

    fn push(&mut self, tree: &Tree, node: NodeId) {
        self.pieces.push(Piece {
            start: self.text.len(),
            node,
            span: tree.span(node),
        });
        self.text.push_str(tree.words(node).unwrap_or_default());
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.start <= at);
        self.pieces.get(after.checked_sub(1)?)
    }

    /// The node whose words stand at a byte of the flow.
    pub(super) fn node(&self, at: usize) -> Option<NodeId> {
        self.piece(at).map(|piece| piece.node)
    }

    /// Where a byte range of the flow stands in the file.
    pub(super) fn source(&self, range: Range<usize>) -> Range<usize> {
        let place = |at: usize| {
            self.piece(at).map_or(0, |piece| {
                (piece.span.start + (at - piece.start)).min(piece.span.end)
            })
        };
        let start = place(range.start);
        start..place(range.end.max(range.start + 1) - 1).max(start) + 1
    }

    /// The words, each with the node that it stands in.
    pub(super) fn runs(&self) -> impl Iterator<Item = (NodeId, &str)> {
        let ends = self.pieces.iter().skip(1).map(|piece| piece.start);
        let ends = ends.chain([self.text.len()]);
        self.pieces
            .iter()
            .zip(ends)
            .map(|(piece, end)| (piece.node, &self.text[piece.start..end]))
    }
}

/// The block that words stand in.
fn block_of(tree: &Tree, node: NodeId) -> Option<NodeId> {
    tree.with_ancestors(node)
        .skip(1)
        .find(|one| tree.name(*one).is_some_and(|name| !is_inline(name)))
}
