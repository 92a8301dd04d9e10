//! TeX in, a [`FormulaTree`] out, or what is wrong with it and where.
//!
//! ratex-parser reads the TeX as KaTeX does, macros and chemistry among it; here each of its nodes becomes
//! one of ours. What has no place in a book (pictures, commutative diagrams) is a fault and never left out
//! in silence.

mod array;
mod chemistry;
mod delimiter;
mod operator;
mod parser_fault;
mod sign;
mod size;
mod words;

use std::ops::Range;

use ratex_parser::ParseNode;
use ratex_parser::parse_node::{AtomFamily, Mode, StyleStr};

use super::alphabet::Alphabet;
use super::tree::{
    Accent, Bar, Bracket, Class, Colour, Enclosure, Fenced, FormulaTree, Fraction, Node, Phantom,
    Place, Scripts, Side, Slant, Style, Table, TableKind, TableRow, Width,
};
use crate::diag::{catch_panic, isolate};
use crate::limits;
use crate::units::Em;
use delimiter::delimiter;
use operator::{arrow, operator};

/// How a formula stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// In a line of text.
    Inline,
    /// On lines of its own.
    Displayed,
}

/// A formula that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What it says.
    pub tree: FormulaTree,
    /// What the author should look at, though the formula can be set.
    pub remarks: Vec<Fault>,
}

/// What is wrong with a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What, in words that follow a colon.
    pub reason: String,
    /// Where in the source, in bytes; `None` where the reader does not know.
    pub place: Option<Range<usize>>,
}

impl Fault {
    /// A fault at a node.
    fn at(node: &ParseNode, reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            place: sign::place(node),
        }
    }
}

/// Reads a formula.
///
/// # Errors
/// The first fault for which it cannot be set.
pub fn read(source: &str, standing: Standing) -> Result<Reading, Fault> {
    let fault = |reason: &str| Fault {
        reason: reason.to_owned(),
        place: None,
    };
    if source.len() > limits::FORMULA_BYTES {
        return Err(fault("it is longer than any formula"));
    }
    chemistry::check(source)?;
    // The door for a stranger's TeX: whatever its reader does with it, the book is bound.
    let parsed = catch_panic(|| ratex_parser::parse(source));
    let parsed = parsed.map_err(|_| fault("no reader follows it"))?;
    let nodes = parsed.map_err(|error| parser_fault::of_parser(&error, source))?;
    let mut reader = Reader {
        standing,
        depth: 0,
        stray: Vec::new(),
        tag: None,
    };
    let row = reader.row(&nodes, Font::default())?;
    if row.is_empty() {
        return Err(fault("it is empty"));
    }
    let tree = FormulaTree {
        row,
        tag: reader.tag,
    };
    let remark = |(words, place): (String, Option<Range<usize>>)| Fault {
        reason: format!("the words {} stand outside \\text", isolate(&words)),
        place: place.filter(|place| source.get(place.clone()) == Some(words.as_str())),
    };
    let remarks = reader.stray.into_iter().map(remark).collect();
    Ok(Reading { tree, remarks })
}

/// What letters look like in a part of a formula.
#[derive(Clone, Copy, Debug, Default)]
struct Font {
    /// The letters that a command such as `\mathbb` asks for.
    alphabet: Option<Alphabet>,
}

/// Makes our nodes of those of the parser.
struct Reader {
    standing: Standing,
    depth: usize,
    /// Words outside `\text`, with their places.
    stray: Vec<(String, Option<Range<usize>>)>,
    tag: Option<Vec<Node>>,
}

