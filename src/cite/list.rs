//! Which works are listed, where, in which sections and in which order: settings and citations in, a
//! [`Plan`] out.

use std::collections::{BTreeMap, BTreeSet};

use super::CitationSegments;
use super::cluster::CitationSegment;
use super::library::Library;
use super::order::{self, VoicedWork};
use super::reading::CitationPosition;
use super::sorting;
use super::style::Chosen;
use super::voice::{Voice, Words};
use super::work::Work;
use crate::config::{Config, ListOrder, ListPlace, NamedSection, Sections};
use crate::diag::{Code, Sink, isolate};
use crate::limits;
use crate::lookup::{Lookup, Seen};
use crate::model::{ChapterId, CitationId};
use crate::source::{SourceMap, Title};

/// The lists of a book.
#[derive(Debug)]
pub(super) struct Plan {
    /// The lists, in the order of the book.
    pub(super) lists: Vec<PlannedList>,
    /// Every work that is listed, once, in the order of the lists.
    works: Vec<usize>,
    /// The place of each in that order.
    places: Lookup<usize, usize>,
}

/// One list.
#[derive(Debug)]
pub(super) struct PlannedList {
    /// The chapter that it ends; `None` for the appendix.
    pub(super) chapter: Option<ChapterId>,
    /// Its works.
    pub(super) works: Vec<Listed>,
}

/// A work in a list.
#[derive(Debug)]
pub(super) struct Listed {
    /// The work, as an index into the library.
    pub(super) work: usize,
    /// The heading of the section that it begins.
    pub(super) heading: Option<Title>,
    /// The citations that name it.
    pub(super) cited: Vec<CitationId>,
}

/// The works that citations name, in the order of reading, with where they are named.
pub(super) type Uses = BTreeMap<usize, Vec<Use>>;

/// One citation of a work.
#[derive(Clone, Copy, Debug)]
pub(super) struct Use {
    /// Its place in the order of reading.
    turn: usize,
    citation: CitationId,
    /// Whether it is printed.
    printed: bool,
}

impl Plan {
    /// Plans the lists.
    pub(super) fn new(
        library: &Library,
        chosen: &Chosen,
        config: &Config,
        uses: &Uses,
        sink: &mut Sink,
    ) -> Self {
        let asked = asked(library, config, sink);
        let planner = Planner {
            library,
            styled: Some(chosen).filter(|chosen| chosen.sorts()),
            config,
            uses,
            order: config.bibliography.order.unwrap_or(if chosen.sorted {
                ListOrder::Scripts
            } else {
                ListOrder::Cited
            }),
        };
        // A list at the end of each chapter holds what that chapter cites, so that a work may be listed twice.
        let lists = match config.bibliography.place {
            ListPlace::Appendix => {
                let works = uses.keys().copied().chain(asked).collect();
                vec![planner.list(None, works)]
            }
            ListPlace::Chapters => planner.chapters(asked),
        };
        // Rendered once: suffixes and numbers are those of the first list that holds a work.
        let mut seen = Seen::new();
        let all = lists.iter().flat_map(|list: &PlannedList| &list.works);
        let works = all
            .map(|listed| listed.work)
            .filter(|work| seen.insert(*work));
        let works: Vec<usize> = works.collect();
        let places = works.iter().enumerate().map(|(at, work)| (*work, at));
        Self {
            places: places.collect(),
            works,
            lists,
        }
    }

    /// The place of a work among those.
    pub(super) fn place(&self, work: usize) -> Option<usize> {
        self.places.get(&work).copied()
    }

    /// Every work that is listed, once, in the order of the lists.
    pub(super) fn works(&self) -> &[usize] {
        &self.works
    }
}

/// The works that citations name.
pub(super) fn uses(positions: &[CitationPosition], segments: &CitationSegments<'_>) -> Uses {
    let mut uses = Uses::new();
    for (turn, position) in positions.iter().enumerate() {
        let segments = segments.get(&position.citation).into_iter().flatten();
        let groups = segments.filter_map(CitationSegment::group);
        for part in groups.flat_map(|group| &group.parts) {
            let of_work = uses.entry(part.work).or_default();
            if of_work.last().is_none_or(|last| last.turn != turn) {
                of_work.push(Use {
                    turn,
                    citation: position.citation,
                    printed: position.note.is_some(),
                });
            }
        }
    }
    uses
}

/// The works that `nocite` names.
fn asked(library: &Library, config: &Config, sink: &mut Sink) -> BTreeSet<usize> {
    let mut asked = BTreeSet::new();
    for key in &config.bibliography.nocite {
        if key == "*" {
            asked.extend(0..library.len());
        } else if let Some(work) = library.find(key) {
            asked.insert(work);
        } else {
            unknown_nocite(key, library, config, sink);
        }
    }
    asked
}

