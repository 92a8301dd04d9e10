//! Grid tables, as pandoc and reStructuredText have them: lines of a text in, cells with their lines out.
//!
//! ```text
//! +---------+---------------+
//! | استان   | سال           |
//! |         +-------+-------+
//! |         | مرد   | زن    |
//! +=========+=======+=======+
//! | فارس    | ۱۲    | ۱۴    |
//! +---------+-------+-------+
//! ```
//!
//! A table is written anew as one of HTML whose cells hold Markdown; each word keeps its place.

use std::ops::Range;

use super::Rewriter;
use super::lines::{Line, indent_of};
use super::list_marks::LastLine;

/// Columns that lines of signs and lines of words may differ by: half-spaces and marks have no width in one editor and
/// one in another.
const DRIFT: usize = 3;
/// Columns of a table: no page holds more.
const MOST_COLUMNS: usize = 100;

/// A grid table.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct GridTable {
    /// How many lines it takes.
    pub(super) taken: usize,
    /// How many of its rows are its head.
    pub(super) head: usize,
    /// How many rows it has.
    pub(super) rows: usize,
    /// Its cells, in the order in which they begin.
    pub(super) cells: Vec<GridCell>,
    /// Where the words of each column stand, as HTML says it.
    pub(super) alignments: Vec<Option<&'static str>>,
}

/// A cell of a grid.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct GridCell {
    pub(super) columns: Range<usize>,
    pub(super) rows: Range<usize>,
    pub(super) lines: Vec<Range<usize>>,
}

/// What stands between two signs of a line.
struct Segment {
    columns: Range<usize>,
    words: Range<usize>,
    is_border: bool,
}

/// What begins with a line.
#[derive(Debug, PartialEq)]
enum Beginning {
    Table(GridTable),
    /// No table, and none within so many lines.
    Nothing(usize),
}

impl GridTable {
    /// Reads the table that begins with the first of some lines.
    fn read(text: &str, lines: &[Line]) -> Beginning {
        // A border below a border is no table.
        let [first, second, ..] = lines else {
            return Beginning::Nothing(1);
        };
        if !is_border(inner(text, first)) || is_border(inner(text, second)) {
            return Beginning::Nothing(1);
        }
        let belongs = |line: &&Line| {
            let words = inner(text, line);
            words.starts_with(['+', '|']) && words.ends_with(['+', '|']) && words.len() > 1
        };
        let run = lines.iter().take_while(belongs).count();
        // A line of signs that nothing closes is none of the table.
        let is_signs = |line: &Line| is_border(inner(text, line));
        let last = lines[..run].iter().rposition(is_signs).unwrap_or(0);
        let lines = &lines[..=last];
        let edges = edges(text, lines);
        // Those that begin at the next lines have no other signs: of `+-+`, `| a |`, `+-+` … each line is looked at once.
        if edges.len() < 2 {
            return Beginning::Nothing(run);
        }
        let mut grid = Grid::new(edges.len() - 1);
        for (at, line) in lines.iter().enumerate().skip(1) {
            grid.line(&segments(text, line, &edges));
            let words = inner(text, line);
            if grid.head.is_none() && at < last && is_border(words) && words.contains('=') {
                grid.head = Some(at);
                grid.head_rows = grid.row;
            }
        }
        if grid.cells.is_empty() {
            return Beginning::Nothing(run);
        }
        let signs = &lines[grid.head.unwrap_or(0)];
        Beginning::Table(Self {
            taken: lines.len(),
            head: grid.head_rows,
            rows: grid.row,
            alignments: alignments(text, signs, &edges),
            cells: grid.cells,
        })
    }
}

/// A table while its lines are read.
struct Grid {
    cells: Vec<GridCell>,
    /// The cell that is open in each column.
    open: Vec<Option<usize>>,
    row: usize,
    /// The line that ends the head.
    head: Option<usize>,
    head_rows: usize,
}

