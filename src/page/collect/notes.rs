//! Notes: those at the feet of pages as lines that wait for the pages of their calls, those at an end as a flow.

use super::blocks::blocks;
use super::branch::NoteElement;
use super::collector::Collector;
use super::heading::{heading, notes_opening};
use super::margin;
use super::origins::ParagraphSource;
use super::setting::{PrecedingBlock, Setting};
use crate::config::{NotePlace, ShortNotes};
use crate::diag::Code;
use crate::frame::{PageItem, Role, TextRole};
use crate::model::{Alignment, Block, BlockKind, ChapterId, Note, NoteId, SourceNode};
use crate::page::design::Design;
use crate::page::distribute::NoteLines;
use crate::page::flow::{COLUMNS, Flow, FlowBox, Placement, ShortNote};
use crate::resolve::{EndNoteGroup, EndNotes, EndNotesHeading, NoteMark};
use crate::source::Title;
use crate::units::Pt;

/// Collects the notes of a chapter that stand at the feet of its pages.
pub(super) fn foot_notes(
    collector: &mut Collector<'_>,
    chapter: ChapterId,
    setting: &Setting,
) -> NoteLines {
    let at_foot_setting = note_setting(collector.design, setting);
    let in_margin = margin::column(collector.design, setting);
    // Notes are set in the order in which the source has them and numbered in the order in which calls
    // call for them. In the structure tree they stand in the second order, behind their paragraphs.
    let mut lines = NoteLines::new();
    let mut numbered: Vec<NoteElement> = Vec::new();
    let mut order = Vec::new();
    let book = collector.sources.book;
    let settings = &collector.sources.config.notes;
    let at_foot = |id: &NoteId| book.end_note(*id).is_none();
    for (id, note) in book.notes_of(chapter).filter(|(id, _)| at_foot(id)) {
        let Some((number, mark)) = book.note_number(id).zip(book.note_mark(id)) else {
            continue;
        };
        let element = collector.tree.note();
        order.push(number);
        numbered.push(NoteElement { note: id, element });
        let numbered = NumberedNote { id, note, mark };
        let stands = stands(collector, note, mark);
        let setting = match stands {
            Placement::Margin => &in_margin,
            _ => &at_foot_setting,
        };
        let flow = self::note(collector, &numbered, &setting.in_element(element));
        let mut boxes = margin::lines(flow);
        for line in &mut boxes {
            line.placement = stands;
        }
        if let ([only], ShortNotes::Beside, Placement::InFlow) =
            (boxes.as_mut_slice(), settings.short, stands)
        {
            only.short_note = short_note(only, collector.design);
        }
        lines.insert(id, boxes);
    }
    let mut elements: Vec<_> = order.into_iter().zip(numbered).collect();
    elements.sort_by_key(|(number, _)| *number);
    let elements: Vec<_> = elements.into_iter().map(|(_, element)| element).collect();
    collector.tree.settle_notes(&elements);
    lines
}

/// Where a note of a page stands: at its foot, or in its margin where the book asks for that and the margin has room.
fn stands(collector: &mut Collector<'_>, note: &Note, mark: &NoteMark) -> Placement {
    if mark.place != NotePlace::Margin {
        return Placement::InFlow;
    }
    // A named series may ask for the margin in a book whose author wrote a narrow one.
    let design = collector.design;
    if design.has_margin_column() {
        return Placement::Margin;
    }
    let message = "the outer margin is too narrow for notes: they stand at the foot of the page";
    let told = collector.sink.warn(Code::NarrowMargin, note.span, message);
    told.hint(margin::wide_enough(design));
    Placement::InFlow
}

/// How a note of one line may stand beside others; `None` where it has no room beside another.
fn short_note(line: &FlowBox, design: &Design) -> Option<ShortNote> {
    let placed = line.items.iter().find_map(|item| match item {
        PageItem::Line(line) => Some(line),
        PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => None,
    })?;
    let ends = placed.runs.iter();
    let left = ends.clone().map(|run| run.x).reduce(Pt::min)?;
    let right = ends.map(|run| run.x + run.width()).reduce(Pt::max)?;
    let theme = design.theme.notes;
    let width = right - left + theme.beside.of(theme.size.of(design.size));
    // A third of the measure is two columns; two thirds leave a third to another note.
    let column = design.measure / f32::from(COLUMNS);
    let columns = (2..=4).find(|columns| width <= column * f32::from(*columns))?;
    Some(ShortNote {
        columns,
        direction: placed.direction,
    })
}

