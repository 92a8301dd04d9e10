//! What is set here and not by formulary: words, tables, rules, boxes.

use formulary::{Layout, LayoutOptions};

use super::super::build::{Styled, Target};
use super::super::element::{Element, em};
use super::super::reader::Fault;
use super::super::tree::{Enclosure, Look, Side, Style, Table, Words};
use super::picture::{Diagonal, Picture, RULE, Rule, shift};
use super::{MathFace, WordSetter, WordsBox, table};
use crate::units::{Em, Pt};

/// A thing that stands among the elements as a coloured space.
pub(super) enum Thing {
    /// Words.
    Words(WordsBox),
    /// Things with their places, relative to the left end of the base line.
    Picture(Picture),
}

/// The things of a formula.
pub(super) struct Things<'a> {
    pub(super) face: MathFace,
    /// The em of the formula.
    pub(super) size: f32,
    words: &'a mut dyn WordSetter,
    /// By their numbers.
    pub(super) all: Vec<Thing>,
    /// The characters of what was set before the formula itself.
    pub(super) characters: Vec<char>,
    /// What went wrong.
    fault: Option<Fault>,
}

/// The white between something and the rule along it, in em.
const ABOVE: Em = Em(0.1);
/// The white inside a box, in em.
const INSIDE: Em = Em(0.25);
/// The opacity by which things are told from the colours of an author.
pub(super) const MARK: u8 = 1;

impl<'a> Things<'a> {
    pub(super) fn new(face: MathFace, size: Pt, words: &'a mut dyn WordSetter) -> Self {
        Self {
            face,
            size: size.0,
            words,
            all: Vec::new(),
            characters: Vec::new(),
            fault: None,
        }
    }

    /// Elements with their places.
    ///
    /// # Errors
    /// The layout did not understand an element.
    pub(super) fn lay_out(&mut self, row: &Element, style: Style) -> Result<Layout, Fault> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        self.layout(row, style)
    }

    fn layout(&self, row: &Element, style: Style) -> Result<Layout, Fault> {
        let mut math = String::from("<math xmlns=\"http://www.w3.org/1998/Math/MathML\">");
        row.write(&mut math);
        math.push_str("</math>");
        let fault = |what: String| Fault {
            reason: format!("the layout does not understand it: {what}"),
            place: None,
        };
        let mut root = formulary::parse(&math).map_err(|error| fault(error.to_string()))?;
        if let Some(warning) = root.warnings.first() {
            return Err(fault(format!("{warning:?}")));
        }
        root.displaystyle = Some(style == Style::Display);
        let font_size = self.size;
        let options = LayoutOptions { font_size };
        Ok(formulary::layout(&root, self.face.font, &options))
    }

    /// An element that stands for a thing.
    fn stand_in(&mut self, thing: Thing) -> Element {
        let (width, ascent, descent) = match &thing {
            Thing::Words(words) => (words.width.0, words.ascent.0, words.descent.0),
            Thing::Picture(picture) => (picture.width, picture.ascent, picture.descent),
        };
        let number = self.all.len();
        self.all.push(thing);
        let length = |points: f32| em(Em(points / self.size));
        let space = Element::around("mspace", Vec::new())
            .with("width", length(width))
            .with("height", length(ascent))
            .with("depth", length(descent))
            .with("mathbackground", format!("#{number:06x}{MARK:02x}"));
        // A space alone would make a sign before it one that stands at the end.
        Element::around("mrow", vec![Element::token("mi", ""), space])
    }

    /// Something set by itself.
    fn picture(&mut self, body: &Styled) -> Picture {
        let characters = &mut self.characters;
        body.element
            .characters(&mut |letter| characters.push(letter));
        match self.layout(&body.element, body.style) {
            Ok(laid) => Picture {
                width: laid.width,
                ascent: laid.ascent,
                descent: laid.descent,
                items: laid.items,
                ..Picture::default()
            },
            Err(fault) => {
                self.fault.get_or_insert(fault);
                Picture::default()
            }
        }
    }

    fn set_words(&mut self, text: &str, look: Look) -> Element {
        let set = self.words.set(text, look);
        self.stand_in(Thing::Words(set))
    }
}

impl Target for Things<'_> {
    fn words(&mut self, words: &Words) -> Element {
        self.set_words(&words.text, words.look)
    }

    fn number(&mut self, digits: &str) -> Element {
        match digits.is_ascii() {
            true => Element::token("mn", digits),
            false => self.set_words(digits, Look::Plain),
        }
    }

    fn ruled(&mut self, side: Side, body: Styled) -> Element {
        let mut picture = self.picture(&body);
        let (rule, white) = (RULE.0 * self.size, ABOVE.0 * self.size);
        let y = match side {
            Side::Above => {
                picture.ascent += white + 2.0 * rule;
                rule - picture.ascent
            }
            Side::Below => {
                picture.descent += white + 2.0 * rule;
                picture.descent - 2.0 * rule
            }
        };
        picture.rules.push(Rule {
            x: 0.0,
            y,
            width: picture.width,
            height: rule,
        });
        self.stand_in(Thing::Picture(picture))
    }

    fn enclosed(&mut self, by: Enclosure, body: Styled) -> Element {
        let mut picture = self.picture(&body);
        let (rule, white) = (RULE.0 * self.size, INSIDE.0 * self.size);
        match by {
            Enclosure::Box => boxed(&mut picture, rule, white),
            Enclosure::Ground(colour) => picture.ground = Some(colour),
            Enclosure::Up => picture.strokes.push(Diagonal::Up),
            Enclosure::Down => picture.strokes.push(Diagonal::Down),
            Enclosure::Cross => picture.strokes.extend([Diagonal::Up, Diagonal::Down]),
            Enclosure::Strike => {
                picture.rules.push(Rule {
                    x: 0.0,
                    y: -table::AXIS.0 * self.size,
                    width: picture.width,
                    height: rule,
                });
            }
        }
        self.stand_in(Thing::Picture(picture))
    }

    fn table(&mut self, table: &Table, cells: Vec<Vec<Styled>>) -> Element {
        let mut pictures = Vec::with_capacity(cells.len());
        for row in &cells {
            pictures.push(row.iter().map(|cell| self.picture(cell)).collect());
        }
        let picture = table::set(pictures, table, self.size);
        self.stand_in(Thing::Picture(picture))
    }
}

/// Draws a box around a picture.
fn boxed(picture: &mut Picture, rule: f32, white: f32) {
    let edge = rule + white;
    shift(&mut picture.items, edge, 0.0);
    picture.width += 2.0 * edge;
    picture.ascent += edge;
    picture.descent += edge;
    let (width, height) = (picture.width, picture.ascent + picture.descent);
    let top = -picture.ascent;
    let side = |x: f32, y: f32, width: f32, height: f32| Rule {
        x,
        y,
        width,
        height,
    };
    picture.rules.extend([
        side(0.0, top, width, rule),
        side(0.0, picture.descent - rule, width, rule),
        side(0.0, top, rule, height),
        side(width - rule, top, rule, height),
    ]);
}
