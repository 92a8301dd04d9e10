//! Names of places, unique in the book: the tree in, anchors by node out.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::anchors::Anchors;
use super::slug::{sanitize, slug};
use super::tables::ChapterTables;
use crate::cite::{Entry, List};
use crate::diag::{Code, Sink, isolate};
use crate::locale::persian_letter;
use crate::lookup::{Lookup, Seen};
use crate::model::{
    AnchorId, Block, BlockKind, Book, Chapter, ChapterId, InlineKind, NodeId, Target, plain_text,
    visit_blocks, visit_inlines,
};
use crate::source::{BookPath, Span};

/// Every place of the book and the names it is known by.
#[derive(Debug, Default)]
pub(super) struct Ids {
    anchors: Anchors,
    /// The last suffix of each name that was taken before.
    counts: Lookup<String, usize>,
    chapters: Lookup<ChapterId, ChapterNames>,
    /// By name as written; the first of the book.
    by_name: BTreeMap<String, AnchorId>,
    /// By final name.
    by_id: Lookup<String, AnchorId>,
    /// The entries of works by their keys; those of the first list that has them.
    works: Lookup<String, AnchorId>,
}

/// The names that a chapter knows its places by.
#[derive(Debug, Default)]
struct ChapterNames {
    /// By name as written; the first of several.
    by_name: Lookup<String, AnchorId>,
    /// The headings by the letters of their words, in order: GitHub, kramdown and MkDocs make ids of the
    /// same words with other signs between them.
    by_letters: Lookup<String, Vec<AnchorId>>,
    /// The works of its own list by their keys.
    works: Lookup<String, AnchorId>,
    /// Where it begins; `None` where it is empty.
    start: Option<AnchorId>,
}

/// A name that an author gave to a node.
struct GivenName {
    node: NodeId,
    name: String,
    span: Span,
}

impl Ids {
    /// Adds a place under a name that is made unique: «مقدمه», «مقدمه-2», «مقدمه-3».
    pub(super) fn add(&mut self, name: &str, chapter: Option<ChapterId>) -> AnchorId {
        let mut id = sanitize(name);
        if self.by_id.contains_key(&id) {
            // The count goes on where it stopped: thousands of headings may share their words.
            let name = id.clone();
            let count = self.counts.entry(id).or_insert(1);
            id = loop {
                *count += 1;
                let id = format!("{name}-{count}");
                if !self.by_id.contains_key(&id) {
                    break id;
                }
            };
        }
        let anchor = self.anchors.add(id.clone(), chapter);
        self.by_id.insert(id, anchor);
        anchor
    }

    /// Names the works of a list. A citation leads to the list of its own chapter, else to the first; so does
    /// `#ref-KEY`, where an author has written it.
    pub(super) fn reserve_entries(&mut self, list: &List) -> Vec<AnchorId> {
        let mut anchors = Vec::new();
        for Entry { key, .. } in &list.entries {
            let name = format!("ref-{key}");
            let anchor = self.add(&name, list.chapter);
            if let Some(chapter) = list.chapter {
                let names = self.chapters.entry(chapter).or_default();
                names.by_name.insert(name.clone(), anchor);
                names.works.insert(key.clone(), anchor);
            }
            self.by_name.entry(name).or_insert(anchor);
            self.works.entry(key.clone()).or_insert(anchor);
            anchors.push(anchor);
        }
        anchors
    }

    /// The entry of a work that is cited in a chapter.
    pub(super) fn work(&self, chapter: ChapterId, key: &str) -> Option<AnchorId> {
        let own = self.chapters.get(&chapter);
        let own = own.and_then(|names| names.works.get(key));
        own.or_else(|| self.works.get(key)).copied()
    }

    /// Finds a unique name for every node that the author named, and for headings, figures, tables and
    /// chapters that have none.
    ///
    /// What authors named comes first, through the whole book, so that no heading takes a name away:
    /// `# یک` beside `# دو {#یک}` is called `یک-2`.
    pub(super) fn name_all(&mut self, book: &Book, tables: &mut [ChapterTables], sink: &mut Sink) {
        let given: Vec<GivenName> = book
            .chapters
            .iter()
            .flat_map(|chapter| given(chapter))
            .collect();
        self.name_given(&given, book, tables, sink);
        let notes = notes_referred_to(book);
        for ((id, chapter), tables) in book.chapters().zip(tables) {
            self.name_chapter(id, chapter, tables);
            self.name_notes(id, chapter, &notes, tables);
        }
    }

