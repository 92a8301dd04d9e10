//! Which standards the PDF claims to keep: `standard` of `[pdf]` in, [`Standard`] out.

use super::reader::{Reader, Section, Text};
use crate::diag::{isolate, nearest};

/// The key that this file reads.
pub(super) const KEY: &str = "standard";

/// What a PDF claims. All but [`Self::None`] are tagged for readers who cannot see the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standard {
    /// PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) at once.
    #[default]
    AccessibleArchive,
    /// `"ua1"`: PDF/UA-1 alone.
    Ua1,
    /// `"a2a"`: PDF/A-2a alone.
    A2a,
    /// `"a3a"`: PDF/A-3a (ISO 19005-3).
    A3a,
    /// `"a4"`: PDF/A-4 (ISO 19005-4), a PDF 2.0 file.
    A4,
    /// `"ua2"`: PDF/UA-2 (ISO 14289-2), a PDF 2.0 file.
    Ua2,
    /// `"none"`: nothing is claimed; the tags stay.
    None,
}

/// The level of PDF/A.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Archive {
    /// 2, 3 or 4.
    pub part: u8,
    /// `A` for tagged files; part 4 has no levels.
    pub conformance: Option<char>,
}

impl Standard {
    /// Names and meanings, in the order in which they are offered.
    pub const NAMED: [(&'static str, Self); 6] = [
        ("ua1", Self::Ua1),
        ("a2a", Self::A2a),
        ("a3a", Self::A3a),
        ("a4", Self::A4),
        ("ua2", Self::Ua2),
        ("none", Self::None),
    ];

    /// The part of PDF/UA.
    pub fn accessibility(self) -> Option<u8> {
        match self {
            Self::AccessibleArchive | Self::Ua1 => Some(1),
            Self::Ua2 => Some(2),
            Self::A2a | Self::A3a | Self::A4 | Self::None => None,
        }
    }

    /// The level of PDF/A.
    pub fn archive(self) -> Option<Archive> {
        let (part, conformance) = match self {
            Self::AccessibleArchive | Self::A2a => (2, Some('A')),
            Self::A3a => (3, Some('A')),
            Self::A4 => (4, None),
            Self::Ua1 | Self::Ua2 | Self::None => return None,
        };
        Some(Archive { part, conformance })
    }

    /// Whether the file is one of PDF 2.0.
    pub fn is_second_version(self) -> bool {
        matches!(self, Self::A4 | Self::Ua2)
    }
}

/// Reads the standard.
pub(super) fn read(reader: &mut Reader<'_>, section: &Section<'_>) -> Standard {
    let Some(Text { text, span }) = reader.text(section, KEY) else {
        return Standard::default();
    };
    let mut named = Standard::NAMED.iter();
    if let Some((_, standard)) = named.find(|(name, _)| *name == text) {
        return *standard;
    }
    let names = Standard::NAMED.map(|(name, _)| name);
    let hint = match nearest(text, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "write {}, or leave it out for ua1 and a2a at once",
            names.join(", ")
        ),
    };
    let message = format!("{} is no standard that can be kept", isolate(text));
    reader.bad_value(span, message).hint(hint);
    Standard::default()
}
