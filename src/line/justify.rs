//! Fills one line: how far its spaces and letters give, which words are drawn out, where it begins.
//!
//! Everything is first measured with letters at their own width; what makes the letters of the
//! line wider or narrower comes on top, so that it is one factor for the whole line.

use std::ops::Range;

use super::cells::{Cell, Replacement};
use super::fit::Filled;
use super::hyphen::{self, Half, Hyphens};
use super::lengthen::lengthen;
use super::set_line::SetLine;
use super::strokes::{self, ChosenStroke, Stroke, StrokeLimits};
use super::total_fit::{Line, LineEnd};
use super::visual::{RunPart, Spacing, parts, place_parts, reset_tail};
use super::{LastLine, Measure, hang};
use crate::frame::LineFit;
use crate::locale::Direction;
use crate::model::Alignment;
use crate::text::{Joins, ShapedParagraph, Shaper};
use crate::units::Pt;

/// Which line of its paragraph it is.
#[derive(Clone, Copy, Debug)]
struct LinePlace {
    index: usize,
    is_last: bool,
    /// Whether the line before it ends with a hyphen.
    after_hyphen: bool,
}

/// Sets the lines of one paragraph, one after the other.
pub(super) struct LineSetter<'a, 's, 'f> {
    pub(super) paragraph: &'a ShapedParagraph,
    pub(super) measure: &'a Measure,
    pub(super) joins: &'a Joins,
    pub(super) strokes: Option<StrokeLimits>,
    pub(super) hyphens: &'a Hyphens,
    pub(super) shaper: &'s mut Shaper<'f>,
    /// Where the line above has strokes, in points from its start.
    pub(super) above: Vec<f64>,
}

