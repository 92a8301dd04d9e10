//! Pages and their arranged lines in, printpdf's pages out, and from them the lopdf document.

use std::collections::BTreeMap;

use printpdf::{
    Actions, BorderArray, Color, ColorArray, Destination, Greyscale, LinkAnnotation, Op, PaintMode,
    PdfDocument, PdfPage, PdfSaveOptions, Pt, Rect, Rgb, WindingOrder, XObject, XObjectId,
    XObjectTransform,
};

use super::arrange::ShownLine;
use super::codes::CodeBook;
use super::content::TextWriter;
use super::marks::Sequence;
use super::raster::{self, Colours};
use super::vector::{self, Vectors};
use super::{PdfError, Printing};
use crate::page::{
    Destination as Place, ElementId, Ink, LinkTarget, Page, PageItem, Pages, PlacedLink,
    PlacedPicture, PlacedRule, Rect as Area,
};
use crate::picture::PictureFormat;
use crate::source::BookPath;
use crate::units;

/// The pictures that stand on the pages; each file is one object, however often it is used.
pub(super) struct Figures<'a> {
    printing: &'a Printing<'a>,
    rasters: BTreeMap<XObjectId, XObject>,
    vectors: Vec<&'a BookPath>,
}

impl<'a> Figures<'a> {
    /// Encodes the pictures of the pages.
    ///
    /// # Errors
    /// A picture cannot be decoded.
    pub(super) fn new(printing: &'a Printing<'a>) -> Result<Self, PdfError> {
        let mut figures = Self {
            printing,
            rasters: BTreeMap::new(),
            vectors: Vec::new(),
        };
        let colours = match printing.config.pdf.standard.archive() {
            Some(_) => Colours::Rgb,
            None => Colours::Any,
        };
        for path in used_pictures(printing.pages) {
            let Some(picture) = printing.pictures.get(path) else {
                continue;
            };
            if picture.format == PictureFormat::Svg {
                figures.vectors.push(path);
            } else {
                let object = raster::object(path, picture, colours)?;
                figures.rasters.insert(picture_id(path), object);
            }
        }
        Ok(figures)
    }

    /// Adds the vector pictures to the document.
    ///
    /// # Errors
    /// A picture cannot be read or converted.
    pub(super) fn add_vectors(&self, doc: &mut lopdf::Document) -> Result<(), PdfError> {
        if self.vectors.is_empty() {
            return Ok(());
        }
        let vectors = Vectors::new(self.printing.fonts);
        for path in &self.vectors {
            let Some(picture) = self.printing.pictures.get(path) else {
                continue;
            };
            let form = vectors.import(path, &picture.bytes, doc)?;
            vector::name_object(doc, &picture_id(path).0, form);
        }
        Ok(())
    }
}

fn used_pictures(pages: &Pages) -> Vec<&BookPath> {
    let mut paths = Vec::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        match item {
            PageItem::Picture(picture) => paths.push(&picture.path),
            PageItem::Line(_) | PageItem::Rule(_) | PageItem::Link(_) => {}
        }
    }
    paths.sort_unstable_by_key(|path| path.as_str());
    paths.dedup();
    paths
}

/// The name of a picture in the pages' resources, made of its path.
fn picture_id(path: &BookPath) -> XObjectId {
    let plain = |letter: char| {
        if letter.is_ascii_alphanumeric() {
            letter.to_string()
        } else {
            hex(letter)
        }
    };
    XObjectId(format!(
        "P{}",
        path.as_str().chars().map(plain).collect::<String>()
    ))
}

fn hex(letter: char) -> String {
    format!("_{:x}_", u32::from(letter))
}

/// A page as printpdf takes it, and what of it belongs to which element.
pub(super) struct Printed {
    /// The page.
    pub(super) page: PdfPage,
    /// The marked sequences of its content, by their numbers.
    pub(super) sequences: Vec<Sequence>,
    /// Its links, in the order of its annotations: the element that each belongs to, and its words.
    pub(super) links: Vec<(Option<ElementId>, String)>,
}

/// Every page as printpdf takes it; codes are given out in the order of the pages.
///
/// # Errors
/// A face has run out of codes.
pub(super) fn sheets(
    pages: &Pages,
    lines: &[Vec<ShownLine>],
    codes: &mut CodeBook<'_>,
) -> Result<Vec<Printed>, PdfError> {
    let sheet = |(page, lines): (&Page, &Vec<ShownLine>)| {
        Sheet {
            pages,
            ops: Vec::with_capacity(page.items.len()),
            links: Vec::new(),
        }
        .fill(page, lines, codes)
    };
    pages.pages.iter().zip(lines).map(sheet).collect()
}

/// One page as it is filled.
struct Sheet<'a> {
    pages: &'a Pages,
    ops: Vec<Op>,
    links: Vec<(Option<ElementId>, String)>,
}

