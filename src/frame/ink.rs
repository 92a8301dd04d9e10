//! The colour of what is placed.

/// A gray between 0 (black) and 1 (white), or a colour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ink {
    /// Black and its tints: 0 is black, 1 is paper.
    Gray(f32),
    /// Red, green, blue, 0 to 1.
    Rgb([f32; 3]),
}

impl Ink {
    /// The colour of text.
    pub const BLACK: Self = Self::Gray(0.0);
}
