//! Every key of `book.toml`: its name, the shape of its value, what it says.
//!
//! The readers of this room take the names that they know, and the ranges of numbers, from here; so do the JSON
//! Schema and what an editor offers. A test holds every shape against the readers.

use std::ops::RangeInclusive;

use crate::locale::Matter;

/// A table of `book.toml`.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// What it is about.
    pub says: &'static str,
    /// Its keys.
    pub keys: &'static [Key],
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
    /// A whole number in a range.
    Whole(RangeInclusive<f64>),
    /// A table; the names are keys that it cannot do without.
    Table(&'static [Key], &'static [&'static str]),
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

// Ranges that a reader checks.

/// Points of the text.
pub(super) const FONT_SIZES: RangeInclusive<f64> = 6.0..=36.0;
/// Multiples of the font size.
pub(super) const LINE_HEIGHTS: RangeInclusive<f64> = 1.0..=3.0;
/// The narrowest space, as a share of the face's own.
pub(super) const LEAST_SPACES: RangeInclusive<f64> = 0.5..=1.0;
/// The widest space that is not reported.
pub(super) const MOST_SPACES: RangeInclusive<f64> = 1.0..=4.0;
/// Per cent of the width of letters.
pub(super) const EXPANSIONS: RangeInclusive<f64> = 0.0..=3.0;
/// Points of letters of a role: what is smaller is no text, what is larger is no book.
pub(super) const SIZES: RangeInclusive<f64> = 5.0..=72.0;
/// How far below the trim a chapter may open, in millimetres.
pub(super) const OPENINGS: RangeInclusive<f64> = 0.0..=300.0;
/// Bayts from one number to the next: each of them, or as far apart as in a long masnavi.
pub(super) const BAYTS: RangeInclusive<f64> = 1.0..=100.0;
/// Indents in em: none, and more than a reader takes for an indent.
pub(super) const INDENTS: RangeInclusive<f64> = 0.0..=6.0;
/// Millimetres beyond the edge.
pub(super) const BLEEDS: RangeInclusive<f64> = 0.0..=20.0;
/// Of a leaf, in millimetres.
pub(super) const THICKNESSES: RangeInclusive<f64> = 0.02..=1.0;
/// Grams a square metre.
pub(super) const WEIGHTS: RangeInclusive<f64> = 20.0..=400.0;
/// Cubic centimetres a gram.
pub(super) const BULKS: RangeInclusive<f64> = 0.5..=3.0;
/// Pixels an inch.
pub(super) const RESOLUTIONS: RangeInclusive<f64> = 0.0..=2400.0;
/// The same, of pictures in the PDF.
pub(super) const IMAGE_RESOLUTIONS: RangeInclusive<f64> = 36.0..=2400.0;
/// Per cent.
pub(super) const INK_LIMITS: RangeInclusive<f64> = 100.0..=400.0;
/// Kilobytes of a document of the EPUB.
pub(super) const SPLITS: RangeInclusive<f64> = 10.0..=100_000.0;

/// Somebody.
pub(super) const PERSON: &[Key] = &[
    key("name", Shape::Text, "the name as it is printed"),
    key(
        "file-as",
        Shape::Text,
        "the name as it is sorted: «دانشور، سیمین»",
    ),
];
const PEOPLE: Shape = Shape::List(&Shape::Any(&[Shape::Text, Shape::Table(PERSON, &["name"])]));

/// A chapter that is more than the name of its file.
pub(super) const CHAPTER: &[Key] = &[
    key("file", Shape::File, "its Markdown file"),
    key(
        "matter",
        Shape::Word(&Matter::NAMES),
        "what it is in the book: a preface, a dedication, an afterword …",
    ),
];

/// The series of a book.
pub(super) const SERIES: &[Key] = &[
    key("name", Shape::Text, "what the series is called"),
    key(
        "number",
        Shape::Whole(0.0..=100_000.0),
        "the place of the book in it",
    ),
];

/// `[book]`.
pub(super) const BOOK: &[Key] = &[
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
        ])),
        "the Markdown files in reading order; what is found in the folder without it",
    ),
];

/// A section of the list of works.
pub(super) const LIST_SECTION: &[Key] = &[
    key("title", Shape::Text, "its heading"),
    key("keyword", Shape::Text, "works that have this keyword"),
    key(
        "types",
        Shape::List(&Shape::Text),
        "works of these kinds: book, article-journal …",
    ),
];

