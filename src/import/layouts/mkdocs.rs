//! MkDocs: `mkdocs.yml` with `nav`, and the folder `docs` that it may rename; without `nav` the order of
//! names. The plugins awesome-pages and awesome-nav keep an order in `.pages` and `.nav.yml`, and have names for
//! what is not named; i18n translates titles.
//!
//! ```text
//! nav:
//!   - index.md
//!   - راهنما: guide/          the folder
//!   - "api/*.md"               files by a pattern
//!   - ...                      all others
//! ```

use std::collections::BTreeSet;

use super::chosen::Chosen;
use super::counterparts::Counterparts;
use super::{Reading, Site, pattern, relabel};
use crate::import::data::{Document, Node};
use crate::import::languages::Edition;
use crate::import::listed::{Bases, Target};
use crate::import::order::as_title;
use crate::import::plan::{Dialect, Entry, Layout, LeftOut, Notice, NoticeKind, Reason};
use crate::import::repository::{is_under, joined};
use crate::import::{Refusal, limits};
use crate::lookup::Lookup;
use crate::source::BookPath;

const SETTINGS: &[&str] = &["mkdocs.yml", "mkdocs.yaml", "zensical.toml"];

/// Whether there is `mkdocs.yml`.
pub(super) fn detect(site: &Site<'_>) -> bool {
    site.named(SETTINGS).is_some()
}

/// Reads settings and navigation.
pub(super) fn read(site: &Site<'_>) -> Result<Reading, Refusal> {
    let document = site.document(SETTINGS);
    let docs = document
        .as_ref()
        .and_then(|document| document.root.text_at("docs_dir"));
    let docs = site.folder(docs.unwrap_or("docs"));
    let edition = site.edition(&docs)?;
    let folder = edition.folder.clone();
    let mut reading = Reading::new(Layout::MkDocs, edition, site.roots(&[&folder, &docs]));
    let pages = pages_file(site, &folder);
    let navs = [&document, &pages].into_iter().flatten();
    let mut navs = navs.filter_map(|document| Some((document, document.root.get("nav")?)));
    if let Some((document, nav)) = navs.find(|(_, nav)| !nav.items().is_empty()) {
        let mut navigation = Navigation::of(site, document, nav, &docs, &reading.edition);
        let entries = navigation.entries(nav, 0);
        reading.left_out.extend(navigation.left_out);
        reading.entries = entries;
    } else {
        reading.order_folder(site, &folder);
    }
    if let Some(document) = &document {
        reading.facts.complete_from(document, "");
        let language = document.text("theme.language");
        reading.facts.say_language_tag(language);
        let direction = document.text("theme.direction");
        reading.facts.say_direction(direction);
        reading.published = document.root.text_at("site_url").map(str::to_owned);
        let extra = document
            .root
            .get("extra")
            .map(Node::pairs)
            .unwrap_or_default();
        for pair in extra {
            if let Some(value) = pair.node.text() {
                reading.variables.insert(pair.key.clone(), value.to_owned());
            }
        }
        leave_out_excluded(document, &folder, &mut reading);
        relabel(
            &mut reading.entries,
            &labels(&document.root, &reading.edition),
        );
    }
    reading.writes(&[Dialect::MkDocs]);
    Ok(reading)
}

fn pages_file(site: &Site<'_>, folder: &str) -> Option<Document> {
    site.repository
        .document_named(folder, &[".pages", ".nav.yml"])
}

/// The titles that the plugin i18n translates: `nav_translations`, of the language or by language.
fn labels<'d>(root: &'d Node, edition: &Edition) -> Lookup<&'d str, &'d str> {
    let own = |tag: &str| {
        let language = edition.language.as_ref().map(|found| found.value.primary());
        language.is_some_and(|own| tag.split(['-', '_']).next() == Some(own))
    };
    let plugins = root.get("plugins").map(Node::items).unwrap_or_default();
    let options: Vec<&Node> = plugins
        .iter()
        .filter_map(|plugin| plugin.get("i18n"))
        .collect();
    let by_language = options.iter().flat_map(|options| {
        let all = options.get("nav_translations").map(Node::pairs);
        let own = all.unwrap_or_default().iter().filter(|pair| own(&pair.key));
        own.map(|pair| &pair.node)
    });
    let of_language = options.iter().flat_map(|options| {
        let all = options
            .get("languages")
            .map(Node::items)
            .unwrap_or_default();
        let own = all
            .iter()
            .filter(|one| one.text_at("locale").is_some_and(own));
        own.filter_map(|one| one.get("nav_translations"))
    });
    let pairs = by_language.chain(of_language).flat_map(Node::pairs);
    pairs
        .filter_map(|pair| Some((pair.key.as_str(), pair.node.text()?)))
        .collect()
}

/// `not_in_nav` and `exclude_docs`: names one a line.
fn leave_out_excluded(document: &Document, folder: &str, reading: &mut Reading) {
    let keys = ["exclude_docs", "not_in_nav"];
    let patterns = keys.iter().filter_map(|key| document.root.text_at(key));
    let names: Vec<String> = patterns
        .flat_map(str::lines)
        .take(limits::PATTERNS)
        .map(|line| joined(folder, line.trim().trim_matches(['/', '*'])))
        .collect();
    for path in &reading.edition.files {
        if names
            .iter()
            .any(|name| crate::import::repository::is_under(path.as_str(), name))
        {
            let path = path.clone();
            let reason = Reason::Excluded;
            reading.left_out.push(LeftOut { reason, path });
        }
    }
}

