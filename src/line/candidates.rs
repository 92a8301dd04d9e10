//! Where the lines of a paragraph can end, and what stands before each of these places.

use std::ops::Range;

use super::Measure;
use super::fit::Stuff;
use super::hyphen::Hyphens;
use super::strokes::Reach;
use crate::text::{BreakKind, ClusterKind, Joins, ShapedParagraph};

/// A place where a line can end and the next begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// First cluster of the next line.
    pub(super) next: usize,
    /// One past the last cluster that is set in the ending line.
    pub(super) end: usize,
    pub(super) kind: BreakKind,
    /// What stands before the next line, with what its first word is narrower for.
    pub(super) before_next: Stuff,
    /// What stands before the end of the ending line, with its hyphen and without what hangs outside.
    pub(super) before_end: Stuff,
}

/// What is to be broken, and into what.
#[derive(Clone, Copy)]
pub(super) struct Task<'a> {
    pub(super) paragraph: &'a ShapedParagraph,
    pub(super) measure: &'a Measure,
    pub(super) joins: &'a Joins,
    /// What strokes may take, where there are any.
    pub(super) reach: Option<Reach>,
    pub(super) hyphens: &'a Hyphens,
}

/// Finds the places where lines can end: the start of the paragraph, every break that falls between
/// clusters, and the paragraph's end.
pub(super) struct Finder<'a> {
    task: &'a Task<'a>,
    found: Vec<Candidate>,
    /// What stands before cluster `at`.
    before: Stuff,
    at: usize,
    /// The last place after a letter, and what stands before it.
    letters: (usize, Stuff),
    /// The next word whose stroke has not been counted.
    word: usize,
    /// The narrowest measure.
    narrow: f64,
}

impl<'a> Finder<'a> {
    pub(super) fn new(task: &'a Task<'a>) -> Self {
        let measure = task.measure;
        let narrow = measure.available(0).min(measure.available(1));
        let start = Candidate {
            next: 0,
            end: 0,
            kind: BreakKind::Allowed,
            before_next: Stuff::default(),
            before_end: Stuff::default(),
        };
        let mut found = Vec::with_capacity(task.paragraph.breaks.len() + 2);
        found.push(start);
        Self {
            task,
            found,
            before: Stuff::default(),
            at: 0,
            letters: (0, Stuff::default()),
            word: 0,
            narrow: f64::from(narrow.0),
        }
    }

    pub(super) fn run(mut self) -> Vec<Candidate> {
        let clusters = &self.task.paragraph.clusters;
        for place in &self.task.paragraph.breaks {
            let last = self.at;
            self.go_to(|at| (clusters[at].text.start as usize) < place.at);
            let Some(cluster) = clusters.get(self.at) else {
                break;
            };
            if self.at > last && cluster.text.start as usize == place.at {
                self.add(place.kind);
            }
        }
        self.go_to(|_| true);
        self.add(BreakKind::Forced);
        self.found
    }

    /// Counts the clusters for as long as `more` says.
    fn go_to(&mut self, more: impl Fn(usize) -> bool) {
        let clusters = &self.task.paragraph.clusters;
        let strokes = self.task.reach.is_some();
        while self.at < clusters.len() && more(self.at) {
            if strokes {
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

    /// Counts what a word's stroke may take at the word's first cluster.
    fn count_stroke(&mut self) {
        let Task {
            paragraph,
            joins,
            reach: Some(reach),
            ..
        } = self.task
        else {
            return;
        };
        if let Some(word) = joins.words.get(self.word)
            && word.clusters.start as usize == self.at
        {
            self.before.strokes += reach.planned(paragraph, joins, word);
            self.word += 1;
        }
    }

    /// Adds a break at the present cluster.
    fn add(&mut self, kind: BreakKind) {
        let last = self.found[self.found.len() - 1];
        let (end, before_end) = if self.letters.0 > last.next {
            self.letters
        } else {
            (last.next, last.before_next)
        };
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

    /// Takes in what a hyphen adds and what hangs outside.
    fn adjust(&self, candidate: &mut Candidate) {
        let (paragraph, end) = (self.task.paragraph, &mut candidate.before_end.natural);
        if candidate.kind == BreakKind::Hyphen
            && let Some(halves) = self.task.hyphens.at(candidate.next)
        {
            *end += halves.tail;
            candidate.before_next.natural -= halves.head;
        }
        if self.task.measure.hangs() {
            *end -= super::hang::at_end(paragraph, candidate.end);
            let start = super::hang::at_start(paragraph, candidate.next);
            candidate.before_next.natural += start;
        }
    }

    /// Adds breaks between the letters of a word that is wider than any line.
    fn cut(&mut self, clusters: Range<usize>, before: Stuff) {
        let paragraph = self.task.paragraph;
        let (mut at, mut before) = (clusters.start - 1, before);
        for next in cuts(paragraph, clusters) {
            for cluster in &paragraph.clusters[at..next] {
                before.natural += f64::from(cluster.advance);
            }
            at = next;
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

/// Places between the letters of a word that is wider than a line: not before what hangs on the
/// letter before it.
fn cuts(paragraph: &ShapedParagraph, clusters: Range<usize>) -> impl Iterator<Item = usize> {
    let hangs = |at: usize| {
        let cluster = &paragraph.clusters[at];
        let first = paragraph.text[cluster.text.start as usize..].chars().next();
        first.is_none_or(|letter| {
            use unicode_bidi::BidiClass::{BN, NSM};
            matches!(unicode_bidi::bidi_class(letter), BN | NSM) || letter.is_ascii_punctuation()
        })
    };
    clusters.filter(move |at| !hangs(*at))
}
