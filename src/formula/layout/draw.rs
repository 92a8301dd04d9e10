//! What was laid out in, runs of glyphs and rules on a page out.

use formulary::{Color, Item, Layout};

use super::WordsBox;
use super::picture::{Diagonal, Picture, RULE, Rule};
use super::things::{MARK, Thing, Things};
use crate::font::FaceId;
use crate::frame::{GlyphText, Ink, PlacedFormula, PlacedGlyph, PlacedRule, PlacedRun, Rect, Row};
use crate::units::Pt;

/// A formula with its glyphs and rules, at the left end of its base line.
pub(super) fn placed(laid: &Layout, things: &Things<'_>, ink: Ink) -> PlacedFormula {
    let mut drawing = Drawing {
        things: &things.all,
        face: things.face.id(),
        size: things.size,
        ink,
        out: PlacedFormula {
            tex: String::new(),
            text: String::new(),
            width: Pt(laid.width),
            ascent: Pt(laid.ascent),
            descent: Pt(laid.descent),
            runs: Vec::new(),
            rules: Vec::new(),
        },
    };
    let whole = Frame {
        x: 0.0,
        y: 0.0,
        scale: 1.0,
    };
    drawing.items(&laid.items, whole);
    drawing.out
}

/// Where something is drawn, and how large.
#[derive(Clone, Copy)]
struct Frame {
    x: f32,
    y: f32,
    scale: f32,
}

struct Drawing<'a> {
    things: &'a [Thing],
    face: FaceId,
    /// The em of the formula.
    size: f32,
    ink: Ink,
    out: PlacedFormula,
}

impl Drawing<'_> {
    fn items(&mut self, items: &[Item], frame: Frame) {
        for item in items {
            match item {
                Item::Glyph {
                    id,
                    x,
                    y,
                    size,
                    advance,
                    color,
                    ..
                } => {
                    let (x, rise) = (frame.x + x * frame.scale, -(frame.y + y * frame.scale));
                    let ink = self.ink_of(color.as_ref());
                    self.out.runs.push(PlacedRun {
                        x: Pt(x),
                        rise: Pt(rise),
                        face: self.face,
                        size: Pt(size * frame.scale),
                        ink,
                        level: 0,
                        formula: None,
                        glyphs: vec![PlacedGlyph {
                            id: id.0,
                            advance: Pt(advance * frame.scale),
                            dx: Pt::ZERO,
                            dy: Pt::ZERO,
                            stretch: 1.0,
                            text: GlyphText::Part,
                        }]
                        .into(),
                    });
                }
                Item::Rule { x, y, w, h, color } => {
                    let rule = Rule {
                        x: *x,
                        y: *y,
                        width: *w,
                        height: *h,
                    };
                    let ink = self.ink_of(color.as_ref());
                    self.rule(rule, ink, frame);
                }
                Item::Background { x, y, w, h, color } if color.a == MARK => {
                    let space = Rule {
                        x: *x,
                        y: *y,
                        width: *w,
                        height: *h,
                    };
                    self.thing(*color, space, frame);
                }
                Item::Background { x, y, w, h, color } => {
                    let rule = Rule {
                        x: *x,
                        y: *y,
                        width: *w,
                        height: *h,
                    };
                    let ink = self.ink_of(Some(color));
                    self.rule(rule, ink, frame);
                }
                _ => {}
            }
        }
    }

    /// The colour of the formula, unless the author asks for one.
    fn ink_of(&self, colour: Option<&Color>) -> Ink {
        let share = |value: u8| f32::from(value) / 255.0;
        match colour {
            None => self.ink,
            Some(Color {
                r: 0, g: 0, b: 0, ..
            }) => Ink::BLACK,
            Some(colour) => Ink::Rgb([share(colour.r), share(colour.g), share(colour.b)]),
        }
    }

    fn rule(&mut self, rule: Rule, ink: Ink, frame: Frame) {
        let rect = Rect {
            x: Pt(frame.x + rule.x * frame.scale),
            y: Pt(frame.y + rule.y * frame.scale),
            width: Pt(rule.width * frame.scale),
            height: Pt(rule.height * frame.scale),
        };
        let row = Row::default();
        self.out.rules.push(PlacedRule { rect, ink, row });
    }

    /// A thing in the place of the space that stood for it.
    fn thing(&mut self, colour: Color, space: Rule, frame: Frame) {
        let things = self.things;
        let number =
            usize::from(colour.r) << 16 | usize::from(colour.g) << 8 | usize::from(colour.b);
        let Some(thing) = things.get(number) else {
            return;
        };
        let (width, ascent, height) = match thing {
            Thing::Words(words) => (
                words.width.0,
                words.ascent.0,
                words.ascent.0 + words.descent.0,
            ),
            Thing::Picture(one) => (one.width, one.ascent, one.ascent + one.descent),
        };
        // Scripts are smaller, and so is the space: its size says how much.
        let shrunk = if width > 0.0 {
            space.width / width
        } else if height > 0.0 {
            space.height / height
        } else {
            return;
        };
        let inner = Frame {
            x: frame.x + space.x * frame.scale,
            y: frame.y + (space.y + ascent * shrunk) * frame.scale,
            scale: frame.scale * shrunk,
        };
        match thing {
            Thing::Words(words) => self.words(words, inner),
            Thing::Picture(picture) => self.picture(picture, inner),
        }
    }

    fn words(&mut self, words: &WordsBox, frame: Frame) {
        let before = u32::try_from(self.out.text.len()).unwrap_or(u32::MAX);
        self.out.text.push_str(&words.text);
        for run in &words.runs {
            let mut run = run.clone();
            run.x = Pt(frame.x) + run.x * frame.scale;
            run.rise = run.rise * frame.scale - Pt(frame.y);
            run.size = run.size * frame.scale;
            for glyph in &mut run.glyphs {
                glyph.advance = glyph.advance * frame.scale;
                glyph.dx = glyph.dx * frame.scale;
                glyph.dy = glyph.dy * frame.scale;
                if let GlyphText::Cluster(range) = &mut glyph.text {
                    *range = range.start + before..range.end + before;
                }
            }
            self.out.runs.push(run);
        }
    }

    fn picture(&mut self, picture: &Picture, frame: Frame) {
        if let Some(colour) = picture.ground {
            let whole = Rule {
                x: 0.0,
                y: -picture.ascent,
                width: picture.width,
                height: picture.ascent + picture.descent,
            };
            let [red, green, blue] = colour.0;
            let ink = self.ink_of(Some(&Color::rgb(red, green, blue)));
            self.rule(whole, ink, frame);
        }
        self.items(&picture.items, frame);
        for rule in &picture.rules {
            self.rule(*rule, self.ink, frame);
        }
        for stroke in &picture.strokes {
            self.stroke(*stroke, picture, frame);
        }
    }

    /// A stroke from corner to corner, as steps of short rules: pages have rectangles and no lines.
    fn stroke(&mut self, stroke: Diagonal, picture: &Picture, frame: Frame) {
        const STEPS: u16 = 48;
        let (width, height) = (picture.width, picture.ascent + picture.descent);
        let thick = RULE.0 * self.size;
        let (across, down) = (width / f32::from(STEPS), height / f32::from(STEPS));
        for step in 0..STEPS {
            let from = match stroke {
                Diagonal::Up => STEPS - 1 - step,
                Diagonal::Down => step,
            };
            let rule = Rule {
                x: across * f32::from(step),
                y: down * f32::from(from) - picture.ascent,
                width: across + thick / 2.0,
                height: down + thick / 2.0,
            };
            self.rule(rule, self.ink, frame);
        }
    }
}
