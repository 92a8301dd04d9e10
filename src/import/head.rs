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

impl Head {
    /// The head of a text, where it has one that is closed.
    pub(crate) fn of(text: &str) -> Option<Self> {
        Fence::ALL
            .iter()
            .find_map(|fence| fence.closing(text, fence.opening(text)?))
    }
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

/// The head that pandoc's readers know since its first days: `% title`, `% authors`, `% date`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TitleBlock {
    /// The bytes of the title.
    pub(crate) title: Range<usize>,
    /// The bytes of the authors, parted by semicolons or lines.
    authors: Range<usize>,
    /// The bytes of the date.
    date: Range<usize>,
    /// Bytes from the start of the text to the end of the head.
    pub(crate) length: usize,
}

impl TitleBlock {
    /// Reads the head of a text that begins with `% `: up to three of its lines, and indented ones below them.
    pub(crate) fn read(text: &str) -> Option<Self> {
        if !text.starts_with("% ") {
            return None;
        }
        let mut parts: Vec<Range<usize>> = Vec::new();
        let mut length = 0;
        for line in text.split_inclusive('\n') {
            let end = length + line.trim_end().len();
            if line.starts_with('%') && parts.len() < 3 {
                parts.push((length + 1).min(end)..end);
            } else if let Some(part) = parts
                .last_mut()
                .filter(|_| line.starts_with(' ') && !line.trim().is_empty())
            {
                part.end = end;
            } else {
                break;
            }
            length += line.len();
        }
        let part = |at: usize| parts.get(at).cloned().unwrap_or(0..0);
        let title = trimmed(text, part(0));
        (!title.is_empty()).then(|| Self {
            title,
            authors: part(1),
            date: part(2),
            length,
        })
    }

    /// The same facts as YAML.
    pub(crate) fn as_yaml(&self, text: &str) -> String {
        let quoted = |words: &str| format!("'{}'", one_line(words).replace('\'', "''"));
        let authors = text[self.authors.clone()].split([';', '\n']);
        let authors = authors.map(str::trim).filter(|name| !name.is_empty());
        let authors: Vec<String> = authors.map(quoted).collect();
        let mut yaml = format!("title: {}\n", quoted(&text[self.title.clone()]));
        if !authors.is_empty() {
            yaml.push_str(&format!("author: [{}]\n", authors.join(", ")));
        }
        let date = text[self.date.clone()].trim();
        if !date.is_empty() {
            yaml.push_str(&format!("date: {}\n", quoted(date)));
        }
        yaml
    }
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let start = range.start + words.len() - words.trim_start().len();
    start..start + words.trim().len()
}

#[cfg(test)]
mod tests {
    use super::{Head, TitleBlock};

    #[test]
    fn lines_with_percent_signs_at_the_head_name_title_authors_and_date() {
        let text = "% عنوان\n  کتاب\n% الف؛ ب; ج\n% ۱۴۰۰\n\nمتن";
        let block = TitleBlock::read(text).unwrap_or_default();
        assert_eq!(
            block.as_yaml(text),
            "title: 'عنوان کتاب'\nauthor: ['الف؛ ب', 'ج']\ndate: '۱۴۰۰'\n"
        );
        assert_eq!(&text[block.length..], "\nمتن");
        for other in ["%متن", "متن\n% عنوان\n", "% \n"] {
            assert_eq!(TitleBlock::read(other), None, "{other}");
        }
    }

    #[test]
    fn a_head_stands_between_fences_of_one_kind_below_empty_lines() {
        for (text, inside, length) in [
            ("---\na: 1\n---\nمتن", 4..9, 13),
            ("\n \n---\na: 1\n...\n", 7..12, 16),
            ("+++\na = 1\n---\n+++", 4..14, 17),
            ("---\n---\n", 4..4, 8),
        ] {
            assert_eq!(Head::of(text), Some(Head { inside, length }), "{text}");
        }
        for text in [
            "متن\n---\na: 1\n---\n",
            "---\n\na: 1\n---\n",
            "---\na: 1\n",
            "---",
        ] {
            assert_eq!(Head::of(text), None, "{text}");
        }
    }
}