impl Grid {
    fn new(columns: usize) -> Self {
        Self {
            cells: Vec::new(),
            open: vec![None; columns],
            row: 0,
            head: None,
            head_rows: 0,
        }
    }

    fn line(&mut self, segments: &[Segment]) {
        // A row ends wherever a border stands, be it in one column alone.
        self.row += usize::from(segments.iter().any(|segment| segment.is_border));
        for segment in segments {
            if segment.is_border {
                self.close(&segment.columns);
            } else {
                self.words(segment);
            }
        }
    }

    fn close(&mut self, columns: &Range<usize>) {
        let ended: Vec<usize> = self.open[columns.clone()]
            .iter()
            .flatten()
            .copied()
            .collect();
        for open in &mut self.open {
            *open = open.filter(|cell| !ended.contains(cell));
        }
        for cell in ended {
            self.cells[cell].rows.end = self.row;
        }
    }

    fn words(&mut self, segment: &Segment) {
        let open = self.open[segment.columns.start];
        let cell = open.filter(|cell| self.cells[*cell].columns.start == segment.columns.start);
        match cell {
            Some(cell) => self.cells[cell].lines.push(segment.words.clone()),
            None => {
                self.open[segment.columns.clone()].fill(Some(self.cells.len()));
                self.cells.push(GridCell {
                    columns: segment.columns.clone(),
                    rows: self.row..self.row + 1,
                    lines: vec![segment.words.clone()],
                });
            }
        }
    }
}

/// A line without the space and the marks of quotations around it.
fn inner<'t>(text: &'t str, line: &Line) -> &'t str {
    text[line.range.clone()].trim_matches([' ', '\t', '>'])
}

/// Whether a line is signs from edge to edge.
fn is_border(words: &str) -> bool {
    words.len() > 2
        && words.starts_with('+')
        && words.ends_with('+')
        && words.contains(['-', '='])
        && words.bytes().all(|sign| b"+-=:".contains(&sign))
}

/// A sign that parts columns, at its byte and its column.
#[derive(Clone, Copy)]
struct Sign {
    at: usize,
    column: usize,
}

/// The columns at which lines of signs have a `+`.
fn edges(text: &str, lines: &[Line]) -> Vec<usize> {
    let mut edges: Vec<usize> = Vec::new();
    let full = lines.iter().filter(|line| is_border(inner(text, line)));
    for line in full {
        edges.extend(signs(text, line).iter().map(|sign| sign.column));
    }
    edges.sort_unstable();
    edges.dedup();
    edges.truncate(MOST_COLUMNS + 1);
    // A column may begin in the middle of the table alone; words before it can have moved its sign a little.
    for line in lines {
        for sign in signs(text, line) {
            let known = edges.iter().any(|edge| edge.abs_diff(sign.column) <= DRIFT);
            if text[sign.at..].starts_with('+') && !known && edges.len() <= MOST_COLUMNS {
                edges.push(sign.column);
                edges.sort_unstable();
            }
        }
    }
    edges
}

/// The signs of a line that part columns: bars, and crosses beside a border. `\|` and bars in code are words.
fn signs(text: &str, line: &Line) -> Vec<Sign> {
    let words = inner(text, line);
    let start = line.range.start + text[line.range.clone()].find(words).unwrap_or(0);
    let mut found = Vec::new();
    let mut column = 0;
    let mut in_code = false;
    let mut escaped = false;
    for (at, letter) in words.char_indices() {
        let beside = |part: &str| {
            let signs = part.bytes().take(2).filter(|sign| b"-=:".contains(sign));
            signs.count() == 2
        };
        let parts = match letter {
            '|' => !escaped && !in_code,
            '+' => {
                let before: String = words[..at].chars().rev().take(2).collect();
                beside(&words[at + 1..]) || beside(&before)
            }
            _ => false,
        };
        if parts {
            found.push(Sign {
                at: start + at,
                column,
            });
        }
        in_code ^= letter == '`' && (in_code || words[at + 1..].contains('`'));
        escaped = letter == '\\' && !escaped;
        column += usize::from(!is_without_width(letter));
    }
    found
}

