//! A line of code, a box for each line that it takes on the page out: its parts told apart, its number beside it, the
//! rest of a long one behind a mark.
//!
//! On paper a part differs by its weight or its gray, never by a colour: both survive a press with one ink and a
//! copying machine. Words of the language are bold, comments gray, as the EPUB's style sheet has them.

use std::ops::Range;

use super::collector::Collector;
use super::inline::InlineComposer;
use super::origins::ParagraphSource;
use super::setting::{Leaf, Setting};
use crate::code::{CodeText, CodeToken, TokenKind};
use crate::font::Weight;
use crate::frame::{GlyphText, Glyphs, Ink, PageItem};
use crate::locale::Direction;
use crate::model::{Code, SourceNode, TextPosition};
use crate::page::flow::{Flow, FlowBox};
use crate::source::WrittenText;
use crate::text::TextStyle;
use crate::units::Pt;

/// What stands before the rest of a line that is too long, by the direction of the code.
const TURNOVER: [(Direction, &str); 2] =
    [(Direction::Ltr, "\u{21AA}"), (Direction::Rtl, "\u{21A9}")];

/// How the lines of a code look.
pub(super) struct Look {
    /// Where its words stand.
    words: Setting,
    /// How what the tool adds is set: numbers, marks.
    added: Setting,
    /// The number of its first line.
    first: Option<u32>,
    /// Room before the words for numbers.
    room: Pt,
}

/// A line of a code.
pub(super) struct CodeLine<'c> {
    /// The whole code.
    pub(super) text: &'c str,
    /// The bytes of the line in it, without its end.
    pub(super) range: Range<usize>,
    /// How many lines are above it.
    pub(super) index: usize,
    /// The code as it was read.
    pub(super) read: &'c CodeText,
    /// Where the code was written.
    pub(super) source: SourceNode,
    /// Where each byte of it was written.
    pub(super) written: &'c WrittenText,
    /// Columns that a tab stop lies apart.
    pub(super) tab: usize,
}

impl Look {
    /// The look of a code whose lines stand in a place.
    pub(super) fn new(collector: &mut Collector<'_>, code: &Code, place: &Setting) -> Self {
        let theme = collector.design.theme.code;
        let added = Setting {
            style: TextStyle {
                size: theme.added.of(place.style.size),
                ink: Ink::Gray(theme.quiet.0),
                ..place.style.clone()
            },
            leaf: Leaf::Artifact,
            ..place.clone()
        };
        let mut look = Self {
            words: place.clone(),
            added,
            first: code.numbers,
            room: Pt::ZERO,
        };
        if let Some(first) = code.numbers {
            let last = first as usize + code.text.lines().count().saturating_sub(1);
            let widest = collector.design.language.number(last);
            let width = collector.natural_width_of_words(&widest, &look.added);
            look.room = width + theme.number_gap.of(place.style.size);
            look.words = look.words.indented(look.room, collector.design);
        }
        look
    }

    /// How a part is set.
    fn of(&self, collector: &Collector<'_>, part: TokenKind) -> TextStyle {
        let plain = self.words.style.clone();
        match part {
            TokenKind::Keyword | TokenKind::Tag => TextStyle {
                weight: Weight::Bold,
                ..plain
            },
            TokenKind::Comment => TextStyle {
                ink: Ink::Gray(collector.design.theme.code.quiet.0),
                ..plain
            },
            TokenKind::Plain
            | TokenKind::Text
            | TokenKind::Constant
            | TokenKind::Number
            | TokenKind::Function
            | TokenKind::Attribute
            | TokenKind::Type => plain,
        }
    }
}

/// Sets a line.
pub(super) fn set(collector: &mut Collector<'_>, line: &CodeLine<'_>, look: &Look) -> Flow {
    let mut boxes = if line.range.is_empty() {
        vec![FlowBox::blank(look.words.leading)]
    } else {
        words(collector, line, look)
    };
    if let (Some(first), Some(top)) = (look.first, boxes.first_mut()) {
        let number = collector
            .design
            .language
            .number(first as usize + line.index);
        let width = collector.natural_width_of_words(&number, &look.added);
        let gap = collector
            .design
            .theme
            .code
            .number_gap
            .of(look.words.style.size);
        top.items
            .extend(beside(collector, &number, look.room - gap - width, look));
    }
    Flow::of(boxes)
}

/// The boxes of a line that is not empty.
fn words(collector: &mut Collector<'_>, line: &CodeLine<'_>, look: &Look) -> Vec<FlowBox> {
    let design = collector.design;
    let indent = own_indent(collector, line, look);
    let turnover = design.theme.code.turnover.of(design.size);
    let setting = Setting {
        // The rest of a long line stands further in than the line itself, behind a mark, so that nobody takes it
        // for a new line.
        hanging: indent + turnover,
        ..look.words.clone()
    };
    let mut composer = collector.composer(&setting);
    compose(&mut composer, line, |part| look.of(collector, part));
    let direction = setting.direction;
    let composed = composer.finish(Some(direction), direction);
    let set = collector.set(composed, &setting, setting.width(design));
    let source = ParagraphSource::Words(Some(line.source.span));
    let mut boxes = collector.boxes(set, source, &setting);
    // Readers of the file join lines of one element. Without the space «a = 1» and «b = 2» below it
    // would be copied as «a = 1b = 2».
    if let Some(last) = boxes.last_mut() {
        last.end_with_space();
    }
    let mark = TURNOVER.iter().find(|(side, _)| *side == direction);
    if let (Some((_, mark)), true) = (mark, boxes.len() > 1) {
        let marks = beside(collector, mark, look.room + indent, look);
        for rest in &mut boxes[1..] {
            rest.items.extend(marks.iter().cloned());
        }
    }
    boxes
}

