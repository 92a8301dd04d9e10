//! Where something lies on a page.

use super::ink::Ink;
use crate::units::Pt;

/// A rectangle; `x` and `y` are its top left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: Pt,
    /// Top edge.
    pub y: Pt,
    /// Width.
    pub width: Pt,
    /// Height.
    pub height: Pt,
}

/// A filled rectangle, or a row of them. It only decorates, so it belongs to no element.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlacedRule {
    /// Where; of a row, where the first of them is.
    pub rect: Rect,
    /// Its colour.
    pub ink: Ink,
    /// Those that follow it.
    pub row: Row,
}

/// What follows the first of equal rectangles that stand side by side, such as the dots of a leader: the contents of a
/// book of four thousand chapters have a hundred thousand dots.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Row {
    /// How many there are beside the first.
    pub further: u16,
    /// From the left edge of one to that of the next.
    pub step: Pt,
}

impl PlacedRule {
    /// The rectangles, from left to right.
    pub fn rects(&self) -> impl Iterator<Item = Rect> {
        let Self { rect, row, .. } = *self;
        (0..=row.further).map(move |at| Rect {
            x: rect.x + row.step * f32::from(at),
            ..rect
        })
    }
}
