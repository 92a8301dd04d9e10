//! A Persian book of one chapter in memory: its Markdown in, what both books make of it out.
//!
//! `OneChapter::of("# فصل\n\nمتن.\n").epub()` is the chapter of the EPUB, `.pages()` the pages of the PDF.

use std::io::{Cursor, Read};

use sahhaf::diag::Sink;
use sahhaf::frame::{PageItem, Pages, PlacedLine, TextRole};
use sahhaf::pipeline::{self, Manuscript};
use sahhaf::source::{MemoryFiles, SourceMap};

/// The files of such a book.
pub(crate) struct OneChapter(MemoryFiles);

impl OneChapter {
    /// A book on a page of the default size.
    pub(crate) fn of(chapter: &str) -> Self {
        Self::with_settings("", chapter)
    }

    /// A book on small pages, «110x160mm», whose lines and pages end soon.
    pub(crate) fn on_pages(trim: &str, chapter: &str) -> Self {
        Self::with_settings(&format!("[pdf]\ntrim = \"{trim}\"\n"), chapter)
    }

    fn with_settings(settings: &str, chapter: &str) -> Self {
        let book = "[book]\ntitle = \"کتاب\"\nchapters = [\"1.md\"]\n[epub]\npage-list = false\n";
        let files = MemoryFiles::default().with("book.toml", format!("{book}{settings}"));
        Self(files.with("1.md", chapter))
    }

    /// The same with another file.
    pub(crate) fn with(self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self(self.0.with(path, bytes))
    }

    /// Reads it, with what is told of it.
    pub(crate) fn read(&self) -> (Manuscript, Sink) {
        let (mut map, mut sink) = (SourceMap::default(), Sink::default());
        let read = pipeline::read(&self.0, &mut map, &mut sink).unwrap();
        (read.unwrap(), sink)
    }

    /// Reads it; nothing is told of it.
    pub(crate) fn manuscript(&self) -> Manuscript {
        let (manuscript, sink) = self.read();
        assert_eq!(sink.found().len(), 0, "{:?}", sink.found());
        manuscript
    }

    /// The pages of the PDF.
    pub(crate) fn pages(&self) -> Pages {
        self.manuscript().pages(&mut Sink::default())
    }

    /// The chapter of the EPUB.
    pub(crate) fn epub(&self) -> String {
        let epub = self.manuscript().epub(&[], &mut Sink::default()).unwrap();
        file_of(&epub, "OEBPS/chapter-01.xhtml")
    }
}

/// A text of an EPUB.
pub(crate) fn file_of(epub: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(epub)).unwrap();
    let mut text = String::new();
    let mut file = archive.by_name(name).unwrap();
    file.read_to_string(&mut text).unwrap();
    text
}

/// The lines of one role, in their order.
pub(crate) fn lines_of(pages: &Pages, role: impl Fn(TextRole) -> bool) -> Vec<PlacedLine> {
    let items = pages.pages.iter().flat_map(|page| &page.items);
    let lines = items.filter_map(|item| match item {
        PageItem::Line(line) if role(line.role) => Some(line.clone()),
        PageItem::Line(_) | PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => None,
    });
    lines.collect()
}

/// Where the ink of a line begins and ends, in points from the left edge of the page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edges {
    pub(crate) left: f32,
    pub(crate) right: f32,
}

impl Edges {
    /// The edges of a line.
    pub(crate) fn of(line: &PlacedLine) -> Self {
        let left = line.runs.iter().map(|run| run.x.0);
        let right = line.runs.iter().map(|run| (run.x + run.width()).0);
        Self {
            left: left.fold(f32::MAX, f32::min),
            right: right.fold(f32::MIN, f32::max),
        }
    }
}

/// The first line that holds these words and no others, without the spaces around it.
pub(crate) fn line_of<'l>(lines: &'l [PlacedLine], words: &str) -> &'l PlacedLine {
    let found = lines.iter().find(|line| line.text.trim() == words);
    found.unwrap_or_else(|| panic!("no line {words}"))
}