/// How far a line is indented by its own spaces; no further than a half of the measure.
fn own_indent(collector: &mut Collector<'_>, line: &CodeLine<'_>, look: &Look) -> Pt {
    let words = &line.text[line.range.clone()];
    let blank = &words[..words.len() - words.trim_start_matches([' ', '\t']).len()];
    if blank.is_empty() {
        return Pt::ZERO;
    }
    let mut column = 0;
    let spaces = shown(blank, &mut column, collector.design.theme.code.tab);
    let width = collector.natural_width_of_words(&spaces, &look.words);
    width.min(look.words.width(collector.design) / 2.0)
}

/// Adds the words of a line, piece by piece; tabs become spaces.
fn compose(
    composer: &mut InlineComposer<'_>,
    line: &CodeLine<'_>,
    style: impl Fn(TokenKind) -> TextStyle,
) {
    let CodeLine { range, read, .. } = line;
    let isolates = &read.isolates;
    let mut next = isolates.partition_point(|one| one.range.start < range.start);
    let mut open: Vec<(usize, usize, Direction)> = Vec::new();
    let mut column = 0;
    for piece in pieces(read, range) {
        while let Some(one) = isolates
            .get(next)
            .filter(|one| one.range.start == piece.range.start)
        {
            open.push((composer.length(), one.range.end, one.direction));
            next += 1;
        }
        let end = piece.range.end.min(range.end);
        let words = &line.text[piece.range.start..end];
        let style = style(piece.part);
        for (at, cell) in cells(words) {
            let shown = shown(cell, &mut column, line.tab);
            let start = piece.range.start + at;
            let bytes = start..start + cell.len();
            let written = match shown.len() == cell.len() {
                true => line.written.part(bytes),
                false => WrittenText::of(shown.len(), line.written.origin(bytes)),
            };
            let start = TextPosition {
                node: line.source.id,
                offset: start,
            };
            composer.code_words(&shown, &style, &written, start);
        }
        while let Some((start, _, direction)) = open.pop_if(|(_, last, _)| *last <= piece.range.end)
        {
            composer.turn(start..composer.length(), direction);
        }
    }
}

/// The pieces of a line.
fn pieces<'c>(read: &'c CodeText, line: &Range<usize>) -> &'c [CodeToken] {
    let pieces = &read.pieces;
    let first = pieces.partition_point(|piece| piece.range.end <= line.start);
    let last = pieces.partition_point(|piece| piece.range.start < line.end);
    &pieces[first..last.max(first)]
}

/// Words cut behind their tabs, with the bytes before them.
fn cells(words: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    words.split_inclusive('\t').map(move |cell| {
        let before = at;
        at += cell.len();
        (before, cell)
    })
}

/// Words with spaces to the next stop for the tab that they end with; `column` goes on.
fn shown(words: &str, column: &mut usize, stop: usize) -> String {
    let mut spaced = String::with_capacity(words.len());
    for letter in words.chars() {
        let spaces = match letter {
            '\t' => stop - *column % stop,
            _ => 0,
        };
        match letter {
            '\t' => spaced.extend(std::iter::repeat_n(' ', spaces)),
            letter => spaced.push(letter),
        }
        *column += spaces.max(1);
    }
    spaced
}

/// What the tool sets beside a line of code, so far from where the block begins. It is drawn and stands for no text, so
/// that who copies the code gets the author's alone.
fn beside(collector: &mut Collector<'_>, words: &str, from: Pt, look: &Look) -> Vec<PageItem> {
    let mut setting = look.added.clone();
    match setting.direction {
        Direction::Ltr => setting.left += from,
        // Lines on the right begin at the end of the whole measure.
        Direction::Rtl => setting.left = Pt::ZERO - setting.right - from,
    }
    let mut line = collector.one_line(words, &setting).line;
    for item in &mut line.items {
        if let PageItem::Line(line) = item {
            line.text.clear();
            for run in &mut line.runs {
                let glyphs = run.glyphs.iter().cloned().map(|mut glyph| {
                    glyph.text = GlyphText::Inserted;
                    glyph
                });
                run.glyphs = Glyphs::from(glyphs.collect::<Vec<_>>());
            }
        }
    }
    line.items
}

#[cfg(test)]
mod tests {
    use super::{cells, shown};

    #[test]
    fn a_tab_reaches_to_the_next_stop() {
        let set = |line| -> String {
            let mut column = 0;
            let cells = cells(line).map(|(_, cell)| shown(cell, &mut column, 4));
            cells.collect()
        };
        assert_eq!(set("a\tb"), "a   b");
        assert_eq!(set("\t\tc"), "        c");
    }
}
