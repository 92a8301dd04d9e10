//! Sets blocks into a column: the semantic tree in, slabs out.
//!
//! Each kind of block has its own method or file; all of them end in paragraphs, which go through
//! `text` and `line` and come back as one slab a line.

use super::Sources;
use super::branch::Branch;
use super::compose::{Composed, Composer, PictureInLine};
use super::design::Design;
use super::origins::Origins;
use super::slab::{BreakAfter, FlowItem, Goal, Slab, SlabLink};
use super::tagging::{Leaf, Owners, Tagged};
use crate::diag::Sink;
use crate::frame::{
    ElementId, Ending, Ink, LinkTarget, PageItem, PlacedLine, PlacedPicture, PlacedRule, Rect,
    Role, TextRole,
};
use crate::line::{self, Measure, SetLine, SetLink};
use crate::locale::{Direction, Language};
use crate::model::{Alignment, AnchorId, Attributes, Begins, Block, BlockKind, Inline, NoteId};
use crate::source::Span;
use crate::text::{MarkKind, Shaper, TextStyle};
use crate::units::Pt;

/// Nested blocks move in no further when less than this is left for words, in em.
const NARROWEST: f32 = 8.0;

/// How text in a place is set: its column, size and language. Cheap to copy and change.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    /// Inset of the column at its left.
    pub(super) left: Pt,
    /// Inset of the column at its right.
    pub(super) right: Pt,
    /// Style of running text.
    pub(super) style: TextStyle,
    /// Distance of baselines.
    pub(super) leading: Pt,
    /// The direction around: for text without letters, and for the side of insets.
    pub(super) direction: Direction,
    /// A direction that the markup asks for.
    pub(super) asked: Option<Direction>,
    /// Where lines stand.
    pub(super) alignment: Alignment,
    /// What the lines are.
    pub(super) role: TextRole,
    /// Whether words that run the other way keep to the side around: beside a list's marker, in a
    /// heading.
    pub(super) side: SideKept,
    /// Indent of a first line.
    pub(super) first_indent: Pt,
    /// Indent of the other lines.
    pub(super) hanging: Pt,
    /// Space between paragraphs.
    pub(super) gap: Pt,
    /// The element that everything here lies in.
    pub(super) inside: ElementId,
    /// What its paragraphs are.
    pub(super) leaf: Leaf,
}

impl Setting {
    /// Running text over the whole width.
    pub(super) fn body(design: &Design, language: &Language, direction: Direction) -> Self {
        Self {
            left: Pt::ZERO,
            right: Pt::ZERO,
            style: design.body(language),
            leading: design.leading,
            direction,
            asked: None,
            alignment: Alignment::Justify,
            role: TextRole::Body,
            side: SideKept::Own,
            first_indent: Pt::ZERO,
            hanging: Pt::ZERO,
            gap: Pt::ZERO,
            inside: ElementId::default(),
            leaf: Leaf::New(Role::Paragraph),
        }
    }

    /// The same, but its words are those of an element itself.
    pub(super) fn in_element(&self, element: ElementId) -> Self {
        Self {
            inside: element,
            leaf: Leaf::Same,
            ..self.clone()
        }
    }

    /// The same, but its paragraphs lie in an element.
    pub(super) fn within(&self, element: ElementId) -> Self {
        Self {
            inside: element,
            leaf: Leaf::New(Role::Paragraph),
            ..self.clone()
        }
    }

    /// The same with the inset of the side where reading begins made wider.
    pub(super) fn indented(&self, by: Pt, design: &Design) -> Self {
        let by = by.min(self.room(design));
        let mut inner = self.clone();
        match self.direction {
            Direction::Rtl => inner.right += by,
            Direction::Ltr => inner.left += by,
        }
        inner
    }

    /// How far a nested block may still move in.
    pub(super) fn room(&self, design: &Design) -> Pt {
        (self.width(design) - design.size * NARROWEST).max(Pt::ZERO)
    }

    /// The width that is left for lines.
    pub(super) fn width(&self, design: &Design) -> Pt {
        (design.measure - self.left - self.right).max(design.size * 2.0)
    }

    /// What the attributes of a block change.
    fn with(&self, attributes: &Attributes) -> Self {
        let mut changed = self.clone();
        if let Some(language) = &attributes.language {
            changed.style.language = language.clone();
            changed.asked = Some(language.direction());
            changed.direction = language.direction();
        }
        if let Some(direction) = attributes.direction {
            changed.asked = Some(direction);
            changed.direction = direction;
        }
        if let Some(alignment) = attributes.alignment {
            changed.alignment = alignment;
            changed.first_indent = Pt::ZERO;
        }
        changed
    }
}

