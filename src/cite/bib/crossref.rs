//! `crossref` and `xdata`: what an entry takes over from the one it names.
//!
//! Rules: biblatex manual, "Cross-referencing (Field Inheritance)": a title of the parent becomes the
//! book title of a part or the journal title of an article; its other fields are taken as they are.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::BibEntry;
use super::budget::{Budget, Exhausted};
use crate::diag::{Code, Sink, isolate};
use crate::limits;
use crate::lookup::Seen;

/// How many parents above each other are followed.
const DEEPEST_PARENT: usize = 4;

/// Fields that belong to the parent alone.
const OWN: &[&str] = &[
    "crossref",
    "xdata",
    "ids",
    "xref",
    "entryset",
    "keywords",
    "shorttitle",
    "label",
    "options",
    "note",
    "addendum",
    "abstract",
    "doi",
    "url",
    "urldate",
    "pages",
    "pagetotal",
];

/// Gives each entry the fields of the entries that it names, where it has none of its own.
/// `xdata` entries themselves are no works and are left out.
pub(super) fn inherit(entries: Vec<BibEntry>, sink: &mut Sink) -> Vec<BibEntry> {
    let by_key: BTreeMap<&str, &BibEntry> = entries
        .iter()
        .rev()
        .map(|entry| (entry.key.as_str(), entry))
        .collect();
    let works = entries.iter().filter(|entry| entry.kind != "xdata");
    let mut family = Family {
        by_key: &by_key,
        budget: Budget::new(limits::BIBLIOGRAPHY_ADDED_BYTES),
        told: false,
        sink,
    };
    works.map(|entry| family.completed(entry)).collect()
}

/// The entries of a file and what they may still take from one another.
struct Family<'a> {
    by_key: &'a BTreeMap<&'a str, &'a BibEntry>,
    /// A thousand entries that each name a thousand others would take a million times.
    budget: Budget,
    /// Whether the author knows that the budget is spent.
    told: bool,
    sink: &'a mut Sink,
}

impl Family<'_> {
    fn completed(&mut self, entry: &BibEntry) -> BibEntry {
        let mut entry = entry.clone();
        let mut next = parents(&entry);
        // A parent is asked once: two entries may name each other, and many may name the same.
        let mut asked = Seen::new();
        for _ in 0..DEEPEST_PARENT {
            let mut further = Vec::new();
            for (field, key) in std::mem::take(&mut next) {
                let paid = self.budget.take(key.len());
                if paid.is_ok() && !asked.insert(key.clone()) {
                    continue;
                }
                let Some(parent) = self.by_key.get(key.as_str()) else {
                    report_missing(&entry, &field, &key, self.by_key, self.sink);
                    continue;
                };
                let taken = paid.and_then(|()| take_over(&mut entry, parent, &mut self.budget));
                if taken.is_err() {
                    self.exhausted(&entry);
                    return entry;
                }
                further.extend(parents(parent));
            }
            next = further;
        }
        entry
    }

    fn exhausted(&mut self, entry: &BibEntry) {
        if std::mem::replace(&mut self.told, true) {
            return;
        }
        let message = format!(
            "{} takes over too much from the entries that it names",
            isolate(&entry.key)
        );
        self.sink
            .warn(Code::BadBibliography, entry.key_span, message)
            .hint("write its fields into the entry; it and those after it take over no more");
    }
}

/// The entries that one names, each with the field that names it.
fn parents(entry: &BibEntry) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for field in ["crossref", "xdata"] {
        let names = entry
            .fields
            .get(field)
            .map(super::Field::text)
            .unwrap_or_default();
        let keys = names
            .split(',')
            .map(str::trim)
            .filter(|key| !key.is_empty() && *key != entry.key);
        found.extend(keys.map(|key| (field.to_owned(), key.to_owned())));
    }
    found
}

/// Takes what the entry has not of its own from a parent.
fn take_over(
    entry: &mut BibEntry,
    parent: &BibEntry,
    budget: &mut Budget,
) -> Result<(), Exhausted> {
    let part = matches!(
        entry.kind.as_str(),
        "inbook"
            | "bookinbook"
            | "suppbook"
            | "incollection"
            | "suppcollection"
            | "inproceedings"
            | "conference"
            | "inreference"
    );
    let article = matches!(entry.kind.as_str(), "article" | "suppperiodical" | "review");
    budget.take(parent.fields.len())?;
    for (name, field) in &parent.fields {
        if OWN.contains(&name.as_str()) && parent.kind != "xdata" {
            continue;
        }
        let name = match name.as_str() {
            // @inbook with crossref to a @book: the book's title is its `booktitle`, its author the book's author.
            "title" if part => "booktitle",
            "subtitle" if part => "booksubtitle",
            "title" if article => "journaltitle",
            "author" if part && parent.kind != "xdata" && parent.kind != "book" => continue,
            other => other,
        };
        if let Entry::Vacant(place) = entry.fields.entry(name.to_owned()) {
            budget.take(field.size())?;
            place.insert(field.clone());
        }
    }
    Ok(())
}

/// Reports a field that names a key which no entry of the file has.
fn report_missing(
    entry: &BibEntry,
    field: &str,
    key: &str,
    by_key: &BTreeMap<&str, &BibEntry>,
    sink: &mut Sink,
) {
    let span = entry
        .fields
        .get(field)
        .map_or(entry.key_span, |field| field.span);
    let message = format!(
        "{field} names {}, which is no entry of this file",
        isolate(key)
    );
    let near = sink.nearest(key, by_key.keys().copied());
    let found = sink.warn(Code::BadBibliography, span, message);
    match near {
        Some(near) => found.hint(format!("did you mean {}?", isolate(near))),
        None => found.hint("add that entry, or take the field out"),
    };
}
