//! A place in `book.toml` in, the tables, keys and values that could stand there out.

use super::{FILE, Offer, Offers, PROPERTY, VALUE};
use crate::config::{self, Key, Shape, TABLES, Table};
use crate::pipeline::Names;

/// The tables, after `[`; the keys of the table around a place of `book.toml`; or the values of its key.
pub(super) fn offers(before: &str, names: Option<&Names>) -> Offers {
    let start = statement(before);
    let line = &before[start..];
    if line.trim_start().starts_with('[') {
        return Offers {
            begun: start + line.rfind('[').map_or(0, |at| at + 1),
            rows: TABLES.iter().map(of_table).collect(),
        };
    }
    let (name, value) = match line.split_once('=') {
        Some((name, value)) => (name.trim(), Some(value)),
        None => (line.trim(), None),
    };
    let Some((keys, name)) = keys_around(before, name) else {
        return Offers::default();
    };
    let Some(value) = value else {
        return Offers {
            begun: before.len() - name.len(),
            rows: keys.iter().map(of_key).collect(),
        };
    };
    let key = keys.iter().find(|key| key.name == name);
    key.map_or_else(Offers::default, |key| {
        let begun = before.len() - value.len();
        of_value(value, begun, values(&key.shape, names))
    })
}

/// The keys of the table that a place stands in, and the name that is written there without its path.
fn keys_around<'n>(before: &str, name: &'n str) -> Option<(&'static [Key], &'n str)> {
    let heads = before.lines().rev().map(str::trim);
    let mut heads = heads.filter_map(|line| line.strip_prefix('[')?.strip_suffix(']'));
    let head = heads.next()?;
    // `book.title = …` below `[editions.student]` is a key of `[book]`.
    let (path, name) = match name.rsplit_once('.') {
        Some((path, name)) => (format!("{head}.{path}"), name),
        None => (head.to_owned(), name),
    };
    Some((keys_of(&path).unwrap_or_default(), name))
}

/// What could stand in a value that begins at a byte: between the quotes that are open, or with quotes of its own.
fn of_value(value: &str, begun: usize, rows: Vec<Offer>) -> Offers {
    let is_quoted = value.matches('"').count() % 2 == 1;
    let quote = value.rfind('"').filter(|_| is_quoted);
    let rows = rows.into_iter().map(|offer| Offer {
        written: match is_quoted {
            true => offer.written,
            false => format!("\"{}\"", offer.written),
        },
        ..offer
    });
    Offers {
        begun: begun + quote.map_or(value.len(), |at| at + 1),
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

fn of_table(table: &Table) -> Offer {
    Offer {
        detail: table.says.to_owned(),
        ..Offer::new(table.name, PROPERTY)
    }
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
    use crate::source::BookPath;

    #[test]
    fn keys_are_those_of_the_table_and_words_those_of_the_key() {
        let names = Names {
            files: vec![BookPath::new("w.bib").unwrap()],
            ..Names::default()
        };
        let labels = |before: &str| -> Vec<String> {
            let rows = offers(before, Some(&names)).rows.into_iter();
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
            let offers = offers(before, None);
            let offer = offers.rows.into_iter().find(|row| row.label == "vaziri");
            (before[offers.begun..].to_owned(), offer.unwrap().written)
        };
        let pair = |begun: &str, written: &str| (begun.to_owned(), written.to_owned());
        assert_eq!(first("[pdf]\ntrim = \"va"), pair("va", "vaziri"));
        assert_eq!(first("[pdf]\ntrim = "), pair("", "\"vaziri\""));
    }
}
