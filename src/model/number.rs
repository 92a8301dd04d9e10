//! Gives every node of a chapter its identity: the tree in, the same tree counted in document order.

use super::{
    Block, BlockKind, Chapter, ChapterId, Inline, InlineKind, NodeCounter, NodeId, TableRow, walk,
};
use crate::lookup::Lookup;
use crate::source::WrittenText;

/// Counts the nodes of a chapter: its text, then its notes. What its tables know of a node goes over to its new identity.
pub fn number_nodes(chapter: &mut Chapter, id: ChapterId) {
    let mut nodes = Numberer {
        counter: NodeCounter::new(id, 0),
        known: std::mem::take(&mut chapter.written),
        written: Lookup::new(),
    };
    nodes.blocks(&mut chapter.blocks);
    for note in &mut chapter.notes {
        nodes.blocks(&mut note.blocks);
    }
    // A citation in the alternative text of a picture has no inline; it is counted all the same.
    for citation in &mut chapter.citations {
        citation.node = nodes.counter.give();
    }
    chapter.nodes = nodes.counter.count();
    chapter.written = nodes.written;
    let notes = chapter.notes.iter().map(|note| note.blocks.as_slice());
    for blocks in notes.chain([chapter.blocks.as_slice()]) {
        walk::visit_inlines(blocks, &mut |inline| {
            if let InlineKind::Citation(at) = inline.kind
                && let Some(citation) = chapter.citations.get_mut(at.index as usize)
            {
                citation.node = inline.id;
            }
        });
    }
}

/// Counts inlines that were made for a chapter on from what it has.
pub fn number_inlines(inlines: &mut [Inline], nodes: &mut NodeCounter) {
    walk::visit_inline_run_mut(inlines, &mut |inline| inline.id = nodes.give());
}

struct Numberer {
    counter: NodeCounter,
    /// Where words were written, by the nodes as they were counted before.
    known: Lookup<NodeId, WrittenText>,
    /// The same, by the nodes as they are counted now.
    written: Lookup<NodeId, WrittenText>,
}

impl Numberer {
    fn blocks(&mut self, blocks: &mut [Block]) {
        blocks.iter_mut().for_each(|block| self.block(block));
    }

    /// Gives a node its identity.
    fn count(&mut self, node: &mut NodeId) {
        let before = std::mem::replace(node, self.counter.give());
        if let Some(written) = self.known.remove(&before) {
            self.written.insert(*node, written);
        }
    }

    /// A block, then what it holds in the order of reading.
    fn block(&mut self, block: &mut Block) {
        self.count(&mut block.id);
        match &mut block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
                self.inlines(content);
            }
            BlockKind::List { items, .. } => {
                for item in items {
                    self.count(&mut item.id);
                    self.blocks(&mut item.blocks);
                }
            }
            BlockKind::Definitions(items) => {
                for item in items {
                    item.terms.iter_mut().for_each(|term| self.inlines(term));
                    let definitions = item.definitions.iter_mut();
                    definitions.for_each(|blocks| self.blocks(blocks));
                }
            }
            BlockKind::Quote(blocks) | BlockKind::Division(blocks) => self.blocks(blocks),
            BlockKind::Aside { title, blocks } | BlockKind::Statement { title, blocks, .. } => {
                self.inlines(title);
                self.blocks(blocks);
            }
            BlockKind::Verse(verse) => {
                for line in verse.stanzas.iter_mut().flatten() {
                    self.count(&mut line.id);
                    line.hemistichs
                        .iter_mut()
                        .for_each(|part| self.inlines(part));
                }
            }
            BlockKind::Table(table) => {
                self.inlines(table.caption.as_deref_mut().unwrap_or_default());
                let rows = table.head.iter_mut().chain(&mut table.body);
                rows.for_each(|row| self.row(row));
            }
            BlockKind::Figure(figure) => {
                self.inlines(figure.caption.as_deref_mut().unwrap_or_default());
            }
            BlockKind::Panels(panels) => {
                self.blocks(&mut panels.figures);
                self.inlines(panels.caption.as_deref_mut().unwrap_or_default());
            }
            BlockKind::Code(_) | BlockKind::Math(_) | BlockKind::Break => {}
        }
    }

    fn row(&mut self, row: &mut TableRow) {
        for cell in &mut row.cells {
            self.count(&mut cell.id);
            self.inlines(&mut cell.content);
        }
    }

    fn inlines(&mut self, inlines: &mut [Inline]) {
        walk::visit_inline_run_mut(inlines, &mut |inline| self.count(&mut inline.id));
    }
}
