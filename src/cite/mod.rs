//! Bibliography files and citations in, formatted citations and the lists of works out.
//!
//! hayagriva runs a CSL style, ours or the author's; this room adds what it lacks: Persian digits, a
//! direction and a language per entry, blocks by script, suffixes in the list's order.

mod adapt;
mod archive;
mod bib;
mod cluster;
mod csl_json;
mod date;
mod hayagriva_yaml;
mod item;
mod library;
mod list;
mod months;
mod names;
mod order;
mod reading;
mod render;
mod runs;
mod sentence;
mod sorting;
mod style;
mod survey;
#[cfg(test)]
mod tests;
mod voice;
mod work;

pub use survey::survey;

use crate::config::{Backlinks, Config};
use crate::diag::Sink;
use crate::locale::{Direction, Language};
use crate::model::{Book, CitationId, Inline};
use crate::source::{Files, ReadError, SourceMap, Span};

use cluster::{Group, Knife, Piece};
use library::Library;
use list::Plan;
use reading::{Place, Seat};
use render::{Cited, Renderer, Turn};
use sentence::{Composed, Sentence};
use style::{Chosen, Manner};
use voice::{Voice, Voices};

/// Formatted citations and the lists of works.
#[derive(Clone, Debug, Default)]
pub struct Citations {
    /// One for each citation of the book, in its order.
    pub rendered: Vec<Rendered>,
    /// The lists of works, in the order of the book.
    pub lists: Vec<List>,
}

/// What stands for one citation; works link to their entries (`Target::Local("#ref-KEY")`).
#[derive(Clone, Debug, Default)]
pub struct Rendered {
    /// What stands in the sentence, before the mark of the note.
    pub lead: Vec<Inline>,
    /// The citation: in the sentence, or in the note that it becomes.
    pub content: Vec<Inline>,
    /// Whether it becomes a note.
    pub note: bool,
}

/// One list of works.
#[derive(Clone, Debug)]
pub struct List {
    /// The chapter that it ends; `None` for the appendix.
    pub chapter: Option<usize>,
    /// Its works, in their order.
    pub entries: Vec<Entry>,
}

/// One work of a list.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key that citations name; its anchor is `ref-KEY`.
    pub key: String,
    /// The heading of the section that it begins.
    pub heading: Option<String>,
    /// What the list says.
    pub content: Vec<Inline>,
    /// The language of the entry.
    pub language: Language,
    /// Its direction.
    pub direction: Direction,
    /// The key in the bibliography file.
    pub span: Span,
    /// The citations that name it, in the order of reading; none where they are not asked for.
    pub cited: Vec<CitationId>,
}

/// Formats every citation of the book and the lists of works.
///
/// # Errors
/// A bibliography file or a style is there and cannot be read.
pub fn format(
    config: &Config,
    book: &Book,
    files: &dyn Files,
    map: &mut SourceMap,
    sink: &mut Sink,
) -> Result<Citations, ReadError> {
    let mut library = Library::read(config, files, map, sink)?;
    let chosen = Chosen::read(&config.bibliography, files, sink)?;
    let around = Voice::of_book(&config.book.language);
    let seats = reading::seats(book);
    let pieces = cut_all(book, (&library, &chosen, &around), sink);
    let plan = Plan::new(&library, &chosen, config, (&seats, &pieces), sink);
    list::report_doubles(&library, plan.works(), map, sink);
    if chosen.manner == Manner::Note {
        library.tell_apart(plan.works());
    }
    let needed = plan.works().iter().map(|work| library.voice(*work).clone());
    let voices = Voices::new(&chosen, needed.chain([around.clone()]));
    let turns = turns(&seats, &pieces);
    let renderer = Renderer {
        library: &library,
        voices: &voices,
        listed: plan.works(),
        manner: chosen.manner,
    };
    let groups: Vec<Turn<'_>> = turns.iter().map(|(_, turn)| *turn).collect();
    let rendered = renderer.render(&groups);
    let mut by_citation: Vec<Vec<&[Cited]>> = vec![Vec::new(); book.citations.len()];
    for ((citation, _), group) in turns.iter().zip(&rendered.groups) {
        by_citation[*citation].push(group);
    }
    let desk = Desk {
        config,
        library: &library,
        chosen: &chosen,
        voices: &voices,
        around: &around,
    };
    let places = places(&seats, book.citations.len());
    let composed = book.citations.iter().enumerate().map(|(at, citation)| {
        let sentence = desk.sentence(citation.span, places[at]);
        let Composed { lead, content } = sentence.compose(&pieces[at], &by_citation[at]);
        let note = chosen.manner == Manner::Note && places[at] == Place::Text;
        Rendered {
            lead,
            content,
            note,
        }
    });
    Ok(Citations {
        rendered: composed.collect(),
        lists: desk.lists(&plan, &rendered.entries),
    })
}

