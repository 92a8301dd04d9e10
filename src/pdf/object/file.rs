//! A document in, the bytes of its file out (ISO 32000-2, 7.3 and 7.5).
//!
//! lopdf writes files, too, but each object three times over and one after another, which took a
//! third of the time of a long book. Here, objects that are no streams are written when they are put in,
//! and packed some hundred at a time, all packs at once; the table of places is compressed.

use std::io::Write;
use std::ops::Range;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use rayon::prelude::*;

use super::deflate::{deflate, deflate_best};
use super::dictionary_writer::ValueWriter;
use super::number::whole as whole_number;
use super::syntax::write_object;
use super::values::integer;

/// Objects that are packed as one: tags are many, small and alike. Their index takes a byte.
const TOGETHER: usize = 200;
/// Tells programs that move files that this one is not text (ISO 32000-2, 7.5.2).
const NOT_TEXT: &[u8] = b"%\xE2\xE3\xCF\xD3\n";

/// Where an object is (ISO 32000-2, 7.5.8.3: Table 18).
#[derive(Clone, Copy)]
enum ObjectLocation {
    /// Nowhere: the head of the free objects.
    Free,
    /// This number of bytes from the beginning.
    At(usize),
    /// In the pack with this number, at this place.
    In(u32, u8),
}

/// A row of the table of places: an object and where it is.
#[derive(Clone, Copy)]
struct Row {
    number: u32,
    spot: ObjectLocation,
}

/// Objects that are no streams, as they stand in the file, one behind the other.
///
/// A dictionary in memory takes many times the bytes that it is written with, and a long book has a
/// hundred thousand of them.
#[derive(Debug, Default)]
pub(super) struct WrittenObjects {
    bytes: Vec<u8>,
    places: Vec<WrittenObject>,
}

/// Where an object stands among those that are written.
#[derive(Clone, Debug)]
struct WrittenObject {
    number: u32,
    range: Range<usize>,
}

