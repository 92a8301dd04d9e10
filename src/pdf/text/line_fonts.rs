//! The fonts of one line: what its codes can be made of.

use super::code::{Code, blank};
use super::shown_line::Style;
use crate::pdf::font::font_metrics::{Metrics, Outlines};
use crate::pdf::font::outline::{Outline, Text};

/// The styles of a line and the metrics of their faces.
#[derive(Clone, Copy)]
pub(in crate::pdf) struct LineFonts<'a> {
    /// The styles that codes count into.
    pub(in crate::pdf) styles: &'a [Style],
    /// The metrics of the faces.
    pub(in crate::pdf) metrics: &'a Metrics,
}

/// The space of a face at a size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::pdf) struct Space {
    /// Its glyph.
    pub(in crate::pdf) glyph: u16,
    /// Its width in points.
    pub(in crate::pdf) width: f32,
}

impl LineFonts<'_> {
    /// Whether the font of a code has blanks without advance. Only TrueType outlines can be given one,
    /// and pdfium overlooks what is shown of blanks alone.
    pub(in crate::pdf) fn has_blanks(self, code: &Code) -> bool {
        let style = &self.styles[usize::from(code.style)];
        self.metrics.get(style.face).outlines == Outlines::TrueType
    }

    /// The size of a code's em in points.
    pub(in crate::pdf) fn size(self, code: &Code) -> f32 {
        self.styles[usize::from(code.style)].size
    }

    /// The space of a style.
    pub(in crate::pdf) fn space(self, style: u16) -> Space {
        let style = &self.styles[usize::from(style)];
        let metrics = self.metrics.get(style.face);
        Space {
            glyph: metrics.space,
            width: f32::from(metrics.advance(metrics.space)) * style.size / metrics.units,
        }
    }
}

/// A blank as wide as a space, with any text.
pub(in crate::pdf) fn wide_blank(x: f32, space: Space, text: Text, style: u16) -> Code {
    Code {
        advance: space.width,
        outline: Outline::Glyph(space.glyph),
        ..blank(x, text, style)
    }
}
