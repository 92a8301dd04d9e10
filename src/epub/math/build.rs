//! Events of pulldown-latex in, MathML out.
//!
//! Events stand before what they are about: a fraction is followed by two arguments, a group by its
//! content and an end. Each function here reads one such thing whole, so that an element has as many
//! children as MathML gives it. pulldown-latex has a writer of its own, whose markup is neither always
//! well-formed (`\bigl`) nor always valid (`\tfrac`, `\log_2`).

use pulldown_latex::event::{
    ColorTarget, Content, Dimension, DimensionUnit, EnvironmentFlow, Grouping, ScriptPosition,
    ScriptType, StateChange, Style, Visual,
};
use pulldown_latex::{Event, Parser, Storage};

use super::atom::{Atom, next_atom};
use super::commands::{Mark, with_commands};
use super::part::{Item, Standing, Stands, State};
use super::table::{self, Shape};
use super::token;
use super::tree::Element;
use super::words::{self, Part};
use crate::diag::isolate;

/// Formulas of people have some ten levels; deeper ones are no formulas, and we descend by recursion.
const MAX_DEPTH: usize = 100;

/// Beyond these em no space is meant.
const MAX_SPACE: f32 = 100.0;

/// More parts has no formula that somebody wrote; macros that call each other make more.
const MOST_PARTS: usize = 20_000;

/// The parts of a formula.
pub(super) fn elements(source: &str, standing: Standing) -> Result<Vec<Element>, String> {
    let storage = Storage::new();
    let mut events = Vec::new();
    let whole = with_commands(source.trim());
    for event in Parser::new(&whole, &storage) {
        if events.len() >= MOST_PARTS {
            return Err("it has too many parts".to_owned());
        }
        events.push(event.map_err(|error| reason(&error))?);
    }
    Builder::new(&events, standing).whole()
}

/// What is wrong and near what, without the picture of the place that the parser draws.
fn reason(error: &pulldown_latex::ParserError) -> String {
    let reason = std::error::Error::source(error).map(ToString::to_string);
    let reason = reason.unwrap_or_else(|| "it is no TeX".to_owned());
    let drawn = error.to_string();
    let lines = drawn.lines().filter_map(|line| line.strip_prefix('│'));
    let mut near = lines.map(|line| line.trim_matches(['…', ' ', '^']));
    match near.find(|line| !line.is_empty()) {
        Some(near) => format!("{reason}, near {}", isolate(near)),
        None => reason,
    }
}

/// Reads events.
struct Builder<'e, 's> {
    events: &'e [Event<'s>],
    at: usize,
    depth: usize,
    standing: Standing,
}

