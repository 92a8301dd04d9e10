//! Verse: each bayt two hemistichs of one width through the poem, never broken by a page.
//!
//! Comes in: a `Verse`. Goes out: slabs in the flow. Where the measure is too narrow for two
//! hemistichs side by side, all bayts of the poem stand in two staggered halves. A line that stands
//! alone (the close of a stanza, a refrain) is centred in the width of a hemistich; free lines keep
//! their indents.

use super::column::{Column, SetParagraph, Setting};
use super::design::Design;
use super::slab::{BreakAfter, FlowItem, Slab};
use crate::font::Weight;
use crate::line::{LastLine, Measure};
use crate::locale::Direction;
use crate::model::{Alignment, Inline, Verse, VerseForm, VerseLine, VerseRole};
use crate::source::Span;
use crate::units::Pt;

/// The gap between the hemistichs, in em.
const GAP: f32 = 2.4;
/// The least gap: with less the two halves read as one line.
const LEAST_GAP: f32 = 1.0;
/// A hemistich shorter than this share of the widest is centred: filled, its words would fall apart.
const FILL_FROM: f32 = 0.55;
/// A line that stands alone is of the metre of the bayts when it is no wider than this beside them.
const SAME_METRE: f32 = 1.25;
/// Width of a staggered bayt against that of a hemistich.
const STAGGER: f32 = 1.35;
/// What a column of a free line's indent is worth, in em.
const COLUMN: f32 = 0.5;
/// How much further in a free line goes on that is too long for the measure, in em: no indent that
/// authors type (two, four, eight columns) is as wide.
const TURNOVER: f32 = 3.0;
/// Size of the poet's name against the verse.
const POET_SCALE: f32 = 0.88;

/// Where the hemistichs of a poem stand, from the left edge of the column; the same for all bayts.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Shape {
    /// Width of every hemistich; zero in a poem without bayts.
    width: Pt,
    /// Left edge of the first one.
    first: Pt,
    /// Left edge of the second one.
    second: Pt,
    /// Left edge of one that stands alone.
    middle: Pt,
    /// What lies at either side of the whole.
    side: Pt,
    /// How the two stand.
    halves: Halves,
}

/// How the halves of a bayt stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Halves {
    /// On one line.
    Paired,
    /// The second below the first.
    Staggered,
}

impl Shape {
    /// The shape of a poem whose widest hemistich is so wide.
    fn of(widest: Pt, setting: &Setting, design: &Design) -> Self {
        let room = setting.width(design);
        let em = setting.style.size;
        let paired = widest * 2.0 + em * LEAST_GAP <= room;
        let width = widest.min(room);
        let block = if paired {
            let gap = (room - width * 2.0).min(em * GAP);
            width * 2.0 + gap
        } else {
            (width * STAGGER).min(room)
        };
        let side = (room - block) / 2.0;
        let (start, end) = (side + block - width, side);
        let (first, second) = match setting.direction {
            Direction::Rtl => (start, end),
            Direction::Ltr => (end, start),
        };
        Self {
            width,
            first,
            second,
            middle: (room - width) / 2.0,
            side,
            halves: if paired {
                Halves::Paired
            } else {
                Halves::Staggered
            },
        }
    }
}

