//! What is known of a chapter beside its tree: tables that its nodes are looked up in.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use super::block_label::BlockLabel;
use super::note_mark::{EndNotePlace, NoteMark};
use crate::lookup::{Lookup, Seen};
use crate::model::{
    AnchorId, Block, Chapter, Inline, InlineKind, NodeId, Note, Target, content_mut,
    visit_inline_run, visit_inlines,
};
use crate::source::Span;

/// The tables of one chapter.
#[derive(Clone, Debug, Default)]
pub struct ChapterTables {
    /// What the chapters before it have counted.
    pub before: NumbersBefore,
    /// The places that links may lead to: every heading, table and figure, the first block, and what
    /// the author named.
    pub anchors: Lookup<NodeId, AnchorId>,
    /// Where the links lead that the author wrote as places of the book.
    pub targets: Lookup<NodeId, Target>,
    /// The numbers of headings as printed, where headings are numbered.
    pub heading_numbers: Lookup<NodeId, String>,
    /// What stands above the titles of chapters («فصل یکم»).
    pub chapter_labels: Lookup<NodeId, String>,
    /// The words of links that were written without any.
    pub references: Lookup<NodeId, Vec<Inline>>,
    /// The references that name pages.
    pub page_references: BTreeMap<NodeId, PageReference>,
    /// The labels of blocks that have one («شکل ۱», «جدول ۲», «رابطهٔ ۳»).
    pub labels: BTreeMap<NodeId, BlockLabel>,
    /// The notes that citations became; they count on from those of the chapter.
    pub citation_notes: Vec<Note>,
    /// The number of each note in the order of the first marks, from 1; `None` for one without a mark.
    pub note_numbers: Vec<Option<NonZeroUsize>>,
    /// What each note is marked with; `None` for one without a mark.
    pub note_marks: Vec<Option<NoteMark>>,
    /// The places of the notes that stand at an end.
    pub end_notes: Lookup<u32, EndNotePlace>,
    /// What stands for each citation where its node stands.
    pub citations: BTreeMap<NodeId, Vec<Inline>>,
    /// The citations for which the mark of a note stands.
    pub marks: Seen<NodeId>,
}

/// A reference that names the pages of places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageReference {
    /// Where it was written.
    pub span: Span,
    /// Its links, and where each leads.
    pub goals: Vec<(NodeId, AnchorId)>,
}

/// What the chapters before one have counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NumbersBefore {
    /// Notes that authors wrote.
    pub notes: usize,
    /// Notes that citations became.
    pub citation_notes: usize,
    /// Citations.
    pub citations: usize,
}

impl ChapterTables {
    /// Whether a chapter comes out the same with other tables. What the chapters before it have counted is already
    /// in its numbers.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        let Self {
            before: _,
            anchors,
            targets,
            heading_numbers,
            chapter_labels,
            references,
            // Their words are among those of the references.
            page_references: _,
            labels,
            citation_notes,
            note_numbers,
            note_marks,
            end_notes,
            citations,
            marks,
        } = self;
        *anchors == other.anchors
            && *targets == other.targets
            && *heading_numbers == other.heading_numbers
            && *chapter_labels == other.chapter_labels
            && *references == other.references
            && *labels == other.labels
            && *citation_notes == other.citation_notes
            && *note_numbers == other.note_numbers
            && *note_marks == other.note_marks
            && *end_notes == other.end_notes
            && *citations == other.citations
            && *marks == other.marks
    }

    /// The run with the marks of notes in the places of the citations that became notes, and with words in links
    /// that were written without any.
    ///
    /// A mark stands at its word: the space before it goes. «گفته است [@k].» becomes «گفته است¹.»
    pub fn shown<'a>(&self, run: &'a [Inline]) -> Cow<'a, [Inline]> {
        if self.marks.is_empty() && self.references.is_empty() {
            return Cow::Borrowed(run);
        }
        let mut changes = false;
        visit_inline_run(run, &mut |inline| {
            changes |= self.marks.contains(&inline.id) || self.references.contains_key(&inline.id);
        });
        if !changes {
            return Cow::Borrowed(run);
        }
        Cow::Owned(self.with_marks(run))
    }

    fn with_marks(&self, run: &[Inline]) -> Vec<Inline> {
        let mut shown: Vec<Inline> = Vec::with_capacity(run.len());
        for inline in run {
            if self.marks.contains(&inline.id) {
                let stands = self.citations.get(&inline.id).into_iter().flatten();
                for stand in stands {
                    if matches!(stand.kind, InlineKind::NoteRef(_)) {
                        shown
                            .iter_mut()
                            .next_back()
                            .into_iter()
                            .for_each(end_at_word);
                    }
                    shown.push(stand.clone());
                }
                continue;
            }
            let mut inline = inline.clone();
            if let Some(words) = self.references.get(&inline.id)
                && let InlineKind::Link { content, .. } | InlineKind::Span { content, .. } =
                    &mut inline.kind
            {
                content.clone_from(words);
            }
            if let Some(content) = content_mut(&mut inline) {
                *content = self.with_marks(content);
            }
            shown.push(inline);
        }
        shown
    }

    /// Calls `see` on every inline of the blocks and of what stands for their citations, in reading
    /// order.
    pub fn visit_shown<'a>(&'a self, blocks: &'a [Block], see: &mut impl FnMut(&'a Inline)) {
        visit_inlines(blocks, &mut |inline| {
            see(inline);
            if let Some(words) = self.citations.get(&inline.id) {
                visit_inline_run(words, see);
            }
        });
    }

    /// The notes of the chapter: those that were written, then those that citations became.
    pub fn notes<'a>(&'a self, chapter: &'a Chapter) -> impl Iterator<Item = &'a Note> {
        chapter.notes.iter().chain(&self.citation_notes)
    }
}

/// Takes the space at the end of an inline.
fn end_at_word(inline: &mut Inline) {
    match &mut inline.kind {
        InlineKind::Text(text) => text.truncate(text.trim_end_matches(' ').len()),
        kind @ InlineKind::SoftBreak => *kind = InlineKind::Text(String::new()),
        _ => {}
    }
}
