//! Makes tables beside the tree: unique ids, numbers of headings, notes, tables and figures, places of links.
//!
//! `Book` and `Citations` in, `ResolvedBook` out. The tree stays as it was written; what is found out
//! about a node is looked up by its identity. Both back ends read only this.

mod anchors;
mod block_label;
mod chapter_labels;
mod end_notes;
mod front_lists;
mod headings;
mod ids;
mod index;
mod labels;
mod links;
mod note_mark;
mod notes;
mod pages;
mod reference_words;
mod references;
mod slug;
mod statements;
mod tables;
pub mod text;
mod titles;
mod works;

pub use anchors::Anchors;
pub use block_label::BlockLabel;
pub use end_notes::{EndNoteGroup, EndNotes, EndNotesHeading};
pub use front_lists::{ListOfThings, ListedThing};
pub use index::{
    Index, IndexEntry, IndexGroup, IndexHeading, IndexPlace, IndexReference, PlaceStanding,
};
pub use note_mark::{EndNotePlace, NoteMark};
pub use notes::NoteNumbers;
pub use tables::{ChapterTables, NumbersBefore, PageReference};
pub use text::text;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::Arc;

use crate::cite::{Citations, Rendered};
use crate::config::{CaptionNumbers, Config};
use crate::diag::Sink;
use crate::locale::{Direction, Language};
use crate::lookup::Lookup;
use crate::model::{
    AnchorId, Book, ChapterId, CitationId, Inline, NodeCounter, NodeId, Note, NoteId, SourceNode,
    Target,
};
use crate::source::{Origin, Title, WrittenText};

/// A book in which every number and every link is known.
#[derive(Clone, Debug, Default)]
pub struct ResolvedBook {
    /// The tree as it was written.
    pub book: Arc<Book>,
    /// What was found out about the nodes of each chapter; [`ChapterId`] counts into it.
    pub tables: Vec<ChapterTables>,
    /// Every place that a link can lead to.
    pub anchors: Anchors,
    /// The headings, in reading order, for contents and outlines. The bibliography is its last.
    pub headings: Vec<HeadingEntry>,
    /// The appendix, where the book has one.
    pub bibliography: Option<Bibliography>,
    /// The lists of works that end chapters, in the order of the book.
    pub chapter_lists: Vec<Bibliography>,
    /// The indexes, in their order.
    pub indexes: Vec<Index>,
    /// The lists of figures, tables and their like behind the contents.
    pub lists: Vec<ListOfThings>,
    /// The notes that stand at ends: of chapters, then of the book.
    pub end_notes: Vec<EndNotes>,
    /// Who wrote the headings that stand in no chapter, by their nodes.
    pub title_origins: Lookup<NodeId, Origin>,
}

/// A heading as contents and outline show it.
#[derive(Clone, Debug)]
pub struct HeadingEntry {
    /// Its level in the contents, from 1: that of the text, and a step for each part or chapter that its
    /// chapter stands below.
    pub level: u8,
    /// Its level within its chapter, from 1.
    pub inner: u8,
    /// The number as printed, where headings are numbered.
    pub number: Option<String>,
    /// The words, without notes and citations.
    pub title: Vec<Inline>,
    /// The place.
    pub anchor: AnchorId,
}

/// A list of works: the appendix, or the end of a chapter.
#[derive(Clone, Debug, PartialEq)]
pub struct Bibliography {
    /// The chapter that it ends; `None` for the appendix.
    pub chapter: Option<ChapterId>,
    /// Its heading.
    pub title: Title,
    /// Its place.
    pub anchor: AnchorId,
    /// The works.
    pub entries: Vec<BibliographyEntry>,
}

/// One work of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct BibliographyEntry {
    /// The place that citations lead to.
    pub anchor: AnchorId,
    /// The heading of the section that it begins.
    pub heading: Option<SectionHeading>,
    /// The citations that it leads back to; none where the book does not ask for that.
    pub cited: Vec<AnchorId>,
    /// What it says.
    pub content: Vec<Inline>,
    /// The language of the entry.
    pub language: Language,
    /// Its direction.
    pub direction: Direction,
}

/// The heading of a section of a list of works.
#[derive(Clone, Debug, PartialEq)]
pub struct SectionHeading {
    /// Its words.
    pub title: Title,
    /// Its place.
    pub anchor: AnchorId,
}

impl Bibliography {
    /// The first words of its first work.
    pub fn first_word(&self) -> Option<&Inline> {
        self.entries.first()?.content.first()
    }
}

impl ResolvedBook {
    fn tables(&self, chapter: ChapterId) -> Option<&ChapterTables> {
        self.tables.get(chapter.index())
    }

