//! Looks for spelling that is surely wrong in the words of a book, and for Markdown that was not read as it is meant:
//! chapters in, hints with their mends out.

mod unmarked;

use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::diag::{Code, Mend, Sink};
use crate::locale::{Emendation, Language, Misspelling, emendations};
use crate::model::{Block, BlockKind, Chapter, InlineKind, Note, visit_blocks, visit_inlines};
use crate::resolve::ResolvedBook;
use crate::source::{SourceMap, Span};

/// Languages whose spelling is known here: Persian and Dari, each under both of its tags.
const PERSIAN: [&str; 3] = ["fa", "prs", "pes"];

/// What was found in the chapters of a book the last time; nothing at first.
#[derive(Default)]
pub(super) struct ProofreadBefore {
    /// By the place among the chapters.
    kept: Mutex<Vec<Proofread>>,
}

#[cfg(test)]
impl ProofreadBefore {
    /// How many chapters are kept.
    pub(super) fn count(&self) -> usize {
        self.kept.lock().unwrap().len()
    }
}

/// A chapter and what was found in it.
struct Proofread {
    chapter: Arc<Chapter>,
    found: Sink,
}

/// Adds what is surely misspelled in the Persian of a book, in the order of its chapters. Those that were not read
/// again since the last time are as they were.
pub(super) fn proofread(
    book: &ResolvedBook,
    map: &SourceMap,
    before: Option<&ProofreadBefore>,
    sink: &mut Sink,
) {
    let mut kept = before.map(|before| before.kept.lock().unwrap_or_else(PoisonError::into_inner));
    let last = kept.as_deref().map_or(&[][..], Vec::as_slice);
    let chapters = book.book.chapters.par_iter().enumerate();
    let looked = chapters.map(|(at, chapter)| {
        let same = last
            .get(at)
            .filter(|last| Arc::ptr_eq(&last.chapter, chapter));
        let mut found = Sink::default();
        match same {
            Some(same) => found = same.found.clone(),
            None if is_persian(&chapter.language) => proofread_chapter(chapter, map, &mut found),
            None => {}
        }
        let chapter = Arc::clone(chapter);
        Proofread { chapter, found }
    });
    let looked: Vec<Proofread> = looked.collect();
    looked
        .iter()
        .for_each(|chapter| sink.append(chapter.found.clone()));
    if let Some(kept) = &mut kept {
        **kept = looked;
    }
}

fn is_persian(language: &Language) -> bool {
    PERSIAN.contains(&language.primary())
}

fn proofread_chapter(chapter: &Chapter, map: &SourceMap, sink: &mut Sink) {
    let notes = chapter.notes.iter().map(|note: &Note| &note.blocks);
    for blocks in std::iter::once(&chapter.blocks).chain(notes) {
        report_verse(blocks, map, sink);
        let foreign = foreign(blocks);
        visit_inlines(blocks, &mut |inline| {
            let InlineKind::Text(text) = &inline.kind else {
                return;
            };
            let inside = |span: &Span| {
                span.file == inline.span.file
                    && span.start <= inline.span.start
                    && inline.span.end <= span.end
            };
            // The letters of an address lead somewhere.
            let address = text.contains("://") || text.contains("www.");
            if !address && !foreign.iter().any(inside) {
                report(inline.span, map, sink);
                report_stars(inline.span, map, sink);
            }
        });
    }
}

fn report_verse(blocks: &[Block], map: &SourceMap, sink: &mut Sink) {
    visit_blocks(blocks, &mut |block| {
        let is_prose = matches!(block.kind, BlockKind::Paragraph(_));
        if is_prose && unmarked::is_verse(map.slice(block.span)) {
            let message = "this paragraph looks like a poem and is set as prose";
            let found = sink.note(Code::UnmarkedVerse, block.span, message);
            found.hint("write ```شعر on the line above it and ``` on the line below");
        }
    });
}

fn report_stars(span: Span, map: &SourceMap, sink: &mut Sink) {
    let Some(stars) = unmarked::left_over(map.slice(span)) else {
        return;
    };
    let start = span.start as usize;
    let place = Span::new(span.file, start + stars.start..start + stars.end);
    let found = sink.note(Code::LeftOverMark, place, "these asterisks are printed");
    found.hint(
        "write ** on both sides of the words, without a space within; \\*\\* where they are meant",
    );
}

/// What stands in another language than the chapter.
fn foreign(blocks: &[Block]) -> Vec<Span> {
    let mut foreign = Vec::new();
    let other = |language: &Option<Language>| {
        language
            .as_ref()
            .is_some_and(|language| !is_persian(language))
    };
    visit_blocks(blocks, &mut |block| {
        if other(&block.attributes.language) {
            foreign.push(block.span);
        }
    });
    visit_inlines(blocks, &mut |inline| {
        if let InlineKind::Span { attributes, .. } = &inline.kind
            && other(&attributes.language)
        {
            foreign.push(inline.span);
        }
    });
    foreign
}

fn report(span: Span, map: &SourceMap, sink: &mut Sink) {
    // The words as they are written, not as they are set: places are those of the file.
    for Emendation { kind, range, right } in emendations(map.slice(span)) {
        let start = span.start as usize;
        let place = Span::new(span.file, start + range.start..start + range.end);
        let (code, message, hint) = match kind {
            Misspelling::ArabicLetter => (
                Code::ArabicLetters,
                "an Arabic ي or ك in Persian",
                "write ی (U+06CC) and ک (U+06A9): searching finds nothing otherwise",
            ),
            Misspelling::ArabicDigit => (
                Code::ArabicDigits,
                "an Arabic digit in Persian",
                "write ۰ to ۹ (U+06F0 to U+06F9): 4, 5 and 6 have other shapes in Arabic",
            ),
            Misspelling::FalseHalfSpace => (
                Code::FalseZwnj,
                "another sign where a half-space belongs",
                "write U+200C (ZERO WIDTH NON-JOINER)",
            ),
            Misspelling::SpaceInWord => (
                Code::ZwnjSpace,
                "a space where a half-space belongs",
                "write U+200C (ZERO WIDTH NON-JOINER): lines break at spaces",
            ),
        };
        let found = sink.note(code, place, message);
        found.hint(hint);
        found.mends.push(Mend {
            span: place,
            text: right.to_string(),
        });
    }
}
