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

/// Who reads some codes. Those that know no `ActualText` (pypdf, pdf.js) read the codes of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::pdf) enum Audience {
    /// Everybody.
    All,
    /// pdfium, which overlooks no empty `ActualText`.
    Pdfium,
    /// Programs that read the order of the stream: PDFBox and pypdf see these marks, MuPDF takes from them
    /// the direction of what comes next. The others see an empty `ActualText`.
    Stream,
    /// pdf.js reads the codes, the others this text in their place.
    PdfJs(String),
    /// The first code says this TeX to those that know `ActualText`; the others read what is drawn.
    Formula(String),
    /// All read this text in place of the codes, except those that know no `ActualText` or look for it in spans alone.
    Word(String),
}

/// How a show goes on from the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pdf) enum Joint {
    /// Something new begins: `Tf` is written again.
    Begins,
    /// It is more of the same run, further right.
    Continues,
}

/// Codes that share one text matrix: one text-showing operation (ISO 32000-2, 9.4.3).
#[derive(Clone, Debug)]
pub(in crate::pdf) struct Show {
    /// From left to right; never empty in a line that is written.
    pub(in crate::pdf) codes: Vec<Code>,
    /// Who reads them.
    pub(in crate::pdf) audience: Audience,
    /// How it goes on from the one before it.
    pub(in crate::pdf) joint: Joint,
}

impl Show {
    /// Codes with which something new begins.
    pub(in crate::pdf) fn new(codes: Vec<Code>, audience: Audience) -> Self {
        Self {
            codes,
            audience,
            joint: Joint::Begins,
        }
    }

    /// Whether it holds nothing but invisible marks.
    pub(in crate::pdf) fn is_hidden(&self) -> bool {
        match self.audience {
            Audience::Pdfium | Audience::Stream => true,
            Audience::All | Audience::PdfJs(_) | Audience::Formula(_) | Audience::Word(_) => false,
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
    /// Whether pdfium comes to its right end in right-to-left text, because a pair of marks stands there.
    pub(in crate::pdf) splits_right_end: bool,
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
            splits_right_end: false,
        }
    }
}
