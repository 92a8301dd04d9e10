//! How wide a paragraph is before it is broken, and how wide its spaces become in some number of lines.

use crate::text::{ClusterKind, ShapedParagraph};

/// Widths of a text on one line, in points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Widths {
    letters: f32,
    spaces: f32,
    /// One of its spaces.
    space: f32,
}

impl Widths {
    /// Those of a paragraph.
    pub(super) fn of(paragraph: &ShapedParagraph) -> Self {
        let (mut letters, mut spaces, mut count) = (0.0_f32, 0.0_f32, 0.0_f32);
        for cluster in &paragraph.clusters {
            match cluster.kind {
                ClusterKind::Letter => letters += cluster.advance,
                ClusterKind::Space => {
                    spaces += cluster.advance;
                    count += 1.0;
                }
                ClusterKind::Break => {}
            }
        }
        Self {
            letters,
            spaces,
            space: spaces / count.max(1.0),
        }
    }

    /// The same without a piece of it.
    pub(super) fn without(self, width: f32) -> Self {
        let share = 1.0 - width / (self.letters + self.spaces).max(1.0);
        Self {
            letters: self.letters * share,
            spaces: self.spaces * share,
            space: self.space,
        }
    }

    /// How wide its spaces become against their own width where it fills so many lines, together so long.
    pub(super) fn stretch(self, room: f32, lines: usize) -> f32 {
        // The space where a line ends vanishes.
        let left = self.spaces - self.space * (in_float(lines) - 1.0);
        if left <= 0.0 {
            return f32::INFINITY;
        }
        (room - self.letters) / left
    }
}

/// A number of lines, to be multiplied.
pub(super) fn in_float(lines: usize) -> f32 {
    f32::from(u16::try_from(lines).unwrap_or(u16::MAX))
}
