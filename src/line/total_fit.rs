//! Chooses the breaks of a paragraph so that all its lines together are as even as they can be.

use std::ops::Range;

use super::Measure;
use crate::model::Alignment;
use crate::text::{BreakKind, ClusterKind, ShapedParagraph};

/// How far a space gives before its line counts as badly stretched, as a share of its width.
const SPACE_STRETCH: f64 = 0.5;
/// How far a space may shrink: Persian words stay apart at three quarters of the face's space.
const SPACE_SHRINK: f64 = 0.25;
/// Demerits of a break between words that belong together, worth a badly stretched line.
const DISCOURAGED: f64 = 10_000.0;
/// Demerits of a break inside a word, worth three badly stretched lines.
const EMERGENCY: f64 = 30_000.0;
/// Demerits of a break inside a word that has no better one: any other line is better.
const CUT: f64 = 1.0e11;
/// Demerits of two neighbouring lines of which one is tight and the other loose.
const UNEVEN: f64 = 3_000.0;
/// Demerits of a last line shorter than [`SHORT_LAST`] of the measure.
const RUNT: f64 = 5_000.0;
/// A last line below this share of the measure looks lost.
const SHORT_LAST: f64 = 0.12;
/// Demerits of a line that is wider than its measure, before its excess is counted.
const OVERFULL: f64 = 1.0e12;
/// Classes of tightness that neighbours are compared by (tight, even, loose, very loose).
const CLASSES: usize = 4;

/// A line before it is set.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its clusters without the spaces at its end, an index range into the paragraph's clusters.
    pub clusters: Range<usize>,
    /// Width before justification, in points.
    pub natural: f64,
    /// Spaces that can be stretched.
    pub spaces: usize,
    /// Their width before justification, in points.
    pub space_width: f64,
    /// Whether the author ended it.
    pub forced: bool,
    /// Whether it ends inside a word that is wider than any line.
    pub cut: bool,
}

/// A place where a line can end and the next begin.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    /// First cluster of the next line.
    next: usize,
    /// One past the last cluster that is set in the ending line.
    end: usize,
    kind: BreakKind,
}

/// The best way to reach a candidate with a last line of a given class.
#[derive(Clone, Copy, Debug)]
struct Route {
    demerits: f64,
    /// Candidate and class that the last line starts from.
    from: (usize, usize),
}

/// Widths and spaces up to every cluster.
struct Sums {
    advance: Vec<f64>,
    spaces: Vec<usize>,
    space_width: Vec<f64>,
}

impl Sums {
    fn new(paragraph: &ShapedParagraph) -> Self {
        let mut sums = Self {
            advance: vec![0.0],
            spaces: vec![0],
            space_width: vec![0.0],
        };
        let (mut advance, mut spaces, mut width) = (0.0_f64, 0_usize, 0.0_f64);
        for cluster in &paragraph.clusters {
            advance += f64::from(cluster.advance);
            if cluster.kind == ClusterKind::Space {
                spaces += 1;
                width += f64::from(cluster.advance);
            }
            sums.advance.push(advance);
            sums.spaces.push(spaces);
            sums.space_width.push(width);
        }
        sums
    }

    fn line(&self, from: usize, to: usize) -> (f64, usize, f64) {
        let to = to.max(from);
        (
            self.advance[to] - self.advance[from],
            self.spaces[to] - self.spaces[from],
            self.space_width[to] - self.space_width[from],
        )
    }
}

/// Breaks the paragraph; every cluster but the spaces at line ends is in exactly one line.
pub(super) fn break_lines(paragraph: &ShapedParagraph, measure: &Measure) -> Vec<Line> {
    if paragraph.clusters.is_empty() {
        return Vec::new();
    }
    let sums = Sums::new(paragraph);
    let candidates = candidates(paragraph, measure, &sums);
    let routes = Search {
        candidates: &candidates,
        sums: &sums,
        measure,
    }
    .run();
    trace(&candidates, &sums, &routes)
}

