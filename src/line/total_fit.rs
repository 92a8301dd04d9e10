//! Chooses the breaks of a paragraph so that all its lines together are as even as they can be:
//! a [`BreakProblem`] in, lines before they are set out.
//!
//! The demerits are those of Knuth and Plass ("Breaking Paragraphs into Lines"), with strokes
//! (kashida) among the things that stretch. For each place that can end a line only the starts
//! within one measure are tried, so a paragraph takes time in proportion to its length.
//!
//! An example: «او دیروز کتاب تازه‌ای خرید» in a measure of three words. First fit takes three words and
//! leaves two; if the third only fits by squeezing its line, the two left look the wider. Total fit
//! compares both settings as wholes: a line's demerits are the square of its badness, so that two lines
//! of badness 20 (2 × 30² = 1,800) are better than one of 0 and one of 40 (10² + 50² = 2,600).

use std::ops::Range;

use super::Measure;
use super::candidates::{BreakProblem, Candidate, CandidateFinder};
use super::fit::{Limits, LineWidths};
use crate::model::Alignment;
use crate::text::BreakKind;

/// Demerits of a break inside a word at a separator, worth three badly stretched lines.
const EMERGENCY: f64 = 30_000.0;
/// Demerits of a break between words that belong together: only a line full of holes is worse.
const DISCOURAGED: f64 = 150_000.0;
/// Demerits of a hyphen.
const HYPHEN: f64 = 2_500.0;
/// Demerits of a second hyphen below it.
const HYPHENS: f64 = 6_000.0;
/// Demerits of a break inside a word that has no better one: any other line is better.
const CUT: f64 = 1.0e13;
/// Demerits of two neighbouring lines of which one is tight and the other loose.
const UNEVEN: f64 = 3_000.0;
/// Demerits of a last line shorter than [`SHORT_LAST`] of the measure: three stretched lines are better.
const RUNT: f64 = 40_000.0;
/// A last line below this share of the measure is short.
const SHORT_LAST: f64 = 0.2;
/// Demerits of a last line shorter than [`LOST_LAST`] of the measure or than an indent: a line with wide spaces is
/// better, a line with holes is not.
const LOST: f64 = 300_000.0;
/// A last line below this share of the measure looks lost.
const LOST_LAST: f64 = 0.12;
/// Demerits of a line that is wider than its measure, before its excess is counted.
const OVERFULL: f64 = 1.0e15;
/// Beyond this badness lines are equally bad.
const WORST: f64 = 1.0e6;
/// A hundredth of a point is rounding, not an overfull line.
const ROUNDING: f64 = 0.01;
/// Classes of tightness that neighbours are compared by: the four fitness classes of TeX (The TeXbook, chapter 14),
/// tight, even, loose and very loose.
const CLASSES: usize = 4;
/// A line whose spaces are narrower than this, against the face's own, is tight: near the half of what they may
/// give (down to 0.7), where TeX draws the line.
const TIGHT: f64 = 0.88;
/// A line whose spaces are wider than this is loose: as far above their own width as [`TIGHT`] is below it.
const LOOSE: f64 = 1.12;
/// A line whose spaces are wider than this is very loose: beside a tight one everybody sees it.
const VERY_LOOSE: f64 = 1.3;
/// What is added to the badness of every line before it is squared, so that of two settings that are equally even the
/// one in fewer lines is the better (TeX's `\linepenalty`, 10 in plain TeX).
const LINE_PENALTY: f64 = 10.0;
/// Badness of a line that has used up what it may give; it grows with the cube of the share, as in TeX: a line that is
/// twice as far off is eight times as bad.
const FULLY_STRETCHED: f64 = 100.0;
/// A line that is not justified has used up what it may give when it lacks a third of its measure: one share more
/// for each third.
const THIRDS: f64 = 3.0;
/// Demerits of each point that an overfull line is too wide, so that of two overfull lines the narrower is better
/// whatever else is true of them.
const EXCESS: f64 = 1.0e9;
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
    /// The widths of the line, with kashidas that can take `strokes` points.
    pub(super) fn widths(&self, strokes: f64) -> LineWidths {
        LineWidths {
            natural: self.natural,
            spaces: self.spaces,
            strokes,
        }
    }
}

