//! Writes pictures side by side: a figure of figures, each with its letter.

use super::block::Caption;
use super::content::Writer;
use super::xml::Tag;
use crate::model::{Attributes, Block, BlockKind, NodeId, Panels};

impl Writer<'_, '_> {
    /// Writes pictures side by side, and the caption for all below them.
    pub(super) fn panels(&mut self, node: NodeId, attributes: &Attributes, panels: &Panels) {
        let voice = self.stated_voice(attributes);
        let class = format!("panels in-{}", panels.columns().min(4));
        let tag = self.classed("figure", attributes, &voice, &class);
        self.out.open(&tag);
        self.out.line();
        let lettered = panels.caption.is_some() && panels.are_lettered();
        self.inside(voice.direction, |writer| {
            writer.out.open(&Tag::new("div").with("class", "row"));
            writer.out.line();
            for (at, block) in panels.figures.iter().enumerate() {
                writer.panel(block, lettered.then_some(at));
                writer.out.line();
            }
            writer.out.close("div");
            writer.out.line();
            let label = writer.plan.label(node);
            let caption = Caption {
                words: panels.caption.as_deref().unwrap_or_default(),
                credit: attributes.credit.as_deref(),
            };
            if label.is_some() || panels.caption.is_some() || caption.credit.is_some() {
                writer.caption("figcaption", label, caption);
            }
        });
        self.out.close("figure");
    }

    /// A picture with its letter.
    fn panel(&mut self, block: &Block, letter: Option<usize>) {
        let BlockKind::Figure(figure) = &block.kind else {
            return;
        };
        let Some(at) = letter else {
            return self.block(block);
        };
        let attributes = &self.block_attributes(block);
        self.begin(block.id);
        let voice = self.stated_voice(attributes);
        let tag = self.tag("figure", attributes, &voice);
        self.out.open(&tag);
        self.inside(voice.direction, |writer| {
            writer.image(&figure.image, "");
            let letter = writer.plan.language().panel(at);
            let caption = Caption {
                words: figure.caption.as_deref().unwrap_or_default(),
                credit: attributes.credit.as_deref(),
            };
            writer.lettered_caption(&letter, caption);
        });
        self.out.close("figure");
    }
}
