//! Our own `book.toml` that lists its chapters: `[book]` with `chapters`.

use super::{Reading, Site};
use crate::import::Refusal;
use crate::import::languages::Edition;
use crate::import::letters::Letters;
use crate::import::plan::{Entry, Layout};

/// Whether `book.toml` lists chapters.
pub(super) fn detect(site: &Site<'_>) -> bool {
    let own = site.own.as_ref().filter(|_| site.base.is_empty());
    own.is_some_and(|own| own.root.at("book.chapters").is_some())
}

/// Takes the list as it stands.
pub(super) fn read(site: &Site<'_>) -> Result<Reading, Refusal> {
    let bases = site.bases(&[""]);
    let mut entries = Vec::new();
    let mut letters = Letters::default();
    if let Some(own) = &site.own {
        let items = own.root.at("book.chapters").map(|node| node.items());
        for item in items.unwrap_or_default() {
            let origin = own.place(item);
            // A name, or a table with it: { file = "00.md", matter = "preface" }.
            let written = item.text().or_else(|| item.text_at("file"));
            let path = written.and_then(|written| bases.chapter(written, &origin));
            if let Some(path) = path {
                // A book that says its language is believed, and nobody asks what its letters show.
                if site.language.is_none() {
                    letters += &site.repository.letters(&path);
                }
                entries.push(Entry::chapter(path, origin));
            }
        }
    }
    let edition = Edition {
        folder: String::new(),
        files: site.repository.markdown_under("").into_iter().collect(),
        language: site.language.clone(),
        letters,
        left_out: Vec::new(),
    };
    let mut reading = Reading::new(Layout::Listed, edition, site.roots(&[""]));
    reading.entries = entries;
    Ok(reading)
}
