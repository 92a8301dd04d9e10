//! Groups of cited works in, what hayagriva makes of them out: one run for each voice.
//!
//! hayagriva gives year suffixes in the order of citing. A hidden citation of all works in the order of
//! the list comes first in each run, so that suffixes follow the list; it also makes works known that no
//! citation names.

use std::collections::BTreeMap;

use citationberg::json::Item;
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild,
    ElemChildren, ElemMeta, LocatorPayload, SpecificLocator,
};

use super::cluster::{Group, Part};
use super::library::Library;
use super::runs::{self, Run};
use super::voice::{Voice, Voices};

/// What was rendered.
#[derive(Debug, Default)]
pub(super) struct Rendered {
    /// For each group, in the order given: its works as CSL puts them (it may bring the works of one
    /// author together), each with its index into the group.
    pub(super) groups: Vec<Vec<(usize, Vec<Run>)>>,
    /// For each listed work, in the order of the list: its entry.
    pub(super) entries: Vec<Vec<Run>>,
}

/// What rendering needs.
pub(super) struct Renderer<'a> {
    /// The works.
    pub(super) library: &'a Library,
    /// The styles and locales of their voices.
    pub(super) voices: &'a Voices,
    /// The works of the list, in its order.
    pub(super) listed: &'a [usize],
}

impl Renderer<'_> {
    /// Renders groups and the list.
    pub(super) fn render(&self, groups: &[&Group<'_>]) -> Rendered {
        let mut by_voice: BTreeMap<&Voice, Vec<usize>> = BTreeMap::new();
        for work in self.listed {
            by_voice.entry(self.library.voice(*work)).or_default();
        }
        for (at, group) in groups.iter().enumerate() {
            by_voice.entry(&group.voice).or_default().push(at);
        }
        let mut rendered = Rendered {
            groups: vec![Vec::new(); groups.len()],
            entries: vec![Vec::new(); self.listed.len()],
        };
        for (voice, members) in by_voice {
            self.run(voice, &members, groups, &mut rendered);
        }
        rendered
    }

    /// One run of hayagriva: the groups of one voice, and the list.
    fn run(
        &self,
        voice: &Voice,
        members: &[usize],
        groups: &[&Group<'_>],
        rendered: &mut Rendered,
    ) {
        let mut driver = BibliographyDriver::new();
        let all = self
            .listed
            .iter()
            .map(|work| hidden(self.library.item(*work)));
        driver.citation(self.request(all.collect(), voice));
        for at in members {
            let items = groups[*at].parts.iter().map(|part| self.cited(part));
            driver.citation(self.request(items.collect(), voice));
        }
        let finished = driver.finish(BibliographyRequest {
            style: self.voices.style(voice),
            locale: Some(voice.code()),
            locale_files: self.voices.locales(voice),
        });
        for (at, citation) in members.iter().zip(finished.citations.iter().skip(1)) {
            rendered.groups[*at] = self.parts(&citation.citation, groups[*at]);
        }
        let items = finished
            .bibliography
            .map(|list| list.items)
            .unwrap_or_default();
        let by_key: BTreeMap<&str, &ElemChildren> = items
            .iter()
            .map(|item| (item.key.as_str(), &item.content))
            .collect();
        for (at, work) in self.listed.iter().enumerate() {
            if self.library.voice(*work) != voice {
                continue;
            }
            let content = by_key.get(self.library.work(*work).key.as_str());
            rendered.entries[at] = content
                .map(|content| runs::runs(content, voice, self.library.year(*work)))
                .unwrap_or_default();
        }
    }

    fn request<'b>(
        &'b self,
        items: Vec<CitationItem<'b, Item>>,
        voice: &Voice,
    ) -> CitationRequest<'b, Item> {
        let style = self.voices.style(voice);
        CitationRequest::new(
            items,
            style,
            Some(voice.code()),
            self.voices.locales(voice),
            None,
        )
    }

    fn cited<'b>(&'b self, part: &'b Part<'_>) -> CitationItem<'b, Item> {
        let locator = part.locator.as_ref();
        let locator =
            locator.map(|(label, value)| SpecificLocator(*label, LocatorPayload::Str(value)));
        CitationItem::with_locator(self.library.item(part.work), locator)
    }

    /// The works of a rendered citation, without its brackets and delimiters.
    fn parts(&self, citation: &ElemChildren, group: &Group<'_>) -> Vec<(usize, Vec<Run>)> {
        let mut found = Vec::new();
        for child in &citation.0 {
            let ElemChild::Elem(elem) = child else {
                continue;
            };
            let Some(ElemMeta::Entry(at)) = elem.meta else {
                continue;
            };
            let Some(part) = group.parts.get(at) else {
                continue;
            };
            found.push((
                at,
                runs::runs(&elem.children, &group.voice, self.library.year(part.work)),
            ));
        }
        found
    }
}

fn hidden(item: &Item) -> CitationItem<'_, Item> {
    CitationItem::new(item, None, None, true, None)
}
