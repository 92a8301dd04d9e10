//! GitBook and HonKit: `SUMMARY.md` beside the chapters; `book.json` or `.gitbook.yaml` may name another
//! root; `LANGS.md` lists a folder for each language.

use super::{Reading, Site};
use crate::import::data::Document;
use crate::import::languages::language_folders;
use crate::import::outline;
use crate::import::plan::{Chapter, Dialect, Entry, Layout, LeftOut, Matter, Reason};
use crate::import::repository::{Repository, at, joined};
use crate::import::{Refusal, limits};
use crate::source::BookPath;

const SETTINGS: &[&str] = &["book.json", "book.js", ".gitbook.yaml", ".gitbook.yml"];

/// The folder and the name that the settings give.
struct Structure {
    root: String,
    summary: String,
}

impl Structure {
    fn of(site: &Site<'_>) -> Self {
        let document = settings(site, &site.base);
        let text = |keys: &str| {
            document
                .as_ref()
                .and_then(|document| document.root.text_at(keys))
        };
        let root = text("root").unwrap_or("").trim_matches(['.', '/']);
        Self {
            root: joined(&site.base, root),
            summary: text("structure.summary").unwrap_or("SUMMARY.md").to_owned(),
        }
    }

    fn summary(&self, repository: &Repository<'_>, folder: &str) -> Option<BookPath> {
        repository.named(folder, &[&self.summary])
    }
}

fn settings(site: &Site<'_>, folder: &str) -> Option<Document> {
    site.repository.document_named(folder, SETTINGS)
}

/// Whether there is a summary, in the root or in the folder of a language.
pub(super) fn detect(site: &Site<'_>) -> bool {
    let structure = Structure::of(site);
    let folders = language_folders(site.repository, &structure.root);
    let mut all = std::iter::once(structure.root.clone()).chain(folders);
    all.any(|folder| structure.summary(site.repository, &folder).is_some())
}

/// Reads settings and `SUMMARY.md`.
pub(super) fn read(site: &Site<'_>) -> Result<Reading, Refusal> {
    let structure = Structure::of(site);
    let edition = site.edition(&structure.root)?;
    let own = structure.summary(site.repository, &edition.folder);
    let summary = own.or_else(|| structure.summary(site.repository, &structure.root));
    let folder = summary
        .as_ref()
        .map_or(edition.folder.clone(), |path| path.folder().to_owned());
    let bases = site.bases(&[&folder, &structure.root]);
    let roots = site.roots(&[&folder, &structure.root]);
    let mut reading = Reading::new(Layout::GitBook, edition, roots);
    if let Some(path) = summary {
        let text = site.repository.settings_text(&path).unwrap_or_default();
        reading.entries = outline::read(&text, &path, &bases);
        reading.left_out.push(LeftOut {
            reason: Reason::Read,
            path,
        });
    }
    add_glossary(site, &folder, &mut reading);
    // The settings of a language complete those of all.
    for folder in [&folder, &structure.root, &site.base] {
        if let Some(document) = settings(site, folder) {
            take_facts(&document, &mut reading);
        }
    }
    leave_out_ignored(site, &mut reading);
    add_cover(site, &folder, &mut reading);
    reading.writes(&[Dialect::GitBook]);
    Ok(reading)
}

/// GitBook puts `GLOSSARY.md` behind the chapters by itself.
fn add_glossary(site: &Site<'_>, folder: &str, reading: &mut Reading) {
    let Some(path) = site.repository.named(folder, &["GLOSSARY.md"]) else {
        return;
    };
    reading.entries.push(Entry::Chapter(Chapter {
        origin: at(&path, 1),
        path,
        title: None,
        matter: Matter::Back,
        entries: Vec::new(),
    }));
}

fn take_facts(document: &Document, reading: &mut Reading) {
    reading.facts.complete_from(document, "");
    let direction = document.text("direction");
    reading.facts.say_direction(direction);
    let variables = document.root.get("variables").map(|node| node.pairs());
    for pair in variables.unwrap_or_default() {
        if let Some(value) = pair.node.text() {
            let name = format!("book.{}", pair.key);
            reading
                .variables
                .entry(name)
                .or_insert_with(|| value.to_owned());
        }
    }
}

/// The patterns of `.bookignore`: names and folders, one a line; other patterns leave nothing out.
fn leave_out_ignored(site: &Site<'_>, reading: &mut Reading) {
    let Some(path) = site.named(&[".bookignore"]) else {
        return;
    };
    let text = site.repository.settings_text(&path).unwrap_or_default();
    let lines = text.lines().map(str::trim);
    let patterns: Vec<String> = lines
        .filter(|line| !line.is_empty() && !line.starts_with(['#', '!']))
        .take(limits::PATTERNS)
        .map(|line| {
            joined(
                &site.base,
                line.trim_start_matches("./").trim_matches(['/', '*']),
            )
        })
        .collect();
    for file in &reading.edition.files {
        let ignored = patterns
            .iter()
            .any(|pattern| crate::import::repository::is_under(file.as_str(), pattern));
        if ignored {
            let path = file.clone();
            let reason = Reason::Excluded;
            reading.left_out.push(LeftOut { reason, path });
        }
    }
}

/// The cover has a name and no key: `cover.jpg`.
fn add_cover(site: &Site<'_>, folder: &str, reading: &mut Reading) {
    let names = ["cover.jpg", "cover.png", "cover.jpeg"];
    let folders = [folder, site.base.as_str()];
    let mut found = folders
        .iter()
        .filter_map(|folder| site.repository.named(folder, &names));
    if let Some(cover) = found.next() {
        reading.facts.say_cover(cover);
    }
}
