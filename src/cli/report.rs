//! Diagnostics of a book in, the author's lines drawn for a terminal, or JSON lines, out.
//!
//! Snippets are drawn by annotate-snippets; lines and columns are ours, so that they count
//! characters of the author's file.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Snippet};
use serde_json::json;

use super::arguments::MessageFormat;
use super::job::{BookSource, Job};
use super::outcome::Failure;
use super::terminal::{Paint, Reader, Terminal};
use crate::book::Diagnostics;
use crate::diag::{
    Alike, Counts, Diagnostic, Kind, Renderer, Severity, alike, harmless, sarif_failure,
};
use crate::import::Reason;
use crate::lookup::Seen;
use crate::source::{SourceMap, Span};

/// Bytes of a line that are drawn on either side of a mistake; chapters can be one long line.
const AROUND: usize = 600;

/// Of many mistakes that are alike so many are drawn beside the first.
const DRAWN: usize = 2;
/// Places of one mistake that are drawn: a tag that a thousand lines hold, say, is told with a few of them.
const MOST_DRAWN: usize = 10;

/// Prints diagnostics as a job asks for.
pub(super) struct Reporter<'a> {
    terminal: &'a Terminal,
    format: MessageFormat,
    /// What stands before a path of the book, so that the path can be opened from here.
    folder: String,
}

impl<'a> Reporter<'a> {
    /// A reporter for the diagnostics of a job.
    pub(super) fn new(job: &Job, terminal: &'a Terminal) -> Self {
        let folder = match &job.book {
            BookSource::Folder(folder) if folder.as_os_str() == "." => String::new(),
            BookSource::Folder(folder) => {
                format!("{}/", folder.display().to_string().trim_end_matches('/'))
            }
            BookSource::Sample => String::new(),
        };
        Self {
            terminal,
            format: job.messages,
            folder,
        }
    }

    /// Prints in one line what was taken of the folder. A program that builds a book with a book.toml of
    /// its own is told only where something was left out.
    pub(super) fn report_plan(&self, found: &Diagnostics) {
        let Some(plan) = found.plan().filter(|_| self.format != MessageFormat::Sarif) else {
            return;
        };
        let silent = plan.left_out.iter().all(|file| file.reason == Reason::Read);
        if self.terminal.errors == Reader::Program && plan.own && silent {
            return;
        }
        let line = plan.sentence();
        let text = match self.format {
            MessageFormat::Human | MessageFormat::Sarif => format!("{}\n", harmless(&line)),
            MessageFormat::Json => {
                format!(
                    "{}\n",
                    json!({ "severity": "hint", "code": "plan", "message": line })
                )
            }
        };
        self.terminal.complain(&text);
    }

    /// Prints all that was found, in the order of the files and their lines. People are told once of what is
    /// wrong at many places; programs get each.
    pub(super) fn report(&self, found: &Diagnostics) -> Counts {
        let renderer = self.renderer(found.texts());
        let text = match self.format {
            MessageFormat::Human => {
                let groups = alike(found.iter());
                groups
                    .iter()
                    .map(|group| self.group(group, renderer.map))
                    .collect()
            }
            MessageFormat::Json => found
                .iter()
                .map(|one| renderer.json(one))
                .collect::<String>(),
            MessageFormat::Sarif => renderer.sarif(found.iter()),
        };
        self.terminal.complain(&text);
        let counts = found.counts();
        if self.format == MessageFormat::Human {
            self.terminal.complain(&counts.summary());
        }
        counts
    }

    fn renderer<'m>(&'m self, map: &'m SourceMap) -> Renderer<'m> {
        Renderer {
            map,
            folder: &self.folder,
            whole: &self.folder,
        }
    }

    /// The first of some mistakes that are alike, the lines of two more, and how many others there are.
    fn group<K: Kind>(&self, group: &Alike<'_, K>, map: &SourceMap) -> String {
        let mut shown = summed(group, &self.renderer(map));
        let places = group.others.iter().filter_map(|other| other.span());
        places.take(DRAWN).for_each(|span| {
            shown.to_mut().also(span);
        });
        self.drawn(&shown, map)
    }

