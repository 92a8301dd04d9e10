//! Pictures inside a drawing, and parts of it that only pixels can show, as image objects.

use std::sync::Arc;

use image::metadata::Orientation;
use image::{DynamicImage, RgbaImage};
use lopdf::Stream;
use resvg::tiny_skia::Pixmap;
use usvg::{Group, ImageKind, Node, NonZeroRect, Transform};

use super::super::raster::{self, Encoded, RasterTarget};
use super::palette::Palette;
use crate::diag::catch_panic;
use crate::limits;
use crate::pdf::PdfError;
use crate::picture::{Picture, PictureFormat};
use crate::press::{Inks, Press};
use crate::source::BookPath;

/// Pixels to a unit of the drawing. A unit is shown as three quarters of a point or so: 288 dots to
/// the inch, near the 300 that prints of photographs ask for.
const PIXELS_A_UNIT: f32 = 3.0;
/// Wider or higher than this no part of a drawing becomes; it gets fewer pixels to a unit.
const MOST_PIXELS: f32 = 4096.0;

/// Reads the pictures that a drawing carries.
#[derive(Clone, Copy, Debug)]
pub(super) struct CarriedPictures<'a> {
    /// The file of the drawing, for messages.
    pub(super) path: &'a BookPath,
    /// Whether every colour has to say what it looks like (ISO 19005-2, 6.2.4).
    pub(super) archive: bool,
}

impl CarriedPictures<'_> {
    /// A picture that the drawing carries, in the colours of a palette.
    ///
    /// # Errors
    /// The picture cannot be decoded.
    pub(super) fn encode(
        self,
        kind: &ImageKind,
        palette: Palette<'_>,
    ) -> Result<Encoded, PdfError> {
        let picture = picture(kind);
        if let Palette::Screen = palette {
            let wanted = RasterTarget {
                press: None,
                archive: self.archive,
                most: None,
            };
            return raster::encode(self.path, &picture, &wanted);
        }
        let (image, _) = raster::decode(self.path, &picture)?;
        Ok(encode(&image, palette))
    }
}

/// Pixels in the colours of a palette, with their opacity: what is below a drawing may be seen through
/// it, so it is not laid on white paper first.
pub(super) fn encode(image: &DynamicImage, palette: Palette<'_>) -> Encoded {
    let (stream, mask) = match palette {
        Palette::Screen => raster::pixels(image),
        Palette::Luminance => raster::pixels(&DynamicImage::from(image.to_luma_alpha8())),
        Palette::Press(press) => inked(image, press),
    };
    Encoded {
        stream,
        mask,
        profile: None,
    }
}

fn inked(image: &DynamicImage, press: &Press) -> (Stream, Option<Stream>) {
    let inks = press.convert(image.to_rgb8().as_raw(), None);
    let channels = match press.inks() {
        Inks::Black => 1,
        Inks::Four => 4,
    };
    let mask = raster::opacity(image).map(|opacity| raster::samples(image, 1, opacity));
    (raster::samples(image, channels, inks), mask)
}

fn picture(kind: &ImageKind) -> Picture {
    let (format, bytes) = match kind {
        ImageKind::JPEG(bytes) => (PictureFormat::Jpeg, bytes.as_slice()),
        ImageKind::PNG(bytes) => (PictureFormat::Png, bytes.as_slice()),
        ImageKind::GIF(bytes) => (PictureFormat::Gif, bytes.as_slice()),
        ImageKind::WEBP(bytes) => (PictureFormat::Webp, bytes.as_slice()),
        ImageKind::SVG(_) => (PictureFormat::Svg, [].as_slice()),
    };
    Picture {
        format,
        bytes: Arc::from(bytes),
        orientation: Orientation::NoTransforms,
        width: 0,
        height: 0,
        tree: None,
    }
}

/// How much smaller so many pixels have to be made: each step of a filter keeps what it has made.
fn within_memory(group: &Group, pixels: f32) -> f32 {
    let steps: usize = group
        .filters()
        .iter()
        .map(|one| one.primitives().len() + 3)
        .sum();
    #[expect(clippy::cast_precision_loss, reason = "a share need not be exact")]
    let whole = pixels * steps as f32;
    #[expect(clippy::cast_possible_truncation, reason = "a share need not be exact")]
    let most = limits::DRAWING_LAYER_PIXELS as f32;
    (most / whole).sqrt().min(1.0)
}

/// A group with its filters as pixels of an area in the space of its parent; `None` if that has no
/// pixel.
pub(super) fn drawn(group: &Group, area: NonZeroRect) -> Option<DynamicImage> {
    let longer = area.width().max(area.height());
    let scale = PIXELS_A_UNIT.min(MOST_PIXELS / longer);
    let scale = scale * within_memory(group, area.width() * area.height() * scale * scale);
    let mut pixels = Pixmap::new(side(area.width() * scale), side(area.height() * scale))?;
    // The library moves the group by where it is in the whole drawing; here it is moved by where it is
    // in its parent, so the former is taken back.
    let whole = group.abs_layer_bounding_box();
    let transform = Transform::from_scale(scale, scale)
        .pre_concat(Transform::from_translate(-area.x(), -area.y()))
        .pre_concat(Transform::from_translate(whole.x(), whole.y()));
    let node = Node::Group(Box::new(group.clone()));
    // The door for filters of strangers: turbulence of resvg counts beyond its numbers, say. What cannot be
    // drawn stays empty; `picture` has drawn it once, small, and told of it.
    catch_panic(|| resvg::render_node(&node, transform, &mut pixels.as_mut())).ok()??;
    let straight = pixels.pixels().iter().flat_map(|pixel| {
        let color = pixel.demultiply();
        [color.red(), color.green(), color.blue(), color.alpha()]
    });
    RgbaImage::from_raw(pixels.width(), pixels.height(), straight.collect()).map(DynamicImage::from)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held between one and the most pixels"
)]
fn side(pixels: f32) -> u32 {
    pixels.round().clamp(1.0, MOST_PIXELS) as u32
}
