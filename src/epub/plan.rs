//! Decides, before anything is written, what every part is called: the binding in, the names of
//! files, notes and places out. Links in any document are made from this.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Binding;
use super::assets::EpubAssets;
use super::file_names::{BIBLIOGRAPHY, NOTES, index_file};
use super::lists_of_works::lists;
use super::math::Formulas;
use super::pages::Pages;
use super::parts;
use crate::config::{Colophon, NotePlace};
use crate::locale::{Direction, Language, Matter};
use crate::lookup::{Lookup, Seen};
use crate::model::{
    AnchorId, Block, Inline, InlineKind, NodeId, NoteId, visit_blocks, visit_inline_run,
    visit_inlines,
};
use crate::model::{Begins, Chapter as ChapterOfBook};
use crate::resolve::{BlockLabel, Index, NoteMark};

/// The names of everything in the book.
pub(super) struct Plan<'a> {
    /// What is bound.
    pub(super) binding: Binding<'a>,
    /// The pictures and faces as the EPUB carries them.
    pub(super) assets: &'a EpubAssets,
    /// Where each place lies that some document carries; a link to another would be an error.
    places: Lookup<AnchorId, Place>,
    /// The documents of each chapter, as ranges of its blocks.
    parts: Vec<Vec<Range<usize>>>,
    /// Where the first mark of each note stands.
    notes: BTreeMap<NoteId, Place>,
    /// The works of all lists.
    works: Seen<AnchorId>,
    /// The files of glossaries.
    glossary_files: Seen<String>,
    /// What the ids of notes and their marks begin with; no id of the author's begins so.
    note_prefix: String,
    /// The pages of the printed book.
    pub(super) pages: Pages<'a>,
    /// The formulas.
    pub(super) formulas: Formulas<'a>,
    /// Digits in the number of a chapter's file.
    digits: usize,
}

impl<'a> Plan<'a> {
    /// Names everything.
    pub(super) fn new(binding: Binding<'a>, assets: &'a EpubAssets) -> Self {
        let book = binding.book;
        let limit = binding.config.epub.split_above.saturating_mul(1000);
        let chapters = book.book.chapters.iter();
        let parts: Vec<_> = chapters
            .map(|chapter| parts::parts(&chapter.blocks, limit))
            .collect();
        let notes = notes(binding, &parts);
        let places = places(binding, &parts, &notes);
        let free = |word| free_prefix(word, binding, &places);
        let mut plan = Self {
            binding,
            assets,
            parts,
            notes,
            note_prefix: free("note"),
            pages: Pages::new(binding.printed, free("page")),
            works: works(binding),
            glossary_files: Seen::new(),
            places: places
                .into_iter()
                .map(|one| (one.anchor, one.place))
                .collect(),
            formulas: Formulas::of(binding),
            digits: book.book.chapters.len().to_string().len().max(2),
        };
        plan.glossary_files = plan.glossaries().map(|(file, _)| file).collect();
        plan
    }

