//! The objects of a file: numbered, put in once and written at the end (ISO 32000-2, 7.3.10).
//!
//! Nothing that was put in is read again. What one object has to know of another is decided before
//! either is made: a number can be given out before its object exists.

use lopdf::{Dictionary, Document, Object, ObjectId};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::deflate::deflated;
use super::dictionary_writer::ValueWriter;
use super::file::{self, WrittenObjects};

/// The objects of one file.
pub(in crate::pdf) struct Objects {
    /// The streams, and the objects that it was begun with.
    document: Document,
    /// All others.
    written: WrittenObjects,
}

impl Objects {
    /// Goes on from the objects of a document, whose numbers stay theirs.
    pub(in crate::pdf) fn continuing(document: Document) -> Self {
        Self {
            document,
            written: WrittenObjects::default(),
        }
    }

    /// A number for an object that is put in later.
    pub(in crate::pdf) fn reserve(&mut self) -> ObjectId {
        self.document.new_object_id()
    }

    /// Puts an object in; gives back its number.
    pub(in crate::pdf) fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        let id = self.reserve();
        self.put(id, object);
        id
    }

    /// Puts in the object of a number that was reserved.
    pub(in crate::pdf) fn put(&mut self, id: ObjectId, object: impl Into<Object>) {
        let object = object.into();
        if !matches!(object, Object::Stream(_)) {
            self.written.push(id, |value| value.object(&object));
            // Only tests look at what was put in.
            if !cfg!(test) {
                return;
            }
        }
        let before = self.document.objects.insert(id, object);
        debug_assert!(before.is_none(), "an object is put in once");
    }

    /// Puts in an object that is written as it is made: no dictionary is held for it.
    pub(in crate::pdf) fn put_written(
        &mut self,
        id: ObjectId,
        write: impl FnOnce(ValueWriter<'_>),
    ) {
        self.written.push(id, write);
    }

    /// A hash of all streams: what the file shows, and so its identity without a clock or chance.
    pub(in crate::pdf) fn hash_streams(&self) -> [u8; 16] {
        let mut hash = Sha256::new();
        for object in self.document.objects.values() {
            if let Object::Stream(stream) = object {
                hash.update(&stream.content);
            }
        }
        let hash = hash.finalize();
        let mut short = [0; 16];
        short.copy_from_slice(&hash[..16]);
        short
    }

    /// Compresses the streams and writes the file; `trailer` names its root (ISO 32000-2, 7.5.5).
    pub(in crate::pdf) fn write(mut self, version: &str, trailer: Dictionary) -> Vec<u8> {
        let streams: Vec<&mut Object> = self
            .document
            .objects
            .values_mut()
            .filter(|object| is_raw(object))
            .collect();
        streams.into_par_iter().for_each(compress);
        version.clone_into(&mut self.document.version);
        self.document.trailer = trailer;
        file::write(self.document, self.written)
    }

    /// The objects by their numbers, for tests.
    #[cfg(test)]
    pub(in crate::pdf) fn document(&self) -> &Document {
        &self.document
    }
}

/// Whether an object is a stream that may be compressed and is not yet.
fn is_raw(object: &Object) -> bool {
    matches!(object, Object::Stream(stream) if stream.allows_compression && !stream.dict.has(b"Filter"))
}

fn compress(object: &mut Object) {
    if let Object::Stream(stream) = object {
        let dict: Dictionary = std::mem::take(&mut stream.dict);
        *stream = deflated(dict, std::mem::take(&mut stream.content));
    }
}
