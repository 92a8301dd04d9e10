//! Words that a line may split with a hyphen: the paragraph's hyphen breaks in, both halves shaped
//! on their own out.

use std::ops::Range;

use crate::text::{BreakKind, ClusterKind, Context, Run, ShapedParagraph, ShapedPiece, Shaper};

/// The hyphens of a paragraph, in the order of its text.
#[derive(Debug, Default)]
pub(super) struct Hyphens {
    halves: Vec<Halves>,
}

/// A word split at a cluster.
#[derive(Debug)]
pub(super) struct Halves {
    /// The first cluster of the second half.
    at: usize,
    /// The word's clusters.
    pub(super) word: Range<usize>,
    /// Points that the first half with its hyphen is wider than its clusters.
    pub(super) tail: f64,
    /// Points that the second half is wider than its clusters.
    pub(super) head: f64,
}

/// A half of a word as it is set.
#[derive(Debug)]
pub(super) struct Half {
    /// Its clusters.
    pub(super) clusters: Range<usize>,
    /// Its glyphs.
    pub(super) piece: ShapedPiece,
    /// Bytes of the piece's text that are inserted: the hyphen.
    pub(super) inserted: Range<u32>,
}

impl Hyphens {
    /// Shapes the halves of every word that may be hyphenated.
    pub(super) fn find(paragraph: &ShapedParagraph, shaper: &mut Shaper<'_>) -> Self {
        let mut halves: Vec<Halves> = Vec::new();
        let marked = paragraph.breaks.iter();
        for place in marked.filter(|place| place.kind == BreakKind::Hyphen) {
            let at = paragraph
                .clusters
                .partition_point(|cluster| (cluster.text.start as usize) < place.at);
            if let Some(word) = split(paragraph, at, shaper) {
                halves.push(word);
            }
        }
        Self { halves }
    }

    /// The word that is split before a cluster.
    pub(super) fn at(&self, cluster: usize) -> Option<&Halves> {
        let at = self
            .halves
            .binary_search_by_key(&cluster, |halves| halves.at);
        at.ok().map(|at| &self.halves[at])
    }
}

fn split(paragraph: &ShapedParagraph, at: usize, shaper: &mut Shaper<'_>) -> Option<Halves> {
    // Both halves are shaped on their own: at «of-fice» the ligature «ffi» comes apart, and each half
    // is as wide as its own glyphs are.
    let word = word_around(paragraph, at)?;
    let before = first_half(paragraph, word.start..at, shaper)?;
    let after = second_half(paragraph, at..word.end, shaper)?;
    Some(Halves {
        at,
        tail: f64::from(before.piece.advance) - width(paragraph, &before.clusters),
        head: f64::from(after.piece.advance) - width(paragraph, &after.clusters),
        word,
    })
}

fn width(paragraph: &ShapedParagraph, clusters: &Range<usize>) -> f64 {
    let clusters = &paragraph.clusters[clusters.clone()];
    clusters
        .iter()
        .map(|cluster| f64::from(cluster.advance))
        .sum()
}

/// Clusters of a word that are looked at on either side of a place: with a soft hyphen at every letter, a
/// word of a thousand letters would else be shaped a thousand times.
const AROUND: usize = 100;

/// The letters around a place inside a word, in one run.
fn word_around(paragraph: &ShapedParagraph, at: usize) -> Option<Range<usize>> {
    let run = run_of(paragraph, at)?;
    let (first, last) = (run.clusters.start as usize, run.clusters.end as usize);
    let (first, last) = (first.max(at.saturating_sub(AROUND)), last.min(at + AROUND));
    let is_letter = |at: &usize| paragraph.clusters[*at].kind == ClusterKind::Letter;
    let start = at - (first..at).rev().take_while(is_letter).count();
    let end = at + (at..last).take_while(is_letter).count();
    (start < at && at < end).then_some(start..end)
}

fn run_of(paragraph: &ShapedParagraph, cluster: usize) -> Option<&Run> {
    let at = paragraph
        .runs
        .partition_point(|run| run.clusters.end as usize <= cluster);
    paragraph.runs.get(at)
}

fn bytes(paragraph: &ShapedParagraph, clusters: &Range<usize>) -> Option<Range<usize>> {
    let first = paragraph.clusters.get(clusters.start)?;
    let last = paragraph.clusters.get(clusters.end.checked_sub(1)?)?;
    Some(first.text.start as usize..last.text.end as usize)
}

/// The part of a word before a break, with a hyphen.
pub(super) fn first_half(
    paragraph: &ShapedParagraph,
    clusters: Range<usize>,
    shaper: &mut Shaper<'_>,
) -> Option<Half> {
    let run = run_of(paragraph, clusters.start)?;
    let face = run.face?.id;
    let hyphen = shaper.fonts().face(face).hyphen();
    let mut text = paragraph.text[bytes(paragraph, &clusters)?].to_owned();
    let from = u32::try_from(text.len()).ok()?;
    text.push(hyphen);
    let piece = shaper.piece(run, &paragraph.styles[run.style], &text, Context::default());
    let to = u32::try_from(text.len()).ok()?;
    Some(Half {
        clusters,
        piece,
        inserted: from..to,
    })
}

/// The part of a word after a break.
pub(super) fn second_half(
    paragraph: &ShapedParagraph,
    clusters: Range<usize>,
    shaper: &mut Shaper<'_>,
) -> Option<Half> {
    let run = run_of(paragraph, clusters.start)?;
    let text = &paragraph.text[bytes(paragraph, &clusters)?];
    let piece = shaper.piece(run, &paragraph.styles[run.style], text, Context::default());
    let end = u32::try_from(text.len()).ok()?;
    Some(Half {
        clusters,
        piece,
        inserted: end..end,
    })
}
