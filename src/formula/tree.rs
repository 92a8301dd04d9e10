//! A formula as meaning: what both books are made of.
//!
//! No command of TeX is left in it: letters have the form that Unicode gives them, signs know what they
//! are to their neighbours, lengths are em.

use std::borrow::Cow;

use crate::units::Em;

/// A formula that was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FormulaTree {
    /// What it says.
    pub row: Vec<Node>,
    /// The label that the author gave it: `\tag{۲}`.
    pub tag: Option<Vec<Node>>,
}

impl FormulaTree {
    /// What stands between a formula and its label: two quads, as amsmath has it.
    pub(super) const BEFORE_TAG: Em = Em(2.0);

    /// What is shown on its line: what it says, and its label behind a space.
    pub(super) fn line(&self) -> Cow<'_, [Node]> {
        let Some(tag) = &self.tag else {
            return Cow::Borrowed(&self.row);
        };
        let mut line = self.row.clone();
        line.push(Node::Space(Self::BEFORE_TAG));
        line.extend(tag.iter().cloned());
        Cow::Owned(line)
    }
}

/// A part of a formula.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A letter or a sign.
    Sign(Sign),
    /// A number, in digits of any script.
    Number(String),
    /// Words: what stands in `\text`.
    Words(Words),
    /// A group, one thing to its neighbours.
    Group(Vec<Node>),
    /// A space; negative where what follows is drawn nearer.
    Space(Em),
    /// A thing with scripts.
    Scripts(Box<Scripts>),
    /// Something above something else.
    Fraction(Box<Fraction>),
    /// A root; `index` is the 3 of a cubic root.
    Root {
        /// What stands under it.
        body: Vec<Node>,
        /// Which root, where it is not the second.
        index: Option<Vec<Node>>,
    },
    /// Something between brackets that grow with it.
    Fenced(Fenced),
    /// A bracket of a size: `\bigl(`.
    Bracket(Bracket),
    /// A stroke inside growing brackets, as high as they are: `\middle|`.
    Middle(String),
    /// A sign above or below something: a hat, an arrow, a brace.
    Accent(Box<Accent>),
    /// A rule above or below something: `\overline`.
    Ruled {
        /// Where the rule is.
        side: Side,
        /// What it is drawn along.
        body: Vec<Node>,
    },
    /// A large operator or the name of a function.
    Operator(Operator),
    /// An arrow as long as its labels: `\xrightarrow{f}`.
    Arrow {
        /// The arrow.
        sign: char,
        /// Above it.
        above: Vec<Node>,
        /// Below it.
        below: Option<Vec<Node>>,
    },
    /// Something in another style: `\displaystyle`.
    Styled {
        /// The style.
        style: Style,
        /// What is in it.
        body: Vec<Node>,
    },
    /// Something larger or smaller.
    Sized {
        /// How much larger.
        factor: f32,
        /// What.
        body: Vec<Node>,
    },
    /// Something in a colour.
    Coloured {
        /// The colour.
        colour: Colour,
        /// What.
        body: Vec<Node>,
    },
    /// Something with lines around or through it.
    Enclosed {
        /// Which lines.
        by: Enclosure,
        /// What.
        body: Vec<Node>,
    },
    /// Something that takes room and is not seen, or is seen and takes none.
    Phantom {
        /// What is left of it.
        kind: Phantom,
        /// What.
        body: Vec<Node>,
    },
    /// Something raised.
    Raised {
        /// By how much.
        by: Em,
        /// What.
        body: Vec<Node>,
    },
    /// Something that counts as another class: `\mathrel{R}`.
    Classed {
        /// The class.
        class: Class,
        /// What.
        body: Vec<Node>,
    },
    /// A filled rectangle on the line.
    Block {
        /// Its width.
        width: Em,
        /// Its height.
        height: Em,
    },
    /// Lines of cells.
    Table(Table),
}

/// A letter or a sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// The characters of Unicode that it is, most often one.
    pub text: String,
    /// What it is to its neighbours.
    pub class: Class,
    /// How it stands.
    pub slant: Slant,
}

/// How a letter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slant {
    /// As a variable: in italics.
    Variable,
    /// As it is.
    Upright,
}

/// What a part is to its neighbours (The TeXbook, chapter 17).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A letter, a number, words.
    Ordinary,
    /// A large operator, a function.
    Operator,
    /// A sign between two things: +.
    Binary,
    /// A relation: =.
    Relation,
    /// An opening bracket.
    Opening,
    /// A closing bracket.
    Closing,
    /// A comma.
    Punctuation,
    /// Something between growing brackets, a fraction.
    Inner,
}

/// Words in a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The words; spaces at their ends count.
    pub text: String,
    /// How they are set.
    pub look: Look,
}

