//! A gradient of SVG in, a shading of PDF out (ISO 32000-2, 8.7.4.5.3 and 8.7.4.5.4).
//!
//! PDF can continue the first and the last colour of a gradient, but not begin it again. Where SVG
//! asks for that (`spreadMethod`), the axis is made longer and the stops are written as often as the
//! painted area needs: of red to blue along 0..10, repeated over an area up to 30, becomes red, blue,
//! red, blue, red, blue along 0..30.

use lopdf::{Dictionary, Object, dictionary};
use usvg::{Color, LinearGradient, RadialGradient, Rect, SpreadMethod, Stop, Transform};

use super::palette::Palette;

/// A gradient is repeated as often as this on each side; more stripes cannot be told apart in print.
const MOST_REPEATS: i16 = 64;

/// A gradient as PDF can have it.
#[derive(Clone, Debug)]
pub(super) struct Gradient {
    axis: Axis,
    stops: Vec<ColorStop>,
    /// From the space of the axis to the space of what is painted.
    pub(super) transform: Transform,
}

/// What the colours change along.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Axis {
    /// From one point to another.
    Line {
        start: GradientPoint,
        end: GradientPoint,
    },
    /// From one circle to another.
    Circles { start: Circle, end: Circle },
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct GradientPoint {
    x: f32,
    y: f32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Circle {
    center: GradientPoint,
    radius: f32,
}

/// A colour at a share of the axis.
#[derive(Clone, Copy, Debug, PartialEq)]
struct ColorStop {
    offset: f32,
    color: Color,
    opacity: f32,
}

/// From which repeat of a gradient to which; `0..1` is the gradient itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Repeats {
    first: i16,
    end: i16,
}

impl Gradient {
    /// A gradient along a line, for an area in the space of what is painted.
    pub(super) fn linear(gradient: &LinearGradient, painted: Rect) -> Self {
        let start = GradientPoint {
            x: gradient.x1(),
            y: gradient.y1(),
        };
        let end = GradientPoint {
            x: gradient.x2(),
            y: gradient.y2(),
        };
        let axis = Axis::Line { start, end };
        Self::new(axis, gradient, painted)
    }

    /// A gradient between circles, for an area in the space of what is painted.
    pub(super) fn radial(gradient: &RadialGradient, painted: Rect) -> Self {
        let start = Circle {
            center: GradientPoint {
                x: gradient.fx(),
                y: gradient.fy(),
            },
            radius: gradient.fr().get(),
        };
        let end = Circle {
            center: GradientPoint {
                x: gradient.cx(),
                y: gradient.cy(),
            },
            radius: gradient.r().get(),
        };
        let axis = Axis::Circles { start, end };
        Self::new(axis, gradient, painted)
    }

    fn new(axis: Axis, base: &usvg::BaseGradient, painted: Rect) -> Self {
        let stops = padded(base.stops());
        let area = corners(painted, base.transform());
        let repeats = match base.spread_method() {
            SpreadMethod::Pad => Repeats { first: 0, end: 1 },
            SpreadMethod::Reflect | SpreadMethod::Repeat => axis.repeats(&area),
        };
        Self {
            axis: axis.stretched(repeats),
            stops: repeated(&stops, repeats, base.spread_method()),
            transform: base.transform(),
        }
    }

    /// The shading of its colours.
    pub(super) fn colors(&self, palette: Palette<'_>) -> Dictionary {
        let components = |stop: &ColorStop| palette.components(stop.color);
        self.shading(palette, components)
    }

    /// The shading of its opacities, as grays; `None` if all of it is opaque.
    pub(super) fn opacities(&self) -> Option<Dictionary> {
        let opaque = self.stops.iter().all(|stop| stop.opacity >= 1.0);
        (!opaque).then(|| self.shading(Palette::Luminance, |stop| vec![stop.opacity]))
    }

    fn shading(
        &self,
        palette: Palette<'_>,
        components: impl Fn(&ColorStop) -> Vec<f32>,
    ) -> Dictionary {
        let pairs = self.stops.windows(2);
        let functions =
            pairs.map(|pair| step(&components(&pair[0]), &components(&pair[1]), palette));
        dictionary! {
            "ShadingType" => self.axis.kind(),
            "ColorSpace" => palette.space(),
            "Coords" => reals(&self.axis.coordinates()),
            "Extend" => vec![true.into(), true.into()],
            "Function" => stitched(functions.collect(), &self.stops, palette),
        }
    }
}

impl Axis {
    /// The type of the shading.
    fn kind(self) -> i64 {
        match self {
            Self::Line { .. } => 2,
            Self::Circles { .. } => 3,
        }
    }

