//! Simple tables and those whose rows have several lines, as pandoc has them: lines of a text in, cells out.
//!
//! ```text
//!   نام     سن              -------------------
//! ------- ------              نام     شرح
//!   علی     ۱۲              ------- -----------
//!                             علی     شرحی در
//! Table: سن                           دو خط
//!                           -------------------
//! ```

use std::ops::Range;

use super::super::Rewriter;
use super::super::grid::{GridCell, GridTable, is_without_width};
use super::super::lines::Line;
use super::super::list_marks::LastLine;

/// Lines that a table may take.
const LONGEST: usize = 2_000;
/// Columns of a table.
const MOST_COLUMNS: usize = 60;

/// What parts the rows of a table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rows {
    /// Each line is a row.
    Lines,
    /// Empty lines.
    Blanks,
}

/// The lines of a table.
struct Extent {
    head: Range<usize>,
    /// The line of signs below the head.
    signs: usize,
    body: Range<usize>,
    taken: usize,
    rows: Rows,
}

impl Rewriter<'_> {
    /// A table that begins at the first of some lines: how many lines it takes.
    pub(super) fn simple_table_at(&mut self, lines: &[Line]) -> Option<usize> {
        // What follows a paragraph goes on with it.
        if self.last == LastLine::Words {
            return None;
        }
        let extent = extent(self.text, lines)?;
        let table = table(self.text, lines, &extent)?;
        self.set_table(&table, lines, "");
        Some(extent.taken)
    }
}

/// Reads where a table that begins with the first line ends.
fn extent(text: &str, lines: &[Line]) -> Option<Extent> {
    let words = |at: usize| {
        lines
            .get(at)
            .map(|line| text[line.range.clone()].trim_end())
    };
    let first = words(0)?;
    let is_blank = |at: usize| words(at).is_none_or(str::is_empty);
    let end_of = |from: usize, ends: &dyn Fn(&str) -> bool| {
        let most = lines.len().min(from + LONGEST);
        let is_end = |at: &usize| words(*at).is_none_or(|words| words.is_empty() || ends(words));
        let found = (from..most).find(is_end);
        found.or((most == lines.len()).then_some(most))
    };
    if is_line(first) {
        // Rows of several lines: a line, the head, signs, rows, a line.
        let is_rule = |words: &str| is_signs(words) || is_line(words);
        let signs = end_of(1, &is_rule)?;
        if !words(signs).is_some_and(is_signs) {
            return None;
        }
        let most = lines.len().min(signs + LONGEST);
        let last = (signs + 1..most).find(|at| words(*at).is_some_and(is_rule))?;
        return is_blank(last + 1).then_some(Extent {
            head: 1..signs,
            signs,
            body: signs + 1..last,
            taken: last + 1,
            rows: Rows::Blanks,
        });
    }
    if is_signs(first) {
        // Without a head: signs, rows, signs.
        let end = end_of(1, &is_signs)?;
        let closed = end > 1 && words(end).is_some_and(is_signs);
        return closed.then_some(Extent {
            head: 0..0,
            signs: 0,
            body: 1..end,
            taken: end + 1,
            rows: Rows::Lines,
        });
    }
    if first.is_empty() || !words(1).is_some_and(is_signs) {
        return None;
    }
    let end = end_of(2, &is_signs)?;
    let closing = usize::from(words(end).is_some_and(is_signs));
    (end > 2).then_some(Extent {
        head: 0..1,
        signs: 1,
        body: 2..end,
        taken: end + closing,
        rows: Rows::Lines,
    })
}

/// Two or more stretches of hyphens with space between them.
fn is_signs(words: &str) -> bool {
    let mut stretches = words.split_whitespace();
    let count = stretches.clone().count();
    (2..=MOST_COLUMNS).contains(&count)
        && stretches.all(|stretch| stretch.len() >= 2 && stretch.bytes().all(|sign| sign == b'-'))
}

/// One stretch of hyphens.
fn is_line(words: &str) -> bool {
    let words = words.trim();
    words.len() >= 8 && words.bytes().all(|sign| sign == b'-')
}

