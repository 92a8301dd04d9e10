//! How the content of a page is turned.
//!
//! The content of a turned page is as wide as the page is high. In a Persian book its head lies at the right side of
//! the page, and readers turn the book to the left; in a book that is read from left to right it lies at the left.

use crate::locale::Direction;

/// How the content of a page is turned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Turn {
    /// Not at all.
    #[default]
    Upright,
    /// By a quarter to the right: its head lies at the right side of the page.
    Clockwise,
    /// By a quarter to the left.
    Counterclockwise,
}

impl Turn {
    /// The turn of a wide table in a book that is read in a direction.
    pub fn of_book(direction: Direction) -> Self {
        match direction {
            Direction::Rtl => Self::Clockwise,
            Direction::Ltr => Self::Counterclockwise,
        }
    }
}
