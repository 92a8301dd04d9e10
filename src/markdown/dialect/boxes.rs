//! Boxes of other tools: the line of their head in, `::: kind` … `:::` out, with what stands in them moved to the margin.
//!
//! ```text
//! !!! note "نام"        > [!tip]- نام        ~~~admonish info title="نام"
//!     متن               > متن                متن
//! === "تب"                                   ~~~
//!     متن
//! ```

use super::lines::{CodeFence, Line, indent_of};
use super::opening::{self, BoxHead};
use super::{DEEPEST, Rewriter};

impl Rewriter<'_> {
    /// A box that begins at the first of some lines: how many lines it takes.
    pub(super) fn box_at(&mut self, lines: &[Line], depth: usize) -> Option<usize> {
        let (first, rest) = lines.split_first()?;
        let words = self.words(first);
        if depth >= DEEPEST {
            return None;
        }
        if let Some(head) = opening::admonition(words).or_else(|| opening::tab(words)) {
            let inside = self.indented(rest, indent_of(words));
            let taken = inside.len();
            return Some(self.set_box(first, &head, &inside, depth) + taken);
        }
        if let Some(head) = opening::callout(words) {
            let inside = self.quoted(rest);
            let taken = inside.len();
            return Some(self.set_box(first, &head, &inside, depth) + taken);
        }
        let fence = CodeFence::opening(words)?;
        let head = opening::admonish(fence.info(words))?;
        let until = rest
            .iter()
            .position(|line| fence.is_closed_by(self.words(line)));
        let inside = &rest[..until.unwrap_or(rest.len())];
        let closing = usize::from(until.is_some());
        Some(self.set_box(first, &head, inside, depth) + inside.len() + closing)
    }

    /// Writes a box; gives the one line of its head.
    pub(super) fn set_box(
        &mut self,
        first: &Line,
        head: &BoxHead,
        inside: &[Line],
        depth: usize,
    ) -> usize {
        let indent = " ".repeat(indent_of(self.words(first)).min(3));
        let at = first.range.clone();
        self.changed = true;
        // An empty line keeps the box apart from a paragraph before it.
        self.out
            .put(&format!("\n{indent}{}\n", head.fence()), at.clone());
        self.lines(inside, depth + 1);
        // A fence of code that its author never closed ends with its box.
        if let Some(open) = self.code.take() {
            self.out.put(&format!("{}\n", open.closing()), at.clone());
        }
        self.out.put(&format!("\n{indent}:::\n"), at);
        1
    }

    /// The lines below the head of an admonition, moved to its margin: those that are indented by four more.
    fn indented(&self, lines: &[Line], indent: usize) -> Vec<Line> {
        let mut inside = Vec::new();
        let mut filled = 0;
        for line in lines {
            let words = self.words(line);
            let blank = words.trim().is_empty();
            if !blank && indent_of(words) < indent + 4 {
                // Many write a tab or two spaces; less than the head has is what follows the box.
                if !inside.is_empty() || indent_of(words) < indent + 2 {
                    break;
                }
            }
            inside.push(line.without_indent(self.text, indent + 4));
            if !blank {
                filled = inside.len();
            }
        }
        inside.truncate(filled);
        inside
    }

    /// The lines of a quotation, without its marks.
    fn quoted(&self, lines: &[Line]) -> Vec<Line> {
        let mut inside = Vec::new();
        for line in lines {
            let words = self.words(line);
            let rest = words.trim_start_matches(' ');
            let Some(rest) = rest.strip_prefix('>') else {
                break;
            };
            // The head of the next box begins a box of its own.
            if opening::callout(words).is_some() {
                break;
            }
            let rest = rest.strip_prefix(' ').unwrap_or(rest);
            let start = line.range.end - rest.len();
            inside.push(Line {
                range: start..line.range.end,
                end: line.end,
            });
        }
        inside
    }
}
