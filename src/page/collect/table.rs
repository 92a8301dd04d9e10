//! Tables: columns from the side where reading begins, rules above, below the head and at the foot,
//! the head repeated where a page begins inside.

use std::sync::Arc;

use super::caption::caption;
use super::collector::Collector;
use super::line_box::LineStyle;
use super::setting::Setting;
use super::table_columns::{Columns, TableColumn, cell_style, columns};
use crate::diag::Code;
use crate::font::Weight;
use crate::frame::{ElementId, Ink, Role};
use crate::model::{Alignment, SourceNode, Table, TableCell, TableRow};
use crate::page::flow::{Flow, FlowBox, Penalty, filled};
use crate::theme::TableTheme;
use crate::units::Pt;

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
            style: cell_style(collector, setting, columns.fit),
            alignment: column.alignment,
            ..setting
                .in_element(collector.tree.add_like(role, element))
                .flush()
        };
        cells.push(inner.inside);
        let mut down = above;
        let place = CellPlace {
            column,
            pad: columns.fit.pad,
        };
        for mut line in cell_lines(
            collector,
            cell,
            &place,
            CellSetting {
                inner: &inner,
                around: setting,
            },
        ) {
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

/// Where a cell stands.
struct CellPlace<'c> {
    column: &'c TableColumn,
    /// Room at each side of its words.
    pad: Pt,
}

/// How a cell is set: `around` is the setting of its row.
struct CellSetting<'s> {
    inner: &'s Setting,
    around: &'s Setting,
}

/// The lines of a cell at its column.
fn cell_lines(
    collector: &mut Collector<'_>,
    cell: &TableCell,
    place: &CellPlace<'_>,
    setting: CellSetting<'_>,
) -> Vec<FlowBox> {
    let design = collector.design;
    let CellPlace { column, pad } = *place;
    let CellSetting { inner, around } = setting;
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
