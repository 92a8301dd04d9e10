//! A line of text on a page: its runs, its text in logical order, the elements its words belong to.

use std::ops::Range;
use std::sync::Arc;

use super::run::{GlyphText, PlacedRun};
use super::structure::ElementId;
use crate::locale::{Direction, Language};
use crate::source::{Span, WrittenText};
use crate::units::Pt;

/// The role of a line, which distinguishes text from decoration of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TextRole {
    /// The author's text.
    Body,
    /// A heading of this level.
    Heading(u8),
    /// A note at the foot.
    Note,
    /// A running head or a folio: an artifact.
    Running,
    /// A line of the contents list.
    Contents,
    /// Code.
    Code,
}

/// What stood in a paragraph at the end of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ending {
    /// Nothing: the paragraph ends, or the line ends inside a word.
    #[default]
    Close,
    /// White space, which is not shown.
    Space,
}

/// One line of text: runs of one face and one bidi level each.
#[derive(Clone, Debug)]
pub struct PlacedLine {
    /// The baseline, from the top of the page.
    pub baseline: Pt,
    /// The line's text in logical order: the author's characters and no others.
    pub text: String,
    /// Direction of the paragraph (UAX #9 paragraph level).
    pub direction: Direction,
    /// Language of the line.
    pub language: Language,
    /// What it is.
    pub role: TextRole,
    /// Runs in **logical** order; neighbours of one bidi level may differ in face or size.
    pub runs: Vec<PlacedRun>,
    /// The element of the block that it is a line of; `None` where it is furniture.
    pub element: Option<ElementId>,
    /// The element that each run belongs to; `None`, or nothing at all, where it is furniture.
    pub elements: Vec<Option<ElementId>>,
    /// Where its block was written; `None` for words of the tool.
    pub span: Option<Span>,
    /// Where its words were written; `None` for words of the tool.
    pub written: Option<WrittenLine>,
    /// What stood in the paragraph between this line and the next.
    pub ending: Ending,
    /// What it took to fill the measure: glyphs are drawn `fit.letters` wider than natural.
    pub fit: LineFit,
}

/// Where the words of a line were written: its text is a part of that of its paragraph, whose lines share one table.
#[derive(Clone, Debug)]
pub struct WrittenLine {
    /// The text that the line is a part of.
    pub text: Arc<WrittenText>,
    /// The byte of that text that the line begins with.
    pub start: usize,
}

impl WrittenLine {
    /// Where a word of the line was written, without what the tool, or a sign that is set otherwise, adds at its ends; `None`
    /// for words of the tool.
    pub fn place_of_word(&self, bytes: Range<usize>) -> Option<Span> {
        let bytes = self.start + bytes.start..self.start + bytes.end;
        self.text.origin(self.text.as_written(bytes)).span()
    }

    /// Where the first word of the line was written that an author wrote; `length` is that of the line's text.
    pub fn first_place(&self, length: usize) -> Option<Span> {
        let words = self.text.part(self.start..self.start + length);
        let mut places = words
            .ranges()
            .iter()
            .filter_map(|words| words.origin.span());
        places.next()
    }
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
    /// By how much it stays short of its measure, since filling it would make holes.
    pub short: Pt,
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
            short: Pt::ZERO,
            badness: 0.0,
        }
    }
}

/// The stretches of a line that belong to one element each, in logical order: the runs, and the
/// element.
pub fn stretches(line: &PlacedLine) -> Vec<(Range<usize>, Option<ElementId>)> {
    let mut found: Vec<(Range<usize>, Option<ElementId>)> = Vec::new();
    for at in 0..line.runs.len() {
        let element = line.elements.get(at).copied().flatten();
        match found.last_mut() {
            Some((runs, last)) if *last == element => runs.end = at + 1,
            _ => found.push((at..at + 1, element)),
        }
    }
    found
}

/// The words of a line's text that some of its runs show.
pub(super) fn shown(line: &PlacedLine, runs: Range<usize>) -> &str {
    let range = shown_range(line, runs);
    range.and_then(|range| line.text.get(range)).unwrap_or("")
}

/// The bytes of a line's text that some of its runs show; `None` where they show none.
pub(super) fn shown_range(line: &PlacedLine, runs: Range<usize>) -> Option<Range<usize>> {
    let glyphs = line.runs[runs].iter().flat_map(|run| &run.glyphs);
    let ranges = glyphs.filter_map(|glyph| match &glyph.text {
        GlyphText::Cluster(range) => Some((range.start as usize, range.end as usize)),
        GlyphText::Part | GlyphText::Inserted => None,
    });
    let (start, end) = ranges.fold((usize::MAX, 0), |(start, end), range| {
        (start.min(range.0), end.max(range.1))
    });
    (start < end).then_some(start..end)
}
