//! Every bound on what a stranger's file may ask for, in one table: numbers alone, each with its reason.
//!
//! A bound that is met is a diagnostic at its place, and the book goes on where it can. The README shows the
//! same table to users; `SECURITY.md` says what the bounds promise together.

/// Bytes of `book.toml`: settings that are longer are none.
pub const SETTINGS_BYTES: u64 = 1 << 20;
/// Bytes of a text in `book.toml`: a title, a name, a description. The longest descriptions of shops have four thousand.
pub const SETTING_TEXT_BYTES: usize = 16 << 10;
/// Bytes of a chapter: nobody writes 32 MiB by hand.
pub const CHAPTER_BYTES: u64 = 32 << 20;
/// Bytes that variables, and files taken in again, may add to the chapters of a book: a chapter of a thousand
/// includes of one file would else be as long as a library. What a file says the first time is not counted.
pub const ADDED_TEXT_BYTES: usize = 1 << 20;
/// Bytes of the style sheet of an EPUB.
pub const STYLE_SHEET_BYTES: u64 = 1 << 20;
/// Bytes of a formula: the longest of a book of mathematics has two thousand.
pub const FORMULA_BYTES: usize = 64 << 10;
/// Bytes of a formula with chemistry (`\ce`, `\pu`): its reader tries some hundred patterns at each place. A reaction
/// of people has a hundred.
pub const CHEMISTRY_BYTES: usize = 1_000;
/// Levels of a formula: those of people have some ten, and what reads them goes down by recursion. ratex-parser
/// stops at 32 braces; this holds for what macros and tables make.
pub const FORMULA_DEPTH: usize = 100;
/// Bytes of a font; those with all of Chinese have some 20 MiB.
pub const FONT_BYTES: u64 = 64 << 20;
/// Letters of a font that are looked at; Unicode has not more.
pub const FONT_LETTERS: usize = 0x11_0000;
/// Strokes of all glyphs of a font; those with all of Chinese have some 5 million.
pub const FONT_STROKES: u64 = 20_000_000;
/// Bytes of the colour profile of a press.
pub const PROFILE_BYTES: u64 = 16 << 20;
/// Bytes of an EPUB that is checked: it is held in memory.
pub const EPUB_BYTES: u64 = 128 << 20;
/// Files of an EPUB.
pub const EPUB_FILES: usize = 100_000;
/// Bytes of a file of an EPUB, unpacked: a few kilobytes can promise gigabytes.
pub const EPUB_FILE_BYTES: u64 = 64 << 20;
/// Bytes of all files of an EPUB, unpacked.
pub const EPUB_UNPACKED_BYTES: u64 = 1 << 30;
/// Bytes of these that are kept.
pub const EPUB_KEPT_BYTES: u64 = 48 << 20;
/// Bytes of a picture or a sound that are kept: its header.
pub const EPUB_HEAD_BYTES: u64 = 256 << 10;
/// Bytes of all style sheets of an EPUB.
pub const EPUB_SHEET_BYTES: usize = 4 << 20;
/// Elements, and texts between them, of a document of an EPUB; the documents behind so many in all are not read.
pub const EPUB_NODES: usize = 500_000;
/// The same, with comments and instructions, which only the strict reader of XML keeps.
pub const EPUB_XML_NODES: u32 = 2_000_000;
/// Namespaces with a prefix that a document of an EPUB declares: the XML reader looks through all of them at each.
pub const EPUB_NAMESPACES: usize = 5_000;
/// Attributes of an element of a document of an EPUB: the XML reader compares each with each.
pub const EPUB_ATTRIBUTES: usize = 2_000;
/// Elements below one another in a document of an EPUB: checks look at what is around each.
pub const EPUB_DEPTH: usize = 200;
/// Files that stand in the place of a file of an EPUB, one after the other.
pub const EPUB_FALLBACKS: usize = 32;
/// Bytes of a name or a title in an EPUB that are looked at.
pub const EPUB_NAME_BYTES: usize = 1 << 10;
/// Bytes of a line of an EPUB whose order is looked at: longer ones are no paragraphs.
pub const EPUB_LINE_BYTES: usize = 50_000;
/// Blocks of a style sheet of an EPUB inside one another that are looked at.
pub const EPUB_SHEET_DEPTH: u8 = 32;
/// Findings of one kind that are told one by one.
pub const EPUB_FINDINGS: usize = 1_000;

