//! Which Markdown files make up the book: the list of `book.toml`, or what was found in the folder, in;
//! paths in reading order out.

use std::collections::BTreeMap;

use toml::de::DeValue;

use super::editions::Editions;
use super::keys;
use super::reader::{Reader, Section, Text, Value};
use crate::diag::{Code, Sink, isolate, nearest};
use crate::import::{BookPlan, Refusal};
use crate::locale::Matter;
use crate::lookup::Seen;
use crate::source::{BookPath, Span};

/// Endings of the files that can be chapters.
const ENDINGS: [&str; 3] = ["md", "markdown", "txt"];

/// The key of `[book]` that lists chapters.
pub(super) const KEY: &str = "chapters";

/// The key of an entry that is a part of the book.
const PART: &str = "part";

/// The chapters of the book, in reading order.
#[derive(Default)]
pub(super) struct Chapters {
    /// Their files.
    pub(super) paths: Vec<BookPath>,
    /// What they are in the book, where that is said.
    pub(super) matters: BTreeMap<BookPath, Matter>,
}

/// The chapters that `chapters` names, or those that were found in the folder where it is absent, without
/// those that the edition does not have.
pub(super) fn read(
    reader: &mut Reader<'_>,
    section: &Section<'_>,
    found: Result<&BookPlan, &Refusal>,
    editions: &Editions,
) -> Chapters {
    let mut chapters = all(reader, section, found);
    editions.leave_out(&mut chapters.paths, reader);
    chapters
}

fn all(
    reader: &mut Reader<'_>,
    section: &Section<'_>,
    found: Result<&BookPlan, &Refusal>,
) -> Chapters {
    if section.get(KEY).is_some() {
        return listed(reader, section);
    }
    match found {
        Ok(plan) => {
            let chapters = plan.chapters().into_iter();
            Chapters {
                paths: chapters.map(|chapter| chapter.path.clone()).collect(),
                ..Chapters::default()
            }
        }
        Err(refusal) => {
            report(refusal, section.span, reader.sink);
            Chapters::default()
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
fn listed(reader: &mut Reader<'_>, section: &Section<'_>) -> Chapters {
    let values = reader.list(section, KEY);
    if let (true, Some(value)) = (values.is_empty(), section.get(KEY)) {
        let span = reader.span(value.span());
        reader
            .sink
            .error(Code::EmptyBook, span, "the list of chapters is empty")
            .hint("name the Markdown files of the book in reading order");
    }
    let mut seen = Seen::new();
    let mut chapters = Chapters::default();
    for value in values {
        for value in part(reader, value).unwrap_or_else(|| vec![value]) {
            add(reader, &mut chapters, &mut seen, value);
        }
    }
    chapters
}

/// Adds a chapter of the list, if it can be one and is not listed yet.
fn add(
    reader: &mut Reader<'_>,
    chapters: &mut Chapters,
    seen: &mut Seen<BookPath>,
    value: &Value<'_>,
) {
    let Some(Entry { path, matter }) = entry(reader, value) else {
        return;
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
        if let Some(matter) = matter {
            chapters.matters.insert(path.clone(), matter);
        }
        chapters.paths.push(path);
    } else {
        reader
            .bad_value(span, format!("{} is listed twice", isolate(path.as_str())))
            .hint("name each chapter once");
    }
}

/// The chapters of an entry that names a part, `{ part = "جوانی", chapters = ["1.md", "2.md"] }`; `None` for another
/// entry. What the folder shows knows its title (`import`).
fn part<'t>(reader: &mut Reader<'_>, value: &'t Value<'t>) -> Option<Vec<&'t Value<'t>>> {
    let DeValue::Table(table) = value.get_ref() else {
        return None;
    };
    table.get(PART)?;
    let section = reader.table(value, KEY, keys::PART);
    reader.text(&section, PART);
    let chapters = reader.list(&section, KEY);
    if chapters.is_empty() {
        reader
            .bad_value(section.span, "the part has no chapters".to_owned())
            .hint("write { part = \"جوانی\", chapters = [\"1.md\", \"2.md\"] }");
    }
    Some(chapters)
}

/// A chapter of the list.
struct Entry {
    path: BookPath,
    matter: Option<Matter>,
}

/// Reads a chapter of the list: the name of its file, or a table with it.
fn entry(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Entry> {
    let DeValue::Table(_) = value.get_ref() else {
        let path = reader.as_file(value, KEY)?;
        return Some(Entry { path, matter: None });
    };
    let table = reader.table(value, KEY, keys::CHAPTER);
    let matter = matter(reader, &table);
    if table.get("file").is_none() {
        let span = reader.span(value.span());
        reader
            .bad_value(span, "the chapter names no file".to_owned())
            .hint("write { file = \"preface.md\", matter = \"preface\" }");
    }
    let path = reader.file(&table, "file")?;
    Some(Entry { path, matter })
}

fn matter(reader: &mut Reader<'_>, table: &Section<'_>) -> Option<Matter> {
    let Text { text, span } = reader.text(table, "matter")?;
    let found = Matter::named(text);
    if found.is_none() {
        let hint = match nearest(text, Matter::NAMES) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("write one of {}", Matter::NAMES.join(", ")),
        };
        reader
            .bad_value(span, format!("no chapter of a book is a {}", isolate(text)))
            .hint(hint);
    }
    found
}
