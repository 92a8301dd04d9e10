//! A page in, PNG out.

use std::error::Error;
use std::fmt;

use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use super::Scene;
use super::svg::svg;

/// Points of an inch.
const INCH: f32 = 72.0;

/// A page could not be drawn: its pixels do not fit in memory, or the drawing library refuses it.
#[derive(Debug)]
pub struct DrawError {
    /// The page in the file, from 1.
    pub page: usize,
    /// What went wrong: an error of the drawing library, or words.
    cause: Box<dyn Error + Send + Sync>,
}

impl fmt::Display for DrawError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "cannot draw page {}: {}", self.page, self.cause)
    }
}

impl Error for DrawError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.cause)
    }
}

/// A page by its place in the file, from 0, at so many pixels to the inch, on white.
///
/// # Errors
/// There is no such page, or it has too many pixels, or it cannot be drawn.
pub fn png(scene: Scene<'_>, page: usize, dpi: u16) -> Result<Vec<u8>, DrawError> {
    let fail = |cause: Box<dyn Error + Send + Sync>| DrawError {
        page: page + 1,
        cause,
    };
    let svg = svg(scene, page).ok_or_else(|| fail("there is no such page".into()))?;
    let tree = Tree::from_str(&svg, &Options::default()).map_err(|cause| fail(cause.into()))?;
    let scale = f32::from(dpi) / INCH;
    let (width, height) = scene.pages.size;
    let pixels = Pixmap::new(side(width.0 * scale), side(height.0 * scale));
    let mut pixels = pixels.ok_or_else(|| fail("it has too many pixels".into()))?;
    pixels.fill(Color::WHITE);
    // usvg counts in pixels of CSS, 96 to the inch, and the picture has to be filled to its last column.
    #[expect(
        clippy::cast_precision_loss,
        reason = "sides of pictures are far below 2^24"
    )]
    let fit = Transform::from_scale(
        pixels.width() as f32 / tree.size().width(),
        pixels.height() as f32 / tree.size().height(),
    );
    resvg::render(&tree, fit, &mut pixels.as_mut());
    encode(&pixels).map_err(|cause| fail(cause.into()))
}

fn side(length: f32) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at least one; what is too much, no picture is made for"
    )]
    let side = length.round().max(1.0) as u32;
    side
}

/// On white paper nothing shines through: three bytes a pixel.
fn encode(pixels: &Pixmap) -> image::ImageResult<Vec<u8>> {
    let opaque = pixels.data().chunks_exact(4);
    let opaque: Vec<u8> = opaque
        .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]])
        .collect();
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes).write_image(
        &opaque,
        pixels.width(),
        pixels.height(),
        ExtendedColorType::Rgb8,
    )?;
    Ok(bytes)
}