    fn coordinates(self) -> Vec<f32> {
        match self {
            Self::Line { start, end } => vec![start.x, start.y, end.x, end.y],
            Self::Circles { start, end } => {
                let circle = |of: Circle| [of.center.x, of.center.y, of.radius];
                [circle(start), circle(end)].concat()
            }
        }
    }

    /// The axis from one repeat to another.
    fn stretched(self, repeats: Repeats) -> Self {
        let (first, end) = (f32::from(repeats.first), f32::from(repeats.end));
        match self {
            Self::Line { start, end: last } => Self::Line {
                start: start.between(last, first),
                end: start.between(last, end),
            },
            Self::Circles { start, end: last } => Self::Circles {
                start: start.between(last, first),
                end: start.between(last, end),
            },
        }
    }

    /// How many repeats cover an area, given by its corners.
    fn repeats(self, area: &[GradientPoint; 4]) -> Repeats {
        match self {
            Self::Line { start, end } => {
                let shares = area.map(|corner| corner.share(start, end));
                Repeats {
                    first: whole(shares.into_iter().fold(0.0, f32::min).floor()),
                    end: whole(shares.into_iter().fold(1.0, f32::max).ceil()),
                }
            }
            // Circles grow with the share of the axis, so they are tried one after another. Inside of
            // the first circle its colour continues; SVG begins the gradient at a point nearly always.
            Self::Circles { start, end } => {
                let covers = |count: &i16| {
                    let circle = start.between(end, f32::from(*count));
                    area.iter().all(|corner| circle.holds(*corner))
                };
                Repeats {
                    first: 0,
                    end: (1..MOST_REPEATS).find(covers).unwrap_or(MOST_REPEATS),
                }
            }
        }
    }
}

impl GradientPoint {
    /// The point at a share of the way to another.
    fn between(self, other: Self, share: f32) -> Self {
        Self {
            x: self.x + (other.x - self.x) * share,
            y: self.y + (other.y - self.y) * share,
        }
    }

    /// Beside which share of the way from one point to another it lies.
    fn share(self, start: Self, end: Self) -> f32 {
        let (dx, dy) = (end.x - start.x, end.y - start.y);
        let length = dx * dx + dy * dy;
        if length == 0.0 {
            return 0.0;
        }
        ((self.x - start.x) * dx + (self.y - start.y) * dy) / length
    }
}

impl Circle {
    fn between(self, other: Self, share: f32) -> Self {
        Self {
            center: self.center.between(other.center, share),
            radius: self.radius + (other.radius - self.radius) * share,
        }
    }

    fn holds(self, place: GradientPoint) -> bool {
        (place.x - self.center.x).hypot(place.y - self.center.y) <= self.radius
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a whole number, held within the most repeats"
)]
fn whole(share: f32) -> i16 {
    let most = f32::from(MOST_REPEATS);
    share.clamp(-most, most) as i16
}

/// The corners of an area in the space of a gradient.
fn corners(painted: Rect, transform: Transform) -> [GradientPoint; 4] {
    let inverse = transform.invert().unwrap_or_default();
    let (left, right) = (painted.left(), painted.right());
    let (top, bottom) = (painted.top(), painted.bottom());
    [[left, top], [right, top], [left, bottom], [right, bottom]].map(|[x, y]| {
        let mut point = usvg::tiny_skia_path::Point::from_xy(x, y);
        inverse.map_point(&mut point);
        GradientPoint {
            x: point.x,
            y: point.y,
        }
    })
}

/// The stops with one at each end of the axis.
fn padded(stops: &[Stop]) -> Vec<ColorStop> {
    let mut padded: Vec<ColorStop> = stops
        .iter()
        .map(|stop| ColorStop {
            offset: stop.offset().get(),
            color: stop.color(),
            opacity: stop.opacity().get(),
        })
        .collect();
    if let Some(first) = padded.first().filter(|first| first.offset > 0.0) {
        let first = ColorStop {
            offset: 0.0,
            ..*first
        };
        padded.insert(0, first);
    }
    if let Some(last) = padded.last().filter(|last| last.offset < 1.0) {
        let last = ColorStop {
            offset: 1.0,
            ..*last
        };
        padded.push(last);
    }
    padded
}

