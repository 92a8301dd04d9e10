//! Formulas: TeX in, MathML with the TeX as its alternative text out (EPUB 3.3, clause 6.1.3.1).
//!
//! pulldown-latex reads the TeX; `build` makes a tree of what it read, and only that is written. What
//! cannot be read is told to the author at its line and stands as its source, as it does in the PDF.

mod atom;
mod build;
mod commands;
mod letters;
mod part;
mod table;
#[cfg(test)]
mod tests;
mod token;
mod tree;
mod words;

use std::collections::BTreeMap;

pub(super) use part::Standing;

use build::elements;
use tree::Element;

use super::Binding;
use super::xml::Markup;
use crate::model::{BlockKind, InlineKind, visit_blocks, visit_inlines};

/// A formula of the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Formula<'a> {
    /// Its TeX.
    pub(super) source: &'a str,
    /// How it stands.
    pub(super) standing: Standing,
}

/// Every formula of the book, as MathML or as the reason why it is none.
#[derive(Debug, Default)]
pub(super) struct Formulas<'a>(BTreeMap<Formula<'a>, Result<Markup, String>>);

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
                    .or_insert_with(|| mathml(source, standing));
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

    /// A formula as MathML, or the reason why it cannot be read; `None` for one that the book has not.
    pub(super) fn get<'b>(&'b self, formula: Formula<'b>) -> Option<Result<&'b Markup, &'b str>> {
        let read = self.0.get(&formula)?;
        Some(read.as_ref().map_err(String::as_str))
    }

    /// Whether some formula is MathML.
    pub(super) fn any_read(&self) -> bool {
        self.0.values().any(Result::is_ok)
    }

    /// Whether some formula stands as its source.
    pub(super) fn any_unread(&self) -> bool {
        self.0.values().any(Result::is_err)
    }
}

/// A formula as MathML, or the reason why it cannot be one.
fn mathml(source: &str, standing: Standing) -> Result<Markup, String> {
    let parts = elements(source, standing)?;
    if parts.is_empty() {
        return Err("it is empty".to_owned());
    }
    let display = match standing {
        Standing::Inline => "inline",
        Standing::Displayed => "block",
    };
    let alternative: Vec<&str> = source.split_whitespace().collect();
    let math = Element::around("math", parts)
        .with("dir", "ltr")
        .with("alttext", alternative.join(" "))
        .with("display", display)
        .with("xmlns", "http://www.w3.org/1998/Math/MathML");
    let mut markup = Markup::default();
    math.write(&mut markup);
    Ok(markup)
}
