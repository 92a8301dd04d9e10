//! Chooses the breaks of a paragraph so that all its lines together are as even as they can be:
//! what the paragraph is made of in, lines before they are set out.
//!
//! The demerits are those of Knuth and Plass ("Breaking Paragraphs into Lines"), with strokes
//! (kashida) among the things that stretch. For each place that can end a line only the starts
//! within one measure are tried, so a paragraph takes time in proportion to its length.

use std::ops::Range;

use super::Measure;
use super::fit::{Limits, Stuff};
use super::hyphen::Hyphens;
use super::strokes::Reach;
use crate::model::Alignment;
use crate::text::{BreakKind, ClusterKind, Joins, ShapedParagraph};

/// Demerits of a break inside a word at a separator, worth three badly stretched lines.
const EMERGENCY: f64 = 30_000.0;
/// Demerits of a break between words that belong together, worth one badly stretched line.
const DISCOURAGED: f64 = 12_000.0;
/// Demerits of a hyphen, and of a second one below it.
const HYPHEN: f64 = 2_500.0;
/// Demerits of a break inside a word that has no better one: any other line is better.
const CUT: f64 = 1.0e11;
/// Demerits of two neighbouring lines of which one is tight and the other loose.
const UNEVEN: f64 = 3_000.0;
/// Demerits of a last line shorter than [`SHORT_LAST`] of the measure or than an indent.
const RUNT: f64 = 8_000.0;
/// A last line below this share of the measure looks lost.
const SHORT_LAST: f64 = 0.12;
/// Demerits of a line that is wider than its measure, before its excess is counted.
const OVERFULL: f64 = 1.0e12;
/// A hundredth of a point is rounding, not an overfull line.
const ROUNDING: f64 = 0.01;
/// Classes of tightness that neighbours are compared by (tight, even, loose, very loose).
const CLASSES: usize = 4;
/// Starts that are tried for one end at most: no line of a book has more breaks in it.
const WINDOW: usize = 4_000;

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineEnd {
    /// Between words, or after a separator in one.
    Word,
    /// Inside a word, with a hyphen.
    Hyphen,
    /// Inside a word that is wider than any line.
    Cut,
    /// Where the author ended it, or the paragraph.
    Forced,
}

/// A line before it is set.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// Its clusters without the spaces at its end, an index range into the paragraph's clusters.
    pub(super) clusters: Range<usize>,
    /// Width before justification, in points, with its hyphen.
    pub(super) natural: f64,
    /// Width of its spaces before justification, in points.
    pub(super) spaces: f64,
    /// How it ends.
    pub(super) end: LineEnd,
}

impl Line {
    /// What the line is made of, with strokes that take so many points.
    pub(super) fn stuff(&self, strokes: f64) -> Stuff {
        Stuff {
            natural: self.natural,
            spaces: self.spaces,
            strokes,
        }
    }
}

/// A place where a line can end and the next begin.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    /// First cluster of the next line.
    next: usize,
    /// One past the last cluster that is set in the ending line.
    end: usize,
    kind: BreakKind,
    /// Points that the ending line is wider for, with its hyphen and without what hangs outside.
    tail: f64,
    /// Points that the next line is wider for.
    head: f64,
}

/// The best way to reach a candidate with a last line of a given class.
#[derive(Clone, Copy, Debug)]
struct Route {
    demerits: f64,
    /// Candidate and class that the last line starts from.
    from: (usize, usize),
}

/// Widths up to every cluster, in points.
struct Sums {
    advance: Vec<f64>,
    spaces: Vec<f64>,
    strokes: Vec<f64>,
}

impl Sums {
    fn new(task: &Task<'_>) -> Self {
        let clusters = &task.paragraph.clusters;
        let capacity = clusters.len() + 1;
        let mut sums = Self {
            advance: Vec::with_capacity(capacity),
            spaces: Vec::with_capacity(capacity),
            strokes: Vec::new(),
        };
        let (mut advance, mut spaces) = (0.0_f64, 0.0_f64);
        for cluster in clusters {
            sums.advance.push(advance);
            sums.spaces.push(spaces);
            advance += f64::from(cluster.advance);
            if cluster.kind == ClusterKind::Space {
                spaces += f64::from(cluster.advance);
            }
        }
        sums.advance.push(advance);
        sums.spaces.push(spaces);
        if let Some(reach) = &task.reach {
            sums.add_strokes(task, reach);
        }
        sums
    }

