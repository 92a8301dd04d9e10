//! One chapter: its text in, its tree, notes and citations out.

use super::builder::{Builder, ChapterSource, FigureWords};
use super::conditions::{self, Circumstances};
use super::keys::Keys;
use super::naming::{self, Extent, Name, Names};
use super::{fence, frontmatter, index_marks, notes, page_breaks, unread, written};
use crate::config::Metadata;
use crate::diag::{Code, Sink};
use crate::import::foreign_language;
use crate::locale::{Direction, Language, Matter};
use crate::lookup::Lookup;
use crate::model::{
    Attributes, Block, BlockKind, Chapter, ChapterId, ChapterKind, Standing, number_nodes,
};
use crate::source::{BookPath, FileId, Span, Title};

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
    /// Which `@key`s mean something.
    pub keys: Keys,
    /// What the words in the brackets of a picture are that stands alone.
    pub figures: FigureWords,
    /// Where it stands among the others. [`ChapterKind::Continuation`] says that it may go on from the
    /// chapter before, where nothing names it.
    pub standing: Standing,
    /// The title that the navigation gives it, and where; the title of a part.
    pub listed: Option<Name>,
    /// Whether it is the whole book.
    pub extent: Extent,
    /// The title of the book: a chapter that has a heading of its own is not called so, though its head says it
    /// (`index.Rmd`, the first file of a text for pandoc).
    pub title_of_book: Option<String>,
    /// What the book is made as.
    pub circumstances: Circumstances,
}

/// What is known of a chapter that the tool writes: answers, a glossary.
pub(super) struct ByTool<'c> {
    /// The file that messages about it point into, and pictures are relative to.
    pub(super) file: FileId,
    /// Its address in the book.
    pub(super) path: &'c BookPath,
    /// What it is of the book.
    pub(super) matter: Matter,
    /// Its heading.
    pub(super) title: Title,
}

impl ByTool<'_> {
    /// The chapter, in the language of the book, with nothing below its heading.
    pub(super) fn begun(&self, book: &Metadata) -> Chapter {
        let start = Span::new(self.file, 0..0);
        Chapter {
            path: self.path.clone(),
            file: self.file,
            addresses: Vec::new(),
            title: Vec::new(),
            blocks: vec![naming::heading(
                self.title.words.clone(),
                start,
                Attributes::default(),
            )],
            notes: Vec::new(),
            citations: Vec::new(),
            written: Lookup::new(),
            nodes: 0,
            standing: Standing {
                kind: ChapterKind::Text,
                matter: Some(self.matter),
                ..Standing::default()
            },
            direction: book.direction,
            language: book.language,
        }
    }

    /// Numbers the nodes of the chapter, and names it as its heading says.
    pub(super) fn finish(&self, chapter: &mut Chapter, id: ChapterId, sink: &mut Sink) {
        number_nodes(chapter, id);
        written::say_who_wrote_heading(chapter, 0, self.title.origin);
        let names = Names {
            written: None,
            listed: None,
            extent: Extent::Chapter,
        };
        naming::give_title(chapter, &names, id, sink);
    }
}

/// Reads a chapter: a function of its text and its context alone.
pub fn read_chapter(text: &str, context: &ChapterContext, sink: &mut Sink) -> Chapter {
    let front = frontmatter::parse(text);
    // A chapter of which nothing is said and that has no letter of the book's direction is in a language of
    // its own: its lists, tables and headings begin at its own side in both books.
    let unsaid = front.language.is_none() && front.direction.is_none();
    let shown = || foreign_language(&text[front.length..], context.direction);
    let own = front.language.or_else(|| unsaid.then(shown).flatten());
    let language = own.unwrap_or(context.language);
    let inherited = own.map_or(context.direction, |own| own.direction());
    let direction = front.direction.unwrap_or(inherited);
    let mut builder = Builder::new(ChapterSource {
        text,
        file: context.file,
        path: &context.path,
        id: context.id,
        language: &language,
        direction,
        keys: context.keys,
        figures: context.figures,
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
    let substitutions = written::in_order(builder.substitutions);
    let root = builder.stack.pop();
    let mut chapter = Chapter {
        path: context.path.clone(),
        file: context.file,
        addresses: front.addresses,
        title: Vec::new(),
        blocks: root.map(|frame| frame.blocks).unwrap_or_default(),
        notes: builder.notes,
        citations: builder.citations,
        written: Lookup::new(),
        nodes: 0,
        standing: Standing {
            matter: context.standing.matter.or(front.matter),
            ..context.standing
        },
        direction,
        language,
    };
    notes::restore_unknown(&mut chapter, &builder.definitions);
    page_breaks::settle(&mut chapter.blocks);
    unread::report(&chapter, text, sink);
    conditions::apply(&mut chapter, &context.circumstances, sink);
    if text.contains("index") {
        index_marks::settle(&mut chapter);
    }
    let has_own = has_title(&chapter);
    let is_of_book = |words: &str| has_own && context.title_of_book.as_deref() == Some(words);
    let names = Names {
        written: front
            .title
            .filter(|title| !is_of_book(&title.words))
            .map(|title| Name {
                words: title.words,
                span: Span::new(context.file, title.range),
            }),
        listed: context.listed.clone(),
        extent: context.extent,
    };
    naming::give_heading(&mut chapter, &names);
    if chapter.standing.matter == Some(Matter::Part) {
        naming::make_part(&mut chapter);
    }
    number_nodes(&mut chapter, context.id);
    chapter.written = written::table(&chapter, text, &substitutions);
    naming::give_title(&mut chapter, &names, context.id, sink);
    chapter
}

/// Whether a chapter has a heading of the first level.
fn has_title(chapter: &Chapter) -> bool {
    let is_title = |block: &Block| matches!(block.kind, BlockKind::Heading { level: 1, .. });
    chapter.blocks.iter().any(is_title)
}

/// The title of a part as a chapter that holds nothing else; `None` without a title.
pub(super) fn part(context: &ChapterContext) -> Option<Chapter> {
    let title = context.listed.as_ref()?;
    let mut attributes = Attributes::default();
    naming::head_part(&mut attributes);
    let mut chapter = Chapter {
        path: context.path.clone(),
        file: context.file,
        addresses: Vec::new(),
        title: Vec::new(),
        blocks: vec![naming::heading(title.words.clone(), title.span, attributes)],
        notes: Vec::new(),
        citations: Vec::new(),
        written: Lookup::new(),
        nodes: 0,
        standing: Standing {
            kind: ChapterKind::Part,
            ..context.standing
        },
        direction: context.direction,
        language: context.language,
    };
    number_nodes(&mut chapter, context.id);
    naming::give_part_title(&mut chapter);
    Some(chapter)
}
