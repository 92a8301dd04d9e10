//! A cover of several parts in, a file of one sheet for the press out.

use super::document::File;
use super::font::code_book::CodeBook;
use super::font::font_metrics::Metrics;
use super::image::placement::Placement;
use super::page::batches::{Arrangement, arrange_pages, compressed};
use super::page::boxes::ending;
use super::page::operators::{clip, operands};
use super::page::page_content::{self, PageContent};
use super::{PdfError, Printing};
use crate::frame::{Cover, Rect};
use crate::locale::Direction;
use crate::units::Pt;

/// Prints a cover; `printing` has the cover's parts as its pages, and the profile of a press.
///
/// # Errors
/// A font could not be subset or a picture not be written.
pub fn print_cover(printing: &Printing<'_>, cover: &Cover) -> Result<Vec<u8>, PdfError> {
    let metrics = Metrics::new(printing.fonts, &printing.used_faces());
    let panels = &printing.pages.pages;
    let rules = printing.text_rules();
    let by = Arrangement {
        metrics: &metrics,
        rules,
    };
    let lines = arrange_pages(printing, panels, by);
    let mut codes = CodeBook::new(&metrics, rules);
    let placement = Placement::new(printing);
    let parts = page_content::write(printing, &placement, lines, &mut codes)?;
    let sheet = joined(parts, cover, printing.config.print.bleed);
    let sheet = compressed(vec![sheet], ending(printing));
    let (mut file, pages) = File::begin(sheet, printing, &placement)?;
    file.add_fonts(printing, &codes)?;
    file.complete_sheet(printing, pages)
}

/// The parts on one sheet, the spine's words turned.
fn joined(parts: Vec<PageContent>, cover: &Cover, bleed: Pt) -> PageContent {
    let mut content = Vec::new();
    for (place, part) in parts.into_iter().enumerate() {
        content.extend(b"q\n");
        match place {
            1 => turn(cover, &mut content),
            2 => clip(front_with_bleed(cover, bleed), &mut content),
            _ => {}
        }
        content.extend(part.operators);
        content.extend(b"Q\n");
    }
    PageContent {
        operators: content,
        sequences: Vec::new(),
    }
}

/// The front with its bleed, which lies at its outer edge alone: at the other the spine begins. Its
/// `y` is the lower edge, as PDF counts.
fn front_with_bleed(cover: &Cover, bleed: Pt) -> Rect {
    let x = match cover.direction {
        Direction::Rtl => cover.front - bleed,
        Direction::Ltr => cover.front,
    };
    Rect {
        x,
        y: -bleed,
        width: cover.board + bleed,
        height: cover.pages.size.1 + bleed * 2.0,
    }
}

/// Turns what stands in a strip at the upper left of the sheet, so that it stands on the spine and
/// reads from the top down.
fn turn(cover: &Cover, out: &mut Vec<u8>) {
    let (x, width, height) = (cover.spine.0, cover.thickness.0, cover.pages.size.1.0);
    let matrix = match cover.direction {
        Direction::Rtl => [0.0, 1.0, -1.0, 0.0, x + height, 0.0],
        Direction::Ltr => [0.0, -1.0, 1.0, 0.0, x + width - height, height],
    };
    operands(out, &matrix);
    out.extend(b"cm\n");
}
