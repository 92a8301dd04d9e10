//! Plays, letters and epigraphs.

use crate::units::{Em, Lines, Share};

/// How plays, letters and epigraphs are set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GenreTheme {
    /// How far the lines of a speech below its first move in, so that names of speakers stand out at the edge.
    pub turnover: Em,
    /// Space between two speeches.
    pub between_speeches: Lines,
    /// Size of what happens on the stage: another voice, a shade lower.
    pub aside_size: Em,
    /// Size of an epigraph: 9.4 points beside 12.5.
    pub epigraph: Em,
    /// Its leading against the text's.
    pub epigraph_leading: Lines,
    /// How far it moves in from the side where reading begins, as a share of its line (42 mm of 102).
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
            epigraph: Em(0.752),
            epigraph_leading: Lines(0.8),
            epigraph_inset: Share(42.0 / 102.0),
            around: Lines(0.5),
            around_words: Lines(0.5),
        }
    }
}

/// Parallel texts: two texts beside each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ParallelTheme {
    /// Size of the letters: lines half as long as the text's hold words enough only in smaller ones.
    pub size: Em,
    /// Their leading against the text's.
    pub leading: Lines,
    /// White between the sides.
    pub gap: Em,
    /// Space between two pairs.
    pub between: Lines,
}

impl Default for ParallelTheme {
    fn default() -> Self {
        Self {
            size: Em(0.84),
            leading: Lines(0.8),
            gap: Em(1.6),
            between: Lines(0.4),
        }
    }
}
