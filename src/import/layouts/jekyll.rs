//! Jekyll: `_config.yml`, collections in folders that begin with `_`, pages ordered by `order`, `nav_order`
//! or `weight`, posts by their dates. The theme just-the-docs hangs pages below others by `parent`.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::plain;
use super::{Reading, Site};
use crate::import::data::Node;
use crate::import::languages::Edition;
use crate::import::plan::{Chapter, Dialect, Entry, Layout, LeftOut, Reason};
use crate::import::repository::{Repository, is_under, joined};
use crate::import::{Refusal, limits};
use crate::source::BookPath;

const SETTINGS: &[&str] = &["_config.yml", "_config.yaml", "_config.toml"];

/// Folders whose files pages take in.
const TAKEN_IN: [&str; 5] = ["_includes", "_layouts", "_data", "_sass", "_plugins"];

/// Whether there is `_config.yml`, or a collection.
pub(super) fn detect(site: &Site<'_>) -> bool {
    site.named(SETTINGS).is_some() || !collections(site.repository, &site.base).is_empty()
}

/// The folders of collections that hold Markdown.
fn collections(repository: &Repository<'_>, base: &str) -> Vec<String> {
    let names = repository
        .folders_in(base)
        .filter(|name| name.starts_with('_') && !TAKEN_IN.contains(name) && *name != "_drafts");
    let folders = names.map(|name| joined(base, name));
    folders
        .filter(|folder| super::has_markdown(repository, folder))
        .collect()
}

/// Reads settings, pages and collections.
pub(super) fn read(site: &Site<'_>) -> Result<Reading, Refusal> {
    let document = site.document(SETTINGS);
    let mut edition = site.edition(&site.base)?;
    let folder = edition.folder.clone();
    let left_out = taken_in(site, &mut edition);
    let roots = site.roots(&[&folder, &joined(&site.base, "_includes")]);
    let mut reading = Reading::new(Layout::Jekyll, edition, roots);
    reading.left_out = left_out;
    let excluded = document
        .as_ref()
        .and_then(|document| document.root.get("exclude"));
    leave_out_excluded(site, excluded, &mut reading);
    // Pages and collections of a language may each have a folder: `fa`, `_essays_fa`.
    let folders = reading.edition.folders.iter();
    let others: Vec<String> = folders.filter(|other| **other != folder).cloned().collect();
    let (collections, pages): (Vec<String>, Vec<String>) = std::iter::once(folder.clone())
        .chain(others)
        .partition(|folder| folder.starts_with('_'));
    for folder in pages.iter().chain(&collections) {
        plain::order(site, folder, &mut reading);
    }
    reading.entries = hung_below_parents(site.repository, std::mem::take(&mut reading.entries));
    if let Some(document) = &document {
        let collections = Collections::of(site, &document.root);
        collections.put_in_order(&mut reading.entries);
        reading.facts.complete_from(document, "");
        reading.facts.complete_cover(site.repository, document, "");
        reading.published = document.root.text_at("url").map(|url| {
            let base = document.root.text_at("baseurl").unwrap_or("");
            format!("{}{base}", url.trim_end_matches('/'))
        });
        let named = document.root.scalars().into_iter();
        let named = named.map(|(name, value)| (format!("site.{name}"), value));
        reading.variables.extend(named);
    }
    // Paths begin at the book's folder, wherever the site stands.
    let base = "site.baseurl".to_owned();
    reading.variables.insert(base, String::new());
    // `_articles/ar/index.html` has a head, too, and is no chapter.
    if let Some(index) = site.repository.named(&folder, &["index.html"]) {
        let root = site.repository.article(&index).front.clone();
        let head = crate::import::data::Document { path: index, root };
        reading.facts.complete_from(&head, "");
    }
    reading.writes(&[Dialect::Liquid, Dialect::Kramdown]);
    Ok(reading)
}

/// The order that settings give to collections and to what is in them: `order` lists files, `sort_by` names a key of their
/// front matter (Jekyll, "Collections").
struct Collections<'a> {
    repository: &'a Repository<'a>,
    all: Vec<Collection<'a>>,
}

struct Collection<'a> {
    folder: String,
    /// Files in their order.
    order: Vec<&'a str>,
    sort_by: Option<&'a str>,
}

/// Where something stands by the settings: in which collection, at which place of its list, by which value.
#[derive(Debug)]
struct Rank {
    collection: usize,
    /// `None` where its list does not name it.
    listed: Option<usize>,
    value: Option<String>,
}

impl Rank {
    fn compare(&self, other: &Self) -> Ordering {
        let number = |rank: &Self| {
            rank.value
                .as_ref()
                .and_then(|value| value.parse::<f64>().ok())
        };
        let values = match (number(self), number(other)) {
            (Some(one), Some(other)) => one.total_cmp(&other),
            // What has no value comes first, as in Jekyll.
            _ => self.value.cmp(&other.value),
        };
        // What is not listed comes behind all that is.
        let place = |rank: &Self| (rank.collection, rank.listed.is_none(), rank.listed);
        place(self).cmp(&place(other)).then(values)
    }
}

