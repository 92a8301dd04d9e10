//! Blocks one below the other, and the blocks that hold blocks: lists, definitions, quotations, boxes
//! beside the text. They call themselves, so they stand in one file.

use super::announcement::{introduces, is_idle};
use super::code;
use super::collector::Collector;
use super::display_formula;
use super::facing;
use super::figure;
use super::genre;
use super::heading;
use super::list_marker::{marker, marker_box, marker_indent, numbering};
use super::margin;
use super::numbered_lines;
use super::panels;
use super::parallel;
use super::plate::{self, PageRoom, lines_of_note};
use super::running::is_running;
use super::setting::{KeptSide, Leaf, PrecedingBlock, Setting};
use super::statement::{self, StatementHead};
use super::table;
use super::two_columns;
use super::verse;
use crate::font::Weight;
use crate::frame::{Numbering, Rect, Role, TextRole};
use crate::locale::Direction;
use crate::model::{
    Alignment, Arrangement, Block, BlockKind, DefinitionItem, FACING, Genre, GenrePart, Inline,
    ListItem, ListKind, PageBreak, Parallel, SourceNode,
};
use crate::page::design::Design;
use crate::page::flow::{Backdrop, Flow, FlowBox, MarginBox, Penalty, filled};
use crate::text::TextStyle;
use crate::theme::RuleTheme;
use crate::units::Pt;

/// Blocks one below the other.
pub(super) fn blocks<'a>(
    collector: &mut Collector<'a>,
    blocks: &'a [Block],
    setting: &Setting,
    mut before: PrecedingBlock,
) -> Flow {
    let mut flow = Flow::default();
    let mut beside: Option<Vec<MarginBox>> = None;
    for (at, block) in blocks.iter().enumerate() {
        if is_idle(block, before, blocks.get(at + 1)) {
            continue;
        }
        if let Some(inside) = margin::of(collector, block) {
            let words = in_margin(collector, inside, block, setting);
            beside.get_or_insert_default().push(words);
            continue;
        }
        let mut set = self::block(collector, block, setting, before);
        if blocks
            .get(at + 1)
            .is_some_and(|next| introduces(block, next))
        {
            set = set.keep_last_with_next();
        }
        if let Some(beside) = beside.take() {
            set.stand_beside(beside);
        }
        before = match PrecedingBlock::behind(&block.kind) {
            // Where the figure waits for another page, the paragraph behind it stands below the one before it.
            PrecedingBlock::Other if before == PrecedingBlock::Paragraph && set.floats() => {
                PrecedingBlock::Paragraph
            }
            behind => behind,
        };
        flow.append(set);
    }
    // What ends a text stands beside its last line.
    if let Some(beside) = beside {
        flow.end_beside(beside);
    }
    flow
}

/// The blocks of a division in the margin.
fn in_margin<'a>(
    collector: &mut Collector<'a>,
    inside: &'a [Block],
    block: &Block,
    setting: &Setting,
) -> MarginBox {
    let own = setting.with(&block.attributes);
    let column = margin::column(collector.design, &own);
    let column = column.within(collector.element(Role::Division, &column));
    let flow = blocks(collector, inside, &column, PrecedingBlock::Other);
    margin::words(flow, collector.design)
}

fn block<'a>(
    collector: &mut Collector<'a>,
    block: &'a Block,
    around: &Setting,
    before: PrecedingBlock,
) -> Flow {
    // What follows a heading lies in its section, although the source has both side by side.
    let mut setting = around.with(&block.attributes);
    setting.inside = collector.tree.place(setting.inside);
    let setting = &setting;
    let place = plate::asked(collector, block, setting);
    let flow = match place {
        Some(place) if place.is_plate() => plate::plates(collector, block, setting, place),
        Some(place) => {
            let flow = content(collector, block, setting, before);
            plate::placed(collector, flow, block, place)
        }
        None => content(collector, block, setting, before),
    };
    let flow = match collector.sources.book.anchor(block.id) {
        Some(anchor) => flow.with_anchor(anchor),
        None => flow,
    };
    let flow = if block.attributes.keep {
        flow.keep_together()
    } else {
        flow
    };
    match block.attributes.page_break {
        Some(PageBreak::Before) => flow.with_break_before(Penalty::FORCED),
        Some(PageBreak::Avoid) => flow.with_break_before(Penalty::FORBIDDEN),
        None => flow,
    }
}

