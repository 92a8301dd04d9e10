//! The keys of how a book looks: `[pdf]`, `[design]`, `[print]`, `[epub]`, `[fonts]`.

use super::ranges::{
    BAYTS, BLEEDS, BULKS, EXPANSIONS, FLAPS, FONT_SIZES, IMAGE_RESOLUTIONS, INDENTS, INK_LIMITS,
    LEAST_SPACES, LINE_HEIGHTS, MOST_SPACES, OPENINGS, RESOLUTIONS, SIZES, SPLITS, THICKNESSES,
    WEIGHTS,
};
use super::{Key, Shape, key};

const MARGIN: Shape = Shape::Number(0.0..=1000.0);
/// The margins of a page.
pub(in crate::config) const MARGINS: &[Key] = &[
    key("inner", MARGIN, "at the binding, in millimetres"),
    key("outer", MARGIN, "at the fore-edge, in millimetres"),
    key("top", MARGIN, "above the text, in millimetres"),
    key("bottom", MARGIN, "below the text, in millimetres"),
];

/// The spaces of a line.
pub(in crate::config) const SPACES: &[Key] = &[
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
pub(in crate::config) const PDF: &[Key] = &[
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
        Shape::Measure(FONT_SIZES),
        "in points; made of the trim size without it, or a share of that (\"110%\")",
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

const SIZE: Shape = Shape::Measure(SIZES);
/// The roles that a size can be given.
pub(in crate::config) const SIZES_BY_ROLE: &[Key] = &[
    key("title", SIZE, "the title of a chapter"),
    key("part", SIZE, "the title of a part"),
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
pub(in crate::config) const DESIGN: &[Key] = &[
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
        "caption-numbers",
        Shape::Word(&["book", "chapter"]),
        "figures and tables are counted through the book or in each chapter: شکل ۲-۱",
    ),
    key(
        "section-break",
        Shape::Word(&["stars", "dots", "rule", "blank"]),
        "what `* * *` becomes",
    ),
    key(
        "running-head",
        Shape::Word(&[
            "book-chapter",
            "part-chapter",
            "chapter",
            "book",
            "author-book",
            "none",
        ]),
        "the title above even and odd pages",
    ),
    key(
        "folio",
        Shape::Word(&["head", "foot"]),
        "where page numbers stand",
    ),
    key(
        "opening",
        Shape::Measure(OPENINGS),
        "how far below the trim a chapter's heading stands, in millimetres or as a share of the page's height (\"20%\")",
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
        "answers",
        Shape::Word(&["here", "chapter", "book"]),
        "where the answers to exercises stand: where they are written, at the end of their chapter or of the book",
    ),
    key(
        "lists",
        Shape::List(&Shape::Word(&[
            "figures", "tables", "poems", "formulas", "credits",
        ])),
        "what is listed with its pages behind the contents",
    ),
    key(
        "sizes",
        Shape::Table(SIZES_BY_ROLE, &[]),
        "in points or as shares of font-size (\"120%\"), by role; made of font-size without it",
    ),
];

/// `[cover]`.
pub(in crate::config) const COVER: &[Key] = &[
    key(
        "front",
        Shape::Word(&["plain", "frame", "band"]),
        "what a front without a picture looks like",
    ),
    key(
        "flaps",
        Shape::Number(FLAPS),
        "how wide the flaps are, in millimetres; none without it",
    ),
    key(
        "front-flap",
        Shape::List(&Shape::Text),
        "the paragraphs on the flap of the front",
    ),
    key(
        "back-flap",
        Shape::List(&Shape::Text),
        "the paragraphs on the flap of the back",
    ),
    key("price", Shape::Text, "the price as printed, on the back"),
    key(
        "mark",
        Shape::File,
        "the picture that the publisher signs with, on front and spine",
    ),
    key("spine-title", Shape::Text, "a shorter title for the spine"),
];

/// `[print]`.
pub(in crate::config) const PRINT: &[Key] = &[
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
pub(in crate::config) const EPUB: &[Key] = &[
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
pub(in crate::config) const CUTS: &[Key] = &[
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
pub(in crate::config) const FONTS: &[Key] = &[
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
