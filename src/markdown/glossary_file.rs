//! A file of terms, in TOML or as rows of fields (RFC 4180, also with semicolons or tabs): text in, rows with their
//! places out.

use super::glossary_row::Row;
use super::{csv, glossary_toml};
use crate::diag::{Code, Sink, isolate};
use crate::lookup::Lookup;
use crate::source::{BookPath, FileId, Span};

/// The first field of a row that names the columns.
const HEAD: &str = "term";

/// What a file is written in, by its name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// `.toml`
    Toml,
    /// Rows of fields.
    Rows,
}

impl Format {
    pub(super) fn of(path: &BookPath) -> Self {
        let name = path.as_str().to_ascii_lowercase();
        match name.ends_with(".toml") {
            true => Self::Toml,
            false => Self::Rows,
        }
    }
}

/// Reads the terms; those without a foreign term, and those that come twice, are reported.
pub(super) fn rows(text: &str, file: FileId, format: Format, sink: &mut Sink) -> Vec<Row> {
    let read = match format {
        Format::Toml => glossary_toml::rows(text, file, sink),
        Format::Rows => fields(text, file),
    };
    let mut found = Vec::new();
    let mut known: Lookup<(String, String), Span> = Lookup::new();
    for row in read {
        if row.term.is_empty() || row.foreign.is_empty() {
            let message = "the row has no term, or no foreign term";
            sink.warn(Code::BadGlossary, row.span, message)
                .hint("write the term, a comma and the foreign term; the row is left out");
            continue;
        }
        let said = (row.term.clone(), row.foreign.clone());
        if let Some(before) = known.get(&said) {
            let message = format!("the glossary has {} twice", isolate(&row.term));
            sink.warn(Code::BadGlossary, row.span, message)
                .hint("keep one of them")
                .also(*before);
            continue;
        }
        known.insert(said, row.span);
        found.push(row);
    }
    found
}

/// The rows of a file of fields.
fn fields(text: &str, file: FileId) -> Vec<Row> {
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
        if !is_empty && !is_head {
            found.push(row);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Format, Row, rows};
    use crate::diag::Sink;
    use crate::source::{BookPath, SourceMap};

    fn read(text: &str) -> (Vec<Row>, Sink) {
        read_file("g.csv", text)
    }

    fn read_file(name: &str, text: &str) -> (Vec<Row>, Sink) {
        let (mut map, mut sink) = (SourceMap::default(), Sink::default());
        let path = BookPath::new(name).unwrap();
        let format = Format::of(&path);
        let file = map.add(path, text);
        (rows(text, file, format, &mut sink), sink)
    }

    #[test]
    fn terms_in_toml_are_short_or_long_and_stand_in_the_order_of_the_file() {
        let text = "[terms]\n\"بسامد\" = \"frequency\"\n\"آنتروپی\" = { foreign = \"entropy\", meaning = \"بی‌نظمی\" }\n\n\
                    [[term]]\nterm = \"میدان\"\nforeign = \"field\"\n";
        let (rows, sink) = read_file("g.toml", text);
        assert!(sink.found().is_empty(), "{:?}", sink.found());
        let shown: Vec<String> = rows
            .iter()
            .map(|row| format!("{} {} {}", row.term, row.foreign, row.meaning))
            .collect();
        assert_eq!(
            shown,
            ["بسامد frequency ", "آنتروپی entropy بی‌نظمی", "میدان field "]
        );
        assert!(text[rows[1].span.range()].starts_with("\"آنتروپی\""));
    }

    #[test]
    fn what_is_no_term_in_toml_is_told() {
        for text in [
            "[terms]\n\"بسامد\" = 3\n",
            "[[term]]\nterm = \"بسامد\"\n",
            "[[term]]\nterm = \"بسامد\"\nforeign = \"frequency\"\nforein = \"x\"\n",
            "[other]\na = \"b\"\n",
            "[terms\n",
        ] {
            let (_, sink) = read_file("g.TOML", text);
            let codes: Vec<_> = sink.found().iter().map(|found| found.code.name()).collect();
            assert!(
                !codes.is_empty() && codes.iter().all(|code| *code == "bad-glossary"),
                "{text}: {codes:?}"
            );
        }
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
