//! The contents list: headings with their pages in, a flow that pages are cut from out.

use super::collector::{Collector, OneLine};
use super::heading::EN_SPACE;
use super::heading::apart;
use super::origins::ParagraphSource;
use super::setting::{Leaf, Setting};
use super::tags::described;
use crate::font::Weight;
use crate::frame::{ElementId, LinkTarget, PageItem, PlacedRule, Rect, Role, Row, TextRole};
use crate::locale::{Direction, Term};
use crate::model::{Alignment, Begins, plain_text};
use crate::page::design::Design;
use crate::page::flow::{BoxLink, Flow, FlowBox, Goal};
use crate::page::folios::{Folio, Folios};
use crate::resolve::{HeadingEntry, ListedThing};
use crate::source::Origin;
use crate::text::Digits;
use crate::units::Pt;

/// The contents list of a book whose pages are known.
pub(in crate::page) fn contents(collector: &mut Collector<'_>, folios: &Folios) -> Flow {
    let config = collector.sources.config;
    let language = &config.book.language;
    let mut flow = match config.page.contents_depth {
        0 => Flow::default(),
        depth => headings(collector, folios, depth),
    };
    let book = collector.sources.book;
    for list in &book.lists {
        let begins = Begins::ListOf(list.kind, None);
        let (opened, setting) = open(collector, list.kind.heading(language), begins);
        flow.append(opened);
        let list_of = collector.element(Role::Contents, &setting);
        let setting = setting.in_element(list_of);
        for thing in &list.entries {
            let line = listed(collector, thing, folios, &setting);
            flow.append(line.with_page_start(Begins::ListOf(list.kind, Some(thing.anchor))));
        }
    }
    flow
}

/// A line of a list of figures and their like; nothing for one that stands on no page.
fn listed(
    collector: &mut Collector<'_>,
    thing: &ListedThing,
    folios: &Folios,
    setting: &Setting,
) -> Flow {
    let Some(folio) = folios.get(&thing.anchor) else {
        return Flow::default();
    };
    let item = collector.tree.add_like(Role::ContentsItem, setting.inside);
    let reference = collector.tree.add_like(Role::Reference, item);
    let link = collector.tree.add_like(Role::Link, reference);
    let entry = HeadingEntry {
        level: 1,
        inner: 1,
        number: thing.label.clone(),
        title: thing.words.clone(),
        anchor: thing.anchor,
    };
    linked_lines(collector, &entry, *folio, &setting.in_element(link))
}

/// The heading of a list on a page of its own, and how its lines are set.
fn open(collector: &mut Collector<'_>, title: &str, begins: Begins) -> (Flow, Setting) {
    let config = collector.sources.config;
    let design = collector.design;
    let language = &config.book.language;
    let mut setting = Setting::body(design, language, config.book.direction);
    setting.alignment = Alignment::Center;
    setting.role = TextRole::Heading(1);
    setting.inside = collector.tree.root();
    setting.leaf = Leaf::New(Role::Heading(1));
    let head = collector.words(title, Origin::Tool, &design.heading(1, language), &setting);
    let mut flow = Flow::opening(title.to_owned());
    flow.append(apart(collector, head.with_page_start(begins)));
    setting.alignment = Alignment::Start;
    setting.role = TextRole::Contents;
    (flow, setting)
}

/// The contents themselves, down to a level.
fn headings(collector: &mut Collector<'_>, folios: &Folios, depth: u8) -> Flow {
    let language = &collector.sources.config.book.language;
    let begins = Begins::Contents(None);
    let (mut flow, setting) = open(collector, language.term(Term::Contents), begins);
    let mut lists = Lists::new(collector, &setting);
    let all = &collector.sources.book.headings;
    // Chapters are listed however deep they stand.
    let listed = all
        .iter()
        .filter(|entry| entry.level <= depth || entry.inner <= 1)
        .filter_map(|entry| Some((entry, *folios.get(&entry.anchor)?)));
    let mut listed = listed.peekable();
    while let Some((entry, folio)) = listed.next() {
        let link = lists.link(collector, entry.level);
        let set = self::entry(collector, entry, folio, &setting.in_element(link));
        // A chapter at the foot of a page, with its sections overleaf, looks like one that has none.
        let heads = |(below, _): &(&HeadingEntry, Folio)| below.level > entry.level;
        flow.append(match listed.peek().is_some_and(heads) {
            true => set.keep_last_with_next(),
            false => set,
        });
    }
    flow
}

/// The lists of the contents that are open, each with the level of its headings.
struct Lists {
    open: Vec<OpenList>,
}

#[derive(Clone, Copy)]
struct OpenList {
    /// 0 before the first heading.
    level: u8,
    element: ElementId,
}

impl Lists {
    fn new(collector: &mut Collector<'_>, setting: &Setting) -> Self {
        let element = collector.element(Role::Contents, setting);
        Self {
            open: vec![OpenList { level: 0, element }],
        }
    }

