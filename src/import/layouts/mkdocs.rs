//! MkDocs: `mkdocs.yml` with `nav`, and the folder `docs` that it may rename; without `nav` the order of
//! names. The plugin awesome-pages keeps an order in `.pages`.

use super::{Reading, Site};
use crate::import::data::{Document, Node};
use crate::import::listed::Bases;
use crate::import::plan::{
    Chapter, Dialect, Entry, Layout, LeftOut, Matter, Notice, NoticeKind, Reason,
};
use crate::import::repository::joined;
use crate::import::{Refusal, limits};

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
    let nav = document
        .as_ref()
        .and_then(|document| Navigation::of(document, document.root.get("nav")?));
    let nav = nav.or_else(|| Navigation::of(pages.as_ref()?, pages.as_ref()?.root.get("nav")?));
    if let Some(nav) = nav {
        let bases = site.bases(&[&folder, &docs]);
        reading.entries = nav.entries(nav.node, &bases, 0);
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
    }
    reading.writes(&[Dialect::MkDocs]);
    Ok(reading)
}

fn pages_file(site: &Site<'_>, folder: &str) -> Option<Document> {
    let path = site.repository.file(folder, ".pages")?;
    site.repository.document(&path)
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

/// A navigation: paths, `title: path`, `title: [more]`.
struct Navigation<'d> {
    document: &'d Document,
    node: &'d Node,
}

impl<'d> Navigation<'d> {
    fn of(document: &'d Document, node: &'d Node) -> Option<Self> {
        (!node.items().is_empty()).then_some(Self { document, node })
    }

    fn entries(&self, node: &Node, bases: &Bases<'_>, depth: usize) -> Vec<Entry> {
        if depth >= limits::DEPTH {
            return Vec::new();
        }
        let mut entries = Vec::new();
        for item in node.items() {
            if let Some(written) = item.text() {
                entries.extend(self.chapter(written, None, item, bases));
            }
            for pair in item.pairs() {
                match pair.node.text() {
                    Some(written) => {
                        entries.extend(self.chapter(written, Some(&pair.key), &pair.node, bases))
                    }
                    None => entries.push(Entry::Heading {
                        title: pair.key.clone(),
                        origin: self.document.place(&pair.node),
                        entries: self.entries(&pair.node, bases, depth + 1),
                    }),
                }
            }
        }
        entries
    }

    fn chapter(
        &self,
        written: &str,
        title: Option<&str>,
        node: &Node,
        bases: &Bases<'_>,
    ) -> Option<Entry> {
        let origin = self.document.place(node);
        if written.contains('*') || written == "..." {
            bases.repository.notice(Notice {
                kind: NoticeKind::NotRun,
                origin,
                message: "a pattern in the navigation is not followed".to_owned(),
                hint: "name the files one by one".to_owned(),
            });
            return None;
        }
        let path = bases.chapter(written, &origin)?;
        Some(Entry::Chapter(Chapter {
            path,
            title: title.map(str::to_owned),
            origin,
            matter: Matter::Body,
            entries: Vec::new(),
        }))
    }
}
