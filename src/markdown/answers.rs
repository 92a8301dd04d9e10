//! Answers to exercises: where the author writes them in, at the end of their chapter or of the book out.
//!
//! An answer belongs to the exercise or the problem that it stands in, or else to the last one before it. Moved away
//! from it, it says whose it is: «پاسخ تمرین ۳».

use std::sync::Arc;

use super::chapter::ByTool;
use super::naming;
use super::written::{say_who_wrote_heading, visit_texts};
use crate::config::{AnswersPlace, Config};
use crate::diag::Sink;
use crate::locale::{Matter, StatementKind};
use crate::lookup::Lookup;
use crate::model::{
    Attributes, Block, BlockKind, Book, Chapter, ChapterId, Citation, CitationId, Inline,
    InlineKind, NodeCounter, NodeId, Note, NoteId, Target, number_nodes, visit_blocks,
    visit_inlines_mut, without_notes,
};
use crate::source::{Origin, Span, Title, WrittenText};

/// Moves the answers of a book to where its settings ask for them.
pub(super) fn gather(book: &mut Book, config: &Config, sink: &mut Sink) {
    match config.design.answers {
        AnswersPlace::Here => {}
        AnswersPlace::Chapter => {
            for (at, chapter) in book.chapters.iter_mut().enumerate() {
                at_end_of(chapter, ChapterId::new(at));
            }
        }
        AnswersPlace::Book => at_end(book, config, sink),
    }
}

/// Puts the answers of a chapter below a heading at its end.
fn at_end_of(chapter: &mut Arc<Chapter>, id: ChapterId) {
    let Some(mut answers) = taken(chapter, id) else {
        return;
    };
    let chapter = Arc::make_mut(chapter);
    let language = chapter.language;
    let start = Span::new(chapter.file, 0..0);
    let span = answers.first().map_or(start, |answer| answer.span);
    let heading = heading(language.answers_heading().to_owned(), span);
    let at = chapter.blocks.len();
    chapter.blocks.push(heading);
    chapter.blocks.append(&mut answers);
    number_nodes(chapter, id);
    say_who_wrote_heading(chapter, at, Origin::Tool);
}

/// Puts the answers of all chapters into one of their own behind them.
fn at_end(book: &mut Book, config: &Config, sink: &mut Sink) {
    let id = ChapterId::new(book.chapters.len());
    let mut moved = Moved::default();
    let mut last = None;
    for (at, shared) in book.chapters.iter_mut().enumerate() {
        let Some(answers) = taken(shared, ChapterId::new(at)) else {
            continue;
        };
        let chapter = Arc::make_mut(shared);
        let start = Span::new(chapter.file, 0..0);
        let span = answers.first().map_or(start, |answer| answer.span);
        let mut title = heading(String::new(), span);
        if let BlockKind::Heading { content, .. } = &mut title.kind {
            *content = without_notes(&chapter.title);
        }
        moved.blocks.push(title);
        moved.take(answers, chapter, id);
        number_nodes(chapter, ChapterId::new(at));
        last = Some(Arc::clone(shared));
    }
    let Some(last) = last else {
        return;
    };
    let by_tool = ByTool {
        file: last.file,
        path: &last.path,
        matter: Matter::Appendix,
        title: Title::of_tool(config.book.language.answers_heading()),
    };
    let mut chapter = by_tool.begun(&config.book);
    chapter.blocks.append(&mut moved.blocks);
    chapter.notes = moved.notes;
    chapter.citations = moved.citations;
    chapter.written = moved.written;
    by_tool.finish(&mut chapter, id, sink);
    book.chapters.push(Arc::new(chapter));
}

/// The answers of a chapter, taken out of it; `None` where it has none.
fn taken(chapter: &mut Arc<Chapter>, id: ChapterId) -> Option<Vec<Block>> {
    if !holds_answers(&chapter.blocks) {
        return None;
    }
    let chapter = Arc::make_mut(chapter);
    let mut taker = Taker {
        nodes: NodeCounter::new(id, chapter.nodes),
        chapter: id.index() + 1,
        count: 0,
        answers: Vec::new(),
    };
    taker.blocks(&mut chapter.blocks, &mut None);
    chapter.nodes = taker.nodes.count();
    Some(taker.answers)
}

fn holds_answers(blocks: &[Block]) -> bool {
    let mut found = false;
    visit_blocks(blocks, &mut |block| {
        found |= is(block, StatementKind::Answer)
    });
    found
}

fn is(block: &Block, wanted: StatementKind) -> bool {
    matches!(&block.kind, BlockKind::Statement { kind, .. } if *kind == wanted)
}

struct Taker {
    nodes: NodeCounter,
    /// The number of the chapter, for the names of its exercises.
    chapter: usize,
    /// Exercises that were given a name.
    count: usize,
    answers: Vec<Block>,
}

