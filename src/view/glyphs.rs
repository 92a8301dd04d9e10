//! Glyphs of faces in, the data of SVG paths out (SVG 2, 9.3).

use std::fmt::Write;

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};

use crate::font::Face;

/// The outline of a glyph in font units, y upwards; `None` for one without ink.
pub(super) fn path(face: &Face, glyph: u16) -> Option<String> {
    let font = FontRef::new(face.data()).ok()?;
    let outline = font.outline_glyphs().get(GlyphId::from(glyph))?;
    let mut pen = PathPen(String::new());
    let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
    outline.draw(settings, &mut pen).ok()?;
    (!pen.0.is_empty()).then_some(pen.0)
}

/// Writes what it is told to draw.
struct PathPen(String);

impl PathPen {
    fn step(&mut self, letter: char, places: &[f32]) {
        self.0.push(letter);
        for (at, place) in places.iter().enumerate() {
            let start = self.0.len();
            number(&mut self.0, *place);
            // A sign parts numbers, too. A little less than nothing is written as 0, and has none.
            if at > 0 && !self.0[start..].starts_with('-') {
                self.0.insert(start, ' ');
            }
        }
    }
}

impl OutlinePen for PathPen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.step('M', &[x, y]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.step('L', &[x, y]);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.step('Q', &[cx, cy, x, y]);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.step('C', &[cx0, cy0, cx1, cy1, x, y]);
    }

    fn close(&mut self) {
        self.0.push('Z');
    }
}

/// Whole numbers below are exact in an `f32`.
const LARGEST: f32 = 16_777_216.0;

/// Writes a number as short as it is: `12.5`, not `12.500`.
pub(super) fn number(out: &mut String, value: f32) {
    // Outlines have whole numbers, tens of thousands on a page: they need no digits that are then taken away.
    if value.fract() == 0.0 && value.abs() < LARGEST {
        #[expect(clippy::cast_possible_truncation, reason = "whole, and small enough")]
        let whole = value as i32;
        let _ = write!(out, "{whole}");
        return;
    }
    let start = out.len();
    // Writing into a string does not fail.
    let _ = write!(out, "{value:.3}");
    let kept = out[start..].trim_end_matches('0').trim_end_matches('.');
    let end = start + kept.len();
    out.truncate(end);
    if &out[start..] == "-0" {
        out.truncate(start);
        out.push('0');
    }
}

#[cfg(test)]
mod tests {
    use skrifa::outline::OutlinePen as _;

    use super::{PathPen, number};

    #[test]
    fn numbers_are_as_short_as_they_are_and_parted_by_a_sign_or_a_space() {
        let written = |value| {
            let mut out = String::new();
            number(&mut out, value);
            out
        };
        for (value, short) in [
            (12.5, "12.5"),
            (3.0, "3"),
            (-7.0, "-7"),
            (-0.0, "0"),
            (-0.0001, "0"),
            (0.333_33, "0.333"),
        ] {
            assert_eq!(written(value), short);
        }
        let mut pen = PathPen(String::new());
        pen.move_to(12.0, -0.0001);
        pen.line_to(1.0, -2.0);
        pen.quad_to(1.5, 2.0, -3.0, 4.0);
        assert_eq!(pen.0, "M12 0L1-2Q1.5 2-3 4");
    }
}
