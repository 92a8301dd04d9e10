//! A book whose pages are set: it is looked at page by page, without the files that it was made of.

use super::diagnostics::Diagnostics;
use super::error::Error;
use crate::frame::{PageItem, Pages, TextRole};
use crate::pipeline::Manuscript;
use crate::source::{BookPath, LineColumn, SourceFile, Span};
use crate::view::{self, Hit, PageKey, Point, Scene, Spot, Word};

/// A book with its pages set.
pub struct SetBook {
    manuscript: Manuscript,
    pages: Pages,
    found: Diagnostics,
}

/// A place in a file of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The file.
    pub path: BookPath,
    /// Line and column.
    pub at: LineColumn,
}

/// A line of the contents with its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentsLine {
    /// From 1.
    pub level: u8,
    /// The words.
    pub title: String,
    /// Index of the page.
    pub page: usize,
}

impl SetBook {
    /// Sets the pages of a book.
    pub(super) fn new(manuscript: Manuscript, mut found: Diagnostics) -> Self {
        let pages = manuscript.pages(&mut found.sink);
        found.settle();
        Self {
            manuscript,
            pages,
            found,
        }
    }

    /// What was found until now.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.found
    }

    /// The pages.
    pub fn pages(&self) -> &Pages {
        &self.pages
    }

    /// The settings and the text.
    pub fn manuscript(&self) -> &Manuscript {
        &self.manuscript
    }

    fn scene(&self) -> Scene<'_> {
        self.manuscript.scene(&self.pages)
    }

    /// What each page is known by: a page whose key stays looks as before.
    pub fn keys(&self) -> Vec<PageKey> {
        let memory = self.manuscript.memory.as_deref();
        view::keys(self.scene(), memory.map(|memory| &memory.keys))
    }

    /// A page as SVG, by its index; `None` where there is no such page.
    pub fn svg(&self, page: usize) -> Option<String> {
        view::svg(self.scene(), page)
    }

    /// The word or picture at a place of a page.
    pub fn word_at(&self, page: usize, point: Point) -> Option<Word> {
        view::word_at(&self.pages, page, point)
    }

    /// The first word of a page that its author wrote.
    pub fn first_word(&self, page: usize) -> Option<Word> {
        view::first_word(&self.pages, page)
    }

    /// A place as an editor shows it.
    pub fn written(&self, span: Span) -> Written {
        let (path, at) = self.found.map.locate(span);
        Written {
            path: path.clone(),
            at,
        }
    }

    /// The page on which a line of a file stands; `None` for a file that is no part of the pages.
    pub fn spot_of(&self, path: &str, line: usize) -> Option<Spot> {
        let map = &self.found.map;
        let file = map.find(&BookPath::new(path).ok()?)?;
        let start = map.file(file).line(line).start;
        view::spot_of(&self.pages, Span::new(file, start..start))
    }

    /// Looks for words, in the order of the pages; after `most` places no more are looked for.
    pub fn find(&self, words: &str, most: usize) -> Vec<Hit> {
        view::find(&self.pages, words, most)
    }

    /// The contents, in reading order.
    pub fn contents(&self) -> Vec<ContentsLine> {
        let lines = self.pages.outline.iter().filter_map(|entry| {
            Some(ContentsLine {
                level: entry.level,
                title: entry.title.clone(),
                page: self.pages.destinations.get(&entry.anchor)?.page,
            })
        });
        lines.collect()
    }

    /// The words of a page, line by line, without running head and folio.
    pub fn words(&self, page: usize) -> Vec<&str> {
        let page = self.pages.pages.get(page).into_iter();
        let lines = page
            .flat_map(|page| &page.items)
            .filter_map(|item| match item {
                PageItem::Line(line) if line.role != TextRole::Running => Some(&*line.text),
                _ => None,
            });
        lines.collect()
    }

    /// The files that the book was read from.
    pub fn files(&self) -> impl Iterator<Item = &SourceFile> {
        self.found.map.files()
    }

    /// Binds the EPUB, which tells where these pages begin.
    ///
    /// # Errors
    /// The book has mistakes that only its EPUB shows; or a font or a picture cannot be written.
    pub fn epub(&self) -> Result<Vec<u8>, Error> {
        let mut found = self.found.clone();
        let printed = match self.manuscript.config.epub.page_list {
            true => self.pages.printed.as_slice(),
            false => &[],
        };
        let made = self.manuscript.epub(printed, &mut found.sink);
        found.settle();
        match made {
            Ok(made) if !found.prevents_pages() => Ok(made),
            Ok(_) => Err(Error::mistakes(found)),
            Err(error) => Err(Error::outside(error, found)),
        }
    }
}