    /// Counts what a word's stroke may take at the word's first cluster.
    fn add_strokes(&mut self, task: &Task<'_>, reach: &Reach) {
        let mut words = task.joins.words.iter().peekable();
        let mut total = 0.0;
        for at in 0..=task.paragraph.clusters.len() {
            self.strokes.push(total);
            while let Some(word) = words.next_if(|word| word.clusters.start as usize == at) {
                total += reach.planned(task.paragraph, task.joins, word);
            }
        }
    }

    fn stuff(&self, from: usize, to: usize) -> Stuff {
        let to = to.max(from);
        let strokes = match self.strokes.get(from..=to) {
            Some([first, .., last]) => last - first,
            _ => 0.0,
        };
        Stuff {
            natural: self.advance[to] - self.advance[from],
            spaces: self.spaces[to] - self.spaces[from],
            strokes,
        }
    }

    fn width(&self, from: usize, to: usize) -> f64 {
        self.advance[to.max(from)] - self.advance[from]
    }
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

/// Breaks the paragraph; every cluster but the spaces at line ends is in exactly one line.
pub(super) fn break_lines(task: &Task<'_>) -> Vec<Line> {
    if task.paragraph.clusters.is_empty() {
        return Vec::new();
    }
    let search = Search::new(task);
    let routes = search.run();
    search.trace(&routes)
}

/// Breaks the paragraph into so many lines, as well as that can be done; `None` where no line would
/// fit its measure.
pub(super) fn break_into(task: &Task<'_>, count: usize) -> Option<Vec<Line>> {
    if task.paragraph.clusters.is_empty() || count == 0 {
        return None;
    }
    Search::new(task).counted(count)
}

/// The start of the paragraph, every break that falls between clusters, and its end.
fn candidates(task: &Task<'_>, sums: &Sums) -> Vec<Candidate> {
    let (paragraph, measure) = (task.paragraph, task.measure);
    let clusters = &paragraph.clusters;
    let mut found = Vec::with_capacity(paragraph.breaks.len() + 2);
    found.push(Candidate {
        next: 0,
        end: 0,
        kind: BreakKind::Allowed,
        tail: 0.0,
        head: 0.0,
    });
    let narrow = f64::from(measure.available(0).min(measure.available(1)).0);
    let mut add = |at: usize, kind: BreakKind| {
        let last = found.last().map_or(0, |last: &Candidate| last.next);
        let end = trimmed(paragraph, last, at);
        if sums.width(last, end) > narrow {
            found.extend(cuts(paragraph, last + 1..end));
        }
        found.push(candidate(task, (at, end), kind));
    };
    let (mut last, mut at) = (0, 0);
    for place in &paragraph.breaks {
        at += clusters[at..].partition_point(|cluster| (cluster.text.start as usize) < place.at);
        let Some(cluster) = clusters.get(at) else {
            break;
        };
        if at > last && cluster.text.start as usize == place.at {
            add(at, place.kind);
            last = at;
        }
    }
    add(clusters.len(), BreakKind::Forced);
    found
}

fn candidate(task: &Task<'_>, (next, end): (usize, usize), kind: BreakKind) -> Candidate {
    let halves = match kind {
        BreakKind::Hyphen => task.hyphens.at(next),
        _ => None,
    };
    let (mut tail, mut head) = halves.map_or((0.0, 0.0), |halves| (halves.tail, halves.head));
    if task.measure.hangs() {
        tail -= super::hang::at_end(task.paragraph, end);
        head -= super::hang::at_start(task.paragraph, next);
    }
    Candidate {
        next,
        end,
        kind,
        tail,
        head,
    }
}

/// Breaks between the letters of a word that is wider than a line: not before what hangs on the
/// letter before it.
fn cuts(paragraph: &ShapedParagraph, clusters: Range<usize>) -> impl Iterator<Item = Candidate> {
    let hangs = |at: usize| {
        let cluster = &paragraph.clusters[at];
        let first = paragraph.text[cluster.text.start as usize..].chars().next();
        first.is_none_or(|letter| {
            use unicode_bidi::BidiClass::{BN, NSM};
            matches!(unicode_bidi::bidi_class(letter), BN | NSM) || letter.is_ascii_punctuation()
        })
    };
    let inside = clusters.filter(move |at| !hangs(*at));
    inside.map(|at| Candidate {
        next: at,
        end: at,
        kind: BreakKind::Cut,
        tail: 0.0,
        head: 0.0,
    })
}

/// One past the last cluster between `from` and `at` that is not a space or a forced break.
fn trimmed(paragraph: &ShapedParagraph, from: usize, at: usize) -> usize {
    let before = &paragraph.clusters[from..at];
    before
        .iter()
        .rposition(|cluster| cluster.kind == ClusterKind::Letter)
        .map_or(from, |last| from + last + 1)
}

struct Search<'a> {
    measure: &'a Measure,
    limits: Limits,
    candidates: Vec<Candidate>,
    sums: Sums,
}

