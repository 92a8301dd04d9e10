//! What the things of a book are called, for an editor that completes and explains names.

use super::manuscript::Manuscript;
use crate::cite;
use crate::model::{Block, BlockKind, Chapter, Inline, plain_text, visit_blocks, visit_inlines};
use crate::resolve::ResolvedBook;
use crate::source::{BookPath, Files, ReadError, SourceMap, Span};

/// The names of a book.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// The works of the bibliography files, by their keys.
    pub works: Vec<Named>,
    /// The places that links lead to, by their ids.
    pub anchors: Vec<Named>,
    /// The notes, by their labels; two chapters may use one label.
    pub notes: Vec<Named>,
    /// The headings, in the order of the chapters.
    pub sections: Vec<Section>,
    /// The files of the book's folder.
    pub files: Vec<BookPath>,
}

/// What a heading begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// How deep it stands, from 1.
    pub level: u8,
    /// Its words.
    pub title: String,
    /// Where the heading stands.
    pub span: Span,
}

/// A thing with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The name.
    pub name: String,
    /// Where it is defined.
    pub span: Span,
    /// What it says: the words of a heading or of a note, the work as the list has it.
    pub says: String,
}

impl Manuscript {
    /// The names of the book.
    ///
    /// # Errors
    /// A file is there and cannot be read.
    pub fn names(&self, files: &dyn Files, map: &mut SourceMap) -> Result<Names, ReadError> {
        let book = &self.book.book;
        let works = cite::works(&self.config, book, files, map)?;
        let works = works.into_iter().map(|work| Named {
            says: plain_text(&work.content),
            name: work.key,
            span: work.span,
        });
        let chapters = &book.chapters;
        let anchors = chapters
            .iter()
            .flat_map(|chapter| anchors(chapter, &self.book));
        Ok(Names {
            works: works.collect(),
            anchors: anchors.collect(),
            notes: chapters.iter().flat_map(|chapter| notes(chapter)).collect(),
            sections: chapters
                .iter()
                .flat_map(|chapter| sections(chapter))
                .collect(),
            files: files.list()?,
        })
    }
}

/// The headings of a chapter, and what its author has named.
fn anchors(chapter: &Chapter, book: &ResolvedBook) -> Vec<Named> {
    let mut found = Vec::new();
    visit_blocks(&chapter.blocks, &mut |block: &Block| {
        let says = match &block.kind {
            BlockKind::Heading { content, .. } => plain_text(content),
            _ if block.attributes.id.is_some() => {
                let label = book.label(block.id);
                label.map_or_else(String::new, ToString::to_string)
            }
            _ => return,
        };
        found.extend(book.id(block.id).map(|id| Named {
            name: id.to_owned(),
            span: block.span,
            says,
        }));
    });
    visit_inlines(&chapter.blocks, &mut |inline: &Inline| {
        found.extend(book.id(inline.id).map(|id| Named {
            name: id.to_owned(),
            span: inline.span,
            says: plain_text(std::slice::from_ref(inline)),
        }));
    });
    found
}

fn sections(chapter: &Chapter) -> Vec<Section> {
    let mut found = Vec::new();
    visit_blocks(&chapter.blocks, &mut |block: &Block| {
        if let BlockKind::Heading { level, content, .. } = &block.kind {
            found.push(Section {
                level: *level,
                title: plain_text(content),
                span: block.span,
            });
        }
    });
    found
}

fn notes(chapter: &Chapter) -> impl Iterator<Item = Named> {
    chapter.notes.iter().map(|note| {
        let mut words = Vec::new();
        visit_blocks(&note.blocks, &mut |block: &Block| {
            if let BlockKind::Paragraph(content) = &block.kind {
                words.push(plain_text(content));
            }
        });
        Named {
            name: note.label.clone(),
            span: note.span,
            says: words.join(" "),
        }
    })
}
