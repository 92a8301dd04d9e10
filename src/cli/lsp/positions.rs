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

/// How a system writes paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum System {
    /// `/book/1.md`.
    Unix,
    /// `C:\book\1.md` and `\\server\book\1.md`.
    Windows,
}

impl System {
    /// The one that the program runs on.
    const HERE: Self = match cfg!(windows) {
        true => Self::Windows,
        false => Self::Unix,
    };
}

/// The path of a `file:` address; `None` for any other.
pub(super) fn path_of(uri: &str) -> Option<PathBuf> {
    path_on(System::HERE, uri).map(PathBuf::from)
}

/// The address of a file.
pub(super) fn uri_of(path: &Path) -> String {
    uri_on(System::HERE, &path.to_string_lossy())
}

/// A folder without links; as it is where it is not there.
pub(super) fn real(folder: &Path) -> PathBuf {
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned())
}

/// `file:///c%3A/book/1.md` is `c:\book\1.md` on Windows, `file://server/book` is `\\server\book` (RFC 8089, E.2 and E.3).
fn path_on(system: System, uri: &str) -> Option<String> {
    let rest = uri.strip_prefix("file://")?;
    let rest = rest.strip_prefix("localhost").unwrap_or(rest);
    let path = percent_decode_str(rest).decode_utf8().ok()?.into_owned();
    if system == System::Unix {
        return path.starts_with('/').then_some(path);
    }
    let path = match path.strip_prefix('/') {
        Some(path) if drive(path).is_some() => path.to_owned(),
        Some(_) => path,
        None => format!("//{path}"),
    };
    Some(path.replace('/', "\\"))
}

fn uri_on(system: System, path: &str) -> String {
    let encoded = |path: &str| utf8_percent_encode(path, PATH).to_string();
    if system == System::Unix {
        return format!("file://{}", encoded(path));
    }
    // Without links, a path of Windows begins with `\\?\`, which no address has.
    let path = match path.strip_prefix(r"\\?\UNC\") {
        Some(share) => format!("//{share}"),
        None => path.strip_prefix(r"\\?\").unwrap_or(path).to_owned(),
    };
    let path = path.replace('\\', "/");
    match drive(&path) {
        // Editors write the letter of a drive small, and compare addresses letter by letter.
        Some(letter) => {
            let letter = letter.to_ascii_lowercase();
            format!("file:///{letter}{}", encoded(&path[1..]))
        }
        None => format!("file:{}", encoded(&path)),
    }
}

/// The letter of the drive that a path of Windows begins with.
fn drive(path: &str) -> Option<char> {
    let mut letters = path.chars();
    let letter = letters.next().filter(char::is_ascii_alphabetic)?;
    (letters.next() == Some(':')).then_some(letter)
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

    #[test]
    fn a_drive_of_windows_keeps_its_letter_on_the_way_to_an_address_and_back() {
        let path = |uri| path_on(System::Windows, uri).unwrap();
        let uri = |path| uri_on(System::Windows, path);
        // As VS Code writes addresses, and as others do.
        assert_eq!(path("file:///c%3A/My%20Book/1.md"), r"c:\My Book\1.md");
        assert_eq!(path("file:///C:/book/1.md"), r"C:\book\1.md");
        assert_eq!(path("file://server/share/1.md"), r"\\server\share\1.md");
        assert_eq!(uri(r"C:\My Book\1.md"), "file:///c%3A/My%20Book/1.md");
        assert_eq!(uri(r"\\?\D:\کتاب\1.md"), uri(r"d:\کتاب\1.md"));
        assert_eq!(uri(r"\\server\share\1.md"), "file://server/share/1.md");
        let share = uri(r"\\?\UNC\server\share\1.md");
        assert_eq!(share, "file://server/share/1.md");
        // Elsewhere a folder may have such a name.
        let other = path_on(System::Unix, "file:///c%3A/1.md");
        assert_eq!(other.as_deref(), Some("/c:/1.md"));
        assert_eq!(uri_on(System::Unix, "/c:/1.md"), "file:///c%3A/1.md");
        assert_eq!(path_on(System::Unix, "file://server/1.md"), None);
    }
}
