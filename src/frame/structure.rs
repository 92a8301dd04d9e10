//! What the pages mean, beside what they show: a tree of elements (ISO 32000-1, 14.8.4).
//!
//! Every chapter is laid out by itself and has a branch of its own; an [`ElementId`] names
//! the branch and the element in it, so that branches are joined by laying them side by side.

use std::sync::Arc;

use crate::locale::{Direction, Language};

/// An element: its branch, and its place in it.
#[derive(Clone, Copy, Debug, Default)]
#[cfg_attr(not(test), derive(PartialEq, Eq, Hash, PartialOrd, Ord))]
pub struct ElementId {
    /// Index into [`Structure::branches`].
    pub branch: u32,
    /// Index into the branch.
    pub index: u32,
}

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// What stands before the text, a chapter, the list of works.
    Part,
    /// A heading inside a chapter with all that it heads.
    Section,
    /// Blocks that belong together: a figure with its caption, a poem, a box.
    Division,
    /// A quotation on lines of its own.
    Quotation,
    /// The caption of a figure or table.
    Caption,
    /// The table of contents, or the part of it below a heading.
    Contents,
    /// A line of the contents.
    ContentsItem,
    /// A heading; levels from 1 to 6, none left out.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list.
    List(Numbering),
    /// An item of a list.
    Item,
    /// What an item or a note is called: a bullet, a number, a term.
    Label,
    /// The content of an item.
    ItemBody,
    /// A table.
    Table,
    /// The rows of a table's head.
    TableHead,
    /// The other rows.
    TableBody,
    /// A row.
    Row,
    /// A cell that heads its column.
    HeadCell,
    /// A cell that heads its row.
    RowHead,
    /// A cell.
    Cell,
    /// Words in a language of their own.
    Span,
    /// A note.
    Note,
    /// A pointer to another place: a note's mark, a line of the contents.
    Reference,
    /// A work in the list of works.
    Work,
    /// Code.
    Code,
    /// A link with its sensitive areas.
    Link,
    /// A picture.
    Figure,
    /// A formula.
    Formula,
}

impl Role {
    /// The standard structure type (ISO 32000-1, 14.8.4).
    pub fn tag(self) -> &'static str {
        match self {
            Self::Part => "Part",
            Self::Section => "Sect",
            Self::Division => "Div",
            Self::Quotation => "BlockQuote",
            Self::Caption => "Caption",
            Self::Contents => "TOC",
            Self::ContentsItem => "TOCI",
            Self::Heading(level) => {
                ["H1", "H2", "H3", "H4", "H5", "H6"][usize::from(level.clamp(1, 6)) - 1]
            }
            Self::Paragraph => "P",
            Self::List(_) => "L",
            Self::Item => "LI",
            Self::Label => "Lbl",
            Self::ItemBody => "LBody",
            Self::Table => "Table",
            Self::TableHead => "THead",
            Self::TableBody => "TBody",
            Self::Row => "TR",
            Self::HeadCell | Self::RowHead => "TH",
            Self::Cell => "TD",
            Self::Span => "Span",
            Self::Note => "Note",
            Self::Reference => "Reference",
            Self::Work => "BibEntry",
            Self::Code => "Code",
            Self::Link => "Link",
            Self::Figure => "Figure",
            Self::Formula => "Formula",
        }
    }
}

/// How the items of a list are called (ISO 32000-1, table 347).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering {
    /// By terms.
    Terms,
    /// By the boxes of a task list.
    Boxes,
    /// By bullets.
    Disc,
    /// By numbers.
    Decimal,
    /// By letters.
    Letters,
    /// By nothing.
    Plain,
}

/// How an element stands among its parent's children.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// In the order in which children were made.
    Listed,
    /// Where its first words stand between those of its parent.
    Flowing,
}

/// An element.
#[derive(Clone, Debug)]
pub struct Element {
    /// What it is.
    pub role: Role,
    /// The element it lies in; `None` for the root of a branch.
    pub parent: Option<ElementId>,
    /// The elements in it, in the order in which they were made.
    pub children: Vec<ElementId>,
    /// How it stands among its parent's children.
    pub order: Order,
    /// Its language, where it is another than its parent's.
    pub language: Option<Language>,
    /// Its alternative text, for readers who cannot see it.
    pub alt: Option<String>,
    /// The way its words run, where neither its role nor its language says so.
    pub direction: Option<Direction>,
    /// The cells that head it.
    pub heads: Vec<ElementId>,
    /// How many columns and rows it takes, where it is a cell that takes several.
    pub extent: Option<CellExtent>,
}

/// How many columns and rows a cell takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellExtent {
    /// Columns.
    pub columns: usize,
    /// Rows.
    pub rows: usize,
}

/// The whole tree, as branches whose first elements lie in the document one after the other.
#[derive(Clone, Debug, Default)]
pub struct Structure {
    /// The branches, in reading order; parents stand before their children.
    pub branches: Vec<Arc<Vec<Element>>>,
}

impl Structure {
    /// An element.
    pub fn get(&self, id: ElementId) -> Option<&Element> {
        self.branches
            .get(id.branch as usize)?
            .get(id.index as usize)
    }

    /// Every element with its id, branch after branch.
    pub fn elements(&self) -> impl DoubleEndedIterator<Item = (ElementId, &Element)> {
        (0_u32..)
            .zip(&self.branches)
            .collect::<Vec<_>>()
            .into_iter()
            .flat_map(|(branch, elements)| {
                let count = u32::try_from(elements.len()).unwrap_or(u32::MAX);
                (0..count)
                    .zip(elements.iter())
                    .map(move |(index, element)| (ElementId { branch, index }, element))
            })
    }
}

#[cfg(test)]
crate::comparisons::counted!(ElementId { branch, index });
