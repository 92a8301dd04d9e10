//! The columns of a table: how wide each is, how much room is beside its words, how large its type.

use std::ops::Range;

use super::collector::Collector;
use super::setting::Setting;
use super::table_numbers::NumberWidths;
use crate::font::Weight;
use crate::frame::{ElementId, Rect};
use crate::locale::Direction;
use crate::model::{Alignment, Table, TableCell, cell_columns, decimal_columns};
use crate::text::{BreakKind, ClusterKind, Digits, TextStyle};
use crate::theme::TableTheme;
use crate::units::{Pt, Share};

/// Cells that head another one in a column or a row, at most: each cell of the file names all of them, and nobody listens to
/// more.
pub(super) const MOST_HEADS: usize = 32;
/// A tenth of a point beside words, so that rounding never breaks what just fits.
const HAIR: f32 = 0.1;

/// The columns of a table as they stand on the page.
pub(super) struct Columns {
    /// Where each stands, in logical order.
    each: Vec<TableColumn>,
    left: Pt,
    width: Pt,
    /// What its cells give so that words stay whole.
    fit: TableFit,
    /// The cells of the head over each column.
    heads: Vec<Vec<ElementId>>,
    /// What the numbers of each column take, where their decimal signs stand below each other.
    numbers: Vec<Option<NumberWidths>>,
}

/// Where the words of a cell stand, and how.
pub(super) struct CellPlace {
    pub(super) left: Pt,
    pub(super) width: Pt,
    pub(super) alignment: Alignment,
    pub(super) fit: TableFit,
    /// What the numbers of its column take, where their decimal signs stand below each other.
    pub(super) numbers: Option<NumberWidths>,
}

impl CellPlace {
    /// A rule as wide as its words may be.
    pub(super) fn rule(&self, height: Pt) -> Rect {
        Rect {
            x: self.left,
            y: Pt::ZERO,
            width: self.width,
            height,
        }
    }
}

/// Room and type of a table's cells.
#[derive(Clone, Copy)]
pub(super) struct TableFit {
    /// Room at each side of a cell's words.
    pad: Pt,
    /// The type as a share of the usual type of cells.
    size: Share,
}

impl TableFit {
    /// The usual type, without room beside it.
    const USUAL: Self = Self {
        pad: Pt::ZERO,
        size: Share(1.0),
    };
}

/// A column of a table.
#[derive(Clone, Copy)]
struct TableColumn {
    left: Pt,
    width: Pt,
    alignment: Alignment,
}

/// How wide columns have to be, and how wide they would like to be.
struct Wishes {
    /// The longest part of a word between two hyphens of each.
    part: Vec<Pt>,
    /// The longest word of each.
    least: Vec<Pt>,
    /// The longest cell of each on one line.
    most: Vec<Pt>,
}

impl Columns {
    /// A rule over all columns.
    pub(super) fn across(&self, y: Pt, height: Pt) -> Rect {
        Rect {
            x: self.left,
            y,
            width: self.width,
            height,
        }
    }

    /// Where a cell stands that begins in a column.
    pub(super) fn place(&self, column: usize, cell: &TableCell) -> CellPlace {
        let taken = &self.each[column..(column + cell.columns).min(self.each.len())];
        let left = taken.iter().map(|column| column.left);
        let left = left.fold(Pt(f32::MAX), Pt::min);
        let width: Pt = taken.iter().map(|column| column.width).sum();
        CellPlace {
            left: left + self.fit.pad,
            width: width - self.fit.pad * 2.0,
            alignment: cell.alignment.unwrap_or(self.each[column].alignment),
            fit: self.fit,
            numbers: self.numbers[column].map(|widest| widest.scaled(self.fit.size)),
        }
    }

    /// The cells of the head over a cell that begins in a column, each once.
    pub(super) fn over(&self, column: usize, cell: &TableCell) -> Vec<ElementId> {
        let taken = &self.heads[column..(column + cell.columns).min(self.heads.len())];
        let mut over = taken.concat();
        over.sort_unstable();
        over.dedup();
        over
    }

    /// Notes a cell of the head over its columns.
    pub(super) fn note_head(&mut self, column: usize, cell: &TableCell, id: ElementId) {
        if cell.content.is_empty() {
            return;
        }
        let end = (column + cell.columns).min(self.heads.len());
        for heads in &mut self.heads[column..end] {
            if heads.len() < MOST_HEADS {
                heads.push(id);
            }
        }
    }
}

