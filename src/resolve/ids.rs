//! Names of places, unique in the book: attributes as written in, anchors out.

use std::collections::{BTreeMap, BTreeSet};

use super::slug::{sanitize, slug};
use crate::cite::{Entry, List};
use crate::diag::{Code, Sink, isolate};
use crate::model::{
    Anchor, AnchorId, Attributes, Block, BlockKind, Book, InlineKind, plain_text, visit_blocks_mut,
    visit_inlines_mut, without_notes,
};
use crate::source::Span;

/// Every place of the book and the names it is known by.
#[derive(Debug, Default)]
pub(super) struct Ids {
    anchors: Vec<Anchor>,
    taken: BTreeSet<String>,
    /// The last suffix of each name.
    counts: BTreeMap<String, usize>,
    /// By chapter and name as written; the first of several.
    by_chapter: BTreeMap<(usize, String), AnchorId>,
    /// By name as written; the first of the book.
    by_name: BTreeMap<String, AnchorId>,
    /// By final name.
    by_id: BTreeMap<String, AnchorId>,
    /// Where each chapter begins.
    chapters: Vec<Option<AnchorId>>,
}

/// A name that an author gave.
struct Given {
    chapter: usize,
    span: Span,
    name: String,
    layer: Layer,
}

/// Which walk finds a name; blocks and the words in them may begin at one byte.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Layer {
    Block,
    Inline,
}

/// The final name of a given one, by chapter, place and layer.
type Final = BTreeMap<(usize, u32, u32, Layer), String>;

impl Ids {
    /// Adds a place under a name that is made unique.
    pub(super) fn add(&mut self, name: &str, chapter: Option<usize>) -> AnchorId {
        let name = sanitize(name);
        let mut id = name.clone();
        // The count goes on where it stopped: thousands of headings may share their words.
        let count = self.counts.entry(name.clone()).or_insert(1);
        while !self.taken.insert(id.clone()) {
            *count += 1;
            id = format!("{name}-{count}");
        }
        let anchor = AnchorId(u32::try_from(self.anchors.len()).unwrap_or(u32::MAX));
        self.by_id.insert(id.clone(), anchor);
        self.anchors.push(Anchor { id, chapter });
        anchor
    }

    /// Names the works of a list; `#ref-KEY` leads to the list of its own chapter, else to the first.
    pub(super) fn reserve_entries(&mut self, list: &List) -> Vec<AnchorId> {
        let name = |entry: &Entry| format!("ref-{}", entry.key);
        let mut anchors = Vec::new();
        for name in list.entries.iter().map(name) {
            let anchor = self.add(&name, list.chapter);
            if let Some(chapter) = list.chapter {
                self.by_chapter.insert((chapter, name.clone()), anchor);
            }
            self.by_name.entry(name).or_insert(anchor);
            anchors.push(anchor);
        }
        anchors
    }

    /// Makes the names in the tree unique, and names headings, figures, tables and chapters.
    pub(super) fn name_all(&mut self, book: &mut Book, sink: &mut Sink) {
        let given = collect(book);
        let finals = self.name_given(&given, book, sink);
        for chapter in 0..book.chapters.len() {
            each_part(book, chapter, &mut |blocks| apply(blocks, chapter, &finals));
            let blocks = &mut book.chapters[chapter].blocks;
            name_first(blocks, chapter);
            visit_blocks_mut(blocks, &mut |block| self.name_block(block, chapter));
            let first = book.chapters[chapter].blocks.first();
            let first = first.and_then(|block| block.attributes.id.as_ref());
            self.chapters
                .push(first.and_then(|id| self.by_id.get(id)).copied());
            for note in book.notes.iter_mut().filter(|note| note.chapter == chapter) {
                visit_blocks_mut(&mut note.blocks, &mut |block| {
                    self.name_block(block, chapter)
                });
            }
        }
    }

    fn name_given(&mut self, given: &[Given], book: &Book, sink: &mut Sink) -> Final {
        let mut finals = Final::new();
        let mut first: BTreeMap<&str, (usize, Span)> = BTreeMap::new();
        for given in given {
            let anchor = self.add(&given.name, Some(given.chapter));
            let id = self.anchors[anchor.0 as usize].id.clone();
            if let Some((chapter, taken)) = first.get(given.name.as_str()) {
                let path = isolate(book.chapters[*chapter].path.as_str());
                let message = format!(
                    "the id {} is taken already, in {path}",
                    isolate(&given.name)
                );
                let hint = format!(
                    "give it a name of its own; it is called {} now",
                    isolate(&id)
                );
                sink.warn(Code::DuplicateId, given.span, message)
                    .hint(hint)
                    .also(*taken);
            }
            first
                .entry(&given.name)
                .or_insert((given.chapter, given.span));
            self.by_chapter
                .entry((given.chapter, given.name.clone()))
                .or_insert(anchor);
            self.by_name.entry(given.name.clone()).or_insert(anchor);
            finals.insert(
                (given.chapter, given.span.start, given.span.end, given.layer),
                id,
            );
        }
        finals
    }

