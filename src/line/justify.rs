//! Sets one line: visual order (UAX #9 L1, L2), spaces, strokes, and the place of every glyph.
//!
//! Everything is first measured with letters at their own width; what makes the letters of the
//! line wider or narrower comes on top, so that it is one factor for the whole line.

use std::ops::Range;

use super::cells::{Cell, Replacement, cells};
use super::fit::{Filled, Limits};
use super::hyphen::{self, Half, Hyphens};
use super::placed::{GlyphText, PlacedGlyph, PlacedRun};
use super::strokes::{self, Reach, Stroke};
use super::total_fit::{Line, LineEnd};
use super::{LastLine, Measure, hang};
use crate::font::FontSet;
use crate::locale::Direction;
use crate::model::Alignment;
use crate::text::{
    Edge, Ink, Joins, MarkKind, Object, Run, ShapedParagraph, Shaper, line_tail, visual_order_apart,
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
    /// What it took to fill the measure.
    pub fit: LineFit,
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

/// What it took to bring a line to its measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineFit {
    /// Its spaces against the face's own.
    pub space: f32,
    /// Its letters against their own width: glyphs are drawn this much wider.
    pub letters: f32,
    /// How many joins are lengthened.
    pub strokes: u32,
    /// By how much in all.
    pub stroke_length: Pt,
    /// How bad the line looks: 0 is untouched, 100 as far as a line should go.
    pub badness: f32,
}

impl Default for LineFit {
    fn default() -> Self {
        Self {
            space: 1.0,
            letters: 1.0,
            strokes: 0,
            stroke_length: Pt::ZERO,
            badness: 0.0,
        }
    }
}

/// Which line of its paragraph it is.
#[derive(Clone, Copy, Debug)]
struct LinePlace {
    index: usize,
    is_last: bool,
    /// Whether the line before it ends with a hyphen.
    after_hyphen: bool,
}

/// The part of a run that stands in the line.
struct Piece<'a> {
    run: &'a Run,
    cells: Vec<Cell<'a>>,
    /// The run's level, or the paragraph's at the end of a line (UAX #9 L1).
    level: u8,
    x: f32,
    width: f32,
}

/// Sets the lines of one paragraph, one after the other.
pub(super) struct Setter<'a, 's, 'f> {
    pub(super) paragraph: &'a ShapedParagraph,
    pub(super) measure: &'a Measure,
    pub(super) joins: &'a Joins,
    pub(super) reach: Option<Reach>,
    pub(super) hyphens: &'a Hyphens,
    pub(super) shaper: &'s mut Shaper<'f>,
    /// Where the line above has strokes, in points from its start.
    pub(super) above: Vec<f64>,
}

impl<'a> Setter<'a, '_, '_> {
    /// Sets every line.
    pub(super) fn set_lines(&mut self, lines: &[Line]) -> Vec<SetLine> {
        let last = lines.len().saturating_sub(1);
        let mut after_hyphen = false;
        let mut set = Vec::with_capacity(lines.len());
        for (index, line) in lines.iter().enumerate() {
            let place = LinePlace {
                index,
                is_last: index == last,
                after_hyphen,
            };
            set.push(self.set_line(line, place));
            after_hyphen = line.end == LineEnd::Hyphen;
        }
        set
    }

    /// Sets the next line.
    fn set_line(&mut self, line: &Line, place: LinePlace) -> SetLine {
        let mut replaced = self.halves(line, place);
        let mut task = self.fill(line, place);
        replaced.append(&mut task.words);
        replaced.sort_by_key(|one| one.clusters.start);
        let mut pieces = pieces(self.paragraph, line.clusters.clone(), &replaced);
        let text = self.text_of(line);
        reset_tail(self.paragraph, text.clone(), &mut pieces);
        let spacing = self.spacing(&pieces, &task, place);
        let left = self.left_edge(&spacing, place);
        place_pieces(&mut pieces, &self.paragraph.edges, left, &spacing);
        let mut set = self.empty_line(line, text, pieces.len());
        set.overfull = spacing.overfull;
        set.extent = (Pt(left), Pt(left + spacing.width));
        set.fit = LineFit {
            space: spacing.space * spacing.letters,
            letters: spacing.letters,
            strokes: u32::try_from(task.places.len()).unwrap_or(u32::MAX),
            stroke_length: Pt(task.length * spacing.letters),
            badness: narrow(task.filled.badness),
        };
        let fonts = self.shaper.fonts();
        for piece in &pieces {
            set.add(self.paragraph, piece, &spacing, fonts);
        }
        set
    }

