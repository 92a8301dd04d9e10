//! Tables: columns from the side where reading begins, rules above, below the head and at the foot,
//! the head repeated where a page begins inside.

use std::sync::Arc;

use super::caption::caption;
use super::collector::Collector;
use super::line_box::LineStyle;
use super::setting::Setting;
use crate::diag::Code;
use crate::font::Weight;
use crate::frame::{ElementId, Ink, Rect, Role};
use crate::locale::Direction;
use crate::model::{Alignment, SourceNode, Table, TableCell, TableRow};
use crate::page::flow::{Flow, FlowBox, Penalty, filled};
use crate::text::{ClusterKind, TextStyle};
use crate::theme::TableTheme;
use crate::units::{Pt, Share};

/// A tenth of a point beside words, so that rounding never breaks what just fits.
const HAIR: f32 = 0.1;

/// The columns of a table as they stand on the page.
struct Columns {
    /// Where each stands, in logical order.
    each: Vec<TableColumn>,
    left: Pt,
    width: Pt,
    /// The cell of the last row of the head over each column, where there is a head.
    heads: Vec<ElementId>,
}

/// A column of a table.
#[derive(Clone, Copy)]
struct TableColumn {
    left: Pt,
    width: Pt,
    alignment: Alignment,
}

/// How wide columns have to be, and how wide they would like to be.
struct Wishes {
    /// The longest word of each.
    least: Vec<Pt>,
    /// The longest cell of each on one line.
    most: Vec<Pt>,
}

/// A row that was set.
struct SetRow {
    whole: FlowBox,
    cells: Vec<ElementId>,
}

/// A table with its caption above it.
pub(super) fn table(
    collector: &mut Collector<'_>,
    table: &Table,
    source: SourceNode,
    setting: &Setting,
) -> Flow {
    if table.columns.is_empty() {
        return Flow::default();
    }
    let design = collector.design;
    let theme = design.theme.table;
    let setting = &setting.within(collector.element(Role::Table, setting));
    let mut flow = Flow::default();
    if let Some(content) = &table.caption {
        flow = caption(collector, content, source, setting);
        flow.push(FlowBox::blank(theme.below_caption.of(design.leading)));
        flow = flow.keep_with_next();
    }
    let mut columns = columns(collector, table, setting);
    let mut bold = setting.within(collector.element(Role::TableHead, setting));
    bold.style.weight = Weight::Bold;
    let mut heads = Vec::with_capacity(table.head.len());
    for head in &table.head {
        let set = row(collector, head, Role::HeadCell, &columns, &bold);
        heads.push(set.whole);
        columns.heads = set.cells;
    }
    let head = head_box(heads, &columns, &theme);
    let body = setting.within(collector.element(Role::TableBody, setting));
    let mut rows = Vec::with_capacity(table.body.len());
    for body_row in &table.body {
        let set = row(collector, body_row, Role::Cell, &columns, &body);
        rows.push(set.whole);
        for (cell, head) in set.cells.iter().zip(&columns.heads) {
            collector.tree.element(*cell).head = Some(*head);
        }
    }
    flow.append(stacked_rows(collector, head, rows, &columns));
    flow.spaced(design.space(theme.around))
}

/// The rows below each other, each with the head that is repeated where a page begins.
fn stacked_rows(
    collector: &mut Collector<'_>,
    head: FlowBox,
    rows: Vec<FlowBox>,
    columns: &Columns,
) -> Flow {
    let design = collector.design;
    let theme = design.theme.table;
    let last = rows.len().saturating_sub(1);
    let shared = Arc::new(head.clone());
    let mut flow = Flow::of([head]);
    for (index, mut row) in rows.into_iter().enumerate() {
        if row.height > theme.tallest_row.of(design.height) {
            let message = "a table row is higher than the page allows";
            collector
                .sink
                .warn(Code::OverfullPage, row.origin, message)
                .hint("split its cells into several rows");
        }
        row.repeat = (index > 0).then(|| Arc::clone(&shared));
        // The last row does not stand alone under a repeated head.
        if index + 1 == last {
            row.break_after = Penalty::FORBIDDEN;
        }
        if index == last {
            let foot = columns.across(row.height, theme.heavy_rule);
            row.items.push(filled(foot, Ink::BLACK));
            row.height += theme.heavy_rule;
        }
        flow.push(row);
    }
    flow
}

