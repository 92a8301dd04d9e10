//! Headings, lists, definitions, quotations, code, asides: blocks that are paragraphs with a place.

use super::column::{Column, Setting, SideKept, keep_edges, rule};
use super::compose::QUIET;
use super::slab::{BreakAfter, FlowItem, Slab};
use super::tagging::Leaf;
use crate::font::{Family, Weight};
use crate::frame::{Ink, Numbering, Rect, Role, TextRole};
use crate::locale::Direction;
use crate::model::{
    Alignment, AnchorId, Begins, Block, DefinitionItem, Inline, ListItem, ListKind, letters,
};
use crate::source::{FileId, Span};
use crate::text::{Breaking, StyledText, TextStyle};
use crate::units::Pt;

/// The ground of code.
const CODE_GROUND: Ink = Ink::Gray(0.95);
/// Marks of bulleted lists by depth.
const BULLETS: [&str; 2] = ["•", "–"];
/// Marks of tasks, done and open.
const TASKS: [&str; 2] = ["☑", "☐"];
/// Between a marker and its item, in em.
const MARKER_GAP: f32 = 0.5;
/// Columns that a tab stop lies apart in code.
const TAB: usize = 4;

impl Column<'_> {
    /// A heading inside a chapter; `place` is its anchor and span.
    pub(super) fn heading(
        &mut self,
        level: u8,
        content: &[Inline],
        place: (Option<AnchorId>, Span),
        setting: &Setting,
    ) {
        let style = self.design.heading(level, &setting.style.language);
        let leading = self.design.leading_for(style.size);
        let above = if level <= 2 { 1.0 } else { 0.5 };
        let mut heading = Setting {
            leading,
            alignment: if setting.alignment == Alignment::Center {
                Alignment::Center
            } else {
                Alignment::Start
            },
            role: TextRole::Heading(level),
            side: SideKept::Around,
            first_indent: Pt::ZERO,
            hanging: Pt::ZERO,
            style,
            ..setting.clone()
        };
        heading.style.language = setting.style.language.clone();
        let (section, rank) = self.tree.heading(level, setting.inside);
        heading.inside = section;
        heading.leaf = Leaf::New(rank);
        self.space(self.design.leading * above);
        let before = self.flow.len();
        self.heading_text(content, place, &heading);
        for item in &mut self.flow[before..] {
            if let FlowItem::Slab(slab) = item {
                slab.after = BreakAfter::Never;
            }
        }
        if level <= 2 {
            self.space(self.design.leading * 0.5);
        }
    }

    /// The words of a heading after its number, where it has one.
    pub(super) fn heading_text(
        &mut self,
        content: &[Inline],
        place: (Option<AnchorId>, Span),
        setting: &Setting,
    ) {
        let (anchor, span) = place;
        let entries = &self.sources.book.headings;
        let entry = anchor.and_then(|anchor| entries.iter().find(|entry| entry.anchor == anchor));
        let number = entry.and_then(|entry| entry.number.clone());
        let mut composer = self.composer(setting);
        if let Some(number) = number {
            composer.isolated(&number, &setting.style, span);
            composer.words("\u{2002}", &setting.style, span);
        }
        composer.inlines(content, &setting.style);
        self.composed(
            composer.finish(setting.asked, setting.direction),
            span,
            setting,
        );
    }

    /// A list; the marker of each item stands in the indent of its first line.
    pub(super) fn list(
        &mut self,
        kind: ListKind,
        tight: bool,
        items: &[ListItem],
        setting: &Setting,
    ) {
        let gap = self.design.leading * if tight { 0.0 } else { 0.25 };
        let each = items.iter().enumerate();
        let markers = each.map(|(index, item)| self.marker(kind, index, item, setting));
        let markers: Vec<String> = markers.collect();
        let indent = self.marker_indent(&markers, setting);
        let mut inner = Setting {
            first_indent: Pt::ZERO,
            ..setting.indented(indent, self.design)
        };
        inner.side = SideKept::Around;
        inner.gap = if tight { Pt::ZERO } else { gap };
        // A list inside a list keeps its lines together.
        let outer = if setting.side == SideKept::Around {
            0.0
        } else {
            0.25
        };
        self.space(self.design.leading * outer);
        let list = self.element(Role::List(numbering(kind, items)), setting);
        for (marker, item) in markers.iter().zip(items) {
            let before = self.flow.len();
            self.after_paragraph = false;
            let element = self.tree.add_like(Role::Item, list);
            let label = self.tree.add_like(Role::Label, element);
            let body = self.tree.add_like(Role::ItemBody, element);
            self.blocks(&item.blocks, &inner.within(body));
            let room = setting.width(self.design) - inner.width(self.design);
            let place = setting.in_element(label);
            self.hang((marker, item.span), room, before, &place);
            self.space(gap);
        }
        self.space(self.design.leading * outer);
    }

    fn marker(&self, kind: ListKind, index: usize, item: &ListItem, setting: &Setting) -> String {
        if let Some(done) = item.done {
            return TASKS[usize::from(!done)].to_owned();
        }
        let depth = (setting.left + setting.right).0 / self.design.indent().0;
        match kind {
            ListKind::Bulleted => BULLETS[usize::from(depth >= 1.0)].to_owned(),
            ListKind::Numbered(first) => {
                let number = usize::try_from(first).unwrap_or(1).saturating_add(index);
                format!("{}.", self.design.language.number(number))
            }
        }
    }

    /// The indent of a list: wide enough for its markers and a gap.
    fn marker_indent(&mut self, markers: &[String], setting: &Setting) -> Pt {
        let gap = self.design.size * MARKER_GAP;
        let mut indent = self.design.indent();
        for marker in markers {
            let mut text = StyledText::new(setting.direction);
            text.push(marker, &setting.style, Span::new(FileId::default(), 0..0));
            let shaped = self.shaper.shape(text);
            let width = shaped.clusters.iter().map(|cluster| cluster.advance).sum();
            indent = indent.max(Pt(width) + gap);
        }
        indent
    }

    /// Puts a marker beside the first line set since `from`, at the inner end of the room for it.
    fn hang(&mut self, (marker, span): (&str, Span), room: Pt, from: usize, setting: &Setting) {
        let width = room - self.design.size * MARKER_GAP;
        let mut hung = setting.clone();
        hung.alignment = Alignment::End;
        hung.first_indent = Pt::ZERO;
        if setting.direction == Direction::Rtl {
            hung.left += setting.width(self.design) - width;
        }
        let mut composer = self.composer(&hung);
        composer.words(marker, &hung.style, span);
        let composed = composer.finish(Some(setting.direction), setting.direction);
        let set = self.set(composed, &hung, width);
        let Some(mark) = self.slabs(set, span, &hung).pop() else {
            return;
        };
        let first = self.flow[from..].iter_mut().find_map(|item| match item {
            FlowItem::Slab(slab) => Some(slab),
            FlowItem::Space(_) | FlowItem::Opening(_) => None,
        });
        match first {
            Some(slab) => slab.items.splice(0..0, mark.items).for_each(drop),
            None => self.flow.push(FlowItem::Slab(mark)),
        }
    }

    /// Terms in bold, their definitions indented below them.
    pub(super) fn definitions(&mut self, items: &[DefinitionItem], setting: &Setting) {
        let bold = TextStyle {
            weight: Weight::Bold,
            ..setting.style.clone()
        };
        let term = Setting {
            style: bold,
            side: SideKept::Around,
            first_indent: Pt::ZERO,
            ..setting.clone()
        };
        let inner = Setting {
            first_indent: Pt::ZERO,
            ..setting.indented(self.design.indent(), self.design)
        };
        self.space(self.design.leading * 0.25);
        let list = self.element(Role::List(Numbering::Terms), setting);
        for item in items {
            let element = self.tree.add_like(Role::Item, list);
            for words in &item.terms {
                let span = words.first().map(|word| word.span);
                let Some(span) = span else { continue };
                let before = self.flow.len();
                let label = self.tree.add_like(Role::Label, element);
                self.text(words, span, &term.in_element(label));
                for set in &mut self.flow[before..] {
                    if let FlowItem::Slab(slab) = set {
                        slab.after = BreakAfter::Never;
                    }
                }
            }
            for blocks in &item.definitions {
                self.after_paragraph = false;
                let body = self.tree.add_like(Role::ItemBody, element);
                self.blocks(blocks, &inner.within(body));
            }
            self.space(self.design.leading * 0.25);
        }
    }

    /// A quotation, set in from both sides.
    pub(super) fn quote(&mut self, blocks: &[Block], setting: &Setting) {
        let inset = self.design.indent().min(setting.room(self.design) / 2.0);
        let mut inner = setting.within(self.element(Role::Quotation, setting));
        inner.left += inset;
        inner.right += inset;
        inner.style.size = setting.style.size * 0.95;
        self.space(self.design.leading * 0.5);
        self.after_paragraph = false;
        self.blocks(blocks, &inner);
        self.space(self.design.leading * 0.5);
    }

    /// A thing beside the text, with a rule at the side where reading begins.
    pub(super) fn aside(
        &mut self,
        title: &[Inline],
        blocks: &[Block],
        span: Span,
        setting: &Setting,
    ) {
        let inner = Setting {
            first_indent: Pt::ZERO,
            ..setting.indented(self.design.size * 1.2, self.design)
        };
        let inner = inner.within(self.element(Role::Division, setting));
        self.space(self.design.leading * 0.5);
        let before = self.flow.len();
        if !title.is_empty() {
            let bold = TextStyle {
                weight: Weight::Bold,
                ..inner.style.clone()
            };
            let setting = Setting {
                style: bold,
                ..inner.clone()
            };
            self.text(title, span, &setting);
            self.hold(before);
        }
        self.after_paragraph = false;
        self.blocks(blocks, &inner);
        let thick = Pt(1.5);
        let x = match setting.direction {
            Direction::Rtl => self.design.measure - setting.right - thick,
            Direction::Ltr => setting.left,
        };
        self.solidify(before);
        for item in &mut self.flow[before..] {
            if let FlowItem::Slab(slab) = item {
                let rect = Rect {
                    x,
                    y: Pt::ZERO,
                    width: thick,
                    height: slab.height,
                };
                slab.items.insert(0, rule(rect, QUIET));
            }
        }
        self.space(self.design.leading * 0.5);
    }

    /// Makes the spaces set since `from` slabs, so that a ground or rule runs through them.
    fn solidify(&mut self, from: usize) {
        if matches!(self.flow.last(), Some(FlowItem::Space(_))) && self.flow.len() > from {
            self.flow.pop();
        }
        let from = from.min(self.flow.len());
        for item in &mut self.flow[from..] {
            if let FlowItem::Space(height) = item {
                *item = FlowItem::Slab(Slab::blank(*height));
            }
        }
    }

    /// Code: left to right, line by line as typed, on a light ground.
    pub(super) fn code(&mut self, code: &str, span: Span, setting: &Setting) {
        let design = self.design;
        let style = TextStyle {
            family: Family::Code,
            size: setting.style.size * 0.92,
            breaking: Breaking::Anywhere,
            ..setting.style.clone()
        };
        let pad = design.size * 0.5;
        let mut inner = Setting {
            left: setting.left + pad,
            right: setting.right + pad,
            style,
            leading: design.small_leading() * 0.85,
            alignment: Alignment::Start,
            role: TextRole::Code,
            first_indent: Pt::ZERO,
            hanging: Pt::ZERO,
            direction: Direction::Ltr,
            ..setting.clone()
        };
        // A wrapped line is told from a new one by its indent.
        inner.hanging = design.size;
        let paragraph = self.element(Role::Paragraph, setting);
        let inner = inner.in_element(self.tree.add_like(Role::Code, paragraph));
        self.space(design.leading * 0.5);
        let before = self.flow.len();
        self.flow.push(FlowItem::Slab(Slab::blank(pad * 0.6)));
        let mut passed = 0;
        for line in code.strip_suffix('\n').unwrap_or(code).split('\n') {
            let first = self.flow.len();
            self.code_line(line, span, &inner);
            count_on(&mut self.flow[first..], passed);
            passed += letters(line);
        }
        self.flow.push(FlowItem::Slab(Slab::blank(pad * 0.6)));
        let width = setting.width(design);
        for item in &mut self.flow[before..] {
            if let FlowItem::Slab(slab) = item {
                let rect = Rect {
                    x: setting.left,
                    y: Pt::ZERO,
                    width,
                    height: slab.height,
                };
                slab.items.insert(0, rule(rect, CODE_GROUND));
            }
        }
        keep_block_edges(&mut self.flow[before..]);
        self.space(design.leading * 0.5);
    }

    fn code_line(&mut self, line: &str, span: Span, setting: &Setting) {
        if line.is_empty() {
            self.flow.push(FlowItem::Slab(Slab::blank(setting.leading)));
            return;
        }
        let mut composer = self.composer(setting);
        composer.words(&without_tabs(line), &setting.style, span);
        let composed = composer.finish(Some(Direction::Ltr), Direction::Ltr);
        let set = self.set(composed, setting, setting.width(self.design));
        let mut slabs = self.slabs(set, span, setting);
        slabs
            .iter_mut()
            .next_back()
            .into_iter()
            .for_each(Slab::part);
        self.flow.extend(slabs.into_iter().map(FlowItem::Slab));
    }

    /// A displayed formula, as its source.
    pub(super) fn math(&mut self, source: &str, span: Span, setting: &Setting) {
        let style = TextStyle {
            family: Family::Code,
            ..setting.style.clone()
        };
        let inner = Setting {
            style,
            alignment: Alignment::Center,
            first_indent: Pt::ZERO,
            ..setting.clone()
        };
        let formula = self.element(Role::Formula, setting);
        self.tree.element(formula).alt = Some(source.trim().to_owned());
        let inner = inner.in_element(formula);
        self.space(self.design.leading * 0.5);
        for line in source.trim().lines() {
            let mut composer = self.composer(&inner);
            composer.words(line.trim(), &inner.style, span);
            let composed = composer.finish(Some(Direction::Ltr), Direction::Ltr);
            let set = self.set(composed, &inner, inner.width(self.design));
            let mut slabs = keep_edges(self.slabs(set, span, &inner));
            slabs
                .iter_mut()
                .next_back()
                .into_iter()
                .for_each(Slab::part);
            self.flow.extend(slabs.into_iter().map(FlowItem::Slab));
        }
        self.space(self.design.leading * 0.5);
    }

    /// A short rule in the middle.
    pub(super) fn thematic_break(&mut self, setting: &Setting) {
        let width = setting.width(self.design);
        let rect = Rect {
            x: setting.left + width * 0.4,
            y: self.design.leading / 2.0,
            width: width * 0.2,
            height: Pt(0.6),
        };
        self.space(self.design.leading * 0.25);
        self.flow
            .push(FlowItem::Slab(Slab::rule(rect, self.design.leading)));
        self.space(self.design.leading * 0.25);
    }
}

