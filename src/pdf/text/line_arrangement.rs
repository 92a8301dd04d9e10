//! A line that the rules work on.

use super::hidden_text::HiddenText;
use super::line_fonts::LineFonts;
use super::shown_line::BidiRun;
use crate::frame::PlacedLine;
use crate::locale::Direction;

/// A line and what its arrangement depends on.
#[derive(Clone, Copy)]
pub(in crate::pdf) struct LineContext<'a> {
    /// The line.
    pub(in crate::pdf) line: &'a PlacedLine,
    /// The direction that the book states; pdfium reads every line of a right-to-left book so.
    pub(in crate::pdf) book_direction: Direction,
    /// The fonts of the line.
    pub(in crate::pdf) fonts: LineFonts<'a>,
}

/// What comes after a line on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pdf) enum LineEnd {
    /// A line below it, or nothing.
    Below,
    /// Text beside it or further up (a folio and a running head, cells of a table): it ends in a
    /// space, since who reads the stream sees no end of a line there.
    Beside,
}

/// A line while it is arranged: the rules (`rules`) change it one after another, each for an extractor, until its runs
/// are shown.
///
/// An example: «سال ۱۳۹۹: آغاز» has three runs. A rule for pypdf lets the first figure of the number stand for all four; one
/// for pdfium then parts the number from the colon by marks in `hidden`. Each finds here what those before it have left.
pub(in crate::pdf) struct LineArrangement<'a> {
    /// Its runs, in logical order.
    pub(in crate::pdf) runs: Vec<BidiRun>,
    /// What stands apart from it.
    pub(in crate::pdf) hidden: HiddenText,
    /// What comes after it.
    pub(in crate::pdf) end: LineEnd,
    /// What it depends on.
    pub(in crate::pdf) context: LineContext<'a>,
}
