//! Gives every node of a chapter its identity: the tree in, the same tree counted in document order.

use super::{
    Block, BlockKind, Chapter, ChapterId, Inline, InlineKind, NodeCounter, TableRow, walk,
};

/// Counts the nodes of a chapter: its text, then its notes.
pub fn number_nodes(chapter: &mut Chapter, id: ChapterId) {
    let mut nodes = Numberer(NodeCounter::new(id, 0));
    nodes.blocks(&mut chapter.blocks);
    for note in &mut chapter.notes {
        nodes.blocks(&mut note.blocks);
    }
    // A citation in the alternative text of a picture has no inline; it is counted all the same.
    for citation in &mut chapter.citations {
        citation.node = nodes.0.give();
    }
    chapter.nodes = nodes.0.count();
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

struct Numberer(NodeCounter);

impl Numberer {
    fn blocks(&mut self, blocks: &mut [Block]) {
        blocks.iter_mut().for_each(|block| self.block(block));
    }

    /// A block, then what it holds in the order of reading.
    fn block(&mut self, block: &mut Block) {
        block.id = self.0.give();
        match &mut block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
                self.inlines(content);
            }
            BlockKind::List { items, .. } => {
                for item in items {
                    item.id = self.0.give();
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
                    line.id = self.0.give();
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
            cell.id = self.0.give();
            self.inlines(&mut cell.content);
        }
    }

    fn inlines(&mut self, inlines: &mut [Inline]) {
        number_inlines(inlines, &mut self.0);
    }
}
