//! MathML as a tree: elements with attributes and content in, markup out.
//!
//! A formula is only ever written from this tree, so that it is well-formed whatever the author typed;
//! `build` gives each element as many children as MathML asks for.

use crate::epub::xml::{Markup, Tag};

/// An element of MathML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Element {
    /// Its name.
    pub(super) name: &'static str,
    attributes: Vec<Attribute>,
    content: Content,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Attribute {
    name: &'static str,
    value: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Content {
    Words(String),
    Elements(Vec<Element>),
}

impl Element {
    /// A token: letters, digits, an operator or words.
    pub(super) fn token(name: &'static str, words: impl Into<String>) -> Self {
        Self {
            name,
            attributes: Vec::new(),
            content: Content::Words(words.into()),
        }
    }

    /// An element around others.
    pub(super) fn around(name: &'static str, elements: Vec<Element>) -> Self {
        Self {
            name,
            attributes: Vec::new(),
            content: Content::Elements(elements),
        }
    }

    /// Several elements as one: the only one itself, else a row of them.
    pub(super) fn one(mut elements: Vec<Element>) -> Self {
        match elements.pop() {
            Some(only) if elements.is_empty() => only,
            Some(last) => {
                elements.push(last);
                Self::around("mrow", elements)
            }
            None => Self::around("mrow", elements),
        }
    }

    /// Adds an attribute.
    #[must_use]
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        let value = value.into();
        self.attributes.push(Attribute { name, value });
        self
    }

    /// Adds an attribute where there is a value.
    #[must_use]
    pub(super) fn maybe(self, name: &'static str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// The words of a token; `None` for an element around others.
    pub(super) fn words(&self) -> Option<&str> {
        match &self.content {
            Content::Words(words) => Some(words),
            Content::Elements(_) => None,
        }
    }

    /// Adds words to a token; says whether they could be added.
    pub(super) fn join(&mut self, next: &Element) -> bool {
        let same = self.name == next.name && self.attributes == next.attributes;
        match (&mut self.content, &next.content) {
            (Content::Words(words), Content::Words(more)) if same => {
                words.push_str(more);
                true
            }
            _ => false,
        }
    }

    /// Writes it.
    pub(super) fn write(&self, out: &mut Markup) {
        let tag = Tag::new(self.name);
        let add = |tag: Tag, one: &Attribute| tag.with(one.name, &one.value);
        let tag = self.attributes.iter().fold(tag, add);
        match &self.content {
            Content::Words(words) => out.element(&tag, words),
            Content::Elements(elements) if elements.is_empty() => out.empty(&tag),
            Content::Elements(elements) => {
                out.open(&tag);
                elements.iter().for_each(|element| element.write(out));
                out.close(self.name);
            }
        }
    }
}
