//! A file of terms (RFC 4180, also with semicolons or tabs): text in, rows with their places out.

use super::csv;
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

/// The first field of a row that names the columns.
const HEAD: &str = "term";

/// Reads the rows; those without a term and a foreign term are reported.
pub(super) fn rows(text: &str, file: FileId, sink: &mut Sink) -> Vec<Row> {
    let mut found = Vec::new();
    for (at, record) in csv::records(text).into_iter().enumerate() {
        let span = Span::new(file, record.start..record.end);
        let mut fields = record.fields.iter().map(|field| field.trim());
        let mut next = || fields.next().unwrap_or_default().to_owned();
        let row = Row {
            term: next(),
            foreign: next(),
            meaning: next(),
            span,
        };
        let is_empty = record.is_empty();
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
