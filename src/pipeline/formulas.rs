//! Looks through the formulas of a book: what cannot be set is told at its place, once for both books.

use std::ops::Range;

use crate::diag::{Code, Sink, isolate};
use crate::font::FontSet;
use crate::formula::{Fault, FormulaReader, Standing};
use crate::model::{Block, BlockKind, InlineKind, visit_blocks, visit_inlines};
use crate::resolve::ResolvedBook;
use crate::source::{SourceMap, Span};

/// Reports every formula that stands as its source, and what should be looked at in the others.
pub(super) fn check(book: &ResolvedBook, formulas: Formulas<'_>, map: &SourceMap, sink: &mut Sink) {
    let mut checker = Checker {
        formulas,
        map,
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
    formulas: Formulas<'a>,
    map: &'a SourceMap,
    sink: &'a mut Sink,
}

impl Checker<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        visit_blocks(blocks, &mut |block| {
            if let BlockKind::Math(source) = &block.kind {
                self.formula(source, Standing::Displayed, block.span);
            }
        });
        visit_inlines(blocks, &mut |inline| {
            if let InlineKind::Math(source) = &inline.kind {
                self.formula(source, Standing::Inline, inline.span);
            }
        });
    }

    fn formula(&mut self, source: &str, standing: Standing, span: Span) {
        let Formulas { fonts, reader } = self.formulas;
        match reader.read(source, standing, fonts).as_ref() {
            Ok(read) => {
                for Fault { reason, place } in &read.remarks {
                    let place = self.place(source, span, place.clone());
                    self.sink
                        .warn(Code::WordsInMath, place, reason.as_str())
                        .hint(
                            "write \\text{…} around words; a dollar too many makes words a formula",
                        );
                }
            }
            Err(Fault { reason, place }) => {
                let shown = isolate(source.trim());
                let place = self.place(source, span, place.clone());
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

    /// Bytes of a formula as a place in its file; the whole formula where its source does not stand there as it
    /// was read, as in a quotation whose lines begin with `>`.
    fn place(&self, source: &str, span: Span, inside: Option<Range<usize>>) -> Span {
        let written = self.map.slice(span);
        let (Some(inside), Some(start)) = (inside, written.find(source)) else {
            return span;
        };
        let sound = !inside.is_empty() && source.get(inside.clone()).is_some();
        if !sound {
            return span;
        }
        let start = span.range().start + start;
        Span::new(span.file, start + inside.start..start + inside.end)
    }
}