/// The stops of all repeats, at shares of the longer axis. Every other repeat of a reflected gradient
/// runs backwards.
fn repeated(stops: &[ColorStop], repeats: Repeats, method: SpreadMethod) -> Vec<ColorStop> {
    let length = f32::from(repeats.end - repeats.first);
    let mut all = Vec::new();
    for repeat in repeats.first..repeats.end {
        let begin = f32::from(repeat - repeats.first);
        let backwards = method == SpreadMethod::Reflect && repeat % 2 != 0;
        let place = |stop: &ColorStop| ColorStop {
            offset: if backwards {
                (begin + 1.0 - stop.offset) / length
            } else {
                (begin + stop.offset) / length
            },
            ..*stop
        };
        if backwards {
            all.extend(stops.iter().rev().map(place));
        } else {
            all.extend(stops.iter().map(place));
        }
    }
    all
}

/// From one colour to the next (ISO 32000-2, 7.10.3).
fn step(from: &[f32], to: &[f32], palette: Palette<'_>) -> Object {
    dictionary! {
        "FunctionType" => 2,
        "Domain" => vec![0.into(), 1.into()],
        "Range" => palette.range(),
        "C0" => reals(from),
        "C1" => reals(to),
        "N" => 1,
    }
    .into()
}

/// The steps one after another, each between two stops (ISO 32000-2, 7.10.4).
fn stitched(functions: Vec<Object>, stops: &[ColorStop], palette: Palette<'_>) -> Object {
    if functions.len() == 1 {
        return functions.into_iter().next().unwrap_or(Object::Null);
    }
    let inner = stops.get(1..stops.len().saturating_sub(1));
    let bounds = inner.unwrap_or_default().iter();
    let encode = [0, 1].repeat(functions.len());
    dictionary! {
        "FunctionType" => 3,
        "Domain" => vec![0.into(), 1.into()],
        "Range" => palette.range(),
        "Bounds" => bounds.map(|stop| stop.offset.into()).collect::<Vec<Object>>(),
        "Encode" => encode.into_iter().map(Object::Integer).collect::<Vec<Object>>(),
        "Functions" => functions,
    }
    .into()
}

fn reals(numbers: &[f32]) -> Vec<Object> {
    numbers.iter().map(|number| Object::Real(*number)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: Color = Color {
        red: 255,
        green: 0,
        blue: 0,
    };
    const BLUE: Color = Color {
        red: 0,
        green: 0,
        blue: 255,
    };

    fn stops() -> Vec<ColorStop> {
        [(0.0, RED), (1.0, BLUE)]
            .into_iter()
            .map(|(offset, color)| ColorStop {
                offset,
                color,
                opacity: 1.0,
            })
            .collect()
    }

    fn along(length: f32) -> Axis {
        Axis::Line {
            start: GradientPoint { x: 0.0, y: 0.0 },
            end: GradientPoint { x: length, y: 0.0 },
        }
    }

    fn area(left: f32, right: f32) -> [GradientPoint; 4] {
        [[left, 0.0], [right, 0.0], [left, 5.0], [right, 5.0]].map(|[x, y]| GradientPoint { x, y })
    }

    #[test]
    fn a_line_is_repeated_over_the_whole_area_on_both_sides() {
        let repeats = along(10.0).repeats(&area(-5.0, 25.0));
        assert_eq!(repeats, Repeats { first: -1, end: 3 });
        let Axis::Line { start, end } = along(10.0).stretched(repeats) else {
            panic!("a line stays a line");
        };
        assert_eq!((start.x, end.x), (-10.0, 30.0));
    }

    #[test]
    fn circles_are_repeated_until_the_farthest_corner_is_inside() {
        let center = GradientPoint { x: 0.0, y: 0.0 };
        let axis = Axis::Circles {
            start: Circle {
                center,
                radius: 0.0,
            },
            end: Circle {
                center,
                radius: 10.0,
            },
        };
        assert_eq!(axis.repeats(&area(-3.0, 24.0)).end, 3);
    }

    #[test]
    fn a_reflected_gradient_runs_back_and_a_repeated_one_begins_again() {
        let repeats = Repeats { first: 0, end: 2 };
        let colors = |method| {
            let all = repeated(&stops(), repeats, method);
            all.iter().map(|stop| stop.color).collect::<Vec<_>>()
        };
        assert_eq!(colors(SpreadMethod::Reflect), [RED, BLUE, BLUE, RED]);
        assert_eq!(colors(SpreadMethod::Repeat), [RED, BLUE, RED, BLUE]);
        let offsets = repeated(&stops(), repeats, SpreadMethod::Reflect);
        let offsets: Vec<f32> = offsets.iter().map(|stop| stop.offset).collect();
        assert_eq!(offsets, [0.0, 0.5, 0.5, 1.0]);
    }
}