    /// The book's language.
    pub(super) fn language(&self) -> &'a Language {
        &self.binding.config.book.language
    }

    /// The book's direction.
    pub(super) fn direction(&self) -> Direction {
        self.binding.config.book.direction
    }

    /// The documents of a chapter, as ranges of its blocks.
    pub(super) fn parts(&self, chapter: usize) -> &[Range<usize>] {
        self.parts.get(chapter).map_or(&[], Vec::as_slice)
    }

    /// How many documents stand before the contents: cover, half title, title page, chapters of a few words.
    pub(super) fn documents_before_contents(&self) -> usize {
        let titles = 2 + usize::from(self.binding.config.title_pages.half_title);
        let display = self.binding.book.book.display_chapters();
        let chapters: usize = self.parts.iter().take(display).map(Vec::len).sum();
        titles + chapters
    }

    /// What the author wants on the back of the title page; with the number of the last page where it is known.
    pub(super) fn colophon_lines(&self) -> Vec<String> {
        let mut printed = self.binding.printed.iter();
        let last = printed.rfind(|page| page.begins != Begins::ForeignTitle);
        let last = last.map(|page| page.folio.as_str());
        let Colophon { catalogue, lines } = &self.binding.config.colophon;
        [
            Colophon::filled(catalogue, last),
            Colophon::filled(lines, last),
        ]
        .concat()
    }

    /// The first file of a chapter, by its index in the book.
    pub(super) fn chapter_file(&self, chapter: usize) -> String {
        self.file(Chapter { chapter, part: 0 })
    }

    /// The file of a part of a chapter. The first one is called like a chapter that is whole, so that
    /// places in it stay when the chapter grows.
    pub(super) fn file(&self, Chapter { chapter, part }: Chapter) -> String {
        let (number, digits) = (chapter + 1, self.digits);
        match part {
            0 => format!("chapter-{number:0digits$}.xhtml"),
            part => format!("chapter-{number:0digits$}-{}.xhtml", part + 1),
        }
    }

    /// Whether a part is the last document of the text.
    pub(super) fn is_last(&self, Chapter { chapter, part }: Chapter) -> bool {
        let book = self.binding.book;
        let last = chapter + 1 == book.book.chapters.len();
        let ends = book.part_of_notes().is_none()
            && book.bibliography.is_none()
            && self.appended_indexes().is_empty();
        last && part + 1 == self.parts(chapter).len() && ends
    }

    /// Whether a place lies in a glossary.
    pub(super) fn is_in_glossary(&self, anchor: AnchorId) -> bool {
        let chapters = &self.binding.book.book.chapters;
        let chapter = anchor.chapter.and_then(|id| chapters.get(id.index()));
        chapter.is_some_and(|chapter| chapter.standing.matter == Some(Matter::Glossary))
    }

    /// The files of glossaries, each with its chapter.
    pub(super) fn glossaries(&self) -> impl Iterator<Item = (String, &'a ChapterOfBook)> {
        let chapters = self.binding.book.book.chapters.iter().enumerate();
        let own = chapters.filter(|(_, chapter)| chapter.standing.matter == Some(Matter::Glossary));
        own.map(|(at, chapter)| (self.chapter_file(at), &**chapter))
    }

    /// Whether a file is one of a glossary.
    pub(super) fn is_glossary(&self, file: &str) -> bool {
        self.glossary_files.contains(file)
    }

    /// The indexes that are parts of the book.
    pub(super) fn appended_indexes(&self) -> Vec<&'a Index> {
        let indexes = self.binding.book.indexes.iter();
        indexes.filter(|index| index.chapter.is_none()).collect()
    }

    /// The file of the first, second … of the indexes that are parts of the book.
    pub(super) fn index_file(&self, at: usize) -> String {
        index_file(at)
    }

    /// Where a link to an anchor leads; `None` where no document carries the place.
    pub(super) fn href(&self, anchor: AnchorId) -> Option<String> {
        let id = self.binding.book.anchors.id(anchor)?;
        let mut href = self.file_of(*self.places.get(&anchor)?);
        href.push('#');
        href.push_str(id);
        Some(href)
    }

    fn file_of(&self, place: Place) -> String {
        match place {
            Place::Chapter(chapter) => self.file(chapter),
            Place::Bibliography => BIBLIOGRAPHY.to_owned(),
            Place::Notes => NOTES.to_owned(),
            Place::Index(at) => index_file(at),
        }
    }

    /// The file that a note stands in; `None` for a note that no mark names.
    pub(super) fn note_file(&self, note: NoteId) -> Option<String> {
        let marked = *self.notes.get(&note)?;
        let place = stands(self.binding, &self.parts, note, marked);
        Some(self.file_of(place))
    }

    fn note_mark(&self, note: NoteId) -> Option<&'a NoteMark> {
        self.binding.book.note_mark(note)
    }

    /// Whether an anchor is a work of a list.
    pub(super) fn is_work(&self, anchor: AnchorId) -> bool {
        self.works.contains(&anchor)
    }

    /// The id of an anchor.
    pub(super) fn id(&self, anchor: AnchorId) -> &'a str {
        self.binding.book.anchors.id(anchor).unwrap_or_default()
    }

    /// The label of a table or figure («جدول ۱»).
    pub(super) fn label(&self, block: NodeId) -> Option<&'a BlockLabel> {
        self.binding.book.label(block)
    }

    /// The id of a note's text.
    pub(super) fn note_id(&self, note: NoteId) -> String {
        let number = self.binding.book.note_ordinal(note) + 1;
        format!("{}-{number}", self.note_prefix)
    }

    /// Who speaks in a note, where that is printed.
    pub(super) fn note_label(&self, note: NoteId) -> Option<&'a str> {
        let series = self.note_mark(note)?.series;
        let series = self.binding.config.notes.series(series);
        series.label.as_deref()
    }

    /// The document of a chapter that the first mark of a note stands in; `None` for one without a mark there.
    pub(super) fn mark_place(&self, note: NoteId) -> Option<Chapter> {
        match self.notes.get(&note)? {
            Place::Chapter(chapter) => Some(*chapter),
            Place::Bibliography | Place::Notes | Place::Index(_) => None,
        }
    }

    /// Where the first mark of a note is; `None` for a note that no mark names.
    pub(super) fn first_mark(&self, note: NoteId) -> Option<String> {
        let file = self.file_of(*self.notes.get(&note)?);
        Some(format!("{file}#{}", self.mark_id(note, 1)))
    }

    /// The id of the first, second … mark of a note.
    pub(super) fn mark_id(&self, note: NoteId, mark: usize) -> String {
        let number = self.binding.book.note_ordinal(note) + 1;
        let first = format!("{}-mark-{number}", self.note_prefix);
        if mark == 1 {
            first
        } else {
            format!("{first}-{mark}")
        }
    }
}

