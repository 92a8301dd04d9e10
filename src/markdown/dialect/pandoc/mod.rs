//! What pandoc, Quarto and bookdown write beside Markdown: blocks of lines in, ours out.
//!
//! ```text
//! ```{r fig-plot, echo=FALSE}     ```{=latex}       | خط یکم          (@good) نمونه
//! plot(cars)                      \newpage          |    خط دوم       #. یکم
//! ```                             ```
//!
//!   Right   Left                  ::: {.callout-tip}                  \begin{equation}
//! ------- ------                  ## نکته                             x (\#eq:x)
//!      12 الف                     :::                                 \end{equation}
//! ```

mod cell;
mod example;
mod fancy;
mod formula;
mod line_block;
mod names;
mod raw;
mod simple_table;

use std::ops::Range;

pub(super) use self::example::examples;
pub(super) use self::fancy::fancy_items;
pub(super) use self::names::{edits, has_program, is_left_out, shown_in_place};

use self::cell::{Around, Cell, Prefixed, Shown};
use self::line_block::Beginning;
use self::raw::Raw;
use super::Rewriter;
use super::lines::{CodeFence, Line, indent_of};

/// The block of HTML that begins a page.
pub(super) const PAGE_BREAK: &str = "\n<div class=\"page-break\"></div>\n\n";

/// Whether a line is a command of TeX that begins a page.
pub(super) fn begins_page(words: &str) -> bool {
    const COMMANDS: [&str; 5] = [
        "\\newpage",
        "\\pagebreak",
        "\\clearpage",
        "\\cleardoublepage",
        "{pagebreak}",
    ];
    COMMANDS.contains(&words.trim())
}

