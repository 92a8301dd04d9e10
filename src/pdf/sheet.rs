//! Pages and their arranged lines in, the operators of each page and its links out.

use std::fmt::Write;

use lopdf::{Dictionary, Object, StringFormat, dictionary};

use super::arrange::ShownLine;
use super::codes::CodeBook;
use super::content::{TextWriter, fill_ink, number};
use super::figures::Placing;
use super::marks::Sequence;
use super::{PdfError, figures};
use crate::config::Profile;
use crate::page::{
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
    /// The annotations of the links; a link inside the file leads to the index of a page for now.
    pub(super) annotations: Vec<Annotation>,
}

/// The annotation of a link.
pub(super) struct Annotation {
    /// All of it but where it leads.
    pub(super) dict: Dictionary,
    /// The index of the page inside the file, and how far above its lower edge.
    pub(super) inside: Option<(usize, f32)>,
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
    annotations: Vec<Annotation>,
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
        let (action, inside) = match &link.target {
            LinkTarget::External(address) => {
                let address = ascii_address(address).into_bytes();
                let address = Object::String(address, StringFormat::Literal);
                (Some(dictionary! { "S" => "URI", "URI" => address }), None)
            }
            LinkTarget::Anchor(anchor) => match self.book.pages.destinations.get(anchor) {
                Some(place) => (None, self.inside(*place)),
                None => return,
            },
            LinkTarget::Place { page, y } => {
                let y = i16::try_from(*y / 100).map_or(0.0, f32::from);
                let place = Place {
                    page: *page,
                    y: Pt(y),
                };
                (None, self.inside(place))
            }
        };
        if action.is_none() && inside.is_none() {
            return;
        }
        let area = link.rect;
        let bottom = self.bottom(area);
        let sides = [
            area.x.0,
            bottom,
            area.x.0 + area.width.0,
            bottom + area.height.0,
        ];
        let mut dict = dictionary! {
            "Type" => "Annot",
            "Subtype" => "Link",
            "Rect" => sides.map(Object::Real).to_vec(),
            "Border" => vec![0.into(), 0.into(), 0.into()],
        };
        if let Some(action) = action {
            dict.set("A", action);
        }
        self.links.push((link.element, link.words.clone()));
        self.annotations.push(Annotation { dict, inside });
    }

    /// A place inside the file: the index of its page, and how far above the lower edge it is.
    fn inside(&self, place: Place) -> Option<(usize, f32)> {
        let pages = self.book.pages;
        (place.page < pages.pages.len()).then_some((place.page, pages.size.1.0 - place.y.0))
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
