//! What a line can give and take, and how bad it looks when it does: the difference between a line
//! and its measure in, widths of spaces and lengths of strokes out.
//!
//! A line that is too short is filled in this order: its spaces and, by a hair, its letters give
//! within easy limits; then joining strokes are lengthened (kashida); then spaces go wide. One that
//! is too long gives its spaces and letters back, down to the narrowest space that parts words.

use crate::config::{Justification, Kashida};

/// Natural width, interword space and kashida capacity of a candidate line, in points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct LineWidths {
    /// Width of everything.
    pub(super) natural: f64,
    /// Width of its spaces.
    pub(super) spaces: f64,
    /// How much its kashidas can take up.
    pub(super) strokes: f64,
}

/// How a line fills its measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Filled {
    /// Spaces against the face's own.
    pub(super) space: f64,
    /// Points that strokes take.
    pub(super) strokes: f64,
    /// Letters against their own width.
    pub(super) letters: f64,
    /// How bad it looks: 0 is untouched, 100 is as far as a line should go.
    pub(super) badness: f64,
    /// Points that are still missing; negative where the line is too wide.
    pub(super) rest: f64,
    /// Whether the line is better left short than filled.
    pub(super) ragged: bool,
}

/// Badness of spaces that are wider by a share of their width.
fn of_spaces(wider: f64) -> f64 {
    EASY * ((1.0 + wider / WIDE_STEP).powi(3) - 1.0)
}

/// Badness of a line that stays short by some points.
fn of_gap(widths: &LineWidths, rest: f64) -> f64 {
    let share = rest / (widths.natural + rest).max(1.0);
    EASY * ((1.0 + GAP * share).powi(3) - 1.0)
}

impl LineWidths {
    /// Width without spaces; sums of many widths may differ by a hair.
    fn letters(&self) -> f64 {
        (self.natural - self.spaces).max(0.0)
    }
}

impl Filled {
    /// A line that is left as it is.
    pub(super) fn untouched(rest: f64) -> Self {
        Self {
            space: 1.0,
            strokes: 0.0,
            letters: 1.0,
            badness: 0.0,
            rest,
            ragged: false,
        }
    }
}

/// Badness of a line whose spaces have given as much as is easy.
const EASY: f64 = 100.0;
/// Badness that strokes add when they are as long as they get.
const STROKES: f64 = 60.0;
/// The share of its width by which a space has to grow beyond what is easy to be seven times as bad as at that limit:
/// badness grows with a cube, (1 + 1)³ − 1 = 7, so that one line of holes is worse than two lines with half of them.
const WIDE_STEP: f64 = 0.25;
/// The same for a space that grows narrower: a sixth. Words that run into each other are misread, words that stand apart
/// are only seen.
const NARROW_STEPS: f64 = 6.0;
/// Spaces wider than this are worse than a line that stays short.
const RAGGED: f64 = 3.0;
/// The same in entries that are looked up (works): their edge is uneven anyway, and holes are seen sooner.
const RAGGED_ENTRY: f64 = 1.5;
/// Spaces this wide make holes in a page: letters give more before spaces go wider.
const WIDE_SPACE: f64 = 1.42;
/// A gap of a tenth of the line is as bad as spaces that are a quarter wider.
const GAP: f64 = 10.0;
/// How much letters give in such a line, as a multiple of what is easy: it is rare, and less seen than
/// holes.
const LAST_EXPANSION: f64 = 2.5;
/// Badness that it adds.
const LETTERS: f64 = EASY * 3.0;
/// A hundredth of a point is rounding.
const ROUNDING: f64 = 0.01;

/// How far spaces give before anything else does.
struct EasySpaces {
    /// The share of a space that it gives.
    space: f64,
    /// The badness of a line whose spaces have given it.
    badness: f64,
}

/// Without strokes spaces are all that gives: a quarter more is the most that still parts words evenly.
const BEFORE_HOLES: EasySpaces = EasySpaces {
    space: 0.25,
    badness: EASY,
};
/// Where strokes help, spaces give first what nobody sees, an eighth: 0.4 points of a space of 3.3.
const BEFORE_SOME_STROKES: EasySpaces = EasySpaces {
    space: 0.12,
    badness: EASY * 0.3,
};
/// Where strokes are the rule, spaces keep their width to a hair, as in manuscripts.
const BEFORE_STROKES: EasySpaces = EasySpaces {
    space: 0.05,
    badness: EASY * 0.08,
};

