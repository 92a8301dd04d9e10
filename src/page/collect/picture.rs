//! How large pictures are.

use crate::model::Length;
use crate::picture::Picture;
use crate::units::Pt;

/// Points of a CSS pixel (96 to the inch).
const PIXEL: f32 = 0.75;

/// Width and height of a picture at its own resolution, in points; never zero.
#[derive(Clone, Copy, Debug)]
pub(super) struct NaturalSize {
    pub(super) width: f32,
    pub(super) height: f32,
}

impl NaturalSize {
    #[expect(clippy::cast_precision_loss, reason = "pixels of a picture")]
    pub(super) fn of(picture: &Picture) -> Self {
        Self {
            width: picture.width.max(1) as f32 * PIXEL,
            height: picture.height.max(1) as f32 * PIXEL,
        }
    }
}

/// A length that the markup asks for, in a column of a width.
pub(super) fn resolve(length: Length, measure: Pt) -> Pt {
    match length {
        Length::Share(share) => measure * share.clamp(0.01, 1.0),
        Length::Points(points) => Pt(points.max(1.0)),
    }
}
