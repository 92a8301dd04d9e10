//! bookdown: `_bookdown.yml` with `rmd_files`, else `index.Rmd` and the order of names; the facts stand
//! at the head of `index.Rmd`.

use super::{Reading, Site};
use crate::import::Refusal;
use crate::import::data::{Document, Node};
use crate::import::plan::{Dialect, Entry, Layout};
use crate::import::repository::at;

const SETTINGS: &[&str] = &["_bookdown.yml", "_bookdown.yaml"];

/// Whether there is `_bookdown.yml`.
pub(super) fn detect(site: &Site<'_>) -> bool {
    site.named(SETTINGS).is_some()
}

/// Reads the list of files, or their names.
pub(super) fn read(site: &Site<'_>) -> Result<Reading, Refusal> {
    let document = site.document(SETTINGS);
    let edition = site.edition(&site.base)?;
    let folder = edition.folder.clone();
    let mut reading = Reading::new(Layout::Bookdown, edition, site.roots(&[&folder]));
    let index = site.repository.named(&folder, &["index.Rmd", "index.md"]);
    let files = document
        .as_ref()
        .and_then(|document| document.root.get("rmd_files"));
    match (&document, files) {
        (Some(document), Some(files)) => {
            let bases = site.bases(&[&folder]);
            reading.entries.extend(
                index
                    .clone()
                    .map(|path| Entry::chapter(path.clone(), at(&path, 1))),
            );
            // `rmd_files: [a.Rmd]`, or one list for each format.
            let lists = files.pairs().iter().map(|pair| &pair.node).chain([files]);
            let items = lists
                .flat_map(|list| list.items())
                .filter(|item| item.pairs().is_empty());
            let found = items.filter_map(|item| chapter(document, item, &bases));
            reading.entries.extend(found);
        }
        _ => reading.order_folder(site, &folder),
    }
    if let Some(index) = index {
        let front = site.repository.article(&index).front.clone();
        let head = Document {
            path: index,
            root: front,
        };
        reading.facts.complete_from(&head, "");
        reading.facts.complete_cover(site.repository, &head, "");
        reading
            .facts
            .complete_references(site.repository, &head, "");
    }
    if let Some(document) = document {
        reading.facts.complete_from(&document, "");
    }
    reading.writes(&[Dialect::Pandoc]);
    Ok(reading)
}

fn chapter(
    document: &Document,
    item: &Node,
    bases: &crate::import::listed::Bases<'_>,
) -> Option<Entry> {
    let origin = document.place(item);
    let path = bases.chapter(item.text()?, &origin)?;
    Some(Entry::chapter(path, origin))
}