/// The ways to reach a candidate, by the class of their last line.
#[derive(Clone, Copy, Debug)]
struct Routes {
    /// The least demerits; infinite where no way has that class.
    demerits: [f64; CLASSES],
    /// Candidate and class that the last line starts from.
    from: [(u32, u8); CLASSES],
}

impl Routes {
    const NONE: Self = Self {
        demerits: [f64::INFINITY; CLASSES],
        from: [(0, 0); CLASSES],
    };
    /// The start of a paragraph.
    const START: Self = Self {
        demerits: [f64::INFINITY, 0.0, f64::INFINITY, f64::INFINITY],
        from: [(0, 0); CLASSES],
    };

    fn least(&self) -> f64 {
        self.demerits.into_iter().fold(f64::INFINITY, f64::min)
    }

    /// The class that is reached with the least demerits.
    fn best_class(&self) -> Option<usize> {
        let each = self.demerits.iter().enumerate();
        let best = each.min_by(|a, b| a.1.total_cmp(b.1));
        best.filter(|best| best.1.is_finite()).map(|best| best.0)
    }

    /// The best way on from here for a next line of each class.
    fn onward(&self, is_start: bool) -> [Onward; CLASSES] {
        // A tight line below a loose one costs more than below an even one, so that the best way to a
        // place may not be the best way to go on from it. Keeping the best way for each class of last
        // line keeps the search exact.
        let mut onward = [Onward::NONE; CLASSES];
        for (class, best) in onward.iter_mut().enumerate() {
            for (before, demerits) in (0_u8..).zip(self.demerits) {
                let demerits = demerits + between(is_start, usize::from(before), class);
                if demerits < best.demerits {
                    *best = Onward { demerits, before };
                }
            }
        }
        onward
    }
}

/// The best way to go on with a line of some class.
#[derive(Clone, Copy, Debug)]
struct Onward {
    /// Demerits up to here, with those of the two neighbouring lines.
    demerits: f64,
    /// The class of the line before.
    before: u8,
}

impl Onward {
    const NONE: Self = Self {
        demerits: f64::INFINITY,
        before: 0,
    };
}

/// Where lines start that may end at one place.
#[derive(Clone, Copy)]
struct Window {
    /// Whether the start of the paragraph is tried, though it lies before `first`: its line has an
    /// indent of its own.
    from_start: Option<usize>,
    /// The first start whose line is not far too wide.
    first: usize,
    /// Where the lines end.
    to: usize,
}

/// Demerits of a line next to the one before it.
fn between(is_start: bool, before: usize, class: usize) -> f64 {
    let uneven = !is_start && before.abs_diff(class) > 1;
    if uneven { UNEVEN } else { 0.0 }
}

/// Breaks the paragraph; every cluster but the spaces at line ends is in exactly one line.
pub(super) fn break_lines(problem: &BreakProblem<'_>) -> Vec<Line> {
    if problem.paragraph.clusters.is_empty() {
        return Vec::new();
    }
    let search = Search::new(problem);
    let routes = search.run();
    search.trace(&routes)
}

/// Breaks the paragraph into `count` lines with the least demerits; `None` if a line would be overfull.
pub(super) fn break_into(problem: &BreakProblem<'_>, count: usize) -> Option<Vec<Line>> {
    if problem.paragraph.clusters.is_empty() || count == 0 {
        return None;
    }
    Search::new(problem).counted(count)
}

struct Search<'a> {
    measure: &'a Measure,
    limits: Limits,
    candidates: Vec<Candidate>,
    /// How much too wide in points a line may be where a later end may still make it fit.
    hope: f64,
    /// Lines that were weighed.
    #[cfg(test)]
    weighed: std::cell::Cell<usize>,
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

