//! The keys of what a book says: `[book]`, `[title-page]`, `[bibliography]`, `[indexes]`, `[colophon]`.

use super::{Key, Shape, key};
use crate::locale::Matter;

/// Somebody.
pub(in crate::config) const PERSON: &[Key] = &[
    key("name", Shape::Text, "the name as it is printed"),
    key(
        "file-as",
        Shape::Text,
        "the name as it is sorted: «دانشور، سیمین»",
    ),
];
const PEOPLE: Shape = Shape::List(&Shape::Any(&[Shape::Text, Shape::Table(PERSON, &["name"])]));

/// A chapter that is more than the name of its file.
pub(in crate::config) const CHAPTER: &[Key] = &[
    key("file", Shape::File, "its Markdown file"),
    key(
        "matter",
        Shape::Word(&Matter::NAMES),
        "what it is in the book: a part, a preface, a dedication, an afterword …",
    ),
];

/// A part of the book with its chapters.
pub(in crate::config) const PART: &[Key] = &[
    key("part", Shape::Text, "its title, on a page of its own"),
    key(
        "chapters",
        Shape::List(&Shape::Any(&[
            Shape::File,
            Shape::Table(CHAPTER, &["file"]),
        ])),
        "its chapters in reading order",
    ),
];

/// The series of a book.
pub(in crate::config) const SERIES: &[Key] = &[
    key("name", Shape::Text, "what the series is called"),
    key(
        "number",
        Shape::Whole(0.0..=100_000.0),
        "the place of the book in it",
    ),
];

/// `[book]`.
pub(in crate::config) const BOOK: &[Key] = &[
    key(
        "title",
        Shape::Text,
        "the title; without it the book is called as its folder shows",
    ),
    key("subtitle", Shape::Text, "the subtitle"),
    key(
        "language",
        Shape::Open(&[
            "fa", "fa-AF", "ar", "ur", "ps", "ckb", "he", "yi", "sd", "ug", "en",
        ]),
        "a BCP 47 tag; that of the text without it",
    ),
    key(
        "direction",
        Shape::Word(&["rtl", "ltr"]),
        "the language's own without it",
    ),
    key("authors", PEOPLE, "who wrote the book"),
    key("translators", PEOPLE, "who translated it"),
    key("editors", PEOPLE, "who edited it"),
    key("illustrators", PEOPLE, "who drew its pictures"),
    key(
        "identifier",
        Shape::Text,
        "a URN or URL that stays the same for every edition of the file; made of title and language without it",
    ),
    key(
        "isbn",
        Shape::Text,
        "10 or 13 digits; the check digit is checked",
    ),
    key(
        "description",
        Shape::Text,
        "what the book is about, for libraries and the back of the cover",
    ),
    key(
        "subjects",
        Shape::List(&Shape::Text),
        "what it is about, in a few words each",
    ),
    key("publisher", Shape::Text, "who publishes it"),
    key("rights", Shape::Text, "what readers may do with it"),
    key(
        "date",
        Shape::Date,
        "when it was published: 2026, 2026-11 or 2026-11-22, or a solar date: 1405-09-01",
    ),
    key(
        "modified",
        Shape::Date,
        "when it was changed last: 2026-11-22T00:00:00Z; the date, else 2000-01-01, without it",
    ),
    key(
        "series",
        Shape::Any(&[Shape::Text, Shape::Table(SERIES, &["name"])]),
        "the series that it belongs to: a name, or { name = \"…\", number = 3 }",
    ),
    key(
        "cover",
        Shape::File,
        "a picture, 3:4 is usual; without it a cover is made of the title",
    ),
    key(
        "cover-alt",
        Shape::Text,
        "what the cover shows, for those who cannot see it",
    ),
    key(
        "chapters",
        Shape::List(&Shape::Any(&[
            Shape::File,
            Shape::Table(CHAPTER, &["file"]),
            Shape::Table(PART, &["part", "chapters"]),
        ])),
        "the Markdown files in reading order, or parts with theirs; what is found in the folder without it",
    ),
];

/// A section of the list of works.
pub(in crate::config) const LIST_SECTION: &[Key] = &[
    key("title", Shape::Text, "its heading"),
    key("keyword", Shape::Text, "works that have this keyword"),
    key(
        "types",
        Shape::List(&Shape::Text),
        "works of these kinds: book, article-journal …",
    ),
];

