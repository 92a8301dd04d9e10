//! The break candidates of a paragraph, each with the widths that precede it.

use std::ops::Range;

use super::Measure;
use super::fit::LineWidths;
use super::hyphen::Hyphens;
use super::strokes::StrokeLimits;
use crate::text::{BreakKind, ClusterKind, Joins, ShapedParagraph};

/// A place where a line can end and the next begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// First cluster of the next line.
    pub(super) next: usize,
    /// One past the last cluster that is set in the ending line.
    pub(super) end: usize,
    pub(super) kind: BreakKind,
    /// Widths up to the start of the next line; less by what its first half word is narrower on its own.
    pub(super) before_next: LineWidths,
    /// Widths up to the end of the ending line, with its hyphen and without hanging punctuation.
    pub(super) before_end: LineWidths,
}

/// A shaped paragraph and the measure it is broken to.
#[derive(Clone, Copy)]
pub(super) struct BreakProblem<'a> {
    pub(super) paragraph: &'a ShapedParagraph,
    pub(super) measure: &'a Measure,
    pub(super) joins: &'a Joins,
    /// How long kashidas may be; `None` if there are none.
    pub(super) strokes: Option<StrokeLimits>,
    pub(super) hyphens: &'a Hyphens,
}

/// Finds the places where lines can end, in one pass with running sums, so that the width of any line
/// is a subtraction: the start of the paragraph, every break that falls between
/// clusters, and the paragraph's end.
pub(super) struct CandidateFinder<'a> {
    problem: &'a BreakProblem<'a>,
    found: Vec<Candidate>,
    /// Widths of the clusters before `at`.
    before: LineWidths,
    at: usize,
    /// The end of the last letter, and the widths before it.
    letters: (usize, LineWidths),
    /// The next word whose stroke has not been counted.
    word: usize,
    /// The narrowest measure.
    narrow: f64,
}

impl<'a> CandidateFinder<'a> {
    pub(super) fn new(problem: &'a BreakProblem<'a>) -> Self {
        let measure = problem.measure;
        let narrow = measure.available(0).min(measure.available(1));
        let start = Candidate {
            next: 0,
            end: 0,
            kind: BreakKind::Allowed,
            before_next: LineWidths::default(),
            before_end: LineWidths::default(),
        };
        let mut found = Vec::with_capacity(problem.paragraph.breaks.len() + 2);
        found.push(start);
        Self {
            problem,
            found,
            before: LineWidths::default(),
            at: 0,
            letters: (0, LineWidths::default()),
            word: 0,
            narrow: f64::from(narrow.0),
        }
    }

    pub(super) fn run(mut self) -> Vec<Candidate> {
        let clusters = &self.problem.paragraph.clusters;
        for place in &self.problem.paragraph.breaks {
            let last = self.at;
            self.advance_while(|at| (clusters[at].text.start as usize) < place.at);
            let Some(cluster) = clusters.get(self.at) else {
                break;
            };
            if self.at > last && cluster.text.start as usize == place.at {
                self.add(place.kind);
            }
        }
        self.advance_while(|_| true);
        self.add(BreakKind::Forced);
        self.found
    }

    /// Adds up clusters while `more` holds.
    fn advance_while(&mut self, more: impl Fn(usize) -> bool) {
        let clusters = &self.problem.paragraph.clusters;
        let has_strokes = self.problem.strokes.is_some();
        while self.at < clusters.len() && more(self.at) {
            if has_strokes {
                self.count_stroke();
            }
            let cluster = &clusters[self.at];
            let advance = f64::from(cluster.advance);
            self.before.natural += advance;
            self.at += 1;
            match cluster.kind {
                ClusterKind::Letter => self.letters = (self.at, self.before),
                ClusterKind::Space => self.before.spaces += advance,
                ClusterKind::Break => {}
            }
        }
    }

    /// Adds the kashida capacity of a word at its first cluster.
    fn count_stroke(&mut self) {
        let BreakProblem {
            paragraph,
            joins,
            strokes: Some(limits),
            ..
        } = self.problem
        else {
            return;
        };
        if let Some(word) = joins.words.get(self.word)
            && word.clusters.start as usize == self.at
        {
            self.before.strokes += limits.planned(paragraph, joins, word);
            self.word += 1;
        }
    }

    /// Adds a break at the present cluster.
    fn add(&mut self, kind: BreakKind) {
        // A line ends after its last letter: the spaces before a break belong to neither line. Where
        // there is no letter since the last break (spaces alone), the line is empty.
        let last = self.found[self.found.len() - 1];
        let (end, before_end) = if self.letters.0 > last.next {
            self.letters
        } else {
            (last.next, last.before_next)
        };
        // A word wider than the narrowest line («https://…» in a cell of a table) gets breaks between
        // its letters, at a price that is paid only where there is no other way.
        if before_end.natural - last.before_next.natural > self.narrow {
            self.cut(last.next + 1..end, last.before_next);
        }
        let mut candidate = Candidate {
            next: self.at,
            end,
            kind,
            before_next: self.before,
            before_end,
        };
        self.adjust(&mut candidate);
        self.found.push(candidate);
    }

    /// Adds the width of a hyphen and takes off that of hanging punctuation.
    fn adjust(&self, candidate: &mut Candidate) {
        // The width between two candidates is the difference of two sums. What changes at a break is put
        // into the sums: a hyphen is added to what stands before the end, and «-ation», set on its own, may
        // be narrower than the same letters inside «hyphenation».
        let (paragraph, end) = (self.problem.paragraph, &mut candidate.before_end.natural);
        if candidate.kind == BreakKind::Hyphen
            && let Some(halves) = self.problem.hyphens.at(candidate.next)
        {
            *end += halves.tail;
            candidate.before_next.natural -= halves.head;
        }
        if self.problem.measure.hangs() {
            if candidate.kind != BreakKind::Forced {
                *end -= super::hang::at_end(paragraph, candidate.end);
            }
            let start = super::hang::at_start(paragraph, candidate.next);
            candidate.before_next.natural += start;
        }
    }

    /// Adds breaks between the letters of a word that is wider than any line.
    fn cut(&mut self, clusters: Range<usize>, before: LineWidths) {
        let paragraph = self.problem.paragraph;
        let (mut before, mut last) = (before, before.natural);
        for next in clusters {
            before.natural += f64::from(paragraph.clusters[next - 1].advance);
            let full = before.natural + f64::from(paragraph.clusters[next].advance);
            let parts = match Hold::of(paragraph, next) {
                Hold::None => true,
                // A word may be of nothing but slashes: a line that they fill ends between two of them.
                Hold::Loose => full - last > self.narrow,
                Hold::Fast => false,
            };
            if parts {
                last = before.natural;
                self.found.push(Candidate {
                    next,
                    end: next,
                    kind: BreakKind::Cut,
                    before_next: before,
                    before_end: before,
                });
            }
        }
    }
}

/// How a cluster inside a word that is wider than a line hangs on the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hold {
    /// Not at all.
    None,
    /// As punctuation, which begins a line only where nothing else can.
    Loose,
    /// As a mark, which never does.
    Fast,
}

impl Hold {
    fn of(paragraph: &ShapedParagraph, at: usize) -> Self {
        use unicode_bidi::BidiClass::{BN, NSM};
        let start = paragraph.clusters[at].text.start as usize;
        match paragraph.text[start..].chars().next() {
            None => Self::Fast,
            Some(letter) if matches!(unicode_bidi::bidi_class(letter), BN | NSM) => Self::Fast,
            Some(letter) if letter.is_ascii_punctuation() => Self::Loose,
            Some(_) => Self::None,
        }
    }
}
