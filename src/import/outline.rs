//! A navigation written as Markdown lists (`SUMMARY.md`, `_sidebar.md`) in, a tree of entries out.
//!
//! ```text
//! # فهرست                     the title of the page; it says nothing
//! [پیشگفتار](preface.md)       mdBook: a chapter before the numbered ones
//! # بخش یکم                    a part
//! - [باب یکم](one.md)
//!   - [گفتار](one/a.md)
//! - [باب دوم]()                announced
//! ---
//! [سپاس](thanks.md)            mdBook: a chapter behind them
//! ```

use super::article::plain_words;
use super::limits;
use super::listed::{Bases, Target};
use super::plan::{Chapter, Entry, Matter, Origin};
use super::repository::at;
use crate::source::BookPath;

/// Reads a navigation.
pub(super) fn read(text: &str, path: &BookPath, bases: &Bases<'_>) -> Vec<Entry> {
    let mut outline = Outline {
        path,
        bases,
        tree: Tree::default(),
        part: false,
        titled: false,
        numbered: false,
        comment: false,
        entries: 0,
    };
    for (index, line) in text.lines().enumerate() {
        outline.line(line, index + 1);
    }
    outline.tree.finish()
}

struct Outline<'o> {
    path: &'o BookPath,
    bases: &'o Bases<'o>,
    tree: Tree,
    /// Whether a part is open.
    part: bool,
    /// Whether the title of the page has been passed.
    titled: bool,
    /// Whether numbered chapters have begun.
    numbered: bool,
    /// Whether the line is inside a comment of HTML.
    comment: bool,
    entries: usize,
}

impl Outline<'_> {
    fn line(&mut self, line: &str, number: usize) {
        let bare = line.trim();
        if self.comment || bare.starts_with("<!--") {
            self.comment = !bare.contains("-->");
            return;
        }
        self.entries += 1;
        if bare.is_empty() || self.entries > limits::ENTRIES {
            return;
        }
        if bare.starts_with('#') {
            self.heading(bare, number);
            return;
        }
        let indent = indent(line);
        match item(bare) {
            Some(content) => self.item(content, indent + 1, number),
            None if bare.starts_with('[') => self.unnumbered(bare, number),
            None => {}
        }
    }

    /// A heading is a part, but for the one on top of the page.
    fn heading(&mut self, bare: &str, number: usize) {
        let title = plain_words(bare.trim_start_matches('#'));
        let first = self.tree.is_empty() && !self.part && !self.titled;
        let level = bare.len() - bare.trim_start_matches('#').len();
        if title.is_empty() || first && level == 1 {
            self.part = self.part || !first;
            self.titled = true;
            return;
        }
        self.part = true;
        self.tree.part(Entry::Heading {
            title,
            origin: at(self.path, number),
            entries: Vec::new(),
        });
    }

    fn item(&mut self, content: &str, indent: usize, number: usize) {
        self.numbered = true;
        if let Some(entry) = self.entry(content, number, Matter::Body) {
            self.tree.push(entry, indent);
        }
    }

    /// A link outside lists: before the numbered chapters or behind them (mdBook).
    fn unnumbered(&mut self, bare: &str, number: usize) {
        let matter = if self.numbered {
            Matter::Back
        } else {
            Matter::Front
        };
        if let Some(entry) = self.entry(bare, number, matter) {
            self.tree.close_parts(matter);
            self.tree.push(entry, 0);
        }
    }

    fn wiki_link(&self, content: &str, origin: &Origin, matter: Matter) -> Option<Entry> {
        let link = WikiLink::of(content)?;
        let names = [link.page.to_owned(), link.page.replace(' ', "-")];
        let path = names
            .iter()
            .find_map(|name| match self.bases.target(name) {
                Target::Chapter(path) => Some(path),
                _ => None,
            })?;
        Some(Entry::Chapter(Chapter {
            path,
            title: Some(link.title.to_owned()),
            origin: origin.clone(),
            matter,
            entries: Vec::new(),
        }))
    }

    /// `[title](path)`, `[title]()`, or words without a link.
    fn entry(&self, content: &str, number: usize, matter: Matter) -> Option<Entry> {
        let origin = at(self.path, number);
        if let Some(entry) = self.wiki_link(content, &origin, matter) {
            return Some(entry);
        }
        let Some(link) = Link::of(content) else {
            let title = plain_words(content);
            return (!title.is_empty()).then(|| Entry::Heading {
                title,
                origin,
                entries: Vec::new(),
            });
        };
        let title = plain_words(link.title);
        if link.target.is_empty() {
            return Some(Entry::Draft { title, origin });
        }
        let path = self.bases.chapter(link.target, &origin);
        match path {
            Some(path) => Some(Entry::Chapter(Chapter {
                path,
                title: Some(title).filter(|title| !title.is_empty()),
                origin,
                matter,
                entries: Vec::new(),
            })),
            // What stands below a line that leads nowhere still belongs together.
            None => Some(Entry::Heading {
                title,
                origin,
                entries: Vec::new(),
            }),
        }
    }
}

