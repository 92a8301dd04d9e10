//! One chapter: its text in, its tree, notes and citations out.

use super::builder::{Builder, ChapterSource};
use super::{fence, frontmatter, notes};
use crate::diag::{Code, Sink};
use crate::locale::{Direction, Language};
use crate::model::{
    Block, BlockKind, Chapter, ChapterId, Inline, InlineKind, NodeCounter, number_nodes,
    visit_blocks, without_notes,
};
use crate::source::{BookPath, FileId, Span};

/// What the book tells a chapter: all that its tree depends on beside its text.
#[derive(Clone, Debug, PartialEq)]
pub struct ChapterContext {
    /// Which chapter of the book it is; qualifies the identities of its nodes.
    pub id: ChapterId,
    /// The file of the text, which spans point into.
    pub file: FileId,
    /// Where the text was read from; pictures and links are relative to it.
    pub path: BookPath,
    /// The language where its front matter names none.
    pub language: Language,
    /// The direction where its front matter names neither a direction nor a language.
    pub direction: Direction,
    /// Whether the book has a bibliography, so that a bare `@key` is a citation.
    pub bare_keys: bool,
}

/// Reads a chapter: a function of its text and its context alone.
pub fn read_chapter(text: &str, context: &ChapterContext, sink: &mut Sink) -> Chapter {
    let front = frontmatter::parse(text);
    let language = front.language.unwrap_or(context.language);
    let inherited = if front.language.is_some() {
        language.direction()
    } else {
        context.direction
    };
    let direction = front.direction.unwrap_or(inherited);
    let mut builder = Builder::new(ChapterSource {
        text,
        file: context.file,
        path: &context.path,
        id: context.id,
        language: &language,
        direction,
        keys: context.bare_keys,
    });
    for (at, fault) in &front.faults {
        let line = text[*at..].lines().next().map_or(0, str::len);
        let span = Span::new(context.file, *at..*at + line);
        builder.sink.warn(Code::BadFrontMatter, span, fault);
    }
    let (unfenced, fences) = fence::extract(&text[front.length..]);
    builder.read(&unfenced, front.length, fences);
    notes::check(&mut builder);
    sink.append(builder.sink);
    let root = builder.stack.pop();
    let mut chapter = Chapter {
        path: context.path.clone(),
        file: context.file,
        title: Vec::new(),
        blocks: root.map(|frame| frame.blocks).unwrap_or_default(),
        notes: builder.notes,
        citations: builder.citations,
        nodes: 0,
        direction,
        language,
    };
    notes::restore_unknown(&mut chapter, &builder.definitions);
    number_nodes(&mut chapter, context.id);
    add_title(&mut chapter, front.title, context);
    chapter
}

/// Adds the title: the front matter's, else the first heading's (of level 1 before others), else the
/// file's name.
fn add_title(chapter: &mut Chapter, written: Option<String>, context: &ChapterContext) {
    let heading = title_heading(&chapter.blocks).filter(|_| written.is_none());
    if let Some(content) = heading {
        chapter.title = without_notes(content);
        return;
    }
    let name = context.path.file_name();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut nodes = NodeCounter::new(context.id, chapter.nodes);
    chapter.title.push(Inline {
        id: nodes.give(),
        kind: InlineKind::Text(written.unwrap_or_else(|| stem.to_owned())),
        span: Span::new(context.file, 0..0),
    });
    chapter.nodes = nodes.count();
}

/// The words of the heading that names a chapter.
fn title_heading(blocks: &[Block]) -> Option<&[Inline]> {
    let mut first = None;
    let mut top = None;
    visit_blocks(blocks, &mut |block| {
        if let BlockKind::Heading { level, content } = &block.kind
            && !content.is_empty()
        {
            first = first.or(Some(content.as_slice()));
            top = top.or((*level == 1).then_some(content.as_slice()));
        }
    });
    top.or(first)
}
