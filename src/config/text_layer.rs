//! Which programs the text of the PDF is written for: `text-layer` of `[pdf]` in, [`TextLayer`] out.

use super::reader::{Reader, Section, Text};
use crate::diag::{isolate, nearest};

/// The key that this file reads.
pub(super) const KEY: &str = "text-layer";

/// Which programs the text of the PDF is written for; the pages look the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextLayer {
    /// `"portable"`: for all that are known, with what the standard allows.
    #[default]
    Portable,
    /// `"pdfbox"`: the same, and each font maps codes of one byte, which it has none of, for Apache PDFBox 3.
    Pdfbox,
    /// `"plain"`: for none: lines as they are seen from left to right, for the press and for who looks
    /// for faults.
    Plain,
}

impl TextLayer {
    /// Names and meanings, in the order in which they are offered.
    const NAMED: [(&'static str, Self); 3] = [
        ("portable", Self::Portable),
        ("pdfbox", Self::Pdfbox),
        ("plain", Self::Plain),
    ];
}

/// Reads the key.
pub(super) fn read(reader: &mut Reader<'_>, section: &Section<'_>) -> TextLayer {
    let Some(Text { text, span }) = reader.text(section, KEY) else {
        return TextLayer::default();
    };
    let mut named = TextLayer::NAMED.iter();
    if let Some((_, layer)) = named.find(|(name, _)| *name == text) {
        return *layer;
    }
    let names = TextLayer::NAMED.map(|(name, _)| name);
    let hint = match nearest(text, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write {}, or leave it out for portable", names.join(", ")),
    };
    let message = format!("{} is no way to write the text of a PDF", isolate(text));
    reader.bad_value(span, message).hint(hint);
    TextLayer::default()
}