impl<'a> Search<'a> {
    fn new(problem: &BreakProblem<'a>) -> Self {
        let candidates = CandidateFinder::new(problem).run();
        // A line grows with every letter. Only behind a hyphen and with signs that hang outside may one end be
        // further to the side than the next.
        let hyphens = candidates.iter().any(|one| one.kind == BreakKind::Hyphen);
        Self {
            measure: problem.measure,
            limits: problem.measure.limits(),
            candidates,
            hope: if hyphens || problem.measure.hangs() {
                HOPE
            } else {
                ROUNDING
            },
            #[cfg(test)]
            weighed: std::cell::Cell::default(),
        }
    }

    fn run(&self) -> Vec<Routes> {
        let mut routes = Vec::with_capacity(self.candidates.len());
        routes.push(Routes::START);
        let mut onward = Vec::with_capacity(self.candidates.len());
        onward.push(Routes::START.onward(true));
        let mut floor = Floor::default();
        floor.push(0, 0.0);
        // No line starts before the last forced break, or so early that it is too wide.
        let (mut earliest, mut first) = (0, 0);
        for to in 1..self.candidates.len() {
            while first + 1 < to && (self.is_hopeless(first, to) || to - first > WINDOW) {
                first += 1;
            }
            let from_start = (earliest == 0 && first > 0).then_some(0);
            let mut reached = self.reach(
                &onward,
                Window {
                    from_start,
                    first,
                    to,
                },
                &mut floor,
            );
            // Every line that ends here is wider than its measure (a table's cell of one long word). The
            // shortest of them is taken all the same: no word may be lost.
            if reached.least().is_infinite() {
                let fit = self.fit(to - 1, to);
                extend(&onward[to - 1], &mut reached, to - 1, &fit);
            }
            floor.push(to, reached.least());
            onward.push(reached.onward(false));
            routes.push(reached);
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
        // Layer k holds, for every place, the best way to it in exactly k lines. That is one search for
        // each line of the paragraph, and it is only made for paragraphs whose length is to change.
        let mut start = vec![Routes::NONE; self.candidates.len()];
        start[0] = Routes::START;
        let mut layers = vec![start];
        for _ in 0..count {
            let last = layers.last().expect("the first layer is the start");
            layers.push(self.one_line_more(last));
        }
        let mut at = self.candidates.len() - 1;
        let mut class = layers[count][at].best_class()?;
        let mut lines = Vec::with_capacity(count);
        for layer in layers[1..].iter().rev() {
            let (from, from_class) = layer[at].from[class];
            lines.push(self.line(from as usize, at));
            (at, class) = (from as usize, usize::from(from_class));
        }
        lines.reverse();
        Some(lines)
    }

    fn one_line_more(&self, last: &[Routes]) -> Vec<Routes> {
        let mut more = vec![Routes::NONE; self.candidates.len()];
        let mut first = 0;
        for (to, reached) in more.iter_mut().enumerate().skip(1) {
            while first + 1 < to && (self.is_hopeless(first, to) || to - first > WINDOW) {
                first += 1;
            }
            let from_start = (first > 0).then_some(0);
            for from in from_start.into_iter().chain(first..to) {
                // Few places are reached in a given number of lines.
                if last[from].least().is_infinite() {
                    continue;
                }
                let fit = self.fit(from, to);
                let between = &self.candidates[from + 1..to];
                let ended = between.iter().any(|one| one.kind == BreakKind::Forced);
                if !fit.overfull && !ended {
                    extend(&last[from].onward(from == 0), reached, from, &fit);
                }
            }
        }
        more
    }

    /// Tries the lines that end at `to`, the fullest first, until lines are so loose that none can
    /// be better.
    fn reach(&self, onward: &[[Onward; CLASSES]], window: Window, floor: &mut Floor) -> Routes {
        let Window {
            from_start,
            first,
            to,
        } = window;
        let mut reached = Routes::NONE;
        // Lines are tried from the widest to the narrowest. Once they are loose, badness only grows. No
        // start can be cheaper than the cheapest of the window, so that the search ends where even
        // that one with this line is dearer than what is found. Nearly all lines end after a few tries.
        let least = floor.least_from(first);
        let mut best = f64::INFINITY;
        let solid = self.solid(first, to);
        // Reaching a class for more than this is worse than reaching any other. Of two lines that end with a
        // hyphen the fuller may cost more, because it starts behind one.
        let margin = match self.candidates[to].kind {
            BreakKind::Hyphen => UNEVEN + HYPHENS,
            _ => UNEVEN,
        };
        let mut take = |from: usize| {
            let fit = self.fit(from, to);
            if fit.overfull {
                return false;
            }
            best = best.min(extend(&onward[from], &mut reached, from, &fit));
            fit.loose && from >= first && least + fit.demerits > best + margin
        };
        for from in from_start.into_iter().chain(first..solid) {
            if take(from) {
                break;
            }
        }
        // A line without spaces is as bad as it is short, so that this search ends like the one above: a word
        // of half a million letters is tried at a few places for each of its letters, not at every
        // place within a measure.
        for from in solid..to {
            if take(from) {
                break;
            }
        }
        reached
    }

    /// The first start of a line to `to` that has no space in it: such a line stays short, which may
    /// be better than a longer one with holes.
    fn solid(&self, first: usize, to: usize) -> usize {
        let end = self.candidates[to].before_end.spaces;
        // The sums never fall.
        let starts = &self.candidates[first..to];
        first + starts.partition_point(|start| start.before_next.spaces < end)
    }

    /// Whether a line is far too wide however it is made narrower.
    fn is_hopeless(&self, from: usize, to: usize) -> bool {
        let widest = self.measure.available(0).max(self.measure.available(1));
        self.limits.least(&self.widths(from, to)) > f64::from(widest.0) + self.hope
    }

    fn widths(&self, from: usize, to: usize) -> LineWidths {
        let (before, end) = (
            &self.candidates[from].before_next,
            &self.candidates[to].before_end,
        );
        LineWidths {
            natural: (end.natural - before.natural).max(0.0),
            spaces: (end.spaces - before.spaces).max(0.0),
            strokes: (end.strokes - before.strokes).max(0.0),
        }
    }

    /// How well the line between two candidates fills its measure.
    fn fit(&self, from: usize, to: usize) -> Fit {
        #[cfg(test)]
        self.weighed.set(self.weighed.get() + 1);
        let end = self.candidates[to];
        let widths = self.widths(from, to);
        let available = f64::from(self.measure.available(from.min(1)).0);
        let slack = available - widths.natural;
        let justified = self.measure.alignment == Alignment::Justify;
        let least = if justified {
            self.limits.least(&widths)
        } else {
            widths.natural
        };
        // An overfull line is worse than any other; of two overfull ones the narrower is better.
        if available < least - ROUNDING {
            return Fit {
                demerits: OVERFULL - slack * EXCESS,
                class: 0,
                overfull: true,
                loose: false,
            };
        }
        let is_last = end.kind == BreakKind::Forced;
        // Lines around a middle are as long as each other, the last one, too: a title with one word
        // in its last line looks torn.
        let free = is_last && self.measure.alignment != Alignment::Center;
        let (badness, space) = match (justified, free) {
            (_, true) if slack >= 0.0 => (0.0, 1.0),
            (true, _) => {
                let filled = self.limits.fill(&widths, slack);
                (filled.badness, filled.space)
            }
            (false, _) => {
                let share = THIRDS * slack.max(0.0) / available;
                (FULLY_STRETCHED * share.powi(3), 1.0)
            }
        };
        let mut demerits = (LINE_PENALTY + badness.min(WORST)).powi(2) + of_break(end.kind);
        // Two hyphens below each other look like a ladder at the edge of the column.
        if end.kind == BreakKind::Hyphen && self.candidates[from].kind == BreakKind::Hyphen {
            demerits += HYPHENS;
        }
        // «بود.» alone on the last line: shorter than the indent below it, it leaves a hole in the page.
        let lost = (available * LOST_LAST).max(f64::from(self.measure.indent(0).0));
        if is_last && from > 0 {
            demerits += match widths.natural {
                width if width < lost => LOST,
                width if width < available * SHORT_LAST => RUNT,
                _ => 0.0,
            };
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
        let mut class = routes[at].best_class().unwrap_or_default();
        let mut lines = Vec::new();
        while at > 0 {
            let (from, from_class) = routes[at].from[class];
            lines.push(self.line(from as usize, at));
            (at, class) = (from as usize, usize::from(from_class));
        }
        lines.reverse();
        lines
    }

    fn line(&self, from: usize, to: usize) -> Line {
        let (start, end) = (self.candidates[from], self.candidates[to]);
        let widths = self.widths(from, to);
        Line {
            clusters: start.next..end.end.max(start.next),
            natural: widths.natural,
            spaces: widths.spaces,
            end: match end.kind {
                BreakKind::Allowed | BreakKind::Discouraged | BreakKind::Emergency => LineEnd::Word,
                BreakKind::Hyphen => LineEnd::Hyphen,
                BreakKind::Cut => LineEnd::Cut,
                BreakKind::Forced => LineEnd::Forced,
            },
        }
    }
}

/// Takes a line into the ways to reach its end; the least demerits that it reaches it with.
fn extend(onward: &[Onward; CLASSES], reached: &mut Routes, from: usize, fit: &Fit) -> f64 {
    let best = onward[fit.class];
    let demerits = best.demerits + fit.demerits;
    if demerits < reached.demerits[fit.class] {
        reached.demerits[fit.class] = demerits;
        reached.from[fit.class] = (u32::try_from(from).unwrap_or(u32::MAX), best.before);
    }
    demerits
}

/// A line this much too wide in points cannot be mended by a hyphen that it has no more or by what hangs outside.
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

/// The class of a line by its spaces against the face's own: 0 is tight, 1 even, 2 loose, 3 very loose.
fn class_of(space: f64) -> usize {
    match space {
        space if space < TIGHT => 0,
        space if space <= LOOSE => 1,
        space if space <= VERY_LOOSE => 2,
        _ => 3,
    }
}

/// The demerits of the breaks that [`break_lines`] chooses, for tests.
#[cfg(test)]
pub(super) fn least_demerits(problem: &BreakProblem<'_>) -> f64 {
    let search = Search::new(problem);
    let routes = search.run();
    routes.last().expect("a paragraph has an end").least()
}

/// How many lines [`break_lines`] weighs for each place where one may end, for tests.
#[cfg(test)]
pub(super) fn weighed_for_each_place(problem: &BreakProblem<'_>) -> usize {
    let search = Search::new(problem);
    search.run();
    search.weighed.get() / search.candidates.len()
}

/// The demerits of a greedy setting: each line takes what fits, for tests.
#[cfg(test)]
pub(super) fn greedy_demerits(problem: &BreakProblem<'_>) -> f64 {
    let search = Search::new(problem);
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
        total += fit.demerits + between(from == 0, class, fit.class);
        (from, class) = (to, fit.class);
    }
    total
}

/// The least demerits over every subset of the breaks, for tests on short paragraphs.
#[cfg(test)]
pub(super) fn least_demerits_by_trial(problem: &BreakProblem<'_>) -> f64 {
    let search = Search::new(problem);
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
            demerits += fit.demerits + between(pair[0] == 0, class, fit.class);
            demerits += if wide { f64::MAX / 4.0 } else { 0.0 };
            class = fit.class;
        }
        least = least.min(demerits);
    }
    least
}
