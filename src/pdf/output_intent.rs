//! The colours that the file is meant in, as an output intent: sRGB for archives (ISO 19005-2,
//! 6.2.3), the inks of the press for a press (ISO 15930-7, 6.2.2).

use lopdf::{Object, ObjectId, dictionary};
use moxcms::ColorProfile;

use super::PdfError;
use super::object::deflate::deflated;
use super::object::objects::Objects;
use super::object::values::text_string;
use crate::press::Press;

/// What the profile is called in the registry of the ICC.
const NAME: &str = "sRGB IEC61966-2.1";
/// Who registers printing conditions.
const REGISTRY: &str = "http://www.color.org";
/// A condition that is known by its profile alone.
const UNREGISTERED: &str = "Custom";
/// Where a profile has its date (ICC.1, 7.2.1): the library takes the clock's time.
const MADE: usize = 24;
/// The date of the standard, 1999-10-18.
const DATE: [u8; 12] = [0x07, 0xCF, 0, 10, 0, 18, 0, 0, 0, 0, 0, 0];

/// Adds the intent with its profile.
///
/// # Errors
/// The profile cannot be written.
pub(in crate::pdf) fn add(objects: &mut Objects) -> Result<ObjectId, PdfError> {
    let mut profile = ColorProfile::new_srgb();
    // Part 2 of PDF/A knows nothing of the newer tag for code points.
    profile.cicp = None;
    // The white of a display profile is that of its connection space (ICC.1, 9.2.36).
    profile.media_white_point = Some(profile.white_point);
    let profile = profile.encode();
    let mut profile = profile.map_err(|error| PdfError::new("write the colour profile", error))?;
    if let Some(made) = profile.get_mut(MADE..MADE + DATE.len()) {
        made.copy_from_slice(&DATE);
    }
    let profile = objects.add(deflated(dictionary! { "N" => 3 }, profile));
    Ok(objects.add(dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal(NAME),
        "Info" => Object::string_literal(NAME),
        "RegistryName" => Object::string_literal(REGISTRY),
        "DestOutputProfile" => profile,
    }))
}

/// Adds the intent of a press with its profile.
pub(in crate::pdf) fn add_press(objects: &mut Objects, press: &Press) -> ObjectId {
    let channels = i64::try_from(press.inks().count()).unwrap_or(1);
    let profile = deflated(dictionary! { "N" => channels }, press.profile().to_vec());
    let profile = objects.add(profile);
    let mut intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFX",
        "OutputConditionIdentifier" => text_string(press.condition().unwrap_or(UNREGISTERED)),
        "Info" => text_string(press.name()),
        "DestOutputProfile" => profile,
    };
    if press.condition().is_some() {
        intent.set("RegistryName", Object::string_literal(REGISTRY));
    }
    objects.add(intent)
}
