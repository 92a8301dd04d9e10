//! A chapter, or the list of works, as a flow of its own, with its notes.

use std::num::NonZeroUsize;

use super::blocks::{Before, blocks};
use super::collector::Collector;
use super::heading::{opening, works_opening};
use super::origins::ParagraphSource;
use super::setting::Setting;
use super::works::{ending_list, works};
use crate::frame::{ElementId, TextRole};
use crate::model::{
    Block, BlockKind, Chapter, ChapterId, ChapterKind, Inline, Note, NoteId, plain_text,
    without_notes,
};
use crate::page::design::Design;
use crate::page::distribute::NoteLines;
use crate::page::flow::{Flow, FlowBox, FlowItem};
use crate::page::folios::Folios;
use crate::page::{LayoutNotes, Sources};
use crate::resolve::Bibliography;

/// A part of the book before pages are known.
pub(in crate::page) struct ChapterLayout {
    /// Its blocks.
    pub(in crate::page) flow: Flow,
    /// Its notes, which wait for the pages of their calls.
    pub(in crate::page) notes: NoteLines,
    /// What is known of it besides.
    pub(in crate::page) layout: LayoutNotes,
}

/// Collects a chapter, the `index`th of the book. `folios` are the pages that its lists of works name.
pub(in crate::page) fn chapter(
    sources: Sources<'_>,
    design: &Design,
    index: usize,
    chapter: &Chapter,
    folios: &Folios,
) -> ChapterLayout {
    let mut collector = Collector::new(sources, design, index + 1);
    collector.tree.set_language(&chapter.language);
    let mut setting = Setting::body(design, &chapter.language, chapter.direction);
    setting.inside = collector.tree.root();
    // A chapter that begins with a heading of level 1 opens with it; any other begins with its text, and
    // its title stands in running heads and the contents alone.
    let mut flow = match chapter.standing.kind {
        // The solution of an exercise stands behind it, not on a page of its own.
        ChapterKind::Continuation => Flow::default(),
        ChapterKind::Text | ChapterKind::Part => Flow::opening(plain_text(&chapter.title)),
    };
    let mut rest = chapter.blocks.as_slice();
    if let Some((first, after)) = rest.split_first()
        && let Some(opening) = chapter_opening(&mut collector, first, &setting)
    {
        flow.append(opening);
        rest = after;
    }
    // A book in one file: every later heading of level 1 opens a chapter of its own, with its own words in
    // the running heads.
    while let Some(at) = rest.iter().position(|block| opens_chapter(block).is_some()) {
        let (before, from) = rest.split_at(at);
        flow.append(blocks(&mut collector, before, &setting, Before::Other));
        let Some((heading, after)) = from.split_first() else {
            break;
        };
        if let Some(content) = opens_chapter(heading) {
            flow.append(Flow::opening(plain_text(&without_notes(content))));
        }
        flow.append(chapter_opening(&mut collector, heading, &setting).unwrap_or_default());
        rest = after;
    }
    flow.append(blocks(&mut collector, rest, &setting, Before::Other));
    for list in &sources.book.chapter_lists {
        if list.chapter == Some(index) {
            flow.append(ending_list(&mut collector, list, &setting, folios));
        }
    }
    let notes = notes(&mut collector, ChapterId::new(index), &setting);
    ChapterLayout {
        flow,
        notes,
        layout: collector.finish(),
    }
}

/// The words of a heading that opens a chapter.
fn opens_chapter(block: &Block) -> Option<&[Inline]> {
    match &block.kind {
        BlockKind::Heading { level: 1, content } => Some(content),
        _ => None,
    }
}

fn chapter_opening(
    collector: &mut Collector<'_>,
    first: &Block,
    setting: &Setting,
) -> Option<Flow> {
    let content = opens_chapter(first)?;
    Some(opening(collector, content, first.source(), setting))
}

/// Collects the notes of a chapter.
fn notes(collector: &mut Collector<'_>, chapter: ChapterId, setting: &Setting) -> NoteLines {
    let design = collector.design;
    let setting = Setting {
        style: design.note(&setting.style.language),
        leading: design.theme.notes.leading.of(design.small_leading()),
        role: TextRole::Note,
        ..setting.clone()
    };
    // Notes are set in the order in which the source has them and numbered in the order in which calls
    // call for them. In the structure tree they stand in the second order, behind their paragraphs.
    let mut lines = NoteLines::new();
    let mut numbered: Vec<(NoteId, ElementId)> = Vec::new();
    let mut order = Vec::new();
    let book = collector.sources.book;
    for (id, note) in book.notes_of(chapter) {
        let Some(number) = book.note_number(id) else {
            continue;
        };
        let element = collector.tree.note();
        order.push(number);
        numbered.push((id, element));
        let numbered = NumberedNote { id, number, note };
        let flow = self::note(collector, &numbered, &setting.in_element(element));
        let boxes = flow.into_items().into_iter().map(|item| match item {
            FlowItem::Box(line) => line,
            FlowItem::Glue(glue) => FlowBox::blank(glue.natural),
            FlowItem::Opening(_) => FlowBox::default(),
        });
        lines.insert(id, boxes.collect());
    }
    let mut elements: Vec<_> = order.into_iter().zip(numbered).collect();
    elements.sort_by_key(|(number, _)| *number);
    let elements: Vec<_> = elements.into_iter().map(|(_, element)| element).collect();
    collector.tree.settle_notes(&elements);
    lines
}

/// A note that is called.
struct NumberedNote<'a> {
    id: NoteId,
    number: NonZeroUsize,
    note: &'a Note,
}

/// A note: its number, then its text; a note of several blocks goes on below.
fn note(collector: &mut Collector<'_>, numbered: &NumberedNote<'_>, setting: &Setting) -> Flow {
    let NumberedNote { id, number, note } = *numbered;
    let number = collector.design.language.number(number.get());
    let mut composer = collector.composer(setting);
    composer.note_number(id, &number, &setting.style, note.span);
    // The number stands on the line of the note's first words: «۳. بنگرید به …». A note that begins with
    // a list has its number alone on a line.
    let (first, rest) = match note.blocks.split_first() {
        Some((
            Block {
                kind: BlockKind::Paragraph(content),
                ..
            },
            rest,
        )) => (content.as_slice(), rest),
        _ => (&[][..], note.blocks.as_slice()),
    };
    composer.inlines(first, &setting.style);
    let composed = composer.finish(setting.asked, setting.direction);
    let mut flow = collector.composed(composed, ParagraphSource::Words(Some(note.span)), setting);
    let before = if first.is_empty() {
        Before::Other
    } else {
        Before::Paragraph
    };
    let rest = blocks(collector, rest, &setting.within(setting.inside), before);
    flow.append(rest);
    flow
}

/// Collects the list of works at the end of the book.
pub(in crate::page) fn bibliography(
    sources: Sources<'_>,
    design: &Design,
    bibliography: &Bibliography,
    folios: &Folios,
) -> ChapterLayout {
    let chapters = sources.book.book.chapters.len();
    let mut collector = Collector::new(sources, design, chapters + 1);
    let book = &sources.config.book;
    let mut setting = Setting::body(design, &book.language, book.direction);
    setting.inside = collector.tree.root();
    let mut flow = Flow::opening(bibliography.title.clone());
    flow.append(works_opening(&mut collector, bibliography, &setting));
    flow.append(works(&mut collector, bibliography, &setting, folios));
    ChapterLayout {
        flow,
        notes: NoteLines::new(),
        layout: collector.finish(),
    }
}
