//! The bytes of a text file in, those of UTF-8 out.

use std::borrow::Cow;

/// A text of UTF-16 with its byte order mark as UTF-8; any other bytes as they are.
///
/// Editors and shells of Windows write such files (`> 1.md` of PowerShell 5). Half a pair of surrogates becomes U+FFFD.
pub fn utf8(bytes: &[u8]) -> Cow<'_, [u8]> {
    let pair: fn([u8; 2]) -> u16 = match bytes {
        [0xFF, 0xFE, ..] => u16::from_le_bytes,
        [0xFE, 0xFF, ..] => u16::from_be_bytes,
        _ => return Cow::Borrowed(bytes),
    };
    let (pairs, _) = bytes[2..].as_chunks::<2>();
    let units = pairs.iter().map(|bytes| pair(*bytes));
    let letters = char::decode_utf16(units);
    let text: String = letters
        .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    Cow::Owned(text.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::utf8;

    #[test]
    fn texts_of_sixteen_bits_are_read_by_their_mark() {
        let units: Vec<u16> = "\u{FEFF}سلام 𐎠".encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        for bytes in [little, big] {
            assert_eq!(&*utf8(&bytes), "سلام 𐎠".as_bytes());
        }
        assert_eq!(
            &*utf8(&[0xFF, 0xFE, 0x41, 0x00, 0x00, 0xD8, 0x41]),
            "A\u{FFFD}".as_bytes()
        );
        assert_eq!(&*utf8(b"\xEF\xBB\xBFa"), b"\xEF\xBB\xBFa");
    }
}
