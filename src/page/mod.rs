//! Blocks, notes, tables, figures and running heads in, pages out.
//!
//! Blocks become a column of slabs (`column` and the files beside it), the column is cut into sheets
//! (`paginate`), sheets get their running heads and become pages (`furniture`). The text is counted
//! from 1 and set first, what stands before it is counted in letters and set last, so that the
//! contents list knows every folio and nothing has to be set twice.

mod barcode;
mod blocks;
mod branch;
mod column;
mod compose;
mod cover;
mod design;
mod figure;
mod front;
mod furniture;
mod missing;
mod origins;
mod paginate;
mod report;
mod slab;
mod table;
mod tagging;
mod verse;
mod works;

pub use cover::{lay_out_cover, thickness};

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::config::{ChapterOpening, Config, Profile};
use crate::diag::Sink;
use crate::font::FontSet;
use crate::frame::{Element, OutlineEntry, Page, Pages, Side, Structure, TextRole};
use crate::model::{
    Alignment, AnchorId, Begins, Block, BlockKind, Chapter, NoteId, PrintedPage, plain_text,
};
use crate::picture::Pictures;
use crate::resolve::{Bibliography, ResolvedBook};
use crate::text::{Missing, Shapers};
use column::{Column, Setting};
use design::Design;
use front::HeadingFolios;
use furniture::{Counting, Section, destination};
use paginate::{Notes, Paginated, Sheet, SheetKind, paginate};
use slab::{FlowItem, Slab};
use tagging::Leaf;
use works::Folios;

/// What pages are made of.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The text.
    pub book: &'a ResolvedBook,
    /// The settings.
    pub config: &'a Config,
    /// The pictures.
    pub pictures: &'a Pictures,
    /// The faces.
    pub fonts: &'a FontSet,
    /// What shaping one part has learnt, for the next.
    pub shapers: &'a Shapers,
}

/// Sets the book.
pub fn lay_out(sources: Sources<'_>, sink: &mut Sink) -> Pages {
    let design = Design::new(sources.config, sources.fonts);
    let mut told = Told::new(sink);
    let (body, told_of_body) = set_body(sources, &design);
    told.append(told_of_body);
    let front = set_front(sources, &design, &body, &mut told);
    missing::report(&told.letters, told.sink);
    let structure = Structure {
        branches: told.branches,
    };
    assemble(sources, &design, (front, body), structure)
}

/// Rounds of setting before the pages that lists name are taken as they are.
const ROUNDS: usize = 4;

/// Sets the text. Lists may name the pages that cite a work: then the text is set again with the pages of
/// the round before, until they stay.
fn set_body(sources: Sources<'_>, design: &Design) -> (Paginated, ToldOfBody) {
    let mut folios = Folios::default();
    for _ in 1..ROUNDS {
        let round = set_once(sources, design, &folios);
        let found = works::folios(sources.book, &round.0);
        if found == folios {
            return round;
        }
        folios = found;
    }
    set_once(sources, design, &folios)
}

fn set_once(sources: Sources<'_>, design: &Design, folios: &Folios) -> (Paginated, ToldOfBody) {
    let mut told = ToldOfBody::default();
    let (flow, notes) = set_parts(sources, design, folios, &mut told);
    let opening = sources.config.pdf.chapter_opening;
    (paginate(flow, &notes, design, opening), told)
}

/// What the parts of the text tell.
#[derive(Default)]
struct ToldOfBody {
    letters: Vec<Missing>,
    branches: Vec<Vec<Element>>,
    sink: Sink,
}

impl<'a> Told<'a> {
    fn new(sink: &'a mut Sink) -> Self {
        Self {
            letters: Vec::new(),
            branches: vec![Vec::new()],
            sink,
        }
    }

    fn append(&mut self, body: ToldOfBody) {
        self.letters.extend(body.letters);
        self.branches.extend(body.branches);
        self.sink.append(body.sink);
    }
}

/// What parts tell beside what they set.
struct Told<'a> {
    letters: Vec<Missing>,
    /// The logical structure: what stands before the text, chapters, appendix.
    branches: Vec<Vec<Element>>,
    sink: &'a mut Sink,
}

/// Sets every chapter and the appendix, each on its own, and joins their columns in order.
fn set_parts(
    sources: Sources<'_>,
    design: &Design,
    folios: &Folios,
    told: &mut ToldOfBody,
) -> (Vec<FlowItem>, Notes) {
    let chapters = sources.book.book.chapters.par_iter().enumerate();
    let mut parts: Vec<Part> = chapters
        .map(|(index, chapter)| set_chapter(sources, design, (index, chapter), folios))
        .collect();
    if let Some(bibliography) = &sources.book.bibliography {
        parts.push(set_bibliography(sources, design, bibliography, folios));
    }
    let mut flow = Vec::new();
    let mut notes = Notes::new();
    for part in parts {
        flow.extend(part.flow);
        notes.extend(part.notes);
        told.sink.append(part.sink);
        told.letters.extend(part.missing);
        told.branches.push(part.branch);
    }
    (flow, notes)
}

