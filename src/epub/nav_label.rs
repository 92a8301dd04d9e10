//! A line of the contents in parts: a heading's words in, what runs its own way kept apart.
//!
//! «ویژگی `dir="rtl"` در HTML» has code in it, whose signs would fall out of an isolate that is found by letters
//! alone.

use super::content::write_words;
use super::xml::{Markup, Tag};
use crate::locale::Direction;
use crate::model::{Inline, InlineKind, content, plain_text};

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// Words.
    Words(String),
    /// Code, which runs from left to right.
    Code(String),
}

/// The words of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    parts: Vec<Part>,
    /// Whether a number stands first.
    numbered: bool,
}

impl Label {
    /// The words of a heading after its number.
    pub(super) fn of_heading(number: Option<&str>, title: &[Inline]) -> Self {
        let mut label =
            Self::of_words(number.map_or_else(String::new, |number| format!("{number} ")));
        label.numbered = number.is_some();
        label.add(title);
        label
    }

    /// Words alone.
    pub(super) fn of_words(words: String) -> Self {
        let parts = vec![Part::Words(words)];
        Self {
            parts,
            numbered: false,
        }
    }

    fn add(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match (&inline.kind, content(inline), self.parts.last_mut()) {
                (InlineKind::Code(code), _, _) => self.parts.push(Part::Code(code.clone())),
                (_, Some(content), _) => self.add(content),
                (_, None, Some(Part::Words(words))) => {
                    words.push_str(&plain_text(std::slice::from_ref(inline)));
                }
                (_, None, _) => {
                    let words = plain_text(std::slice::from_ref(inline));
                    self.parts.push(Part::Words(words));
                }
            }
        }
    }

    /// All of it as one text.
    pub(super) fn text(&self) -> String {
        let texts = self.parts.iter().map(|part| match part {
            Part::Words(text) | Part::Code(text) => text.as_str(),
        });
        texts.collect()
    }

    /// The way that its words run; that of code says nothing. Numbers stand below each other at the side of the
    /// book, whatever the language of what they number.
    pub(super) fn side(&self, base: Direction) -> Direction {
        if self.numbered {
            return base;
        }
        let words = self.parts.iter().filter_map(|part| match part {
            Part::Words(words) => Some(words.as_str()),
            Part::Code(_) => None,
        });
        let words: String = words.collect();
        Direction::dominant(&words, base).unwrap_or(base)
    }

    /// Writes the words into a line that runs to a side.
    pub(super) fn write(&self, out: &mut Markup, side: Direction) {
        for part in &self.parts {
            match part {
                Part::Words(words) => write_words(out, words, side),
                Part::Code(code) if side == Direction::Rtl => {
                    out.element(&Tag::new("bdi").with("dir", "ltr"), code);
                }
                Part::Code(code) => out.text(code),
            }
        }
    }
}
