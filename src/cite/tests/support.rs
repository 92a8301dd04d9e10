//! A book of nothing but citations.

use std::sync::Arc;

use crate::cite::{self, Citations, Entry, Rendered};
use crate::config::{self, Config, ListOrder, StyleName};
use crate::diag::Sink;
use crate::locale::{Direction, Language};
use crate::lookup::Lookup;
use crate::model::{
    Attributes, Block, BlockKind, Book, Chapter, ChapterId, Citation, CitationId, CitationItem,
    CitationMode, Inline, InlineKind, Joint, Locator, LocatorLabel, NodeCounter, NodeId, Standing,
    number_nodes,
};
use crate::source::{BookPath, MemoryFiles, SourceMap, Span};

/// Nothing here is told from anything else by its identity.
fn node() -> NodeId {
    NodeCounter::new(ChapterId::new(0), 0).give()
}

/// Where bidi isolation shows in the expectations.
const ISOLATE: &str = "\u{2066}";
const POP: &str = "\u{2069}";

/// A book with bibliography files, and what was found in it.
pub(super) struct TestBook {
    files: MemoryFiles,
    config: Config,
    citations: Vec<Citation>,
    /// Where each chapter begins among the citations.
    chapters: Vec<usize>,
    span: Span,
    pub(super) map: SourceMap,
    pub(super) sink: Sink,
}

impl TestBook {
    /// A Persian book with these bibliography files.
    pub(super) fn new(files: &[(&str, &str)]) -> Self {
        let mut map = SourceMap::default();
        let chapter = map.add(BookPath::new("one.md").unwrap(), "[@key]");
        let mut memory = MemoryFiles::default();
        for (name, text) in files {
            memory = memory.with(name, *text);
        }
        let names: Vec<String> = files.iter().map(|(name, _)| (*name).to_owned()).collect();
        Self {
            files: memory,
            config: config(&names),
            citations: Vec::new(),
            chapters: vec![0],
            span: Span::new(chapter, 0..6),
            map,
            sink: Sink::default(),
        }
    }

    /// The shared references and the five entries beside them.
    pub(super) fn shared() -> Self {
        let refs = include_str!("../../../tests/cite/refs.bib");
        let extra = include_str!("../../../tests/cite/extra.bib");
        Self::new(&[("refs.bib", refs), ("extra.bib", extra)])
    }

    pub(super) fn language(mut self, tag: &str) -> Self {
        self.config.book.language = Language::new(tag).unwrap();
        self.config.book.direction = self.config.book.language.direction();
        self
    }

    pub(super) fn nocite(mut self, keys: &[&str]) -> Self {
        self.config.bibliography.nocite = keys.iter().map(|key| (*key).to_owned()).collect();
        self
    }

    pub(super) fn cite(mut self, items: Vec<CitationItem>) -> Self {
        self.citations
            .push(self.citation(CitationMode::Parenthetical, items));
        self
    }

    pub(super) fn narrate(mut self, items: Vec<CitationItem>) -> Self {
        self.citations
            .push(self.citation(CitationMode::Narrative, items));
        self
    }

    fn citation(&self, mode: CitationMode, items: Vec<CitationItem>) -> Citation {
        let items = items
            .into_iter()
            .map(|item| CitationItem {
                span: self.span,
                ..item
            })
            .collect();
        Citation {
            node: node(),
            mode,
            items,
            span: self.span,
        }
    }

    pub(super) fn missing_file(mut self, path: &str) -> Self {
        self.config
            .bibliography
            .files
            .push(BookPath::new(path).unwrap());
        self
    }

    /// A style by its name.
    pub(super) fn style(mut self, name: &str) -> Self {
        self.config.bibliography.style = StyleName::Known(name.to_owned(), Some(self.span));
        self
    }

    /// An order of the list.
    pub(super) fn order(mut self, order: ListOrder) -> Self {
        self.config.bibliography.order = Some(order);
        self
    }

    /// A style of the author's.
    pub(super) fn style_file(mut self, csl: &str) -> Self {
        let path = BookPath::new("own.csl").unwrap();
        self.files = self.files.with("own.csl", csl);
        self.config.bibliography.style = StyleName::File(path, Some(self.span));
        self
    }

    /// The citations that follow stand in the next chapter.
    pub(super) fn next_chapter(mut self) -> Self {
        self.chapters.push(self.citations.len());
        self
    }

