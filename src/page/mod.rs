//! Blocks, notes, tables, figures and running heads in, pages out.
//!
//! 1. `collect` makes a flow of every chapter: boxes that do not break, and glue between them.
//! 2. `distribute` chooses what stands on which page.
//! 3. `compose` puts boxes in the text block and notes at its foot: sheets.
//! 4. `furniture` gives sheets their margins, running heads and folios: pages.
//!
//! The text is counted from 1 and set first, what stands before it is counted in letters and set last,
//! so that the contents list knows every folio and nothing has to be set twice. Indexes are set between both, when
//! the pages of the text are known (`stretches`).

mod back;
mod book_theme;
mod collect;
mod collection;
mod compose;
mod cover;
mod design;
mod distribute;
mod flow;
mod folios;
mod front;
mod furnished_pages;
mod furniture;
mod missing;
mod note_numbers;
mod order;
mod rounds;
mod set_before;
mod stretches;

pub use cover::{lay_out_cover, thickness};
pub use set_before::SetBefore;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::code::CodeReader;
use crate::config::{Config, Profile};
use crate::diag::Sink;
use crate::font::FontSet;
use crate::formula::FormulaReader;
use crate::frame::{Element, OutlineEntry, Page, Pages, Side, Structure, Turn};
use crate::lookup::Lookup;
use crate::model::{AnchorId, Begins, PrintedPage, plain_text};
use crate::picture::Pictures;
use crate::resolve::{NoteNumbers, ResolvedBook};
use crate::text::{Missing, Shapers};
use collect::{Collector, LinesBefore};
use collection::Collection;
use compose::Paginated;
use design::Design;
use folios::Folios;
use front::FrontMatter;
use furnished_pages::FurnishedBefore;
use furniture::{Counting, Section, destination};
use order::Order;
use rounds::{Round, Settled, Unsettled, settle};
use stretches::Stretches;

/// Rounds of setting before the pages that the text names are taken as they are; `rounds` says why so many.
const ROUNDS: usize = 4;

/// What pages are made of.
///
/// `epub::Binding` has six of these fields, too, and the two are no one type: each has what the other room must not
/// know (`shapers` and `before` here; the author's style sheet and the printed pages there), and a type of both
/// would need a room that knows all that they are made of. `pdf::Printing` comes after both and reads finished pages:
/// it has no text. `pipeline::BuildContext` comes before all and has no book yet: files, overrides, an observer.
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
    /// What reads code.
    pub codes: &'a CodeReader,
    /// What reads formulas.
    pub formulas: &'a FormulaReader,
    /// What shaping one part has learnt, for the next.
    pub shapers: &'a Shapers,
    /// The chapters as they were set the last time, where the book is set again and again.
    pub before: Option<&'a SetBefore>,
}

/// Diagnostics, missing glyphs and structure collected while laying out.
#[derive(Clone, Default)]
struct LayoutNotes {
    missing: Vec<Missing>,
    /// The branches of the structure tree: one for each part of the book.
    branches: Vec<Arc<Vec<Element>>>,
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
#[derive(Clone, Default)]
struct SetPart {
    paginated: Paginated,
    layout: LayoutNotes,
}

/// The book on sheets.
struct SetBook {
    front: SetPart,
    body: SetPart,
}

/// Sets the book.
pub fn lay_out(sources: Sources<'_>, sink: &mut Sink) -> Pages {
    let design = Design::new(sources.config, sources.fonts);
    let Settled {
        set: SetBook { front, body },
        known,
        ..
    } = set_book(sources, &design, sink);
    note_numbers::report_again(sources, [&front.paginated, &body.paginated], sink);
    sink.append(body.layout.sink);
    sink.append(front.layout.sink);
    let mut letters = body.layout.missing;
    letters.extend(front.layout.missing);
    missing::report(&letters, sink);
    // What is set last stands first.
    let mut branches = front.layout.branches;
    branches.extend(body.layout.branches);
    let sections = sections(front.paginated, body.paginated);
    let mut pages = assemble(sources, &design, sections, Structure { branches });
    let language = &sources.config.book.language;
    let named = known.folios.into_iter().filter_map(|(anchor, folio)| {
        let id = sources.book.anchors.id(anchor)?;
        Some((id.to_owned(), folio.printed(language)))
    });
    pages.named = named.collect();
    pages
}

/// Sets the book. Lists may name the pages that cite a work, references those of what they lead to, and notes may be
/// counted by pages: then it is set again with the pages of the round before, until they stay.
fn set_book(
    sources: Sources<'_>,
    design: &Design,
    sink: &mut Sink,
) -> Settled<SetBook, PagesOfText> {
    let order = Order::of(sources.book, sources.config);
    // Where the text names pages, it is set twice at least, and most of its paragraphs name none.
    let own = LinesBefore::default();
    let is_set_again =
        sources.book.paged().next().is_some() || sources.config.notes.counts_by_page();
    let lines = match sources.before {
        Some(before) => Some(before.lines()),
        None => is_set_again.then_some(&own),
    };
    let maker = RoundSettings {
        design,
        order: &order,
        lines,
    };
    let round = |known: &PagesOfText| {
        let set = set_round(sources, maker, known);
        let (front, body) = (&set.front.paginated, &set.body.paginated);
        let found = PagesOfText {
            folios: folios::named(sources.book, front, body),
            notes: note_numbers::by_page(sources, [front, body]),
        };
        Round { set, found }
    };
    let unsettled = Unsettled {
        message: "the pages that the text names, or counts its notes on, do not settle: each round moves them".to_owned(),
        hint: "the pages of the last round are printed; a word more or less near such a reference or note settles them",
    };
    settle(PagesOfText::default(), ROUNDS, round).or_report(unsettled, sink)
}

/// What the text says of the pages that it stands on.
#[derive(Clone, Debug, Default, PartialEq)]
struct PagesOfText {
    /// The pages that it names.
    folios: Folios,
    /// The numbers of its notes, where they are counted by pages.
    notes: NoteNumbers,
}

/// Sets the book with the pages that are known; references name them in their words.
fn set_round(sources: Sources<'_>, maker: RoundSettings<'_>, known: &PagesOfText) -> SetBook {
    let PagesOfText { folios, notes } = known;
    let mut book = Cow::Borrowed(sources.book);
    if !notes.is_empty() {
        book = Cow::Owned(book.with_note_numbers(notes, sources.config));
    }
    if book.paged().next().is_some() {
        let language = &sources.config.book.language;
        let folio = |anchor| folios.get(&anchor).map(|folio| folio.printed(language));
        book = Cow::Owned(book.with_pages(&folio, language));
    }
    let sources = Sources {
        book: &book,
        ..sources
    };
    set_once(sources, maker, folios)
}

/// What is the same in each round.
#[derive(Clone, Copy)]
struct RoundSettings<'a> {
    design: &'a Design,
    order: &'a Order,
    /// The lines of paragraphs of the round or the build before.
    lines: Option<&'a LinesBefore>,
}

