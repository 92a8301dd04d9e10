//! What is known of the book that the editor has open: its texts, its mistakes, its names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use super::buffers::Buffers;
use super::positions;
use crate::book::{Book, Depth, Diagnostics, Error, Examined};
use crate::cli::workers::Workers;
use crate::config;
use crate::diag::{Diagnostic, Place, Severity, catch_panic};
use crate::pipeline::{BuildContext, Memory, Names};
use crate::source::{BookPath, Span};

/// The book.
pub(super) struct EditedBook {
    /// Its texts.
    pub(super) buffers: Buffers,
    /// What the last look at it has found.
    known: Option<Arc<Examined>>,
    /// The last look that has found names, which mistakes may have taken away since. Their places are in its texts.
    named: Option<Arc<Examined>>,
    /// How far the book has to be looked through again; `None` while nothing has changed.
    stale: Option<Depth>,
    memory: Arc<Memory>,
    /// The files of which the editor shows mistakes.
    told: BTreeSet<BookPath>,
}

/// Names, and what their places are counted in.
#[derive(Clone, Copy)]
pub(super) struct BookNames<'d> {
    /// The names.
    pub(super) names: &'d Names,
    /// The texts of their places.
    pub(super) found: &'d Diagnostics,
}

impl EditedBook {
    /// The book in a folder, not looked through yet.
    pub(super) fn of(folder: &Path) -> Self {
        Self {
            buffers: Buffers::over(folder),
            known: None,
            named: None,
            stale: Some(Depth::Pages),
            memory: Arc::default(),
            told: BTreeSet::new(),
        }
    }

    /// Whether the book was never looked through.
    pub(super) fn knows_nothing(&self) -> bool {
        self.known.is_none()
    }

    /// Whether the book may be another one than the one that was looked through.
    pub(super) fn is_stale(&self) -> bool {
        self.stale.is_some()
    }

    /// Something has changed.
    pub(super) fn soil(&mut self, depth: Depth) {
        self.stale = self.stale.max(Some(depth));
    }

    /// Whether the book may be made of a file: hidden ones are never read, and books come out.
    pub(super) fn may_read(&self, uri: &str) -> bool {
        let path = self.buffers.path(uri);
        path.is_some_and(|path| {
            let is_hidden = path.as_str().split('/').any(|name| name.starts_with('.'));
            let is_made = ["epub", "pdf"].contains(&path.extension().as_str());
            !is_hidden && !is_made
        })
    }

    /// The names of the book.
    pub(super) fn names(&self) -> Option<BookNames<'_>> {
        let Examined { found, names } = self.named.as_deref()?;
        let names = names.as_ref()?;
        Some(BookNames { names, found })
    }

    /// The mistakes.
    pub(super) fn found(&self) -> Option<&Diagnostics> {
        Some(&self.known.as_ref()?.found)
    }

    /// Looks through the book; gives back what the editor has to be told.
    pub(super) fn examine(&mut self, workers: &Workers) -> Vec<Value> {
        let depth = self.stale.take().unwrap_or(Depth::Words);
        let context = BuildContext {
            memory: Some(Arc::clone(&self.memory)),
            ..BuildContext::new(&self.buffers)
        };
        let look = || Book::open_in(context).and_then(|book| book.examine(depth));
        let looked = match catch_panic(|| workers.work(look)) {
            Ok(looked) => looked,
            // The program is at fault: what was known stays.
            Err(panicked) => return vec![complaint(&panicked.words)],
        };
        let mut messages = Vec::new();
        let examined = looked.unwrap_or_else(|error: Error| {
            let (outside, found) = error.into_parts();
            messages.extend(outside.map(|failure| complaint(&failure.to_string())));
            Examined { found, names: None }
        });
        messages.extend(self.tell(&examined.found));
        let examined = Arc::new(examined);
        // Names are better old than none.
        if examined.names.is_some() {
            self.named = Some(Arc::clone(&examined));
        }
        self.known = Some(examined);
        messages
    }

    /// That no file has mistakes any more: the editor has closed the book.
    pub(super) fn silence(&self) -> Vec<Value> {
        let told = self.told.iter();
        told.map(|path| self.published(path, Vec::new())).collect()
    }

    fn published(&self, path: &BookPath, mistakes: Vec<Value>) -> Value {
        let mut told = json!({ "uri": self.buffers.uri(path), "diagnostics": mistakes });
        if let Some(version) = self.buffers.version(path) {
            told["version"] = json!(version);
        }
        json!({ "jsonrpc": "2.0", "method": "textDocument/publishDiagnostics", "params": told })
    }

    /// The mistakes of every file that has some, and that the others have none: those that had some, and those that
    /// the author looks at.
    fn tell(&mut self, found: &Diagnostics) -> Vec<Value> {
        let mut of_files: BTreeMap<BookPath, Vec<Value>> = BTreeMap::new();
        let quiet = std::mem::take(&mut self.told);
        let quiet = quiet.iter().chain(self.buffers.opened());
        of_files.extend(quiet.map(|path| (path.clone(), Vec::new())));
        for one in found.iter() {
            if let Some(path) = file_of(one, found) {
                let mistake = self.mistake(one, found);
                of_files.entry(path).or_default().push(mistake);
            }
        }
        let told = of_files.iter().filter(|(_, mistakes)| !mistakes.is_empty());
        self.told = told.map(|(path, _)| path.clone()).collect();
        let messages = of_files.into_iter();
        let messages = messages.map(|(path, mistakes)| self.published(&path, mistakes));
        messages.collect()
    }

    /// A mistake as the protocol has it.
    fn mistake(&self, one: &Diagnostic, found: &Diagnostics) -> Value {
        let severity = match one.severity {
            Severity::Error => 1,
            Severity::Warning => 2,
            Severity::Hint => 4,
        };
        let hint = one.hint.as_ref();
        let message = hint.map_or_else(
            || one.message.clone(),
            |hint| format!("{}\n{hint}", one.message),
        );
        let nowhere = json!({ "line": 0, "character": 0 });
        let nowhere = json!({ "start": nowhere, "end": nowhere });
        let also = one
            .also
            .iter()
            .map(|span| json!({ "location": self.location(*span, found), "message": one.message }));
        json!({
            "range": one.span().map_or(nowhere, |span| range_of(span, found)),
            "severity": severity,
            "code": one.code.name(),
            "source": "sahhaf",
            "message": message,
            "relatedInformation": also.collect::<Vec<_>>(),
        })
    }

    /// A place in a file, with the file's address.
    pub(super) fn location(&self, span: Span, found: &Diagnostics) -> Value {
        let path = found.texts().file(span.file).path();
        json!({ "uri": self.buffers.uri(path), "range": range_of(span, found) })
    }
}

/// The file that a mistake is shown in: what has no file is shown in book.toml.
fn file_of(one: &Diagnostic, found: &Diagnostics) -> Option<BookPath> {
    match (&one.place, one.span()) {
        (Place::File(name), _) => BookPath::new(name).ok(),
        (_, Some(span)) => Some(found.texts().file(span.file).path().clone()),
        (_, None) => BookPath::new(config::FILE_NAME).ok(),
    }
}

/// The places of a span.
pub(super) fn range_of(span: Span, found: &Diagnostics) -> Value {
    positions::range(found.texts().file(span.file).text(), span.range())
}

/// Something that the author should see at once.
fn complaint(words: &str) -> Value {
    json!({
        "jsonrpc": "2.0",
        "method": "window/showMessage",
        "params": { "type": 1, "message": format!("sahhaf: {words}") },
    })
}
