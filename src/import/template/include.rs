//! Tags that take a file in or lead to one: `{{#include}}`, `{% include %}`, `[[note]]`.

use std::ops::Range;

use super::liquid::Given;
use super::scan::{Place, Tag};
use super::{DEEPEST, Expansion, LARGEST, SourceText, Unread};
use crate::import::head::Head;
use crate::import::plan::Dialect;
use crate::import::repository::joined;
use crate::source::BookPath;

/// A link of a vault.
pub(super) struct WikiLink<'t> {
    pub(super) embeds: bool,
    pub(super) target: &'t str,
    pub(super) label: Option<&'t str>,
}

impl Expansion<'_> {
    /// `{{#include}}`, `{{#rustdoc_include}}`, `{{#playground}}`, `{{#title}}`.
    pub(super) fn md_book(&mut self, source: &SourceText, tag: &Tag, name: &str, argument: &str) {
        match name {
            "include" | "rustdoc_include" => self.include(source, tag, argument),
            "playground" | "playpen" => {
                let file = argument.split_whitespace().next().unwrap_or_default();
                self.put(source, tag, "```rust\n");
                self.include(source, tag, file);
                let newline = if self.expanded.text.ends_with('\n') {
                    ""
                } else {
                    "\n"
                };
                self.put(source, tag, &format!("{newline}```\n"));
            }
            // The title of a page of the site.
            "title" => {}
            _ => self.unknown(source, tag),
        }
    }

    /// The file that a tag takes in, where that is possible; else it is told why not.
    fn may_include(&mut self, source: &SourceText, tag: &Tag, file: &str) -> Option<SourceText> {
        let Some(taken) = self.find(source, file) else {
            self.unread(source, tag, Unread::MissingFile);
            return None;
        };
        if self.open.len() > DEEPEST || self.open.contains(&taken.path) {
            self.unread(source, tag, Unread::Circle);
            return None;
        }
        if self.passed + taken.text.len() > LARGEST {
            self.unread(source, tag, Unread::TooLarge);
            return None;
        }
        // An empty file costs a look, too.
        self.passed += taken.text.len().max(1);
        Some(taken)
    }

    /// Takes in a file, or some of its lines: `file:2:10`, `file:anchor`.
    pub(super) fn include(&mut self, source: &SourceText, tag: &Tag, argument: &str) {
        self.include_with(source, tag, argument, "");
    }

    /// Takes in a file that asks for values.
    pub(super) fn include_with(
        &mut self,
        source: &SourceText,
        tag: &Tag,
        argument: &str,
        values: &str,
    ) {
        let (file, part) = argument.split_once(':').unwrap_or((argument, ""));
        let Some(taken) = self.may_include(source, tag, file) else {
            return;
        };
        let ranges = parts(&taken.text, part);
        if !self
            .texts
            .may_take(&taken, ranges.iter().map(Range::len).sum())
        {
            self.unread(source, tag, Unread::TooMuch);
            return;
        }
        self.open.push(taken.path.clone());
        self.given.push(Given::of(values));
        let mut place = Place::default();
        for range in ranges {
            self.text(&taken, range, &mut place);
        }
        self.given.pop();
        self.open.pop();
    }

    /// A file beside the one that names it, else in one of the roots.
    fn find(&mut self, source: &SourceText, written: &str) -> Option<SourceText> {
        let written = written.trim().trim_matches(['"', '\'']);
        let beside = (!written.starts_with('/')).then(|| source.path.beside(written).ok());
        let roots = self.templates.roots.iter();
        let below =
            roots.map(|root| BookPath::new(&joined(root, written.trim_start_matches('/'))).ok());
        let paths: Vec<BookPath> = beside.into_iter().chain(below).flatten().collect();
        paths.iter().find_map(|path| self.texts.text(path))
    }

    /// `[[note]]` as a link, `![[picture.png]]` as a picture, `![[note]]` as the note itself.
    pub(super) fn wiki(&mut self, source: &SourceText, tag: &Tag, wiki: &WikiLink<'_>) {
        let (name, heading) = wiki.target.split_once('#').unwrap_or((wiki.target, ""));
        let words = match wiki.label {
            Some(label) => label.to_owned(),
            None => shown(name, heading),
        };
        let words = words.replace(['[', ']'], "");
        let vault = self.templates.dialects.contains(&Dialect::Obsidian);
        // Elsewhere the brackets may be words: `[[1, 2], [3]]`, `[[ -f x ]]`.
        let named = vault || name.contains(char::is_alphabetic);
        let path = match name {
            _ if tag.in_code || !named => None,
            "" => Some(source.path.clone()),
            name => self.texts.named(name),
        };
        if tag.in_code || path.is_none() && !vault {
            self.copy(source, tag.range.clone());
            if wiki.embeds && named && !tag.in_code {
                self.unread(source, tag, Unread::MissingFile);
            }
            return;
        }
        let Some(path) = path else {
            // The words stay: a vault has links to notes that are not written yet.
            self.put(source, tag, &words);
            let why = if wiki.embeds {
                Unread::MissingFile
            } else {
                Unread::NoNote
            };
            self.unread(source, tag, why);
            return;
        };
        let up = "../".repeat(
            source
                .path
                .folder()
                .split('/')
                .filter(|part| !part.is_empty())
                .count(),
        );
        let picture = !crate::import::repository::is_markdown(&path);
        if wiki.embeds && !picture {
            self.embed(source, tag, &path, heading);
        } else if wiki.embeds {
            // Behind the bar of a picture stands its width, or what it shows.
            let label = wiki.label.unwrap_or_default();
            let is_size = label
                .chars()
                .all(|sign| sign.is_ascii_digit() || sign == 'x');
            let alt = if is_size { "" } else { words.as_str() };
            self.put(source, tag, &format!("![{alt}](<{up}{path}>)"));
        } else {
            let anchor = if heading.is_empty() {
                String::new()
            } else {
                format!("#{}", slug(heading))
            };
            self.put(source, tag, &format!("[{words}](<{up}{path}{anchor}>)"));
        }
    }
}

