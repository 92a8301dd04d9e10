//! The glossary of a book: a file of terms in, chapters that list them by both languages out, and links from the
//! marked words of the text to their entries.
//!
//! Entries are blocks like any others: both books set them, and links find them, without knowing where they come from.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::chapter::ByTool;
use super::glossary_file::{Format, rows};
use super::glossary_row::Row;
use crate::config::{Config, FirstUse, GlossaryWays};
use crate::diag::{Code, FileOfBook, Sink, isolate};
use crate::limits;
use crate::locale::{Collation, Language, Matter, Term, known_as, sorted_by};
use crate::lookup::Lookup;
use crate::model::{
    Attributes, Block, BlockKind, Book, Chapter, ChapterId, DefinitionItem, Inline, InlineKind,
    NodeCounter, Note, NoteId, Target, plain_text, visit_inlines, visit_inlines_mut,
};
use crate::source::{BookPath, FileId, Files, ReadError, SourceMap, Span, Title};

/// The class of a list of terms, and of a marked term.
const LIST: &str = "glossary";
const TERM: &str = "term";

/// Adds the glossary to a book whose chapters are read.
///
/// # Errors
/// The file is there and cannot be read.
pub(super) fn add(
    book: &mut Book,
    config: &Config,
    files: &dyn Files,
    map: &mut SourceMap,
    sink: &mut Sink,
) -> Result<(), ReadError> {
    let Some(path) = &config.glossary.file else {
        return Ok(());
    };
    let wanted = FileOfBook {
        path,
        what: "the glossary",
        limit: limits::CHAPTER_BYTES,
        place: config.places.of(path),
        hint: "keep the terms that the book needs",
    };
    let Some(bytes) = wanted.read(files, sink)? else {
        return Ok(());
    };
    let Ok(text) = String::from_utf8(bytes) else {
        let message = format!("{} is not UTF-8", isolate(path.as_str()));
        sink.error(Code::BadUtf8, config.places.of(path), message)
            .hint("save the file as UTF-8");
        return Ok(());
    };
    let file = map.add(path.clone(), &text);
    let rows = rows(map.file(file).text(), file, Format::of(path), sink);
    let mut glossary = Glossary::new(rows, config);
    glossary.link(book, sink);
    for list in glossary.lists() {
        let id = ChapterId::new(book.chapters.len());
        let chapter = glossary.chapter(id, *list, Source { path, file }, sink);
        book.chapters.push(Arc::new(chapter));
    }
    Ok(())
}

/// Whether words of a chapter are marked as terms.
fn marks_terms(chapter: &Chapter) -> bool {
    let mut marks = false;
    let mut see = |inline: &Inline| {
        marks |= match &inline.kind {
            InlineKind::Span { attributes, .. } => attributes.classes.iter().any(|one| one == TERM),
            _ => false,
        };
    };
    visit_inlines(&chapter.blocks, &mut see);
    for note in &chapter.notes {
        visit_inlines(&note.blocks, &mut see);
    }
    marks
}

/// The file of the terms.
#[derive(Clone, Copy)]
struct Source<'a> {
    path: &'a BookPath,
    file: FileId,
}

/// A list of the glossary.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    /// By the terms of the book.
    Own,
    /// By the foreign terms.
    Foreign,
}

struct Glossary<'a> {
    config: &'a Config,
    rows: Vec<Row>,
    /// Rows by their terms.
    known: BTreeMap<String, usize>,
    /// The place where each row is used first.
    used: Lookup<usize, String>,
}

impl<'a> Glossary<'a> {
    fn new(rows: Vec<Row>, config: &'a Config) -> Self {
        let mut known = BTreeMap::new();
        for (at, row) in rows.iter().enumerate() {
            let key = known_as(&row.term, &config.book.language);
            known.entry(key).or_insert(at);
        }
        Self {
            config,
            rows,
            known,
            used: Lookup::new(),
        }
    }

