//! What collects the blocks of one part of the book: paragraphs in, one box a line out, with the
//! structure tree, the missing letters and the diagnostics that come of it.

use super::branch::Branch;
use super::inline::{Composed, InlineComposer, PictureInLine};
use super::line_box::{LineStyle, Tables, ending, line_box};
use super::origins::{ParagraphSource, Positions};
use super::report;
use super::setting::{KeptSide, Setting};
use super::tags::{Owners, Tagged};
use crate::diag::Sink;
use crate::frame::{ElementId, Role};
use crate::line::{self, Measure, SetLine};
use crate::locale::Direction;
use crate::model::{Alignment, AnchorId, Begins, Inline, NoteId};
use crate::page::design::Design;
use crate::page::flow::{Flow, FlowBox, Goal};
use crate::page::{LayoutNotes, Sources};
use crate::source::Origin;
use crate::text::{Shaper, TextStyle, ZeroWidthKind};
use crate::units::Pt;

/// Collects one part of the book.
pub(in crate::page) struct Collector<'a> {
    /// What the book is made of.
    pub(in crate::page) sources: Sources<'a>,
    /// The measures of its pages.
    pub(in crate::page) design: &'a Design,
    /// Makes glyphs of paragraphs.
    pub(super) shaper: Shaper<'a>,
    /// Takes diagnostics.
    pub(super) sink: Sink,
    /// The branch of the structure tree that this part grows.
    pub(in crate::page) tree: Branch,
}

/// A paragraph that was set, with the tables its numbers count into.
pub(super) struct SetParagraph {
    pub(super) lines: Vec<SetLine>,
    pub(super) direction: Direction,
    goals: Vec<Goal>,
    notes: Vec<NoteId>,
    pictures: Vec<PictureInLine>,
    /// Its whole text.
    text: String,
    tagged: Tagged,
    positions: Positions,
}

impl<'a> Collector<'a> {
    /// An empty one; `branch` is the place of its branch among those of the book.
    pub(in crate::page) fn new(sources: Sources<'a>, design: &'a Design, branch: usize) -> Self {
        let branch = u32::try_from(branch).unwrap_or(u32::MAX);
        Self {
            sources,
            design,
            shaper: Shaper::continuing(sources.fonts, sources.shapers),
            sink: Sink::default(),
            tree: Branch::new(branch, &sources.config.book.language),
        }
    }

    /// What it leaves besides flows.
    pub(in crate::page) fn finish(self) -> LayoutNotes {
        LayoutNotes {
            missing: self.shaper.missing,
            branches: vec![self.tree.finish()],
            sink: self.sink,
        }
    }

    /// A new element where a setting is.
    pub(in crate::page) fn element(&mut self, role: Role, setting: &Setting) -> ElementId {
        self.tree.add(role, setting.inside, &setting.style.language)
    }