/// Lines of a block of which so many letters stand before them.
fn count_on(flow: &mut [FlowItem], passed: usize) {
    for item in flow {
        if let FlowItem::Slab(slab) = item
            && let Some(Begins::Words(place)) = &mut slab.begins
        {
            place.letters += passed;
        }
    }
}

/// How the items of a list are called.
fn numbering(kind: ListKind, items: &[ListItem]) -> Numbering {
    match kind {
        _ if items.iter().any(|item| item.done.is_some()) => Numbering::Boxes,
        ListKind::Bulleted => Numbering::Disc,
        ListKind::Numbered(_) => Numbering::Decimal,
    }
}

/// No page ends after the first or before the last two slabs of a block with a ground.
fn keep_block_edges(flow: &mut [FlowItem]) {
    let count = flow.len();
    for (index, item) in flow.iter_mut().enumerate() {
        let edge = index < 2 || (index + 3 >= count && index + 1 < count);
        if let FlowItem::Slab(slab) = item
            && edge
        {
            slab.after = BreakAfter::Never;
        }
    }
}

/// Tabs as spaces up to the next stop.
fn without_tabs(line: &str) -> String {
    let mut spaced = String::with_capacity(line.len());
    let mut column = 0;
    for letter in line.chars() {
        if letter == '\t' {
            let spaces = TAB - column % TAB;
            spaced.extend(std::iter::repeat_n(' ', spaces));
            column += spaces;
        } else {
            spaced.push(letter);
            column += 1;
        }
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::without_tabs;

    #[test]
    fn a_tab_reaches_to_the_next_stop() {
        assert_eq!(without_tabs("a\tb"), "a   b");
        assert_eq!(without_tabs("\t\tc"), "        c");
    }
}
