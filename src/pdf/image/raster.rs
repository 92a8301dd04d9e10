//! A picture made of pixels in, an image object out (ISO 32000-2, 8.9.5).
//!
//! JPEG files and most PNG files pass through as they are. What has to be decoded keeps its gray,
//! its 16 bits and its transparency (as a soft mask); for a press it is laid on white paper and
//! turned into the inks of the press.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageError, ImageReader};
use lopdf::{Dictionary, Object, Stream, StringFormat, dictionary};

use super::jpeg;
use super::pixels::Pixels;
use super::png;
use crate::pdf::PdfError;
use crate::pdf::object::deflate::deflate;
use crate::picture::{Picture, PictureFormat, is_turned};
use crate::press::{Inks, Press};
use crate::source::BookPath;

/// Pictures that have no more than this times the pixels asked for are left as they are.
const SLACK: f32 = 1.25;
/// The quality of JPEG files that had to be scaled, of 100: what is lost is not seen.
const QUALITY: u8 = 88;

/// What a picture is to become.
pub(in crate::pdf) struct RasterTarget<'a> {
    /// The press whose inks it is to have.
    pub(in crate::pdf) press: Option<&'a Press>,
    /// Whether every colour has to be defined by a profile (ISO 19005-2, 6.2.4).
    pub(in crate::pdf) archive: bool,
    /// The most pixels that it is to have; `None` for all that it has.
    pub(in crate::pdf) most: Option<Most>,
}

/// The most pixels of a picture's width and height, as it is seen.
#[derive(Clone, Copy, Debug)]
pub(in crate::pdf) struct Most {
    /// Pixels of a row.
    pub(in crate::pdf) width: f32,
    /// Rows.
    pub(in crate::pdf) height: f32,
}

/// An image object whose parts are not in a document yet.
pub(in crate::pdf) struct Encoded {
    /// The samples and their dictionary, without the two objects below.
    pub(in crate::pdf) stream: Stream,
    /// The opacity.
    pub(in crate::pdf) mask: Option<Stream>,
    /// What the colours look like, where the file states it.
    pub(in crate::pdf) profile: Option<Profile>,
}

/// A colour profile of a picture.
pub(in crate::pdf) struct Profile {
    /// How many channels it describes.
    pub(in crate::pdf) channels: u8,
    /// The profile (ICC.1).
    pub(in crate::pdf) bytes: Vec<u8>,
}

/// Makes the object of a picture.
///
/// # Errors
/// The picture cannot be decoded.
pub(in crate::pdf) fn encode(
    path: &BookPath,
    picture: &Picture,
    wanted: &RasterTarget<'_>,
) -> Result<Encoded, PdfError> {
    let target = smaller(picture, wanted);
    if target.is_none()
        && let Some(passed) = passed(picture, wanted)
    {
        return Ok(passed);
    }
    let (mut image, profile) = decode(path, picture)?;
    if let Some((width, height)) = target {
        image = image.resize_exact(width, height, FilterType::CatmullRom);
    }
    if let Some(press) = wanted.press {
        return Ok(inked(&image, profile.as_deref(), press));
    }
    let lossy = picture.format == PictureFormat::Jpeg;
    let again = if lossy { lossy_again(&image) } else { None };
    let (stream, mask) = match again {
        Some(stream) => (stream, None),
        None => pixels(&image),
    };
    let channels = if image.color().has_color() { 3 } else { 1 };
    let profile = profile.and_then(|bytes| described(bytes, channels));
    Ok(Encoded {
        stream,
        mask,
        profile,
    })
}

/// The size that a picture with too many pixels gets, as it is stored.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixels of a picture that was checked"
)]
fn smaller(picture: &Picture, wanted: &RasterTarget<'_>) -> Option<(u32, u32)> {
    let (width, height) = (picture.width as f32, picture.height as f32);
    let most = wanted.most?;
    let scale = (most.width / width).max(most.height / height);
    if scale * SLACK >= 1.0 {
        return None;
    }
    let scaled = |side: f32| (side * scale).round().max(1.0) as u32;
    let size = (scaled(width), scaled(height));
    Some(if is_turned(picture.orientation) {
        (size.1, size.0)
    } else {
        size
    })
}