/// The least demerits of the candidates that a line may start from, as the window moves on: the
/// front is the least, each further one the least of those behind it.
#[derive(Default)]
struct Floor {
    queue: std::collections::VecDeque<(usize, f64)>,
}

impl Floor {
    fn push(&mut self, at: usize, demerits: f64) {
        while self.queue.back().is_some_and(|(_, last)| *last >= demerits) {
            self.queue.pop_back();
        }
        self.queue.push_back((at, demerits));
    }

    fn least_from(&mut self, first: usize) -> f64 {
        while self.queue.front().is_some_and(|(at, _)| *at < first) {
            self.queue.pop_front();
        }
        self.queue.front().map_or(0.0, |(_, demerits)| *demerits)
    }
}

type Routes = [Option<Route>; CLASSES];

fn least_of(routes: &Routes) -> f64 {
    let reached = routes.iter().flatten().map(|route| route.demerits);
    reached.fold(f64::INFINITY, f64::min)
}

/// The class that is reached with the least demerits.
fn best_class(routes: &Routes) -> Option<usize> {
    let each = routes.iter().enumerate();
    let reached = each.filter_map(|(class, route)| Some((class, (*route)?.demerits)));
    let best = reached.min_by(|a, b| a.1.total_cmp(&b.1));
    best.map(|(class, _)| class)
}

impl<'a> Search<'a> {
    fn new(task: &Task<'a>) -> Self {
        let sums = Sums::new(task);
        Self {
            measure: task.measure,
            limits: Limits::from(&task.measure.justification),
            candidates: candidates(task, &sums),
            sums,
        }
    }

    fn run(&self) -> Vec<Routes> {
        let mut routes: Vec<Routes> = vec![[None; CLASSES]; self.candidates.len()];
        routes[0][1] = Some(Route {
            demerits: 0.0,
            from: (0, 0),
        });
        let mut floor = Floor::default();
        floor.push(0, 0.0);
        // No line starts before the last forced break, or so early that it is too wide.
        let (mut earliest, mut first) = (0, 0);
        for to in 1..self.candidates.len() {
            while first + 1 < to && (self.is_hopeless(first, to) || to - first > WINDOW) {
                first += 1;
            }
            let from_start = (earliest == 0 && first > 0).then_some(0);
            let reached = self.reach(&mut routes, (from_start, first, to), &mut floor);
            if !reached {
                let fit = self.fit(to - 1, to);
                self.extend(&mut routes, (to - 1, to), &fit);
            }
            floor.push(to, least_of(&routes[to]));
            if self.candidates[to].kind == BreakKind::Forced {
                earliest = to;
                first = to;
            }
        }
        routes
    }

    /// The best lines among the ways that take exactly `count` of them: layer by layer, each layer the
    /// best routes with one line more.
    fn counted(&self, count: usize) -> Option<Vec<Line>> {
        let mut start: Vec<Routes> = vec![[None; CLASSES]; self.candidates.len()];
        start[0][1] = Some(Route {
            demerits: 0.0,
            from: (0, 0),
        });
        let mut layers = vec![start];
        for _ in 0..count {
            let last = layers.last().expect("the first layer is the start");
            layers.push(self.one_line_more(last));
        }
        let mut at = self.candidates.len() - 1;
        let mut class = best_class(&layers[count][at])?;
        let mut lines = Vec::with_capacity(count);
        for layer in layers[1..].iter().rev() {
            let (from, from_class) = layer[at][class]?.from;
            lines.push(self.line(from, at));
            (at, class) = (from, from_class);
        }
        lines.reverse();
        Some(lines)
    }