fn table(text: &str, lines: &[Line], extent: &Extent) -> Option<GridTable> {
    let columns = columns(&text[lines[extent.signs].range.clone()]);
    let mut rows: Vec<Vec<Vec<Range<usize>>>> = Vec::new();
    let mut head_rows = 0;
    if !extent.head.is_empty() {
        let mut cells = vec![Vec::new(); columns.len()];
        for line in &lines[extent.head.clone()] {
            add(text, line, &columns, &mut cells);
        }
        rows.push(cells);
        head_rows = 1;
    }
    let mut begins = true;
    for line in &lines[extent.body.clone()] {
        if text[line.range.clone()].trim().is_empty() {
            begins = true;
            continue;
        }
        if begins || extent.rows == Rows::Lines {
            rows.push(vec![Vec::new(); columns.len()]);
        }
        begins = false;
        if let Some(cells) = rows.last_mut() {
            add(text, line, &columns, cells);
        }
    }
    let count = rows.len();
    let is_filled = rows[head_rows..]
        .iter()
        .flatten()
        .any(|lines| !lines.is_empty());
    let cells = rows.into_iter().enumerate().flat_map(|(row, cells)| {
        let cells = cells.into_iter().enumerate();
        cells.map(move |(column, lines)| GridCell {
            columns: column..column + 1,
            rows: row..row + 1,
            lines,
        })
    });
    is_filled.then(|| GridTable {
        taken: extent.taken,
        head: head_rows,
        rows: count,
        alignments: vec![None; columns.len()],
        cells: cells.collect(),
    })
}

/// The first columns of the stretches of hyphens.
fn columns(signs: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut before = b' ';
    for (at, sign) in signs.bytes().enumerate() {
        if sign == b'-' && before != b'-' {
            found.push(at);
        }
        before = sign;
    }
    found
}

/// Cuts a line at the columns. A word that crosses a border belongs to the column in which it begins: letters are as
/// wide as the editor draws them.
fn add(text: &str, line: &Line, columns: &[usize], cells: &mut [Vec<Range<usize>>]) {
    let words = &text[line.range.clone()];
    let mut cuts: Vec<usize> = Vec::with_capacity(columns.len());
    let mut column = 0;
    let mut next = 1;
    let mut is_space = true;
    cuts.push(0);
    for (at, letter) in words.char_indices() {
        // The border is reached; the cut is made where a word begins.
        if next < columns.len() && column >= columns[next] && (is_space || letter == ' ') {
            cuts.push(at);
            next += 1;
        }
        is_space = letter == ' ';
        column += usize::from(!is_without_width(letter));
    }
    cuts.resize(columns.len(), words.len());
    for (at, cell) in cells.iter_mut().enumerate() {
        let end = cuts.get(at + 1).copied().unwrap_or(words.len());
        let inside = &words[cuts[at]..end];
        if !inside.trim().is_empty() {
            let start = line.range.start + cuts[at] + inside.len() - inside.trim_start().len();
            cell.push(start..start + inside.trim().len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::lines::lines_of;
    use super::{extent, table};

    fn read(text: &str) -> Option<String> {
        let lines = lines_of(text);
        let extent = extent(text, &lines)?;
        let table = table(text, &lines, &extent)?;
        let shown: Vec<String> = table
            .cells
            .iter()
            .map(|cell| {
                let lines: Vec<&str> = cell.lines.iter().map(|line| &text[line.clone()]).collect();
                lines.join(" ")
            })
            .collect();
        Some(format!("{}/{} {}", table.head, table.rows, shown.join("|")))
    }

    #[test]
    fn lines_of_hyphens_say_where_columns_stand() {
        assert_eq!(
            read("  نام      سن\n-------- ------\n  علی      ۱۲\n  مریم     ۱۴\n\nTable: سن\n")
                .as_deref(),
            Some("1/3 نام|سن|علی|۱۲|مریم|۱۴")
        );
        assert_eq!(
            read("---- ----\nالف  ب\nج    د\n---- ----\n\n").as_deref(),
            Some("0/2 الف|ب|ج|د")
        );
    }

    #[test]
    fn a_row_may_have_several_lines() {
        let text = "-------------------\n نام     شرح\n------- -----------\n علی     شرحی در\n         دو خط\n\n مریم    دیگری\n-------------------\n";
        assert_eq!(
            read(text).as_deref(),
            Some("1/3 نام|شرح|علی|شرحی در دو خط|مریم|دیگری")
        );
    }

    #[test]
    fn hyphens_without_rows_are_no_table() {
        for text in [
            "---- ----\n",
            "متن\n---- ----\n\n",
            "----------\n\nمتن\n",
            "الف\n---\nب\n",
            "-- --\nمتن\n",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
