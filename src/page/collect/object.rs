//! What stands in a line like a word and is none: pictures and formulas.

use super::formula::FormulaInLine;
use crate::model::Image;
use crate::source::Span;
use crate::text::{Shaper, StyledText};

/// What stands in a line like a word.
#[derive(Clone, Debug)]
pub(super) enum ObjectInLine {
    /// A picture.
    Picture(PictureInLine),
    /// A formula.
    Formula(Box<FormulaInLine>),
}

/// A picture that stands in a line like a word.
#[derive(Clone, Debug)]
pub(super) struct PictureInLine {
    /// The picture.
    pub(super) image: Image,
    /// Where it is named.
    pub(super) span: Span,
}

/// Lays out the formulas of a paragraph, so that their sizes are known before it is shaped.
pub(super) fn lay_out(
    objects: &mut [ObjectInLine],
    text: &mut StyledText,
    shaper: &mut Shaper<'_>,
) {
    for (object, size) in objects.iter_mut().zip(&mut text.objects) {
        if let ObjectInLine::Formula(formula) = object
            && let Some(found) = formula.measure(shaper)
        {
            *size = found;
        }
    }
}
