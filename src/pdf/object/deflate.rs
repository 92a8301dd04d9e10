//! Bytes in, compressed streams of the document out.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Stream};

/// Compresses bytes for `FlateDecode`.
pub(in crate::pdf) fn deflate(bytes: &[u8]) -> Vec<u8> {
    deflate_at(bytes, Compression::default())
}

/// The same, as small as it gets: for what is small and alike.
pub(in crate::pdf) fn deflate_best(bytes: &[u8]) -> Vec<u8> {
    deflate_at(bytes, Compression::best())
}

fn deflate_at(bytes: &[u8], level: Compression) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), level);
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .expect("a vector takes every byte")
}

/// A stream with this dictionary, compressed where that makes it smaller.
pub(in crate::pdf) fn deflated(mut dict: Dictionary, bytes: Vec<u8>) -> Stream {
    let compressed = deflate(&bytes);
    let bytes = if compressed.len() < bytes.len() {
        dict.set("Filter", "FlateDecode");
        compressed
    } else {
        bytes
    };
    Stream::new(dict, bytes)
}