fn set_once(sources: Sources<'_>, maker: RoundSettings<'_>, folios: &Folios) -> SetBook {
    let RoundSettings {
        design,
        order,
        lines,
    } = maker;
    let relayout = sources.before.map(|before| before.relayout(sources));
    let collection = Collection {
        sources,
        design,
        order,
        folios,
        lines,
        relayout: relayout.as_ref(),
    };
    let mut chapters = collection.parts();
    let text = chapters.split_off(sources.book.book.front_chapters());
    let mut text = Stretches::new(collection, text);
    if let Some(relayout) = &relayout {
        relayout.keep(sources, collection.book_inputs(), text.sheets());
    }
    let front = FrontMatter {
        sources,
        design,
        order,
    };
    let mut front_parts = front.front_parts(collection.flows(chapters));
    let mut sink = Sink::default();
    text.settle(&front, &mut front_parts, &mut sink);
    let mut body = text.joined();
    body.layout.sink.append(sink);
    back::end(&mut body, sources, design, order);
    SetBook {
        front: front.joined(front_parts),
        body,
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
    let sheets = front.paginated.sheets.iter().chain(&body.paginated.sheets);
    let begins: Vec<Option<Begins>> = sheets.map(|sheet| sheet.begins).collect();
    let before = sources.before.map(SetBefore::furnished);
    let mut furnished = before.map(FurnishedBefore::take).unwrap_or_default();
    let mut pages = furniture::pages(&mut collector, &mut front, &mut furnished);
    pages.extend(furniture::pages(&mut collector, &mut body, &mut furnished));
    if let Some(before) = before {
        before.keep(furnished);
    }
    let mut places = named_on_pages(sources, [&front, &body]);
    let printed = pages.iter().zip(begins).enumerate();
    let printed = printed.filter_map(|(at, (page, begins))| {
        Some(PrintedPage {
            folio: page.folio.clone(),
            begins: begins?,
            places: places.remove(&at).unwrap_or_default(),
        })
    });
    let printed = printed.collect();
    fill_sheet(&mut pages, sources.config);
    let destinations = [&front, &body].into_iter().flat_map(|section| {
        let anchors = section.paginated.anchors.iter();
        anchors.map(|(anchor, place)| (*anchor, destination(section, *place, design)))
    });
    Pages {
        size: design.page,
        pages,
        outline: outline(sources.book),
        destinations: destinations.collect(),
        names: names(sources.book, &front.paginated, &body.paginated),
        structure,
        printed,
        named: Lookup::new(),
    }
}

/// The places that indexes name, by the pages that they stand on.
fn named_on_pages(sources: Sources<'_>, sections: [&Section; 2]) -> Lookup<usize, Vec<AnchorId>> {
    let named = stretches::named_places(sources);
    let mut pages: Lookup<usize, Vec<AnchorId>> = Lookup::new();
    for section in sections {
        let anchors = section.paginated.anchors.iter();
        for (anchor, place) in anchors.filter(|(anchor, _)| named.contains(anchor)) {
            let page = section.first_page + place.page;
            pages.entry(page).or_default().push(*anchor);
        }
    }
    pages
}

/// The names of the anchors that came to stand somewhere; of two with one name the first keeps it.
fn names(book: &ResolvedBook, front: &Paginated, body: &Paginated) -> BTreeMap<String, AnchorId> {
    let mut names = BTreeMap::new();
    for anchor in front.anchors.keys().chain(body.anchors.keys()) {
        if let Some(id) = book.anchors.id(*anchor) {
            names.entry(id.to_owned()).or_insert(*anchor);
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

/// Empty pages are added for a press until the last sheet is full; a title page that ends the book stays its last page.
fn fill_sheet(pages: &mut Vec<Arc<Page>>, config: &Config) {
    match config.pdf.profile {
        Profile::Screen => return,
        Profile::Print => {}
    }
    let whole = on_whole_sheets(pages.len(), config);
    let last = pages.split_off(pages.len().saturating_sub(back::pages(config)));
    while pages.len() + last.len() < whole {
        let side = match pages.last().map(|page| page.side) {
            Some(Side::Left) => Side::Right,
            Some(Side::Right) | None => Side::Left,
        };
        pages.push(Arc::new(Page {
            folio: String::new(),
            side,
            turn: Turn::Upright,
            items: Vec::new(),
            compromises: Vec::new(),
        }));
    }
    pages.extend(last);
}