/// What a block holds.
fn content<'a>(
    collector: &mut Collector<'a>,
    block: &'a Block,
    setting: &Setting,
    before: PrecedingBlock,
) -> Flow {
    let source = block.source();
    match &block.kind {
        BlockKind::Heading { level, content } => {
            let set = match before {
                PrecedingBlock::Heading => heading::below_heading,
                PrecedingBlock::Paragraph | PrecedingBlock::Other => heading::heading,
            };
            set(collector, *level, content, source, setting)
        }
        BlockKind::Paragraph(content) => paragraph(collector, content, source, setting, before),
        BlockKind::List { kind, tight, items } => {
            let design = collector.design;
            let spacing = match tight {
                true => Spacing::Tight,
                false => Spacing::Loose(design.theme.list.item_gap.of(design.leading)),
            };
            list(collector, *kind, items, spacing, setting)
        }
        BlockKind::Definitions(items) => definitions(collector, items, setting),
        BlockKind::Quote(blocks) => quote(collector, blocks, setting),
        BlockKind::Verse(poem) => {
            let element = collector.element(Role::Division, setting);
            verse::verse(collector, poem, &setting.within(element))
        }
        BlockKind::Code(code) => code::code(collector, block, code, setting),
        BlockKind::Table(table) => table::table(collector, table, block, setting),
        BlockKind::Figure(figure) => figure::figure(collector, figure, block, setting),
        BlockKind::Panels(panels) => panels::panels(collector, panels, block, setting),
        BlockKind::Division(blocks) => match Genre::of(&block.attributes) {
            Some(genre) => genre_of(collector, genre, blocks, setting),
            None if Parallel::Pair.is(&block.attributes) => pair(collector, blocks, setting),
            None if is_facing(block, setting) => facing(collector, blocks, setting),
            None => match Arrangement::of(&block.attributes) {
                Some(Arrangement::Columns) => columns(collector, blocks, setting),
                Some(Arrangement::NumberedLines) => {
                    let mut flow = self::blocks(collector, blocks, setting, before);
                    flow.count_lines(numbered_lines::count(&block.attributes));
                    flow
                }
                // Its margin has no room for words: they stand as a box in the text.
                Some(Arrangement::Margin) => aside(collector, &[], blocks, source, setting),
                None => self::blocks(collector, blocks, setting, before),
            },
        },
        BlockKind::Statement { title, blocks, .. } => {
            let label = collector.sources.book.label(block.id);
            let lead = StatementHead {
                label: label.map_or_else(String::new, ToString::to_string),
                title,
                source,
            };
            statement(collector, &lead, blocks, setting)
        }
        BlockKind::Aside { title, blocks } => aside(collector, title, blocks, source, setting),
        BlockKind::Math(formula) => display_formula::displayed(collector, formula, source, setting),
        BlockKind::Break => section_break(collector, setting),
    }
}

/// A paragraph of running text.
fn paragraph<'a>(
    collector: &mut Collector<'a>,
    content: &'a [Inline],
    source: SourceNode,
    setting: &Setting,
    before: PrecedingBlock,
) -> Flow {
    let mut setting = setting.clone();
    let is_text = setting.alignment == Alignment::Justify && setting.gap == Pt::ZERO;
    if before == PrecedingBlock::Paragraph && is_text {
        setting.first_indent += collector.design.paragraph_indent();
    }
    let mut text = if is_running(&setting) || setting.lines != 0 {
        collector.running(content, source, &setting)
    } else {
        collector.text(content, source, &setting)
    };
    // Lines of lists and boxes keep to their own spaces.
    if is_text && setting.left == Pt::ZERO {
        text = text.on_grid();
    }
    text.spaced(collector.design.glue(setting.gap))
}

