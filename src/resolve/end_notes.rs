//! Notes that stand at an end: which ones, in which order, under which headings.
//!
//! They have places of their own, so that a mark on page 12 leads to the note on page 210 and back, in whichever part
//! of the book either stands.

use super::ids::Ids;
use super::note_mark::EndNotePlace;
use super::tables::ChapterTables;
use super::titles::TitleMaker;
use super::{HeadingEntry, ResolvedBook};
use crate::config::{Config, NotePlace};
use crate::locale::Term;
use crate::model::{
    AnchorId, Block, BlockKind, Book, Chapter, ChapterId, Note, NoteId, SourceNode, plain_text,
    without_notes,
};
use crate::source::Title;

/// The ids of headings, as far as no author took them: of all notes, and of those of a chapter.
const NOTES_ID: &str = "end-notes";
const GROUP_ID: &str = "chapter-notes";

/// Notes at the end of a chapter or of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct EndNotes {
    /// The chapter that they end; `None` for a part of the book.
    pub chapter: Option<ChapterId>,
    /// Their heading.
    pub heading: EndNotesHeading,
    /// The notes, by the chapters of their marks; one group without a heading at the end of a chapter.
    pub groups: Vec<EndNoteGroup>,
}

/// A heading among notes at an end.
#[derive(Clone, Debug, PartialEq)]
pub struct EndNotesHeading {
    /// Its place.
    pub anchor: AnchorId,
    /// Its words.
    pub title: Title,
    /// The first block of the first note below it.
    pub below: SourceNode,
}

/// Notes of one chapter.
#[derive(Clone, Debug, PartialEq)]
pub struct EndNoteGroup {
    /// The chapter by its title, in a part of the book.
    pub heading: Option<EndNotesHeading>,
    /// The notes: series by series, each in the order of its marks.
    pub notes: Vec<NoteId>,
}

impl ResolvedBook {
    /// The places of a note that stands at an end; `None` for one at the foot of its page.
    pub fn end_note(&self, id: NoteId) -> Option<EndNotePlace> {
        let places = &self.tables(id.chapter)?.end_notes;
        places.get(&id.index).copied()
    }

    /// The notes that are a part of the book.
    pub fn part_of_notes(&self) -> Option<&EndNotes> {
        self.end_notes.iter().find(|notes| notes.chapter.is_none())
    }

    /// The notes that end a chapter.
    pub fn notes_at_end_of(&self, chapter: ChapterId) -> Option<&EndNotes> {
        let mut all = self.end_notes.iter();
        all.find(|notes| notes.chapter == Some(chapter))
    }
}

/// Gathers the notes that stand at an end.
pub(super) struct EndNotesMaker<'a> {
    pub(super) book: &'a Book,
    pub(super) config: &'a Config,
    pub(super) ids: &'a mut Ids,
}

impl EndNotesMaker<'_> {
    /// The notes at the ends of chapters, then those of the book.
    pub(super) fn make(&mut self, tables: &mut [ChapterTables]) -> Vec<EndNotes> {
        let mut found = Vec::new();
        let mut groups = Vec::new();
        let book = self.book;
        for ((id, chapter), tables) in book.chapters().zip(tables) {
            let own = self.at(NotePlace::Chapter, id, chapter, tables);
            if let Some(first) = own.first() {
                found.push(EndNotes {
                    chapter: Some(id),
                    heading: self.heading(Some(id), first_source(*first, chapter, tables)),
                    groups: vec![EndNoteGroup {
                        heading: None,
                        notes: own,
                    }],
                });
            }
            let own = self.at(NotePlace::Book, id, chapter, tables);
            if let Some(first) = own.first() {
                let below = first_source(*first, chapter, tables);
                // The words of a heading over again: what is wrong with them is told where they were written.
                let title = Title::of_tool(title(chapter, tables));
                let heading = EndNotesHeading {
                    anchor: self.ids.add(GROUP_ID, None),
                    title,
                    below,
                };
                groups.push(EndNoteGroup {
                    heading: Some(heading),
                    notes: own,
                });
            }
        }
        let first = groups
            .first()
            .and_then(|group| Some(group.heading.as_ref()?.below));
        if let Some(first) = first {
            found.push(EndNotes {
                chapter: None,
                heading: self.heading(None, first),
                groups,
            });
        }
        found
    }

    /// The notes of a chapter that stand at one end, with their places.
    fn at(
        &mut self,
        end: NotePlace,
        id: ChapterId,
        chapter: &Chapter,
        tables: &mut ChapterTables,
    ) -> Vec<NoteId> {
        let count = tables.notes(chapter).count();
        let mut own: Vec<NoteId> = (0..count).map(|index| NoteId::new(id, index)).collect();
        let mark = |note: &NoteId| tables.note_marks[note.index as usize].as_ref();
        own.retain(|note| mark(note).is_some_and(|mark| mark.place == end));
        own.sort_by_key(|note| {
            let order = tables.note_numbers[note.index as usize];
            (mark(note).map(|mark| mark.series), order)
        });
        for note in &own {
            let place = EndNotePlace {
                note: self.ids.add("end-note", Some(id)),
                call: self.ids.add("end-note-mark", Some(id)),
            };
            tables.end_notes.insert(note.index, place);
        }
        own
    }

    fn heading(&mut self, chapter: Option<ChapterId>, below: SourceNode) -> EndNotesHeading {
        let word = self.config.book.language.term(Term::Notes);
        let title = self.config.notes.title.clone();
        let title = title.unwrap_or_else(|| Title::of_tool(word));
        EndNotesHeading {
            anchor: self.ids.add(NOTES_ID, chapter),
            title,
            below,
        }
    }
}

/// The first block of a note.
fn first_source(id: NoteId, chapter: &Chapter, tables: &ChapterTables) -> SourceNode {
    let note: Option<&Note> = tables.notes(chapter).nth(id.index as usize);
    let first = note.and_then(|note| note.blocks.first());
    let first = first.or_else(|| chapter.blocks.first());
    first
        .map(Block::source)
        .expect("a chapter that calls for a note has a block")
}

/// What a chapter is called above its notes: «فصل یکم: سفر».
fn title(chapter: &Chapter, tables: &ChapterTables) -> String {
    let title = plain_text(&without_notes(&tables.shown(&chapter.title)));
    let heading = chapter
        .blocks
        .iter()
        .find(|block| matches!(block.kind, BlockKind::Heading { level: 1, .. }));
    let label = heading.and_then(|block| tables.chapter_labels.get(&block.id));
    match label {
        Some(label) => format!("{label}: {title}"),
        None => title,
    }
}

/// Puts the heading of the part among those of the book, behind those that are there.
pub(super) fn add_heading(
    headings: &mut Vec<HeadingEntry>,
    notes: &[EndNotes],
    titles: &mut TitleMaker,
) {
    let part = notes.iter().filter(|notes| notes.chapter.is_none());
    headings.extend(part.map(|notes| HeadingEntry {
        level: 1,
        inner: 1,
        number: None,
        title: vec![titles.inline(&notes.heading.title, notes.heading.below.span)],
        anchor: notes.heading.anchor,
    }));
}
