//! Blocks, notes, tables, figures and running heads in, pages out.
//!
//! 1. `collect` makes a flow of every chapter: boxes that do not break, and glue between them.
//! 2. `distribute` chooses what stands on which page.
//! 3. `compose` puts boxes in the text block and notes at its foot: sheets.
//! 4. `furniture` gives sheets their margins, running heads and folios: pages.
//!
//! The text is counted from 1 and set first, what stands before it is counted in letters and set last,
//! so that the contents list knows every folio and nothing has to be set twice.

mod collect;
mod compose;
mod cover;
mod design;
mod distribute;
mod flow;
mod folios;
mod furniture;
mod missing;

pub use cover::{lay_out_cover, thickness};

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::config::{ChapterOpening, Config, Profile};
use crate::diag::Sink;
use crate::font::FontSet;
use crate::frame::{Element, OutlineEntry, Page, Pages, Side, Structure};
use crate::model::{AnchorId, PrintedPage, plain_text};
use crate::picture::Pictures;
use crate::resolve::ResolvedBook;
use crate::text::{Missing, Shapers};
use collect::{ChapterLayout, Collector};
use compose::{PageKind, Paginated, Sheet, paginate};
use design::Design;
use distribute::NoteLines;
use flow::Flow;
use folios::Folios;
use furniture::{Counting, Section, destination};

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

/// Diagnostics, missing glyphs and structure collected while laying out.
#[derive(Default)]
struct LayoutNotes {
    missing: Vec<Missing>,
    /// The branches of the structure tree: one for each part of the book.
    branches: Vec<Vec<Element>>,
    sink: Sink,
}

impl LayoutNotes {
    fn append(&mut self, other: Self) {
        self.missing.extend(other.missing);
        self.branches.extend(other.branches);
        self.sink.append(other.sink);
    }
}

/// A part of the book on sheets.
struct SetPart {
    paginated: Paginated,
    layout: LayoutNotes,
}

/// Sets the book.
pub fn lay_out(sources: Sources<'_>, sink: &mut Sink) -> Pages {
    let design = Design::new(sources.config, sources.fonts);
    let body = set_body(sources, &design);
    let front = set_front(sources, &design, &body.paginated);
    sink.append(body.layout.sink);
    sink.append(front.layout.sink);
    let mut letters = body.layout.missing;
    letters.extend(front.layout.missing);
    missing::report(&letters, sink);
    // What is set last stands first.
    let mut branches = front.layout.branches;
    branches.extend(body.layout.branches);
    let sections = sections(front.paginated, body.paginated);
    assemble(sources, &design, sections, Structure { branches })
}

/// Rounds of setting before the pages that lists name are taken as they are.
const ROUNDS: usize = 4;

/// Sets the text. Lists may name the pages that cite a work: then the text is set again with the pages of
/// the round before, until they stay.
fn set_body(sources: Sources<'_>, design: &Design) -> SetPart {
    // «(صفحه‌های ۹، ۱۰)» may be a line longer than «(صفحهٔ ۹)», and move the citation on page 10 to
    // page 11: the pages of one round are only right for the next one if they are still the same
    // there. Nearly always the second round confirms the first. Two pages may push each other to and
    // fro for ever, so that after some rounds the last one stands.
    let mut folios = Folios::default();
    for _ in 1..ROUNDS {
        let round = set_once(sources, design, &folios);
        let found = folios::cited(sources.book, &round.paginated);
        if found == folios {
            return round;
        }
        folios = found;
    }
    set_once(sources, design, &folios)
}

fn set_once(sources: Sources<'_>, design: &Design, folios: &Folios) -> SetPart {
    let mut flow = Flow::default();
    let mut notes = NoteLines::new();
    let mut layout = LayoutNotes::default();
    for chapter in collect_parts(sources, design, folios) {
        flow.append(chapter.flow);
        notes.extend(chapter.notes);
        layout.append(chapter.layout);
    }
    let opening = sources.config.page.chapter_opening;
    SetPart {
        paginated: paginate(flow, notes, design, opening),
        layout,
    }
}

