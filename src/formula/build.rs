//! A tree in, elements of MathML out.
//!
//! Both books are made of them: the EPUB's markup is written from them, and the PDF's layout reads them.
//! What only one of the books can show so is left to a [`Target`]: words, tables, rules and boxes.

use super::element::{Element, em};
use super::spacing::{between, settle};
use super::tree::{
    Accent, Bar, Bracket, Class, Enclosure, Fenced, Fraction, Node, Operator, Phantom, Place,
    Scripts, Side, Sign, Slant, Style, Table, TableKind, Width, Words,
};
use crate::units::Em;

/// What a book shows in its own way.
pub(super) trait Target {
    /// Words.
    fn words(&mut self, words: &Words) -> Element;
    /// A number.
    fn number(&mut self, digits: &str) -> Element;
    /// Something with a rule along it.
    fn ruled(&mut self, side: Side, body: Styled) -> Element;
    /// Something with lines around or through it.
    fn enclosed(&mut self, by: Enclosure, body: Styled) -> Element;
    /// Lines of cells.
    fn table(&mut self, table: &Table, cells: Vec<Vec<Styled>>) -> Element;
}

/// An element, and the style that it is in.
pub(super) struct Styled {
    /// The element.
    pub(super) element: Element,
    /// The style.
    pub(super) style: Style,
}

/// A part of a row.
struct Item {
    element: Element,
    /// What it is to what stands before it.
    left: Class,
    /// What it is to what follows.
    right: Class,
    /// Whether the element is a sign that has its spaces itself.
    kind: ItemKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ItemKind {
    /// An `mo`.
    Sign,
    /// A space, which is nothing to its neighbours.
    Space,
    /// All else.
    Thing,
}

impl Item {
    fn thing(element: Element, class: Class) -> Self {
        Self {
            element,
            left: class,
            right: class,
            kind: ItemKind::Thing,
        }
    }

    fn sign(element: Element, class: Class) -> Self {
        Self {
            kind: ItemKind::Sign,
            ..Self::thing(element, class)
        }
    }
}

/// Makes elements.
pub(super) struct Builder<'t> {
    /// What one of the books shows in its own way.
    pub(super) target: &'t mut dyn Target,
}

