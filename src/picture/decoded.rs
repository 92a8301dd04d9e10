//! A picture that was read and checked, whatever its format.

use std::sync::Arc;

use image::metadata::Orientation;

/// A picture that was read and can be set.
#[derive(Clone, Debug)]
pub struct Picture {
    /// What the bytes are, from the bytes themselves, not from the name.
    pub format: PictureFormat,
    /// The file.
    pub bytes: Arc<[u8]>,
    /// How the camera says that the stored pixels are turned to be seen; none for SVG.
    pub orientation: Orientation,
    /// Width in pixels as it is seen (for SVG: in CSS pixels, from its size or viewBox).
    pub width: u32,
    /// Height in pixels as it is seen.
    pub height: u32,
    /// The drawing of an SVG, its text set in our faces; `None` for every other format.
    pub tree: Option<Arc<usvg::Tree>>,
}

impl Picture {
    /// How many pixels it has to be decoded; none where it is drawn.
    pub(crate) fn pixels(&self) -> u64 {
        match self.format {
            PictureFormat::Svg => 0,
            _ => u64::from(self.width) * u64::from(self.height),
        }
    }
}

/// The formats we read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PictureFormat {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF; the first frame is set.
    Gif,
    /// WebP.
    Webp,
    /// BMP.
    Bmp,
    /// TIFF.
    Tiff,
    /// SVG.
    Svg,
}

/// A size in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PixelSize {
    /// Across.
    pub(super) width: u32,
    /// Down.
    pub(super) height: u32,
}

impl PixelSize {
    /// How many pixels there are.
    pub(super) fn pixels(self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}