impl Reader {
    /// Nodes side by side.
    fn row(&mut self, nodes: &[ParseNode], font: Font) -> Result<Vec<Node>, Fault> {
        if !nodes
            .iter()
            .any(|node| matches!(node, ParseNode::Cr { .. }))
        {
            return self.line(nodes, font);
        }
        // `a \\ b` outside an environment: lines of their own in a displayed formula, a space in a line.
        let lines = nodes.split(|node| matches!(node, ParseNode::Cr { .. }));
        let lines: Vec<Vec<Node>> = lines
            .map(|line| self.line(line, font))
            .collect::<Result<_, _>>()?;
        if self.standing == Standing::Inline || self.depth > 1 {
            const BETWEEN: Em = Em(1.0);
            return Ok(lines.join(&Node::Space(BETWEEN)));
        }
        let row = |cell| TableRow {
            cells: vec![cell],
            ..TableRow::default()
        };
        let rows = lines.into_iter().filter(|line| !line.is_empty()).map(row);
        Ok(vec![Node::Table(Table {
            kind: TableKind::Lines,
            columns: Vec::new(),
            rows: rows.collect(),
            below: Vec::new(),
        })])
    }

    /// Nodes side by side, without ends of lines among them.
    fn line(&mut self, nodes: &[ParseNode], font: Font) -> Result<Vec<Node>, Fault> {
        self.depth += 1;
        if self.depth > limits::FORMULA_DEPTH {
            return Err(Fault {
                reason: "it is nested too deep".to_owned(),
                place: nodes.first().and_then(sign::place),
            });
        }
        let mut row = Vec::with_capacity(nodes.len());
        let mut negated = false;
        for node in nodes {
            if sign::is_negation(node) {
                negated = true;
                continue;
            }
            let read = self.node(node, font)?;
            for mut node in read {
                if std::mem::take(&mut negated) {
                    node = sign::struck(node);
                }
                sign::push(&mut row, node);
            }
        }
        self.depth -= 1;
        Ok(row)
    }

    /// What stands in a node, without braces of its own.
    fn inside(&mut self, node: &ParseNode, font: Font) -> Result<Vec<Node>, Fault> {
        match node {
            ParseNode::OrdGroup { body, .. } => self.row(body, font),
            node => self.row(std::slice::from_ref(node), font),
        }
    }

    fn maybe_inside(
        &mut self,
        node: Option<&ParseNode>,
        font: Font,
    ) -> Result<Option<Vec<Node>>, Fault> {
        node.map(|node| self.inside(node, font)).transpose()
    }

    /// One node: letters, signs and what is simple here, all else in the functions that follow.
    fn node(&mut self, node: &ParseNode, font: Font) -> Result<Vec<Node>, Fault> {
        Ok(match node {
            ParseNode::Atom { text, family, .. } => {
                let class = class_of(*family);
                vec![sign::sign(text, class, font.alphabet)]
            }
            ParseNode::MathOrd { text, .. } | ParseNode::TextOrd { text, .. } => {
                vec![self.ordinary(node, text, font)]
            }
            ParseNode::OpToken { text, .. } | ParseNode::AccentToken { text, .. } => {
                vec![sign::sign(text, Class::Ordinary, font.alphabet)]
            }
            ParseNode::SpacingNode { text, .. } => vec![sign::space(text)],
            ParseNode::Kern { dimension, .. } => vec![Node::Space(size::em(dimension))],
            ParseNode::OrdGroup {
                body, semisimple, ..
            } => {
                let row = self.row(body, font)?;
                match semisimple {
                    Some(true) => row,
                    _ => vec![Node::Group(row)],
                }
            }
            ParseNode::Text { body, font, .. } => self.words(body, font.as_deref())?,
            ParseNode::HBox { body, .. } => self.words(body, None)?,
            ParseNode::Verb { body, .. } => vec![words::verbatim(body)],
            ParseNode::Op { .. } | ParseNode::OperatorName { .. } => {
                vec![operator(self, node, font)?]
            }
            ParseNode::SupSub { base, sup, sub, .. } => {
                let base = base.as_deref();
                let scripts = Scripts {
                    place: base.map_or(Place::Beside, operator::place),
                    base: self.maybe_inside(base, font)?.unwrap_or_default(),
                    sub: self.maybe_inside(sub.as_deref(), font)?,
                    sup: self.maybe_inside(sup.as_deref(), font)?,
                };
                vec![Node::Scripts(Box::new(scripts))]
            }
            ParseNode::Font {
                font: name, body, ..
            } => self.in_font(name, body, font)?,
            _ => return self.part(node, font),
        })
    }

