//! «نگاه کنید به»: the entries that marks name in, their anchors out; those that are not there are reported.

use std::collections::BTreeMap;

use super::super::ids::Ids;
use super::entries::{Raw, RawEntry, RawReference};
use crate::diag::{Code, Sink, isolate};
use crate::locale::{Language, known_as};
use crate::lookup::Lookup;
use crate::model::AnchorId;

/// The id of an entry that others lead to.
const ENTRY_ID: &str = "index-entry";

/// Finds the entries that others send their readers to: in their own index, else in another.
pub(super) fn settle(
    indexes: &mut BTreeMap<String, Raw>,
    language: &Language,
    ids: &mut Ids,
    sink: &mut Sink,
) {
    let mut wanted = BTreeMap::new();
    for (index, raw) in indexes.iter() {
        for reference in raw.entries.values().flat_map(references) {
            let key = known_as(&reference.words, language);
            let place = [index.as_str()]
                .into_iter()
                .chain(indexes.keys().map(String::as_str));
            let mut places = place.filter(|index| has(indexes, index, &key));
            let found = places.next().map(|index| Place {
                index: index.to_owned(),
                key: key.clone(),
            });
            if found.is_none() {
                report(reference, indexes, sink);
            }
            wanted.entry([index.clone(), key]).or_insert(found);
        }
    }
    let mut anchors: Lookup<[String; 2], AnchorId> = Lookup::new();
    for (from, place) in wanted {
        let Some(Place { index, key }) = place else {
            continue;
        };
        let entry = indexes
            .get_mut(&index)
            .and_then(|raw| raw.entries.get_mut(&key));
        if let Some(entry) = entry {
            let anchor = *entry.anchor.get_or_insert_with(|| ids.add(ENTRY_ID, None));
            anchors.insert(from, anchor);
        }
    }
    for (index, raw) in indexes {
        for reference in raw.entries.values_mut().flat_map(references_mut) {
            let key = known_as(&reference.words, language);
            reference.anchor = anchors.get(&[index.clone(), key]).copied();
        }
    }
}

/// An entry of an index.
struct Place {
    index: String,
    key: String,
}

fn has(indexes: &BTreeMap<String, Raw>, index: &str, key: &str) -> bool {
    indexes
        .get(index)
        .is_some_and(|raw| raw.entries.contains_key(key))
}

fn references(entry: &RawEntry) -> impl Iterator<Item = &RawReference> {
    let all = std::iter::once(entry).chain(entry.below.values());
    all.flat_map(|entry| entry.see.iter().chain(&entry.see_also))
}

fn references_mut(entry: &mut RawEntry) -> Vec<&mut RawReference> {
    let mut found: Vec<&mut RawReference> = Vec::new();
    for below in entry.below.values_mut() {
        found.extend(below.see.iter_mut().chain(&mut below.see_also));
    }
    found.extend(entry.see.iter_mut().chain(&mut entry.see_also));
    found
}

fn report(reference: &RawReference, indexes: &BTreeMap<String, Raw>, sink: &mut Sink) {
    let names = indexes.values().flat_map(|raw| raw.entries.keys());
    let near = sink.nearest(&reference.words, names.map(String::as_str));
    let hint = near.map_or_else(
        || "mark a place with this entry, or correct the words".to_owned(),
        |near| format!("did you mean {}?", isolate(near)),
    );
    let message = format!("no entry of the index is {}", isolate(&reference.words));
    sink.warn(Code::UnknownIndexEntry, reference.span, message)
        .hint(hint);
}