    /// Where the words of a node, of so many bytes, were written.
    pub fn written(&self, node: SourceNode, length: usize) -> Cow<'_, WrittenText> {
        let title = self.title_origins.get(&node.id).copied();
        match (title, self.book.chapter(node.id.chapter)) {
            (None, Some(chapter)) => chapter.written_by(node, length),
            (title, _) => {
                let origin = title.unwrap_or(Origin::Author(node.span));
                Cow::Owned(WrittenText::of(length, origin))
            }
        }
    }

    /// The place that a node is; `None` for one that links cannot lead to.
    pub fn anchor(&self, node: NodeId) -> Option<AnchorId> {
        self.tables(node.chapter)?.anchors.get(&node).copied()
    }

    /// The id of the place that a node is, unique in the book.
    pub fn id(&self, node: NodeId) -> Option<&str> {
        let anchor = self.anchor(node)?;
        self.anchors.id(anchor)
    }

    /// Where a link leads: a place of the book that an author wrote is looked up, any other target
    /// stays.
    pub fn target<'a>(&'a self, link: NodeId, written: &'a Target) -> &'a Target {
        let found = || self.tables(link.chapter)?.targets.get(&link);
        match written {
            Target::Local(_) | Target::Work(_) => found().unwrap_or(&Target::Broken),
            Target::External(_) | Target::Anchor(_) | Target::Broken => written,
        }
    }

    /// The number of a heading as printed, where headings are numbered.
    pub fn heading_number(&self, heading: NodeId) -> Option<&str> {
        let numbers = &self.tables(heading.chapter)?.heading_numbers;
        numbers.get(&heading).map(String::as_str)
    }

    /// What stands above the title of a chapter («فصل یکم»); `None` for one that is not counted.
    pub fn chapter_label(&self, heading: NodeId) -> Option<&str> {
        let labels = &self.tables(heading.chapter)?.chapter_labels;
        labels.get(&heading).map(String::as_str)
    }

    /// The label of a figure or table («شکل ۱»), of a statement, of a formula («رابطهٔ ۱»); `None` for one that is not
    /// counted.
    pub fn label(&self, block: NodeId) -> Option<&BlockLabel> {
        self.tables(block.chapter)?.labels.get(&block)
    }

    /// What stands at the end of the line of a displayed formula: «(۱)»; `None` for one without a number.
    pub fn formula_number(&self, formula: NodeId) -> Option<String> {
        let number = self.label(formula)?.number.as_ref()?;
        Some(format!("({number})"))
    }

    /// What stands for a citation where its node stands.
    pub fn citation(&self, node: NodeId) -> &[Inline] {
        let tables = self.tables(node.chapter);
        let words = tables.and_then(|tables| tables.citations.get(&node));
        words.map_or(&[], Vec::as_slice)
    }

    /// A run with the marks of notes in the places of citations that became notes.
    pub fn shown<'a>(&self, run: &'a [Inline]) -> Cow<'a, [Inline]> {
        let chapter = run.first().map(|first| first.id.chapter);
        match chapter.and_then(|chapter| self.tables(chapter)) {
            Some(tables) => tables.shown(run),
            None => Cow::Borrowed(run),
        }
    }

    /// Every note of a chapter: those that were written, then those that citations became.
    pub fn notes_of(&self, chapter: ChapterId) -> impl Iterator<Item = (NoteId, &Note)> {
        let own = self.book.chapter(chapter).zip(self.tables(chapter));
        let notes = own.into_iter().flat_map(|(own, tables)| tables.notes(own));
        let notes = notes.enumerate();
        notes.map(move |(index, note)| (NoteId::new(chapter, index), note))
    }

    /// Every note of the book, chapter by chapter.
    pub fn notes(&self) -> impl Iterator<Item = (NoteId, &Note)> {
        let chapters = self.book.chapters();
        chapters.flat_map(|(chapter, _)| self.notes_of(chapter))
    }

    /// A note.
    pub fn note(&self, id: NoteId) -> Option<&Note> {
        let index = id.index as usize;
        let written = &self.book.chapter(id.chapter)?.notes;
        let made = &self.tables(id.chapter)?.citation_notes;
        written
            .get(index)
            .or_else(|| made.get(index.checked_sub(written.len())?))
    }

    /// The place of a note among those of its chapter, from 1; `None` for one that no mark names.
    pub fn note_number(&self, id: NoteId) -> Option<NonZeroUsize> {
        let numbers = &self.tables(id.chapter)?.note_numbers;
        numbers.get(id.index as usize).copied().flatten()
    }

    fn written_notes(&self) -> usize {
        let last = self.book.chapters.last().zip(self.tables.last());
        last.map_or(0, |(chapter, tables)| {
            tables.before.notes + chapter.notes.len()
        })
    }

    /// The place of a note among all of the book, from 0: those that were written come first.
    pub fn note_ordinal(&self, id: NoteId) -> usize {
        let index = id.index as usize;
        let Some((chapter, tables)) = self.book.chapter(id.chapter).zip(self.tables(id.chapter))
        else {
            return index;
        };
        match index.checked_sub(chapter.notes.len()) {
            None => tables.before.notes + index,
            Some(made) => self.written_notes() + tables.before.citation_notes + made,
        }
    }
}

