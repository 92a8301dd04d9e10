//! Puts what a plan names on sheets: boxes in the text block, notes at its foot. A flow with its notes
//! in, sheets out, with the places where anchors, notes and their calls came to stand.

mod calls;
mod columns;
mod margin;
mod sheet;

use std::collections::VecDeque;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use super::design::Design;
use super::distribute::{self, FootRows, NoteLine, NoteLines, PagePlan, Planned};
use super::flow::{
    COLUMNS, Flow, FlowBox, FlowItem, MarginKind, OpeningPage, Plate, filled, shift,
};
use crate::config::ChapterOpening;
use crate::frame::{Compromise, ElementId, Ink, PageItem, Rect};
use crate::locale::Direction;
use crate::lookup::Lookup;
use crate::model::{AnchorId, Begins};
use crate::units::Pt;
use calls::{MarginColumn, put_in_margin};
use columns::{ColumnLine, Rows};
use margin::{Beside, Room};

pub(super) use calls::call_once;
pub(super) use distribute::PageKind;
pub(super) use sheet::{InMargin, PagePosition, Paginated, Sheet};

/// Where the sheets of a flow stand.
#[derive(Clone, Copy)]
pub(super) struct Standing {
    /// On which pages its parts open.
    pub(super) opening: ChapterOpening,
    /// The number of the first page, from 1: odd ones face the one before.
    pub(super) first_page: usize,
}

impl Standing {
    /// A flow that begins a section.
    pub(super) fn first(opening: ChapterOpening) -> Self {
        Self {
            opening,
            first_page: 1,
        }
    }
}

/// Cuts a flow into sheets.
pub(super) fn paginate(
    mut flow: Flow,
    mut notes: NoteLines,
    design: &Design,
    standing: Standing,
) -> Paginated {
    flow.settle_breaks();
    call_once(&mut flow, &notes);
    let in_margin = MarginColumn {
        down: design.beside_line(),
        width: design.margin_column(),
    };
    put_in_margin(&mut flow, &mut notes, in_margin);
    let geometry = design.geometry(standing.opening);
    let plans = distribute::distribute(flow.items(), &notes, &geometry, standing.first_page);
    // A number at the fore-edge would stand between the text and the words beside it.
    let numbers_at_spine = has_words_in_margin(&flow);
    let mut composer = Composer {
        design,
        notes,
        titles: titles(flow.items()),
        items: flow.into_items().into_iter().map(Some).collect(),
        waiting: Vec::new(),
        beside: Vec::new(),
        margin: VecDeque::new(),
        numbers: Vec::new(),
        numbers_at_spine,
        out: Paginated::default(),
    };
    for plan in &plans {
        composer.page(plan);
    }
    composer.end_margin();
    composer.out
}

/// Whether words stand in the outer margin: the numbers of lines leave it to them.
fn has_words_in_margin(flow: &Flow) -> bool {
    let mut beside = flow.items().iter().filter_map(|item| match item {
        FlowItem::Box(found) => Some(found.margin()),
        FlowItem::Glue(_) | FlowItem::Opening(_) => None,
    });
    beside.any(|beside| beside.iter().any(|one| one.kind != MarginKind::Number))
}

/// What pages show of the thing that begins at an opening.
struct Titles {
    title: Arc<str>,
    part: Arc<str>,
    page: OpeningPage,
}

/// The titles, by the index of their opening.
fn titles(items: &[FlowItem]) -> Lookup<usize, Titles> {
    let each = items.iter().enumerate();
    let title = each.filter_map(|(index, item)| match item {
        FlowItem::Opening(opening) => {
            let titles = Titles {
                title: opening.title.as_str().into(),
                part: opening.part.as_str().into(),
                page: opening.page,
            };
            Some((index, titles))
        }
        FlowItem::Box(_) | FlowItem::Glue(_) => None,
    });
    title.collect()
}

