//! Obsidian's comments, questions and names of blocks: lines in, edits or lines left out.
//!
//! ```text
//! %% پنهان %%      بند ^name      ```dataview
//! ```

use std::borrow::Cow;

use super::Rewriter;
use super::edit::Edit;
use super::lines::{CodeFence, Line};

impl Rewriter<'_> {
    /// A question that a plugin of Obsidian answers, and a book cannot: how many lines it takes.
    pub(super) fn query_at(&mut self, lines: &[Line]) -> Option<usize> {
        const QUERIES: [&str; 7] = [
            "dataview",
            "dataviewjs",
            "query",
            "tasks",
            "button",
            "kanban",
            "excalidraw",
        ];
        let (first, rest) = lines.split_first()?;
        let fence = CodeFence::opening(self.words(first))?;
        if !QUERIES.contains(&fence.info(self.words(first))) {
            return None;
        }
        let until = rest
            .iter()
            .position(|line| fence.is_closed_by(self.words(line)))?;
        self.changed = true;
        self.omissions
            .not_run
            .push(self.out.span(first.range.clone()));
        self.out.put("\n", first.range.clone());
        Some(until + 2)
    }
}

/// What `%%` comments out in a line; `is_open` says whether a comment goes on from the line before, and then whether it goes
/// on on the next.
pub(super) fn comments(words: &str, is_open: &mut bool) -> Vec<Edit> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut rest = 0;
    while let Some(at) = words[rest..].find("%%").map(|at| rest + at) {
        if *is_open {
            found.push(Edit::drop(start..at + 2));
        }
        *is_open = !*is_open;
        start = at;
        rest = at + 2;
    }
    if *is_open {
        found.push(Edit::drop(start..words.len()));
    }
    found
}

/// ` ^name` at the end of a block of Obsidian is its id.
pub(super) fn name_of_block(words: &str) -> Option<Edit> {
    let end = words.trim_end().len();
    let at = words.rfind(" ^")?;
    let name = &words[at + 2..end];
    let plain = |sign: char| sign.is_ascii_alphanumeric() || sign == '-';
    let is_name = !name.is_empty() && name.chars().all(plain) && !words[..at].trim().is_empty();
    is_name.then(|| Edit {
        range: at + 1..end,
        words: Cow::Owned(format!("{{#{name}}}")),
    })
}
