//! Settings files of any notation in, one tree of values with their lines out.
//!
//! YAML, TOML, JSON and the object literals of JavaScript all become a [`Node`]; what a notation says
//! beyond that (types of scalars, tags, functions) is of no use to a list of chapters.

mod document;
mod script;
mod toml;
mod yaml;

use std::collections::BTreeMap;

pub(super) use self::document::Document;
pub(super) use self::script::Script;
pub(super) use self::toml::read as read_toml;
pub(super) use self::yaml::read as read_yaml;

/// A value of a settings file and the line it begins on, counted from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Node {
    /// The line, from 1.
    pub(super) line: usize,
    /// What stands there.
    pub(super) value: Value,
}

/// What a settings file can hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Value {
    /// Nothing: `null`, `~`, an empty value.
    #[default]
    Nothing,
    /// A text, a number, a date, true or false, as written without quotes.
    Scalar(String),
    /// Values in order.
    List(Vec<Node>),
    /// Values by name, in the order written.
    Map(Vec<Pair>),
    /// Something that only a program could work out.
    Unread,
}

/// Maps in each other whose scalars have a name.
const MOST_NAMES: usize = 3;

/// A name and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// The name.
    pub(super) key: String,
    /// The value; its line is that of the name where the value stands on the same line.
    pub(super) node: Node,
}

/// What is wrong with a settings file, and on which line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The line, from 1.
    pub(super) line: usize,
    /// What is wrong, without a full stop.
    pub(super) message: String,
}

impl Node {
    /// The value of a name; the last one where it stands twice, as in JavaScript.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        let pairs = self.pairs().iter().rev();
        pairs
            .filter(|pair| pair.key == key)
            .map(|pair| &pair.node)
            .next()
    }

    /// The value behind names joined by dots: `book.chapters`.
    pub(super) fn at(&self, keys: &str) -> Option<&Self> {
        keys.split('.').try_fold(self, |node, key| node.get(key))
    }

    /// The scalar itself; `None` where it is empty or something else.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) if !text.trim().is_empty() => Some(text.trim()),
            _ => None,
        }
    }

    /// The scalar of a name.
    pub(super) fn text_at(&self, keys: &str) -> Option<&str> {
        self.at(keys).and_then(Self::text)
    }

    /// Whether a name says true.
    pub(super) fn is_true(&self, keys: &str) -> bool {
        matches!(self.text_at(keys), Some("true" | "yes" | "True" | "on"))
    }

    /// The number of a name, digits of any script.
    pub(super) fn number(&self, keys: &str) -> Option<f64> {
        let text = crate::locale::Digits::Latin.convert(self.text_at(keys)?);
        text.parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// The values of a list; one value alone counts as a list of one, nothing as none.
    pub(super) fn items(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            Value::Nothing => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// The names and values; none where it is no map.
    pub(super) fn pairs(&self) -> &[Pair] {
        match &self.value {
            Value::Map(pairs) => pairs,
            _ => &[],
        }
    }

    /// The scalars in it by their names, joined by dots: `author.name`.
    pub(super) fn scalars(&self) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        let mut open = vec![(String::new(), self)];
        while let Some((prefix, node)) = open.pop() {
            for pair in node.pairs() {
                let name = format!("{prefix}{}", pair.key);
                if let Some(text) = pair.node.text() {
                    found.insert(name, text.to_owned());
                } else if prefix.matches('.').count() < MOST_NAMES {
                    open.push((format!("{name}."), &pair.node));
                }
            }
        }
        found
    }

    /// Whether it is something that only a program could work out.
    pub(super) fn is_unread(&self) -> bool {
        self.value == Value::Unread
    }
}