/// Widths of the columns: what each needs, shared out when there is too little.
pub(super) fn columns(collector: &mut Collector<'_>, table: &Table, setting: &Setting) -> Columns {
    let design = collector.design;
    let theme = &design.theme.table;
    let mut words = words_of_columns(collector, table, setting);
    let numbers = numbers_of_columns(collector, table, setting);
    for (column, numbers) in words.iter_mut().zip(&numbers) {
        if let Some(widest) = numbers {
            column.take(CellWidths::whole(widest.sum() + Pt(HAIR)));
        }
    }
    let room = setting.width(design);
    let fit = fit(&words, room, &FitLimits::new(theme, design.size));
    let widths = share_out(&wishes(&words, fit), room, theme.fills_from);
    let width: Pt = widths.iter().copied().sum();
    let left = setting.left + ((room - width) / 2.0).max(Pt::ZERO);
    let mut each = Vec::with_capacity(widths.len());
    let mut at = Pt::ZERO;
    for (column, alignment) in widths.into_iter().zip(&table.columns) {
        let x = match setting.direction {
            Direction::Rtl => left + width - at - column,
            Direction::Ltr => left + at,
        };
        each.push(TableColumn {
            left: x,
            width: column,
            alignment: alignment.unwrap_or(Alignment::Start),
        });
        at += column;
    }
    Columns {
        heads: vec![Vec::new(); each.len()],
        each,
        left,
        width,
        fit,
        numbers,
    }
}

/// What the numbers of each column take in the usual type, where their decimal signs stand below each other.
fn numbers_of_columns(
    collector: &mut Collector<'_>,
    table: &Table,
    setting: &Setting,
) -> Vec<Option<NumberWidths>> {
    let decimals = decimal_columns(table);
    let mut widest = vec![None; decimals.len()];
    if decimals.iter().all(Option::is_none) {
        return widest;
    }
    let mut usual = setting.clone();
    usual.style = cell_style(collector, setting, TableFit::USUAL);
    for (row, starts) in table.body.iter().zip(cell_columns(&table.body)) {
        for (cell, column) in row.cells.iter().zip(starts) {
            if decimals.get(column).copied().flatten().is_none() {
                continue;
            }
            if let Some(own) = NumberWidths::of(collector, cell, &usual) {
                widest[column] =
                    Some(widest[column].map_or(own, |known: NumberWidths| known.max(own)));
            }
        }
    }
    widest
}

/// The longest words and lines of each column.
fn words_of_columns(
    collector: &mut Collector<'_>,
    table: &Table,
    setting: &Setting,
) -> Vec<CellWidths> {
    let mut columns = vec![CellWidths::default(); table.columns.len()];
    let mut wide: Vec<WideCell> = Vec::new();
    for (weight, rows) in [(Weight::Bold, &table.head), (Weight::Regular, &table.body)] {
        let mut weighted = setting.clone();
        weighted.style.weight = weight;
        for (row, starts) in rows.iter().zip(cell_columns(rows)) {
            for (cell, start) in row.cells.iter().zip(starts) {
                let widths = cell_widths(collector, cell, &weighted);
                let end = (start + cell.columns).min(columns.len());
                match &mut columns[start..end] {
                    [column] => column.take(widths),
                    _ => wide.push(WideCell {
                        columns: start..end,
                        widths,
                    }),
                }
            }
        }
    }
    // What a cell over several columns needs beyond them is shared out among them. The narrowest cells come first,
    // so that a wide one finds what they have got.
    wide.sort_by_key(|cell| cell.columns.len());
    wide.iter().for_each(|cell| cell.widen(&mut columns));
    columns
}

/// A cell over several columns.
struct WideCell {
    columns: Range<usize>,
    widths: CellWidths,
}

impl WideCell {
    /// Makes its columns as wide together as it is.
    fn widen(&self, columns: &mut [CellWidths]) {
        let own = &mut columns[self.columns.clone()];
        let count = f32::from(u16::try_from(own.len()).unwrap_or(u16::MAX)).max(1.0);
        let lack = |need: Pt, have: Pt| (need - have).max(Pt::ZERO) / count;
        let part = lack(self.widths.part, own.iter().map(|one| one.part).sum());
        let word = lack(self.widths.word, own.iter().map(|one| one.word).sum());
        let line = lack(self.widths.line, own.iter().map(|one| one.line).sum());
        for column in own {
            column.part += part;
            column.word += word;
            column.line += line;
        }
    }
}

/// What a table may give before a word is cut.
struct FitLimits {
    /// Room at each side of a cell, from the usual to the least.
    pads: [Pt; 2],
    /// The smallest type, as a share of the usual.
    smallest: Share,
}

impl FitLimits {
    fn new(theme: &TableTheme, size: Pt) -> Self {
        Self {
            pads: [theme.cell_pad.of(size), theme.tight_pad.of(size)],
            smallest: theme.smallest,
        }
    }
}

