//! The look of the pages: settings in, every measure that the page stages use out.

use crate::config::{Config, Margins};
use crate::font::{Family, FontSet, Weight};
use crate::frame::Ink;
use crate::locale::{Direction, Language};
use crate::text::{Breaking, Decoration, TextStyle};
use crate::units::Pt;

/// Distance of baselines in em, where neither the author nor the face asks for another: the marks above
/// and below the letters of Naskh need the room.
const LINE_HEIGHT: f32 = 1.7;
/// Size of notes against the text.
const NOTE_SCALE: f32 = 0.82;
/// Size of captions, table cells and running heads against the text.
const SMALL_SCALE: f32 = 0.88;
/// Line height of notes and tables against the text's: shorter lines need less air.
const SMALL_LEADING: f32 = 0.86;
/// Size of headings of level 1 to 6 against the text.
const HEADING_SCALES: [f32; 6] = [1.9, 1.35, 1.15, 1.0, 1.0, 1.0];
/// Where the baseline lies in the height of a line: Naskh hangs deeper below it than Latin does.
const BASELINE: f32 = 0.66;

/// The measures of the pages of one book.
#[derive(Clone, Debug)]
pub(super) struct Design {
    /// Width and height of the page.
    pub(super) page: (Pt, Pt),
    /// Margins; the bottom one is made larger so that the text block holds whole lines.
    pub(super) margins: Margins,
    /// Size of the text.
    pub(super) size: Pt,
    /// Distance of baselines.
    pub(super) leading: Pt,
    /// Width of the text block.
    pub(super) measure: Pt,
    /// Height of the text block: a whole number of lines.
    pub(super) height: Pt,
    /// The book's language.
    pub(super) language: Language,
    /// The book's direction: on which side it is bound.
    pub(super) direction: Direction,
    /// Where lines of running text may break inside words.
    breaking: Breaking,
}

impl Design {
    /// Reads the design off the settings; the line height is the author's, else what the face needs.
    pub(super) fn new(config: &Config, fonts: &FontSet) -> Self {
        let pdf = &config.pdf;
        let (width, height) = pdf.trim;
        let natural = || fonts.natural_line_height(Family::Body);
        let line_height = pdf.line_height.or_else(natural).unwrap_or(LINE_HEIGHT);
        let leading = pdf.font_size * line_height;
        let room = height - pdf.margins.top - pdf.margins.bottom;
        let lines = (room.0 / leading.0).floor().max(4.0);
        Self {
            page: pdf.trim,
            margins: pdf.margins,
            size: pdf.font_size,
            leading,
            measure: (width - pdf.margins.inner - pdf.margins.outer).max(Pt(36.0)),
            height: leading * lines,
            language: config.book.language.clone(),
            direction: config.book.direction,
            breaking: if pdf.hyphenate {
                Breaking::Syllables
            } else {
                Breaking::Words
            },
        }
    }

    /// The style of running text in a language.
    pub(super) fn body(&self, language: &Language) -> TextStyle {
        TextStyle {
            family: Family::Body,
            weight: Weight::Regular,
            size: self.size,
            ink: Ink::BLACK,
            rise: Pt::ZERO,
            language: language.clone(),
            decoration: Decoration::default(),
            link: None,
            breaking: self.breaking,
        }
    }

    /// The style of headings of a level, from 1.
    pub(super) fn heading(&self, level: u8, language: &Language) -> TextStyle {
        let scale = HEADING_SCALES[usize::from(level.clamp(1, 6)) - 1];
        TextStyle {
            family: Family::Heading,
            weight: Weight::Bold,
            size: self.size * scale,
            // A heading is read at a glance.
            breaking: Breaking::Words,
            ..self.body(language)
        }
    }

    /// The style of captions and table cells.
    pub(super) fn small(&self, language: &Language) -> TextStyle {
        TextStyle {
            size: self.size * SMALL_SCALE,
            ..self.body(language)
        }
    }

    /// The style of notes.
    pub(super) fn note(&self, language: &Language) -> TextStyle {
        TextStyle {
            size: self.size * NOTE_SCALE,
            ..self.body(language)
        }
    }

    /// The style of running heads and folios.
    pub(super) fn running(&self) -> TextStyle {
        TextStyle {
            size: self.size * SMALL_SCALE,
            breaking: Breaking::Words,
            ..self.body(&self.language)
        }
    }

    /// Distance of baselines in notes, tables and code.
    pub(super) fn small_leading(&self) -> Pt {
        self.leading * SMALL_LEADING
    }

    /// Distance of baselines for a size of text; whole and half lines keep to the grid.
    pub(super) fn leading_for(&self, size: Pt) -> Pt {
        let natural = size.0 * self.leading.0 / self.size.0 * 0.9;
        let half_lines = (natural / (self.leading.0 / 2.0)).ceil().max(2.0);
        self.leading * (half_lines / 2.0)
    }

    /// The baseline's distance from the top of a line of this height.
    pub(super) fn baseline(leading: Pt) -> Pt {
        leading * BASELINE
    }

    /// Width of a list's or quotation's indent.
    pub(super) fn indent(&self) -> Pt {
        self.size * 1.6
    }

    /// Indent of a paragraph's first line.
    pub(super) fn paragraph_indent(&self) -> Pt {
        self.size * 1.2
    }
}