    /// A letter or a digit; Arabic letters outside `\text` are set as words, and told.
    fn ordinary(&mut self, node: &ParseNode, text: &str, font: Font) -> Node {
        let shown = sign::characters(text, node.mode());
        if shown.chars().all(sign::is_digit) && font.alphabet.is_none() {
            return Node::Number(shown);
        }
        if !shown.chars().any(sign::is_arabic) {
            return sign::letter(shown, font.alphabet);
        }
        self.stray(node, &shown);
        words::plain(shown)
    }

    /// Notes letters that stand outside `\text`; those of one word are one remark.
    fn stray(&mut self, node: &ParseNode, shown: &str) {
        let place = sign::place(node);
        match (self.stray.last_mut(), &place) {
            (Some((words, Some(last))), Some(place)) if last.end == place.start => {
                words.push_str(shown);
                last.end = place.end;
            }
            _ => self.stray.push((shown.to_owned(), place)),
        }
    }

    /// Fractions, roots, accents, brackets.
    fn part(&mut self, node: &ParseNode, font: Font) -> Result<Vec<Node>, Fault> {
        Ok(match node {
            ParseNode::GenFrac { .. } => vec![self.fraction(node, font)?],
            ParseNode::Sqrt { body, index, .. } => vec![Node::Root {
                body: self.inside(body, font)?,
                index: self.maybe_inside(index.as_deref(), font)?,
            }],
            ParseNode::Accent { .. } | ParseNode::AccentUnder { .. } => {
                vec![self.accent(node, font)?]
            }
            ParseNode::HorizBrace {
                label,
                is_over,
                base,
                ..
            } => {
                let side = if *is_over { Side::Above } else { Side::Below };
                let accent = Accent {
                    sign: operator::brace(label),
                    side,
                    width: Width::Brace,
                    body: self.inside(base, font)?,
                };
                vec![Node::Accent(Box::new(accent))]
            }
            ParseNode::Overline { body, .. } => vec![self.ruled(Side::Above, body, font)?],
            ParseNode::Underline { body, .. } => vec![self.ruled(Side::Below, body, font)?],
            ParseNode::DelimSizing {
                size,
                mclass,
                delim,
                ..
            } => vec![Node::Bracket(Bracket {
                sign: delimiter(delim),
                size: *size,
                class: class_named(mclass),
            })],
            ParseNode::LeftRight {
                body, left, right, ..
            } => vec![Node::Fenced(Fenced {
                open: delimiter(left),
                body: self.row(body, font)?,
                close: delimiter(right),
            })],
            ParseNode::Middle { delim, .. } => vec![Node::Middle(delimiter(delim))],
            ParseNode::XArrow {
                label, body, below, ..
            } => vec![Node::Arrow {
                sign: arrow(label).ok_or_else(|| unset(node, label))?,
                above: self.inside(body, font)?,
                below: self.maybe_inside(below.as_deref(), font)?,
            }],
            ParseNode::Array { .. } => vec![array::table(self, node, font)?],
            _ => return self.looks(node, font),
        })
    }

