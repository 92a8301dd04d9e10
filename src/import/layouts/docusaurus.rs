//! Docusaurus: `docusaurus.config.js`, the folder `docs` that it may rename, `sidebars.js`, and
//! translations in `i18n/fa/docusaurus-plugin-content-docs/current`.

use super::{Reading, Site};
use crate::import::data::{Document, Node};
use crate::import::folder::FolderOrder;
use crate::import::languages::Edition;
use crate::import::order::as_title;
use crate::import::plan::{Chapter, Dialect, Entry, Layout};
use crate::import::repository::{Repository, joined};
use crate::import::{Refusal, limits};
use crate::lookup::Lookup;
use crate::source::BookPath;

const SETTINGS: &[&str] = &[
    "docusaurus.config.js",
    "docusaurus.config.ts",
    "docusaurus.config.mjs",
    "docusaurus.config.cjs",
];

const SIDEBARS: &[&str] = &["sidebars.js", "sidebars.ts", "sidebars.cjs", "sidebars.mjs"];

/// Where a translation keeps the documents of the current version.
const TRANSLATED: &str = "docusaurus-plugin-content-docs/current";

/// Whether there is `docusaurus.config.js`.
pub(super) fn detect(site: &Site<'_>) -> bool {
    site.named(SETTINGS).is_some()
}

/// Reads settings and sidebars.
pub(super) fn read(site: &Site<'_>) -> Result<Reading, Refusal> {
    let settings = site.script(SETTINGS);
    let options = settings
        .as_ref()
        .and_then(|settings| docs_options(&settings.root));
    let docs = options
        .and_then(|options| options.text_at("path"))
        .unwrap_or("docs");
    let docs = site.folder(docs);
    let translated = joined(&site.base, "i18n");
    let mut edition = if site.repository.has_folder(&translated) {
        site.edition(&site.base)?
    } else {
        site.edition(&docs)?
    };
    let inside = joined(&edition.folder, TRANSLATED);
    if site.repository.has_folder(&inside) {
        edition.folder = inside;
    } else if edition.folder == site.base {
        edition.folder.clone_from(&docs);
    }
    let folder = edition.folder.clone();
    let roots = site.roots(&[&folder, &docs, &joined(&site.base, "static")]);
    let mut reading = Reading::new(Layout::Docusaurus, edition, roots);
    match sidebars(site) {
        Some(document) => read_sidebars(site, &document, &mut reading),
        None => reading.order_folder(site, &folder),
    }
    if reading.entries.is_empty() {
        reading.order_folder(site, &folder);
    }
    translate_labels(site, &folder, &mut reading.entries);
    if let Some(settings) = &settings {
        reading.facts.complete_from(settings, "");
        reading.published = settings.root.text_at("url").map(|url| {
            let base = settings.root.text_at("baseUrl").unwrap_or("/");
            format!("{}{base}", url.trim_end_matches('/'))
        });
    }
    reading.writes(&[Dialect::Containers, Dialect::Mdx]);
    Ok(reading)
}

/// Gives the groups of a translation their labels:
/// `"sidebar.docs.category.Syntax": { "message": "الصياغة" }`, in a file beside the documents.
fn translate_labels(site: &Site<'_>, folder: &str, entries: &mut [Entry]) {
    let translated = folder.ends_with(TRANSLATED);
    let Some((around, _)) = folder.rsplit_once('/').filter(|_| translated) else {
        return;
    };
    let Some(document) = site.repository.document_named(around, &["current.json"]) else {
        return;
    };
    let pairs = document.root.pairs().iter();
    let labels = pairs.filter_map(|pair| {
        let (sidebar, label) = pair.key.split_once(".category.")?;
        let message = pair.node.text_at("message")?;
        sidebar.starts_with("sidebar.").then_some((label, message))
    });
    super::relabel(entries, &labels.collect());
}

/// The options of the documents: `presets: [['classic', { docs: { … } }]]`.
fn docs_options(root: &Node) -> Option<&Node> {
    let presets = root.get("presets").map(Node::items).unwrap_or_default();
    let options = presets.iter().flat_map(Node::items);
    { options }.find_map(|options| options.get("docs"))
}

fn sidebars(site: &Site<'_>) -> Option<Document> {
    site.script(SIDEBARS)
        .or_else(|| site.document(&["sidebars.json"]))
}