impl Expansion<'_> {
    /// Takes in a note, one of its sections, or one of its blocks: its headings stand below that of the text around.
    fn embed(&mut self, source: &SourceText, tag: &Tag, path: &BookPath, part: &str) {
        let Some(taken) = self.may_include(source, tag, &format!("/{path}")) else {
            return;
        };
        let range = section(&taken.text, part);
        if !self.texts.may_take(&taken, range.len()) {
            return self.unread(source, tag, Unread::TooMuch);
        }
        self.open.push(taken.path.clone());
        let mut place = Place::default();
        let mut start = range.start;
        for at in headings(&taken.text, &range) {
            self.text(&taken, start..at, &mut place);
            self.put(source, tag, "#");
            start = at;
        }
        self.text(&taken, start..range.end, &mut place);
        self.open.pop();
    }
}

/// The bytes of the headings of a stretch of a text that can stand a level deeper, outside of code.
fn headings(text: &str, within: &Range<usize>) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = within.start;
    let mut in_code = false;
    for line in text[within.clone()].split_inclusive('\n') {
        in_code ^= line.starts_with("```") || line.starts_with("~~~");
        if !in_code && (1..6).contains(&level(line)) {
            found.push(at);
        }
        at += line.len();
    }
    found
}

/// The level of the heading that a line is; 0 where it is none.
fn level(line: &str) -> usize {
    let rest = line.trim_start_matches('#');
    if rest.starts_with(' ') {
        line.len() - rest.len()
    } else {
        0
    }
}

/// What of a note is meant: all of it behind its front matter, the section of a heading, or the block that ends with
/// `^name`.
fn section(text: &str, part: &str) -> Range<usize> {
    let body = body(text);
    if let Some(name) = part.strip_prefix('^') {
        return block(text, &body, name).unwrap_or(body);
    }
    // `note#above#heading` names the headings above, too.
    let wanted = slug(part.rsplit('#').next().unwrap_or_default());
    if wanted.is_empty() {
        return body;
    }
    let mut start: Option<Range<usize>> = None;
    let mut depth = 0;
    let mut at = body.start;
    for line in text[body.clone()].split_inclusive('\n') {
        let found = level(line);
        match &start {
            None if found > 0 && slug(line.trim_start_matches('#')) == wanted => {
                start = Some(at..body.end);
                depth = found;
            }
            Some(section) if found > 0 && found <= depth => return section.start..at,
            _ => {}
        }
        at += line.len();
    }
    start.unwrap_or(body)
}