/// A navigation: paths, folders, patterns, `title: path`, `title: [more]`.
struct Navigation<'d> {
    site: &'d Site<'d>,
    document: &'d Document,
    edition: &'d Edition,
    bases: Bases<'d>,
    /// The files that no line has named so far, and none names by itself.
    rest: BTreeSet<BookPath>,
    /// The patterns of its lines, apart from the one that means all others.
    patterns: Vec<String>,
    left_out: Vec<LeftOut>,
}

impl<'d> Navigation<'d> {
    fn of(
        site: &'d Site<'d>,
        document: &'d Document,
        nav: &Node,
        docs: &str,
        edition: &'d Edition,
    ) -> Self {
        let bases = site.bases(&[&edition.folder, docs]);
        let counterparts = Counterparts::of(edition);
        let mut rest = edition.files.clone();
        let mut patterns = Vec::new();
        for written in written_in(nav) {
            if let Some(pattern) = pattern_of(written) {
                patterns.extend((pattern != ALL).then(|| pattern.to_owned()));
            } else if let Some(folder) = folder_of(edition, written) {
                rest.retain(|path| !is_under(path.as_str(), &folder));
            } else if let Target::Chapter(path) = bases.target(written) {
                rest.remove(counterparts.named(&path).unwrap_or(&path));
            }
        }
        let left_out = Vec::new();
        Self {
            site,
            document,
            edition,
            bases,
            rest,
            patterns,
            left_out,
        }
    }

    fn entries(&mut self, node: &Node, depth: usize) -> Vec<Entry> {
        if depth >= limits::DEPTH {
            return Vec::new();
        }
        let mut entries = Vec::new();
        for item in node.items() {
            if let Some(written) = item.text() {
                entries.extend(self.line(written, None, item));
            }
            for pair in item.pairs() {
                match pair.node.text() {
                    Some(written) => {
                        entries.extend(self.line(written, Some(&pair.key), &pair.node));
                    }
                    None => entries.push(Entry::Heading {
                        title: pair.key.clone(),
                        origin: self.document.place(&pair.node),
                        entries: self.entries(&pair.node, depth + 1),
                    }),
                }
            }
        }
        entries
    }

    /// What a line of the navigation means.
    fn line(&mut self, written: &str, title: Option<&str>, node: &Node) -> Vec<Entry> {
        if let Some(pattern) = pattern_of(written) {
            let pattern = pattern.to_owned();
            return self.rest_by(node, &pattern);
        }
        if let Some(folder) = folder_of(self.edition, written) {
            let entries = self.ordered(self.edition.files.clone(), &folder);
            let title = title.map_or_else(|| as_title(written.trim_matches('/')), str::to_owned);
            let origin = self.document.place(node);
            return vec![Entry::Heading {
                title,
                origin,
                entries,
            }];
        }
        let origin = self.document.place(node);
        let path = self.bases.chapter(written, &origin);
        let chapter = path.map(|path| Entry::titled(path, title, origin));
        chapter.into_iter().collect()
    }

    /// The files that no other line names and a pattern means, in the order of their names.
    fn rest_by(&mut self, node: &Node, pattern: &str) -> Vec<Entry> {
        if pattern.starts_with("regex=") {
            self.site.repository.notice(Notice {
                kind: NoticeKind::NotRun,
                origin: self.document.place(node),
                message: "a regular expression in the navigation is not followed".to_owned(),
                hint: "name the files one by one".to_owned(),
            });
            return Vec::new();
        }
        let folder = self.edition.folder.clone();
        let is_meant = |path: &&BookPath| {
            let inside = path.as_str().strip_prefix(&folder).unwrap_or_default();
            let inside = inside.trim_start_matches('/');
            let mut others = self.patterns.iter();
            let elsewhere = pattern == ALL && others.any(|other| pattern::means(other, inside));
            !elsewhere && pattern::means(pattern, inside)
        };
        let meant: BTreeSet<BookPath> = self.rest.iter().filter(is_meant).cloned().collect();
        self.rest.retain(|path| !meant.contains(path));
        let below = joined(&folder, pattern::folder_of(pattern));
        self.ordered(meant, &below)
    }

    fn ordered(&mut self, files: BTreeSet<BookPath>, folder: &str) -> Vec<Entry> {
        let chosen = Chosen::of(self.site, self.edition, files, folder);
        self.left_out.extend(chosen.left_out);
        chosen.entries
    }
}

/// What lines name, at any depth.
fn written_in(nav: &Node) -> Vec<&str> {
    let mut found = Vec::new();
    let mut open = vec![(nav, 0)];
    while let Some((node, depth)) = open.pop() {
        found.extend(node.text());
        if depth < limits::DEPTH {
            let items = node
                .items()
                .iter()
                .filter(|item| !std::ptr::eq(*item, node));
            open.extend(
                items
                    .chain(node.pairs().iter().map(|pair| &pair.node))
                    .map(|node| (node, depth + 1)),
            );
        }
    }
    found
}

/// The folder with text that a line names.
fn folder_of(edition: &Edition, written: &str) -> Option<String> {
    let bare = written.trim_matches('/');
    let folder = joined(&edition.folder, bare);
    (!bare.is_empty() && edition.under(&folder).any(|path| path.as_str() != folder))
        .then_some(folder)
}

/// The pattern that means every file.
const ALL: &str = "**";

/// The pattern of a line that means files which no other names: `...`, `... | guide/*`, `guide/*.md`.
fn pattern_of(written: &str) -> Option<&str> {
    let Some(rest) = written.strip_prefix("...") else {
        return written.contains('*').then_some(written);
    };
    let words = rest.split('|').map(str::trim);
    let mut words = words.filter(|word| !word.is_empty() && *word != "flat");
    let pattern = words.next().unwrap_or(ALL);
    Some(pattern.strip_prefix("glob=").unwrap_or(pattern))
}