impl Builder<'_> {
    /// The elements of nodes side by side.
    pub(super) fn row(&mut self, nodes: &[Node], style: Style) -> Vec<Element> {
        let items = self.items(nodes, style);
        items.into_iter().map(|item| item.element).collect()
    }

    /// The same as one element.
    pub(super) fn one(&mut self, nodes: &[Node], style: Style) -> Element {
        Element::one(self.row(nodes, style))
    }

    fn styled(&mut self, nodes: &[Node], style: Style) -> Styled {
        let element = self.one(nodes, style);
        Styled { element, style }
    }

    /// The parts of a row, with the spaces between them.
    fn items(&mut self, nodes: &[Node], style: Style) -> Vec<Item> {
        let mut items: Vec<Item> = nodes.iter().map(|node| self.item(node, style)).collect();
        let seen = |item: &Item| item.kind != ItemKind::Space;
        let mut classes: Vec<Class> = items.iter().filter(|item| seen(item)).map(left).collect();
        settle(&mut classes);
        for (item, class) in items.iter_mut().filter(|item| seen(item)).zip(classes) {
            if item.kind == ItemKind::Sign || item.left == item.right {
                (item.left, item.right) = (class, class);
            }
        }
        let mut row: Vec<Item> = Vec::with_capacity(items.len());
        let mut before: Option<usize> = None;
        for mut item in items {
            if item.kind == ItemKind::Space {
                row.push(item);
                continue;
            }
            let space = before.and_then(|at| between(row[at].right, item.left, style));
            if let (Some(at), Some(space)) = (before, space) {
                let last = &mut row[at];
                if last.kind == ItemKind::Sign {
                    last.element = last.element.clone().with("rspace", em(space));
                } else if item.kind == ItemKind::Sign {
                    item.element = item.element.with("lspace", em(space));
                } else {
                    let space = Item::thing(Element::space(space), Class::Ordinary);
                    row.push(space);
                }
            }
            before = Some(row.len());
            row.push(item);
        }
        row
    }

    fn item(&mut self, node: &Node, style: Style) -> Item {
        match node {
            Node::Sign(sign) => self::sign(sign),
            Node::Number(digits) => Item::thing(self.target.number(digits), Class::Ordinary),
            Node::Words(words) => Item::thing(self.target.words(words), Class::Ordinary),
            Node::Space(width) => Item {
                kind: ItemKind::Space,
                ..Item::thing(Element::space(*width), Class::Ordinary)
            },
            Node::Group(body) => Item::thing(self.one(body, style), Class::Ordinary),
            Node::Scripts(scripts) => self.scripts(scripts, style),
            Node::Fraction(fraction) => self.fraction(fraction, style),
            Node::Root { body, index } => {
                let body = self.row(body, style);
                let root = match index {
                    None => Element::around("msqrt", body),
                    Some(index) => {
                        let index = self.one(index, Style::ScriptScript);
                        Element::around("mroot", vec![Element::one(body), index])
                    }
                };
                Item::thing(root, Class::Ordinary)
            }
            Node::Fenced(fenced) => self.fenced(fenced, style),
            Node::Bracket(bracket) => self::bracket(bracket),
            Node::Middle(sign) => Item::sign(grown(sign), Class::Ordinary),
            Node::Accent(accent) => self.accent(accent, style),
            Node::Ruled { side, body } => {
                let body = self.styled(body, style);
                Item::thing(self.target.ruled(*side, body), Class::Ordinary)
            }
            Node::Operator(operator) => self.operator(operator, style),
            Node::Arrow { sign, above, below } => {
                Item::thing(self.arrow(*sign, above, below.as_deref()), Class::Relation)
            }
            Node::Table(table) => Item::thing(self.table(table), Class::Ordinary),
            _ => self.looks(node, style),
        }
    }

    /// What only changes how something looks or what room it takes.
    fn looks(&mut self, node: &Node, style: Style) -> Item {
        match node {
            Node::Styled {
                style: inner, body, ..
            } => {
                let (display, level) = match inner {
                    Style::Display => ("true", "0"),
                    Style::Text => ("false", "0"),
                    Style::Script => ("false", "1"),
                    Style::ScriptScript => ("false", "2"),
                };
                let wrap = |row| {
                    Element::around("mstyle", row)
                        .with("displaystyle", display)
                        .with("scriptlevel", level)
                };
                self.wrapped(body, *inner, wrap)
            }
            Node::Sized { factor, body } => self.wrapped(body, style, |row| {
                Element::around("mstyle", row).with("mathsize", em(Em(*factor)))
            }),
            Node::Coloured { colour, body } => {
                let [red, green, blue] = colour.0;
                let value = format!("#{red:02x}{green:02x}{blue:02x}");
                self.wrapped(body, style, |row| {
                    Element::around("mstyle", row).with("mathcolor", value)
                })
            }
            Node::Enclosed { by, body } => {
                let body = self.styled(body, style);
                Item::thing(self.target.enclosed(*by, body), Class::Ordinary)
            }
            Node::Phantom { kind, body } => self.wrapped(body, style, |row| match kind {
                Phantom::Room => Element::around("mphantom", row),
                Phantom::Height => {
                    let room = Element::around("mphantom", row);
                    Element::around("mpadded", vec![room]).with("width", "0em")
                }
                Phantom::Flat => Element::around("mpadded", row)
                    .with("height", "0em")
                    .with("depth", "0em"),
                Phantom::Lap => Element::around("mpadded", row).with("width", "0em"),
            }),
            Node::Raised { by, body } => self.wrapped(body, style, |row| {
                Element::around("mpadded", row).with("voffset", em(*by))
            }),
            Node::Classed { class, body } => {
                // «≠» as a relation is a sign, though its macro makes it of a letter.
                if let [Node::Sign(only)] = body.as_slice() {
                    return self::sign(&Sign {
                        class: *class,
                        ..only.clone()
                    });
                }
                let mut items = self.items(body, style);
                match (items.pop(), items.is_empty()) {
                    (Some(mut only), true) if only.kind == ItemKind::Sign => {
                        (only.left, only.right) = (*class, *class);
                        only
                    }
                    (last, _) => {
                        let row = items.into_iter().chain(last).map(|item| item.element);
                        Item::thing(Element::one(row.collect()), *class)
                    }
                }
            }
            Node::Block { width, height } => {
                let block = Element::space(*width)
                    .with("height", em(*height))
                    .with("mathbackground", "#000000");
                Item::thing(block, Class::Ordinary)
            }
            _ => Item::thing(Element::one(Vec::new()), Class::Ordinary),
        }
    }

    /// A row in an element, which is to its neighbours what its ends are.
    fn wrapped(
        &mut self,
        body: &[Node],
        style: Style,
        wrap: impl FnOnce(Vec<Element>) -> Element,
    ) -> Item {
        let items = self.items(body, style);
        let mut seen = items.iter().filter(|item| item.kind != ItemKind::Space);
        let first = seen.next().map_or(Class::Ordinary, left);
        let last = seen.next_back().map_or(first, |item| item.right);
        Item {
            element: wrap(items.into_iter().map(|item| item.element).collect()),
            left: first,
            right: last,
            kind: ItemKind::Thing,
        }
    }

    fn scripts(&mut self, scripts: &Scripts, style: Style) -> Item {
        let Scripts {
            base,
            sub,
            sup,
            place,
        } = scripts;
        let mut items = self.items(base, style);
        let class = match items.as_slice() {
            [only] => only.right,
            _ => Class::Ordinary,
        };
        let base = match (items.pop(), items.is_empty()) {
            (Some(only), true) => only.element,
            (last, _) => {
                let row = items.into_iter().chain(last).map(|item| item.element);
                Element::around("mrow", row.collect())
            }
        };
        let inner = smaller(style);
        let sub = sub.as_ref().map(|sub| self.one(sub, inner));
        let sup = sup.as_ref().map(|sup| self.one(sup, inner));
        let limits = match place {
            Place::Beside => false,
            Place::Limits => true,
            Place::Movable => style == Style::Display,
        };
        let (name, parts) = match (limits, sub, sup) {
            (_, None, None) => return Item::thing(base, class),
            (false, Some(sub), None) => ("msub", vec![base, sub]),
            (false, None, Some(sup)) => ("msup", vec![base, sup]),
            (false, Some(sub), Some(sup)) => ("msubsup", vec![base, sub, sup]),
            (true, Some(sub), None) => ("munder", vec![base, sub]),
            (true, None, Some(sup)) => ("mover", vec![base, sup]),
            (true, Some(sub), Some(sup)) => ("munderover", vec![base, sub, sup]),
        };
        Item::thing(Element::around(name, parts), class)
    }

    fn fraction(&mut self, fraction: &Fraction, style: Style) -> Item {
        let inner = match style {
            Style::Display => Style::Text,
            style => smaller(style),
        };
        let parts = vec![
            self.one(&fraction.above, inner),
            self.one(&fraction.below, inner),
        ];
        let thick = match fraction.bar {
            Bar::Drawn => None,
            Bar::Thick(thick) => Some(em(thick)),
            Bar::Absent => Some("0".to_owned()),
        };
        let body = Element::around("mfrac", parts).maybe("linethickness", thick);
        let [open, close] = &fraction.fences;
        if open.is_empty() && close.is_empty() {
            return Item::thing(body, Class::Ordinary);
        }
        let row = vec![fence(open, "prefix"), body, fence(close, "postfix")];
        Item::thing(Element::around("mrow", row), Class::Ordinary)
    }

    fn fenced(&mut self, fenced: &Fenced, style: Style) -> Item {
        let mut row = Vec::new();
        if !fenced.open.is_empty() {
            row.push(fence(&fenced.open, "prefix"));
        }
        row.extend(self.row(&fenced.body, style));
        if !fenced.close.is_empty() {
            row.push(fence(&fenced.close, "postfix"));
        }
        Item::thing(Element::around("mrow", row), Class::Inner)
    }

    fn accent(&mut self, accent: &Accent, style: Style) -> Item {
        let body = self.one(&accent.body, style);
        let grows = match accent.width {
            Width::Fixed => "false",
            Width::Growing | Width::Brace => "true",
        };
        let sign = Element::token("mo", accent.sign)
            .with("stretchy", grows)
            .with("lspace", "0em")
            .with("rspace", "0em");
        let (name, attribute) = match accent.side {
            Side::Above => ("mover", "accent"),
            Side::Below => ("munder", "accentunder"),
        };
        // An arrow stands on the axis in its face: as an accent it would strike its letters through.
        let is_arrow = matches!(accent.sign, '←'..='⇿');
        let accented = accent.width != Width::Brace && !is_arrow;
        let element = Element::around(name, vec![body, sign]);
        let element = element.maybe(attribute, accented.then_some("true"));
        Item::thing(element, Class::Ordinary)
    }

    fn operator(&mut self, operator: &Operator, style: Style) -> Item {
        match operator {
            Operator::Large(sign) => {
                let sign = plain_sign(sign).with("movablelimits", "false");
                Item::sign(sign, Class::Operator)
            }
            Operator::Small(sign) => {
                Item::sign(plain_sign(sign).with("largeop", "false"), Class::Operator)
            }
            Operator::Named(name) => {
                let single = name.chars().count() == 1;
                let name = Element::token("mi", name);
                let name = name.maybe("mathvariant", single.then_some("normal"));
                Item::thing(name, Class::Operator)
            }
            Operator::Made(body) => Item::thing(self.one(body, style), Class::Operator),
        }
    }

    /// An arrow that is longer than its labels.
    fn arrow(&mut self, sign: char, above: &[Node], below: Option<&[Node]>) -> Element {
        const BESIDE: Em = Em(0.4);
        let arrow = Element::token("mo", sign)
            .with("stretchy", "true")
            .with("lspace", "0em")
            .with("rspace", "0em");
        let mut label = |nodes: &[Node]| {
            let mut row = vec![Element::space(BESIDE)];
            row.extend(self.row(nodes, Style::Script));
            row.push(Element::space(BESIDE));
            Element::around("mrow", row)
        };
        match (above, below) {
            (above, None) => Element::around("mover", vec![arrow, label(above)]),
            ([], Some(below)) => Element::around("munder", vec![arrow, label(below)]),
            (above, Some(below)) => {
                Element::around("munderover", vec![arrow, label(below), label(above)])
            }
        }
    }

    fn table(&mut self, table: &Table) -> Element {
        let style = match table.kind {
            TableKind::Aligned | TableKind::Lines => Style::Display,
            TableKind::Array | TableKind::Cases => Style::Text,
            TableKind::Small | TableKind::Substack => Style::Script,
        };
        let mut rows = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            let mut cells: Vec<Styled> = Vec::with_capacity(row.cells.len());
            for (at, cell) in row.cells.iter().enumerate() {
                // «a &= b»: the sign begins its cell, and has the space before it all the same.
                let element = match table.kind {
                    TableKind::Aligned if at % 2 == 1 => self.cell_behind(cell, style),
                    _ => self.one(cell, style),
                };
                cells.push(Styled { element, style });
            }
            if let Some(tag) = &row.tag {
                let mut label = vec![Element::space(Em(2.0))];
                label.extend(self.row(tag, Style::Text));
                let element = Element::around("mrow", label);
                cells.push(Styled { element, style });
            }
            rows.push(cells);
        }
        self.target.table(table, rows)
    }

    /// A cell as what follows the one before it.
    fn cell_behind(&mut self, cell: &[Node], style: Style) -> Element {
        // An empty group before the cell makes «+» and «=» of it signs between two things.
        let mut behind = vec![Node::Group(Vec::new())];
        match cell {
            // The style that the cell is in is that of its row.
            [Node::Styled { style: inner, body }] => {
                behind.extend(body.iter().cloned());
                let style_of_cell = *inner;
                let body = Node::Styled {
                    style: style_of_cell,
                    body: behind,
                };
                self.one(&[body], style)
            }
            cell => {
                behind.extend(cell.iter().cloned());
                self.one(&behind, style)
            }
        }
    }
}

