//! Markdown inside HTML elements, as kramdown, Markdown Extra and MkDocs read it: a line in, what opens on it out.
//!
//! `<aside markdown="1">` says that what stands in the element is Markdown. CommonMark says so by an empty line behind
//! the tag (4.6), which is written there. A paragraph holds no paragraph: `<p markdown="1">` goes, and its words are
//! a paragraph by themselves.

use std::ops::Range;

use super::Rewriter;
use super::lines::Line;

/// A tag at the start of a line whose element holds Markdown.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Opening<'w> {
    /// The name of the element.
    pub(super) name: &'w str,
    /// The tag, in the line's words.
    pub(super) tag: Range<usize>,
    /// The attribute that says so, with the space before it.
    pub(super) attribute: Range<usize>,
}

/// Finds the tag that opens a line.
pub(super) fn opening(words: &str) -> Option<Opening<'_>> {
    let inner = words.trim_start_matches(' ');
    let start = words.len() - inner.len();
    let after = inner.strip_prefix('<')?;
    let length = after.find(|sign: char| !sign.is_ascii_alphanumeric())?;
    let name = after.get(..length).filter(|name| !name.is_empty())?;
    let end = start + inner.find('>')? + 1;
    let at = words[..end].find(" markdown")?;
    let rest = &words[at + " markdown".len()..end];
    let length = match rest.strip_prefix('=') {
        None => rest.starts_with([' ', '>']).then_some(0)?,
        Some(value) => {
            let length = value.find([' ', '>'])?;
            let said = value[..length].trim_matches(['"', '\'']);
            ["1", "block", "span", "true"]
                .contains(&said)
                .then_some(length + 1)?
        }
    };
    Some(Opening {
        name,
        tag: start..end,
        attribute: at..at + " markdown".len() + length,
    })
}

/// A division at the start of a line: to pandoc its words are Markdown without being called so.
pub(super) fn division(words: &str) -> Option<Opening<'_>> {
    let inner = words.trim_start_matches(' ');
    let start = words.len() - inner.len();
    let name = ["div", "section", "aside"].into_iter().find(|name| {
        let after = inner
            .strip_prefix('<')
            .and_then(|rest| rest.strip_prefix(name));
        after.is_some_and(|after| after.starts_with([' ', '>']))
    })?;
    let end = start + inner.find('>')? + 1;
    Some(Opening {
        name,
        tag: start..end,
        attribute: end - 1..end - 1,
    })
}

/// A division or a paragraph whose tag says its direction and stands alone on its line, right above Markdown: `<div
/// dir="rtl">` and `# سر` below it. Who writes so means the heading, whatever a line without words between them is for.
pub(super) fn directed<'w>(words: &'w str, next: &str) -> Option<Opening<'w>> {
    let inner = words.trim();
    let name = ["div", "p"].into_iter().find(|name| {
        let rest = inner.strip_prefix('<');
        let rest = rest.and_then(|rest| rest.strip_prefix(name));
        rest.is_some_and(|rest| rest.starts_with(' '))
    })?;
    let start = words.len() - words.trim_start().len();
    let end = start + inner.len();
    let alone = inner.find('>') == Some(inner.len() - 1);
    let says = inner.to_ascii_lowercase().contains(" dir=");
    let next = next.trim();
    let marked = ["# ", "## ", "### ", "**", "- ", "* ", "> "];
    let is_markdown = marked.iter().any(|mark| next.starts_with(mark));
    (start < 4 && alone && says && is_markdown).then_some(Opening {
        name,
        tag: start..end,
        attribute: end - 1..end - 1,
    })
}

/// Where the closing tag of an element stands that ends a line; tags are written in small letters here.
pub(super) fn closing(words: &str, name: &str) -> Option<usize> {
    let before = words.trim_end().strip_suffix('>')?;
    let before = before.strip_suffix(name)?.strip_suffix("</")?;
    Some(before.len())
}

impl Rewriter<'_> {
    /// A line that begins with the tag of an element that holds Markdown: `<p markdown="1">متن`.
    pub(super) fn markdown_in_html(&mut self, line: &Line, opening: &Opening<'_>) {
        let start = line.range.start;
        let at = |range: &Range<usize>| start + range.start..start + range.end;
        let (tag, attribute) = (at(&opening.tag), at(&opening.attribute));
        self.changed = true;
        if opening.name == "p" {
            self.paragraphs += 1;
        } else {
            self.copy_words(start..attribute.start);
            self.copy_words(attribute.end..tag.end);
        }
        self.out.put("\n\n", tag.end..tag.end);
        let inside = Line {
            range: tag.end..line.range.end,
            end: line.end,
        };
        self.words_of_html(&inside, opening.name);
    }

    /// A line, or the rest of one, that may end an element which holds Markdown.
    pub(super) fn words_of_html(&mut self, line: &Line, name: &str) {
        let ends = |element: &str| closing(self.words(line), element);
        let closing = if name == "p" && self.paragraphs == 0 {
            None
        } else {
            ends(name)
        };
        let Some(closing) = closing else {
            return self.inline(line);
        };
        let closing = line.range.start + closing;
        self.inline(&Line {
            range: line.range.start..closing,
            end: closing,
        });
        self.changed = true;
        self.out.put("\n\n", closing..closing);
        if name == "p" {
            self.paragraphs -= 1;
            self.copy_words(line.range.end..line.end);
        } else {
            self.copy_words(closing..line.end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{closing, opening};

    #[test]
    fn a_tag_says_by_its_attribute_that_it_holds_markdown() {
        let found = |words| opening(words).map(|found| (found.name, found.tag, found.attribute));
        assert_eq!(found("<p markdown=\"1\">"), Some(("p", 0..16, 2..15)));
        assert_eq!(found("  <div markdown>متن"), Some(("div", 2..16, 6..15)));
        assert_eq!(
            found("<aside class='a' markdown='span'>"),
            Some(("aside", 0..33, 16..32))
        );
        for other in [
            "<p markdown=\"0\">",
            "<p markdownish=\"1\">",
            "<p> markdown",
            "متن <p markdown=\"1\">",
            "< markdown>",
        ] {
            assert_eq!(found(other), None, "{other}");
        }
    }

    #[test]
    fn an_element_ends_where_its_closing_tag_ends_the_line() {
        assert_eq!(closing("متن</p> ", "p"), Some("متن".len()));
        assert_eq!(closing("  </p>", "p"), Some(2));
        assert_eq!(closing("</div>", "p"), None);
    }
}