/// Which side a paragraph keeps to when it runs against the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SideKept {
    /// Its own.
    Own,
    /// That of the text around.
    Around,
}

/// A paragraph that was set, with the tables its numbers count into.
pub(super) struct SetParagraph {
    pub(super) lines: Vec<SetLine>,
    pub(super) direction: Direction,
    goals: Vec<Goal>,
    pictures: Vec<PictureInLine>,
    /// Its whole text.
    text: String,
    tagged: Tagged,
    origins: Origins,
}

/// Sets the blocks of one part of the book.
pub(super) struct Column<'a> {
    pub(super) sources: Sources<'a>,
    pub(super) design: &'a Design,
    pub(super) shaper: Shaper<'a>,
    pub(super) sink: Sink,
    pub(super) flow: Vec<FlowItem>,
    /// Whether the next paragraph follows another one, and so begins with an indent.
    pub(super) after_paragraph: bool,
    /// The logical structure of what is set here.
    pub(super) tree: Branch,
}

impl<'a> Column<'a> {
    /// An empty column; `branch` is the place of its logical structure among those of the book.
    pub(super) fn new(sources: Sources<'a>, design: &'a Design, branch: usize) -> Self {
        let branch = u32::try_from(branch).unwrap_or(u32::MAX);
        Self {
            sources,
            design,
            shaper: Shaper::continuing(sources.fonts, sources.shapers),
            sink: Sink::default(),
            flow: Vec::new(),
            after_paragraph: false,
            tree: Branch::new(branch, &sources.config.book.language),
        }
    }

    /// Sets blocks one below the other.
    pub(super) fn blocks(&mut self, blocks: &[Block], setting: &Setting) {
        for block in blocks {
            self.block(block, setting);
        }
    }

    fn block(&mut self, block: &Block, around: &Setting) {
        let mut setting = around.with(&block.attributes);
        setting.inside = self.tree.place(setting.inside);
        let anchor = self.anchor(&block.attributes);
        let before = self.flow.len();
        match &block.kind {
            BlockKind::Heading { level, content } => {
                self.heading(*level, content, (anchor, block.span), &setting);
            }
            BlockKind::Paragraph(content) => self.paragraph(content, block.span, &setting),
            BlockKind::List { kind, tight, items } => self.list(*kind, *tight, items, &setting),
            BlockKind::Definitions(items) => self.definitions(items, &setting),
            BlockKind::Quote(blocks) => self.quote(blocks, &setting),
            BlockKind::Verse(verse) => {
                let poem = self.element(Role::Division, &setting);
                self.verse(verse, &setting.within(poem));
            }
            BlockKind::Code { text, .. } => self.code(text, block.span, &setting),
            BlockKind::Table(table) => self.table(table, anchor, block.span, &setting),
            BlockKind::Figure(figure) => self.figure(figure, anchor, block.span, &setting),
            BlockKind::Division(blocks) => self.blocks(blocks, &setting),
            BlockKind::Aside { title, blocks } => self.aside(title, blocks, block.span, &setting),
            BlockKind::Math(source) => self.math(source, block.span, &setting),
            BlockKind::Break => self.thematic_break(&setting),
        }
        self.after_paragraph = matches!(block.kind, BlockKind::Paragraph(_));
        if let Some(anchor) = anchor {
            self.drop_anchor(anchor, before);
        }
    }

    /// A new element where a setting is.
    pub(super) fn element(&mut self, role: Role, setting: &Setting) -> ElementId {
        self.tree.add(role, setting.inside, &setting.style.language)
    }

    pub(super) fn anchor(&self, attributes: &Attributes) -> Option<AnchorId> {
        attributes
            .id
            .as_deref()
            .and_then(|id| self.sources.book.anchor(id))
    }

    /// Puts an anchor on the first slab that was set since `from`.
    fn drop_anchor(&mut self, anchor: AnchorId, from: usize) {
        let slabs = self.flow[from..].iter_mut();
        let first = slabs.into_iter().find_map(|item| match item {
            FlowItem::Slab(slab) => Some(slab),
            FlowItem::Space(_) | FlowItem::Opening(_) => None,
        });
        match first {
            Some(slab) if slab.anchors.contains(&anchor) => {}
            Some(slab) => slab.anchors.push(anchor),
            None => self.bare(vec![anchor]),
        }
    }

    /// Leaves a space, unless one as large is there already.
    pub(super) fn space(&mut self, height: Pt) {
        match self.flow.last_mut() {
            Some(FlowItem::Space(last)) => *last = last.max(height),
            _ if height > Pt::ZERO => self.flow.push(FlowItem::Space(height)),
            _ => {}
        }
    }

