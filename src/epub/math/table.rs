//! Matrices, cases, aligned equations: lines of cells.
//!
//! Alignment stands in `columnalign`, which MathJax reads, and in classes, which `math.css` has rules
//! for: browsers read MathML Core, which leaves it to style sheets.

use pulldown_latex::event::{ArrayColumn, ColumnAlignment, Grouping, Line};

use super::tree::Element;

/// What an environment says of its table.
pub(super) struct Shape {
    class: &'static str,
    columns: String,
    /// The class of each cell of a line.
    pub(super) cells: Vec<String>,
    /// Whether the lines of the source are lines.
    pub(super) lines: bool,
}

impl Shape {
    fn new(class: &'static str, columns: impl Into<String>) -> Self {
        Self {
            class,
            columns: columns.into(),
            cells: Vec::new(),
            lines: true,
        }
    }
}

/// The table of an environment: its lines in, with a brace at the side of cases.
pub(super) fn table(grouping: &Grouping, shape: Shape, rows: Vec<Element>) -> Element {
    let class = Some(shape.class).filter(|class| !class.is_empty());
    let columns = Some(shape.columns).filter(|columns| !columns.is_empty());
    let table = Element::around("mtable", rows)
        .maybe("class", class)
        .maybe("columnalign", columns);
    let brace = |sign| Element::token("mo", sign).with("stretchy", "true");
    match grouping {
        Grouping::Cases { left: true } => Element::around("mrow", vec![brace('{'), table]),
        Grouping::Cases { left: false } => Element::around("mrow", vec![table, brace('}')]),
        _ => table,
    }
}

/// What an environment says of its table.
pub(super) fn shape(grouping: &Grouping) -> Shape {
    const PAIRS: &str = "right left";
    match grouping {
        Grouping::Array(columns) => array(columns),
        Grouping::Matrix { alignment } => match alignment {
            ColumnAlignment::Left => Shape::new("menv-arraylike menv-cells-left", "left"),
            ColumnAlignment::Center => Shape::new("menv-arraylike", ""),
            ColumnAlignment::Right => Shape::new("menv-arraylike menv-cells-right", "right"),
        },
        Grouping::Cases { .. } => Shape::new("menv-cells-left menv-cases", "left"),
        Grouping::SubArray { alignment } => match alignment {
            ColumnAlignment::Left => Shape::new("menv-cells-left", "left"),
            ColumnAlignment::Center => Shape::new("", ""),
            ColumnAlignment::Right => Shape::new("menv-cells-right", "right"),
        },
        Grouping::Align { .. } | Grouping::Aligned => {
            Shape::new("menv-alignlike menv-align", PAIRS)
        }
        Grouping::Alignat { .. } | Grouping::Alignedat { .. } | Grouping::Split => {
            Shape::new("menv-alignlike", PAIRS)
        }
        Grouping::Multline => Shape::new("menv-multline", ""),
        // TeX ignores \\ in an equation.
        Grouping::Equation { .. } => Shape {
            lines: false,
            ..Shape::new("", "")
        },
        Grouping::Gather { .. }
        | Grouping::Gathered
        | Grouping::Normal
        | Grouping::LeftRight(..) => Shape::new("", ""),
    }
}

/// `{c|l}`: the class of each cell of a line says its side and the rules beside it.
fn array(columns: &[ArrayColumn]) -> Shape {
    let mut cells: Vec<String> = Vec::new();
    let mut sides = Vec::new();
    let mut rules = Vec::new();
    for column in columns {
        match column {
            ArrayColumn::Separator(line) => rules.push(*line),
            ArrayColumn::Column(alignment) => {
                let (class, side) = match alignment {
                    ColumnAlignment::Left => ("cell-left", "left"),
                    ColumnAlignment::Center => ("", "center"),
                    ColumnAlignment::Right => ("cell-right", "right"),
                };
                let rule = rule(&rules, "left");
                cells.push(format!("{class} {rule}").trim().to_owned());
                sides.push(side);
                rules.clear();
            }
        }
    }
    if let Some(last) = cells.last_mut() {
        let with_rule = format!("{last} {}", rule(&rules, "right"));
        with_rule.trim().clone_into(last);
    }
    Shape {
        cells,
        ..Shape::new("menv-arraylike", sides.join(" "))
    }
}

/// The class of rules at the side of a cell.
fn rule(rules: &[Line], side: &str) -> String {
    match rules {
        [] => String::new(),
        [Line::Solid] => format!("menv-{side}-solid"),
        [Line::Dashed] => format!("menv-{side}-dashed"),
        _ => format!("menv-{side}-double"),
    }
}

/// The class of a line of cells with a rule above it.
pub(super) fn rule_above(lines: &[Line]) -> Option<&'static str> {
    lines.last().map(|line| match line {
        Line::Solid => "menv-hline",
        Line::Dashed => "menv-hdashline",
    })
}