/// The space between the items of a list.
#[derive(Clone, Copy)]
enum Spacing {
    /// None: items are lines.
    Tight,
    /// So much: items are paragraphs.
    Loose(Pt),
}

impl Spacing {
    fn gap(self) -> Pt {
        match self {
            Self::Tight => Pt::ZERO,
            Self::Loose(gap) => gap,
        }
    }
}

/// A list; the marker of each item stands in the indent of its first line.
fn list<'a>(
    collector: &mut Collector<'a>,
    kind: ListKind,
    items: &'a [ListItem],
    spacing: Spacing,
    setting: &Setting,
) -> Flow {
    let design = collector.design;
    let each = items.iter().enumerate();
    let markers = each.map(|(index, item)| marker(collector, kind, index, item, setting));
    let markers: Vec<String> = markers.collect();
    let indent = marker_indent(collector, &markers, setting);
    let mut inner = setting.indented_for(indent.least, indent.usual, design);
    inner.first_indent = Pt::ZERO;
    inner.side = KeptSide::Around;
    inner.gap = spacing.gap();
    let room = setting.width(design) - inner.width(design);
    let list = collector.element(Role::List(numbering(kind, items)), setting);
    let mut flow = Flow::default();
    for (marker, item) in markers.iter().zip(items) {
        let element = collector.tree.add_like(Role::Item, list);
        let label = collector.tree.add_like(Role::Label, element);
        let body = collector.tree.add_like(Role::ItemBody, element);
        let content = blocks(
            collector,
            &item.blocks,
            &inner.within(body),
            PrecedingBlock::Other,
        );
        let label = setting.in_element(label);
        flow.append(
            match marker_box(collector, marker, item.source(), room, &label) {
                Some(marker) => content.with_marker(marker),
                None => content,
            },
        );
        flow.space(design.glue(spacing.gap()));
    }
    // A list inside a list keeps its lines together.
    let around = match setting.side {
        KeptSide::Around => Pt::ZERO,
        KeptSide::Own => design.theme.list.around.of(design.leading),
    };
    flow.spaced(design.glue(around))
}

/// Terms in bold, their definitions indented below them.
fn definitions<'a>(
    collector: &mut Collector<'a>,
    items: &'a [DefinitionItem],
    setting: &Setting,
) -> Flow {
    let design = collector.design;
    let term = Setting {
        style: bold(&setting.style),
        side: KeptSide::Around,
        first_indent: Pt::ZERO,
        ..setting.clone()
    };
    let mut inner = setting.indented(design.indent(), design);
    inner.first_indent = Pt::ZERO;
    let gap = design.space(design.theme.list.item_gap);
    let list = collector.element(Role::List(Numbering::Terms), setting);
    let mut flow = Flow::default();
    flow.space(design.space(design.theme.list.around));
    for item in items {
        let element = collector.tree.add_like(Role::Item, list);
        for words in &item.terms {
            let Some(first) = words.first() else { continue };
            let label = collector.tree.add_like(Role::Label, element);
            let text = collector.text(words, first.source(), &term.in_element(label));
            flow.append(text.keep_with_next());
        }
        for blocks in &item.definitions {
            let body = collector.tree.add_like(Role::ItemBody, element);
            let inner = inner.within(body);
            flow.append(self::blocks(
                collector,
                blocks,
                &inner,
                PrecedingBlock::Other,
            ));
        }
        flow.space(gap);
    }
    flow
}

/// A quotation, set in from both sides.
fn quote<'a>(collector: &mut Collector<'a>, blocks: &'a [Block], setting: &Setting) -> Flow {
    let design = collector.design;
    let theme = design.theme.quote;
    let inset = design.indent().min(setting.room(design) / 2.0);
    let mut inner = setting.within(collector.element(Role::Quotation, setting));
    inner.left += inset;
    inner.right += inset;
    inner.style.size = theme.size.of(setting.style.size);
    let content = self::blocks(collector, blocks, &inner, PrecedingBlock::Other);
    content.spaced(design.space(theme.around))
}