/// The start of the paragraph, every break that falls between clusters, and its end.
fn candidates(paragraph: &ShapedParagraph, measure: &Measure, sums: &Sums) -> Vec<Candidate> {
    let clusters = &paragraph.clusters;
    let mut found = vec![Candidate {
        next: 0,
        end: 0,
        kind: BreakKind::Allowed,
    }];
    let mut add = |at: usize, kind: BreakKind| {
        let last = found.last().expect("the start is always there").next;
        let (next, end) = (at, trimmed(paragraph, at));
        let narrow = measure.available(0).min(measure.available(1));
        if sums.line(last, end).0 > f64::from(narrow.0) {
            found.extend(cuts(paragraph, last + 1..end));
        }
        found.push(Candidate { next, end, kind });
    };
    let mut last = 0;
    for place in &paragraph.breaks {
        let at = clusters.partition_point(|cluster| (cluster.text.start as usize) < place.at);
        let cluster = clusters.get(at);
        if at > last && cluster.is_some_and(|cluster| cluster.text.start as usize == place.at) {
            add(at, place.kind);
            last = at;
        }
    }
    add(clusters.len(), BreakKind::Forced);
    found
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
    })
}

/// One past the last cluster before `at` that is not a space or a forced break.
fn trimmed(paragraph: &ShapedParagraph, at: usize) -> usize {
    let before = &paragraph.clusters[..at];
    before
        .iter()
        .rposition(|cluster| cluster.kind == ClusterKind::Letter)
        .map_or(0, |last| last + 1)
}

struct Search<'a> {
    candidates: &'a [Candidate],
    sums: &'a Sums,
    measure: &'a Measure,
}

impl Search<'_> {
    fn run(&self) -> Vec<[Option<Route>; CLASSES]> {
        let mut routes: Vec<[Option<Route>; CLASSES]> =
            vec![[None; CLASSES]; self.candidates.len()];
        let start = Route {
            demerits: 0.0,
            from: (0, 0),
        };
        routes[0][1] = Some(start);
        // A line cannot start before the last forced break.
        let mut earliest = 0;
        for to in 1..self.candidates.len() {
            for from in (earliest..to).rev() {
                let fit = self.fit(from, to);
                let nearest = from + 1 == to;
                if fit.overfull && !nearest {
                    // Only the first line can be wider than those after it.
                    let first = self.fit(earliest, to);
                    if earliest == 0 && !first.overfull {
                        self.extend(&mut routes, 0, to, &first);
                    }
                    break;
                }
                self.extend(&mut routes, from, to, &fit);
            }
            if self.candidates[to].kind == BreakKind::Forced {
                earliest = to;
            }
        }
        routes
    }

    /// Takes the line into the routes that end at `to`.
    fn extend(&self, routes: &mut [[Option<Route>; CLASSES]], from: usize, to: usize, fit: &Fit) {
        for class in 0..CLASSES {
            let Some(before) = routes[from][class] else {
                continue;
            };
            let uneven = from > 0 && class.abs_diff(fit.class) > 1;
            let demerits = before.demerits + fit.demerits + if uneven { UNEVEN } else { 0.0 };
            let best = &mut routes[to][fit.class];
            if best.is_none_or(|best| demerits < best.demerits) {
                *best = Some(Route {
                    demerits,
                    from: (from, class),
                });
            }
        }
    }

    /// How well the line between two candidates fills its measure.
    fn fit(&self, from: usize, to: usize) -> Fit {
        let (start, end) = (self.candidates[from], self.candidates[to]);
        let (natural, _, space_width) = self.sums.line(start.next, end.end);
        let available = f64::from(self.measure.available(from.min(1)).0);
        let slack = available - natural;
        let shrink = match self.measure.alignment {
            Alignment::Justify => space_width * SPACE_SHRINK,
            Alignment::Start | Alignment::Center | Alignment::End => 0.0,
        };
        // A hundredth of a point is rounding, not an overfull line.
        if slack < -shrink - 0.01 {
            return Fit {
                demerits: OVERFULL - slack * 1.0e6,
                class: 0,
                overfull: true,
            };
        }
        let is_last = end.kind == BreakKind::Forced;
        let ratio = self.ratio(slack, space_width, available, is_last);
        let badness = 100.0 * ratio.abs().powi(3);
        let mut demerits = (10.0 + badness.min(1.0e5)).powi(2);
        demerits += match end.kind {
            BreakKind::Allowed | BreakKind::Forced => 0.0,
            BreakKind::Discouraged => DISCOURAGED,
            BreakKind::Hyphen => EMERGENCY,
            BreakKind::Emergency => EMERGENCY,
            BreakKind::Cut => CUT,
        };
        if is_last && from > 0 && natural < available * SHORT_LAST {
            demerits += RUNT;
        }
        Fit {
            demerits,
            class: class_of(ratio),
            overfull: false,
        }
    }

    /// The stretch or shrink of the line's spaces in units of what they give easily.
    fn ratio(&self, slack: f64, space_width: f64, available: f64, is_last: bool) -> f64 {
        let justified = self.measure.alignment == Alignment::Justify;
        if slack < 0.0 {
            return if space_width > 0.0 {
                slack / (space_width * SPACE_SHRINK)
            } else {
                -1.0
            };
        }
        match (justified, is_last) {
            (_, true) => 0.0,
            (true, false) if space_width > 0.0 => slack / (space_width * SPACE_STRETCH),
            // Nothing gives: the line stays short, as bad as the gap it leaves.
            (true, false) => 10.0 * slack / available,
            (false, false) => 3.0 * slack / available,
        }
    }
}