/// The first way in which every column holds its longest word whole: with less room beside the words, then
/// with smaller type. Where even the smallest type is too large, words are hyphenated, at last cut.
///
/// Eight columns whose words take 290 points, in a measure of 283: with 6 points beside each word they
/// need 386, with 3 points 338; type of 0.81 makes them 235 + 48 points and they fit.
fn fit(columns: &[CellWidths], room: Pt, limits: &FitLimits) -> TableFit {
    let words: Pt = columns.iter().map(|column| column.word).sum();
    let beside =
        |pad: Pt| pad.0 * 2.0 * f32::from(u16::try_from(columns.len()).unwrap_or(u16::MAX));
    let whole = Share(1.0);
    for pad in limits.pads {
        if words.0 + beside(pad) <= room.0 {
            return TableFit { pad, size: whole };
        }
    }
    let [_, pad] = limits.pads;
    let size = (room.0 - beside(pad)) / words.0;
    TableFit {
        pad,
        size: Share(size.clamp(limits.smallest.0, 1.0)),
    }
}

/// How wide columns have to be and would like to be in a fit.
fn wishes(columns: &[CellWidths], fit: TableFit) -> Wishes {
    let wide = |width: Pt| fit.size.of(width) + fit.pad * 2.0;
    Wishes {
        part: columns.iter().map(|column| wide(column.part)).collect(),
        least: columns.iter().map(|column| wide(column.word)).collect(),
        most: columns.iter().map(|column| wide(column.line)).collect(),
    }
}

/// The style of a cell's words.
pub(super) fn cell_style(collector: &Collector<'_>, setting: &Setting, fit: TableFit) -> TextStyle {
    let small = collector.design.small(&setting.style.language);
    TextStyle {
        weight: setting.style.weight,
        size: fit.size.of(small.size),
        // Sums are compared digit by digit, down a column.
        digits: Digits::OfOneWidth,
        ..small
    }
}

/// Widths of a cell's text in the usual size.
#[derive(Clone, Copy, Default)]
struct CellWidths {
    /// The longest part of a word between two hyphens.
    part: Pt,
    /// The longest word.
    word: Pt,
    /// The text on one line.
    line: Pt,
}

impl CellWidths {
    /// Of words that stay on one line.
    fn whole(width: Pt) -> Self {
        Self {
            part: width,
            word: width,
            line: width,
        }
    }

    /// Takes a cell of one column in.
    fn take(&mut self, cell: Self) {
        self.part = self.part.max(cell.part);
        self.word = self.word.max(cell.word);
        self.line = self.line.max(cell.line);
    }
}

fn cell_widths(collector: &mut Collector<'_>, cell: &TableCell, setting: &Setting) -> CellWidths {
    let mut composer = collector.composer(setting);
    composer.inlines(
        &cell.content,
        &cell_style(collector, setting, TableFit::USUAL),
    );
    let composed = composer.finish(setting.asked, setting.direction);
    let shaped = collector.shaper.shape(composed.text);
    // A column must hold its longest word and would like to hold its longest cell on one line. All comes
    // from one walk over the clusters: a word ends where a line may, a part also at a hyphen.
    let (mut part, mut word, mut line) = (0.0_f32, 0.0_f32, 0.0_f32);
    let (mut longest_part, mut longest_word) = (0.0_f32, 0.0_f32);
    let mut breaks = shaped.breaks.iter().peekable();
    for cluster in &shaped.clusters {
        let start = cluster.text.start as usize;
        while let Some(passed) = breaks.next_if(|place| place.at <= start) {
            part = 0.0;
            if !is_inside_a_word(passed.kind) {
                word = 0.0;
            }
        }
        line += cluster.advance;
        if cluster.kind == ClusterKind::Letter {
            part += cluster.advance;
            word += cluster.advance;
        }
        longest_part = longest_part.max(part);
        longest_word = longest_word.max(word);
    }
    CellWidths {
        part: Pt(longest_part + HAIR),
        word: Pt(longest_word + HAIR),
        line: Pt(line + HAIR),
    }
}

fn is_inside_a_word(kind: BreakKind) -> bool {
    match kind {
        BreakKind::Hyphen | BreakKind::Emergency | BreakKind::Cut => true,
        BreakKind::Allowed | BreakKind::Discouraged | BreakKind::Forced => false,
    }
}

