//! Columns of numbers with fractions: a table in, for each column whether its decimal signs stand below each other, and
//! how much its numbers need.
//!
//! «۱۲٫۵» above «۳» and «۱۰۰٫۲۵» is such a column; «۱۲» above «۱۴» is none, since its ends are below each other anyway.

use std::ops::RangeInclusive;

use super::{Inline, InlineKind, Table, TableCell, cell_columns};
use crate::locale::digit_value;

/// Signs between the whole part and the fraction: that of Persian and Arabic, and that of Latin digits.
const DECIMAL: [char; 2] = ['٫', '.'];
/// Signs between groups of digits. The comma is one only before three digits: «۱,۲۵» is no number that one can tell.
const GROUP: [char; 5] = ['٬', ',', '،', '\u{202F}', '\u{2009}'];
/// Signs before a number.
const SIGN: [char; 5] = ['+', '-', '−', '\u{2013}', '±'];
/// Words that stand where no number is known.
const UNKNOWN: [&str; 6] = ["-", "–", "—", "−", "…", "؟"];

/// What the numbers of a column need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecimalColumn {
    /// Letters of the longest whole part, its sign and group signs among them.
    pub whole: usize,
    /// Letters of the longest tail: the decimal sign, the fraction and what follows.
    pub tail: usize,
}

/// For each column of a table what its numbers need, where they stand with their decimal signs below each other: where
/// each cell of the body is a number or says that none is known, and the tails of two differ.
pub fn decimal_columns(table: &Table) -> Vec<Option<DecimalColumn>> {
    let mut columns = vec![Column::default(); table.columns.len()];
    for (row, starts) in table.body.iter().zip(cell_columns(&table.body)) {
        for (cell, start) in row.cells.iter().zip(starts) {
            let end = (start + cell.columns).min(columns.len());
            match &mut columns[start.min(end)..end] {
                [column] => column.take(cell),
                several => several
                    .iter_mut()
                    .for_each(|column| column.is_other |= !cell.content.is_empty()),
            }
        }
    }
    columns.into_iter().map(Column::needs).collect()
}

/// The bytes of the whole part of a cell that is a number, in the text that it begins with.
pub fn whole_part(cell: &TableCell) -> Option<usize> {
    let text = number_text(&cell.content)?;
    read(text).map(|number| number.whole)
}

/// The text of a cell that holds a number, perhaps strong, and marks of notes behind it.
pub fn number_text(content: &[Inline]) -> Option<&str> {
    let (first, rest) = content.split_first()?;
    let notes = rest
        .iter()
        .all(|inline| matches!(inline.kind, InlineKind::NoteRef(_)));
    match &first.kind {
        InlineKind::Text(words) if notes => Some(words),
        InlineKind::Strong(inner) | InlineKind::Emphasis(inner) if rest.is_empty() => {
            number_text(inner)
        }
        _ => None,
    }
}

#[derive(Clone, Default)]
struct Column {
    /// Whether something else than numbers stands in it.
    is_other: bool,
    numbers: usize,
    whole: usize,
    /// The shortest tail and the longest.
    tails: Option<RangeInclusive<usize>>,
}

impl Column {
    fn take(&mut self, cell: &TableCell) {
        if cell.content.is_empty() {
            return;
        }
        let number = number_text(&cell.content).and_then(|text| Some((text, read(text)?)));
        let Some((text, number)) = number else {
            self.is_other = true;
            return;
        };
        self.numbers += usize::from(!number.is_unknown);
        let (whole, tail) = text.split_at(number.whole);
        self.whole = self.whole.max(whole.chars().count());
        let tail = tail.chars().count();
        // A mark of a note is as wide as a digit.
        let marks = cell.content.len() - 1;
        let tail = tail + marks;
        let known = self.tails.take().unwrap_or(tail..=tail);
        self.tails = Some(tail.min(*known.start())..=tail.max(*known.end()));
    }

    fn needs(self) -> Option<DecimalColumn> {
        let (shortest, longest) = self.tails?.into_inner();
        let is_one = !self.is_other && self.numbers > 1 && shortest < longest;
        is_one.then_some(DecimalColumn {
            whole: self.whole,
            tail: longest,
        })
    }
}

/// A number that was read.
#[derive(Debug, PartialEq)]
struct Number {
    /// Bytes before the decimal sign.
    whole: usize,
    /// Whether it says that no number is known.
    is_unknown: bool,
}

fn read(text: &str) -> Option<Number> {
    let trimmed = text.trim();
    if trimmed.len() != text.len() {
        return None;
    }
    if UNKNOWN.contains(&text) {
        let whole = text.len();
        return Some(Number {
            whole,
            is_unknown: true,
        });
    }
    let unsigned = text.trim_start_matches(SIGN);
    if text.len() - unsigned.len() > 3 {
        return None;
    }
    let end =
        unsigned.find(|letter: char| digit_value(letter).is_none() && !GROUP.contains(&letter));
    let (whole, rest) = unsigned.split_at(end.unwrap_or(unsigned.len()));
    let mut groups = whole.split(GROUP);
    let begins = groups.next().is_some_and(|digits| !digits.is_empty());
    let in_threes = begins && groups.all(|digits| digits.chars().count() == 3);
    let fraction = rest.strip_prefix(DECIMAL).map_or(rest, |fraction| {
        fraction.trim_start_matches(|letter| digit_value(letter).is_some())
    });
    let digits = rest.len() - fraction.len();
    // A sign with nothing behind it ends a sentence: «۱۲.» is no fraction.
    let is_whole = digits == 0
        || rest
            .chars()
            .take(2)
            .filter(|letter| digit_value(*letter).is_some())
            .count()
            == 1;
    let unit = fraction.trim_start_matches([' ', '\u{A0}', '\u{202F}']);
    let ends = unit.is_empty() || ["%", "٪"].contains(&unit);
    (in_threes && is_whole && ends).then(|| Number {
        whole: text.len() - rest.len(),
        is_unknown: false,
    })
}

#[cfg(test)]
mod tests {
    use super::read;

    fn whole(text: &str) -> Option<&str> {
        read(text).map(|number| &text[..number.whole])
    }

    #[test]
    fn numbers_of_both_scripts_end_their_whole_part_before_the_decimal_sign() {
        for (text, part) in [
            ("۱۲٫۵", "۱۲"),
            ("٤٬٨٥١٬٢٧٤", "٤٬٨٥١٬٢٧٤"),
            ("−3.25", "−3"),
            ("۱۰۰٪", "۱۰۰"),
            ("۰٫۵ ٪", "۰"),
            ("1,234.5", "1,234"),
            ("–", "–"),
        ] {
            assert_eq!(whole(text), Some(part), "{text}");
        }
    }

    #[test]
    fn dates_words_and_doubtful_commas_are_no_numbers() {
        for text in [
            "",
            "۱۲.",
            "1,25",
            "1.2.3",
            "۱۳۹۵/۲",
            "۵ نفر",
            "٫۵",
            " ۱۲",
            "۱۲٫",
            "----1",
        ] {
            assert_eq!(whole(text), None, "{text}");
        }
    }
}