impl WrittenObjects {
    /// Adds an object that `write` writes.
    pub(super) fn push(&mut self, id: ObjectId, write: impl FnOnce(ValueWriter<'_>)) {
        let start = self.bytes.len();
        write(ValueWriter::first(&mut self.bytes));
        self.places.push(WrittenObject {
            number: id.0,
            range: start..self.bytes.len(),
        });
    }

    fn sort(&mut self) {
        // Nearly all are in order: the stable sort goes past those that are.
        self.places.sort_by_key(|place| place.number);
    }

    fn has(&self, id: ObjectId) -> bool {
        let found = self
            .places
            .binary_search_by_key(&id.0, |place| place.number);
        found.is_ok()
    }
}

/// Writes a document whose streams are compressed already; `written` are its other objects, but for those
/// that it was begun with.
pub(super) fn write(mut doc: Document, mut written: WrittenObjects) -> Vec<u8> {
    let (streams, others): (Vec<_>, Vec<_>) = std::mem::take(&mut doc.objects)
        .into_iter()
        .partition(|(_, object)| matches!(object, Object::Stream(_)));
    written.sort();
    let begun: Vec<_> = others.iter().filter(|(id, _)| !written.has(*id)).collect();
    begun
        .into_iter()
        .for_each(|(id, object)| written.push(*id, |value| value.object(object)));
    written.sort();
    let packs: Vec<Stream> = written
        .places
        .par_chunks(TOGETHER)
        .map(|places| pack(places, &written.bytes))
        .collect();
    let bytes = streams
        .iter()
        .map(|(_, stream)| size(stream))
        .sum::<usize>();
    let mut out =
        Vec::with_capacity(bytes + packs.iter().map(|pack| pack.content.len()).sum::<usize>());
    out.extend(b"%PDF-");
    out.extend(doc.version.as_bytes());
    out.push(b'\n');
    out.extend(NOT_TEXT);
    let mut rows = Vec::new();
    let mut stands = |number, spot| rows.push(Row { number, spot });
    stands(0, ObjectLocation::Free);
    for ((number, _), stream) in streams {
        stands(number, ObjectLocation::At(out.len()));
        indirect(&mut out, number, &stream);
    }
    let mut number = doc.max_id;
    for (pack, packed) in packs.into_iter().zip(written.places.chunks(TOGETHER)) {
        number += 1;
        stands(number, ObjectLocation::At(out.len()));
        for (place, object) in (0_u8..).zip(packed) {
            stands(object.number, ObjectLocation::In(number, place));
        }
        indirect(&mut out, number, &Object::Stream(pack));
    }
    table(&mut out, rows, number + 1, doc.trailer);
    out
}

/// About how many bytes an object takes.
fn size(object: &Object) -> usize {
    const ROOM: usize = 200;
    match object {
        Object::Stream(stream) => stream.content.len() + ROOM,
        _ => ROOM,
    }
}

/// Objects as one stream (ISO 32000-2, 7.5.7); `bytes` are those of all.
fn pack(objects: &[WrittenObject], bytes: &[u8]) -> Stream {
    let (mut places, mut content) = (Vec::new(), Vec::new());
    for WrittenObject { number, range } in objects {
        whole_number(&mut places, i64::from(*number));
        places.push(b' ');
        whole_number(&mut places, integer(content.len()));
        places.push(b' ');
        content.extend(&bytes[range.clone()]);
        content.push(b' ');
    }
    let dict = dictionary! {
        "Type" => "ObjStm",
        "N" => whole(objects.len()),
        "First" => whole(places.len()),
        "Filter" => "FlateDecode",
    };
    places.append(&mut content);
    // Tags are a third of a long book's objects. Compressed as small as they get, packs take three times as
    // long and lack one byte of forty.
    Stream::new(dict, deflate(&places))
}

/// The table of places, which is the trailer, too, and where it begins (ISO 32000-2, 7.5.8).
fn table(out: &mut Vec<u8>, mut rows: Vec<Row>, own: u32, mut dict: Dictionary) {
    let start = out.len();
    rows.push(Row {
        number: own,
        spot: ObjectLocation::At(start),
    });
    rows.sort_unstable_by_key(|row| row.number);
    let width = start
        .to_be_bytes()
        .iter()
        .skip_while(|byte| **byte == 0)
        .count()
        .max(4);
    let mut bytes = Vec::with_capacity(rows.len() * (width + 2));
    for row in &rows {
        put_row(&mut bytes, row.spot, width);
    }
    dict.set("Type", "XRef");
    dict.set("Size", i64::from(own) + 1);
    dict.set("W", vec![1.into(), whole(width), 1.into()]);
    dict.set("Index", ranges(&rows));
    dict.set("Filter", "FlateDecode");
    let columns = whole(width + 2);
    dict.set(
        "DecodeParms",
        dictionary! { "Predictor" => 12, "Columns" => columns },
    );
    let stream = Stream::new(dict, deflate_best(&differences(&bytes, width + 2)));
    indirect(out, own, &Object::Stream(stream));
    put(out, format_args!("startxref\n{start}\n%%EOF\n"));
}

/// Adds a row of the table: what follows, where or in which pack, and at which place there.
fn put_row(rows: &mut Vec<u8>, spot: ObjectLocation, width: usize) {
    let (kind, middle, last) = match spot {
        ObjectLocation::Free => (0, 0, u8::MAX),
        ObjectLocation::At(byte) => (1, byte, 0),
        ObjectLocation::In(pack, place) => (2, usize::try_from(pack).unwrap_or(usize::MAX), place),
    };
    let middle = middle.to_be_bytes();
    rows.push(kind);
    rows.extend(&middle[middle.len().saturating_sub(width)..]);
    rows.push(last);
}

/// Each row as its difference from the one above it, behind the byte of that predictor (PNG 1.2, 6.4).
fn differences(rows: &[u8], width: usize) -> Vec<u8> {
    const UP: u8 = 2;
    let mut out = Vec::with_capacity(rows.len() + rows.len() / width);
    let mut above: &[u8] = &vec![0; width];
    for row in rows.chunks_exact(width) {
        out.push(UP);
        out.extend(
            row.iter()
                .zip(above)
                .map(|(byte, above)| byte.wrapping_sub(*above)),
        );
        above = row;
    }
    out
}

/// The ranges of numbers in the table: the first of each, and how many it has.
fn ranges(rows: &[Row]) -> Vec<Object> {
    let follows = |one: &Row, next: &Row| one.number + 1 == next.number;
    let of = |range: &[Row]| [i64::from(range[0].number).into(), whole(range.len())];
    rows.chunk_by(follows).flat_map(of).collect()
}

fn whole(count: usize) -> Object {
    integer(count).into()
}

fn put(out: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("a vector takes every byte");
}

fn indirect(out: &mut Vec<u8>, number: u32, object: &Object) {
    put(out, format_args!("{number} 0 obj\n"));
    write_object(out, object);
    out.extend(b"\nendobj\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_object_is_read_again_though_numbers_are_missing() {
        let mut doc = Document::with_version("1.7");
        let ids: Vec<ObjectId> = (0..1_000).map(|_| doc.new_object_id()).collect();
        for (at, id) in ids.iter().enumerate().filter(|(at, _)| at % 7 != 3) {
            let object = match at % 3 {
                0 => Object::Stream(Stream::new(Dictionary::new(), at.to_string().into())),
                1 => dictionary! { "Next" => *id, "Size" => 1.5, "Name" => "x" }.into(),
                _ => vec![Object::Null, true.into(), whole(at)].into(),
            };
            doc.objects.insert(*id, object);
        }
        let root = doc.add_object(dictionary! { "Type" => "Catalog" });
        doc.trailer.set("Root", root);
        let before = doc.objects.clone();
        let again = Document::load_mem(&write(doc, WrittenObjects::default())).unwrap();
        for (id, object) in before {
            let read = again.get_object(id).unwrap();
            match (&object, read) {
                (Object::Stream(wrote), Object::Stream(read)) => {
                    assert_eq!(wrote.content, read.content)
                }
                (wrote, read) => assert_eq!(wrote, read),
            }
        }
    }
}
