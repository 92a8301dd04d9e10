//! The grammars that the library carries, as a dump: a line of JSON with what each grammar is, and behind it the
//! contexts of each, JSON again, which are unpacked when a text asks for them. `CHANGES.md` says how it came about.
use crate::parsing::SyntaxSet;
use flate2::bufread::ZlibDecoder;
use serde::de::DeserializeOwned;
use serde_json::Result;
use std::io::Read;

/// What is compressed in a part of a dump.
pub(crate) fn from_compressed<T: DeserializeOwned>(part: &[u8]) -> Result<T> {
    let mut text = Vec::new();
    ZlibDecoder::new(part)
        .read_to_end(&mut text)
        .map_err(serde_json::Error::io)?;
    serde_json::from_slice(&text)
}

impl SyntaxSet {
    /// Instantiates a new syntax set from a dump of Sublime Text's default open source
    /// syntax definitions, for parsing line strings with newlines at the end.
    pub fn load_defaults_newlines() -> SyntaxSet {
        let dump = include_bytes!("../assets/default_newlines.packdump");
        let end = dump.iter().position(|byte| *byte == b'\n').unwrap();
        let syntaxes = serde_json::from_slice(&dump[..end]).unwrap();
        SyntaxSet::from_parts(syntaxes, &dump[end + 1..])
    }
}
