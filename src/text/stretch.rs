//! Glyphs in font units in, glyphs in points on a paragraph out.

use std::ops::Range;

use super::shaped::{Cluster, ClusterKind, Glyph};

/// A glyph in font units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UnitGlyph {
    /// Id in the face.
    pub(super) id: u16,
    /// How far the pen moves to the right.
    pub(super) advance: i32,
    /// How far it is drawn right of the pen.
    pub(super) dx: i32,
    /// How far it is drawn above the baseline.
    pub(super) dy: i32,
}

/// A cluster of a stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnitCluster {
    /// Byte range in the stretch's text.
    pub(super) text: Range<u32>,
    /// How many glyphs it has.
    pub(super) glyphs: u32,
    /// What it is.
    pub(super) kind: ClusterKind,
    /// As [`Cluster::safe`].
    pub(super) safe: bool,
    /// As [`Cluster::tatweel`].
    pub(super) tatweel: bool,
}

/// A text shaped in font units: clusters in logical order, and their glyphs one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct UnitStretch {
    /// The clusters.
    pub(super) clusters: Vec<UnitCluster>,
    /// The glyphs.
    pub(super) glyphs: Vec<UnitGlyph>,
}

impl UnitStretch {
    /// Forgets all.
    pub(super) fn clear(&mut self) {
        self.clusters.clear();
        self.glyphs.clear();
    }

    /// The whole of it.
    pub(super) fn part(&self) -> Part<'_> {
        Part {
            clusters: &self.clusters,
            glyphs: &self.glyphs,
        }
    }
}

/// Some clusters of a stretch with their glyphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part<'s> {
    /// The clusters; their text ranges begin at 0.
    pub(super) clusters: &'s [UnitCluster],
    /// The glyphs.
    pub(super) glyphs: &'s [UnitGlyph],
}

/// Where shaped text is written to: a paragraph's clusters and glyphs.
pub(super) struct ShapedOutput<'p> {
    /// The byte in the paragraph's text that the stretch begins at.
    pub(super) start: u32,
    /// Points of a font unit.
    pub(super) scale: f32,
    /// Clusters in logical order.
    pub(super) clusters: &'p mut Vec<Cluster>,
    /// Their glyphs.
    pub(super) glyphs: &'p mut Vec<Glyph>,
}

impl ShapedOutput<'_> {
    /// Sets a part whose text begins `offset` bytes into the stretch.
    #[expect(clippy::cast_precision_loss, reason = "font units are far below 2^24")]
    pub(super) fn set(&mut self, offset: u32, part: Part<'_>) {
        let scale = self.scale;
        let start = self.start + offset;
        let mut first = index(self.glyphs.len());
        self.glyphs.extend(part.glyphs.iter().map(|glyph| Glyph {
            id: glyph.id,
            advance: glyph.advance as f32 * scale,
            dx: glyph.dx as f32 * scale,
            dy: glyph.dy as f32 * scale,
        }));
        for cluster in part.clusters {
            let glyphs = first..first + cluster.glyphs;
            first = glyphs.end;
            let own = &self.glyphs[glyphs.start as usize..glyphs.end as usize];
            let advance = match cluster.kind {
                ClusterKind::Break => 0.0,
                ClusterKind::Letter | ClusterKind::Space => own.iter().map(|one| one.advance).sum(),
            };
            self.clusters.push(Cluster {
                text: start + cluster.text.start..start + cluster.text.end,
                glyphs,
                advance,
                kind: cluster.kind,
                safe: cluster.safe,
                tatweel: cluster.tatweel,
            });
        }
    }
}

fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