impl Column<'_> {
    /// A poem.
    pub(super) fn verse(&mut self, verse: &Verse, around: &Setting) {
        let setting = &Setting {
            first_indent: Pt::ZERO,
            hanging: Pt::ZERO,
            asked: Some(around.direction),
            ..around.clone()
        };
        let widest = self.widest_hemistich(verse, setting);
        let shape = Shape::of(widest, setting, self.design);
        self.space(self.design.leading * 0.5);
        for stanza in &verse.stanzas {
            self.stanza(stanza, verse.form, (setting, &shape));
            self.space(self.design.leading * 0.5);
        }
    }

    /// A stanza: its first two and its last two lines of verse stay together, a title with the first,
    /// the poet's name with the last.
    fn stanza(&mut self, stanza: &[VerseLine], form: VerseForm, frame: (&Setting, &Shape)) {
        let named = |line: &&VerseLine| matches!(line.role, VerseRole::Title | VerseRole::Poet);
        let count = stanza.iter().filter(|line| !named(line)).count();
        let mut told = 0;
        for line in stanza {
            if line.role == VerseRole::Poet {
                self.hold_last();
            }
            let before = self.flow.len();
            self.verse_line(line, form, frame);
            if line.role == VerseRole::Title {
                self.hold(before);
            }
            if !named(&line) {
                told += 1;
                if told < count && (told == 1 || told + 1 == count) {
                    self.hold(before);
                }
            }
        }
    }

    fn verse_line(&mut self, line: &VerseLine, form: VerseForm, frame: (&Setting, &Shape)) {
        let (setting, shape) = frame;
        match (line.role, line.hemistichs.as_slice()) {
            (VerseRole::Title, parts) => self.verse_title(&parts.concat(), line.span, setting),
            (VerseRole::Poet, parts) => self.poet(&parts.concat(), line.span, frame),
            (VerseRole::Line | VerseRole::Refrain, [part]) if form == VerseForm::Free => {
                self.free_line(part, line, setting);
            }
            (VerseRole::Line, [first, second]) => match shape.halves {
                Halves::Paired => {
                    let parts = [(first.as_slice(), shape.first), (second, shape.second)];
                    self.bayt(parts, line.span, frame);
                }
                Halves::Staggered => {
                    let parts = [(first.as_slice(), shape.first), (second, shape.second)];
                    self.below_each_other(&parts, line.span, frame);
                }
            },
            (VerseRole::Line | VerseRole::Refrain, parts) => {
                let parts = parts.iter().map(|part| (part.as_slice(), shape.middle));
                let parts: Vec<_> = parts.collect();
                self.below_each_other(&parts, line.span, frame);
            }
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

    /// No page ends after what was set last.
    fn hold_last(&mut self) {
        let last = self.flow.iter_mut().rev().find_map(|item| match item {
            FlowItem::Slab(slab) => Some(slab),
            FlowItem::Space(_) | FlowItem::Opening(_) => None,
        });
        if let Some(slab) = last {
            slab.after = BreakAfter::Never;
        }
    }

    /// The natural width of the widest hemistich: of those with another beside them, and of lines that
    /// stand alone where they can be of the same metre; zero in a poem without bayts.
    fn widest_hemistich(&mut self, verse: &Verse, setting: &Setting) -> Pt {
        let mut widths = [Vec::new(), Vec::new()];
        for line in verse.stanzas.iter().flatten() {
            if matches!(line.role, VerseRole::Line | VerseRole::Refrain) {
                let alone = usize::from(line.hemistichs.len() == 1);
                for part in &line.hemistichs {
                    widths[alone].push(self.natural_width(part, setting));
                }
            }
        }
        let [paired, alone] = widths;
        let widest = paired.into_iter().fold(Pt::ZERO, Pt::max);
        let akin = alone
            .into_iter()
            .filter(|width| *width <= widest * SAME_METRE);
        akin.fold(widest, Pt::max)
    }

    pub(super) fn natural_width(&mut self, content: &[Inline], setting: &Setting) -> Pt {
        let mut composer = self.composer(setting);
        composer.inlines(content, &setting.style);
        let composed = composer.finish(setting.asked, setting.direction);
        let shaped = self.shaper.shape(composed.text);
        Pt(shaped.clusters.iter().map(|cluster| cluster.advance).sum())
    }

    /// A hemistich in its width: filled from edge to edge, unless it is far too short for that.
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

    /// Two hemistichs on one line, each at its left edge.
    fn bayt(&mut self, parts: [(&[Inline], Pt); 2], span: Span, frame: (&Setting, &Shape)) {
        let (setting, shape) = frame;
        let mut whole = Slab::default();
        for (content, at) in parts {
            let set = self.hemistich(content, setting, shape.width);
            let mut height = Pt::ZERO;
            for mut slab in self.slabs(set, span, setting) {
                slab.shift(at, height);
                height += slab.height;
                whole.absorb(slab);
            }
            whole.height = whole.height.max(height);
        }
        whole.origin = Some(span);
        whole.begin_with(span);
        self.flow.push(FlowItem::Slab(whole));
    }

    /// Hemistichs below each other, each at its left edge; one wider than the others of the poem is
    /// centred over the column.
    fn below_each_other(
        &mut self,
        parts: &[(&[Inline], Pt)],
        span: Span,
        frame: (&Setting, &Shape),
    ) {
        let (setting, shape) = frame;
        let before = self.flow.len();
        for (content, at) in parts {
            if self.natural_width(content, setting) > shape.width + Pt(0.02) {
                self.centred(content, span, setting);
                continue;
            }
            let set = self.hemistich(content, setting, shape.width);
            for mut slab in self.slabs(set, span, setting) {
                slab.shift(*at, Pt::ZERO);
                self.flow.push(FlowItem::Slab(slab));
            }
        }
        self.hold(before);
        if let Some(FlowItem::Slab(end)) = self.flow.last_mut() {
            end.after = BreakAfter::Free;
        }
    }

    fn centred(&mut self, content: &[Inline], span: Span, setting: &Setting) {
        let centred = Setting {
            alignment: Alignment::Center,
            ..setting.clone()
        };
        self.text(content, span, &centred);
    }

    /// The title, in bold over the middle of the poem.
    fn verse_title(&mut self, content: &[Inline], span: Span, setting: &Setting) {
        let mut bold = setting.clone();
        bold.style.weight = Weight::Bold;
        self.centred(content, span, &bold);
        self.space(self.design.leading * 0.25);
    }

    /// The poet's name, at the end of the last line's second half.
    fn poet(&mut self, content: &[Inline], span: Span, frame: (&Setting, &Shape)) {
        let (setting, shape) = frame;
        let mut small = Setting {
            alignment: Alignment::End,
            ..setting.clone()
        };
        small.style.size = small.style.size * POET_SCALE;
        if shape.width > Pt::ZERO {
            small.left += shape.side;
            small.right += shape.side;
        }
        self.text(content, span, &small);
    }

    /// A free line at its indent; a long one goes on further in.
    fn free_line(&mut self, content: &[Inline], line: &VerseLine, setting: &Setting) {
        let em = setting.style.size;
        let inner = setting.indented(self.design.indent(), self.design);
        let most = inner.width(self.design) / 2.0;
        let indent = (em * COLUMN * f32::from(line.indent)).min(most);
        let free = Setting {
            alignment: Alignment::Start,
            first_indent: indent,
            hanging: indent + em * TURNOVER,
            ..inner
        };
        self.text(content, line.span, &free);
    }
}

#[cfg(test)]
mod tests {
    use super::{Halves, Shape};
    use crate::page::column::Setting;
    use crate::page::design::Design;
    use crate::units::Pt;

    fn shape(widest: f32, design: &Design) -> Shape {
        let setting = Setting::body(design, &design.language, design.direction);
        Shape::of(Pt(widest), &setting, design)
    }

    fn design() -> Design {
        let toml = "[book]\ntitle = \"ک\"\nlanguage = \"fa\"\nchapters = [\"1.md\"]\n";
        let files = crate::source::MemoryFiles::default()
            .with("book.toml", toml)
            .with("1.md", "# ف\n");
        let mut sink = crate::diag::Sink::default();
        let mut map = crate::source::SourceMap::default();
        let config = crate::config::load(&files, &mut map, &mut sink)
            .unwrap()
            .expect("the settings are sound");
        Design::new(&config, &crate::font::FontSet::embedded())
    }

    #[test]
    fn halves_stand_side_by_side_where_the_measure_has_room_and_below_each_other_where_not() {
        let design = design();
        let room = design.measure.0;
        let wide = shape(room * 0.4, &design);
        assert_eq!(wide.halves, Halves::Paired);
        assert!(
            wide.first > wide.second + wide.width,
            "the first half is at the right"
        );
        let narrow = shape(room * 0.6, &design);
        assert_eq!(narrow.halves, Halves::Staggered);
        assert!(narrow.first > narrow.second);
    }

    #[test]
    fn a_poem_stands_in_the_middle_of_its_column() {
        let design = design();
        let room = design.measure;
        for share in [0.2, 0.45, 0.6, 0.9, 1.4] {
            let shape = shape(room.0 * share, &design);
            let right = room - (shape.first + shape.width);
            assert!((right.0 - shape.second.0).abs() < 0.01, "{shape:?}");
            assert!(shape.second >= Pt::ZERO && shape.side >= Pt(-0.01));
        }
    }
}
