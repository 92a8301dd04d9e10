//! BibLaTeX files in, works out; every doubtful thing is a warning at its place in the file.
//!
//! The `biblatex` crate reads the syntax. Meaning is ours: its own reading loses languages, seasons,
//! Solar months of 31 days and Persian digits, and splits Persian names wrongly.

mod budget;
mod crossref;
mod entry;
mod fields;

use std::collections::BTreeMap;
use std::ops::Range;

use biblatex::{
    Bibliography, Chunk, ChunksExt, Pair, ParseError, ParseErrorKind, RawBibliography, RawChunk,
    RawEntry, Spanned, Token,
};

use self::budget::{Budget, Exhausted};
use super::work::Work;
use crate::diag::{Code, Sink, isolate};
use crate::limits;
use crate::locale::Language;
use crate::lookup::Lookup;
use crate::source::{FileId, Span};

/// Braces nested deeper than this are refused: the reader of `biblatex` calls itself for each.
const DEEPEST_BRACES: usize = 40;

/// TeX's `~`.
const NO_BREAK_SPACE: &str = "\u{A0}";

/// How far an abbreviation may name another one.
const DEEPEST_ABBREVIATION: usize = 8;

/// An entry as written, its fields by their names in lower case.
#[derive(Clone, Debug)]
pub(super) struct BibEntry {
    key: String,
    kind: String,
    key_span: Span,
    fields: BTreeMap<String, Field>,
}

/// The value of a field and its place.
#[derive(Clone, Debug)]
struct Field {
    chunks: Vec<Spanned<Chunk>>,
    span: Span,
}

impl Field {
    /// The text as written, each run of blanks as one space.
    fn text(&self) -> String {
        let text = self.chunks.format_verbatim();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Bytes that a copy of it takes, about.
    fn size(&self) -> usize {
        let chunks = self.chunks.iter().map(|chunk| chunk.v.get().len() + 48);
        chunks.sum()
    }

    /// The text as TeX would print it: its quotation marks and its unbreakable space.
    fn prose(&self) -> String {
        let text = self.text().replace("``", "“").replace("''", "”");
        text.replace('`', "‘").replace('~', NO_BREAK_SPACE)
    }
}

/// Reads a `.bib` file.
pub(super) fn read(file: FileId, text: &str, sink: &mut Sink) -> Vec<Work> {
    let mut reader = Reader {
        file,
        text,
        sink,
        abbreviations: Lookup::new(),
        budget: Budget::new(limits::BIBLIOGRAPHY_ADDED_BYTES),
    };
    let raw = reader.parse();
    let entries = raw.iter().filter_map(|raw| reader.entry(raw)).collect();
    let entries = crossref::inherit(entries, reader.sink);
    entries
        .iter()
        .map(|entry| entry::to_work(entry, reader.sink))
        .collect()
}

/// The language that babel, polyglossia or a Persian author calls so.
pub(super) fn language(name: &str) -> Option<Language> {
    fields::language(name).and_then(Language::new)
}

/// What reading one file needs.
struct Reader<'a> {
    file: FileId,
    text: &'a str,
    sink: &'a mut Sink,
    abbreviations: Lookup<&'a str, Vec<Spanned<RawChunk<'a>>>>,
    /// What abbreviations may still add to this file.
    budget: Budget,
}

/// An entry that was parsed out of a part of the file.
struct LocatedEntry<'a> {
    raw: RawEntry<'a>,
    /// Where the parsed part begins in the file.
    base: usize,
}

