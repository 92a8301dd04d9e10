//! Which joins of a line are lengthened, and by how much: the paragraph's joins and an amount in,
//! strokes out.
//!
//! A word takes one stroke at most. The best joins come first, words apart from each other before
//! neighbours, and no stroke stands where the line above has one.

use std::ops::Range;

use crate::config::Kashida;
use crate::text::{ANYWHERE, Join, Joins, ShapedParagraph, WordJoins};

/// The longest strokes in em, by rank of their join, where strokes are the rule: above half an em the stroke of our
/// Naskh face shows as a bar, and a poor join bears less than a good one.
const FULL: [f64; 8] = [0.55, 0.55, 0.5, 0.5, 0.45, 0.4, 0.35, 0.22];
/// The same where they only help.
const MODERATE: [f64; 8] = [0.36, 0.36, 0.32, 0.32, 0.28, 0.24, 0.14, 0.0];
/// In verse a hemistich is drawn out to the width of its poem: strokes are as long as it takes.
const VERSE: f64 = 4.0;
/// Strokes of a hemistich: more of them are a pattern.
const MOST_IN_VERSE: usize = 2;
/// Where the last third of a line begins.
const CLOSE: f64 = 2.0 / 3.0;
/// A shorter stroke is a thicker join and no stroke, in em.
const SHORTEST: f64 = 0.07;
/// A line that plans with all its strokes has none left to choose from.
const PLANNED: f64 = 0.7;
/// Words are drawn out to this share of the longest stroke before more words take part.
const COMFORT: f64 = 0.7;
/// A word of two letters bears half the stroke of a longer one: «بـــه» is more stroke than word.
const SHORT_WORD: f64 = 0.5;
/// Ranks that a join loses beside a word that has a stroke already: strokes in two neighbouring words are a pattern, and
/// any good join further off is better.
const NEIGHBOUR: u32 = 4;
/// Ranks that it loses with one word between them.
const NEXT_BUT_ONE: u32 = 1;
/// Strokes nearer than this to one of the line above stand above each other, in em.
const ABOVE: f64 = 0.9;

/// How long the kashidas of a line may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct StrokeLimits {
    longest: [f64; 8],
    scale: f64,
    /// How many strokes a line takes.
    most: usize,
}

impl StrokeLimits {
    /// The limits in prose; `None` if there are no kashidas.
    pub(super) fn prose(kashida: Kashida) -> Option<Self> {
        let longest = match kashida {
            Kashida::Off => return None,
            Kashida::Moderate => MODERATE,
            Kashida::Full => FULL,
        };
        Some(Self {
            longest,
            scale: 1.0,
            most: usize::MAX,
        })
    }

    /// The limits in a hemistich that is drawn out to the width of its poem.
    pub(super) fn verse(kashida: Kashida) -> Option<Self> {
        Self::prose(kashida).map(|_| Self {
            longest: FULL,
            scale: VERSE,
            most: MOST_IN_VERSE,
        })
    }

    /// Those of the candidates of a line that it may lengthen, in their order; `width` is that of the line.
    pub(super) fn used<'a>(&self, candidates: &[Candidate<'a>], width: f64) -> Vec<Candidate<'a>> {
        if candidates.len() <= self.most {
            return candidates.to_vec();
        }
        // A calligrapher draws out the close of a hemistich: «که از باد و باران نیابد گزنـــد».
        let mut chosen: Vec<usize> = Vec::new();
        while chosen.len() < self.most {
            let in_close = |at: usize| chosen.is_empty() && candidates[at].place >= width * CLOSE;
            let best = next_best(candidates, &chosen, in_close);
            let Some(best) = best.or_else(|| next_best(candidates, &chosen, |_| true)) else {
                break;
            };
            chosen.push(best);
        }
        chosen.sort_unstable();
        chosen.into_iter().map(|at| candidates[at]).collect()
    }

    /// The longest stroke at a join, in em.
    fn longest(&self, join: Join) -> f64 {
        let rank = usize::from(join.rank.clamp(1, ANYWHERE)) - 1;
        let short_word = if join.rank > ANYWHERE {
            SHORT_WORD
        } else {
            1.0
        };
        self.longest[rank] * self.scale * short_word
    }

    /// The kashida capacity of a word that the search for breaks counts on, in points.
    pub(super) fn planned(
        &self,
        paragraph: &ShapedParagraph,
        joins: &Joins,
        word: &WordJoins,
    ) -> f64 {
        let best = joins.of(word).first();
        best.map_or(0.0, |join| {
            self.longest(*join) * em(paragraph, word) * PLANNED
        })
    }
}

/// The size of a word's face in points.
fn em(paragraph: &ShapedParagraph, word: &WordJoins) -> f64 {
    let run = &paragraph.runs[word.run as usize];
    run.face.map_or(0.0, |face| f64::from(face.size.0))
}

/// A join that a line may lengthen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate<'a> {
    pub(super) word: &'a WordJoins,
    pub(super) join: Join,
    /// The longest stroke, in points.
    longest: f64,
    shortest: f64,
    /// Distance of the join from the line's start, in points before filling.
    pub(super) place: f64,
}

