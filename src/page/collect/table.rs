//! Tables: columns from the side where reading begins, rules above, below the head and at the foot,
//! the head repeated where a page begins inside.

use std::sync::Arc;

use super::caption::{self, Caption};
use super::collector::Collector;
use super::setting::{Leaf, Setting};
use super::table_columns::{Columns, columns};
use super::table_rows::{Section, TableSection};
use crate::diag::Code;
use crate::font::Weight;
use crate::frame::{Ink, Role};
use crate::locale::Term;
use crate::model::{Alignment, Block, SourceNode, Table};
use crate::page::flow::{Flow, FlowBox, Penalty, filled};
use crate::source::Origin;
use crate::theme::TableTheme;
use crate::units::Pt;

/// A table with its caption above it.
pub(super) fn table(
    collector: &mut Collector<'_>,
    table: &Table,
    block: &Block,
    setting: &Setting,
) -> Flow {
    let source = block.source();
    let around = setting;
    if table.columns.is_empty() {
        return Flow::default();
    }
    let design = collector.design;
    let theme = design.theme.table;
    let setting = &setting.within(collector.element(Role::Table, setting));
    let mut flow = Flow::default();
    if let Some(content) = &table.caption {
        let label = caption::label(collector, source);
        let caption = Caption {
            label: label.as_deref(),
            words: Some(content),
            credit: None,
        };
        flow = caption.set(collector, source, setting);
        flow.push(FlowBox::blank(theme.below_caption.of(design.leading)));
        flow = flow.keep_with_next();
    }
    let mut columns = columns(collector, table, setting);
    let mut bold = setting.within(collector.element(Role::TableHead, setting));
    bold.style.weight = Weight::Bold;
    let head = Section {
        rows: &table.head,
        part: TableSection::Head,
        setting: &bold,
    };
    let heads = head.set(collector, &mut columns);
    let head = head_box(heads, &columns, &theme);
    let body = setting.within(collector.element(Role::TableBody, setting));
    let body = Section {
        rows: &table.body,
        part: TableSection::Body,
        setting: &body,
    };
    let rows = body.set(collector, &mut columns);
    if head.height > theme.tallest_row.of(design.height) {
        let message = "the head of a table is higher than the page allows";
        let told = collector
            .sink
            .warn(Code::OverfullPage, head.origin, message);
        told.hint("let rows of it be rows of the body");
    }
    let again = again(collector, source, &head, setting);
    let again = (again.height <= theme.tallest_head.of(design.height)).then_some(again);
    let rows = Rows { head, again, rows };
    flow.append(rows.stacked(collector, &columns));
    if let Some(words) = &block.attributes.credit {
        let mut whole = flow.keep_last_with_next();
        whole.space(design.space(theme.below_caption));
        whole.append(caption::credit(collector, words, source, around));
        flow = whole;
    }
    flow.spaced(design.space(theme.around))
}

/// The rows of a table, and what stands above them.
struct Rows {
    head: FlowBox,
    /// What is set again where a page begins with a row; `None` where it is too high.
    again: Option<Arc<FlowBox>>,
    rows: Vec<FlowBox>,
}

impl Rows {
    /// The rows below each other, each with what is repeated where a page begins with it.
    fn stacked(self, collector: &mut Collector<'_>, columns: &Columns) -> Flow {
        let design = collector.design;
        let theme = design.theme.table;
        let last = self.rows.len().saturating_sub(1);
        // Nor does the first one below the head at the foot of a page; tall ones may.
        let begins = self.rows.iter().take(2).map(|row| row.height);
        let begins: Pt = begins.sum::<Pt>() + self.head.height;
        let keeps_two = begins <= theme.tallest_head.of(design.height);
        let mut flow = Flow::of([self.head]);
        for (index, mut row) in self.rows.into_iter().enumerate() {
            if row.height > theme.tallest_row.of(design.height) {
                let message = "a table row is higher than the page allows";
                collector
                    .sink
                    .warn(Code::OverfullPage, row.origin, message)
                    .hint("split its cells into several rows");
            }
            row.repeat = self.again.as_ref().filter(|_| index > 0).map(Arc::clone);
            // The last row does not stand alone under a repeated head.
            if index + 1 == last || index == 0 && keeps_two && last > 0 {
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
}

/// The head as it stands on a page that the table goes on to: below «جدول ۱ (ادامه)», where the table has a label.
fn again(
    collector: &mut Collector<'_>,
    source: SourceNode,
    head: &FlowBox,
    setting: &Setting,
) -> Arc<FlowBox> {
    let design = collector.design;
    let Some(label) = collector.sources.book.label(source.id).cloned() else {
        return Arc::new(head.clone());
    };
    let language = design.language;
    let continued = language.term(Term::Continued);
    let captioned = Setting {
        alignment: Alignment::Center,
        leading: design.small_leading(),
        style: design.small(&language),
        direction: language.direction(),
        leaf: Leaf::Artifact,
        ..setting.flush()
    };
    let words = format!("{label} ({continued})");
    let line = collector.words(&words, Origin::Tool, &captioned.style, &captioned);
    let mut whole = FlowBox::default();
    whole.stack(line.stacked());
    whole.height += design.theme.table.below_caption.of(design.leading);
    whole.stack(head.clone());
    Arc::new(whole)
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
        whole.origin = whole.origin.or(row.origin);
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
