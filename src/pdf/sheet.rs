//! Pages and their arranged lines in, the operators of each page and its links out.

use std::fmt::Write;

use printpdf::{Actions, BorderArray, ColorArray, Destination, LinkAnnotation, Rect};

use super::arrange::ShownLine;
use super::codes::CodeBook;
use super::content::{TextWriter, fill_ink, number};
use super::figures::Placing;
use super::marks::Sequence;
use super::{PdfError, figures};
use crate::config::Profile;
use crate::frame::{
    Destination as Place, ElementId, LinkTarget, Page, PageItem, Pages, PlacedLink, PlacedPicture,
    PlacedRule, Rect as Area,
};
use crate::units::Pt;

/// A page as it is written.
pub(super) struct Printed {
    /// The operators of its content.
    pub(super) content: Vec<u8>,
    /// The marked sequences of its content, by their numbers.
    pub(super) sequences: Vec<Sequence>,
    /// Its links, in order: the element that each belongs to, and its words.
    pub(super) links: Vec<(Option<ElementId>, String)>,
    /// The links as printpdf takes them.
    pub(super) annotations: Vec<LinkAnnotation>,
}

/// What writing a page needs to know of the book.
#[derive(Clone, Copy)]
pub(super) struct Book<'a> {
    /// All pages.
    pub(super) pages: &'a Pages,
    /// How pictures are placed.
    pub(super) placing: &'a Placing<'a>,
    /// What the pages are for: paper has no links.
    pub(super) profile: Profile,
}

/// Pages and their lines as they are written; codes are given out in the order of the pages.
///
/// # Errors
/// A face has run out of codes.
pub(super) fn sheets(
    book: Book<'_>,
    (pages, lines): (&[Page], Vec<Vec<ShownLine>>),
    codes: &mut CodeBook<'_>,
) -> Result<Vec<Printed>, PdfError> {
    let sheet = |(page, lines): (&Page, Vec<ShownLine>)| {
        Sheet {
            book,
            links: Vec::new(),
            annotations: Vec::new(),
        }
        .fill(page, &lines, codes)
    };
    pages.iter().zip(lines).map(sheet).collect()
}

/// One page as it is filled.
struct Sheet<'a> {
    book: Book<'a>,
    links: Vec<(Option<ElementId>, String)>,
    annotations: Vec<LinkAnnotation>,
}

impl Sheet<'_> {
    fn fill(
        mut self,
        page: &Page,
        lines: &[ShownLine],
        codes: &mut CodeBook<'_>,
    ) -> Result<Printed, PdfError> {
        let mut lines = lines.iter();
        let pages = self.book.pages;
        let mut text = TextWriter::new(pages.size.1.0, codes, &pages.structure);
        for (at, item) in (0_u32..).zip(&page.items) {
            match item {
                PageItem::Line(_) => {
                    if let Some(line) = lines.next() {
                        text.line(line, at)?;
                    }
                }
                PageItem::Link(link) => match self.book.profile {
                    Profile::Screen => self.link(link),
                    Profile::Print => {}
                },
                PageItem::Rule(rule) => {
                    text.leave();
                    self.rule(rule, text.out());
                }
                PageItem::Picture(picture) => self.marked_picture(picture, &mut text, at),
            }
        }
        text.foot()?;
        Ok(Printed {
            content: text.take().into_bytes(),
            sequences: text.finish(),
            links: self.links,
            annotations: self.annotations,
        })
    }

    /// A picture as its element, or as decoration.
    fn marked_picture(&self, picture: &PlacedPicture, text: &mut TextWriter<'_, '_>, at: u32) {
        match picture.element {
            Some(element) => text.enter(element, at),
            None => text.leave(),
        }
        if picture.element.is_none() {
            text.out().push_str("/Artifact BMC\n");
        }
        self.picture(picture, text.out());
        match picture.element {
            Some(_) => text.leave(),
            None => text.out().push_str("EMC\n"),
        }
    }

    fn rule(&self, rule: &PlacedRule, out: &mut String) {
        out.push_str("/Artifact BMC\nq\n");
        fill_ink(out, figures::ink(rule.ink, self.book.profile));
        let area = rule.rect;
        let bottom = self.bottom(area);
        for side in [area.x.0, bottom, area.width.0, area.height.0] {
            number(out, side);
            out.push(' ');
        }
        out.push_str("re f\nQ\nEMC\n");
    }

    fn picture(&self, picture: &PlacedPicture, out: &mut String) {
        let Some((name, turn)) = self.book.placing.get(&picture.path) else {
            return;
        };
        let area = picture.rect;
        let matrix = turn.matrix((area.x.0, self.bottom(area)), (area.width.0, area.height.0));
        out.push_str("q\n");
        for value in matrix {
            number(out, value);
            out.push(' ');
        }
        let _ = writeln!(out, "cm\n/{name} Do\nQ");
    }

    fn link(&mut self, link: &PlacedLink) {
        let Some(actions) = self.action(&link.target) else {
            return;
        };
        let area = link.rect;
        let rect = Rect::from_xywh(
            printpdf::Pt(area.x.0),
            printpdf::Pt(self.bottom(area)),
            printpdf::Pt(area.width.0),
            printpdf::Pt(area.height.0),
        );
        let border = BorderArray::Solid([0.0; 3]);
        let color = ColorArray::Transparent;
        self.links.push((link.element, link.words.clone()));
        self.annotations.push(LinkAnnotation::new(
            rect,
            actions,
            Some(border),
            Some(color),
            None,
        ));
    }

    /// What a link does; `None` where it leads nowhere.
    fn action(&self, target: &LinkTarget) -> Option<Actions> {
        let pages = self.book.pages;
        let place = match target {
            LinkTarget::External(address) => return Some(Actions::uri(ascii_address(address))),
            LinkTarget::Anchor(anchor) => *pages.destinations.get(anchor)?,
            LinkTarget::Place { page, y, element } => {
                let y = i16::try_from(*y / 100).map_or(0.0, f32::from);
                Place {
                    page: *page,
                    y: Pt(y),
                    element: *element,
                }
            }
        };
        (place.page < pages.pages.len()).then(|| {
            Actions::go_to(Destination::Xyz {
                page: place.page + 1,
                left: None,
                top: Some(pages.size.1.0 - place.y.0),
                zoom: None,
            })
        })
    }

    /// The lower edge of an area of the page, whose y grows downwards, as PDF counts.
    fn bottom(&self, area: Area) -> f32 {
        self.book.pages.size.1.0 - area.y.0 - area.height.0
    }
}

/// A URI holds ASCII alone (ISO 32000-2, 12.6.4.8): other letters become their escaped UTF-8.
fn ascii_address(address: &str) -> String {
    let escape = |byte: u8| match byte {
        b'!'..=b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    address.bytes().map(escape).collect()
}
