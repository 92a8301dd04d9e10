//! A chapter, or the list of works, as a flow of its own, with its notes.

use std::num::NonZeroUsize;

use super::blocks::{Before, blocks, is_label};
use super::collector::Collector;
use super::glossary::{add_glossary, at_end};
use super::heading::{opening, works_opening};
use super::index::{add_ending_indexes, whole_index};
use super::lines_before::LinesBefore;
use super::origins::ParagraphSource;
use super::setting::Setting;
use super::settle::settle;
use super::works::{ending_list, works};
use crate::frame::{ElementId, TextRole};
use crate::locale::Matter;
use crate::model::{
    Alignment, Block, BlockKind, Chapter, ChapterId, ChapterKind, Inline, Note, NoteId, plain_text,
    without_notes,
};
use crate::page::design::Design;
use crate::page::distribute::NoteLines;
use crate::page::flow::{Flow, FlowBox, FlowItem};
use crate::page::folios::Folios;
use crate::page::{LayoutNotes, Sources};
use crate::resolve::{Bibliography, Index};
use crate::units::Pt;

/// A part of the book before pages are known.
#[derive(Clone, Default)]
pub(in crate::page) struct ChapterLayout {
    /// Its blocks.
    pub(in crate::page) flow: Flow,
    /// Its notes, which wait for the pages of their calls.
    pub(in crate::page) notes: NoteLines,
    /// What is known of it besides.
    pub(in crate::page) layout: LayoutNotes,
}

/// What the book tells one of its parts.
#[derive(Clone, Copy)]
pub(in crate::page) struct PartPlace<'a> {
    /// The number of its branch of the structure tree.
    pub(in crate::page) branch: usize,
    /// The pages that its lists of works, or its indexes, name.
    pub(in crate::page) folios: &'a Folios,
    /// The lines of its paragraphs of the last time, where the book is set again and again.
    pub(in crate::page) lines: Option<&'a LinesBefore>,
}

/// Collects a chapter.
pub(in crate::page) fn chapter<'a>(
    sources: Sources<'a>,
    design: &'a Design,
    id: ChapterId,
    chapter: &'a Chapter,
    place: PartPlace<'_>,
) -> ChapterLayout {
    let mut collector = Collector::new(sources, design, place.branch);
    collector.known = place.lines.map(|lines| lines.take(chapter));
    collector.tree.set_language(&chapter.language);
    let mut setting = Setting::body(design, &chapter.language, chapter.direction);
    setting.inside = collector.tree.root();
    let glossary = at_end(&chapter.blocks);
    let text = glossary
        .as_ref()
        .map_or(chapter.blocks.as_slice(), |found| found.before);
    let mut flow = match chapter.standing.matter {
        Some(matter) if matter.is_display() => {
            display(&mut collector, matter, &chapter.blocks, &setting)
        }
        _ => self::text(&mut collector, chapter, text, &setting),
    };
    for list in &sources.book.chapter_lists {
        if list.chapter == Some(id.index()) {
            flow.append(ending_list(&mut collector, list, &setting, place.folios));
        }
    }
    let notes = notes(&mut collector, id, &setting);
    settle(&mut collector, &mut flow, &notes);
    if let Some(glossary) = &glossary {
        add_glossary(&mut collector, &mut flow, glossary, &setting);
    }
    add_ending_indexes(
        &mut collector,
        &mut flow,
        id.index(),
        &setting,
        place.folios,
    );
    if let (Some(lines), Some(known)) = (place.lines, collector.known.take()) {
        lines.keep(chapter, known);
    }
    ChapterLayout {
        flow,
        notes,
        layout: collector.finish(),
    }
}

