//! The order that a CSL style asks of its list: works of one block in, sorted by the style's keys out.
//!
//! hayagriva sorts while it renders; a run with nothing but the works of one block, in the language of that
//! block, gives their order.

use citationberg::IndependentStyle;
use citationberg::json::Item;
use hayagriva::{BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest};

use super::library::Library;
use super::style::Chosen;
use super::style_pruning::{self, Holdings};
use super::{adapt, voices};
use crate::lookup::{Lookup, Seen};

/// Sorts the works of a block; equal ones stay in the order given.
pub(super) fn by_style(library: &Library, chosen: &Chosen, works: &[usize]) -> Vec<usize> {
    let Some(first) = works.first() else {
        return Vec::new();
    };
    let voice = library.voice(*first);
    // A list whose entries have no words is sorted all the same, and takes a fraction of the time.
    let style = keys_alone(library, chosen);
    let locales = [voices::full_locale(voice)];
    let mut driver: BibliographyDriver<'_, Item> = BibliographyDriver::new();
    let hidden = |work: &usize| CitationItem::new(library.item(*work), None, None, true, None);
    let items = works.iter().map(hidden).collect();
    let code = || Some(voice.code());
    driver.citation(CitationRequest::new(items, &style, code(), &locales, None));
    let finished = driver.finish(BibliographyRequest {
        style: &style,
        locale: code(),
        locale_files: &locales,
    });
    let Some(list) = finished.bibliography else {
        return works.to_vec();
    };
    // hayagriva gives keys back.
    let by_key: Lookup<&str, usize> = works
        .iter()
        .map(|work| (library.work(*work).key.as_str(), *work))
        .collect();
    let sorted = list.items.iter();
    let sorted: Vec<usize> = sorted
        .filter_map(|item| by_key.get(item.key.as_str()).copied())
        .collect();
    // A work that looks like another is one work to hayagriva.
    let known: Seen<usize> = sorted.iter().copied().collect();
    let lost = works.iter().filter(|work| !known.contains(work)).copied();
    sorted.iter().copied().chain(lost).collect()
}

/// The style with nothing left but what its keys are made of.
fn keys_alone(library: &Library, chosen: &Chosen) -> IndependentStyle {
    let mut style = IndependentStyle {
        citation: voices::silent().citation,
        ..chosen.csl.clone()
    };
    if let Some(list) = &mut style.bibliography {
        list.layout.elements.clear();
    }
    // A key is made anew each time that two works are compared.
    let holdings = Holdings::of(library.items());
    adapt::turned(&style, |style| style_pruning::prune(style, &holdings)).unwrap_or(style)
}
