//! Obsidian: a folder with `.obsidian` in it. The order is that of names; the plugin Longform keeps one in
//! the front matter of a note.

use super::plain;
use super::{Reading, Site};
use crate::import::data::{Document, Node};
use crate::import::listed::Bases;
use crate::import::plan::{Dialect, Entry, Layout, LeftOut, Reason};
use crate::import::repository::joined;
use crate::import::{Refusal, limits};

/// Files that Obsidian keeps in its folder; one of them is always there.
const SETTINGS: &[&str] = &[
    ".obsidian/app.json",
    ".obsidian/appearance.json",
    ".obsidian/core-plugins.json",
    ".obsidian/workspace.json",
];

/// The settings of Quartz, which publishes the vault in the folder `content`.
const QUARTZ: &[&str] = &["quartz.config.ts", "quartz.config.js"];

/// Whether the folder is a vault.
pub(super) fn detect(site: &Site<'_>) -> bool {
    site.named(SETTINGS).is_some() || site.named(QUARTZ).is_some()
}

/// Reads the notes.
pub(super) fn read(site: &Site<'_>) -> Result<Reading, Refusal> {
    let published = site.named(QUARTZ).map(|_| site.folder("content"));
    let edition = site.edition(published.as_deref().unwrap_or(&site.base))?;
    let folder = edition.folder.clone();
    let settings = site.document(&[".obsidian/app.json"]);
    let attachments = settings
        .as_ref()
        .and_then(|document| document.root.text_at("attachmentFolderPath"));
    let attachments = site.folder(
        attachments
            .unwrap_or("attachments")
            .trim_start_matches("./"),
    );
    let mut reading = Reading::new(
        Layout::Obsidian,
        edition,
        site.roots(&[&folder, &attachments]),
    );
    leave_out_templates(site, &mut reading);
    match longform(site, &reading) {
        Some(project) => {
            let bases = site.bases(&[&project.scenes, project.document.path.folder()]);
            let scenes = project.document.root.at("longform.scenes");
            reading.entries =
                scenes.map_or_else(Vec::new, |scenes| project.entries(scenes, &bases, 0));
            reading.facts.complete_from(&project.document, "longform");
            let path = project.document.path;
            reading.left_out.push(LeftOut {
                reason: Reason::Read,
                path,
            });
        }
        None => plain::order(site, &folder, &mut reading),
    }
    name_by_files(site, &mut reading.entries);
    reading.writes(&[Dialect::Obsidian]);
    Ok(reading)
}

/// A note is called as its file, unless it has a title in its text.
fn name_by_files(site: &Site<'_>, entries: &mut [Entry]) {
    for entry in entries {
        match entry {
            Entry::Chapter(chapter) => {
                let article = site.repository.article(&chapter.path);
                if chapter.title.is_none()
                    && !article.has_title
                    && article.front.get("title").is_none()
                {
                    let name = chapter.path.file_name();
                    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
                    chapter.title = Some(crate::import::order::as_title(stem));
                }
                name_by_files(site, &mut chapter.entries);
            }
            Entry::Heading { entries, .. } => name_by_files(site, entries),
            Entry::Draft { .. } => {}
        }
    }
}

/// Notes from which others are begun.
fn leave_out_templates(site: &Site<'_>, reading: &mut Reading) {
    let settings = site.document(&[".obsidian/templates.json"]);
    let Some(named) = settings
        .as_ref()
        .and_then(|document| document.root.text_at("folder"))
    else {
        return;
    };
    let templates = site.folder(named);
    let left_out = &mut reading.left_out;
    reading.edition.files.retain(|path| {
        let template = crate::import::repository::is_under(path.as_str(), &templates);
        if template {
            let (path, reason) = (path.clone(), Reason::Excluded);
            left_out.push(LeftOut { reason, path });
        }
        !template
    });
}

/// A note that lists the scenes of a book.
struct Project {
    document: Document,
    scenes: String,
}

fn longform(site: &Site<'_>, reading: &Reading) -> Option<Project> {
    let mut notes = reading.edition.files.iter();
    let note = notes.find(|path| {
        site.repository
            .article(path)
            .front
            .at("longform.scenes")
            .is_some()
    })?;
    let root = site.repository.article(note).front.clone();
    let below = root
        .text_at("longform.sceneFolder")
        .unwrap_or("/")
        .trim_matches('/')
        .to_owned();
    Some(Project {
        scenes: joined(note.folder(), &below),
        document: Document {
            path: note.clone(),
            root,
        },
    })
}

impl Project {
    /// Scenes; a list behind a scene stands below it.
    fn entries(&self, node: &Node, bases: &Bases<'_>, depth: usize) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        if depth >= limits::DEPTH {
            return entries;
        }
        for item in node.items() {
            let Some(name) = item.text() else {
                let below = self.entries(item, bases, depth + 1);
                match entries.last_mut() {
                    Some(Entry::Chapter(chapter)) => chapter.entries.extend(below),
                    _ => entries.extend(below),
                }
                continue;
            };
            let origin = self.document.place(item);
            if let Some(path) = bases.chapter(name, &origin) {
                entries.push(Entry::titled(path, Some(name), origin));
            }
        }
        entries
    }
}
