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

/// A filled rectangle. It only decorates, so it belongs to no element.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlacedRule {
    /// Where.
    pub rect: Rect,
    /// Its colour.
    pub ink: Ink,
}
