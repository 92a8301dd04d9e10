//! MyST, the Markdown of Sphinx and Jupyter Book: directives, labels and remarks in, ours out.
//!
//! ````text
//! (start)=                 # آغاز {#start}
//! # آغاز
//! ```{note} نام            ::: note نام
//! متن                      متن
//! ```                      :::
//! % این متن نیست
//! ````

mod directive;
mod list_table;
mod roles;

pub(super) use self::roles::edits;

use self::directive::Directive;
use super::lines::Line;
use super::opening::BoxHead;
use super::{DEEPEST, Rewriter};
use crate::markdown::{alert, genre, statement_kinds};

/// Directives that only a site needs, or that another part of the book stands for.
const LEFT_OUT: [&str; 13] = [
    "toctree",
    "tableofcontents",
    "contents",
    "bibliography",
    "index",
    "genindex",
    "raw",
    "only",
    "meta",
    "highlight",
    "currentmodule",
    "nb-exec-table",
    "button-ref",
];

/// Directives that say how something stands on a screen: what is in them stays.
const TRANSPARENT: [&str; 12] = [
    "tab-set",
    "grid",
    "grid-item",
    "div",
    "container",
    "glossary",
    "centered",
    "rst-class",
    "figure-md",
    "card-carousel",
    "hlist",
    "compound",
];

/// Directives that hold code.
const CODE: [&str; 8] = [
    "code",
    "code-block",
    "code-cell",
    "sourcecode",
    "prompt",
    "parsed-literal",
    "mermaid",
    "doctest",
];

impl Rewriter<'_> {
    /// Something of MyST that begins at the first of some lines: how many lines it takes.
    pub(super) fn myst_at(&mut self, lines: &[Line], depth: usize) -> Option<usize> {
        let first = lines.first()?;
        let words = self.words(first);
        let inner = words.trim();
        if inner.starts_with('%') || inner == "+++" || inner.starts_with("+++ {") {
            self.drop_line(first);
            return Some(1);
        }
        if let Some(label) = label(inner) {
            self.label = Some(label.to_owned());
            self.drop_line(first);
            return Some(1);
        }
        if let Some(braces) = self.braces_of_heading(inner) {
            let end = first.range.start + words.trim_end().len();
            self.copy_words(first.range.start..end);
            self.changed = true;
            self.out.put(&braces, end..first.range.end);
            self.copy_words(first.range.end..first.end);
            return Some(1);
        }
        if !inner.is_empty() && !inner.starts_with(['`', '~', ':']) {
            // A label of a paragraph: nothing leads there but by its words.
            self.label = None;
            return None;
        }
        let directive = Directive::at(self.text, lines)?;
        (depth < DEEPEST).then(|| self.directive(&directive, lines, depth))?
    }

    /// The label before a heading, as attributes of it.
    fn braces_of_heading(&mut self, inner: &str) -> Option<String> {
        if !inner.starts_with('#') {
            return None;
        }
        let label = self.label.take()?;
        (!inner.ends_with('}')).then(|| format!(" {{#{label}}}"))
    }

    /// Writes a directive; `None` where it is not known and stays as it is.
    fn directive(&mut self, found: &Directive<'_>, lines: &[Line], depth: usize) -> Option<usize> {
        let first = &lines[0];
        let inside = &lines[found.body.clone()];
        let label = self.label.take();
        let label = found
            .option("name")
            .or(found.option("label"))
            .map(str::to_owned)
            .or(label);
        match found.name {
            name if LEFT_OUT.contains(&name) => self.put_for(first, "\n"),
            "include" | "literalinclude" => {
                let place = self.out.span(first.range.clone());
                self.omissions.not_run.push(place);
                self.put_for(first, "\n");
            }
            name if TRANSPARENT.contains(&name) => {
                self.put_for(first, "\n");
                self.lines(inside, depth + 1);
                self.put_for(first, "\n");
            }
            name if CODE.contains(&name) => self.code_of(found, first, inside),
            "math" => {
                let braces = label.map_or_else(String::new, |label| format!(" {{#{label}}}"));
                self.put_for(first, "\n$$\n");
                let argument = found.argument;
                if !argument.is_empty() {
                    self.put_for(first, &format!("{argument}\n"));
                }
                inside.iter().for_each(|line| self.copy(line));
                self.put_for(first, &format!("$${braces}\n\n"));
            }
            "image" | "figure" => self.figure(found, label.as_deref(), first, inside),
            "list-table" | "csv-table" => self.table_of(found, label.as_deref(), first, inside),
            "table" => {
                self.put_for(first, "\n");
                self.lines(inside, depth + 1);
                self.put_for(first, &caption(found.argument, label.as_deref()));
            }
            _ => {
                let head = head_of(found)?;
                self.set_box(first, &head, inside, depth);
            }
        }
        Some(found.lines)
    }

    /// Writes words that stand for the line that begins a directive.
    fn put_for(&mut self, first: &Line, words: &str) {
        self.changed = true;
        self.out.put(words, first.range.clone());
    }

    fn code_of(&mut self, found: &Directive<'_>, first: &Line, inside: &[Line]) {
        if found.has_tag("remove-cell") || found.has_tag("remove-input") {
            return self.put_for(first, "\n");
        }
        let language = match found.argument {
            "ipython3" | "ipython" => "python",
            language => language,
        };
        let body: Vec<&str> = inside.iter().map(|line| self.words(line)).collect();
        let longest = body
            .iter()
            .map(|line| line.trim().bytes().take_while(|sign| *sign == b'`').count());
        let fence = "`".repeat(longest.max().unwrap_or(0).max(2) + 1);
        let numbers = found.option("linenos").map_or("", |_| " linenos");
        self.put_for(first, &format!("\n{fence}{language}{numbers}\n"));
        inside.iter().for_each(|line| self.copy(line));
        self.put_for(first, &format!("{fence}\n\n"));
        if let Some(title) = found.option("caption") {
            self.put_for(first, &format!("{title}\n\n"));
        }
    }

    /// A picture; the first paragraph below it is its caption, what follows stands behind it.
    fn figure(
        &mut self,
        found: &Directive<'_>,
        label: Option<&str>,
        first: &Line,
        inside: &[Line],
    ) {
        let blank = |line: &&Line| self.words(line).trim().is_empty();
        let begins = inside.iter().take_while(blank).count();
        let caption: Vec<&str> = inside[begins..]
            .iter()
            .take_while(|line| !blank(line))
            .map(|line| self.words(line).trim())
            .collect();
        let rest = &inside[begins + caption.len()..];
        let alt = found.option("alt").unwrap_or_default();
        let shown = if caption.is_empty() {
            alt.to_owned()
        } else {
            caption.join(" ")
        };
        let mut braces: Vec<String> = label.map(|label| format!("#{label}")).into_iter().collect();
        let percent = found.option("width").filter(|width| width.ends_with('%'));
        braces.extend(percent.map(|width| format!("width={width}")));
        if !caption.is_empty() && !alt.is_empty() {
            braces.push(format!("fig-alt=\"{}\"", alt.replace('"', "'")));
        }
        let braces = match braces.is_empty() {
            true => String::new(),
            false => format!("{{{}}}", braces.join(" ")),
        };
        let written = format!("\n![{shown}](<{}>){braces}\n\n", found.argument);
        self.put_for(first, &written);
        rest.iter().for_each(|line| self.copy(line));
        self.put_for(first, "\n");
    }

    fn table_of(
        &mut self,
        found: &Directive<'_>,
        label: Option<&str>,
        first: &Line,
        inside: &[Line],
    ) {
        let words = inside.iter().map(|line| self.words(line));
        let (rows, heads) = if found.name == "csv-table" {
            let cells = |line: &str| {
                line.split(',')
                    .map(|cell| cell.trim().trim_matches('"').to_owned())
                    .collect()
            };
            let head = found.option("header").map(cells);
            let rows: Vec<Vec<String>> = words
                .filter(|line| !line.trim().is_empty())
                .map(cells)
                .collect();
            let heads = usize::from(head.is_some());
            (head.into_iter().chain(rows).collect(), heads)
        } else {
            let heads = found
                .option("header-rows")
                .and_then(|count| count.parse().ok());
            (list_table::rows(words), heads.unwrap_or(0))
        };
        if rows.is_empty() {
            return self.put_for(first, "\n");
        }
        let table = list_table::table(&rows, heads);
        self.put_for(
            first,
            &format!("\n{table}{}", caption(found.argument, label)),
        );
    }
}