    /// Composes a paragraph for a place.
    pub(super) fn composer(&self, setting: &Setting) -> InlineComposer<'a> {
        let width = setting.width(self.design);
        InlineComposer::new(self.sources, &self.design.theme.inline, width)
    }

    /// Inlines as a paragraph.
    pub(super) fn text(
        &mut self,
        content: &[Inline],
        source: impl Into<ParagraphSource>,
        setting: &Setting,
    ) -> Flow {
        let mut composer = self.composer(setting);
        composer.inlines(content, &setting.style);
        let composed = composer.finish(setting.asked, setting.direction);
        self.composed(composed, source, setting)
    }

    /// Words that stand in no chapter, as lines of their own.
    pub(in crate::page) fn words(
        &mut self,
        words: &str,
        origin: Origin,
        style: &TextStyle,
        setting: &Setting,
    ) -> Flow {
        let setting = Setting {
            style: style.clone(),
            leading: self.design.leading_for(style.size),
            ..setting.clone()
        };
        let mut composer = self.composer(&setting);
        composer.words(words, style, origin);
        let composed = composer.finish(setting.asked, setting.direction);
        self.composed(composed, ParagraphSource::Words(origin.span()), &setting)
    }

    /// Words on one line in a width, as [`Self::words`], without what a longer text would go on with.
    pub(in crate::page) fn one_line(&mut self, words: &str, setting: &Setting) -> FlowBox {
        let mut composer = self.composer(setting);
        composer.words(words, &setting.style, Origin::Tool);
        let composed = composer.finish(Some(setting.direction), setting.direction);
        let set = self.set(composed, setting, self.design.measure);
        let mut lines = self
            .boxes(set, ParagraphSource::Words(None), setting)
            .into_iter();
        lines.next().unwrap_or_default()
    }

    /// A composed paragraph in its place.
    pub(super) fn composed(
        &mut self,
        composed: Composed,
        source: impl Into<ParagraphSource>,
        setting: &Setting,
    ) -> Flow {
        // `<a id="here"></a>` on a line of its own is an anchor without words. It needs no line, and keeps
        // with what follows, or a link would lead to the end of the page before.
        if composed.text.text.is_empty() {
            let items = composed.text.zero_width.iter();
            let anchors = items.filter_map(|item| match item.kind {
                ZeroWidthKind::Anchor(anchor) => Some(AnchorId(anchor)),
                ZeroWidthKind::Note(_) => None,
            });
            return Flow::bare(anchors.collect());
        }
        let set = self.set(composed, setting, setting.width(self.design));
        Flow::of(self.boxes(set, source, setting)).keep_edges()
    }

    /// Sets a composed paragraph in a width.
    pub(super) fn set(&mut self, composed: Composed, setting: &Setting, width: Pt) -> SetParagraph {
        let is_against = composed.text.direction != setting.direction;
        let keeps_side = is_against && setting.side == KeptSide::Around;
        // The start of an English paragraph is its left: at the right it stands at its end.
        let alignment = match (keeps_side, setting.alignment) {
            (true, Alignment::Start | Alignment::Justify) => Alignment::End,
            (_, alignment) => alignment,
        };
        let measure = Measure {
            first_indent: setting.first_indent,
            hanging_indent: setting.hanging,
            justification: self.sources.config.page.justification,
            ..Measure::new(width, alignment)
        };
        self.set_in(composed, &measure)
    }

    /// Sets a composed paragraph in a measure.
    pub(super) fn set_in(&mut self, composed: Composed, measure: &Measure) -> SetParagraph {
        report::report_crowded(&composed.text, &mut self.sink);
        let shaped = self.shaper.shape(composed.text);
        let lines = line::set(&shaped, measure, &mut self.shaper);
        let justification = &self.sources.config.page.justification;
        report::report_lines(&lines, &shaped, justification, &mut self.sink);
        report::report_private(&shaped, &mut self.sink);
        let direction = shaped.direction;
        SetParagraph {
            lines,
            direction,
            goals: composed.goals,
            notes: composed.notes,
            pictures: composed.pictures,
            text: shaped.text,
            tagged: composed.tagged,
            positions: composed.positions,
        }
    }

    /// The width of words on one line, before anything is filled.
    pub(in crate::page) fn natural_width(&mut self, content: &[Inline], setting: &Setting) -> Pt {
        let mut composer = self.composer(setting);
        composer.inlines(content, &setting.style);
        self.width_as_composed(composer, setting)
    }

    /// The width of the tool's words on one line.
    pub(in crate::page) fn natural_width_of_words(&mut self, words: &str, setting: &Setting) -> Pt {
        let mut composer = self.composer(setting);
        composer.words(words, &setting.style, Origin::Tool);
        self.width_as_composed(composer, setting)
    }

    /// How many bytes of the tool's words begin within a width, on one line before anything is filled.
    pub(in crate::page) fn beginning_within(
        &mut self,
        words: &str,
        width: Pt,
        setting: &Setting,
    ) -> usize {
        let mut composer = self.composer(setting);
        composer.words(words, &setting.style, Origin::Tool);
        let composed = composer.finish(setting.asked, setting.direction);
        let shaped = self.shaper.shape(composed.text);
        let mut end = Pt::ZERO;
        let beyond = shaped.clusters.iter().find(|cluster| {
            end += Pt(cluster.advance);
            end > width
        });
        beyond.map_or(words.len(), |cluster| cluster.text.start as usize)
    }

    fn width_as_composed(&mut self, composer: InlineComposer<'_>, setting: &Setting) -> Pt {
        let composed = composer.finish(setting.asked, setting.direction);
        let shaped = self.shaper.shape(composed.text);
        Pt(shaped.clusters.iter().map(|cluster| cluster.advance).sum())
    }

    /// One box a line, at the column's inset.
    pub(super) fn boxes(
        &mut self,
        set: SetParagraph,
        source: impl Into<ParagraphSource>,
        setting: &Setting,
    ) -> Vec<FlowBox> {
        let style = LineStyle {
            left: setting.left,
            leading: setting.leading,
            baseline: self.design.baseline(setting.leading),
            role: setting.role,
            language: setting.style.language,
            direction: set.direction,
        };
        self.boxes_in(set, source.into(), setting, &style)
    }

    /// One box a line, as elements of the setting.
    pub(super) fn boxes_in(
        &mut self,
        set: SetParagraph,
        source: ParagraphSource,
        setting: &Setting,
        style: &LineStyle,
    ) -> Vec<FlowBox> {
        let tables = Tables {
            goals: set.goals,
            notes: set.notes,
            pictures: set.pictures,
            owners: Owners::enrol(set.tagged, &set.text, setting, &mut self.tree),
            span: source.span(),
        };
        let mut boxes: Vec<FlowBox> = Vec::with_capacity(set.lines.len());
        let mut lines = set.lines.into_iter().peekable();
        while let Some(line) = lines.next() {
            let ending = ending(&line, lines.peek());
            let start = set.positions.line_start(line.start, source);
            let mut line = line_box(line, ending, &tables, style);
            line.origin = source.span();
            line.page_start = start.map(Begins::Words);
            boxes.push(line);
        }
        boxes
    }
}
