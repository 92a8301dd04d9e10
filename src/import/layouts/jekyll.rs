//! Jekyll: `_config.yml`, collections in folders that begin with `_`, pages ordered by `order`, `nav_order`
//! or `weight`, posts by their dates. The theme just-the-docs hangs pages below others by `parent`.

use std::collections::BTreeMap;

use super::plain;
use super::{Reading, Site};
use crate::import::data::Node;
use crate::import::languages::Edition;
use crate::import::plan::{Dialect, Entry, Layout, LeftOut, Reason};
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
    plain::order(site, &folder, &mut reading);
    reading.entries = hung_below_parents(site.repository, std::mem::take(&mut reading.entries));
    if let Some(document) = &document {
        reading.facts.complete_from(document, "");
        reading.facts.complete_cover(site.repository, document, "");
        reading.published = document.root.text_at("url").map(|url| {
            let base = document.root.text_at("baseurl").unwrap_or("");
            format!("{}{base}", url.trim_end_matches('/'))
        });
        for pair in document.root.pairs() {
            if let Some(value) = pair.node.text() {
                reading
                    .variables
                    .insert(format!("site.{}", pair.key), value.to_owned());
            }
        }
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
