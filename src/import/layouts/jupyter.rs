//! Jupyter Book: `_toc.yml` with `root`, `parts`, `chapters` and `sections`; the facts stand in `_config.yml`. Since
//! its second version, and MyST: `myst.yml` with both, under `project`.

use super::{Reading, Site};
use crate::import::data::{Document, Node};
use crate::import::listed::Bases;
use crate::import::plan::{Chapter, Dialect, Entry, Layout};
use crate::import::{Refusal, limits};

const NAVIGATION: &[&str] = &["_toc.yml", "_toc.yaml"];

const PROJECT: &[&str] = &["myst.yml", "myst.yaml"];

/// Whether there is `_toc.yml`, or `myst.yml`.
pub(super) fn detect(site: &Site<'_>) -> bool {
    site.named(NAVIGATION).is_some() || site.named(PROJECT).is_some()
}

/// Reads the table of contents.
pub(super) fn read(site: &Site<'_>) -> Result<Reading, Refusal> {
    let edition = site.edition(&site.base)?;
    let folder = edition.folder.clone();
    let mut reading = Reading::new(Layout::JupyterBook, edition, site.roots(&[&folder]));
    if let Some(document) = site.document(NAVIGATION) {
        let bases = site.bases(&[document.path.folder(), &folder]);
        let contents = Contents {
            document: &document,
            bases: &bases,
        };
        reading
            .entries
            .extend(contents.chapter(&document.root, "root"));
        reading.entries.extend(contents.below(&document.root, 0));
    }
    if let Some(document) = site.document(&["_config.yml"]) {
        reading.facts.complete_from(&document, "");
        reading
            .facts
            .complete_references(site.repository, &document, "");
        let language = document.text("sphinx.config.language");
        reading.facts.say_language_tag(language);
    }
    if let Some(document) = site.document(PROJECT) {
        if let Some(toc) = document.root.at("project.toc") {
            let bases = site.bases(&[&folder, &site.base]);
            let contents = Contents {
                document: &document,
                bases: &bases,
            };
            let items = toc.items().iter();
            reading
                .entries
                .extend(items.filter_map(|item| contents.entry(item, 0)));
        }
        reading.facts.complete_from(&document, "project");
        reading
            .facts
            .complete_references(site.repository, &document, "project");
    }
    if reading.entries.is_empty() {
        reading.order_folder(site, &folder);
    }
    reading.writes(&[Dialect::Pandoc, Dialect::Myst]);
    Ok(reading)
}

struct Contents<'d> {
    document: &'d Document,
    bases: &'d Bases<'d>,
}

impl Contents<'_> {
    /// The parts, chapters or sections below an entry.
    fn below(&self, node: &Node, depth: usize) -> Vec<Entry> {
        if depth >= limits::DEPTH {
            return Vec::new();
        }
        let keys = [
            "parts", "chapters", "sections", "subtrees", "entries", "children",
        ];
        let items = keys
            .iter()
            .filter_map(|key| node.get(key))
            .flat_map(Node::items);
        items.filter_map(|item| self.entry(item, depth)).collect()
    }

    fn entry(&self, item: &Node, depth: usize) -> Option<Entry> {
        let entries = self.below(item, depth + 1);
        if let Some(Entry::Chapter(chapter)) = self.chapter(item, "file") {
            return Some(Entry::Chapter(Chapter { entries, ..chapter }));
        }
        let title = item.text_at("caption").or_else(|| item.text_at("title"));
        Some(Entry::Heading {
            title: title.unwrap_or_default().to_owned(),
            origin: self.document.place(item),
            entries,
        })
    }

    fn chapter(&self, item: &Node, key: &str) -> Option<Entry> {
        let named = item.get(key)?;
        let origin = self.document.place(named);
        let path = self.bases.chapter(named.text()?, &origin)?;
        Some(Entry::titled(path, item.text_at("title"), origin))
    }
}
