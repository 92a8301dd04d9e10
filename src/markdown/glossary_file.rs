//! A file of terms (RFC 4180, also with semicolons or tabs): text in, rows with their places out.

use crate::diag::{Code, Sink, isolate};
use crate::source::{FileId, Span};

/// A term with its foreign one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    /// The term in the language of the book.
    pub(super) term: String,
    /// The foreign term.
    pub(super) foreign: String,
    /// What it means; empty where nothing is said.
    pub(super) meaning: String,
    /// The row.
    pub(super) span: Span,
}

/// Signs that may stand between fields.
const BETWEEN: [char; 3] = ['\t', ';', ','];

/// The first field of a row that names the columns.
const HEAD: &str = "term";

/// Reads the rows; those without a term and a foreign term are reported.
pub(super) fn rows(text: &str, file: FileId, sink: &mut Sink) -> Vec<Row> {
    let first = text.lines().next().unwrap_or_default();
    let between = BETWEEN.into_iter().find(|sign| first.contains(*sign));
    let mut found = Vec::new();
    for (at, record) in records(text, between.unwrap_or(','))
        .into_iter()
        .enumerate()
    {
        let span = Span::new(file, record.start..record.end);
        let mut fields = record.fields.iter().map(|field| field.trim());
        let mut next = || fields.next().unwrap_or_default().to_owned();
        let row = Row {
            term: next(),
            foreign: next(),
            meaning: next(),
            span,
        };
        let is_empty = record.fields.iter().all(|field| field.trim().is_empty());
        let is_head = at == 0 && row.term.eq_ignore_ascii_case(HEAD);
        if is_empty || is_head {
            continue;
        }
        if row.term.is_empty() || row.foreign.is_empty() {
            let message = "the row has no term, or no foreign term";
            sink.warn(Code::BadGlossary, span, message)
                .hint("write the term, a comma and the foreign term; the row is left out");
            continue;
        }
        if let Some(before) = found.iter().find(|before: &&Row| before.is_same(&row)) {
            let message = format!("the glossary has {} twice", isolate(&row.term));
            sink.warn(Code::BadGlossary, span, message)
                .hint("keep one of them")
                .also(before.span);
            continue;
        }
        found.push(row);
    }
    found
}

impl Row {
    fn is_same(&self, other: &Self) -> bool {
        self.term == other.term && self.foreign == other.foreign
    }
}

/// A row before its fields have names.
struct Record {
    start: usize,
    end: usize,
    fields: Vec<String>,
}

fn records(text: &str, between: char) -> Vec<Record> {
    let mut found = Vec::new();
    let mut record = Record {
        start: 0,
        end: 0,
        fields: vec![String::new()],
    };
    let mut quoted = false;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let last = record.fields.len() - 1;
        match letter {
            '"' if quoted && letters.next_if(|(_, next)| *next == '"').is_some() => {
                record.fields[last].push('"');
            }
            '"' if quoted || record.fields[last].trim().is_empty() => quoted = !quoted,
            '\n' if !quoted => {
                record.end = at;
                let fields = vec![String::new()];
                let next = Record {
                    start: at + 1,
                    end: at + 1,
                    fields,
                };
                found.push(std::mem::replace(&mut record, next));
            }
            letter if letter == between && !quoted => record.fields.push(String::new()),
            letter => record.fields[last].push(letter),
        }
    }
    record.end = text.len();
    found.push(record);
    found
}

#[cfg(test)]
mod tests {
    use super::{Row, rows};
    use crate::diag::Sink;
    use crate::source::{BookPath, SourceMap};

    fn read(text: &str) -> (Vec<Row>, Sink) {
        let (mut map, mut sink) = (SourceMap::default(), Sink::default());
        let file = map.add(BookPath::new("g.csv").unwrap(), text);
        (rows(text, file, &mut sink), sink)
    }

    #[test]
    fn fields_may_be_quoted_and_the_row_of_names_is_no_term() {
        let text = "term,foreign,meaning\nآنتروپی,entropy,\"اندازهٔ «بی‌نظمی», به \"\"بیت\"\"\"\n\nبسامد,frequency\n";
        let (rows, sink) = read(text);
        assert!(sink.found().is_empty());
        let [first, second] = rows.as_slice() else {
            panic!("{rows:?}");
        };
        assert_eq!(first.meaning, "اندازهٔ «بی‌نظمی», به \"بیت\"");
        assert_eq!(
            (second.term.as_str(), second.foreign.as_str()),
            ("بسامد", "frequency")
        );
        assert_eq!(&text[second.span.range()], "بسامد,frequency");
        assert_eq!(read("الف;a\nب;b").0.len(), 2);
    }

    #[test]
    fn rows_without_a_term_and_terms_that_come_twice_are_told() {
        let (rows, sink) = read("آنتروپی\nبسامد,frequency\nبسامد,frequency\n");
        assert_eq!(rows.len(), 1);
        let codes: Vec<_> = sink.found().iter().map(|found| found.code.name()).collect();
        assert_eq!(codes, ["bad-glossary", "bad-glossary"]);
    }
}