/// A chapter or appendix as a column.
struct Part {
    flow: Vec<FlowItem>,
    notes: Notes,
    missing: Vec<Missing>,
    branch: Vec<Element>,
    sink: Sink,
}

fn set_chapter(
    sources: Sources<'_>,
    design: &Design,
    (index, chapter): (usize, &Chapter),
    folios: &Folios,
) -> Part {
    let mut column = Column::new(sources, design, index + 1);
    column.tree.speak(&chapter.language);
    let mut setting = Setting::body(design, &chapter.language, chapter.direction);
    setting.inside = column.tree.root();
    column
        .flow
        .push(FlowItem::Opening(plain_text(&chapter.title)));
    let blocks = match chapter.blocks.split_first() {
        Some((first, rest)) if column.opening(first, &setting) => rest,
        _ => &chapter.blocks,
    };
    column.blocks(blocks, &setting);
    let lists = sources.book.chapter_lists.iter();
    lists
        .filter(|list| list.chapter == Some(index))
        .for_each(|list| column.ending_list(list, &setting, folios));
    let flow = std::mem::take(&mut column.flow);
    let notes = set_notes(&mut column, index, &setting);
    Part {
        flow,
        notes,
        missing: column.shaper.missing,
        branch: column.tree.finish(),
        sink: column.sink,
    }
}

/// Sets the notes of a chapter.
fn set_notes(column: &mut Column<'_>, chapter: usize, setting: &Setting) -> Notes {
    let design = column.design;
    let setting = Setting {
        style: design.note(&setting.style.language),
        leading: design.small_leading() * 0.88,
        role: TextRole::Note,
        ..setting.clone()
    };
    let mut notes = Notes::new();
    let mut elements = Vec::new();
    for (index, note) in column.sources.book.book.notes.iter().enumerate() {
        if note.chapter != chapter || note.number == 0 {
            continue;
        }
        let id = NoteId(u32::try_from(index).unwrap_or(u32::MAX));
        let element = column.tree.note();
        elements.push((note.number, (id.0, element)));
        column.note(id, note, &setting.in_element(element));
        let set = std::mem::take(&mut column.flow);
        let slabs = set.into_iter().map(|item| match item {
            FlowItem::Slab(slab) => slab,
            FlowItem::Space(height) => Slab::blank(height),
            FlowItem::Opening(_) => Slab::default(),
        });
        notes.insert(id, slabs.collect());
    }
    elements.sort_by_key(|(number, _)| *number);
    let elements: Vec<_> = elements.into_iter().map(|(_, element)| element).collect();
    column.tree.settle_notes(&elements);
    notes
}

fn set_bibliography(
    sources: Sources<'_>,
    design: &Design,
    bibliography: &Bibliography,
    folios: &Folios,
) -> Part {
    let mut column = Column::new(sources, design, sources.book.book.chapters.len() + 1);
    let book = &sources.config.book;
    let mut setting = Setting::body(design, &book.language, book.direction);
    setting.inside = column.tree.root();
    column
        .flow
        .push(FlowItem::Opening(bibliography.title.clone()));
    column.appendix_heading(bibliography, &setting);
    column.works(bibliography, &setting, folios);
    Part {
        flow: column.flow,
        notes: Notes::new(),
        missing: column.shaper.missing,
        branch: column.tree.finish(),
        sink: column.sink,
    }
}

/// Title page, its back, contents, and an empty page where the text would else begin on an even one.
fn set_front(
    sources: Sources<'_>,
    design: &Design,
    body: &Paginated,
    told: &mut Told<'_>,
) -> Paginated {
    let mut column = Column::new(sources, design, 0);
    let mut front = Paginated::default();
    front.sheets.push(column.title_page());
    front.sheets.push(column.colophon());
    if sources.config.pdf.contents_depth > 0 {
        column.contents(&HeadingFolios { body });
        let flow = std::mem::take(&mut column.flow);
        let contents = paginate(flow, &Notes::new(), design, ChapterOpening::Odd);
        front.sheets.extend(contents.sheets);
    }
    if front.sheets.len() % 2 == 1 {
        front.sheets.push(Sheet {
            kind: SheetKind::Blank,
            ..Sheet::default()
        });
    }
    // What stands before the text is the tool's own: its words were written nowhere.
    for sheet in &mut front.sheets {
        sheet.items.iter_mut().for_each(slab::forget_span);
        sheet.links.iter_mut().for_each(|link| link.span = None);
    }
    told.letters.extend(column.shaper.missing);
    told.branches[0] = column.tree.finish();
    told.sink.append(column.sink);
    front
}