/// The size of a decoded picture.
fn size_of(image: &DynamicImage) -> Pixels {
    Pixels {
        width: image.width(),
        height: image.height(),
    }
}

fn device(channels: u8) -> Object {
    match channels {
        1 => "DeviceGray".into(),
        4 => "DeviceCMYK".into(),
        _ => "DeviceRGB".into(),
    }
}

fn image_dict(size: Pixels, space: Object, bits: u8) -> Dictionary {
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(size.width),
        "Height" => i64::from(size.height),
        "ColorSpace" => space,
        "BitsPerComponent" => i64::from(bits),
    }
}

/// The file itself as an object, where PDF and what is wanted of it allow.
fn passed(picture: &Picture, wanted: &RasterTarget<'_>) -> Option<Encoded> {
    match picture.format {
        PictureFormat::Jpeg => passed_jpeg(&picture.bytes, wanted),
        PictureFormat::Png => passed_png(&picture.bytes, wanted),
        PictureFormat::Gif
        | PictureFormat::Webp
        | PictureFormat::Bmp
        | PictureFormat::Tiff
        | PictureFormat::Svg => None,
    }
}

/// Whether the press prints these channels as they are.
fn prints(press: Option<&Press>, channels: u8) -> bool {
    match press.map(Press::inks) {
        None => true,
        Some(Inks::Black) => channels == 1,
        Some(Inks::Four) => channels != 3,
    }
}

fn passed_jpeg(bytes: &[u8], wanted: &RasterTarget<'_>) -> Option<Encoded> {
    let header = jpeg::read(bytes)?;
    let profile = header
        .profile
        .filter(|_| wanted.press.is_none())
        .and_then(|profile| described(profile, header.channels));
    let unknown = wanted.archive && header.channels == 4 && profile.is_none();
    if !prints(wanted.press, header.channels) || wanted.press.is_none() && unknown {
        return None;
    }
    let mut dict = image_dict(header.size, device(header.channels), 8);
    dict.set("Filter", "DCTDecode");
    if header.adobe && header.channels == 4 {
        let inverted: Vec<Object> = [1, 0].repeat(4).into_iter().map(Object::Integer).collect();
        dict.set("Decode", inverted);
    }
    Some(Encoded {
        stream: Stream::new(dict, bytes.to_vec()).with_compression(false),
        mask: None,
        profile,
    })
}

fn passed_png(bytes: &[u8], wanted: &RasterTarget<'_>) -> Option<Encoded> {
    let png = png::read(bytes)?;
    let color = if png.palette.is_some() {
        3
    } else {
        png.channels
    };
    if !prints(wanted.press, color) {
        return None;
    }
    let space = match &png.palette {
        None => device(color),
        Some(colors) => {
            let last = i64::try_from(colors.len() / 3).unwrap_or(1) - 1;
            let table = Object::String(colors.clone(), StringFormat::Hexadecimal);
            vec!["Indexed".into(), device(color), last.into(), table].into()
        }
    };
    let mut dict = image_dict(png.size, space, png.bits);
    dict.set("Filter", "FlateDecode");
    dict.set(
        "DecodeParms",
        dictionary! {
            "Predictor" => 15,
            "Colors" => i64::from(png.channels),
            "BitsPerComponent" => i64::from(png.bits),
            "Columns" => i64::from(png.size.width),
        },
    );
    let profile = png.profile.filter(|_| wanted.press.is_none());
    Some(Encoded {
        stream: Stream::new(dict, png.data).with_compression(false),
        mask: None,
        profile: profile.and_then(|profile| described(profile, color)),
    })
}

/// A profile that describes as many channels as the picture has, in a version that PDF knows.
fn described(bytes: Vec<u8>, channels: u8) -> Option<Profile> {
    const SPACE: usize = 16;
    let space: &[u8] = match channels {
        1 => b"GRAY",
        3 => b"RGB ",
        _ => b"CMYK",
    };
    let whole = matches!(bytes.get(8), Some(2 | 4)) && bytes.get(36..40) == Some(b"acsp");
    let same = bytes.get(SPACE..SPACE + 4) == Some(space);
    (whole && same).then_some(Profile { channels, bytes })
}