impl<'e, 's> Builder<'e, 's> {
    /// A reader of all events of a formula.
    fn new(events: &'e [Event<'s>], standing: Standing) -> Self {
        Self {
            events,
            at: 0,
            depth: 0,
            standing,
        }
    }

    /// The whole formula.
    ///
    /// # Errors
    /// Why the events are no formula: words that hold TeX, too many levels, an end missing.
    fn whole(mut self) -> Result<Vec<Element>, String> {
        let row = self.row(State::default(), None)?;
        if self.at < self.events.len() {
            return Err(broken());
        }
        Ok(row)
    }

    /// The next event, not yet read.
    fn peek(&self) -> Option<&'e Event<'s>> {
        self.events.get(self.at)
    }

    /// Goes on behind the next event.
    fn skip(&mut self) {
        self.at += 1;
    }

    /// Elements up to the end of a group or of a cell, which is not read.
    fn row(&mut self, mut state: State, mut before: Option<Atom>) -> Result<Vec<Element>, String> {
        let mut row = Vec::new();
        while let Some(event) = self.peek() {
            match event {
                Event::End | Event::EnvironmentFlow(_) => break,
                Event::StateChange(StateChange::Font(font)) => {
                    self.skip();
                    state.font = *font;
                }
                Event::StateChange(change) => {
                    self.skip();
                    let rest = self.changed(*change, state, before)?;
                    row.extend(rest);
                    break;
                }
                _ => {
                    let item = self.item(state, Stands::After(before))?;
                    let next = next_atom(&self.events[self.at..]);
                    before = Some(item.atom);
                    push(&mut row, item, next);
                }
            }
        }
        Ok(row)
    }

    /// The rest of a group in another size or colour: `a \displaystyle b` is `a` and an `mstyle` with `b`.
    fn changed(
        &mut self,
        change: StateChange,
        mut state: State,
        before: Option<Atom>,
    ) -> Result<Option<Element>, String> {
        let colour = |(red, green, blue)| format!("#{red:02x}{green:02x}{blue:02x}");
        if let StateChange::Style(style) = change {
            state.style = Some(style);
        }
        let rest = self.deeper(|builder| builder.row(state, before))?;
        if rest.is_empty() {
            return Ok(None);
        }
        let styled = Element::around("mstyle", rest);
        Ok(Some(match change {
            StateChange::Font(_) => styled,
            StateChange::Style(style) => {
                let (display, level) = match style {
                    Style::Display => ("true", "0"),
                    Style::Text => ("false", "0"),
                    Style::Script => ("false", "1"),
                    Style::ScriptScript => ("false", "2"),
                };
                styled
                    .with("displaystyle", display)
                    .with("scriptlevel", level)
            }
            StateChange::Color(change) => match change.target {
                ColorTarget::Text => styled.with("mathcolor", colour(change.color)),
                ColorTarget::Background => styled.with("mathbackground", colour(change.color)),
                ColorTarget::Border => {
                    let border = format!("border: 0.06em solid {}", colour(change.color));
                    styled.with("style", border)
                }
            },
        }))
    }

    /// One thing of a row or an argument.
    fn item(&mut self, state: State, stands: Stands) -> Result<Item, String> {
        let Some(event) = self.peek() else {
            return Err(broken());
        };
        match event {
            Event::Content(Content::Text(typed)) => {
                self.skip();
                Ok(Item::new(text(typed, state)?, Atom::Ord))
            }
            Event::Content(content) => {
                self.skip();
                let next = next_atom(&self.events[self.at..]);
                token::token(*content, state, stands, next)
            }
            Event::Begin(grouping) => {
                self.skip();
                self.group(grouping, state)
            }
            Event::Visual(visual) => {
                self.skip();
                self.deeper(|builder| builder.visual(*visual, state))
            }
            Event::Script { ty, position } => {
                self.skip();
                let above = match position {
                    ScriptPosition::Right => false,
                    ScriptPosition::AboveBelow => true,
                    ScriptPosition::Movable => match state.style {
                        Some(style) => style == Style::Display,
                        None => self.standing == Standing::Displayed,
                    },
                };
                self.deeper(|builder| builder.script(*ty, above, state))
            }
            Event::Space {
                width,
                height,
                depth,
            } => {
                self.skip();
                let space = Element::around("mspace", Vec::new())
                    .maybe("width", width.map(length))
                    .maybe("height", height.map(length))
                    .maybe("depth", depth.map(length));
                let back = width.filter(|width| width.value < 0.0);
                let margin = back.map(|width| format!("margin-inline-start: {}", length(width)));
                let atom = match stands {
                    Stands::After(Some(before)) => before,
                    Stands::After(None) | Stands::Alone => Atom::Punct,
                };
                Ok(Item::new(space.maybe("style", margin), atom))
            }
            Event::StateChange(_) => {
                self.skip();
                Ok(Item::new(Element::one(Vec::new()), Atom::Inner))
            }
            Event::End | Event::EnvironmentFlow(_) => Err(broken()),
        }
    }

    fn argument(&mut self, state: State) -> Result<Item, String> {
        self.item(state, Stands::Alone)
    }

    /// Runs `read` one level deeper.
    ///
    /// # Errors
    /// As `read`, and where there are too many levels.
    fn deeper<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, String>,
    ) -> Result<T, String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err("it is nested too deep".to_owned());
        }
        let read = read(self)?;
        self.depth -= 1;
        Ok(read)
    }

    /// What stands between a beginning that was read and its end.
    fn group(&mut self, grouping: &Grouping, state: State) -> Result<Item, String> {
        let item = self.deeper(|builder| match grouping {
            Grouping::Normal => {
                let row = builder.row(state, None)?;
                Ok(Item::new(Element::one(row), Atom::Inner))
            }
            Grouping::LeftRight(open, close) => {
                let inner = builder.row(state, Some(Atom::Open))?;
                let fence = |sign: &Option<char>| {
                    sign.map(|sign| Element::token("mo", sign).with("stretchy", "true"))
                };
                let row = fence(open).into_iter().chain(inner).chain(fence(close));
                let row = Element::around("mrow", row.collect());
                Ok(Item::new(row, Atom::Inner))
            }
            grouping => {
                let shape = table::shape(grouping);
                let rows = builder.rows(&shape)?;
                let table = table::table(grouping, shape, rows);
                Ok(Item::new(table, Atom::Inner))
            }
        })?;
        match self.peek() {
            Some(Event::End) => self.skip(),
            _ => return Err(broken()),
        }
        Ok(item)
    }

    /// The lines of a table, up to its end.
    fn rows(&mut self, shape: &Shape) -> Result<Vec<Element>, String> {
        let mut rows = Vec::new();
        let mut above: Option<&'static str> = None;
        if let Some(EnvironmentFlow::StartLines { lines }) = self.flow() {
            self.skip();
            above = table::rule_above(lines);
        }
        let mut cells = Vec::new();
        loop {
            let class = shape.cells.get(cells.len());
            let class = class.filter(|class| !class.is_empty());
            let content = self.row(State::default(), None)?;
            cells.push(Element::around("mtd", content).maybe("class", class));
            match self.flow() {
                Some(EnvironmentFlow::Alignment) => self.skip(),
                Some(EnvironmentFlow::NewLine { .. }) if !shape.lines => self.skip(),
                Some(EnvironmentFlow::NewLine {
                    horizontal_lines, ..
                }) => {
                    self.skip();
                    let row = Element::around("mtr", std::mem::take(&mut cells));
                    rows.push(row.maybe("class", above));
                    above = table::rule_above(horizontal_lines);
                }
                Some(EnvironmentFlow::StartLines { .. }) => return Err(broken()),
                None => break,
            }
        }
        if !matches!(self.peek(), Some(Event::End)) {
            return Err(broken());
        }
        rows.push(Element::around("mtr", cells).maybe("class", above));
        Ok(rows)
    }

    /// What begins another cell or line of a table, where that comes next.
    fn flow(&self) -> Option<&'e EnvironmentFlow> {
        match self.peek() {
            Some(Event::EnvironmentFlow(flow)) => Some(flow),
            _ => None,
        }
    }

    fn visual(&mut self, visual: Visual, state: State) -> Result<Item, String> {
        let element = match visual {
            Visual::SquareRoot => Element::around("msqrt", vec![self.argument(state)?.element]),
            Visual::Root => {
                let root = vec![self.argument(state)?.element, self.argument(state)?.element];
                Element::around("mroot", root)
            }
            Visual::Fraction(rule) => {
                let parts = vec![self.argument(state)?.element, self.argument(state)?.element];
                Element::around("mfrac", parts).maybe("linethickness", rule.map(length))
            }
            Visual::Negation => {
                let Item { element, atom } = self.argument(state)?;
                let struck = Element::token(element.name, "");
                let negated = element.words().map(|words| format!("{words}\u{338}"));
                let element = match negated {
                    Some(words) if struck.name != "mtext" => Element::token(struck.name, words),
                    _ => strike(element),
                };
                return Ok(Item::new(element, atom));
            }
        };
        Ok(Item::new(element, Atom::Inner))
    }

    fn script(&mut self, ty: ScriptType, above: bool, state: State) -> Result<Item, String> {
        let base = self.argument(state)?;
        let mut parts = vec![base.element];
        let scripts = match ty {
            ScriptType::Subscript | ScriptType::Superscript => 1,
            ScriptType::SubSuperscript => 2,
        };
        for _ in 0..scripts {
            parts.push(self.argument(state)?.element);
        }
        let atom = if base.atom == Atom::Function {
            Atom::Function
        } else {
            Atom::Inner
        };
        let name = match (ty, above) {
            (ScriptType::Subscript, false) => "msub",
            (ScriptType::Superscript, false) => "msup",
            (ScriptType::SubSuperscript, false) => "msubsup",
            (ScriptType::Subscript, true) => "munder",
            (ScriptType::Superscript, true) => return Ok(Item::new(over(parts), atom)),
            (ScriptType::SubSuperscript, true) => "munderover",
        };
        Ok(Item::new(Element::around(name, parts), atom))
    }
}

