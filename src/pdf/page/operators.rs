//! Operators that draw: colours, lines, areas (ISO 32000-2, 8.5 and 8.6).

use crate::frame::{Ink, Rect};
use crate::pdf::object::number::number;

/// A quarter of a circle as a curve: how far its handles lie, against the radius.
const ROUND: f32 = 0.552_285;

/// A point of the page, in points from its left and its lower edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::pdf) struct Point(pub(in crate::pdf) f32, pub(in crate::pdf) f32);

/// Sets the colour that glyphs and rectangles are filled with.
pub(in crate::pdf) fn fill_ink(out: &mut Vec<u8>, ink: Ink) {
    match ink {
        Ink::Gray(gray) => {
            number(out, gray.clamp(0.0, 1.0));
            out.extend(b" g\n");
        }
        Ink::Rgb(channels) => {
            for channel in channels {
                number(out, channel.clamp(0.0, 1.0));
                out.push(b' ');
            }
            out.extend(b"rg\n");
        }
    }
}

/// Numbers as operands, each followed by a space.
pub(in crate::pdf) fn operands(out: &mut Vec<u8>, values: &[f32]) {
    for value in values {
        number(out, *value);
        out.push(b' ');
    }
}

/// Draws a line.
pub(in crate::pdf) fn line(out: &mut Vec<u8>, from: Point, to: Point) {
    operands(out, &[from.0, from.1]);
    out.extend(b"m ");
    operands(out, &[to.0, to.1]);
    out.extend(b"l S\n");
}

/// Draws a circle.
pub(in crate::pdf) fn circle(out: &mut Vec<u8>, centre: Point, radius: f32) {
    let (r, h) = (radius, radius * ROUND);
    let Point(x, y) = centre;
    operands(out, &[x + r, y]);
    out.extend(b"m ");
    for curve in [
        [(r, h), (h, r), (0.0, r)],
        [(-h, r), (-r, h), (-r, 0.0)],
        [(-r, -h), (-h, -r), (0.0, -r)],
        [(h, -r), (r, -h), (r, 0.0)],
    ] {
        for (dx, dy) in curve {
            operands(out, &[x + dx, y + dy]);
        }
        out.extend(b"c ");
    }
    out.extend(b"S\n");
}

/// Shows nothing outside of an area, whose `y` is its lower edge.
pub(in crate::pdf) fn clip(area: Rect, out: &mut Vec<u8>) {
    operands(out, &[area.x.0, area.y.0, area.width.0, area.height.0]);
    out.extend(b"re W n\n");
}
