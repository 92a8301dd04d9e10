//! Leanpub's Markdown and Markua: lines of a chapter in, ours out.
//!
//! ```text
//! A> ## عنوان            {class: warning}        {width=50%, alt: "نقشه"}      {aside}
//! A> متن کناره           B> متن                  ![نقشهٔ ایران](map.png)        متن
//!                                                                              {/aside}
//! -# بخش یکم             {id: methods}           {title="کد", lang=python}
//! {mainmatter}           ## روش‌ها                ~~~~~~~~
//! ```

use std::borrow::Cow;
use std::ops::Range;

use super::Rewriter;
use super::edit::Edit;
use super::lines::{CodeFence, Line, indent_of};

/// What a letter before `>` means.
struct Lettered {
    letter: char,
    /// The kind of box.
    kind: &'static str,
}

const LETTERED: [Lettered; 10] = [
    Lettered {
        letter: 'A',
        kind: "sidebar",
    },
    Lettered {
        letter: 'B',
        kind: "blurb",
    },
    Lettered {
        letter: 'C',
        kind: "center",
    },
    Lettered {
        letter: 'D',
        kind: "discussion",
    },
    Lettered {
        letter: 'E',
        kind: "danger",
    },
    Lettered {
        letter: 'I',
        kind: "info",
    },
    Lettered {
        letter: 'Q',
        kind: "question",
    },
    Lettered {
        letter: 'T',
        kind: "tip",
    },
    Lettered {
        letter: 'W',
        kind: "warning",
    },
    Lettered {
        letter: 'X',
        kind: "exercise",
    },
];

/// Elements that stand between `{name}` and `{/name}`, and our kind of box; none for those of Leanpub's courses.
const ELEMENTS: [(&str, Option<&str>); 9] = [
    ("aside", Some("sidebar")),
    ("blurb", Some("blurb")),
    ("sidebar", Some("sidebar")),
    ("warning", Some("warning")),
    ("tip", Some("tip")),
    ("note", Some("note")),
    ("exercise", Some("exercise")),
    ("quiz", None),
    ("survey", None),
];

/// Bytes that attributes in braces may have.
const LONGEST: usize = 1_000;

/// Lines that an element may have.
const LONGEST_ELEMENT: usize = 500;

/// What a line of attributes says of the block below it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Said {
    id: Option<String>,
    class: Option<String>,
    width: Option<String>,
    title: Option<String>,
    alt: Option<String>,
    language: Option<String>,
    numbers: bool,
    first: Option<String>,
}

impl Said {
    /// Reads `{id: a, width=50%}`; `None` for braces that hold something else.
    fn read(line: &str) -> Option<Self> {
        let inside = line.trim().strip_prefix('{')?.strip_suffix('}')?;
        if inside.len() > LONGEST || inside.contains(['{', '}']) || inside.is_empty() {
            return None;
        }
        let mut said = Self::default();
        for pair in parted(inside) {
            if let Some(id) = pair.strip_prefix('#') {
                said.id = Some(id.to_owned());
            } else if let Some(class) = pair.strip_prefix('.') {
                said.class = Some(class.to_owned());
            } else {
                let (key, value) = pair.split_once([':', '='])?;
                said.take(key.trim(), unquoted(value.trim()))?;
            }
        }
        Some(said)
    }

    fn take(&mut self, key: &str, value: &str) -> Option<()> {
        if key.is_empty()
            || !key
                .chars()
                .all(|sign| sign.is_ascii_alphanumeric() || sign == '-')
        {
            return None;
        }
        let place = match key {
            "id" => &mut self.id,
            "class" | "type" => &mut self.class,
            "width" => &mut self.width,
            "title" | "caption" => &mut self.title,
            "alt" => &mut self.alt,
            "lang" | "format" | "language" => &mut self.language,
            "starting-line-number" | "number-from" => &mut self.first,
            "line-numbers" | "line-numbers?" | "linenos" => {
                self.numbers = matches!(value, "on" | "true");
                return Some(());
            }
            _ => return Some(()),
        };
        *place = Some(value.to_owned());
        Some(())
    }