/// The pixels of a picture, and the profile that they are meant in.
pub(in crate::pdf) fn decode(
    path: &BookPath,
    picture: &Picture,
) -> Result<(DynamicImage, Option<Vec<u8>>), PdfError> {
    let act = || format!("decode the picture {}", path.as_str());
    let fault = |cause: ImageError| PdfError::new(act(), cause);
    let reader = ImageReader::new(Cursor::new(&*picture.bytes)).with_guessed_format();
    let reader = reader.map_err(|cause| PdfError::new(act(), cause))?;
    let mut decoder = reader.into_decoder().map_err(fault)?;
    let profile = decoder.icc_profile().ok().flatten();
    let image = DynamicImage::from_decoder(decoder).map_err(fault)?;
    Ok((image, profile))
}

/// A scaled photograph as a JPEG again.
fn lossy_again(image: &DynamicImage) -> Option<Stream> {
    let (channels, plain): (u8, DynamicImage) = if image.color().has_color() {
        (3, image.to_rgb8().into())
    } else {
        (1, image.to_luma8().into())
    };
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, QUALITY)
        .encode_image(&plain)
        .ok()?;
    let mut dict = image_dict(size_of(image), device(channels), 8);
    dict.set("Filter", "DCTDecode");
    Some(Stream::new(dict, file).with_compression(false))
}

/// Samples of a picture: how many to a pixel, of how many bits, and their bytes.
struct Samples {
    channels: u8,
    bits: u8,
    bytes: Vec<u8>,
}

impl Samples {
    /// Eight bits each.
    fn bytes(channels: u8, bytes: Vec<u8>) -> Self {
        Self {
            channels,
            bits: 8,
            bytes,
        }
    }

    /// Sixteen bits each, the higher byte first.
    fn words(channels: u8, words: Vec<u16>) -> Self {
        Self {
            channels,
            bits: 16,
            bytes: words.into_iter().flat_map(u16::to_be_bytes).collect(),
        }
    }

    /// A compressed object of this size.
    fn stream(mut self, size: Pixels) -> Stream {
        let mut dict = image_dict(size, device(self.channels), self.bits);
        dict.set("Filter", "FlateDecode");
        if self.bits == 8 {
            let channels = usize::from(self.channels);
            let row = usize::try_from(size.width).unwrap_or(0) * channels;
            self.bytes
                .chunks_exact_mut(row.max(1))
                .for_each(|row| differences(row, channels));
            dict.set(
                "DecodeParms",
                dictionary! {
                    "Predictor" => 2,
                    "Colors" => i64::from(self.channels),
                    "BitsPerComponent" => 8,
                    "Columns" => i64::from(size.width),
                },
            );
        }
        Stream::new(dict, deflate(&self.bytes)).with_compression(false)
    }
}

/// Replaces each sample by how much it differs from the one before it (TIFF 6.0, 14).
fn differences(row: &mut [u8], channels: usize) {
    for at in (channels..row.len()).rev() {
        row[at] = row[at].wrapping_sub(row[at - channels]);
    }
}

/// Samples of eight bits, as many as an image has pixels, as an object.
pub(super) fn samples(image: &DynamicImage, channels: u8, bytes: Vec<u8>) -> Stream {
    Samples::bytes(channels, bytes).stream(size_of(image))
}

/// The samples as an object, with their opacity as another where any of them is transparent.
pub(super) fn pixels(image: &DynamicImage) -> (Stream, Option<Stream>) {
    let size = size_of(image);
    let color = image.color();
    let deep = color.bytes_per_pixel() / color.channel_count() > 1;
    let samples = match (color.has_color(), deep) {
        (false, false) => Samples::bytes(1, image.to_luma8().into_raw()),
        (false, true) => Samples::words(1, image.to_luma16().into_raw()),
        (true, false) => Samples::bytes(3, image.to_rgb8().into_raw()),
        (true, true) => Samples::words(3, image.to_rgb16().into_raw()),
    };
    let mask = opacity(image).map(|mask| Samples::bytes(1, mask).stream(size));
    (samples.stream(size), mask)
}

/// The opacity of each pixel; `None` where all are opaque.
pub(super) fn opacity(image: &DynamicImage) -> Option<Vec<u8>> {
    if !image.color().has_alpha() {
        return None;
    }
    let alpha: Vec<u8> = image.to_rgba8().pixels().map(|pixel| pixel.0[3]).collect();
    let seen = alpha.iter().any(|opacity| *opacity < u8::MAX);
    seen.then_some(alpha)
}

