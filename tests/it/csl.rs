//! Fixtures in the format of the CSL project's test-suite: a style, works and citations in, text out.
//!
//! Ours stand in `tests/csl`; beside the suite's sections they may have LANGUAGE, the language of the book,
//! and CSL may name a style. The suite's own cases run from a local copy, with `--include-ignored`: CSL_SUITE
//! names the folder with its `.txt` files. Of those, `tests/csl-suite-known` lists the ones that come out otherwise, with
//! the kind of each; a listed case that comes out right, or another that does not, fails the test. With CSL_SHOW each
//! case is printed.

#![allow(
    clippy::print_stderr,
    reason = "prints what the cases of the suite gave"
)]
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use crate::snapshot::{self, project};
use sahhaf::cite::{self, Citations};
use sahhaf::config;
use sahhaf::diag::Sink;
use sahhaf::locale::{Direction, Language};
use sahhaf::lookup::Lookup;
use sahhaf::model::{
    Attributes, Block, BlockKind, Book, Chapter, ChapterId, Citation, CitationId, CitationItem,
    CitationMode, Inline, InlineKind, Joint, Locator, LocatorLabel, NodeCounter, NodeId, Standing,
};
use sahhaf::source::{BookPath, FileId, MemoryFiles, SourceMap, Span};
use serde_json::Value;

/// A fixture cut into its sections.
struct Case {
    sections: BTreeMap<String, String>,
}

impl Case {
    fn read(text: &str) -> Self {
        let mut sections = BTreeMap::new();
        let mut open: Option<(String, String)> = None;
        for line in text.lines() {
            let mark = line.trim();
            if let Some(name) = section(mark, ">>=", "=>>") {
                open = Some((name, String::new()));
            } else if section(mark, "<<=", "=<<").is_some() {
                if let Some((name, text)) = open.take() {
                    sections.insert(name, text.trim_end().to_owned());
                }
            } else if let Some((_, text)) = &mut open {
                text.push_str(line);
                text.push('\n');
            }
        }
        Self { sections }
    }

    fn section(&self, name: &str) -> Option<&str> {
        self.sections.get(name).map(String::as_str)
    }

    /// Whether the runner knows all that the case asks for.
    fn is_ours_to_run(&self) -> bool {
        const FOREIGN: [&str; 5] = [
            "CITATIONS",
            "BIBENTRIES",
            "BIBSECTION",
            "ABBREVIATIONS",
            "OPTIONS",
        ];
        let mode = self.section("MODE").unwrap_or_default().trim();
        matches!(mode, "citation" | "bibliography")
            && !FOREIGN.iter().any(|name| self.section(name).is_some())
    }

    fn wanted(&self) -> String {
        let result = self.section("RESULT").unwrap_or_default();
        result.replace("\r\n", "\n").trim().to_owned()
    }

    fn language(&self) -> &str {
        self.section("LANGUAGE").map_or("en", str::trim)
    }

    /// What the program makes of it.
    fn run(&self) -> String {
        let citations = self.citations();
        match self.section("MODE").unwrap_or_default().trim() {
            "bibliography" => self.list(&citations),
            _ => {
                let rendered = citations.rendered.values();
                let lines = rendered.map(|one| match html(&one.lead, self.direction()) {
                    lead if lead.is_empty() => html(&one.content, self.direction()),
                    lead => format!("{lead}[{}]", html(&one.content, self.direction())),
                });
                lines.collect::<Vec<_>>().join("\n")
            }
        }
    }

    fn direction(&self) -> Direction {
        Language::new(self.language()).unwrap().direction()
    }

    fn list(&self, citations: &Citations) -> String {
        let mut text = "<div class=\"csl-bib-body\">\n".to_owned();
        let entries = citations.lists.iter().flat_map(|list| &list.entries);
        for entry in entries {
            let side = match entry.direction {
                side if side == self.direction() => String::new(),
                side => format!(" dir=\"{}\"", side.as_html()),
            };
            let words = html(&entry.content, entry.direction);
            writeln!(text, "  <div class=\"csl-entry\"{side}>{words}</div>").unwrap();
        }
        text + "</div>"
    }

    fn citations(&self) -> Citations {
        let style = self.section("CSL").unwrap_or("").trim();
        let (style, csl) = if style.starts_with('<') {
            ("style.csl", style)
        } else {
            (style, "")
        };
        let toml = format!(
            "[book]\ntitle = \"کتاب\"\nlanguage = \"{}\"\nchapters = [\"1.md\"]\n\
             [bibliography]\nfiles = [\"works.json\"]\nstyle = \"{style}\"\nnocite = [\"*\"]\n",
            self.language(),
        );
        let files = MemoryFiles::default()
            .with("book.toml", toml)
            .with("1.md", "# یک")
            .with("style.csl", csl)
            .with("works.json", self.section("INPUT").unwrap_or("[]"));
        let (mut map, mut sink) = (SourceMap::default(), Sink::default());
        let config = config::load(&files, &mut map, &mut sink).unwrap().unwrap();
        let book = self.book(&config);
        cite::format(&config, &book, &files, &mut map, &mut sink).unwrap()
    }