/// Whether a letter takes no column: marks and half-spaces.
pub(super) fn is_without_width(letter: char) -> bool {
    matches!(letter, '\u{200B}'..='\u{200F}' | '\u{2066}'..='\u{2069}')
        || unicode_bidi::bidi_class(letter) == unicode_bidi::BidiClass::NSM
}

/// What stands between the signs of a line, with the columns that it takes.
fn segments(text: &str, line: &Line, edges: &[usize]) -> Vec<Segment> {
    let signs = signs(text, line);
    let columns: Vec<usize> = if signs.len() == edges.len() {
        // Every column has its sign: where the line stands in the editor says nothing more.
        (0..edges.len()).collect()
    } else {
        signs
            .iter()
            .map(|sign| nearest(edges, sign.column))
            .collect()
    };
    let mut found: Vec<Segment> = Vec::new();
    for (pair, columns) in signs.windows(2).zip(columns.windows(2)) {
        let [from, to] = pair else { continue };
        let [start, end] = columns else { continue };
        let words = from.at + 1..to.at;
        // A bar among words that is near an edge which has a sign already.
        if start >= end {
            if let Some(last) = found.last_mut() {
                last.words.end = words.end;
            }
            continue;
        }
        let shown = &text[words.clone()];
        found.push(Segment {
            columns: *start..*end,
            is_border: !shown.is_empty() && shown.bytes().all(|sign| b"-=:".contains(&sign)),
            words,
        });
    }
    found
}

fn nearest(edges: &[usize], column: usize) -> usize {
    let distances = edges.iter().map(|edge| edge.abs_diff(column));
    let nearest = distances.enumerate().min_by_key(|(_, distance)| *distance);
    nearest.map_or(0, |(at, _)| at)
}

/// Where colons of a border put the words of each column.
fn alignments(text: &str, border: &Line, edges: &[usize]) -> Vec<Option<&'static str>> {
    let mut found = vec![None; edges.len() - 1];
    for segment in segments(text, border, edges) {
        let signs = &text[segment.words.clone()];
        let alignment = match (signs.starts_with(':'), signs.ends_with(':')) {
            (true, true) => Some("center"),
            (true, false) => Some("left"),
            (false, true) => Some("right"),
            (false, false) => None,
        };
        found[segment.columns].fill(alignment);
    }
    found
}

