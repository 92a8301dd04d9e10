//! The outputs that a part of the text may be for alone, and what an author writes for it.

/// An output that a text can be written for alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Medium {
    /// The EPUB.
    Epub,
    /// The PDF, and pictures of its pages.
    Pdf,
}

/// The conditions of a block or of words as they were written: `{when=pdf unless="edition:student"}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// It stands where one of these holds; everywhere without it.
    pub when: Option<String>,
    /// It does not stand where one of these holds.
    pub unless: Option<String>,
}
