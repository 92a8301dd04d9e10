//! Reads one picture: a path in; a picture, or what is wrong with it, out.

use std::sync::Arc;

use super::decoded::{Picture, PictureFormat, PixelSize};
use super::reading::{Fault, Reading};
use super::{raster, vector};
use crate::limits;
use crate::source::{BookPath, Files};

/// Reads and checks the picture of a path.
pub(super) fn read(path: &BookPath, files: &dyn Files, faces: &vector::Faces) -> Reading {
    let bytes = match read_bytes(path, files) {
        Ok(bytes) => bytes,
        Err(fault) => return Reading::plain(Err(fault)),
    };
    match format(&bytes) {
        None => Reading::plain(Err(Fault::UnknownFormat)),
        Some(PictureFormat::Svg) => vector::read(bytes, faces),
        Some(format) => Reading::plain(read_raster(format, bytes)),
    }
}

fn read_bytes(path: &BookPath, files: &dyn Files) -> Result<Arc<[u8]>, Fault> {
    let size = files.size(path).map_err(Fault::Unread)?;
    if size > limits::PICTURE_BYTES {
        return Err(Fault::TooManyBytes(size));
    }
    files.read(path).map(Arc::from).map_err(Fault::Unread)
}

fn read_raster(format: PictureFormat, bytes: Arc<[u8]>) -> Result<Picture, Fault> {
    let stored = raster::check(&bytes)?;
    let orientation = raster::orientation(&bytes);
    let PixelSize { width, height } = raster::seen(stored, orientation);
    Ok(Picture {
        format,
        bytes,
        orientation,
        width,
        height,
        tree: None,
    })
}

/// What the bytes are; the name of the file has no say.
fn format(bytes: &[u8]) -> Option<PictureFormat> {
    match image::guess_format(bytes) {
        Ok(image::ImageFormat::Png) => Some(PictureFormat::Png),
        Ok(image::ImageFormat::Jpeg) => Some(PictureFormat::Jpeg),
        Ok(image::ImageFormat::Gif) => Some(PictureFormat::Gif),
        Ok(image::ImageFormat::WebP) => Some(PictureFormat::Webp),
        Ok(image::ImageFormat::Bmp) => Some(PictureFormat::Bmp),
        Ok(image::ImageFormat::Tiff) => Some(PictureFormat::Tiff),
        _ => vector::is_svg(bytes).then_some(PictureFormat::Svg),
    }
}
