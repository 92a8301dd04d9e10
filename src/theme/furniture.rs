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
    /// How much higher a space between blocks may become, so that a page ends with its last line: more
    /// is seen as another kind of space.
    pub space_stretch: Share,
    /// How much lower it may become.
    pub space_shrink: Share,
}

impl Default for PageTheme {
    fn default() -> Self {
        Self {
            least_lines: 4.0,
            least_measure: Pt(36.0),
            space_stretch: Share(0.5),
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
    /// A page may end early for a note only if it is at least this full; else the note is split.
    pub full_enough: Share,
}

impl Default for NotesTheme {
    fn default() -> Self {
        Self {
            size: Em(0.82),
            leading: Lines(0.88),
            above: Lines(0.7),
            rule_position: Share(0.5),
            rule: RuleTheme {
                thickness: Pt(0.5),
                width: Share(0.3),
            },
            full_enough: Share(0.6),
        }
    }
}

/// Running heads and folios, in letters of [`super::TextTheme::small`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RunningTheme {
    /// The running head's baseline above the text block.
    pub head_above: Lines,
    /// It is nearer where the margin is narrow: at most this share of the top margin.
    pub head_margin: Share,
    /// Where the rule below it lies, as a share of the way from the baseline to the text block.
    pub rule_position: Share,
    /// Thickness of that rule.
    pub rule: Pt,
    /// Room that a running head leaves for the folio beside it.
    pub folio_room: Em,
    /// The baseline of an opening's folio below the text block.
    pub folio_below: Lines,
    /// It is nearer where the margin is narrow: at most this share of the bottom margin.
    pub folio_margin: Share,
}

impl Default for RunningTheme {
    fn default() -> Self {
        Self {
            head_above: Lines(1.05),
            head_margin: Share(0.55),
            rule_position: Share(0.31),
            rule: Pt(0.4),
            folio_room: Em(3.0),
            folio_below: Lines(1.25),
            folio_margin: Share(0.75),
        }
    }
}
