//! Leanpub: `manuscript/Book.txt` names a file a line; `frontmatter:`, `mainmatter:` and `backmatter:`
//! stand between them.

use super::{Reading, Site};
use crate::import::Refusal;
use crate::import::plan::{Chapter, Dialect, Entry, Layout, Matter};
use crate::import::repository::{at, joined};

/// Whether there is a list of files, and its first line names one.
pub(super) fn detect(site: &Site<'_>) -> bool {
    folder(site).is_some()
}

/// The folder that holds the list.
fn folder(site: &Site<'_>) -> Option<String> {
    let folders = [site.base.clone(), joined(&site.base, "manuscript")];
    let lists = |folder: &String| {
        let path = site.repository.named(folder, &["Book.txt"])?;
        let text = site.repository.settings_text(&path)?;
        text.lines()
            .any(|line| line.trim().ends_with(".md") || line.trim().ends_with(".markdown"))
            .then_some(())
    };
    folders.into_iter().find(|folder| lists(folder).is_some())
}

/// Reads the list.
pub(super) fn read(site: &Site<'_>) -> Result<Reading, Refusal> {
    let folder = folder(site).unwrap_or_else(|| site.base.clone());
    let edition = site.edition(&folder)?;
    let resources = joined(&folder, "resources");
    let roots = site.roots(&[&folder, &resources, &joined(&folder, "images")]);
    let mut reading = Reading::new(Layout::Leanpub, edition, roots);
    let bases = site.bases(&[&folder]);
    let list = site.repository.named(&folder, &["Book.txt"]);
    let text = list
        .as_ref()
        .and_then(|path| site.repository.settings_text(path));
    let mut matter = Matter::Body;
    for (path, index, line) in list.iter().flat_map(|path| {
        let lines = text.as_deref().unwrap_or_default().lines().enumerate();
        lines.map(move |(index, line)| (path, index, line.trim()))
    }) {
        match line.trim_matches(['{', '}', ':']) {
            "frontmatter" => matter = Matter::Front,
            "mainmatter" => matter = Matter::Body,
            "backmatter" => matter = Matter::Back,
            "" => {}
            _ if line.starts_with('#') => {}
            written => {
                let origin = at(path, index + 1);
                let found = bases.chapter(written, &origin);
                reading.entries.extend(found.map(|path| {
                    Entry::Chapter(Chapter {
                        path,
                        title: None,
                        origin,
                        matter,
                        entries: Vec::new(),
                    })
                }));
            }
        }
    }
    let covers = ["title_page.jpg", "title_page.png", "cover.jpg", "cover.png"];
    let cover = site.repository.named(&joined(&folder, "images"), &covers);
    if let Some(cover) = cover.or_else(|| site.repository.named(&resources, &covers)) {
        reading.facts.say_cover(cover);
    }
    reading.writes(&[Dialect::Leanpub]);
    Ok(reading)
}
