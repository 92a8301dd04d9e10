//! Blocks: what stands on its own lines.

use super::{Attributes, Image, Inline, NodeId, SourceNode, Table};
use crate::locale::StatementKind;
use crate::source::Span;

/// A block of text with its attributes and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Which node of the book it is.
    pub id: NodeId,
    /// What it is.
    pub kind: BlockKind,
    /// What the author said about it.
    pub attributes: Attributes,
    /// Where it was written.
    pub span: Span,
}

impl Block {
    /// Which node it is, and where it was written.
    pub fn source(&self) -> SourceNode {
        let (id, span) = (self.id, self.span);
        SourceNode { id, span }
    }
}

/// The kinds of blocks.
#[derive(Clone, Debug, PartialEq)]
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
    Code(Code),
    /// A table.
    Table(Table),
    /// A picture with its caption.
    Figure(Figure),
    /// Pictures side by side, with a caption for all.
    Panels(Panels),
    /// Blocks that only share attributes (`<div>`, `:::`).
    Division(Vec<Block>),
    /// A thing beside the text: a note, tip or warning box, or `<details>` (its summary is the title).
    Aside {
        /// The title, may be empty.
        title: Vec<Inline>,
        /// The text.
        blocks: Vec<Block>,
    },
    /// A theorem, a definition, an exercise.
    Statement {
        /// What it states.
        kind: StatementKind,
        /// What it is called, may be empty.
        title: Vec<Inline>,
        /// The text.
        blocks: Vec<Block>,
    },
    /// A displayed formula, as TeX source.
    Math(String),
    /// A thematic break.
    Break,
}

impl BlockKind {
    /// Whether it can stand apart from the text around it: a figure, pictures side by side, a table.
    pub fn is_figure_or_table(&self) -> bool {
        self.place_of_caption().is_some()
    }

    /// The caption that it has, if it is of a kind that can have one.
    pub fn caption(&self) -> Option<&[Inline]> {
        self.place_of_caption()?.as_deref()
    }

    /// Where its caption stands; `None` for the kinds that can have none.
    fn place_of_caption(&self) -> Option<&Option<Vec<Inline>>> {
        match self {
            Self::Table(table) => Some(&table.caption),
            Self::Figure(figure) => Some(&figure.caption),
            Self::Panels(panels) => Some(&panels.caption),
            Self::Heading { .. }
            | Self::Paragraph(_)
            | Self::List { .. }
            | Self::Definitions(_)
            | Self::Quote(_)
            | Self::Verse(_)
            | Self::Code(_)
            | Self::Division(_)
            | Self::Aside { .. }
            | Self::Statement { .. }
            | Self::Math(_)
            | Self::Break => None,
        }
    }
}

/// Code on lines of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// The first word of the info string: the language of the code, or empty.
    pub syntax: String,
    /// The code, lines ended by `\n`.
    pub text: String,
    /// The number of its first line, where its lines have numbers.
    pub numbers: Option<u32>,
}

/// Whether a list counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListKind {
    /// Bulleted.
    Bulleted,
    /// Numbered, from this number.
    Numbered(u64),
}

/// The class of the words that are the mark of an item.
pub const LIST_MARK: &str = "list-mark";

/// An item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListItem {
    /// Which node of the book it is.
    pub id: NodeId,
    /// For a task list: whether it is done.
    pub done: Option<bool>,
    /// The mark before it as its author wrote it, where it is none that a list counts by itself: «الف)», «(ii)».
    pub mark: Option<String>,
    /// The text.
    pub blocks: Vec<Block>,
    /// Where it was written.
    pub span: Span,
}

impl ListItem {
    /// Which node it is, and where it was written.
    pub fn source(&self) -> SourceNode {
        let (id, span) = (self.id, self.span);
        SourceNode { id, span }
    }
}

/// A term, or several, with what they mean.
#[derive(Clone, Debug, PartialEq)]
pub struct DefinitionItem {
    /// The terms.
    pub terms: Vec<Vec<Inline>>,
    /// The definitions.
    pub definitions: Vec<Vec<Block>>,
}

/// A poem or a part of one.
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, PartialEq)]
pub struct VerseLine {
    /// Which node of the book it is.
    pub id: NodeId,
    /// What it is.
    pub role: VerseRole,
    /// Columns that a free line is moved in, from the side where reading begins.
    pub indent: u16,
    /// One or two parts.
    pub hemistichs: Vec<Vec<Inline>>,
    /// Where it was written.
    pub span: Span,
}

impl VerseLine {
    /// Which node it is, and where it was written.
    pub fn source(&self) -> SourceNode {
        let (id, span) = (self.id, self.span);
        SourceNode { id, span }
    }
}

/// A picture that stands on its own, with a caption.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The picture.
    pub image: Image,
    /// The caption, without the label and number; `None` for a picture that was given none.
    pub caption: Option<Vec<Inline>>,
}

/// Pictures side by side: «شکل ۱», whose parts are «(الف)» and «(ب)».
#[derive(Clone, Debug, PartialEq)]
pub struct Panels {
    /// The pictures; each is a block of its own that can be referred to.
    pub figures: Vec<Block>,
    /// How many stand in a row, where the author says it.
    pub columns: Option<usize>,
    /// The caption of all, without the label and number.
    pub caption: Option<Vec<Inline>>,
}

impl Panels {
    /// How many stand in a row: as the author says, else up to three, and four as two and two.
    pub fn columns(&self) -> usize {
        let usual = match self.figures.len() {
            0..=3 => self.figures.len(),
            4 => 2,
            _ => 3,
        };
        self.columns
            .unwrap_or(usual)
            .clamp(1, self.figures.len().max(1))
    }

    /// Whether its pictures have letters: where one has a caption or a name.
    pub fn are_lettered(&self) -> bool {
        self.figures.iter().any(|block| match &block.kind {
            BlockKind::Figure(figure) => figure.caption.is_some() || block.attributes.id.is_some(),
            _ => false,
        })
    }
}
