//! An encoded picture in, an image object of the file with its mask and its colour profile out.

use lopdf::{Object, ObjectId, dictionary};
use sha2::{Digest, Sha256};

use super::raster::Encoded;
use crate::lookup::Lookup;
use crate::pdf::object::deflate::deflated;
use crate::pdf::object::objects::Objects;

/// Colour profiles that pictures bring, by their hashes; each becomes one object.
pub(super) type Profiles = Lookup<[u8; 32], ObjectId>;

/// Adds an image object with its mask and its profile.
pub(super) fn add(objects: &mut Objects, encoded: Encoded, profiles: &mut Profiles) -> ObjectId {
    let Encoded {
        mut stream,
        mask,
        profile,
    } = encoded;
    if let Some(mask) = mask {
        let mask = objects.add(mask);
        stream.dict.set("SMask", mask);
    }
    if let Some(profile) = profile {
        let channels = i64::from(profile.channels);
        let hash = Sha256::digest(&profile.bytes).into();
        let id = *profiles.entry(hash).or_insert_with(|| {
            let dict = dictionary! { "N" => channels };
            objects.add(deflated(dict, profile.bytes))
        });
        let based: Object = vec!["ICCBased".into(), id.into()].into();
        let space = match stream.dict.remove(b"ColorSpace") {
            // Of a palette, only the base has a profile.
            Some(Object::Array(mut palette)) if palette.len() == 4 => {
                palette[1] = based;
                palette.into()
            }
            _ => based,
        };
        stream.dict.set("ColorSpace", space);
    }
    objects.add(stream)
}
