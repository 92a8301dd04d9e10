//! Quarto: `_quarto.yml` with `book.chapters` (parts, and chapters in them) and `book.appendices`.

use super::{Reading, Site};
use crate::import::data::{Document, Node};
use crate::import::listed::Bases;
use crate::import::plan::{Chapter, Dialect, Entry, Layout, Matter};
use crate::import::{Refusal, limits};

const SETTINGS: &[&str] = &["_quarto.yml", "_quarto.yaml"];

/// Whether there is `_quarto.yml`.
pub(super) fn detect(site: &Site<'_>) -> bool {
    site.named(SETTINGS).is_some()
}

/// Reads the chapters of a book; a website is read by its sidebar, else by its names.
pub(super) fn read(site: &Site<'_>) -> Result<Reading, Refusal> {
    let document = site.document(SETTINGS);
    let edition = site.edition(&site.base)?;
    let folder = edition.folder.clone();
    let mut reading = Reading::new(Layout::Quarto, edition, site.roots(&[&folder]));
    let Some(document) = document else {
        reading.order_folder(site, &folder);
        return Ok(reading);
    };
    let bases = site.bases(&[&folder, &site.base]);
    let list = Listing {
        document: &document,
        bases: &bases,
    };
    for keys in ["book.chapters", "website.sidebar.contents"] {
        if let Some(node) = document.root.at(keys) {
            reading.entries.extend(list.entries(node, Matter::Body, 0));
        }
    }
    if let Some(node) = document.root.at("book.appendices") {
        reading.entries.extend(list.entries(node, Matter::Back, 0));
    }
    if reading.entries.is_empty() {
        reading.order_folder(site, &folder);
    }
    for below in ["book", "", "website"] {
        reading.facts.complete_from(&document, below);
    }
    for below in ["book", "", "format.epub"] {
        reading
            .facts
            .complete_cover(site.repository, &document, below);
    }
    for below in ["", "book", "format.epub", "format.pdf"] {
        reading
            .facts
            .complete_references(site.repository, &document, below);
    }
    let direction = document.text("format.html.dir");
    reading.facts.say_direction(direction);
    reading.published = document.root.text_at("book.site-url").map(str::to_owned);
    reading.writes(&[Dialect::Pandoc]);
    if document.root.text_at("execute.echo") == Some("false") {
        reading.writes(&[Dialect::HiddenCode]);
    }
    Ok(reading)
}

struct Listing<'d> {
    document: &'d Document,
    bases: &'d Bases<'d>,
}

impl Listing<'_> {
    fn entries(&self, node: &Node, matter: Matter, depth: usize) -> Vec<Entry> {
        if depth >= limits::DEPTH {
            return Vec::new();
        }
        let items = node.items().iter();
        items
            .filter_map(|item| self.entry(item, matter, depth))
            .collect()
    }

    fn entry(&self, item: &Node, matter: Matter, depth: usize) -> Option<Entry> {
        if let Some(written) = item.text() {
            return self.chapter(written, None, item, matter);
        }
        let part = item.get("part").or_else(|| item.get("section"));
        let Some(part) = part else {
            let written = item.text_at("file").or_else(|| item.text_at("href"))?;
            return self.chapter(written, item.text_at("text"), item, matter);
        };
        let below = ["chapters", "contents"]
            .iter()
            .find_map(|key| item.get(key));
        let entries = below.map_or_else(Vec::new, |node| self.entries(node, matter, depth + 1));
        let title = part.text()?;
        // A part is a title or a file that begins it.
        let is_file = [".qmd", ".md", ".Rmd", ".ipynb"]
            .iter()
            .any(|ending| title.ends_with(ending));
        let chapter = is_file
            .then(|| self.chapter(title, None, part, matter))
            .flatten();
        if let Some(Entry::Chapter(chapter)) = chapter {
            return Some(Entry::Chapter(Chapter { entries, ..chapter }));
        }
        Some(Entry::Heading {
            title: title.to_owned(),
            origin: self.document.place(part),
            entries,
        })
    }

    fn chapter(
        &self,
        written: &str,
        title: Option<&str>,
        node: &Node,
        matter: Matter,
    ) -> Option<Entry> {
        let origin = self.document.place(node);
        let path = self.bases.chapter(written, &origin)?;
        Some(Entry::Chapter(Chapter {
            path,
            title: title.map(str::to_owned),
            origin,
            matter,
            entries: Vec::new(),
        }))
    }
}