    /// What only changes how something looks or what room it takes.
    fn looks(&mut self, node: &ParseNode, font: Font) -> Result<Vec<Node>, Fault> {
        Ok(match node {
            ParseNode::Styling { style, body, .. } => vec![Node::Styled {
                style: style_of(*style),
                body: self.row(body, font)?,
            }],
            ParseNode::Sizing { size, body, .. } => vec![Node::Sized {
                factor: size::factor(*size),
                body: self.row(body, font)?,
            }],
            ParseNode::Color { color, body, .. } => vec![Node::Coloured {
                colour: colour(color).ok_or_else(|| no_colour(node, color))?,
                body: self.row(body, font)?,
            }],
            ParseNode::Enclose { .. } => vec![self.enclosed(node, font)?],
            ParseNode::Phantom { body, .. } => vec![phantom(Phantom::Room, self.row(body, font)?)],
            ParseNode::VPhantom { body, .. } => {
                vec![phantom(Phantom::Height, self.inside(body, font)?)]
            }
            ParseNode::Smash { body, .. } => vec![phantom(Phantom::Flat, self.inside(body, font)?)],
            ParseNode::Lap {
                alignment, body, ..
            } => {
                if alignment != "rlap" {
                    return Err(unset(node, alignment));
                }
                vec![phantom(Phantom::Lap, self.inside(body, font)?)]
            }
            ParseNode::MClass { mclass, body, .. } => vec![Node::Classed {
                class: class_named(mclass),
                body: self.row(body, font)?,
            }],
            ParseNode::Pmb { body, .. } => {
                let bold = Font {
                    alphabet: Some(Alphabet::BoldItalic),
                };
                self.row(body, bold)?
            }
            ParseNode::RaiseBox { dy, body, .. } => vec![Node::Raised {
                by: size::em(dy),
                body: self.inside(body, font)?,
            }],
            ParseNode::VCenter { body, .. } => self.inside(body, font)?,
            ParseNode::Rule { width, height, .. } => vec![Node::Block {
                width: size::em(width),
                height: size::em(height),
            }],
            ParseNode::MathChoice { display, text, .. } => match self.standing {
                Standing::Displayed => self.row(display, font)?,
                Standing::Inline => self.row(text, font)?,
            },
            ParseNode::HtmlMathMl { mathml, .. } => self.row(mathml, font)?,
            ParseNode::Html { body, .. } | ParseNode::Href { body, .. } => self.row(body, font)?,
            ParseNode::Tag { tag, .. } => {
                self.tag = Some(self.row(tag, font)?);
                Vec::new()
            }
            ParseNode::NoNumber { .. } | ParseNode::Internal { .. } | ParseNode::Size { .. } => {
                Vec::new()
            }
            node => return Err(unset(node, node.type_name())),
        })
    }

    fn ruled(&mut self, side: Side, body: &ParseNode, font: Font) -> Result<Node, Fault> {
        let body = self.inside(body, font)?;
        Ok(Node::Ruled { side, body })
    }

    fn fraction(&mut self, node: &ParseNode, font: Font) -> Result<Node, Fault> {
        let ParseNode::GenFrac {
            numer,
            denom,
            has_bar_line,
            left_delim,
            right_delim,
            bar_size,
            continued,
            ..
        } = node
        else {
            return Err(unset(node, node.type_name()));
        };
        let bar = match (has_bar_line, bar_size) {
            (false, _) => Bar::Absent,
            (true, Some(thick)) if thick.number == 0.0 => Bar::Absent,
            (true, Some(thick)) => Bar::Thick(size::em(thick)),
            (true, None) => Bar::Drawn,
        };
        let fence = |sign: &Option<String>| sign.as_deref().map(delimiter).unwrap_or_default();
        let fraction = Fraction {
            above: self.inside(numer, font)?,
            below: self.inside(denom, font)?,
            bar,
            fences: [fence(left_delim), fence(right_delim)],
        };
        let fraction = Node::Fraction(Box::new(fraction));
        // `\cfrac` is set as large as the formula around it.
        Ok(match continued {
            true => Node::Styled {
                style: Style::Display,
                body: vec![fraction],
            },
            false => fraction,
        })
    }

    fn accent(&mut self, node: &ParseNode, font: Font) -> Result<Node, Fault> {
        let (side, label, base) = match node {
            ParseNode::Accent { label, base, .. } => (Side::Above, label, base),
            ParseNode::AccentUnder { label, base, .. } => (Side::Below, label, base),
            node => return Err(unset(node, node.type_name())),
        };
        let (sign, width) = operator::accent(label).ok_or_else(|| unset(node, label))?;
        let body = self.inside(base, font)?;
        Ok(Node::Accent(Box::new(Accent {
            sign,
            side,
            width,
            body,
        })))
    }

