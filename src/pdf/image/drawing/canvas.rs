//! One content stream being written: operators, and the resources that they name (ISO 32000-2, 7.8).

use std::io::Write;

use lopdf::{Dictionary, Object, ObjectId};
use usvg::tiny_skia_path::{Path, PathSegment, Point};
use usvg::{Color, FillRule, LineCap, LineJoin, NonZeroRect, Stroke, Transform};

use super::palette::Palette;
use crate::lookup::Lookup;
use crate::pdf::object::number::decimal;

/// What a colour, a pattern or an opacity is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// The inside of a path.
    Fill,
    /// The line along a path.
    Stroke,
}

/// How small a part of a drawing is seen: its longer side has so many. On a page it is a two-hundredth of a point.
const GRAINS: f32 = 100_000.0;

/// The most decimals of a place: a drawing may be a thousandth of a unit wide and be shown as large as a page.
const MOST_PLACES: u32 = 9;

/// What a content stream is written on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sheet<'a> {
    /// The colours it is written in.
    pub(super) palette: Palette<'a>,
    /// What it can show.
    pub(super) bounds: NonZeroRect,
    /// The smallest distance that is seen, in its units.
    grain: f32,
}

impl<'a> Sheet<'a> {
    /// The sheet of a whole drawing.
    pub(super) fn whole(palette: Palette<'a>, bounds: NonZeroRect) -> Self {
        let grain = bounds.width().max(bounds.height()) / GRAINS;
        Self {
            palette,
            bounds,
            grain,
        }
    }

    /// The same place in other colours.
    pub(super) fn with(self, palette: Palette<'a>) -> Self {
        Self { palette, ..self }
    }

    /// Another part of it, in the same units.
    pub(super) fn part(self, bounds: NonZeroRect) -> Self {
        Self { bounds, ..self }
    }
}

/// A content stream being written.
#[derive(Debug)]
pub(super) struct Canvas<'a> {
    sheet: Sheet<'a>,
    operators: Vec<u8>,
    states: Names,
    patterns: Names,
    objects: Names,
    /// The transform from what is drawn to the stream's first operator; one for each open `q`.
    transforms: Vec<Transform>,
    /// Decimals of a place in the space of what is drawn now.
    places: u32,
}

/// A finished content stream.
#[derive(Debug)]
pub(super) struct Content {
    /// The operators.
    pub(super) operators: Vec<u8>,
    /// What they name.
    pub(super) resources: Dictionary,
}

impl<'a> Canvas<'a> {
    /// An empty stream.
    pub(super) fn new(sheet: Sheet<'a>) -> Self {
        Self {
            sheet,
            operators: Vec::new(),
            states: Names::new("G"),
            patterns: Names::new("P"),
            objects: Names::new("X"),
            transforms: vec![Transform::identity()],
            places: places(sheet.grain),
        }
    }