    fn one_line_more(&self, last: &[Routes]) -> Vec<Routes> {
        let mut more: Vec<Routes> = vec![[None; CLASSES]; self.candidates.len()];
        let mut first = 0;
        for to in 1..self.candidates.len() {
            while first + 1 < to && (self.is_hopeless(first, to) || to - first > WINDOW) {
                first += 1;
            }
            let from_start = (first > 0).then_some(0);
            for from in from_start.into_iter().chain(first..to) {
                let fit = self.fit(from, to);
                let starts_later =
                    (from + 1..to).any(|at| self.candidates[at].kind == BreakKind::Forced);
                if fit.overfull || starts_later || last[from].iter().all(Option::is_none) {
                    continue;
                }
                self.extend_from(&last[from], &mut more[to], from, &fit);
            }
        }
        more
    }

    /// Tries the lines that end at `to`, the fullest first, until lines are so loose that none can
    /// be better; whether one of them fits.
    fn reach(
        &self,
        routes: &mut [Routes],
        (from_start, first, to): (Option<usize>, usize, usize),
        floor: &mut Floor,
    ) -> bool {
        let mut reached = false;
        let least = floor.least_from(first);
        for from in from_start.into_iter().chain(first..to) {
            let fit = self.fit(from, to);
            if fit.overfull {
                continue;
            }
            reached = true;
            self.extend(routes, (from, to), &fit);
            // Reaching a class for more than this is worse than reaching any other.
            let enough = least_of(&routes[to]) + UNEVEN;
            if fit.loose && from >= first && least + fit.demerits > enough {
                break;
            }
        }
        reached
    }

    /// Whether a line is far too wide however it is made narrower.
    fn is_hopeless(&self, from: usize, to: usize) -> bool {
        let (start, end) = (self.candidates[from], self.candidates[to]);
        let stuff = self.sums.stuff(start.next, end.end);
        let widest = self.measure.available(0).max(self.measure.available(1));
        self.limits.least(&stuff) > f64::from(widest.0) + HOPE
    }

    /// Takes the line into the routes that end at `to`.
    fn extend(&self, routes: &mut [Routes], (from, to): (usize, usize), fit: &Fit) {
        let before = routes[from];
        self.extend_from(&before, &mut routes[to], from, fit);
    }

    fn extend_from(&self, routes: &Routes, reached: &mut Routes, from: usize, fit: &Fit) {
        for (class, before) in routes.iter().enumerate() {
            let Some(before) = before else {
                continue;
            };
            let demerits = before.demerits + fit.demerits + self.between(from, class, fit);
            let best = &mut reached[fit.class];
            if best.is_none_or(|best| demerits < best.demerits) {
                *best = Some(Route {
                    demerits,
                    from: (from, class),
                });
            }
        }
    }

    /// Demerits of a line next to the one before it.
    fn between(&self, from: usize, class: usize, fit: &Fit) -> f64 {
        let uneven = from > 0 && class.abs_diff(fit.class) > 1;
        if uneven { UNEVEN } else { 0.0 }
    }

    fn stuff(&self, from: usize, to: usize) -> Stuff {
        let (start, end) = (self.candidates[from], self.candidates[to]);
        let mut stuff = self.sums.stuff(start.next, end.end);
        stuff.natural += start.head + end.tail;
        stuff
    }

    /// How well the line between two candidates fills its measure.
    fn fit(&self, from: usize, to: usize) -> Fit {
        let end = self.candidates[to];
        let stuff = self.stuff(from, to);
        let available = f64::from(self.measure.available(from.min(1)).0);
        let slack = available - stuff.natural;
        let justified = self.measure.alignment == Alignment::Justify;
        let least = if justified {
            self.limits.least(&stuff)
        } else {
            stuff.natural
        };
        if available < least - ROUNDING {
            return Fit {
                demerits: OVERFULL - slack * 1.0e6,
                class: 0,
                overfull: true,
                loose: false,
            };
        }
        let is_last = end.kind == BreakKind::Forced;
        let (badness, space) = match (justified, is_last) {
            (_, true) if slack >= 0.0 => (0.0, 1.0),
            (true, _) => {
                let filled = self.limits.fill(&stuff, slack);
                (filled.badness, filled.space)
            }
            (false, _) => (100.0 * (3.0 * slack.max(0.0) / available).powi(3), 1.0),
        };
        let mut demerits = (10.0 + badness.min(1.0e5)).powi(2) + of_break(end.kind);
        let short = (available * SHORT_LAST).max(f64::from(self.measure.indent(0).0));
        if is_last && from > 0 && stuff.natural < short {
            demerits += RUNT;
        }
        Fit {
            demerits,
            class: class_of(space),
            overfull: false,
            loose: slack > 0.0,
        }
    }

