//! Which Markdown files make up the book: the list of `book.toml`, or what was found in the folder, in;
//! paths in reading order out.

use std::collections::BTreeSet;

use super::reader::{Reader, Section};
use crate::diag::{Code, Sink, isolate};
use crate::import::{BookPlan, Refusal};
use crate::source::{BookPath, Span};

/// Endings of the files that can be chapters.
const ENDINGS: [&str; 3] = ["md", "markdown", "txt"];

/// The key of `[book]` that lists chapters.
pub(super) const KEY: &str = "chapters";

/// The chapters that `chapters` names, or those that were found in the folder where it is absent.
pub(super) fn read(
    reader: &mut Reader<'_>,
    section: &Section<'_>,
    found: Result<&BookPlan, &Refusal>,
) -> Vec<BookPath> {
    if section.get(KEY).is_some() {
        return listed(reader, section);
    }
    match found {
        Ok(plan) => {
            let chapters = plan.chapters().into_iter();
            chapters.map(|chapter| chapter.path.clone()).collect()
        }
        Err(refusal) => {
            report(refusal, section.span, reader.sink);
            Vec::new()
        }
    }
}

/// Reports why a folder is no book.
pub(super) fn report(refusal: &Refusal, span: Option<Span>, sink: &mut Sink) {
    let code = match refusal {
        Refusal::SeveralLanguages { .. } | Refusal::NoSuchLanguage { .. } => Code::SeveralLanguages,
        _ => Code::EmptyBook,
    };
    sink.error(code, span, refusal.to_string())
        .hint(refusal.hint());
}

/// The chapters of the list that can be read, each once.
fn listed(reader: &mut Reader<'_>, section: &Section<'_>) -> Vec<BookPath> {
    let values = reader.list(section, KEY);
    if let (true, Some(value)) = (values.is_empty(), section.get(KEY)) {
        let span = reader.span(value.span());
        reader
            .sink
            .error(Code::EmptyBook, span, "the list of chapters is empty")
            .hint("name the Markdown files of the book in reading order");
    }
    let mut seen = BTreeSet::new();
    let mut chapters = Vec::new();
    for value in values {
        let Some(path) = reader.as_file(value, KEY) else {
            continue;
        };
        let span = reader.span(value.span());
        if !ENDINGS.contains(&path.extension().as_str()) {
            reader
                .bad_value(
                    span,
                    format!("{} is no Markdown file", isolate(path.as_str())),
                )
                .hint("chapters end in .md, .markdown or .txt");
        } else if seen.insert(path.clone()) {
            chapters.push(path);
        } else {
            reader
                .bad_value(span, format!("{} is listed twice", isolate(path.as_str())))
                .hint("name each chapter once");
        }
    }
    chapters
}
