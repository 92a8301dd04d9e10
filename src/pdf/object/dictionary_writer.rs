//! The entries of a dictionary or the items of an array in, the bytes out, with nothing in between (ISO 32000-2, 7.3).
//!
//! For what a book has by the ten thousand, as elements of its structure and annotations of links: a dictionary of lopdf's is
//! a hash table, and one for each link took a tenth of the time of a book of links.

use lopdf::{Object, ObjectId};

use super::number::{number, whole};
use super::syntax::{apart, write_name, write_reference, write_value};
use super::values::text_string;

/// A dictionary that is being written. Keys are written as they come, and each is to come once.
pub(in crate::pdf) struct DictionaryWriter<'o> {
    out: &'o mut Vec<u8>,
}

/// An array that is being written.
pub(in crate::pdf) struct ArrayWriter<'o> {
    out: &'o mut Vec<u8>,
}

/// A place for one value.
pub(in crate::pdf) struct ValueWriter<'o> {
    out: &'o mut Vec<u8>,
}

impl<'o> DictionaryWriter<'o> {
    /// The value of a key: `dict.value("F").whole(4)`.
    pub(in crate::pdf) fn value(&mut self, key: &str) -> ValueWriter<'_> {
        write_name(self.out, key.as_bytes());
        ValueWriter { out: self.out }
    }
}

impl ArrayWriter<'_> {
    /// The next item.
    pub(in crate::pdf) fn item(&mut self) -> ValueWriter<'_> {
        ValueWriter { out: self.out }
    }
}

impl<'o> ValueWriter<'o> {
    /// The value of an object, behind those that were written before.
    pub(super) fn first(out: &'o mut Vec<u8>) -> Self {
        Self { out }
    }

    /// A name: `/Link`.
    pub(in crate::pdf) fn name(self, name: &str) {
        write_name(self.out, name.as_bytes());
    }

    /// A whole number.
    pub(in crate::pdf) fn whole(self, value: i64) {
        whole(apart(self.out), value);
    }

    /// A length in points.
    pub(in crate::pdf) fn length(self, value: f32) {
        number(apart(self.out), value);
    }

    /// A reference: `12 0 R`.
    pub(in crate::pdf) fn reference(self, object: ObjectId) {
        write_reference(apart(self.out), object);
    }

    /// No value.
    pub(in crate::pdf) fn null(self) {
        apart(self.out).extend(b"null");
    }

    /// A text that is shown or read aloud.
    pub(in crate::pdf) fn text(self, text: &str) {
        write_value(self.out, &text_string(text));
    }

    /// A value that is made already.
    pub(in crate::pdf) fn object(self, value: &Object) {
        write_value(self.out, value);
    }

    /// A dictionary: `<</S/URI/URI(…)>>`.
    pub(in crate::pdf) fn dictionary(self, entries: impl FnOnce(&mut DictionaryWriter<'_>)) {
        self.out.extend(b"<<");
        entries(&mut DictionaryWriter { out: self.out });
        self.out.extend(b">>");
    }

    /// An array: `[72 500.25 90 512]`.
    pub(in crate::pdf) fn array(self, items: impl FnOnce(&mut ArrayWriter<'_>)) {
        self.out.push(b'[');
        items(&mut ArrayWriter { out: self.out });
        self.out.push(b']');
    }
}

#[cfg(test)]
mod tests {
    use lopdf::{Dictionary, Object, dictionary};

    use super::*;
    use crate::pdf::object::syntax::write_object;

    #[test]
    fn a_dictionary_is_written_as_one_that_was_made_before() {
        let mut written = Vec::new();
        ValueWriter::first(&mut written).dictionary(|dict| {
            dict.value("Subtype").name("Link");
            let sides = [72.0, 500.25, -0.0, 512.0];
            dict.value("Rect").array(|rect| {
                sides.into_iter().for_each(|side| rect.item().length(side));
            });
            dict.value("A")
                .dictionary(|action| action.value("D").reference((12, 0)));
            dict.value("F").whole(-40);
            dict.value("Contents").text("فصل");
            dict.value("T").null();
            dict.value("K").array(|kids| {
                kids.item().object(&1.into());
                kids.item().dictionary(|_| {});
                kids.item().whole(2);
                kids.item().name("Sect");
            });
        });
        let made = dictionary! {
            "Subtype" => "Link",
            "Rect" => [72.0, 500.25, 0.0, 512.0].map(Object::Real).to_vec(),
            "A" => dictionary! { "D" => (12, 0) },
            "F" => -40,
            "Contents" => text_string("فصل"),
            "T" => Object::Null,
            "K" => vec![1.into(), Dictionary::new().into(), 2.into(), "Sect".into()],
        };
        let mut expected = Vec::new();
        write_object(&mut expected, &made.into());
        assert_eq!(
            String::from_utf8(written).unwrap(),
            String::from_utf8(expected).unwrap()
        );
    }
}
