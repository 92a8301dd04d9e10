//! Sets one line: visual order (UAX #9 L1, L2), spaces, and the place of every glyph.

use std::ops::Range;

use super::placed::{GlyphText, PlacedGlyph, PlacedRun};
use super::{LastLine, Line, Measure};
use crate::font::FontSet;
use crate::locale::Direction;
use crate::model::Alignment;
use crate::text::{
    Cluster, ClusterKind, Edge, Ink, MarkKind, Object, Run, ShapedParagraph, line_tail,
    visual_order_apart,
};
use crate::units::Pt;

/// A line ready for a page; places are relative to the left end of its baseline.
#[derive(Clone, Debug)]
pub struct SetLine {
    /// The line's logical text.
    pub text: String,
    /// Runs in logical order.
    pub runs: Vec<PlacedRun>,
    /// Lines below and through words, grounds behind them.
    pub rules: Vec<LineRule>,
    /// Parts that are links.
    pub links: Vec<SetLink>,
    /// Pictures: their index in the paragraph, left edge, size.
    pub objects: Vec<(usize, Pt, Pt, Pt)>,
    /// Things without width, in logical order.
    pub marks: Vec<MarkKind>,
    /// Height of the tallest picture; zero where there is none.
    pub object_height: Pt,
    /// Whether the line ends inside a word that is wider than any line.
    pub cut: bool,
    /// By how much the line is wider than its measure; zero in a good line.
    pub overfull: Pt,
    /// Byte of the paragraph's text that the line begins at.
    pub start: usize,
    /// Left end and right end of the ink, relative to the measure.
    pub extent: (Pt, Pt),
}

/// A rectangle beside the words; `top` is measured down from the baseline (negative above it).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineRule {
    /// Left edge.
    pub x: Pt,
    /// Top edge, below the baseline.
    pub top: Pt,
    /// Width.
    pub width: Pt,
    /// Height.
    pub height: Pt,
    /// Colour.
    pub ink: Ink,
    /// Whether it lies behind the words.
    pub behind: bool,
}

/// A part of a line that is a link.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SetLink {
    /// The link's index, as the style gave it.
    pub link: u32,
    /// Left edge.
    pub x: Pt,
    /// Width.
    pub width: Pt,
}

/// Which line of its paragraph it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct LinePlace {
    pub(super) index: usize,
    pub(super) is_last: bool,
}

/// The part of a run that stands in the line.
struct Piece<'a> {
    run: &'a Run,
    clusters: &'a [Cluster],
    /// The run's level, or the paragraph's at the end of a line (UAX #9 L1).
    level: u8,
    x: f32,
    width: f32,
}

/// Sets a line in its measure.
pub(super) fn set_line(
    paragraph: &ShapedParagraph,
    line: &Line,
    measure: &Measure,
    place: LinePlace,
    fonts: &FontSet,
) -> SetLine {
    let mut pieces = pieces(paragraph, line.clusters.clone());
    reset_tail(paragraph, &mut pieces);
    let spacing = Spacing::of(line, measure, place);
    let left = left_edge(paragraph.direction, measure, place, &spacing);
    place_pieces(&mut pieces, &paragraph.edges, left, spacing.extra);
    let first = paragraph.clusters.get(line.clusters.start);
    let start = first.map_or(0, |cluster| cluster.text.start as usize);
    let end = pieces.iter().rev().find_map(|piece| piece.clusters.last());
    let end = end.map_or(start, |cluster| cluster.text.end as usize);
    let mut set = SetLine {
        text: paragraph.text[start..end].to_owned(),
        runs: Vec::with_capacity(pieces.len()),
        rules: Vec::new(),
        links: Vec::new(),
        objects: Vec::new(),
        marks: Vec::new(),
        object_height: Pt::ZERO,
        cut: line.cut,
        overfull: spacing.overfull,
        start,
        extent: (Pt(left), Pt(left + spacing.width)),
    };
    for piece in &pieces {
        set.add(paragraph, piece, spacing.extra, fonts);
    }
    set
}

/// A space that gives more of its width than this no longer parts the words.
const NARROWEST: f32 = 0.3;

