//! The clusters of a line as they are set, with words that are shaped anew in the place of their
//! old glyphs: a word with a stroke in it, half a word with a hyphen.

use std::ops::Range;

use super::justify::Chosen;
use crate::text::{ClusterKind, Glyph, ShapedParagraph, ShapedPiece, Shaper};

/// What stands for itself in a line: a cluster, or something of ours.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell<'a> {
    /// Its bytes in the paragraph's text, as (start, end); `None` for what is ours.
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

/// Clusters of a line that are shaped anew.
#[derive(Debug)]
pub(super) struct Replacement {
    /// The clusters.
    pub(super) clusters: Range<usize>,
    /// What stands for them.
    pub(super) piece: ShapedPiece,
    /// The byte of the paragraph's text where the piece's text begins.
    pub(super) text_start: u32,
    /// Bytes of the piece's text that are ours.
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
            let ours = self.is_ours(&cluster.text);
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
                text: (!ours).then_some(own),
                cluster: None,
                glyphs: &self.piece.glyphs[glyphs],
                advance: cluster.advance,
                kind: cluster.kind,
                stretch: if ours { self.stretch } else { 1.0 },
            }
        })
    }

    fn is_ours(&self, text: &Range<u32>) -> bool {
        self.inserted.start <= text.start && text.end <= self.inserted.end && text.start < text.end
    }

    /// Whether some cluster holds words of the author's and something of ours.
    fn is_mixed(&self) -> bool {
        let touches =
            |text: &Range<u32>| text.start < self.inserted.end && self.inserted.start < text.end;
        let mut clusters = self.piece.clusters.iter();
        clusters.any(|cluster| touches(&cluster.text) && !self.is_ours(&cluster.text))
    }

    /// The width of what is ours before it is stretched.
    fn own_width(&self) -> f32 {
        let ours = self
            .piece
            .clusters
            .iter()
            .filter(|cluster| self.is_ours(&cluster.text));
        ours.map(|cluster| cluster.advance).sum()
    }
}

/// A glyph is not drawn wider or narrower than this; longer strokes are made of more letters.
const STRETCHES: Range<f32> = 0.2..1.7;
/// Letters that a stroke is made of at most.
const MOST: u16 = 24;
const TATWEEL: char = '\u{0640}';

/// A word with a stroke of a length in points before one of its clusters; `None` where the face
/// does not make one there.
pub(super) fn lengthen(
    paragraph: &ShapedParagraph,
    chosen: &Chosen,
    length: f32,
    shaper: &mut Shaper<'_>,
) -> Option<Replacement> {
    let old = paragraph.clusters.get(chosen.word.clone())?;
    let natural: f32 = old.iter().map(|cluster| cluster.advance).sum();
    let mut count = 1;
    for _ in 0..2 {
        let mut word = with_tatweels(paragraph, chosen, count, shaper)?;
        let ours = word.own_width();
        if word.is_mixed() || ours <= 0.0 {
            return None;
        }
        // Letters change their shapes beside a stroke: the stroke makes up for it.
        word.stretch = (natural + length - (word.piece.advance - ours)) / ours;
        if word.stretch < STRETCHES.start {
            return None;
        }
        if word.stretch <= STRETCHES.end {
            return Some(word);
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the length of a line over that of a stroke, bounded"
        )]
        let needed = (f32::from(count) * word.stretch)
            .ceil()
            .min(f32::from(MOST)) as u16;
        count = needed;
        if count == MOST {
            word.stretch = word.stretch.min(STRETCHES.end);
        }
    }
    None
}

fn with_tatweels(
    paragraph: &ShapedParagraph,
    chosen: &Chosen,
    count: u16,
    shaper: &mut Shaper<'_>,
) -> Option<Replacement> {
    let clusters = paragraph.clusters.get(chosen.word.clone())?;
    let (start, end) = (clusters.first()?.text.start, clusters.last()?.text.end);
    let at = paragraph.clusters.get(chosen.before)?.text.start;
    let (start_byte, at_byte, end_byte) = (start as usize, at as usize, end as usize);
    let mut text = String::with_capacity(end_byte - start_byte + 2 * usize::from(count));
    text.push_str(&paragraph.text[start_byte..at_byte]);
    text.extend(std::iter::repeat_n(TATWEEL, usize::from(count)));
    text.push_str(&paragraph.text[at_byte..end_byte]);
    let run = paragraph.runs.get(chosen.run)?;
    let piece = shaper.piece(run, &paragraph.styles[run.style], &text, ("", ""));
    let inserted = at - start..at - start + 2 * u32::from(count);
    Some(Replacement {
        clusters: chosen.word.clone(),
        piece,
        text_start: start,
        inserted,
        stretch: 1.0,
    })
}