impl Rewriter<'_> {
    /// A block of pandoc's family that begins at the first of some lines: how many lines it takes.
    pub(super) fn pandoc_at(&mut self, lines: &[Line]) -> Option<usize> {
        let (first, _) = lines.split_first()?;
        let words = self.words(first);
        if let Some(fence) = CodeFence::opening(words) {
            return self.fenced(fence, lines);
        }
        if indent_of(words) >= 4 {
            return None;
        }
        if let Some(count) = program_lines(self.text, lines) {
            self.changed = true;
            self.omissions
                .not_run
                .push(self.out.span(first.range.clone()));
            self.out.put("\n", first.range.clone());
            return Some(count);
        }
        if words.trim_start().starts_with(":::") {
            return self.titled_box(lines);
        }
        if first.range.start >= self.no_line_block {
            match line_block::beginning(self.text, lines) {
                Beginning::Lines(count) => {
                    self.set_line_block(&lines[..count]);
                    return Some(count);
                }
                Beginning::Nothing(count) => self.no_line_block = lines[count - 1].end,
            }
        }
        if let Some(count) = formula::lines(self.text, lines) {
            let place = first.range.start..lines[count - 1].range.end;
            let written = formula::displayed(&self.text[place.clone()]);
            self.changed = true;
            self.out.put(&written, place);
            return Some(count);
        }
        self.simple_table_at(lines)
    }

    /// A cell of code, or text for another program.
    fn fenced(&mut self, fence: CodeFence, lines: &[Line]) -> Option<usize> {
        let (first, rest) = lines.split_first()?;
        let info = fence.info(self.words(first));
        let until = rest
            .iter()
            .position(|line| fence.is_closed_by(self.words(line)))?;
        let inside = &rest[..until];
        let taken = until + 2;
        let place = first.range.clone();
        if let Some(raw) = Raw::of(info) {
            self.changed = true;
            match raw {
                Raw::Html => {
                    self.out.put("\n", place.clone());
                    inside.iter().for_each(|line| self.copy(line));
                    self.out.put("\n", place);
                }
                Raw::Markdown => self.lines(inside, 0),
                Raw::Other => {
                    if inside.iter().any(|line| begins_page(self.words(line))) {
                        self.out.put(PAGE_BREAK, place);
                    } else {
                        self.omissions.foreign.push(self.out.span(place));
                    }
                }
            }
            return Some(taken);
        }
        let text = self.text;
        let code: Vec<&str> = inside
            .iter()
            .map(|line| &text[line.range.clone()])
            .collect();
        let around = Around {
            texts: &self.texts_by_name,
            code: match self.hides_code {
                true => Shown::Nothing,
                false => Shown::Code,
            },
        };
        let cell = Cell::read(info, &code, around)?;
        self.changed = true;
        if let Some((opening, closing)) = cell.statement() {
            self.out.put(&opening, place.clone());
            self.lines(&inside[cell.options..], 0);
            self.out.put(&closing, place);
            return Some(taken);
        }
        self.set_cell(&cell, fence, first, inside);
        Some(taken)
    }

    fn set_cell(&mut self, cell: &Cell, fence: CodeFence, first: &Line, inside: &[Line]) {
        let place = first.range.clone();
        if cell.is_not_run {
            self.omissions.not_run.push(self.out.span(place.clone()));
        }
        if cell.shown == Shown::Code {
            let signs = fence.closing();
            self.out
                .put(&format!("{signs}{}\n", cell.language), place.clone());
            for line in &inside[cell.options..] {
                self.copy(line);
            }
            self.out.put(&format!("{signs}\n"), place.clone());
        }
        if !cell.pictures.is_empty() {
            self.out.put(&cell.figures(), place);
        }
    }

    /// A box whose first line is a heading: that is its title, as Quarto has it. The id of a statement of bookdown
    /// gets the prefix by which references name it.
    fn titled_box(&mut self, lines: &[Line]) -> Option<usize> {
        let (first, rest) = lines.split_first()?;
        let words = self.words(first).trim_end();
        if let Some(Prefixed { at, prefix }) = cell::prefixed(words) {
            let at = first.range.start + at;
            self.changed = true;
            self.copy_words(first.range.start..at);
            self.out.put(&format!("{prefix}:"), at..at);
            self.copy_words(at..first.end);
            return Some(1);
        }
        let head = words.trim_start_matches([' ', ':']);
        let is_titled = [
            "callout-", "#thm-", "#lem-", "#cor-", "#prp-", "#cnj-", "#def-", "#exm-", "#exr-",
        ];
        let takes_title = is_titled.iter().any(|name| head.contains(name))
            && !head.contains("title=")
            && (!head.starts_with('{') || head.ends_with('}'));
        let blank = rest
            .iter()
            .take_while(|line| self.words(line).trim().is_empty())
            .count();
        let heading = rest.get(blank).filter(|_| takes_title)?;
        let title = heading_words(self.text, heading)?;
        self.changed = true;
        let start = first.range.start;
        self.copy_words(start..start + words.len());
        self.out.put(" ", first.range.end..first.range.end);
        self.copy_words(title);
        self.out.put("\n", heading.range.end..heading.range.end);
        Some(blank + 2)
    }
}

/// How many lines a program takes that stands among paragraphs: `` `r if (html) ' ``, text, `` '` ``.
fn program_lines(text: &str, lines: &[Line]) -> Option<usize> {
    /// Lines that such a program may take.
    const LONGEST: usize = 30;
    let words = |line: &Line| text[line.range.clone()].trim();
    let first = words(lines.first()?);
    if !first.starts_with("`r ") {
        return None;
    }
    match first[1..].find('`') {
        // A paragraph that a program writes.
        Some(end) if end + 2 == first.len() => return Some(1),
        Some(_) => return None,
        None => {}
    }
    let mut rest = lines.iter().take(LONGEST).skip(1);
    let closing = rest.position(|line| words(line).contains('`'))?;
    Some(closing + 2)
}

/// The words of a heading, without its signs and the braces behind it.
fn heading_words(text: &str, line: &Line) -> Option<Range<usize>> {
    let words = &text[line.range.clone()];
    let inner = words.trim_start_matches('#');
    let level = words.len() - inner.len();
    if !(1..=6).contains(&level) || !inner.starts_with(' ') {
        return None;
    }
    let trimmed = inner.trim_end();
    let trimmed = match trimmed.rfind('{') {
        Some(brace) if trimmed.ends_with('}') => trimmed[..brace].trim_end(),
        _ => trimmed,
    };
    let start = line.range.start + level + inner.len() - inner.trim_start().len();
    let end = line.range.start + level + trimmed.len();
    (start < end).then_some(start..end)
}
