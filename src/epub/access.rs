//! Accessibility metadata, derived from what the book holds (EPUB Accessibility 1.1, clause 2).

use super::plan::Plan;
use crate::locale::Term;
use crate::model::{Block, BlockKind, Image, InlineKind, visit_blocks, visit_inlines};

/// What a reader needs to know before opening the book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Access {
    /// The senses that the content speaks to.
    pub(super) modes: Vec<&'static str>,
    /// The sets of senses that suffice to take all of it in.
    pub(super) sufficient: Vec<&'static str>,
    /// What helps.
    pub(super) features: Vec<&'static str>,
    /// What could harm.
    pub(super) hazards: Vec<&'static str>,
    /// The same in a sentence, in the book's language.
    pub(super) summary: &'static str,
}

/// What pictures the text holds, and whether each has words.
#[derive(Clone, Copy, Debug, Default)]
struct Pictures {
    any: bool,
    wordless: bool,
    formulas: bool,
}

/// Looks through the book.
pub(super) fn derive(plan: &Plan<'_>) -> Access {
    let book = &plan.binding.book.book;
    let mut found = Pictures::default();
    book.chapters
        .iter()
        .for_each(|chapter| found.look(&chapter.blocks));
    book.notes
        .iter()
        .filter(|note| note.number > 0)
        .for_each(|note| found.look(&note.blocks));
    let mut access = Access {
        modes: vec!["textual"],
        features: vec![
            "tableOfContents",
            "readingOrder",
            "structuralNavigation",
            "ARIA",
        ],
        summary: plan.language().term(Term::AccessibilitySummary),
        ..Access::default()
    };
    access.features.push("displayTransformability");
    if !found.wordless {
        access.sufficient.push("textual");
    }
    if found.any {
        access.modes.push("visual");
        access.sufficient.push("textual,visual");
        if !found.wordless {
            access.features.push("alternativeText");
        }
    }
    if found.formulas {
        access.features.push("latex");
    }
    access
        .hazards
        .push(if plan.media.moves { "unknown" } else { "none" });
    access
}

impl Pictures {
    fn look(&mut self, blocks: &[Block]) {
        visit_blocks(blocks, &mut |block| match &block.kind {
            BlockKind::Figure(figure) => self.see(&figure.image),
            BlockKind::Math(_) => self.formulas = true,
            _ => {}
        });
        visit_inlines(blocks, &mut |inline| match &inline.kind {
            InlineKind::Image(image) => self.see(image),
            InlineKind::Math(_) => self.formulas = true,
            _ => {}
        });
    }

    fn see(&mut self, image: &Image) {
        self.any = true;
        self.wordless |= image.alt.trim().is_empty();
    }
}