/// Widths between what words need and what whole lines would take.
fn share_out(wishes: &Wishes, room: Pt, fills_from: Share) -> Vec<Pt> {
    let Wishes { part, least, most } = wishes;
    let all_most: Pt = most.iter().copied().sum();
    let all_least: Pt = least.iter().copied().sum();
    if all_most <= room {
        // A table that nearly fills its column fills it.
        let spread = if all_most > fills_from.of(room) {
            room.0 / all_most.0
        } else {
            1.0
        };
        return most.iter().map(|width| *width * spread).collect();
    }
    // Not even whole words fit in the smallest type: the widest columns give, down to the parts of their
    // words between hyphens; at last words are cut, and reported.
    if all_least > room {
        let all_part: Pt = part.iter().copied().sum();
        return if all_part > room {
            levelled(&vec![Pt::ZERO; part.len()], part, room)
        } else {
            levelled(part, least, room)
        };
    }
    // Between the two, every column gets its words and the same share of what it wishes beyond. With
    // 100 points for columns of 20 to 80 and of 30 to 90 points, 50 are left for wishes of 120: the
    // columns get 20 + 25 and 30 + 25.
    let wish = all_most - all_least;
    let spare = room - all_least;
    let each = least.iter().zip(most);
    each.map(|(least, most)| *least + (*most - *least) * (spare.0 / wish.0))
        .collect()
}

/// Widths between floors and tops that take the room: narrow columns keep their tops, the wide ones come
/// down to one level. In 100 points, columns of 20, 70 and 60 points get 20, 40 and 40.
fn levelled(floors: &[Pt], tops: &[Pt], room: Pt) -> Vec<Pt> {
    /// Halvings of the measure until a level is exact to a thousandth of a point.
    const HALVINGS: usize = 24;
    let at = |level: f32| -> Vec<Pt> {
        let columns = floors.iter().zip(tops);
        columns
            .map(|(floor, top)| Pt(level.clamp(floor.0.min(top.0), top.0)))
            .collect()
    };
    let (mut low, mut high) = (0.0, room.0);
    for _ in 0..HALVINGS {
        let middle = (low + high) / 2.0;
        let taken: Pt = at(middle).into_iter().sum();
        if taken > room {
            high = middle;
        } else {
            low = middle;
        }
    }
    at(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pt(widths: &[f32]) -> Vec<Pt> {
        widths.iter().map(|width| Pt(*width)).collect()
    }

    fn words(widths: &[f32]) -> Vec<CellWidths> {
        let column = |width: &f32| CellWidths {
            part: Pt(width / 2.0),
            word: Pt(*width),
            line: Pt(width * 3.0),
        };
        widths.iter().map(column).collect()
    }

    const LIMITS: FitLimits = FitLimits {
        pads: [Pt(6.0), Pt(3.0)],
        smallest: Share(0.7),
    };

    #[test]
    fn room_beside_words_is_given_before_their_size_and_size_before_their_wholeness() {
        let fits = |widths: &[f32]| {
            let fit = fit(&words(widths), Pt(100.0), &LIMITS);
            (fit.pad.0, fit.size.0)
        };
        assert_eq!(fits(&[40.0, 36.0]), (6.0, 1.0));
        assert_eq!(fits(&[45.0, 41.0]), (3.0, 1.0));
        assert_eq!(fits(&[60.0, 50.0]), (3.0, 0.8));
        assert_eq!(fits(&[90.0, 90.0]), (3.0, 0.7));
    }

    #[test]
    fn wide_columns_give_before_narrow_ones() {
        let widths = levelled(&pt(&[0.0, 0.0, 0.0]), &pt(&[20.0, 70.0, 60.0]), Pt(100.0));
        for (width, right) in widths.iter().zip([20.0, 40.0, 40.0]) {
            assert!((width.0 - right).abs() < 0.01, "{widths:?}");
        }
        let floors = levelled(&pt(&[10.0, 50.0]), &pt(&[60.0, 90.0]), Pt(80.0));
        assert!((floors[0].0 - 30.0).abs() < 0.01 && (floors[1].0 - 50.0).abs() < 0.01);
    }

    #[test]
    fn columns_never_take_more_than_the_measure() {
        let widths = |least: &[f32], most: &[f32]| -> f32 {
            share_out(
                &Wishes {
                    part: pt(least),
                    least: pt(least),
                    most: pt(most),
                },
                Pt(100.0),
                Share(0.7),
            )
            .iter()
            .map(|width| width.0)
            .sum()
        };
        assert!((widths(&[10.0, 20.0], &[80.0, 90.0]) - 100.0).abs() < 0.01);
        assert!((widths(&[90.0, 60.0], &[90.0, 60.0]) - 100.0).abs() < 0.01);
        assert!(widths(&[10.0, 10.0], &[20.0, 20.0]) <= 100.0);
    }
}