    /// A paragraph of running text.
    fn paragraph(&mut self, content: &[Inline], span: Span, setting: &Setting) {
        let mut setting = setting.clone();
        if self.after_paragraph
            && setting.alignment == Alignment::Justify
            && setting.gap == Pt::ZERO
        {
            setting.first_indent += self.design.paragraph_indent();
        }
        self.space(setting.gap);
        self.text(content, span, &setting);
        self.space(setting.gap);
    }

    /// Inlines as a paragraph of slabs.
    pub(super) fn text(&mut self, content: &[Inline], span: Span, setting: &Setting) {
        let mut composer = self.composer(setting);
        composer.inlines(content, &setting.style);
        self.composed(
            composer.finish(setting.asked, setting.direction),
            span,
            setting,
        );
    }

    pub(super) fn composer(&self, setting: &Setting) -> Composer<'a> {
        Composer::new(self.sources, setting.width(self.design))
    }

    /// Anchors without words lie where the next thing begins.
    fn bare(&mut self, anchors: Vec<AnchorId>) {
        if !anchors.is_empty() {
            let after = BreakAfter::Never;
            self.flow.push(FlowItem::Slab(Slab {
                anchors,
                after,
                ..Slab::default()
            }));
        }
    }

    /// A composed paragraph as slabs.
    pub(super) fn composed(&mut self, composed: Composed, span: Span, setting: &Setting) {
        if composed.text.text.is_empty() {
            let marks = composed.text.marks.iter();
            let anchors = marks.filter_map(|mark| match mark.kind {
                MarkKind::Anchor(anchor) => Some(AnchorId(anchor)),
                MarkKind::Note(_) => None,
            });
            return self.bare(anchors.collect());
        }
        let set = self.set(composed, setting, setting.width(self.design));
        let slabs = self.slabs(set, span, setting);
        self.flow
            .extend(keep_edges(slabs).into_iter().map(FlowItem::Slab));
    }

    /// Sets a composed paragraph in a width.
    pub(super) fn set(&mut self, composed: Composed, setting: &Setting, width: Pt) -> SetParagraph {
        let against = composed.text.direction != setting.direction;
        let kept = against && setting.side == SideKept::Around;
        let alignment = match (kept, setting.alignment) {
            (true, Alignment::Start | Alignment::Justify) => Alignment::End,
            (_, alignment) => alignment,
        };
        let measure = Measure {
            first_indent: setting.first_indent,
            hanging_indent: setting.hanging,
            justification: self.sources.config.pdf.justification,
            ..Measure::new(width, alignment)
        };
        self.set_in(composed, &measure)
    }

    /// Sets a composed paragraph in a measure.
    pub(super) fn set_in(&mut self, composed: Composed, measure: &Measure) -> SetParagraph {
        let origins = Origins::of(&composed.text);
        let shaped = self.shaper.shape(composed.text);
        let lines = line::set(&shaped, measure, &mut self.shaper);
        self.report_lines(&lines, &shaped);
        self.report_private(&shaped);
        let direction = shaped.direction;
        SetParagraph {
            lines,
            direction,
            goals: composed.goals,
            pictures: composed.pictures,
            text: shaped.text,
            tagged: composed.tagged,
            origins,
        }
    }

    /// One slab a line, at the column's inset.
    pub(super) fn slabs(&mut self, set: SetParagraph, span: Span, setting: &Setting) -> Vec<Slab> {
        let place = LineStyle {
            left: setting.left,
            leading: setting.leading,
            role: setting.role,
            language: setting.style.language.clone(),
        };
        self.slabs_at(set, span, (setting, &place))
    }

    /// One slab a line at a place, as elements of the setting.
    pub(super) fn slabs_at(
        &mut self,
        set: SetParagraph,
        span: Span,
        (setting, place): (&Setting, &LineStyle),
    ) -> Vec<Slab> {
        let SetParagraph {
            lines,
            direction,
            goals,
            pictures,
            text,
            tagged,
            origins,
        } = set;
        let tables = Tables {
            goals,
            pictures,
            owners: Owners::enrol(tagged, &text, setting, &mut self.tree),
            span,
        };
        let mut slabs: Vec<Slab> = Vec::with_capacity(lines.len());
        let mut counter = origins.counter(&text, span);
        let mut lines = lines.into_iter().peekable();
        while let Some(line) = lines.next() {
            let ending = ending(&line, lines.peek());
            let begins = counter.place(line.start);
            let mut slab = line_to_slab(line, (direction, ending), &tables, place);
            slab.origin = Some(span);
            slab.begins = Some(Begins::Words(begins));
            slabs.push(slab);
        }
        slabs
    }
}

