//! The keys of `[notes]`.

use super::{Key, Shape, key};

const MARKS: Shape = Shape::Word(&["digits", "letters", "stars"]);
const NUMBERING: Shape = Shape::Word(&["page", "chapter", "book"]);

const PLACE: Shape = Shape::Word(&["page", "margin", "chapter", "book"]);

/// A series of notes.
pub(in crate::config) const NOTE_SERIES: &[Key] = &[
    key(
        "label",
        Shape::Text,
        "who speaks, printed behind each of its notes: «م.»",
    ),
    key(
        "marks",
        MARKS,
        "what its notes are marked with; stars without it, digits where the others have stars",
    ),
    key(
        "numbering",
        NUMBERING,
        "where its count begins anew; as that of the other notes without it",
    ),
    key(
        "place",
        PLACE,
        "where its notes stand; where the other notes do without it",
    ),
];

/// `[notes]`.
pub(in crate::config) const NOTES: &[Key] = &[
    key(
        "numbering",
        NUMBERING,
        "where the count begins anew: on each page (in the EPUB in each chapter), in each chapter or nowhere; \
         in each chapter without it",
    ),
    key(
        "marks",
        MARKS,
        "what notes are marked with; digits without it",
    ),
    key(
        "place",
        PLACE,
        "where notes stand: at the foot of the page, in its margin, at the end of the chapter, or in a part of the book behind \
         the text; at the foot without it",
    ),
    key(
        "short",
        Shape::Word(&["apart", "beside"]),
        "notes of a few words at the foot of a page: each on a line of its own, or two or three on one; apart \
         without it",
    ),
    key(
        "title",
        Shape::Text,
        "the heading of notes that stand at an end; «یادداشت‌ها» in the book's language without it",
    ),
    key(
        "series",
        Shape::Named(&Shape::Any(&[Shape::Text, Shape::Table(NOTE_SERIES, &[])])),
        "series of their own by what their names begin with: m = { label = \"م.\" } for [^m:1]",
    ),
];