    /// Message, place, the line itself and the hint.
    fn drawn<K: Kind>(&self, diagnostic: &Diagnostic<K>, map: &SourceMap) -> String {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Hint => Level::NOTE.with_name(Severity::Hint.name()),
        };
        let title = level
            .secondary_title(harmless(&diagnostic.message))
            .id(diagnostic.code.name());
        let mut group = Group::with_title(title);
        let places = diagnostic.places(map);
        for span in places.iter().take(MOST_DRAWN) {
            group = group.elements(self.place(*span, map));
        }
        let undrawn = places.len().saturating_sub(MOST_DRAWN);
        if undrawn > 0 {
            let more = format!("{undrawn} more places; --message-format json lists all");
            group = group.element(Level::NOTE.message(more));
        }
        if let Some(hint) = &diagnostic.hint {
            group = group.element(Level::HELP.message(harmless(hint)));
        }
        if let Some(more) = diagnostic.left_out() {
            group = group.element(Level::NOTE.message(more));
        }
        let renderer = match self.terminal.paint {
            Paint::Colour => annotate_snippets::Renderer::styled(),
            Paint::Plain => annotate_snippets::Renderer::plain(),
        };
        format!("{}\n\n", renderer.render(&[group]))
    }

    /// Path, line and column of a span with the line that it stands in.
    fn place<'t>(&self, span: Span, map: &'t SourceMap) -> Vec<Element<'t>> {
        let (path, at) = map.locate(span);
        let path = harmless(&format!("{}{path}", self.folder));
        let excerpt = Excerpt::around(map, span);
        let mark = AnnotationKind::Primary.span(excerpt.marked);
        let snippet = Snippet::source(excerpt.text)
            .line_start(at.line)
            .annotation(mark);
        match excerpt.cut {
            Cut::No => vec![snippet.path(path).into()],
            Cut::AtItsStart => {
                let origin = Origin::path(path).line(at.line).char_column(at.column);
                vec![origin.into(), snippet.into()]
            }
        }
    }
}

/// The first of some mistakes that are alike, with how many others there are, and in how many files.
pub(super) fn summed<'d, K: Kind>(
    group: &Alike<'d, K>,
    renderer: &Renderer<'_>,
) -> Cow<'d, Diagnostic<K>> {
    if group.others.is_empty() {
        return Cow::Borrowed(group.first);
    }
    let others = group.others.iter();
    let files: Seen<String> = others.map(|other| renderer.file_of(other)).collect();
    let files = match files.len() {
        1 => "1 file".to_owned(),
        count => format!("{count} files"),
    };
    let mut shown = group.first.clone();
    shown.message = format!(
        "{} (and {} more like this, in {files}; --message-format json lists all)",
        shown.message,
        group.others.len()
    );
    Cow::Owned(shown)
}

/// The piece of a text that is drawn.
struct Excerpt<'a> {
    text: &'a str,
    /// Byte range of the mistake in `text`.
    marked: Range<usize>,
    /// Whether columns can be counted in `text`.
    cut: Cut,
}

/// Whether an excerpt lacks the beginning of its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    No,
    AtItsStart,
}

impl<'a> Excerpt<'a> {
    /// The line in which the span begins, cut where it is very long; the mark ends with the line.
    fn around(map: &'a SourceMap, span: Span) -> Self {
        // A chapter may be one line of ten megabytes: the terminal gets 600 bytes on either side of the mistake, and
        // the column, which can no longer be counted in what is drawn, is written in the origin instead.
        let file = map.file(span.file);
        let whole: &str = file.text();
        let start = whole.floor_char_boundary(span.range().start);
        let Range {
            start: line_start,
            end: line_end,
        } = file.line_around(start);
        let end = whole
            .ceil_char_boundary(span.range().end.max(start))
            .min(line_end);
        let first = whole
            .floor_char_boundary(start.saturating_sub(AROUND))
            .max(line_start);
        let last = whole
            .floor_char_boundary(end.min(start + AROUND) + AROUND)
            .min(line_end);
        Self {
            text: &whole[first..last],
            marked: start - first..end.min(last) - first,
            cut: if first == line_start {
                Cut::No
            } else {
                Cut::AtItsStart
            },
        }
    }
}

