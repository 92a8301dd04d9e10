//! The size of a page and what the press needs around it in, boxes and printers' marks out
//! (ISO 32000-2, 14.11.2; ISO 15930-7, 6.2.4).
//!
//! The origin stays the lower left corner of the trimmed page, so nothing on it is moved: bleed and
//! marks lie at negative places.

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::operators::{Point, circle, line};
use crate::config::{Marks, Profile};
use crate::pdf::Printing;
use crate::pdf::object::deflate::deflated;
use crate::pdf::object::number::number;
use crate::pdf::object::objects::Objects;
use crate::press::Inks;
use crate::units::Pt;

/// How far marks stay from the trimmed page, so that a cut that is off does not show them: 3 mm.
const GAP: f32 = 3.0;
/// How long the marks of a cut are, in millimetres.
const CUT: f32 = 5.0;
/// The radius of the ring that plates are aligned by, in millimetres.
const RING: f32 = 1.5;
/// How far the arms of its cross reach from its middle, in radii: beyond the ring, so that they can be sighted along.
const ARM: f32 = 1.6;
/// Room beyond the marks, in millimetres.
const AIR: f32 = 1.0;
/// The width of the lines of marks, in points: the thinnest that every press shows.
const HAIRLINE: f32 = 0.25;
/// The dashes of a mark of a fold: a whole line is cut.
const BROKEN: &str = "[2 1.5] 0 d\n";
/// The name of the printers' marks in the resources.
pub(in crate::pdf) const MARKS: &str = "Marks";
/// The operators that show them: they belong to the page, not to the text.
const SHOW_MARKS: &[u8] = b"/Artifact <</Type /Page>> BDC\n/Marks Do\nEMC\n";

/// The boxes of pages of one size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::pdf) struct Boxes {
    /// The width of the trimmed page.
    width: f32,
    /// Its height.
    height: f32,
    /// How far colour goes on beyond it.
    bleed: f32,
    /// How far the paper goes on beyond it.
    paper: f32,
    /// How far marks stay away from it; `None` where there are none.
    marks: Option<f32>,
}

/// A box with its key in the dictionary of a page.
pub(in crate::pdf) struct NamedBox {
    /// The key.
    pub(in crate::pdf) key: &'static str,
    /// Its sides: left, lower, right, upper.
    pub(in crate::pdf) sides: Object,
}

impl Boxes {
    /// The boxes of these pages.
    pub(in crate::pdf) fn new(printing: &Printing<'_>) -> Self {
        let (width, height) = printing.pages.size;
        let (width, height) = (width.0, height.0);
        match printing.profile {
            Profile::Screen => Self {
                width,
                height,
                bleed: 0.0,
                paper: 0.0,
                marks: None,
            },
            Profile::Print => {
                let settings = &printing.config.print;
                let bleed = settings.bleed;
                let gap = bleed.max(Pt::from_mm(GAP));
                let marks = match settings.marks {
                    Marks::Hidden => None,
                    Marks::Shown => Some(gap.0),
                };
                let reach = gap + Pt::from_mm(CUT + AIR);
                Self {
                    width,
                    height,
                    bleed: bleed.0,
                    paper: marks.map_or(bleed.0, |_| reach.0),
                    marks,
                }
            }
        }
    }

    /// The edges of the trimmed page, moved outwards: left, lower, right, upper.
    fn around(&self, by: f32) -> Object {
        let (width, height) = (self.width, self.height);
        let edges = [-by, -by, width + by, height + by];
        // No negative zero is written.
        Object::Array(edges.map(|edge| Object::Real(edge + 0.0)).to_vec())
    }

    /// The paper.
    pub(in crate::pdf) fn media(&self) -> Object {
        self.around(self.paper)
    }

    /// The page as it is cut.
    pub(in crate::pdf) fn trim(&self) -> Object {
        self.around(0.0)
    }

    /// The box that a screen or a press asks for beside these two.
    pub(in crate::pdf) fn outer(&self) -> NamedBox {
        if self.paper > 0.0 {
            NamedBox {
                key: "BleedBox",
                sides: self.around(self.bleed),
            }
        } else {
            NamedBox {
                key: "CropBox",
                sides: self.around(0.0),
            }
        }
    }

    /// Adds the marks as a form that every page shows; `None` where there are none.
    pub(in crate::pdf) fn add_marks(
        &self,
        objects: &mut Objects,
        printing: &Printing<'_>,
    ) -> Option<ObjectId> {
        let gap = self.marks?;
        let mut content = Vec::new();
        let resources = match printing.press.inks() {
            Inks::Black => {
                content.extend(b"0 G\n");
                Dictionary::new()
            }
            Inks::Four => {
                content.extend(b"/All CS 1 SCN\n");
                dictionary! { "ColorSpace" => dictionary! { "All" => all_plates(objects) } }
            }
        };
        number(&mut content, HAIRLINE);
        content.extend(b" w\n");
        self.cuts(gap, &mut content);
        self.rings(gap, &mut content);
        self.folds(gap, printing.folds, &mut content);
        let dict = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => self.around(self.paper),
            "Resources" => resources,
        };
        Some(objects.add(deflated(dict, content)))
    }

    /// Two lines at each corner, along which the page is cut.
    fn cuts(&self, gap: f32, out: &mut Vec<u8>) {
        let far = gap + Pt::from_mm(CUT).0;
        let (width, height) = (self.width, self.height);
        for (x, side) in [(0.0, -1.0), (width, 1.0)] {
            for (y, end) in [(0.0, -1.0), (height, 1.0)] {
                line(out, Point(x, y + end * gap), Point(x, y + end * far));
                line(out, Point(x + side * gap, y), Point(x + side * far, y));
            }
        }
    }

    /// A broken line above and below each fold.
    fn folds(&self, gap: f32, folds: &[Pt], out: &mut Vec<u8>) {
        let far = gap + Pt::from_mm(CUT).0;
        if folds.is_empty() {
            return;
        }
        out.extend(BROKEN.as_bytes());
        for x in folds {
            line(out, Point(x.0, -gap), Point(x.0, -far));
            line(
                out,
                Point(x.0, self.height + gap),
                Point(x.0, self.height + far),
            );
        }
    }

    /// A ring with a cross at the middle of each side.
    fn rings(&self, gap: f32, out: &mut Vec<u8>) {
        let radius = Pt::from_mm(RING).0;
        let (width, height) = (self.width, self.height);
        let away = gap + Pt::from_mm(CUT / 2.0).0;
        for (x, y) in [
            (width / 2.0, -away),
            (width / 2.0, height + away),
            (-away, height / 2.0),
            (width + away, height / 2.0),
        ] {
            let arm = radius * ARM;
            line(out, Point(x - arm, y), Point(x + arm, y));
            line(out, Point(x, y - arm), Point(x, y + arm));
            circle(out, Point(x, y), radius);
        }
    }
}

/// The operators that every page ends with.
pub(in crate::pdf) fn ending(printing: &Printing<'_>) -> &'static [u8] {
    match (printing.profile, printing.config.print.marks) {
        (Profile::Print, Marks::Shown) => SHOW_MARKS,
        (Profile::Print, Marks::Hidden) | (Profile::Screen, _) => &[],
    }
}

/// The ink of all plates (ISO 32000-2, 8.6.6.4), shown as all four.
fn all_plates(objects: &mut Objects) -> Object {
    let ends = |amount: i64| {
        [amount]
            .repeat(4)
            .into_iter()
            .map(Object::Integer)
            .collect::<Vec<_>>()
    };
    let tint = objects.add(dictionary! {
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
    objects.add(Object::Array(space)).into()
}
