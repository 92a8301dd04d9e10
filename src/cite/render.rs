//! Groups of cited works in, what hayagriva makes of them out.
//!
//! hayagriva speaks one language a run, so that each voice has runs of its own. It gives year suffixes in
//! the order of citing; a hidden citation of the works in the order of the list comes first, so that
//! suffixes and numbers follow the list. Where citations are notes, «همان» and «پیشین» depend on what
//! was cited before: there each voice has a run for each chapter with all citations in the order of
//! reading, of which it takes its own.
//!
//! An example: a Persian book cites «[@alef; @smith10]» and «[@smith11]», and both works of Smith are of 2010. The
//! Persian voice has a run with «الف»; the English one has a run with both works of Smith, because it has to see both to
//! tell «2010a» from «2010b», wherever in the book they are cited. What each run gives is put back where its groups
//! and works were asked for.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use citationberg::IndependentStyle;
use citationberg::json::{Item, Value};
use hayagriva::{
    BibliographyDriver, BibliographyItem, BibliographyRequest, CitationItem, CitationRequest,
    ElemChild, ElemChildren, ElemMeta, LocatorPayload, SpecificLocator,
};
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::cluster::{CitedWork, Group};
use super::library::Library;
use super::placeholder::{KIND_OF_NOBODY, NOBODY};
use super::runs::{self, Finish, Run, Stand};
use super::shares::{MemberGroup, RunShare, WORKS_OF_A_RUN, WorksToShare};
use super::style::Manner;
use super::voice::Voice;
use super::voices::Voices;
use crate::lookup::{Lookup, Seen};
use crate::model::CitationId;

/// One work of a rendered group.
#[derive(Clone, Debug, Default)]
pub(super) struct Cited {
    /// The work as an index into its group; CSL may bring the works of one author together.
    pub(super) part: usize,
    /// What the style puts between it and the work before it.
    pub(super) between: Option<String>,
    /// Its words.
    pub(super) runs: Vec<Run>,
}

/// What was rendered.
#[derive(Debug, Default)]
pub(super) struct Rendered {
    /// For each group, in the order given: its works.
    pub(super) groups: Vec<Vec<Cited>>,
    /// For each listed work, in the order of the list: its entry.
    pub(super) entries: Vec<Vec<Run>>,
}

/// A group of works in the order of reading: «همان» depends on what was cited before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct OrderedGroup<'a> {
    /// The group.
    pub(super) group: &'a Group<'a>,
    /// The citation that it is a part of.
    pub(super) citation: CitationId,
    /// The note that holds it, counted in its chapter; `None` for one that is printed nowhere.
    pub(super) note: Option<NonZeroUsize>,
}

/// What rendering needs.
pub(super) struct Renderer<'a> {
    /// The works.
    pub(super) library: &'a Library,
    /// The styles and locales of their voices.
    pub(super) voices: &'a Voices,
    /// The works of the list, in its order.
    pub(super) listed: &'a [usize],
    /// What citations are.
    pub(super) manner: Manner,
    /// Whether the style has to see all works at once.
    pub(super) looks_around: bool,
}

/// What one voice takes of its runs, by the index of the group or of the listed work.
#[derive(Default)]
struct VoiceOutput {
    groups: Vec<(usize, Vec<Cited>)>,
    entries: Vec<(usize, Vec<Run>)>,
}

/// The voice of a run of hayagriva, and the style it renders in.
struct RunStyle<'a> {
    voice: &'a Voice,
    style: &'a IndependentStyle,
}

/// What a run of hayagriva gave.
type Finished = hayagriva::Rendered;

