//! Sphinx with MyST: `conf.py`, and trees of contents in the pages themselves, from `index.md` on.
//!
//! ````text
//! ```{toctree}
//! :caption: بخش یکم
//! intro
//! باب دوم <guide/two>
//! ```
//! ````

use std::collections::BTreeSet;

use super::chosen::Chosen;
use super::{Reading, Site, pattern};
use crate::import::languages::Edition;
use crate::import::listed::{Bases, Target};
use crate::import::plan::{
    Chapter, Contributor, Dialect, Entry, Found, Layout, Matter, Origin, Part,
};
use crate::import::repository::{at, joined};
use crate::import::{Refusal, limits};
use crate::locale::Language;
use crate::lookup::Seen;
use crate::source::BookPath;

const SETTINGS: &[&str] = &["conf.py"];

/// What the page is called at which a book begins.
const ROOTS: &[&str] = &["index.md", "contents.md", "README.md"];

/// Whether there is `conf.py`, and a page of Markdown with a tree of contents.
pub(super) fn detect(site: &Site<'_>) -> bool {
    site.named(SETTINGS).is_some() && root(site, &site.base).is_some()
}

/// The page at which the tree begins.
fn root(site: &Site<'_>, folder: &str) -> Option<BookPath> {
    let path = site.repository.named(folder, ROOTS)?;
    let text = site.repository.text(&path, limits::ARTICLE_BYTES)?;
    text.contains("{toctree}").then_some(path)
}

/// Reads the trees of contents, from the first page on.
pub(super) fn read(site: &Site<'_>) -> Result<Reading, Refusal> {
    let edition = site.edition(&site.base)?;
    let folder = edition.folder.clone();
    let mut reading = Reading::new(Layout::Sphinx, edition, site.roots(&[&folder]));
    let start = root(site, &folder).or_else(|| root(site, &site.base));
    if let Some(start) = start {
        let mut tree = Tree {
            site,
            edition: &reading.edition,
            seen: [start.clone()].into_iter().collect(),
        };
        let below = tree.below(&start, 0);
        reading.entries = std::iter::once(Entry::chapter(start.clone(), at(&start, 1)))
            .chain(below)
            .collect();
    }
    if let Some(settings) = site.named(SETTINGS) {
        take_facts(site, &settings, &mut reading);
    }
    reading.writes(&[Dialect::Pandoc, Dialect::Myst]);
    Ok(reading)
}

/// Takes what `conf.py` says in literals: `project = "کتاب"`.
fn take_facts(site: &Site<'_>, settings: &BookPath, reading: &mut Reading) {
    let text = site.repository.settings_text(settings).unwrap_or_default();
    let said = |name: &str| {
        text.lines().enumerate().find_map(|(index, line)| {
            let value = line.strip_prefix(name)?.trim_start().strip_prefix('=')?;
            let value = value.trim().trim_start_matches(['u', 'r']);
            let quote = value.chars().next().filter(|sign| "\"'".contains(*sign))?;
            let value = value[1..].split(quote).next()?.trim().to_owned();
            let origin = at(settings, index + 1);
            (!value.is_empty()).then_some(Found { value, origin })
        })
    };
    let facts = &mut reading.facts;
    facts.title = facts.title.take().or_else(|| said("project"));
    facts.rights = facts.rights.take().or_else(|| said("copyright"));
    let language = said("language").and_then(|found| {
        let value = Language::new(&found.value)?;
        let origin = found.origin;
        Some(Found { value, origin })
    });
    facts.language = facts.language.take().or(language);
    if let Some(Found { value, origin }) = said("author").filter(|_| facts.people.is_empty()) {
        let (name, part) = (value, Part::Author);
        let value = Contributor { name, part };
        facts.people.push(Found { value, origin });
    }
}

/// A directive that lists pages.
#[derive(Default)]
struct TocTree {
    caption: Option<String>,
    glob: bool,
    /// Lines with their numbers, from 1.
    lines: Vec<(usize, String)>,
}