    /// The halves of words that a hyphen parts at the ends of the line.
    fn halves(&mut self, line: &Line, place: LinePlace) -> Vec<Replacement> {
        let (start, end) = (line.clusters.start, line.clusters.end);
        let mut found = Vec::new();
        let mut from = None;
        if place.after_hyphen
            && let Some(word) = self.hyphens.at(start).map(|halves| halves.word.clone())
            && word.end <= end
        {
            let half = hyphen::second_half(self.paragraph, start..word.end, self.shaper);
            found.extend(half.map(|half| self.replace_half(half)));
        } else if place.after_hyphen {
            from = Some(start);
        }
        if line.end == LineEnd::Hyphen
            && let Some(word) = self.hyphens.at(end).map(|halves| halves.word.clone())
        {
            let first = from.unwrap_or(word.start).max(start);
            let half = hyphen::first_half(self.paragraph, first..end, self.shaper);
            found.extend(half.map(|half| self.replace_half(half)));
        }
        found
    }

    fn replace_half(&self, half: Half) -> Replacement {
        Replacement {
            text_start: self.paragraph.clusters[half.clusters.start].text.start,
            clusters: half.clusters,
            piece: half.piece,
            inserted: half.inserted,
            stretch: 1.0,
        }
    }

    /// How the line is filled, and the words with strokes.
    fn fill(&mut self, line: &Line, place: LinePlace) -> LineTask {
        let available = self.measure.available(place.index).0;
        let slack = f64::from(available) - line.natural;
        let above = std::mem::take(&mut self.above);
        if !self.is_filled(line, place) && slack >= 0.0 || !self.is_justified() {
            return LineTask::untouched(slack);
        }
        let frame = (&line.clusters, above.as_slice());
        let mut candidates = self
            .reach
            .filter(|_| slack > 0.0)
            .map(|reach| strokes::candidates(self.paragraph, self.joins, frame, &reach))
            .unwrap_or_default();
        let limits = Limits::from(&self.measure.justification);
        loop {
            let stuff = line.stuff(strokes::capacity(&candidates));
            let mut task = LineTask {
                filled: limits.fill(&stuff, slack),
                justified: true,
                ..LineTask::untouched(slack)
            };
            let chosen = strokes::share_out(&candidates, task.filled.strokes);
            let refused = self.lengthen(&chosen, &mut task);
            if refused.is_empty() {
                self.above.clone_from(&task.places);
                return task;
            }
            // A face does not make every stroke: others take its part.
            candidates.retain(|candidate| !refused.contains(&candidate.join.before));
        }
    }

    fn is_justified(&self) -> bool {
        self.measure.alignment == Alignment::Justify
    }

    /// Whether the line has to reach both sides of its measure.
    fn is_filled(&self, line: &Line, place: LinePlace) -> bool {
        let natural = self.measure.last_line == LastLine::Natural;
        match line.end {
            LineEnd::Cut => false,
            LineEnd::Forced => !natural,
            LineEnd::Word | LineEnd::Hyphen => !(place.is_last && natural),
        }
    }