impl Columns {
    /// A rule over all columns.
    fn across(&self, y: Pt, height: Pt) -> Rect {
        Rect {
            x: self.left,
            y,
            width: self.width,
            height,
        }
    }
}

/// Widths of the columns: what each needs, shared out when there is too little.
fn columns(collector: &mut Collector<'_>, table: &Table, setting: &Setting) -> Columns {
    let design = collector.design;
    let wishes = wishes(collector, table, setting);
    let room = setting.width(design);
    let widths = share_out(&wishes, room, design.theme.table.fills_from);
    let width: Pt = widths.iter().copied().sum();
    let left = setting.left + ((room - width) / 2.0).max(Pt::ZERO);
    let mut each = Vec::with_capacity(widths.len());
    let mut at = Pt::ZERO;
    for (column, alignment) in widths.into_iter().zip(&table.columns) {
        let x = match setting.direction {
            Direction::Rtl => left + width - at - column,
            Direction::Ltr => left + at,
        };
        each.push(TableColumn {
            left: x,
            width: column,
            alignment: alignment.unwrap_or(Alignment::Start),
        });
        at += column;
    }
    Columns {
        each,
        left,
        width,
        heads: Vec::new(),
    }
}

fn wishes(collector: &mut Collector<'_>, table: &Table, setting: &Setting) -> Wishes {
    let design = collector.design;
    let pad = design.theme.table.cell_pad.of(design.size) * 2.0;
    let count = table.columns.len();
    let mut wishes = Wishes {
        least: vec![Pt::ZERO; count],
        most: vec![Pt::ZERO; count],
    };
    for (weight, rows) in [(Weight::Bold, &table.head), (Weight::Regular, &table.body)] {
        let mut weighted = setting.clone();
        weighted.style.weight = weight;
        for row in rows {
            for (column, cell) in row.cells.iter().enumerate().take(count) {
                let cell = cell_widths(collector, cell, &weighted);
                let (least, most) = (&mut wishes.least[column], &mut wishes.most[column]);
                *least = least.max(cell.word + pad);
                *most = most.max(cell.line + pad);
            }
        }
    }
    wishes
}

fn cell_style(collector: &Collector<'_>, setting: &Setting) -> TextStyle {
    TextStyle {
        weight: setting.style.weight,
        ..collector.design.small(&setting.style.language)
    }
}

/// The widths of a cell's longest word and of its text on one line.
struct CellWidths {
    word: Pt,
    line: Pt,
}

fn cell_widths(collector: &mut Collector<'_>, cell: &TableCell, setting: &Setting) -> CellWidths {
    let mut composer = collector.composer(setting);
    composer.inlines(&cell.content, &cell_style(collector, setting));
    let composed = composer.finish(setting.asked, setting.direction);
    let shaped = collector.shaper.shape(composed.text);
    // A column must hold its longest word and would like to hold its longest cell on one line. Both come
    // from one walk over the clusters: a word ends where a line may.
    let (mut word, mut longest, mut line) = (0.0_f32, 0.0_f32, 0.0_f32);
    let mut breaks = shaped.breaks.iter().map(|place| place.at).peekable();
    for cluster in &shaped.clusters {
        let start = cluster.text.start as usize;
        while breaks.next_if(|at| *at <= start).is_some() {
            word = 0.0;
        }
        line += cluster.advance;
        if cluster.kind == ClusterKind::Letter {
            word += cluster.advance;
        }
        longest = longest.max(word);
    }
    CellWidths {
        word: Pt(longest + HAIR),
        line: Pt(line + HAIR),
    }
}

/// A row with its cells' role: its cells side by side, as high as the highest.
fn row(
    collector: &mut Collector<'_>,
    row: &TableRow,
    role: Role,
    columns: &Columns,
    setting: &Setting,
) -> SetRow {
    let design = collector.design;
    let above = design.theme.table.row_pad.of(design.size);
    let mut whole = FlowBox::blank(design.small_leading() + above * 2.0);
    let element = collector.element(Role::Row, setting);
    let mut cells = Vec::with_capacity(row.cells.len());
    for (cell, column) in row.cells.iter().zip(&columns.each) {
        let inner = Setting {
            style: cell_style(collector, setting),
            alignment: column.alignment,
            ..setting
                .in_element(collector.tree.add_like(role, element))
                .flush()
        };
        cells.push(inner.inside);
        let mut down = above;
        for mut line in cell_lines(collector, cell, column, &inner, setting) {
            let height = line.height;
            line.shift(Pt::ZERO, down);
            whole.absorb(line);
            down += height;
        }
        whole.height = whole.height.max(down + above);
    }
    if let Some(first) = row.cells.first() {
        whole.origin = Some(first.span);
        whole.begin_with(first.id);
    }
    SetRow { whole, cells }
}

