//! Tables of data: `![caption](data.csv)`, `::: table {file=data.csv}`, a fence ```` ```csv {.table} ````; a chapter in, the
//! same with a table of bars in their places out.
//!
//! The cells are Markdown within a line, as those of any table; each row keeps its place in its file.

use std::ops::Range;

use super::csv::{Record, records};
use super::dialect::lines::{CodeFence, Line, indent_of, lines_of};
use super::template::TagReader;
use crate::diag::{Code, Sink, isolate};
use crate::import::template::{Expanded, Rewriting, SourceText};
use crate::source::{FileId, SourceMap, Span};

/// Endings of files that hold rows.
const ENDINGS: [&str; 2] = [".csv", ".tsv"];

/// Puts tables in the places of those that a chapter asks for; `None` where it asks for none.
pub(super) fn take_in(
    chapter: &SourceText,
    expanded: Option<&Expanded>,
    tables: &mut TablesOfFiles<'_, '_>,
) -> Option<Expanded> {
    let text = expanded.map_or(&*chapter.text, |expanded| expanded.text.as_str());
    if !["csv", "tsv", "CSV", "TSV"]
        .iter()
        .any(|name| text.contains(name))
    {
        return None;
    }
    let mut writer = Writer {
        text,
        chapter,
        out: Rewriting::new(text, chapter.file, expanded),
        tables,
        changed: false,
    };
    writer.lines(&lines_of(text));
    let Writer { out, changed, .. } = writer;
    changed.then(|| out.finish())
}

/// Where files of rows come from.
pub(super) struct TablesOfFiles<'r, 'a> {
    pub(super) reader: &'r mut TagReader<'a>,
    pub(super) map: &'r mut SourceMap,
    pub(super) sink: &'r mut Sink,
}

struct Writer<'w, 'r, 'a> {
    text: &'w str,
    chapter: &'w SourceText,
    out: Rewriting<'w>,
    tables: &'w mut TablesOfFiles<'r, 'a>,
    changed: bool,
}

/// A table that a chapter asks for.
#[derive(Debug, Default, PartialEq)]
struct Asked<'t> {
    /// The file, as written; empty where the rows stand in the chapter.
    file: &'t str,
    caption: &'t str,
    /// What stands in its braces, without them.
    braces: &'t str,
    /// The lines that ask for it, as bytes of the text.
    lines: Range<usize>,
    /// Its rows, where they stand in the chapter.
    rows: Range<usize>,
}

impl Writer<'_, '_, '_> {
    fn lines(&mut self, lines: &[Line]) {
        let page = Page::new(self.text, lines);
        let mut done = 0;
        let mut code = None;
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            let words = &self.text[line.range.clone()];
            if code.is_some() {
                code = CodeFence::after(code, words);
                at += 1;
                continue;
            }
            if let Some(Found { asked, taken }) = page.asked_at(at) {
                self.out.copy(done..asked.lines.start);
                done = asked.lines.end;
                self.changed = true;
                self.table(&asked);
                at += taken;
                continue;
            }
            code = CodeFence::opening(words);
            at += 1;
        }
        self.out.copy(done..self.text.len());
    }

    /// Writes a table; its caption alone where its file is not there.
    fn table(&mut self, asked: &Asked<'_>) {
        let place = self.out.span(asked.lines.clone());
        if asked.file.is_empty() {
            let rows = &self.text[asked.rows.clone()];
            let found = records(rows);
            let start = asked.rows.start;
            let spans: Vec<Span> = found
                .iter()
                .map(|row| self.out.span(start + row.start..start + row.end))
                .collect();
            return self.write(asked, &found, &spans, place);
        }
        let TablesOfFiles { reader, map, sink } = self.tables;
        let Some(source) = reader.beside(&self.chapter.path, asked.file, map) else {
            let message = format!(
                "the file of rows {} is not there, or is no text",
                isolate(asked.file)
            );
            sink.warn(Code::MissingFile, place, message)
                .hint("write the file as UTF-8, or correct its name; upper and lower case differ");
            let caption = format!("\n{}\n\n", asked.caption.trim());
            return self.out.put_from(&caption, place);
        };
        let found = records(&source.text);
        let span = |row: &Record| span_of(source.file, row);
        let spans: Vec<Span> = found.iter().map(span).collect();
        self.write(asked, &found, &spans, place);
    }

    /// Writes rows as a table of bars, with its caption below it.
    fn write(&mut self, asked: &Asked<'_>, rows: &[Record], places: &[Span], place: Span) {
        let filled = rows.iter().zip(places).filter(|(row, _)| !row.is_empty());
        let filled: Vec<(&Record, &Span)> = filled.collect();
        let columns = filled.iter().map(|(row, _)| row.fields.len()).max();
        let Some(columns) = columns else {
            self.tables
                .sink
                .warn(Code::BadTable, place, "the table has no rows")
                .hint(
                    "write a row of names and the rows below it, with commas between their fields",
                );
            return;
        };
        let mut braces = Braces::of(asked.braces);
        let headless = braces.is_headless;
        let names = usize::from(!headless);
        self.out.put_from("\n", place);
        let (words, head) = match filled.first() {
            Some((row, place)) if !headless => (bars(&row.fields, columns), **place),
            _ => (bars(&[], columns), place),
        };
        self.out.put_from(&words, head);
        self.out
            .put_from(&format!("|{}\n", "---|".repeat(columns)), head);
        for (row, place) in filled.into_iter().skip(names) {
            self.out.put_from(&bars(&row.fields, columns), *place);
        }
        let caption = asked.caption.trim();
        if !caption.is_empty() || !braces.kept.is_empty() {
            let braces = std::mem::take(&mut braces.kept);
            let braces = match braces.is_empty() {
                true => braces,
                false => format!("{{{braces}}}"),
            };
            self.out
                .put_from(&format!("\n: {caption} {braces}\n"), place);
        }
        self.out.put_from("\n", place);
    }
}

