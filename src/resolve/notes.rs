//! Numbers and marks of notes: each series counts its own, in the order of their first marks.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use super::note_mark::NoteMark;
use super::tables::ChapterTables;
use super::{ResolvedBook, references};
use crate::config::{Config, NoteNumbering, NotePlace, NoteSettings, SeriesId};
use crate::diag::Sink;
use crate::model::{Block, BlockKind, Book, Chapter, InlineKind, NoteId};

/// Numbers of notes within the pages that they came to stand on.
pub type NoteNumbers = BTreeMap<NoteId, NonZeroUsize>;

/// Numbers and marks the notes of a book. Those that are counted by pages are counted by chapters until pages are
/// known.
pub(super) fn number(book: &Book, tables: &mut [ChapterTables], config: &Config) {
    let language = &config.book.language;
    let mut counts: Vec<usize> = config.notes.all().map(|_| 0).collect();
    for (chapter, tables) in book.chapters.iter().zip(tables) {
        for (count, series) in counts.iter_mut().zip(config.notes.all()) {
            match series.numbering {
                NoteNumbering::Book => {}
                NoteNumbering::Chapter | NoteNumbering::Page => *count = 0,
            }
        }
        let count = tables.notes(chapter).count();
        let (mut numbers, mut marks) = (vec![None; count], vec![None; count]);
        let order = in_order(chapter, tables, &config.notes);
        let mut opening = 0;
        for (found, number) in order.into_iter().zip(1..) {
            if found.opening != opening {
                opening = found.opening;
                begin_anew(&mut counts, &config.notes);
            }
            let counted = &mut counts[found.series.index()];
            *counted += 1;
            let series = config.notes.series(found.series);
            numbers[found.index] = NonZeroUsize::new(number);
            marks[found.index] = Some(NoteMark {
                place: found.place,
                ..NoteMark::of(found.series, *counted, series, language)
            });
        }
        tables.note_numbers = numbers;
        tables.note_marks = marks;
    }
}

/// A later `# ` heading of a file opens a chapter, too. Notes at an end of the file stand there in one list, and are counted
/// through it.
fn begin_anew(counts: &mut [usize], settings: &NoteSettings) {
    for (count, series) in counts.iter_mut().zip(settings.all()) {
        if series.numbering != NoteNumbering::Book && !series.place.is_at_end() {
            *count = 0;
        }
    }
}

/// A note of a chapter that has a mark.
struct Marked {
    index: usize,
    /// How many `# ` headings stand above its mark, the first block aside.
    opening: usize,
    series: SeriesId,
    place: NotePlace,
}

/// A mark that was found, and where the note stands whose text it stands in; at the foot for one of the text.
#[derive(Clone, Copy)]
struct FoundMark {
    note: NoteId,
    /// See [`Marked`].
    opening: usize,
    within: NotePlace,
}

/// The notes of a chapter in the order of their marks.
///
/// A note inside a note follows the note that holds its mark: «¹ … ² …» where note 1 holds the mark of
/// note 2. So the marks found are a stack, and those of a note are laid on it when the note is numbered. What is called
/// in a note at an end stands there, too: the foot of that page is far from its own chapter.
fn in_order(chapter: &Chapter, tables: &ChapterTables, settings: &NoteSettings) -> Vec<Marked> {
    let notes: Vec<_> = tables.notes(chapter).collect();
    let mut seen = vec![false; notes.len()];
    let mut found = Vec::new();
    let mut open = Vec::new();
    for (opening, blocks) in openings(&chapter.blocks).enumerate() {
        let within = NotePlace::Page;
        open.extend(marks(blocks, tables).map(|note| FoundMark {
            note,
            opening,
            within,
        }));
    }
    open.reverse();
    while let Some(FoundMark {
        note,
        opening,
        within,
    }) = open.pop()
    {
        let index = note.index as usize;
        let Some(seen @ false) = seen.get_mut(index) else {
            continue;
        };
        *seen = true;
        let series = settings.of(&notes[index].label);
        let place = match within.is_at_end() {
            false => settings.series(series).place,
            true => within,
        };
        found.push(Marked {
            index,
            opening,
            series,
            place,
        });
        let inner = marks(&notes[index].blocks, tables).map(|note| FoundMark {
            note,
            opening,
            within: place,
        });
        open.extend(inner.rev());
    }
    found
}

/// The blocks of a file from one `# ` heading to the next.
fn openings(blocks: &[Block]) -> impl Iterator<Item = &[Block]> {
    let is_opening = |block: &Block| matches!(block.kind, BlockKind::Heading { level: 1, .. });
    blocks.chunk_by(move |_, next| !is_opening(next))
}

/// The notes whose marks stand in blocks, in reading order.
fn marks(
    blocks: &[Block],
    tables: &ChapterTables,
) -> impl DoubleEndedIterator<Item = NoteId> + use<> {
    let mut found = Vec::new();
    tables.visit_shown(blocks, &mut |inline| {
        if let InlineKind::NoteRef(note) = inline.kind {
            found.push(note);
        }
    });
    found.into_iter()
}

impl ResolvedBook {
    /// What stands at a note and where it is called; `None` for one that no mark names.
    pub fn note_mark(&self, id: NoteId) -> Option<&NoteMark> {
        let marks = &self.tables(id.chapter)?.note_marks;
        marks.get(id.index as usize)?.as_ref()
    }

    /// The book with the numbers that notes have on their pages; references to notes name them so, too.
    #[must_use]
    pub fn with_note_numbers(&self, numbers: &NoteNumbers, config: &Config) -> Self {
        let mut book = self.clone();
        for (id, number) in numbers {
            let tables = book.tables.get_mut(id.chapter.index());
            let mark = tables.and_then(|tables| tables.note_marks.get_mut(id.index as usize));
            if let Some(Some(mark)) = mark {
                let series = config.notes.series(mark.series);
                let language = &config.book.language;
                *mark = NoteMark {
                    place: mark.place,
                    ..NoteMark::of(mark.series, number.get(), series, language)
                };
            }
        }
        // What is wrong with references was told when they were named first.
        let mut told = Sink::default();
        references::name(&self.book, &mut book.tables, config, &mut told);
        book
    }
}