/// Numbers and links the book.
///
/// What cannot be found is reported and stays as plain words: every target of the result is external,
/// an anchor or broken.
pub fn resolve(
    book: Arc<Book>,
    citations: Citations,
    config: &Config,
    sink: &mut Sink,
) -> ResolvedBook {
    let mut ids = ids::Ids::default();
    let lists = &citations.lists;
    let reserved: Vec<_> = lists.iter().map(|list| ids.reserve_entries(list)).collect();
    let (mut tables, mut citing) = place_citations(&book, citations.rendered);
    ids.name_all(&book, &mut tables, sink);
    front_lists::name_poems(&book, config, &mut ids, &mut tables);
    let marks = index::find(&book);
    index::name(&marks, &mut tables, &mut ids);
    number(&book, &mut tables, config);
    let cited = citing.name_cited(lists, &mut tables, &mut ids);
    let plan = config.plan.as_deref();
    let roots = plan.map_or(&[][..], |plan| &plan.roots);
    links::Linker::new(&ids, &book, roots).link(&mut tables, sink);
    chapter_labels::label(&book, &mut tables, config);
    chapter_labels::report_misplaced(&book, sink);
    let behind = ChapterId::new(book.chapters.len());
    let mut titles = titles::TitleMaker::new(NodeCounter::new(behind, 0));
    let mut maker = end_notes::EndNotesMaker {
        book: &book,
        config,
        ids: &mut ids,
    };
    let end_notes = maker.make(&mut tables);
    let mut headings = collect_headings(&book, &mut tables, config, sink);
    references::name(&book, &mut tables, config, sink);
    let front_lists = front_lists::collect(&book, config, &tables);
    let mut maker = works::ListMaker {
        config,
        cited: &cited,
        titles: &mut titles,
    };
    let lists = citations.lists.into_iter().zip(&reserved);
    let lists: Vec<Bibliography> = lists
        .filter_map(|(list, anchors)| maker.list(list, anchors, &mut ids))
        .collect();
    let (chapter_lists, appendix): (Vec<_>, Vec<_>) =
        lists.into_iter().partition(|list| list.chapter.is_some());
    works::add_headings(&mut headings, &chapter_lists, &book, &mut titles);
    end_notes::add_heading(&mut headings, &end_notes, &mut titles);
    works::add_headings(&mut headings, &appendix, &book, &mut titles);
    let mut maker = index::IndexMaker {
        book: &book,
        config,
        tables: &tables,
        titles: &mut titles,
    };
    let indexes = maker.make(&marks, &mut ids, sink);
    index::add_headings(&mut headings, &indexes);
    ResolvedBook {
        book: Arc::clone(&book),
        tables,
        anchors: ids.into_anchors(),
        headings,
        bibliography: appendix.into_iter().next(),
        chapter_lists,
        indexes,
        lists: front_lists,
        end_notes,
        title_origins: titles.origins,
    }
}

/// Puts what `cite` made into the tables of its chapters.
fn place_citations(
    book: &Book,
    mut rendered: BTreeMap<CitationId, Rendered>,
) -> (Vec<ChapterTables>, works::Citing<'_>) {
    let mut before = NumbersBefore::default();
    let mut all = Vec::with_capacity(book.chapters.len());
    let mut placed = Vec::with_capacity(book.chapters.len());
    for (id, chapter) in book.chapters() {
        let mut tables = ChapterTables {
            before,
            ..ChapterTables::default()
        };
        placed.push(works::place(id, chapter, &mut rendered, &mut tables));
        before.notes += chapter.notes.len();
        before.citations += chapter.citations.len();
        before.citation_notes += tables.citation_notes.len();
        all.push(tables);
    }
    (all, works::Citing { book, placed })
}

/// Numbers notes, figures, tables and formulas; each chapter goes on from what those before it have counted.
fn number(book: &Book, tables: &mut [ChapterTables], config: &Config) {
    let openings = match config.design.caption_numbers {
        CaptionNumbers::Book => Lookup::new(),
        CaptionNumbers::Chapter => chapter_labels::numbers(book),
    };
    let labeller = labels::Labeller {
        config,
        openings: &openings,
    };
    let mut before = labels::Counts::default();
    for (chapter, tables) in book.chapters.iter().zip(tables.iter_mut()) {
        before = labeller.label(chapter, before, tables);
    }
    statements::label(book, tables, config);
    notes::number(book, tables, config);
}

fn collect_headings(
    book: &Book,
    tables: &mut [ChapterTables],
    config: &Config,
    sink: &mut Sink,
) -> Vec<HeadingEntry> {
    let mut found = Vec::new();
    let mut counter = headings::Counter::new(config);
    for (chapter, tables) in book.chapters.iter().zip(tables) {
        let own = headings::collect(chapter, tables, &mut counter, sink);
        found.extend(headings::in_contents(chapter, tables, own));
    }
    found
}
