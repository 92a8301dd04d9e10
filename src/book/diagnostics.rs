//! What was found in a book, with the texts that it was found in.

use std::sync::Arc;

use crate::diag::{Counts, Diagnostic, Renderer, Severity, Sink};
use crate::import::BookPlan;
use crate::pipeline::BEARABLE;
use crate::source::{Files, SourceMap};

/// What was found in a book until now, with the texts that places are in.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    pub(super) map: SourceMap,
    pub(super) sink: Sink,
    /// What the book's folder turned out to hold.
    pub(super) plan: Option<Arc<BookPlan>>,
    /// The book's folder, as its user knows it.
    root: Box<str>,
}

impl Diagnostics {
    /// Nothing found yet in a book of these files.
    pub(super) fn of(files: &dyn Files) -> Self {
        Self {
            root: files.root().into(),
            ..Self::default()
        }
    }

    /// A step of the build has ended: of many mistakes of one kind on a line the first are told.
    pub(super) fn settle(&mut self) {
        self.sink.cap_lines(&self.map);
    }

    /// The diagnostics in the order of the files and their lines; those of the whole book come first.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        let mut ordered: Vec<&Diagnostic> = self.sink.found().iter().collect();
        ordered.sort_by_key(|found| found.span().map(|span| (span.file, span.start)));
        ordered.into_iter()
    }

    /// What the book's folder turned out to hold: its layout, its chapters, what was left out. `None` until the
    /// book is open.
    pub fn plan(&self) -> Option<&BookPlan> {
        self.plan.as_deref()
    }

    /// Whether anything prevents the book.
    pub fn has_errors(&self) -> bool {
        self.sink.has_errors()
    }

    /// Whether anything prevents the pages, too, while the book is written: an author who cites a work that is not in
    /// the list yet still sees the text around it.
    pub(crate) fn prevents_pages(&self) -> bool {
        let mut found = self.sink.found().iter();
        found.any(|one| one.severity == Severity::Error && !BEARABLE.contains(&one.code))
    }

    /// How much was found.
    pub fn counts(&self) -> Counts {
        Counts::of(self.sink.found())
    }

    /// The texts that were read: they make a line and a column of a place.
    pub fn texts(&self) -> &SourceMap {
        &self.map
    }

    /// One line for each: `1.md:3:5: error[broken-link]: … (help: …)`.
    pub fn lines(&self) -> String {
        self.iter()
            .map(|found| self.renderer().line(found))
            .collect()
    }

    /// One JSON object a line; the README describes its shape.
    pub fn json(&self) -> String {
        self.iter()
            .map(|found| self.renderer().json(found))
            .collect()
    }

    fn renderer(&self) -> Renderer<'_> {
        Renderer {
            map: &self.map,
            folder: "",
            whole: &self.root,
        }
    }
}