/// The name that a line gives what follows: `(start)=`.
fn label(inner: &str) -> Option<&str> {
    let label = inner.strip_prefix('(')?.strip_suffix(")=")?;
    let plain = |letter: char| letter.is_alphanumeric() || "-_:.".contains(letter);
    (!label.is_empty() && label.chars().all(plain)).then_some(label)
}

/// The caption below a table.
fn caption(words: &str, label: Option<&str>) -> String {
    let braces = label.map_or_else(String::new, |label| format!(" {{#{label}}}"));
    match words {
        "" => "\n".to_owned(),
        words => format!("\n: {words}{braces}\n\n"),
    }
}

/// The box that a directive is; `None` where its name means nothing.
fn head_of(found: &Directive<'_>) -> Option<BoxHead> {
    let title = (!found.argument.is_empty()).then(|| found.argument.to_owned());
    let class = found
        .option("class")
        .and_then(|class| class.split_whitespace().next());
    let kind = match found.name {
        "admonition" => class
            .filter(|class| alert::is_known(class))
            .unwrap_or("admonition"),
        "dropdown" | "details" => "details",
        "tab-item" | "tab" => "tab",
        "card" | "grid-item-card" | "topic" => "admonition",
        "epigraph" | "pull-quote" | "highlights" => "epigraph",
        "seealso" | "versionadded" | "versionchanged" | "deprecated" | "todo" => "note",
        "margin" => "margin",
        name => {
            let known =
                alert::is_known(name) || genre::is_named(name) || statement_kinds::is_named(name);
            known.then_some(name)?
        }
    };
    Some(BoxHead {
        kind: kind.to_owned(),
        title,
    })
}