    fn name_given(
        &mut self,
        given: &[GivenName],
        book: &Book,
        tables: &mut [ChapterTables],
        sink: &mut Sink,
    ) {
        let mut first: Lookup<&str, &GivenName> = Lookup::new();
        for given in given {
            let chapter = given.node.chapter;
            let anchor = self.add(&given.name, Some(chapter));
            match first.get(given.name.as_str()) {
                Some(taken) => {
                    let path = &book.chapters[taken.node.chapter.index()].path;
                    report_taken(given, taken, path, self.id(anchor), sink);
                }
                None => drop(first.insert(&given.name, given)),
            }
            self.know(chapter, &given.name, anchor);
            tables[chapter.index()].anchors.insert(given.node, anchor);
        }
    }

    /// Lets links find a place by a name, unless an earlier place has it.
    fn know(&mut self, chapter: ChapterId, name: &str, anchor: AnchorId) {
        let names = self.chapters.entry(chapter).or_default();
        names.by_name.entry(name.to_owned()).or_insert(anchor);
        self.by_name.entry(name.to_owned()).or_insert(anchor);
    }

    fn name_chapter(&mut self, id: ChapterId, chapter: &Chapter, tables: &mut ChapterTables) {
        let first = chapter.blocks.first();
        visit_blocks(&chapter.blocks, &mut |block| {
            let opens = first.is_some_and(|first| first.id == block.id);
            // A chapter that opens without a heading is linked to by its first block.
            let spare = opens.then(|| format!("chapter-{}", id.index() + 1));
            self.name_block(block, spare, tables);
        });
        let start = first.and_then(|block| tables.anchors.get(&block.id).copied());
        self.chapters.entry(id).or_default().start = start;
    }

    /// Names what needs a name in the notes of a chapter, and those that references lead to by their labels.
    fn name_notes(
        &mut self,
        id: ChapterId,
        chapter: &Chapter,
        referred: &Seen<String>,
        tables: &mut ChapterTables,
    ) {
        for note in &chapter.notes {
            let name = format!("{NOTE}{}", note.label);
            let first = note.blocks.first().map(|block| block.id);
            let spare = referred
                .contains(&name)
                .then(|| format!("note-{}", note.label));
            visit_blocks(&note.blocks, &mut |block| {
                let spare = spare.clone().filter(|_| first == Some(block.id));
                self.name_block(block, spare, tables);
            });
            if let (true, Some(first)) = (referred.contains(&name), first)
                && let Some(anchor) = tables.anchors.get(&first).copied()
            {
                self.know(id, &name, anchor);
            }
        }
    }

    /// Names a block that needs a name and has none; `spare` is for one that needs none by itself.
    fn name_block(&mut self, block: &Block, spare: Option<String>, tables: &mut ChapterTables) {
        let heading = match &block.kind {
            BlockKind::Heading { content, .. } => Some(plain_text(&tables.shown(content))),
            _ => None,
        };
        let anchor = match tables.anchors.get(&block.id) {
            Some(given) => *given,
            None => {
                let name = match (&heading, &block.kind) {
                    (Some(words), _) => slug(words),
                    (None, BlockKind::Figure(_) | BlockKind::Panels(_)) => "figure".to_owned(),
                    (None, BlockKind::Table(_)) => "table".to_owned(),
                    (None, _) => match spare {
                        Some(name) => name,
                        None => return,
                    },
                };
                let name = if name.is_empty() {
                    "section".to_owned()
                } else {
                    name
                };
                let chapter = block.id.chapter;
                let anchor = self.add(&name, Some(chapter));
                tables.anchors.insert(block.id, anchor);
                if heading.is_some() {
                    self.know(chapter, &name, anchor);
                }
                anchor
            }
        };
        if let Some(words) = heading {
            self.know_words(block.id.chapter, &words, anchor);
        }
    }

    /// Lets links find a heading by ids that another tool would make of its words.
    fn know_words(&mut self, chapter: ChapterId, words: &str, anchor: AnchorId) {
        let names = self.chapters.entry(chapter).or_default();
        let known = names.by_letters.entry(letters(words)).or_default();
        known.push(anchor);
    }