/// A text behind its front matter.
fn body(text: &str) -> Range<usize> {
    Head::of(text).map_or(0, |head| head.length)..text.len()
}

/// The paragraph that ends with the name of a block.
fn block(text: &str, body: &Range<usize>, name: &str) -> Option<Range<usize>> {
    let mark = format!(" ^{name}");
    let mut at = body.start;
    let mut start = at;
    for line in text[body.clone()].split_inclusive('\n') {
        if line.trim().is_empty() {
            start = at + line.len();
        }
        let words = line.trim_end();
        at += line.len();
        if words.ends_with(&mark) {
            return Some(start..at);
        }
    }
    None
}

/// What a link of a vault shows where nothing else is said: the name of a note, and of a heading in it.
fn shown(name: &str, part: &str) -> String {
    match part {
        part if part.is_empty() || part.starts_with('^') => name.to_owned(),
        part if name.is_empty() => part.replace('#', " › "),
        part => format!("{name} › {}", part.replace('#', " › ")),
    }
}

/// The anchor of a heading, as GitHub makes it.
fn slug(heading: &str) -> String {
    let kept = heading.trim().to_lowercase();
    let kept = kept.chars().filter(|letter| {
        letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_' | '\u{200C}')
    });
    kept.map(|letter| if letter == ' ' { '-' } else { letter })
        .collect()
}

/// The stretches of a file that a part names: lines from 1 (`2`, `2:`, `:10`, `2:10`), or what stands
/// between `ANCHOR: name` and `ANCHOR_END: name`. Lines that hold an anchor are left out.
fn parts(text: &str, part: &str) -> Vec<Range<usize>> {
    let lines = Lines::of(text);
    let (from, to) = part.split_once(':').unwrap_or((part, part));
    let number = |written: &str| written.trim().parse::<usize>().ok();
    let whole = part.trim().is_empty() || part.trim() == ":";
    let within = match (number(from), number(to)) {
        _ if whole => 0..lines.0.len(),
        (None, None) => return lines.anchored(text, from.trim()),
        (from, to) => from.unwrap_or(1).saturating_sub(1)..to.unwrap_or(usize::MAX),
    };
    lines.kept(text, within)
}

/// The lines of a text, ends included.
struct Lines(Vec<Range<usize>>);

impl Lines {
    fn of(text: &str) -> Self {
        let mut at = 0;
        let lines = text.split_inclusive('\n').map(|line| {
            let start = at;
            at += line.len();
            start..at
        });
        Self(lines.collect())
    }

    fn kept(&self, text: &str, within: Range<usize>) -> Vec<Range<usize>> {
        let end = within.end.min(self.0.len());
        let lines = self.0.get(within.start.min(end)..end).unwrap_or_default();
        joined_ranges(
            lines
                .iter()
                .filter(|line| !is_anchor(&text[(*line).clone()])),
        )
    }

    fn anchored(&self, text: &str, name: &str) -> Vec<Range<usize>> {
        let says = |line: &Range<usize>, mark: &str| {
            let found = text[line.clone()]
                .split_once(mark)
                .map(|(_, rest)| rest.trim());
            found.is_some_and(|rest| rest.split_whitespace().next() == Some(name))
        };
        // A name may stand around several stretches, which are shown one after another.
        let mut inside = false;
        let mut kept = Vec::new();
        for line in &self.0 {
            if says(line, "ANCHOR:") {
                inside = true;
            } else if says(line, "ANCHOR_END:") {
                inside = false;
            } else if inside && !is_anchor(&text[line.clone()]) {
                kept.push(line.clone());
            }
        }
        joined_ranges(kept.iter())
    }
}

fn is_anchor(line: &str) -> bool {
    line.contains("ANCHOR:") || line.contains("ANCHOR_END:")
}

/// Neighbouring ranges made one.
fn joined_ranges<'l>(lines: impl Iterator<Item = &'l Range<usize>>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for line in lines {
        match found.last_mut() {
            Some(last) if last.end == line.start => last.end = line.end,
            _ => found.push(line.clone()),
        }
    }
    found
}