/// Joins front and body into the book's pages.
fn assemble(
    sources: Sources<'_>,
    design: &Design,
    (front, body): (Paginated, Paginated),
    structure: Structure,
) -> Pages {
    let mut column = Column::new(sources, design, 0);
    let before = front.sheets.len();
    let front = Section {
        paginated: front,
        counting: Counting::Front,
        first_page: 0,
    };
    let body = Section {
        paginated: body,
        counting: Counting::Body,
        first_page: before,
    };
    let mut pages = column.pages(&front);
    pages.extend(column.pages(&body));
    let sheets = front.paginated.sheets.iter().chain(&body.paginated.sheets);
    let printed = pages.iter().zip(sheets).filter_map(|(page, sheet)| {
        let folio = page.folio.clone();
        sheet.begins.map(|begins| PrintedPage { folio, begins })
    });
    let printed = printed.collect();
    fill_sheet(&mut pages, sources.config);
    let anchors = body.paginated.anchors.iter();
    let destinations = anchors.map(|(anchor, place)| (*anchor, destination(&body, *place, design)));
    let outline = sources.book.headings.iter().map(|entry| OutlineEntry {
        level: entry.level,
        title: match &entry.number {
            Some(number) => format!("{number} {}", plain_text(&entry.title)),
            None => plain_text(&entry.title),
        },
        anchor: entry.anchor,
    });
    Pages {
        size: design.page,
        pages,
        outline: outline.collect(),
        destinations: destinations.collect(),
        names: names(sources.book, &body.paginated),
        structure,
        printed,
    }
}

/// The names of the anchors that came to stand somewhere; of two with one name the first keeps it.
fn names(book: &ResolvedBook, body: &Paginated) -> BTreeMap<String, AnchorId> {
    let mut names = BTreeMap::new();
    for anchor in body.anchors.keys() {
        if let Some(named) = book.anchors.get(anchor.0 as usize) {
            names.entry(named.id.clone()).or_insert(*anchor);
        }
    }
    names
}

/// A press folds whole sheets: empty pages are added until the last one is full.
fn fill_sheet(pages: &mut Vec<Page>, config: &Config) {
    match config.pdf.profile {
        Profile::Screen => return,
        Profile::Print => {}
    }
    let whole = pages.len().next_multiple_of(config.print.sheet.max(1));
    while pages.len() < whole {
        let side = match pages.last().map(|page| page.side) {
            Some(Side::Left) => Side::Right,
            Some(Side::Right) | None => Side::Left,
        };
        pages.push(Page {
            folio: String::new(),
            side,
            items: Vec::new(),
        });
    }
}

impl Column<'_> {
    /// Sets a chapter's first heading as its opening; whether there was one.
    fn opening(&mut self, first: &Block, setting: &Setting) -> bool {
        let BlockKind::Heading { level: 1, content } = &first.kind else {
            return false;
        };
        let anchor = self.anchor(&first.attributes);
        let opening = self.opening_setting(setting);
        self.flow
            .push(FlowItem::Slab(Slab::blank(self.design.leading * 3.0)));
        let before = self.flow.len();
        self.heading_text(content, (anchor, first.span), &opening);
        self.finish_opening(before, anchor);
        true
    }

    fn opening_setting(&mut self, setting: &Setting) -> Setting {
        let leaf = Leaf::New(self.tree.opening());
        let style = self.design.heading(1, &setting.style.language);
        Setting {
            leading: self.design.leading_for(style.size),
            alignment: Alignment::Center,
            role: TextRole::Heading(1),
            style,
            leaf,
            ..setting.clone()
        }
    }

    fn finish_opening(&mut self, from: usize, anchor: Option<AnchorId>) {
        if let Some(FlowItem::Slab(slab)) = self.flow.get_mut(from) {
            slab.anchors.extend(anchor);
        }
        self.flow
            .push(FlowItem::Slab(Slab::blank(self.design.leading * 1.5)));
        for item in &mut self.flow[from - 1..] {
            if let FlowItem::Slab(slab) = item {
                slab.after = slab::BreakAfter::Never;
            }
        }
    }

    fn appendix_heading(&mut self, bibliography: &Bibliography, setting: &Setting) {
        let opening = self.opening_setting(setting);
        self.flow
            .push(FlowItem::Slab(Slab::blank(self.design.leading * 3.0)));
        let before = self.flow.len();
        let span = bibliography
            .entries
            .first()
            .and_then(|entry| entry.content.first());
        if let Some(span) = span.map(|word| word.span) {
            let mut composer = self.composer(&opening);
            composer.words(&bibliography.title, &opening.style, span);
            self.composed(
                composer.finish(setting.asked, setting.direction),
                span,
                &opening,
            );
        }
        for item in &mut self.flow[before..] {
            if let FlowItem::Slab(slab) = item {
                slab.begins = Some(Begins::Works);
            }
        }
        self.finish_opening(before, Some(bibliography.anchor));
    }

    /// A note: its number, then its text; a note of several blocks goes on below.
    fn note(&mut self, id: NoteId, note: &crate::model::Note, setting: &Setting) {
        let number = self.design.language.number(note.number);
        let mut composer = self.composer(setting);
        composer.note_number(id, &number, &setting.style, note.span);
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
        self.composed(
            composer.finish(setting.asked, setting.direction),
            note.span,
            setting,
        );
        self.after_paragraph = !first.is_empty();
        self.blocks(rest, &setting.within(setting.inside));
    }
}
