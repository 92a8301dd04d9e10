//! What collects the blocks of one part of the book: paragraphs in, one box a line out, with the
//! structure tree, the missing letters and the diagnostics that come of it.

use std::sync::Arc;

use super::branch::Branch;
use super::changeable::Running;
use super::inline::{Composed, InlineComposer, InlineTables};
use super::line_box::{LineStyle, Tables};
use super::lines_before::{ChapterLines, ParagraphLines};
use super::object;
use super::origins::ParagraphSource;
use super::report::{self, WideSpaces};
use super::setting::{KeptSide, Setting};
use super::tags::Owners;
use super::widths::Widths;
use crate::config::Justification;
use crate::diag::Sink;
use crate::frame::{ElementId, Role};
use crate::line::{self, Measure, SetLine};
use crate::locale::Direction;
use crate::model::{Alignment, Inline};
use crate::page::design::Design;
use crate::page::flow::{Flow, FlowBox};
use crate::page::{LayoutNotes, Sources};
use crate::source::{Origin, WrittenText};
use crate::text::{Missing, ShapedParagraph, Shaper, TextStyle};
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
    /// Paragraphs that can be set in another number of lines.
    pub(super) changeable: Vec<Running<'a>>,
    /// The paragraphs of the chapter as they were set the last time, where it is set again and again.
    pub(super) known: Option<ChapterLines>,
}

/// A paragraph that is shaped and not set yet, so that its width can decide how it is set.
pub(super) struct Shaped {
    pub(super) paragraph: ShapedParagraph,
    pub(super) counted: InlineTables,
}

impl Shaped {
    /// Its width on one line, before anything is filled.
    pub(super) fn width(&self) -> Pt {
        let clusters = self.paragraph.clusters.iter();
        Pt(clusters.map(|cluster| cluster.advance).sum())
    }

    /// The words of it that begin within a width; `None` where all of them do.
    fn beginning_within(&self, width: Pt) -> Option<&str> {
        let mut end = Pt::ZERO;
        let beyond = self.paragraph.clusters.iter().find(|cluster| {
            end += Pt(cluster.advance);
            end > width
        });
        // Bytes count in the text as it is set: a letter with more marks than are printed is shorter there.
        beyond.map(|cluster| &self.paragraph.text[..cluster.text.start as usize])
    }
}

/// A paragraph that was set.
pub(super) struct SetParagraph {
    pub(super) lines: Vec<SetLine>,
    pub(super) direction: Direction,
    /// How wide it was before it was broken.
    pub(super) widths: Widths,
    /// Its whole text.
    text: String,
    /// Who wrote it, and where.
    written: WrittenText,
    pub(super) counted: InlineTables,
}

/// What is told of paragraphs that were set.
pub(super) struct Reports {
    /// Of their lines.
    sink: Sink,
    /// Of letters that no face has.
    missing: Vec<Missing>,
}

impl Reports {
    fn is_empty(&self) -> bool {
        self.sink.found().is_empty() && self.missing.is_empty()
    }
}

/// Words on one line.
pub(in crate::page) struct OneLine {
    pub(in crate::page) line: FlowBox,
    /// How wide the words are.
    pub(in crate::page) width: Pt,
}

impl<'a> Collector<'a> {
    /// An empty one; `branch` is the place of its branch among those of the book.
    pub(in crate::page) fn new(sources: Sources<'a>, design: &'a Design, branch: usize) -> Self {
        let branch =
            u32::try_from(branch).expect("a book has fewer chapters than bytes of its settings");
        Self {
            sources,
            design,
            shaper: Shaper::continuing(sources.fonts, sources.shapers),
            sink: Sink::default(),
            tree: Branch::new(branch, &sources.config.book.language),
            changeable: Vec::new(),
            known: None,
        }
    }

