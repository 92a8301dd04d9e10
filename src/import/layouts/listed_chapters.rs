//! Our own `book.toml` that lists its chapters: `[book]` with `chapters`.

use super::{Reading, Site};
use crate::import::Refusal;
use crate::import::data::Node;
use crate::import::languages::Edition;
use crate::import::letters::Letters;
use crate::import::listed::Bases;
use crate::import::plan::{Entry, Layout, Origin};

/// Whether `book.toml` lists chapters.
pub(super) fn detect(site: &Site<'_>) -> bool {
    let own = site.own.as_ref().filter(|_| site.base.is_empty());
    own.is_some_and(|own| own.root.at("book.chapters").is_some())
}

/// Takes the list as it stands.
pub(super) fn read(site: &Site<'_>) -> Result<Reading, Refusal> {
    let mut list = List {
        site,
        bases: site.bases(&[""]),
        letters: Letters::default(),
    };
    let mut entries = Vec::new();
    if let Some(own) = &site.own
        && let Some(node) = own.root.at("book.chapters")
    {
        for item in node.items() {
            let origin = own.place(item);
            // A part: { part = "جوانی", chapters = ["1.md", "2.md"] }.
            match (item.text_at("part"), item.at("chapters")) {
                (Some(title), Some(chapters)) => {
                    let chapters = chapters.items().iter();
                    let chapters = chapters.filter_map(|item| list.chapter(item, own.place(item)));
                    entries.push(Entry::Heading {
                        title: title.to_owned(),
                        origin,
                        entries: chapters.collect(),
                    });
                }
                _ => entries.extend(list.chapter(item, origin)),
            }
        }
    }
    let letters = list.letters;
    let edition = Edition {
        folders: Vec::new(),
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

/// The list in the making.
struct List<'s, 'r> {
    site: &'s Site<'r>,
    bases: Bases<'r>,
    /// The letters of its chapters.
    letters: Letters,
}

impl List<'_, '_> {
    /// A name, or a table with it: { file = "00.md", matter = "preface" }.
    fn chapter(&mut self, item: &Node, origin: Origin) -> Option<Entry> {
        let written = item.text().or_else(|| item.text_at("file"))?;
        let path = self.bases.chapter(written, &origin)?;
        // A book that says its language is believed, and nobody asks what its letters show.
        if self.site.language.is_none() {
            self.letters += &self.site.repository.letters(&path);
        }
        Some(Entry::chapter(path, origin))
    }
}