    /// Shapes the words with strokes anew; the joins that the face does not lengthen.
    fn lengthen(&mut self, chosen: &[Stroke<'_>], task: &mut LineTask) -> Vec<u32> {
        let mut refused = Vec::new();
        for stroke in chosen {
            let length = narrow(stroke.length / task.filled.letters);
            let chosen = Chosen::from(stroke);
            match super::cells::lengthen(self.paragraph, &chosen, length, self.shaper) {
                Some(word) => {
                    task.words.push(word);
                    task.places.push(stroke.place);
                    task.length += length;
                }
                None => refused.push(stroke.join.before),
            }
        }
        refused
    }

    /// Spaces that fill the line exactly, with letters and strokes as they are.
    fn spacing(&self, pieces: &[Piece<'_>], task: &LineTask, place: LinePlace) -> Spacing {
        let cells = || pieces.iter().flat_map(|piece| &piece.cells);
        let spaces: f32 = cells()
            .filter(|cell| cell.is_space())
            .map(Cell::width)
            .sum();
        let letters: f32 = cells()
            .filter(|cell| !cell.is_space())
            .map(Cell::width)
            .sum();
        let hangs = self.hangs(pieces, place);
        let available = self.measure.available(place.index).0 + hangs.0 + hangs.1;
        let factor = if task.justified {
            narrow(task.filled.letters)
        } else {
            1.0
        };
        let mut space = 1.0;
        if task.justified && spaces > 0.0 {
            space = ((available / factor - letters) / spaces).max(NARROWEST);
        }
        let width = (letters + spaces * space) * factor;
        Spacing {
            space,
            letters: factor,
            width,
            hang: hangs.0,
            overfull: Pt((width - available).max(0.0)),
        }
    }

    /// Points that hang outside at the start and at the end of the line.
    fn hangs(&self, pieces: &[Piece<'_>], place: LinePlace) -> (f32, f32) {
        if !self.measure.hangs() {
            return (0.0, 0.0);
        }
        let clusters = pieces.iter().flat_map(|piece| &piece.cells);
        let clusters: Vec<usize> = clusters.filter_map(|cell| cell.cluster).collect();
        let (Some(first), Some(last)) = (clusters.first(), clusters.last()) else {
            return (0.0, 0.0);
        };
        let start = match place.index {
            0 => 0.0,
            _ => hang::at_start(self.paragraph, *first),
        };
        let end = match place.is_last {
            true => 0.0,
            false => hang::at_end(self.paragraph, last + 1),
        };
        (narrow(start), narrow(end))
    }

    /// The left end of the line's ink, relative to the measure.
    fn left_edge(&self, spacing: &Spacing, place: LinePlace) -> f32 {
        let measure = self.measure;
        let indent = measure.indent(place.index).0;
        let slack = (measure.width.0 - indent - spacing.width).max(0.0);
        let after_start = match measure.alignment {
            Alignment::Start | Alignment::Justify => -spacing.hang,
            Alignment::Center => slack / 2.0,
            Alignment::End => slack,
        };
        match self.paragraph.direction {
            Direction::Ltr => indent + after_start,
            Direction::Rtl => measure.width.0 - indent - after_start - spacing.width,
        }
    }

    /// The bytes of a line in the paragraph's text.
    fn text_of(&self, line: &Line) -> Range<usize> {
        let clusters = &self.paragraph.clusters;
        let first = clusters.get(line.clusters.start);
        let start = first.map_or(0, |cluster| cluster.text.start as usize);
        let last = clusters.get(line.clusters.clone()).and_then(<[_]>::last);
        start..last.map_or(start, |cluster| cluster.text.end as usize)
    }

    /// The line with its words and nothing on it.
    fn empty_line(&self, line: &Line, text: Range<usize>, runs: usize) -> SetLine {
        SetLine {
            start: text.start,
            text: self.paragraph.text[text].to_owned(),
            runs: Vec::with_capacity(runs),
            rules: Vec::new(),
            links: Vec::new(),
            objects: Vec::new(),
            marks: Vec::new(),
            object_height: Pt::ZERO,
            cut: line.end == LineEnd::Cut,
            overfull: Pt::ZERO,
            fit: LineFit::default(),
            extent: (Pt::ZERO, Pt::ZERO),
        }
    }
}

/// A stroke that a line has chosen, on its own.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    /// The run that the word stands in.
    pub(super) run: usize,
    /// The word's clusters.
    pub(super) word: Range<usize>,
    /// The cluster after the stroke.
    pub(super) before: usize,
}

impl From<&Stroke<'_>> for Chosen {
    fn from(stroke: &Stroke<'_>) -> Self {
        let word = &stroke.word.clusters;
        Self {
            run: stroke.word.run as usize,
            word: word.start as usize..word.end as usize,
            before: stroke.join.before as usize,
        }
    }
}

/// What is done to a line.
struct LineTask {
    filled: Filled,
    /// The words with strokes.
    words: Vec<Replacement>,
    /// Where the strokes stand, in points from the line's start.
    places: Vec<f64>,
    /// Their length in all, with letters at their own width.
    length: f32,
    /// Whether it has to fill its measure.
    justified: bool,
}

impl LineTask {
    /// A line that is left as it is.
    fn untouched(slack: f64) -> Self {
        Self {
            filled: Filled::untouched(slack),
            words: Vec::new(),
            places: Vec::new(),
            length: 0.0,
            justified: false,
        }
    }
}

/// A space that gives more of its width than this no longer parts the words.
const NARROWEST: f32 = 0.5;

#[expect(clippy::cast_possible_truncation, reason = "points of one line")]
fn narrow(points: f64) -> f32 {
    points as f32
}

/// What a line does with its widths.
struct Spacing {
    /// Spaces against their own width, before the letters' factor.
    space: f32,
    /// Everything is this much wider in the end.
    letters: f32,
    /// Width of the line after that.
    width: f32,
    /// What hangs outside at its start.
    hang: f32,
    overfull: Pt,
}

impl Spacing {
    /// The width of a cell on the page.
    fn width_of(&self, cell: &Cell<'_>) -> f32 {
        let space = if cell.is_space() { self.space } else { 1.0 };
        cell.width() * space * self.letters
    }
}

/// The parts of runs that stand in the line, in logical order.
fn pieces<'a>(
    paragraph: &'a ShapedParagraph,
    clusters: Range<usize>,
    replaced: &'a [Replacement],
) -> Vec<Piece<'a>> {
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
            cells: cells(paragraph, from..to, replaced),
            level: run.level,
            x: 0.0,
            width: 0.0,
        }
    });
    cut.filter(|piece| !piece.cells.is_empty()).collect()
}

