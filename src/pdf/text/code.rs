//! One code of a line: what it paints, what it stands for and where.

use super::rule_set::RuleSet;
use crate::frame::PlacedRun;
use crate::pdf::font::font_metrics::FontMetrics;
use crate::pdf::font::outline::{Outline, Text};

/// What one program alone reads of a code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::pdf) enum Aside {
    /// What all read.
    #[default]
    Same,
    /// Nothing.
    Nothing,
    /// This.
    Text(Box<Text>),
}

impl From<Text> for Aside {
    fn from(text: Text) -> Self {
        Self::Text(Box::new(text))
    }
}

/// One code with its place.
#[derive(Clone, Debug)]
pub(in crate::pdf) struct Code {
    /// Where the pen stands, in points from the left edge of the page.
    pub(in crate::pdf) x: f32,
    /// How far it is raised above its run's baseline, in points; not 0 only where a font cannot
    /// hold moved glyphs.
    pub(in crate::pdf) rise: f32,
    /// How far the code itself moves the pen, in points.
    pub(in crate::pdf) advance: f32,
    /// What it paints.
    pub(in crate::pdf) outline: Outline,
    /// What it stands for.
    pub(in crate::pdf) text: Text,
    /// What pypdf alone reads, from a comment, where it would take the text wrongly.
    pub(in crate::pdf) pypdf: Aside,
    /// What PDFBox 3 alone reads, where it is given a text of its own.
    pub(in crate::pdf) pdfbox: Option<Box<Text>>,
    /// Index of its style in the line.
    pub(in crate::pdf) style: u16,
}

/// A code that paints nothing.
pub(in crate::pdf) fn blank(x: f32, text: Text, style: u16) -> Code {
    Code {
        x,
        rise: 0.0,
        advance: 0.0,
        outline: Outline::Blank,
        text,
        pypdf: Aside::Same,
        pdfbox: None,
        style,
    }
}

/// A run with all that its codes depend on.
#[derive(Clone, Copy)]
pub(in crate::pdf) struct RunInLine<'a> {
    /// The run.
    pub(in crate::pdf) run: &'a PlacedRun,
    /// The line's text.
    pub(in crate::pdf) text: &'a str,
    /// The face's metrics.
    pub(in crate::pdf) metrics: &'a FontMetrics,
    /// Index of its style in the line.
    pub(in crate::pdf) style: u16,
    /// The rules that lines are arranged by.
    pub(in crate::pdf) rules: RuleSet,
}

/// Whether a run is read from right to left.
pub(in crate::pdf) fn is_rtl(run: &PlacedRun) -> bool {
    run.level % 2 == 1
}