fn works(binding: Binding<'_>) -> Seen<AnchorId> {
    let entries = lists(binding).flat_map(|list| &list.entries);
    entries.map(|entry| entry.anchor).collect()
}

/// A document of a chapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chapter {
    /// Index of the chapter in the book.
    pub(super) chapter: usize,
    /// Index of the part in the chapter.
    pub(super) part: usize,
}

/// A document that ids lie in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Chapter(Chapter),
    Bibliography,
    /// The notes behind the text.
    Notes,
    /// An index that is a part of the book.
    Index(usize),
}

/// A place that links lead to, and the document that it lies in.
#[derive(Clone, Copy)]
struct PlacedAnchor {
    anchor: AnchorId,
    place: Place,
}

/// A mark of a note and the document that it lies in.
#[derive(Clone, Copy)]
struct PlacedMark {
    note: NoteId,
    place: Place,
}

/// Every document of the chapters with its blocks.
fn documents<'a>(
    binding: Binding<'a>,
    parts: &[Vec<Range<usize>>],
) -> impl Iterator<Item = (Chapter, &'a [Block])> {
    let chapters = binding.book.book.chapters.iter().zip(parts).enumerate();
    chapters.flat_map(|(chapter, (text, parts))| {
        let part = move |(part, range): (usize, &Range<usize>)| {
            (Chapter { chapter, part }, &text.blocks[range.clone()])
        };
        parts.iter().enumerate().map(part)
    })
}

/// Every place that will be written, with its document; of one that is there twice, the last holds.
fn places(
    binding: Binding<'_>,
    parts: &[Vec<Range<usize>>],
    notes: &BTreeMap<NoteId, Place>,
) -> Vec<PlacedAnchor> {
    let mut places = Vec::new();
    for (chapter, blocks) in documents(binding, parts) {
        collect_anchors(binding, blocks, Place::Chapter(chapter), &mut places);
    }
    for (id, marked) in notes {
        let note = binding.book.note(*id);
        let blocks = note.map_or(&[][..], |note| note.blocks.as_slice());
        let place = stands(binding, parts, *id, *marked);
        collect_anchors(binding, blocks, place, &mut places);
    }
    places.extend(headings_of_notes(binding, parts));
    for list in lists(binding) {
        let place = match list.chapter {
            Some(chapter) => Place::Chapter(last_part(parts, chapter.index())),
            None => Place::Bibliography,
        };
        let works = list.entries.iter().map(|entry| entry.anchor);
        let headings = list
            .entries
            .iter()
            .filter_map(|entry| entry.heading.as_ref());
        let headings = headings.map(|section| section.anchor);
        let anchors = works.chain(headings).chain([list.anchor]);
        places.extend(anchors.map(|anchor| PlacedAnchor { anchor, place }));
    }
    index_places(binding, parts, &mut places);
    places
}

/// The headings of notes at an end.
fn headings_of_notes(binding: Binding<'_>, parts: &[Vec<Range<usize>>]) -> Vec<PlacedAnchor> {
    let mut found = Vec::new();
    for notes in &binding.book.end_notes {
        let place = match notes.chapter {
            Some(chapter) => Place::Chapter(last_part(parts, chapter.index())),
            None => Place::Notes,
        };
        let groups = notes
            .groups
            .iter()
            .filter_map(|group| group.heading.as_ref());
        for heading in groups.chain([&notes.heading]) {
            let anchor = heading.anchor;
            found.push(PlacedAnchor { anchor, place });
        }
    }
    found
}