/// A picture in the inks of a press, laid on white paper.
fn inked(image: &DynamicImage, profile: Option<&[u8]>, press: &Press) -> Encoded {
    let size = size_of(image);
    let (channels, inks) = press_samples(image, profile, press);
    Encoded {
        stream: Samples::bytes(channels, inks).stream(size),
        mask: None,
        profile: None,
    }
}

/// The samples that a press prints: gray stays gray, colours become its inks. Gives back how many
/// samples a pixel has, too.
pub(in crate::pdf) fn press_samples(
    image: &DynamicImage,
    profile: Option<&[u8]>,
    press: &Press,
) -> (u8, Vec<u8>) {
    let paper = on_paper(image);
    if !image.color().has_color() {
        return (1, paper.chunks_exact(3).map(|pixel| pixel[0]).collect());
    }
    let channels = match press.inks() {
        Inks::Black => 1,
        Inks::Four => 4,
    };
    (channels, press.convert(&paper, profile))
}

/// Red, green and blue of a picture that lies on white paper.
fn on_paper(image: &DynamicImage) -> Vec<u8> {
    if opacity(image).is_none() {
        return image.to_rgb8().into_raw();
    }
    let over = |channel: u8, opacity: u8| {
        let (channel, opacity) = (u32::from(channel), u32::from(opacity));
        let mixed = (channel * opacity + 255 * (255 - opacity) + 127) / 255;
        u8::try_from(mixed).unwrap_or(u8::MAX)
    };
    let image = image.to_rgba8();
    let laid = image.pixels().flat_map(|pixel| {
        let [red, green, blue, opacity] = pixel.0;
        [red, green, blue].map(|channel| over(channel, opacity))
    });
    laid.collect()
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use image::{GrayImage, ImageBuffer, RgbaImage};

    use super::*;

    fn entry<'a>(stream: &'a Stream, key: &str) -> &'a Object {
        stream.dict.get(key.as_bytes()).unwrap()
    }

    #[test]
    fn a_picture_that_cannot_be_decoded_keeps_its_cause() {
        let broken = Picture {
            format: PictureFormat::Png,
            bytes: b"\x89PNG\r\n\x1a\n".as_slice().into(),
            orientation: image::metadata::Orientation::NoTransforms,
            width: 1,
            height: 1,
            tree: None,
        };
        let error = decode(&BookPath::new("a.png").unwrap(), &broken).unwrap_err();
        let cause = error.source().unwrap();
        assert!(cause.is::<ImageError>());
        assert_eq!(
            error.to_string(),
            format!("cannot write the PDF: cannot decode the picture a.png: {cause}")
        );
    }

    #[test]
    fn gray_stays_gray_and_opaque_pictures_have_no_mask() {
        let (gray, _) = pixels(&DynamicImage::ImageLuma8(GrayImage::new(2, 2)));
        assert_eq!(entry(&gray, "ColorSpace"), &"DeviceGray".into());
        let opaque = RgbaImage::from_pixel(2, 2, image::Rgba([1, 2, 3, 255]));
        assert!(pixels(&opaque.into()).1.is_none());
        assert!(pixels(&RgbaImage::new(2, 2).into()).1.is_some());
    }

    #[test]
    fn sixteen_bits_with_transparency_stay_sixteen_bits() {
        let deep = DynamicImage::ImageRgba16(ImageBuffer::new(2, 2));
        let (stream, mask) = pixels(&deep);
        assert_eq!(entry(&stream, "BitsPerComponent"), &16.into());
        assert!(mask.is_some());
    }

    #[test]
    fn a_row_is_written_as_differences_within_each_channel() {
        let mut row = [10, 20, 30, 11, 22, 33, 5, 22, 34];
        differences(&mut row, 3);
        assert_eq!(row, [10, 20, 30, 1, 2, 3, 250, 0, 1]);
    }

    #[test]
    fn on_white_paper_what_is_transparent_is_white() {
        let half = RgbaImage::from_pixel(1, 1, image::Rgba([0, 0, 0, 128]));
        assert_eq!(on_paper(&half.into()), [127, 127, 127]);
        assert_eq!(on_paper(&RgbaImage::new(1, 1).into()), [255, 255, 255]);
    }
}