    /// A book with a paragraph for each citation.
    fn book(&self, config: &config::Config) -> Book {
        let citations: Vec<Citation> = self.cited().iter().map(|items| citation(items)).collect();
        let blocks = (0..citations.len()).map(|at| {
            let id = CitationId::new(ChapterId::new(0), at);
            Block {
                id: node(),
                kind: BlockKind::Paragraph(vec![Inline {
                    id: node(),
                    kind: InlineKind::Citation(id),
                    span: nowhere(),
                }]),
                attributes: Attributes::default(),
                span: nowhere(),
            }
        });
        let chapter = Chapter {
            path: BookPath::new("1.md").unwrap(),
            file: FileId::default(),
            addresses: Vec::new(),
            title: Vec::new(),
            language: config.book.language,
            direction: config.book.direction,
            blocks: blocks.collect(),
            notes: Vec::new(),
            citations,
            written: Lookup::new(),
            nodes: 0,
            standing: Standing::default(),
        };
        Book {
            chapters: vec![std::sync::Arc::new(chapter)],
        }
    }

    /// The items of each citation; all works in one where nothing is said.
    fn cited(&self) -> Vec<Vec<Value>> {
        if let Some(items) = self.section("CITATION-ITEMS") {
            return serde_json::from_str(items).unwrap();
        }
        let works: Vec<Value> =
            serde_json::from_str(self.section("INPUT").unwrap_or("[]")).unwrap();
        let ids = works
            .iter()
            .map(|work| serde_json::json!({ "id": work["id"] }));
        vec![ids.collect()]
    }
}

fn section(line: &str, open: &str, close: &str) -> Option<String> {
    let inside = line.strip_prefix(open)?.strip_suffix(close)?;
    Some(inside.trim_matches('=').trim().to_owned())
}

/// Nothing here is told from anything else by its identity.
fn node() -> NodeId {
    NodeCounter::new(ChapterId::new(0), 0).give()
}

fn nowhere() -> Span {
    Span::new(FileId::default(), 0..0)
}

fn citation(items: &[Value]) -> Citation {
    let composite = items
        .first()
        .is_some_and(|item| item["mode"] == "composite");
    Citation {
        node: node(),
        mode: if composite {
            CitationMode::Narrative
        } else {
            CitationMode::Parenthetical
        },
        items: items.iter().map(item).collect(),
        span: nowhere(),
    }
}

fn item(item: &Value) -> CitationItem {
    let text = |name: &str| match &item[name] {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
    let value = text("locator");
    let label = label(&text("label"));
    CitationItem {
        key: text("id"),
        span: nowhere(),
        prefix: text("prefix"),
        joint: Joint::Spaced,
        suffix: text("suffix"),
        locator: (!value.is_empty()).then_some(Locator { label, value }),
        suppress_author: item["suppress-author"] == true || item["suppress-author"] == 1,
    }
}

fn label(name: &str) -> LocatorLabel {
    match name {
        "volume" => LocatorLabel::Volume,
        "chapter" => LocatorLabel::Chapter,
        "section" => LocatorLabel::Section,
        "paragraph" => LocatorLabel::Paragraph,
        "verse" => LocatorLabel::Verse,
        "line" => LocatorLabel::Line,
        "issue" => LocatorLabel::Issue,
        "folio" => LocatorLabel::Folio,
        "book" => LocatorLabel::Book,
        "figure" => LocatorLabel::Figure,
        "note" => LocatorLabel::Note,
        "column" => LocatorLabel::Column,
        "act" => LocatorLabel::Act,
        "appendix" => LocatorLabel::Appendix,
        "article-locator" => LocatorLabel::Article,
        "part" => LocatorLabel::Part,
        "scene" => LocatorLabel::Scene,
        "sub-verbo" | "sub verbo" => LocatorLabel::Entry,
        "table" => LocatorLabel::Table,
        "timestamp" => LocatorLabel::Timestamp,
        "equation" => LocatorLabel::Equation,
        "rule" => LocatorLabel::Rule,
        "opus" => LocatorLabel::Opus,
        "supplement" => LocatorLabel::Supplement,
        _ => LocatorLabel::Page,
    }
}

/// Inlines as the suite writes them; what runs the other way stands in `<bdi>`.
fn html(inlines: &[Inline], around: Direction) -> String {
    let one = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) => text
            .replace('&', "&#38;")
            .replace('<', "&#60;")
            .replace('>', "&#62;"),
        InlineKind::Emphasis(content) => format!("<i>{}</i>", html(content, around)),
        InlineKind::Strong(content) => format!("<b>{}</b>", html(content, around)),
        InlineKind::Superscript(content) => format!("<sup>{}</sup>", html(content, around)),
        InlineKind::Subscript(content) => format!("<sub>{}</sub>", html(content, around)),
        InlineKind::Link { content, .. } => html(content, around),
        InlineKind::Span {
            attributes,
            content,
        } => match attributes.direction {
            Some(side) if side != around => format!("<bdi>{}</bdi>", html(content, side)),
            _ => html(content, around),
        },
        other => panic!("{other:?} in a citation"),
    };
    inlines.iter().map(one).collect()
}