fn left(item: &Item) -> Class {
    item.left
}

/// The style of scripts.
fn smaller(style: Style) -> Style {
    match style {
        Style::Display | Style::Text => Style::Script,
        Style::Script | Style::ScriptScript => Style::ScriptScript,
    }
}

/// A sign that neither grows nor has spaces of its own.
fn plain_sign(text: &str) -> Element {
    Element::token("mo", text)
        .with("stretchy", "false")
        .with("lspace", "0em")
        .with("rspace", "0em")
}

/// A bracket that grows with what stands beside it.
fn grown(sign: &str) -> Element {
    Element::token("mo", sign)
        .with("stretchy", "true")
        .with("symmetric", "true")
        .with("lspace", "0em")
        .with("rspace", "0em")
}

fn fence(sign: &str, form: &str) -> Element {
    grown(sign).with("form", form)
}

fn bracket(bracket: &Bracket) -> Item {
    // The sizes of plain TeX, of brackets around a line of 1.2 em.
    const SIZES: [Em; 4] = [Em(1.2), Em(1.8), Em(2.4), Em(3.0)];
    if bracket.sign.is_empty() {
        return Item::thing(Element::one(Vec::new()), bracket.class);
    }
    let size = em(SIZES[usize::from(bracket.size.clamp(1, 4)) - 1]);
    let element = grown(&bracket.sign)
        .with("minsize", size.as_str())
        .with("maxsize", size);
    Item::sign(element, bracket.class)
}

fn sign(sign: &Sign) -> Item {
    const PRIME: &str = "′";
    let Sign { text, class, slant } = sign;
    if *class != Class::Ordinary || text == PRIME {
        return Item::sign(plain_sign(text), *class);
    }
    // MathML slants a letter that stands alone, unless it is told not to.
    let mut letters = text.chars();
    let single = letters.next().filter(|_| letters.next().is_none());
    let slants = single.is_some_and(|letter| {
        letter.is_ascii_alphabetic() || matches!(letter, 'Α'..='ϵ' | '∇' | '∂' | 'ı' | 'ȷ')
    });
    let upright = slants && *slant == Slant::Upright;
    let letter = Element::token("mi", text.as_str());
    let letter = letter.maybe("mathvariant", upright.then_some("normal"));
    Item::thing(letter, Class::Ordinary)
}
