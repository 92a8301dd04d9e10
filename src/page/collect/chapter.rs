//! A chapter, or the list of works, as a flow of its own, with its notes.

use super::announcement::is_label;
use super::blocks::blocks;
use super::collector::Collector;
use super::glossary::{add_glossary, at_end};
use super::heading::{apart, opening, part_title, works_opening};
use super::index::{add_ending_indexes, whole_index};
use super::lines_before::LinesBefore;
use super::notes::{ending_notes, foot_notes, notes_of_book};
use super::numbered_lines;
use super::setting::{PrecedingBlock, Setting};
use super::settle::settle;
use super::works::{ending_list, works};
use crate::locale::Matter;
use crate::model::{
    Alignment, Block, BlockKind, Chapter, ChapterId, ChapterKind, Genre, Inline, plain_text,
    without_notes,
};
use crate::page::design::Design;
use crate::page::distribute::NoteLines;
use crate::page::flow::{Flow, FlowBox, Opening, OpeningPage};
use crate::page::folios::Folios;
use crate::page::{LayoutNotes, Sources};
use crate::resolve::{Bibliography, EndNotes, Index};
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
    /// The title of the part that it stands below; empty without one.
    pub(in crate::page) part: &'a str,
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
        _ => {
            let titled = Titled {
                chapter,
                part: place.part,
            };
            self::text(&mut collector, titled, text, &setting)
        }
    };
    if let Some(notes) = sources.book.notes_at_end_of(id) {
        flow.append(ending_notes(&mut collector, notes, &setting));
    }
    for list in &sources.book.chapter_lists {
        if list.chapter == Some(id) {
            flow.append(ending_list(&mut collector, list, &setting, place.folios));
        }
    }
    let notes = foot_notes(&mut collector, id, &setting);
    settle(&mut collector, &mut flow, &notes);
    numbered_lines::number(&mut collector, &mut flow, &setting);
    if let Some(glossary) = &glossary {
        add_glossary(&mut collector, &mut flow, glossary, &setting);
    }
    add_ending_indexes(&mut collector, &mut flow, id, &setting, place.folios);
    if let (Some(lines), Some(known)) = (place.lines, collector.known.take()) {
        lines.keep(chapter, known);
    }
    flow.shrink();
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
    let theme = design.theme.genre;
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
    let top = design.theme.display.from_trim.of(design.page.1) - design.margins.top;
    let mut flow = Flow::of([FlowBox::blank(top.max(Pt::ZERO))]);
    // «مولوی» below his words stands at the side where reading ends.
    let (words, name) = match (matter, content.split_last()) {
        (Matter::Epigraph, Some((last, before))) if !before.is_empty() && names_somebody(last) => {
            (before, Some(last))
        }
        _ => (content, None),
    };
    flow.append(blocks(collector, words, &setting, PrecedingBlock::Other));
    if let Some(name) = name {
        setting.alignment = Alignment::End;
        let name = std::slice::from_ref(name);
        flow.append(blocks(collector, name, &setting, PrecedingBlock::Other));
    }
    flow
}

/// Whether a block is a paragraph of a few words without an end: a name.
fn names_somebody(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Paragraph(content) if is_label(content))
}

/// A chapter with the title of the part that it stands below.
#[derive(Clone, Copy)]
struct Titled<'t> {
    chapter: &'t Chapter,
    part: &'t str,
}

impl Titled<'_> {
    /// Something of it begins on a page of its own.
    fn opening(self, title: String) -> Flow {
        let page = match self.chapter.standing.kind {
            ChapterKind::Part => OpeningPage::Part,
            ChapterKind::Text | ChapterKind::Continuation => OpeningPage::Chapter,
        };
        Flow::opened(Opening {
            title,
            part: self.part.to_owned(),
            page,
        })
    }
}