impl Taker {
    /// Takes answers out of blocks; `exercise` is the name of the last one before them.
    fn blocks(&mut self, blocks: &mut Vec<Block>, exercise: &mut Option<String>) {
        let mut kept = Vec::with_capacity(blocks.len());
        for mut block in std::mem::take(blocks) {
            if is(&block, StatementKind::Answer) {
                self.answer(block, exercise.as_deref());
                continue;
            }
            if is(&block, StatementKind::Exercise) || is(&block, StatementKind::Problem) {
                *exercise = self.name_of(&mut block);
            }
            match &mut block.kind {
                BlockKind::Division(inside)
                | BlockKind::Quote(inside)
                | BlockKind::Aside { blocks: inside, .. }
                | BlockKind::Statement { blocks: inside, .. } => self.blocks(inside, exercise),
                BlockKind::List { items, .. } => {
                    for item in items {
                        self.blocks(&mut item.blocks, exercise);
                    }
                }
                // Exercises are not looked for in definitions, tables and captions.
                BlockKind::Heading { .. }
                | BlockKind::Paragraph(_)
                | BlockKind::Definitions(_)
                | BlockKind::Verse(_)
                | BlockKind::Code(_)
                | BlockKind::Table(_)
                | BlockKind::Figure(_)
                | BlockKind::Panels(_)
                | BlockKind::Math(_)
                | BlockKind::Break => {}
            }
            kept.push(block);
        }
        *blocks = kept;
    }

    /// The name of an exercise, by which its answer says whose it is; `None` for one without a number.
    fn name_of(&mut self, block: &mut Block) -> Option<String> {
        if block.attributes.has_class("unnumbered") {
            return None;
        }
        let name = block.attributes.id.get_or_insert_with(|| {
            self.count += 1;
            format!("answered-{}-{}", self.chapter, self.count)
        });
        Some(name.clone())
    }

    /// Takes an answer; a link to its exercise is its title, or stands before it.
    fn answer(&mut self, mut answer: Block, exercise: Option<&str>) {
        let span = answer.span;
        if let (Some(name), BlockKind::Statement { title, .. }) = (exercise, &mut answer.kind) {
            let mut make = |kind| Inline {
                id: self.nodes.give(),
                kind,
                span,
            };
            let link = make(InlineKind::Link {
                target: Target::Local(format!("#{name}")),
                content: Vec::new(),
            });
            let colon = (!title.is_empty()).then(|| make(InlineKind::Text(": ".to_owned())));
            title.splice(0..0, std::iter::once(link).chain(colon));
        }
        self.answers.push(answer);
    }
}

/// Blocks that were moved into another chapter, with the notes and citations in them.
#[derive(Default)]
struct Moved {
    blocks: Vec<Block>,
    notes: Vec<Note>,
    citations: Vec<Citation>,
    /// Where words of these were written, by their nodes as their own chapters count them.
    written: Lookup<NodeId, WrittenText>,
}

impl Moved {
    fn take(&mut self, mut answers: Vec<Block>, from: &Chapter, to: ChapterId) {
        self.carry(&mut answers, from, to, &mut Lookup::new());
        self.blocks.append(&mut answers);
    }

    /// Brings along what blocks call for; `known` are notes that were brought already.
    fn carry(
        &mut self,
        blocks: &mut [Block],
        from: &Chapter,
        to: ChapterId,
        known: &mut Lookup<NoteId, NoteId>,
    ) {
        visit_texts(blocks, &mut |node, _| {
            if let Some(written) = from.written.get(&node.id) {
                self.written.insert(node.id, written.clone());
            }
        });
        visit_inlines_mut(blocks, &mut |inline| match &mut inline.kind {
            InlineKind::NoteRef(note) => {
                let carried = known.get(note).copied();
                let carried = carried.or_else(|| self.note(*note, from, to, known));
                *note = carried.unwrap_or(*note);
            }
            InlineKind::Citation(id) => {
                if let Some(citation) = from.citations.get(id.index as usize) {
                    *id = CitationId::new(to, self.citations.len());
                    self.citations.push(citation.clone());
                }
            }
            _ => {}
        });
    }

    /// Brings a note along, with what it calls for itself.
    fn note(
        &mut self,
        note: NoteId,
        from: &Chapter,
        to: ChapterId,
        known: &mut Lookup<NoteId, NoteId>,
    ) -> Option<NoteId> {
        let found = from.notes.get(note.index as usize)?;
        let id = NoteId::new(to, self.notes.len());
        known.insert(note, id);
        self.notes.push(found.clone());
        let mut blocks = found.blocks.clone();
        self.carry(&mut blocks, from, to, known);
        self.notes[id.index as usize].blocks = blocks;
        Some(id)
    }
}

/// A heading of the second level.
fn heading(words: String, span: Span) -> Block {
    let mut block = naming::heading(words, span, Attributes::default());
    if let BlockKind::Heading { level, .. } = &mut block.kind {
        *level = 2;
    }
    block
}
