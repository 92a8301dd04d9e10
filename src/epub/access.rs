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
    pub(super) summary: String,
}

/// What pictures the text holds, and whether each has words.
#[derive(Clone, Copy, Debug, Default)]
struct Pictures {
    any: bool,
    wordless: bool,
}

/// Looks through the book.
pub(super) fn derive(plan: &Plan<'_>) -> Access {
    let book = &plan.binding.book.book;
    let mut found = Pictures::default();
    book.chapters
        .iter()
        .for_each(|chapter| found.look(&chapter.blocks));
    let resolved = plan.binding.book;
    resolved
        .notes()
        .filter(|(id, _)| resolved.note_number(*id).is_some())
        .for_each(|(_, note)| found.look(&note.blocks));
    let mut access = Access {
        modes: vec!["textual"],
        features: vec![
            "tableOfContents",
            "readingOrder",
            "structuralNavigation",
            "ARIA",
        ],
        ..Access::default()
    };
    access.features.push("displayTransformability");
    if !found.wordless {
        access.sufficient.push("textual");
    }
    if !resolved.indexes.is_empty() {
        access.features.push("index");
    }
    if found.any {
        access.modes.push("visual");
        access.sufficient.push("textual,visual");
        if !found.wordless {
            access.features.push("alternativeText");
        }
    }
    if plan.formulas.any_read() {
        access.features.push("MathML");
    }
    if plan.formulas.any_unread() {
        access.features.push("latex");
    }
    if plan.pages.any() {
        access
            .features
            .extend(["pageBreakMarkers", "pageNavigation"]);
    }
    access.summary = summary(plan, found);
    access.hazards.push(if plan.assets.media.moves {
        "unknown"
    } else {
        "none"
    });
    access
}

/// The same in sentences, in the book's language.
fn summary(plan: &Plan<'_>, found: Pictures) -> String {
    let pictures = match found {
        Pictures { any: false, .. } => None,
        Pictures { wordless: true, .. } => Some(Term::AccessMutePictures),
        Pictures { .. } => Some(Term::AccessPictures),
    };
    let pages = plan.pages.any().then_some(Term::AccessPages);
    let formulas = plan.formulas.any_read().then_some(Term::AccessFormulas);
    let terms = [Some(Term::AccessStructure), pictures, pages, formulas];
    let language = plan.language();
    let sentences = terms.into_iter().flatten().map(|term| language.term(term));
    sentences.collect::<Vec<_>>().join(" ")
}

impl Pictures {
    fn look(&mut self, blocks: &[Block]) {
        visit_blocks(blocks, &mut |block| {
            if let BlockKind::Figure(figure) = &block.kind {
                self.see(&figure.image);
            }
        });
        visit_inlines(blocks, &mut |inline| {
            if let InlineKind::Image(image) = &inline.kind {
                self.see(image);
            }
        });
    }

    fn see(&mut self, image: &Image) {
        self.any = true;
        self.wordless |= image.alt.trim().is_empty();
    }
}