impl Rewriter<'_> {
    /// A grid table that begins at the first of some lines: how many lines it takes.
    pub(super) fn grid_at(&mut self, lines: &[Line]) -> Option<usize> {
        let (first, _) = lines.split_first()?;
        let words = self.words(first);
        let prefix = &words[..words.find('+').filter(|at| {
            let before = words[..*at].trim_start_matches([' ', '\t', '>']);
            before.is_empty() && words[at + 1..].starts_with(['-', '=', ':'])
        })?];
        let in_list = matches!(self.last, LastLine::Item | LastLine::BlankInList);
        if indent_of(prefix) >= 4 && !in_list {
            return None;
        }
        if first.range.start < self.no_grid {
            return None;
        }
        let prefix = prefix.to_owned();
        let table = match GridTable::read(self.text, lines) {
            Beginning::Table(table) => table,
            Beginning::Nothing(count) => {
                self.no_grid = lines[count - 1].end;
                return None;
            }
        };
        self.set_table(&table, lines, &prefix);
        Some(table.taken)
    }

    /// Writes a table of some lines as one of HTML, its lines behind what the lines of the table begin with.
    pub(super) fn set_table(&mut self, table: &GridTable, lines: &[Line], prefix: &str) {
        self.changed = true;
        let first = lines[0].range.clone();
        self.put_lines(&format!("{prefix}<table>\n"), prefix, &first);
        let head: Vec<&GridCell> = table.part(0..table.head).collect();
        if !head.is_empty() {
            self.grid_rows(table, 0..table.head, prefix);
        }
        self.grid_rows(table, table.head..table.rows, prefix);
        let last = lines[table.taken - 1].range.clone();
        self.put_lines("</table>\n\n", prefix, &last);
        self.out.put("\n", last);
        self.taken = 0;
        self.last = LastLine::Blank;
    }

    /// Writes words of several lines, each behind what lines of the table begin with.
    fn put_lines(&mut self, words: &str, prefix: &str, place: &Range<usize>) {
        let words = words.replace('\n', &format!("\n{prefix}"));
        self.out.put(&words, place.clone());
    }

    fn grid_rows(&mut self, table: &GridTable, rows: Range<usize>, prefix: &str) {
        let is_head = rows.end <= table.head;
        let (part, cell_name) = if is_head {
            ("thead", "th")
        } else {
            ("tbody", "td")
        };
        let nowhere = 0..0;
        let mut place = nowhere;
        for row in rows.clone() {
            let cells: Vec<&GridCell> = table.part(row..row + 1).collect();
            place = cells
                .iter()
                .find_map(|cell| cell.lines.first().cloned())
                .unwrap_or(place);
            let opening = if row == rows.start {
                format!("<{part}>\n<tr>\n")
            } else {
                "<tr>\n".to_owned()
            };
            self.put_lines(&opening, prefix, &place);
            for cell in cells {
                self.grid_cell(cell, cell_name, &table.alignments, prefix);
            }
            self.put_lines("</tr>\n", prefix, &place);
        }
        self.put_lines(&format!("</{part}>\n"), prefix, &place);
    }

    fn grid_cell(
        &mut self,
        cell: &GridCell,
        name: &str,
        alignments: &[Option<&'static str>],
        prefix: &str,
    ) {
        let count = |name: &str, range: &Range<usize>| match range.len() {
            1 => String::new(),
            count => format!(" {name}=\"{count}\""),
        };
        let alignment = match cell.columns.len() {
            1 => alignments[cell.columns.start],
            _ => None,
        };
        let alignment = alignment.map_or(String::new(), |side| format!(" align=\"{side}\""));
        let columns = count("colspan", &cell.columns);
        let rows = count("rowspan", &cell.rows);
        let place = cell.lines.first().cloned().unwrap_or_default();
        let tag = format!("<{name}{columns}{rows}{alignment}>");
        let is_empty = |line: &Range<usize>| self.text[line.clone()].trim().is_empty();
        if cell.lines.iter().all(is_empty) {
            return self.put_lines(&format!("{tag}</{name}>\n"), prefix, &place);
        }
        self.put_lines(&format!("{tag}\n\n"), prefix, &place);
        for line in &cell.lines {
            self.grid_words(line, prefix);
        }
        self.put_lines(&format!("\n</{name}>\n"), prefix, &place);
    }

    /// A line of a cell. Items of a list are lines with their marks, since a cell holds words.
    fn grid_words(&mut self, line: &Range<usize>, prefix: &str) {
        let words = &self.text[line.clone()];
        let trimmed = words.trim();
        let start = line.start + words.len() - words.trim_start().len();
        let end = start + trimmed.len();
        let mark = item_mark(trimmed);
        if let Some(mark) = &mark {
            self.put_lines(&format!("\n{}", mark.shown), prefix, &(start..end));
        }
        let start = start + mark.map_or(0, |mark| mark.length);
        self.taken = 0;
        self.last = LastLine::Words;
        self.inline(&Line {
            range: start..end,
            end,
        });
        self.put_lines("\n", prefix, &(end..end));
    }
}

impl GridTable {
    /// The cells that begin in some rows, from column to column.
    fn part(&self, rows: Range<usize>) -> impl Iterator<Item = &GridCell> {
        // They stand in the order in which they begin, so that a table of many rows is not gone through for each.
        let before = |row: usize| self.cells.partition_point(|cell| cell.rows.start < row);
        let cells = &self.cells[before(rows.start)..before(rows.end)];
        let mut cells: Vec<&GridCell> = cells.iter().collect();
        cells.sort_by_key(|cell| (cell.rows.start, cell.columns.start));
        cells.into_iter()
    }
}