/// `[bibliography]`.
pub(in crate::config) const BIBLIOGRAPHY: &[Key] = &[
    key(
        "files",
        Shape::List(&Shape::File),
        ".bib, .json (CSL-JSON) or .yml (Hayagriva)",
    ),
    key(
        "title",
        Shape::Text,
        "the heading of the list; «منابع» in the book's language without it",
    ),
    key(
        "nocite",
        Shape::List(&Shape::Text),
        "keys to list without a citation; [\"*\"] lists all",
    ),
    key(
        "style",
        Shape::Open(&[
            "fa-author-date",
            "fa-iran",
            "fa-note",
            "fa-numeric",
            "apa",
            "chicago",
            "mla",
            "ieee",
        ]),
        "how citations and the list look: a name or a .csl file; fa-author-date without it",
    ),
    key(
        "place",
        Shape::Word(&["appendix", "chapters"]),
        "where the list stands: at the end of the book, or each chapter ends with the works that it cites",
    ),
    key(
        "order",
        Shape::Word(&["scripts", "one", "cited"]),
        "Persian, then Arabic, then Latin works; one list for all; or as cited. The style's own without it",
    ),
    key(
        "sections",
        Shape::Any(&[
            Shape::Word(&["none", "type"]),
            Shape::List(&Shape::Table(LIST_SECTION, &["title"])),
        ]),
        "what the list is parted into: \"type\", or tables with a title and types or a keyword",
    ),
    key(
        "backlinks",
        Shape::Word(&["none", "pages"]),
        "whether an entry names the pages that cite it",
    ),
];

/// An index that marks name.
pub(in crate::config) const INDEX: &[Key] = &[
    key(
        "name",
        Shape::Text,
        "what marks call it: [مولوی]{index=اشخاص}",
    ),
    key("title", Shape::Text, "its heading; its name without it"),
];

/// `[indexes]`.
pub(in crate::config) const INDEXES: &[Key] = &[
    key(
        "title",
        Shape::Text,
        "the heading of the index without a name; «نمایه» in the book's language without it",
    ),
    key(
        "named",
        Shape::List(&Shape::Any(&[Shape::Text, Shape::Table(INDEX, &["name"])])),
        "other indexes, in the order in which they stand: names, or tables with a name and a title",
    ),
];

/// `[glossary]`.
pub(in crate::config) const GLOSSARY: &[Key] = &[
    key(
        "file",
        Shape::File,
        "a .csv or .toml file: the term, the foreign term and, if you like, what it means",
    ),
    key(
        "language",
        Shape::Open(&["en", "fr", "de", "ar"]),
        "the language of the foreign terms; English without it",
    ),
    key(
        "title",
        Shape::Text,
        "the heading of the list by the terms of the book",
    ),
    key(
        "foreign-title",
        Shape::Text,
        "the heading of the list by the foreign terms",
    ),
    key(
        "ways",
        Shape::Word(&["both", "own", "foreign"]),
        "which lists there are: by the terms of the book, by the foreign ones, or both",
    ),
    key(
        "first-use",
        Shape::Word(&["plain", "note"]),
        "whether a note names the foreign term where a term is used first",
    ),
];

/// `[title-page.foreign]`.
pub(in crate::config) const FOREIGN_TITLE: &[Key] = &[
    key("language", Shape::Text, "a BCP 47 tag; English without it"),
    key("title", Shape::Text, "the title in that language"),
    key("subtitle", Shape::Text, "the subtitle"),
    key("authors", PEOPLE, "who wrote the book"),
    key("translators", PEOPLE, "who translated it"),
    key("editors", PEOPLE, "who edited it"),
    key("illustrators", PEOPLE, "who drew its pictures"),
    key("publisher", Shape::Text, "who publishes it"),
];

/// `[title-page]`.
pub(in crate::config) const TITLE_PAGE: &[Key] = &[
    key(
        "half-title",
        Shape::Flag,
        "a page with the title alone before the title page; none without it",
    ),
    key(
        "foreign",
        Shape::Table(FOREIGN_TITLE, &["title"]),
        "the title page in another language, on the last page of the book",
    ),
];

/// `[colophon]`.
pub(in crate::config) const COLOPHON: &[Key] = &[
    key(
        "catalogue",
        Shape::List(&Shape::Text),
        "the entry of a national library (فیپا), line by line; {pages} is the number of the last page",
    ),
    key(
        "lines",
        Shape::List(&Shape::Text),
        "edition, copies, price, address, printer, line by line",
    ),
];

#[cfg(test)]
mod tests {
    use super::{BOOK, Shape};
    use crate::locale::Tongue;

    #[test]
    fn editors_offer_every_language_that_has_words() {
        let language = BOOK.iter().find(|key| key.name == "language").unwrap();
        let Shape::Open(offered) = language.shape else {
            panic!("a language is one of many words");
        };
        // South Azerbaijani has a few words and no terms yet.
        let spoken = Tongue::ALL
            .into_iter()
            .filter(|one| *one != Tongue::SouthAzerbaijani);
        for tongue in spoken {
            assert!(offered.contains(&tongue.tag()), "{}", tongue.tag());
        }
    }
}
