//! A picture made of pixels in, an image object out (ISO 32000-2, 8.9.5).
//!
//! JPEG files pass through as they are; everything else is decoded to 8 bits a channel, gray stays
//! gray and transparency becomes a soft mask.

use std::collections::BTreeMap;

use image::{DynamicImage, ImageFormat};
use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject};

use super::PdfError;
use super::deflate::deflate;
use crate::picture::{Picture, PictureFormat};
use crate::source::BookPath;

/// Which colours pictures may keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Colours {
    /// All that PDF knows.
    Any,
    /// Those that the output intent, which is sRGB, gives a meaning (ISO 19005-2, 6.2.4.3).
    Rgb,
}

/// Makes the object of a picture.
///
/// # Errors
/// The picture cannot be decoded.
pub(super) fn object(
    path: &BookPath,
    picture: &Picture,
    colours: Colours,
) -> Result<XObject, PdfError> {
    let passed = match picture.format {
        PictureFormat::Jpeg => jpeg_object(&picture.bytes),
        _ => None,
    };
    let inks = DictItem::Name(Channels::Cmyk.name().into());
    let passed = passed
        .filter(|stream| colours == Colours::Any || stream.dict.get("ColorSpace") != Some(&inks));
    let stream = match passed {
        Some(stream) => stream,
        None => decoded_object(path, picture)?,
    };
    Ok(XObject::External(ExternalXObject {
        stream,
        width: None,
        height: None,
        dpi: None,
    }))
}

fn name(name: &str) -> DictItem {
    DictItem::Name(name.as_bytes().to_vec())
}

/// The colours of a picture's samples.
#[derive(Clone, Copy)]
enum Channels {
    Gray,
    Rgb,
    Cmyk,
}

impl Channels {
    fn name(self) -> &'static str {
        match self {
            Self::Gray => "DeviceGray",
            Self::Rgb => "DeviceRGB",
            Self::Cmyk => "DeviceCMYK",
        }
    }
}

fn image_dict(size: (u32, u32), channels: Channels, filter: &str) -> BTreeMap<String, DictItem> {
    let entries = [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(i64::from(size.0))),
        ("Height", DictItem::Int(i64::from(size.1))),
        ("ColorSpace", name(channels.name())),
        ("BitsPerComponent", DictItem::Int(8)),
        ("Filter", name(filter)),
    ];
    entries
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
}

/// What a JPEG's headers tell (ITU-T T.81, B.2).
struct JpegHeader {
    size: (u32, u32),
    channels: Channels,
    /// Adobe's programs write inverted CMYK and say so by their marker.
    adobe: bool,
}

/// The file itself as a stream; `None` for what PDF cannot hold (12 bits a sample, lossless).
fn jpeg_object(bytes: &[u8]) -> Option<ExternalStream> {
    let header = read_jpeg(bytes)?;
    let mut dict = image_dict(header.size, header.channels, "DCTDecode");
    if let (Channels::Cmyk, true) = (header.channels, header.adobe) {
        let inverted = [1, 0].repeat(4).into_iter().map(DictItem::Int).collect();
        dict.insert("Decode".to_owned(), DictItem::Array(inverted));
    }
    Some(ExternalStream {
        dict,
        content: bytes.to_vec(),
        compress: false,
    })
}

fn read_jpeg(bytes: &[u8]) -> Option<JpegHeader> {
    const START_OF_IMAGE: [u8; 2] = [0xFF, 0xD8];
    const ADOBE: u8 = 0xEE;
    let mut adobe = false;
    let mut rest = bytes.strip_prefix(&START_OF_IMAGE)?;
    loop {
        let marker = *rest.get(1)?;
        if rest[0] != 0xFF {
            return None;
        }
        if marker == 0xFF {
            rest = &rest[1..];
            continue;
        }
        let length = usize::from(u16::from_be_bytes([*rest.get(2)?, *rest.get(3)?]));
        let segment = rest.get(4..2 + length)?;
        match marker {
            0xC0..=0xC2 => return frame(segment, adobe),
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF | 0xDA => return None,
            ADOBE => adobe |= segment.starts_with(b"Adobe"),
            _ => {}
        }
        rest = rest.get(2 + length..)?;
    }
}

