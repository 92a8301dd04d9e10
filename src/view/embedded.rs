//! Pictures of the book as addresses that hold them whole (RFC 2397): a picture in, `data:…` out.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::DynamicImage;
use image::codecs::png::PngEncoder;
use image::metadata::Orientation;
use std::borrow::Cow;

use crate::diag::catch_panic;
use crate::picture::{Picture, PictureFormat, take_turn};

/// A picture as it is seen; `None` for one that cannot be decoded.
pub(super) fn address(picture: &Picture) -> Option<String> {
    let Encoded { kind, bytes } = encoded(picture)?;
    Some(format!("data:{kind};base64,{}", STANDARD.encode(bytes)))
}

/// A file that browsers and the drawing library read.
struct Encoded<'a> {
    kind: &'static str,
    bytes: Cow<'a, [u8]>,
}

fn encoded(picture: &Picture) -> Option<Encoded<'_>> {
    let kind = match picture.format {
        PictureFormat::Svg => {
            let bytes = picture.clean_svg()?.into_bytes().into();
            let kind = "image/svg+xml";
            return Some(Encoded { kind, bytes });
        }
        PictureFormat::Png => "image/png",
        PictureFormat::Jpeg => "image/jpeg",
        PictureFormat::Gif => "image/gif",
        PictureFormat::Webp => "image/webp",
        PictureFormat::Bmp | PictureFormat::Tiff => return turned(picture),
    };
    // Not every program turns a photograph as the camera says.
    if picture.orientation != Orientation::NoTransforms {
        return turned(picture);
    }
    let bytes = Cow::Borrowed(&*picture.bytes);
    Some(Encoded { kind, bytes })
}

/// The picture decoded, turned upright and written as PNG.
fn turned(picture: &Picture) -> Option<Encoded<'_>> {
    let _turn = take_turn(picture.pixels());
    let decode = || -> Option<Vec<u8>> {
        let mut pixels: DynamicImage = image::load_from_memory(&picture.bytes).ok()?;
        pixels.apply_orientation(picture.orientation);
        let mut bytes = Vec::new();
        // Not `write_to`: a format that is chosen at run time brings the encoders of all of them into the program.
        let encoder = PngEncoder::new(&mut bytes);
        pixels.write_with_encoder(encoder).ok()?;
        Some(bytes)
    };
    // The door for strangers' pictures, as where they are read first.
    let bytes = catch_panic(decode).ok()??.into();
    let kind = "image/png";
    Some(Encoded { kind, bytes })
}