fn unknown_nocite(key: &str, library: &Library, config: &Config, sink: &mut Sink) {
    let message = format!(
        "nocite names {}, which is no work of the bibliography",
        isolate(key)
    );
    let place = config.bibliography.nocite_place;
    let near = sink.nearest(key, library.keys());
    let found = sink.error(Code::UnknownCitation, place, message);
    match near {
        Some(near) => found.hint(format!("did you mean {}?", isolate(near))),
        None => found.hint("correct nocite under [bibliography] in book.toml"),
    };
}

struct Planner<'a> {
    library: &'a Library,
    /// A style that sorts as its author wants, where it is not one of ours.
    styled: Option<&'a Chosen>,
    config: &'a Config,
    uses: &'a Uses,
    order: ListOrder,
}

impl Planner<'_> {
    /// A list for each chapter that cites, and an appendix for the works that none cites.
    fn chapters(&self, asked: BTreeSet<usize>) -> Vec<PlannedList> {
        let mut by_chapter: BTreeMap<ChapterId, BTreeSet<usize>> = BTreeMap::new();
        for (work, uses) in self.uses {
            for one in uses {
                by_chapter
                    .entry(one.citation.chapter)
                    .or_default()
                    .insert(*work);
            }
        }
        let lists = by_chapter
            .into_iter()
            .map(|(chapter, works)| self.list(Some(chapter), works));
        let mut lists: Vec<PlannedList> = lists.collect();
        let rest: BTreeSet<usize> = asked
            .into_iter()
            .filter(|work| !self.uses.contains_key(work))
            .collect();
        if !rest.is_empty() {
            lists.push(self.list(None, rest));
        }
        lists
    }

    fn list(&self, chapter: Option<ChapterId>, works: BTreeSet<usize>) -> PlannedList {
        let works: Vec<usize> = works.into_iter().collect();
        let sections = self.sections();
        let mut parts: Vec<Vec<usize>> = vec![Vec::new(); sections.len() + 1];
        for work in self.sorted(works) {
            // The first section that takes a work has it, as with shelves: a thesis of the keyword «منابع دست اول»
            // stands there and not among the theses.
            let taken = sections
                .iter()
                .position(|section| takes(section, self.library.work(work)));
            parts[taken.unwrap_or(sections.len())].push(work);
        }
        let rest = (!sections.is_empty()).then(|| Title::of_tool(self.rest_title()));
        let titles = sections.into_iter().map(|section| Some(section.title));
        let mut listed = Vec::new();
        for (title, works) in titles.chain([rest]).zip(parts) {
            let headings = title.into_iter().map(Some).chain(std::iter::repeat(None));
            for (work, heading) in works.into_iter().zip(headings.chain([None])) {
                listed.push(Listed {
                    work,
                    heading,
                    cited: self.cited(work, chapter),
                });
            }
        }
        PlannedList {
            chapter,
            works: listed,
        }
    }

    fn cited(&self, work: usize, chapter: Option<ChapterId>) -> Vec<CitationId> {
        let uses = self.uses.get(&work).map_or(&[][..], Vec::as_slice);
        let here = |one: &&Use| {
            one.printed && chapter.is_none_or(|chapter| one.citation.chapter == chapter)
        };
        uses.iter().filter(here).map(|one| one.citation).collect()
    }

    fn sorted(&self, works: Vec<usize>) -> Vec<usize> {
        let known: Vec<_> = works
            .iter()
            .map(|work| VoicedWork {
                work: self.library.work(*work),
                voice: self.library.voice(*work),
            })
            .collect();
        let blocks = order::sort(&known, &self.config.book.language, self.order);
        let blocks = blocks.into_iter().map(|block| {
            let block: Vec<usize> = block.into_iter().map(|at| works[at]).collect();
            // A CSL style that sorts has its say inside each block; between blocks the alphabets decide.
            match (self.order, self.styled) {
                (ListOrder::Scripts | ListOrder::One, Some(style)) => {
                    // What is nearly sorted takes few comparisons, and each of them renders two works.
                    let block = if style.counts() {
                        self.as_cited(block)
                    } else {
                        block
                    };
                    sorting::by_style(self.library, style, &block)
                }
                (ListOrder::Scripts | ListOrder::One | ListOrder::Cited, _) => block,
            }
        });
        let sorted: Vec<usize> = blocks.flatten().collect();
        match self.order {
            ListOrder::Cited => self.as_cited(sorted),
            ListOrder::Scripts | ListOrder::One => sorted,
        }
    }

    /// Works in the order of their first citations; those that none names last.
    fn as_cited(&self, mut works: Vec<usize>) -> Vec<usize> {
        // A work that nothing cites comes after all that are cited.
        let first = |work: &usize| {
            let first = self.uses.get(work).and_then(|uses| uses.first());
            // `false` sorts before `true`.
            (first.is_none(), first.map(|one| one.turn))
        };
        works.sort_by_key(first);
        works
    }

    fn sections(&self) -> Vec<NamedSection> {
        match &self.config.bibliography.sections {
            Sections::None => Vec::new(),
            Sections::Named(named) => named.clone(),
            Sections::ByType => {
                let titles = TYPE_TITLES[self.words() as usize];
                let section = |(title, types): (&&str, &[&str])| NamedSection {
                    title: Title::of_tool(*title),
                    keyword: None,
                    types: types.iter().map(|name| (*name).to_owned()).collect(),
                };
                titles.iter().zip(TYPES).map(section).collect()
            }
        }
    }

    fn rest_title(&self) -> &'static str {
        REST_TITLES[self.words() as usize]
    }

    fn words(&self) -> Words {
        Voice::of_book(&self.config.book.language).words()
    }
}

