//! The page around the text: its grid, notes at its foot, running heads and folios.

use super::RuleTheme;
use crate::units::{Em, Lines, Pt, Share};

/// What holds for a whole page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageTheme {
    /// Lines that a page has at least, whatever the margins ask for.
    pub least_lines: f32,
    /// The narrowest measure, half an inch: settings that leave less are a mistake in margins.
    pub least_measure: Pt,
    /// How much lower a space between blocks may become, so that a line of the grid follows it: less is seen
    /// as another kind of space.
    pub space_shrink: Share,
}

impl Default for PageTheme {
    fn default() -> Self {
        Self {
            least_lines: 4.0,
            least_measure: Pt(36.0),
            space_shrink: Share(0.25),
        }
    }
}

/// Notes at the foot of a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NotesTheme {
    /// Size of their letters.
    pub size: Em,
    /// Their leading against that of small text.
    pub leading: Lines,
    /// Room between the text and the first note.
    pub above: Lines,
    /// Where the rule lies in that room, as a share of it from below.
    pub rule_position: Share,
    /// The rule above them, which begins at the side where reading begins.
    pub rule: RuleTheme,
    /// White between short notes side by side, in em of the notes.
    pub beside: Em,
    /// A page may end early for a note only if it is at least this full; else the note is split.
    pub full_enough: Share,
    /// What they may take of a page on which words stand, with the room above them: a reader looks for the text, and
    /// finds eight lines of it at least on a page of twenty-two. The rest goes on on the next pages.
    pub most: Share,
}

impl Default for NotesTheme {
    fn default() -> Self {
        Self {
            size: Em(0.72),
            leading: Lines(0.837),
            above: Lines(1.0),
            rule_position: Share(0.5),
            rule: RuleTheme {
                thickness: Pt(0.35),
                width: Share(0.245),
            },
            beside: Em(1.5),
            full_enough: Share(0.6),
            most: Share(0.6),
        }
    }
}

/// What stands in the outer margin beside the text: notes, words, numbers of lines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MarginTheme {
    /// White between the text and words, in millimetres.
    pub gap: f32,
    /// White between words and the edge of the page, in millimetres.
    pub edge: f32,
    /// The narrowest column of words, in millimetres: below it a line has three words at most.
    pub least: f32,
    /// Least space between two of them.
    pub between: Lines,
    /// White between the text and numbers of lines, in millimetres.
    pub number_gap: f32,
    /// Size of these numbers.
    pub number: Em,
}

impl Default for MarginTheme {
    fn default() -> Self {
        Self {
            gap: 4.0,
            edge: 7.0,
            least: 18.0,
            between: Lines(0.4),
            number_gap: 3.0,
            number: Em(0.68),
        }
    }
}

/// Running heads and folios: the folio at the fore-edge, a thin bar, the title beside it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RunningTheme {
    /// Size of their letters: seen when they are looked for, and not before.
    pub size: Em,
    /// Size of the folio that stands alone below an opening.
    pub folio: Em,
    /// The running head's baseline below the trim and the folio's above it, as a share of the page's height
    /// (17 mm of 210).
    pub from_trim: Share,
    /// Neither stands nearer to the trim: a sheet is cut within two or three millimetres of its mark.
    pub least_from_trim: Pt,
    /// Where the margin is narrow they keep this share of the leading from the text.
    pub from_text: Lines,
    /// Thickness of the bar between folio and title.
    pub bar: Pt,
    /// How high the bar stands, in em of the running head; it begins a little below the baseline.
    pub bar_height: Em,
    /// How far below the baseline the bar begins, in the same em.
    pub bar_below: Em,
    /// Room at each side of the bar.
    pub bar_gap: Em,
    /// Room that a running head leaves for the folio and the bar, in em of the text.
    pub folio_room: Em,
}

impl Default for RunningTheme {
    fn default() -> Self {
        Self {
            size: Em(0.69),
            folio: Em(0.72),
            from_trim: Share(17.0 / 210.0),
            least_from_trim: Pt(28.35),
            from_text: Lines(0.75),
            bar: Pt(0.4),
            bar_height: Em(1.15),
            bar_below: Em(0.3),
            bar_gap: Em(0.6),
            folio_room: Em(3.0),
        }
    }
}