    fn lists(&self) -> &'static [List] {
        match self.config.glossary.ways {
            GlossaryWays::Both => &[List::Own, List::Foreign],
            GlossaryWays::Own => &[List::Own],
            GlossaryWays::Foreign => &[List::Foreign],
        }
    }

    /// Links the marked terms of the text with their entries.
    fn link(&mut self, book: &mut Book, sink: &mut Sink) {
        for (at, chapter) in book.chapters.iter_mut().enumerate() {
            // A chapter that marks no term stays as it is, shared with the last time that the book was read.
            if !marks_terms(chapter) {
                continue;
            }
            let chapter = Arc::make_mut(chapter);
            let id = ChapterId::new(at);
            let mut linker = Linker {
                chapter: id,
                nodes: NodeCounter::new(id, chapter.nodes),
                notes: chapter.notes.len(),
                made: Vec::new(),
            };
            visit_inlines_mut(&mut chapter.blocks, &mut |inline| {
                self.link_inline(inline, &mut linker, sink);
            });
            for note in &mut chapter.notes {
                visit_inlines_mut(&mut note.blocks, &mut |inline| {
                    self.link_inline(inline, &mut linker, sink);
                });
            }
            chapter.nodes = linker.nodes.count();
            chapter.notes.append(&mut linker.made);
        }
    }

    fn link_inline(&mut self, inline: &mut Inline, linker: &mut Linker, sink: &mut Sink) {
        let span = inline.span;
        let InlineKind::Span {
            attributes,
            content,
        } = &mut inline.kind
        else {
            return;
        };
        let before = attributes.classes.len();
        attributes.classes.retain(|class| class != TERM);
        if attributes.classes.len() == before {
            return;
        }
        let words = plain_text(content);
        let key = attributes
            .term
            .take()
            .unwrap_or_else(|| words.trim().to_owned());
        let Some(row) = self.row(&key, span, sink) else {
            return;
        };
        let target = Target::Local(format!("#{}", entry_id(row)));
        let link = linker.inline(
            InlineKind::Link {
                target,
                content: std::mem::take(content),
            },
            span,
        );
        content.push(link);
        if self.used.contains_key(&row) {
            return;
        }
        let use_id = attributes
            .id
            .get_or_insert_with(|| format!("glossary-use-{}", row + 1));
        self.used.insert(row, use_id.clone());
        if self.config.glossary.first_use == FirstUse::Note {
            let foreign =
                linker.foreign(&self.rows[row].foreign, self.config.glossary.language, span);
            content.push(linker.note(foreign, span));
        }
    }

    /// The row of a term; one that is not there is reported.
    fn row(&self, key: &str, span: Span, sink: &mut Sink) -> Option<usize> {
        let known = known_as(key, &self.config.book.language);
        let found = self.known.get(&known).copied();
        if found.is_none() {
            let near = sink.nearest(&known, self.known.keys().map(String::as_str));
            let hint = near.map_or_else(
                || "add a row to the glossary".to_owned(),
                |near| format!("did you mean {}?", isolate(near)),
            );
            let message = format!("the glossary has no term {}", isolate(key));
            sink.warn(Code::BadGlossary, span, message).hint(hint);
        }
        found
    }

    /// A list as a chapter of the book.
    fn chapter(&self, id: ChapterId, list: List, source: Source<'_>, sink: &mut Sink) -> Chapter {
        let book = &self.config.book;
        let (given, usual) = match list {
            List::Own => (&self.config.glossary.title, Term::Glossary),
            List::Foreign => (&self.config.glossary.foreign_title, Term::ForeignGlossary),
        };
        let usual = || Title::of_tool(book.language.term(usual));
        let by_tool = ByTool {
            file: source.file,
            path: source.path,
            matter: Matter::Glossary,
            title: given.clone().unwrap_or_else(usual),
        };
        let mut chapter = by_tool.begun(book);
        let start = Span::new(source.file, 0..0);
        chapter.blocks.push(self.list(list, id, start));
        by_tool.finish(&mut chapter, id, sink);
        chapter
    }

    /// The entries of a list in the order of its alphabet.
    fn list(&self, list: List, id: ChapterId, span: Span) -> Block {
        let foreign = self.config.glossary.language;
        let own = self.config.book.language;
        let alphabet = match list {
            List::Own => own,
            List::Foreign => foreign,
        };
        let collation = Collation::of(alphabet.primary());
        let mut rows: Vec<usize> = (0..self.rows.len()).collect();
        let heads = |row: &Row| match list {
            List::Own => [row.term.clone(), row.foreign.clone()],
            List::Foreign => [row.foreign.clone(), row.term.clone()],
        };
        rows.sort_by(|a, b| {
            let (a, b) = (heads(&self.rows[*a]), heads(&self.rows[*b]));
            let order = collation.compare(sorted_by(&a[0]), sorted_by(&b[0]));
            order.then_with(|| a.cmp(&b))
        });
        let mut maker = Linker {
            chapter: id,
            nodes: NodeCounter::new(id, 0),
            notes: 0,
            made: Vec::new(),
        };
        let items = rows.into_iter().map(|row| self.item(list, row, &mut maker));
        let kind = BlockKind::Definitions(items.collect());
        let attributes = Attributes {
            classes: vec![LIST.to_owned()],
            language: (list == List::Foreign).then_some(foreign),
            ..Attributes::default()
        };
        Block {
            id: maker.nodes.give(),
            kind,
            attributes,
            span,
        }
    }

    /// «آنتروپی»: "entropy", and what it means; or the other way round.
    fn item(&self, list: List, at: usize, maker: &mut Linker) -> DefinitionItem {
        let row = &self.rows[at];
        let span = row.span;
        let language = &self.config.glossary;
        let mut own = maker.inline(InlineKind::Text(row.term.clone()), span);
        let foreign = maker.foreign(&row.foreign, language.language, span);
        // The entries that the text leads to lead back to it.
        if self.lists().first() == Some(&list) {
            if let Some(place) = self.used.get(&at) {
                let target = Target::Local(format!("#{place}"));
                let content = vec![own];
                own = maker.inline(InlineKind::Link { target, content }, span);
            }
            own = maker.named(entry_id(at), own);
        }
        let own = match list {
            List::Own => own,
            List::Foreign => maker.spoken(own, self.config.book.language),
        };
        let (head, other) = match list {
            List::Own => (own, foreign),
            List::Foreign => (foreign, own),
        };
        let mut definitions = vec![vec![maker.paragraph(other)]];
        if list == List::Own && !row.meaning.is_empty() {
            let meaning = maker.inline(InlineKind::Text(row.meaning.clone()), span);
            definitions.push(vec![maker.paragraph(meaning)]);
        }
        DefinitionItem {
            terms: vec![vec![head]],
            definitions,
        }
    }
}

