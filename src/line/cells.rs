//! The clusters of a line as they are set, with newly shaped words in the place of their old
//! glyphs: a word with a stroke in it, half a word with a hyphen.

use std::ops::Range;

use crate::text::{ClusterKind, Glyph, ShapedParagraph, ShapedPiece};

/// The smallest unit of a set line: a cluster of the paragraph, or inserted glyphs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell<'a> {
    /// Its bytes in the paragraph's text, as (start, end); `None` for inserted glyphs.
    pub(super) text: Option<Bytes>,
    /// The paragraph's cluster, where it is one as it was.
    pub(super) cluster: Option<usize>,
    /// Its glyphs in visual order.
    pub(super) glyphs: &'a [Glyph],
    /// Its width before it is stretched, in points.
    advance: f32,
    kind: ClusterKind,
    /// How much wider than natural its glyphs are drawn.
    pub(super) stretch: f32,
}

/// A range of bytes that is copied freely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bytes {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Cell<'_> {
    /// Its width before the line is filled.
    pub(super) fn width(&self) -> f32 {
        self.advance * self.stretch
    }

    /// Whether it is a space that gives.
    pub(super) fn is_space(&self) -> bool {
        self.kind == ClusterKind::Space
    }
}

/// Clusters of a line that are replaced by newly shaped ones.
#[derive(Debug)]
pub(super) struct Replacement {
    /// The clusters.
    pub(super) clusters: Range<usize>,
    /// The glyphs that replace them.
    pub(super) piece: ShapedPiece,
    /// The byte of the paragraph's text where the piece's text begins.
    pub(super) text_start: u32,
    /// Bytes of the piece's text that are inserted: tatweels, a hyphen.
    pub(super) inserted: Range<u32>,
    /// How much wider the glyphs of those are drawn.
    pub(super) stretch: f32,
}

/// The cells of clusters that stand in one run, in logical order.
pub(super) fn cells<'a>(
    paragraph: &'a ShapedParagraph,
    clusters: Range<usize>,
    replaced: &'a [Replacement],
) -> Vec<Cell<'a>> {
    let mut cells = Vec::with_capacity(clusters.len());
    let mut at = clusters.start;
    let mut next = replaced.partition_point(|one| one.clusters.start < clusters.start);
    while at < clusters.end {
        match replaced.get(next) {
            Some(one) if one.clusters.start == at => {
                cells.extend(one.cells());
                at = one.clusters.end;
                next += 1;
            }
            _ => {
                cells.push(own(paragraph, at));
                at += 1;
            }
        }
    }
    cells
}

fn own(paragraph: &ShapedParagraph, at: usize) -> Cell<'_> {
    let cluster = &paragraph.clusters[at];
    Cell {
        text: Some(Bytes {
            start: cluster.text.start,
            end: cluster.text.end,
        }),
        cluster: Some(at),
        glyphs: &paragraph.glyphs[cluster.glyphs.start as usize..cluster.glyphs.end as usize],
        advance: cluster.advance,
        kind: cluster.kind,
        stretch: 1.0,
    }
}

impl Replacement {
    fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        self.piece.clusters.iter().map(|cluster| {
            let inserted = self.is_inserted(&cluster.text);
            let place = |at: u32| {
                let after = at >= self.inserted.end;
                let shift = if after {
                    self.inserted.end - self.inserted.start
                } else {
                    0
                };
                self.text_start + at - shift
            };
            let own = Bytes {
                start: place(cluster.text.start),
                end: place(cluster.text.end),
            };
            let glyphs = cluster.glyphs.start as usize..cluster.glyphs.end as usize;
            Cell {
                text: (!inserted).then_some(own),
                cluster: None,
                glyphs: &self.piece.glyphs[glyphs],
                advance: cluster.advance,
                kind: cluster.kind,
                stretch: if inserted { self.stretch } else { 1.0 },
            }
        })
    }

    fn is_inserted(&self, text: &Range<u32>) -> bool {
        self.inserted.start <= text.start && text.end <= self.inserted.end && text.start < text.end
    }

    /// Whether some cluster holds both the author's and inserted characters.
    pub(super) fn is_mixed(&self) -> bool {
        let touches =
            |text: &Range<u32>| text.start < self.inserted.end && self.inserted.start < text.end;
        let mut clusters = self.piece.clusters.iter();
        clusters.any(|cluster| touches(&cluster.text) && !self.is_inserted(&cluster.text))
    }

    /// The width of inserted glyphs before they are stretched.
    pub(super) fn inserted_width(&self) -> f32 {
        let inserted = self
            .piece
            .clusters
            .iter()
            .filter(|cluster| self.is_inserted(&cluster.text));
        inserted.map(|cluster| cluster.advance).sum()
    }
}
