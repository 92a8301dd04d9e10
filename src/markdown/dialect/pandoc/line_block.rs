//! Line blocks: lines that begin with a bar in, lines that end where their author ends them out.
//!
//! ```text
//! | بنی آدم اعضای یکدیگرند
//! |    که در آفرینش ز یک گوهرند
//! ```

use super::super::Rewriter;
use super::super::lines::Line;

const NO_BREAK_SPACE: char = '\u{A0}';

/// What begins with a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Beginning {
    /// A line block of so many lines.
    Lines(usize),
    /// None, and none within so many lines.
    Nothing(usize),
}

/// What begins with the first of some lines; a table of bars is no line block.
pub(super) fn beginning(text: &str, lines: &[Line]) -> Beginning {
    let words = |line: &Line| text[line.range.clone()].trim_end();
    let begins = |line: &&Line| words(line) == "|" || words(line).starts_with("| ");
    let goes_on = |line: &&Line| words(line).starts_with(' ') && !words(line).trim().is_empty();
    let barred = |line: &&Line| words(line).starts_with('|') || goes_on(line);
    let count = match lines.first() {
        Some(first) if words(first).starts_with('|') => lines.iter().take_while(barred).count(),
        _ => 0,
    };
    let block = &lines[..count];
    let is_row = |line: &Line| words(line).len() > 1 && words(line).ends_with('|');
    let parts = |line: &Line| {
        let words = words(line);
        words.contains('-') && words.bytes().all(|sign| b"|-: +".contains(&sign))
    };
    let is_table = block.iter().any(|line| is_row(line) || parts(line));
    let is_block = block.iter().all(|line| begins(&line) || goes_on(&line));
    match count {
        0 => Beginning::Nothing(1),
        count if is_block && !is_table => Beginning::Lines(count),
        // Lines that begin at the next ones are the same.
        count => Beginning::Nothing(count),
    }
}

impl Rewriter<'_> {
    /// Writes a line block as a paragraph with hard breaks; space at the head of a line stays.
    pub(super) fn set_line_block(&mut self, lines: &[Line]) {
        self.changed = true;
        for (at, line) in lines.iter().enumerate() {
            let words = &self.text[line.range.clone()];
            let inner = words.strip_prefix('|').unwrap_or(words);
            let inner = inner.strip_prefix(' ').unwrap_or(inner).trim_end();
            let shown = inner.trim_start();
            let start = line.range.end - self.text[line.range.clone()].len()
                + words.find(shown).unwrap_or(0);
            let goes_on = !words.starts_with('|');
            let end = line.range.end..line.range.end;
            if at > 0 {
                self.out.put(
                    if goes_on { "\n" } else { "\\\n" },
                    line.range.start..line.range.start,
                );
            } else {
                self.out.put("\n", line.range.start..line.range.start);
            }
            let indent = if goes_on {
                0
            } else {
                inner.len() - shown.len()
            };
            let space: String =
                std::iter::repeat_n(NO_BREAK_SPACE, indent.max(usize::from(shown.is_empty())))
                    .collect();
            self.out.put(&space, line.range.start..line.range.start);
            if !shown.is_empty() {
                self.inline(&Line {
                    range: start..start + shown.len(),
                    end: start + shown.len(),
                });
            }
            if at + 1 == lines.len() {
                self.out.put("\n\n", end);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::lines::lines_of;

    use super::Beginning;

    fn count(text: &str) -> Option<usize> {
        match super::beginning(text, &lines_of(text)) {
            Beginning::Lines(count) => Some(count),
            Beginning::Nothing(_) => None,
        }
    }

    #[test]
    fn bars_before_lines_are_a_line_block_and_bars_around_them_a_table() {
        assert_eq!(count("| الف\n|   ب\n  ج\n|\n| د\n\nه"), Some(5));
        assert_eq!(count("| الف | ب |\n|---|---|\n| ۱ | ۲ |"), None);
        assert_eq!(count("| الف | ب\n|---|---\n| ۱ | ۲"), None);
        assert_eq!(count("|الف"), None);
    }
}
