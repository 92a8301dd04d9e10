//! Looks through the formulas of a book: what cannot be set is told at its place, once for both books.

use std::ops::Range;

use crate::diag::{Code, Sink, isolate};
use crate::font::FontSet;
use crate::formula::{Fault, FormulaReader, Standing};
use crate::model::{Block, BlockKind, InlineKind, SourceNode, visit_blocks, visit_inlines};
use crate::resolve::ResolvedBook;
use crate::source::{Origin, Span};

/// Reports every formula that stands as its source, and what should be looked at in the others.
pub(super) fn check(book: &ResolvedBook, formulas: Formulas<'_>, sink: &mut Sink) {
    let mut checker = Checker {
        book,
        formulas,
        sink,
    };
    for chapter in &book.book.chapters {
        checker.blocks(&chapter.blocks);
        for note in &chapter.notes {
            checker.blocks(&note.blocks);
        }
    }
}

/// What formulas are read with.
#[derive(Clone, Copy)]
pub(super) struct Formulas<'a> {
    pub(super) fonts: &'a FontSet,
    pub(super) reader: &'a FormulaReader,
}

struct Checker<'a> {
    book: &'a ResolvedBook,
    formulas: Formulas<'a>,
    sink: &'a mut Sink,
}

impl Checker<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        visit_blocks(blocks, &mut |block| {
            if let BlockKind::Math(source) = &block.kind {
                self.formula(source, Standing::Displayed, block.source());
            }
        });
        visit_inlines(blocks, &mut |inline| {
            if let InlineKind::Math(source) = &inline.kind {
                self.formula(source, Standing::Inline, inline.source());
            }
        });
    }

    fn formula(&mut self, source: &str, standing: Standing, node: SourceNode) {
        let Formulas { fonts, reader } = self.formulas;
        match reader.read(source, standing, fonts).as_ref() {
            Ok(read) => {
                for Fault { reason, place } in &read.remarks {
                    let place = self.place(source, node, place.clone());
                    self.sink
                        .warn(Code::WordsInMath, place, reason.as_str())
                        .hint(
                            "write \\text{…} around words; a dollar too many makes words a formula",
                        );
                }
            }
            Err(Fault { reason, place }) => {
                let shown = isolate(source.trim());
                let place = self.place(source, node, place.clone());
                self.sink
                    .warn(
                        Code::BadMath,
                        place,
                        format!("the formula {shown} cannot be set: {reason}"),
                    )
                    .hint("both books show its source; docs/formulas.md says what is read");
            }
        }
    }

    /// Bytes of a formula as a place in its file; the whole formula where none are known.
    fn place(&self, source: &str, node: SourceNode, inside: Option<Range<usize>>) -> Span {
        let sound =
            |inside: &Range<usize>| !inside.is_empty() && source.get(inside.clone()).is_some();
        let written = || self.book.written(node, source.len());
        let place = inside.filter(sound).map(|inside| written().origin(inside));
        place.and_then(Origin::span).unwrap_or(node.span)
    }
}
