//! Markdown chapters in, the semantic tree out.
//!
//! pulldown-cmark gives events with byte offsets; this room adds the extensions (attributes,
//! citations, verse, asides, captions) and reads raw HTML as meaning.

mod alert;
mod attributes;
mod bracket;
mod builder;
mod caption;
mod chapter;
mod citation;
mod events;
mod fence;
mod finish;
mod form;
mod frame;
mod frontmatter;
mod html;
mod locator;
mod missing;
mod notes;
mod run;
mod tag;
mod template;
mod typography;
mod verse;
mod words;

use std::sync::Arc;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

pub use self::chapter::{ChapterContext, read_chapter};
use self::template::TagReader;

use crate::config::Config;
use crate::diag::{Code, Sink, isolate, nearest};
use crate::import::template::Expanded;
use crate::model::{Book, ChapterId};
use crate::source::{BookPath, FileId, Files, ReadError, SourceMap, Span};

/// A chapter above this many bytes is refused before it is read: no author writes 32 MiB by hand.
const MAX_CHAPTER: u64 = 32 * 1024 * 1024;

/// Reads every chapter that the settings name.
///
/// Mistakes in a chapter are reported in the order of chapters, whatever thread read it.
///
/// # Errors
/// A file is there and cannot be read.
pub fn read(
    config: &Config,
    files: &dyn Files,
    map: &mut SourceMap,
    sink: &mut Sink,
) -> Result<Book, ReadError> {
    let manuscripts = open(config, files, map, sink)?;
    let read = manuscripts.par_iter().map(|manuscript| {
        let mut sink = Sink::default();
        let text = match &manuscript.expanded {
            Some(expanded) => expanded.text.as_str(),
            None => &*manuscript.text,
        };
        let mut chapter = read_chapter(text, &manuscript.context, &mut sink);
        if let Some(expanded) = &manuscript.expanded {
            template::give_places(&mut chapter, &mut sink, expanded);
        }
        (chapter, sink)
    });
    let mut book = Book::default();
    for (chapter, found) in read.collect::<Vec<_>>() {
        book.chapters.push(chapter);
        sink.append(found);
    }
    if book
        .chapters
        .iter()
        .all(|chapter| chapter.blocks.is_empty())
        && !sink.has_errors()
    {
        let found = sink.error(Code::EmptyBook, None, "the book has no text");
        found.hint("write something into a chapter that book.toml names under chapters");
    }
    Ok(book)
}

/// A chapter whose text lies in the source map.
struct Manuscript {
    text: Arc<str>,
    /// Its text without the tags of a site generator, where it has such.
    expanded: Option<Expanded>,
    context: ChapterContext,
}

/// Reads the chapters' files.
fn open(
    config: &Config,
    files: &dyn Files,
    map: &mut SourceMap,
    sink: &mut Sink,
) -> Result<Vec<Manuscript>, ReadError> {
    let mut manuscripts = Vec::new();
    let plan = config.plan.as_deref();
    let mut tags = plan.map(|plan| TagReader::new(plan, files));
    for path in &config.chapters {
        let bytes = match read_bytes(path, files, sink) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => continue,
            Err(error) if error.is_missing() => {
                report_missing(path, files, sink);
                continue;
            }
            Err(error) => return Err(error),
        };
        let file = add(path, &bytes, map, sink);
        let source = template::source_text(path, file, map);
        let expanded = tags
            .as_mut()
            .and_then(|tags| tags.expand(&source, map, sink));
        manuscripts.push(Manuscript {
            text: source.text,
            expanded,
            context: ChapterContext {
                id: ChapterId::new(manuscripts.len()),
                file,
                path: path.clone(),
                language: config.book.language,
                direction: config.book.direction,
                bare_keys: !config.bibliography.files.is_empty(),
            },
        });
    }
    Ok(manuscripts)
}

fn read_bytes(
    path: &BookPath,
    files: &dyn Files,
    sink: &mut Sink,
) -> Result<Option<Vec<u8>>, ReadError> {
    if files.size(path)? <= MAX_CHAPTER {
        return files.read(path).map(Some);
    }
    let limit = MAX_CHAPTER / (1024 * 1024);
    let message = format!(
        "the chapter {} is larger than {limit} MiB",
        isolate(path.as_str())
    );
    sink.error(Code::TooLarge, None, message)
        .hint("divide it into several files");
    Ok(None)
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
