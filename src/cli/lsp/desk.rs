//! What is known of the book that the editor has open: its texts, its mistakes, its names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use super::buffers::Buffers;
use super::positions;
use crate::book::{Book, Depth, Diagnostics, Error, Examined};
use crate::cli::build::on_large_stack;
use crate::config;
use crate::diag::{Diagnostic, Place, Severity, caught};
use crate::pipeline::{BuildContext, Memory, Names};
use crate::source::{BookPath, Span};

/// The book.
pub(super) struct Desk {
    /// Its texts.
    pub(super) buffers: Buffers,
    /// What the last look at it has found.
    pub(super) known: Option<Examined>,
    memory: Arc<Memory>,
    /// The files of which the editor shows mistakes.
    told: BTreeSet<BookPath>,
}

impl Desk {
    /// The book in a folder, or in `book` below it.
    pub(super) fn of(folder: &Path) -> Self {
        let below = folder.join("book");
        let has_settings = |folder: &Path| folder.join(config::FILE_NAME).is_file();
        let folder = match has_settings(&below) && !has_settings(folder) {
            true => &below,
            false => folder,
        };
        Self {
            buffers: Buffers::over(folder),
            known: None,
            memory: Arc::default(),
            told: BTreeSet::new(),
        }
    }

    /// Whether the book was never looked through.
    pub(super) fn knows_nothing(&self) -> bool {
        self.known.is_none()
    }

    /// The names of the book.
    pub(super) fn names(&self) -> Option<&Names> {
        self.known.as_ref()?.names.as_ref()
    }

    /// The mistakes.
    pub(super) fn found(&self) -> Option<&Diagnostics> {
        Some(&self.known.as_ref()?.found)
    }

    /// Looks through the book; gives back what the editor has to be told.
    pub(super) fn examine(&mut self, depth: Depth) -> Vec<Value> {
        let context = BuildContext {
            memory: Some(Arc::clone(&self.memory)),
            ..BuildContext::new(&self.buffers)
        };
        let look = || Book::open_in(context).and_then(|book| book.examine(depth));
        let looked = match caught(|| on_large_stack(look)) {
            Ok(looked) => looked,
            // The program is at fault: what was known stays.
            Err(panicked) => return vec![complaint(&panicked.words)],
        };
        let mut messages = Vec::new();
        let examined = looked.unwrap_or_else(|error: Error| {
            let (outside, found) = error.into_parts();
            messages.extend(outside.map(|failure| complaint(&failure.to_string())));
            // Names are better old than none.
            let names = self.known.take().and_then(|known| known.names);
            Examined { found, names }
        });
        messages.extend(self.tell(&examined.found));
        self.known = Some(examined);
        messages
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
        let messages = of_files.into_iter().map(|(path, mistakes)| {
            json!({
                "jsonrpc": "2.0",
                "method": "textDocument/publishDiagnostics",
                "params": { "uri": self.buffers.uri(&path), "diagnostics": mistakes },
            })
        });
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