impl Renderer<'_> {
    /// Renders groups, given in the order of reading, and the list.
    pub(super) fn render(&self, ordered: &[OrderedGroup<'_>]) -> Rendered {
        let mut rendered = Rendered {
            groups: vec![Vec::new(); ordered.len()],
            entries: vec![Vec::new(); self.listed.len()],
        };
        // hayagriva takes one locale for a run. A Persian and an English work of one citation are rendered in two
        // runs, each of which knows the whole list.
        let mut by_voice: BTreeMap<&Voice, Vec<usize>> = BTreeMap::new();
        for work in self.listed {
            by_voice.entry(self.library.voice(*work)).or_default();
        }
        for (at, turn) in ordered.iter().enumerate() {
            by_voice.entry(&turn.group.voice).or_default().push(at);
        }
        let by_voice: Vec<(&Voice, Vec<usize>)> = by_voice.into_iter().collect();
        // Runs share nothing but the library.
        let shares = by_voice
            .par_iter()
            .flat_map_iter(|(voice, members)| self.runs_of(voice, ordered, members))
            .map(|(voice, share)| self.run(voice, ordered, &share));
        let mut runs: Vec<VoiceOutput> = shares.collect();
        if self.manner == Manner::Note {
            let notes = by_voice.par_iter().map(|(voice, _)| VoiceOutput {
                groups: self.notes(voice, ordered),
                entries: Vec::new(),
            });
            runs.extend(notes.collect::<Vec<VoiceOutput>>());
        }
        for run in runs {
            for (at, group) in run.groups {
                rendered.groups[at] = group;
            }
            for (at, entry) in run.entries {
                rendered.entries[at] = entry;
            }
        }
        rendered
    }

    /// The runs of one voice: one, or several where its works are too many for hayagriva (`shares`).
    fn runs_of<'v>(
        &self,
        voice: &'v Voice,
        ordered: &[OrderedGroup<'_>],
        members: &[usize],
    ) -> Vec<(&'v Voice, RunShare)> {
        let works = self.works_to_know(voice);
        let faces = works.iter().map(|at| self.library.face(self.listed[*at]));
        let places: Lookup<usize, usize> = works.iter().map(|at| (self.listed[*at], *at)).collect();
        let cited = |at: &usize| MemberGroup {
            at: *at,
            works: ordered[*at]
                .group
                .parts
                .iter()
                .filter_map(|part| places.get(&part.work).copied())
                .collect(),
        };
        let whole = WorksToShare {
            faces: (self.manner != Manner::Label).then(|| faces.collect()),
            // Those of notes have runs of their own.
            members: match self.manner {
                Manner::AuthorDate | Manner::Label => members.iter().map(cited).collect(),
                Manner::Note => Vec::new(),
            },
            most: (!self.looks_around).then_some(WORKS_OF_A_RUN),
            works,
        };
        let shares = whole.shares().into_iter();
        shares.map(|share| (voice, share)).collect()
    }

    /// One run of hayagriva: the groups of one voice, and the list.
    fn run(&self, voice: &Voice, ordered: &[OrderedGroup<'_>], share: &RunShare) -> VoiceOutput {
        let run = RunStyle {
            voice,
            style: if share.listed {
                self.voices.style(voice)
            } else {
                self.voices.unlisted(voice)
            },
        };
        // Numbered works come in a row, so that the number of the first says those of all.
        let numbered = self.manner == Manner::Label;
        let first = share.works.first().copied().filter(|_| numbered);
        let mut driver =
            BibliographyDriver::new().with_citation_number_offset(first.unwrap_or_default());
        let all = share.works.iter().map(|at| self.listed[*at]);
        let all = all.map(|work| hidden(self.library.item(work)));
        // A hidden citation of the whole list comes first: hayagriva then gives suffixes and numbers in the order
        // of the list, and not in that of the text; nor in the one that a style wants within a citation, which takes two
        // macros for each pair of works that is compared.
        let unsorted = RunStyle {
            voice,
            style: self.voices.unsorted(voice),
        };
        driver.citation(self.request(all.collect(), &unsorted, None));
        for at in &share.members {
            let items = ordered[*at].group.parts.iter().map(|part| self.cited(part));
            driver.citation(self.request(items.collect(), &run, None));
        }
        let finished = self.finish(driver, &run);
        // The hidden one is the first.
        let citations = share.members.iter().zip(finished.citations.iter().skip(1));
        let groups = citations
            .map(|(at, citation)| (*at, self.parts(&citation.citation, ordered[*at].group)))
            .collect();
        VoiceOutput {
            groups,
            entries: self.entries(voice, share, finished),
        }
    }

    /// The works that a run has to know, in the order of the list: numbers count all of them; year
    /// suffixes need those that might look like one of the voice's own. As places in the list.
    fn works_to_know(&self, voice: &Voice) -> Vec<usize> {
        let all = 0..self.listed.len();
        // «[۳]» counts every work before it, whatever its language.
        if self.manner == Manner::Label {
            return all.collect();
        }
        let own = |work: &usize| self.library.voice(*work) == voice;
        let faces: Seen<String> = self
            .listed
            .iter()
            .filter(|work| own(work))
            .map(|work| self.library.face(*work))
            .collect();
        let alike = |work: &usize| own(work) || faces.contains(&self.library.face(*work));
        all.filter(|at| alike(&self.listed[*at])).collect()
    }

    fn entries(
        &self,
        voice: &Voice,
        share: &RunShare,
        finished: Finished,
    ) -> Vec<(usize, Vec<Run>)> {
        let mut entries = Vec::new();
        let items = finished
            .bibliography
            .map_or_else(Vec::new, |list| list.items);
        let by_key: Lookup<&str, &BibliographyItem> =
            items.iter().map(|item| (item.key.as_str(), item)).collect();
        for at in share.works.iter().copied() {
            let work = self.listed[at];
            if self.library.voice(work) != voice {
                continue;
            }
            if let Some(item) = by_key.get(self.library.work(work).key.as_str()) {
                let year = self.library.year(work);
                let finish = Finish {
                    voice,
                    year,
                    stand: Stand::List,
                    points: self.voices.points(voice),
                };
                entries.push((at, runs::runs(&whole(item), finish)));
            }
        }
        entries
    }

    /// The notes of one voice: a run for each chapter that has one.
    fn notes(&self, voice: &Voice, ordered: &[OrderedGroup<'_>]) -> Vec<(usize, Vec<Cited>)> {
        let mut groups = Vec::new();
        let nobody = nobody();
        let run = RunStyle {
            voice,
            style: self.voices.unlisted(voice),
        };
        let silent = RunStyle {
            voice,
            style: self.voices.silent(),
        };
        let mut start = 0;
        for chapter in ordered.chunk_by(|a, b| a.citation.chapter == b.citation.chapter) {
            let first = start;
            start += chapter.len();
            if !chapter.iter().any(|turn| turn.group.voice == *voice) {
                continue;
            }
            let mut driver = BibliographyDriver::new();
            let mut places = Vec::new();
            for (at, turn) in chapter.iter().enumerate() {
                // hayagriva gives «همان» to a work that was cited just before, but it does not see the notes between
                // citations. A hidden work that is none stands for them.
                if at > 0 && is_interrupted(chapter, at) {
                    driver.citation(self.request(vec![hidden(&nobody)], &run, None));
                    places.push(None);
                }
                let items = turn.group.parts.iter().map(|part| self.cited(part));
                let note = turn.note.map(NonZeroUsize::get);
                // The works of other voices are cited in silence: «همان» must not reach over them.
                let own = turn.group.voice == *voice;
                let run = if own { &run } else { &silent };
                driver.citation(self.request(items.collect(), run, note));
                places.push(Some(at));
            }
            let finished = self.finish(driver, &run);
            for (place, citation) in places.into_iter().zip(&finished.citations) {
                let Some(at) = place.filter(|at| chapter[*at].group.voice == *voice) else {
                    continue;
                };
                let parts = self.parts(&citation.citation, chapter[at].group);
                groups.push((first + at, parts));
            }
        }
        groups
    }

    fn finish(&self, driver: BibliographyDriver<'_, Item>, run: &RunStyle<'_>) -> Finished {
        driver.finish(BibliographyRequest {
            style: run.style,
            locale: Some(run.voice.code()),
            locale_files: self.voices.locales(run.voice),
        })
    }

    fn request<'b>(
        &'b self,
        items: Vec<CitationItem<'b, Item>>,
        run: &RunStyle<'b>,
        note: Option<usize>,
    ) -> CitationRequest<'b, Item> {
        let locales = self.voices.locales(run.voice);
        CitationRequest::new(items, run.style, Some(run.voice.code()), locales, note)
    }

    fn cited<'b>(&'b self, part: &'b CitedWork<'_>) -> CitationItem<'b, Item> {
        let locator = part
            .locator
            .as_ref()
            .map(|locator| SpecificLocator(locator.label, LocatorPayload::Str(&locator.value)));
        CitationItem::with_locator(self.library.item(part.work), locator)
    }

    /// The works of a rendered citation, without its brackets.
    fn parts(&self, citation: &ElemChildren, group: &Group<'_>) -> Vec<Cited> {
        let mut found: Vec<Cited> = Vec::new();
        let mut between = None;
        let finish = |work| Finish {
            voice: &group.voice,
            year: self.library.year(work),
            stand: Stand::Citation,
            points: self.voices.points(&group.voice),
        };
        for child in &citation.0 {
            let ElemChild::Elem(elem) = child else {
                if let ElemChild::Text(text) = child {
                    between = Some(text.text.clone()).filter(|_| !found.is_empty());
                }
                continue;
            };
            // hayagriva marks each work with its place in the request, and may have changed their order.
            let Some(ElemMeta::Entry(at)) = elem.meta else {
                continue;
            };
            let Some(part) = group.parts.get(at) else {
                continue;
            };
            found.push(Cited {
                part: at,
                between: between.take(),
                runs: runs::runs(&elem.children, finish(part.work)),
            });
        }
        found
    }
}

