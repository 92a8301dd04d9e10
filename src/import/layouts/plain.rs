//! Folders and files without any settings: the order is that of names and of what files say of their
//! place.

use super::{Reading, Site};
use crate::import::data::Document;
use crate::import::folder::FolderOrder;
use crate::import::languages::Edition;
use crate::import::linked;
use crate::import::listed::index_of;
use crate::import::plan::{Dialect, Entry, Layout};
use crate::import::repository::joined;
use crate::import::{Refusal, companions};
use crate::lookup::Seen;
use crate::source::BookPath;

/// Whether there is anything; this is the layout of last resort.
pub(super) fn detect(_: &Site<'_>) -> bool {
    true
}

/// Reads folders and files.
pub(super) fn read(site: &Site<'_>) -> Result<Reading, Refusal> {
    let edition = site.edition(&site.base)?;
    let folder = edition.folder.clone();
    let mut reading = Reading::new(Layout::Flat, edition, site.roots(&[&folder]));
    order(site, &folder, &mut reading);
    reading.layout = layout(&reading.entries);
    let lone = match reading.entries.as_slice() {
        [Entry::Chapter(only)] => Some(only.path.clone()),
        _ => None,
    };
    let head = lone.or_else(|| index_of(site.repository, &folder));
    if let Some(path) = head.filter(|path| reading.edition.has(path)) {
        let head = front_of(site, path);
        reading.facts.complete_from(&head, "");
        reading.facts.complete_cover(site.repository, &head, "");
        take_references(site, &head, &mut reading);
    }
    if let Some(Entry::Chapter(first)) = reading.entries.first() {
        let first = front_of(site, first.path.clone());
        take_references(site, &first, &mut reading);
    }
    reading
        .facts
        .complete_bibliography(site.repository, &folder);
    if !reading.facts.bibliography.is_empty() {
        reading.writes(&[Dialect::Pandoc]);
    }
    Ok(reading)
}

/// The front matter of a file.
fn front_of(site: &Site<'_>, path: BookPath) -> Document {
    let root = site.repository.article(&path).front.clone();
    Document { path, root }
}

/// What the front matter of a text for pandoc says of works: it goes along with a way of writing.
fn take_references(site: &Site<'_>, head: &Document, reading: &mut Reading) {
    reading.facts.complete_references(site.repository, head, "");
    const OF_PANDOC: [&str; 5] = [
        "bibliography",
        "csl",
        "header-includes",
        "documentclass",
        "link-citations",
    ];
    if OF_PANDOC.iter().any(|key| head.root.get(key).is_some()) {
        reading.writes(&[Dialect::Pandoc]);
    }
}

fn layout(entries: &[Entry]) -> Layout {
    let nested = entries.iter().any(|entry| !entry.entries().is_empty());
    match entries.len() {
        _ if nested => Layout::Folders,
        1 => Layout::Single,
        _ => Layout::Flat,
    }
}

/// Puts a folder in order. Where it holds nothing but a README and one folder with all the text
/// (`fa/README.md`, `fa/chapters/…`), that folder is the book, and the README its preface.
pub(super) fn order(site: &Site<'_>, folder: &str, reading: &mut Reading) {
    let mut inner = folder.to_owned();
    let mut outer = Vec::new();
    let with_text = folders_with_text(&reading.edition);
    while let Some(only) = only_folder(site, reading, &inner, &with_text) {
        outer.push(std::mem::replace(&mut inner, only));
    }
    let indices = linked::indices_around(site.repository, &inner);
    let mut order = FolderOrder::new(site.repository, &reading.edition);
    order.linked = linked::places(site.repository, &reading.edition, &indices);
    let entries = order.book(&inner);
    let left_out = order.left_out;
    reading.entries.extend(entries);
    reading.left_out.extend(left_out);
    for folder in outer.iter().rev() {
        let mut order = FolderOrder::new(site.repository, &reading.edition);
        let preface = order.preface(folder);
        let left_out = order.left_out;
        reading.left_out.extend(left_out);
        if let Some(preface) = preface {
            reading.entries.insert(0, preface);
        }
    }
}

/// The only folder with text in a folder that has no chapter of its own.
fn only_folder(
    site: &Site<'_>,
    reading: &Reading,
    folder: &str,
    with_text: &Seen<String>,
) -> Option<String> {
    let edition = &reading.edition;
    let is_chapter = |path: &BookPath| {
        edition.has(path) && companions::reason(path).is_none() && !companions::is_index(path)
    };
    if site.repository.files_in(folder).iter().any(is_chapter) {
        return None;
    }
    let names = site.repository.folders_in(folder);
    let mut with_text = names
        .map(|name| joined(folder, name))
        .filter(|folder| with_text.contains(folder));
    let only = with_text.next()?;
    with_text.next().is_none().then_some(only)
}

/// Every folder that has a file of the edition in it or below it.
fn folders_with_text(edition: &Edition) -> Seen<String> {
    let mut found = Seen::new();
    for path in &edition.files {
        let mut folder = path.folder();
        while found.insert(folder.to_owned()) {
            folder = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
        }
    }
    found
}