    /// The place of a name in a chapter, as written or as a slug.
    pub(super) fn in_chapter(&self, chapter: ChapterId, name: &str) -> Option<AnchorId> {
        let names = &self.chapters.get(&chapter)?;
        let written = names.by_name.get(name);
        let found = written.or_else(|| names.by_name.get(&slug(name)));
        found.copied().or_else(|| names.by_letters(name))
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

    /// The name of a place.
    pub(super) fn id(&self, anchor: AnchorId) -> &str {
        self.anchors
            .id(anchor)
            .expect("an anchor is one of those that were added")
    }

    /// Where a chapter begins; `None` where it is empty.
    pub(super) fn chapter(&self, id: ChapterId) -> Option<AnchorId> {
        self.chapters.get(&id)?.start
    }

    /// The names that authors can link to.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// The anchors.
    pub(super) fn into_anchors(self) -> Anchors {
        self.anchors
    }
}

/// Stands before the label of a note where a reference names it: `[](#^a)` leads to the note of `[^a]`.
const NOTE: char = '^';

/// The notes that links of a book name, as they are written.
fn notes_referred_to(book: &Book) -> Seen<String> {
    let mut found = Seen::new();
    for chapter in &book.chapters {
        let notes = chapter.notes.iter().map(|note| note.blocks.as_slice());
        for blocks in std::iter::once(chapter.blocks.as_slice()).chain(notes) {
            visit_inlines(blocks, &mut |inline| {
                if let InlineKind::Link {
                    target: Target::Local(written),
                    ..
                } = &inline.kind
                    && let Some((_, name)) = written.split_once('#')
                    && name.starts_with(NOTE)
                {
                    found.insert(name.to_owned());
                }
            });
        }
    }
    found
}

impl ChapterNames {
    /// The heading that an id of another tool means: «#مقدمه-1» is the second «مقدمه».
    fn by_letters(&self, name: &str) -> Option<AnchorId> {
        let of = |name: &str| self.by_letters.get(&letters(name));
        if let Some(first) = of(name).and_then(|found| found.first()) {
            return Some(*first);
        }
        let (words, count) = name.rsplit_once(['-', '_'])?;
        of(words)?.get(count.parse::<usize>().ok()?).copied()
    }
}

/// The letters and digits of a name, those of Arabic keyboards as Persian ones.
fn letters(name: &str) -> String {
    let kept = name.nfkc().filter(|letter| letter.is_alphanumeric());
    kept.flat_map(char::to_lowercase)
        .map(persian_letter)
        .collect()
}

/// Reports a name that another node has, in the chapter of a path; `now` is the one it got instead.
fn report_taken(given: &GivenName, taken: &GivenName, path: &BookPath, now: &str, sink: &mut Sink) {
    let path = isolate(path.as_str());
    let name = isolate(&given.name);
    let message = format!("the id {name} is taken already, in {path}");
    let now = isolate(now);
    let hint = format!("give it a name of its own; it is called {now} now");
    sink.warn(Code::DuplicateId, given.span, message)
        .hint(hint)
        .also(taken.span);
}

/// The names that authors gave in a chapter and its notes, in the order of the source. A block and the
/// words in it may begin at one byte: then the block comes first.
fn given(chapter: &Chapter) -> Vec<GivenName> {
    let (mut blocks_found, mut inlines_found) = (Vec::new(), Vec::new());
    let notes = chapter.notes.iter().map(|note| note.blocks.as_slice());
    for blocks in std::iter::once(chapter.blocks.as_slice()).chain(notes) {
        visit_blocks(blocks, &mut |block| {
            let name = block.attributes.id.clone();
            blocks_found.extend(name.map(|name| GivenName {
                node: block.id,
                name,
                span: block.span,
            }));
        });
        visit_inlines(blocks, &mut |inline| {
            let InlineKind::Span { attributes, .. } = &inline.kind else {
                return;
            };
            let name = attributes.id.clone();
            inlines_found.extend(name.map(|name| GivenName {
                node: inline.id,
                name,
                span: inline.span,
            }));
        });
    }
    let mut found = blocks_found;
    found.append(&mut inlines_found);
    // Stable: what begins at one byte stays in the order just given.
    found.sort_by_key(|given| given.span.start);
    found
}
