//! Pictures made of pixels: bytes in, a checked size out.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{ImageDecoder, ImageError, ImageReader, Limits};

use super::decoded::PixelSize;
use super::reading::Fault;

/// Above this nothing is decoded: a few kilobytes can promise gigabytes of pixels.
pub(super) const MAX_PIXELS: u64 = 100_000_000;

/// What a decoder may take: the largest picture allowed, with 16 bits in each of four channels.
const MAX_MEMORY: u64 = MAX_PIXELS * 8;

/// Reads the size from the header, then decodes the picture once to see that it is whole.
pub(super) fn check(bytes: &[u8]) -> Result<PixelSize, Fault> {
    let (width, height) = open(bytes)?.into_dimensions().map_err(broken)?;
    let size = PixelSize { width, height };
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Fault::TooManyPixels(size));
    }
    let mut reader = open(bytes)?;
    reader.limits(limits());
    match reader.decode() {
        Ok(_) => Ok(size),
        Err(ImageError::Limits(_)) => Err(Fault::TooManyPixels(size)),
        Err(error) => Err(broken(error)),
    }
}

/// How the stored pixels are turned to be seen (EXIF); as they are where nothing is said.
pub(super) fn orientation(bytes: &[u8]) -> Orientation {
    let decoder = open(bytes)
        .ok()
        .and_then(|reader| reader.into_decoder().ok());
    decoder
        .and_then(|mut decoder| decoder.orientation().ok())
        .unwrap_or(Orientation::NoTransforms)
}

/// The size as it is seen.
pub(super) fn seen(stored: PixelSize, orientation: Orientation) -> PixelSize {
    if is_turned(orientation) {
        PixelSize {
            width: stored.height,
            height: stored.width,
        }
    } else {
        stored
    }
}

/// Whether width and height of the stored picture change places when it is seen.
pub fn is_turned(orientation: Orientation) -> bool {
    match orientation {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => true,
        Orientation::NoTransforms
        | Orientation::Rotate180
        | Orientation::FlipHorizontal
        | Orientation::FlipVertical => false,
    }
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_MEMORY);
    limits
}

fn open(bytes: &[u8]) -> Result<ImageReader<Cursor<&[u8]>>, Fault> {
    let guessed = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    guessed.map_err(|error| Fault::Broken(error.to_string()))
}

/// The decoder's words; it may quote the file, so they are kept to one line.
fn broken(error: ImageError) -> Fault {
    Fault::Broken(
        error
            .to_string()
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned(),
    )
}
