//! What a folder says of the order of its files in a file of its own: `_meta.json` and `_meta.js` (Nextra),
//! `meta.json` (Fumadocs), `.pages` and `.nav.yml` (awesome-pages and awesome-nav of MkDocs), `_category_.json`
//! (Docusaurus).

use super::data::{Document, Node};
use super::repository::Repository;
use crate::lookup::Lookup;

/// What a folder says of itself and of what lies in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Siblings {
    /// Its title.
    pub(super) title: Option<String>,
    /// Its place among its own neighbours.
    pub(super) position: Option<f64>,
    /// The files and folders in it, by their names without endings.
    pub(super) members: Lookup<String, Member>,
    /// The place of all that it does not name: `...`.
    pub(super) rest: Option<f64>,
}

/// A file or folder among its neighbours.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Member {
    /// Its place, counted from 0.
    pub(super) place: f64,
    /// The title that the folder gives it.
    pub(super) title: Option<String>,
}

impl Siblings {
    /// Reads what a folder says; the default where it says nothing.
    pub(super) fn of(repository: &Repository<'_>, folder: &str) -> Self {
        let data = ["_category_.json", "_category_.yml", "_category_.yaml"];
        if let Some(document) = repository.document_named(folder, &data) {
            return Self::category(&document);
        }
        if let Some(document) = repository.document_named(folder, &["_meta.json"]) {
            return Self::meta(&document.root);
        }
        let scripts = [
            "_meta.js",
            "_meta.ts",
            "_meta.mjs",
            "_meta.jsx",
            "_meta.tsx",
        ];
        if let Some(path) = repository.named(folder, &scripts) {
            let document = repository.script(&path);
            return document.map_or_else(Self::default, |document| Self::meta(&document.root));
        }
        if let Some(document) = repository.document_named(folder, &["meta.json"]) {
            return Self::list(&document.root, "pages");
        }
        let document = repository.document_named(folder, &[".pages", ".nav.yml"]);
        document.map_or_else(Self::default, |document| {
            let key = if document.root.get("nav").is_some() {
                "nav"
            } else {
                "arrange"
            };
            Self::list(&document.root, key)
        })
    }

    fn category(document: &Document) -> Self {
        Self {
            title: document.root.text_at("label").map(str::to_owned),
            position: document.root.number("position"),
            members: Lookup::new(),
            rest: None,
        }
    }

    /// `{ "index": "آغاز", "guide": { "title": "راهنما" } }`.
    fn meta(root: &Node) -> Self {
        let mut siblings = Self::default();
        for pair in root.pairs() {
            let title = pair.node.text().or_else(|| pair.node.text_at("title"));
            siblings.add(&pair.key, title);
        }
        siblings
    }

    /// `title: …`, and a list of names or of `title: name`.
    fn list(root: &Node, key: &str) -> Self {
        let mut siblings = Self {
            title: root.text_at("title").map(str::to_owned),
            ..Self::default()
        };
        for item in root.get(key).map(Node::items).unwrap_or_default() {
            let pair = item.pairs().first();
            let name = item.text().or_else(|| pair?.node.text());
            let name = name.unwrap_or_default().trim_end_matches('/');
            let stem = name.rsplit_once(".md").map_or(name, |(stem, _)| stem);
            siblings.add(stem, pair.map(|pair| pair.key.as_str()));
        }
        siblings
    }

    fn add(&mut self, name: &str, title: Option<&str>) {
        let others = usize::from(self.rest.is_some());
        let place = u32::try_from(self.members.len() + others).map_or(f64::MAX, f64::from);
        if name.starts_with("...") || name == "*" {
            self.rest.get_or_insert(place);
            return;
        }
        let title = title.map(str::to_owned);
        self.members
            .entry(name.to_owned())
            .or_insert(Member { place, title });
    }
}