    /// The colours it is written in.
    pub(super) fn palette(&self) -> Palette<'a> {
        self.sheet.palette
    }

    /// A sheet for something that is put together before it is shown here.
    pub(super) fn sheet(&self, bounds: NonZeroRect) -> Sheet<'a> {
        Sheet {
            palette: self.sheet.palette,
            bounds,
            grain: self.grain(),
        }
    }

    /// A sheet for a tile that is laid out here by a transform.
    pub(super) fn tile(&self, transform: Transform, bounds: NonZeroRect) -> Sheet<'a> {
        Sheet {
            palette: self.sheet.palette,
            bounds,
            grain: self.grain() / largest_scale(transform),
        }
    }

    /// The smallest distance that is seen, in the space of what is drawn now.
    fn grain(&self) -> f32 {
        self.sheet.grain / largest_scale(self.transform())
    }

    /// How many `q` are open.
    pub(super) fn depth(&self) -> usize {
        self.transforms.len() - 1
    }

    /// The transform from the space of what is drawn now to that of the stream. Patterns need it:
    /// a pattern lies in the space of the stream, whatever `cm` came before it (ISO 32000-2, 8.7.2).
    pub(super) fn transform(&self) -> Transform {
        self.transforms.last().copied().unwrap_or_default()
    }

    /// `q`.
    pub(super) fn save(&mut self) {
        self.transforms.push(self.transform());
        self.operators.extend(b"q\n");
    }

    /// `Q`.
    pub(super) fn restore(&mut self) {
        self.transforms.pop();
        self.places = places(self.grain());
        self.operators.extend(b"Q\n");
    }

    /// `cm`.
    pub(super) fn concat(&mut self, transform: Transform) {
        if transform.is_identity() {
            return;
        }
        if let Some(last) = self.transforms.last_mut() {
            *last = last.pre_concat(transform);
        }
        self.places = places(self.grain());
        self.numbers(&matrix(transform));
        self.operators.extend(b"cm\n");
    }

    /// Sets a colour.
    pub(super) fn color(&mut self, color: Color, target: Target) {
        let components = self.sheet.palette.shortest(color);
        self.numbers(&components);
        let operator = match (components.len(), target) {
            (1, Target::Fill) => "g\n",
            (1, Target::Stroke) => "G\n",
            (4, Target::Fill) => "k\n",
            (4, Target::Stroke) => "K\n",
            (_, Target::Fill) => "rg\n",
            (_, Target::Stroke) => "RG\n",
        };
        self.operators.extend(operator.as_bytes());
    }

    /// Sets a pattern as the colour.
    pub(super) fn pattern(&mut self, pattern: ObjectId, target: Target) {
        let name = self.patterns.name(pattern.into());
        let (space, color) = match target {
            Target::Fill => ("cs", "scn"),
            Target::Stroke => ("CS", "SCN"),
        };
        self.written(format_args!("/Pattern {space} /{name} {color}\n"));
    }

    /// `gs`: sets parameters of the graphics state.
    pub(super) fn state(&mut self, state: Dictionary) {
        let name = self.states.name(state.into());
        self.written(format_args!("/{name} gs\n"));
    }

    /// `Do`: shows a form or an image.
    pub(super) fn show(&mut self, object: ObjectId) {
        let name = self.objects.name(object.into());
        self.written(format_args!("/{name} Do\n"));
    }

    /// `sh`: paints a shading over all that is not clipped away.
    pub(super) fn shade(mut self, shading: Dictionary) -> Content {
        self.operators.extend(b"/S0 sh\n");
        let mut content = self.finish();
        let mut shadings = Dictionary::new();
        shadings.set("S0", shading);
        content.resources.set("Shading", shadings);
        content
    }

    /// How a line is drawn. What differs from the state at the start of a stream is set; the caller
    /// puts it between `q` and `Q` where [`is_plain`] says no.
    pub(super) fn line(&mut self, stroke: &Stroke) {
        self.number(stroke.width().get());
        self.operators.extend(b"w\n");
        if is_plain(stroke) {
            return;
        }
        let cap = match stroke.linecap() {
            LineCap::Butt => 0,
            LineCap::Round => 1,
            LineCap::Square => 2,
        };
        let join = match stroke.linejoin() {
            // PDF has no join that clips a mitre.
            LineJoin::Miter | LineJoin::MiterClip => 0,
            LineJoin::Round => 1,
            LineJoin::Bevel => 2,
        };
        self.written(format_args!("{cap} J {join} j "));
        self.number(stroke.miterlimit().get());
        self.operators.extend(b"M [");
        self.numbers(stroke.dasharray().unwrap_or_default());
        self.operators.extend(b"] ");
        self.number(stroke.dashoffset());
        self.operators.extend(b"d\n");
    }

    /// Adds an outline to the current path.
    pub(super) fn outline(&mut self, path: &Path) {
        let mut current = Point::zero();
        for segment in path.segments() {
            match segment {
                PathSegment::MoveTo(to) => self.points(&[to], "m\n"),
                PathSegment::LineTo(to) => self.points(&[to], "l\n"),
                PathSegment::CubicTo(one, two, to) => self.points(&[one, two, to], "c\n"),
                // PDF has cubic curves alone. The quadratic one from p0 over p1 to p2 is the cubic
                // one with control points two thirds of the way to p1: (p0 + 2 p1) / 3, (p2 + 2 p1) / 3.
                PathSegment::QuadTo(control, to) => {
                    let points = [toward(current, control), toward(to, control), to];
                    self.points(&points, "c\n");
                }
                PathSegment::Close => self.operators.extend(b"h\n"),
            }
            current = end(segment).unwrap_or(current);
        }
    }

    /// Adds a rectangle to the current path.
    pub(super) fn rectangle(&mut self, area: NonZeroRect) {
        for side in [area.x(), area.y(), area.width(), area.height()] {
            self.place(side);
        }
        self.operators.extend(b"re\n");
    }

    /// Begins a path with no area at all.
    pub(super) fn nowhere(&mut self) {
        self.operators.extend(b"0 0 m\n");
    }

    /// Fills the current path.
    pub(super) fn fill(&mut self, rule: FillRule) {
        self.operators.extend(match rule {
            FillRule::NonZero => &b"f\n"[..],
            FillRule::EvenOdd => b"f*\n",
        });
    }

    /// Draws a line along the current path.
    pub(super) fn stroke(&mut self) {
        self.operators.extend(b"S\n");
    }

    /// Cuts off all that comes later and is outside the current path.
    pub(super) fn clip(&mut self, rule: FillRule) {
        self.operators.extend(match rule {
            FillRule::NonZero => &b"W n\n"[..],
            FillRule::EvenOdd => b"W* n\n",
        });
    }

    /// The finished stream.
    pub(super) fn finish(self) -> Content {
        let mut resources = Dictionary::new();
        let kinds = [
            ("ExtGState", self.states),
            ("Pattern", self.patterns),
            ("XObject", self.objects),
        ];
        for (kind, names) in kinds {
            if !names.values.is_empty() {
                resources.set(kind, names.dictionary());
            }
        }
        Content {
            operators: self.operators,
            resources,
        }
    }

    fn points(&mut self, points: &[Point], operator: &str) {
        for point in points {
            self.place(point.x);
            self.place(point.y);
        }
        self.operators.extend(operator.as_bytes());
    }

    fn numbers(&mut self, numbers: &[f32]) {
        numbers.iter().for_each(|number| self.number(*number));
    }

    /// Writes a place with the decimals that are seen: a letter of a drawing has forty, and with all their digits they
    /// are three fourths of the file.
    fn place(&mut self, place: f32) {
        decimal(&mut self.operators, place, self.places);
        self.operators.push(b' ');
    }

    /// Writes a number with all its digits. Rust writes no exponents, which PDF does not know.
    fn number(&mut self, number: f32) {
        // Zero added: no sign before zero.
        self.written(format_args!("{} ", number + 0.0));
    }

    fn written(&mut self, text: std::fmt::Arguments<'_>) {
        self.operators
            .write_fmt(text)
            .expect("a vector takes every byte");
    }
}