/// The trees of contents of a text.
fn trees(text: &str) -> Vec<TocTree> {
    let mut found = Vec::new();
    let mut open: Option<(&str, TocTree)> = None;
    for (index, line) in text.lines().enumerate() {
        let bare = line.trim();
        let fence = bare.trim_end_matches(|sign| sign != '`' && sign != ':');
        match &mut open {
            None => {
                let signs = bare.len() - bare.trim_start_matches(['`', ':']).len();
                if signs >= 3 && bare[signs..].trim_start().starts_with("{toctree}") {
                    open = Some((&bare[..signs], TocTree::default()));
                }
            }
            Some((begun, _)) if fence.starts_with(*begun) && bare == fence => {
                found.extend(open.take().map(|(_, tree)| tree));
            }
            Some((_, tree)) => tree.take(index + 1, bare),
        }
    }
    found
}

impl TocTree {
    fn take(&mut self, number: usize, line: &str) {
        let option = line.strip_prefix(':').and_then(|rest| rest.split_once(':'));
        match option {
            Some(("caption", caption)) => self.caption = Some(caption.trim().to_owned()),
            Some(("glob", _)) => self.glob = true,
            Some(_) => {}
            None if line.is_empty() || line == "---" || line.starts_with("caption:") => {
                let caption = line.strip_prefix("caption:");
                self.caption = self
                    .caption
                    .take()
                    .or(caption.map(|it| it.trim().to_owned()));
            }
            None => self.lines.push((number, line.to_owned())),
        }
    }
}

/// The pages that other pages list, each of them once.
struct Tree<'t> {
    site: &'t Site<'t>,
    edition: &'t Edition,
    seen: Seen<BookPath>,
}

impl Tree<'_> {
    /// What a page lists.
    fn below(&mut self, page: &BookPath, depth: usize) -> Vec<Entry> {
        if depth >= limits::DEPTH {
            return Vec::new();
        }
        let text = self.site.repository.text(page, limits::ARTICLE_BYTES);
        let mut entries = Vec::new();
        for tree in trees(&text.unwrap_or_default()) {
            let origin = at(page, tree.lines.first().map_or(1, |(number, _)| *number));
            let mut listed = Vec::new();
            for (number, line) in &tree.lines {
                listed.extend(self.line(page, line, at(page, *number), depth));
            }
            match tree.caption {
                Some(title) => entries.push(Entry::Heading {
                    title,
                    origin,
                    entries: listed,
                }),
                None => entries.extend(listed),
            }
        }
        entries
    }

    fn line(&mut self, page: &BookPath, line: &str, origin: Origin, depth: usize) -> Vec<Entry> {
        if line == "self" {
            return Vec::new();
        }
        let titled = line
            .strip_suffix('>')
            .and_then(|line| line.rsplit_once('<'));
        let (title, written) = match titled {
            Some((title, written)) => (Some(title.trim().to_owned()), written.trim()),
            None => (None, line),
        };
        if written.contains('*') {
            return self.meant_by(page, written);
        }
        let bases = Bases {
            repository: self.site.repository,
            folders: if written.starts_with('/') {
                vec![self.site.base.clone()]
            } else {
                vec![page.folder().to_owned()]
            },
        };
        if bases.target(written) == Target::Elsewhere {
            return Vec::new();
        }
        let path = bases.chapter(written, &origin);
        let Some(path) = path.filter(|path| self.seen.insert(path.clone())) else {
            return Vec::new();
        };
        let entries = self.below(&path, depth + 1);
        vec![Entry::Chapter(Chapter {
            path,
            title,
            origin,
            matter: Matter::Body,
            entries,
        })]
    }

    /// The pages that a pattern means, in the order of their names.
    fn meant_by(&mut self, page: &BookPath, written: &str) -> Vec<Entry> {
        let pattern = joined(page.folder(), written.trim_start_matches('/'));
        let is_meant = |path: &&BookPath| {
            let path = path.as_str();
            let name = path.rsplit_once('.').map_or(path, |(name, _)| name);
            pattern::means(&pattern, path) || pattern::means(&pattern, name)
        };
        let files = self.edition.files.iter().filter(is_meant);
        let files: BTreeSet<BookPath> = files
            .filter(|path| !self.seen.contains(*path))
            .cloned()
            .collect();
        self.seen.extend(files.iter().cloned());
        let below = pattern::folder_of(&pattern);
        Chosen::of(self.site, self.edition, files, below).entries
    }
}