/// A play, a letter or an epigraph: its parts below each other.
fn genre_of<'a>(
    collector: &mut Collector<'a>,
    genre: Genre,
    inside: &'a [Block],
    setting: &Setting,
) -> Flow {
    let design = collector.design;
    let role = match genre {
        Genre::Play => Role::Division,
        Genre::Letter | Genre::Epigraph => Role::Quotation,
    };
    let inner = setting.within(collector.element(role, setting));
    let inner = genre::form(collector, genre, &inner);
    let spaces = genre::Spaces::of(collector);
    let mut flow = Flow::default();
    let mut before = PrecedingBlock::Other;
    for (at, block) in inside.iter().enumerate() {
        let part = GenrePart::of(&block.attributes);
        // «پرده می‌افتد» stands with the last words of its scene, and not alone on a page.
        if part == Some(GenrePart::Stage) && at + 1 == inside.len() {
            flow = flow.keep_last_with_next();
        }
        let changed = part.map(|part| genre::part_setting(collector, part, &inner));
        let set = std::slice::from_ref(block);
        let set = blocks(collector, set, changed.as_ref().unwrap_or(&inner), before);
        flow = genre::with_part(flow, set, part, &spaces);
        before = match (part, PrecedingBlock::behind(&block.kind)) {
            (None, PrecedingBlock::Paragraph) => PrecedingBlock::Paragraph,
            (Some(_), _) | (None, PrecedingBlock::Heading | PrecedingBlock::Other) => {
                PrecedingBlock::Other
            }
        };
    }
    flow.spaced(design.space(design.theme.genre.around))
}

/// A pair of a parallel text, its sides beside each other.
fn pair<'a>(collector: &mut Collector<'a>, sides: &'a [Block], setting: &Setting) -> Flow {
    let design = collector.design;
    let [one, other] = parallel::sides(design, setting);
    let mut set = |side: Option<&'a Block>, setting: &Setting| {
        side.map_or_else(Flow::default, |side| {
            block(collector, side, setting, PrecedingBlock::Other)
        })
    };
    let flows = [set(sides.first(), &one), set(sides.get(1), &other)];
    parallel::beside(flows).spaced(design.space(design.theme.parallel.between))
}

/// Whether a block is a parallel text whose sides stand on facing pages; in a box or a list they stand side by side.
fn is_facing(block: &Block, setting: &Setting) -> bool {
    let in_column = setting.left == Pt::ZERO && setting.right == Pt::ZERO;
    let is_text = Parallel::Text.is(&block.attributes) && block.attributes.has_class(FACING);
    is_text && in_column && setting.role == TextRole::Body
}

/// The pairs of a parallel text on facing pages, each side over the whole measure.
fn facing<'a>(collector: &mut Collector<'a>, pairs: &'a [Block], setting: &Setting) -> Flow {
    let mut before = [PrecedingBlock::Other; 2];
    let mut set = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let sides: &[Block] = match &pair.kind {
            BlockKind::Division(sides) => sides,
            _ => std::slice::from_ref(pair),
        };
        let mut flows = [Flow::default(), Flow::default()];
        for ((side, flow), before) in sides.iter().zip(&mut flows).zip(&mut before) {
            *flow = block(collector, side, setting, *before);
            *before = PrecedingBlock::Paragraph;
        }
        set.push(flows);
    }
    // A figure on a page of its own lets the text flow around it; what follows a text is read after it.
    let mut flow = Flow::of([FlowBox::default()]);
    flow.end_page();
    let (book, design) = (collector.sources.book, collector.design);
    let room = PageRoom {
        design,
        lines: &|note| lines_of_note(book, note, design),
    };
    flow.append(facing::spreads(set, &room));
    flow
}

