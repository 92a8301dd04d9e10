//! pandoc: a defaults file with `input-files`, or a metadata file beside chapters whose names say their
//! order.

use super::plain;
use super::{Reading, Site};
use crate::import::Refusal;
use crate::import::data::{Document, Node};
use crate::import::plan::{Dialect, Entry, Layout};

const DEFAULTS: &[&str] = &["defaults.yaml", "defaults.yml", "pandoc.yaml", "pandoc.yml"];

const METADATA: &[&str] = &[
    "metadata.yaml",
    "metadata.yml",
    "meta.yaml",
    "meta.yml",
    "title.txt",
    "metadata.txt",
    "book.yaml",
    "book.yml",
];

/// Whether there is a file of either kind that says something.
pub(super) fn detect(site: &Site<'_>) -> bool {
    let defaults = site
        .document(DEFAULTS)
        .is_some_and(|document| inputs(&document).is_some());
    let metadata = || {
        site.document(METADATA).is_some_and(|document| {
            ["title", "author", "creator"]
                .iter()
                .any(|key| document.root.get(key).is_some())
        })
    };
    defaults || metadata()
}

fn inputs(document: &Document) -> Option<&Node> {
    ["input-files", "input-file"]
        .iter()
        .find_map(|key| document.root.get(key))
}

/// Reads the files that are named, or their names.
pub(super) fn read(site: &Site<'_>) -> Result<Reading, Refusal> {
    let defaults = site.document(DEFAULTS);
    let edition = site.edition(&site.base)?;
    let folder = edition.folder.clone();
    let mut reading = Reading::new(Layout::Pandoc, edition, site.roots(&[&folder]));
    let bases = site.bases(&[&site.base, &folder]);
    if let Some(document) = &defaults {
        for item in inputs(document).map(Node::items).unwrap_or_default() {
            let origin = document.place(item);
            let path = item
                .text()
                .and_then(|written| bases.chapter(written, &origin));
            reading
                .entries
                .extend(path.map(|path| Entry::chapter(path, origin)));
        }
        reading.facts.complete_from(document, "metadata");
        reading
            .facts
            .complete_cover(site.repository, document, "metadata");
        for below in ["", "metadata"] {
            reading
                .facts
                .complete_references(site.repository, document, below);
        }
    }
    if reading.entries.is_empty() {
        plain::order(site, &folder, &mut reading);
    }
    if let Some(document) = site.document(METADATA) {
        reading.facts.complete_from(&document, "");
        reading.facts.complete_cover(site.repository, &document, "");
        reading
            .facts
            .complete_references(site.repository, &document, "");
    }
    reading
        .facts
        .complete_bibliography(site.repository, &folder);
    reading.writes(&[Dialect::Pandoc]);
    Ok(reading)
}
