//! The visual order of a line (UAX #9 L1, L2).

use super::scope::is_blank;
use crate::locale::class_of;

/// A place where an isolate meets a number or another isolate. The isolate characters that stand
/// between them in UAX #9 are not in the text, but they part what lies at both sides (L2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Byte in the paragraph's text.
    pub at: usize,
    /// The level of the text around the isolates.
    pub level: u8,
}

/// Where the white space at the end of a line begins, a byte of the line's text: from there on every
/// letter has the paragraph's level (UAX #9 L1, 4).
pub(crate) fn line_tail(line: &str) -> usize {
    line.trim_end_matches(|letter| is_blank(class_of(letter)))
        .len()
}

/// The order of runs from left to right, given their levels in logical order (UAX #9 L2).
pub(super) fn visual_order(levels: &[u8]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..levels.len()).collect();
    let highest = levels.iter().copied().max().unwrap_or(0);
    let Some(lowest_odd) = levels.iter().copied().filter(|level| level % 2 == 1).min() else {
        return order;
    };
    for level in (lowest_odd..=highest).rev() {
        let mut start = 0;
        while start < order.len() {
            if levels[order[start]] < level {
                start += 1;
                continue;
            }
            let run = order[start..]
                .iter()
                .take_while(|index| levels[**index] >= level)
                .count();
            order[start..start + run].reverse();
            start += run;
        }
    }
    order
}

/// A stretch of a line in one level.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LevelRun {
    /// The byte of the text that it begins at.
    pub(crate) start: usize,
    /// UAX #9 level.
    pub(crate) level: u8,
}

/// The order from left to right of the runs of a line, kept apart where isolates meet.
pub(crate) fn visual_order_of_runs(runs: &[LevelRun], edges: &[Edge]) -> Vec<usize> {
    // «۱۲» and an isolated «AB» behind it both lie at level 2 in a Persian line. L2 reverses them as one
    // run, and «AB» would come to stand right of «۱۲». In the standard's text an isolate character of
    // level 1 stands between them; here an edge puts a run of that level there, which belongs to nobody.
    let mut levels = Vec::with_capacity(runs.len());
    let mut owners = Vec::with_capacity(runs.len());
    for (index, run) in runs.iter().enumerate() {
        let edge = edges.binary_search_by_key(&run.start, |edge| edge.at);
        if let Some(edge) = edge.ok().and_then(|at| edges.get(at)) {
            levels.push(edge.level);
            owners.push(None);
        }
        levels.push(run.level);
        owners.push(Some(index));
    }
    let order = visual_order(&levels).into_iter();
    order.filter_map(|at| owners[at]).collect()
}
