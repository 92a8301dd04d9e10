//! A file of terms in TOML: text in, rows with their places out.
//!
//! ```toml
//! [terms]
//! "بسامد" = "frequency"
//! "آنتروپی" = { foreign = "entropy", meaning = "اندازهٔ بی‌نظمی" }
//!
//! [[term]]
//! term = "میدان"
//! foreign = "field"
//! ```

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::glossary_row::Row;
use crate::diag::{Code, Sink, isolate, nearest};
use crate::source::{FileId, Span};

type Value<'t> = Spanned<DeValue<'t>>;

/// The keys of a term.
const KEYS: [&str; 3] = ["term", "foreign", "meaning"];

/// Reads the terms in the order of the file; what is no term is reported.
pub(super) fn rows(text: &str, file: FileId, sink: &mut Sink) -> Vec<Row> {
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader {
        file,
        sink,
        rows: Vec::new(),
    };
    for error in &errors {
        reader.bad(error.span().unwrap_or(0..0), error.message().to_owned());
    }
    for (key, value) in root.into_inner() {
        match (key.get_ref().as_ref(), value.get_ref()) {
            ("terms", DeValue::Table(terms)) => {
                for (term, value) in terms {
                    reader.short(term, value);
                }
            }
            ("term", DeValue::Array(terms)) => terms.iter().for_each(|term| reader.long(term)),
            (name, _) => {
                let message = format!("{} is no table of terms", isolate(name));
                reader.bad(key.span(), message);
            }
        }
    }
    let mut rows = reader.rows;
    rows.sort_by_key(|row| row.span.start);
    rows
}

struct Reader<'s> {
    file: FileId,
    sink: &'s mut Sink,
    rows: Vec<Row>,
}

/// The fields of a term.
#[derive(Default)]
struct Fields {
    term: String,
    foreign: String,
    meaning: String,
}

impl Reader<'_> {
    fn bad(&mut self, range: Range<usize>, message: String) {
        let span = Span::new(self.file, range);
        self.sink.warn(Code::BadGlossary, span, message).hint(
            "below [terms] write \"term\" = \"foreign\", or [[term]] with the keys term, foreign and meaning",
        );
    }

    /// `"بسامد" = "frequency"`, or a table of what is said of the term.
    fn short(&mut self, term: &Spanned<DeString<'_>>, value: &Value<'_>) {
        let mut fields = Fields::default();
        match value.get_ref() {
            DeValue::String(foreign) => fields.foreign = foreign.trim().to_owned(),
            DeValue::Table(table) => self.fields(table, &mut fields),
            _ => {}
        }
        fields.term = term.get_ref().trim().to_owned();
        self.add(fields, term.span().start..value.span().end);
    }

    fn long(&mut self, value: &Value<'_>) {
        let mut fields = Fields::default();
        if let DeValue::Table(table) = value.get_ref() {
            self.fields(table, &mut fields);
        }
        self.add(fields, value.span());
    }

    fn fields(&mut self, table: &DeTable<'_>, fields: &mut Fields) {
        for (key, value) in table {
            let place = match key.get_ref().as_ref() {
                "term" => &mut fields.term,
                "foreign" => &mut fields.foreign,
                "meaning" => &mut fields.meaning,
                name => {
                    let near = nearest(name, KEYS);
                    let near = near.map_or(String::new(), |near| format!("; did you mean {near}?"));
                    let message = format!("{} says nothing of a term{near}", isolate(name));
                    self.bad(key.span(), message);
                    continue;
                }
            };
            match value.get_ref() {
                DeValue::String(words) => *place = words.trim().to_owned(),
                _ => self.bad(value.span(), "a term is made of texts".to_owned()),
            }
        }
    }

    fn add(&mut self, fields: Fields, range: Range<usize>) {
        let Fields {
            term,
            foreign,
            meaning,
        } = fields;
        self.rows.push(Row {
            term,
            foreign,
            meaning,
            span: Span::new(self.file, range),
        });
    }
}
