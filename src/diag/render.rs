//! Diagnostics as text: one line each, or one JSON object each. Nothing here knows a terminal.
//!
//! `file:line:column: severity[code]: message (help: hint)` is what editors and build tools read. JSON is for
//! scripts; its shape is stable and documented in the README. `cli` draws the author's lines beside this.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::code::Kind;
use super::diagnostic::{Diagnostic, Place, Severity};
use super::words::harmless;
use crate::source::{LineColumn, SourceMap, Span};

/// What rendering needs beside a diagnostic.
#[derive(Clone, Copy, Debug)]
pub struct Renderer<'a> {
    /// The texts that places are in.
    pub map: &'a SourceMap,
    /// What stands before the path of a file, so that it can be opened from here: empty, or ends in `/`.
    pub folder: &'a str,
    /// What a mistake without a place is said of, in a line: the book's folder, the name of an EPUB.
    pub whole: &'a str,
}

/// A byte range as an editor shows it.
struct Shown {
    file: String,
    from: LineColumn,
    to: LineColumn,
}

impl Renderer<'_> {
    /// One line and its end.
    pub fn line<K: Kind>(&self, diagnostic: &Diagnostic<K>) -> String {
        let place = match (&diagnostic.place, self.shown(diagnostic).first()) {
            (Place::File(name), _) => format!("{}{name}", self.folder),
            (_, Some(Shown { file, from, .. })) => format!("{file}:{}:{}", from.line, from.column),
            (Place::Whole | Place::At(_), None) => self.whole.to_owned(),
        };
        let mut line = format!(
            "{}: {}[{}]: {}",
            harmless(&place),
            diagnostic.severity.name(),
            diagnostic.code.name(),
            harmless(&diagnostic.message),
        );
        if let Some(hint) = &diagnostic.hint {
            // Writing into a string does not fail.
            let _ = write!(line, " (help: {})", harmless(hint));
        }
        if let Some(more) = diagnostic.left_out() {
            let _ = write!(line, " ({more})");
        }
        line.push('\n');
        line
    }

    /// One JSON object on a line of its own; what has no place is `null`.
    pub fn json<K: Kind>(&self, diagnostic: &Diagnostic<K>) -> String {
        let mut shown = self.shown(diagnostic).into_iter();
        let first = shown.next();
        let file = match &diagnostic.place {
            Place::File(name) => Some(format!("{}{name}", self.folder)),
            Place::Whole | Place::At(_) => first.as_ref().map(|shown| shown.file.clone()),
        };
        let also = shown.map(|shown| {
            let Shown { file, from, to } = shown;
            json!({ "file": file, "line": from.line, "column": from.column, "end": end(to) })
        });
        let object = json!({
            "severity": diagnostic.severity.name(),
            "code": diagnostic.code.name(),
            "file": file,
            "line": first.as_ref().map(|shown| shown.from.line),
            "column": first.as_ref().map(|shown| shown.from.column),
            "end": first.as_ref().map(|shown| end(shown.to)),
            "also": also.collect::<Vec<_>>(),
            "more": diagnostic.more,
            "message": diagnostic.message,
            "hint": diagnostic.hint,
        });
        format!("{object}\n")
    }

    /// The file that a mistake is in; what `whole` says where it is in none.
    pub fn file_of<K>(&self, diagnostic: &Diagnostic<K>) -> String {
        let first = diagnostic.span().or(diagnostic.also.first().copied());
        match (&diagnostic.place, first) {
            (Place::File(name), _) => format!("{}{name}", self.folder),
            (_, Some(span)) => format!("{}{}", self.folder, self.map.file(span.file).path()),
            (Place::Whole | Place::At(_), None) => self.whole.to_owned(),
        }
    }

    /// Its places in texts.
    fn shown<K>(&self, diagnostic: &Diagnostic<K>) -> Vec<Shown> {
        let places = diagnostic.places(self.map);
        places.into_iter().map(|span| self.show(span)).collect()
    }

    fn show(&self, span: Span) -> Shown {
        let (path, from) = self.map.locate(span);
        let to = self.map.file(span.file).line_column(span.end as usize);
        Shown {
            file: format!("{}{path}", self.folder),
            from,
            to,
        }
    }
}

fn end(at: LineColumn) -> Value {
    json!({ "line": at.line, "column": at.column })
}

/// How much was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Mistakes that prevent the book.
    pub errors: usize,
    /// Mistakes that allow it.
    pub warnings: usize,
    /// What is worth a look.
    pub hints: usize,
}

impl Counts {
    /// Counts diagnostics by their severity.
    pub fn of<'d, K: 'd>(found: impl IntoIterator<Item = &'d Diagnostic<K>>) -> Self {
        let mut counts = Self::default();
        for diagnostic in found {
            let count = match diagnostic.severity {
                Severity::Hint => &mut counts.hints,
                Severity::Warning => &mut counts.warnings,
                Severity::Error => &mut counts.errors,
            };
            *count += 1 + diagnostic.more;
        }
        counts
    }

    /// `2 errors, 1 warning` and a line end; empty where nothing was found.
    pub fn summary(self) -> String {
        let counted = [
            (self.errors, Severity::Error),
            (self.warnings, Severity::Warning),
            (self.hints, Severity::Hint),
        ];
        let counted = counted.into_iter().filter(|(count, _)| *count > 0);
        let counted = counted.map(|(count, severity)| match count {
            1 => format!("1 {}", severity.name()),
            _ => format!("{count} {}s", severity.name()),
        });
        let counted: Vec<String> = counted.collect();
        if counted.is_empty() {
            return String::new();
        }
        counted.join(", ") + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, Renderer};
    use crate::diag::{Code, Diagnostic, Place, Severity, Sink};
    use crate::source::{BookPath, SourceMap, Span};

    #[test]
    fn a_mistake_is_one_line_with_its_place_and_what_to_do() {
        let mut map = SourceMap::default();
        let file = map.add(BookPath::new("1.md").unwrap(), "یک\nدو سه");
        let mut sink = Sink::default();
        let found = sink.error(Code::BadHeading, Span::new(file, 5..9), "wrong");
        found.hint("do it right");
        let renderer = Renderer {
            map: &map,
            folder: "book/",
            whole: "book",
        };
        let line = "book/1.md:2:1: error[bad-heading]: wrong (help: do it right)\n";
        assert_eq!(renderer.line(&sink.found()[0]), line);
        let json = renderer.json(&sink.found()[0]);
        assert!(json.contains("\"end\":{\"column\":3,\"line\":2}"), "{json}");
    }

    #[test]
    fn a_mistake_without_lines_names_its_file_or_the_whole() {
        let map = SourceMap::default();
        let renderer = Renderer {
            map: &map,
            folder: "",
            whole: "book.epub",
        };
        let of = |place| Diagnostic::new(Severity::Hint, Code::BadImage, place, "odd".to_owned());
        let line = renderer.line(&of(Place::File("a.png".to_owned())));
        assert_eq!(line, "a.png: hint[bad-image]: odd\n");
        let line = renderer.line(&of(Place::Whole));
        assert_eq!(line, "book.epub: hint[bad-image]: odd\n");
        assert!(renderer.json(&of(Place::Whole)).contains("\"file\":null"));
    }

    #[test]
    fn a_summary_counts_by_severity() {
        let of = |severity| Diagnostic::new(severity, Code::BadImage, None, String::new());
        let found = [Severity::Error, Severity::Hint, Severity::Error].map(of);
        assert_eq!(Counts::of(&found).summary(), "2 errors, 1 hint\n");
        assert_eq!(Counts::of::<Code>([]).summary(), "");
    }
}
