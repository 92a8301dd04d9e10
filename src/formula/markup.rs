//! A tree in, the MathML of an EPUB out (EPUB 3.3, clause 6.1.3.1).
//!
//! Alignment stands in `columnalign`, which MathJax reads, and in classes, which `math.css` of the EPUB has
//! rules for: browsers read MathML Core, which leaves it to style sheets.

use super::build::{Builder, Styled, Target};
use super::element::Element;
use super::reader::Standing;
use super::tree::{
    CellSide, Column, Enclosure, FormulaTree, Look, Side, Stroke, Style, Table, TableKind, Words,
};

/// A formula as MathML, with its TeX as alternative text.
pub fn mathml(tree: &FormulaTree, source: &str, standing: Standing) -> String {
    let (style, display) = match standing {
        Standing::Inline => (Style::Text, "inline"),
        Standing::Displayed => (Style::Display, "block"),
    };
    let mut markup = Markup;
    let mut builder = Builder {
        target: &mut markup,
    };
    let row = builder.row(&tree.line(), style);
    let alternative: Vec<&str> = source.split_whitespace().collect();
    let math = Element::around("math", row)
        .with("dir", "ltr")
        .with("alttext", alternative.join(" "))
        .with("display", display)
        .with("xmlns", "http://www.w3.org/1998/Math/MathML");
    let mut out = String::new();
    math.write(&mut out);
    out
}

/// What an EPUB shows in its own way.
struct Markup;

impl Target for Markup {
    fn words(&mut self, words: &Words) -> Element {
        // Spaces at the ends of a token are nothing in XML; no-break spaces are.
        let text = &words.text;
        let core = text.trim_matches(' ');
        let space = |there: bool| if there { "\u{A0}" } else { "" };
        let lead = space(text.starts_with(' '));
        let tail = space(text.ends_with(' ') && !core.is_empty());
        let token = Element::token("mtext", format!("{lead}{core}{tail}"));
        let look = match words.look {
            Look::Plain => return token,
            Look::Bold => "font-weight: bold",
            Look::Emphasised => "font-style: italic",
            Look::Code => "font-family: monospace",
        };
        token.with("style", look)
    }

    fn number(&mut self, digits: &str) -> Element {
        Element::token("mn", digits)
    }

    fn ruled(&mut self, side: Side, body: Styled) -> Element {
        let (name, attribute, sign) = match side {
            Side::Above => ("mover", "accent", '\u{AF}'),
            Side::Below => ("munder", "accentunder", '_'),
        };
        let rule = Element::token("mo", sign).with("stretchy", "true");
        Element::around(name, vec![body.element, rule]).with(attribute, "true")
    }

    fn enclosed(&mut self, by: Enclosure, body: Styled) -> Element {
        let notation = match by {
            Enclosure::Box => "box",
            Enclosure::Up => "updiagonalstrike",
            Enclosure::Down => "downdiagonalstrike",
            Enclosure::Cross => "updiagonalstrike downdiagonalstrike",
            Enclosure::Strike => "horizontalstrike",
            Enclosure::Ground(colour) => {
                let [red, green, blue] = colour.0;
                let ground = format!("#{red:02x}{green:02x}{blue:02x}");
                return Element::around("mstyle", vec![body.element])
                    .with("mathbackground", ground);
            }
        };
        let element = Element::around("menclose", vec![body.element]).with("notation", notation);
        let boxed = (by == Enclosure::Box).then_some("border: 0.06em solid; padding: 0.2em");
        element.maybe("style", boxed)
    }

    fn table(&mut self, table: &Table, cells: Vec<Vec<Styled>>) -> Element {
        let (class, sides) = shape(table);
        let rows = table.rows.iter().zip(cells).enumerate();
        let last = table.rows.len().saturating_sub(1);
        let rows = rows.map(|(at, (row, cells))| {
            let cells = cells.into_iter().enumerate().map(|(column, cell)| {
                let class = table.columns.get(column).map(cell_class);
                let class =
                    class.filter(|class| !class.is_empty() && table.kind == TableKind::Array);
                Element::around("mtd", vec![cell.element]).maybe("class", class)
            });
            let below = if at == last {
                table.below.as_slice()
            } else {
                &[]
            };
            let class = row_class(&row.above, below);
            Element::around("mtr", cells.collect()).maybe("class", class)
        });
        let displayed = matches!(table.kind, TableKind::Aligned | TableKind::Lines);
        let whole = Element::around("mtable", rows.collect())
            .maybe("class", Some(class).filter(|class| !class.is_empty()))
            .maybe("columnalign", Some(sides).filter(|sides| !sides.is_empty()))
            .maybe("displaystyle", displayed.then_some("true"));
        match table.kind {
            TableKind::Small | TableKind::Substack => {
                Element::around("mstyle", vec![whole]).with("scriptlevel", "1")
            }
            _ => whole,
        }
    }
}

/// The class of a table and the sides of its columns.
fn shape(table: &Table) -> (&'static str, String) {
    let sides = table.columns.iter().map(|column| side(column.alignment));
    let sides: Vec<&str> = sides.collect();
    match table.kind {
        TableKind::Aligned => ("menv-alignlike menv-align", "right left".to_owned()),
        TableKind::Cases => ("menv-cells-left menv-cases", "left".to_owned()),
        TableKind::Lines => ("", String::new()),
        TableKind::Substack => ("", sides.join(" ")),
        TableKind::Array | TableKind::Small => ("menv-arraylike", sides.join(" ")),
    }
}

fn side(side: CellSide) -> &'static str {
    match side {
        CellSide::Left => "left",
        CellSide::Middle => "center",
        CellSide::Right => "right",
    }
}

fn cell_class(column: &Column) -> String {
    let side = match column.alignment {
        CellSide::Left => "cell-left",
        CellSide::Middle => "",
        CellSide::Right => "cell-right",
    };
    let rules = [rule(&column.before, "left"), rule(&column.behind, "right")];
    let classes = std::iter::once(side.to_owned()).chain(rules);
    let classes: Vec<String> = classes.filter(|class| !class.is_empty()).collect();
    classes.join(" ")
}

/// The class of rules at the side of a cell.
fn rule(strokes: &[Stroke], side: &str) -> String {
    match strokes {
        [] => String::new(),
        [Stroke::Solid] => format!("menv-{side}-solid"),
        [Stroke::Dashed] => format!("menv-{side}-dashed"),
        _ => format!("menv-{side}-double"),
    }
}

/// The class of a row with rules above and below it.
fn row_class(above: &[Stroke], below: &[Stroke]) -> Option<String> {
    let above = above.last().map(|stroke| match stroke {
        Stroke::Solid => "menv-hline",
        Stroke::Dashed => "menv-hdashline",
    });
    let below = below.last().map(|_| "menv-hline-below");
    let classes: Vec<&str> = above.into_iter().chain(below).collect();
    (!classes.is_empty()).then(|| classes.join(" "))
}
