//! Bytes in, compressed streams of the document out.

use std::cell::RefCell;

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Dictionary, Stream};

/// How much a compressor looks for: two steps less than the usual 6 make the file of a book of 3,300 pages 4 % longer and
/// its whole build 6 % shorter.
const LEVEL: u32 = 4;

thread_local! {
    /// A compressor holds a third of a megabyte, which is cleared when it is made. A book of sixteen thousand short
    /// pages took more time to get that memory from the system, and to give it back, than for all else: each thread
    /// keeps one.
    static USUAL: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(LEVEL), true));
}

/// Room that is added where a compressed stream turns out longer than was thought.
const MORE_ROOM: usize = 512;

/// Compresses bytes for `FlateDecode`.
pub(in crate::pdf) fn deflate(bytes: &[u8]) -> Vec<u8> {
    USUAL.with_borrow_mut(|usual| deflate_with(usual, bytes))
}

/// The same, as small as it gets: for what is small and alike.
pub(in crate::pdf) fn deflate_best(bytes: &[u8]) -> Vec<u8> {
    deflate_with(&mut Compress::new(Compression::best(), true), bytes)
}

fn deflate_with(compress: &mut Compress, bytes: &[u8]) -> Vec<u8> {
    compress.reset();
    let mut compressed = Vec::with_capacity(bytes.len() / 2 + MORE_ROOM);
    let mut rest = bytes;
    loop {
        let before = compress.total_in();
        let status = compress
            .compress_vec(rest, &mut compressed, FlushCompress::Finish)
            .expect("a compressor takes every byte");
        if status == Status::StreamEnd {
            // Streams are kept until the file is written, and most are a third of the room.
            compressed.shrink_to_fit();
            return compressed;
        }
        let taken = usize::try_from(compress.total_in() - before).unwrap_or(rest.len());
        rest = &rest[taken..];
        compressed.reserve(compressed.len() + MORE_ROOM);
    }
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

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::ZlibDecoder;

    use super::*;

    #[test]
    fn a_stream_does_not_depend_on_those_before_it() {
        // Nothing repeats, so that what is compressed is longer than what it was made of.
        let noise: Vec<u8> = (0..200_000_u32)
            .map(|at| at.wrapping_mul(2_654_435_761).to_be_bytes()[1])
            .collect();
        let text = "(متن) Tj ".repeat(500).into_bytes();
        let first = [deflate(&text), deflate(&noise), deflate(&[])];
        let again = [deflate(&text), deflate(&noise), deflate(&[])];
        assert_eq!(first, again);
        for (compressed, bytes) in first.iter().zip([text, noise, Vec::new()]) {
            let mut read = Vec::new();
            ZlibDecoder::new(&compressed[..])
                .read_to_end(&mut read)
                .unwrap();
            assert_eq!(read, bytes);
        }
    }
}
