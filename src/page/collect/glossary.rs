//! Glossaries: terms with those of another language in, lines in two columns out.

use super::collector::Collector;
use super::columns::in_columns;
use super::index::Column;
use super::origins::ParagraphSource;
use super::setting::Setting;
use crate::font::Weight;
use crate::frame::{ElementId, Numbering, Role};
use crate::locale::Direction;
use crate::model::{Alignment, Block, BlockKind, DefinitionItem, Inline, plain_text};
use crate::page::flow::{Flow, FlowBox, FlowItem};
use crate::units::Pt;

/// The class of a list of terms.
const CLASS: &str = "glossary";

/// A glossary at the end of some blocks, and the blocks before it.
pub(super) fn at_end(blocks: &[Block]) -> Option<Glossary<'_>> {
    let (last, before) = blocks.split_last()?;
    let BlockKind::Definitions(items) = &last.kind else {
        return None;
    };
    last.attributes.has_class(CLASS).then_some(Glossary {
        block: last,
        items,
        before,
    })
}

/// A glossary that ends a chapter.
pub(super) struct Glossary<'a> {
    block: &'a Block,
    items: &'a [DefinitionItem],
    /// What stands before it.
    pub(super) before: &'a [Block],
}

/// Adds the columns of a glossary to what stands before them.
pub(super) fn add_glossary(
    collector: &mut Collector<'_>,
    flow: &mut Flow,
    glossary: &Glossary<'_>,
    setting: &Setting,
) {
    let mut setting = setting.with(&glossary.block.attributes);
    setting.inside = collector.tree.place(setting.inside);
    let column = Column::first(collector.design, &setting);
    let list = collector.element(Role::List(Numbering::Terms), &column.setting);
    let mut lines = Flow::default();
    for item in glossary.items {
        lines.append(entry(collector, item, list, &column.setting));
    }
    let room = column.room(collector.design, flow);
    flow.append(in_columns(lines, &room));
}

/// A term, with its foreign one at the other side of the column, and what it means below.
fn entry(
    collector: &mut Collector<'_>,
    item: &DefinitionItem,
    list: ElementId,
    setting: &Setting,
) -> Flow {
    let element = collector.tree.add_like(Role::Item, list);
    let mut head = Words {
        flow: Flow::default(),
        width: Pt::ZERO,
    };
    for term in &item.terms {
        let label = collector.tree.add_like(Role::Label, element);
        let mut own = setting.in_element(label);
        own.style.weight = Weight::Bold;
        head = words(collector, term, own, setting.direction);
    }
    let mut definitions = item.definitions.iter();
    let body = collector.tree.add_like(Role::ItemBody, element);
    let inner = setting.within(body);
    let mut flow = head.flow;
    if let Some(content) = definitions.next().and_then(|blocks| paragraph(blocks)) {
        let other = words(collector, content, inner.clone(), setting.direction);
        let gap = collector.design.theme.index.indent.of(setting.style.size);
        let together = head.width + gap + other.width;
        flow = match together <= setting.width(collector.design) {
            true => beside(flow, other.flow),
            false => {
                let mut below = flow.keep_last_with_next();
                below.append(other.flow);
                below
            }
        };
    }
    let below = inner.indented(
        collector.design.theme.index.indent.of(setting.style.size),
        collector.design,
    );
    for content in definitions.filter_map(|blocks| paragraph(blocks)) {
        let span = content.first().map(|first| first.span);
        let meaning = collector.text(content, ParagraphSource::Words(span), &below);
        flow = flow.keep_last_with_next();
        flow.append(meaning);
    }
    flow
}

fn paragraph(blocks: &[Block]) -> Option<&[Inline]> {
    match &blocks.first()?.kind {
        BlockKind::Paragraph(content) => Some(content),
        _ => None,
    }
}

/// Words as lines, and their width on one line.
struct Words {
    flow: Flow,
    width: Pt,
}

/// Words at the side where a column begins, or at the other where they run against it.
fn words(
    collector: &mut Collector<'_>,
    content: &[Inline],
    mut setting: Setting,
    around: Direction,
) -> Words {
    let own = Direction::dominant(&plain_text(content), around).unwrap_or(around);
    // «entropy» begins at the left of a Persian column, which is where this ends.
    setting.asked = Some(own);
    setting.alignment = Alignment::Start;
    let span = content.first().map(|first| first.span);
    let width = collector.shaped_inlines(content, &setting).width();
    let flow = collector.text(content, ParagraphSource::Words(span), &setting);
    Words { flow, width }
}

/// Two flows of one line each as one line; the second below the first where they have more.
fn beside(first: Flow, second: Flow) -> Flow {
    let (mut first, mut second) = (lines(first), lines(second));
    // «آنتروپی» at the right and «entropy» at the left of one line; a term of two lines has the other below it, since
    // its last line may leave no room.
    if let ([line], [other]) = (first.as_mut_slice(), second.as_mut_slice()) {
        line.absorb(std::mem::take(other));
        return Flow::of(first);
    }
    first.append(&mut second);
    Flow::of(first)
}

fn lines(flow: Flow) -> Vec<FlowBox> {
    let lines = flow.into_items().into_iter().filter_map(|item| match item {
        FlowItem::Box(line) => Some(line),
        FlowItem::Glue(_) | FlowItem::Opening(_) => None,
    });
    lines.collect()
}
