//! Paragraphs of running text that can be set in one line more or less, so that a page ends where it should.

use std::sync::Arc;

use super::changeable::{Estimate, Running};
use super::collector::{Collector, SetParagraph, Shaped};
use super::inline::Composed;
use super::line_box::{LineStyle, Tables};
use super::origins::ParagraphSource;
use super::setting::Setting;
use super::widths::{Widths, in_float};
use crate::diag::Code;
use crate::frame::TextRole;
use crate::line::{self, Measure, SetLine};
use crate::model::{Alignment, Inline, SourceNode};
use crate::page::distribute::Flexible;
use crate::page::flow::{Flow, FlowBox};
use crate::units::Pt;

/// Any change, in the badness of pages (`distribute::badness`): dearer than a page that ends a line early (40), cheaper
/// than the two pages of a spread that do (80).
const CHANGED: f64 = 50.0;
/// The widest spaces on the average, against the face's own: a shade before lines count as very loose (1.3).
const LOOSEST: f32 = 1.28;
/// The narrowest ones: where lines begin to count as tight.
const TIGHTEST: f32 = 0.88;
/// What a paragraph at either limit costs besides; together 200, as much as a page that ends in a word.
const AT_LIMIT: f64 = 150.0;
/// The shortest last line of a paragraph that was set in more lines, as a share of the measure.
const LAST_LINE: f32 = 0.2;
/// The widest space of a single line in a paragraph that was changed: below what is reported as loose.
const LOOSEST_LINE: f32 = 1.45;
/// The narrowest one: words still stand clearly apart.
const TIGHTEST_LINE: f32 = 0.78;
/// A paragraph of fewer lines has no room for one less, nor words for one more.
const FEWEST: usize = 3;
/// A paragraph of more lines, three pages of them, meets a page's end at many of its lines and need not be changed
/// for one; set again it costs as much as a chapter.
const MOST: usize = 66;

impl Estimate {
    /// From the widths of a paragraph that takes some lines in its measure.
    fn of(text: Widths, measure: &Measure, lines: usize) -> Self {
        let indent = measure.first_indent;
        let full = |lines: usize| (measure.width * in_float(lines) - indent).0;
        // In one line more, all lines but the last are filled, and the last has a fifth of the measure. In one
        // line less the last is full, too. An example: 7.9 lines of text in eight; its 7.7 lines before the
        // last are drawn out to eight of nine by spaces a quarter wider.
        let last = measure.width.0 * LAST_LINE;
        let more = text.without(last).stretch(full(lines), lines);
        let less = text.stretch(full(lines - 1), lines - 1);
        let cost = |share: f32| CHANGED + AT_LIMIT * f64::from(share * share);
        Self {
            more: (more <= LOOSEST).then(|| cost(((more - 1.0) / (LOOSEST - 1.0)).max(0.0))),
            less: (less >= TIGHTEST).then(|| cost(((1.0 - less) / (1.0 - TIGHTEST)).max(0.0))),
        }
    }
}

/// Whether paragraphs of a setting are running text of the page: those of lists, boxes and notes keep their
/// lines.
pub(super) fn is_running(setting: &Setting) -> bool {
    let is_wide = setting.left == Pt::ZERO && setting.right == Pt::ZERO;
    let is_text = setting.role == TextRole::Body && setting.gap == Pt::ZERO;
    is_wide && is_text && setting.alignment == Alignment::Justify
}

impl<'a> Collector<'a> {
    /// A paragraph of running text.
    pub(super) fn running(
        &mut self,
        content: &'a [Inline],
        source: SourceNode,
        setting: &Setting,
    ) -> Flow {
        let composed = self.composed_inlines(content, setting);
        if composed.text.text.is_empty() {
            return self.text(content, source, setting);
        }
        let direction = composed.text.direction;
        let measure = self.measure(direction, setting, setting.width(self.design));
        let set = match setting.lines {
            0 => self.broken(composed, &measure),
            more => self.broken_as_asked(composed, &measure, more),
        };
        let most = measure.justification.most_space;
        let is_plain = |line: &SetLine| {
            line.fit.space <= most && line.overfull == Pt::ZERO && line.object_height == Pt::ZERO
        };
        let count = set.lines.len();
        // A line that calls for a note may come to stand on another page: its note is counted with it.
        let may_change = (FEWEST..=MOST).contains(&count)
            && is_running(setting)
            && setting.lines == 0
            && set.counted.notes.is_empty()
            && set.lines.iter().all(is_plain);
        let estimate = may_change.then(|| Estimate::of(set.widths, &measure, count));
        let (mut boxes, owners) = self.boxes_and_owners(set, source.into(), setting);
        if let Some(estimate) = estimate
            && (estimate.less.is_some() || estimate.more.is_some())
        {
            boxes
                .iter_mut()
                .for_each(|line| line.paragraph = Some(self.changeable.len()));
            self.changeable.push(Running {
                content,
                source,
                setting: setting.clone(),
                owners,
                lines: count,
                estimate,
            });
        }
        Flow::of(boxes).keep_edges()
    }