    /// Id, class and width in our braces; empty where nothing is said.
    fn braces(&self) -> String {
        let id = self.id.iter().map(|id| format!("#{id}"));
        let class = self.class.iter().map(|class| format!(".{class}"));
        let width = self.width.iter().map(|width| format!("width={width}"));
        let all: Vec<String> = id.chain(class).chain(width).collect();
        match all.is_empty() {
            true => String::new(),
            false => format!("{{{}}}", all.join(" ")),
        }
    }

    /// The line that opens a block of code.
    fn info(&self, signs: &str, own: &str) -> String {
        let language = self.language.as_deref().unwrap_or(own);
        let language = match language {
            "text" | "console" => "",
            language => language,
        };
        match (self.numbers, &self.first) {
            (false, _) => format!("{signs}{language}"),
            (true, first) => {
                let first = first.as_ref().map(|first| format!(" start={first}"));
                let class = match language {
                    "" => String::new(),
                    language => format!(".{language} "),
                };
                format!("{signs}{{{class}.numbers{}}}", first.unwrap_or_default())
            }
        }
    }
}

/// The parts between commas outside of quotation marks.
fn parted(inside: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut is_quoted = false;
    for (at, sign) in inside.char_indices() {
        match sign {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => {
                parts.push(&inside[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&inside[start..]);
    let parts = parts.into_iter().map(str::trim);
    parts.filter(|part| !part.is_empty()).collect()
}

fn unquoted(value: &str) -> &str {
    let inside = value
        .strip_prefix('"')
        .and_then(|value| value.strip_suffix('"'));
    inside.unwrap_or(value)
}

/// The kind of box that a line belongs to, and its words.
fn lettered(words: &str) -> Option<(&'static str, &str)> {
    let letter = words.chars().next()?;
    let found = LETTERED.iter().find(|lettered| lettered.letter == letter)?;
    let rest = words[1..].strip_prefix('>')?;
    let is_mark = rest.is_empty() || rest.starts_with(' ');
    is_mark.then(|| (found.kind, rest.strip_prefix(' ').unwrap_or(rest)))
}

/// Whether a line is for Leanpub's program alone.
pub(super) fn is_left_out(words: &str) -> bool {
    const MARKS: [&str; 8] = [
        "{frontmatter}",
        "{mainmatter}",
        "{backmatter}",
        "{sample}",
        "{index}",
        "{blankpage}",
        "{half-title}",
        "{toc}",
    ];
    MARKS.contains(&words.trim())
}

/// Formulas and words of the index within a line: `{$}x{/$}`, `{i: "نمایه"}`.
pub(super) fn edits(words: &str) -> Vec<Edit> {
    let mut found = Vec::new();
    for mark in ["{$}", "{/$}"] {
        let marks = words.match_indices(mark);
        found.extend(marks.map(|(at, _)| Edit {
            range: at..at + mark.len(),
            words: Cow::Borrowed("$"),
        }));
    }
    for (at, mark) in words.match_indices("{i:") {
        let rest = &words[at..];
        let mut near = rest.bytes().take(LONGEST);
        let Some(end) = near.position(|sign| sign == b'}') else {
            continue;
        };
        let entry = unquoted(rest[mark.len()..end].trim());
        // `{i: "شهر!تهران"}` is an entry and one below it.
        let (entry, below) = entry.split_once('!').unwrap_or((entry, ""));
        let plain = |words: &str| !words.contains(['"', '{', '[', '\n']);
        if !entry.is_empty() && plain(entry) && plain(below) {
            let sub = match below {
                "" => String::new(),
                below => format!(" sub=\"{below}\""),
            };
            found.push(Edit {
                range: at..at + end + 1,
                words: Cow::Owned(format!("[]{{.index key=\"{entry}\"{sub}}}")),
            });
        }
    }
    found
}

impl Rewriter<'_> {
    /// A block of Leanpub's that begins at the first of some lines: how many lines it takes.
    pub(super) fn leanpub_at(&mut self, lines: &[Line], depth: usize) -> Option<usize> {
        let (first, rest) = lines.split_first()?;
        let words = self.words(first);
        if indent_of(words) > 0 || depth >= super::DEEPEST {
            return None;
        }
        if let Some(title) = words.strip_prefix("-# ") {
            let start = first.range.end - title.len();
            self.changed = true;
            self.out.put("# ", first.range.start..start);
            self.copy_words(start..first.range.end);
            self.out
                .put(" {.part .unnumbered}\n", first.range.end..first.range.end);
            return Some(1);
        }
        if lettered(words).is_some() {
            return Some(self.lettered_box(lines, None, depth));
        }
        if matches!(words.trim(), "{$$}" | "{/$$}") {
            self.changed = true;
            self.out.put("$$\n", first.range.clone());
            return Some(1);
        }
        if let Some(count) = self.element(lines, depth) {
            return Some(count);
        }
        let said = Said::read(words)?;
        let Some(next) = rest.first() else {
            return self.drop_attributes(first);
        };
        let below = self.words(next);
        if lettered(below).is_some() {
            return Some(1 + self.lettered_box(rest, said.class.as_deref(), depth));
        }
        if below.starts_with('#') && below.trim_start_matches('#').starts_with(' ') {
            let braces = said.braces();
            self.put_around(next, "", &format!(" {braces}\n"));
            return Some(2);
        }
        if let Some(fence) = CodeFence::opening(below) {
            let signs = fence.closing();
            let opening = said.info(&signs, fence.info(below));
            self.changed = true;
            self.out.put(&format!("{opening}\n"), next.range.clone());
            self.code = Some(fence);
            return Some(2);
        }
        if below.starts_with("![") {
            return self.picture(&said, next);
        }
        self.drop_attributes(first)
    }

    fn drop_attributes(&mut self, line: &Line) -> Option<usize> {
        self.drop_line(line);
        Some(1)
    }

    fn put_around(&mut self, line: &Line, before: &str, after: &str) {
        self.changed = true;
        let Range { start, end } = line.range;
        self.out.put(before, start..start);
        self.copy_words(start..end);
        self.out.put(after, end..end);
    }

    /// A picture with what the line above says of it; the words in its brackets are the caption (Markua).
    fn picture(&mut self, said: &Said, line: &Line) -> Option<usize> {
        let words = self.words(line);
        let (caption, rest) = words.strip_prefix("![")?.split_once("](")?;
        let (target, after) = rest.split_once(')')?;
        let target = target
            .split_once(" \"")
            .map_or(target, |(target, _)| target);
        let shown = said.title.as_deref().unwrap_or(caption).replace('"', "”");
        let alt = said.alt.as_deref().unwrap_or(caption);
        let title = match shown.is_empty() {
            true => String::new(),
            false => format!(" \"{shown}\""),
        };
        let braces = said.braces();
        let written = format!("![{alt}](<{}>{title}){braces}{after}\n", target.trim());
        self.changed = true;
        self.out.put(&written, line.range.clone());
        Some(2)
    }

    /// Lines that begin with a letter and `>`, as a box: how many they are.
    fn lettered_box(&mut self, lines: &[Line], class: Option<&str>, depth: usize) -> usize {
        let text = self.text;
        let of = |line: &Line| lettered(&text[line.range.clone()]).map(|(kind, _)| kind);
        let Some(kind) = lines.first().and_then(of) else {
            return 0;
        };
        let count = lines
            .iter()
            .take_while(|line| of(line) == Some(kind))
            .count();
        let inside: Vec<Line> = lines[..count]
            .iter()
            .map(|line| {
                let words = &text[line.range.clone()];
                let rest = lettered(words).map_or(words, |(_, rest)| rest);
                Line {
                    range: line.range.end - rest.len()..line.range.end,
                    end: line.end,
                }
            })
            .collect();
        self.boxed(class.unwrap_or(kind), &inside, depth);
        count
    }

    /// `{aside}` … `{/aside}`: how many lines it takes.
    fn element(&mut self, lines: &[Line], depth: usize) -> Option<usize> {
        let (first, rest) = lines.split_first()?;
        let inside = self
            .words(first)
            .trim()
            .strip_prefix('{')?
            .strip_suffix('}')?;
        let parts = parted(inside);
        let (name, kind) = ELEMENTS
            .iter()
            .find(|(name, _)| parts.first() == Some(name))?;
        let closing = format!("{{/{name}}}");
        let mut near = rest.iter().take(LONGEST_ELEMENT);
        let until = near.position(|line| self.words(line).trim() == closing)?;
        let class = parts.iter().find_map(|part| {
            let (key, value) = part.split_once([':', '='])?;
            (key.trim() == "class").then(|| unquoted(value.trim()).to_owned())
        });
        match kind {
            Some(kind) => self.boxed(class.as_deref().unwrap_or(kind), &rest[..until], depth),
            None => {
                self.changed = true;
                self.omissions
                    .foreign
                    .push(self.out.span(first.range.clone()));
            }
        }
        Some(until + 2)
    }

    /// A box of our spelling around lines; a heading at its head is its title.
    fn boxed(&mut self, kind: &str, inside: &[Line], depth: usize) {
        let Some(first) = inside.first() else { return };
        let place = first.range.start..first.range.start;
        self.changed = true;
        let words = self.words(first);
        let title = words.trim_start_matches('#');
        let title = (title.len() < words.len() && title.starts_with(' ')).then(|| title.trim());
        let opening = match (kind, title) {
            ("center", _) => "\n<div align=\"center\">\n\n".to_owned(),
            ("blurb" | "discussion", None) => "\n::: {.blurb title=\"\"}\n".to_owned(),
            ("blurb" | "discussion", Some(title)) => format!("\n::: blurb {title}\n"),
            (kind, None) => format!("\n::: {kind}\n"),
            (kind, Some(title)) => format!("\n::: {kind} {title}\n"),
        };
        let closing = match kind {
            "center" => "\n</div>\n\n",
            _ => "\n:::\n\n",
        };
        let has_title = title.is_some() && kind != "center";
        self.out.put(&opening, place.clone());
        self.lines(&inside[usize::from(has_title)..], depth + 1);
        if let Some(open) = self.code.take() {
            self.out
                .put(&format!("{}\n", open.closing()), place.clone());
        }
        self.out.put(closing, place);
    }
}

#[cfg(test)]
mod tests {
    use super::{Said, lettered};

    #[test]
    fn braces_above_a_block_say_something_of_it() {
        let said = Said::read("{id: methods, width=50%, title=\"کد, نمونه\"}").unwrap_or_default();
        assert_eq!(said.braces(), "{#methods width=50%}");
        assert_eq!(said.title.as_deref(), Some("کد, نمونه"));
        let said = Said::read("{lang=python, line-numbers=on, starting-line-number=5}")
            .unwrap_or_default();
        assert_eq!(said.info("~~~", ""), "~~~{.python .numbers start=5}");
        assert_eq!(Said::default().info("~~~", "c"), "~~~c");
        for words in ["{متن}", "{}", "متن", "{a b: c}", "{{a: b}}"] {
            assert_eq!(Said::read(words), None, "{words}");
        }
    }

    #[test]
    fn a_letter_before_a_sign_begins_a_box() {
        assert_eq!(lettered("W> هشدار"), Some(("warning", "هشدار")));
        assert_eq!(lettered("A>"), Some(("sidebar", "")));
        for words in ["W>هشدار", "Z> متن", "> متن", "a> متن"] {
            assert_eq!(lettered(words), None, "{words}");
        }
    }
}