/// A lengthened join.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stroke<'a> {
    /// The word.
    pub(super) word: &'a WordJoins,
    /// Its join.
    pub(super) join: Join,
    /// Points.
    pub(super) length: f64,
    /// Distance of the join from the line's start, in points before filling.
    pub(super) place: f64,
}

/// A stroke that a line has chosen, on its own.
#[derive(Clone, Debug)]
pub(super) struct ChosenStroke {
    /// The run that the word stands in.
    pub(super) run: usize,
    /// The word's clusters.
    pub(super) word: Range<usize>,
    /// The cluster after the stroke.
    pub(super) before: usize,
}

impl From<&Stroke<'_>> for ChosenStroke {
    fn from(stroke: &Stroke<'_>) -> Self {
        let word = &stroke.word.clusters;
        Self {
            run: stroke.word.run as usize,
            word: word.start as usize..word.end as usize,
            before: stroke.join.before as usize,
        }
    }
}

/// The joins of the words that stand whole in the clusters, one a word, none of them below a stroke
/// of the line above (`above`, distances from its start).
pub(super) fn candidates<'a>(
    paragraph: &ShapedParagraph,
    joins: &'a Joins,
    clusters: &Range<usize>,
    above: &[f64],
    limits: &StrokeLimits,
) -> Vec<Candidate<'a>> {
    let first = joins
        .words
        .partition_point(|word| (word.clusters.start as usize) < clusters.start);
    let inside = joins.words[first..].iter();
    let inside = inside.take_while(|word| word.clusters.end as usize <= clusters.end);
    let mut found = Vec::new();
    let (mut at, mut width) = (clusters.start, 0.0);
    for word in inside {
        let size = em(paragraph, word);
        let start = word.clusters.start as usize;
        width += advance(paragraph, at..start);
        at = start;
        let free = joins.of(word).iter().find_map(|join| {
            let place = width + advance(paragraph, start..join.before as usize);
            let is_free = above
                .iter()
                .all(|other| (other - place).abs() > ABOVE * size);
            is_free.then_some((*join, place))
        });
        if let Some((join, place)) = free {
            let longest = limits.longest(join) * size;
            let shortest = SHORTEST * size;
            if longest > shortest {
                found.push(Candidate {
                    word,
                    join,
                    longest,
                    shortest,
                    place,
                });
            }
        }
    }
    found
}

fn advance(paragraph: &ShapedParagraph, clusters: Range<usize>) -> f64 {
    let clusters = paragraph.clusters.get(clusters).unwrap_or(&[]);
    clusters
        .iter()
        .map(|cluster| f64::from(cluster.advance))
        .sum()
}

/// All that the candidates can take, in points.
pub(super) fn capacity(candidates: &[Candidate<'_>]) -> f64 {
    candidates.iter().map(|candidate| candidate.longest).sum()
}

/// Gives an amount of points to the best of the candidates; what is left over is less than the
/// shortest stroke or more than all of them take.
pub(super) fn share_out<'a>(candidates: &[Candidate<'a>], amount: f64) -> Vec<Stroke<'a>> {
    // Few and longer strokes look like writing, many short ones like bad joins. Words are taken one by
    // one, the best first, until those taken can hold the amount in comfort; then all of them share it
    // in proportion to what they bear. For 9 points and words that bear 8 points each, two words are
    // taken (0.7 × 8 × 2 = 11.2), and each gets 4.5.
    let shortest = candidates.iter().map(|one| one.shortest);
    let shortest = shortest.fold(0.0, f64::max);
    let mut chosen: Vec<usize> = Vec::new();
    let mut comfortable = 0.0;
    while comfortable < amount && chosen.len() < candidates.len() {
        #[expect(clippy::cast_precision_loss, reason = "words of one line")]
        let each = amount / (chosen.len() + 1) as f64;
        if each < shortest {
            break;
        }
        let Some(best) = next_best(candidates, &chosen, |_| true) else {
            break;
        };
        comfortable += candidates[best].longest * COMFORT;
        chosen.push(best);
    }
    chosen.sort_unstable();
    let total: f64 = chosen.iter().map(|at| candidates[*at].longest).sum();
    let stroke = |at: usize| {
        let candidate = &candidates[at];
        Stroke {
            word: candidate.word,
            join: candidate.join,
            length: candidate.longest * (amount / total).min(1.0),
            place: candidate.place,
        }
    };
    chosen.into_iter().map(stroke).collect()
}

/// The candidate to take next among those that `may` be taken: a good join, far from those that are taken.
fn next_best(
    candidates: &[Candidate<'_>],
    chosen: &[usize],
    may: impl Fn(usize) -> bool,
) -> Option<usize> {
    let free = (0..candidates.len()).filter(|at| !chosen.contains(at) && may(*at));
    let cost = |at: &usize| {
        let near = chosen.iter().map(|other| other.abs_diff(*at)).min();
        let crowded = match near {
            Some(1) => NEIGHBOUR,
            Some(2) => NEXT_BUT_ONE,
            _ => 0,
        };
        // Of equals the one nearer the line's end.
        (
            u32::from(candidates[*at].join.rank) + crowded,
            std::cmp::Reverse(*at),
        )
    };
    free.min_by_key(cost)
}