fn fixtures(folder: &Path) -> Vec<(String, String)> {
    let files = std::fs::read_dir(folder).unwrap();
    let paths = files.map(|file| file.unwrap().path());
    let mut cases: Vec<(String, String)> = paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    cases.sort();
    cases
}

/// Puts a result into the text of a fixture.
fn renewed(text: &str, result: &str) -> String {
    let (before, rest) = text.split_once(">>===== RESULT =====>>\n").unwrap();
    let (_, after) = rest.split_once("<<===== RESULT =====<<").unwrap();
    format!("{before}>>===== RESULT =====>>\n{result}\n<<===== RESULT =====<<{after}")
}

#[test]
fn our_fixtures_come_out_as_a_typesetter_wants_them() {
    let folder = project("tests/csl");
    let cases = fixtures(&folder);
    assert!(cases.len() >= 60, "{} fixtures", cases.len());
    let mut wrong = String::new();
    for (name, text) in cases {
        let case = Case::read(&text);
        let found = case.run();
        if snapshot::accepts() {
            let path = folder.join(format!("{name}.txt"));
            std::fs::write(path, renewed(&text, &found)).unwrap();
        } else if found != case.wanted() {
            let diff = snapshot::diff(&case.wanted(), &found);
            writeln!(
                wrong,
                "{name} (- wanted, + found; accept with SNAPSHOTS=accept)\n{diff}"
            )
            .unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The cases that come out otherwise: what the head of the list says of their kinds, and the kind of each.
struct Known {
    head: String,
    kinds: BTreeMap<String, String>,
}

impl Known {
    fn read() -> Self {
        let text = std::fs::read_to_string(project("tests/csl-suite-known")).unwrap();
        let (head, cases): (Vec<&str>, Vec<&str>) =
            text.lines().partition(|line| line.starts_with('#'));
        let kinds = cases.iter().map(|line| {
            let (name, kind) = line.split_once(": ").unwrap();
            (name.to_owned(), kind.to_owned())
        });
        Self {
            head: head.iter().map(|line| format!("{line}\n")).collect(),
            kinds: kinds.collect(),
        }
    }

    /// The list of these cases; one that is new in it has the kind `?` until somebody looks at it.
    fn with(&self, otherwise: &BTreeSet<String>) -> String {
        let line = |name: &String| {
            let kind = self.kinds.get(name).map_or("?", String::as_str);
            format!("{name}: {kind}\n")
        };
        self.head.clone() + &otherwise.iter().map(line).collect::<String>()
    }
}

#[test]
fn every_case_of_the_csl_suite_that_comes_out_otherwise_is_of_a_kind_that_is_explained() {
    let known = Known::read();
    for (name, kind) in &known.kinds {
        assert!(
            known.head.contains(&format!("# {kind}: ")),
            "{name}: {kind}"
        );
    }
}

#[test]
#[ignore = "reads a local copy of the CSL project's test-suite, CSL_SUITE"]
fn the_cases_of_the_csl_suite_come_out_as_before() {
    let folder = std::env::var_os("CSL_SUITE").expect("CSL_SUITE names the suite's folder");
    let known = Known::read();
    let (mut right, mut otherwise, mut skipped) = (BTreeSet::new(), BTreeSet::new(), 0);
    for (name, text) in fixtures(Path::new(&folder)) {
        let case = Case::read(&text);
        if !case.is_ours_to_run() {
            skipped += 1;
            continue;
        }
        let found = catch_unwind(AssertUnwindSafe(|| case.run()));
        if std::env::var_os("CSL_SHOW").is_some() {
            let found = found.as_deref().unwrap_or("(panic)");
            eprintln!("== {name}\n{found}\n-- wanted\n{}", case.wanted());
        }
        match found {
            Ok(found) if found.trim() == case.wanted() => right.insert(name),
            Ok(_) | Err(_) => otherwise.insert(name),
        };
    }
    eprintln!(
        "{} right, {} otherwise, {skipped} left out",
        right.len(),
        otherwise.len()
    );
    if snapshot::accepts() {
        return std::fs::write(project("tests/csl-suite-known"), known.with(&otherwise)).unwrap();
    }
    let better: Vec<_> = right
        .iter()
        .filter(|name| known.kinds.contains_key(*name))
        .collect();
    let worse: Vec<_> = otherwise
        .iter()
        .filter(|name| !known.kinds.contains_key(*name))
        .collect();
    assert!(better.is_empty(), "take them off the list: {better:?}");
    assert!(worse.is_empty(), "these came out right before: {worse:?}");
}