/// The mark of an item, as it stands in a line of words.
struct ItemMark {
    shown: String,
    /// Bytes that it has in the text, without the space behind it.
    length: usize,
}

fn item_mark(words: &str) -> Option<ItemMark> {
    if words.starts_with(['-', '*', '+']) && words[1..].starts_with(' ') {
        return Some(ItemMark {
            shown: "•".to_owned(),
            length: 1,
        });
    }
    let number = words.find(|letter: char| !letter.is_numeric())?;
    let sign = words[number..]
        .chars()
        .next()
        .filter(|sign| matches!(sign, '.' | ')'))?;
    let item = number > 0 && words[number + 1..].starts_with(' ');
    item.then(|| ItemMark {
        shown: format!("{}\\{sign}", &words[..number]),
        length: number + 1,
    })
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines_of;
    use super::{Beginning, GridTable};

    /// Cells as `columns/rows words`, in rows.
    fn read(text: &str) -> Option<(usize, Vec<String>)> {
        let Beginning::Table(table) = GridTable::read(text, &lines_of(text)) else {
            return None;
        };
        let cells = table.part(0..table.rows).map(|cell| {
            let lines = cell.lines.iter().map(|line| text[line.clone()].trim());
            let words: Vec<&str> = lines.filter(|words| !words.is_empty()).collect();
            let (columns, rows) = (&cell.columns, &cell.rows);
            format!(
                "{}-{}/{}-{} {}",
                columns.start,
                columns.end,
                rows.start,
                rows.end,
                words.join(" ")
            )
        });
        Some((table.head, cells.collect()))
    }

    #[test]
    fn cells_reach_over_the_columns_and_rows_that_their_borders_leave_open() {
        let text = "+---------+---------------+\n\
                    | استان   | سال           |\n\
                    |         +-------+-------+\n\
                    |         | مرد   | زن    |\n\
                    +=========+=======+=======+\n\
                    | فارس    | ۱۲    | ۱۴    |\n\
                    |         | و نیم |       |\n\
                    +---------+-------+-------+\n\
                    | همه     | ۲۶            |\n\
                    +---------+---------------+\n";
        let (head, cells) = read(text).unwrap();
        assert_eq!(head, 2);
        assert_eq!(
            cells,
            [
                "0-1/0-2 استان",
                "1-3/0-1 سال",
                "1-2/1-2 مرد",
                "2-3/1-2 زن",
                "0-1/2-3 فارس",
                "1-2/2-3 ۱۲ و نیم",
                "2-3/2-3 ۱۴",
                "0-1/3-4 همه",
                "1-3/3-4 ۲۶"
            ]
        );
    }

    #[test]
    fn half_spaces_and_marks_of_a_line_do_not_move_its_columns() {
        let text = "+------------+-----------+-----+\n\
                    | می\u{200C}شود و نمی\u{200C}شود | کِتابِ مَن   | ۱   |\n\
                    +------------+-----------+-----+\n";
        let (head, cells) = read(text).unwrap();
        assert_eq!(head, 0);
        assert_eq!(cells.len(), 3);
        assert!(cells[0].ends_with("نمی\u{200C}شود"));
    }

    #[test]
    fn what_is_no_grid_is_none() {
        for text in [
            "+\n",
            "+---\n| الف |\n",
            "+---+\n",
            "+ الف +\n",
            "+---+\nمتن\n+---+\n",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn bars_in_code_and_escaped_ones_are_words() {
        let text = "+-------+-----+\n| `a|b` | \\|  |\n+-------+-----+\n";
        let (_, cells) = read(text).unwrap();
        assert_eq!(cells, ["0-1/0-1 `a|b`", "1-2/0-1 \\|"]);
    }
}
