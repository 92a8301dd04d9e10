//! Notes that are counted page by page: where their calls came to stand in, their numbers out.
//!
//! Until pages are known, such notes have the numbers that they would have in their chapter. Then the book is set again
//! with those of its pages (`rounds`): «۱۲» and «۲» differ by a digit, which hardly ever moves a line.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;

use super::Sources;
use super::compose::Paginated;
use crate::config::NoteNumbering;
use crate::diag::{Code, Sink, isolate};
use crate::lookup::Lookup;
use crate::model::{ChapterId, NoteId};
use crate::resolve::NoteNumbers;

/// A note by its place on a page: pages may hold the end of one chapter and the beginning of the next.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct OnPage {
    page: usize,
    chapter: ChapterId,
    /// Its place in its chapter.
    number: NonZeroUsize,
    note: NoteId,
}

/// The numbers of the notes that are counted by pages.
pub(super) fn by_page(sources: Sources<'_>, sections: [&Paginated; 2]) -> NoteNumbers {
    let mut numbers = NoteNumbers::new();
    if !sources.config.notes.counts_by_page() {
        return numbers;
    }
    for section in sections {
        let called = section.note_calls.iter();
        let notes: BTreeSet<OnPage> = called
            .filter(|(note, _)| is_by_page(sources, **note))
            .filter_map(|(note, place)| {
                Some(OnPage {
                    page: place.page,
                    chapter: note.chapter,
                    number: sources.book.note_number(*note)?,
                    note: *note,
                })
            })
            .collect();
        // Each series of each page counts its own.
        let mut counts = Lookup::new();
        for OnPage { page, note, .. } in notes {
            let series = sources.book.note_mark(note).map(|mark| mark.series);
            let next = counts.entry((page, series)).or_insert(NonZeroUsize::MIN);
            numbers.insert(note, *next);
            *next = next.saturating_add(1);
        }
    }
    numbers
}

fn is_by_page(sources: Sources<'_>, note: NoteId) -> bool {
    let mark = sources.book.note_mark(note);
    mark.is_some_and(|mark| {
        let series = sources.config.notes.series(mark.series);
        series.numbering == NoteNumbering::Page
    })
}

/// Reports notes that are called again on a page where their number is another note's.
pub(super) fn report_again(sources: Sources<'_>, sections: [&Paginated; 2], sink: &mut Sink) {
    let again = sections
        .into_iter()
        .flat_map(|section| &section.called_again);
    for id in again.filter(|note| is_by_page(sources, **note)) {
        let Some(note) = sources.book.note(*id) else {
            continue;
        };
        let message = format!(
            "the note {} is called again on a later page, where its number is that of another note",
            isolate(&note.label)
        );
        sink.warn(Code::NoteOfAnotherPage, note.span, message).hint(
            "count notes by chapters (`numbering = \"chapter\"`), or write the note once more",
        );
    }
}