/// `[bibliography]`.
pub(super) const BIBLIOGRAPHY: &[Key] = &[
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

/// `[colophon]`.
pub(super) const COLOPHON: &[Key] = &[
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

const MARGIN: Shape = Shape::Number(0.0..=1000.0);
/// The margins of a page.
pub(super) const MARGINS: &[Key] = &[
    key("inner", MARGIN, "at the binding, in millimetres"),
    key("outer", MARGIN, "at the fore-edge, in millimetres"),
    key("top", MARGIN, "above the text, in millimetres"),
    key("bottom", MARGIN, "below the text, in millimetres"),
];

/// The spaces of a line.
pub(super) const SPACES: &[Key] = &[
    key(
        "least",
        Shape::Number(LEAST_SPACES),
        "the narrowest, as a share of the face's own",
    ),
    key(
        "most",
        Shape::Number(MOST_SPACES),
        "the widest that is not reported",
    ),
];

/// `[pdf]`.
pub(super) const PDF: &[Key] = &[
    key(
        "trim",
        Shape::Open(&[
            "roqei",
            "vaziri",
            "rahli",
            "kheshti",
            "paltoei",
            "jibi",
            "a4",
            "a5",
            "b5",
            "رقعی",
            "وزیری",
            "رحلی",
            "خشتی",
            "پالتویی",
            "جیبی",
        ]),
        "the size of a page: a name, or a size like \"145x210mm\"",
    ),
    key(
        "margins",
        Shape::Table(MARGINS, &[]),
        "in millimetres, any of them; made of the trim size without it",
    ),
    key(
        "font-size",
        Shape::Number(FONT_SIZES),
        "in points; made of the trim size without it",
    ),
    key(
        "line-height",
        Shape::Number(LINE_HEIGHTS),
        "times the font size",
    ),
    key(
        "contents",
        Shape::Whole(0.0..=6.0),
        "how many levels of headings the contents show; 0 for none, 2 without it",
    ),
    key(
        "chapter-opening",
        Shape::Word(&["odd", "next"]),
        "chapters open on an odd page, or on the next one",
    ),
    key(
        "number-headings",
        Shape::Flag,
        "whether headings are numbered",
    ),
    key(
        "standard",
        Shape::Word(&["ua1", "a2a", "a3a", "a4", "ua2", "none"]),
        "which standard the PDF claims to keep; PDF/UA-1 and PDF/A-2a at once without it",
    ),
    key(
        "text-layer",
        Shape::Word(&["portable", "pdfbox", "plain"]),
        "which programs the text is written for; all that are known without it",
    ),
    key(
        "kashida",
        Shape::Word(&["off", "moderate", "full"]),
        "strokes between joined letters; off in prose and moderate in verse without it",
    ),
    key(
        "spaces",
        Shape::Table(SPACES, &[]),
        "how narrow and how wide spaces may be",
    ),
    key(
        "expansion",
        Shape::Number(EXPANSIONS),
        "by how many per cent letters may be wider or narrower to fill a line",
    ),
    key(
        "hanging-punctuation",
        Shape::Flag,
        "whether small signs at the ends of lines hang in the margin",
    ),
    key(
        "hyphenate",
        Shape::Flag,
        "whether Latin, Greek and Cyrillic words are hyphenated",
    ),
    key(
        "profile",
        Shape::Word(&["screen", "print"]),
        "what the PDF is for: screens, or a press",
    ),
    key(
        "image-resolution",
        Shape::Number(IMAGE_RESOLUTIONS),
        "pictures of more pixels an inch are scaled down to this",
    ),
];

const SIZE: Shape = Shape::Number(SIZES);
/// The roles that a size can be given.
pub(super) const SIZES_BY_ROLE: &[Key] = &[
    key("title", SIZE, "the title of a chapter"),
    key("chapter-number", SIZE, "its number above the title"),
    key("heading-2", SIZE, "headings of level 2"),
    key("heading-3", SIZE, "headings of level 3 and below"),
    key("quote", SIZE, "quotations"),
    key(
        "verse",
        SIZE,
        "verse, where its hemistichs have room beside each other",
    ),
    key("note", SIZE, "notes"),
    key("caption", SIZE, "captions and cells of tables"),
    key("running-head", SIZE, "running heads with their folios"),
];

/// `[design]`.
pub(super) const DESIGN: &[Key] = &[
    key(
        "preset",
        Shape::Word(&[
            "novel",
            "poetry",
            "academic",
            "children",
            "booklet",
            "رمان",
            "شعر",
            "دانشگاهی",
            "کودک",
            "جزوه",
        ]),
        "the settings of a kind of book, below all that you write",
    ),
    key(
        "chapter-number",
        Shape::Word(&["words", "digits", "none"]),
        "what stands above the title of a chapter: فصل یکم, فصل ۱ or nothing",
    ),
    key(
        "section-break",
        Shape::Word(&["stars", "dots", "rule", "blank"]),
        "what `* * *` becomes",
    ),
    key(
        "running-head",
        Shape::Word(&["book-chapter", "chapter", "book", "author-book", "none"]),
        "the title above even and odd pages",
    ),
    key(
        "folio",
        Shape::Word(&["head", "foot"]),
        "where page numbers stand",
    ),
    key(
        "opening",
        Shape::Number(OPENINGS),
        "how far below the trim a chapter's heading stands, in millimetres",
    ),
    key(
        "paragraph-indent",
        Shape::Number(INDENTS),
        "of paragraphs that follow another, in em",
    ),
    key(
        "bayt-numbers",
        Shape::Whole(BAYTS),
        "every how many bayts of a poem one is numbered on the page; none without it",
    ),
    key(
        "sizes",
        Shape::Table(SIZES_BY_ROLE, &[]),
        "in points, by role; made of font-size without it",
    ),
];

/// `[print]`.
pub(super) const PRINT: &[Key] = &[
    key(
        "bleed",
        Shape::Number(BLEEDS),
        "how far colour goes on beyond the edge, in millimetres",
    ),
    key("marks", Shape::Flag, "crop and registration marks"),
    key(
        "color-profile",
        Shape::File,
        "an ICC profile of a press, CMYK or gray; black ink without it",
    ),
    key(
        "condition",
        Shape::Text,
        "the registered name of the printing condition: FOGRA39",
    ),
    key(
        "sheet",
        Shape::Whole(1.0..=128.0),
        "pages are added until their number is a multiple of this",
    ),
    key(
        "paper-thickness",
        Shape::Number(THICKNESSES),
        "of a leaf, in millimetres",
    ),
    key(
        "paper-weight",
        Shape::Number(WEIGHTS),
        "instead of the thickness: grams a square metre",
    ),
    key(
        "paper-bulk",
        Shape::Number(BULKS),
        "the paper's volume, with paper-weight",
    ),
    key(
        "least-resolution",
        Shape::Number(RESOLUTIONS),
        "pictures of fewer pixels an inch are reported",
    ),
    key(
        "ink-limit",
        Shape::Number(INK_LIMITS),
        "pictures with a larger sum of inks, in per cent, are reported",
    ),
];

/// `[epub]`.
pub(super) const EPUB: &[Key] = &[
    key(
        "css",
        Shape::File,
        "a style sheet of your own, read after ours",
    ),
    key(
        "embed-fonts",
        Shape::Flag,
        "whether the faces are in the EPUB",
    ),
    key(
        "page-list",
        Shape::Flag,
        "whether the EPUB tells where the pages of the PDF begin",
    ),
    key(
        "print-isbn",
        Shape::Text,
        "the ISBN of the printed book that has those pages",
    ),
    key(
        "split-above",
        Shape::Number(SPLITS),
        "kilobytes of text from which a chapter becomes several files",
    ),
    key(
        "conforms-to",
        Shape::Text,
        "your claim: EPUB Accessibility 1.1 - WCAG 2.1 Level AA",
    ),
    key("certified-by", Shape::Text, "who has checked it"),
    key("certifier-credential", Shape::Text, "what entitles them to"),
    key(
        "certifier-report",
        Shape::Text,
        "the address of their report",
    ),
];

/// The files of a face.
pub(super) const CUTS: &[Key] = &[
    key("regular", Shape::File, "the regular cut"),
    key("bold", Shape::File, "the bold one"),
    key(
        "italic",
        Shape::File,
        "the italic, or the slanted hand of Persian",
    ),
    key("bold-italic", Shape::File, "the same in bold"),
];
const FACE: Shape = Shape::Any(&[Shape::Text, Shape::Table(CUTS, &["regular"])]);

/// `[fonts]`.
pub(super) const FONTS: &[Key] = &[
    key(
        "body",
        FACE,
        "the face of the text: a family of the program, a file, or its cuts",
    ),
    key(
        "heading",
        FACE,
        "the face of headings; that of the text without it",
    ),
    key("code", FACE, "the face of code"),
    key(
        "latin",
        FACE,
        "the face of Latin words in text and headings",
    ),
    key(
        "emphasis",
        Shape::Word(&["bold", "slanted"]),
        "how emphasised words of Persian differ: bold, or slanted (ایرانیک)",
    ),
    key(
        "features",
        Shape::List(&Shape::Text),
        "OpenType features: [\"ss01\", \"-liga\", \"cv05=2\"]",
    ),
];

/// The tables of `book.toml`, in the order in which a book is thought of.
pub const TABLES: &[Table] = &[
    Table {
        name: "book",
        says: "what the book is called, and what libraries ask about it",
        keys: BOOK,
    },
    Table {
        name: "bibliography",
        says: "the works that it cites",
        keys: BIBLIOGRAPHY,
    },
    Table {
        name: "colophon",
        says: "the back of the title page",
        keys: COLOPHON,
    },
    Table {
        name: "pdf",
        says: "how its pages look",
        keys: PDF,
    },
    Table {
        name: "design",
        says: "what its pages look like",
        keys: DESIGN,
    },
    Table {
        name: "print",
        says: "the press",
        keys: PRINT,
    },
    Table {
        name: "epub",
        says: "how its EPUB is made",
        keys: EPUB,
    },
    Table {
        name: "fonts",
        says: "its faces",
        keys: FONTS,
    },
];
