//! What a folder says of the order of its files in a file of its own: `_meta.json` and `_meta.js` (Nextra),
//! `meta.json` (Fumadocs), `.pages` (awesome-pages of MkDocs), `_category_.json` (Docusaurus).

use super::data::{Document, Node};
use super::repository::Repository;

/// What a folder says of itself and of what lies in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Siblings {
    /// Its title.
    pub(super) title: Option<String>,
    /// Its place among its own neighbours.
    pub(super) position: Option<f64>,
    /// The files and folders in it, in order.
    pub(super) members: Vec<Member>,
}

/// A file or folder by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Member {
    /// The name without its ending.
    pub(super) name: String,
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
        let pages = repository.file(folder, ".pages");
        let document = pages.and_then(|path| repository.document(&path));
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
            members: Vec::new(),
        }
    }

    /// `{ "index": "آغاز", "guide": { "title": "راهنما" } }`.
    fn meta(root: &Node) -> Self {
        let members = root.pairs().iter().map(|pair| {
            let title = pair.node.text().or_else(|| pair.node.text_at("title"));
            Member {
                name: pair.key.clone(),
                title: title.map(str::to_owned),
            }
        });
        Self {
            members: members.collect(),
            ..Self::default()
        }
    }

    /// `title: …`, and a list of names or of `title: name`.
    fn list(root: &Node, key: &str) -> Self {
        let items = root.get(key).map(Node::items).unwrap_or_default();
        let members = items.iter().filter_map(|item| {
            let pair = item.pairs().first();
            let name = item.text().or_else(|| pair?.node.text())?;
            let name = name.trim_end_matches('/');
            let stem = name.rsplit_once(".md").map_or(name, |(stem, _)| stem);
            Some(Member {
                name: stem.to_owned(),
                title: pair.map(|pair| pair.key.clone()),
            })
        });
        Self {
            title: root.text_at("title").map(str::to_owned),
            position: None,
            members: members.collect(),
        }
    }

    /// The place of a member, counted from 0, and what it is called.
    pub(super) fn member(&self, name: &str) -> Option<Placed<'_>> {
        let index = self.members.iter().position(|member| member.name == name)?;
        let place = u32::try_from(index).map_or(f64::MAX, f64::from);
        let title = self.members[index].title.as_deref();
        Some(Placed { place, title })
    }
}

/// The place of a member among its neighbours.
pub(super) struct Placed<'s> {
    /// Its place.
    pub(super) place: f64,
    /// Its title.
    pub(super) title: Option<&'s str>,
}