/// How words in a formula are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// As the text around the formula.
    #[default]
    Plain,
    /// Bold.
    Bold,
    /// Emphasised.
    Emphasised,
    /// As code.
    Code,
}

/// A thing with scripts.
#[derive(Clone, Debug, PartialEq)]
pub struct Scripts {
    /// The thing; nothing in `{}^2`.
    pub base: Vec<Node>,
    /// Below.
    pub sub: Option<Vec<Node>>,
    /// Above.
    pub sup: Option<Vec<Node>>,
    /// Where they stand.
    pub place: Place,
}

/// Where scripts stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Beside the base.
    Beside,
    /// Above and below it.
    Limits,
    /// Above and below it in a displayed formula, else beside it.
    Movable,
}

/// A fraction, a binomial.
#[derive(Clone, Debug, PartialEq)]
pub struct Fraction {
    /// What stands above.
    pub above: Vec<Node>,
    /// What stands below.
    pub below: Vec<Node>,
    /// Whether a bar parts them.
    pub bar: Bar,
    /// The brackets around it, empty where there are none.
    pub fences: [String; 2],
}

/// What parts the halves of a fraction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bar {
    /// A rule.
    Drawn,
    /// A rule of this thickness.
    Thick(Em),
    /// Nothing.
    Absent,
}

/// Something between brackets that grow with it; an empty bracket is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Fenced {
    /// Before it.
    pub open: String,
    /// What.
    pub body: Vec<Node>,
    /// Behind it.
    pub close: String,
}

/// A bracket of a size that the author asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bracket {
    /// The bracket; empty where there is none.
    pub sign: String,
    /// From 1 (`\big`) to 4 (`\Bigg`).
    pub size: u8,
    /// What it is to its neighbours.
    pub class: Class,
}

/// A sign above or below something.
#[derive(Clone, Debug, PartialEq)]
pub struct Accent {
    /// The sign.
    pub sign: char,
    /// Where it stands.
    pub side: Side,
    /// Whether it grows as wide as the base.
    pub width: Width,
    /// What it belongs to.
    pub body: Vec<Node>,
}

/// Whether a sign grows with what it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// It has one width.
    Fixed,
    /// It is as wide as its base.
    Growing,
    /// It is as wide as its base, and scripts of it stand above or below: a brace.
    Brace,
}

/// Above or below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Above.
    Above,
    /// Below.
    Below,
}

/// A large operator or the name of a function.
#[derive(Clone, Debug, PartialEq)]
pub enum Operator {
    /// ∑, ∫.
    Large(String),
    /// `\smallint`.
    Small(String),
    /// sin, lim: letters that stand upright.
    Named(String),
    /// A group that counts as an operator.
    Made(Vec<Node>),
}

/// The size of a formula's parts (The TeXbook, chapter 17).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// In a formula of its own.
    Display,
    /// In a line.
    Text,
    /// In a script.
    Script,
    /// In a script of a script.
    ScriptScript,
}

/// A colour: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

/// Lines around or through something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enclosure {
    /// A box around it.
    Box,
    /// A coloured ground behind it.
    Ground(Colour),
    /// A stroke from the lower left to the upper right.
    Up,
    /// A stroke from the upper left to the lower right.
    Down,
    /// Both strokes.
    Cross,
    /// A stroke through its middle.
    Strike,
}

/// What is left of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phantom {
    /// Its room: `\phantom`.
    Room,
    /// Its height: `\vphantom`.
    Height,
    /// All but its height and depth: `\smash`.
    Flat,
    /// All but its width, so that what follows is drawn over it: `\rlap`.
    Lap,
}

/// Lines of cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What it is, which decides its distances.
    pub kind: TableKind,
    /// Its columns; cells behind the last one are centred.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<TableRow>,
    /// The rules below its last row.
    pub below: Vec<Stroke>,
}

/// What a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableKind {
    /// A matrix, an array.
    Array,
    /// Small, for a line of text.
    Small,
    /// Cases of a function.
    Cases,
    /// Equations, one below the other, in pairs of columns.
    Aligned,
    /// Lines, one below the other.
    Lines,
    /// Lines below a sum.
    Substack,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// The side of its cells.
    pub alignment: CellSide,
    /// The rules before it.
    pub before: Vec<Stroke>,
    /// The rules behind it, in the last column.
    pub behind: Vec<Stroke>,
}

/// The side of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellSide {
    /// In the middle.
    #[default]
    Middle,
    /// At the left.
    Left,
    /// At the right.
    Right,
}

/// How a rule is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// Whole.
    Solid,
    /// Dashed.
    Dashed,
}

/// A row of cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableRow {
    /// The rules above it.
    pub above: Vec<Stroke>,
    /// Its cells.
    pub cells: Vec<Vec<Node>>,
    /// More room below it.
    pub gap: Em,
    /// The label that its line has: `\tag{1}`.
    pub tag: Option<Vec<Node>>,
}
