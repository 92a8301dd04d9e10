//! Where the lines of a paragraph begin in the author's words: byte ranges of nodes in, positions that
//! the EPUB's writer finds again out.
//!
//! A paragraph «۱ سلام *دنیا*» is one text made of the tool's «۱ » and of two nodes. A line that begins
//! at «دنیا» begins at byte 0 of the second; one that begins at «لام» begins at byte 2 of the first.

use std::ops::Range;

use crate::model::{NodeId, SourceNode, TextPosition};
use crate::source::Span;

/// What a paragraph was made of.
#[derive(Clone, Copy, Debug)]
pub(super) enum ParagraphSource {
    /// A block, or what has the place of one: a page that begins with the paragraph begins with it.
    Block(SourceNode),
    /// Words that no block of the text holds, with the place to report them at.
    Words(Option<Span>),
}

impl ParagraphSource {
    /// The place to report it at.
    pub(super) fn span(self) -> Option<Span> {
        match self {
            Self::Block(node) => Some(node.span),
            Self::Words(span) => span,
        }
    }
}

impl From<SourceNode> for ParagraphSource {
    fn from(node: SourceNode) -> Self {
        Self::Block(node)
    }
}

/// Which bytes of a paragraph's text were written in which nodes.
#[derive(Clone, Debug, Default)]
pub(super) struct Positions {
    /// In the order of the text; the words of the tool lie between them.
    ranges: Vec<NodeRange>,
}

/// Words of one node.
#[derive(Clone, Debug)]
struct NodeRange {
    /// Bytes of the paragraph's text.
    range: Range<usize>,
    /// Where the first of them stands.
    start: TextPosition,
}

impl Positions {
    /// Says that the next bytes of the paragraph stand in a node from a byte of its text on.
    pub(super) fn add(&mut self, range: Range<usize>, node: NodeId, offset: usize) {
        let start = TextPosition { node, offset };
        self.ranges.push(NodeRange { range, start });
    }

    /// Where a byte of the paragraph stands; `None` in the words of the tool.
    pub(super) fn at(&self, byte: usize) -> Option<TextPosition> {
        let next = self.ranges.partition_point(|piece| piece.range.end <= byte);
        let piece = self.ranges.get(next)?;
        let into = byte.checked_sub(piece.range.start)?;
        Some(TextPosition {
            node: piece.start.node,
            offset: piece.start.offset + into,
        })
    }

    /// What a line begins with whose first byte is given.
    pub(super) fn line_start(
        &self,
        byte: usize,
        paragraph: ParagraphSource,
    ) -> Option<TextPosition> {
        match paragraph {
            ParagraphSource::Block(node) if byte == 0 => Some(TextPosition::start_of(node.id)),
            // A line that begins in the tool's words says nothing newer than its block.
            ParagraphSource::Block(node) => self.at(byte).or(Some(TextPosition::start_of(node.id))),
            ParagraphSource::Words(_) => self.at(byte),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Positions;
    use crate::model::{ChapterId, NodeCounter};

    #[test]
    fn a_byte_of_a_paragraph_is_found_in_its_node() {
        let mut nodes = NodeCounter::new(ChapterId::new(0), 0);
        let (first, second) = (nodes.give(), nodes.give());
        let mut positions = Positions::default();
        positions.add(3..10, first, 0);
        positions.add(10..20, second, 4);
        let at = |byte| positions.at(byte).map(|at| (at.node, at.offset));
        assert_eq!(at(0), None);
        assert_eq!(at(3), Some((first, 0)));
        assert_eq!(at(9), Some((first, 6)));
        assert_eq!(at(10), Some((second, 4)));
        assert_eq!(at(20), None);
    }
}
