//! Codes in, what PDFBox 3 alone reads of them where it would read their texts wrongly.
//!
//! PDFBox 3 looks a code below 256 up among the codes of one byte first, though the font has none. It mirrors
//! brackets of right-to-left text and turns a code with a half-space round once too often. A map that says what
//! no code can show is not what ISO 32000-2, 9.10.3 has in mind, so nothing is written unless it is asked for.

use super::character_class::is_joiner;
use super::code::Code;
use super::code_class::{has_strong, mirror_image};
use super::line_arrangement::LineArrangement;
use crate::pdf::font::outline::Text;

/// Gives brackets and codes with a half-space their texts.
pub(in crate::pdf) fn say_bytes(line: &mut LineArrangement<'_>) {
    let codes = line.runs.iter_mut().filter(|run| run.rtl);
    for code in codes.flat_map(|run| &mut run.codes) {
        code.pdfbox = text_of(code).map(Box::new);
    }
}

fn text_of(code: &Code) -> Option<Text> {
    match code.text.as_slice() {
        [bracket] => mirror_image(*bracket).map(|image| Text::from_slice(&[image])),
        [joiner, ..] if is_joiner(*joiner) && has_strong(code) => {
            Some(code.text.iter().rev().copied().collect())
        }
        _ => None,
    }
}