    /// Names a block that needs a name and has none.
    fn name_block(&mut self, block: &mut Block, chapter: usize) {
        let named = block
            .attributes
            .id
            .as_ref()
            .is_some_and(|id| self.by_id.contains_key(id));
        let name = match &block.kind {
            _ if named => return,
            BlockKind::Heading { content, .. } => slug(&plain_text(&without_notes(content))),
            BlockKind::Figure(_) => "figure".to_owned(),
            BlockKind::Table(_) => "table".to_owned(),
            _ => match &block.attributes.id {
                Some(id) => id.clone(),
                None => return,
            },
        };
        let name = if name.is_empty() {
            "section".to_owned()
        } else {
            name
        };
        let anchor = self.add(&name, Some(chapter));
        block.attributes.id = Some(self.anchors[anchor.0 as usize].id.clone());
        if matches!(block.kind, BlockKind::Heading { .. }) {
            self.by_chapter
                .entry((chapter, name.clone()))
                .or_insert(anchor);
            self.by_name.entry(name).or_insert(anchor);
        }
    }

    /// The place of a name in a chapter, as written or as a slug.
    pub(super) fn in_chapter(&self, chapter: usize, name: &str) -> Option<AnchorId> {
        let find = |name: String| self.by_chapter.get(&(chapter, name)).copied();
        find(name.to_owned()).or_else(|| find(slug(name)))
    }

    /// The place of a name anywhere in the book.
    pub(super) fn in_book(&self, name: &str) -> Option<AnchorId> {
        let find = |name: &str| {
            self.by_name
                .get(name)
                .or_else(|| self.by_id.get(name))
                .copied()
        };
        find(name).or_else(|| find(&slug(name)))
    }

    /// The place of a final name.
    pub(super) fn by_id(&self, id: &str) -> Option<AnchorId> {
        self.by_id.get(id).copied()
    }

    /// The name of a place.
    pub(super) fn id(&self, anchor: AnchorId) -> &str {
        self.anchors
            .get(anchor.0 as usize)
            .map_or("", |anchor| anchor.id.as_str())
    }

    /// The chapter of a place; `None` in the appendix.
    pub(super) fn chapter_of(&self, anchor: AnchorId) -> Option<usize> {
        self.anchors.get(anchor.0 as usize)?.chapter
    }

    /// Where a chapter begins; `None` where it is empty.
    pub(super) fn chapter(&self, index: usize) -> Option<AnchorId> {
        self.chapters.get(index).copied().flatten()
    }

    /// The names that authors can link to.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// The anchors, in the order of their numbers.
    pub(super) fn into_anchors(self) -> Vec<Anchor> {
        self.anchors
    }
}

/// A chapter that opens without a heading is linked to by its first block.
fn name_first(blocks: &mut [Block], chapter: usize) {
    if let Some(first) = blocks.first_mut()
        && first.attributes.id.is_none()
        && !matches!(
            first.kind,
            BlockKind::Heading { .. } | BlockKind::Figure(_) | BlockKind::Table(_)
        )
    {
        first.attributes.id = Some(format!("chapter-{}", chapter + 1));
    }
}

/// The blocks of a chapter and of its notes.
fn each_part(book: &mut Book, chapter: usize, see: &mut impl FnMut(&mut [Block])) {
    see(&mut book.chapters[chapter].blocks);
    for note in book.notes.iter_mut().filter(|note| note.chapter == chapter) {
        see(&mut note.blocks);
    }
}

/// The names that authors gave, in the order of the text.
fn collect(book: &mut Book) -> Vec<Given> {
    let mut found = Vec::new();
    for chapter in 0..book.chapters.len() {
        let mut add = |attributes: &Attributes, span: Span, layer: Layer| {
            if let Some(name) = attributes.id.clone() {
                found.push(Given {
                    chapter,
                    span,
                    name,
                    layer,
                });
            }
        };
        each_part(book, chapter, &mut |blocks| {
            visit_blocks_mut(blocks, &mut |block| {
                add(&block.attributes, block.span, Layer::Block)
            });
            visit_inlines_mut(blocks, &mut |inline| {
                if let InlineKind::Span { attributes, .. } = &inline.kind {
                    add(attributes, inline.span, Layer::Inline);
                }
            });
        });
    }
    found.sort_by_key(|given| (given.chapter, given.span.start, given.layer));
    found
}

fn apply(blocks: &mut [Block], chapter: usize, finals: &Final) {
    let rename = |attributes: &mut Attributes, span: Span, layer: Layer| {
        if attributes.id.is_some() {
            attributes.id = finals.get(&(chapter, span.start, span.end, layer)).cloned();
        }
    };
    visit_blocks_mut(blocks, &mut |block| {
        rename(&mut block.attributes, block.span, Layer::Block)
    });
    visit_inlines_mut(blocks, &mut |inline| {
        if let InlineKind::Span { attributes, .. } = &mut inline.kind {
            rename(attributes, inline.span, Layer::Inline);
        }
    });
}
