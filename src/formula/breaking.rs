//! A row that is too wide for its column in, the lines that it is broken into out.
//!
//! A line begins with a relation or with a sign between two things, as printed mathematics has it in most countries
//! (The Chicago Manual of Style 18, 12.23). Lines that begin with a relation stand below the first relation, others
//! below what follows it:
//!
//! ```text
//! S = a + b + c
//!       + d + e
//!   = f
//! ```
//!
//! Relations are taken before signs, signs outside brackets before those in them. All breaks of a formula are chosen
//! at once: the sum of what its breaks and the white at its lines cost is the least there is.

use super::atoms::{Atoms, ClassOfCut, Cut};
use super::reader::Fault;
use super::tree::Node;
use crate::units::Em;

/// How wide nodes are side by side, in points.
pub(super) type Measure<'m> = &'m mut dyn FnMut(&[Node]) -> Result<f32, Fault>;

/// A line of a broken formula.
#[derive(Debug, PartialEq)]
pub(super) struct BrokenLine {
    /// What stands in it.
    pub(super) nodes: Vec<Node>,
    /// Where it begins, in points from the left end of the first one.
    pub(super) x: f32,
}

/// The room that a formula is broken for.
#[derive(Clone, Copy)]
pub(super) struct Room {
    /// Its width, in points.
    pub(super) width: f32,
    /// The em of the formula, in points.
    pub(super) em: f32,
}

/// Lines stand below the first relation where what stands before it takes no more than this share of the room.
const WIDEST_START: f32 = 0.4;
/// How far lines move in where there is nothing to stand below.
const INDENT: Em = Em(2.0);
/// How much further a line moves in that begins inside brackets, for each of them.
const DEEPER: Em = Em(1.0);

/// What a line costs.
const LINE: f32 = 20.0;
/// What a break costs before a sign between two things.
const BEFORE_SIGN: f32 = 50.0;
/// And behind a comma.
const BEHIND_COMMA: f32 = 40.0;
/// And inside brackets, for each of them.
const IN_BRACKETS: f32 = 80.0;
/// And before the first relation, where lines could stand below it.
const BEFORE_FIRST: f32 = 60.0;
/// What an empty line would cost: lines are filled.
const WHITE: f32 = 10.0;
/// What it costs a line to be twice as wide as its room.
const EXCESS: f32 = 100_000.0;

/// Breaks a row; one line where there is nowhere to break it.
pub(super) fn lines(
    row: &[Node],
    room: Room,
    measure: Measure<'_>,
) -> Result<Vec<BrokenLine>, Fault> {
    let atoms = Atoms::of(row);
    let cuts = atoms.cuts();
    let places = Places::of(&atoms, &cuts, room, measure)?;
    let breaks = best(&cuts, &places, room);
    let starts = std::iter::once(Cut::START).chain(breaks.iter().map(|at| cuts[*at]));
    let ends = breaks.iter().map(|at| cuts[*at].at);
    let ends = ends.chain([atoms.len()]);
    let line = |(start, end)| BrokenLine {
        nodes: atoms.line(start, end),
        x: places.x(start),
    };
    Ok(starts.zip(ends).map(line).collect())
}

/// How wide the parts of a row are, and where its lines begin.
struct Places {
    /// Where each part between two cuts begins when all stand on one line; where the last one ends.
    starts: Vec<f32>,
    /// Where lines begin that a relation begins.
    relation: f32,
    /// Where other lines begin.
    sign: f32,
    /// How much further they move in inside a bracket.
    deeper: f32,
    /// The cut before the first relation, where lines stand below it.
    first: Option<usize>,
}

impl Places {
    fn of(atoms: &Atoms, cuts: &[Cut], room: Room, measure: Measure<'_>) -> Result<Self, Fault> {
        let mut starts = vec![0.0];
        let mut at = 0.0;
        let edges = std::iter::once(Cut::START).chain(cuts.iter().copied());
        let ends = cuts.iter().map(|cut| cut.at).chain([atoms.len()]);
        for (start, end) in edges.zip(ends) {
            at += measure(&atoms.line(start, end))?;
            starts.push(at);
        }
        let outer = |cut: &Cut| cut.class == ClassOfCut::Relation && cut.depth == 0;
        let first = cuts.iter().position(outer);
        let narrow = first.filter(|at| starts[at + 1] <= room.width * WIDEST_START);
        let indent = INDENT.0 * room.em;
        let (relation, sign) = match narrow {
            Some(first) => {
                let sign = measure(&atoms.sign_of(cuts[first]))?;
                (starts[first + 1], starts[first + 1] + sign)
            }
            None if first.is_some() => (indent, 2.0 * indent),
            None => (indent, indent),
        };
        Ok(Self {
            starts,
            relation,
            sign,
            deeper: DEEPER.0 * room.em,
            first: narrow,
        })
    }

    /// Where a line begins.
    fn x(&self, start: Cut) -> f32 {
        let deeper = f32::from(start.depth) * self.deeper;
        match start.class {
            ClassOfCut::Start => 0.0,
            ClassOfCut::Relation => self.relation + deeper,
            ClassOfCut::Sign | ClassOfCut::Comma | ClassOfCut::Space => self.sign + deeper,
        }
    }
}

/// The cuts with the least cost.
fn best(cuts: &[Cut], places: &Places, room: Room) -> Vec<usize> {
    /// A way to end a line before a cut, or the formula.
    #[derive(Clone, Copy)]
    struct Best {
        cost: f32,
        /// The cut that its last line begins with; `None` where that is the first line.
        from: Option<usize>,
    }
    let mut found: Vec<Best> = Vec::with_capacity(cuts.len() + 1);
    for end in 0..=cuts.len() {
        let is_last = end == cuts.len();
        let mut best = Best {
            cost: f32::INFINITY,
            from: None,
        };
        // The nearest starts come first, and longer lines behind them.
        for start in (0..=end).rev() {
            let from = start.checked_sub(1);
            let (before, cut) = match from {
                None => (0.0, Cut::START),
                Some(at) => (found[at].cost, cuts[at]),
            };
            let bare = places.starts[end + 1] - places.starts[start];
            let excess = (places.x(cut) + bare - room.width) / room.width;
            let is_wide = excess > 0.0;
            if is_wide && start < end && best.cost.is_finite() {
                // A line that begins further to the left may fit, though it has more: the first one.
                if bare > room.width {
                    break;
                }
                continue;
            }
            let own = match (is_wide, is_last) {
                (true, _) => excess * EXCESS,
                (false, true) => 0.0,
                (false, false) => -excess * WHITE,
            };
            let cost = before + own + break_cost(from, cut, places);
            if cost < best.cost {
                best = Best { cost, from };
            }
        }
        found.push(best);
    }
    let mut breaks = Vec::new();
    let mut at = found.last().and_then(|last| last.from);
    while let Some(cut) = at {
        breaks.push(cut);
        at = found[cut].from;
    }
    breaks.reverse();
    breaks
}

/// What it costs to begin a line with a cut.
fn break_cost(at: Option<usize>, cut: Cut, places: &Places) -> f32 {
    let own = match cut.class {
        ClassOfCut::Start => return 0.0,
        ClassOfCut::Relation if at.is_some() && at == places.first => BEFORE_FIRST,
        ClassOfCut::Relation | ClassOfCut::Space => 0.0,
        ClassOfCut::Sign => BEFORE_SIGN,
        ClassOfCut::Comma => BEHIND_COMMA,
    };
    LINE + own + f32::from(cut.depth) * IN_BRACKETS
}
