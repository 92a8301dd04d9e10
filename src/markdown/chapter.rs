//! One chapter: its text in, its tree, notes and citations out.

use super::builder::{Builder, ChapterSource};
use super::{fence, frontmatter};
use crate::config::Config;
use crate::diag::{Code, Sink, isolate, nearest};
use crate::model::{
    Block, BlockKind, Chapter, Citation, Inline, InlineKind, Note, visit_blocks, without_notes,
};
use crate::source::{BookPath, FileId, Span};

/// A chapter whose text lies in the source map.
#[derive(Clone)]
pub(super) struct Manuscript {
    pub(super) text: std::sync::Arc<str>,
    pub(super) file: FileId,
    pub(super) path: BookPath,
    /// Its place among the chapters.
    pub(super) index: usize,
}

/// What a chapter gives; ids of notes and citations count from 0 within it.
pub(super) struct Parsed {
    pub(super) chapter: Chapter,
    pub(super) notes: Vec<Note>,
    pub(super) citations: Vec<Citation>,
    pub(super) sink: Sink,
}

/// Reads a chapter.
pub(super) fn parse(manuscript: &Manuscript, config: &Config) -> Parsed {
    let front = frontmatter::parse(&manuscript.text);
    let language = front
        .language
        .clone()
        .unwrap_or_else(|| config.book.language.clone());
    let inherited = if front.language.is_some() {
        language.direction()
    } else {
        config.book.direction
    };
    let direction = front.direction.unwrap_or(inherited);
    let mut builder = Builder::new(ChapterSource {
        text: &manuscript.text,
        file: manuscript.file,
        path: &manuscript.path,
        index: manuscript.index,
        language: &language,
        direction,
        keys: !config.bibliography.files.is_empty(),
    });
    for (at, fault) in &front.faults {
        let line = manuscript.text[*at..].lines().next().map_or(0, str::len);
        let span = Span::new(manuscript.file, *at..*at + line);
        builder.sink.warn(Code::BadFrontMatter, span, fault);
    }
    let (text, fences) = fence::extract(&manuscript.text[front.length..]);
    builder.read(&text, front.length, fences);
    check_notes(&mut builder);
    let blocks = builder
        .stack
        .pop()
        .map(|frame| frame.blocks)
        .unwrap_or_default();
    let title = title(front.title, &blocks, manuscript);
    let (notes, citations, sink) = (builder.notes, builder.citations, builder.sink);
    let (path, file) = (manuscript.path.clone(), manuscript.file);
    Parsed {
        chapter: Chapter {
            path,
            file,
            title,
            language,
            direction,
            blocks,
        },
        notes,
        citations,
        sink,
    }
}

/// Reports marks without a note and notes without a mark.
fn check_notes(builder: &mut Builder<'_>) {
    let known: Vec<String> = builder
        .labels
        .iter()
        .filter_map(|(label, (_, at))| at.map(|_| label.clone()))
        .collect();
    let defined: Vec<usize> = builder
        .labels
        .values()
        .filter(|(_, at)| at.is_some())
        .map(|(at, _)| *at)
        .collect();
    let mut defined = defined;
    defined.sort_unstable();
    let mut marked = vec![false; builder.notes.len()];
    for (index, span) in std::mem::take(&mut builder.marks) {
        let first = !std::mem::replace(&mut marked[index], true);
        if first && defined.binary_search(&index).is_err() {
            let label = &builder.notes[index].label;
            let near = nearest(&label.to_lowercase(), known.iter().map(String::as_str));
            let hint = near.map_or_else(
                || format!("write its text on a line of its own: [^{label}]: …"),
                |near| format!("did you mean {}?", isolate(&format!("[^{near}]"))),
            );
            let message = format!("no note is named {}", isolate(label));
            builder
                .sink
                .error(Code::UnknownNote, span, message)
                .hint(hint);
        }
    }
    let mut places: Vec<_> = builder
        .labels
        .values()
        .filter_map(|(index, at)| Some((*index, (*at)?)))
        .collect();
    places.sort_unstable_by_key(|(_, at)| at.start);
    for (index, span) in places.into_iter().filter(|(index, _)| !marked[*index]) {
        let label = &builder.notes[index].label;
        let message = format!("nothing refers to the note {}", isolate(label));
        let hint = format!("write [^{label}] where it belongs, or remove it");
        builder
            .sink
            .warn(Code::UnusedNote, span, message)
            .hint(hint);
    }
}

/// The title: the front matter's, else the first heading's (of level 1 before others), else the file's name.
fn title(written: Option<String>, blocks: &[Block], manuscript: &Manuscript) -> Vec<Inline> {
    if let Some(text) = written {
        let span = Span::new(manuscript.file, 0..0);
        return vec![Inline {
            kind: InlineKind::Text(text),
            span,
        }];
    }
    let mut headings: Vec<(u8, &[Inline])> = Vec::new();
    visit_blocks(blocks, &mut |block| {
        if let BlockKind::Heading { level, content } = &block.kind
            && !content.is_empty()
        {
            headings.push((*level, content));
        }
    });
    let best = headings
        .iter()
        .find(|(level, _)| *level == 1)
        .or(headings.first());
    match best {
        Some((_, content)) => without_notes(content),
        None => {
            let name = manuscript.path.file_name();
            let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            let span = Span::new(manuscript.file, 0..0);
            vec![Inline {
                kind: InlineKind::Text(name.to_owned()),
                span,
            }]
        }
    }
}
