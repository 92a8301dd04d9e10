//! `[notes]`: TOML in, the series of a book's notes with their marks, their count and their place out.
//!
//! A note belongs to a series by the beginning of its name: `[^m:1]` is one of the translator's where the book has a
//! series `m`. Where it has none, `m:1` is a name like any other.

use toml::de::{DeTable, DeValue};

use super::keys;
use super::keyword::{KeywordKey, keyword};
use super::reader::{Reader, Section, Text, Value};
use crate::diag::isolate;
use crate::source::Title;

/// The key of the named series.
const SERIES: &str = "series";

/// Stands between the name of a series and that of a note.
const PARTS: char = ':';

/// `[notes]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoteSettings {
    /// The notes whose names begin with no series.
    pub own: NoteSeries,
    /// `series`: the others, sorted by their names.
    pub named: Vec<NamedNotes>,
    /// `short`: how notes of a few words stand at a foot.
    pub short: ShortNotes,
    /// `title` of notes that stand at an end; the language's own word where none is given.
    pub title: Option<Title>,
}

/// Notes that are counted together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoteSeries {
    /// `label`: who speaks, behind each note («م.»).
    pub label: Option<Title>,
    /// `marks`.
    pub marks: NoteMarks,
    /// `numbering`.
    pub numbering: NoteNumbering,
    /// `place`.
    pub place: NotePlace,
}

/// A series with the name that its notes begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedNotes {
    /// The name: `m` of `[^m:1]`.
    pub name: String,
    /// The series.
    pub series: NoteSeries,
}

/// What notes are marked with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoteMarks {
    /// `digits`: ۱، ۲، ۳.
    #[default]
    Digits,
    /// `letters`: الف، ب، پ.
    Letters,
    /// `stars`: *، **، ***.
    Stars,
}

/// Where the count of notes begins anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoteNumbering {
    /// `page`: on each page; by chapters in the EPUB, which has no pages.
    Page,
    /// `chapter`: in each chapter.
    #[default]
    Chapter,
    /// `book`: nowhere.
    Book,
}

/// Where notes stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NotePlace {
    /// `page`: at the foot of the page of their marks; in the EPUB they pop up.
    #[default]
    Page,
    /// `margin`: in the outer margin, beside their marks; in the EPUB they pop up.
    Margin,
    /// `chapter`: at the end of their chapter.
    Chapter,
    /// `book`: in a part of their own behind the text.
    Book,
}

impl NotePlace {
    /// Whether notes stand behind a text, and not on the page of their marks.
    pub fn is_at_end(self) -> bool {
        match self {
            Self::Page | Self::Margin => false,
            Self::Chapter | Self::Book => true,
        }
    }
}

/// How notes of a few words stand at the foot of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ShortNotes {
    /// `apart`: each on a line of its own.
    #[default]
    Apart,
    /// `beside`: two or three on a line.
    Beside,
}

/// The number of a series of a book: 0 for the notes without one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeriesId(usize);

impl SeriesId {
    /// Counts into lists that have a member for each series.
    pub fn index(self) -> usize {
        self.0
    }
}

impl NoteSettings {
    /// The series that a note belongs to by its name.
    pub fn of(&self, label: &str) -> SeriesId {
        let prefix = label.split_once(PARTS).map(|(prefix, _)| prefix);
        let found = prefix.and_then(|prefix| {
            let mut named = self.named.iter();
            named.position(|one| one.name == prefix)
        });
        SeriesId(found.map_or(0, |at| at + 1))
    }

    /// A series; the notes without one for a number that no series has.
    pub fn series(&self, id: SeriesId) -> &NoteSeries {
        let named = id.0.checked_sub(1).and_then(|at| self.named.get(at));
        named.map_or(&self.own, |named| &named.series)
    }

    /// All series, in the order of their numbers.
    pub fn all(&self) -> impl Iterator<Item = &NoteSeries> {
        let named = self.named.iter().map(|named| &named.series);
        std::iter::once(&self.own).chain(named)
    }

    /// Whether some notes stand in the margin.
    pub fn has_margin(&self) -> bool {
        self.all().any(|series| series.place == NotePlace::Margin)
    }

    /// Whether some notes are counted page by page.
    pub fn counts_by_page(&self) -> bool {
        self.all()
            .any(|series| series.numbering == NoteNumbering::Page)
    }
}

const MARKS: KeywordKey<NoteMarks> = KeywordKey {
    key: "marks",
    words: &[
        ("digits", NoteMarks::Digits),
        ("letters", NoteMarks::Letters),
        ("stars", NoteMarks::Stars),
    ],
};
const NUMBERING: KeywordKey<NoteNumbering> = KeywordKey {
    key: "numbering",
    words: &[
        ("page", NoteNumbering::Page),
        ("chapter", NoteNumbering::Chapter),
        ("book", NoteNumbering::Book),
    ],
};

