//! Attributes that many elements share, as classes of the tree (ISO 32000-2, 14.7.6.2).

use lopdf::{Dictionary, dictionary};

use crate::frame::{Element, Numbering, Role};
use crate::locale::{Direction, Language};

/// The direction that an element states by its language, or by being code.
pub(in crate::pdf) fn stated(element: &Element) -> Option<Direction> {
    match element.role {
        Role::Code => Some(element.direction.unwrap_or(Direction::Ltr)),
        _ => element.language.as_ref().map(Language::direction),
    }
}

/// How words of a direction run (ISO 32000-1, table 344).
pub(in crate::pdf) fn writing_mode(direction: Direction) -> &'static str {
    match direction {
        Direction::Rtl => "RlTb",
        Direction::Ltr => "LrTb",
    }
}

/// The class of elements that run in a direction of their own.
pub(in crate::pdf) fn direction_class(direction: Direction) -> &'static str {
    match direction {
        Direction::Rtl => "wr",
        Direction::Ltr => "wl",
    }
}

/// The class of the head cells of columns.
pub(in crate::pdf) const COLUMN_HEAD: &str = "th";

/// The class of the head cells of rows.
pub(in crate::pdf) const ROW_HEAD: &str = "tr";

/// The class of a list.
pub(in crate::pdf) fn list_class(numbering: Numbering) -> &'static str {
    match numbering {
        Numbering::Terms => "l0",
        Numbering::Boxes => "lb",
        Numbering::Disc => "ld",
        Numbering::Decimal => "ln",
        Numbering::Letters => "la",
        Numbering::Plain => "lp",
    }
}

/// What the version of the file allows in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pdf) enum Vocabulary {
    /// That of PDF 1.7.
    First,
    /// That of PDF 2.0.
    Second,
}

/// The dictionary of the classes. PDF 2.0 has words for lists that do not count (ISO 32000-2,
/// table 382).
pub(in crate::pdf) fn classes(vocabulary: Vocabulary) -> Dictionary {
    let (terms, boxes) = match vocabulary {
        Vocabulary::First => ("None", "None"),
        Vocabulary::Second => ("Description", "Unordered"),
    };
    let list = |value: &str| dictionary! { "O" => "List", "ListNumbering" => value };
    let runs =
        |direction| dictionary! { "O" => "Layout", "WritingMode" => writing_mode(direction) };
    dictionary! {
        direction_class(Direction::Rtl) => runs(Direction::Rtl),
        direction_class(Direction::Ltr) => runs(Direction::Ltr),
        COLUMN_HEAD => dictionary! { "O" => "Table", "Scope" => "Column" },
        ROW_HEAD => dictionary! { "O" => "Table", "Scope" => "Row" },
        list_class(Numbering::Terms) => list(terms),
        list_class(Numbering::Boxes) => list(boxes),
        list_class(Numbering::Disc) => list("Disc"),
        list_class(Numbering::Decimal) => list("Decimal"),
        list_class(Numbering::Letters) => list("LowerAlpha"),
        list_class(Numbering::Plain) => list("None"),
    }
}
