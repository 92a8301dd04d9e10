//! The files of the program as syntax trees, without their tests.

use std::path::{Path, PathBuf};

use syn::{Attribute, ImplItem, Item, UseTree};

use crate::snapshot::project;

/// A file of `src/`.
pub(super) struct Source {
    /// Its module: `["page", "column"]` of `src/page/column.rs`.
    pub(super) module: Vec<String>,
    /// What stands in it.
    pub(super) items: Vec<Item>,
}

impl Source {
    /// The room of the file; none of `lib.rs`.
    pub(super) fn room(&self) -> &str {
        self.module.first().map_or("", String::as_str)
    }

    /// Every path that a `use` of the file names, with whether others can import it from here.
    pub(super) fn imports(&self) -> Vec<Import> {
        let mut found = Vec::new();
        for item in &self.items {
            if let Item::Use(item) = item {
                let reach = match item.vis {
                    syn::Visibility::Inherited => Reach::Private,
                    _ => Reach::Exported,
                };
                collect(&item.tree, &mut Vec::new(), reach, &mut found);
            }
        }
        found
    }
}

/// A path that a `use` names.
pub(super) struct Import {
    /// `["crate", "line", "SetLine"]`; a glob ends in `*`.
    pub(super) path: Vec<String>,
    /// The name it has here.
    pub(super) name: String,
    /// Who sees it.
    pub(super) reach: Reach,
}

/// Who sees an import.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// The module and those inside it.
    Private,
    /// Others, too: `pub use`, `pub(crate) use`.
    Exported,
}

fn collect(tree: &UseTree, before: &mut Vec<String>, reach: Reach, found: &mut Vec<Import>) {
    let mut add = |before: &[String], last: String, name: String| {
        let mut path = before.to_vec();
        // `use a::{self}` names `a`.
        if last != "self" || path.is_empty() {
            path.push(last);
        }
        let name = if name == "self" {
            path[path.len() - 1].clone()
        } else {
            name
        };
        found.push(Import { path, name, reach });
    };
    match tree {
        UseTree::Name(name) => add(before, name.ident.to_string(), name.ident.to_string()),
        UseTree::Rename(name) => add(before, name.ident.to_string(), name.rename.to_string()),
        UseTree::Glob(_) => add(before, "*".to_owned(), "*".to_owned()),
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            collect(&path.tree, before, reach, found);
            before.pop();
        }
        UseTree::Group(group) => {
            for tree in &group.items {
                collect(tree, before, reach, found);
            }
        }
    }
}

/// Every Rust file below a folder, sorted.
pub(super) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The files of `src/` without modules for tests and without what stands under `cfg(test)`.
pub(super) fn program() -> Vec<Source> {
    let folder = project("src");
    let mut tests = Vec::new();
    let mut sources = Vec::new();
    for path in files(&folder) {
        if path.ends_with("src/main.rs") {
            continue;
        }
        let module = module_of(path.strip_prefix(&folder).unwrap());
        let text = std::fs::read_to_string(&path).unwrap();
        let mut items = syn::parse_file(&text).unwrap().items;
        items.retain_mut(|item| {
            let is_test = attributes(item).iter().any(is_test);
            if let (Item::Mod(item), true) = (&*item, is_test) {
                tests.push([module.clone(), vec![item.ident.to_string()]].concat());
            }
            if let Item::Impl(item) = item {
                item.items.retain(|item| match item {
                    ImplItem::Fn(item) => !item.attrs.iter().any(self::is_test),
                    _ => true,
                });
            }
            !is_test
        });
        sources.push(Source { module, items });
    }
    sources.retain(|source| !tests.iter().any(|test| source.module.starts_with(test)));
    sources
}

fn module_of(path: &Path) -> Vec<String> {
    let path = path.with_extension("");
    let parts = path.iter().map(|part| part.to_str().unwrap().to_owned());
    let mut parts: Vec<String> = parts.collect();
    parts.pop_if(|last| last == "mod" || last == "lib");
    parts
}

/// Whether an attribute is `cfg(test)` or `cfg(all(test, …))`.
fn is_test(attribute: &Attribute) -> bool {
    let syn::Meta::List(list) = &attribute.meta else {
        return false;
    };
    let condition = list.tokens.to_string().replace(' ', "");
    list.path.is_ident("cfg") && (condition == "test" || condition.starts_with("all(test"))
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// The name that an item defines.
pub(super) fn defined(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Mod(item) => &item.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}
