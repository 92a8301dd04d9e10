//! Bytes of a text in, the same in UTF-8 out.

use std::borrow::Cow;

use encoding_rs::{Encoding, WINDOWS_1255, WINDOWS_1256};

/// A text of UTF-16 with its byte order mark, or of an old code page of Windows, as UTF-8; any other bytes as they are.
///
/// Editors and shells of Windows write such files (`> 1.md` of PowerShell 5, "ANSI" of Notepad). Half a pair of
/// surrogates becomes U+FFFD.
pub fn utf8(bytes: &[u8]) -> Cow<'_, [u8]> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    match marked.filter(|encoding| *encoding != encoding_rs::UTF_8) {
        Some(encoding) => Cow::Owned(decoded(encoding, bytes)),
        None => match code_page(bytes) {
            Some(encoding) => Cow::Owned(decoded(encoding, bytes)),
            None => Cow::Borrowed(bytes),
        },
    }
}

/// The name of the code page of Windows that [`utf8`] takes a text for; `None` for UTF-8 and UTF-16.
pub fn code_page_of(bytes: &[u8]) -> Option<&'static str> {
    match Encoding::for_bom(bytes) {
        Some(_) => None,
        None => code_page(bytes).map(Encoding::name),
    }
}

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> Vec<u8> {
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    text.into_owned().into_bytes()
}

/// A text of a script with fewer letters is none.
const LEAST: usize = 8;

/// The code page whose letters nearly all bytes beyond ASCII are. In UTF-8 each letter of these scripts has a byte that
/// is none in them: of «سلام» as windows-1256 half the signs are letters («ط³ظ„ط§ظ…»).
fn code_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let fault = std::str::from_utf8(bytes).err()?;
    // A long text with one broken letter is UTF-8.
    let valid = &bytes[..fault.valid_up_to()];
    let beyond_ascii = |bytes: &[u8]| bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let high = beyond_ascii(bytes);
    // So is, or of some code page of the West, a text with a few signs beyond ASCII («café»).
    let latin = bytes.iter().filter(|byte| byte.is_ascii_alphabetic());
    if 2 * beyond_ascii(valid) > high || high < LEAST || 2 * high < latin.count() {
        return None;
    }
    let letters_in = |encoding: &'static Encoding, is_letter: fn(char) -> bool| {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        text.chars().filter(|sign| is_letter(*sign)).count()
    };
    let arabic = letters_in(WINDOWS_1256, |sign| {
        matches!(sign, '\u{60C}'..='\u{6FF}' | '\u{200C}' | '«' | '»')
    });
    let hebrew = letters_in(WINDOWS_1255, |sign| {
        matches!(sign, '\u{5B0}'..='\u{5F4}' | '«' | '»')
    });
    let best = match hebrew > arabic {
        true => (hebrew, WINDOWS_1255),
        false => (arabic, WINDOWS_1256),
    };
    (10 * best.0 >= 9 * high).then_some(best.1)
}

#[cfg(test)]
mod tests {
    use encoding_rs::{WINDOWS_1255, WINDOWS_1256};

    use super::{code_page_of, utf8};

    #[test]
    fn texts_of_sixteen_bits_are_read_by_their_mark() {
        let units: Vec<u16> = "\u{FEFF}سلام 𐎠".encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        for bytes in [little, big] {
            assert_eq!(&*utf8(&bytes), "سلام 𐎠".as_bytes());
            assert_eq!(code_page_of(&bytes), None);
        }
        assert_eq!(
            &*utf8(&[0xFF, 0xFE, 0x41, 0x00, 0x00, 0xD8, 0x41]),
            "A\u{FFFD}".as_bytes()
        );
        assert_eq!(&*utf8(b"\xEF\xBB\xBFa"), b"\xEF\xBB\xBFa");
    }

    #[test]
    fn texts_of_old_windows_are_read_by_their_letters() {
        let persian = "# پژوهش\n\nكتاب «گلستان» را در 1258 نوشت؛ (Sa\u{2019}di).\n";
        let hebrew = "# שלום\n\nבראשית ברא אלהים את השמים ואת הארץ.\n";
        for (text, encoding) in [(persian, WINDOWS_1256), (hebrew, WINDOWS_1255)] {
            let (bytes, _, lost) = encoding.encode(text);
            assert!(!lost);
            assert_eq!(&*utf8(&bytes), text.as_bytes());
            assert_eq!(code_page_of(&bytes), Some(encoding.name()));
        }
    }

    #[test]
    fn a_broken_letter_makes_no_other_encoding_of_a_text() {
        let text = "آسیای مرکزی در نیمه اول قرن بیستم شاهد جنبش‌ها بود. ";
        for cut in 0..text.len() {
            let mut bytes = text.repeat(2).into_bytes();
            bytes.remove(cut);
            assert_eq!(code_page_of(&bytes), None, "without byte {cut}");
        }
        let french =
            b"\xE9t\xE9, caf\xE9, d\xE9j\xE0: les \xE9l\xE8ves \xE9taient pr\xEAts \xE0 l'heure";
        for bytes in [&french[..], b"\xFF\xFF\xFF", b"", b"\x80"] {
            assert_eq!(code_page_of(bytes), None);
        }
    }
}