/// A few words that have a page for themselves: «تقدیم به مادرم» in the middle, an epigraph at the side where
/// reading ends.
fn display<'a>(
    collector: &mut Collector<'a>,
    matter: Matter,
    content: &'a [Block],
    setting: &Setting,
) -> Flow {
    let design = collector.design;
    let theme = design.theme.display;
    let mut setting = setting.clone();
    match matter {
        Matter::Epigraph => {
            let inset = theme.epigraph_inset.of(design.measure);
            setting = setting.indented(inset, design);
            setting.style.size = theme.epigraph.of(design.size);
            setting.leading = theme.epigraph_leading.of(design.leading);
        }
        _ => setting.alignment = Alignment::Center,
    }
    let top = theme.from_trim.of(design.page.1) - design.margins.top;
    let mut flow = Flow::of([FlowBox::blank(top.max(Pt::ZERO))]);
    // «مولوی» below his words stands at the side where reading ends.
    let (words, name) = match (matter, content.split_last()) {
        (Matter::Epigraph, Some((last, before))) if !before.is_empty() && names_somebody(last) => {
            (before, Some(last))
        }
        _ => (content, None),
    };
    flow.append(blocks(collector, words, &setting, Before::Other));
    if let Some(name) = name {
        setting.alignment = Alignment::End;
        let name = std::slice::from_ref(name);
        flow.append(blocks(collector, name, &setting, Before::Other));
    }
    flow
}

/// Whether a block is a paragraph of a few words without an end: a name.
fn names_somebody(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Paragraph(content) if is_label(content))
}

/// The blocks of a chapter, its openings on pages of their own.
fn text<'a>(
    collector: &mut Collector<'a>,
    chapter: &Chapter,
    content: &'a [Block],
    setting: &Setting,
) -> Flow {
    // A chapter that begins with a heading of level 1 opens with it; any other begins with its text, and
    // its title stands in running heads and the contents alone.
    let mut flow = match chapter.standing.kind {
        // The solution of an exercise stands behind it, not on a page of its own.
        ChapterKind::Continuation => Flow::default(),
        ChapterKind::Text | ChapterKind::Part => Flow::opening(plain_text(&chapter.title)),
    };
    let mut rest = content;
    let mut before = Before::Other;
    if let Some((first, after)) = rest.split_first()
        && let Some(opening) = chapter_opening(collector, first, setting)
    {
        flow.append(opening);
        rest = after;
        before = Before::Heading;
    }
    // A book in one file: every later heading of level 1 opens a chapter of its own, with its own words in
    // the running heads.
    while let Some(at) = rest.iter().position(|block| opens_chapter(block).is_some()) {
        let (above, from) = rest.split_at(at);
        // «---» above a heading of a file says no more than the page that it opens.
        let above = match above.split_last() {
            Some((last, above)) if matches!(last.kind, BlockKind::Break) => above,
            _ => above,
        };
        flow.append(blocks(collector, above, setting, before));
        let Some((heading, after)) = from.split_first() else {
            break;
        };
        if let Some(content) = opens_chapter(heading) {
            flow.append(Flow::opening(plain_text(&without_notes(content))));
        }
        flow.append(chapter_opening(collector, heading, setting).unwrap_or_default());
        rest = after;
        before = Before::Heading;
    }
    flow.append(blocks(collector, rest, setting, before));
    flow
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
fn note<'a>(collector: &mut Collector<'a>, numbered: &NumberedNote<'a>, setting: &Setting) -> Flow {
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
    place: PartPlace<'_>,
) -> ChapterLayout {
    let mut collector = Collector::new(sources, design, place.branch);
    let book = &sources.config.book;
    let mut setting = Setting::body(design, &book.language, book.direction);
    setting.inside = collector.tree.root();
    let mut flow = Flow::opening(bibliography.title.clone());
    flow.append(works_opening(&mut collector, bibliography, &setting));
    flow.append(works(&mut collector, bibliography, &setting, place.folios));
    ChapterLayout {
        flow,
        notes: NoteLines::new(),
        layout: collector.finish(),
    }
}

/// Collects an index that is a part of the book.
pub(in crate::page) fn appended_index(
    sources: Sources<'_>,
    design: &Design,
    index: &Index,
    place: PartPlace<'_>,
) -> ChapterLayout {
    let mut collector = Collector::new(sources, design, place.branch);
    let book = &sources.config.book;
    let mut setting = Setting::body(design, &book.language, book.direction);
    setting.inside = collector.tree.root();
    let flow = whole_index(&mut collector, index, &setting, place.folios);
    ChapterLayout {
        flow,
        notes: NoteLines::new(),
        layout: collector.finish(),
    }
}
