//! Verse: each bayt two hemistichs of one width through the poem, never broken by a page.
//!
//! A poem in, a flow out. Where the measure is too narrow for two hemistichs side by side, all bayts
//! of the poem stand in two staggered halves. A line that stands alone (the close of a stanza, a
//! refrain) is centred in the width of a hemistich; free lines keep their indents.

use super::collector::{Collector, SetParagraph, Shaped};
use super::setting::{Leaf, Setting};
use crate::config::Justification;
use crate::font::Weight;
use crate::frame::TextRole;
use crate::line::{LastLine, Measure};
use crate::locale::Direction;
use crate::model::{Alignment, Inline, SourceNode, Verse, VerseForm, VerseLine, VerseRole};
use crate::page::design::Design;
use crate::page::flow::{Flow, FlowBox};
use crate::units::{Em, Pt};

/// Room beside the widest hemistich, so that rounding never breaks it.
const HAIR: Pt = Pt(0.02);

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
        let theme = design.theme.verse;
        let em = setting.style.size;
        // All bayts of a poem stand alike: one long hemistich staggers them all, for a poem whose bayts
        // change their shape reads as two poems.
        let paired = widest * 2.0 + theme.least_gap.of(em) <= room;
        let width = widest.min(room);
        // Side by side the halves take a gap that grows with the room up to a limit; staggered they overlap,
        // and the block is a third wider than one of them.
        let block = if paired {
            let gap = (room - width * 2.0).min(theme.gap.of(em));
            width * 2.0 + gap
        } else {
            theme.stagger.of(width).min(room)
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

/// The largest size of the theme in which the bayts of a poem stand on one line each, with their shape; else
/// staggered ones. `widest` is the widest hemistich in the size of the text.
fn sized(widest: Pt, usual: Setting, design: &Design) -> (Setting, Shape) {
    let text = usual.style.size;
    let mut setting = usual;
    let mut in_size = |size: Em| {
        setting.style.size = size.of(text);
        Shape::of(widest * size.0, &setting, design)
    };
    let sizes = design.theme.verse.sizes;
    let mut tried = sizes.into_iter().map(&mut in_size);
    let paired = tried.find(|shape| shape.halves == Halves::Paired);
    let shape = paired.unwrap_or_else(|| in_size(sizes[1]));
    (setting, shape)
}

/// A poem that is being set.
struct Poem<'a> {
    form: VerseForm,
    setting: &'a Setting,
    shape: Shape,
    numbers: Numbers<'a>,
}

/// The numbers of the bayts of a poem.
#[derive(Clone, Copy)]
struct Numbers<'a> {
    /// Every how many bayts one stands; `None` for none at all.
    each: Option<usize>,
    /// The column that the poem with its numbers fills.
    margins: &'a Setting,
}

/// A hemistich and its left edge.
#[derive(Clone, Copy)]
struct Hemistich<'a> {
    content: &'a [Inline],
    left: Pt,
}

/// A poem.
pub(super) fn verse(collector: &mut Collector<'_>, verse: &Verse, around: &Setting) -> Flow {
    let design = collector.design;
    let mut usual = Setting {
        asked: Some(around.direction),
        ..around.flush()
    };
    let numbers = collector.sources.config.design.bayt_numbers;
    let numbers = numbers.filter(|_| verse.form != VerseForm::Free);
    let margins = Setting {
        alignment: Alignment::Start,
        leaf: Leaf::Artifact,
        role: TextRole::Running,
        ..usual.clone()
    };
    if numbers.is_some() {
        let room = design.theme.verse.number_room.of(design.size);
        usual = usual.indented(room, design);
    }
    let widest = widest_hemistich(collector, verse, &usual);
    let (setting, shape) = sized(widest, usual, design);
    let poem = Poem {
        form: verse.form,
        setting: &setting,
        shape,
        numbers: Numbers {
            each: numbers,
            margins: &margins,
        },
    };
    let mut count = 0;
    let space = design.space(design.theme.verse.around);
    let mut flow = Flow::default();
    flow.space(space);
    let mut above = 0;
    for stanza in &verse.stanzas {
        let lines = lines_of_verse(stanza);
        // A bayt that closes a stanza of a tarkib-band has a line to itself in the source; on a page of its own it would
        // open the next one.
        if lines == 1 && above > 1 {
            flow = flow.keep_last_with_next();
        }
        above = lines;
        flow = self::stanza(collector, flow, stanza, &poem, &mut count);
        flow.space(space);
    }
    flow
}

/// How many lines of a stanza are verse: not its title, nor the poet's name.
fn lines_of_verse(stanza: &[VerseLine]) -> usize {
    let is_named = |line: &&VerseLine| matches!(line.role, VerseRole::Title | VerseRole::Poet);
    stanza.iter().filter(|line| !is_named(line)).count()
}

