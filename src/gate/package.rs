//! The package document (EPUB 3.3, 5): a tree in; metadata, manifest and spine as the checks need them out.

use super::address::Address;
use super::xml::{NodeId, Tree};
use crate::diag::Place;
use crate::lookup::Lookup;

/// Which EPUB it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// EPUB 2.0.1.
    Two,
    /// EPUB 3.
    Three,
}

/// The package document.
#[derive(Debug)]
pub(super) struct Package {
    /// Its name in the container.
    pub(super) path: String,
    /// Its markup.
    pub(super) tree: Tree,
    /// What it says it is.
    pub(super) version: Version,
    /// The files that it lists.
    pub(super) items: Vec<Item>,
    /// The reading order: places in `items`.
    pub(super) spine: Vec<usize>,
    /// Places in `items` by path; of two, the first.
    paths: Lookup<String, usize>,
    /// Places in `items` by id; of two, the first.
    ids: Lookup<String, usize>,
    /// Places in the spine by place in `items`.
    orders: Lookup<usize, usize>,
}

/// A file of the book as the manifest lists it.
#[derive(Debug)]
pub(super) struct Item {
    /// Its id.
    pub(super) id: String,
    /// Its name in the container; `None` for a file on the network.
    pub(super) path: Option<String>,
    /// Its media type.
    pub(super) media_type: String,
    /// The entry.
    pub(super) node: NodeId,
}

impl Package {
    /// Reads a package document.
    pub(super) fn new(path: &str, tree: Tree) -> Self {
        let version = tree.root().and_then(|root| tree.value(root, "version"));
        let version = if version.unwrap_or_default().trim().starts_with('3') {
            Version::Three
        } else {
            Version::Two
        };
        let manifest = tree.named("manifest").next();
        let items: Vec<Item> = manifest.map_or(Vec::new(), |manifest| {
            let entries = tree.named_inside(manifest, "item");
            entries.map(|entry| item(path, &tree, entry)).collect()
        });
        let (mut paths, mut ids) = (Lookup::new(), Lookup::new());
        for (at, item) in items.iter().enumerate() {
            ids.entry(item.id.clone()).or_insert(at);
            if let Some(path) = &item.path {
                paths.entry(path.clone()).or_insert(at);
            }
        }
        let entries = tree.named("itemref");
        let entries = entries.filter_map(|entry| tree.value(entry, "idref"));
        let spine: Vec<usize> = entries.filter_map(|id| ids.get(id).copied()).collect();
        let mut orders = Lookup::new();
        for (order, at) in spine.iter().enumerate() {
            orders.entry(*at).or_insert(order);
        }
        Self {
            path: path.to_owned(),
            version,
            spine,
            items,
            paths,
            ids,
            orders,
            tree,
        }
    }

    /// The item of a file.
    pub(super) fn item_of(&self, path: &str) -> Option<&Item> {
        self.paths.get(path).map(|at| &self.items[*at])
    }

    /// The item of an id.
    pub(super) fn item(&self, id: &str) -> Option<&Item> {
        self.ids.get(id).map(|at| &self.items[*at])
    }

    /// The place of a file in the reading order.
    pub(super) fn order(&self, path: &str) -> Option<usize> {
        let at = self.paths.get(path)?;
        self.orders.get(at).copied()
    }

    /// The item with one of the words of `properties`.
    pub(super) fn item_with(&self, property: &str) -> Option<&Item> {
        let mut items = self.items.iter();
        items.find(|item| self.tree.lists(item.node, "properties", property))
    }

    /// Elements of the metadata by their local name, with their texts.
    pub(super) fn metadata<'a>(
        &'a self,
        name: &'a str,
    ) -> impl Iterator<Item = (NodeId, String)> + 'a {
        let metadata = self.tree.named("metadata").next();
        let inside = metadata.into_iter().flat_map(|one| self.tree.inside(one));
        inside
            .filter(move |node| self.tree.name(*node) == Some(name))
            .map(|node| (node, self.tree.text(node).trim().to_owned()))
    }

    /// The values that the metadata give to a property, in either version's way.
    pub(super) fn property<'a>(
        &'a self,
        name: &'a str,
    ) -> impl Iterator<Item = (NodeId, String)> + 'a {
        let metas = self.metadata("meta").chain(self.metadata("link"));
        metas.filter_map(move |(node, text)| {
            let tree = &self.tree;
            if tree.value(node, "property") == Some(name) {
                return Some((node, text));
            }
            if tree.lists(node, "rel", name) {
                return Some((node, tree.value(node, "href")?.to_owned()));
            }
            let named = tree.value(node, "name") == Some(name);
            named.then(|| {
                let content = tree.value(node, "content").unwrap_or_default();
                (node, content.to_owned())
            })
        })
    }

    /// The first language of the book, and its element.
    pub(super) fn language(&self) -> Option<(NodeId, String)> {
        let mut languages = self.metadata("language");
        languages.find(|(_, text)| !text.is_empty())
    }

    /// The place of the root's start tag.
    pub(super) fn root_place(&self) -> Place {
        let root = self.tree.root();
        root.map_or_else(|| self.tree.place_at(0..0), |root| self.tree.place(root))
    }
}

fn item(package: &str, tree: &Tree, node: NodeId) -> Item {
    let value = |name| tree.value(node, name).unwrap_or_default().trim().to_owned();
    let path = match Address::read(&value("href"), package) {
        Address::Inside { path, .. } => Some(path),
        Address::Outside | Address::Data | Address::Nowhere => None,
    };
    Item {
        id: value("id"),
        path,
        media_type: value("media-type").to_ascii_lowercase(),
        node,
    }
}