/// Words, with the formulas among them.
fn text(typed: &str, state: State) -> Result<Element, String> {
    if typed == "&nbsp;" {
        return Ok(Element::token("mtext", '\u{A0}'));
    }
    let mut whole = Vec::new();
    for part in words::parts(typed)? {
        match part {
            Part::Words(words) => whole.push(token::plain(&words, state)),
            Part::Formula(source) => whole.extend(elements(&source, Standing::Inline)?),
        }
    }
    Ok(Element::one(whole))
}

/// Something with something above it: a script, an accent, or one of our marks.
fn over(mut parts: Vec<Element>) -> Element {
    let above = parts.last().and_then(Element::words).unwrap_or_default();
    let mut letters = above.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else {
        return Element::around("mover", parts);
    };
    if let Some(mark) = Mark::of(letter) {
        parts.pop();
        return marked(Element::one(parts), mark);
    }
    let accent = match letter {
        '^' => 'ˆ',
        '~' => '˜',
        '‾' => '¯',
        '´' | 'ˇ' | '˘' | '˙' | '¨' | '`' | '˚' | '→' => letter,
        _ => return Element::around("mover", parts),
    };
    let stretchy = match parts.pop() {
        Some(above) if above.name == "mo" => "true",
        _ => "false",
    };
    parts.push(Element::token("mo", accent).with("stretchy", stretchy));
    Element::around("mover", parts).with("accent", "true")
}