/// What the spaces of a line are widened by.
struct Spacing {
    /// Points added to each space.
    extra: f32,
    /// Width of the line after that.
    width: f32,
    overfull: Pt,
}

impl Spacing {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "points of one line"
    )]
    fn of(line: &Line, measure: &Measure, place: LinePlace) -> Self {
        let available = measure.available(place.index).0;
        let natural = line.natural as f32;
        let slack = available - natural;
        let justify = measure.alignment == Alignment::Justify && line.spaces > 0;
        let ends =
            (place.is_last || line.forced || line.cut) && measure.last_line == LastLine::Natural;
        let stretch = justify && (slack < 0.0 || !ends);
        let extra = if stretch {
            slack / line.spaces as f32
        } else {
            0.0
        };
        // A space narrower than this no longer parts the words.
        let space = line.space_width as f32 / line.spaces.max(1) as f32;
        let extra = extra.max(-space * NARROWEST);
        let width = natural + extra * line.spaces as f32;
        Self {
            extra,
            width,
            overfull: Pt((width - available).max(0.0)),
        }
    }
}

/// The left end of the line's ink, relative to the measure.
fn left_edge(direction: Direction, measure: &Measure, place: LinePlace, spacing: &Spacing) -> f32 {
    let indent = measure.indent(place.index).0;
    let slack = (measure.width.0 - indent - spacing.width).max(0.0);
    let after_start = match measure.alignment {
        Alignment::Start | Alignment::Justify => 0.0,
        Alignment::Center => slack / 2.0,
        Alignment::End => slack,
    };
    match direction {
        Direction::Ltr => indent + after_start,
        Direction::Rtl => measure.width.0 - indent - after_start - spacing.width,
    }
}

/// The parts of runs that stand in the line, in logical order.
fn pieces(paragraph: &ShapedParagraph, clusters: Range<usize>) -> Vec<Piece<'_>> {
    let first = paragraph
        .runs
        .partition_point(|run| run.clusters.end as usize <= clusters.start);
    let inside = paragraph.runs[first..].iter();
    let inside = inside.take_while(|run| (run.clusters.start as usize) < clusters.end);
    let cut = inside.map(|run| {
        let from = clusters.start.max(run.clusters.start as usize);
        let to = clusters.end.min(run.clusters.end as usize);
        Piece {
            run,
            clusters: &paragraph.clusters[from..to],
            level: run.level,
            x: 0.0,
            width: 0.0,
        }
    });
    cut.filter(|piece| !piece.clusters.is_empty()).collect()
}

/// Gives white space that is left at the end of the line the paragraph's level (UAX #9 L1, 4): a wide
/// space after a Latin word at the end of a Persian line stands at its left.
fn reset_tail(paragraph: &ShapedParagraph, pieces: &mut Vec<Piece<'_>>) {
    let base = match paragraph.direction {
        Direction::Ltr => 0,
        Direction::Rtl => 1,
    };
    let clusters = |piece: &Piece<'_>| {
        let (first, last) = (piece.clusters.first()?, piece.clusters.last()?);
        Some(first.text.start as usize..last.text.end as usize)
    };
    let mut at = pieces.len();
    while at > 0 {
        at -= 1;
        let Some(range) = clusters(&pieces[at]) else {
            continue;
        };
        let tail = range.start + line_tail(&paragraph.text[range.clone()]);
        let piece = &mut pieces[at];
        let split = piece
            .clusters
            .partition_point(|cluster| (cluster.text.start as usize) < tail);
        let (kept, blank) = piece.clusters.split_at(split);
        if kept.is_empty() {
            piece.level = base;
            continue;
        }
        if !blank.is_empty() && piece.level != base {
            piece.clusters = kept;
            let (run, clusters) = (piece.run, blank);
            let tail = Piece {
                run,
                clusters,
                level: base,
                x: 0.0,
                width: 0.0,
            };
            pieces.insert(at + 1, tail);
        }
        return;
    }
}

