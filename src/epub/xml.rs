//! Writes XML: names, attributes and text in, well-formed markup out.
//!
//! Every text passes through [`escape`], so that nothing an author writes can break a document.

use std::borrow::Cow;

/// An opening tag in the making.
#[derive(Clone, Debug)]
pub(super) struct Tag {
    name: &'static str,
    attributes: String,
}

impl Tag {
    /// A tag without attributes.
    pub(super) fn new(name: &'static str) -> Self {
        Self {
            name,
            attributes: String::new(),
        }
    }

    /// Adds an attribute.
    #[must_use]
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        let value = escape(value);
        self.attributes
            .reserve(name.len() + value.len() + " =\"\"".len());
        self.attributes.push(' ');
        self.attributes.push_str(name);
        self.attributes.push_str("=\"");
        self.attributes.push_str(&value);
        self.attributes.push('"');
        self
    }

    /// Adds an attribute where there is a value.
    #[must_use]
    pub(super) fn maybe(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Adds `lang` and `xml:lang`, which old and new reading systems read.
    #[must_use]
    pub(super) fn language(self, tag: Option<&str>) -> Self {
        self.maybe("lang", tag).maybe("xml:lang", tag)
    }

    /// Adds the classes that are not empty.
    #[must_use]
    pub(super) fn classes<'a>(self, classes: impl IntoIterator<Item = &'a str>) -> Self {
        let classes: Vec<&str> = classes
            .into_iter()
            .filter(|class| !class.is_empty())
            .collect();
        if classes.is_empty() {
            self
        } else {
            self.with("class", &classes.join(" "))
        }
    }
}

/// Markup, written from the start to the end.
#[derive(Clone, Debug, Default)]
pub(super) struct Markup {
    text: String,
    has_mathml: bool,
}

impl Markup {
    /// Opens an element.
    pub(super) fn open(&mut self, tag: &Tag) {
        self.text.push('<');
        self.text.push_str(tag.name);
        self.text.push_str(&tag.attributes);
        self.text.push('>');
    }

    /// Opens and closes an element that has no content.
    pub(super) fn empty(&mut self, tag: &Tag) {
        self.text.push('<');
        self.text.push_str(tag.name);
        self.text.push_str(&tag.attributes);
        self.text.push_str("/>");
    }

    /// Closes an element.
    pub(super) fn close(&mut self, name: &str) {
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push('>');
    }

    /// Adds text.
    pub(super) fn text(&mut self, text: &str) {
        self.text.push_str(&escape(text));
    }

    /// Adds an element that holds only text.
    pub(super) fn element(&mut self, tag: &Tag, text: &str) {
        self.open(tag);
        self.text(text);
        self.close(tag.name);
    }

    /// Adds markup that was written elsewhere.
    pub(super) fn append(&mut self, markup: &Markup) {
        self.text.push_str(&markup.text);
        self.has_mathml |= markup.has_mathml;
    }

    /// Adds a formula that another room wrote as MathML.
    pub(super) fn mathml(&mut self, formula: &str) {
        self.text.push_str(formula);
        self.has_mathml = true;
    }

    /// Whether a formula stands in it.
    pub(super) fn has_mathml(&self) -> bool {
        self.has_mathml
    }

    /// Ends a line of the file; only between blocks, where space means nothing.
    pub(super) fn line(&mut self) {
        self.text.push('\n');
    }

    /// The markup.
    pub(super) fn into_string(self) -> String {
        self.text
    }
}

/// Escapes text for content and for attributes in double quotes.
///
/// Characters that XML 1.0 forbids (clause 2.2) are left out.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    // Nearly all text stays as it is. The last two characters that are forbidden begin with the byte EF in UTF-8.
    let stays = |byte: u8| {
        let written = matches!(byte, b'&' | b'<' | b'>' | b'"' | 0xEF);
        !written && (byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r'))
    };
    if text.bytes().all(stays) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + text.len() / 16);
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            letter if is_allowed(letter) => escaped.push(letter),
            _ => {}
        }
    }
    Cow::Owned(escaped)
}

fn is_allowed(letter: char) -> bool {
    let control = letter < ' ' && !matches!(letter, '\t' | '\n' | '\r');
    !control && !matches!(letter, '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::{Markup, Tag};

    #[test]
    fn nothing_that_an_author_writes_breaks_the_markup() {
        let mut markup = Markup::default();
        markup.element(
            &Tag::new("p").with("title", "\"<a>\""),
            "a < b & \u{1}c\u{FFFF} ]]>",
        );
        let expected = "<p title=\"&quot;&lt;a&gt;&quot;\">a &lt; b &amp; c ]]&gt;</p>";
        assert_eq!(markup.into_string(), expected);
    }

    #[test]
    fn an_element_without_classes_has_no_class_attribute() {
        let mut markup = Markup::default();
        markup.empty(&Tag::new("hr").classes(["", ""]));
        assert_eq!(markup.into_string(), "<hr/>");
    }
}
