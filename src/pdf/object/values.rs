//! Values that many objects hold: numbers and strings.

use lopdf::{Object, StringFormat};

/// A count as an integer of the file.
pub(in crate::pdf) fn integer(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A text string as PDF has them: ASCII as it is, everything else in UTF-16 (ISO 32000-2, 7.9.2).
pub(in crate::pdf) fn text_string(text: &str) -> Object {
    if text.is_ascii() {
        return Object::string_literal(text);
    }
    const BYTE_ORDER_MARK: [u8; 2] = [0xFE, 0xFF];
    let mut bytes = Vec::with_capacity(text.len() + BYTE_ORDER_MARK.len());
    bytes.extend_from_slice(&BYTE_ORDER_MARK);
    text.encode_utf16()
        .for_each(|unit| bytes.extend_from_slice(&unit.to_be_bytes()));
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// A string of bytes that programs compare and nobody reads: a name in a name tree.
pub(in crate::pdf) fn byte_string(text: &str) -> Object {
    Object::String(text.as_bytes().to_vec(), StringFormat::Literal)
}
