//! Lines of a text, and the fences of code among them.

use std::ops::Range;

/// A line, or what is left of it without the marks of a container around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::markdown) struct Line {
    /// Its words, without the line end.
    pub(in crate::markdown) range: Range<usize>,
    /// The byte after its line end.
    pub(in crate::markdown) end: usize,
}

impl Line {
    /// The line without spaces at its start, as many as a container takes; a tab is four.
    pub(super) fn without_indent(&self, text: &str, columns: usize) -> Self {
        let words = &text[self.range.clone()];
        let mut left = columns;
        let mut taken = 0;
        for sign in words.bytes() {
            let width = match sign {
                b' ' => 1,
                b'\t' => 4,
                _ => break,
            };
            if left == 0 {
                break;
            }
            left = left.saturating_sub(width);
            taken += 1;
        }
        Self {
            range: self.range.start + taken..self.range.end,
            end: self.end,
        }
    }
}

/// The lines of a text.
pub(in crate::markdown) fn lines_of(text: &str) -> Vec<Line> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let range = start..start + line.trim_end_matches('\n').len();
        start += line.len();
        Line { range, end: start }
    });
    lines.collect()
}

/// A line, and whether it stands in a fence of code or opens or closes one.
pub(super) struct CodeOrProse {
    pub(super) line: Line,
    pub(super) is_code: bool,
}

/// The lines of a text, told apart: those of code, and all others.
pub(super) fn code_and_prose(text: &str) -> impl Iterator<Item = CodeOrProse> {
    let mut open: Option<CodeFence> = None;
    lines_of(text).into_iter().map(move |line| {
        let words = &text[line.range.clone()];
        let was_open = open.is_some();
        open = match open {
            Some(_) => CodeFence::after(open, words),
            None => CodeFence::opening(words),
        };
        let is_code = was_open || open.is_some();
        CodeOrProse { line, is_code }
    })
}

/// The lines of a text outside of code.
pub(super) fn prose_lines(text: &str) -> impl Iterator<Item = Line> {
    let prose = code_and_prose(text).filter(|line| !line.is_code);
    prose.map(|found| found.line)
}

/// Columns of space that a line begins with.
pub(in crate::markdown) fn indent_of(words: &str) -> usize {
    let space = words
        .bytes()
        .take_while(|sign| matches!(sign, b' ' | b'\t'));
    space.map(|sign| if sign == b'\t' { 4 } else { 1 }).sum()
}

/// A fence of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::markdown) struct CodeFence {
    sign: char,
    length: usize,
}

impl CodeFence {
    /// The fence that a line opens.
    pub(in crate::markdown) fn opening(words: &str) -> Option<Self> {
        let inner = words.trim_start_matches([' ', '\t', '>']);
        let sign = inner
            .chars()
            .next()
            .filter(|sign| matches!(sign, '`' | '~'))?;
        let length = inner.chars().take_while(|letter| *letter == sign).count();
        // «```x```» in one line is code within a line.
        let inline = sign == '`' && inner[length..].contains('`');
        (length >= 3 && !inline).then_some(Self { sign, length })
    }

    /// What a line leaves open.
    pub(in crate::markdown) fn after(open: Option<Self>, words: &str) -> Option<Self> {
        open.filter(|fence| !fence.is_closed_by(words))
    }

    /// Whether a line closes it.
    pub(in crate::markdown) fn is_closed_by(self, words: &str) -> bool {
        let inner = words.trim_matches([' ', '\t', '>']);
        inner.chars().all(|letter| letter == self.sign) && inner.len() >= self.length
    }

    /// What follows its signs on the line that opens it.
    pub(in crate::markdown) fn info(self, words: &str) -> &str {
        words.trim_start_matches([' ', '\t', '>', self.sign]).trim()
    }

    /// The line that closes it.
    pub(super) fn closing(self) -> String {
        self.sign.to_string().repeat(self.length)
    }
}
