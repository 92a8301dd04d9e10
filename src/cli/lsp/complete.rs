//! A text and a place in it in, what could stand there out.

use serde_json::{Value, json};

use super::desk::Desk;
use crate::config::{self, Key, Shape, TABLES};
use crate::pipeline::{Named, Names};
use crate::source::BookPath;

/// Kinds of completions (LSP 3.17, CompletionItemKind).
const FILE: u8 = 17;
const REFERENCE: u8 = 18;
const PROPERTY: u8 = 10;
const VALUE: u8 = 12;

/// What could be written at a byte of a document.
pub(super) fn complete(desk: &Desk, path: &BookPath, text: &str, byte: usize) -> Vec<Value> {
    let before = &text[..byte];
    if path.as_str() == config::FILE_NAME {
        return settings(before);
    }
    let Some(names) = desk.names() else {
        return Vec::new();
    };
    let line = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
    match asked(line) {
        Some(Asked::Work) => of_names(&names.works),
        Some(Asked::Note) => {
            let map = desk.found().map(|found| found.texts());
            let own = map.and_then(|map| map.find(path));
            let notes = names.notes.iter();
            let notes = notes.filter(|note| Some(note.span.file) == own);
            notes.map(of_name).collect()
        }
        Some(Asked::Anchor) => of_names(&names.anchors),
        Some(Asked::Target) => targets(path, names),
        None => Vec::new(),
    }
}

/// What an author is about to write.
enum Asked {
    /// `[@`: the key of a work.
    Work,
    /// `[^`: the label of a note.
    Note,
    /// `](#` or `](02.md#`: a place.
    Anchor,
    /// `](`: a file.
    Target,
}

/// What the words before a place in a line ask for: what was opened last and not closed.
fn asked(line: &str) -> Option<Asked> {
    let link = line.rfind("](").map(|at| at + 2);
    let note = line.rfind("[^").map(|at| at + 2);
    let work = line.rfind('@').map(|at| at + 1);
    let open = |at: &usize| !line[*at..].contains([')', ']', ' ', '}']);
    let last = [link, note, work]
        .into_iter()
        .flatten()
        .filter(open)
        .max()?;
    if Some(last) == link {
        return Some(match line[last..].contains('#') {
            true => Asked::Anchor,
            false => Asked::Target,
        });
    }
    Some(match Some(last) == note {
        true => Asked::Note,
        false => Asked::Work,
    })
}

fn of_names(names: &[Named]) -> Vec<Value> {
    names.iter().map(of_name).collect()
}

fn of_name(named: &Named) -> Value {
    json!({ "label": named.name, "kind": REFERENCE, "detail": named.says })
}

/// The files of the book as they are named from the folder of a document.
fn targets(path: &BookPath, names: &Names) -> Vec<Value> {
    let folder = path.folder();
    let rows = names.files.iter().filter(|file| *file != path).map(|file| {
        let beside = file.as_str().strip_prefix(folder);
        let beside = beside.map(|rest| rest.trim_start_matches('/'));
        let label = match beside {
            Some(beside) => beside.to_owned(),
            None => "../".repeat(folder.split('/').count()) + file.as_str(),
        };
        json!({ "label": label, "kind": FILE })
    });
    rows.collect()
}

/// The keys of the table around a place of `book.toml`, or the values of its key.
fn settings(before: &str) -> Vec<Value> {
    let line = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
    if line.trim_start().starts_with('[') {
        let rows = TABLES.iter();
        let rows = rows
            .map(|table| json!({ "label": table.name, "kind": PROPERTY, "detail": table.says }));
        return rows.collect();
    }
    let heads = before.lines().rev();
    let head = heads
        .map(str::trim)
        .find_map(|line| line.strip_prefix('[')?.strip_suffix(']'));
    let Some(head) = head else {
        return Vec::new();
    };
    // `book.title = …` below `[editions.student]` is a key of `[book]`.
    let (name, value) = match line.split_once('=') {
        Some((name, value)) => (name.trim(), Some(value)),
        None => (line.trim(), None),
    };
    let (path, name) = match name.rsplit_once('.') {
        Some((path, name)) => (format!("{head}.{path}"), name),
        None => (head.to_owned(), name),
    };
    let Some(keys) = keys_of(&path) else {
        return Vec::new();
    };
    match value {
        None => keys.iter().map(of_key).collect(),
        Some(value) => {
            let key = keys.iter().find(|key| key.name == name);
            let quoted = value.matches('"').count() % 2 == 1;
            let words = key.map(|key| words(&key.shape)).unwrap_or_default();
            let rows = words.into_iter().map(|word| {
                let written = match quoted {
                    true => word.to_owned(),
                    false => format!("\"{word}\""),
                };
                json!({ "label": word, "kind": VALUE, "insertText": written })
            });
            rows.collect()
        }
    }
}

/// The keys below a path of tables: `pdf`, `editions.student`, `editions.student.pdf`.
fn keys_of(path: &str) -> Option<&'static [Key]> {
    let mut names = path.split('.').map(str::trim);
    let first = names.next()?;
    let table = TABLES.iter().find(|table| table.name == first)?;
    let mut keys = table.keys;
    if let Some(others) = table.others
        && names.next().is_some()
    {
        keys = match others {
            Shape::Table(keys, _) => keys,
            _ => return None,
        };
    }
    for name in names {
        let key = keys.iter().find(|key| key.name == name)?;
        keys = match &key.shape {
            Shape::Table(keys, _) => keys,
            _ => return None,
        };
    }
    Some(keys)
}

fn of_key(key: &Key) -> Value {
    let written = format!("{} = ", key.name);
    json!({ "label": key.name, "kind": PROPERTY, "detail": key.says, "insertText": written })
}

/// The words that a value may be.
fn words(shape: &Shape) -> Vec<&'static str> {
    match shape {
        Shape::Open(words) | Shape::Word(words) => words.to_vec(),
        Shape::Any(shapes) => shapes.iter().flat_map(words).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_opened_last_is_asked_for() {
        let kind = |line| match asked(line) {
            Some(Asked::Work) => "work",
            Some(Asked::Note) => "note",
            Some(Asked::Anchor) => "anchor",
            Some(Asked::Target) => "target",
            None => "nothing",
        };
        assert_eq!(kind("گفته است [@ja"), "work");
        assert_eq!(kind("[@a؛ @"), "work");
        assert_eq!(kind("متن[^"), "note");
        assert_eq!(kind("[متن](#s"), "anchor");
        assert_eq!(kind("[متن](02.md#"), "anchor");
        assert_eq!(kind("![](ima"), "target");
        assert_eq!(kind("[متن](a.md) و "), "nothing");
        assert_eq!(kind("[@a] و"), "nothing");
    }

    #[test]
    fn keys_are_those_of_the_table_and_words_those_of_the_key() {
        let labels = |before: &str| -> Vec<String> {
            let rows = settings(before).into_iter();
            rows.map(|row| row["label"].as_str().unwrap().to_owned())
                .collect()
        };
        assert!(labels("[book]\nti").contains(&"title".to_owned()));
        assert!(labels("[book]\ntitle = \"x\"\n[pdf]\n").contains(&"trim".to_owned()));
        assert!(labels("[pdf]\ntrim = \"").contains(&"vaziri".to_owned()));
        assert!(labels("[").contains(&"bibliography".to_owned()));
        assert!(labels("[nothing]\n").is_empty());
    }
}