/// Adds a stanza: its first two and its last two lines of verse stay together, a title with the first,
/// the poet's name with the last.
fn stanza(
    collector: &mut Collector<'_>,
    above: Flow,
    stanza: &[VerseLine],
    poem: &Poem<'_>,
    bayts: &mut usize,
) -> Flow {
    let count = lines_of_verse(stanza);
    let mut lines = 0;
    let mut flow = above;
    for line in stanza {
        let mut set = verse_line(collector, line, poem);
        if line.role == VerseRole::Line && line.hemistichs.len() > 1 {
            *bayts += 1;
            set = numbered(collector, set, *bayts, poem);
        }
        match line.role {
            VerseRole::Title => set = set.keep_with_next(),
            VerseRole::Poet => flow = flow.keep_last_with_next(),
            VerseRole::Line | VerseRole::Refrain => {
                lines += 1;
                if lines < count && (lines == 1 || lines + 1 == count) {
                    set = set.keep_with_next();
                }
            }
        }
        flow.append(set);
    }
    flow
}

/// A bayt with its number, where it has one, at the side where reading begins.
fn numbered(collector: &mut Collector<'_>, bayt: Flow, number: usize, poem: &Poem<'_>) -> Flow {
    // Editions number every fifth bayt, so that readers and dictionaries can name a place.
    if !poem
        .numbers
        .each
        .is_some_and(|each| number.is_multiple_of(each))
    {
        return bayt;
    }
    let margins = poem.numbers.margins;
    let mut setting = Setting {
        left: Pt::ZERO,
        right: Pt::ZERO,
        ..margins.clone()
    };
    setting.style.size = collector
        .design
        .theme
        .verse
        .number
        .of(poem.setting.style.size);
    let words = collector.design.language.number(number);
    let mut number = collector.one_line(&words, &setting).line;
    number.forget_spans();
    // A line of the tool is set in the whole measure; the column may lie further in.
    let inset = match setting.direction {
        Direction::Rtl => -margins.right,
        Direction::Ltr => margins.left,
    };
    number.shift(inset, Pt::ZERO);
    bayt.with_marker(number)
}

fn verse_line(collector: &mut Collector<'_>, line: &VerseLine, poem: &Poem<'_>) -> Flow {
    let shape = &poem.shape;
    match (line.role, line.hemistichs.as_slice()) {
        (VerseRole::Title, parts) => title(collector, &parts.concat(), line.source(), poem),
        (VerseRole::Poet, parts) => poet(collector, &parts.concat(), line.source(), poem),
        (VerseRole::Line | VerseRole::Refrain, [part]) if poem.form == VerseForm::Free => {
            free_line(collector, part, line, poem.setting)
        }
        (VerseRole::Line, [first, second]) => {
            let halves = [
                Hemistich {
                    content: first,
                    left: shape.first,
                },
                Hemistich {
                    content: second,
                    left: shape.second,
                },
            ];
            match shape.halves {
                Halves::Paired => bayt(collector, halves, line.source(), poem),
                Halves::Staggered => below_each_other(collector, &halves, line.source(), poem),
            }
        }
        (VerseRole::Line | VerseRole::Refrain, parts) => {
            let parts = parts.iter().map(|part| Hemistich {
                content: part,
                left: shape.middle,
            });
            let parts: Vec<_> = parts.collect();
            below_each_other(collector, &parts, line.source(), poem)
        }
    }
}

/// The natural width of the widest hemistich: of those with another beside them, and of lines that
/// stand alone where they can be of the same metre; zero in a poem without bayts.
fn widest_hemistich(collector: &mut Collector<'_>, verse: &Verse, setting: &Setting) -> Pt {
    let mut widths = [Vec::new(), Vec::new()];
    for line in verse.stanzas.iter().flatten() {
        if matches!(line.role, VerseRole::Line | VerseRole::Refrain) {
            let is_alone = usize::from(line.hemistichs.len() == 1);
            for part in &line.hemistichs {
                widths[is_alone].push(collector.shaped_inlines(part, setting).width());
            }
        }
    }
    let [paired, alone] = widths;
    let widest = paired.into_iter().fold(Pt::ZERO, Pt::max);
    // A refrain of twice the width is prose between the bayts: it must not draw them all out.
    let limit = collector.design.theme.verse.same_metre.of(widest);
    let akin = alone.into_iter().filter(|width| *width <= limit);
    akin.fold(widest, Pt::max)
}

/// A hemistich in its width: filled from edge to edge, unless it is far too short for that.
fn hemistich(collector: &mut Collector<'_>, shaped: Shaped, width: Pt) -> SetParagraph {
    // Half a line of a mustazad is far shorter than the hemistichs above it: filled to their width it
    // would be three words with holes between them.
    let is_filled = shaped.width() >= collector.design.theme.verse.fill_from.of(width);
    let alignment = if is_filled {
        Alignment::Justify
    } else {
        Alignment::Center
    };
    let justification = collector.sources.config.page.justification;
    let measure = Measure {
        last_line: LastLine::Filled,
        justification: Justification {
            kashida: justification.verse_kashida,
            ..justification
        },
        ..Measure::new(width + HAIR, alignment)
    };
    collector.set_hemistich(shaped, &measure)
}