/// `[[page]]`, `[[words|page]]` of a wiki, where spaces of a page's name are hyphens in its file's.
struct WikiLink<'l> {
    title: &'l str,
    page: &'l str,
}

impl<'l> WikiLink<'l> {
    fn of(content: &'l str) -> Option<Self> {
        let inside = content.trim().strip_prefix("[[")?;
        let (inside, _) = inside.split_once("]]")?;
        let (title, page) = inside.split_once('|').unwrap_or((inside, inside));
        Some(Self { title, page })
    }
}

/// The first link of a line.
struct Link<'l> {
    title: &'l str,
    target: &'l str,
}

impl<'l> Link<'l> {
    fn of(content: &'l str) -> Option<Self> {
        let middle = content.rfind("](")?;
        let open = content[..middle].find('[')?;
        let rest = &content[middle + 2..];
        let close = matching(rest)?;
        let target = rest[..close].trim();
        // `path "title"`
        let target = match target.find([' ', '\t']) {
            Some(space) if target[space..].trim_start().starts_with(['"', '\'']) => {
                &target[..space]
            }
            _ => target,
        };
        Some(Self {
            title: &content[open + 1..middle],
            target: target.trim_start_matches('<').trim_end_matches('>'),
        })
    }
}

/// The closing parenthesis of a target; those inside it come in pairs.
fn matching(rest: &str) -> Option<usize> {
    let mut depth = 0_usize;
    rest.bytes().position(|byte| {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return true,
            b')' => depth -= 1,
            _ => {}
        }
        false
    })
}

/// Columns before the text of a line; a tab goes to the next multiple of four (CommonMark 2.2).
fn indent(line: &str) -> usize {
    let mut column = 0;
    for byte in line.bytes() {
        match byte {
            b' ' => column += 1,
            b'\t' => column += 4 - column % 4,
            _ => break,
        }
    }
    column
}

/// The content of a list item.
fn item(bare: &str) -> Option<&str> {
    let bullet = ["- ", "* ", "+ ", "-\t", "*\t"]
        .iter()
        .find_map(|mark| bare.strip_prefix(mark));
    let rule = bare.chars().all(|letter| "-* ".contains(letter));
    if let Some(content) = bullet.filter(|_| !rule) {
        return Some(content.trim_start());
    }
    let digits = bare.find(|letter: char| !letter.is_numeric())?;
    let content = bare[digits..].strip_prefix(['.', ')'])?;
    (digits > 0 && content.starts_with(' ')).then(|| content.trim_start())
}

/// Entries that are still taking others in.
#[derive(Default)]
struct Tree {
    done: Vec<Entry>,
    open: Vec<Open>,
}

struct Open {
    indent: usize,
    entry: Entry,
}

impl Tree {
    fn is_empty(&self) -> bool {
        self.done.is_empty() && self.open.is_empty()
    }

    fn part(&mut self, entry: Entry) {
        self.close_to(0);
        self.open.push(Open { indent: 0, entry });
    }

    /// A preface or an appendix stands beside parts, not in them.
    fn close_parts(&mut self, matter: Matter) {
        if matter != Matter::Body {
            self.close_to(0);
        }
    }

    /// Puts an entry below the open one that is indented less; a part has no indent, items at least 1.
    fn push(&mut self, entry: Entry, indent: usize) {
        if indent == 0 {
            self.close_to(0);
            self.done.push(entry);
            return;
        }
        self.close_to(indent);
        while self.open.len() >= limits::DEPTH {
            self.close_last();
        }
        self.open.push(Open { indent, entry });
    }

    fn close_to(&mut self, indent: usize) {
        while self.open.last().is_some_and(|open| open.indent >= indent) {
            self.close_last();
        }
    }

    fn close_last(&mut self) {
        let Some(Open { entry, .. }) = self.open.pop() else {
            return;
        };
        let parent = self.open.last_mut().map(|open| &mut open.entry);
        match parent {
            Some(Entry::Heading { entries, .. } | Entry::Chapter(Chapter { entries, .. })) => {
                entries.push(entry);
            }
            Some(Entry::Draft { .. }) | None => self.done.push(entry),
        }
    }

    fn finish(mut self) -> Vec<Entry> {
        self.close_to(0);
        self.done
    }
}