/// What turns set lines into slabs.
pub(super) struct LineStyle {
    pub(super) left: Pt,
    pub(super) leading: Pt,
    pub(super) role: TextRole,
    pub(super) language: Language,
}

/// What the numbers of a paragraph count into.
struct Tables {
    goals: Vec<Goal>,
    pictures: Vec<PictureInLine>,
    owners: Owners,
    /// Where the paragraph was written.
    span: Span,
}

/// What stood between two lines of a paragraph.
fn ending(line: &SetLine, next: Option<&SetLine>) -> Ending {
    let end = line.start + line.text.len();
    let forced = line.text.ends_with(char::is_whitespace);
    match next {
        Some(next) if forced || next.start > end => Ending::Space,
        Some(_) | None => Ending::Close,
    }
}

fn line_to_slab(
    line: SetLine,
    (direction, ending): (Direction, Ending),
    tables: &Tables,
    style: &LineStyle,
) -> Slab {
    let Tables { owners, .. } = tables;
    let natural = Design::baseline(style.leading);
    // A picture higher than the line pushes its baseline down.
    let extra = (line.object_height - natural).max(Pt::ZERO);
    let baseline = natural + extra;
    let mut slab = Slab::blank(style.leading + extra);
    let (behind, above): (Vec<_>, Vec<_>) = line.rules.iter().partition(|rule| rule.behind);
    let placed = |rule: &crate::line::LineRule| {
        let rect = Rect {
            x: rule.x,
            y: baseline + rule.top,
            width: rule.width,
            height: rule.height,
        };
        PageItem::Rule(PlacedRule {
            rect,
            ink: rule.ink,
        })
    };
    slab.items.extend(behind.into_iter().map(placed));
    let objects = line.objects.iter();
    slab.items
        .extend(objects.filter_map(|object| picture_item(object, baseline, tables)));
    let top = baseline - natural;
    slab.links
        .extend(links(&line, tables, (top, style.leading)));
    take_marks(&mut slab, &line.marks);
    let rules: Vec<PageItem> = above.into_iter().map(placed).collect();
    let (runs, elements) = owners.share_out(line.runs, line.start);
    slab.items.push(PageItem::Line(PlacedLine {
        baseline,
        text: line.text,
        direction,
        language: style.language.clone(),
        role: style.role,
        runs,
        element: owners.base,
        elements,
        span: Some(tables.span),
        ending,
        fit: line.fit,
    }));
    slab.items.extend(rules);
    slab.shift(style.left, Pt::ZERO);
    slab
}

/// The sensitive parts of a line between two heights.
fn links(line: &SetLine, tables: &Tables, (y, height): (Pt, Pt)) -> Vec<SlabLink> {
    let link = |link: &SetLink| {
        let rect = Rect {
            x: link.x,
            y,
            width: link.width,
            height,
        };
        let (element, words) = tables.owners.link(link.link);
        tables.goals.get(link.link as usize).map(|goal| SlabLink {
            rect,
            goal: goal.clone(),
            element,
            words,
            span: Some(tables.span),
        })
    };
    line.links.iter().filter_map(link).collect()
}

/// A picture in the line, on its baseline.
fn picture_item(
    (index, x, width, height): &(usize, Pt, Pt, Pt),
    baseline: Pt,
    tables: &Tables,
) -> Option<PageItem> {
    let PictureInLine { image, span } = tables.pictures.get(*index)?;
    let rect = Rect {
        x: *x,
        y: baseline - *height,
        width: *width,
        height: *height,
    };
    Some(PageItem::Picture(PlacedPicture {
        path: image.path.clone(),
        alt: image.alt.clone(),
        rect,
        element: tables.owners.picture(*index),
        span: Some(*span),
    }))
}

fn take_marks(slab: &mut Slab, marks: &[MarkKind]) {
    for mark in marks {
        match mark {
            MarkKind::Note(note) => slab.notes.push(NoteId(*note)),
            MarkKind::Anchor(anchor) => slab.anchors.push(AnchorId(*anchor)),
        }
    }
}

/// No page ends after the first line of a paragraph or before its last.
pub(super) fn keep_edges(mut slabs: Vec<Slab>) -> Vec<Slab> {
    let count = slabs.len();
    if count > 1 {
        slabs[0].after = BreakAfter::Never;
        slabs[count - 2].after = BreakAfter::Never;
    }
    slabs
}

/// A rule as a thing of a slab.
pub(super) fn rule(rect: Rect, ink: Ink) -> PageItem {
    PageItem::Rule(PlacedRule { rect, ink })
}

/// A link goal to a place in the book.
pub(super) fn to_anchor(anchor: AnchorId) -> Goal {
    Goal::Target(LinkTarget::Anchor(anchor))
}
