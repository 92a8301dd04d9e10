//! A table that MyST writes as a list of lists: the list in, a table of Markdown out.
//!
//! ```text
//! * - الف            | الف | ب |
//!   - ب      →       |-----|---|
//! * - ۱              | ۱   | ۲ |
//!   - ۲
//! ```

/// The rows of a list of lists.
pub(super) fn rows<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for line in lines {
        let inner = line.trim_start();
        let row = ["* - ", "- - ", "* -", "- -"]
            .iter()
            .find_map(|mark| inner.strip_prefix(mark));
        let cell = ["- ", "* "]
            .iter()
            .find_map(|mark| inner.strip_prefix(mark));
        let cell = cell.or_else(|| (inner == "-").then_some(""));
        match (row, cell, rows.last_mut()) {
            (Some(words), _, _) => rows.push(vec![words.trim().to_owned()]),
            (None, Some(words), Some(row)) => row.push(words.trim().to_owned()),
            // A line that goes on.
            (None, None, Some(row)) if !inner.trim().is_empty() => {
                if let Some(last) = row.last_mut() {
                    last.push(' ');
                    last.push_str(inner.trim());
                }
            }
            _ => {}
        }
    }
    rows
}

/// A table of Markdown with so many rows in its head: Markdown knows one, and none is one of empty cells.
pub(super) fn table(rows: &[Vec<String>], heads: usize) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let line = |cells: &[String]| {
        let empty = String::new();
        let cells = (0..columns).map(|at| cells.get(at).unwrap_or(&empty).replace('|', "\\|"));
        format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
    };
    let (head, body) = rows.split_at(heads.min(1).min(rows.len()));
    let mut written = line(head.first().map_or(&[], Vec::as_slice));
    written.push_str(&format!("|{}\n", "---|".repeat(columns)));
    written.extend(body.iter().map(|cells| line(cells)));
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_lists_is_a_table() {
        let text = "* - الف\n  - ب\n* - ۱\n    و باز\n  - ۲|۳\n";
        let rows = rows(text.lines());
        assert_eq!(
            table(&rows, 1),
            "| الف | ب |\n|---|---|\n| ۱ و باز | ۲\\|۳ |\n"
        );
        assert_eq!(table(&rows[..1], 0), "|  |  |\n|---|---|\n| الف | ب |\n");
    }
}
