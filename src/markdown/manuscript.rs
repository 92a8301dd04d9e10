//! The files of the book in, its members ready to be read out: chapters with what the book says of them, and
//! the titles of its parts.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::builder::FigureWords;
use super::chapter::{self, ChapterContext, read_chapter};
use super::conditions::Circumstances;
use super::data_table::{self, TablesOfFiles};
use super::dialect::{self, Typed};
use super::frontmatter;
use super::keys::Keys;
use super::naming::{Extent, Name};
use super::template::{self, TagReader};
use super::texts_before::TextsBefore;
use crate::config::{Config, Profile};
use crate::diag::{Code, FileOfBook, Sink, isolate, nearest};
use crate::import::template::Expanded;
use crate::import::{BookPlan, Dialect, Listed, Member, Origin, PartTitle};
use crate::limits;
use crate::model::{BlockKind, Chapter, ChapterId, ChapterKind, Standing};
use crate::source::{BookPath, FileId, Files, ReadError, SourceMap, Span, code_page_of, utf8};

/// A member of the book, ready to be read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Manuscript {
    text: Arc<str>,
    /// Its text without the tags of a site generator, where it has such.
    expanded: Option<Expanded>,
    context: ChapterContext,
    /// The ways of writing that the book has.
    dialects: BTreeSet<Dialect>,
}

/// A member that was read, with its mistakes.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub(super) chapter: Option<Arc<Chapter>>,
    pub(super) sink: Sink,
}

impl Manuscript {
    /// The file of its text.
    pub(super) fn file(&self) -> FileId {
        self.context.file
    }

    /// Reads it, whatever the others are.
    pub(super) fn read(&self) -> Read {
        let mut sink = Sink::default();
        if self.context.standing.kind == ChapterKind::Part {
            let chapter = chapter::part(&self.context).map(Arc::new);
            return Read { chapter, sink };
        }
        let text = match &self.expanded {
            Some(expanded) => expanded.text.as_str(),
            None => &*self.text,
        };
        let typed = Typed {
            text,
            file: self.context.file,
            expanded: self.expanded.as_ref(),
            ending: &self.context.path.extension(),
            dialects: &self.dialects,
            digits: self.context.language.digits(),
        };
        let mut told = Sink::default();
        let rewritten = dialect::rewrite(&typed, &mut told);
        let expanded = rewritten.as_ref().or(self.expanded.as_ref());
        let text = rewritten.as_ref().map_or(text, |found| &found.text);
        let mut chapter = read_chapter(text, &self.context, &mut sink);
        if let Some(expanded) = expanded {
            template::give_places(&mut chapter, &mut sink, expanded);
        }
        sink.append(told);
        let in_place = self.context.keys.works
            && self.dialects.contains(&Dialect::Pandoc)
            && is_place_of_works(&chapter);
        let chapter = (!in_place).then(|| Arc::new(chapter));
        Read { chapter, sink }
    }
}

/// Whether a chapter only says where the list of works is to stand, as pandoc's have it: a heading and
/// `::: {#refs}`, or nothing once programs are left out. The book has its list behind the last chapter.
fn is_place_of_works(chapter: &Chapter) -> bool {
    let mut is_named = chapter.blocks.is_empty();
    let only = chapter.blocks.iter().all(|block| match &block.kind {
        BlockKind::Heading { .. } => true,
        BlockKind::Division(inner) => {
            is_named |= block.attributes.id.as_deref() == Some("refs");
            inner.is_empty()
        }
        _ => false,
    });
    only && is_named
}

/// Opens the files of the book.
///
/// # Errors
/// A file is there and cannot be read.
pub(super) fn open(
    before: Option<&TextsBefore>,
    config: &Config,
    files: &dyn Files,
    map: &mut SourceMap,
    sink: &mut Sink,
) -> Result<Vec<Manuscript>, ReadError> {
    let plan = config.plan.as_deref();
    let mut opener = Opener {
        before,
        config,
        files,
        map,
        sink,
        tags: TagReader::new(config, files),
        opened: Vec::new(),
    };
    let members = plan.and_then(|plan| members(plan, config));
    match members {
        Some(members) => {
            for member in members {
                match member {
                    Member::Part(part) => opener.part(part)?,
                    Member::Chapter(listed) => {
                        opener.chapter(&listed.chapter.path, Some(listed))?;
                    }
                }
            }
        }
        None => {
            for path in &config.chapters {
                opener.chapter(path, None)?;
            }
        }
    }
    Ok(opener.opened)
}

