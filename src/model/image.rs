//! Pictures: the file, what it shows in words, and the width asked for.

use crate::source::BookPath;

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