impl<'a> Reader<'a> {
    /// Parses the file; where that fails, parses each of its entries alone and reports those that fail.
    fn parse(&mut self) -> Vec<LocatedEntry<'a>> {
        if let Ok(raw) = RawBibliography::parse(self.text) {
            return self.take(raw, 0);
        }
        // One brace too few ends the whole file for the reader. Cut at each `@` at a line's beginning, the
        // entries behind it are read.
        let mut found = Vec::new();
        for part in entry_ranges(self.text) {
            match RawBibliography::parse(&self.text[part.clone()]) {
                Ok(raw) => found.extend(self.take(raw, part.start)),
                Err(error) => self.broken(&error, part),
            }
        }
        found
    }

    fn take(&mut self, raw: RawBibliography<'a>, base: usize) -> Vec<LocatedEntry<'a>> {
        let abbreviations = raw
            .abbreviations
            .into_iter()
            .map(|pair| (pair.key.v, pair.value.v));
        self.abbreviations.extend(abbreviations);
        raw.entries
            .into_iter()
            .map(|entry| LocatedEntry { raw: entry.v, base })
            .collect()
    }

    fn broken(&mut self, error: &ParseError, part: Range<usize>) {
        let head: String = self.text[part.clone()]
            .lines()
            .next()
            .unwrap_or_default()
            .chars()
            .take(60)
            .collect();
        let message = format!(
            "the entry {} cannot be read: {}",
            isolate(head.trim()),
            describe(&error.kind)
        );
        let at = match error.kind {
            ParseErrorKind::UnexpectedEof => part.start..part.start + head.len(),
            _ => part.start + error.span.start..part.start + error.span.end,
        };
        let span = Span::new(self.file, at);
        let hint = "check its braces and the comma after each field; the other entries are used";
        self.sink
            .warn(Code::BadBibliography, span, message)
            .hint(hint);
    }

    /// Reads the fields of an entry; a field that cannot be read is reported and left out.
    fn entry(&mut self, placed: &LocatedEntry<'a>) -> Option<BibEntry> {
        let raw = &placed.raw;
        let key_span = self.span(&raw.key.span, placed.base);
        if raw.key.v.is_empty() {
            let message = "an entry has no key";
            let hint = "write a key after the opening brace, so that citations can name it";
            self.sink
                .warn(Code::BadBibliography, key_span, message)
                .hint(hint);
            return None;
        }
        let mut fields = BTreeMap::new();
        for pair in &raw.fields {
            let name = pair.key.v.to_ascii_lowercase();
            let span = self.span(&pair.key.span, placed.base);
            let Some(chunks) = self.field(&name, pair, span) else {
                continue;
            };
            let field = Field {
                chunks,
                span: self.value_span(pair, placed.base),
            };
            if fields.insert(name, field).is_some() {
                let message = format!("the field {} is given twice", isolate(pair.key.v));
                self.sink
                    .warn(Code::BadBibliography, span, message)
                    .hint("keep one of them; the last is used");
            }
        }
        let kind = raw.kind.v.to_ascii_lowercase();
        Some(BibEntry {
            key: raw.key.v.to_owned(),
            kind,
            key_span,
            fields,
        })
    }

    fn field(&mut self, name: &str, pair: &Pair<'a>, span: Span) -> Option<Vec<Spanned<Chunk>>> {
        let value = self.value(name, pair, span)?;
        // A field that cannot be read must not take its entry with it: each is read as the only field of an entry.
        let key = Spanned::new("entry", 0..0);
        let fields = vec![Pair::new(
            pair.key.clone(),
            Spanned::new(value, pair.value.span.clone()),
        )];
        // The entry type must not matter here: only the text of one field is wanted.
        let entry = RawEntry {
            key,
            kind: Spanned::new("misc", 0..0),
            fields,
        };
        let alone = RawBibliography {
            preamble: String::new(),
            entries: vec![Spanned::new(entry, 0..0)],
            abbreviations: Vec::new(),
        };
        // These refer to other entries; `crossref` follows them, within limits.
        if matches!(name, "ids" | "crossref" | "xdata") {
            return Some(vec![Spanned::new(Chunk::Normal(raw_text(&alone)), 0..0)]);
        }
        match Bibliography::from_raw(alone) {
            Ok(mut read) => read
                .get_mut("entry")
                .and_then(|entry| entry.fields.remove(name)),
            Err(error) => {
                let message = format!(
                    "the field {} cannot be read: {}",
                    isolate(name),
                    describe(&error.kind)
                );
                self.sink
                    .warn(Code::BadBibliography, span, message)
                    .hint("the field is left out; check its braces");
                None
            }
        }
    }

    /// The value of a field with its abbreviations written out; `None` where it is over a limit, which is
    /// reported.
    fn value(
        &mut self,
        name: &str,
        pair: &Pair<'a>,
        span: Span,
    ) -> Option<Vec<Spanned<RawChunk<'a>>>> {
        let mut value = Vec::new();
        let whole = self.expand(&pair.value.v, span, &mut value, 0);
        let (fault, hint) = if whole.is_err() {
            (
                "grows too large when its abbreviations are written out",
                "the field is left out; write its text in braces",
            )
        } else if value.iter().map(length).sum::<usize>() > limits::BIBLIOGRAPHY_FIELD_BYTES {
            (
                "is longer than 64 KiB",
                "the field is left out; keep long texts elsewhere",
            )
        } else if value.iter().any(|chunk| is_deep(text(chunk))) {
            (
                "has braces that are nested too deep",
                "the field is left out; simplify it",
            )
        } else {
            return Some(value);
        };
        let message = format!("the field {} {fault}", isolate(name));
        self.sink
            .warn(Code::BadBibliography, span, message)
            .hint(hint);
        None
    }

    /// Puts the texts of `@string` in the place of their names; months may go by `jan` … `dec`.
    ///
    /// An abbreviation may name others, each many times: `a1 = a0 # a0`, `a2 = a1 # a1`, … doubles with
    /// each line. What that adds is taken from the budget of the file before it is made.
    fn expand(
        &mut self,
        value: &[Spanned<RawChunk<'a>>],
        span: Span,
        expanded: &mut Vec<Spanned<RawChunk<'a>>>,
        depth: usize,
    ) -> Result<(), Exhausted> {
        for chunk in value {
            let RawChunk::Abbreviation(name) = chunk.v else {
                if depth > 0 {
                    self.budget.take(length(chunk))?;
                }
                expanded.push(chunk.clone());
                continue;
            };
            match self.abbreviations.get(name) {
                Some(text) if depth < DEEPEST_ABBREVIATION => {
                    self.budget.take(text.len())?;
                    let text = text.clone();
                    self.expand(&text, span, expanded, depth + 1)?;
                }
                _ if month(name).is_some() => {
                    let number = month(name).unwrap_or_default();
                    expanded.push(Spanned::new(RawChunk::Normal(number), chunk.span.clone()));
                }
                _ => self.unknown_abbreviation(name, span),
            }
        }
        Ok(())
    }

    fn unknown_abbreviation(&mut self, name: &str, span: Span) {
        let message = format!("the abbreviation {} is not defined", isolate(name));
        let hint = "put the value in braces, or define it with @string";
        self.sink
            .warn(Code::BadBibliography, span, message)
            .hint(hint);
    }

    fn span(&self, range: &Range<usize>, base: usize) -> Span {
        Span::new(self.file, base + range.start..base + range.end)
    }

    fn value_span(&self, pair: &Pair<'a>, base: usize) -> Span {
        self.span(&pair.value.span, base)
    }
}