struct Composer<'a> {
    design: &'a Design,
    /// What no foot has taken yet.
    notes: NoteLines,
    titles: Lookup<usize, Titles>,
    /// What no page has taken yet.
    items: Vec<Option<FlowItem>>,
    /// Anchors of this page that stand where no element begins yet: they take the next one.
    waiting: Vec<AnchorId>,
    /// What stands beside rows of a parallel text: it follows them in the page, so that who reads the page from its
    /// beginning has the lines of one text behind each other, and then those of the other.
    beside: Vec<PageItem>,
    /// Words that wait for a place in the margin of this page.
    margin: VecDeque<Beside>,
    /// The numbers of its lines.
    numbers: Vec<Beside>,
    /// Whether the numbers of lines stand at the spine.
    numbers_at_spine: bool,
    out: Paginated,
}

impl Composer<'_> {
    /// Writes one page out.
    fn page(&mut self, plan: &PagePlan) {
        let page = self.out.sheets.len();
        let titles = plan.part.and_then(|part| self.titles.get(&part));
        // The page of a part has nothing around its words.
        let kind = match (plan.kind, titles.map(|titles| titles.page)) {
            (PageKind::Opening, Some(OpeningPage::Part)) => PageKind::Blank,
            (kind, _) => kind,
        };
        let mut sheet = Sheet {
            title: titles
                .map(|titles| Arc::clone(&titles.title))
                .unwrap_or_default(),
            part: titles
                .map(|titles| Arc::clone(&titles.part))
                .unwrap_or_default(),
            kind,
            compromises: plan.compromises.clone(),
            ..Sheet::default()
        };
        let mut y = Pt::ZERO;
        let mut start = None;
        let mut rows = Rows::default();
        for planned in &plan.content {
            if let Some(found) = self.take(*planned) {
                // Floats that waited for the page say nothing of the text around them.
                if !found.placement.floats() {
                    start = start.or(found.page_start);
                }
                let element = found.element();
                let place = PagePosition { page, y, element };
                let call = PagePosition {
                    y: plan.kind.on_paper(y),
                    ..place
                };
                self.put_calls(&found, call);
                if found.changed_by != 0 {
                    let changed = Compromise::ChangedParagraph(found.changed_by);
                    sheet.compromises.push(changed);
                }
                y += found.height;
                if !rows.takes(&found) {
                    self.put_rows(&mut sheet, &mut rows, page);
                }
                match found.column_row() {
                    Some(_) => rows.push(found, place.y),
                    None => self.put(&mut sheet, found, place),
                }
            }
            y += glue_height(*planned);
        }
        self.put_rows(&mut sheet, &mut rows, page);
        sheet.items.append(&mut self.beside);
        self.put_notes(&mut sheet, &plan.notes, page);
        self.put_margin(&mut sheet, page);
        self.settle_anchors(&sheet);
        sheet.begins = match plan.kind {
            PageKind::Blank => None,
            PageKind::Ordinary | PageKind::Opening | PageKind::Plate(_) => {
                Some(start.unwrap_or(Begins::Nothing))
            }
        };
        self.out.sheets.push(Arc::new(sheet));
    }

    /// Keeps where notes are called first, and which are called again on another page.
    fn put_calls(&mut self, found: &FlowBox, place: PagePosition) {
        for note in &found.calls {
            let first = self.out.note_calls.entry(*note).or_insert(place);
            if first.page != place.page {
                self.out.called_again.insert(*note);
            }
        }
    }

    /// The box that a plan names; it stands on one page and is not asked for again.
    fn take(&mut self, planned: Planned) -> Option<FlowBox> {
        let (Planned::Box(index) | Planned::TopBox(index)) = planned else {
            return None;
        };
        // Boxes are moved and not copied: glyphs of a long book are most of its memory.
        let Some(FlowItem::Box(found)) = self.items[index].take() else {
            return None;
        };
        match planned {
            Planned::TopBox(_) => Some(found.at_page_top()),
            _ => Some(found),
        }
    }

    /// Puts the rows of two columns that stand on a page, column by column.
    fn put_rows(&mut self, sheet: &mut Sheet, rows: &mut Rows, page: usize) {
        for ColumnLine { content, y } in rows.take() {
            let element = content.element();
            self.put(sheet, content, PagePosition { page, y, element });
        }
    }

    /// Puts what stands in the margin of a page.
    fn put_margin(&mut self, sheet: &mut Sheet, page: usize) {
        let theme = self.design.theme.margin;
        let room = Room {
            page,
            height: self.design.height,
            between: theme.between.of(self.design.small_leading()),
        };
        // What has no room waits with what the next page brings, and stands above it there.
        for words in margin::arrange(&mut self.margin, room) {
            self.put_beside(sheet, words, page);
        }
        for number in std::mem::take(&mut self.numbers) {
            self.put_beside(sheet, number, page);
        }
    }

    /// Puts lines below each other in a margin.
    fn put_beside(&mut self, sheet: &mut Sheet, words: Beside, page: usize) {
        // Which margin is the outer one is known when the page has a side; until then these lines are kept apart from those of
        // the text, with places from the left edge of their own column.
        let mut y = words.top;
        let mut own = Sheet {
            kind: sheet.kind,
            ..Sheet::default()
        };
        if let (MarginKind::Note(note), false) = (words.kind, words.goes_on) {
            let element = words.lines.iter().find_map(FlowBox::element);
            let place = PagePosition {
                page,
                y: sheet.kind.on_paper(y),
                element,
            };
            self.out.notes.insert(note, place);
        }
        for line in words.lines {
            let (height, element) = (line.height, line.element());
            self.put(&mut own, line, PagePosition { page, y, element });
            y += height;
        }
        let theme = self.design.theme.margin;
        let (at_spine, gap) = match words.kind {
            MarginKind::Number => (self.numbers_at_spine, theme.number_gap),
            MarginKind::Note(_) | MarginKind::Words => (false, theme.gap),
        };
        sheet.margin.push(InMargin {
            at_spine,
            gap: Pt::from_mm(gap),
            width: words.width,
            items: own.items,
            links: own.links,
        });
    }

    /// Adds sheets for words that had no room in the margins of their pages: nothing is lost.
    fn end_margin(&mut self) {
        while !self.margin.is_empty() {
            let page = self.out.sheets.len();
            let last = self.out.sheets.last();
            let mut sheet = Sheet {
                title: last.map(|last| Arc::clone(&last.title)).unwrap_or_default(),
                part: last.map(|last| Arc::clone(&last.part)).unwrap_or_default(),
                begins: Some(Begins::Nothing),
                ..Sheet::default()
            };
            self.put_margin(&mut sheet, page);
            self.out.sheets.push(Arc::new(sheet));
        }
    }

    fn put(&mut self, sheet: &mut Sheet, mut found: FlowBox, place: PagePosition) {
        found.shift(Pt::ZERO, place.y);
        for beside in found.take_margin() {
            let beside = Beside::of(beside, place.page);
            match beside.kind {
                MarginKind::Number => self.numbers.push(beside),
                MarginKind::Note(_) | MarginKind::Words => self.margin.push_back(beside),
            }
        }
        if place.element.is_some() {
            self.settle_waiting(place.element);
        }
        for found in found.anchors {
            let Entry::Vacant(entry) = self.out.anchors.entry(found.anchor) else {
                continue;
            };
            let place = PagePosition {
                y: sheet.kind.on_paper(found.down),
                element: found.element.or(place.element),
                ..place
            };
            entry.insert(place);
            if place.element.is_none() {
                self.waiting.push(found.anchor);
            }
        }
        if found.beside.is_none_or(|beside| beside.begins) {
            sheet.items.append(&mut self.beside);
        }
        if let Some(beside) = found.beside {
            self.beside.extend(found.items.split_off(beside.second));
        }
        sheet.items.append(&mut found.items);
        sheet.links.append(&mut found.links);
    }

    /// Anchors below the last words of a sheet lead to what these words belong to.
    fn settle_anchors(&mut self, sheet: &Sheet) {
        let last = sheet.items.iter().rev().find_map(PageItem::element);
        self.settle_waiting(last);
    }

    fn settle_waiting(&mut self, element: Option<ElementId>) {
        for anchor in self.waiting.drain(..) {
            let entry = self.out.anchors.entry(anchor);
            entry.and_modify(|place| place.element = element);
        }
    }

    /// Sets lines of notes so that the last of them stands on the last line of the text block.
    fn put_notes(&mut self, sheet: &mut Sheet, notes: &[NoteLine], page: usize) {
        let lines: Vec<(NoteLine, FlowBox)> = notes
            .iter()
            .filter_map(|line| {
                let found = self.notes.get_mut(&line.note)?.get_mut(line.line)?;
                Some((*line, std::mem::take(found)))
            })
            .collect();
        if lines.is_empty() {
            return;
        }
        let height = FootRows::of(lines.iter().map(|(_, found)| found)).height();
        let theme = self.design.theme.notes;
        let above = theme.above.of(self.design.leading);
        // Notes stand on the foot of the text block and the white is above their rule: last lines of notes
        // are at one height on both pages of a spread.
        let block = self.block(sheet.kind);
        let top = block.height - height;
        let mut rule = self.note_rule(top - theme.rule_position.of(above));
        shift(&mut rule, block.aside, Pt::ZERO);
        sheet.items.push(rule);
        let mut rows = FootRows::default();
        for (line, mut found) in lines {
            let spot = rows.add(&found);
            let y = top + spot.down;
            let across = found.short_note.map_or(Pt::ZERO, |short| {
                let across = self.design.measure * (f32::from(spot.column) / f32::from(COLUMNS));
                match short.direction {
                    Direction::Rtl => -across,
                    Direction::Ltr => across,
                }
            });
            found.shift(block.aside + across, Pt::ZERO);
            let element = found.element();
            let place = PagePosition { page, y, element };
            if line.line == 0 {
                let y = sheet.kind.on_paper(y);
                self.out
                    .notes
                    .insert(line.note, PagePosition { y, ..place });
            }
            self.put(sheet, found, place);
        }
    }

    /// The text block of a page, and how far notes, which are set in the usual measure, stand from its left edge.
    fn block(&self, kind: PageKind) -> NoteBlock {
        let design = self.design;
        let (height, width) = match kind {
            PageKind::Plate(Plate::Turned) => (design.measure, design.height),
            _ => (design.height, design.measure),
        };
        let aside = match design.direction {
            Direction::Rtl => width - design.measure,
            Direction::Ltr => Pt::ZERO,
        };
        NoteBlock { height, aside }
    }

    /// The rule above notes begins at the side where reading begins.
    fn note_rule(&self, y: Pt) -> PageItem {
        let theme = self.design.theme.notes.rule;
        let width = theme.width.of(self.design.measure);
        let x = match self.design.direction {
            Direction::Rtl => self.design.measure - width,
            Direction::Ltr => Pt::ZERO,
        };
        let rect = Rect {
            x,
            y,
            width,
            height: theme.thickness,
        };
        filled(rect, Ink::BLACK)
    }
}

/// Where notes stand in a text block.
struct NoteBlock {
    /// How high it is.
    height: Pt,
    /// How far they stand from its left edge.
    aside: Pt,
}

fn glue_height(planned: Planned) -> Pt {
    match planned {
        Planned::Glue { height, .. } | Planned::Gap(height) => height,
        Planned::Box(_) | Planned::TopBox(_) => Pt::ZERO,
    }
}
