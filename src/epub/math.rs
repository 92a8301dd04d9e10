//! Formulas: TeX in, MathML with the TeX as its alternative text out (EPUB 3.3, clause 6.1.3.1).
//!
//! What cannot be set stands as its source, as it does in the PDF; the author has been told by the check of
//! the whole book.

use std::collections::BTreeMap;

use super::Binding;
use super::xml::Markup;
use crate::formula::{self, Standing};
use crate::model::{BlockKind, InlineKind, visit_blocks, visit_inlines};

/// A formula of the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Formula<'a> {
    /// Its TeX.
    pub(super) source: &'a str,
    /// How it stands.
    pub(super) standing: Standing,
}

/// Every formula of the book, as MathML; nothing for one that cannot be set.
#[derive(Debug, Default)]
pub(super) struct Formulas<'a>(BTreeMap<Formula<'a>, Option<Markup>>);

impl<'a> Formulas<'a> {
    /// Reads the formulas of chapters and notes, each once.
    pub(super) fn of(binding: Binding<'a>) -> Self {
        let book = &binding.book.book;
        let notes = binding.book.notes();
        let notes = notes.filter(|(id, _)| binding.book.note_number(*id).is_some());
        let chapters = book.chapters.iter().map(|chapter| &chapter.blocks);
        let mut formulas = BTreeMap::new();
        for blocks in chapters.chain(notes.map(|(_, note)| &note.blocks)) {
            let mut add = |source: &'a str, standing| {
                let formula = Formula { source, standing };
                formulas
                    .entry(formula)
                    .or_insert_with(|| mathml(source, standing, binding));
            };
            visit_blocks(blocks, &mut |block| {
                if let BlockKind::Math(source) = &block.kind {
                    add(source, Standing::Displayed);
                }
            });
            visit_inlines(blocks, &mut |inline| {
                if let InlineKind::Math(source) = &inline.kind {
                    add(source, Standing::Inline);
                }
            });
        }
        Self(formulas)
    }

    /// A formula as MathML; `None` for one that cannot be set.
    pub(super) fn get<'b>(&'b self, formula: Formula<'b>) -> Option<&'b Markup> {
        self.0.get(&formula)?.as_ref()
    }

    /// Whether some formula is MathML.
    pub(super) fn any_read(&self) -> bool {
        self.0.values().any(Option::is_some)
    }

    /// Whether some formula stands as its source.
    pub(super) fn any_unread(&self) -> bool {
        self.0.values().any(Option::is_none)
    }
}

/// A formula as MathML; `None` where it cannot be set in the PDF either, so that both books show the same.
fn mathml(source: &str, standing: Standing, binding: Binding<'_>) -> Option<Markup> {
    let read = binding.formulas.read(source, standing, binding.fonts);
    let read = read.as_ref().as_ref().ok()?;
    let mut markup = Markup::default();
    markup.mathml(&formula::mathml(&read.tree, source, standing));
    Some(markup)
}
