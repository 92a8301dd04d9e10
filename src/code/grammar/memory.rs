//! Lines of code in, the changes of scope in them out; a line that was met in the same state is not parsed
//! again.
//!
//! In a book about programming four lines of ten have been there before: `}`, `<script>`, empty ones. A
//! grammar tries a hundred patterns on each. What it finds depends on the line and on the state that
//! the lines before have left, and is kept with both; what is kept, and for how long, shows nowhere.

use std::ops::Range;

use syntect::parsing::{ParseState, ScopeStackOp, SyntaxReference};

use super::GRAMMARS;
use crate::lookup::Lookup;

/// A change of scope, and the byte of its line where it is.
type Change = (usize, ScopeStackOp);

/// States and changes kept before all are forgotten: a few megabytes.
const MOST_STATES: usize = 200;
const MOST_CHANGES: usize = 100_000;

/// A state that a line begins in: its place among those known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct StateId(usize);

/// A parsed line.
#[derive(Clone, Debug)]
pub(super) struct ParsedLine {
    changes: Range<usize>,
    /// The state that the next line begins in.
    pub(super) after: StateId,
}

/// The lines that have been parsed.
#[derive(Debug, Default)]
pub(super) struct LineMemory {
    states: Vec<ParseState>,
    /// The lines of each state.
    lines: Vec<Lookup<Box<str>, ParsedLine>>,
    changes: Vec<Change>,
}

impl LineMemory {
    /// The state that a code begins in.
    pub(super) fn begin(&mut self, grammar: &SyntaxReference) -> StateId {
        if self.states.len() > MOST_STATES || self.changes.len() > MOST_CHANGES {
            *self = Self::default();
        }
        self.know(ParseState::new(grammar))
    }

    fn know(&mut self, state: ParseState) -> StateId {
        let known = self.states.iter().position(|known| *known == state);
        StateId(known.unwrap_or_else(|| {
            self.states.push(state);
            self.lines.push(Lookup::new());
            self.states.len() - 1
        }))
    }

    /// A line, now or before; `None` where the grammar fails.
    pub(super) fn parse(&mut self, state: StateId, line: &str) -> Option<ParsedLine> {
        if let Some(known) = self.lines[state.0].get(line) {
            return Some(known.clone());
        }
        let mut next = self.states[state.0].clone();
        let changes = next.parse_line(line, &GRAMMARS).ok()?;
        let first = self.changes.len();
        self.changes.extend(changes);
        let parsed = ParsedLine {
            changes: first..self.changes.len(),
            after: self.know(next),
        };
        self.lines[state.0].insert(line.into(), parsed.clone());
        Some(parsed)
    }

    /// The changes in a line.
    pub(super) fn changes(&self, line: &ParsedLine) -> &[Change] {
        &self.changes[line.changes.clone()]
    }
}