/// Two hemistichs on one line, each at its left edge.
fn bayt(
    collector: &mut Collector<'_>,
    halves: [Hemistich<'_>; 2],
    source: SourceNode,
    poem: &Poem<'_>,
) -> Flow {
    let mut whole = FlowBox::default();
    for half in halves {
        let shaped = collector.shaped_inlines(half.content, poem.setting);
        let set = hemistich(collector, shaped, poem.shape.width);
        let mut height = Pt::ZERO;
        for mut line in collector.boxes(set, source, poem.setting) {
            line.shift(half.left, height);
            height += line.height;
            whole.absorb(line);
        }
        whole.height = whole.height.max(height);
    }
    whole.origin = Some(source.span);
    whole.begin_with(source.id);
    Flow::of([whole])
}

/// Hemistichs below each other, each at its left edge; one wider than the others of the poem is
/// centred over the column.
fn below_each_other(
    collector: &mut Collector<'_>,
    parts: &[Hemistich<'_>],
    source: SourceNode,
    poem: &Poem<'_>,
) -> Flow {
    let mut flow = Flow::default();
    for part in parts {
        let shaped = collector.shaped_inlines(part.content, poem.setting);
        if shaped.width() > poem.shape.width + HAIR {
            flow.append(centred(collector, part.content, source, poem.setting));
            continue;
        }
        let set = hemistich(collector, shaped, poem.shape.width);
        for mut line in collector.boxes(set, source, poem.setting) {
            line.shift(part.left, Pt::ZERO);
            flow.push(line);
        }
    }
    flow.keep_together()
}

fn centred(
    collector: &mut Collector<'_>,
    content: &[Inline],
    source: SourceNode,
    setting: &Setting,
) -> Flow {
    let centred = Setting {
        alignment: Alignment::Center,
        ..setting.clone()
    };
    collector.text(content, source, &centred)
}

/// The title, in bold over the middle of the poem.
fn title(
    collector: &mut Collector<'_>,
    content: &[Inline],
    source: SourceNode,
    poem: &Poem<'_>,
) -> Flow {
    let design = collector.design;
    let mut bold = poem.setting.clone();
    bold.style.weight = Weight::Bold;
    let mut flow = centred(collector, content, source, &bold);
    flow.space(design.space(design.theme.verse.below_title));
    flow
}

/// The poet's name, at the end of the last line's second half.
fn poet(
    collector: &mut Collector<'_>,
    content: &[Inline],
    source: SourceNode,
    poem: &Poem<'_>,
) -> Flow {
    let mut small = Setting {
        alignment: Alignment::End,
        ..poem.setting.clone()
    };
    small.style.size = collector.design.theme.verse.poet.of(small.style.size);
    if poem.shape.width > Pt::ZERO {
        small.left += poem.shape.side;
        small.right += poem.shape.side;
    }
    collector.text(content, source, &small)
}

/// A free line at its indent; a long one goes on further in.
fn free_line(
    collector: &mut Collector<'_>,
    content: &[Inline],
    line: &VerseLine,
    setting: &Setting,
) -> Flow {
    let design = collector.design;
    let theme = design.theme.verse;
    let em = setting.style.size;
    let inner = setting.indented(design.indent(), design);
    let most = inner.width(design) / 2.0;
    let indent = (theme.column.of(em) * f32::from(line.indent)).min(most);
    let free = Setting {
        alignment: Alignment::Start,
        first_indent: indent,
        hanging: indent + theme.turnover.of(em),
        ..inner
    };
    collector.text(content, line.source(), &free)
}

#[cfg(test)]
mod tests {
    use super::{Halves, Shape};
    use crate::page::collect::setting::Setting;
    use crate::page::design::Design;
    use crate::units::Pt;

    fn shape(widest: f32, design: &Design) -> Shape {
        let setting = Setting::body(design, &design.language, design.direction);
        Shape::of(Pt(widest), &setting, design)
    }

    #[test]
    fn halves_stand_side_by_side_where_the_measure_has_room_and_below_each_other_where_not() {
        let design = Design::of_a_little_book();
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
        let design = Design::of_a_little_book();
        let room = design.measure;
        for share in [0.2, 0.45, 0.6, 0.9, 1.4] {
            let shape = shape(room.0 * share, &design);
            let right = room - (shape.first + shape.width);
            assert!((right.0 - shape.second.0).abs() < 0.01, "{shape:?}");
            assert!(shape.second >= Pt::ZERO && shape.side >= Pt(-0.01));
        }
    }
}
