//! Writes theorems and their like: their label and title run in with the first paragraph.

use super::content::Writer;
use super::xml::Tag;
use crate::locale::Direction;
use crate::model::{Attributes, Block, BlockKind, Inline, NodeId};

impl Writer<'_, '_> {
    /// Writes a statement. Its label is a part of its first paragraph, so that it is read out with it.
    pub(super) fn statement(
        &mut self,
        node: NodeId,
        attributes: &Attributes,
        title: &[Inline],
        blocks: &[Block],
    ) {
        let voice = self.stated_voice(attributes);
        let tag = self.classed("div", attributes, &voice, "statement");
        self.out.open(&tag);
        self.out.line();
        self.inside_block(attributes, voice.direction, |writer| {
            let first = blocks.first().and_then(|first| match &first.kind {
                BlockKind::Paragraph(content) => Some((first, content.as_slice())),
                _ => None,
            });
            let rest = &blocks[usize::from(first.is_some())..];
            let (own, content) = match first {
                Some((first, content)) => {
                    writer.begin(first.id);
                    (writer.block_attributes(first), content)
                }
                None => (Attributes::default(), &[][..]),
            };
            let voice = writer.voice(&own, &writer.prose(content));
            let tag = writer.tag("p", &own, &voice);
            writer.out.open(&tag);
            writer.inside(voice.direction, |writer| {
                writer.statement_label(node, title, voice.direction);
                writer.text_run(content);
            });
            writer.out.close("p");
            writer.out.line();
            writer.blocks(rest);
        });
        self.out.close("div");
    }

    /// «قضیهٔ ۱ (فیثاغورس). »
    fn statement_label(&mut self, node: NodeId, title: &[Inline], around: Direction) {
        self.settle_pages();
        let label = self.plan.label(node).map(ToString::to_string);
        let turns = self.plan.direction() != around;
        let side = turns.then(|| self.plan.direction().as_html());
        let tag = Tag::new("span").with("class", "label").maybe("dir", side);
        self.out.element(&tag, &label.unwrap_or_default());
        if !title.is_empty() {
            self.out.text(" (");
            self.text_run(title);
            self.out.text(")");
        }
        self.out.text(". ");
    }
}
