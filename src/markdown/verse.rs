//! Code blocks, and those that hold verse: lines in, stanzas of bayts out.
//!
//! In a block marked `verse`, «شعر» or `poem` each line is a bayt. Its hemistichs are parted by ` / `,
//! ` | `, `***`, a tab or three spaces; an empty line begins a new stanza.

use std::ops::Range;

use super::attributes;
use super::builder::{Builder, Opening};
use super::caption;
use super::frame::{Frame, Kind, trim};
use crate::model::{Block, BlockKind, Inline, Verse, VerseLine};
use crate::source::Span;

/// Info strings that mark verse.
const MARKS: &[&str] = &["verse", "poem", "poetry", "شعر", "بیت", "نظم"];

/// What parts two hemistichs.
const PARTS: &[&str] = &[" / ", " | ", "***", "\t", "   "];

impl Builder<'_> {
    /// Makes code or verse of a block whose lines stand in the run.
    pub(super) fn finish_code(&mut self, info: &str, mut frame: Frame, span: Span) {
        let run = std::mem::take(&mut self.run);
        let brace = info.find('{').unwrap_or(info.len());
        let mark = info[..brace].split([' ', '\t', ',']).next().unwrap_or("");
        let mut syntax = mark.to_owned();
        if let Some(written) = attributes::parse(&info[brace..]) {
            self.report_faults(&written.faults, span);
            caption::add(&mut frame.attributes, written.attributes);
            if syntax.is_empty() && !frame.attributes.classes.is_empty() {
                syntax = frame.attributes.classes.remove(0);
            }
        }
        let kind = if MARKS.contains(&syntax.as_str()) {
            BlockKind::Verse(self.verse(run.lines()))
        } else {
            BlockKind::Code {
                syntax,
                text: run.text().to_owned(),
            }
        };
        self.push_block(Block {
            kind,
            attributes: frame.attributes,
            span,
        });
    }

    fn verse(&mut self, lines: Vec<Range<usize>>) -> Verse {
        let mut stanzas: Vec<Vec<VerseLine>> = Vec::new();
        let mut stanza = Vec::new();
        for line in lines {
            let text = self.source.text.get(line.clone()).unwrap_or("");
            if text.trim().is_empty() {
                stanzas.push(std::mem::take(&mut stanza));
            } else {
                stanza.push(self.verse_line(line));
            }
        }
        stanzas.push(stanza);
        stanzas.retain(|stanza| !stanza.is_empty());
        Verse { stanzas }
    }

    fn verse_line(&mut self, line: Range<usize>) -> VerseLine {
        let text = self.source.text;
        let line = trimmed(text, line);
        let span = Span::new(self.source.file, line.clone());
        let parts = hemistichs(text, line);
        let hemistichs = parts.into_iter().map(|part| self.hemistich(part)).collect();
        VerseLine { hemistichs, span }
    }

    fn hemistich(&mut self, range: Range<usize>) -> Vec<Inline> {
        self.open(Opening::markdown(Kind::Caption, range.start));
        self.fragment(range);
        let mut inlines = self
            .stack
            .pop()
            .map(|frame| frame.inlines)
            .unwrap_or_default();
        trim(&mut inlines);
        inlines
    }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let line = &text[range.clone()];
    let start = range.start + line.len() - line.trim_start().len();
    start..start + line.trim().len()
}

/// The one or two parts of a line.
fn hemistichs(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let words = &text[line.clone()];
    let parts = PARTS
        .iter()
        .filter_map(|part| words.find(part).map(|at| (at, part.len())));
    let Some((at, length)) = parts.min() else {
        return vec![line];
    };
    let first = trimmed(text, line.start..line.start + at);
    let second = trimmed(text, line.start + at + length..line.end);
    [first, second]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bayt_is_parted_by_a_stroke_a_bar_stars_a_tab_or_wide_space() {
        for line in ["الف / ب", "الف | ب", "الف *** ب", "الف\tب", "الف    ب"] {
            let parts: Vec<_> = hemistichs(line, 0..line.len())
                .into_iter()
                .map(|part| &line[part])
                .collect();
            assert_eq!(parts, ["الف", "ب"], "{line:?}");
        }
        assert_eq!(hemistichs("یک مصراع", 0..15).len(), 1);
    }
}