impl<'a> Collections<'a> {
    fn of(site: &Site<'a>, settings: &'a Node) -> Self {
        let base = joined(
            &site.base,
            settings.text_at("collections_dir").unwrap_or(""),
        );
        let folder = |name: &str| joined(&base, &format!("_{name}"));
        let named = settings.get("collections");
        let mapped = named.map(Node::pairs).unwrap_or_default().iter();
        let mapped = mapped.map(|pair| Collection {
            folder: folder(&pair.key),
            order: pair
                .node
                .get("order")
                .map(Node::items)
                .unwrap_or_default()
                .iter()
                .filter_map(Node::text)
                .collect(),
            sort_by: pair.node.text_at("sort_by"),
        });
        let plain = named.map(Node::items).unwrap_or_default().iter();
        let plain = plain.filter_map(Node::text).map(|name| Collection {
            folder: folder(name),
            order: Vec::new(),
            sort_by: None,
        });
        Self {
            repository: site.repository,
            all: mapped.chain(plain).take(limits::PATTERNS).collect(),
        }
    }

    /// Puts entries of collections in their order; what stands between them stays where it is.
    fn put_in_order(&self, entries: &mut [Entry]) {
        for entry in entries.iter_mut() {
            if let Entry::Heading { entries, .. } | Entry::Chapter(Chapter { entries, .. }) = entry
            {
                self.put_in_order(entries);
            }
        }
        let ranks: Vec<Option<Rank>> = entries.iter().map(|entry| self.rank(entry)).collect();
        let places: Vec<usize> = (0..entries.len())
            .filter(|at| ranks[*at].is_some())
            .collect();
        let mut sorted: Vec<(&Rank, Entry)> = ranks
            .iter()
            .zip(entries.iter())
            .filter_map(|(rank, entry)| Some((rank.as_ref()?, entry.clone())))
            .collect();
        sorted.sort_by(|one, other| one.0.compare(other.0));
        for (at, (_, entry)) in places.into_iter().zip(sorted) {
            entries[at] = entry;
        }
    }

    /// The rank of the first file of an entry; `None` where it is of no collection.
    fn rank(&self, entry: &Entry) -> Option<Rank> {
        let path = match entry {
            Entry::Chapter(chapter) => &chapter.path,
            Entry::Heading { entries, .. } => return self.rank(entries.first()?),
            Entry::Draft { .. } => return None,
        };
        let inside = |one: &Collection<'_>| is_under(path.as_str(), &one.folder);
        let collection = self.all.iter().position(inside)?;
        let found = &self.all[collection];
        let name = path.as_str()[found.folder.len()..].trim_start_matches('/');
        let listed = found.order.iter().position(|listed| *listed == name);
        let front = &self.repository.article(path).front;
        Some(Rank {
            collection,
            listed,
            value: found
                .sort_by
                .and_then(|key| front.text_at(key))
                .map(str::to_owned),
        })
    }
}

/// Takes out of an edition what pages take in, and drafts.
fn taken_in(site: &Site<'_>, edition: &mut Edition) -> Vec<LeftOut> {
    let mut left_out = Vec::new();
    let inside = |path: &BookPath, name: &str| is_under(path.as_str(), &joined(&site.base, name));
    edition.files.retain(|path| {
        let reason = if TAKEN_IN.iter().any(|name| inside(path, name)) {
            Reason::Included
        } else if inside(path, "_drafts") {
            Reason::Draft
        } else {
            return true;
        };
        let path = path.clone();
        left_out.push(LeftOut { reason, path });
        false
    });
    left_out
}

fn leave_out_excluded(site: &Site<'_>, excluded: Option<&Node>, reading: &mut Reading) {
    let patterns = excluded.map(Node::items).unwrap_or_default().iter();
    let names: Vec<String> = patterns
        .filter_map(|node| Some(joined(&site.base, node.text()?.trim_matches(['/', '*']))))
        .filter(|name| !name.is_empty())
        .take(limits::PATTERNS)
        .collect();
    let left_out = &mut reading.left_out;
    reading.edition.files.retain(|path| {
        let excluded = names.iter().any(|name| is_under(path.as_str(), name));
        if excluded {
            let (path, reason) = (path.clone(), Reason::Excluded);
            left_out.push(LeftOut { reason, path });
        }
        !excluded
    });
}

/// Hangs chapters below the one whose title their front matter names as `parent`.
fn hung_below_parents(repository: &Repository<'_>, entries: Vec<Entry>) -> Vec<Entry> {
    let parent = |entry: &Entry| match entry {
        Entry::Chapter(chapter) => {
            let article = repository.article(&chapter.path);
            article.front.text_at("parent").map(str::to_owned)
        }
        _ => None,
    };
    if !entries.iter().any(|entry| parent(entry).is_some()) {
        return entries;
    }
    let mut below: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    let mut top = Vec::new();
    for entry in entries {
        match parent(&entry) {
            Some(title) => below.entry(title).or_default().push(entry),
            None => top.push(entry),
        }
    }
    let mut hung = hang(repository, top, &mut below, 0);
    // A parent that is not there.
    while let Some((_, entries)) = below.pop_first() {
        hung.extend(hang(repository, entries, &mut below, 0));
    }
    hung
}

/// Each list is taken out of `below` before it is hung, so that a circle of parents ends.
fn hang(
    repository: &Repository<'_>,
    entries: Vec<Entry>,
    below: &mut BTreeMap<String, Vec<Entry>>,
    depth: usize,
) -> Vec<Entry> {
    // What hangs deeper is taken up again from the top.
    if depth >= limits::DEPTH {
        return entries;
    }
    let mut hung = Vec::with_capacity(entries.len());
    for entry in entries {
        let Entry::Chapter(mut chapter) = entry else {
            hung.push(entry);
            continue;
        };
        let title = repository
            .article(&chapter.path)
            .title()
            .map(|title| title.words);
        let children = title
            .and_then(|title| below.remove(&title))
            .unwrap_or_default();
        let children = hang(repository, children, below, depth + 1);
        chapter.entries.extend(children);
        hung.push(Entry::Chapter(chapter));
    }
    hung
}
