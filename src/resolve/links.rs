//! Links within the book: places as written in, anchors by node out; what leads nowhere is reported.

use super::ids::Ids;
use super::pages::Pages;
use super::tables::ChapterTables;
use crate::diag::{Code, Sink, isolate};
use crate::model::{
    AnchorId, Block, Book, ChapterId, Inline, InlineKind, Target, visit_inline_run, visit_inlines,
};
use crate::source::{BookPath, Span};

/// Finds the places that links name.
pub(super) struct Linker<'a> {
    ids: &'a Ids,
    book: &'a Book,
    pages: Pages<'a>,
}

/// Why a place is not found, and what the author can do.
struct Missing {
    message: String,
    hint: String,
    /// Where the chapter begins that the link names, where only the place in it is missing.
    chapter: Option<AnchorId>,
}

impl<'a> Linker<'a> {
    /// Knows the chapters of a book by their addresses; `roots` are folders in which those that begin with
    /// `/` are looked for.
    pub(super) fn new(ids: &'a Ids, book: &'a Book, roots: &'a [String]) -> Self {
        let pages = Pages::new(book, roots);
        Self { ids, book, pages }
    }

    /// Links chapters, then their notes, then what stands for citations.
    pub(super) fn link(&self, tables: &mut [ChapterTables], sink: &mut Sink) {
        for (chapter, tables) in self.book.chapters.iter().zip(tables.iter_mut()) {
            self.blocks(&chapter.blocks, tables, sink);
        }
        for (chapter, tables) in self.book.chapters.iter().zip(tables.iter_mut()) {
            for note in &chapter.notes {
                self.blocks(&note.blocks, tables, sink);
            }
        }
        for tables in tables {
            let citations = std::mem::take(&mut tables.citations);
            for words in citations.values() {
                visit_inline_run(words, &mut |inline| self.inline(inline, tables, sink));
            }
            tables.citations = citations;
        }
    }

    fn blocks(&self, blocks: &[Block], tables: &mut ChapterTables, sink: &mut Sink) {
        visit_inlines(blocks, &mut |inline| self.inline(inline, tables, sink));
    }

    fn inline(&self, inline: &Inline, tables: &mut ChapterTables, sink: &mut Sink) {
        let InlineKind::Link { target, content } = &inline.kind else {
            return;
        };
        let chapter = inline.id.chapter;
        let target = match target {
            Target::Local(written) => self.local(written, inline, content.is_empty(), sink),
            Target::Work(key) => match self.ids.work(chapter, key) {
                Some(anchor) => Target::Anchor(anchor),
                None => Target::Broken,
            },
            Target::External(_) | Target::Anchor(_) | Target::Broken => return,
        };
        tables.targets.insert(inline.id, target);
    }

    /// Where a link leads that an author wrote.
    fn local(&self, written: &str, link: &Inline, is_wordless: bool, sink: &mut Sink) -> Target {
        match self.find(written, link.id.chapter, sink) {
            Ok(anchor) => Target::Anchor(anchor),
            Err(missing) => {
                // Of a link with words these are left; of one without nothing would be.
                let code = is_wordless.then_some(Code::UnknownReference);
                report(&missing, link.span, code, sink);
                missing.chapter.map_or(Target::Broken, Target::Anchor)
            }
        }
    }

    /// The place that an author wrote in a chapter: `03.md#part`, `#part`, `03.md`.
    fn find(&self, written: &str, from: ChapterId, sink: &mut Sink) -> Result<AnchorId, Missing> {
        if written.trim().is_empty() {
            return Err(Missing {
                message: "the link leads nowhere".to_owned(),
                hint: "write where it leads: [words](chapter.md#place)".to_owned(),
                chapter: None,
            });
        }
        let (file, name) = written.split_once('#').unwrap_or((written, ""));
        let file = file.split('?').next().unwrap_or("");
        let chapter = if file.is_empty() {
            from
        } else {
            let found = self.pages.find(file, from);
            found.ok_or_else(|| self.missing_chapter(file, sink))?
        };
        if name.is_empty() {
            return self.ids.chapter(chapter).ok_or_else(|| Missing {
                message: format!("the chapter {} is empty", isolate(written)),
                hint: "link to a chapter that has text".to_owned(),
                chapter: None,
            });
        }
        // A name without a file may be that of another chapter: «#نتیجه» needs no `07.md` before it.
        let near = self.ids.in_chapter(chapter, name);
        let anywhere = || self.ids.in_book(name).filter(|_| file.is_empty());
        near.or_else(anywhere).ok_or_else(|| Missing {
            chapter: self.ids.chapter(chapter).filter(|_| !file.is_empty()),
            ..self.missing_name(name, sink)
        })
    }

    fn missing_name(&self, name: &str, sink: &mut Sink) -> Missing {
        let hint = sink.nearest(name, self.ids.names()).map_or_else(
            || {
                let mark = isolate(&format!("{{#{name}}}"));
                format!("write {mark} behind the heading or picture that is meant")
            },
            |near| format!("did you mean {}?", isolate(&format!("#{near}"))),
        );
        Missing {
            message: format!("no place is named {}", isolate(name)),
            hint,
            chapter: None,
        }
    }

    fn missing_chapter(&self, file: &str, sink: &mut Sink) -> Missing {
        let markdown = BookPath::new(file)
            .is_ok_and(|path| matches!(path.extension().as_str(), "md" | "html"));
        let message = format!(
            "the link to {} leads to no chapter of the book",
            isolate(file)
        );
        let near = sink.nearest(file, self.pages.paths()).filter(|_| markdown);
        let hint = match near {
            Some(near) => format!("did you mean {}?", isolate(near)),
            None if markdown => "name the file under chapters in book.toml".to_owned(),
            None => {
                "a bound book holds no files to open; link to a chapter or to https://…".to_owned()
            }
        };
        Missing {
            message,
            hint,
            chapter: None,
        }
    }
}

fn report(missing: &Missing, span: Span, error: Option<Code>, sink: &mut Sink) {
    let message = missing.message.clone();
    let found = match error {
        Some(code) => sink.error(code, span, message),
        None => sink.warn(Code::BrokenLink, span, message),
    };
    found.hint(missing.hint.clone());
}