/// The limits of a way to justify, as the filling reads them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Limits {
    /// The share of a space that it gives easily.
    easy_space: f64,
    /// The badness when it has.
    easy: f64,
    least_space: f64,
    expansion: f64,
    /// Spaces wider than this are worse than a line that stays short.
    ragged: f64,
}

/// How far the spaces of a hemistich go before it is drawn out by strokes: nearly to 1.6 times their own width, from
/// where on they are reported.
const VERSE_SPACE: f64 = 0.58;

impl Limits {
    /// The limits of a hemistich, which is filled to the width of its poem.
    pub(super) fn verse(justification: &Justification) -> Self {
        // One or two long strokes are writing, many are a pattern: spaces give first, as far as two words still
        // belong to one line.
        Self {
            easy_space: VERSE_SPACE,
            easy: EASY,
            ..Self::from(justification)
        }
    }

    /// The limits of an entry with a hanging first line, as in a list of works.
    pub(super) fn entry(justification: &Justification) -> Self {
        Self {
            ragged: RAGGED_ENTRY,
            ..Self::from(justification)
        }
    }
}

impl From<&Justification> for Limits {
    fn from(justification: &Justification) -> Self {
        let easy = match justification.kashida {
            Kashida::Off => BEFORE_HOLES,
            Kashida::Moderate => BEFORE_SOME_STROKES,
            Kashida::Full => BEFORE_STROKES,
        };
        Self {
            easy_space: easy.space,
            easy: easy.badness,
            least_space: f64::from(justification.least_space),
            expansion: f64::from(justification.expansion),
            ragged: RAGGED,
        }
    }
}

impl Limits {
    /// The narrowest that a line can be made.
    pub(super) fn least(&self, widths: &LineWidths) -> f64 {
        let letters = widths.letters();
        letters * (1.0 - self.expansion) + widths.spaces * self.least_space
    }

    /// Fills a line that lacks `slack` points (negative: has too many).
    pub(super) fn fill(&self, widths: &LineWidths, slack: f64) -> Filled {
        if slack < 0.0 {
            self.tighten(widths, -slack)
        } else {
            self.widen(widths, slack)
        }
    }

    fn widen(&self, widths: &LineWidths, slack: f64) -> Filled {
        let letters = widths.letters();
        // First spaces and letters give together, both the same share of what is easy for them: in a line
        // of 300 points with 30 points of spaces, a quarter of the spaces (7.5) and 2 % of the letters
        // (5.4) take up 12.9 points before anybody sees it.
        let easy = widths.spaces * self.easy_space + letters * self.expansion;
        let ratio = if easy > 0.0 {
            (slack / easy).min(1.0)
        } else {
            1.0
        };
        // Then strokes, as far as the words of the line have room for them.
        let left = (slack - easy * ratio).max(0.0);
        let strokes = left.min(widths.strokes);
        let share = if widths.strokes > 0.0 {
            strokes / widths.strokes
        } else {
            0.0
        };
        let mut filled = Filled {
            space: 1.0 + self.easy_space * ratio,
            strokes,
            letters: 1.0 + self.expansion * ratio,
            badness: self.easy * ratio * ratio + STROKES * share * share,
            rest: left - strokes,
            ragged: false,
        };
        if filled.rest > ROUNDING {
            self.go_wide(widths, &mut filled);
        }
        filled
    }

    /// The last resort: wide spaces, then letters wider than one would like, then spaces as wide as
    /// it takes; beyond `ragged` the line stays short instead, as one without spaces does.
    fn go_wide(&self, widths: &LineWidths, filled: &mut Filled) {
        let letters = widths.letters();
        let most = letters * self.expansion * (LAST_EXPANSION - 1.0);
        if widths.spaces <= 0.0 {
            filled.badness += of_gap(widths, filled.rest);
            return;
        }
        // Spaces go wide up to the point where they make holes, then letters give more than is easy, and
        // what is still missing goes into the spaces after all.
        let wide = filled
            .rest
            .min((widths.spaces * (WIDE_SPACE - filled.space)).max(0.0));
        let given = (filled.rest - wide).clamp(0.0, most);
        let wider = (filled.rest - given) / widths.spaces;
        if filled.space + wider > self.ragged {
            let widest = (self.ragged - filled.space).max(0.0);
            filled.badness += of_spaces(widest) + LETTERS + of_gap(widths, filled.rest);
            filled.space = 1.0;
            filled.letters = 1.0;
            filled.strokes = 0.0;
            filled.ragged = true;
            return;
        }
        filled.badness += of_spaces(wider);
        if given > 0.0 {
            filled.letters += given / letters;
            filled.badness += LETTERS * given / most;
        }
        filled.space += wider;
        filled.rest = 0.0;
    }

