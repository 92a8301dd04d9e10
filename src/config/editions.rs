//! Editions of a book: values of `[editions.NAME]` in, laid over those of the book, and what they say of
//! outputs and chapters, out.
//!
//! ```toml
//! [editions.student]
//! book.subtitle = "ویراست دانشجویی"
//! pdf.trim = "vaziri"
//! without = ["پاسخ‌ها.md"]
//! formats = ["pdf"]
//! ```
//!
//! An edition is a `book.toml` with less in it: each value goes before that of the book, and has the same rules.

use toml::de::{DeTable, DeValue};

use super::facts::stable_identifier;
use super::format::Format;
use super::keys::{EDITION, TABLES};
use super::metadata::Metadata;
use super::reader::{Reader, Section, Text, Value};
use crate::diag::{Code, isolate, nearest};
use crate::source::{BookPath, Span};

/// The table that holds them.
pub(super) const TABLE: &str = "editions";

/// What `[editions.NAME]` says beside the values that it lays over the book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edition {
    /// Its name, which is a part of file names: letters and digits of ASCII, `-` and `_`.
    pub name: String,
    /// The title that it has in the place of the book's.
    pub title: Option<String>,
    /// The subtitle that it has in the place of the book's.
    pub subtitle: Option<String>,
    /// The outputs that it is made as; all that are asked for, where it says nothing.
    pub formats: Vec<Format>,
    /// Chapters of the book that it does not have, with their places in `book.toml`.
    without: Vec<(BookPath, Span)>,
}

/// The editions of a book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Editions {
    /// All of them, in the order of their names.
    pub all: Vec<Edition>,
    /// The one that the book is made as, as an index; `None` for the book itself.
    chosen: Option<usize>,
}

impl Editions {
    /// The edition that the book is made as; `None` for the book itself.
    pub fn chosen(&self) -> Option<&Edition> {
        self.all.get(self.chosen?)
    }

    /// Their names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|edition| edition.name.as_str())
    }

    /// Gives an edition an identifier of its own, where none is named: two editions are two publications,
    /// though they have one title.
    pub(super) fn identify(&self, book: &mut Metadata, section: &Section<'_>) {
        if let (Some(edition), None) = (self.chosen(), section.get("identifier")) {
            let title = format!("{} ({})", book.title, edition.name);
            book.identifier = stable_identifier(&title, &book.language);
        }
    }

    /// Takes out the chapters that the edition does not have; one that the book has not either is reported.
    pub(super) fn leave_out(&self, chapters: &mut Vec<BookPath>, reader: &mut Reader<'_>) {
        let Some(edition) = self.chosen() else {
            return;
        };
        for (path, span) in &edition.without {
            if !chapters.contains(path) {
                let near = nearest(path.as_str(), chapters.iter().map(BookPath::as_str));
                let hint = match near {
                    Some(near) => format!("did you mean {}?", isolate(near)),
                    None => "name a file of the list of chapters".to_owned(),
                };
                let message = format!("the book has no chapter {}", isolate(path.as_str()));
                reader.bad_value(*span, message).hint(hint);
            }
        }
        let is_out = |path: &BookPath| edition.without.iter().any(|(out, _)| out == path);
        chapters.retain(|path| !is_out(path));
    }
}

/// Reads all editions, and lays the values of the one that is asked for over those of the book.
pub(super) fn lay_over(
    root: &mut DeTable<'_>,
    asked: Option<&str>,
    reader: &mut Reader<'_>,
) -> Editions {
    let all = match root.get(TABLE) {
        Some(value) => match value.get_ref() {
            DeValue::Table(table) => table.clone(),
            _ => {
                reader.wrong_type(value, TABLE, "a table of editions: [editions.student]");
                DeTable::new()
            }
        },
        None => DeTable::new(),
    };
    let mut editions = Editions::default();
    for (name, value) in &all {
        let name = name.get_ref();
        if let Some(edition) = read(name, value, reader) {
            if asked == Some(name.as_ref()) {
                editions.chosen = Some(editions.all.len());
                lay(root, value);
            }
            editions.all.push(edition);
        }
    }
    if let (Some(asked), None) = (asked, editions.chosen) {
        report_unknown(asked, &editions, reader);
    }
    editions
}