    fn enclosed(&mut self, node: &ParseNode, font: Font) -> Result<Node, Fault> {
        let ParseNode::Enclose {
            label,
            background_color,
            body,
            ..
        } = node
        else {
            return Err(unset(node, node.type_name()));
        };
        let by = match label.as_str() {
            "\\fbox" => Enclosure::Box,
            "\\colorbox" | "\\fcolorbox" => {
                let name = background_color.as_deref().unwrap_or_default();
                Enclosure::Ground(colour(name).ok_or_else(|| no_colour(node, name))?)
            }
            "\\cancel" | "\\slashed" | "\\centernot" => Enclosure::Up,
            "\\bcancel" => Enclosure::Down,
            "\\xcancel" => Enclosure::Cross,
            "\\sout" => Enclosure::Strike,
            _ => return Err(unset(node, label)),
        };
        let body = self.inside(body, font)?;
        Ok(Node::Enclosed { by, body })
    }

    /// What is in the letters of a command.
    fn in_font(&mut self, name: &str, body: &ParseNode, font: Font) -> Result<Vec<Node>, Fault> {
        let alphabet = match name {
            "mathnormal" => None,
            "boldsymbol" if font.alphabet == Some(Alphabet::Upright) => Some(Alphabet::Bold),
            name => Some(Alphabet::named(name).ok_or_else(|| unset(body, name))?),
        };
        let row = self.inside(body, Font { alphabet })?;
        Ok(match body {
            ParseNode::OrdGroup { .. } => vec![Node::Group(row)],
            _ => row,
        })
    }
}

fn phantom(kind: Phantom, body: Vec<Node>) -> Node {
    Node::Phantom { kind, body }
}

/// What is read and has no place in a book.
fn unset(node: &ParseNode, what: &str) -> Fault {
    Fault::at(node, format!("{} is not set by this tool", isolate(what)))
}

fn no_colour(node: &ParseNode, name: &str) -> Fault {
    Fault::at(node, format!("{} is no colour", isolate(name)))
}

fn colour(name: &str) -> Option<Colour> {
    let colour = ratex_types::color::Color::parse(name)?;
    // 0.5 in a colour of the parser is 127.5 of 255.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the value is rounded and `as` saturates"
    )]
    let byte = |share: f32| (share * 255.0).round() as u8;
    Some(Colour([byte(colour.r), byte(colour.g), byte(colour.b)]))
}

fn class_of(family: AtomFamily) -> Class {
    match family {
        AtomFamily::Bin => Class::Binary,
        AtomFamily::Close => Class::Closing,
        AtomFamily::Inner => Class::Inner,
        AtomFamily::Open => Class::Opening,
        AtomFamily::Punct => Class::Punctuation,
        AtomFamily::Rel => Class::Relation,
    }
}

/// The class that a node of the parser names: `mrel`.
fn class_named(name: &str) -> Class {
    match name {
        "mbin" => Class::Binary,
        "mclose" => Class::Closing,
        "minner" => Class::Inner,
        "mop" => Class::Operator,
        "mopen" => Class::Opening,
        "mpunct" => Class::Punctuation,
        "mrel" => Class::Relation,
        _ => Class::Ordinary,
    }
}

fn style_of(style: StyleStr) -> Style {
    match style {
        StyleStr::Display => Style::Display,
        StyleStr::Text => Style::Text,
        StyleStr::Script => Style::Script,
        StyleStr::Scriptscript => Style::ScriptScript,
    }
}

/// Whether a node stands in words.
fn is_in_words(node: &ParseNode) -> bool {
    node.mode() == Mode::Text
}

/// The letter as a node, for the other files of the reader.
fn upright(text: impl Into<String>, class: Class) -> Node {
    Node::Sign(super::tree::Sign {
        text: text.into(),
        class,
        slant: Slant::Upright,
    })
}
