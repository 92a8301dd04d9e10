//! What each stage has made, as text: for `--emit`, for tests, and for programs that measure the PDF.

use super::manuscript::Manuscript;
use crate::diag::Sink;
use crate::import::BookPlan;
use crate::model::dump;
use crate::source::SourceMap;
use crate::{frame, resolve};

/// What a stage has made, as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dump {
    /// What the folder turned out to hold: layout, facts, chapters, what is left out.
    Plan,
    /// The tree of the book.
    Model,
    /// The lines that paragraphs were broken into.
    Lines,
    /// The pages with all that stands on them.
    Pages,
    /// The words of the book in reading order, without what the tool adds.
    Text,
    /// The logical structure of the pages: elements, languages, words.
    Tags,
    /// The words of the book and of the lines of its pages, one JSON object a line.
    Words,
}

impl Manuscript {
    /// The paragraphs of the book, those of its notes, and every line of its pages.
    fn words(&self, sink: &mut Sink) -> String {
        let (paragraphs, notes) = resolve::text::text_and_notes(&self.book);
        let row = |key: &str, text: &String| serde_json::json!({ key: text }).to_string() + "\n";
        let paragraphs = paragraphs.iter().map(|text| row("paragraph", text));
        let notes = notes.iter().map(|text| row("note", text));
        let written: String = paragraphs.chain(notes).collect();
        written + &frame::dump::words(&self.pages(sink))
    }

    /// What a stage has made, as text.
    pub fn dump(&self, what: Dump, map: &SourceMap, sink: &mut Sink) -> String {
        match what {
            Dump::Plan => {
                let plan = self.config.plan.as_deref();
                plan.map_or_else(String::new, BookPlan::dump)
            }
            Dump::Model => dump::dump(&self.book.book, map),
            Dump::Text => resolve::text(&self.book),
            Dump::Lines => frame::dump::lines(&self.pages(sink)),
            Dump::Pages => frame::dump::pages(&self.pages(sink), &self.fonts),
            Dump::Tags => frame::dump::tags(&self.pages(sink), &self.config.book.language),
            Dump::Words => self.words(sink),
        }
    }
}
