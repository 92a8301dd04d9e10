//! The outputs that an edition may be made as.

/// An output that an edition may be made as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// For reading systems.
    Epub,
    /// Pages.
    Pdf,
    /// The cover for the press.
    Cover,
}

impl Format {
    /// Their names, as settings write them.
    pub const NAMES: [&'static str; 3] = ["epub", "pdf", "cover"];

    /// The output of a name.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "epub" => Some(Self::Epub),
            "pdf" => Some(Self::Pdf),
            "cover" => Some(Self::Cover),
            _ => None,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Epub => "epub",
            Self::Pdf => "pdf",
            Self::Cover => "cover",
        }
    }
}
