//! The marks of a book, in reading order, and the anchors that they get.

use std::sync::Arc;

use super::super::ids::Ids;
use super::super::tables::ChapterTables;
use super::PlaceStanding;
use crate::model::{
    Block, BlockKind, Book, IndexMark, Inline, InlineKind, NodeId, plain_text, visit_inlines,
    without_notes,
};
use crate::source::Span;

/// The id of a marked place, as far as no author named it.
const PLACE_ID: &str = "index-place";

/// A mark in its place.
pub(in crate::resolve) struct Mark<'a> {
    pub(super) node: NodeId,
    pub(super) span: Span,
    pub(super) said: &'a IndexMark,
    /// The words that are marked.
    pub(super) words: String,
    pub(super) standing: PlaceStanding,
    /// The heading that it stands below.
    pub(super) heading: Arc<str>,
}

impl Mark<'_> {
    /// Whether the place is listed: not where readers are sent on, unless there are words to be found.
    pub(super) fn is_place(&self) -> bool {
        let sends_on = self.words.is_empty() && !self.said.see_also.is_empty();
        self.said.see.is_empty() && !sends_on
    }
}

/// Finds the marks of a book, chapter by chapter: those of a text, then those of its notes.
pub(in crate::resolve) fn find(book: &Book) -> Vec<Mark<'_>> {
    let mut finder = Finder {
        heading: "".into(),
        standing: PlaceStanding::Text,
        found: Vec::new(),
    };
    for chapter in &book.chapters {
        let title: Arc<str> = plain_text(&chapter.title).into();
        finder.heading = Arc::clone(&title);
        finder.standing = PlaceStanding::Text;
        finder.blocks(&chapter.blocks);
        finder.standing = PlaceStanding::Note;
        finder.heading = title;
        for note in &chapter.notes {
            finder.blocks(&note.blocks);
        }
    }
    finder.found
}

struct Finder<'a> {
    heading: Arc<str>,
    standing: PlaceStanding,
    found: Vec<Mark<'a>>,
}

impl<'a> Finder<'a> {
    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Division(inner) => {
                    self.blocks(inner);
                    continue;
                }
                BlockKind::Heading { content, .. } => {
                    self.heading = plain_text(&without_notes(content)).into();
                }
                _ => {}
            }
            visit_inlines(std::slice::from_ref(block), &mut |inline| {
                self.inline(inline)
            });
        }
    }

    fn inline(&mut self, inline: &'a Inline) {
        let InlineKind::Span {
            attributes,
            content,
        } = &inline.kind
        else {
            return;
        };
        if let Some(said) = &attributes.index {
            self.found.push(Mark {
                node: inline.id,
                span: inline.span,
                said,
                words: plain_text(&without_notes(content)).trim().to_owned(),
                standing: self.standing,
                heading: Arc::clone(&self.heading),
            });
        }
    }
}

/// Makes every mark a place that the index can lead to.
pub(in crate::resolve) fn name(marks: &[Mark<'_>], tables: &mut [ChapterTables], ids: &mut Ids) {
    for mark in marks.iter().filter(|mark| mark.is_place()) {
        let chapter = mark.node.chapter;
        let anchors = &mut tables[chapter.index()].anchors;
        anchors
            .entry(mark.node)
            .or_insert_with(|| ids.add(PLACE_ID, Some(chapter)));
    }
}