/// Gives each piece its width and its place, from left to right in visual order.
fn place_pieces(pieces: &mut [Piece<'_>], edges: &[Edge], left: f32, extra: f32) {
    let place = |piece: &Piece<'_>| {
        let first = piece.clusters.first();
        (
            piece.level,
            first.map_or(0, |cluster| cluster.text.start as usize),
        )
    };
    let places: Vec<(u8, usize)> = pieces.iter().map(place).collect();
    let mut x = left;
    for index in visual_order_apart(&places, edges) {
        let piece = &mut pieces[index];
        let widths = piece
            .clusters
            .iter()
            .map(|cluster| width_of(cluster, extra));
        piece.width = widths.sum();
        piece.x = x;
        x += piece.width;
    }
}

fn width_of(cluster: &Cluster, extra: f32) -> f32 {
    cluster.advance
        + if cluster.kind == ClusterKind::Space {
            extra
        } else {
            0.0
        }
}

impl SetLine {
    fn add(&mut self, paragraph: &ShapedParagraph, piece: &Piece<'_>, extra: f32, fonts: &FontSet) {
        let style = &paragraph.styles[piece.run.style];
        if let Some(link) = style.link {
            self.links.push(SetLink {
                link,
                x: Pt(piece.x),
                width: Pt(piece.width),
            });
        }
        if let Some(Object {
            index,
            width,
            height,
        }) = piece.run.object
        {
            self.objects.push((index, Pt(piece.x), width, height));
            self.object_height = self.object_height.max(height);
            return;
        }
        let Some((face, size)) = piece.run.face else {
            return;
        };
        self.runs.push(PlacedRun {
            x: Pt(piece.x),
            rise: style.rise,
            face,
            size,
            ink: style.ink,
            level: piece.level,
            glyphs: glyphs(paragraph, piece, extra, self.start),
        });
        self.decorate(paragraph, piece, fonts);
    }

    fn decorate(&mut self, paragraph: &ShapedParagraph, piece: &Piece<'_>, fonts: &FontSet) {
        let style = &paragraph.styles[piece.run.style];
        let face = fonts.primary(style.family, style.weight);
        let metrics = fonts.face(face).metrics();
        let size = style.size.0;
        let thick = (metrics.underline_thickness * size).max(0.3);
        let mut rule = |top: f32, height: f32, ink: Ink, behind: bool| {
            self.rules.push(LineRule {
                x: Pt(piece.x),
                top: Pt(top) - style.rise,
                width: Pt(piece.width),
                height: Pt(height),
                ink,
                behind,
            });
        };
        if style.decoration.underline {
            rule(metrics.underline_depth * size, thick, style.ink, false);
        }
        if style.decoration.strike {
            rule(-metrics.x_height * 0.5 * size, thick, style.ink, false);
        }
        if style.decoration.mark {
            rule(
                -metrics.x_height * 1.9 * size,
                metrics.x_height * 2.9 * size,
                Ink::Gray(0.88),
                true,
            );
        }
    }
}

/// The glyphs of a piece from left to right; `start` is the line's first byte.
fn glyphs(
    paragraph: &ShapedParagraph,
    piece: &Piece<'_>,
    extra: f32,
    start: usize,
) -> Vec<PlacedGlyph> {
    let mut placed = Vec::with_capacity(piece.clusters.len());
    let mut push = |cluster: &Cluster| {
        let group = &paragraph.glyphs[cluster.glyphs.start as usize..cluster.glyphs.end as usize];
        let widest = group
            .iter()
            .enumerate()
            .max_by(|a, b| a.1.advance.total_cmp(&b.1.advance));
        let bearer = widest.map_or(0, |(at, _)| at);
        let offset = u32::try_from(start).unwrap_or(u32::MAX);
        for (at, glyph) in group.iter().enumerate() {
            let is_bearer = at == bearer;
            let widen = if is_bearer && cluster.kind == ClusterKind::Space {
                extra
            } else {
                0.0
            };
            let text = if is_bearer {
                GlyphText::Cluster(cluster.text.start - offset..cluster.text.end - offset)
            } else {
                GlyphText::Part
            };
            placed.push(PlacedGlyph {
                id: glyph.id,
                advance: Pt(glyph.advance + widen),
                dx: Pt(glyph.dx),
                dy: Pt(glyph.dy),
                text,
            });
        }
    };
    if piece.level % 2 == 1 {
        piece.clusters.iter().rev().for_each(&mut push);
    } else {
        piece.clusters.iter().for_each(&mut push);
    }
    placed
}