/// Bytes of a citation style (CSL); public ones have at most 120 KB.
pub const STYLE_BYTES: u64 = 1 << 20;
/// Elements of a citation style below one another in its file: its parser calls itself for each.
pub const STYLE_ELEMENT_DEPTH: usize = 64;
/// Attributes of an element of a citation style: the parser compares each with each.
pub const STYLE_ATTRIBUTES: usize = 64;
/// Elements of a citation style that one work may run.
pub const STYLE_STEPS: u64 = 50_000;
/// Bytes that a citation style may add to one work by affixes, values and terms.
pub const STYLE_ADDED_BYTES: u64 = 256 << 10;
/// Elements of a citation style below one another, the macros that they run counted in.
pub const STYLE_DEPTH: usize = 240;
/// Elements of a citation style that all works and citations of a book may run together.
pub const STYLE_STEPS_OF_A_BOOK: u64 = 50_000_000;
/// Bytes that the long fields of all works may come to, each counted as often as the style may print it.
pub const STYLE_PRINTED_BYTES: u64 = 64 << 20;

/// Bytes of a bibliography file.
pub const BIBLIOGRAPHY_BYTES: u64 = 64 << 20;
/// Bytes of one field of a work.
pub const BIBLIOGRAPHY_FIELD_BYTES: usize = 64 << 10;
/// Bytes that abbreviations (`@string`) may add to a file, and those that entries take over from others.
pub const BIBLIOGRAPHY_ADDED_BYTES: usize = 16 << 20;

/// Works of one author and year that letters tell apart: hayagriva counts them in a byte, and compares each with each.
pub const ALIKE_WORKS: usize = 256;

/// Bytes of a picture.
pub const PICTURE_BYTES: u64 = 64 << 20;
/// Pixels of a picture: a few kilobytes can promise gigabytes.
pub const PICTURE_PIXELS: u64 = 50_000_000;
/// Bytes that a decoder of pictures may take.
pub const PICTURE_MEMORY: u64 = 256 << 20;
/// Bytes of a drawing (SVG).
pub const DRAWING_BYTES: u64 = 16 << 20;
/// Elements of a drawing below one another; drawings of people have some ten, and usvg calls itself for each.
pub const DRAWING_DEPTH: usize = 200;
/// The same, with what is referred to.
pub const DRAWING_REFERENCE_DEPTH: usize = 300;
/// Elements of a drawing, those that are repeated counted each time.
pub const DRAWING_NODES: u64 = 200_000;
/// Attributes of an element of a drawing: the XML reader compares each with each. There are some three hundred names.
pub const DRAWING_ATTRIBUTES: usize = 1_000;
/// So many stops of a gradient count as an element.
pub const DRAWING_STOPS_A_NODE: u64 = 16;
/// Elements of a drawing times its rules of style: each is compared with each.
pub const DRAWING_RULE_MATCHES: u64 = 10_000_000;
/// Bytes of a style of a drawing times its declarations: the library counts lines from the first byte for each. The style of
/// a map with two thousand declarations has 100 million.
pub const DRAWING_STYLE_PASSES: u64 = 500_000_000;
/// Bytes of words in a drawing.
pub const DRAWING_WORD_BYTES: usize = 64 << 10;
/// Bytes of words count as so many elements each.
pub const DRAWING_NODES_A_WORD_BYTE: u64 = 4;
/// So many bytes of words that are set again for an element in their text count as an element.
pub const DRAWING_SPAN_BYTES_A_NODE: u64 = 16;
/// Bytes of an entity in a drawing.
pub const DRAWING_ENTITY_BYTES: usize = 256;
/// The most that a drawing may be wide or high, in its units.
pub const DRAWING_MOST_SIDE: f32 = 100_000.0;
/// The least that it may be.
pub const DRAWING_LEAST_SIDE: f32 = 0.01;
/// Steps, each some nanoseconds, that the pixels of a drawing may take.
pub const DRAWING_OPERATIONS: f64 = 500_000_000.0;
/// The same for the filters of a cover, as large as it is: turbulence of three octaves, the grain of paper, has 500 million.
pub const COVER_OPERATIONS: f64 = 1_500_000_000.0;
/// Pixels of layers that lie on one another, four bytes each.
pub const DRAWING_LAYER_PIXELS: f64 = 64_000_000.0;
/// Longer side in pixels of what a filter makes.
pub const FILTER_SIDE: u16 = 4096;
/// Longer side in pixels of a cover.
pub const COVER_PIXELS: u16 = 2400;
