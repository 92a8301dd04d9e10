//! The size of a page and what the press needs around it in, boxes and printers' marks out
//! (ISO 32000-2, 14.11.2; ISO 15930-7, 6.2.4).
//!
//! The origin stays the lower left corner of the trimmed page, so nothing on it is moved: bleed and
//! marks lie at negative places.

use std::fmt::Write;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::content::number;
use super::deflate::deflated;
use crate::config::{Config, Marks, Profile};
use crate::press::Inks;
use crate::units::Pt;

/// How far marks stay from the trimmed page, so that a cut that is off does not show them: 3 mm.
const GAP: f32 = 3.0;
/// How long the marks of a cut are, in millimetres.
const CUT: f32 = 5.0;
/// The radius of the ring that plates are aligned by, in millimetres.
const RING: f32 = 1.5;
/// Room beyond the marks, in millimetres.
const AIR: f32 = 1.0;
/// The width of the lines of marks, in points: the thinnest that every press shows.
const HAIRLINE: f32 = 0.25;
/// A quarter of a circle as a curve: how far its handles lie, against the radius.
const ROUND: f32 = 0.552_285;

/// The boxes of pages of one size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Boxes {
    /// Width and height of the trimmed page.
    trim: (f32, f32),
    /// How far colour goes on beyond it.
    bleed: f32,
    /// How far the paper goes on beyond it.
    paper: f32,
    /// How far marks stay away from it; `None` where there are none.
    marks: Option<f32>,
}

impl Boxes {
    /// The boxes of pages of this size.
    pub(super) fn new(size: (Pt, Pt), config: &Config) -> Self {
        let trim = (size.0.0, size.1.0);
        match config.pdf.profile {
            Profile::Screen => Self {
                trim,
                bleed: 0.0,
                paper: 0.0,
                marks: None,
            },
            Profile::Print => {
                let bleed = config.print.bleed;
                let gap = bleed.max(Pt::from_mm(GAP));
                let marks = match config.print.marks {
                    Marks::Hidden => None,
                    Marks::Shown => Some(gap.0),
                };
                let reach = gap + Pt::from_mm(CUT + AIR);
                Self {
                    trim,
                    bleed: bleed.0,
                    paper: marks.map_or(bleed.0, |_| reach.0),
                    marks,
                }
            }
        }
    }

    /// The edges of the trimmed page, moved outwards: left, lower, right, upper.
    fn around(&self, by: f32) -> Object {
        let (width, height) = self.trim;
        let edges = [-by, -by, width + by, height + by];
        // No negative zero is written.
        Object::Array(edges.map(|edge| Object::Real(edge + 0.0)).to_vec())
    }

    /// Says on a page how large it is.
    pub(super) fn describe(&self, page: &mut Dictionary) {
        page.set("MediaBox", self.around(self.paper));
        page.set("TrimBox", self.around(0.0));
        if self.paper > 0.0 {
            page.set("BleedBox", self.around(self.bleed));
        } else {
            page.set("CropBox", self.around(0.0));
        }
    }

    /// Adds the marks as a form that every page shows; `None` where there are none.
    pub(super) fn add_marks(&self, doc: &mut Document, inks: Inks) -> Option<ObjectId> {
        let gap = self.marks?;
        let mut content = String::new();
        let resources = match inks {
            Inks::Black => {
                content.push_str("0 G\n");
                Dictionary::new()
            }
            Inks::Four => {
                content.push_str("/All CS 1 SCN\n");
                dictionary! { "ColorSpace" => dictionary! { "All" => all_plates(doc) } }
            }
        };
        number(&mut content, HAIRLINE);
        content.push_str(" w\n");
        self.cuts(gap, &mut content);
        self.rings(gap, &mut content);
        let dict = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => self.around(self.paper),
            "Resources" => resources,
        };
        Some(doc.add_object(deflated(dict, content.into_bytes())))
    }

    /// Two lines at each corner that say where to cut.
    fn cuts(&self, gap: f32, out: &mut String) {
        let far = gap + Pt::from_mm(CUT).0;
        let (width, height) = self.trim;
        for (x, side) in [(0.0, -1.0), (width, 1.0)] {
            for (y, end) in [(0.0, -1.0), (height, 1.0)] {
                line(out, (x, y + end * gap), (x, y + end * far));
                line(out, (x + side * gap, y), (x + side * far, y));
            }
        }
    }

    /// A ring with a cross at the middle of each side.
    fn rings(&self, gap: f32, out: &mut String) {
        let radius = Pt::from_mm(RING).0;
        let (width, height) = self.trim;
        let away = gap + Pt::from_mm(CUT / 2.0).0;
        for (x, y) in [
            (width / 2.0, -away),
            (width / 2.0, height + away),
            (-away, height / 2.0),
            (width + away, height / 2.0),
        ] {
            let arm = radius * 1.6;
            line(out, (x - arm, y), (x + arm, y));
            line(out, (x, y - arm), (x, y + arm));
            circle(out, (x, y), radius);
        }
    }
}

/// The ink of all plates (ISO 32000-2, 8.6.6.4), shown as all four.
fn all_plates(doc: &mut Document) -> Object {
    let ends = |amount: i64| {
        [amount]
            .repeat(4)
            .into_iter()
            .map(Object::Integer)
            .collect::<Vec<_>>()
    };
    let tint = doc.add_object(dictionary! {
        "FunctionType" => 2,
        "Domain" => vec![0.into(), 1.into()],
        "C0" => ends(0),
        "C1" => ends(1),
        "N" => 1,
    });
    let space = vec![
        "Separation".into(),
        "All".into(),
        "DeviceCMYK".into(),
        tint.into(),
    ];
    doc.add_object(Object::Array(space)).into()
}

fn point(out: &mut String, (x, y): (f32, f32)) {
    number(out, x);
    out.push(' ');
    number(out, y);
    out.push(' ');
}

fn line(out: &mut String, from: (f32, f32), to: (f32, f32)) {
    point(out, from);
    out.push_str("m ");
    point(out, to);
    out.push_str("l S\n");
}

fn circle(out: &mut String, (x, y): (f32, f32), radius: f32) {
    let (r, h) = (radius, radius * ROUND);
    point(out, (x + r, y));
    out.push_str("m ");
    for curve in [
        [(r, h), (h, r), (0.0, r)],
        [(-h, r), (-r, h), (-r, 0.0)],
        [(-r, -h), (-h, -r), (0.0, -r)],
        [(h, -r), (r, -h), (r, 0.0)],
    ] {
        for (dx, dy) in curve {
            point(out, (x + dx, y + dy));
        }
        out.push_str("c ");
    }
    let _ = writeln!(out, "S");
}

/// Shows nothing outside of an area: its lower left corner, its width and height.
pub(super) fn clip((x, y, width, height): (f32, f32, f32, f32), out: &mut String) {
    point(out, (x, y));
    point(out, (width, height));
    out.push_str("re W n\n");
}
