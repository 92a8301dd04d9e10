//! Blocks: what stands on its own lines.

use super::Inline;
use crate::locale::{Direction, Language};
use crate::source::{BookPath, Span};

/// A block of text with its attributes and its place.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// What the author said about it.
    pub attributes: Attributes,
    /// Where it was written.
    pub span: Span,
}

/// What an author can say about a block or a run of text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attributes {
    /// The name that links lead to; `resolve` makes it unique in the book.
    pub id: Option<String>,
    /// Class names, in the order written.
    pub classes: Vec<String>,
    /// A language other than the surrounding one.
    pub language: Option<Language>,
    /// A direction other than the text's own.
    pub direction: Option<Direction>,
    /// Alignment of the lines.
    pub alignment: Option<Alignment>,
}

impl Attributes {
    /// Whether a class was given.
    pub fn has_class(&self, name: &str) -> bool {
        self.classes.iter().any(|class| class == name)
    }
}

/// Where lines stand in their measure; sides are logical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alignment {
    /// At the side where reading begins.
    Start,
    /// In the middle.
    Center,
    /// At the side where reading ends.
    End,
    /// Filled to both sides.
    Justify,
}

/// The kinds of blocks.
#[derive(Clone, Debug)]
pub enum BlockKind {
    /// A heading; levels from 1 (the chapter's) to 6.
    Heading {
        /// 1 to 6.
        level: u8,
        /// The words.
        content: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A numbered or bulleted list.
    List {
        /// Numbered from where, or bulleted.
        kind: ListKind,
        /// Whether its items are set without space between them.
        tight: bool,
        /// The items.
        items: Vec<ListItem>,
    },
    /// Terms with their definitions.
    Definitions(Vec<DefinitionItem>),
    /// A quotation.
    Quote(Vec<Block>),
    /// Poetry.
    Verse(Verse),
    /// Code, kept as typed.
    Code {
        /// The first word of the info string: the language of the code, or empty.
        syntax: String,
        /// The code, lines ended by `\n`.
        text: String,
    },
    /// A table.
    Table(Table),
    /// A picture with its caption.
    Figure(Figure),
    /// Blocks that only share attributes (`<div>`, `:::`).
    Division(Vec<Block>),
    /// A thing beside the text: a note, tip or warning box, or `<details>` (its summary is the title).
    Aside {
        /// The title, may be empty.
        title: Vec<Inline>,
        /// The text.
        blocks: Vec<Block>,
    },
    /// A displayed formula, as TeX source.
    Math(String),
    /// A thematic break.
    Break,
}

/// Whether a list counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListKind {
    /// Bulleted.
    Bulleted,
    /// Numbered, from this number.
    Numbered(u64),
}

/// An item of a list.
#[derive(Clone, Debug)]
pub struct ListItem {
    /// For a task list: whether it is done.
    pub done: Option<bool>,
    /// The text.
    pub blocks: Vec<Block>,
    /// Where it was written.
    pub span: Span,
}

/// A term, or several, with what they mean.
#[derive(Clone, Debug)]
pub struct DefinitionItem {
    /// The terms.
    pub terms: Vec<Vec<Inline>>,
    /// The definitions.
    pub definitions: Vec<Vec<Block>>,
}

/// A poem or a part of one.
#[derive(Clone, Debug)]
pub struct Verse {
    /// How its lines make a whole.
    pub form: VerseForm,
    /// Stanzas of lines.
    pub stanzas: Vec<Vec<VerseLine>>,
}

/// How the lines of a poem make a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VerseForm {
    /// Bayts one below the other: ghazal, masnavi, qasida, rubai.
    #[default]
    Bayts,
    /// Stanzas that close with a line of their own: mosammat, tarji-band.
    Stanzas,
    /// Lines of their own length and indent.
    Free,
}

/// What a line is in its poem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerseRole {
    /// A bayt, a lone hemistich or a free line.
    Line,
    /// A line that comes again, or closes a stanza.
    Refrain,
    /// The poem's title.
    Title,
    /// The poet's name below the poem.
    Poet,
}

/// A line of verse: two hemistichs (a bayt) or one free line.
#[derive(Clone, Debug)]
pub struct VerseLine {
    /// What it is.
    pub role: VerseRole,
    /// Columns that a free line is moved in, from the side where reading begins.
    pub indent: u16,
    /// One or two parts.
    pub hemistichs: Vec<Vec<Inline>>,
    /// Where it was written.
    pub span: Span,
}

/// A table with a head, a body and perhaps a caption.
#[derive(Clone, Debug)]
pub struct Table {
    /// How each column is aligned; `None` is the cell's own start side.
    pub columns: Vec<Option<Alignment>>,
    /// Rows of header cells.
    pub head: Vec<TableRow>,
    /// Rows of cells.
    pub body: Vec<TableRow>,
    /// The caption, without the label and number.
    pub caption: Option<Vec<Inline>>,
}

/// A row of cells, as many as the table has columns.
#[derive(Clone, Debug)]
pub struct TableRow {
    /// The cells, in reading order.
    pub cells: Vec<TableCell>,
}

/// A cell.
#[derive(Clone, Debug)]
pub struct TableCell {
    /// What it says.
    pub content: Vec<Inline>,
    /// Where it was written.
    pub span: Span,
}

/// A picture that stands on its own, with a caption.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The picture.
    pub image: Image,
    /// The caption, without the label and number; `None` for a picture that was given none.
    pub caption: Option<Vec<Inline>>,
}

/// A picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// The file, in the book's folder.
    pub path: BookPath,
    /// What a reader who cannot see it is told. Empty when the author gave none.
    pub alt: String,
    /// The width asked for.
    pub width: Option<Length>,
}

/// A length as an author gives it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Length {
    /// A share of the measure, 0 to 1.
    Share(f32),
    /// Points (1/72 inch).
    Points(f32),
}
