//! In which order the parts of a book stand in print: the book in, its parts before and in the text out.
//!
//! Page 1 is the first of the text; what stands before it is counted in letters. A part's branch of the structure
//! tree has the number of its place here, so that the tree is read as the pages are.

use crate::config::Config;
use crate::lookup::Lookup;
use crate::model::{Book, Chapter, ChapterId, ChapterKind, plain_text};
use crate::resolve::ResolvedBook;

/// A part of a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum BookPart {
    /// The title page and its back.
    Titles,
    /// The contents.
    Contents,
    /// A chapter, by its index.
    Chapter(usize),
    /// The notes that are a part of the book.
    Notes,
    /// The list of works.
    Works,
    /// An index that no chapter holds, by its index among those of the book.
    Index(usize),
    /// The title page in another language, which ends the book.
    ForeignTitle,
}

/// The parts of a book in the order of its pages.
pub(super) struct Order {
    /// Those before the text.
    pub(super) front: Vec<BookPart>,
    /// The text and what ends it.
    pub(super) text: Vec<BookPart>,
    /// The place of each part among all of them.
    branches: Lookup<BookPart, usize>,
    /// The title of the part that each chapter stands below; empty without one.
    titles: Vec<String>,
}

impl Order {
    pub(super) fn of(book: &ResolvedBook, config: &Config) -> Self {
        let tree: &Book = &book.book;
        let (display, front) = (tree.display_chapters(), tree.front_chapters());
        // «تقدیم به مادرم» stands before the contents and is not listed in them; a preface stands behind them.
        let mut before = vec![BookPart::Titles];
        before.extend((0..display).map(BookPart::Chapter));
        if config.page.contents_depth > 0 || !book.lists.is_empty() {
            before.push(BookPart::Contents);
        }
        before.extend((display..front).map(BookPart::Chapter));
        let chapters = front..tree.chapters.len();
        let notes = book.part_of_notes().map(|_| BookPart::Notes);
        let works = book.bibliography.iter().map(|_| BookPart::Works);
        let indexes = book.indexes.iter().enumerate();
        let appended = indexes.filter(|(_, index)| index.chapter.is_none());
        let appended = appended.map(|(at, _)| BookPart::Index(at));
        let text = chapters.map(BookPart::Chapter).chain(notes).chain(works);
        let text: Vec<BookPart> = text.chain(appended).collect();
        let foreign = config.title_pages.foreign.as_ref();
        let last = foreign.map(|_| BookPart::ForeignTitle);
        let all = before.iter().chain(&text).chain(&last).enumerate();
        // Each chapter asks for its branch: looked for one by one, a thousand chapters would be half a million looks.
        let branches = all.map(|(at, part)| (*part, at)).collect();
        Self {
            front: before,
            text,
            branches,
            titles: titles_above(tree),
        }
    }

    /// The title of the part that a chapter stands below; empty for what stands below none.
    pub(super) fn title_above(&self, part: BookPart) -> &str {
        match part {
            BookPart::Chapter(at) => self.titles.get(at).map_or("", String::as_str),
            BookPart::Titles
            | BookPart::Contents
            | BookPart::Notes
            | BookPart::Works
            | BookPart::Index(_)
            | BookPart::ForeignTitle => "",
        }
    }

    /// The number of a part's branch of the structure tree; 0 for one that has no pages.
    pub(super) fn branch(&self, part: BookPart) -> usize {
        self.branches.get(&part).copied().unwrap_or_default()
    }
}

/// The title of the part that each chapter stands below: the last part before it that is less deep.
fn titles_above(book: &Book) -> Vec<String> {
    let mut open: Vec<&Chapter> = Vec::new();
    let mut titles = Vec::with_capacity(book.chapters.len());
    for chapter in &book.chapters {
        let below = chapter.standing.below;
        open.retain(|part| part.standing.below < below);
        titles.push(
            open.last()
                .map_or(String::new(), |part| plain_text(&part.title)),
        );
        if chapter.standing.kind == ChapterKind::Part {
            open.push(chapter);
        }
    }
    titles
}

/// Whether a part names pages of an index.
pub(super) fn holds_index(book: &ResolvedBook, part: BookPart) -> bool {
    match part {
        BookPart::Index(_) => true,
        BookPart::Chapter(at) => {
            let chapter = Some(ChapterId::new(at));
            book.indexes.iter().any(|index| index.chapter == chapter)
        }
        BookPart::Titles
        | BookPart::Contents
        | BookPart::Notes
        | BookPart::Works
        | BookPart::ForeignTitle => false,
    }
}
