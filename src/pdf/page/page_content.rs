//! Pages and their arranged lines in, the operators of each page out.

use std::sync::Arc;

use super::marked_content::Sequence;
use super::operators::{fill_ink, operands};
use super::text_writer::TextWriter;
use crate::config::Profile;
use crate::frame::{Page, PageItem, Pages, PlacedPicture, PlacedRule, Rect, Turn};
use crate::pdf::font::code_book::CodeBook;
use crate::pdf::image::colour;
use crate::pdf::image::placement::Placement;
use crate::pdf::text::shown_line::ShownLine;
use crate::pdf::{PdfError, Printing};

/// A page with its lines as they are shown.
pub(in crate::pdf) struct ArrangedPage {
    /// The page.
    pub(in crate::pdf) page: Arc<Page>,
    /// Its lines, in order.
    pub(in crate::pdf) lines: Vec<ShownLine>,
}

/// A page as it is written.
pub(in crate::pdf) struct PageContent {
    /// The operators of its content.
    pub(in crate::pdf) operators: Vec<u8>,
    /// The marked sequences of its content, by their numbers.
    pub(in crate::pdf) sequences: Vec<Sequence>,
}

/// Pages as they are written; codes are given out in the order of the pages.
///
/// # Errors
/// A face has run out of codes.
pub(in crate::pdf) fn write(
    printing: &Printing<'_>,
    placement: &Placement,
    pages: Vec<ArrangedPage>,
    codes: &mut CodeBook<'_>,
) -> Result<Vec<PageContent>, PdfError> {
    let structure = &printing.pages.structure;
    let write = |arranged: ArrangedPage| {
        let writer = PageWriter {
            placement,
            height: printing.pages.content_height(&arranged.page).0,
            turned: turned(printing.pages, arranged.page.turn),
            profile: printing.profile,
        };
        let text = TextWriter::new(writer.height, codes, structure);
        writer.write(&arranged, text)
    };
    pages.into_iter().map(write).collect()
}

/// What turns the content of a page, as six numbers (ISO 32000-1, 8.3.3).
fn turned(pages: &Pages, turn: Turn) -> Option<[f32; 6]> {
    let (width, height) = pages.size;
    match turn {
        Turn::Upright => None,
        Turn::Clockwise => Some([0.0, -1.0, 1.0, 0.0, 0.0, height.0]),
        Turn::Counterclockwise => Some([0.0, 1.0, -1.0, 0.0, width.0, 0.0]),
    }
}

/// Writes a page.
struct PageWriter<'a> {
    placement: &'a Placement,
    /// How high its content is.
    height: f32,
    turned: Option<[f32; 6]>,
    profile: Profile,
}

impl PageWriter<'_> {
    fn write(
        &self,
        arranged: &ArrangedPage,
        mut text: TextWriter<'_, '_>,
    ) -> Result<PageContent, PdfError> {
        if let Some(matrix) = self.turned {
            text.out().extend(b"q\n");
            operands(text.out(), &matrix);
            text.out().extend(b"cm\n");
        }
        let mut lines = arranged.lines.iter();
        for (at, item) in (0_u32..).zip(&arranged.page.items) {
            match item {
                PageItem::Line(_) => {
                    if let Some(line) = lines.next() {
                        text.line(line, at)?;
                    }
                }
                // A link is no content: its annotation lies over the page.
                PageItem::Link(_) => {}
                PageItem::Rule(rule) => {
                    text.leave();
                    self.rule(rule, text.out());
                }
                PageItem::Picture(picture) => self.marked_picture(picture, &mut text, at),
            }
        }
        text.foot()?;
        if self.turned.is_some() {
            text.out().extend(b"Q\n");
        }
        Ok(PageContent {
            operators: text.take(),
            sequences: text.finish(),
        })
    }

    /// A picture as its element, or as decoration.
    fn marked_picture(&self, picture: &PlacedPicture, text: &mut TextWriter<'_, '_>, at: u32) {
        match picture.element {
            Some(element) => {
                text.enter(element, at);
                self.picture(picture, text.out());
                text.leave();
            }
            None => {
                text.leave();
                text.out().extend(b"/Artifact BMC\n");
                self.picture(picture, text.out());
                text.out().extend(b"EMC\n");
            }
        }
    }

    fn rule(&self, rule: &PlacedRule, out: &mut Vec<u8>) {
        out.extend(b"/Artifact BMC\nq\n");
        fill_ink(out, colour::printed(rule.ink, self.profile));
        for area in rule.rects() {
            let [width, height] = [area.width.0, area.height.0];
            operands(out, &[area.x.0, self.bottom(area), width, height]);
            out.extend(b"re ");
        }
        out.extend(b"f\nQ\nEMC\n");
    }

    fn picture(&self, picture: &PlacedPicture, out: &mut Vec<u8>) {
        let Some(shown) = self.placement.get(&picture.path) else {
            return;
        };
        let matrix = shown.turn.matrix(picture.rect, self.bottom(picture.rect));
        out.extend(b"q\n");
        if let Some(seen) = picture.seen {
            let sides = [seen.x.0, self.bottom(seen), seen.width.0, seen.height.0];
            operands(out, &sides);
            out.extend(b"re W n\n");
        }
        operands(out, &matrix);
        out.extend(b"cm\n/");
        out.extend(shown.name.as_bytes());
        out.extend(b" Do\nQ\n");
    }

    /// The lower edge of an area of the page, whose y grows downwards, as PDF counts.
    fn bottom(&self, area: Rect) -> f32 {
        self.height - area.y.0 - area.height.0
    }
}
