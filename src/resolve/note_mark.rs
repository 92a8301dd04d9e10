//! What a note is marked with, and its places where it stands at an end.

use crate::config::{NoteMarks, NotePlace, NoteSeries, SeriesId};
use crate::locale::Language;
use crate::model::AnchorId;

/// What stands at a note and where it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteMark {
    /// The series that it is counted in.
    pub series: SeriesId,
    /// The mark as printed: «۱», «الف», «*».
    pub printed: String,
    /// What parts the mark from the words of the note: «۱. », «* ».
    pub behind: &'static str,
    /// Where the note stands.
    pub place: NotePlace,
}

impl NoteMark {
    /// The mark of a note by its number in its series.
    pub fn of(id: SeriesId, number: usize, series: &NoteSeries, language: &Language) -> Self {
        /// More stars than these are counted by nobody: the fourth is «*۴».
        const STARS: usize = 3;
        let (printed, behind) = match series.marks {
            NoteMarks::Digits => (language.number(number), ". "),
            NoteMarks::Letters => (language.note_letter(number), ". "),
            NoteMarks::Stars if number <= STARS => ("*".repeat(number), " "),
            NoteMarks::Stars => (format!("*{}", language.number(number)), " "),
        };
        Self {
            series: id,
            printed,
            behind,
            place: series.place,
        }
    }
}

/// The places of a note at an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndNotePlace {
    /// Where its text begins.
    pub note: AnchorId,
    /// Where it is called first.
    pub call: AnchorId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_to_mark_a_note_has_its_signs_and_what_parts_them_from_its_words() {
        let marks = |marks, number| {
            let series = NoteSeries {
                marks,
                ..NoteSeries::default()
            };
            let mark = NoteMark::of(SeriesId::default(), number, &series, &Language::persian());
            format!("{}{}", mark.printed, mark.behind)
        };
        assert_eq!(marks(NoteMarks::Digits, 12), "۱۲. ");
        assert_eq!(marks(NoteMarks::Letters, 3), "پ. ");
        assert_eq!(marks(NoteMarks::Letters, 33), "الف۲. ");
        assert_eq!(marks(NoteMarks::Stars, 2), "** ");
        assert_eq!(marks(NoteMarks::Stars, 4), "*۴ ");
    }
}
