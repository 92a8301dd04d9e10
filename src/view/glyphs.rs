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
            if at > 0 && *place >= 0.0 {
                self.0.push(' ');
            }
            number(&mut self.0, *place);
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

/// Writes a number as short as it is: `12.5`, not `12.500`.
pub(super) fn number(out: &mut String, value: f32) {
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