/// The id of a row's entry.
fn entry_id(row: usize) -> String {
    format!("glossary-entry-{}", row + 1)
}

/// Makes the inlines and notes of a chapter.
struct Linker {
    chapter: ChapterId,
    nodes: NodeCounter,
    /// Notes that the chapter has besides.
    notes: usize,
    made: Vec<Note>,
}

impl Linker {
    fn inline(&mut self, kind: InlineKind, span: Span) -> Inline {
        let id = self.nodes.give();
        Inline { id, kind, span }
    }

    fn spanned(&mut self, inline: Inline, attributes: Attributes) -> Inline {
        let span = inline.span;
        let content = vec![inline];
        let kind = InlineKind::Span {
            attributes,
            content,
        };
        self.inline(kind, span)
    }

    fn named(&mut self, id: String, inline: Inline) -> Inline {
        let attributes = Attributes {
            id: Some(id),
            ..Attributes::default()
        };
        self.spanned(inline, attributes)
    }

    fn spoken(&mut self, inline: Inline, language: Language) -> Inline {
        let attributes = Attributes {
            language: Some(language),
            ..Attributes::default()
        };
        self.spanned(inline, attributes)
    }

    fn foreign(&mut self, words: &str, language: Language, span: Span) -> Inline {
        let words = self.inline(InlineKind::Text(words.to_owned()), span);
        self.spoken(words, language)
    }

    fn paragraph(&mut self, content: Inline) -> Block {
        let span = content.span;
        Block {
            id: self.nodes.give(),
            kind: BlockKind::Paragraph(vec![content]),
            attributes: Attributes::default(),
            span,
        }
    }

    /// The call of a new note.
    fn note(&mut self, content: Inline, span: Span) -> Inline {
        let id = NoteId::new(self.chapter, self.notes + self.made.len());
        let blocks = vec![self.paragraph(content)];
        let label = String::new();
        self.made.push(Note {
            label,
            blocks,
            span,
        });
        self.inline(InlineKind::NoteRef(id), span)
    }
}
