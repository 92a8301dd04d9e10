//! Bibliography files and citations in, formatted citations and the lists of works out.
//!
//! hayagriva runs a CSL style, ours or the author's; this room adds what it lacks: Persian digits, a
//! direction and a language per entry, blocks by script, suffixes in the list's order.

mod adapt;
#[cfg_attr(not(feature = "csl-archive"), path = "archive_absent.rs")]
mod archive;
mod bib;
mod calendar;
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
mod phrases;
mod placeholder;
mod reading;
mod render;
mod runs;
mod sentence;
mod shares;
mod sorting;
mod style;
mod style_cost;
mod style_limits;
mod style_pruning;
mod style_repairs;
mod survey;
#[cfg(test)]
mod tests;
mod voice;
mod voices;
mod work;

pub use survey::{survey, works};

use std::collections::BTreeMap;

use crate::config::{Backlinks, Config};
use crate::diag::Sink;
use crate::locale::{Direction, Language};
use crate::lookup::Lookup;
use crate::model::{Book, ChapterId, Citation, CitationId, Inline, NodeCounter, NodeId};
use crate::source::{Files, ReadError, SourceMap, Span, Title};

use cluster::{CitationSegment, CitationSplitter, Group};
use library::Library;
use list::Plan;
use reading::{CitationContext, CitationPosition};
use render::{Cited, OrderedGroup, Renderer};
use runs::{Run, StandsFor};
use sentence::{Composed, Sentence};
use style::{Chosen, Load, Manner, Origin};
use style_pruning::Holdings;
use voice::Voice;
use voices::Voices;

/// Formatted citations and the lists of works.
#[derive(Clone, Debug, Default)]
pub struct Citations {
    /// What stands for each citation of the book.
    pub rendered: BTreeMap<CitationId, Rendered>,
    /// The lists of works, in the order of the book.
    pub lists: Vec<List>,
}

/// What stands for one citation; works link to their entries ([`Target::Work`](crate::model::Target::Work)).
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
    pub chapter: Option<ChapterId>,
    /// Its works, in their order.
    pub entries: Vec<Entry>,
}

/// One work of a list.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key that citations name; its anchor is `ref-KEY`.
    pub key: String,
    /// The heading of the section that it begins.
    pub heading: Option<Title>,
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
    // Works are read whole, so that a work that is only listed is checked like one that is cited.
    let mut library = Library::read(config, files, map, sink)?;
    let load = Load {
        runs: (library.len() + book.citations().count()) as u64,
        long_bytes: library.long_bytes(),
    };
    let chosen = Chosen::read(&config.bibliography, load, files, sink)?;
    if chosen.origin == Origin::Foreign {
        library.speak_csl();
    }
    let around = Voice::of_book(&config.book.language);
    // Suffixes, numbers and «همان» depend on what is cited before: everything is rendered in the order of
    // reading, and put back into the order of the book at the end.
    let positions = reading::positions(book);
    let splitter = CitationSplitter {
        library: &library,
        manner: chosen.manner,
        around: &around,
    };
    let segments = split_all(book, &splitter, sink);
    let uses = list::uses(&positions, &segments);
    // The list comes before the citations: its order decides that 1375a is «۱۳۷۵الف» wherever it is cited.
    let plan = Plan::new(&library, &chosen, config, &uses, sink);
    list::report_doubles(&library, plan.works(), map, sink);
    if chosen.manner == Manner::AuthorDate {
        list::report_alike(&library, plan.works(), sink);
    }
    if chosen.manner == Manner::Note && chosen.origin == Origin::Own {
        // «فریزر، همان‌جا» is enough where one work of Fraser's is listed; of two, a short note gives the title, too.
        library.tell_apart(plan.works());
    }
    let needed = plan.works().iter().map(|work| library.voice(*work).clone());
    let holdings = Holdings::of(library.items());
    let voices = Voices::new(&chosen, &holdings, needed.chain([around.clone()]));
    let formatter = Formatter {
        config,
        library: &library,
        chosen: &chosen,
        voices: &voices,
        around: &around,
        works: first_of_works(book),
    };
    let rendered = formatter.render(&plan, &ordered(&positions, &segments));
    let places: Lookup<_, _> = positions.iter().map(|at| (at.citation, at.place)).collect();
    let composed = book.citations().map(|(id, citation)| {
        let place = places.get(&id).copied().unwrap_or(CitationContext::Text);
        let segments = segments.get(&id).map_or(&[][..], Vec::as_slice);
        let groups = rendered.groups.get(&id).map_or(&[][..], Vec::as_slice);
        (id, formatter.compose(citation, place, segments, groups))
    });
    Ok(Citations {
        rendered: composed.collect(),
        lists: formatter.lists(&plan, &rendered.entries),
    })
}

