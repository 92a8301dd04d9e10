//! The parts of runs that stand in one line, in visual order (UAX #9 L1, L2), and the place of every
//! glyph: cells of the paragraph in, placed runs on the line out.

use std::ops::Range;

use super::cells::{Cell, Replacement, cells};
use super::set_line::{LineRule, SetLine, SetLink, SetObject};
use crate::font::FontSet;
use crate::frame::{GlyphText, Ink, PlacedGlyph, PlacedRun};
use crate::locale::Direction;
use crate::text::{Edge, LevelRun, Object, Run, ShapedParagraph, line_tail, visual_order_of_runs};
use crate::units::Pt;

/// The part of a run that stands in the line.
pub(super) struct RunPart<'a> {
    pub(super) run: &'a Run,
    pub(super) cells: Vec<Cell<'a>>,
    /// The run's level, or the paragraph's at the end of a line (UAX #9 L1).
    pub(super) level: u8,
    pub(super) x: f32,
    pub(super) width: f32,
}

/// The factors that a line multiplies its widths by.
pub(super) struct Spacing {
    /// Spaces against their own width, before the letters' factor.
    pub(super) space: f32,
    /// Everything is this much wider in the end.
    pub(super) letters: f32,
    /// Width of the line after that.
    pub(super) width: f32,
    /// What hangs outside at its start.
    pub(super) hang: f32,
    pub(super) overfull: Pt,
}

impl Spacing {
    /// The width of a cell on the page.
    fn width_of(&self, cell: &Cell<'_>) -> f32 {
        let space = if cell.is_space() { self.space } else { 1.0 };
        cell.width() * space * self.letters
    }
}

/// The parts of runs that stand in the line, in logical order.
pub(super) fn parts<'a>(
    paragraph: &'a ShapedParagraph,
    clusters: Range<usize>,
    replaced: &'a [Replacement],
) -> Vec<RunPart<'a>> {
    let first = paragraph
        .runs
        .partition_point(|run| run.clusters.end as usize <= clusters.start);
    let inside = paragraph.runs[first..].iter();
    let inside = inside.take_while(|run| (run.clusters.start as usize) < clusters.end);
    let cut = inside.map(|run| {
        let from = clusters.start.max(run.clusters.start as usize);
        let to = clusters.end.min(run.clusters.end as usize);
        RunPart {
            run,
            cells: cells(paragraph, from..to, replaced),
            level: run.level,
            x: 0.0,
            width: 0.0,
        }
    });
    cut.filter(|part| !part.cells.is_empty()).collect()
}

/// Gives white space that is left at the end of the line the paragraph's level (UAX #9 L1, 4): a wide
/// space after a Latin word at the end of a Persian line stands at its left.
pub(super) fn reset_tail(
    paragraph: &ShapedParagraph,
    text: Range<usize>,
    parts: &mut Vec<RunPart<'_>>,
) {
    let tail = text.start + line_tail(&paragraph.text[text.clone()]);
    if tail == text.end {
        return;
    }
    let base = match paragraph.direction {
        Direction::Ltr => 0,
        Direction::Rtl => 1,
    };
    let in_tail = |cell: &Cell<'_>| cell.text.is_some_and(|text| text.start as usize >= tail);
    let mut at = parts.len();
    while at > 0 {
        at -= 1;
        let part = &mut parts[at];
        let kept = part.cells.len()
            - part
                .cells
                .iter()
                .rev()
                .take_while(|cell| in_tail(cell))
                .count();
        if kept == 0 {
            part.level = base;
            continue;
        }
        if kept < part.cells.len() && part.level != base {
            let blank = RunPart {
                run: part.run,
                cells: part.cells.split_off(kept),
                level: base,
                x: 0.0,
                width: 0.0,
            };
            parts.insert(at + 1, blank);
        }
        return;
    }
}

/// Gives each part its width and its place, from left to right in visual order.
pub(super) fn place_parts(parts: &mut [RunPart<'_>], edges: &[Edge], left: f32, spacing: &Spacing) {
    let run = |part: &RunPart<'_>| {
        let first = part.cells.iter().find_map(|cell| cell.text);
        LevelRun {
            start: first.map_or(0, |text| text.start as usize),
            level: part.level,
        }
    };
    let runs: Vec<LevelRun> = parts.iter().map(run).collect();
    let mut x = left;
    // «او Word را ۱۲ بار» has levels 1 2 1 2 1: from left to right stand «بار», «۱۲», «را», «Word», «او».
    for index in visual_order_of_runs(&runs, edges) {
        let part = &mut parts[index];
        let widths = part.cells.iter().map(|cell| spacing.width_of(cell));
        part.width = widths.sum();
        part.x = x;
        x += part.width;
    }
}

/// The thinnest line below or through words, in points: a thinner one vanishes in print.
const THINNEST: f32 = 0.3;
/// Where a line through words lies, in heights of x: in its middle.
const STRIKE: f32 = 0.5;
/// How far the ground of marked words reaches above the baseline, in heights of x: over ascenders.
const MARK_ABOVE: f32 = 1.9;
/// How high that ground is, in heights of x: down below descenders.
const MARK_HEIGHT: f32 = 2.9;
/// The gray of that ground: seen, and still white enough to read on.
const MARK_INK: Ink = Ink::Gray(0.88);

