//! A page in, SVG out: the outline of every glyph once, and each place where it stands.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::Scene;
use super::embedded;
use super::glyphs::{self, number};
use crate::font::FaceId;
use crate::frame::{Ink, Page, PageItem, PlacedGlyph, PlacedLine, PlacedPicture, PlacedRun, Rect};

/// A page by its place in the file, from 0, as an SVG of its own; `None` where there is no such page.
pub fn svg(scene: Scene<'_>, page: usize) -> Option<String> {
    let page = scene.page(page)?;
    let mut drawing = Drawing {
        scene,
        shapes: BTreeMap::new(),
        content: String::new(),
    };
    drawing.page(page, scene.turn_of(page).as_deref());
    let (width, height) = scene.pages.size;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}pt\" height=\"{1}pt\" viewBox=\"0 0 {0} {1}\"><defs>",
        width.0, height.0
    );
    for ((face, glyph), path) in &drawing.shapes {
        if let Some(path) = path {
            let _ = write!(out, "<path id=\"g{}-{glyph}\" d=\"{path}\"/>", face.0);
        }
    }
    out.push_str("</defs><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
    out.push_str(&drawing.content);
    out.push_str("</svg>\n");
    Some(out)
}

struct Drawing<'a> {
    scene: Scene<'a>,
    /// The outlines of the glyphs that were met; `None` for those without ink.
    shapes: BTreeMap<(FaceId, u16), Option<String>>,
    content: String,
}

impl Drawing<'_> {
    fn page(&mut self, page: &Page, turn: Option<&str>) {
        if let Some(turn) = turn {
            let _ = write!(self.content, "<g transform=\"{turn}\">");
        }
        for item in &page.items {
            match item {
                PageItem::Line(line) => self.line(line),
                PageItem::Rule(rule) => {
                    rule.rects().for_each(|rect| self.rule(rect, rule.ink));
                }
                PageItem::Picture(picture) => {
                    let known = self.scene.pictures.get(&picture.path);
                    if let Some(address) = known.and_then(embedded::address) {
                        self.picture(picture, &address);
                    }
                }
                // A link is no ink.
                PageItem::Link(_) => {}
            }
        }
        if turn.is_some() {
            self.content.push_str("</g>");
        }
    }

    fn rule(&mut self, rect: Rect, ink: Ink) {
        self.content.push_str("<rect");
        self.area(rect);
        let _ = write!(self.content, " fill=\"{}\"/>", colour(ink));
    }

    fn picture(&mut self, picture: &PlacedPicture, address: &str) {
        // What lies outside an SVG inside another one is not shown.
        if let Some(seen) = picture.seen {
            self.content.push_str("<svg");
            self.area(seen);
            let [x, y, width, height] = [seen.x.0, seen.y.0, seen.width.0, seen.height.0];
            let _ = write!(self.content, " viewBox=\"{x} {y} {width} {height}\">");
        }
        self.content.push_str("<image preserveAspectRatio=\"none\"");
        self.area(picture.rect);
        let _ = write!(self.content, " href=\"{address}\"/>");
        if picture.seen.is_some() {
            self.content.push_str("</svg>");
        }
    }

    fn area(&mut self, rect: Rect) {
        let sides = [
            ("x", rect.x),
            ("y", rect.y),
            ("width", rect.width),
            ("height", rect.height),
        ];
        for (name, value) in sides {
            self.attribute(name, value.0);
        }
    }

    fn attribute(&mut self, name: &str, value: f32) {
        let _ = write!(self.content, " {name}=\"");
        number(&mut self.content, value);
        self.content.push('"');
    }

    fn line(&mut self, line: &PlacedLine) {
        for run in &line.runs {
            let Some(formula) = &run.formula else {
                self.run(run, line);
                continue;
            };
            for part in &formula.runs {
                let mut part = part.clone();
                part.x = run.x + part.x * line.fit.letters;
                part.rise += run.rise;
                self.run(&part, line);
            }
        }
    }

    /// A run in a system of font units: «کتاب» at 11 pt in a face of 1000 units is drawn at 0.011, y turned up.
    fn run(&mut self, run: &PlacedRun, line: &PlacedLine) {
        let unit = run.size.0 / self.scene.fonts.face(run.face).units_per_em();
        // The letters of a tight line are drawn a little narrower than the face has them.
        let across = unit * line.fit.letters;
        let height = line.baseline.0 - run.rise.0;
        let _ = write!(
            self.content,
            "<g transform=\"matrix({across:.6} 0 0 {:.6} 0 {height:.3})\"",
            -unit
        );
        if run.ink != Ink::BLACK {
            let _ = write!(self.content, " fill=\"{}\"", colour(run.ink));
        }
        self.content.push('>');
        let mut pen = run.x.0;
        for glyph in &run.glyphs {
            let x = (pen + glyph.dx.0) / across;
            self.glyph(glyph, run.face, Step { x, unit });
            pen += glyph.advance.0;
        }
        self.content.push_str("</g>");
    }

    fn glyph(&mut self, glyph: &PlacedGlyph, face: FaceId, step: Step) {
        let fonts = self.scene.fonts;
        let shape = self.shapes.entry((face, glyph.id));
        let shape = shape.or_insert_with(|| glyphs::path(fonts.face(face), glyph.id));
        if shape.is_none() {
            return;
        }
        let y = glyph.dy.0 / step.unit;
        let _ = write!(self.content, "<use href=\"#g{}-{}\"", face.0, glyph.id);
        // Only the strokes of a kashida are drawn wider than they are.
        if (glyph.stretch - 1.0).abs() > f32::EPSILON {
            let _ = write!(
                self.content,
                " transform=\"translate({:.2} {y:.2}) scale({:.4} 1)\"",
                step.x, glyph.stretch
            );
        } else {
            self.attribute("x", step.x);
            if y != 0.0 {
                self.attribute("y", y);
            }
        }
        self.content.push_str("/>");
    }
}

/// Where a glyph stands.
#[derive(Clone, Copy)]
struct Step {
    /// Its origin, in font units from the left edge of the page.
    x: f32,
    /// Points of a font unit.
    unit: f32,
}

/// `#rrggbb`.
fn colour(ink: Ink) -> String {
    let [red, green, blue] = match ink {
        Ink::Gray(gray) => [gray; 3],
        Ink::Rgb(parts) => parts,
    };
    let byte = |part: f32| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to the values of a byte"
        )]
        let byte = (part.clamp(0.0, 1.0) * 255.0).round() as u8;
        byte
    };
    format!("#{:02x}{:02x}{:02x}", byte(red), byte(green), byte(blue))
}