/// The first node behind the chapters, where the works of the lists are counted.
fn first_of_works(book: &Book) -> NodeId {
    NodeCounter::new(ChapterId::new(book.chapters.len()), 0).give()
}

/// Puts rendered works together: citations in their sentences, entries in their lists.
struct Formatter<'a> {
    config: &'a Config,
    library: &'a Library,
    chosen: &'a Chosen,
    voices: &'a Voices,
    around: &'a Voice,
    /// The first node of the lists of works.
    works: NodeId,
}

impl<'a> Formatter<'a> {
    /// Renders groups, given in the order of reading, and the works of the plan.
    fn render(&self, plan: &Plan, ordered: &[OrderedGroup<'_>]) -> RenderedWorks {
        let renderer = Renderer {
            library: self.library,
            voices: self.voices,
            listed: plan.works(),
            manner: self.chosen.manner,
            looks_around: self.chosen.looks_around(),
        };
        let rendered = renderer.render(ordered);
        let mut groups: Lookup<CitationId, Vec<Vec<Cited>>> = Lookup::new();
        for (turn, group) in ordered.iter().zip(rendered.groups) {
            groups.entry(turn.citation).or_default().push(group);
        }
        RenderedWorks {
            groups,
            entries: rendered.entries,
        }
    }

    fn compose(
        &self,
        citation: &Citation,
        place: CitationContext,
        segments: &[CitationSegment<'_>],
        groups: &[Vec<Cited>],
    ) -> Rendered {
        let sentence = self.sentence(citation, place);
        let Composed { lead, content } = sentence.compose(segments, groups);
        Rendered {
            lead,
            content,
            note: self.chosen.manner == Manner::Note && place == CitationContext::Text,
        }
    }

    fn sentence(&self, citation: &Citation, place: CitationContext) -> Sentence<'a> {
        Sentence {
            library: self.library,
            chosen: self.chosen,
            voices: self.voices,
            around: self.around,
            direction: self.config.book.direction,
            mode: citation.mode,
            place,
            stands_for: StandsFor {
                node: citation.node,
                span: citation.span,
            },
        }
    }

    fn lists(&self, plan: &Plan, rendered: &[Vec<Run>]) -> Vec<List> {
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

    fn entry(&self, listed: &list::Listed, plan: &Plan, rendered: &[Vec<Run>]) -> Entry {
        let (work, voice) = (
            self.library.work(listed.work),
            self.library.voice(listed.work),
        );
        // A work that several lists hold was rendered once.
        let runs = plan.place(listed.work).and_then(|at| rendered.get(at));
        let runs = runs.map_or(&[][..], Vec::as_slice);
        let cited = match self.config.bibliography.backlinks {
            Backlinks::None => Vec::new(),
            Backlinks::Pages => listed.cited.clone(),
        };
        let place = StandsFor {
            node: self.works,
            span: work.span,
        };
        Entry {
            key: work.key.clone(),
            heading: listed.heading.clone(),
            content: runs::inlines(runs, place),
            language: voice.language,
            direction: voice.direction(),
            span: work.span,
            cited,
        }
    }
}

/// What was rendered: the groups of each citation, and an entry for each work of the plan.
struct RenderedWorks {
    groups: Lookup<CitationId, Vec<Vec<Cited>>>,
    entries: Vec<Vec<Run>>,
}

/// The citations of a book, each split into groups.
type CitationSegments<'a> = Lookup<CitationId, Vec<CitationSegment<'a>>>;

/// Splits every citation; unknown keys are reported in the order of the book.
fn split_all<'a>(
    book: &'a Book,
    splitter: &CitationSplitter<'_>,
    sink: &mut Sink,
) -> CitationSegments<'a> {
    let citations = book.citations();
    citations
        .map(|(id, citation)| (id, splitter.split(citation, sink)))
        .collect()
}

/// The groups in the order of reading.
fn ordered<'a>(
    positions: &[CitationPosition],
    segments: &'a CitationSegments<'a>,
) -> Vec<OrderedGroup<'a>> {
    let turn = |at: &CitationPosition, group: &'a Group<'a>| OrderedGroup {
        group,
        citation: at.citation,
        note: at.note,
    };
    let groups = |at: &CitationPosition| {
        let at = *at;
        let segments = segments.get(&at.citation).into_iter().flatten();
        segments
            .filter_map(CitationSegment::group)
            .map(move |group| turn(&at, group))
    };
    positions.iter().flat_map(groups).collect()
}