/// The blocks of a chapter, its openings on pages of their own.
fn text<'a>(
    collector: &mut Collector<'a>,
    titled: Titled<'_>,
    content: &'a [Block],
    setting: &Setting,
) -> Flow {
    let chapter = titled.chapter;
    // A chapter that begins with a heading of level 1 opens with it; any other begins with its text, and
    // its title stands in running heads and the contents alone.
    let mut flow = match chapter.standing.kind {
        // The solution of an exercise stands behind it, not on a page of its own.
        ChapterKind::Continuation => Flow::default(),
        ChapterKind::Text | ChapterKind::Part => titled.opening(plain_text(&chapter.title)),
    };
    if chapter.standing.kind == ChapterKind::Part {
        flow.append(part_page(collector, content, setting));
        return flow;
    }
    let mut rest = content;
    let mut before = PrecedingBlock::Other;
    if rest
        .first()
        .is_some_and(|first| opens_chapter(first).is_some())
    {
        let opened = chapter_opening(collector, rest, setting);
        flow.append(opened.flow);
        rest = opened.rest;
        before = PrecedingBlock::Heading;
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
        if let Some(content) = from.first().and_then(opens_chapter) {
            flow.append(titled.opening(plain_text(&without_notes(content))));
        }
        let opened = chapter_opening(collector, from, setting);
        flow.append(opened.flow);
        rest = opened.rest;
        before = PrecedingBlock::Heading;
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

/// A chapter that was opened, and the blocks below its opening.
struct Opened<'a> {
    flow: Flow,
    rest: &'a [Block],
}

/// Opens a chapter with the first of some blocks, a heading of level 1. Epigraphs right below it stand with it, in the
/// white above the text.
fn chapter_opening<'a>(
    collector: &mut Collector<'a>,
    content: &'a [Block],
    setting: &Setting,
) -> Opened<'a> {
    let Some((first, below)) = content.split_first() else {
        let (flow, rest) = (Flow::default(), content);
        return Opened { flow, rest };
    };
    let words = opens_chapter(first).unwrap_or_default();
    let mut text = opening(collector, words, first.source(), setting);
    let other = below.iter().position(|block| !is_epigraph(block));
    let (epigraphs, rest) = below.split_at(other.unwrap_or(below.len()));
    if !epigraphs.is_empty() {
        let above = collector.design.theme.opening.above_epigraph;
        text.push(FlowBox::blank(above.of(collector.design.leading)));
        let set = blocks(collector, epigraphs, setting, PrecedingBlock::Heading);
        text.append(set.solid().flow);
    }
    let flow = apart(collector, text);
    Opened { flow, rest }
}

/// The page of a part: its number, a short rule, its title, and below them an epigraph or a few words.
fn part_page<'a>(collector: &mut Collector<'a>, content: &'a [Block], setting: &Setting) -> Flow {
    let design = collector.design;
    let theme = design.theme.part;
    let top = theme.from_trim.of(design.page.1) - design.margins.top;
    let mut flow = Flow::of([FlowBox::blank(top.max(Pt::ZERO))]);
    let mut rest = content;
    if let Some((first, below)) = content.split_first()
        && let Some(words) = opens_chapter(first)
    {
        flow.append(part_title(collector, words, first.source(), setting));
        rest = below;
    }
    if !rest.is_empty() {
        flow.push(FlowBox::blank(theme.below.of(design.leading)));
        flow = flow.keep_with_next();
        flow.append(blocks(collector, rest, setting, PrecedingBlock::Heading));
    }
    flow
}

fn is_epigraph(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Division(_))
        && Genre::of(&block.attributes) == Some(Genre::Epigraph)
}

/// Collects the list of works at the end of the book.
pub(in crate::page) fn bibliography(
    sources: Sources<'_>,
    design: &Design,
    bibliography: &Bibliography,
    place: PartPlace<'_>,
) -> ChapterLayout {
    let folios = place.folios;
    part_of_book(sources, design, place, |collector, setting| {
        let mut flow = Flow::opening(bibliography.title.words.clone());
        flow.append(works_opening(collector, bibliography, setting));
        flow.append(works(collector, bibliography, setting, folios));
        flow
    })
}

/// Collects the notes that are a part of the book.
pub(in crate::page) fn part_of_notes(
    sources: Sources<'_>,
    design: &Design,
    notes: &EndNotes,
    place: PartPlace<'_>,
) -> ChapterLayout {
    part_of_book(sources, design, place, |collector, setting| {
        let mut flow = Flow::opening(notes.heading.title.words.clone());
        flow.append(notes_of_book(collector, notes, setting));
        flow
    })
}

/// Collects an index that is a part of the book.
pub(in crate::page) fn appended_index(
    sources: Sources<'_>,
    design: &Design,
    index: &Index,
    place: PartPlace<'_>,
) -> ChapterLayout {
    let folios = place.folios;
    part_of_book(sources, design, place, |collector, setting| {
        whole_index(collector, index, setting, folios)
    })
}

/// Collects a part that no chapter holds, in the language of the book; it has no notes.
fn part_of_book(
    sources: Sources<'_>,
    design: &Design,
    place: PartPlace<'_>,
    set: impl FnOnce(&mut Collector<'_>, &Setting) -> Flow,
) -> ChapterLayout {
    let mut collector = Collector::new(sources, design, place.branch);
    let book = &sources.config.book;
    let mut setting = Setting::body(design, &book.language, book.direction);
    setting.inside = collector.tree.root();
    let flow = set(&mut collector, &setting);
    ChapterLayout {
        flow,
        notes: NoteLines::new(),
        layout: collector.finish(),
    }
}
