//! A set line in, a box of a flow out: the line with its runs, rules, pictures and links, and the
//! element that each of them belongs to.

use std::sync::Arc;

use super::object::{ObjectInLine, PictureInLine};
use super::origins::{ParagraphSource, Positions};
use super::tags::Owners;
use crate::frame::{
    Ending, GlyphText, PageItem, PlacedLine, PlacedPicture, Rect, TextRole, WrittenLine,
};
use crate::line::{LineRule, SetLine, SetLink, SetObject};
use crate::locale::{Direction, Language};
use crate::model::{AnchorId, Begins, NoteId};
use crate::page::flow::{BoxAnchor, BoxLink, FlowBox, Goal, Penalty, filled};
use crate::source::{Span, WrittenText};
use crate::text::ZeroWidthKind;
use crate::units::Pt;

/// What turns set lines into boxes.
pub(super) struct LineStyle {
    /// Inset of the column at its left.
    pub(super) left: Pt,
    /// Distance of baselines.
    pub(super) leading: Pt,
    /// Where the baseline lies below the top of a line.
    pub(super) baseline: Pt,
    /// What the lines are.
    pub(super) role: TextRole,
    /// Their language.
    pub(super) language: Language,
    /// Which way their paragraph runs.
    pub(super) direction: Direction,
}

/// What the numbers of a paragraph's links, notes and objects count into.
pub(super) struct Tables {
    pub(super) goals: Vec<Goal>,
    pub(super) notes: Vec<NoteId>,
    pub(super) anchors: Vec<AnchorId>,
    pub(super) objects: Vec<ObjectInLine>,
    pub(super) owners: Owners,
    /// Where the paragraph was written.
    pub(super) span: Option<Span>,
    /// Where each of its words was written.
    pub(super) written: Arc<WrittenText>,
}

impl Tables {
    /// Where the words of a line were written that begins with a byte of the paragraph; `None` for words of the tool.
    fn written(&self, start: usize) -> Option<WrittenLine> {
        self.span.map(|_| WrittenLine {
            text: Arc::clone(&self.written),
            start,
        })
    }
}

impl LineStyle {
    /// One box a line.
    pub(super) fn boxes(
        &self,
        lines: Vec<SetLine>,
        tables: &Tables,
        positions: &Positions,
        source: ParagraphSource,
    ) -> Vec<FlowBox> {
        let mut boxes: Vec<FlowBox> = Vec::with_capacity(lines.len());
        let mut lines = lines.into_iter().peekable();
        while let Some(line) = lines.next() {
            let ending = ending(&line, lines.peek());
            let start = positions.line_start(line.start, source);
            // «Samar-» at the foot of a page and «kand» overleaf: whoever reads aloud stops between them. Where the page
            // ends is decided later; here it is said what that would cost.
            let parts_word = line.hyphen || line.cut;
            let mut line = line_box(line, ending, tables, self);
            line.origin = source.span();
            line.page_start = start.map(Begins::Words);
            if parts_word {
                line.break_after = Penalty::WITHIN_WORD;
            }
            boxes.push(line);
        }
        boxes
    }
}

/// What stood between a line of a paragraph and the next.
fn ending(line: &SetLine, next: Option<&SetLine>) -> Ending {
    let end = line.start + line.text.len();
    let forced = line.text.ends_with(char::is_whitespace);
    match next {
        Some(next) if forced || next.start > end => Ending::Space,
        Some(_) | None => Ending::Close,
    }
}

/// A line as a box.
fn line_box(mut line: SetLine, ending: Ending, tables: &Tables, style: &LineStyle) -> FlowBox {
    let natural = style.baseline;
    // A picture higher than the line pushes its baseline down; a deep formula, the lines below it.
    let extra = (line.object_height - natural).max(Pt::ZERO);
    let depths = line.objects.iter().map(|object| object.depth);
    let deepest = depths.fold(Pt::ZERO, Pt::max);
    let below = (deepest - (style.leading - natural)).max(Pt::ZERO);
    let baseline = natural + extra;
    let mut whole = FlowBox::blank(style.leading + extra + below);
    // Most lines are one thing. A vector that grows by itself takes room for four, and a long book has lines by the
    // hundred thousand.
    whole
        .items
        .reserve_exact(1 + line.rules.len() + line.objects.len());
    whole
        .items
        .extend(place_formulas(&mut line, baseline, tables));
    // Grounds lie behind pictures and words, underlines above them: items are drawn in their order.
    let (behind, above): (Vec<_>, Vec<_>) = line.rules.iter().partition(|rule| rule.behind);
    let placed = |rule: &LineRule| rule_item(rule, baseline);
    whole.items.extend(behind.into_iter().map(placed));
    let objects = line.objects.iter();
    whole
        .items
        .extend(objects.filter_map(|object| picture_item(object, baseline, tables)));
    let band = Band {
        top: baseline - natural,
        height: style.leading,
    };
    whole.links.extend(links(&line, tables, band));
    take_zero_width(&mut whole, &line.zero_width, tables);
    let (runs, elements) = tables.owners.share_out(line.runs, line.start);
    let mut placed_line = PlacedLine {
        baseline,
        text: line.text,
        direction: style.direction,
        language: style.language,
        role: style.role,
        runs,
        element: tables.owners.base,
        elements,
        span: tables.span,
        written: tables.written(line.start),
        ending,
        fit: line.fit,
    };
    spell_formulas(&mut placed_line);
    whole.items.push(PageItem::Line(placed_line));
    whole.items.extend(above.into_iter().map(placed));
    whole.shift(style.left, Pt::ZERO);
    whole
}

