//! The entries of a dictionary in, its bytes out, with nothing in between (ISO 32000-2, 7.3.7).
//!
//! For what a book has by the ten thousand, as annotations of links: a dictionary of lopdf's is a hash table, and one for each
//! link took a tenth of the time of a book of links.

use lopdf::{Object, ObjectId};

use super::number::{length, whole};
use super::syntax::{stands_apart, write_name, write_object};

/// A dictionary that is being written. Keys are written as they come, and each is to come once.
pub(in crate::pdf) struct DictionaryWriter<'o> {
    out: &'o mut Vec<u8>,
}

impl<'o> DictionaryWriter<'o> {
    /// Writes a dictionary behind what is there: its entries are those that `entries` adds.
    pub(super) fn write(out: &'o mut Vec<u8>, entries: impl FnOnce(&mut DictionaryWriter<'_>)) {
        out.extend(b"<<");
        entries(&mut DictionaryWriter { out });
        out.extend(b">>");
    }

    /// A name: `/Subtype/Link`.
    pub(in crate::pdf) fn name(&mut self, key: &str, value: &str) {
        write_name(self.out, key.as_bytes());
        write_name(self.out, value.as_bytes());
    }

    /// A whole number: `/F 4`.
    pub(in crate::pdf) fn whole(&mut self, key: &str, value: i64) {
        write_name(self.out, key.as_bytes());
        self.out.push(b' ');
        whole(self.out, value);
    }

    /// Lengths in points: `/Rect[72 500.25 90 512]`.
    pub(in crate::pdf) fn lengths<const N: usize>(&mut self, key: &str, values: [f32; N]) {
        write_name(self.out, key.as_bytes());
        self.out.push(b'[');
        for (at, value) in values.into_iter().enumerate() {
            if at > 0 {
                self.out.push(b' ');
            }
            length(self.out, value);
        }
        self.out.push(b']');
    }

    /// A reference: `/A 12 0 R`.
    pub(in crate::pdf) fn reference(&mut self, key: &str, value: ObjectId) {
        self.object(key, &value.into());
    }

    /// A string, an array or a dictionary that is made already.
    pub(in crate::pdf) fn object(&mut self, key: &str, value: &Object) {
        write_name(self.out, key.as_bytes());
        if stands_apart(value) {
            self.out.push(b' ');
        }
        write_object(self.out, value);
    }

    /// A dictionary: `/A<</S/URI/URI(…)>>`.
    pub(in crate::pdf) fn dictionary(
        &mut self,
        key: &str,
        entries: impl FnOnce(&mut DictionaryWriter<'_>),
    ) {
        write_name(self.out, key.as_bytes());
        DictionaryWriter::write(self.out, entries);
    }
}

#[cfg(test)]
mod tests {
    use lopdf::dictionary;

    use super::*;
    use crate::pdf::object::values::text_string;

    #[test]
    fn a_dictionary_is_written_as_one_that_was_made_before() {
        let mut written = Vec::new();
        DictionaryWriter::write(&mut written, |dict| {
            dict.name("Subtype", "Link");
            dict.lengths("Rect", [72.0, 500.25, -0.0, 512.0]);
            dict.dictionary("A", |action| action.reference("D", (12, 0)));
            dict.whole("F", -40);
            dict.object("Contents", &text_string("فصل"));
            dict.object("T", &Object::Null);
        });
        let made = dictionary! {
            "Subtype" => "Link",
            "Rect" => [72.0, 500.25, 0.0, 512.0].map(Object::Real).to_vec(),
            "A" => dictionary! { "D" => (12, 0) },
            "F" => -40,
            "Contents" => text_string("فصل"),
            "T" => Object::Null,
        };
        let mut expected = Vec::new();
        write_object(&mut expected, &made.into());
        assert_eq!(
            String::from_utf8(written).unwrap(),
            String::from_utf8(expected).unwrap()
        );
    }
}
