//! Values that many objects hold: numbers, text strings, destinations.

use lopdf::{Object, ObjectId, StringFormat};

/// A count as an integer of the file.
pub(in crate::pdf) fn integer(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A text string as PDF has them: ASCII as it is, everything else in UTF-16 (ISO 32000-2, 7.9.2).
pub(in crate::pdf) fn text_string(text: &str) -> Object {
    if text.is_ascii() {
        return Object::string_literal(text);
    }
    const BYTE_ORDER_MARK: u16 = 0xFEFF;
    let units = std::iter::once(BYTE_ORDER_MARK).chain(text.encode_utf16());
    Object::String(
        units.flat_map(u16::to_be_bytes).collect(),
        StringFormat::Hexadecimal,
    )
}

/// A string of bytes that programs compare and nobody reads: a name in a name tree.
pub(in crate::pdf) fn byte_string(text: &str) -> Object {
    Object::String(text.as_bytes().to_vec(), StringFormat::Literal)
}

/// The array that leads to a place: a page or an element, and a distance from the lower edge of the
/// page in points (ISO 32000-2, 12.3.2.2).
pub(in crate::pdf) fn destination(target: ObjectId, from_bottom: f32) -> Object {
    Object::Array(vec![
        target.into(),
        "XYZ".into(),
        Object::Null,
        from_bottom.into(),
        Object::Null,
    ])
}