/// Areas of one link that are this near, in points, touch: sums of advances differ by less.
const TOUCH: f32 = 0.01;

impl SetLine {
    /// Adds an area of a link, or widens the last area where both are one.
    ///
    /// «موضوع ۱۳۹۰» is two runs, words and a number, and one link: two areas would be two stops for the
    /// tab key, and a screen reader would announce the link twice.
    fn link_area(&mut self, link: u32, x: Pt, width: Pt) {
        let touch = |one: Pt, other: Pt| (one.0 - other.0).abs() < TOUCH;
        if let Some(last) = self.links.last_mut()
            && last.link == link
            && (touch(last.x + last.width, x) || touch(x + width, last.x))
        {
            last.x = last.x.min(x);
            last.width += width;
            return;
        }
        self.links.push(SetLink { link, x, width });
    }

    pub(super) fn add(
        &mut self,
        paragraph: &ShapedParagraph,
        part: &RunPart<'_>,
        spacing: &Spacing,
        fonts: &FontSet,
    ) {
        let style = &paragraph.styles[part.run.style];
        if let Some(link) = style.link {
            self.link_area(link, Pt(part.x), Pt(part.width));
        }
        if let Some(Object {
            index,
            width,
            height,
            depth,
        }) = part.run.object
        {
            let offset = u32::try_from(self.start).unwrap_or(u32::MAX);
            let text = part.cells.iter().find_map(|cell| cell.text);
            let text = text.map_or((0, 0), |text| (text.start - offset, text.end - offset));
            self.objects.push(SetObject {
                index,
                x: Pt(part.x),
                width,
                height,
                depth,
                before: self.runs.len(),
                text,
                level: part.level,
            });
            self.object_height = self.object_height.max(height);
            return;
        }
        let Some(face) = part.run.face else {
            return;
        };
        self.runs.push(PlacedRun {
            x: Pt(part.x),
            rise: style.rise,
            face: face.id,
            size: face.size,
            ink: style.ink,
            level: part.level,
            formula: None,
            glyphs: glyphs(part, spacing, self.start).into(),
        });
        self.decorate(paragraph, part, fonts);
    }

    fn decorate(&mut self, paragraph: &ShapedParagraph, part: &RunPart<'_>, fonts: &FontSet) {
        let style = &paragraph.styles[part.run.style];
        let face = fonts.primary(style.upright());
        let metrics = fonts.face(face).metrics();
        let size = style.size.0;
        let thick = (metrics.underline_thickness * size).max(THINNEST);
        let over = LineRule {
            x: Pt(part.x),
            top: -style.rise,
            width: Pt(part.width),
            height: Pt(thick),
            ink: style.ink,
            behind: false,
        };
        if style.decoration.underline {
            let top = Pt(metrics.underline_depth * size) - style.rise;
            self.rules.push(LineRule { top, ..over });
        }
        if style.decoration.strike {
            let top = Pt(-metrics.x_height * STRIKE * size) - style.rise;
            self.rules.push(LineRule { top, ..over });
        }
        if style.decoration.mark {
            self.rules.push(LineRule {
                top: Pt(-metrics.x_height * MARK_ABOVE * size) - style.rise,
                height: Pt(metrics.x_height * MARK_HEIGHT * size),
                ink: MARK_INK,
                behind: true,
                ..over
            });
        }
    }
}

/// The glyphs of a part from left to right; `start` is the line's first byte.
fn glyphs(part: &RunPart<'_>, spacing: &Spacing, start: usize) -> Vec<PlacedGlyph> {
    let count = part.cells.iter().map(|cell| cell.glyphs.len()).sum();
    let mut placed = Vec::with_capacity(count);
    let offset = u32::try_from(start).unwrap_or(u32::MAX);
    let mut push = |cell: &Cell<'_>| push_cell(&mut placed, cell, spacing, offset);
    if part.level % 2 == 1 {
        part.cells.iter().rev().for_each(&mut push);
    } else {
        part.cells.iter().for_each(&mut push);
    }
    placed
}

fn push_cell(placed: &mut Vec<PlacedGlyph>, cell: &Cell<'_>, spacing: &Spacing, offset: u32) {
    // One glyph of a cluster carries its text, so that it is copied once: the widest, since readers
    // that look for text under the pointer find that one.
    let widest = cell.glyphs.iter().enumerate();
    let widest = widest.max_by(|a, b| a.1.advance.total_cmp(&b.1.advance));
    let bearer = widest.map_or(0, |(at, _)| at);
    let added = match cell.is_space() {
        true => cell.width() * (spacing.space - 1.0),
        false => 0.0,
    };
    for (at, glyph) in cell.glyphs.iter().enumerate() {
        let is_bearer = at == bearer;
        let text = match (&cell.text, is_bearer) {
            (None, _) => GlyphText::Inserted,
            (Some(text), true) => GlyphText::Cluster(text.start - offset..text.end - offset),
            (Some(_), false) => GlyphText::Part,
        };
        let own = glyph.advance * cell.stretch + if is_bearer { added } else { 0.0 };
        placed.push(PlacedGlyph {
            id: glyph.id,
            advance: Pt(own * spacing.letters),
            dx: Pt(glyph.dx * cell.stretch * spacing.letters),
            dy: Pt(glyph.dy),
            stretch: cell.stretch,
            text,
        });
    }
}
