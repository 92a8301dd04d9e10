//! Reads the tables of elements, once.

use std::sync::LazyLock;

use super::value::Value;
use crate::lookup::{Lookup, Seen};

/// The elements of XHTML.
pub(super) static XHTML: LazyLock<Rules> = LazyLock::new(|| Rules::read(include_str!("xhtml.txt")));

/// The elements of MathML.
pub(super) static MATHML: LazyLock<Rules> =
    LazyLock::new(|| Rules::read(include_str!("mathml.txt")));

/// The elements of package documents.
pub(super) static PACKAGE: LazyLock<Rules> =
    LazyLock::new(|| Rules::read(include_str!("package.txt")));

/// The elements of the contents of EPUB 2.
pub(super) static NCX: LazyLock<Rules> = LazyLock::new(|| Rules::read(include_str!("ncx.txt")));

/// The elements of a vocabulary.
pub(super) struct Rules {
    elements: Lookup<&'static str, Rule>,
    everywhere: Lookup<&'static str, Value>,
}

/// What an element may have.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    /// Whether words may stand in it.
    pub(super) words: bool,
    /// The elements that may.
    pub(super) elements: Seen<&'static str>,
    /// Its own attributes.
    attributes: Lookup<&'static str, Value>,
    /// Whether it may have any attribute.
    any_attribute: bool,
    /// Its roles.
    pub(super) roles: Seen<&'static str>,
}

/// The lists that have names, as words.
type Lists = Lookup<&'static str, Vec<&'static str>>;

impl Rules {
    fn read(table: &'static str) -> Self {
        let mut lists = Lists::new();
        let mut elements = Lookup::new();
        for entry in entries(table) {
            let Some((head, body)) = entry.split_once(": ").or_else(|| entry.split_once(':'))
            else {
                continue;
            };
            if head == "*" || head.starts_with('%') {
                lists.insert(head, body.split_whitespace().collect());
                continue;
            }
            let rule = Rule::read(body, &lists);
            elements.extend(head.split_whitespace().map(|name| (name, rule.clone())));
        }
        let everywhere = resolved(&["*"], &lists);
        let everywhere = everywhere.iter().map(|word| Value::read(word)).collect();
        Self {
            elements,
            everywhere,
        }
    }

    /// What an element may have; `None` for one that there is not.
    pub(super) fn element(&self, name: &str) -> Option<&Rule> {
        self.elements.get(name)
    }

    /// What the value of an attribute may be; `None` for an attribute that the element cannot have.
    pub(super) fn attribute<'a>(&'a self, rule: &'a Rule, name: &str) -> Option<&'a Value> {
        static ANYTHING: Value = Value::ANY;
        let own = rule.attributes.get(name);
        let found = own.or_else(|| self.everywhere.get(name));
        found.or_else(|| rule.any_attribute.then_some(&ANYTHING))
    }
}

impl Rule {
    fn read(body: &'static str, lists: &Lists) -> Self {
        let words: Vec<&'static str> = body.split_whitespace().collect();
        let mut parts = words.split(|word| *word == "|");
        let mut part = || resolved(parts.next().unwrap_or_default(), lists);
        let mut content: Seen<&str> = part().into_iter().collect();
        let attributes = part();
        let roles = part();
        Self {
            words: content.remove("words"),
            elements: content,
            any_attribute: attributes.contains(&"any"),
            attributes: attributes.iter().map(|word| Value::read(word)).collect(),
            roles: roles.into_iter().collect(),
        }
    }
}

/// Words with the named lists among them put in their place; `*` is a list where it stands alone.
fn resolved(words: &[&'static str], lists: &Lists) -> Vec<&'static str> {
    let mut all = Vec::new();
    for word in words {
        match lists.get(word) {
            Some(list) => all.extend(resolved(list, lists)),
            None => all.push(*word),
        }
    }
    all
}

/// The entries of a table, each in one piece of the text: lines that begin with spaces go on.
fn entries(table: &'static str) -> Vec<&'static str> {
    let mut entries = Vec::new();
    let mut start = None;
    let mut at = 0;
    for line in table.split_inclusive('\n') {
        let begins = !line.starts_with(' ');
        if begins {
            entries.extend(start.take().map(|from| &table[from..at]));
            if !line.starts_with('#') {
                start = Some(at);
            }
        }
        at += line.len();
    }
    entries.extend(start.map(|from| &table[from..]));
    entries
}
