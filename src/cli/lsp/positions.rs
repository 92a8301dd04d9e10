//! Places as editors count them: lines from 0, columns in units of UTF-16; files as addresses.

use std::ops::Range;
use std::path::{Path, PathBuf};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::{Value, json};

/// What stands as it is in the path of an address (RFC 3986, 2.3 and 3.3).
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// The path of a `file:` address; `None` for any other.
pub(super) fn path_of(uri: &str) -> Option<PathBuf> {
    let path = uri.strip_prefix("file://")?;
    let path = percent_decode_str(path).decode_utf8().ok()?;
    Some(PathBuf::from(path.as_ref()))
}

/// The address of a file.
pub(super) fn uri_of(path: &Path) -> String {
    let path = path.to_string_lossy();
    format!("file://{}", utf8_percent_encode(&path, PATH))
}

/// The byte of a text at a place that an editor has named; places behind the end of a line are its end.
pub(super) fn byte_at(text: &str, position: &Value) -> usize {
    let number = |key: &str| usize::try_from(position[key].as_u64().unwrap_or(0)).unwrap_or(0);
    let (line, column) = (number("line"), number("character"));
    let mut start = 0;
    for _ in 0..line {
        match text[start..].find('\n') {
            Some(end) => start += end + 1,
            None => return text.len(),
        }
    }
    let end = text[start..]
        .find('\n')
        .map_or(text.len(), |end| start + end);
    let mut units = 0;
    for (at, letter) in text[start..end].char_indices() {
        if units >= column {
            return start + at;
        }
        units += letter.len_utf16();
    }
    end
}

/// The place of a byte of a text.
fn position(text: &str, byte: usize) -> Value {
    let byte = text.floor_char_boundary(byte);
    let before = &text[..byte];
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = before.bytes().filter(|byte| *byte == b'\n').count();
    let column: usize = before[start..].chars().map(char::len_utf16).sum();
    json!({ "line": line, "character": column })
}

/// The places of a stretch of a text.
pub(super) fn range(text: &str, bytes: Range<usize>) -> Value {
    json!({ "start": position(text, bytes.start), "end": position(text, bytes.end) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_utf_16_and_come_back() {
        let text = "یک 😀 دو\nسه\n";
        for byte in [0, 4, 5, 9, 10, text.len()] {
            assert_eq!(byte_at(text, &position(text, byte)), byte, "{byte}");
        }
        assert_eq!(position(text, 9), json!({ "line": 0, "character": 5 }));
        let beyond = json!({ "line": 0, "character": 99 });
        assert_eq!(byte_at(text, &beyond), text.find('\n').unwrap());
        assert_eq!(
            byte_at(text, &json!({ "line": 9, "character": 0 })),
            text.len()
        );
    }

    #[test]
    fn a_path_and_its_address_lead_to_each_other() {
        let path = Path::new("/کتاب من/a+b.md");
        assert_eq!(path_of(&uri_of(path)).as_deref(), Some(path));
        assert_eq!(path_of("untitled:1"), None);
    }
}