/// A failure of the outside world in the same form as diagnostics.
pub(super) fn failure(failure: &Failure, format: MessageFormat) -> String {
    match format {
        MessageFormat::Human => format!("error: {}\n", harmless(&failure.to_string())),
        MessageFormat::Sarif => sarif_failure(&failure.to_string()),
        MessageFormat::Json => {
            let object = json!({
                "severity": "error",
                "code": "failed",
                "file": null,
                "line": null,
                "column": null,
                "end": null,
                "message": failure.to_string(),
                "hint": null,
                "also": [],
                "more": 0,
            });
            format!("{object}\n")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Code, Sink};
    use crate::source::BookPath;

    #[test]
    fn a_line_of_ten_megabytes_is_cut_around_the_mistake() {
        let mut map = SourceMap::default();
        let text = "کتاب ".repeat(1_000_000);
        let file = map.add(BookPath::new("a.md").unwrap(), &text);
        let excerpt = Excerpt::around(&map, Span::new(file, 4_500_000..4_500_008));
        assert!(excerpt.text.len() <= 3 * AROUND);
        assert_eq!(&excerpt.text[excerpt.marked], "کتاب");
    }

    #[test]
    fn a_span_past_the_end_of_its_text_is_drawn_all_the_same() {
        let mut map = SourceMap::default();
        let file = map.add(BookPath::new("a.md").unwrap(), "یک\nدو");
        let excerpt = Excerpt::around(&map, Span::new(file, 100..200));
        assert_eq!((excerpt.text, excerpt.marked), ("دو", 4..4));
        let excerpt = Excerpt::around(&map, Span::new(file, 2..200));
        assert_eq!((excerpt.text, excerpt.marked), ("یک", 2..4));
    }

    #[test]
    fn of_a_mistake_at_very_many_places_a_few_are_drawn() {
        let terminal = Terminal::new();
        let reporter = Reporter {
            terminal: &terminal,
            format: MessageFormat::Human,
            folder: String::new(),
        };
        let mut map = SourceMap::default();
        let file = map.add(BookPath::new("a.md").unwrap(), &"x\n".repeat(50));
        let mut sink = Sink::default();
        let found = sink.warn(Code::TemplateTag, Span::new(file, 0..1), "wrong");
        (1..50).for_each(|at| {
            found.also(Span::new(file, 2 * at..2 * at + 1));
        });
        let drawn = reporter.drawn(&sink.found()[0], &map);
        assert_eq!(drawn.matches("a.md:").count(), MOST_DRAWN);
        assert!(drawn.contains("40 more places"), "{drawn}");
    }

    #[test]
    fn every_place_of_a_text_can_be_drawn() {
        let terminal = Terminal::new();
        let reporter = Reporter {
            terminal: &terminal,
            format: MessageFormat::Human,
            folder: String::new(),
        };
        let long = format!("{}\n", "کتاب\t".repeat(400));
        for text in ["", "\n", "یک\n\nدو", "a\u{202E}b\n", long.as_str()] {
            let mut map = SourceMap::default();
            let file = map.add(BookPath::new("a.md").unwrap(), text);
            let starts = (0..text.len() + 2).step_by(1 + text.len() / 40);
            for (start, length) in starts.flat_map(|start| [(start, 0), (start, 3), (start, 900)]) {
                let mut sink = Sink::default();
                let span = Span::new(file, start..start + length);
                sink.error(Code::BadValue, span, "wrong")
                    .hint("do it right");
                let drawn = reporter.drawn(&sink.found()[0], &map);
                assert!(
                    drawn.contains("a.md:") && drawn.contains("do it right"),
                    "{drawn}"
                );
            }
        }
    }
}
