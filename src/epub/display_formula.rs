//! Writes a formula on lines of its own, with its number.

use super::content::{Voice, Writer};
use super::math::Formula;
use super::xml::Tag;
use crate::formula::Standing;
use crate::model::{Attributes, NodeId};

impl Writer<'_, '_> {
    /// Writes a displayed formula, with its number behind it; the style sheet has the number at the end of the line.
    pub(super) fn displayed_formula(
        &mut self,
        node: NodeId,
        attributes: &Attributes,
        source: &str,
    ) {
        let voice = Voice {
            direction: self.base,
            language: None,
        };
        let number = self.plan.binding.book.formula_number(node);
        let class = match number {
            Some(_) => "display-math numbered",
            None => "display-math",
        };
        let tag = self.classed("div", attributes, &voice, class);
        self.out.open(&tag);
        let standing = Standing::Displayed;
        self.formula(Formula { source, standing });
        if let Some(number) = number {
            self.out.text(" ");
            let tag = Tag::new("span").with("class", "formula-number");
            self.out.element(&tag, &number);
        }
        self.out.close("div");
    }
}
