//! MathML as a tree: elements with attributes and content in, markup out.
//!
//! A formula is only ever written from this tree, so that it is well-formed whatever the author typed.

use std::fmt::Write;

use crate::units::Em;

/// An element of MathML.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Element {
    /// Its name.
    pub(super) name: &'static str,
    attributes: Vec<Attribute>,
    content: Content,
}

#[derive(Clone, Debug, PartialEq)]
struct Attribute {
    name: &'static str,
    value: String,
}

#[derive(Clone, Debug, PartialEq)]
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

    /// A space.
    pub(super) fn space(width: Em) -> Self {
        Self::around("mspace", Vec::new()).with("width", em(width))
    }

    /// Adds an attribute, or gives it another value.
    #[must_use]
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        let value = value.into();
        match self.attributes.iter_mut().find(|one| one.name == name) {
            Some(known) => known.value = value,
            None => self.attributes.push(Attribute { name, value }),
        }
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

    /// Every character that its tokens show.
    pub(super) fn characters(&self, found: &mut dyn FnMut(char)) {
        match &self.content {
            Content::Words(words) => words.chars().for_each(found),
            Content::Elements(elements) => {
                for element in elements {
                    element.characters(found);
                }
            }
        }
    }

    /// Writes it.
    pub(super) fn write(&self, out: &mut String) {
        let _ = write!(out, "<{}", self.name);
        for one in &self.attributes {
            let _ = write!(out, " {}=\"{}\"", one.name, escaped(&one.value));
        }
        match &self.content {
            Content::Elements(elements) if elements.is_empty() => out.push_str("/>"),
            Content::Words(words) => {
                let _ = write!(out, ">{}</{}>", escaped(words), self.name);
            }
            Content::Elements(elements) => {
                out.push('>');
                elements.iter().for_each(|element| element.write(out));
                let _ = write!(out, "</{}>", self.name);
            }
        }
    }
}

/// A length as MathML writes it.
pub(super) fn em(length: Em) -> String {
    let digits = format!("{:.4}", length.0);
    let digits = digits.trim_end_matches('0').trim_end_matches('.');
    format!("{}em", if digits == "-0" { "0" } else { digits })
}

/// Text as XML has it; control characters, which XML has not, are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(' '),
            letter if letter.is_control() || matches!(letter, '\u{FFFE}' | '\u{FFFF}') => {}
            letter => out.push(letter),
        }
    }
    out
}