    /// Follows the best route back from the end.
    fn trace(&self, routes: &[Routes]) -> Vec<Line> {
        let mut at = self.candidates.len() - 1;
        let mut class = best_class(&routes[at]);
        let mut lines = Vec::new();
        while at > 0 {
            let Some(route) = class.and_then(|class| routes[at][class]) else {
                break;
            };
            let (from, from_class) = route.from;
            lines.push(self.line(from, at));
            at = from;
            class = Some(from_class);
        }
        lines.reverse();
        lines
    }

    fn line(&self, from: usize, to: usize) -> Line {
        let (start, end) = (self.candidates[from], self.candidates[to]);
        let stuff = self.stuff(from, to);
        Line {
            clusters: start.next..end.end.max(start.next),
            natural: stuff.natural,
            spaces: stuff.spaces,
            end: match end.kind {
                BreakKind::Allowed | BreakKind::Discouraged | BreakKind::Emergency => LineEnd::Word,
                BreakKind::Hyphen => LineEnd::Hyphen,
                BreakKind::Cut => LineEnd::Cut,
                BreakKind::Forced => LineEnd::Forced,
            },
        }
    }
}

/// A line this much too wide in points cannot be mended by what hangs outside.
const HOPE: f64 = 24.0;

fn of_break(kind: BreakKind) -> f64 {
    match kind {
        BreakKind::Allowed | BreakKind::Forced => 0.0,
        BreakKind::Discouraged => DISCOURAGED,
        BreakKind::Hyphen => HYPHEN,
        BreakKind::Emergency => EMERGENCY,
        BreakKind::Cut => CUT,
    }
}

struct Fit {
    demerits: f64,
    class: usize,
    overfull: bool,
    /// Whether lines that start later are only looser.
    loose: bool,
}

/// The class of a line by its spaces against the face's own.
fn class_of(space: f64) -> usize {
    match space {
        space if space < 0.88 => 0,
        space if space <= 1.12 => 1,
        space if space <= 1.3 => 2,
        _ => 3,
    }
}

/// The demerits of the breaks that [`break_lines`] chooses, for tests.
#[cfg(test)]
pub(super) fn least_demerits(task: &Task<'_>) -> f64 {
    let search = Search::new(task);
    let routes = search.run();
    least_of(routes.last().expect("a paragraph has an end"))
}

/// The demerits of a greedy setting: each line takes what fits, for tests.
#[cfg(test)]
pub(super) fn greedy_demerits(task: &Task<'_>) -> f64 {
    let search = Search::new(task);
    let (mut from, mut class, mut total) = (0, 1_usize, 0.0);
    while from + 1 < search.candidates.len() {
        let fits = |to: &usize| !search.fit(from, *to).overfull;
        let mut to = (from + 1..search.candidates.len())
            .take_while(fits)
            .last()
            .unwrap_or(from + 1);
        let forced = (from + 1..=to).find(|at| search.candidates[*at].kind == BreakKind::Forced);
        to = forced.unwrap_or(to);
        let fit = search.fit(from, to);
        total += fit.demerits + search.between(from, class, &fit);
        (from, class) = (to, fit.class);
    }
    total
}

/// The least demerits over every subset of the breaks, for tests on short paragraphs.
#[cfg(test)]
pub(super) fn least_demerits_by_trial(task: &Task<'_>) -> f64 {
    let search = Search::new(task);
    let inner = search.candidates.len() - 2;
    let mut least = f64::MAX;
    for chosen in 0_u32..1 << inner {
        let breaks = (1..=inner).filter(|at| chosen >> (at - 1) & 1 == 1);
        let stops: Vec<usize> = std::iter::once(0)
            .chain(breaks)
            .chain([inner + 1])
            .collect();
        let mut demerits = 0.0;
        let mut class: usize = 1;
        for pair in stops.windows(2) {
            let fit = search.fit(pair[0], pair[1]);
            let wide = fit.overfull && pair[0] + 1 < pair[1];
            demerits += fit.demerits + search.between(pair[0], class, &fit);
            demerits += if wide { f64::MAX / 4.0 } else { 0.0 };
            class = fit.class;
        }
        least = least.min(demerits);
    }
    least
}
