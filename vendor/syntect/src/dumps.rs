//! The grammars that the library carries, as a binary dump.
use crate::parsing::SyntaxSet;
use bincode::deserialize_from;
use bincode::Result;
use flate2::bufread::ZlibDecoder;
use serde::de::DeserializeOwned;
use std::io::BufRead;

/// A helper function for decoding and decompressing data from a reader
pub fn from_reader<T: DeserializeOwned, R: BufRead>(input: R) -> Result<T> {
    deserialize_from_reader_impl(input, true)
}

/// Returns a fully loaded object from a binary dump.
///
/// This function panics if the dump is invalid.
pub fn from_binary<T: DeserializeOwned>(v: &[u8]) -> T {
    from_reader(v).unwrap()
}

/// To be used when deserializing a [`SyntaxSet`] from raw data, for example
/// data that has been embedded in your own binary with the [`include_bytes!`]
/// macro.
pub fn from_uncompressed_data<T: DeserializeOwned>(v: &[u8]) -> Result<T> {
    deserialize_from_reader_impl(v, false)
}

/// Private low level helper function used to implement the public API.
fn deserialize_from_reader_impl<T: DeserializeOwned, R: BufRead>(
    input: R,
    use_compression: bool,
) -> Result<T> {
    if use_compression {
        let mut decoder = ZlibDecoder::new(input);
        deserialize_from(&mut decoder)
    } else {
        deserialize_from(input)
    }
}

impl SyntaxSet {
    /// Instantiates a new syntax set from a binary dump of Sublime Text's default open source
    /// syntax definitions, for parsing line strings with newlines at the end.
    pub fn load_defaults_newlines() -> SyntaxSet {
        from_uncompressed_data(include_bytes!("../assets/default_newlines.packdump")).unwrap()
    }
}