impl<'a> LineSetter<'a, '_, '_> {
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
        // Hyphens and strokes change glyphs, so that both are put in before widths are summed for good.
        let mut replaced = self.halves(line, place);
        let mut filling = self.fill(line, place);
        replaced.append(&mut filling.words);
        replaced.sort_by_key(|one| one.clusters.start);
        let mut parts = parts(self.paragraph, line.clusters.clone(), &replaced);
        let text = self.text_of(line);
        reset_tail(self.paragraph, text.clone(), &mut parts);
        let spacing = self.spacing(&parts, &filling, place, line.end);
        let left = self.left_edge(&spacing, place);
        place_parts(&mut parts, &self.paragraph.edges, left, &spacing);
        let mut set = self.empty_line(line, text, parts.len());
        set.overfull = spacing.overfull;
        set.extent = (Pt(left), Pt(left + spacing.width));
        set.fit = LineFit {
            space: spacing.space * spacing.letters,
            letters: spacing.letters,
            strokes: u32::try_from(filling.places.len()).unwrap_or(u32::MAX),
            stroke_length: Pt(filling.length * spacing.letters),
            short: filling.short(),
            badness: narrow(filling.filled.badness),
        };
        let fonts = self.shaper.fonts();
        for part in &parts {
            set.add(self.paragraph, part, &spacing, fonts);
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
    fn fill(&mut self, line: &Line, place: LinePlace) -> FilledLine {
        let available = self.measure.available(place.index).0;
        let slack = f64::from(available) - line.natural;
        // Strokes below strokes look like stairs: those of the line above are kept, and only for one line.
        let above = std::mem::take(&mut self.above);
        if !self.is_filled(line, place) && slack >= 0.0 || !self.is_justified() {
            return FilledLine::untouched(slack);
        }
        let mut candidates = self
            .strokes
            .filter(|_| slack > 0.0)
            .map(|limits| {
                let clusters = &line.clusters;
                strokes::candidates(self.paragraph, self.joins, clusters, &above, &limits)
            })
            .unwrap_or_default();
        let limits = self.measure.limits();
        loop {
            let used = match self.strokes {
                Some(limits) => limits.used(&candidates, f64::from(available)),
                None => Vec::new(),
            };
            let widths = line.widths(strokes::capacity(&used));
            let mut filling = FilledLine {
                filled: limits.fill(&widths, slack),
                justified: true,
                ..FilledLine::untouched(slack)
            };
            filling.justified = !filling.filled.ragged;
            let chosen = strokes::share_out(&used, filling.filled.strokes);
            let refused = self.lengthen(&chosen, &mut filling);
            if refused.is_empty() {
                self.above.clone_from(&filling.places);
                return filling;
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

    /// Reshapes the words with strokes; returns the joins that the face does not lengthen.
    fn lengthen(&mut self, chosen: &[Stroke<'_>], filling: &mut FilledLine) -> Vec<u32> {
        let mut refused = Vec::new();
        for stroke in chosen {
            let length = narrow(stroke.length / filling.filled.letters);
            let chosen = ChosenStroke::from(stroke);
            match lengthen(self.paragraph, &chosen, length, self.shaper) {
                Some(word) => {
                    filling.words.push(word);
                    filling.places.push(stroke.place);
                    filling.length += length;
                }
                None => refused.push(stroke.join.before),
            }
        }
        refused
    }

    /// Spaces that fill the line exactly, with letters and strokes as they are.
    fn spacing(
        &self,
        parts: &[RunPart<'_>],
        filling: &FilledLine,
        place: LinePlace,
        end: LineEnd,
    ) -> Spacing {
        let cells = || parts.iter().flat_map(|part| &part.cells);
        let spaces: f32 = cells()
            .filter(|cell| cell.is_space())
            .map(Cell::width)
            .sum();
        let letters: f32 = cells()
            .filter(|cell| !cell.is_space())
            .map(Cell::width)
            .sum();
        let hangs = self.hangs(parts, place, end);
        let available = self.measure.available(place.index).0 + hangs.start + hangs.end;
        let factor = if filling.justified {
            narrow(filling.filled.letters)
        } else {
            1.0
        };
        // The search planned with widths between candidates. What is set may differ by a hair (a word with a
        // stroke was shaped anew), so that the spaces are computed again from what really stands in the
        // line, and the line ends exactly at its measure.
        let mut space = 1.0;
        if filling.justified && spaces > 0.0 {
            space = ((available / factor - letters) / spaces).max(NARROWEST);
        }
        let width = (letters + spaces * space) * factor;
        Spacing {
            space,
            letters: factor,
            width,
            hang: hangs.start,
            overfull: Pt((width - available).max(0.0)),
        }
    }

    /// What hangs outside at the start and at the end of the line.
    fn hangs(&self, parts: &[RunPart<'_>], place: LinePlace, end: LineEnd) -> Overhang {
        if !self.measure.hangs() {
            return Overhang::default();
        }
        let cells = parts.iter().flat_map(|part| &part.cells);
        let mut clusters = cells.filter_map(|cell| cell.cluster);
        let Some(first) = clusters.next() else {
            return Overhang::default();
        };
        let last = clusters.next_back().unwrap_or(first);
        let start = match place.index {
            0 => 0.0,
            _ => hang::at_start(self.paragraph, first),
        };
        let end = match end {
            LineEnd::Forced => 0.0,
            LineEnd::Word | LineEnd::Hyphen | LineEnd::Cut => {
                hang::at_end(self.paragraph, last + 1)
            }
        };
        Overhang {
            start: narrow(start),
            end: narrow(end),
        }
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
            zero_width: Vec::new(),
            object_height: Pt::ZERO,
            cut: line.end == LineEnd::Cut,
            hyphen: line.end == LineEnd::Hyphen,
            overfull: Pt::ZERO,
            fit: LineFit::default(),
            extent: (Pt::ZERO, Pt::ZERO),
        }
    }
}

/// Points that stand outside the measure.
#[derive(Clone, Copy, Default)]
struct Overhang {
    start: f32,
    end: f32,
}

/// How a line is filled, and the words that are reshaped for it.
struct FilledLine {
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

impl FilledLine {
    /// By how much a line stays short that should have been filled.
    fn short(&self) -> Pt {
        let asked = self.justified || self.filled.ragged;
        Pt(if asked {
            narrow(self.filled.rest.max(0.0))
        } else {
            0.0
        })
    }

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