const PLACE: KeywordKey<NotePlace> = KeywordKey {
    key: "place",
    words: &[
        ("page", NotePlace::Page),
        ("margin", NotePlace::Margin),
        ("chapter", NotePlace::Chapter),
        ("book", NotePlace::Book),
    ],
};

const SHORT: KeywordKey<ShortNotes> = KeywordKey {
    key: "short",
    words: &[("apart", ShortNotes::Apart), ("beside", ShortNotes::Beside)],
};

/// Reads `[notes]`.
pub(super) fn read(reader: &mut Reader<'_>, root: &DeTable<'_>) -> NoteSettings {
    let section = reader.section(root, "notes", keys::NOTES);
    let own = of_table(reader, &section, &NoteSeries::default());
    NoteSettings {
        named: named(reader, &section, &own),
        own,
        short: keyword(reader, &section, &SHORT).unwrap_or_default(),
        title: reader.title(&section, "title"),
    }
}

/// The series that a table describes, its label apart; what it leaves open is as usual.
fn of_table(reader: &mut Reader<'_>, table: &Section<'_>, usual: &NoteSeries) -> NoteSeries {
    let place = keyword(reader, table, &PLACE).unwrap_or(usual.place);
    let asked = keyword(reader, table, &NUMBERING);
    let mut numbering = asked.unwrap_or(usual.numbering);
    if place.is_at_end() && numbering == NoteNumbering::Page {
        numbering = NoteNumbering::Chapter;
        if let (Some(value), Some(_)) = (table.get(NUMBERING.key), asked) {
            let span = reader.span(value.span());
            reader
                .bad_value(
                    span,
                    "notes at an end cannot be counted by pages".to_owned(),
                )
                .hint("write numbering = \"chapter\" or \"book\", or place = \"page\"");
        }
    }
    NoteSeries {
        label: None,
        marks: keyword(reader, table, &MARKS).unwrap_or(usual.marks),
        numbering,
        place,
    }
}

/// The named series; what one leaves open is as the notes without a series have it.
fn named(reader: &mut Reader<'_>, section: &Section<'_>, own: &NoteSeries) -> Vec<NamedNotes> {
    let Some(value) = section.get(SERIES) else {
        return Vec::new();
    };
    let DeValue::Table(table) = value.get_ref() else {
        reader.wrong_type(value, SERIES, "a table of names and series");
        return Vec::new();
    };
    let mut found = Vec::new();
    for (name, value) in table {
        let written = name.get_ref();
        if !is_name(written) {
            let span = reader.span(name.span());
            reader
                .bad_value(span, format!("{} cannot name a series", isolate(written)))
                .hint("write what its notes begin with: `m` for [^m:1], without spaces and colons");
            continue;
        }
        let name = written.to_string();
        let series = series(reader, value, own);
        found.push(NamedNotes { name, series });
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    found
}

/// A label alone, or a table.
fn series(reader: &mut Reader<'_>, value: &Value<'_>, own: &NoteSeries) -> NoteSeries {
    // A series that looks like the notes around it would have two notes «۱» on a page.
    let other_marks = match own.marks {
        NoteMarks::Digits | NoteMarks::Letters => NoteMarks::Stars,
        NoteMarks::Stars => NoteMarks::Digits,
    };
    let usual = NoteSeries {
        marks: other_marks,
        ..own.clone()
    };
    if let DeValue::String(_) = value.get_ref() {
        let label = reader.as_text(value, "label");
        return NoteSeries {
            label: label.map(Text::title),
            ..usual
        };
    }
    let table = reader.table(value, SERIES, keys::NOTE_SERIES);
    NoteSeries {
        label: reader.title(&table, "label"),
        ..of_table(reader, &table, &usual)
    }
}

/// Whether `[^name:1]` can be typed.
fn is_name(name: &str) -> bool {
    let stands = |letter: char| !letter.is_whitespace() && !matches!(letter, PARTS | '[' | ']');
    !name.is_empty() && name.chars().all(stands)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_of_a_name_is_a_series_only_where_the_book_has_it() {
        let settings = NoteSettings {
            named: vec![NamedNotes {
                name: "m".to_owned(),
                series: NoteSeries::default(),
            }],
            ..NoteSettings::default()
        };
        let series = |label| settings.of(label).index();
        assert_eq!(
            ["m:1", "m:", "m", "e:1", "1", ":m"].map(series),
            [1, 1, 0, 0, 0, 0]
        );
    }

    #[test]
    fn names_that_cannot_be_typed_in_a_mark_are_none() {
        assert!(is_name("m") && is_name("مترجم"));
        for name in ["", "m:", "a b", "[", "]"] {
            assert!(!is_name(name), "{name}");
        }
    }
}