/// Gives white space that is left at the end of the line the paragraph's level (UAX #9 L1, 4): a wide
/// space after a Latin word at the end of a Persian line stands at its left.
fn reset_tail(paragraph: &ShapedParagraph, text: Range<usize>, pieces: &mut Vec<Piece<'_>>) {
    let tail = text.start + line_tail(&paragraph.text[text.clone()]);
    if tail == text.end {
        return;
    }
    let base = match paragraph.direction {
        Direction::Ltr => 0,
        Direction::Rtl => 1,
    };
    let in_tail = |cell: &Cell<'_>| cell.text.is_some_and(|text| text.start as usize >= tail);
    let mut at = pieces.len();
    while at > 0 {
        at -= 1;
        let piece = &mut pieces[at];
        let kept = piece.cells.len()
            - piece
                .cells
                .iter()
                .rev()
                .take_while(|cell| in_tail(cell))
                .count();
        if kept == 0 {
            piece.level = base;
            continue;
        }
        if kept < piece.cells.len() && piece.level != base {
            let blank = Piece {
                run: piece.run,
                cells: piece.cells.split_off(kept),
                level: base,
                x: 0.0,
                width: 0.0,
            };
            pieces.insert(at + 1, blank);
        }
        return;
    }
}

/// Gives each piece its width and its place, from left to right in visual order.
fn place_pieces(pieces: &mut [Piece<'_>], edges: &[Edge], left: f32, spacing: &Spacing) {
    let place = |piece: &Piece<'_>| {
        let first = piece.cells.iter().find_map(|cell| cell.text);
        (piece.level, first.map_or(0, |text| text.start as usize))
    };
    let places: Vec<(u8, usize)> = pieces.iter().map(place).collect();
    let mut x = left;
    for index in visual_order_apart(&places, edges) {
        let piece = &mut pieces[index];
        let widths = piece.cells.iter().map(|cell| spacing.width_of(cell));
        piece.width = widths.sum();
        piece.x = x;
        x += piece.width;
    }
}

impl SetLine {
    fn add(
        &mut self,
        paragraph: &ShapedParagraph,
        piece: &Piece<'_>,
        spacing: &Spacing,
        fonts: &FontSet,
    ) {
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
            glyphs: glyphs(piece, spacing, self.start),
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
fn glyphs(piece: &Piece<'_>, spacing: &Spacing, start: usize) -> Vec<PlacedGlyph> {
    let count = piece.cells.iter().map(|cell| cell.glyphs.len()).sum();
    let mut placed = Vec::with_capacity(count);
    let offset = u32::try_from(start).unwrap_or(u32::MAX);
    let mut push = |cell: &Cell<'_>| push_cell(&mut placed, cell, spacing, offset);
    if piece.level % 2 == 1 {
        piece.cells.iter().rev().for_each(&mut push);
    } else {
        piece.cells.iter().for_each(&mut push);
    }
    placed
}

fn push_cell(placed: &mut Vec<PlacedGlyph>, cell: &Cell<'_>, spacing: &Spacing, offset: u32) {
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