    /// A composed paragraph in a measure, in as many lines more as its author asks for.
    fn broken_as_asked(&mut self, composed: Composed, measure: &Measure, more: i8) -> SetParagraph {
        let shaped = self.shaped(composed);
        let lines = line::set(&shaped.paragraph, measure, &mut self.shaper);
        let lines = self.as_asked(&shaped, measure, lines, more);
        self.reported(shaped, lines)
    }

    /// A paragraph in as many lines more as the author asks for; as it was where that cannot be.
    fn as_asked(
        &mut self,
        shaped: &Shaped,
        measure: &Measure,
        lines: Vec<SetLine>,
        more: i8,
    ) -> Vec<SetLine> {
        let count = lines.len().checked_add_signed(more.into());
        let set = count.and_then(|count| {
            line::set_in_lines(&shaped.paragraph, measure, count, &mut self.shaper)
        });
        // What looks worse than we would choose is the author's choice; what overlaps is not.
        let is_possible = |set: &Vec<SetLine>| set.iter().all(is_whole);
        if let Some(set) = set.filter(is_possible) {
            return set;
        }
        let first = shaped.paragraph.written.at(0);
        let place = first.and_then(|first| first.origin.span());
        let message = format!("the paragraph cannot be set in {more:+} lines");
        self.sink
            .warn(Code::ParagraphLines, place, message)
            .hint("leave `lines` out, or change some words");
        lines
    }

    /// What the distribution is told of a paragraph whose first line has an index in the flow.
    pub(super) fn flexible(&self, paragraph: usize, first: usize) -> Option<Flexible> {
        let running = self.changeable.get(paragraph)?;
        let Estimate { less, more } = running.estimate;
        Some(Flexible {
            first,
            lines: running.lines,
            less,
            more,
        })
    }

    /// A paragraph in so many lines more; `None` where its lines would not look well.
    pub(super) fn in_lines(&mut self, paragraph: usize, more: i8) -> Option<Vec<FlowBox>> {
        let running = self.changeable.get_mut(paragraph)?;
        let owners = std::mem::take(&mut running.owners);
        let (content, source, count) = (running.content, running.source, running.lines);
        let setting = running.setting.clone();
        // What is to be told of the paragraph was told when it was set first.
        let ((shaped, measure, lines), _) = self.with_reports(|collector| {
            let shaped = collector.shaped_inlines(content, &setting);
            let direction = shaped.paragraph.direction;
            let measure = collector.measure(direction, &setting, setting.width(collector.design));
            let lines = count.checked_add_signed(more.into()).and_then(|count| {
                line::set_in_lines(&shaped.paragraph, &measure, count, &mut collector.shaper)
            });
            (shaped, measure, lines)
        });
        let counted = shaped.counted;
        let style = self.line_style(&setting, shaped.paragraph.direction);
        let tables = Tables {
            goals: counted.goals,
            notes: counted.notes,
            anchors: counted.anchors,
            objects: counted.objects,
            owners,
            span: Some(source.span),
            written: Arc::new(shaped.paragraph.written.without_spare_room()),
        };
        let lines = lines.filter(|lines| looks_well(lines, &measure));
        let boxes = lines.map(|lines| {
            let source = ParagraphSource::from(source);
            LineStyle::boxes(&style, lines, &tables, &counted.positions, source)
        });
        if let Some(running) = self.changeable.get_mut(paragraph) {
            running.owners = tables.owners;
        }
        boxes
    }
}

/// Whether a line fills its measure and no more.
fn is_whole(line: &SetLine) -> bool {
    line.overfull == Pt::ZERO && line.fit.short == Pt::ZERO && !line.cut
}

/// Whether no line of a paragraph that was changed is worse than those around it.
fn looks_well(lines: &[SetLine], measure: &Measure) -> bool {
    let is_even = |line: &SetLine| {
        let space = line.fit.space;
        is_whole(line) && (TIGHTEST_LINE..=LOOSEST_LINE).contains(&space)
    };
    let is_long = |line: &SetLine| line.extent.1 - line.extent.0 >= measure.width * LAST_LINE;
    lines.iter().all(is_even) && lines.last().is_some_and(is_long)
}