fn read_sidebars(site: &Site<'_>, document: &Document, reading: &mut Reading) {
    let folder = reading.edition.folder.clone();
    let mut sidebar = Sidebar {
        repository: site.repository,
        document,
        ids: ids(site.repository, &reading.edition, &folder),
        order: FolderOrder::new(site.repository, &reading.edition),
        folder,
    };
    let mut entries = Vec::new();
    for pair in document.root.pairs() {
        entries.extend(sidebar.entries(&pair.node, 0));
    }
    let left_out = sidebar.order.left_out;
    reading.entries = entries;
    reading.left_out.extend(left_out);
}

/// The files by their ids: the path without the numbers in front of names (`guide/intro` for
/// `01-guide/02-intro.md`), and with the `id` of the front matter instead of the name.
fn ids(repository: &Repository<'_>, edition: &Edition, folder: &str) -> Lookup<String, BookPath> {
    let mut ids = Lookup::new();
    for path in edition.under(folder) {
        let inside = path.as_str().strip_prefix(folder).unwrap_or_default();
        let inside = inside.trim_start_matches('/');
        let written = inside.rsplit_once('.').map_or(inside, |(stem, _)| stem);
        let bare: Vec<&str> = written.split('/').map(without_number).collect();
        ids.insert(written.to_owned(), path.clone());
        ids.entry(bare.join("/")).or_insert_with(|| path.clone());
        if let Some(own) = repository.article(path).front.text_at("id") {
            let parent = bare[..bare.len() - 1].join("/");
            ids.insert(joined(&parent, own), path.clone());
        }
    }
    ids
}

/// `01-intro`, `1. intro`, `01_intro` → `intro`.
fn without_number(name: &str) -> &str {
    let bare = name.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let rest = bare.trim_start_matches([' ', '-', '_', '.']);
    if bare.len() < name.len() && rest.len() < bare.len() && !rest.is_empty() {
        rest
    } else {
        name
    }
}

struct Sidebar<'s> {
    repository: &'s Repository<'s>,
    document: &'s Document,
    ids: Lookup<String, BookPath>,
    order: FolderOrder<'s>,
    folder: String,
}

impl Sidebar<'_> {
    fn entries(&mut self, node: &Node, depth: usize) -> Vec<Entry> {
        if depth >= limits::DEPTH {
            return Vec::new();
        }
        if node.is_unread() {
            self.not_run(node);
            return Vec::new();
        }
        let mut entries = Vec::new();
        for item in node.items() {
            entries.extend(self.item(item, depth));
        }
        entries
    }

    fn not_run(&self, node: &Node) {
        self.repository.not_run(self.document.place(node));
    }

    fn item(&mut self, item: &Node, depth: usize) -> Vec<Entry> {
        if let Some(id) = item.text() {
            return self.chapter(id, None, item).into_iter().collect();
        }
        let label = item.text_at("label");
        match item.text_at("type") {
            Some("doc" | "ref") => {
                let id = item.text_at("id").unwrap_or_default();
                self.chapter(id, label, item).into_iter().collect()
            }
            Some("autogenerated") => {
                let written = item.text_at("dirName").unwrap_or(".");
                let folder = joined(&self.folder, written.trim_matches(['.', '/']));
                self.order.book(&folder)
            }
            Some("category") => {
                let entries = item
                    .get("items")
                    .map_or_else(Vec::new, |node| self.entries(node, depth + 1));
                vec![self.category(label.unwrap_or_default(), item, entries)]
            }
            Some(_) => Vec::new(),
            // { 'Title': [items] }
            None => {
                let mut found = Vec::new();
                for pair in item.pairs() {
                    let entries = self.entries(&pair.node, depth + 1);
                    found.push(self.category(&pair.key, &pair.node, entries));
                }
                if item.is_unread() {
                    self.not_run(item);
                }
                found
            }
        }
    }

    /// A category whose link is a document is that document with others below it.
    fn category(&mut self, label: &str, item: &Node, entries: Vec<Entry>) -> Entry {
        let id = item.text_at("link.id");
        let linked = id.and_then(|id| self.chapter(id, Some(label), item));
        match linked {
            Some(Entry::Chapter(chapter)) => Entry::Chapter(Chapter { entries, ..chapter }),
            _ => Entry::Heading {
                title: as_title(label),
                origin: self.document.place(item),
                entries,
            },
        }
    }

    fn chapter(&self, id: &str, title: Option<&str>, node: &Node) -> Option<Entry> {
        let origin = self.document.place(node);
        let Some(path) = self.ids.get(id).cloned() else {
            self.repository.missing_chapter(id, origin);
            return None;
        };
        Some(Entry::titled(path, title, origin))
    }
}
