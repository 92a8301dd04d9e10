//! Lines of paragraphs that were set, for the next time that their chapter is set: words, styles and a measure in,
//! lines out.
//!
//! Where its words were written has no say in how a paragraph is set. A word that is added to one paragraph moves
//! all those below it in their file, and leaves them in their lines.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::widths::Widths;
use crate::line::{Measure, SetLine};
use crate::model::Chapter;
use crate::source::BookPath;
use crate::text::StyledText;

/// The lines of all chapters, between two times that a book is set.
#[derive(Default)]
pub(in crate::page) struct LinesBefore {
    chapters: Mutex<BTreeMap<BookPath, Known>>,
}

/// Paragraphs by their words: few have the same.
type Known = HashMap<Box<str>, Vec<KnownParagraph>>;

/// The paragraphs of one chapter: those of the last time, and those of this time.
#[derive(Default)]
pub(super) struct ChapterLines {
    last: Known,
    now: Known,
}

/// A paragraph that was set, and nothing was said of it.
struct KnownParagraph {
    text: StyledText,
    measure: Measure,
    set: KnownLines,
}

/// The lines of a paragraph.
#[derive(Clone)]
pub(super) struct KnownLines {
    pub(super) lines: Vec<SetLine>,
    /// How wide it was before it was broken.
    pub(super) widths: Widths,
}

impl LinesBefore {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<BookPath, Known>> {
        self.chapters.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many paragraphs are kept, and how many lines.
    #[cfg(test)]
    pub(in crate::page) fn counts(&self) -> [usize; 2] {
        let chapters = self.lock();
        let alike = chapters.values().flat_map(HashMap::values);
        let all: Vec<&KnownParagraph> = alike.flatten().collect();
        let lines = all.iter().map(|known| known.set.lines.len());
        [all.len(), lines.sum()]
    }

    /// What is known of the paragraphs of a chapter; nothing of it is left behind.
    pub(super) fn take(&self, chapter: &Chapter) -> ChapterLines {
        ChapterLines {
            last: self.lock().remove(&chapter.path).unwrap_or_default(),
            now: Known::default(),
        }
    }

    /// Keeps the paragraphs of a chapter as it is now.
    pub(super) fn keep(&self, chapter: &Chapter, lines: ChapterLines) {
        self.lock().insert(chapter.path.clone(), lines.now);
    }

    /// Forgets all paragraphs: they would be set otherwise.
    pub(in crate::page) fn clear(&self) {
        self.lock().clear();
    }

    /// Forgets the paragraphs of chapters that the book no longer has.
    pub(in crate::page) fn keep_those_of<'c>(&self, chapters: impl Iterator<Item = &'c Chapter>) {
        let mut known = self.lock();
        let paths = chapters.map(|chapter| &chapter.path);
        *known = paths.filter_map(|path| known.remove_entry(path)).collect();
    }
}

impl ChapterLines {
    /// The lines of a paragraph, as they were set with the same words in the same measure.
    pub(super) fn find(&mut self, text: &StyledText, measure: &Measure) -> Option<KnownLines> {
        let is_same =
            |known: &KnownParagraph| known.measure == *measure && known.text.is_set_as(text);
        let now = self.now.get(&*text.text).into_iter().flatten();
        if let Some(known) = now.into_iter().find(|known| is_same(known)) {
            return Some(known.set.clone());
        }
        let last = self.last.get_mut(&*text.text)?;
        let known = last.swap_remove(last.iter().position(is_same)?);
        let set = known.set.clone();
        self.add(known);
        Some(set)
    }

    /// Keeps the lines of a paragraph.
    pub(super) fn keep(&mut self, text: StyledText, measure: &Measure, set: KnownLines) {
        self.add(KnownParagraph {
            text,
            measure: *measure,
            set,
        });
    }

    fn add(&mut self, known: KnownParagraph) {
        match self.now.get_mut(&*known.text.text) {
            Some(alike) => alike.push(known),
            None => {
                self.now
                    .insert(known.text.text.as_str().into(), vec![known]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ChapterLines, Known, KnownLines, Widths};
    use crate::font::FontSet;
    use crate::line::{self, Measure};
    use crate::locale::Direction;
    use crate::model::Alignment;
    use crate::source::{FileId, Span};
    use crate::text::{Shaper, StyledText, TextStyle};
    use crate::units::Pt;

    /// Words that stand so many bytes into their file.
    fn paragraph(words: &str, at: usize) -> StyledText {
        let mut text = StyledText::new(Direction::Rtl);
        let place = Span::new(FileId::default(), at..at + words.len());
        text.push(words, &TextStyle::of_tests(), place);
        text
    }

    fn set(text: &StyledText, measure: &Measure) -> KnownLines {
        let fonts = FontSet::embedded();
        let mut shaper = Shaper::new(&fonts);
        let shaped = shaper.shape(text.clone());
        KnownLines {
            lines: line::set(&shaped, measure, &mut shaper),
            widths: Widths::of(&shaped),
        }
    }

    #[test]
    fn a_paragraph_that_moves_in_its_file_keeps_its_lines_and_one_that_is_gone_is_forgotten() {
        let measure = Measure::new(Pt(80.0), Alignment::Justify);
        let words = "کتاب خوب را دوباره می‌خوانند.";
        let mut lines = ChapterLines::default();
        lines.keep(
            paragraph(words, 0),
            &measure,
            set(&paragraph(words, 0), &measure),
        );
        let again = |lines: ChapterLines| ChapterLines {
            last: lines.now,
            now: Known::default(),
        };
        let mut lines = again(lines);
        let moved = lines.find(&paragraph(words, 70), &measure).unwrap();
        assert!(moved.lines.len() > 1);
        assert!(
            lines.find(&paragraph(words, 90), &measure).is_some(),
            "two have the same words"
        );
        let narrow = Measure::new(Pt(60.0), Alignment::Justify);
        assert!(lines.find(&paragraph(words, 70), &narrow).is_none());
        let mut other = paragraph(words, 70);
        other.direction = Direction::Ltr;
        assert!(lines.find(&other, &measure).is_none());
        let mut lines = again(again(lines));
        assert!(lines.find(&paragraph(words, 70), &measure).is_none());
    }
}
