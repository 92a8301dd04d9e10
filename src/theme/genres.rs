//! Plays, letters and epigraphs.

use crate::units::{Em, Lines, Share};

/// How plays, letters and epigraphs are set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GenreTheme {
    /// How far the lines of a speech below its first move in, so that names of speakers stand out at the edge.
    pub turnover: Em,
    /// Space between two speeches.
    pub between_speeches: Lines,
    /// Size of what happens on the stage, and of an epigraph: another voice, a shade lower.
    pub aside_size: Em,
    /// How far an epigraph moves in from the side where reading begins, as a share of its line.
    pub epigraph_inset: Share,
    /// Space above and below it.
    pub around: Lines,
    /// Space below date and address of a letter and above its signature.
    pub around_words: Lines,
}

impl Default for GenreTheme {
    fn default() -> Self {
        Self {
            turnover: Em(1.5),
            between_speeches: Lines(0.25),
            aside_size: Em(0.92),
            epigraph_inset: Share(0.38),
            around: Lines(0.5),
            around_words: Lines(0.5),
        }
    }
}