/// How notes are set.
fn note_setting(design: &Design, setting: &Setting) -> Setting {
    Setting {
        style: design.note(&setting.style.language),
        leading: design.theme.notes.leading.of(design.small_leading()),
        role: TextRole::Note,
        ..setting.clone()
    }
}

/// A note that is called.
struct NumberedNote<'a> {
    id: NoteId,
    note: &'a Note,
    mark: &'a NoteMark,
}

/// A note: its number, then its text; a note of several blocks goes on below.
fn note<'a>(collector: &mut Collector<'a>, numbered: &NumberedNote<'a>, setting: &Setting) -> Flow {
    let NumberedNote { id, note, mark } = *numbered;
    let label = collector.sources.config.notes.series(mark.series);
    let label = label.label.as_ref();
    let mut composer = collector.composer(setting);
    composer.note_number(id, mark, &setting.style, note.span);
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
    if let Some(label) = label.filter(|_| rest.is_empty()) {
        composer.label_behind(label, &setting.style, setting.direction);
    }
    let composed = composer.finish(setting.asked, setting.direction);
    // A page that begins with a note at an end begins with its first words.
    let source = match note.blocks.first() {
        Some(block) if !first.is_empty() => ParagraphSource::Block(SourceNode {
            id: block.id,
            span: note.span,
        }),
        _ => ParagraphSource::Words(Some(note.span)),
    };
    let mut flow = collector.composed(composed, source, setting);
    let before = if first.is_empty() {
        PrecedingBlock::Other
    } else {
        PrecedingBlock::Paragraph
    };
    if rest.is_empty() {
        return flow;
    }
    let setting = setting.within(setting.inside);
    flow.append(blocks(collector, rest, &setting, before));
    if let Some(label) = label {
        flow.append(signature(collector, label, &setting));
    }
    flow
}

/// Who speaks in a note of several blocks, on a line of its own at the side where reading ends.
fn signature(collector: &mut Collector<'_>, label: &Title, setting: &Setting) -> Flow {
    let setting = Setting {
        alignment: Alignment::End,
        ..setting.flush()
    };
    let mut composer = collector.composer(&setting);
    composer.words(label, &setting.style, label.origin);
    let composed = composer.finish(setting.asked, setting.direction);
    collector.composed(composed, ParagraphSource::Words(None), &setting)
}

/// The notes that end a chapter, under a heading of their own.
pub(super) fn ending_notes(
    collector: &mut Collector<'_>,
    notes: &EndNotes,
    setting: &Setting,
) -> Flow {
    let mut flow = notes_heading(collector, 2, &notes.heading, setting);
    for group in &notes.groups {
        flow.append(group_of_notes(collector, group, setting));
    }
    flow
}

fn notes_heading(
    collector: &mut Collector<'_>,
    level: u8,
    words: &EndNotesHeading,
    setting: &Setting,
) -> Flow {
    let mut setting = setting.clone();
    setting.style.language = collector.sources.config.book.language;
    heading(collector, level, &words.title, words.below, &setting).with_anchor(words.anchor)
}

/// Notes of one chapter one below the other, each where links to it lead.
fn group_of_notes(collector: &mut Collector<'_>, group: &EndNoteGroup, setting: &Setting) -> Flow {
    let book = collector.sources.book;
    let setting = note_setting(collector.design, setting);
    let mut flow = Flow::default();
    for id in &group.notes {
        let (Some(note), Some(mark), Some(place)) =
            (book.note(*id), book.note_mark(*id), book.end_note(*id))
        else {
            continue;
        };
        let element = collector.element(Role::Note, &setting);
        let numbered = NumberedNote {
            id: *id,
            note,
            mark,
        };
        let own = self::note(collector, &numbered, &setting.in_element(element));
        flow.append(own.with_anchor(place.note));
    }
    flow
}

/// The notes that are a part of the book, below the heading that opens it.
pub(super) fn notes_of_book(
    collector: &mut Collector<'_>,
    notes: &EndNotes,
    setting: &Setting,
) -> Flow {
    let mut flow = notes_opening(collector, &notes.heading, setting);
    for group in &notes.groups {
        if let Some(words) = &group.heading {
            flow.append(notes_heading(collector, 2, words, setting));
        }
        flow.append(group_of_notes(collector, group, setting));
    }
    flow
}