    /// A book whose chapters hold nothing but citations, a paragraph each.
    fn book(&self) -> Book {
        let starts = self.chapters.iter().copied();
        let ends = starts.clone().skip(1).chain([self.citations.len()]);
        let chapters = starts.zip(ends).map(|(start, end)| Chapter {
            file: self.span.file,
            path: BookPath::new("one.md").unwrap(),
            addresses: Vec::new(),
            title: Vec::new(),
            language: self.config.book.language,
            direction: self.config.book.direction,
            blocks: Vec::new(),
            notes: Vec::new(),
            citations: self.citations[start..end].to_vec(),
            written: Lookup::new(),
            nodes: 0,
            standing: Standing::default(),
        });
        let mut book = Book {
            chapters: chapters.map(Arc::new).collect(),
        };
        for (index, chapter) in book.chapters.iter_mut().enumerate() {
            let chapter = Arc::make_mut(chapter);
            let id = ChapterId::new(index);
            let citations = 0..chapter.citations.len();
            let blocks = citations.map(|at| self.paragraph(CitationId::new(id, at)));
            chapter.blocks = blocks.collect();
            number_nodes(chapter, id);
        }
        book
    }

    fn paragraph(&self, citation: CitationId) -> Block {
        let kind = InlineKind::Citation(citation);
        let inline = Inline {
            id: node(),
            kind,
            span: self.span,
        };
        Block {
            id: node(),
            kind: BlockKind::Paragraph(vec![inline]),
            attributes: Attributes::default(),
            span: self.span,
        }
    }

    pub(super) fn format(&mut self) -> Citations {
        let book = self.book();
        cite::format(
            &self.config,
            &book,
            &self.files,
            &mut self.map,
            &mut self.sink,
        )
        .unwrap()
    }

    /// The entries of all lists.
    pub(super) fn entries(&mut self) -> Vec<Entry> {
        let lists = self.format().lists.into_iter();
        lists.flat_map(|list| list.entries).collect()
    }

    /// What stands for the first citation.
    pub(super) fn first_rendered(&mut self) -> Rendered {
        self.format().rendered.into_values().next().unwrap()
    }

    /// The citations as text, isolation shown.
    pub(super) fn sentences(&mut self) -> Vec<String> {
        self.format()
            .rendered
            .values()
            .map(|one| match shown(&one.lead) {
                lead if lead.is_empty() => shown(&one.content),
                lead => format!("{lead}[{}]", shown(&one.content)),
            })
            .collect()
    }

    /// The list as text, italics between `*`.
    pub(super) fn list(&mut self) -> Vec<String> {
        self.entries()
            .iter()
            .map(|entry| shown(&entry.content))
            .collect()
    }

    /// The messages with `path:line:column`, hints left out.
    pub(super) fn messages(&self) -> Vec<String> {
        let place = |span: Span| {
            let (path, at) = self.map.locate(span);
            format!("{path}:{}:{}: ", at.line, at.column)
        };
        let found = self.sink.found().iter();
        found
            .map(|one| {
                let bare = one.message.replace(['\u{2068}', '\u{2069}'], "");
                format!(
                    "{}{}: {bare}",
                    one.span().map(place).unwrap_or_default(),
                    one.code.name()
                )
            })
            .collect()
    }
}

/// One cited work with nothing to it.
pub(super) fn item(key: &str) -> CitationItem {
    let chapter = SourceMap::default().add(BookPath::new("x").unwrap(), "");
    CitationItem {
        key: key.to_owned(),
        span: Span::new(chapter, 0..0),
        prefix: String::new(),
        joint: Joint::Spaced,
        suffix: String::new(),
        locator: None,
        suppress_author: false,
    }
}

/// One cited work with a place in it.
pub(super) fn at(key: &str, label: LocatorLabel, value: &str) -> CitationItem {
    CitationItem {
        locator: Some(Locator {
            label,
            value: value.to_owned(),
        }),
        ..item(key)
    }
}

/// One cited work with a page.
pub(super) fn page(key: &str, value: &str) -> CitationItem {
    at(key, LocatorLabel::Page, value)
}

/// Inlines as text: italics between `*`, what runs the other way between isolates.
pub(super) fn shown(inlines: &[Inline]) -> String {
    inlines.iter().map(show).collect()
}

fn show(inline: &Inline) -> String {
    match &inline.kind {
        InlineKind::Text(text) => text.clone(),
        InlineKind::Emphasis(content) => format!("*{}*", shown(content)),
        InlineKind::Strong(content) => format!("**{}**", shown(content)),
        InlineKind::Superscript(content) => format!("^{}^", shown(content)),
        InlineKind::Subscript(content) => format!("~{}~", shown(content)),
        InlineKind::Link { content, .. } => shown(content),
        InlineKind::Span {
            attributes,
            content,
        } => match attributes.direction {
            Some(Direction::Ltr) => format!("{ISOLATE}{}{POP}", shown(content)),
            _ => shown(content),
        },
        other => panic!("{other:?} in a citation"),
    }
}

/// The settings of a book with bibliography files.
fn config(names: &[String]) -> Config {
    let text = format!(
        "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nchapters = [\"one.md\"]\n[bibliography]\nfiles = {names:?}\n"
    );
    let mut files = MemoryFiles::default()
        .with("book.toml", text)
        .with("one.md", "text");
    for name in names {
        files = files.with(name, "");
    }
    config::load(&files, &mut SourceMap::default(), &mut Sink::default())
        .unwrap()
        .unwrap()
}