/// The members that an import has found, where the book takes its chapters from there; an edition may leave out some.
fn members<'p>(plan: &'p BookPlan, config: &Config) -> Option<Vec<Member<'p>>> {
    let known: BTreeSet<&BookPath> = config.chapters.iter().collect();
    let chapters = plan.chapters().into_iter();
    let own = chapters.filter(|chapter| known.contains(&chapter.path));
    if !own.map(|chapter| &chapter.path).eq(&config.chapters) {
        return None;
    }
    let mut members: Vec<Member<'p>> = Vec::new();
    for member in plan.members().into_iter().rev() {
        // A part without chapters behind it, of its own depth and deeper, is left out with them.
        let stays = match &member {
            Member::Chapter(listed) => known.contains(&listed.chapter.path),
            Member::Part(part) => members.last().is_some_and(|next| next.below() > part.below),
        };
        if stays {
            members.push(member);
        }
    }
    members.reverse();
    Some(members)
}

struct Opener<'a, 'm> {
    before: Option<&'a TextsBefore>,
    config: &'a Config,
    files: &'a dyn Files,
    map: &'m mut SourceMap,
    sink: &'m mut Sink,
    tags: TagReader<'a>,
    opened: Vec<Manuscript>,
}

impl Opener<'_, '_> {
    fn chapter(&mut self, path: &BookPath, listed: Option<Listed<'_>>) -> Result<(), ReadError> {
        let place = self.config.places.of(path);
        let bytes = match read_bytes(path, place, self.files, self.sink) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return Ok(()),
            Err(error) if error.is_missing() => {
                report_missing(path, self.files, self.sink);
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        let file = self.text(path, &bytes);
        let source = template::source_text(path, file, self.map);
        // A book of one empty chapter is an empty book, and is told so.
        if is_empty(&source.text) && self.config.chapters.len() > 1 {
            report_empty(path, file, self.sink);
            return Ok(());
        }
        let expanded = self.tags.expand(&source, self.map, self.sink);
        let mut tables = TablesOfFiles {
            reader: &mut self.tags,
            map: self.map,
            sink: self.sink,
        };
        let expanded = data_table::take_in(&source, expanded.as_ref(), &mut tables).or(expanded);
        let title = listed.and_then(|listed| {
            let words = listed.chapter.title.clone()?;
            let span = self.place(&listed.chapter.origin);
            let span = span.unwrap_or_else(|| Span::new(file, 0..0));
            Some(Name { words, span })
        });
        let below = listed.map_or(0, |listed| listed.below);
        let kind = match listed {
            Some(listed) if listed.inner => ChapterKind::Continuation,
            _ => ChapterKind::Text,
        };
        let standing = Standing {
            below: u8::try_from(below).unwrap_or(u8::MAX),
            kind,
            matter: self.config.matters.get(path).copied(),
        };
        let context = self.context(file, path, standing, title);
        self.opened.push(Manuscript {
            text: source.text,
            expanded,
            context,
            dialects: self.dialects(path),
        });
        Ok(())
    }

    /// The text of a chapter's file, which nearly always is UTF-8.
    fn text(&mut self, path: &BookPath, bytes: &[u8]) -> FileId {
        if let Some(known) = self.before.and_then(|before| before.text(path, bytes)) {
            return self.map.put(known);
        }
        if let Ok(text) = std::str::from_utf8(bytes) {
            return self.map.add(path.clone(), text);
        }
        let file = add(path, &utf8(bytes), self.map, self.sink);
        if let Some(name) = code_page_of(bytes) {
            let message = format!("the chapter is not UTF-8: it is read as {name}");
            self.sink
                .warn(Code::BadUtf8, Span::new(file, 0..0), message)
                .hint("save the file as UTF-8");
        }
        file
    }

    /// The title of a part, which has its place in the navigation or in a folder's name.
    fn part(&mut self, part: PartTitle<'_>) -> Result<(), ReadError> {
        let span = self.place(part.origin);
        let path = match part.origin {
            Origin::File { path, .. } => path.clone(),
            _ => BookPath::new(part.first.folder()).unwrap_or_else(|_| part.first.clone()),
        };
        let span = match span {
            Some(span) => span,
            None => self.beginning(part.first)?,
        };
        let standing = Standing {
            below: u8::try_from(part.below).unwrap_or(u8::MAX),
            kind: ChapterKind::Part,
            matter: None,
        };
        let title = Some(Name {
            words: part.title.to_owned(),
            span,
        });
        let context = self.context(span.file, &path, standing, title);
        self.opened.push(Manuscript {
            text: Arc::default(),
            expanded: None,
            context,
            dialects: BTreeSet::new(),
        });
        Ok(())
    }

    /// The ways of writing that a file has: those of its book, and what its ending says.
    fn dialects(&self, path: &BookPath) -> BTreeSet<Dialect> {
        let plan = self.config.plan.as_deref();
        let mut dialects = plan.map(|plan| plan.dialects.clone()).unwrap_or_default();
        if matches!(path.extension().as_str(), "qmd" | "rmd") {
            dialects.insert(Dialect::Pandoc);
        }
        dialects
    }

    fn context(
        &self,
        file: FileId,
        path: &BookPath,
        standing: Standing,
        listed: Option<Name>,
    ) -> ChapterContext {
        let extent = match self.config.chapters.as_slice() {
            [_] => Extent::Book,
            _ => Extent::Chapter,
        };
        let dialects = self.dialects(path);
        let of_pandoc = dialects.contains(&Dialect::Pandoc);
        ChapterContext {
            id: ChapterId::new(self.opened.len()),
            file,
            path: path.clone(),
            language: self.config.book.language,
            direction: self.config.book.direction,
            keys: Keys {
                works: !self.config.bibliography.files.is_empty(),
                hyphenated: of_pandoc,
            },
            figures: match of_pandoc || dialects.contains(&Dialect::Leanpub) {
                true => FigureWords::Caption,
                false => FigureWords::Alternative,
            },
            standing,
            listed,
            extent,
            title_of_book: of_pandoc.then(|| self.config.book.title.clone()),
            circumstances: circumstances(self.config),
        }
    }

    /// The first byte of a chapter that is not opened yet.
    fn beginning(&mut self, path: &BookPath) -> Result<Span, ReadError> {
        Ok(Span::new(self.file(path)?, 0..0))
    }

    /// The line that a navigation has a title on.
    fn place(&mut self, origin: &Origin) -> Option<Span> {
        let Origin::File { path, line } = origin else {
            return None;
        };
        let file = self.file(path).ok()?;
        Some(Span::new(file, self.map.file(file).line(*line)))
    }

    /// A file of the map, read where it is not there yet.
    fn file(&mut self, path: &BookPath) -> Result<FileId, ReadError> {
        if let Some(file) = self.map.find(path) {
            return Ok(file);
        }
        let bytes = self.files.read(path)?;
        Ok(self
            .map
            .add(path.clone(), &String::from_utf8_lossy(&utf8(&bytes))))
    }
}

fn circumstances(config: &Config) -> Circumstances {
    let editions = &config.editions;
    Circumstances {
        edition: editions.chosen().map(|edition| edition.name.clone()),
        editions: editions.names().map(str::to_owned).collect(),
        press: config.pdf.profile == Profile::Print,
    }
}

/// Whether a file has no text and no title.
fn is_empty(text: &str) -> bool {
    let front = frontmatter::parse(text);
    front.title.is_none() && text[front.length..].trim().is_empty()
}

fn report_empty(path: &BookPath, file: FileId, sink: &mut Sink) {
    let message = format!("{} has no text and is left out", isolate(path.as_str()));
    sink.warn(Code::EmptyChapter, Span::new(file, 0..0), message)
        .hint("write something into it, or remove it");
}

fn read_bytes(
    path: &BookPath,
    place: Option<Span>,
    files: &dyn Files,
    sink: &mut Sink,
) -> Result<Option<Vec<u8>>, ReadError> {
    let wanted = FileOfBook {
        path,
        what: "the chapter",
        limit: limits::CHAPTER_BYTES,
        place,
        hint: "divide it into several files",
    };
    wanted.read(files, sink)
}

fn report_missing(path: &BookPath, files: &dyn Files, sink: &mut Sink) {
    let message = format!("the chapter {} is not there", isolate(path.as_str()));
    let found = files.list().unwrap_or_default();
    let chapters = found
        .iter()
        .filter(|path| path.extension() == "md")
        .map(BookPath::as_str);
    let hint = nearest(path.as_str(), chapters).map_or_else(
        || "write the file, or correct chapters in book.toml".to_owned(),
        |near| {
            format!(
                "chapters in book.toml names it; did you mean {}?",
                isolate(near)
            )
        },
    );
    sink.error(Code::MissingFile, None, message).hint(hint);
}

/// Adds a text to the map; bytes that are no UTF-8 are reported and shown as U+FFFD.
fn add(path: &BookPath, bytes: &[u8], map: &mut SourceMap, sink: &mut Sink) -> FileId {
    let fault = match std::str::from_utf8(bytes) {
        Ok(text) => return map.add(path.clone(), text),
        Err(fault) => fault,
    };
    let file = map.add(path.clone(), &String::from_utf8_lossy(bytes));
    // The map drops the mark and unifies line ends, so the place is sought in the text it keeps.
    let valid = String::from_utf8_lossy(&bytes[..fault.valid_up_to()]).into_owned();
    let at = valid
        .strip_prefix('\u{FEFF}')
        .unwrap_or(&valid)
        .replace("\r\n", "\n")
        .len();
    let text = map.file(file).text();
    let end = text
        .get(at..)
        .and_then(|rest| rest.chars().next())
        .map_or(at, |sign| at + sign.len_utf8());
    let message = format!(
        "byte {} of the chapter is not UTF-8",
        fault.valid_up_to() + 1
    );
    let found = sink.error(Code::BadUtf8, Span::new(file, at..end), message);
    found.hint("save the file as UTF-8");
    file
}
