//! Decides, before anything is written, what every part is called: the binding in, the names of
//! files, notes and places out. Links in any document are made from this.

use std::collections::{BTreeMap, BTreeSet};

use super::Binding;
use super::media::Media;
use crate::locale::{Direction, Language};
use crate::model::{
    AnchorId, Block, Inline, InlineKind, NoteId, visit_blocks, visit_inline_run, visit_inlines,
};
use crate::resolve::{Bibliography, HeadingEntry};

/// The bibliography's file.
pub(super) const BIBLIOGRAPHY: &str = "bibliography.xhtml";
/// The cover's file.
pub(super) const COVER: &str = "cover.xhtml";
/// The title page's file.
pub(super) const TITLE_PAGE: &str = "title.xhtml";
/// The navigation's file; the container has its name from epub-builder.
pub(super) const NAVIGATION: &str = "nav.xhtml";
/// The style sheet's file; the container has its name from epub-builder.
pub(super) const STYLE_SHEET: &str = "stylesheet.css";

/// The names of everything in the book.
pub(super) struct Plan<'a> {
    /// What is bound.
    pub(super) binding: Binding<'a>,
    /// The pictures as the EPUB carries them.
    pub(super) media: &'a Media,
    headings: BTreeMap<&'a str, &'a HeadingEntry>,
    /// Ids that some document carries; a link to another would be an error.
    places: BTreeSet<&'a str>,
    /// The works of all lists.
    works: BTreeSet<AnchorId>,
    /// The chapter that the first mark of each note stands in.
    first_marks: BTreeMap<NoteId, usize>,
    /// What the ids of notes and their marks begin with; no id of the author's begins so.
    note_prefix: String,
    /// Digits in the number of a chapter's file.
    digits: usize,
}

impl<'a> Plan<'a> {
    /// Names everything.
    pub(super) fn new(binding: Binding<'a>, media: &'a Media) -> Self {
        let book = binding.book;
        let id = |entry: &HeadingEntry| book.anchors.get(entry.anchor.0 as usize);
        let headings = book.headings.iter();
        let headings = headings
            .filter_map(|entry| Some((id(entry)?.id.as_str(), entry)))
            .collect();
        let places = places(binding);
        Self {
            binding,
            media,
            headings,
            works: works(binding),
            first_marks: first_marks(binding),
            note_prefix: note_prefix(&places),
            places,
            digits: book.book.chapters.len().to_string().len().max(2),
        }
    }

    /// The book's language.
    pub(super) fn language(&self) -> &'a Language {
        &self.binding.config.book.language
    }

    /// The book's direction.
    pub(super) fn direction(&self) -> Direction {
        self.binding.config.book.direction
    }

    /// The file of a chapter, by its index in the book.
    pub(super) fn chapter_file(&self, chapter: usize) -> String {
        format!(
            "chapter-{:0digits$}.xhtml",
            chapter + 1,
            digits = self.digits
        )
    }

    /// Where a link to an anchor leads; `None` where no document carries the place.
    pub(super) fn href(&self, anchor: AnchorId) -> Option<String> {
        let place = self.binding.book.anchors.get(anchor.0 as usize)?;
        let file = self.file_of(anchor)?;
        self.places
            .contains(place.id.as_str())
            .then(|| format!("{file}#{}", place.id))
    }

    /// The file that an anchor lies in.
    pub(super) fn file_of(&self, anchor: AnchorId) -> Option<String> {
        let place = self.binding.book.anchors.get(anchor.0 as usize)?;
        Some(place.chapter.map_or(BIBLIOGRAPHY.to_owned(), |chapter| {
            self.chapter_file(chapter)
        }))
    }

    /// Whether an anchor is a work of a list.
    pub(super) fn is_work(&self, anchor: AnchorId) -> bool {
        self.works.contains(&anchor)
    }

    /// The id of an anchor.
    pub(super) fn id(&self, anchor: AnchorId) -> &'a str {
        self.binding
            .book
            .anchors
            .get(anchor.0 as usize)
            .map_or("", |place| place.id.as_str())
    }

    /// The heading that carries an id.
    pub(super) fn heading(&self, id: &str) -> Option<&'a HeadingEntry> {
        self.headings.get(id).copied()
    }

    /// The label of a table or figure («جدول ۱») that carries an id.
    pub(super) fn label(&self, id: Option<&str>) -> Option<&'a str> {
        let anchor = self.binding.book.anchor(id?)?;
        self.binding.book.labels.get(&anchor).map(String::as_str)
    }

    /// The id of a note's text.
    pub(super) fn note_id(&self, note: NoteId) -> String {
        format!("{}-{}", self.note_prefix, note.0 + 1)
    }

    /// Where the first mark of a note is; `None` for a note that no mark names.
    pub(super) fn first_mark(&self, note: NoteId) -> Option<String> {
        let chapter = self.first_marks.get(&note)?;
        Some(format!(
            "{}#{}",
            self.chapter_file(*chapter),
            self.mark_id(note, 1)
        ))
    }

    /// The id of the first, second … mark of a note.
    pub(super) fn mark_id(&self, note: NoteId, mark: usize) -> String {
        let first = format!("{}-mark-{}", self.note_prefix, note.0 + 1);
        if mark == 1 {
            first
        } else {
            format!("{first}-{mark}")
        }
    }
}