/// Whether a line is drawn as at the start of a stream: butt caps, mitred joins up to ten times the
/// width, no dashes (ISO 32000-2, table 51).
pub(super) fn is_plain(stroke: &Stroke) -> bool {
    const MITER_LIMIT: f32 = 10.0;
    let plain_ends = stroke.linecap() == LineCap::Butt && stroke.linejoin() == LineJoin::Miter;
    let miter = stroke.miterlimit().get();
    plain_ends && stroke.dasharray().is_none() && (miter - MITER_LIMIT).abs() < f32::EPSILON
}

/// A transform as PDF has it.
pub(super) fn matrix(transform: Transform) -> [f32; 6] {
    [
        transform.sx,
        transform.ky,
        transform.kx,
        transform.sy,
        transform.tx,
        transform.ty,
    ]
}

/// Lower left and upper right corners, as `BBox` wants them.
pub(super) fn corners(area: NonZeroRect) -> Object {
    let sides = [area.left(), area.top(), area.right(), area.bottom()];
    sides.map(Object::Real).to_vec().into()
}

/// By how much a transform makes something longer at most, along one of its axes.
fn largest_scale(transform: Transform) -> f32 {
    let (x, y) = transform.get_scale();
    x.max(y)
}

/// The fewest decimals that tell places apart which are so far from each other.
fn places(grain: f32) -> u32 {
    let mut unit = 1.0;
    let mut places = 0;
    while unit > grain && places < MOST_PLACES {
        unit /= 10.0;
        places += 1;
    }
    places
}

fn toward(from: Point, control: Point) -> Point {
    let third = |from: f32, control: f32| (from + 2.0 * control) / 3.0;
    Point::from_xy(third(from.x, control.x), third(from.y, control.y))
}

/// Where a segment ends; a closing one ends where no curve begins.
fn end(segment: PathSegment) -> Option<Point> {
    match segment {
        PathSegment::MoveTo(to)
        | PathSegment::LineTo(to)
        | PathSegment::QuadTo(_, to)
        | PathSegment::CubicTo(_, _, to) => Some(to),
        PathSegment::Close => None,
    }
}

/// Resources of one kind; what is used twice has one name.
#[derive(Debug)]
struct Names {
    letter: &'static str,
    values: Vec<Object>,
    /// Where each stands among the values, by its words: a drawing may have a thousand gradients.
    known: Lookup<String, usize>,
}

impl Names {
    fn new(letter: &'static str) -> Self {
        Self {
            letter,
            values: Vec::new(),
            known: Lookup::new(),
        }
    }

    fn name(&mut self, value: Object) -> String {
        let words = format!("{value:?}");
        let at = *self.known.entry(words).or_insert(self.values.len());
        if at == self.values.len() {
            self.values.push(value);
        }
        format!("{}{at}", self.letter)
    }

    fn dictionary(self) -> Dictionary {
        let mut dict = Dictionary::new();
        for (at, value) in self.values.into_iter().enumerate() {
            dict.set(format!("{}{at}", self.letter), value);
        }
        dict
    }
}
