//! Bytes of a file in, a text of the [`SourceMap`] out (XML 1.0, 4.3.3: UTF-8 or UTF-16).

use super::finding::{Code, Findings};
use crate::diag::Place;
use crate::source::{BookPath, FileId, SourceMap};

/// Adds a file's text to the map; `None` where it is no text.
pub(super) fn decode(
    name: &str,
    bytes: &[u8],
    map: &mut SourceMap,
    findings: &mut Findings,
) -> Option<FileId> {
    let path = BookPath::new(name).ok()?;
    let text = match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        _ => str::from_utf8(bytes).ok().map(str::to_owned),
    };
    if text.is_none() {
        let at = str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
        let message = format!("byte {at} is of no UTF-8");
        findings.add(Code::BadEncoding, Place::File(name.to_owned()), message);
    }
    Some(map.add(path, &text?))
}

fn utf16(bytes: &[u8], read: fn([u8; 2]) -> u16) -> Option<String> {
    let pairs = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
    let units: Vec<u16> = pairs.collect();
    String::from_utf16(&units).ok()
}