/// Blocks in two columns.
fn columns<'a>(collector: &mut Collector<'a>, inside: &'a [Block], setting: &Setting) -> Flow {
    let design = collector.design;
    let column = two_columns::column(design, setting);
    let flow = blocks(collector, inside, &column, PrecedingBlock::Other);
    let room = two_columns::Room::of(design, setting, &column);
    two_columns::in_columns(flow, &room).spaced(design.space(design.theme.parallel.between))
}

/// A theorem or its like: its label runs in with its first paragraph.
fn statement<'a>(
    collector: &mut Collector<'a>,
    lead: &StatementHead<'a>,
    text: &'a [Block],
    setting: &Setting,
) -> Flow {
    let design = collector.design;
    let inner = Setting {
        first_indent: Pt::ZERO,
        ..setting.within(collector.element(Role::Division, setting))
    };
    let first = text.first();
    let mut flow = statement::first_paragraph(collector, lead, first, &inner);
    let (rest, before) = match first.and_then(statement::paragraph) {
        Some(_) => (&text[1..], PrecedingBlock::Paragraph),
        None => (text, PrecedingBlock::Other),
    };
    flow.append(self::blocks(collector, rest, &inner, before));
    flow.spaced(design.space(design.theme.quote.around))
}

/// A box beside the text, with a rule at the side where reading begins.
fn aside<'a>(
    collector: &mut Collector<'a>,
    title: &[Inline],
    blocks: &'a [Block],
    source: SourceNode,
    setting: &Setting,
) -> Flow {
    let design = collector.design;
    let theme = design.theme.aside;
    let mut inner = setting.indented(theme.indent.of(design.size), design);
    inner.first_indent = Pt::ZERO;
    let inner = inner.within(collector.element(Role::Division, setting));
    let mut content = Flow::default();
    if !title.is_empty() {
        let titled = Setting {
            style: bold(&inner.style),
            ..inner.clone()
        };
        content = collector.text(title, source, &titled).keep_with_next();
    }
    content.append(self::blocks(
        collector,
        blocks,
        &inner,
        PrecedingBlock::Other,
    ));
    let rule = Backdrop {
        x: match setting.direction {
            Direction::Rtl => design.measure - setting.right - theme.rule,
            Direction::Ltr => setting.left,
        },
        width: theme.rule,
        ink: design.quiet(),
    };
    // The rule runs through the spaces inside and through none at the edges.
    let content = content.solid();
    let mut flow = Flow::default();
    flow.space(content.above);
    flow.append(content.flow.with_backdrop(rule));
    flow.spaced(design.space(theme.around))
}

fn bold(style: &TextStyle) -> TextStyle {
    TextStyle {
        weight: Weight::Bold,
        ..style.clone()
    }
}

/// An ornament in the middle, a rule or a blank line between two sections without a heading.
fn section_break(collector: &mut Collector<'_>, setting: &Setting) -> Flow {
    let design = collector.design;
    let theme = design.theme.section_break;
    let around = design.space(theme.around);
    if let Some(rule) = theme.rule {
        return Flow::of([rule_in_the_middle(rule, design, setting)]).spaced(around);
    }
    if theme.signs.is_empty() {
        return Flow::of([FlowBox::blank(design.leading)]);
    }
    let middle = Setting {
        alignment: Alignment::Center,
        leaf: Leaf::Artifact,
        role: TextRole::Running,
        ..setting.flush()
    };
    let mut line = collector.one_line(theme.signs, &middle).line;
    line.forget_spans();
    Flow::of([line]).spaced(around)
}

/// A rule in the middle of a line.
fn rule_in_the_middle(rule: RuleTheme, design: &Design, setting: &Setting) -> FlowBox {
    let room = setting.width(design);
    let width = rule.width.of(room);
    let mut line = FlowBox::blank(design.leading);
    line.items.push(filled(
        Rect {
            x: setting.left + (room - width) / 2.0,
            y: design.baseline(design.leading) - rule.thickness,
            width,
            height: rule.thickness,
        },
        design.quiet(),
    ));
    line
}
