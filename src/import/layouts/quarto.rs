//! Quarto: `_quarto.yml` with `book.chapters` (parts, and chapters in them) and `book.appendices`; a website by its
//! sidebars, else by the bar on top, else by its names. Files whose names begin with `_` are no pages.

use super::chosen::Chosen;
use super::{Reading, Site, pattern};
use crate::import::data::{Document, Node};
use crate::import::languages::Edition;
use crate::import::listed::Bases;
use crate::import::plan::{Chapter, Dialect, Entry, Layout, Matter};
use crate::import::repository::joined;
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
    reading
        .edition
        .files
        .retain(|path| !path.file_name().starts_with('_'));
    let bases = site.bases(&[&folder, &site.base]);
    let list = Listing {
        site,
        document: &document,
        edition: &reading.edition,
        bases: &bases,
    };
    let mut entries = Vec::new();
    if let Some(node) = document.root.at("book.chapters") {
        entries.extend(list.entries(node, Matter::Body, 0));
    }
    // One sidebar, or several.
    let sidebars = document.root.at("website.sidebar").map(Node::items);
    for sidebar in sidebars.unwrap_or_default() {
        if let Some(node) = sidebar.get("contents") {
            entries.extend(list.entries(node, Matter::Body, 0));
        }
    }
    for keys in ["website.navbar.left", "website.navbar.right"] {
        if let Some(node) = document.root.at(keys).filter(|_| sidebars.is_none()) {
            entries.extend(list.entries(node, Matter::Body, 0));
        }
    }
    if let Some(node) = document.root.at("book.appendices") {
        entries.extend(list.entries(node, Matter::Back, 0));
    }
    reading.entries = entries;
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
    site: &'d Site<'d>,
    document: &'d Document,
    edition: &'d Edition,
    bases: &'d Bases<'d>,
}

impl Listing<'_> {
    fn entries(&self, node: &Node, matter: Matter, depth: usize) -> Vec<Entry> {
        if depth >= limits::DEPTH {
            return Vec::new();
        }
        let items = node.items().iter();
        items
            .flat_map(|item| self.item(item, matter, depth))
            .collect()
    }

    fn item(&self, item: &Node, matter: Matter, depth: usize) -> Vec<Entry> {
        let pattern = item.text().or_else(|| item.text_at("auto"));
        if let Some(pattern) = pattern.filter(|text| *text == "auto" || text.contains('*')) {
            return self.meant_by(pattern);
        }
        self.entry(item, matter, depth).into_iter().collect()
    }

    /// The files that `auto` or a pattern means, in the order of their names.
    fn meant_by(&self, pattern: &str) -> Vec<Entry> {
        let folder = &self.edition.folder;
        let pattern = match pattern {
            "auto" => joined(folder, "**"),
            pattern => joined(folder, pattern.trim_start_matches('/')),
        };
        let files = self.edition.files.iter();
        let files = files.filter(|path| pattern::means(&pattern, path.as_str()));
        let below = pattern::folder_of(&pattern);
        Chosen::of(self.site, self.edition, files.cloned().collect(), below).entries
    }

    fn entry(&self, item: &Node, matter: Matter, depth: usize) -> Option<Entry> {
        if let Some(written) = item.text() {
            return self.chapter(written, None, item, matter);
        }
        let below = ["chapters", "contents", "menu"]
            .iter()
            .find_map(|key| item.get(key));
        let label = || item.get("text").filter(|_| below.is_some());
        let part = item.get("part").or_else(|| item.get("section"));
        let Some(part) = part.or_else(label) else {
            let written = item.text_at("file").or_else(|| item.text_at("href"))?;
            let title = item.text_at("text").filter(|title| !title.contains('<'));
            return self.chapter(written, title, item, matter);
        };
        let entries = below.map_or_else(Vec::new, |node| self.entries(node, matter, depth + 1));
        let title = part.text()?;
        // A part is a title or a file that begins it, or both.
        let is_file = [".qmd", ".md", ".Rmd", ".ipynb"]
            .iter()
            .any(|ending| title.ends_with(ending));
        let own = item.text_at("href").map(|written| (written, Some(title)));
        let own = if is_file { Some((title, None)) } else { own };
        let chapter = own.and_then(|(written, title)| self.chapter(written, title, part, matter));
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