/// The lines of a cell at its column; `around` is the setting of its row.
fn cell_lines(
    collector: &mut Collector<'_>,
    cell: &TableCell,
    column: &TableColumn,
    inner: &Setting,
    around: &Setting,
) -> Vec<FlowBox> {
    let design = collector.design;
    let pad = design.theme.table.cell_pad.of(design.size);
    let mut composer = collector.composer(inner);
    composer.inlines(&cell.content, &inner.style);
    // A cell without Persian letters still begins at the table's own side.
    let composed = composer.finish(around.asked, around.direction);
    let mut measured = inner.clone();
    if composed.text.direction != around.direction {
        measured.alignment = mirrored(column.alignment);
    }
    let set = collector.set(composed, &measured, column.width - pad * 2.0);
    let leading = design.small_leading();
    let style = LineStyle {
        left: column.left + pad,
        leading,
        baseline: design.baseline(leading),
        role: around.role,
        language: inner.style.language,
        direction: set.direction,
    };
    collector.boxes_in(set, cell.source().into(), inner, &style)
}

fn mirrored(alignment: Alignment) -> Alignment {
    match alignment {
        Alignment::Start | Alignment::Justify => Alignment::End,
        Alignment::End => Alignment::Start,
        Alignment::Center => Alignment::Center,
    }
}

/// The head with the rules above and below it; a rule alone for a table without head.
fn head_box(rows: Vec<FlowBox>, columns: &Columns, theme: &TableTheme) -> FlowBox {
    let mut whole = FlowBox::default();
    let top = columns.across(Pt::ZERO, theme.heavy_rule);
    whole.items.push(filled(top, Ink::BLACK));
    whole.height = theme.heavy_rule;
    let has_rows = !rows.is_empty();
    for row in rows {
        whole.page_start = whole.page_start.or(row.page_start);
        whole.stack(row);
    }
    if has_rows {
        let below = columns.across(whole.height, theme.light_rule);
        whole.items.push(filled(below, Ink::BLACK));
        whole.height += theme.light_rule;
    }
    whole.break_after = Penalty::FORBIDDEN;
    whole
}

/// Widths between what words need and what whole lines would take.
fn share_out(wishes: &Wishes, room: Pt, fills_from: Share) -> Vec<Pt> {
    let Wishes { least, most } = wishes;
    let all_most: Pt = most.iter().copied().sum();
    let all_least: Pt = least.iter().copied().sum();
    if all_most <= room {
        // A table that nearly fills its column fills it.
        let spread = if all_most > fills_from.of(room) {
            room.0 / all_most.0
        } else {
            1.0
        };
        return most.iter().map(|width| *width * spread).collect();
    }
    // Not even the words fit: every column gives in proportion, and words are cut and reported.
    if all_least >= room {
        return least
            .iter()
            .map(|width| *width * (room.0 / all_least.0))
            .collect();
    }
    // Between the two, every column gets its words and the same share of what it wishes beyond. With
    // 100 points for columns of 20 to 80 and of 30 to 90 points, 50 are left for wishes of 120: the
    // columns get 20 + 25 and 30 + 25.
    let wish = all_most - all_least;
    let spare = room - all_least;
    let each = least.iter().zip(most);
    each.map(|(least, most)| *least + (*most - *least) * (spare.0 / wish.0))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_never_take_more_than_the_measure() {
        let widths = |least: &[f32], most: &[f32]| -> f32 {
            let pt = |widths: &[f32]| widths.iter().map(|width| Pt(*width)).collect::<Vec<_>>();
            share_out(
                &Wishes {
                    least: pt(least),
                    most: pt(most),
                },
                Pt(100.0),
                Share(0.7),
            )
            .iter()
            .map(|width| width.0)
            .sum()
        };
        assert!((widths(&[10.0, 20.0], &[80.0, 90.0]) - 100.0).abs() < 0.01);
        assert!((widths(&[90.0, 60.0], &[90.0, 60.0]) - 100.0).abs() < 0.01);
        assert!(widths(&[10.0, 10.0], &[20.0, 20.0]) <= 100.0);
    }
}
