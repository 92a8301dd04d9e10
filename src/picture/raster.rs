//! Pictures made of pixels: bytes in, a checked size out.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{ImageDecoder, ImageError, ImageReader, Limits};

use super::decoded::PixelSize;
use super::reading::Fault;
use super::turn;
use crate::diag::catch_panic;
use crate::limits;

/// Reads the size from the header; nothing is decoded.
pub(super) fn size(bytes: &[u8]) -> Result<PixelSize, Fault> {
    let (width, height) = open(bytes)?.into_dimensions().map_err(broken)?;
    let size = PixelSize { width, height };
    if size.pixels() > limits::PICTURE_PIXELS {
        return Err(Fault::TooManyPixels(size));
    }
    Ok(size)
}

/// Reads the size from the header, then decodes the picture once to see that it is whole.
pub(super) fn check(bytes: &[u8]) -> Result<PixelSize, Fault> {
    // The door for strangers' pictures: a decoder may panic over one that is damaged.
    catch_panic(|| decode(bytes)).unwrap_or_else(|panicked| Err(Fault::Broken(panicked.words)))
}

fn decode(bytes: &[u8]) -> Result<PixelSize, Fault> {
    let size = size(bytes)?;
    let _turn = turn::take(size.pixels());
    let mut reader = open(bytes)?;
    reader.limits(memory());
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

fn memory() -> Limits {
    let mut memory = Limits::default();
    memory.max_alloc = Some(limits::PICTURE_MEMORY);
    memory
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