fn takes(section: &NamedSection, work: &Work) -> bool {
    let keyword = section.keyword.as_ref();
    let type_taken = section.types.is_empty() || section.types.contains(&work.kind);
    type_taken && keyword.is_none_or(|keyword| work.keywords.contains(keyword))
}

/// CSL types by section, in the order of the sections.
const TYPES: [&[&str]; 5] = [
    &["book", "periodical", "pamphlet", "collection", "classic"],
    &[
        "article",
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "review",
        "review-book",
        "chapter",
        "paper-conference",
        "entry",
        "entry-encyclopedia",
        "entry-dictionary",
    ],
    &["thesis"],
    &[
        "document",
        "manuscript",
        "report",
        "personal_communication",
        "legislation",
        "legal_case",
        "interview",
        "speech",
        "treaty",
    ],
    &["webpage", "post", "post-weblog"],
];

/// Their titles in the order of [`Words`].
const TYPE_TITLES: [[&str; 5]; 5] = [
    [
        "کتاب‌ها",
        "مقاله‌ها",
        "پایان‌نامه‌ها",
        "اسناد",
        "منابع اینترنتی",
    ],
    [
        "الكتب",
        "المقالات",
        "الرسائل الجامعية",
        "الوثائق",
        "المواقع الإلكترونية",
    ],
    [
        "کتابیں",
        "مضامین",
        "مقالات برائے سند",
        "دستاویزات",
        "ویب گاہیں",
    ],
    ["ספרים", "מאמרים", "עבודות גמר", "תעודות", "אתרי אינטרנט"],
    ["Books", "Articles", "Theses", "Documents", "Websites"],
];

/// The title of the works that no section takes, in the order of [`Words`].
const REST_TITLES: [&str; 5] = [
    "منابع دیگر",
    "مصادر أخرى",
    "دیگر مآخذ",
    "מקורות נוספים",
    "Other sources",
];

/// Reports listed works that share title, year and author under two keys.
pub(super) fn report_doubles(library: &Library, works: &[usize], map: &SourceMap, sink: &mut Sink) {
    let mut known: Lookup<String, usize> = Lookup::new();
    // Two keys for one work put it into the list twice, and give it two numbers.
    for at in works {
        let work = library.work(*at);
        let Some(identity) = library.identity(*at) else {
            continue;
        };
        let Some(first) = known.get(&identity).copied() else {
            known.insert(identity, *at);
            continue;
        };
        let first = library.work(first);
        let (path, place) = map.locate(first.span);
        let message = format!(
            "the entries {} and {} have the same author, year and title",
            isolate(&first.key),
            isolate(&work.key)
        );
        let hint = format!(
            "the first stands at {path}:{}:{}; cite one of them and remove the other",
            place.line, place.column
        );
        sink.warn(Code::DuplicateWork, work.span, message)
            .hint(hint);
    }
}

/// Tells of works of one author and year that are too many for letters behind their years.
pub(super) fn report_alike(library: &Library, works: &[usize], sink: &mut Sink) {
    let mut counts: Lookup<String, usize> = Lookup::new();
    for at in works {
        let count = counts.entry(library.face(*at)).or_default();
        *count += 1;
        if *count == limits::ALIKE_WORKS + 1 {
            let work = library.work(*at);
            let message = format!(
                "more than {} works have the author and the year of {}: the letters behind their years begin anew",
                limits::ALIKE_WORKS,
                isolate(&work.key)
            );
            let hint = "cite fewer of them, or cut the list";
            sink.warn(Code::AlikeWorks, work.span, message).hint(hint);
        }
    }
}
