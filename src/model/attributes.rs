//! What an author says about a node: its name, its classes, its language, the side its lines keep to.

use super::{IndexMark, Medium, ReferenceForm, When};
use crate::locale::{Direction, Language};

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
    /// Whether a printed page ends before the block.
    pub page_break: Option<PageBreak>,
    /// Whether no printed page ends inside the block.
    pub keep: bool,
    /// How many lines more its paragraphs have on a printed page than they would take by themselves.
    pub lines: i8,
    /// Whose a figure or a table is: what stands below its caption.
    pub credit: Option<String>,
    /// The term of the glossary that marked words stand for, where it is not the words themselves.
    pub term: Option<String>,
    /// The entry of an index that leads here. On a block it is spread over the block's words when a chapter is read.
    pub index: Option<Box<IndexMark>>,
    /// How the links without words in it name what they lead to, where they are a reference together.
    pub reference: Option<ReferenceForm>,
    /// The conditions on which it stands in the book, as written; none once they were looked at.
    pub when: Option<Box<When>>,
    /// The only output that it stands in.
    pub only: Option<Medium>,
}

/// Whether a printed page ends before a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PageBreak {
    /// It does.
    Before,
    /// It does not, if that can be avoided.
    Avoid,
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
