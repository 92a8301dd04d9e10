//! One settings file: its path and its values, so that each value can say where it stands.

use super::{Fault, Node, Script, read_toml, read_yaml};
use crate::import::plan::{Found, Origin};
use crate::source::BookPath;

/// A settings file that was read.
#[derive(Clone, Debug)]
pub(in crate::import) struct Document {
    /// The file.
    pub(in crate::import) path: BookPath,
    /// Its values.
    pub(in crate::import) root: Node,
}

impl Document {
    /// Reads a text as the ending of its name says; JSON is read as the JavaScript that it is, which
    /// allows the comments that `tsconfig` and `_category_.json` carry.
    pub(in crate::import) fn read(path: &BookPath, text: &str) -> (Self, Option<Fault>) {
        let (root, fault) = match path.extension().as_str() {
            "toml" => read_toml(text),
            "json" | "json5" => Script::read_json(text),
            _ => read_yaml(text),
        };
        let path = path.clone();
        (Self { path, root }, fault)
    }

    /// Where a value stands.
    pub(in crate::import) fn place(&self, node: &Node) -> Origin {
        Origin::File {
            path: self.path.clone(),
            line: node.line,
        }
    }

    /// The scalar behind names joined by dots, with its place.
    pub(in crate::import) fn text(&self, keys: &str) -> Option<Found<String>> {
        let node = self.root.at(keys)?;
        let value = node.text()?.to_owned();
        let origin = self.place(node);
        Some(Found { value, origin })
    }

    /// The first of several names that has a scalar.
    pub(in crate::import) fn first_text(&self, keys: &[&str]) -> Option<Found<String>> {
        keys.iter().find_map(|keys| self.text(keys))
    }
}
