//! The head of a Markdown file: a text in, the bytes between the fences of its front matter out.
//!
//! What is looked at to put files in order and what is read as a chapter agree on where a head ends. Its
//! keys are read by each as it needs them.

use std::ops::Range;

/// The lines that front matter stands between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fence {
    /// `---`, and `---` or `...` behind it: YAML.
    Yaml,
    /// `+++`: TOML.
    Toml,
}

/// A head that is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    /// The bytes between the fences.
    pub(crate) inside: Range<usize>,
    /// Bytes from the start of the text to the end of its closing fence.
    pub(crate) length: usize,
}

impl Fence {
    /// Both, in the order in which they are looked for.
    pub(crate) const ALL: [Self; 2] = [Self::Yaml, Self::Toml];

    /// The line that opens the head.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::Yaml => "---",
            Self::Toml => "+++",
        }
    }

    fn closes(self, line: &str) -> bool {
        let line = line.trim_end();
        line == self.sign() || self == Self::Yaml && line == "..."
    }

    /// The byte after an opening fence on the first line that is not empty.
    pub(crate) fn opening(self, text: &str) -> Option<usize> {
        let blank = text.len() - text.trim_start_matches(['\n', ' ', '\t']).len();
        let first = text[..blank].rfind('\n').map_or(0, |end| end + 1);
        let line_end = first + text[first..].find('\n')?;
        (text[first..line_end].trim_end() == self.sign()).then_some(line_end + 1)
    }

    /// The head that begins at a byte, behind its opening fence.
    pub(crate) fn closing(self, text: &str, start: usize) -> Option<Head> {
        let mut at = start;
        for line in text[start..].split_inclusive('\n') {
            if self.closes(line) {
                let (inside, length) = (start..at, at + line.len());
                return Some(Head { inside, length });
            }
            // A head has no empty line before its first key: this is a thematic break.
            if at == start && line.trim().is_empty() {
                return None;
            }
            at += line.len();
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{Fence, Head};

    fn head(text: &str) -> Option<Head> {
        let opened = Fence::ALL
            .iter()
            .find_map(|fence| Some((fence, fence.opening(text)?)));
        let (fence, start) = opened?;
        fence.closing(text, start)
    }

    #[test]
    fn a_head_stands_between_fences_of_one_kind_below_empty_lines() {
        for (text, inside, length) in [
            ("---\na: 1\n---\nمتن", 4..9, 13),
            ("\n \n---\na: 1\n...\n", 7..12, 16),
            ("+++\na = 1\n---\n+++", 4..14, 17),
            ("---\n---\n", 4..4, 8),
        ] {
            assert_eq!(head(text), Some(Head { inside, length }), "{text}");
        }
        for text in [
            "متن\n---\na: 1\n---\n",
            "---\n\na: 1\n---\n",
            "---\na: 1\n",
            "---",
        ] {
            assert_eq!(head(text), None, "{text}");
        }
    }
}
