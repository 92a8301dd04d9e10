//! Statements: theorems and their like as authors write them in, with their titles and blocks out.
//!
//! `::: theorem {#thm:x} title` is ours; the name may be Persian. Quarto's `::: {#thm-x}` says the kind by the id.

use super::builder::Builder;
use super::frame::{Frame, StatementHeading};
use crate::locale::StatementKind;
use crate::model::{Attributes, Block, BlockKind, Inline, InlineKind};
use crate::source::Span;

/// What ends a proof.
const TOMBSTONE: &str = "\u{A0}\u{25A1}";

impl Builder<'_> {
    /// Adds a closed statement; a proof ends with its sign.
    pub(super) fn finish_statement(
        &mut self,
        mut frame: Frame,
        heading: StatementHeading,
        span: Span,
    ) {
        let StatementHeading { kind, title } = heading;
        let mut blocks = std::mem::take(&mut frame.blocks);
        if kind == StatementKind::Proof {
            self.end_proof(&mut blocks, span);
        }
        let mut attributes = frame.attributes;
        let classes = &mut attributes.classes;
        if classes.first().is_none_or(|first| first != kind.name()) {
            classes.insert(0, kind.name().to_owned());
        }
        let id = self.node();
        let kind = BlockKind::Statement {
            kind,
            title,
            blocks,
        };
        self.push_block(Block {
            id,
            kind,
            attributes,
            span,
        });
    }

    /// Adds the sign at the end of the last paragraph, or on a line of its own.
    fn end_proof(&mut self, blocks: &mut Vec<Block>, span: Span) {
        let sign = Inline {
            id: self.node(),
            kind: InlineKind::Text(TOMBSTONE.to_owned()),
            span: Span {
                start: span.end,
                ..span
            },
        };
        if let Some(BlockKind::Paragraph(content)) = blocks.last_mut().map(|last| &mut last.kind) {
            return content.push(sign);
        }
        blocks.push(Block {
            id: self.node(),
            kind: BlockKind::Paragraph(vec![sign]),
            attributes: Attributes::default(),
            span,
        });
    }
}