    fn tighten(&self, widths: &LineWidths, excess: f64) -> Filled {
        let letters = widths.letters();
        let easy_space = self.easy_space.min(1.0 - self.least_space);
        let easy = widths.spaces * easy_space + letters * self.expansion;
        let ratio = if easy > 0.0 {
            (excess / easy).min(1.0)
        } else {
            1.0
        };
        let left = (excess - easy * ratio).max(0.0);
        // What is left comes out of the spaces alone, down to the narrowest that still parts words: letters
        // that are squeezed further would look like another face.
        let room = widths.spaces * (1.0 - self.least_space - easy_space).max(0.0);
        let given = left.min(room);
        let narrower = if widths.spaces > 0.0 {
            given / widths.spaces
        } else {
            0.0
        };
        Filled {
            space: 1.0 - easy_space * ratio - narrower,
            strokes: 0.0,
            letters: 1.0 - self.expansion * ratio,
            badness: self.easy * ratio * ratio
                + EASY * ((1.0 + NARROW_STEPS * narrower).powi(3) - 1.0),
            rest: given - left,
            ragged: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Justification, Kashida, Limits, LineWidths};

    const LINE: LineWidths = LineWidths {
        natural: 300.0,
        spaces: 30.0,
        strokes: 20.0,
    };

    fn limits(kashida: Kashida) -> Limits {
        Limits::from(&Justification {
            kashida,
            ..Justification::default()
        })
    }

    fn width(widths: &LineWidths, slack: f64, limits: &Limits) -> f64 {
        let filled = limits.fill(widths, slack);
        let letters = (widths.natural - widths.spaces) * filled.letters;
        let missing = if filled.ragged { slack } else { filled.rest };
        letters + widths.spaces * filled.space + filled.strokes + missing
    }

    #[test]
    fn what_each_gives_adds_up_to_the_measure() {
        for kashida in [Kashida::Off, Kashida::Moderate, Kashida::Full] {
            for slack in [-40.0, -12.0, -5.0, 0.0, 3.0, 8.0, 20.0, 45.0, 200.0] {
                let got = width(&LINE, slack, &limits(kashida));
                assert!(
                    (got - 300.0 - slack).abs() < 1e-9,
                    "{kashida:?} {slack} {got}"
                );
            }
        }
    }

    #[test]
    fn badness_never_falls_as_a_line_gets_looser_or_tighter() {
        for kashida in [Kashida::Off, Kashida::Moderate, Kashida::Full] {
            for sign in [1.0, -1.0] {
                let each = (0..200)
                    .map(|step| limits(kashida).fill(&LINE, sign * f64::from(step)).badness);
                let each: Vec<f64> = each.collect();
                assert!(
                    each.windows(2).all(|pair| pair[0] <= pair[1] + 1e-9),
                    "{kashida:?} {each:?}"
                );
            }
        }
    }

    #[test]
    fn a_line_of_spaces_alone_is_filled_too() {
        let blank = LineWidths {
            natural: 12.0,
            spaces: 12.0 + 1e-9,
            strokes: 0.0,
        };
        for slack in [-3.0, 0.0, 80.0] {
            assert!(limits(Kashida::Full).fill(&blank, slack).badness >= 0.0);
        }
    }

    #[test]
    fn in_verse_spaces_give_before_strokes() {
        let verse = Limits::verse(&Justification::default());
        let little = verse.fill(&LINE, 15.0);
        assert_eq!(little.strokes, 0.0);
        let much = verse.fill(&LINE, 40.0);
        assert!(much.strokes > 0.0 && (much.space - 1.58).abs() < 0.01);
    }

    #[test]
    fn strokes_keep_the_spaces_at_their_own_width() {
        let with = limits(Kashida::Full).fill(&LINE, 18.0);
        let without = limits(Kashida::Off).fill(
            &LineWidths {
                strokes: 0.0,
                ..LINE
            },
            18.0,
        );
        assert!(with.space < 1.06 && without.space > 1.2);
    }
}
