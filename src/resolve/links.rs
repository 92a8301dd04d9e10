//! Links within the book: places as written in, anchors out; what leads nowhere is reported.

use super::ids::Ids;
use crate::diag::{Code, Sink, isolate, nearest};
use crate::model::{
    AnchorId, Book, Inline, InlineKind, Target, visit_inline_run_mut, visit_inlines_mut,
};
use crate::source::{BookPath, Span};

/// Finds the places that links name.
pub(super) struct Linker<'a> {
    ids: &'a Ids,
    paths: Vec<BookPath>,
}

/// Why a place is not found, and what the author can do.
struct Missing {
    message: String,
    hint: String,
}

impl<'a> Linker<'a> {
    /// Knows the chapters of a book by their paths.
    pub(super) fn new(ids: &'a Ids, book: &Book) -> Self {
        let paths = book
            .chapters
            .iter()
            .map(|chapter| chapter.path.clone())
            .collect();
        Self { ids, paths }
    }

    /// Links chapters, their titles and notes.
    pub(super) fn link(&self, book: &mut Book, sink: &mut Sink) {
        for (index, chapter) in book.chapters.iter_mut().enumerate() {
            visit_inlines_mut(&mut chapter.blocks, &mut |inline| {
                self.inline(inline, Some(index), sink)
            });
            // Its words stand in a heading too, where their links are reported.
            let mut silent = Sink::default();
            visit_inline_run_mut(&mut chapter.title, &mut |inline| {
                self.inline(inline, Some(index), &mut silent)
            });
        }
        for note in &mut book.notes {
            let chapter = note.chapter;
            visit_inlines_mut(&mut note.blocks, &mut |inline| {
                self.inline(inline, Some(chapter), sink)
            });
        }
    }

    /// Links what stands for citations.
    pub(super) fn link_citations(
        &self,
        rendered: &mut [Vec<Inline>],
        book: &Book,
        sink: &mut Sink,
    ) {
        for (words, citation) in rendered.iter_mut().zip(&book.citations) {
            visit_inline_run_mut(words, &mut |inline| {
                self.inline(inline, Some(citation.chapter), sink)
            });
        }
    }

    fn inline(&self, inline: &mut Inline, chapter: Option<usize>, sink: &mut Sink) {
        let span = inline.span;
        let InlineKind::Link { target, .. } = &mut inline.kind else {
            return;
        };
        let Target::Local(written) = target else {
            return;
        };
        *target = match self.find(written, chapter) {
            Ok(anchor) => Target::Anchor(anchor),
            Err(missing) => report(&missing, span, sink),
        };
    }

    fn find(&self, written: &str, chapter: Option<usize>) -> Result<AnchorId, Missing> {
        let (file, name) = match written.split_once('#') {
            Some((file, name)) => (file, Some(name).filter(|name| !name.is_empty())),
            None => (written, None),
        };
        let file = file.split('?').next().unwrap_or("");
        let index = if file.is_empty() {
            chapter
        } else {
            Some(self.chapter(file, chapter)?)
        };
        match (index, name) {
            (_, None) if written.trim().is_empty() => Err(Missing {
                message: "the link leads nowhere".to_owned(),
                hint: "write where it leads: [words](chapter.md#place)".to_owned(),
            }),
            (Some(index), None) => self.ids.chapter(index).ok_or_else(|| Missing {
                message: format!("the chapter {} is empty", isolate(written)),
                hint: "link to a chapter that has text".to_owned(),
            }),
            (index, Some(name)) => self.named(index, name, file),
            (None, None) => Err(self.missing_name(written)),
        }
    }

    fn named(&self, index: Option<usize>, name: &str, file: &str) -> Result<AnchorId, Missing> {
        let near = index.and_then(|index| self.ids.in_chapter(index, name));
        let anywhere = || self.ids.in_book(name).filter(|_| file.is_empty());
        near.or_else(anywhere)
            .ok_or_else(|| self.missing_name(name))
    }

    fn missing_name(&self, name: &str) -> Missing {
        let hint = nearest(name, self.ids.names()).map_or_else(
            || "give the place a name: # Heading {#name}".to_owned(),
            |near| format!("did you mean {}?", isolate(&format!("#{near}"))),
        );
        Missing {
            message: format!("no place is named {}", isolate(name)),
            hint,
        }
    }

    /// The chapter that a path names, as written in a chapter; `.html` counts as `.md`.
    fn chapter(&self, file: &str, from: Option<usize>) -> Result<usize, Missing> {
        let beside = |file: &str| match from.and_then(|index| self.paths.get(index)) {
            Some(path) => path.beside(file),
            None => BookPath::new(file),
        };
        let mut tried = vec![file.to_owned()];
        tried.extend(file.strip_suffix(".html").map(|stem| format!("{stem}.md")));
        let paths: Vec<_> = tried.iter().filter_map(|file| beside(file).ok()).collect();
        let found = self.paths.iter().position(|path| paths.contains(path));
        found.ok_or_else(|| self.missing_chapter(file))
    }

    fn missing_chapter(&self, file: &str) -> Missing {
        let markdown = BookPath::new(file)
            .is_ok_and(|path| matches!(path.extension().as_str(), "md" | "html"));
        let message = format!(
            "the link to {} leads to no chapter of the book",
            isolate(file)
        );
        let near = nearest(file, self.paths.iter().map(BookPath::as_str)).filter(|_| markdown);
        let hint = match near {
            Some(near) => format!("did you mean {}?", isolate(near)),
            None if markdown => "name the file under chapters in book.toml".to_owned(),
            None => {
                "a bound book holds no files to open; link to a chapter or to https://…".to_owned()
            }
        };
        Missing { message, hint }
    }
}

fn report(missing: &Missing, span: Span, sink: &mut Sink) -> Target {
    sink.warn(Code::BrokenLink, span, missing.message.clone())
        .hint(missing.hint.clone());
    Target::Broken
}
