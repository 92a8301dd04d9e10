//! Markdown chapters in, the semantic tree out.
//!
//! pulldown-cmark gives events with byte offsets; this room adds the extensions (attributes,
//! citations, verse, asides, captions) and reads raw HTML as meaning.

mod alert;
mod answers;
mod arrangement;
mod attributes;
mod bracket;
mod builder;
mod caption;
mod chapter;
mod citation;
mod code_info;
mod conditions;
mod csv;
mod data_table;
mod dialect;
mod display_formula;
mod events;
mod fence;
mod finish;
mod form;
mod frame;
mod frontmatter;
mod genre;
mod glossary;
mod glossary_file;
mod glossary_row;
mod glossary_toml;
mod html;
mod index_marks;
mod keys;
mod locator;
mod manuscript;
mod missing;
mod naming;
mod notes;
mod page_breaks;
mod panels;
mod paragraph_braces;
mod parallel;
mod parts;
mod picture_title;
mod prose;
mod read_before;
mod reference;
mod run;
mod statement;
mod statement_kinds;
mod table;
mod tag;
mod template;
mod texts_before;
mod typography;
mod unread;
mod verse;
mod words;
mod written;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

pub use self::builder::FigureWords;
pub use self::chapter::{ChapterContext, read_chapter};
pub use self::conditions::Circumstances;
pub use self::keys::Keys;
use self::manuscript::{Manuscript, Read};
pub use self::naming::{Extent, Name};
pub use self::read_before::ReadBefore;
use crate::config::Config;
use crate::diag::{Code, Sink};
use crate::model::Book;
use crate::source::{Files, ReadError, SourceMap};

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
    read_again(None, config, files, map, sink)
}

/// [`read`], in which a chapter that was read before and is still the same is not read again.
///
/// # Errors
/// As [`read`].
pub fn read_again(
    before: Option<&ReadBefore>,
    config: &Config,
    files: &dyn Files,
    map: &mut SourceMap,
    sink: &mut Sink,
) -> Result<Book, ReadError> {
    let texts = before.map(|before| &before.texts);
    let manuscripts = manuscript::open(texts, config, files, map, sink)?;
    let read = match before {
        Some(before) => {
            let read = manuscripts.iter().map(Manuscript::file);
            before.texts.keep(read, map);
            before.read(manuscripts)
        }
        None => manuscripts.par_iter().map(Manuscript::read).collect(),
    };
    let mut book = Book::default();
    for Read {
        chapter,
        sink: found,
    } in read
    {
        book.chapters.extend(chapter);
        sink.append(found);
    }
    parts::nest(&mut book);
    sink.join(Code::UnknownBlock);
    if book
        .chapters
        .iter()
        .all(|chapter| chapter.blocks.is_empty())
        && !sink.has_errors()
    {
        let found = sink.error(Code::EmptyBook, None, "the book has no text");
        found.hint("write something into a chapter that book.toml names under chapters");
    }
    answers::gather(&mut book, config, sink);
    glossary::add(&mut book, config, files, map, sink)?;
    Ok(book)
}