fn marked(element: Element, mark: Mark) -> Element {
    match mark {
        Mark::Overline => {
            let rule = Element::token("mo", '\u{AF}').with("stretchy", "true");
            Element::around("mover", vec![element, rule]).with("accent", "true")
        }
        Mark::Box => Element::around("menclose", vec![element])
            .with("notation", "box")
            .with("style", "border: 0.06em solid; padding: 0.2em"),
        Mark::Phantom => Element::around("mphantom", vec![element]),
        Mark::Strike => strike(element),
    }
}

/// A thing with a stroke through it.
fn strike(element: Element) -> Element {
    Element::around("menclose", vec![element]).with("notation", "updiagonalstrike")
}

/// Puts an item into a row, with the spaces of functions, and letters of one Persian word together.
fn push(row: &mut Vec<Element>, item: Item, next: Option<Atom>) {
    let Item { element, atom } = item;
    let joins = |element: &Element| {
        let words = element.words().unwrap_or_default();
        let token = matches!(element.name, "mi" | "mn");
        token && !words.is_empty() && words.chars().all(is_arabic)
    };
    if joins(&element)
        && let Some(last) = row.last_mut()
        && joins(last)
        && last.join(&element)
    {
        return;
    }
    row.push(element);
    if let (Atom::Function, Some(next)) = (atom, next) {
        row.push(Element::token("mo", '\u{2061}'));
        if !matches!(next, Atom::Open | Atom::Punct | Atom::Close) {
            row.push(token::thin_space());
        }
    }
}

/// Letters and digits of the Arabic script, which stand side by side in a word or a number.
fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{200C}')
}

/// A length as MathML writes it.
fn length(of: Dimension) -> String {
    /// A point of TeX in points of CSS.
    const POINT: f32 = 72.0 / 72.27;
    let (factor, unit) = match of.unit {
        DimensionUnit::Em => (1.0, "em"),
        DimensionUnit::Mu => (1.0 / 18.0, "em"),
        DimensionUnit::Ex => (1.0, "ex"),
        DimensionUnit::Mm => (1.0, "mm"),
        DimensionUnit::Cm => (1.0, "cm"),
        DimensionUnit::In => (1.0, "in"),
        DimensionUnit::Bp => (1.0, "pt"),
        DimensionUnit::Pt => (POINT, "pt"),
        DimensionUnit::Pc => (12.0 * POINT, "pt"),
        DimensionUnit::Sp => (POINT / 65536.0, "pt"),
        DimensionUnit::Dd => (1238.0 / 1157.0 * POINT, "pt"),
        DimensionUnit::Cc => (12.0 * 1238.0 / 1157.0 * POINT, "pt"),
    };
    let value = of.value * factor;
    let value = if value.is_finite() { value } else { 0.0 };
    let digits = format!("{:.4}", value.clamp(-MAX_SPACE, MAX_SPACE));
    let digits = digits.trim_end_matches('0').trim_end_matches('.');
    format!("{}{unit}", if digits == "-0" { "0" } else { digits })
}

/// What is said where events do not end as they should.
fn broken() -> String {
    "its parts do not end where they should".to_owned()
}
