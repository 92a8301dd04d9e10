//! A text and a place in it in, what could stand there out.

use serde_json::{Value, json};

use super::desk::Desk;
use super::named::Asked as Place;
use super::positions;
use crate::config::{self, Key, Shape, TABLES};
use crate::pipeline::{Named, Names};
use crate::source::BookPath;

/// Kinds of completions (LSP 3.17, CompletionItemKind).
const FILE: u8 = 17;
const REFERENCE: u8 = 18;
const PROPERTY: u8 = 10;
const VALUE: u8 = 12;

/// What could be written at a place of a document.
pub(super) fn complete(desk: &Desk, place: &Place) -> Vec<Value> {
    let before = &place.text[..place.byte];
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    let names = desk.names().map(|known| known.names);
    let offers = match place.path.as_str() == config::FILE_NAME {
        true => settings(before, names),
        false => words_of(desk, place, line),
    };
    // Each offer says what it replaces: what an editor takes for a word ends at a hyphen, and a key of a work does not.
    let range = positions::range(&place.text, offers.begun..place.byte);
    let rows = offers.rows.iter().map(|offer| {
        json!({
            "label": offer.label,
            "kind": offer.kind,
            "detail": offer.detail,
            "filterText": offer.label,
            "textEdit": { "range": range, "newText": offer.written },
        })
    });
    rows.collect()
}

/// What could stand at a place.
#[derive(Default)]
struct Offers {
    /// The byte of the text at which it would begin.
    begun: usize,
    rows: Vec<Offer>,
}

/// One of what could stand at a place.
struct Offer {
    label: String,
    detail: String,
    /// What is written.
    written: String,
    kind: u8,
}

impl Offer {
    /// Something that is written as it is shown.
    fn new(label: &str, kind: u8) -> Self {
        Self {
            label: label.to_owned(),
            detail: String::new(),
            written: label.to_owned(),
            kind,
        }
    }

    fn of(named: &Named) -> Self {
        Self {
            detail: named.says.clone(),
            ..Self::new(&named.name, REFERENCE)
        }
    }
}

/// What a chapter could have at a place.
fn words_of(desk: &Desk, place: &Place, line: usize) -> Offers {
    let asked = asked(&place.text[line..place.byte]);
    let (Some(Asked { begun, what }), Some(known)) = (asked, desk.names()) else {
        return Offers::default();
    };
    let names = known.names;
    let rows = match what {
        What::Work => names.works.iter().map(Offer::of).collect(),
        What::Note => {
            let own = known.found.texts().find(&place.path);
            let notes = names.notes.iter();
            let notes = notes.filter(|note| Some(note.span.file) == own);
            notes.map(Offer::of).collect()
        }
        What::Anchor => names.anchors.iter().map(Offer::of).collect(),
        What::Picture => targets(&place.path, names, is_picture),
        What::File => targets(&place.path, names, |file| {
            !is_picture(file) && file.as_str() != config::FILE_NAME
        }),
    };
    Offers {
        begun: line + begun,
        rows,
    }
}

/// What an author is about to write.
struct Asked {
    /// The byte of the line at which it begins.
    begun: usize,
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// `[@`: the key of a work.
    Work,
    /// `[^`: the label of a note.
    Note,
    /// `](#` or `](02.md#`: a place.
    Anchor,
    /// `](`: a file.
    File,
    /// `![…](`: a picture.
    Picture,
}

/// What the words before a place in a line ask for: what was opened last and not closed.
fn asked(line: &str) -> Option<Asked> {
    let link = line.rfind("](").map(|at| at + 2);
    let note = line.rfind("[^").map(|at| at + 2);
    // `ali@example.org` is an address.
    let marks = line.match_indices('@').map(|(at, _)| at);
    let mut work = marks.filter(|at| !line[..*at].ends_with(char::is_alphanumeric));
    let work = work.next_back().map(|at| at + 1);
    let open = |at: &usize| !line[*at..].contains([')', ']', ' ', '}', '،', '؛', ',', ';']);
    let all = [link, note, work].into_iter().flatten();
    let begun = all.filter(open).max()?;
    if Some(begun) != link {
        let what = match Some(begun) == note {
            true => What::Note,
            false => What::Work,
        };
        return Some(Asked { begun, what });
    }
    if let Some(mark) = line[begun..].find('#') {
        return Some(Asked {
            begun: begun + mark + 1,
            what: What::Anchor,
        });
    }
    let words = line[..begun - 2].rfind('[');
    let what = match words.is_some_and(|at| line[..at].ends_with('!')) {
        true => What::Picture,
        false => What::File,
    };
    Some(Asked { begun, what })
}

fn is_picture(file: &BookPath) -> bool {
    ["png", "jpg", "jpeg", "gif", "webp", "svg"].contains(&file.extension().as_str())
}

/// Files of the book as they are named from the folder of a document.
fn targets(path: &BookPath, names: &Names, fits: fn(&BookPath) -> bool) -> Vec<Offer> {
    let files = names.files.iter().filter(|file| *file != path);
    let files = files.filter(|file| fits(file));
    let rows = files.map(|file| {
        let way = path.way_to(file);
        // CommonMark 6.3: a target with blanks or parentheses stands in angle brackets.
        let written = match way.contains([' ', '(', ')']) {
            true => format!("<{way}>"),
            false => way.clone(),
        };
        Offer {
            written,
            ..Offer::new(&way, FILE)
        }
    });
    rows.collect()
}

