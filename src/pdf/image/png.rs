//! A PNG file in, its compressed samples out as they are (PNG 3rd edition, 11; ISO 32000-2, 7.4.4.4).
//!
//! PDF knows PNG's filters and compression, so most files need not be decoded at all: gray and
//! colour of 1 to 16 bits, and palettes. Files with transparency or in seven passes are left to
//! the decoder.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::pixels::Pixels;

/// Colour profiles above this are none.
const LARGEST_PROFILE: u64 = 4 << 20;

/// A PNG that PDF can hold.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::pdf) struct Png {
    /// Width and height in pixels.
    pub(in crate::pdf) size: Pixels,
    /// Bits of a sample.
    pub(in crate::pdf) bits: u8,
    /// Samples of a pixel: 1 or 3.
    pub(in crate::pdf) channels: u8,
    /// Red, green and blue of the colours that samples number.
    pub(in crate::pdf) palette: Option<Vec<u8>>,
    /// The colour profile that it carries.
    pub(in crate::pdf) profile: Option<Vec<u8>>,
    /// The samples, filtered and compressed.
    pub(in crate::pdf) data: Vec<u8>,
}

/// Takes a file apart; `None` where it has to be decoded.
pub(in crate::pdf) fn read(bytes: &[u8]) -> Option<Png> {
    const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
    let mut rest = bytes.strip_prefix(SIGNATURE)?;
    let mut png: Option<Png> = None;
    let mut profiled = false;
    loop {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?);
        let length = usize::try_from(length).ok()?;
        let (kind, data) = (rest.get(4..8)?, rest.get(8..8_usize.checked_add(length)?)?);
        match (kind, &mut png) {
            (b"IHDR", None) => png = Some(header(data)?),
            (b"PLTE", Some(png)) if png.palette.is_some() => png.palette = Some(data.to_vec()),
            // A file has one (PNG 3rd edition, 5.6); each of a thousand would be unpacked.
            (b"iCCP", Some(png)) if !profiled => {
                profiled = true;
                png.profile = profile(data);
            }
            (b"tRNS", _) => return None,
            (b"IDAT", Some(png)) => png.data.extend(data),
            (b"IEND", _) => break,
            _ => {}
        }
        rest = rest.get(12 + length..)?;
    }
    png.filter(|png| !png.data.is_empty() && png.palette.as_deref().is_none_or(is_palette))
}

/// The header; `None` for alpha and interlacing.
fn header(data: &[u8]) -> Option<Png> {
    let [w0, w1, w2, w3, h0, h1, h2, h3, bits, color, 0, 0, 0] = *data else {
        return None;
    };
    let (channels, palette) = match color {
        0 => (1, None),
        2 => (3, None),
        3 => (1, Some(Vec::new())),
        _ => return None,
    };
    Some(Png {
        size: Pixels {
            width: u32::from_be_bytes([w0, w1, w2, w3]),
            height: u32::from_be_bytes([h0, h1, h2, h3]),
        },
        bits,
        channels,
        palette,
        profile: None,
        data: Vec::new(),
    })
}

fn is_palette(colors: &[u8]) -> bool {
    !colors.is_empty() && colors.len().is_multiple_of(3) && colors.len() <= 3 * 256
}

/// A name, a zero, the method, the compressed profile.
fn profile(data: &[u8]) -> Option<Vec<u8>> {
    let end = data.iter().position(|byte| *byte == 0)?;
    let mut profile = Vec::new();
    let compressed = data.get(end + 2..)?;
    ZlibDecoder::new(compressed)
        .take(LARGEST_PROFILE)
        .read_to_end(&mut profile)
        .ok()?;
    Some(profile)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{DynamicImage, ImageBuffer, ImageFormat};

    use super::*;

    fn written(image: DynamicImage) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        image.write_to(&mut file, ImageFormat::Png).unwrap();
        file.into_inner()
    }

    #[test]
    fn sixteen_bits_and_gray_pass_as_they_are() {
        let deep = DynamicImage::ImageRgb16(ImageBuffer::new(3, 2));
        let png = read(&written(deep)).unwrap();
        let size = Pixels {
            width: 3,
            height: 2,
        };
        assert_eq!((png.size, png.bits, png.channels), (size, 16, 3));
        let gray = read(&written(DynamicImage::new_luma8(5, 4))).unwrap();
        assert_eq!((gray.bits, gray.channels, gray.palette), (8, 1, None));
    }

    #[test]
    fn transparency_is_left_to_the_decoder() {
        assert_eq!(read(&written(DynamicImage::new_rgba8(2, 2))), None);
        assert_eq!(read(b"\x89PNG\r\n\x1a\n"), None);
    }
}