/// Indexes, and entries that others lead to.
fn index_places(binding: Binding<'_>, parts: &[Vec<Range<usize>>], places: &mut Vec<PlacedAnchor>) {
    let mut appended = 0;
    for index in &binding.book.indexes {
        let place = match index.chapter {
            Some(chapter) => Place::Chapter(last_part(parts, chapter.index())),
            None => {
                appended += 1;
                Place::Index(appended - 1)
            }
        };
        let entries = index.entries().filter_map(|entry| entry.anchor);
        let anchors = entries.chain([index.anchor]);
        places.extend(anchors.map(|anchor| PlacedAnchor { anchor, place }));
    }
}

/// The last document of a chapter.
fn last_part(parts: &[Vec<Range<usize>>], chapter: usize) -> Chapter {
    let count = parts.get(chapter).map_or(0, Vec::len);
    Chapter {
        chapter,
        part: count.saturating_sub(1),
    }
}

/// Where a note stands whose first mark has a place.
fn stands(binding: Binding<'_>, parts: &[Vec<Range<usize>>], note: NoteId, marked: Place) -> Place {
    let mark = binding.book.note_mark(note);
    match mark.map(|mark| mark.place).unwrap_or_default() {
        NotePlace::Page | NotePlace::Margin => marked,
        NotePlace::Chapter => Place::Chapter(last_part(parts, note.chapter.index())),
        NotePlace::Book => Place::Notes,
    }
}

/// The place of the first mark of each note. A mark in a note stands where that note does.
fn notes(binding: Binding<'_>, parts: &[Vec<Range<usize>>]) -> BTreeMap<NoteId, Place> {
    let mut places = BTreeMap::new();
    let mut found = Vec::new();
    for (chapter, blocks) in documents(binding, parts) {
        collect_marks(binding, blocks, Place::Chapter(chapter), &mut found);
    }
    found.reverse();
    while let Some(PlacedMark {
        note,
        place: marked,
    }) = found.pop()
    {
        let Some(text) = binding.book.note(note) else {
            continue;
        };
        if binding.book.note_number(note).is_some() && !places.contains_key(&note) {
            places.insert(note, marked);
            let mut inner = Vec::new();
            let place = stands(binding, parts, note, marked);
            collect_marks(binding, &text.blocks, place, &mut inner);
            found.extend(inner.into_iter().rev());
        }
    }
    places
}

/// Calls `act` with every inline in blocks and in what stands for their citations.
fn visit_all<'a>(binding: Binding<'a>, blocks: &'a [Block], act: &mut impl FnMut(&'a Inline)) {
    visit_inlines(blocks, &mut |inline| {
        act(inline);
        if let InlineKind::Citation(_) = inline.kind {
            visit_inline_run(binding.book.citation(inline.id), act);
        }
    });
}

fn collect_marks<'a>(
    binding: Binding<'a>,
    blocks: &'a [Block],
    place: Place,
    found: &mut Vec<PlacedMark>,
) {
    visit_all(binding, blocks, &mut |inline| {
        if let InlineKind::NoteRef(note) = inline.kind {
            found.push(PlacedMark { note, place });
        }
    });
}

fn collect_anchors<'a>(
    binding: Binding<'a>,
    blocks: &'a [Block],
    place: Place,
    places: &mut Vec<PlacedAnchor>,
) {
    let mut add = |node: NodeId| {
        let anchor = binding.book.anchor(node);
        places.extend(anchor.map(|anchor| PlacedAnchor { anchor, place }));
    };
    visit_blocks(blocks, &mut |block| add(block.id));
    visit_all(binding, blocks, &mut |inline| {
        if let InlineKind::Span { .. } = &inline.kind {
            add(inline.id);
        }
    });
}

/// The shortest of `word`, `wordx`, … that no id begins with.
fn free_prefix(word: &str, binding: Binding<'_>, places: &[PlacedAnchor]) -> String {
    let mut prefix = word.to_owned();
    let ids = places.iter();
    let ids = ids.filter_map(|one| binding.book.anchors.id(one.anchor));
    while ids.clone().any(|id| id.starts_with(&prefix)) {
        prefix.push('x');
    }
    prefix
}
