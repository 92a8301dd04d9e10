//! Every key of `book.toml`: its name, the shape of its value, what it says.
//!
//! The readers of this room take the names that they know, and the ranges of numbers, from here; so do the JSON
//! Schema and what an editor offers. A test holds every shape against the readers.

mod editions;
mod looks;
mod notes;
mod ranges;
mod text;

pub(super) use editions::EDITION;
pub(super) use looks::{
    COVER, CUTS, DESIGN, EPUB, FONTS, MARGINS, PDF, PRINT, SIZES_BY_ROLE, SPACES,
};
pub(super) use notes::{NOTE_SERIES, NOTES};
pub(super) use ranges::{
    BAYTS, BLEEDS, BULKS, EXPANSIONS, FLAPS, FONT_SIZES, IMAGE_RESOLUTIONS, INDENTS, INK_LIMITS,
    LEAST_SPACES, LINE_HEIGHTS, MOST_SPACES, OPENINGS, RESOLUTIONS, SIZES, SPLITS, THICKNESSES,
    WEIGHTS,
};
pub(super) use text::{
    BIBLIOGRAPHY, BOOK, CHAPTER, COLOPHON, FOREIGN_TITLE, GLOSSARY, INDEX, INDEXES, LIST_SECTION,
    PART, PERSON, SERIES, TITLE_PAGE,
};

use std::ops::RangeInclusive;

/// A table of `book.toml`.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// What it is about.
    pub says: &'static str,
    /// Its keys.
    pub keys: &'static [Key],
    /// What stands under other keys, where the author may name some.
    pub others: Option<&'static Shape>,
}

/// A key with its value.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What its value looks like.
    pub shape: Shape,
    /// What it says, and what stands in for it.
    pub says: &'static str,
}

/// What a value looks like.
#[derive(Debug)]
pub enum Shape {
    /// A text.
    Text,
    /// A text; these are the ones that are known by name.
    Open(&'static [&'static str]),
    /// One of these words.
    Word(&'static [&'static str]),
    /// The path of a file of the book.
    File,
    /// A date, as TOML has it or as a text.
    Date,
    /// `true` or `false`.
    Flag,
    /// A number in a range.
    Number(RangeInclusive<f64>),
    /// A number in a range, or a share of what it is made of without it: `"120%"`.
    Measure(RangeInclusive<f64>),
    /// A whole number in a range.
    Whole(RangeInclusive<f64>),
    /// A table; the names are keys that it cannot do without.
    Table(&'static [Key], &'static [&'static str]),
    /// A table whose keys the author names, with such values.
    Named(&'static Shape),
    /// A list of such values; one of them alone counts as a list of one.
    List(&'static Shape),
    /// One of these shapes.
    Any(&'static [Shape]),
}

/// The names of some keys.
pub(super) fn names(keys: &[Key]) -> Vec<&'static str> {
    keys.iter().map(|key| key.name).collect()
}

const fn key(name: &'static str, shape: Shape, says: &'static str) -> Key {
    Key { name, shape, says }
}

/// The tables of `book.toml`, in the order in which a book is thought of.
pub const TABLES: &[Table] = &[
    Table {
        name: "book",
        says: "what the book is called, and what libraries ask about it",
        keys: BOOK,
        others: None,
    },
    Table {
        name: "title-page",
        says: "the title on pages beside the title page",
        keys: TITLE_PAGE,
        others: None,
    },
    Table {
        name: "bibliography",
        says: "the works that it cites",
        keys: BIBLIOGRAPHY,
        others: None,
    },
    Table {
        name: "indexes",
        says: "the indexes that end it",
        keys: INDEXES,
        others: None,
    },
    Table {
        name: "glossary",
        says: "its terms with those of another language",
        keys: GLOSSARY,
        others: None,
    },
    Table {
        name: "notes",
        says: "how its notes are counted and marked",
        keys: NOTES,
        others: None,
    },
    Table {
        name: "colophon",
        says: "the back of the title page",
        keys: COLOPHON,
        others: None,
    },
    Table {
        name: "pdf",
        says: "how its pages look",
        keys: PDF,
        others: None,
    },
    Table {
        name: "design",
        says: "what its pages look like",
        keys: DESIGN,
        others: None,
    },
    Table {
        name: "cover",
        says: "the cover for the press",
        keys: COVER,
        others: None,
    },
    Table {
        name: "print",
        says: "the press",
        keys: PRINT,
        others: None,
    },
    Table {
        name: "epub",
        says: "how its EPUB is made",
        keys: EPUB,
        others: None,
    },
    Table {
        name: "fonts",
        says: "its faces",
        keys: FONTS,
        others: None,
    },
    Table {
        name: "variables",
        says: "words of the text by their names: {{ name }}",
        keys: &[],
        others: Some(&Shape::Text),
    },
    Table {
        name: "editions",
        says: "editions of the book: [editions.NAME] is laid over it by `sahhaf build --edition NAME`",
        keys: &[],
        others: Some(&Shape::Table(EDITION, &[])),
    },
];