/// Puts the values of an edition in the place of those of the book, table by table.
fn lay<'t>(root: &mut DeTable<'t>, edition: &Value<'t>) {
    let DeValue::Table(edition) = edition.get_ref() else {
        return;
    };
    for (name, section) in edition {
        let is_table = TABLES.iter().any(|table| table.name == name.get_ref());
        let DeValue::Table(values) = section.get_ref() else {
            continue;
        };
        if !is_table {
            continue;
        }
        match root
            .get_mut(name.get_ref().as_ref())
            .map(toml::Spanned::get_mut)
        {
            Some(DeValue::Table(own)) => {
                for (key, value) in values {
                    own.remove(key.get_ref().as_ref());
                    own.insert(key.clone(), value.clone());
                }
            }
            _ => {
                root.insert(name.clone(), section.clone());
            }
        }
    }
}

fn read(name: &str, value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Edition> {
    let span = reader.span(value.span());
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    if !name.chars().all(plain) {
        reader
            .bad_value(span, format!("{} cannot name an edition", isolate(name)))
            .hint("the name is a part of file names: write it in Latin letters, as in [editions.student]");
        return None;
    }
    let shown = format!("{TABLE}.{name}");
    let section = reader.table(value, &shown, EDITION);
    check_tables(value, &shown, reader);
    let formats = formats(reader, &section);
    let without = reader.list(&section, "without").into_iter();
    let without: Vec<&Value<'_>> = without.collect();
    let without = without.into_iter().filter_map(|value| {
        let path = reader.as_file(value, "without")?;
        Some((path, reader.span(value.span())))
    });
    let without = without.collect();
    let said = |key: &str| {
        let book = section.get("book")?.get_ref().as_table()?;
        book.get(key)?.get_ref().as_str().map(str::to_owned)
    };
    Some(Edition {
        name: name.to_owned(),
        title: said("title"),
        subtitle: said("subtitle"),
        formats,
        without,
    })
}

/// Reports keys of an edition's tables that the tables of a book do not have, whichever edition is made.
fn check_tables(value: &Value<'_>, shown: &str, reader: &mut Reader<'_>) {
    let DeValue::Table(edition) = value.get_ref() else {
        return;
    };
    for table in TABLES.iter().filter(|table| table.others.is_none()) {
        if let Some(section) = edition.get(table.name) {
            reader.table(section, &format!("{shown}.{}", table.name), table.keys);
        }
    }
}

fn formats(reader: &mut Reader<'_>, section: &Section<'_>) -> Vec<Format> {
    let values = reader.list(section, "formats");
    let formats = values.into_iter().filter_map(|value| {
        let Text { text, span } = reader.as_text(value, "formats")?;
        let format = Format::named(text);
        if format.is_none() {
            reader
                .bad_value(span, format!("no edition is made as {}", isolate(text)))
                .hint(format!("write {}", Format::NAMES.join(", ")));
        }
        format
    });
    formats.collect()
}

fn report_unknown(asked: &str, editions: &Editions, reader: &mut Reader<'_>) {
    let message = format!("the book has no edition {}", isolate(asked));
    let hint = match nearest(asked, editions.names()) {
        Some(near) => format!("did you mean {}?", isolate(near)),
        None if editions.all.is_empty() => "add it to book.toml: [editions.NAME]".to_owned(),
        None => format!("it has {}", editions.names().collect::<Vec<_>>().join(", ")),
    };
    reader
        .sink
        .error(Code::UnknownEdition, None, message)
        .hint(hint);
}