/// What putting together needs.
struct Desk<'a> {
    config: &'a Config,
    library: &'a Library,
    chosen: &'a Chosen,
    voices: &'a Voices,
    around: &'a Voice,
}

impl<'a> Desk<'a> {
    fn sentence(&self, span: Span, place: Place) -> Sentence<'a> {
        Sentence {
            library: self.library,
            chosen: self.chosen,
            voices: self.voices,
            around: self.around,
            direction: self.config.book.direction,
            place,
            span,
        }
    }

    fn lists(&self, plan: &Plan, rendered: &[Vec<runs::Run>]) -> Vec<List> {
        if !self.chosen.lists() {
            return Vec::new();
        }
        let lists = plan.lists.iter().map(|list| List {
            chapter: list.chapter,
            entries: list
                .works
                .iter()
                .map(|listed| self.entry(listed, plan, rendered))
                .collect(),
        });
        lists.collect()
    }

    fn entry(&self, listed: &list::Listed, plan: &Plan, rendered: &[Vec<runs::Run>]) -> Entry {
        let (work, voice) = (
            self.library.work(listed.work),
            self.library.voice(listed.work),
        );
        let at = plan.works().iter().position(|other| *other == listed.work);
        let runs = at
            .and_then(|at| rendered.get(at))
            .map_or(&[][..], Vec::as_slice);
        let cited = match self.config.bibliography.backlinks {
            Backlinks::None => Vec::new(),
            Backlinks::Pages => listed.cited.clone(),
        };
        Entry {
            key: work.key.clone(),
            heading: listed.heading.clone(),
            content: runs::inlines(runs, work.span),
            language: voice.language.clone(),
            direction: voice.direction(),
            span: work.span,
            cited,
        }
    }
}

/// Every citation cut into groups; unknown keys are reported in the order of the book.
fn cut_all<'a>(
    book: &'a Book,
    (library, chosen, around): (&Library, &Chosen, &Voice),
    sink: &mut Sink,
) -> Vec<Vec<Piece<'a>>> {
    let knife = Knife {
        library,
        manner: chosen.manner,
        around,
    };
    let citations = book.citations.iter();
    citations
        .map(|citation| cluster::cut(citation, &knife, sink))
        .collect()
}

/// The groups in the order of reading, each with its citation.
fn turns<'a>(seats: &[Seat], pieces: &'a [Vec<Piece<'a>>]) -> Vec<(usize, Turn<'a>)> {
    let turn = |seat: &Seat, group: &'a Group<'a>| Turn {
        group,
        chapter: seat.chapter,
        note: seat.note,
        citation: seat.citation,
    };
    let of_seat = |seat: &Seat| {
        let seat = *seat;
        let groups = pieces[seat.citation].iter().filter_map(known);
        groups.map(move |group| (seat.citation, turn(&seat, group)))
    };
    seats.iter().flat_map(of_seat).collect()
}

/// What each citation stands in, by its index.
fn places(seats: &[Seat], citations: usize) -> Vec<Place> {
    let mut places = vec![Place::Text; citations];
    for seat in seats {
        places[seat.citation] = seat.place;
    }
    places
}

fn known<'p, 'a>(piece: &'p Piece<'a>) -> Option<&'p Group<'a>> {
    match piece {
        Piece::Group(group) => Some(group),
        Piece::Unknown(_) => None,
    }
}
