//! Verse: each bayt two hemistichs of one width through the poem, never broken by a page.

use super::column::{Column, SetParagraph, Setting};
use super::slab::{BreakAfter, FlowItem, Slab};
use crate::line::{LastLine, Measure};
use crate::locale::Direction;
use crate::model::{Alignment, Inline, Verse, VerseLine};
use crate::source::Span;
use crate::units::Pt;

/// The gap between the hemistichs, in em.
const GAP: f32 = 2.4;
/// A hemistich shorter than this share of the widest is not stretched to its width.
const FILL_FROM: f32 = 0.72;

impl Column<'_> {
    /// A poem.
    pub(super) fn verse(&mut self, verse: &Verse, setting: &Setting) {
        let widest = self.widest_hemistich(verse, setting);
        let gap = setting.style.size * GAP;
        let room = setting.width(self.design);
        let paired = widest * 2.0 + gap <= room;
        self.space(self.design.leading * 0.5);
        for stanza in &verse.stanzas {
            let last = stanza.len().saturating_sub(1);
            for (index, line) in stanza.iter().enumerate() {
                let before = self.flow.len();
                match (line.hemistichs.as_slice(), paired) {
                    ([first, second], true) => {
                        self.bayt(first, second, line.span, (setting, widest))
                    }
                    ([first, second], false) => {
                        self.staggered(first, second, line, (setting, widest))
                    }
                    (parts, _) => parts
                        .iter()
                        .for_each(|part| self.free_line(part, line.span, setting)),
                }
                // The first two and the last two lines of a stanza stay together.
                if index < last && (index == 0 || index + 1 == last) {
                    self.hold(before);
                }
            }
            self.space(self.design.leading * 0.5);
        }
    }

    /// No page ends inside or after what was set since `from`.
    pub(super) fn hold(&mut self, from: usize) {
        for item in &mut self.flow[from..] {
            if let FlowItem::Slab(slab) = item {
                slab.after = BreakAfter::Never;
            }
        }
    }

    /// The natural width of the widest hemistich of the poem.
    fn widest_hemistich(&mut self, verse: &Verse, setting: &Setting) -> Pt {
        let lines = verse
            .stanzas
            .iter()
            .flatten()
            .filter(|line| line.hemistichs.len() == 2);
        let parts: Vec<&Vec<Inline>> = lines.flat_map(|line| &line.hemistichs).collect();
        let mut widest = Pt::ZERO;
        for part in parts {
            widest = widest.max(self.natural_width(part, setting));
        }
        widest.min(setting.width(self.design))
    }

    pub(super) fn natural_width(&mut self, content: &[Inline], setting: &Setting) -> Pt {
        let mut composer = self.composer(setting);
        composer.inlines(content, &setting.style);
        let composed = composer.finish(setting.asked, setting.direction);
        let shaped = self.shaper.shape(composed.text);
        Pt(shaped.clusters.iter().map(|cluster| cluster.advance).sum())
    }

    /// A hemistich in its width.
    fn hemistich(&mut self, content: &[Inline], setting: &Setting, width: Pt) -> SetParagraph {
        let natural = self.natural_width(content, setting);
        let fills = natural.0 >= width.0 * FILL_FROM;
        let mut composer = self.composer(setting);
        composer.inlines(content, &setting.style);
        let composed = composer.finish(Some(setting.direction), setting.direction);
        let alignment = if fills {
            Alignment::Justify
        } else {
            Alignment::Center
        };
        // A hair of room, so that rounding never breaks the widest one.
        let measure = Measure {
            last_line: LastLine::Filled,
            justification: self.sources.config.pdf.justification,
            ..Measure::new(width + Pt(0.02), alignment)
        };
        self.set_in(composed, &measure)
    }

    /// Two hemistichs on one line.
    fn bayt(&mut self, first: &[Inline], second: &[Inline], span: Span, frame: (&Setting, Pt)) {
        let (setting, widest) = frame;
        let room = setting.width(self.design);
        let gap = setting.style.size * GAP;
        let side = (room - widest * 2.0 - gap) / 2.0;
        let (left, right) = (side, side + widest + gap);
        let (first_at, second_at) = match setting.direction {
            Direction::Rtl => (right, left),
            Direction::Ltr => (left, right),
        };
        let mut whole = Slab::default();
        for (content, at) in [(first, first_at), (second, second_at)] {
            let set = self.hemistich(content, setting, widest);
            for mut slab in self.slabs(set, span, setting) {
                slab.shift(at, Pt::ZERO);
                whole.height = whole.height.max(slab.height);
                whole.absorb(slab);
            }
        }
        whole.origin = Some(span);
        self.flow.push(FlowItem::Slab(whole));
    }

    /// Two hemistichs below each other, the first at the start side, the second at the end side.
    fn staggered(
        &mut self,
        first: &[Inline],
        second: &[Inline],
        line: &VerseLine,
        frame: (&Setting, Pt),
    ) {
        let (setting, widest) = frame;
        let room = setting.width(self.design);
        let slack = room - widest;
        let (first_at, second_at) = match setting.direction {
            Direction::Rtl => (slack, Pt::ZERO),
            Direction::Ltr => (Pt::ZERO, slack),
        };
        let before = self.flow.len();
        for (content, at) in [(first, first_at), (second, second_at)] {
            let set = self.hemistich(content, setting, widest);
            for mut slab in self.slabs(set, line.span, setting) {
                slab.shift(at, Pt::ZERO);
                self.flow.push(FlowItem::Slab(slab));
            }
        }
        self.hold(before);
        if let Some(FlowItem::Slab(end)) = self.flow.last_mut() {
            end.after = BreakAfter::Free;
        }
    }

    fn free_line(&mut self, content: &[Inline], span: Span, setting: &Setting) {
        let centred = Setting {
            alignment: Alignment::Center,
            first_indent: Pt::ZERO,
            ..setting.clone()
        };
        self.text(content, span, &centred);
    }
}
