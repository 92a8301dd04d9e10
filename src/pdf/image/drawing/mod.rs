//! An SVG drawing in, a form object of the document out (ISO 32000-2, 8.10).
//!
//! usvg has read the file: what is left is groups, paths, pictures, and text as outlines. `walk` goes
//! through that tree and writes content streams with `canvas`; `palette` gives every colour as the
//! screen or the press has it, so that nothing has to be read and changed afterwards.

mod canvas;
mod carried;
mod gradient;
mod outlines;
mod palette;
mod walk;

#[cfg(test)]
mod tests;

use lopdf::ObjectId;

use super::raster::RasterTarget;
use crate::pdf::PdfError;
use crate::pdf::object::objects::Objects;
use crate::picture::Picture;
use crate::source::BookPath;
use carried::CarriedPictures;
use palette::Palette;
use walk::Walker;

/// Adds a drawing to the document, as a form of one unit's width and height.
///
/// # Errors
/// The picture is no drawing, or a picture inside it cannot be decoded.
pub(super) fn import(
    path: &BookPath,
    picture: &Picture,
    wanted: &RasterTarget<'_>,
    objects: &mut Objects,
) -> Result<ObjectId, PdfError> {
    let tree = picture.tree.as_ref().ok_or_else(|| {
        let act = format!("draw {}", path.as_str());
        PdfError::new(act, "it is no drawing")
    })?;
    let palette = wanted.press.map_or(Palette::Screen, Palette::Press);
    let pictures = CarriedPictures {
        path,
        archive: wanted.archive,
    };
    Walker::new(objects, pictures).drawing(tree, palette)
}
