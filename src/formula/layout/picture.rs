//! Something that was set by itself: what formulary draws, with rules, a ground and strokes.

use formulary::Item;

use super::super::tree::Colour;
use crate::units::Em;

/// The thickness of rules, in em.
pub(super) const RULE: Em = Em(0.05);
/// Something that was set, at the size of the formula.
#[derive(Default)]
pub(super) struct Picture {
    /// How wide it is.
    pub(super) width: f32,
    /// How high it stands above the base line.
    pub(super) ascent: f32,
    /// How far it reaches below.
    pub(super) descent: f32,
    /// What formulary draws.
    pub(super) items: Vec<Item>,
    /// Rules.
    pub(super) rules: Vec<Rule>,
    /// A ground behind it.
    pub(super) ground: Option<Colour>,
    /// Strokes from corner to corner.
    pub(super) strokes: Vec<Diagonal>,
}

/// A filled rectangle; y grows downwards, 0 is the base line.
#[derive(Clone, Copy)]
pub(super) struct Rule {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

/// A stroke from corner to corner.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Diagonal {
    /// From the lower left to the upper right.
    Up,
    /// From the upper left to the lower right.
    Down,
}

/// Moves what formulary has set.
pub(super) fn shift(items: &mut [Item], right: f32, down: f32) {
    for item in items {
        match item {
            Item::Glyph { x, y, .. } | Item::Rule { x, y, .. } | Item::Background { x, y, .. } => {
                *x += right;
                *y += down;
            }
            _ => {}
        }
    }
}