    /// What it leaves besides flows.
    pub(in crate::page) fn finish(self) -> LayoutNotes {
        LayoutNotes {
            missing: self.shaper.missing,
            branches: vec![Arc::new(self.tree.finish())],
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
        let composed = self.composed_inlines(content, setting);
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
    pub(in crate::page) fn one_line(&mut self, words: &str, setting: &Setting) -> OneLine {
        let mut composer = self.composer(setting);
        composer.title_words(words, Origin::Tool, &setting.style, setting.direction);
        let shaped = self.shaped(composer.finish(Some(setting.direction), setting.direction));
        let width = shaped.width();
        let direction = shaped.paragraph.direction;
        let measure = self.measure(direction, setting, self.design.measure);
        let set = self.set_in(shaped, &measure);
        let lines = self.boxes(set, ParagraphSource::Words(None), setting);
        OneLine {
            line: lines.into_iter().next().unwrap_or_default(),
            width,
        }
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
            return Flow::bare(composed.counted.anchors);
        }
        let set = self.set(composed, setting, setting.width(self.design));
        Flow::of(self.boxes(set, source, setting)).keep_edges()
    }

    /// Sets a composed paragraph in a width.
    pub(super) fn set(&mut self, composed: Composed, setting: &Setting, width: Pt) -> SetParagraph {
        let measure = self.measure(composed.text.direction, setting, width);
        self.broken(composed, &measure)
    }

    /// A composed paragraph in a measure: its lines of the last time, where its words and all else that they are made
    /// of are the same.
    pub(super) fn broken(&mut self, composed: Composed, measure: &Measure) -> SetParagraph {
        let Composed { mut text, counted } = self.with_objects(composed);
        let known = self.known.as_mut();
        if let Some(known) = known.and_then(|known| known.find(&text, measure)) {
            return SetParagraph {
                lines: known.lines,
                direction: text.direction,
                widths: known.widths,
                text: text.text,
                written: text.written,
                counted,
            };
        }
        // Where it was written is no part of what is kept: the next time it is that of the new text.
        let written = std::mem::take(&mut text.written);
        let asked = self.known.is_some().then(|| text.clone());
        text.written = written;
        let (set, reports) = self.with_reports(|collector| {
            let paragraph = collector.shaper.shape(text);
            collector.set_in(Shaped { paragraph, counted }, measure)
        });
        // What is told of a paragraph names its places: it is found again each time.
        let is_silent = reports.is_empty();
        self.tell(reports);
        if let (Some(known), Some(asked), true) = (&mut self.known, asked, is_silent) {
            let lines = ParagraphLines {
                lines: set.lines.clone(),
                widths: set.widths,
            };
            known.keep(asked, measure, lines);
        }
        set
    }

    /// What is made with the collector, and what was to be told of it, which is not told yet.
    pub(super) fn with_reports<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> (T, Reports) {
        let before = self.take_reports();
        let made = make(self);
        // What was told before comes back as it was: a chapter may have thousands of reports, and many more paragraphs.
        let reports = Reports {
            sink: std::mem::replace(&mut self.sink, before.sink),
            missing: std::mem::replace(&mut self.shaper.missing, before.missing),
        };
        (made, reports)
    }

    fn take_reports(&mut self) -> Reports {
        Reports {
            sink: std::mem::take(&mut self.sink),
            missing: std::mem::take(&mut self.shaper.missing),
        }
    }

    fn tell(&mut self, reports: Reports) {
        self.sink.append(reports.sink);
        self.shaper.missing.extend(reports.missing);
    }

    /// How a paragraph of a direction stands in a width.
    pub(super) fn measure(&self, direction: Direction, setting: &Setting, width: Pt) -> Measure {
        let is_against = direction != setting.direction;
        let keeps_side = is_against && setting.side == KeptSide::Around;
        // The start of an English paragraph is its left: at the right it stands at its end.
        let alignment = match (keeps_side, setting.alignment) {
            (true, Alignment::Start | Alignment::Justify) => Alignment::End,
            (_, alignment) => alignment,
        };
        Measure {
            first_indent: setting.first_indent,
            hanging_indent: setting.hanging,
            justification: self.sources.config.page.justification,
            ..Measure::new(width, alignment)
        }
    }

    /// Sets a paragraph in a measure.
    pub(super) fn set_in(&mut self, shaped: Shaped, measure: &Measure) -> SetParagraph {
        let lines = line::set(&shaped.paragraph, measure, &mut self.shaper);
        self.reported(shaped, lines)
    }

    /// Sets a hemistich in a measure. Its spaces are as wide as the metre of its poem asks, and no poem can be
    /// said otherwise: wide ones are not reported.
    pub(super) fn set_hemistich(&mut self, shaped: Shaped, measure: &Measure) -> SetParagraph {
        let lines = line::set(&shaped.paragraph, measure, &mut self.shaper);
        self.reported_by(shaped, lines, &measure.justification, WideSpaces::OfMetre)
    }

    /// A paragraph with its lines; what is wrong with them is reported.
    pub(super) fn reported(&mut self, shaped: Shaped, lines: Vec<SetLine>) -> SetParagraph {
        let justification = self.sources.config.page.justification;
        self.reported_by(shaped, lines, &justification, WideSpaces::Told)
    }

    fn reported_by(
        &mut self,
        shaped: Shaped,
        lines: Vec<SetLine>,
        justification: &Justification,
        wide: WideSpaces,
    ) -> SetParagraph {
        let Shaped { paragraph, counted } = shaped;
        report::report_crowded(&paragraph, &mut self.sink);
        report::report_lines(&lines, &paragraph, justification, wide, &mut self.sink);
        report::report_private(&paragraph, &mut self.sink);
        SetParagraph {
            lines,
            direction: paragraph.direction,
            widths: Widths::of(&paragraph),
            text: paragraph.text,
            written: paragraph.written,
            counted,
        }
    }

    /// Inlines as a shaped paragraph.
    pub(super) fn shaped_inlines(&mut self, content: &[Inline], setting: &Setting) -> Shaped {
        let composed = self.composed_inlines(content, setting);
        self.shaped(composed)
    }

    /// Inlines as a paragraph that is not shaped yet.
    pub(super) fn composed_inlines(&self, content: &[Inline], setting: &Setting) -> Composed {
        let mut composer = self.composer(setting);
        composer.inlines(content, &setting.style);
        composer.finish(setting.asked, setting.direction)
    }

    /// The width of the tool's words on one line.
    pub(in crate::page) fn natural_width_of_words(&mut self, words: &str, setting: &Setting) -> Pt {
        self.shaped_words(words, setting).width()
    }

    /// Of the tool's words those that begin within a width, on one line before anything is filled; `None` where
    /// all of them do.
    pub(in crate::page) fn beginning_within(
        &mut self,
        words: &str,
        width: Pt,
        setting: &Setting,
    ) -> Option<String> {
        let shaped = self.shaped_words(words, setting);
        shaped.beginning_within(width).map(str::to_owned)
    }

    fn shaped_words(&mut self, words: &str, setting: &Setting) -> Shaped {
        let mut composer = self.composer(setting);
        composer.words(words, &setting.style, Origin::Tool);
        self.shaped(composer.finish(setting.asked, setting.direction))
    }

    /// A composed paragraph in which the sizes of its formulas are known.
    fn with_objects(&mut self, mut composed: Composed) -> Composed {
        let Composed { text, counted } = &mut composed;
        object::lay_out(&mut counted.objects, text, &mut self.shaper);
        composed
    }

    pub(super) fn shaped(&mut self, composed: Composed) -> Shaped {
        let Composed { text, counted } = self.with_objects(composed);
        Shaped {
            paragraph: self.shaper.shape(text),
            counted,
        }
    }

    /// One box a line, at the column's inset.
    pub(super) fn boxes(
        &mut self,
        set: SetParagraph,
        source: impl Into<ParagraphSource>,
        setting: &Setting,
    ) -> Vec<FlowBox> {
        self.boxes_and_owners(set, source.into(), setting).0
    }

    /// One box a line, and the elements that the words belong to.
    pub(super) fn boxes_and_owners(
        &mut self,
        set: SetParagraph,
        source: ParagraphSource,
        setting: &Setting,
    ) -> (Vec<FlowBox>, Owners) {
        let style = self.line_style(setting, set.direction);
        self.styled_boxes(set, source, setting, &style)
    }

    /// How the lines of a setting become boxes.
    pub(super) fn line_style(&self, setting: &Setting, direction: Direction) -> LineStyle {
        LineStyle {
            left: setting.left,
            leading: setting.leading,
            baseline: self.design.baseline(setting.leading),
            role: setting.role,
            language: setting.style.language,
            direction,
        }
    }

    /// One box a line, as elements of the setting.
    pub(super) fn boxes_in(
        &mut self,
        set: SetParagraph,
        source: ParagraphSource,
        setting: &Setting,
        style: &LineStyle,
    ) -> Vec<FlowBox> {
        self.styled_boxes(set, source, setting, style).0
    }

    fn styled_boxes(
        &mut self,
        set: SetParagraph,
        source: ParagraphSource,
        setting: &Setting,
        style: &LineStyle,
    ) -> (Vec<FlowBox>, Owners) {
        let InlineTables {
            goals,
            notes,
            anchors,
            objects,
            tagged,
            positions,
        } = set.counted;
        let tables = Tables {
            goals,
            notes,
            anchors,
            objects,
            owners: Owners::enrol(tagged, &set.text, setting, &mut self.tree),
            span: source.span(),
            written: Arc::new(set.written.without_spare_room()),
        };
        let boxes = style.boxes(set.lines, &tables, &positions, source);
        (boxes, tables.owners)
    }
}