fn rule_item(rule: &LineRule, baseline: Pt) -> PageItem {
    let rect = Rect {
        x: rule.x,
        y: baseline + rule.top,
        width: rule.width,
        height: rule.height,
    };
    filled(rect, rule.ink)
}

/// From where to where the links of a line are sensitive.
#[derive(Clone, Copy)]
struct Band {
    top: Pt,
    height: Pt,
}

fn links(line: &SetLine, tables: &Tables, band: Band) -> Vec<BoxLink> {
    let link = |link: &SetLink| {
        let rect = Rect {
            x: link.x,
            y: band.top,
            width: link.width,
            height: band.height,
        };
        let (element, words) = tables.owners.link(link.link);
        tables.goals.get(link.link as usize).map(|goal| BoxLink {
            rect,
            goal: goal.clone(),
            element,
            words,
            span: tables.span,
        })
    };
    line.links.iter().filter_map(link).collect()
}

/// A picture in the line, on its baseline.
fn picture_item(object: &SetObject, baseline: Pt, tables: &Tables) -> Option<PageItem> {
    let ObjectInLine::Picture(PictureInLine { image, span }) = tables.objects.get(object.index)?
    else {
        return None;
    };
    let rect = Rect {
        x: object.x,
        y: baseline - object.height,
        width: object.width,
        height: object.height,
    };
    Some(PageItem::Picture(PlacedPicture {
        path: image.path.clone(),
        alt: image.alt.clone(),
        rect,
        seen: None,
        element: tables.owners.picture(object.index),
        span: Some(*span),
    }))
}

/// Puts formulas among the runs of their line; gives back their rules.
fn place_formulas(line: &mut SetLine, baseline: Pt, tables: &Tables) -> Vec<PageItem> {
    let letters = line.fit.letters;
    let mut rules = Vec::new();
    for object in line.objects.iter().rev() {
        let Some(ObjectInLine::Formula(formula)) = tables.objects.get(object.index) else {
            continue;
        };
        let Some(run) = formula.run(object) else {
            continue;
        };
        if let Some(placed) = &run.formula {
            // The letters of a tight line are drawn a little narrower, and its formulas with them.
            rules.extend(placed.rules.iter().map(|rule| {
                let rect = Rect {
                    x: run.x + rule.rect.x * letters,
                    y: baseline - run.rise + rule.rect.y,
                    width: rule.rect.width * letters,
                    height: rule.rect.height,
                };
                filled(rect, rule.ink)
            }));
        }
        line.runs.insert(object.before, run);
    }
    rules
}

/// Puts the TeX of formulas into the text of their line, which has one character for each.
fn spell_formulas(line: &mut PlacedLine) {
    let mut own: Option<WrittenText> = None;
    for at in 0..line.runs.len() {
        let run = &line.runs[at];
        let (Some(formula), Some(glyph)) = (run.formula.clone(), run.glyphs.first()) else {
            continue;
        };
        let GlyphText::Cluster(old) = glyph.text.clone() else {
            continue;
        };
        let range = old.start as usize..old.end as usize;
        if line.text.get(range.clone()).is_none() {
            continue;
        }
        if let Some(written) = &line.written {
            let bytes = written.start..written.start + line.text.len();
            let before = own.take().unwrap_or_else(|| written.text.part(bytes));
            own = Some(before.replaced(range.clone(), formula.tex.len()));
        }
        line.text.replace_range(range, &formula.tex);
        let end = old.start + u32::try_from(formula.tex.len()).unwrap_or(0);
        let moved = |at: u32| {
            if at >= old.end {
                at - old.end + end
            } else {
                at
            }
        };
        for run in &mut line.runs {
            for glyph in &mut run.glyphs {
                if let GlyphText::Cluster(range) = &mut glyph.text {
                    *range = moved(range.start)..moved(range.end);
                }
            }
        }
    }
    if let Some(own) = own {
        line.written = Some(WrittenLine {
            text: Arc::new(own),
            start: 0,
        });
    }
}

fn take_zero_width(whole: &mut FlowBox, items: &[ZeroWidthKind], tables: &Tables) {
    for item in items {
        match item {
            ZeroWidthKind::Note(note) => whole.notes.extend(tables.notes.get(*note as usize)),
            ZeroWidthKind::Anchor(anchor) => {
                let anchor = tables.anchors.get(*anchor as usize);
                whole.anchors.extend(anchor.copied().map(BoxAnchor::from));
            }
        }
    }
}