fn span_of(file: FileId, row: &Record) -> Span {
    Span::new(file, row.start..row.end)
}

/// Fields as a row of a table: «نام | سال» is one field, so its bar is escaped, and a new line is a break.
fn bars(fields: &[String], columns: usize) -> String {
    let mut row = String::from("|");
    let blank = std::iter::repeat_n("", columns.saturating_sub(fields.len()));
    for field in fields.iter().map(String::as_str).chain(blank) {
        row.push(' ');
        let lines = field
            .trim()
            .lines()
            .map(|line| line.trim().replace('|', "\\|"));
        let lines: Vec<String> = lines.collect();
        row.push_str(&lines.join("<br>"));
        row.push_str(" |");
    }
    row.push('\n');
    row
}

/// What the braces of a table say.
struct Braces {
    /// What the table keeps: its name and classes.
    kept: String,
    /// Whether the first row is data like the others.
    is_headless: bool,
}

impl Braces {
    fn of(braces: &str) -> Self {
        let mut words = Vec::new();
        let mut is_headless = false;
        for word in braces.split_whitespace() {
            match word {
                ".table" | "table" => {}
                ".no-header" | "header=false" | "header=no" => is_headless = true,
                _ if word.starts_with("file=") => {}
                _ => words.push(word),
            }
        }
        Self {
            kept: words.join(" "),
            is_headless,
        }
    }
}

/// The lines of a chapter.
struct Page<'t, 'l> {
    text: &'t str,
    lines: &'l [Line],
    /// The last line that closes a box: none behind it is looked for again and again.
    last_closing: Option<usize>,
}

/// A table that was asked for, and how many lines that takes.
#[derive(Debug, PartialEq)]
struct Found<'t> {
    asked: Asked<'t>,
    taken: usize,
}

impl<'t, 'l> Page<'t, 'l> {
    fn new(text: &'t str, lines: &'l [Line]) -> Self {
        let closes = |line: &Line| closes_box(text[line.range.clone()].trim());
        Self {
            text,
            lines,
            last_closing: lines.iter().rposition(closes),
        }
    }

