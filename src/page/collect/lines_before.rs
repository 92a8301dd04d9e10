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
    chapters: Mutex<BTreeMap<BookPath, ParagraphsByWords>>,
}

/// Paragraphs by their words: few have the same.
type ParagraphsByWords = HashMap<Box<str>, Vec<ParagraphBefore>>;

/// The paragraphs of one chapter while it is set again.
///
/// A paragraph that is found among those of the last time goes over to those of this time; one that is set anew is added
/// to these. What is left of the last time when the chapter is done stands in it no more, and is forgotten: so a chapter
/// keeps as many paragraphs as it has, however often its author changes them.
#[derive(Default)]
pub(super) struct ChapterLines {
    last_time: ParagraphsByWords,
    this_time: ParagraphsByWords,
}

/// A paragraph that was set, and nothing was said of it.
struct ParagraphBefore {
    text: StyledText,
    measure: Measure,
    set: ParagraphLines,
}

/// The lines of a paragraph.
#[derive(Clone)]
pub(super) struct ParagraphLines {
    pub(super) lines: Vec<SetLine>,
    /// How wide it was before it was broken.
    pub(super) widths: Widths,
}

impl LinesBefore {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<BookPath, ParagraphsByWords>> {
        self.chapters.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many paragraphs are kept, and how many lines.
    #[cfg(test)]
    pub(in crate::page) fn counts(&self) -> [usize; 2] {
        let chapters = self.lock();
        let alike = chapters.values().flat_map(HashMap::values);
        let all: Vec<&ParagraphBefore> = alike.flatten().collect();
        let lines = all.iter().map(|known| known.set.lines.len());
        [all.len(), lines.sum()]
    }

    /// What is known of the paragraphs of a chapter; nothing of it is left behind.
    pub(super) fn take(&self, chapter: &Chapter) -> ChapterLines {
        ChapterLines {
            last_time: self.lock().remove(&chapter.path).unwrap_or_default(),
            this_time: ParagraphsByWords::default(),
        }
    }

    /// Keeps the paragraphs of a chapter as it is now.
    pub(super) fn keep(&self, chapter: &Chapter, lines: ChapterLines) {
        self.lock().insert(chapter.path.clone(), lines.this_time);
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
    pub(super) fn find(&mut self, text: &StyledText, measure: &Measure) -> Option<ParagraphLines> {
        let is_same =
            |known: &ParagraphBefore| known.measure == *measure && known.text.is_set_as(text);
        let this_time = self.this_time.get(&*text.text).into_iter().flatten();
        // «* * *» stands in a chapter many times: its first time brings its lines over, and the others find them here.
        if let Some(known) = this_time.into_iter().find(|known| is_same(known)) {
            return Some(known.set.clone());
        }
        let alike = self.last_time.get_mut(&*text.text)?;
        // Which of those with the same words goes first makes no difference: one fits or none.
        let known = alike.swap_remove(alike.iter().position(is_same)?);
        let set = known.set.clone();
        self.add(known);
        Some(set)
    }

    /// Keeps the lines of a paragraph.
    pub(super) fn keep(&mut self, text: StyledText, measure: &Measure, set: ParagraphLines) {
        self.add(ParagraphBefore {
            text,
            measure: *measure,
            set,
        });
    }

    fn add(&mut self, known: ParagraphBefore) {
        match self.this_time.get_mut(&*known.text.text) {
            Some(alike) => alike.push(known),
            None => {
                self.this_time
                    .insert(known.text.text.as_str().into(), vec![known]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ChapterLines, ParagraphLines, ParagraphsByWords, Widths};
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

    fn set(text: &StyledText, measure: &Measure) -> ParagraphLines {
        let fonts = FontSet::embedded();
        let mut shaper = Shaper::new(&fonts);
        let shaped = shaper.shape(text.clone());
        ParagraphLines {
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
            last_time: lines.this_time,
            this_time: ParagraphsByWords::default(),
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