/// A part of a value as it is written: a text, or the name of an abbreviation.
fn text<'a>(chunk: &Spanned<RawChunk<'a>>) -> &'a str {
    match chunk.v {
        RawChunk::Normal(text) | RawChunk::Abbreviation(text) => text,
    }
}

fn length(chunk: &Spanned<RawChunk<'_>>) -> usize {
    text(chunk).len()
}

/// The text of the only field of an entry, as written.
fn raw_text(alone: &RawBibliography<'_>) -> String {
    let fields = alone.entries.iter().flat_map(|entry| &entry.v.fields);
    let chunks = fields.flat_map(|pair| &pair.value.v);
    chunks.map(text).collect()
}

/// The parts of a file that begin with `@` at the beginning of a line.
fn entry_ranges(text: &str) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        if line[indent..].starts_with('@') {
            starts.push(at + indent);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(start, end)| start..end)
        .collect()
}

fn is_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    for byte in text.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST_BRACES {
            return true;
        }
    }
    false
}

fn month(name: &str) -> Option<&'static str> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    const NUMBERS: [&str; 12] = [
        "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12",
    ];
    let name = name.to_ascii_lowercase();
    MONTHS
        .iter()
        .position(|month| name.starts_with(month) && name.is_ascii())
        .map(|at| NUMBERS[at])
}

/// A fault of the syntax in words.
fn describe(kind: &ParseErrorKind) -> String {
    match kind {
        ParseErrorKind::UnexpectedEof => "it does not end".to_owned(),
        ParseErrorKind::Unexpected(token) => format!("{} is out of place", describe_token(*token)),
        ParseErrorKind::Expected(token) => format!("{} is missing", describe_token(*token)),
        ParseErrorKind::MalformedCommand => "a TeX command is malformed".to_owned(),
        other => other.to_string(),
    }
}

fn describe_token(token: Token) -> &'static str {
    match token {
        Token::Identifier => "a name",
        Token::OpeningBrace => "an opening brace",
        Token::ClosingBrace => "a closing brace",
        Token::Comma => "a comma",
        Token::QuotationMark => "a quotation mark",
        Token::Equals => "an equals sign",
        Token::DecimalPoint => "a decimal point",
    }
}