    fn words(&self, at: usize) -> &'t str {
        &self.text[self.lines[at].range.clone()]
    }

    /// The bytes of some lines, with their ends.
    fn bytes(&self, lines: Range<usize>) -> Range<usize> {
        let end = lines.clone().next_back();
        let start = self
            .lines
            .get(lines.start)
            .map_or(self.text.len(), |line| line.range.start);
        start..end.map_or(start, |last| self.lines[last].end)
    }

    /// The table that a line asks for.
    fn asked_at(&self, at: usize) -> Option<Found<'t>> {
        if indent_of(self.words(at)) > 3 {
            return None;
        }
        let words = self.words(at).trim();
        let picture = || {
            let asked = Asked {
                lines: self.bytes(at..at + 1),
                ..picture(words)?
            };
            Some(Found { asked, taken: 1 })
        };
        picture()
            .or_else(|| self.fenced(at, words))
            .or_else(|| self.boxed(at, words))
    }

    /// A fence of rows: ```` ```csv {.table #tbl:x} caption ````. One without braces that say so is code.
    fn fenced(&self, at: usize, words: &'t str) -> Option<Found<'t>> {
        let fence = CodeFence::opening(words).filter(|_| words.starts_with(['`', '~']))?;
        let info = fence.info(words);
        let (name, rest) = info.split_at(info.find([' ', '{']).unwrap_or(info.len()));
        let named = name.eq_ignore_ascii_case("csv") || name.eq_ignore_ascii_case("tsv");
        let (braces, caption) = rest.trim().strip_prefix('{')?.split_once('}')?;
        let meant = braces
            .split_whitespace()
            .any(|word| word == ".table" || word.starts_with("#tbl") || word.starts_with("#tab"));
        if !named || !meant {
            return None;
        }
        let behind = at + 1..self.lines.len();
        // One that nothing closes is code to the end, and no other fence begins in it.
        let close = behind
            .into_iter()
            .find(|line| fence.is_closed_by(self.words(*line)))?;
        let asked = Asked {
            caption,
            braces,
            rows: self.bytes(at + 1..close),
            lines: self.bytes(at..close + 1),
            file: "",
        };
        let taken = close + 1 - at;
        Some(Found { asked, taken })
    }

    /// `::: table {file=data.csv}`, its caption inside.
    fn boxed(&self, at: usize, words: &'t str) -> Option<Found<'t>> {
        let colons = words.len() - words.trim_start_matches(':').len();
        let head = words.get(colons..).filter(|_| colons >= 3)?.trim();
        let head = head.trim_start_matches(['{', '.']);
        let braces = head.strip_prefix("table")?.trim();
        let braces = braces.trim_start_matches('{').trim_end_matches('}').trim();
        let file = braces
            .split_whitespace()
            .find_map(|word| word.strip_prefix("file="))?;
        let file = file.trim_matches(['"', '\'']);
        is_data(file).then_some(())?;
        let last = self.last_closing?;
        let close = (at + 1..=last).find(|line| closes_box(self.words(*line).trim()))?;
        let asked = Asked {
            file,
            caption: &self.text[self.bytes(at + 1..close)],
            braces,
            lines: self.bytes(at..close + 1),
            ..Asked::default()
        };
        let taken = close + 1 - at;
        Some(Found { asked, taken })
    }
}

/// Whether a line of colons closes a box.
fn closes_box(words: &str) -> bool {
    words.starts_with(":::") && words.trim_start_matches(':').is_empty()
}

/// `![caption](data.csv){#tbl:x}` on a line of its own.
fn picture(words: &str) -> Option<Asked<'_>> {
    let rest = words.strip_prefix("![")?;
    let (caption, rest) = rest.rsplit_once("](")?;
    let (target, braces) = rest.split_once(')')?;
    let target = target.trim();
    let (file, title) = match target.split_once([' ', '\t']) {
        Some((file, title)) => (file, title.trim().trim_matches(['"', '\''])),
        None => (target, ""),
    };
    let file = file.trim_start_matches('<').trim_end_matches('>');
    is_data(file).then_some(())?;
    let braces = braces.trim();
    let inside = braces
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    let alone = braces.is_empty() || inside.is_some();
    alone.then(|| Asked {
        file,
        caption: if title.is_empty() { caption } else { title },
        braces: inside.unwrap_or_default(),
        ..Asked::default()
    })
}

/// Whether an address names a file of rows of the book.
fn is_data(file: &str) -> bool {
    let lower = file.to_ascii_lowercase();
    ENDINGS.iter().any(|ending| lower.ends_with(ending)) && !file.contains("://")
}

#[cfg(test)]
mod tests {
    use super::super::dialect::lines::lines_of;
    use super::{Asked, Braces, Page, bars};

    /// What the first line of a text asks for.
    fn asked(text: &str) -> Option<Asked<'_>> {
        let lines = lines_of(text);
        let found = Page::new(text, &lines).asked_at(0);
        found.map(|found| found.asked)
    }

    #[test]
    fn tables_are_asked_for_in_three_ways() {
        let picture = asked("![جمعیت [استان]](داده.csv){#tbl:p .wide}\n").unwrap();
        assert_eq!(
            (picture.file, picture.caption),
            ("داده.csv", "جمعیت [استان]")
        );
        assert_eq!(picture.braces, "#tbl:p .wide");
        let titled = asked("![](<a.TSV> \"عنوان\")").unwrap();
        assert_eq!((titled.file, titled.caption), ("a.TSV", "عنوان"));
        let text = "```csv {.table} عنوان\na,b\n```\nپس";
        let fenced = asked(text).unwrap();
        assert_eq!(&text[fenced.rows], "a,b\n");
        assert_eq!(&text[fenced.lines.end..], "پس");
        let text = "::: table {file=\"a.csv\" #tbl:x}\nعنوان\n:::\n";
        let boxed = asked(text).unwrap();
        assert_eq!((boxed.file, boxed.caption.trim()), ("a.csv", "عنوان"));
    }

    #[test]
    fn pictures_links_and_code_stay_what_they_are() {
        for text in [
            "![الف](a.png)",
            "[الف](a.csv)",
            "متن ![الف](a.csv)",
            "![الف](a.csv) متن",
            "![](https://example.org/a.csv)",
            "```csv\na,b\n```\n",
            "```csv {.numbers}\na,b\n```\n",
            "    ![](a.csv)",
            "::: table {file=a.csv}\n",
        ] {
            assert_eq!(asked(text), None, "{text}");
        }
    }

    #[test]
    fn fields_become_cells_whatever_stands_in_them() {
        let fields = ["الف|ب".to_owned(), " ج\nد ".to_owned()];
        assert_eq!(bars(&fields, 3), "| الف\\|ب | ج<br>د |  |\n");
        let braces = Braces::of(".table file=a.csv #tbl:x header=false .wide");
        assert_eq!(
            (braces.kept.as_str(), braces.is_headless),
            ("#tbl:x .wide", true)
        );
    }
}
