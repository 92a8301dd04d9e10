//! Where the pages of the printed book begin: marks in the text out (DPUB-ARIA 1.1, `doc-pagebreak`).
//!
//! A mark stands before the first word of its page, inside the paragraph where the page breaks in
//! one. Notes have no marks: on paper they stand apart from the text that runs on. A word that was
//! hyphenated at the end of a page is not divided: of «کتاب‌خا-|نه» the mark stands before «کتاب‌خانه».

use super::content::{Passed, Writer};
use crate::model::{Begins, NodeId, TextPosition};

impl Writer<'_, '_> {
    /// A block or cell begins: the marks of its pages stand before its first words.
    pub(super) fn begin(&mut self, node: NodeId) {
        let pages = &self.plan.pages;
        let first = Begins::Words(TextPosition::start_of(node));
        self.due.extend_from_slice(pages.beginning(first));
    }

    /// Writes the marks that are due.
    pub(super) fn settle_pages(&mut self) {
        if !self.due.is_empty() {
            let due = std::mem::take(&mut self.due);
            self.mark_pages(&due);
        }
    }

    /// Writes the marks of pages here.
    pub(super) fn mark_pages(&mut self, pages: &[usize]) {
        let placed = &mut self.tally.placed;
        self.plan
            .pages
            .mark(pages, &self.file, &mut self.out, placed);
    }

    /// Every mark that a thing without letters of its own has, before it.
    pub(super) fn mark_before(&mut self, node: NodeId) {
        let plan = self.plan;
        for (_, pages) in plan.pages.within(TextPosition::start_of(node)) {
            self.mark_pages(pages);
        }
    }

    /// The next words of a node, with the marks of the pages that begin in them.
    pub(super) fn node_text(&mut self, node: NodeId, words: &str) {
        let plan = self.plan;
        // A text may come in a thousand pieces and have a hundred breaks: those that are written are not looked at
        // again.
        let Passed { bytes, mut offset } = self.passed.get(&node).copied().unwrap_or_default();
        let from = TextPosition { node, offset };
        let mut breaks = plan.pages.within(from).peekable();
        if breaks.peek().is_none() {
            return self.out.text(words);
        }
        let mut written = 0;
        // Where the word begins that a place lies in: no mark parts a word that was hyphenated on paper.
        let mut word = None;
        for (at, letter) in words.char_indices() {
            word = letter.is_alphanumeric().then(|| word.unwrap_or(at));
            if letter.is_whitespace() {
                continue;
            }
            while let Some((before, pages)) = breaks.next_if(|(before, _)| *before <= bytes + at) {
                offset = before + 1;
                let at = word.unwrap_or(at).max(written);
                self.out.text(&words[written..at]);
                written = at;
                self.mark_pages(pages);
            }
        }
        let bytes = bytes + words.len();
        self.passed.insert(node, Passed { bytes, offset });
        self.out.text(&words[written..]);
    }
}