/// The appendix and the lists that end chapters.
pub(super) fn lists(binding: Binding<'_>) -> impl Iterator<Item = &Bibliography> {
    let appendix = binding.book.bibliography.iter();
    appendix.chain(&binding.book.chapter_lists)
}

fn works(binding: Binding<'_>) -> BTreeSet<AnchorId> {
    let entries = lists(binding).flat_map(|list| &list.entries);
    entries.map(|entry| entry.anchor).collect()
}

/// Every id that will be written.
fn places(binding: Binding<'_>) -> BTreeSet<&str> {
    let book = &binding.book.book;
    let mut places = BTreeSet::new();
    book.chapters
        .iter()
        .for_each(|chapter| collect_ids(&chapter.blocks, &mut places));
    let notes = book.notes.iter().filter(|note| note.number > 0);
    notes.for_each(|note| collect_ids(&note.blocks, &mut places));
    for list in lists(binding) {
        let works = list.entries.iter().map(|entry| entry.anchor);
        let headings = list
            .entries
            .iter()
            .filter_map(|entry| entry.heading.as_ref());
        let headings = headings.map(|(_, anchor)| *anchor);
        let anchors = works.chain(headings).chain([list.anchor]);
        let found = anchors.filter_map(|anchor| binding.book.anchors.get(anchor.0 as usize));
        places.extend(found.map(|anchor| anchor.id.as_str()));
    }
    for citation in &binding.book.citations {
        collect_inline_ids(citation, &mut places);
    }
    places
}

/// The chapters of the first marks, in the order that chapters and their notes are written in.
fn first_marks(binding: Binding<'_>) -> BTreeMap<NoteId, usize> {
    let book = &binding.book.book;
    let mut marks = BTreeMap::new();
    for (at, chapter) in book.chapters.iter().enumerate() {
        let notes = book
            .notes
            .iter()
            .filter(|note| note.chapter == at && note.number > 0);
        let blocks = std::iter::once(&chapter.blocks).chain(notes.map(|note| &note.blocks));
        blocks.for_each(|blocks| {
            visit_inlines(blocks, &mut |inline| {
                if let InlineKind::NoteRef(note) = inline.kind {
                    marks.entry(note).or_insert(at);
                }
            });
        });
    }
    marks
}

fn collect_inline_ids<'a>(inlines: &'a [Inline], places: &mut BTreeSet<&'a str>) {
    visit_inline_run(inlines, &mut |inline| {
        if let InlineKind::Span { attributes, .. } = &inline.kind {
            places.extend(attributes.id.as_deref());
        }
    });
}

fn collect_ids<'a>(blocks: &'a [Block], places: &mut BTreeSet<&'a str>) {
    visit_blocks(blocks, &mut |block| {
        places.extend(block.attributes.id.as_deref())
    });
    visit_inlines(blocks, &mut |inline| {
        if let InlineKind::Span { attributes, .. } = &inline.kind {
            places.extend(attributes.id.as_deref());
        }
    });
}

/// The shortest of `note`, `notex`, … that no id begins with.
fn note_prefix(places: &BTreeSet<&str>) -> String {
    let mut prefix = "note".to_owned();
    while places
        .range(prefix.as_str()..)
        .next()
        .is_some_and(|id| id.starts_with(&prefix))
    {
        prefix.push('x');
    }
    prefix
}
