//! How the PDF is written: the keys of `[pdf]` that say it in, [`PdfOptions`] out.
//!
//! `page` reads the keys that say how its pages look.

use super::keys;
use super::print::{self, Profile};
use super::reader::{Reader, Section};
use super::standard::{self, Standard};
use super::text_layer::{self, TextLayer};

/// How the PDF is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PdfOptions {
    /// `standard`: which standards the file claims to keep.
    pub standard: Standard,
    /// `text-layer`: which programs its text is written for.
    pub text_layer: TextLayer,
    /// `profile`: for screens or for a press.
    pub profile: Profile,
    /// `image-resolution`: pictures of more pixels an inch are scaled down to this.
    pub image_resolution: Option<f32>,
}

/// Reads the keys of the file.
pub(super) fn read(reader: &mut Reader<'_>, section: &Section<'_>) -> PdfOptions {
    PdfOptions {
        standard: standard::read(reader, section),
        text_layer: text_layer::read(reader, section),
        profile: print::profile(reader, section),
        image_resolution: reader.within(section, "image-resolution", keys::IMAGE_RESOLUTIONS),
    }
}