/// Collects every chapter and the list of works, each on its own, in the order of the book.
fn collect_parts(sources: Sources<'_>, design: &Design, folios: &Folios) -> Vec<ChapterLayout> {
    let chapters = sources.book.book.chapters.par_iter().enumerate();
    let mut parts: Vec<ChapterLayout> = chapters
        .map(|(index, chapter)| collect::chapter(sources, design, index, chapter, folios))
        .collect();
    if let Some(bibliography) = &sources.book.bibliography {
        let works = collect::bibliography(sources, design, bibliography, folios);
        parts.push(works);
    }
    parts
}

/// Title page, its back, contents, and an empty page where the text would else begin on an even one.
fn set_front(sources: Sources<'_>, design: &Design, body: &Paginated) -> SetPart {
    let mut collector = Collector::new(sources, design, 0);
    let mut front = Paginated::default();
    front.sheets.push(collect::title_page(&mut collector));
    front.sheets.push(collect::colophon(&mut collector));
    if sources.config.page.contents_depth > 0 {
        let contents = collect::contents(&mut collector, body);
        let contents = paginate(contents, NoteLines::new(), design, ChapterOpening::Odd);
        front.sheets.extend(contents.sheets);
    }
    if front.sheets.len() % 2 == 1 {
        front.sheets.push(Sheet {
            kind: PageKind::Blank,
            ..Sheet::default()
        });
    }
    // What stands before the text is the tool's own: its words were written nowhere.
    for sheet in &mut front.sheets {
        sheet.items.iter_mut().for_each(flow::forget_span);
        sheet.links.iter_mut().for_each(|link| link.span = None);
    }
    SetPart {
        paginated: front,
        layout: collector.finish(),
    }
}

/// The parts of the book that are counted on their own.
struct Sections {
    front: Section,
    body: Section,
}

fn sections(front: Paginated, body: Paginated) -> Sections {
    let before = front.sheets.len();
    Sections {
        front: Section {
            paginated: front,
            counting: Counting::Front,
            first_page: 0,
        },
        body: Section {
            paginated: body,
            counting: Counting::Body,
            first_page: before,
        },
    }
}

/// Joins front and body into the book's pages.
fn assemble(
    sources: Sources<'_>,
    design: &Design,
    sections: Sections,
    structure: Structure,
) -> Pages {
    let Sections {
        mut front,
        mut body,
    } = sections;
    let mut collector = Collector::new(sources, design, 0);
    let mut pages = furniture::pages(&mut collector, &mut front);
    pages.extend(furniture::pages(&mut collector, &mut body));
    let sheets = front.paginated.sheets.iter().chain(&body.paginated.sheets);
    let printed = pages.iter().zip(sheets).filter_map(|(page, sheet)| {
        let folio = page.folio.clone();
        sheet.begins.map(|begins| PrintedPage { folio, begins })
    });
    let printed = printed.collect();
    fill_sheet(&mut pages, sources.config);
    let anchors = body.paginated.anchors.iter();
    let destinations = anchors.map(|(anchor, place)| (*anchor, destination(&body, *place, design)));
    Pages {
        size: design.page,
        pages,
        outline: outline(sources.book),
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

fn outline(book: &ResolvedBook) -> Vec<OutlineEntry> {
    let entries = book.headings.iter().map(|entry| OutlineEntry {
        level: entry.level,
        title: match &entry.number {
            Some(number) => format!("{number} {}", plain_text(&entry.title)),
            None => plain_text(&entry.title),
        },
        anchor: entry.anchor,
    });
    entries.collect()
}

/// How many pages a book of so many has for a press, which folds whole sheets.
pub fn on_whole_sheets(pages: usize, config: &Config) -> usize {
    pages.next_multiple_of(config.print.sheet.max(1))
}

/// Empty pages are added for a press until the last sheet is full.
fn fill_sheet(pages: &mut Vec<Page>, config: &Config) {
    match config.pdf.profile {
        Profile::Screen => return,
        Profile::Print => {}
    }
    let whole = on_whole_sheets(pages.len(), config);
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
