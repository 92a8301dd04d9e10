//! What a book can become, and what it has become.

/// A file that a book can become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Output {
    /// For reading systems.
    Epub,
    /// For screen and press.
    Pdf,
    /// Back, spine and front of a printed book as one sheet.
    Cover,
    /// Pages as pictures, each in a file of its own.
    Png,
}

impl Output {
    /// All of them, in the order in which they are made.
    pub const ALL: [Self; 4] = [Self::Epub, Self::Pdf, Self::Cover, Self::Png];

    /// The ending of the file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Epub => "epub",
            Self::Pdf => "pdf",
            Self::Cover => "cover.pdf",
            Self::Png => "png",
        }
    }
}

/// A book rendered as one of its outputs.
#[derive(Clone, Debug)]
pub struct Artifact {
    /// What it is.
    pub output: Output,
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has; an EPUB has none.
    pub pages: Option<usize>,
    /// The page that it shows, from 1, where it is the picture of one.
    pub page: Option<usize>,
}

impl Artifact {
    pub(super) fn epub(bytes: Vec<u8>) -> Self {
        Self {
            output: Output::Epub,
            bytes,
            pages: None,
            page: None,
        }
    }

    pub(super) fn pdf(bytes: Vec<u8>, pages: usize) -> Self {
        Self {
            output: Output::Pdf,
            bytes,
            pages: Some(pages),
            page: None,
        }
    }

    pub(super) fn cover(bytes: Vec<u8>) -> Self {
        Self {
            output: Output::Cover,
            bytes,
            pages: Some(1),
            page: None,
        }
    }

    pub(super) fn png(bytes: Vec<u8>, page: usize) -> Self {
        Self {
            output: Output::Png,
            bytes,
            pages: None,
            page: Some(page),
        }
    }
}