    /// The link of a line of the contents, in an item of the list of its level; lists of lower levels
    /// lie in the item above.
    fn link(&mut self, collector: &mut Collector<'_>, level: u8) -> ElementId {
        while self.open.len() > 1 && self.open.last().is_some_and(|list| list.level > level) {
            self.open.pop();
        }
        let root = OpenList {
            level,
            element: collector.tree.root(),
        };
        let last = self.open.last().copied().unwrap_or(root);
        let mut list = last.element;
        let above = collector.tree.element(list).children.last().copied();
        match above {
            Some(above) if last.level > 0 && last.level < level => {
                // An item has one list below it, also where levels are left out.
                let below = collector.tree.element(above).children.get(1).copied();
                list = below.unwrap_or_else(|| collector.tree.add_like(Role::Contents, above));
                self.open.push(OpenList {
                    level,
                    element: list,
                });
            }
            _ => {
                if let Some(last) = self.open.last_mut() {
                    last.level = level;
                }
            }
        }
        let item = collector.tree.add_like(Role::ContentsItem, list);
        let reference = collector.tree.add_like(Role::Reference, item);
        collector.tree.add_like(Role::Link, reference)
    }
}

/// One line of the contents: words, leader, folio.
fn entry(
    collector: &mut Collector<'_>,
    entry: &HeadingEntry,
    folio: Folio,
    setting: &Setting,
) -> Flow {
    let design = collector.design;
    let theme = design.theme.contents;
    let depth = f32::from(entry.level.saturating_sub(1));
    let mut inner = setting.indented(design.indent() * depth, design);
    inner.style.weight = match entry.level {
        1 => Weight::Bold,
        _ => Weight::Regular,
    };
    let mut flow = Flow::default();
    if entry.level == 1 {
        flow.space(design.space(theme.above_chapter));
    }
    flow.append(linked_lines(collector, entry, folio, &inner));
    flow.with_page_start(Begins::Contents(Some(entry.anchor)))
}

/// The lines of an entry, which lead to its place.
fn linked_lines(
    collector: &mut Collector<'_>,
    entry: &HeadingEntry,
    folio: Folio,
    setting: &Setting,
) -> Flow {
    let design = collector.design;
    let mut flow = Flow::of(entry_lines(collector, entry, folio, setting)).keep_edges();
    let words = described(&plain_text(&entry.title));
    for line in flow.boxes_mut() {
        let rect = Rect {
            x: Pt::ZERO,
            y: Pt::ZERO,
            width: design.measure,
            height: line.height,
        };
        line.links.push(BoxLink {
            rect,
            goal: Goal::Target(LinkTarget::Anchor(entry.anchor)),
            element: Some(setting.inside),
            words: words.clone(),
            span: None,
        });
    }
    flow
}

/// The lines of an entry, the last of them with its leader and folio.
fn entry_lines(
    collector: &mut Collector<'_>,
    entry: &HeadingEntry,
    folio: Folio,
    inner: &Setting,
) -> Vec<FlowBox> {
    let design = collector.design;
    let folio_room = design.theme.contents.folio_room.of(design.size);
    let mut composer = collector.composer(inner);
    if let Some(number) = &entry.number {
        composer.isolated(number, &inner.style, Origin::Tool);
        composer.words(EN_SPACE, &inner.style, Origin::Tool);
    }
    composer.title(&entry.title, &inner.style, inner.direction);
    let composed = composer.finish(Some(inner.direction), inner.direction);
    let width = inner.width(design) - folio_room;
    let mut narrowed = inner.clone();
    match inner.direction {
        Direction::Rtl => narrowed.left += folio_room,
        Direction::Ltr => narrowed.right += folio_room,
    }
    let set = collector.set(composed, &narrowed, width);
    // The leader begins where the last line's words end, which is only known once they are set.
    let ends = set.lines.last().map(|line| line.extent);
    let mut lines = collector.boxes(set, ParagraphSource::Words(None), &narrowed);
    if let (Some(last), Some(ends)) = (lines.last_mut(), ends) {
        let number = folio_line(collector, folio, inner);
        let gap = Gap {
            left: ends.0 + narrowed.left,
            right: ends.1 + narrowed.left,
            folio: number.width,
        };
        last.items.extend(leader(design, inner.direction, gap));
        last.absorb(number.line);
    }
    lines
}

/// A folio at the side where reading ends.
fn folio_line(collector: &mut Collector<'_>, folio: Folio, setting: &Setting) -> OneLine {
    let mut ending = Setting {
        alignment: Alignment::End,
        left: Pt::ZERO,
        right: Pt::ZERO,
        ..setting.clone()
    };
    ending.style.digits = Digits::OfOneWidth;
    let words = folio.printed(&collector.design.language);
    collector.one_line(&words, &ending)
}

/// What a leader runs between.
#[derive(Clone, Copy)]
struct Gap {
    /// Left end of the words.
    left: Pt,
    /// Right end of the words.
    right: Pt,
    /// Width of the folio.
    folio: Pt,
}

/// The dots between the words and the folio, on a grid that all lines share. They are drawn, not
/// written: nobody wants to copy them.
fn leader(design: &Design, direction: Direction, between: Gap) -> Option<PageItem> {
    let theme = design.theme.contents;
    let gap = theme.leader_gap.of(design.size);
    let (from, to) = match direction {
        Direction::Rtl => (between.folio + gap, between.left - gap),
        Direction::Ltr => (between.right + gap, design.measure - between.folio - gap),
    };
    let step = theme.leader_step;
    // Dots stand on multiples of the step from the left edge, so that they lie below each other.
    let first = (from.0 / step.0).ceil();
    let count = ((to.0 / step.0).floor() - first).max(0.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "dots on one line"
    )]
    let further = (count as u16).checked_sub(1)?;
    Some(PageItem::Rule(PlacedRule {
        rect: Rect {
            x: step * first,
            y: design.baseline(design.leading) - theme.leader_dot,
            width: theme.leader_dot,
            height: theme.leader_dot,
        },
        ink: design.quiet(),
        row: Row { further, step },
    }))
}