impl Sheet<'_> {
    fn fill(
        mut self,
        page: &Page,
        lines: &[ShownLine],
        codes: &mut CodeBook<'_>,
    ) -> Result<Printed, PdfError> {
        let mut lines = lines.iter();
        let mut text = TextWriter::new(self.pages.size.1.0, codes, &self.pages.structure);
        for (at, item) in (0_u32..).zip(&page.items) {
            match item {
                PageItem::Line(_) => {
                    if let Some(line) = lines.next() {
                        text.line(line, at)?;
                    }
                }
                PageItem::Link(link) => self.link(link),
                PageItem::Rule(rule) => {
                    text.leave();
                    self.text(text.take());
                    self.rule(rule);
                }
                PageItem::Picture(picture) => self.marked_picture(picture, &mut text, at),
            }
        }
        text.foot()?;
        self.text(text.take());
        let (width, height) = (Pt(self.pages.size.0.0), Pt(self.pages.size.1.0));
        let paper = Rect::from_wh(width, height);
        Ok(Printed {
            page: PdfPage {
                media_box: paper.clone(),
                trim_box: paper.clone(),
                crop_box: paper,
                ops: self.ops,
            },
            sequences: text.finish(),
            links: self.links,
        })
    }

    /// A picture as its element, or as decoration.
    fn marked_picture(&mut self, picture: &PlacedPicture, text: &mut TextWriter<'_, '_>, at: u32) {
        match picture.element {
            Some(element) => text.enter(element, at),
            None => text.leave(),
        }
        self.text(text.take());
        if picture.element.is_none() {
            self.ops.push(Op::BeginMarkedContent {
                tag: "Artifact".to_owned(),
            });
        }
        self.picture(picture);
        match picture.element {
            Some(_) => text.leave(),
            None => self.ops.push(Op::EndMarkedContent),
        }
    }

    /// Operators that are already written pass through printpdf as they are.
    fn text(&mut self, operators: String) {
        if !operators.is_empty() {
            self.ops.push(Op::Unknown {
                key: operators,
                value: Vec::new(),
            });
        }
    }

    fn rule(&mut self, rule: &PlacedRule) {
        let mut rectangle = self.area(rule.rect);
        rectangle.mode = Some(PaintMode::Fill);
        rectangle.winding_order = Some(WindingOrder::NonZero);
        self.ops.extend([
            Op::BeginMarkedContent {
                tag: "Artifact".to_owned(),
            },
            Op::SaveGraphicsState,
            Op::SetFillColor {
                col: color(rule.ink),
            },
            Op::DrawRectangle { rectangle },
            Op::RestoreGraphicsState,
            Op::EndMarkedContent,
        ]);
    }

    fn picture(&mut self, picture: &PlacedPicture) {
        let area = self.area(picture.rect);
        let transform = XObjectTransform {
            translate_x: Some(area.x),
            translate_y: Some(area.y),
            scale_x: Some(area.width.0),
            scale_y: Some(area.height.0),
            no_auto_scale: true,
            ..XObjectTransform::default()
        };
        self.ops.push(Op::UseXobject {
            id: picture_id(&picture.path),
            transform,
        });
    }

    fn link(&mut self, link: &PlacedLink) {
        let Some(actions) = self.action(&link.target) else {
            return;
        };
        let border = BorderArray::Solid([0.0; 3]);
        self.links.push((link.element, link.words.clone()));
        let rect = self.area(link.rect);
        let color = ColorArray::Transparent;
        let link = LinkAnnotation::new(rect, actions, Some(border), Some(color), None);
        self.ops.push(Op::LinkAnnotation { link });
    }

    fn action(&self, target: &LinkTarget) -> Option<Actions> {
        let place = match target {
            LinkTarget::External(address) => return Some(Actions::uri(ascii_address(address))),
            LinkTarget::Anchor(anchor) => *self.pages.destinations.get(anchor)?,
            LinkTarget::Place { page, y } => {
                let y = i16::try_from(*y / 100).map_or(0.0, f32::from);
                Place {
                    page: *page,
                    y: units::Pt(y),
                }
            }
        };
        (place.page < self.pages.pages.len()).then(|| {
            Actions::go_to(Destination::Xyz {
                page: place.page + 1,
                left: None,
                top: Some(self.pages.size.1.0 - place.y.0),
                zoom: None,
            })
        })
    }

    /// Turns a rectangle of the page, whose y grows downwards, into one of the PDF.
    fn area(&self, area: Area) -> Rect {
        let bottom = self.pages.size.1.0 - area.y.0 - area.height.0;
        Rect::from_xywh(
            Pt(area.x.0),
            Pt(bottom),
            Pt(area.width.0),
            Pt(area.height.0),
        )
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

fn color(ink: Ink) -> Color {
    match ink {
        Ink::Gray(gray) => Color::Greyscale(Greyscale::new(gray.clamp(0.0, 1.0), None)),
        Ink::Rgb(channels) => {
            let [red, green, blue] = channels.map(|channel| channel.clamp(0.0, 1.0));
            Color::Rgb(Rgb::new(red, green, blue, None))
        }
    }
}

/// Hands the pages and pictures to printpdf and takes the document that it makes of them.
pub(super) fn bind(sheets: Vec<PdfPage>, figures: &mut Figures<'_>) -> lopdf::Document {
    let mut pdf = PdfDocument::new("");
    pdf.resources.xobjects.map.append(&mut figures.rasters);
    pdf.pages = sheets;
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        secure: false,
        image_optimization: None,
    };
    printpdf::serialize::to_lopdf_doc(&pdf, &options, &mut Vec::new())
}
