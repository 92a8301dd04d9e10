//! A cover of three parts in, a file of one sheet for the press out.

use std::fmt::Write;

use super::boxes::clip;
use super::codes::CodeBook;
use super::cut::Cuts;
use super::figures::Placing;
use super::flow::{arrange_pages, compressed};
use super::sheet::{self, Printed};
use super::{PdfError, Printing, binding, document, used_faces};
use crate::frame::Cover;
use crate::locale::Direction;

/// Prints a cover; `printing` has the cover's parts as its pages, and the settings of a press.
///
/// # Errors
/// A font could not be subset or a picture not be written.
pub fn print_cover(printing: &Printing<'_>, cover: &Cover) -> Result<Vec<u8>, PdfError> {
    let faces = used_faces(printing.pages);
    let cuts = Cuts::new(printing.fonts, &faces);
    let panels = &printing.pages.pages;
    let lines = arrange_pages(printing, panels, &cuts);
    let mut codes = CodeBook::new(&cuts);
    let placing = Placing::new(printing);
    let book = sheet::Book {
        pages: printing.pages,
        placing: &placing,
        profile: printing.config.pdf.profile,
    };
    let parts = sheet::sheets(book, (panels, lines), &mut codes)?;
    let sheet = joined(parts, cover, printing.config.print.bleed.0);
    let sheet = compressed(vec![sheet], binding::ending(printing.config));
    let (mut doc, _) = binding::bind(sheet, printing, &placing)?;
    document::add_fonts(&mut doc, printing.fonts, &codes)?;
    document::complete_sheet(&mut doc, printing)?;
    Ok(document::write(doc))
}

/// The parts on one sheet, the spine's words turned.
fn joined(parts: Vec<Printed>, cover: &Cover, bleed: f32) -> Printed {
    let mut content = String::new();
    let height = cover.pages.size.1.0;
    let outer = |x: f32| {
        let (width, whole) = (cover.board.0, cover.pages.size.0.0);
        let left = if x > 0.0 { x } else { -bleed };
        let right = if x + width < whole - 0.01 {
            x + width
        } else {
            whole + bleed
        };
        (left, -bleed, right - left, height + bleed * 2.0)
    };
    for (place, part) in parts.into_iter().enumerate() {
        content.push_str("q\n");
        match place {
            1 => turn(cover, &mut content),
            2 => clip(outer(cover.front.0), &mut content),
            _ => {}
        }
        content.push_str(&String::from_utf8_lossy(&part.content));
        content.push_str("Q\n");
    }
    Printed {
        content: content.into_bytes(),
        sequences: Vec::new(),
        links: Vec::new(),
        annotations: Vec::new(),
    }
}

/// Turns what stands in a strip at the upper left of the sheet, so that it stands on the spine and
/// reads from the top down.
fn turn(cover: &Cover, out: &mut String) {
    let (x, width, height) = (cover.spine.0, cover.thickness.0, cover.pages.size.1.0);
    let matrix = match cover.direction {
        Direction::Rtl => [0.0, 1.0, -1.0, 0.0, x + height, 0.0],
        Direction::Ltr => [0.0, -1.0, 1.0, 0.0, x + width - height, height],
    };
    for value in matrix {
        super::content::number(out, value);
        out.push(' ');
    }
    let _ = writeln!(out, "cm");
}