struct Fit {
    demerits: f64,
    class: usize,
    overfull: bool,
}

fn class_of(ratio: f64) -> usize {
    match ratio {
        ratio if ratio < -0.5 => 0,
        ratio if ratio <= 0.5 => 1,
        ratio if ratio <= 1.0 => 2,
        _ => 3,
    }
}

/// Follows the best route back from the end.
fn trace(candidates: &[Candidate], sums: &Sums, routes: &[[Option<Route>; CLASSES]]) -> Vec<Line> {
    let best_class = |at: usize| {
        let each = routes[at].iter().enumerate();
        let reached = each.filter_map(|(class, route)| route.map(|route| (class, route.demerits)));
        reached
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(class, _)| class)
    };
    let mut at = candidates.len() - 1;
    let mut class = best_class(at);
    let mut lines = Vec::new();
    while at > 0 {
        let Some(route) = class.and_then(|class| routes[at][class]) else {
            break;
        };
        let (from, from_class) = route.from;
        let clusters = candidates[from].next..candidates[at].end.max(candidates[from].next);
        let (natural, spaces, space_width) = sums.line(clusters.start, clusters.end);
        let forced = candidates[at].kind == BreakKind::Forced;
        let cut = candidates[at].kind == BreakKind::Cut;
        lines.push(Line {
            clusters,
            natural,
            spaces,
            space_width,
            forced,
            cut,
        });
        at = from;
        class = Some(from_class);
    }
    lines.reverse();
    lines
}

/// The demerits of the breaks that [`break_lines`] chooses, for tests.
#[cfg(test)]
pub(super) fn least_demerits(paragraph: &ShapedParagraph, measure: &Measure) -> f64 {
    let sums = Sums::new(paragraph);
    let candidates = candidates(paragraph, measure, &sums);
    let routes = Search {
        candidates: &candidates,
        sums: &sums,
        measure,
    }
    .run();
    let last = routes.last().expect("a paragraph has an end");
    let reached = last.iter().flatten().map(|route| route.demerits);
    reached.fold(f64::MAX, f64::min)
}

/// The least demerits over every subset of the breaks, for tests on short paragraphs.
#[cfg(test)]
pub(super) fn least_demerits_by_trial(paragraph: &ShapedParagraph, measure: &Measure) -> f64 {
    let sums = Sums::new(paragraph);
    let candidates = candidates(paragraph, measure, &sums);
    let search = Search {
        candidates: &candidates,
        sums: &sums,
        measure,
    };
    let inner = candidates.len() - 2;
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
            let uneven = pair[0] > 0 && class.abs_diff(fit.class) > 1;
            demerits += fit.demerits + if uneven { UNEVEN } else { 0.0 };
            demerits += if wide { f64::MAX / 4.0 } else { 0.0 };
            class = fit.class;
        }
        least = least.min(demerits);
    }
    least
}