/// The keys of the table around a place of `book.toml`, or the values of its key.
fn settings(before: &str, names: Option<&Names>) -> Offers {
    let start = statement(before);
    let line = &before[start..];
    let indent = line.len() - line.trim_start().len();
    if line.trim_start().starts_with('[') {
        let rows = TABLES.iter().map(|table| Offer {
            detail: table.says.to_owned(),
            ..Offer::new(table.name, PROPERTY)
        });
        let rows = rows.collect();
        let begun = start + line.rfind('[').map_or(indent, |at| at + 1);
        return Offers { begun, rows };
    }
    let heads = before.lines().rev();
    let head = heads
        .map(str::trim)
        .find_map(|line| line.strip_prefix('[')?.strip_suffix(']'));
    let Some(head) = head else {
        return Offers::default();
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
    let keys = keys_of(&path).unwrap_or_default();
    let Some(value) = value else {
        let begun = before.len() - name.len();
        let rows = keys.iter().map(of_key).collect();
        return Offers { begun, rows };
    };
    let Some(key) = keys.iter().find(|key| key.name == name) else {
        return Offers::default();
    };
    let is_quoted = value.matches('"').count() % 2 == 1;
    let begun = match value.rfind('"').filter(|_| is_quoted) {
        Some(at) => before.len() - value.len() + at + 1,
        None => before.len(),
    };
    let rows = values(&key.shape, names).into_iter().map(|offer| Offer {
        written: match is_quoted {
            true => offer.written,
            false => format!("\"{}\"", offer.written),
        },
        ..offer
    });
    Offers {
        begun,
        rows: rows.collect(),
    }
}

/// Where the statement begins that a place of `book.toml` stands in: a list may go over several lines.
fn statement(before: &str) -> usize {
    let line = |end: usize| before[..end].rfind('\n').map_or(0, |end| end + 1);
    let list = before.rfind('[').filter(|at| {
        let is_value = before[..*at].trim_end().ends_with('=');
        is_value && !before[*at..].contains(']')
    });
    line(list.unwrap_or(before.len()))
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

fn of_key(key: &Key) -> Offer {
    Offer {
        detail: key.says.to_owned(),
        written: format!("{} = ", key.name),
        ..Offer::new(key.name, PROPERTY)
    }
}

/// What a value may be: words, files of the book.
fn values(shape: &Shape, names: Option<&Names>) -> Vec<Offer> {
    match shape {
        Shape::Open(words) | Shape::Word(words) => {
            words.iter().map(|word| Offer::new(word, VALUE)).collect()
        }
        Shape::Any(shapes) => {
            let each = shapes.iter();
            each.flat_map(|shape| values(shape, names)).collect()
        }
        Shape::List(shape) => values(shape, names),
        Shape::File => {
            let files = names.into_iter().flat_map(|names| &names.files);
            let files = files.filter(|file| file.as_str() != config::FILE_NAME);
            files.map(|file| Offer::new(file.as_str(), FILE)).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_opened_last_is_asked_for() {
        let kind = |line: &str| {
            let asked = asked(line)?;
            Some((asked.what, line[asked.begun..].to_owned()))
        };
        let some = |what, begun: &str| Some((what, begun.to_owned()));
        assert_eq!(kind("گفته است [@ja-1"), some(What::Work, "ja-1"));
        assert_eq!(kind("[@a؛ @"), some(What::Work, ""));
        assert_eq!(kind("متن[^ی"), some(What::Note, "ی"));
        assert_eq!(kind("[متن](#s"), some(What::Anchor, "s"));
        assert_eq!(kind("[متن](02.md#"), some(What::Anchor, ""));
        assert_eq!(kind("[متن](a/0"), some(What::File, "a/0"));
        assert_eq!(kind("![](ima"), some(What::Picture, "ima"));
        assert_eq!(kind("[متن](a.md) و "), None);
        assert_eq!(kind("[@a] و"), None);
        assert_eq!(kind("[@a، ص ۲"), None);
        assert_eq!(kind("ali@exam"), None);
    }

    #[test]
    fn keys_are_those_of_the_table_and_words_those_of_the_key() {
        let names = Names {
            files: vec![BookPath::new("w.bib").unwrap()],
            ..Names::default()
        };
        let labels = |before: &str| -> Vec<String> {
            let rows = settings(before, Some(&names)).rows.into_iter();
            rows.map(|row| row.label).collect()
        };
        assert!(labels("[book]\nti").contains(&"title".to_owned()));
        assert!(labels("[book]\ntitle = \"x\"\n[pdf]\n").contains(&"trim".to_owned()));
        assert!(labels("[pdf]\ntrim = \"").contains(&"vaziri".to_owned()));
        assert!(labels("[").contains(&"bibliography".to_owned()));
        assert_eq!(labels("[bibliography]\nfiles = [\""), ["w.bib"]);
        assert_eq!(
            labels("[bibliography]\nfiles = [\n  \"a.bib\",\n  \"w"),
            ["w.bib"]
        );
        assert!(labels("[book]\nchapters = [\n]\nti").contains(&"title".to_owned()));
        assert!(labels("[nothing]\n").is_empty());
    }

    #[test]
    fn what_is_begun_is_replaced_and_a_value_gets_its_quotes() {
        let first = |before: &str| {
            let offers = settings(before, None);
            let offer = offers.rows.into_iter().find(|row| row.label == "vaziri");
            (before[offers.begun..].to_owned(), offer.unwrap().written)
        };
        let pair = |begun: &str, written: &str| (begun.to_owned(), written.to_owned());
        assert_eq!(first("[pdf]\ntrim = \"va"), pair("va", "vaziri"));
        assert_eq!(first("[pdf]\ntrim = "), pair("", "\"vaziri\""));
    }
}