/// Whether «همان» in the note at an index above 0 would not mean the note before it: another note stands
/// between them, or that one names several works (CSL 1.0.2, "Choose", `position`).
fn is_interrupted(chapter: &[OrderedGroup<'_>], at: usize) -> bool {
    let [before, turn] = [&chapter[at - 1], &chapter[at]];
    if before.citation == turn.citation {
        return false;
    }
    let same = chapter[..at].iter().rev();
    let same = same.take_while(|other| other.citation == before.citation);
    let works: usize = same.map(|other| other.group.parts.len()).sum();
    let next = before.note.map(|note| note.saturating_add(1));
    works > 1 || turn.note > next
}

/// The number that a style sets apart, and the entry.
fn whole(item: &BibliographyItem) -> ElemChildren {
    let space = || ElemChild::Markup(" ".to_owned());
    let first = item
        .first_field
        .iter()
        .cloned()
        .flat_map(|field| [field, space()]);
    ElemChildren(first.chain(item.content.0.iter().cloned()).collect())
}

fn hidden(item: &Item) -> CitationItem<'_, Item> {
    CitationItem::new(item, None, None, true, None)
}

/// A work that is no work.
fn nobody() -> Item {
    let text = |text: &str| Value::String(text.to_owned());
    let fields = [("id", text(NOBODY)), ("type", text(KIND_OF_NOBODY))];
    Item(fields.map(|(name, value)| (name.to_owned(), value)).into())
}
