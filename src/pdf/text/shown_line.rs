//! A line as it is shown: codes under text matrices, and which program reads them.

use super::code::Code;
use crate::font::FaceId;
use crate::frame::{ElementId, Ink, TextRole};
use crate::locale::Direction;

/// Face, size, height and colour of codes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::pdf) struct Style {
    /// The face.
    pub(in crate::pdf) face: FaceId,
    /// The size of an em in points.
    pub(in crate::pdf) size: f32,
    /// Points above the line's baseline.
    pub(in crate::pdf) rise: f32,
    /// The colour.
    pub(in crate::pdf) ink: Ink,
}

/// Which of the programs read some codes: poppler, MuPDF, pdfium and pdf.js.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::pdf) enum Audience {
    /// All of them.
    All,
    /// pdfium alone: the others honour an empty `ActualText` and read nothing.
    PdfiumOnly,
    /// All but pdfium, which overlooks an `ActualText` around a property list without one. The text is
    /// what they read.
    AllButPdfium(String),
    /// All of them, but only pdf.js reads the codes themselves, whose text includes the space that
    /// follows; the others read this text in their place.
    TrailingSpace(String),
    /// None. From a blank without width inside an empty `ActualText` MuPDF takes the direction of what
    /// comes next.
    DirectionOnly,
}

/// Codes that share one text matrix: one text-showing operation (ISO 32000-2, 9.4.3).
#[derive(Clone, Debug)]
pub(in crate::pdf) struct Show {
    /// From left to right; never empty in a line that is written.
    pub(in crate::pdf) codes: Vec<Code>,
    /// Who reads them.
    pub(in crate::pdf) audience: Audience,
    /// How much wider than natural they are shown; not 1 only for what is not painted.
    pub(in crate::pdf) stretch: f32,
}

impl Show {
    /// Codes as wide as they are.
    pub(in crate::pdf) fn new(codes: Vec<Code>, audience: Audience) -> Self {
        Self {
            codes,
            audience,
            stretch: 1.0,
        }
    }

    /// Whether it was written for one program and is no text of the book.
    pub(in crate::pdf) fn is_hidden(&self) -> bool {
        match self.audience {
            Audience::PdfiumOnly | Audience::DirectionOnly => true,
            Audience::All | Audience::AllButPdfium(_) | Audience::TrailingSpace(_) => false,
        }
    }
}

/// The element that a stretch of a line belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pdf) struct Owner {
    /// Stretches of a line that belong to one element count from 0, in logical order.
    pub(in crate::pdf) stretch: u32,
    /// The element; `None` for furniture.
    pub(in crate::pdf) element: Option<ElementId>,
}

/// A line that is ready to be written.
#[derive(Clone, Debug)]
pub(in crate::pdf) struct ShownLine {
    /// The baseline, from the top of the page in points.
    pub(in crate::pdf) baseline: f32,
    /// What the line is.
    pub(in crate::pdf) role: TextRole,
    /// The direction of its paragraph.
    pub(in crate::pdf) direction: Direction,
    /// The styles that codes count into.
    pub(in crate::pdf) styles: Vec<Style>,
    /// What is shown, in this order.
    pub(in crate::pdf) shows: Vec<Show>,
    /// Marks for poppler, which looks at places alone: they stand at the end of the page.
    pub(in crate::pdf) poppler_marks: Vec<Code>,
    /// How much wider than their own width letters are shown; all places are before that.
    pub(in crate::pdf) letters: f32,
    /// The owner of each style's codes.
    pub(in crate::pdf) owners: Vec<Owner>,
}

/// What has to be marked in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pdf) enum Marking {
    /// One sequence around the whole text object: all codes belong to one element.
    Element(ElementId),
    /// One artifact: no code belongs to an element.
    Artifact,
    /// Sequences inside the text object: several elements, or codes that only one program reads.
    Parts,
}

impl ShownLine {
    /// What has to be marked in it.
    pub(in crate::pdf) fn marking(&self) -> Marking {
        let Some(first) = self.owners.first().map(|owner| owner.element) else {
            return Marking::Parts;
        };
        let one = self.owners.iter().all(|owner| owner.element == first);
        let for_all = |show: &Show| show.audience == Audience::All;
        match first {
            None if one => Marking::Artifact,
            Some(element) if one && self.shows.iter().all(for_all) => Marking::Element(element),
            _ => Marking::Parts,
        }
    }

    /// The line without what only one program reads, for fonts that are short of codes.
    pub(in crate::pdf) fn without_hidden(&self) -> Self {
        let mut line = self.clone();
        line.shows.retain(|show| !show.is_hidden());
        line.shows
            .iter_mut()
            .for_each(|show| show.audience = Audience::All);
        line
    }
}

/// Neighbouring codes of one direction on a line, before they are cut into shows.
pub(in crate::pdf) struct BidiRun {
    /// Whether it is read from right to left.
    pub(in crate::pdf) rtl: bool,
    /// From left to right.
    pub(in crate::pdf) codes: Vec<Code>,
    /// The right edge in points.
    pub(in crate::pdf) right: f32,
    /// What is shown before the codes.
    pub(in crate::pdf) before: Vec<Show>,
    /// What is shown after them.
    pub(in crate::pdf) after: Vec<Show>,
    /// Whether the rightmost code is written as its own text object, so that pdfium sorts it separately.
    pub(in crate::pdf) split_right_end: bool,
    /// Whether its left end opens a bracket before a number and a sign, as in «(۱۳۹۴: ۵)». pdfium would
    /// turn the number round behind the guard of the bracket: the mark after the number turns it back.
    pub(in crate::pdf) opens_before_number: bool,
}

impl BidiRun {
    /// A run with nothing around it.
    pub(in crate::pdf) fn new(rtl: bool, codes: Vec<Code>, right: f32) -> Self {
        Self {
            rtl,
            codes,
            right,
            before: Vec::new(),
            after: Vec::new(),
            split_right_end: false,
            opens_before_number: false,
        }
    }

    /// The text of its codes, from left to right.
    pub(in crate::pdf) fn text(&self) -> String {
        self.codes.iter().flat_map(|code| &code.text).collect()
    }
}