/// Reads a frame header: precision, lines, samples a line, components.
fn frame(segment: &[u8], adobe: bool) -> Option<JpegHeader> {
    let [precision, high, low, wide, narrow, components, ..] = segment else {
        return None;
    };
    let channels = match components {
        1 => Channels::Gray,
        3 => Channels::Rgb,
        4 => Channels::Cmyk,
        _ => return None,
    };
    let height = u16::from_be_bytes([*high, *low]);
    let width = u16::from_be_bytes([*wide, *narrow]);
    let whole = *precision == 8 && width > 0 && height > 0;
    whole.then_some(JpegHeader {
        size: (width.into(), height.into()),
        channels,
        adobe,
    })
}

fn decoded_object(path: &BookPath, picture: &Picture) -> Result<ExternalStream, PdfError> {
    let format = match picture.format {
        PictureFormat::Png => ImageFormat::Png,
        PictureFormat::Jpeg => ImageFormat::Jpeg,
        PictureFormat::Gif => ImageFormat::Gif,
        PictureFormat::Webp => ImageFormat::WebP,
        PictureFormat::Bmp => ImageFormat::Bmp,
        PictureFormat::Tiff => ImageFormat::Tiff,
        PictureFormat::Svg => return Err(PdfError::new(&act(path), "it is no raster picture")),
    };
    let image = image::load_from_memory_with_format(&picture.bytes, format);
    let image = image.map_err(|error| PdfError::new(&act(path), &error.to_string()))?;
    Ok(pixels_object(&image))
}

fn act(path: &BookPath) -> String {
    format!("decode the picture {}", path.as_str())
}

/// Samples as a compressed stream, with a soft mask where any of them is transparent.
fn pixels_object(image: &DynamicImage) -> ExternalStream {
    let size = (image.width(), image.height());
    let gray = !image.color().has_color();
    let (channels, samples) = if gray {
        (Channels::Gray, image.to_luma8().into_raw())
    } else {
        (Channels::Rgb, image.to_rgb8().into_raw())
    };
    let mut dict = image_dict(size, channels, "FlateDecode");
    if let Some(mask) = opacity(image) {
        let about = image_dict(size, Channels::Gray, "FlateDecode");
        let stream = ExternalStream {
            dict: about,
            content: deflate(&mask),
            compress: false,
        };
        dict.insert("SMask".to_owned(), DictItem::Stream { stream });
    }
    ExternalStream {
        dict,
        content: deflate(&samples),
        compress: false,
    }
}

/// The opacity of each pixel; `None` where all are opaque.
fn opacity(image: &DynamicImage) -> Option<Vec<u8>> {
    if !image.color().has_alpha() {
        return None;
    }
    let alpha: Vec<u8> = image.to_rgba8().pixels().map(|pixel| pixel.0[3]).collect();
    alpha
        .iter()
        .any(|opacity| *opacity < u8::MAX)
        .then_some(alpha)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{GrayImage, RgbaImage};

    #[test]
    fn gray_stays_gray_and_opaque_pictures_have_no_mask() {
        let gray = pixels_object(&DynamicImage::ImageLuma8(GrayImage::new(2, 2)));
        assert_eq!(gray.dict["ColorSpace"], name("DeviceGray"));
        let opaque = RgbaImage::from_pixel(2, 2, image::Rgba([1, 2, 3, 255]));
        assert!(!pixels_object(&opaque.into()).dict.contains_key("SMask"));
        assert!(
            pixels_object(&RgbaImage::new(2, 2).into())
                .dict
                .contains_key("SMask")
        );
    }

    #[test]
    fn a_jpeg_passes_through_and_a_cmyk_one_of_adobe_is_turned_round() {
        let mut file = vec![0xFF, 0xD8, 0xFF, 0xEE, 0, 7];
        file.extend(b"Adobe");
        file.extend([0xFF, 0xC0, 0, 8, 8, 0, 3, 0, 5, 4]);
        let stream = jpeg_object(&file).unwrap();
        assert_eq!(stream.content, file);
        assert_eq!(stream.dict["Width"], DictItem::Int(5));
        assert!(stream.dict.contains_key("Decode"));
        assert!(jpeg_object(&file[..9]).is_none());
    }
}
